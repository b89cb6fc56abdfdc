#include "report/canvas.hpp"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include <cassert>
#include <cmath>
#include <cstring>
#include <numbers>

#include "report/text_layout.hpp"

namespace knotwork {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    auto& bytes = *static_cast<std::vector<std::byte>*>(closure);
    const auto* first = reinterpret_cast<const std::byte*>(data);
    bytes.insert(bytes.end(), first, first + length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::optional<PictureFormat> find_picture_format(std::string_view file_name) {
    const std::size_t dot = file_name.rfind('.');
    std::string ending(dot == std::string_view::npos ? std::string_view() : file_name.substr(dot + 1));
    for (char& c : ending)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (ending == "svg") return PictureFormat::svg;
    if (ending == "png") return PictureFormat::png;
    if (ending == "pdf") return PictureFormat::pdf;
    return std::nullopt;
}

std::string escape_xml(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&apos;"; break;
            default: out += c;
        }
    }
    return out;
}

Canvas::Canvas(PictureFormat format, double width, double height, double pixels_per_point, std::string_view title,
               Colour paper)
    : format_(format),
      width_(width),
      height_(height),
      pixels_per_point_(pixels_per_point),
      paper_(paper),
      title_(title) {
    switch (format) {
        case PictureFormat::svg:
            surface_.reset(cairo_svg_surface_create_for_stream(append, &bytes_, width, height));
            cairo_svg_surface_set_document_unit(surface_.get(), CAIRO_SVG_UNIT_PT);
            break;
        case PictureFormat::pdf:
            surface_.reset(cairo_pdf_surface_create_for_stream(append, &bytes_, width, height));
            cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title_.c_str());
            cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_AUTHOR, "Knotwork");
            cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "Knotwork");
            // No date: the same picture is the same file.
            cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
            break;
        case PictureFormat::png:
            surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                      static_cast<int>(std::lround(width * pixels_per_point)),
                                                      static_cast<int>(std::lround(height * pixels_per_point))));
            break;
    }
    context_.reset(cairo_create(surface_.get()));
    if (format == PictureFormat::png) cairo_scale(context(), pixels_per_point, pixels_per_point);
    cairo_set_line_cap(context(), CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(context(), CAIRO_LINE_JOIN_ROUND);
    lay_paper();
}

void Canvas::lay_paper() {
    set_colour(paper_, 1);
    cairo_paint(context());
}

void Canvas::next_page() {
    assert(format_ == PictureFormat::pdf);
    cairo_show_page(context());
    lay_paper();
}

void Canvas::set_colour(Colour colour, double opacity) {
    cairo_set_source_rgba(context(), colour.red, colour.green, colour.blue, opacity);
}

TextSize Canvas::measure_text(std::string_view text, const TextStyle& text_style) {
    return size_of(lay_out(context(), text, text_style).get());
}

TextSize Canvas::draw_text(std::string_view text, PagePoint place, const TextStyle& text_style) {
    const TextLayout layout = lay_out(context(), text, text_style);
    const TextSize size = size_of(layout.get());
    const double extent = text_style.width > 0 ? text_style.width : size.width;
    double x = place.x;
    if (text_style.align == Align::centre) x -= extent / 2;
    if (text_style.align == Align::right) x -= extent;
    if (text_style.halo > 0) {
        cairo_move_to(context(), x, place.y);
        pango_cairo_layout_path(context(), layout.get());
        set_colour(paper_, 0.9);
        cairo_set_line_width(context(), text_style.halo * 2);
        cairo_stroke(context());
    }
    cairo_move_to(context(), x, place.y);
    set_colour(text_style.colour, 1);
    pango_cairo_show_layout(context(), layout.get());
    return size;
}

void Canvas::draw_image(const Image& image, const Box& box) {
    if (image.width == 0 || image.height == 0) return;
    const std::unique_ptr<cairo_surface_t, Destroy> surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width, image.height));
    unsigned char* rows = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    const auto width = static_cast<std::size_t>(image.width);
    for (std::size_t row = 0; row < static_cast<std::size_t>(image.height); ++row)
        std::memcpy(rows + row * stride, image.pixels.data() + row * width, width * sizeof(std::uint32_t));
    cairo_surface_mark_dirty(surface.get());
    cairo_save(context());
    cairo_translate(context(), box.x, box.y);
    cairo_scale(context(), box.width / image.width, box.height / image.height);
    cairo_set_source_surface(context(), surface.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context()), CAIRO_FILTER_BILINEAR);
    cairo_paint(context());
    cairo_restore(context());
}

void Canvas::draw_line(std::span<const PagePoint> points, Colour colour, double width, double opacity,
                       std::span<const double> dashes, bool closed) {
    if (points.size() < 2) return;
    cairo_move_to(context(), points[0].x, points[0].y);
    for (const PagePoint& p : points.subspan(1)) cairo_line_to(context(), p.x, p.y);
    if (closed) cairo_close_path(context());
    set_colour(colour, opacity);
    cairo_set_line_width(context(), width);
    cairo_set_dash(context(), dashes.data(), static_cast<int>(dashes.size()), 0);
    cairo_stroke(context());
    cairo_set_dash(context(), nullptr, 0, 0);
}

void Canvas::draw_box(const Box& box, Colour colour, double line_width) {
    cairo_rectangle(context(), box.x, box.y, box.width, box.height);
    set_colour(colour, 1);
    cairo_set_line_width(context(), line_width);
    cairo_stroke(context());
}

void Canvas::fill_box(const Box& box, Colour colour, double opacity) {
    cairo_rectangle(context(), box.x, box.y, box.width, box.height);
    set_colour(colour, opacity);
    cairo_fill(context());
}

void Canvas::fill_shape(std::span<const PagePoint> corners, Colour colour, double opacity) {
    if (corners.size() < 3) return;
    cairo_move_to(context(), corners[0].x, corners[0].y);
    for (const PagePoint& p : corners.subspan(1)) cairo_line_to(context(), p.x, p.y);
    cairo_close_path(context());
    set_colour(colour, opacity);
    cairo_fill(context());
}

void Canvas::fill_circle(PagePoint centre, double radius, Colour colour, double opacity) {
    cairo_new_sub_path(context());
    cairo_arc(context(), centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
    set_colour(colour, opacity);
    cairo_fill(context());
}

std::vector<std::byte> Canvas::finish() {
    context_.reset();
    if (format_ == PictureFormat::png) cairo_surface_write_to_png_stream(surface_.get(), append, &bytes_);
    cairo_surface_finish(surface_.get());
    surface_.reset();
    if (format_ == PictureFormat::svg) {
        // A title, for screen readers and for the browser's tab: cairo writes none.
        const std::string_view text(reinterpret_cast<const char*>(bytes_.data()), bytes_.size());
        const std::size_t root = text.find("<svg");
        const std::size_t end = root == std::string_view::npos ? root : text.find('>', root);
        if (end != std::string_view::npos) {
            const std::string title = "\n<title>" + escape_xml(title_) + "</title>";
            const auto* first = reinterpret_cast<const std::byte*>(title.data());
            bytes_.insert(bytes_.begin() + static_cast<std::ptrdiff_t>(end) + 1, first, first + title.size());
        }
    }
    return std::move(bytes_);
}

}  // namespace knotwork
