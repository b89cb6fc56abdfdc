#include "figure/figure.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork {
namespace {

using enum JointId;

// Of an arm that is lifted this far, the shoulder blade does its share of the rest (Inman and others 1944,
// doi:10.2106/00004623-194426010-00001: about one part in three; less looks right on a skin without one).
constexpr float girdle_begins = 30, girdle_share = 0.22f;

// Flexion, then abduction, then rotation inward: of a left limb, whose part hangs down.
Quaternion turn_ball_joint(float flexion, float abduction, float rotation) {
    return about_x(-flexion) * about_z(abduction) * about_y(-rotation);
}
// Of a part that stands up from its joint: forward, and to the left.
Quaternion turn_spine(float flexion, float bend, float turn) {
    return about_x(flexion) * about_z(-bend) * about_y(turn);
}

}  // namespace

BodyPose mirror_pose(const BodyPose& pose) {
    BodyPose out;
    for (std::size_t j = 0; j < joint_count; ++j) {
        const std::size_t image = index(mirror(static_cast<JointId>(j)));
        out.axes[image] = mirrored(pose.axes[j]);
        out.joint[image] = mirrored(pose.joint[j]);
    }
    return out;
}

Figure::Figure(const Atlas& atlas, Body body) : atlas_(&atlas), body_(body), skin_(atlas.skin().of(body)) {
    for (std::size_t j = 0; j < joint_count; ++j) {
        rest_position_[j] = atlas.joints()[j].position[static_cast<std::size_t>(body)];
        rest_axes_[j] = atlas.joints()[j].rest[static_cast<std::size_t>(body)];
    }
    normal_.assign(skin_.size(), {});
    for (const Triangle t : atlas.skin().triangles) {
        const Vec3 n = cross(skin_[t.b] - skin_[t.a], skin_[t.c] - skin_[t.a]);
        for (const auto v : {t.a, t.b, t.c}) normal_[v] = normal_[v] + n;
    }
    for (Vec3& n : normal_) n = normalized(n);
}

BodyPose Figure::compute_pose(const Posture& posture, Quaternion pelvis_axes) const {
    BodyPose pose;
    pose.of(pelvis) = pelvis_axes;
    // Two joints share what a clinician sees as one movement.
    const auto share = [&](JointId low, JointId high, TrunkMovement first) {
        const auto i = index(first);
        const Quaternion half = turn_spine(posture[i] / 2, posture[i + 1] / 2, posture[i + 2] / 2);
        pose.of(low) = pose.of(parent(low)) * half;
        pose.of(high) = pose.of(low) * half;
    };
    share(lumbar_low, lumbar_high, TrunkMovement::lumbar_flexion);
    share(thorax_low, thorax_high, TrunkMovement::thorax_flexion);
    share(neck, head, TrunkMovement::neck_flexion);

    for (const bool other : {false, true}) {
        const auto limb = [&](LimbMovement m) { return posture[index(m, other)]; };
        // Right limbs are turned as the mirror images of left ones.
        const auto sided = [other](Quaternion q) { return other ? mirrored(q) : q; };
        const auto joint = [other](JointId left) { return other ? mirror(left) : left; };
        const auto set = [&](JointId left, Quaternion turn) {
            pose.of(joint(left)) = pose.of(joint(parent(left))) * sided(turn);
        };
        const Quaternion arm =
            turn_ball_joint(limb(LimbMovement::shoulder_flexion), limb(LimbMovement::shoulder_abduction),
                            limb(LimbMovement::shoulder_rotation));
        const float lifted = angle_of_cosine(-(arm * Vec3{0, -1, 0}).y);
        const float raised = limb(LimbMovement::shoulder_raise) + std::max(0.0f, lifted - girdle_begins) * girdle_share;
        set(left_girdle, about_y(-limb(LimbMovement::shoulder_forward)) * about_z(raised));
        // Angles of the shoulder are those between arm and trunk.
        pose.of(joint(left_upper_arm)) = pose.of(thorax_high) * sided(arm);
        const Quaternion bent = pose.of(joint(left_upper_arm)) * about_x(-limb(LimbMovement::elbow_flexion));
        pose.of(joint(left_forearm)) = bent * sided(about_y(-limb(LimbMovement::pronation) / 2));
        pose.of(joint(left_hand)) =
            bent * sided(about_y(-limb(LimbMovement::pronation))) * about_x(-limb(LimbMovement::wrist_flexion));

        set(left_thigh, turn_ball_joint(limb(LimbMovement::hip_flexion), limb(LimbMovement::hip_abduction),
                                        limb(LimbMovement::hip_rotation)));
        set(left_leg, about_x(limb(LimbMovement::knee_flexion)) * about_y(-limb(LimbMovement::knee_rotation)));
        set(left_foot,
            about_x(-limb(LimbMovement::ankle_dorsiflexion)) * about_z(-limb(LimbMovement::ankle_inversion)));
        set(left_toes, about_x(-limb(LimbMovement::toes_extension)));
        set(left_big_toe, about_x(-limb(LimbMovement::toes_extension) - limb(LimbMovement::big_toe_extension)));
    }
    pose.joint[index(pelvis)] = {};
    place_joints(pose);
    return pose;
}

