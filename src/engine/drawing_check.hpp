// The rules that a drawing's numbers and counts keep, whether it came as JSON or was put together in C++.
//
// Errors: out_of_range, too_large, empty_drawing, missing; with the same places as parse_drawing gives.
#pragma once

#include <optional>

#include "base/error.hpp"
#include "engine/drawing.hpp"

namespace knotwork {

// The first rule that is broken, or nothing. O(size of the drawing).
std::optional<Error> check_drawing(const Drawing& drawing);

}  // namespace knotwork
