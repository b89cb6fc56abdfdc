// The segments of the CHOIR Body Map laid on the skin.
//
// Each sex has a picture of the front and one of the back, with segments as polygons (knowledge/choir). A skin point
// goes to the picture it faces, to the place with its height and its share of the way from the middle of the trunk or
// leg to the edge, and so to the polygon there, or the nearest. On the arms, which the pictures hold otherwise than our
// body does, segments are cut along the arm. Every skin point has one segment for each sex.
#pragma once

#include <filesystem>
#include <vector>

#include "bake/laid_out.hpp"

namespace knotwork::bake {

// Female, then male; segments in rising order. Throws Refused for a wrong file.
std::vector<LaidChoirSegment> lay_choir(const Skin& skin, const std::filesystem::path& folder);

}  // namespace knotwork::bake
