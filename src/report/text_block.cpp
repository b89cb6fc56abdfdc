#include "report/text_block.hpp"

#include <algorithm>
#include <cmath>

#include "report/text_layout.hpp"

namespace knotwork {

struct TextBlock::Layout {
    TextLayout pango;
};

namespace {

void insert(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

guint16 channel(double value) { return static_cast<guint16>(std::lround(value * 65535)); }

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

}  // namespace

std::string showable(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string out;
    while (!text.empty()) {
        const gunichar c = g_utf8_get_char_validated(text.data(), static_cast<gssize>(text.size()));
        const bool is_valid = c != static_cast<gunichar>(-1) && c != static_cast<gunichar>(-2);
        const std::size_t length = is_valid ? static_cast<std::size_t>(g_unichar_to_utf8(c, nullptr)) : 1;
        if (c == '\n')
            out += '\n';
        else if (c == '\t' || c == '\r')
            out += ' ';
        else if (is_valid && g_unichar_iscntrl(c) == FALSE)
            out += text.substr(0, length);
        else
            out += replacement;
        text.remove_prefix(length);
    }
    return out;
}

TextBlock::TextBlock(Canvas& canvas, const TextRuns& runs, const TextStyle& text_style) : colour_(text_style.colour) {
    std::string text;
    std::vector<std::size_t> ends;
    for (const TextRun& run : runs) {
        text += showable(run.text);
        ends.push_back(text.size());
    }
    auto layout = std::make_shared<Layout>();
    layout->pango = lay_out(canvas.context(), text, text_style);
    PangoAttrList* own = pango_layout_get_attributes(layout->pango.get());
    PangoAttrList* attributes = own != nullptr ? pango_attr_list_copy(own) : pango_attr_list_new();
    for (std::size_t i = 0, begin = 0; i < runs.size(); begin = ends[i++]) {
        const TextRun& run = runs[i];
        if (run.weight) insert(attributes, pango_attr_weight_new(pango_weight(*run.weight)), begin, ends[i]);
        if (run.italic) insert(attributes, pango_attr_style_new(PANGO_STYLE_ITALIC), begin, ends[i]);
        if (run.unbroken) insert(attributes, pango_attr_allow_breaks_new(FALSE), begin, ends[i]);
        if (run.size > 0)
            insert(attributes, pango_attr_size_new_absolute(static_cast<int>(run.size * PANGO_SCALE)), begin, ends[i]);
        if (run.colour)
            insert(attributes,
                   pango_attr_foreground_new(channel(run.colour->red), channel(run.colour->green),
                                             channel(run.colour->blue)),
                   begin, ends[i]);
    }
    pango_layout_set_attributes(layout->pango.get(), attributes);
    pango_attr_list_unref(attributes);

    PangoLayoutIter* at = pango_layout_get_iter(layout->pango.get());
    do {
        int top = 0, bottom = 0;
        PangoRectangle ink, logical;
        pango_layout_iter_get_line_yrange(at, &top, &bottom);
        pango_layout_iter_get_line_extents(at, &ink, &logical);
        lines_.push_back({points(bottom - top), points(pango_layout_iter_get_baseline(at) - top), points(logical.x),
                          points(logical.width)});
    } while (pango_layout_iter_next_line(at));
    pango_layout_iter_free(at);
    layout_ = std::move(layout);
}

double TextBlock::height() const {
    double sum = 0;
    for (const Line& line : lines_) sum += line.height;
    return sum;
}

double TextBlock::width() const {
    double most = 0;
    for (const Line& line : lines_) most = std::max(most, line.width);
    return most;
}

void TextBlock::draw_line(Canvas& canvas, std::size_t line, PagePoint place) const {
    PangoLayoutLine* const words = pango_layout_get_line_readonly(layout_->pango.get(), static_cast<int>(line));
    if (words == nullptr) return;
    cairo_set_source_rgb(canvas.context(), colour_.red, colour_.green, colour_.blue);
    cairo_move_to(canvas.context(), place.x + lines_[line].x, place.y + lines_[line].baseline);
    pango_cairo_show_layout_line(canvas.context(), words);
}

void TextBlock::draw(Canvas& canvas, PagePoint place) const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        draw_line(canvas, i, place);
        place.y += lines_[i].height;
    }
}

}  // namespace knotwork
