// Files that hold a drawing or a case, told apart by their "format".
#pragma once

#include <string_view>

#include "engine/engine.hpp"

namespace knotwork::cli {

// Whether the text is a case ("format": "knotwork.case/..."). All else is left to the reader of drawings.
bool is_case(std::string_view json);

// A case, or a drawing as a case without answers. Errors: those of parse_case or parse_drawing.
Result<Case> parse_case_or_drawing(const Atlas& atlas, std::string_view json);

// Says of every emergency of the case that the person has read it.
void acknowledge_emergencies(const Atlas& atlas, Case& known);

// The greatest intensity of the drawing's marks is how much it hurts, unless that is said already.
void set_drawing(Case& known, Drawing drawing);

}  // namespace knotwork::cli
