// The segments of the CHOIR Body Map laid on the skin.
//
// Each sex has a picture of the front and one of the back, with segments as outlines (knowledge/choir). A skin point
// goes to the picture it faces, is carried into it by matched landmarks (warp.toml), and belongs to the segment whose
// outline it lies deepest in, or, in no outline, to the nearest. Head, trunk and legs are carried by a thin-plate
// spline of the body seen from the front; the arms, which hang otherwise in the pictures, along and across the arm.
// Every skin point has one segment for each sex, and mirrored points have mirrored segments (points of the mid-line
// count as left).
#pragma once

#include <filesystem>
#include <vector>

#include "bake/laid_out.hpp"

namespace knotwork::bake {

// Female, then male; segments in rising order. Throws Refused for a wrong file.
std::vector<LaidChoirSegment> lay_choir(const SkinGeometry& geometry, const std::filesystem::path& folder);

}  // namespace knotwork::bake
