// The laid-out knowledge as atlas bytes; see atlas/records.hpp for their form.
#pragma once

#include <cstddef>
#include <vector>

#include "bake/laid_out.hpp"
#include "bake/skeleton.hpp"

namespace knotwork::bake {

std::vector<std::byte> write_atlas(const Spec& spec, const LaidOut& laid, const SkinMesh& mesh,
                                   const BodyCoordinates& coordinates, const Skeleton& skeleton);

}  // namespace knotwork::bake
