// A paragraph in several weights and colours, broken into lines that are drawn one by one, so that it may end on one
// page and go on on the next.
//
//     const TextBlock block(canvas, {{"Hold 30 s", Weight::bold}, {", once a day"}}, {.size = 8.5, .width = 240});
//     for (std::size_t i = 0; i < block.line_count(); ++i) block.draw_line(canvas, i, {x, y += block.line_height(i)});
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "report/canvas.hpp"

namespace knotwork {

struct TextRun {
    std::string text;
    std::optional<Weight> weight{};  // else as the block, as what follows
    std::optional<Colour> colour{};
    double size = 0;  // 0: as the block
    bool italic = false;
    bool unbroken = false;  // no line ends within it
};
using TextRuns = std::vector<TextRun>;

class TextBlock {
  public:
    // Bound to the canvas, which must outlive it. Text that is not UTF-8 and control characters are replaced.
    TextBlock(Canvas& canvas, const TextRuns& runs, const TextStyle& text_style);

    std::size_t line_count() const { return lines_.size(); }
    double line_height(std::size_t line) const { return lines_[line].height; }
    double height() const;
    double width() const;  // of the longest line
    // The place is the top of the line at the left edge of the block, whatever the alignment.
    void draw_line(Canvas& canvas, std::size_t line, PagePoint place) const;
    void draw(Canvas& canvas, PagePoint place) const;

  private:
    struct Line {
        double height = 0, baseline = 0;  // below the line's top
        double x = 0, width = 0;
    };
    struct Layout;
    std::shared_ptr<const Layout> layout_;
    Colour colour_;
    std::vector<Line> lines_;
};

// The text as UTF-8 without control characters: what cannot be shown becomes U+FFFD, a line feed stays.
std::string showable(std::string_view text);

}  // namespace knotwork
