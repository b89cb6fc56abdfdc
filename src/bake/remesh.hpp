// An even, mirror-symmetric triangle mesh of the skin, from the base mesh.
//
// One half (x >= 0) is remeshed evenly (Botsch and Kobbelt 2004, doi:10.1145/1057432.1057457, as in CGAL's isotropic
// remeshing), its edge on the mid-plane kept there, and joined to its mirror image. Every new vertex remembers the
// point of the base surface it lies on, which carries it to the female and male bodies.
#pragma once

#include <array>
#include <vector>

#include "bake/base_mesh.hpp"
#include "body/skin.hpp"

namespace knotwork::bake {

struct SkinMesh {
    std::array<std::vector<Vec3>, 3> positions;  // by Body, metres
    std::vector<Triangle> triangles;
    std::vector<std::uint16_t> mirror;
    std::vector<float> area;                                    // square metres a point, neutral body
    std::vector<float> arm_weight;                              // 0..1
    std::vector<Vec3> normal;                                   // outward unit normals, neutral body
    std::vector<std::array<float, joint_count>> joint_weights;  // they sum to 1
};

inline constexpr double edge_length = 0.012;          // metres: people do not draw finer
inline constexpr double detail_edge_length = 0.0085;  // fingers, toes, face

SkinMesh compute_skin_mesh(const BaseMesh& base);

}  // namespace knotwork::bake