void Figure::place_joints(BodyPose& pose) const {
    for (std::size_t j = 1; j < joint_count; ++j) {
        const JointId id = static_cast<JointId>(j), from = parent(id);
        pose.joint[j] =
            pose.joint[index(from)] + skin_turn(pose, from) * (rest_position_[j] - rest_position_[index(from)]);
    }
}

Vec3 Figure::skin_point(const BodyPose& pose, std::uint32_t v) const {
    const atlas_format::SkinJoints& s = atlas_->skin_joints()[v];
    Vec3 out;
    for (std::size_t k = 0; k < 4 && s.weight[k] > 0; ++k) {
        const auto j = static_cast<JointId>(s.joint[k]);
        out = out + (pose.at(j) + skin_turn(pose, j) * (skin_[v] - rest_position_[index(j)])) *
                        (static_cast<float>(s.weight[k]) / 255);
    }
    return out;
}

Vec3 Figure::skin_normal(const BodyPose& pose, std::uint32_t v) const {
    const atlas_format::SkinJoints& s = atlas_->skin_joints()[v];
    Vec3 out;
    for (std::size_t k = 0; k < 4 && s.weight[k] > 0; ++k)
        out = out + skin_turn(pose, static_cast<JointId>(s.joint[k])) * normal_[v] * static_cast<float>(s.weight[k]);
    return normalized(out);
}

void Figure::move_skin(const BodyPose& pose, std::vector<Vec3>& out) const {
    std::array<Quaternion, joint_count> turn;
    std::array<Vec3, joint_count> shift;
    for (std::size_t j = 0; j < joint_count; ++j) {
        turn[j] = skin_turn(pose, static_cast<JointId>(j));
        shift[j] = pose.joint[j] - turn[j] * rest_position_[j];
    }
    out.resize(skin_.size());
    for (std::size_t v = 0; v < skin_.size(); ++v) {
        const atlas_format::SkinJoints& s = atlas_->skin_joints()[v];
        Vec3 sum;
        for (std::size_t k = 0; k < 4 && s.weight[k] > 0; ++k)
            sum = sum + (shift[s.joint[k]] + turn[s.joint[k]] * skin_[v]) * (static_cast<float>(s.weight[k]) / 255);
        out[v] = sum;
    }
}

std::vector<std::uint32_t> Figure::list_part(PartKind part, PartSide side) const {
    const Skin& skin = atlas_->skin();
    const auto belongs = [&](std::uint32_t v) {
        const Segment s = skin.segment[v];
        const float t = skin.t[v];
        const bool is_trunk = s == Segment::thorax || s == Segment::abdomen || s == Segment::pelvis;
        switch (part) {
            case PartKind::whole: return true;
            case PartKind::head: return s == Segment::head;
            case PartKind::thorax:
                return s == Segment::thorax || (s == Segment::upper_arm && t < 0.25f);  // with the shoulders
            case PartKind::lumbar: return s == Segment::abdomen;
            case PartKind::pelvis: return s == Segment::pelvis || (s == Segment::thigh && t < 0.1f);
            case PartKind::trunk: return is_trunk;
            case PartKind::upper_arm: return s == Segment::upper_arm;
            case PartKind::elbow: return (s == Segment::upper_arm && t > 0.88f) || (s == Segment::forearm && t < 0.12f);
            case PartKind::forearm: return s == Segment::forearm;
            case PartKind::hand: return s == Segment::hand;
            case PartKind::thigh: return s == Segment::thigh;
            case PartKind::knee: return (s == Segment::thigh && t > 0.88f) || (s == Segment::leg && t < 0.15f);
            case PartKind::leg: return s == Segment::leg;
            case PartKind::foot: return s == Segment::foot;
            case PartKind::heel: return s == Segment::foot && t < 0.3f;
            case PartKind::forefoot: return s == Segment::foot && t > 0.6f && t < 0.85f;
            case PartKind::toes: return s == Segment::foot && t > 0.8f;
            case PartKind::trigger: return false;
        }
        return false;
    };
    const auto right_side = [&](std::uint32_t v) {
        const float x = skin_[v].x;
        return side == PartSide::both || (side == PartSide::this_ ? x >= 0 : x <= 0);
    };
    std::vector<std::uint32_t> out;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        if (right_side(v) && belongs(v)) out.push_back(v);
    return out;
}

JointId joint_of(PartKind part) {
    switch (part) {
        case PartKind::head: return head;
        case PartKind::thorax: return thorax_high;
        case PartKind::lumbar: return lumbar_high;
        case PartKind::whole:
        case PartKind::pelvis:
        case PartKind::trunk:
        case PartKind::trigger: return pelvis;
        case PartKind::upper_arm: return left_upper_arm;
        case PartKind::elbow:
        case PartKind::forearm: return left_forearm;
        case PartKind::hand: return left_hand;
        case PartKind::thigh: return left_thigh;
        case PartKind::knee:
        case PartKind::leg: return left_leg;
        case PartKind::foot:
        case PartKind::heel: return left_foot;
        case PartKind::forefoot:
        case PartKind::toes: return left_toes;
    }
    return pelvis;
}

}  // namespace knotwork
