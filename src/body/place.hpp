// Places: points of the skin named as a clinician would say them.
//
//     "psis"   "thigh 0.50 @ 90"   "psis -> greater-trochanter 0.5"   "ischial-tuberosity + 2 cm up + 1 cm out" "other
//     psis"
//
// The grammar is in docs/knowledge.md. Errors: unknown_name (a landmark or segment that does not exist, with the
// nearest name), out_of_range, wrong_type.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "body/geometry.hpp"

namespace knotwork {

// Position of a landmark on one side of the neutral body; nothing if there is no such landmark.
using LandmarkLookup = std::function<std::optional<SurfacePoint>(std::string_view id, Side side)>;

struct PlaceContext {
    const SkinGeometry* geometry = nullptr;
    LandmarkLookup landmark;
    std::span<const std::string> landmark_names;  // for suggestions
};

// The place that `text` names, as seen from `side`. `where` is the place of the text in its file, for errors.
Result<SurfacePoint> resolve_place(const PlaceContext& context, std::string_view text, Side side,
                                   const std::string& where);

}  // namespace knotwork
