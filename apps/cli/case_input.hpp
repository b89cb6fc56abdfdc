// Files that hold a drawing or a case, told apart by their "format".
#pragma once

#include <string_view>

#include "engine/engine.hpp"

namespace knotwork::cli {

// A case, or a drawing as a case without answers. Errors: those of parse_case or parse_drawing.
Result<Case> parse_case_or_drawing(const Atlas& atlas, std::string_view json);

}  // namespace knotwork::cli
