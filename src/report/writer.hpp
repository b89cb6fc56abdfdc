// Writes the parts of a document into streams: headings, paragraphs, lists, rows of a table, boxes; and keeps the list
// of what it cites.
//
//     Bibliography cited(atlas);
//     Writer writer(canvas, 240);
//     writer.heading("Danger signs");
//     writer.paragraph({{"None", Weight::bold}, {" among the answers." + cited.mark(rule.cites)}});
//     flow.place({{writer.take(), 40}});
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "report/flow.hpp"
#include "report/text_block.hpp"

namespace knotwork {

// "Finucane and others 2020", "doi:10.2519/jospt.2020.9971"
struct Work {
    std::string name, address;

    friend bool operator==(const Work&, const Work&) = default;
};

// Works are numbered in the order in which they are first cited.
class Bibliography {
  public:
    explicit Bibliography(const Atlas& atlas) : atlas_(&atlas) {}

    TextRun mark(std::span<const std::uint32_t> cites);  // " [2, 5–8]"; empty for nothing
    TextRun mark(Atlas::Range cites) { return mark(atlas_->refs(cites)); }
    const std::vector<Work>& works() const { return works_; }  // by number, from 1

  private:
    Work describe(std::uint32_t citation) const;

    const Atlas* atlas_;
    std::vector<Work> works_;
};

struct Cell {
    double x = 0, width = 0;
    TextRuns runs;
    TextStyle text_style{.size = 8.2, .line_spacing = 1.24};
};

class Writer {
  public:
    Writer(Canvas& canvas, double width) : canvas_(&canvas), width_(width) {}

    double width() const { return width_; }
    TextStyle body() const { return {.size = 8.4, .line_spacing = 1.27}; }
    TextStyle small() const { return {.size = 7.2, .colour = style::quiet_ink, .line_spacing = 1.22}; }

    void heading(std::string words, const std::string& beside = "");  // a rule, and words below it
    void kicker(std::string words);                                   // small, above what follows
    void paragraph(const TextRuns& runs, TextStyle text_style);
    void paragraph(const TextRuns& runs) { paragraph(runs, body()); }
    void item(std::string sign, const TextRuns& runs, TextStyle text_style);  // hanging
    void item(const TextRuns& runs) { item("–", runs, body()); }
    // Cells beside one another, cut line by line where a page ends.
    void row(const std::vector<Cell>& cells, bool ruled = true, double padding = 3.5);
    // What was written since the last heading stays with what follows.
    void stay();
    void gap(double height) { gap_ = std::max(gap_, height); }
    void add(Piece piece);
    // What is written from here on stands on a ground of this colour, with a bar at its left; ends with `end_ground`.
    void begin_ground(Colour ground, Colour bar);
    void end_ground();

    Stream take();

  private:
    void lines(const TextBlock& block, double x);

    Canvas* canvas_;
    double width_;
    double gap_ = 0;
    std::size_t heading_ = 0;  // where the latest stands in the stream
    bool on_ground_ = false;
    Colour ground_{}, bar_{};
    Stream stream_;
};

}  // namespace knotwork
