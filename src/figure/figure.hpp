// The body as a figure: postures in clinical angles become turns of its joints, and its skin moves with them.
//
//     const Figure figure(atlas, Body::female);
//     Posture posture;
//     posture[index(LimbMovement::hip_flexion, false)] = 90;         // the tested side is the left here
//     BodyPose pose = figure.compute_pose(posture, Quaternion{});
//     Vec3 knee = pose.joint[index(JointId::left_leg)];               // ahead of the hip, as high as it
//
// Each part has axes that lie along those of the room in the anatomical position: x to the person's left, y up along
// the part, z forward. A pose holds the axes of every part in the room, and where its joint is. The skin follows by
// linear blending. Metres and degrees. A Figure keeps views into the atlas, which must outlive it.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/quaternion.hpp"
#include "body/skeleton.hpp"

namespace knotwork {

using Posture = std::array<float, movement_count>;

struct BodyPose {
    std::array<Quaternion, joint_count> axes;
    std::array<Vec3, joint_count> joint;

    Quaternion& of(JointId id) { return axes[index(id)]; }
    const Quaternion& of(JointId id) const { return axes[index(id)]; }
    Vec3 at(JointId id) const { return joint[index(id)]; }
};

// What the pose looks like in a mirror that lies in the mid-plane.
BodyPose mirror_pose(const BodyPose& pose);

class Figure {
  public:
    Figure(const Atlas& atlas, Body body);

    const Atlas& atlas() const { return *atlas_; }
    Body body() const { return body_; }
    Vec3 rest_position(JointId id) const { return rest_position_[index(id)]; }
    std::size_t point_count() const { return skin_.size(); }

    // `pelvis`: how the pelvis is turned in the room; its own angles in the posture are left out. The pelvis is put at
    // the origin.
    BodyPose compute_pose(const Posture& posture, Quaternion pelvis) const;
    // Joints again from the axes, the pelvis staying where it is: after axes were changed.
    void place_joints(BodyPose& pose) const;

    // How each joint turns its part from the standing body of the atlas.
    Quaternion skin_turn(const BodyPose& pose, JointId id) const {
        return pose.axes[index(id)] * inverse(rest_axes_[index(id)]);
    }
    Vec3 skin_point(const BodyPose& pose, std::uint32_t v) const;
    Vec3 skin_normal(const BodyPose& pose, std::uint32_t v) const;  // outward, unit length
    // All points.
    void move_skin(const BodyPose& pose, std::vector<Vec3>& out) const;

    // Skin points of a part, the tested side being the left; none of PartKind::trigger.
    std::vector<std::uint32_t> list_part(PartKind part, PartSide side) const;

  private:
    const Atlas* atlas_;
    Body body_;
    std::array<Vec3, joint_count> rest_position_;
    std::array<Quaternion, joint_count> rest_axes_;
    std::span<const Vec3> skin_;
    std::vector<Vec3> normal_;
};

// The joint that stands for a part of the left side, or of the middle.
JointId joint_of(PartKind part);

}  // namespace knotwork
