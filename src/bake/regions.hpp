// Which named region each skin point belongs to.
#pragma once

#include <cstdint>
#include <vector>

#include "bake/spec.hpp"
#include "body/geometry.hpp"

namespace knotwork::bake {

// Index into Spec::regions, a skin point each; mirror images agree. A region is one connected piece on each side:
// points of it that are cut off from its largest piece go to the region they border on most. Throws Refused for skin
// that no region holds, and for a region that holds no skin.
std::vector<std::uint16_t> assign_regions(const Spec& spec, const SkinGeometry& geometry);

}  // namespace knotwork::bake
