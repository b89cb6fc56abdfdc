// Body coordinates (segment, t, angle) of every skin point, from the joints of the base mesh and the boundary curves
// of knowledge/body/boundaries.toml. See docs/coordinates.md for what they mean.
#pragma once

#include <filesystem>
#include <vector>

#include "bake/base_mesh.hpp"
#include "bake/remesh.hpp"
#include "body/skin.hpp"

namespace knotwork::bake {

struct BodyCoordinates {
    std::vector<Segment> segment;  // a skin point each
    std::vector<float> t;
    std::vector<float> angle;  // degrees
};

// Throws Refused for a wrong boundaries file.
BodyCoordinates compute_body_coordinates(const SkinMesh& mesh, const BaseMesh& base,
                                         const std::filesystem::path& boundaries);

}  // namespace knotwork::bake
