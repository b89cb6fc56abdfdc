// The joints of the bodies and how the skin hangs on them, from the bones of the base mesh.
//
//     const Skeleton skeleton = compute_skeleton(base, mesh);
//
// Weights of the bones are carried to the remeshed skin with its points, then spread a little over the skin, so that it
// does not fold sharply at a joint; the four greatest are kept, and they are mirror images of each other.
#pragma once

#include <array>
#include <vector>

#include "atlas/records.hpp"
#include "bake/remesh.hpp"

namespace knotwork::bake {

struct Skeleton {
    std::array<std::array<Vec3, 3>, joint_count> position;    // by JointId, then Body
    std::array<std::array<Quaternion, 3>, joint_count> rest;  // see atlas_format::Joint
    std::vector<atlas_format::SkinJoints> skin;
};

Skeleton compute_skeleton(const BaseMesh& base, const SkinMesh& mesh);

}  // namespace knotwork::bake
