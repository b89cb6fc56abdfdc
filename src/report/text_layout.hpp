// Text laid out by Pango, for the files that draw it.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string_view>

#include "report/canvas.hpp"

namespace knotwork {

struct UnrefLayout {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using TextLayout = std::unique_ptr<PangoLayout, UnrefLayout>;

TextLayout lay_out(cairo_t* context, std::string_view text, const TextStyle& text_style);
TextSize size_of(PangoLayout* layout);
PangoWeight pango_weight(Weight weight);

}  // namespace knotwork
