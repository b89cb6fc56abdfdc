#include "report/text_layout.hpp"

namespace knotwork {

PangoWeight pango_weight(Weight weight) {
    switch (weight) {
        case Weight::light: return PANGO_WEIGHT_LIGHT;
        case Weight::regular: return PANGO_WEIGHT_NORMAL;
        case Weight::semibold: return PANGO_WEIGHT_SEMIBOLD;
        case Weight::bold: return PANGO_WEIGHT_BOLD;
    }
    return PANGO_WEIGHT_NORMAL;
}

TextLayout lay_out(cairo_t* context, std::string_view text, const TextStyle& text_style) {
    TextLayout layout(pango_cairo_create_layout(context));
    // No hinting, so that a line is equally long in every format and at every size.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pango_layout_get_context(layout.get()), options);
    cairo_font_options_destroy(options);
    // A point is the unit here, so rounding letters to whole units would show.
    pango_context_set_round_glyph_positions(pango_layout_get_context(layout.get()), FALSE);

    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, style::family);
    pango_font_description_set_weight(font, pango_weight(text_style.weight));
    pango_font_description_set_style(font, text_style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(font, text_style.size * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);

    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    if (text_style.width > 0) {
        pango_layout_set_width(layout.get(), static_cast<int>(text_style.width * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        if (text_style.shortened) {
            pango_layout_set_height(layout.get(), 0);
            pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
        }
        constexpr PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
        pango_layout_set_alignment(layout.get(), alignments[static_cast<std::size_t>(text_style.align)]);
    }
    if (text_style.spacing > 0) {
        PangoAttrList* attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes,
                               pango_attr_letter_spacing_new(static_cast<int>(text_style.spacing * PANGO_SCALE)));
        pango_layout_set_attributes(layout.get(), attributes);
        pango_attr_list_unref(attributes);
    }
    pango_layout_set_line_spacing(layout.get(), static_cast<float>(text_style.line_spacing));
    return layout;
}

TextSize size_of(PangoLayout* layout) {
    int width = 0, height = 0;
    pango_layout_get_size(layout, &width, &height);
    return {static_cast<double>(width) / PANGO_SCALE, static_cast<double>(height) / PANGO_SCALE};
}

}  // namespace knotwork
