// A page, or in a PDF several, that is drawn on once and becomes SVG, PNG or PDF bytes.
//
//     Canvas canvas(PictureFormat::pdf, 842, 595, 2.7, "Gluteus minimus");
//     canvas.draw_text("Gluteus minimus", {40, 60}, {.size = 24, .weight = Weight::bold});
//     std::vector<std::byte> bytes = canvas.finish();
//
// Lengths are points (1/72 inch), x to the right, y down. Nothing is written to disk. Text is plain: no character in
// it is taken as markup. The drawing of one page is the same routine for all formats; only pixels a point differ.
#pragma once

#include <cairo.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/contour.hpp"
#include "report/picture_format.hpp"
#include "report/shade.hpp"
#include "report/style.hpp"

namespace knotwork {

enum class Weight : std::uint8_t { light, regular, semibold, bold };
enum class Align : std::uint8_t { left, centre, right };

struct TextStyle {
    double size = 9;  // points
    Weight weight = Weight::regular;
    bool italic = false;
    Colour colour = style::ink;
    Align align = Align::left;  // about the place given
    double width = 0;           // lines are broken at this width; 0 keeps one line
    bool shortened = false;     // with a width: one line, cut with an ellipsis
    double halo = 0;            // width of a paper-coloured edge around the letters
    double spacing = 0;         // extra space between letters
    double line_spacing = 1.15;
};

struct TextSize {
    double width = 0, height = 0;
};

class Canvas {
  public:
    Canvas(PictureFormat format, double width, double height, double pixels_per_point, std::string_view title,
           Colour paper = style::paper);
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    double width() const { return width_; }
    double height() const { return height_; }
    double pixels_per_point() const { return pixels_per_point_; }
    cairo_t* context() const { return context_.get(); }
    Colour paper() const { return paper_; }

    // Ends the page and begins one of the same size. Of a PDF only.
    void next_page();

    // The place is the top of the first line, at its left end, middle or right end. Gives the size taken.
    TextSize draw_text(std::string_view text, PagePoint place, const TextStyle& text_style);
    TextSize measure_text(std::string_view text, const TextStyle& text_style);

    void draw_image(const Image& image, const Box& box);
    void draw_line(std::span<const PagePoint> points, Colour colour, double width, double opacity = 1,
                   std::span<const double> dashes = {}, bool closed = false);
    void draw_box(const Box& box, Colour colour, double line_width);
    void fill_box(const Box& box, Colour colour, double opacity = 1);
    void fill_shape(std::span<const PagePoint> corners, Colour colour, double opacity = 1);
    void fill_circle(PagePoint centre, double radius, Colour colour, double opacity = 1);

    // Ends the last page. Nothing may be drawn after.
    std::vector<std::byte> finish();

  private:
    struct Destroy {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
        void operator()(cairo_t* context) const { cairo_destroy(context); }
    };

    void set_colour(Colour colour, double opacity);
    void lay_paper();

    PictureFormat format_;
    double width_, height_, pixels_per_point_;
    Colour paper_;
    std::string title_;
    std::vector<std::byte> bytes_;
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    std::unique_ptr<cairo_t, Destroy> context_;
};

// "a < b" as XML text.
std::string escape_xml(std::string_view text);

}  // namespace knotwork
