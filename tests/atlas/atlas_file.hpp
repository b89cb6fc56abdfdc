// The atlas that the build has baked, read once.
//
//     const Atlas& atlas = get_atlas();
#pragma once

#include <span>

#include "atlas/atlas.hpp"
#include "body/geometry.hpp"

namespace knotwork::test {

std::span<const std::byte> get_atlas_bytes();
const Atlas& get_atlas();
const SkinGeometry& get_geometry();  // of its skin

}  // namespace knotwork::test
