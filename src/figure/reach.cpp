#include "figure/reach.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork {
namespace {

using atlas_format::Limb;
using enum JointId;

constexpr float palm_from_wrist = 0.075f, palm_thickness = 0.018f, ankle_thickness = 0.045f;  // metres
constexpr float stretched = 0.999f;                                                           // of the length of a limb
constexpr int hand_rounds = 6;

struct LimbJoints {
    JointId root, middle, end;
    bool is_arm, is_other;
};
LimbJoints joints_of(Limb limb) {
    const bool is_arm = limb == Limb::this_hand || limb == Limb::other_hand;
    const bool is_other = limb == Limb::other_hand || limb == Limb::other_foot;
    const auto joint = [&](JointId left) { return is_other ? mirror(left) : left; };
    return is_arm ? LimbJoints{joint(left_upper_arm), joint(left_forearm), joint(left_hand), true, is_other}
                  : LimbJoints{joint(left_thigh), joint(left_leg), joint(left_foot), false, is_other};
}

// Turns the two long parts of the limb so that its end comes to `end`; returns the untwisted axes of the second.
Quaternion bend(const Figure& figure, BodyPose& pose, const LimbJoints& j, Vec3 end) {
    const Vec3 root = pose.at(j.root);
    const float upper = norm(figure.rest_position(j.middle) - figure.rest_position(j.root));
    const float lower = norm(figure.rest_position(j.end) - figure.rest_position(j.middle));
    Vec3 along = end - root;
    const float length = std::clamp(norm(along), std::abs(upper - lower) + 0.02f, (upper + lower) * stretched);
    along = normalized(along);
    // An elbow bends backwards of the arm's front, a knee forwards.
    Vec3 towards = pose.at(j.middle) - root;
    towards = towards - along * dot(towards, along);
    if (norm(towards) < 0.02f) {
        const Vec3 front = pose.of(j.root) * Vec3{0, 0, j.is_arm ? -1.0f : 1.0f};
        towards = front - along * dot(front, along);
    }
    towards = normalized(towards);
    const float cosine =
        std::clamp((upper * upper + length * length - lower * lower) / (2 * upper * length), -1.0f, 1.0f);
    const Vec3 middle = root + along * (upper * cosine) + towards * (upper * std::sqrt(1 - cosine * cosine));
    const Vec3 at = root + along * length;

    const Vec3 y1 = normalized(root - middle), y2 = normalized(middle - at);
    const Vec3 front = towards * (j.is_arm ? -1.0f : 1.0f);
    const Vec3 x = normalized(cross(y1, front));
    pose.of(j.root) = from_axes(x, y1, cross(x, y1));
    const Quaternion second = from_axes(x, y2, cross(x, y2));
    pose.of(j.middle) = second;
    return second;
}

// How far `to` is twisted about y, as seen from `from`.
float twist_between(Quaternion from, Quaternion to) {
    const Quaternion q = inverse(from) * to;
    return 2 * angle_of(q.y, q.w);
}
float wrapped(float degrees) { return degrees - 360 * std::round(degrees / 360); }

}  // namespace

LimbEnd limb_end(const BodyPose& pose, Limb limb) {
    const JointId end = joints_of(limb).end;
    return {pose.at(end), pose.of(end)};
}

void reach(const Figure& figure, BodyPose& pose, Limb limb, const LimbEnd& end) {
    const LimbJoints j = joints_of(limb);
    const JointId toes = j.is_other ? right_toes : left_toes, big_toe = j.is_other ? right_big_toe : left_big_toe;
    const Quaternion toes_turn = inverse(pose.of(j.end)) * pose.of(toes);
    const Quaternion big_toe_turn = inverse(pose.of(j.end)) * pose.of(big_toe);
    const Quaternion second = bend(figure, pose, j, end.joint);
    pose.of(j.end) = end.axes;
    if (j.is_arm) {
        pose.of(j.middle) = second * about_y(wrapped(twist_between(second, end.axes)) / 2);
    } else {
        pose.of(toes) = end.axes * toes_turn;
        pose.of(big_toe) = end.axes * big_toe_turn;
    }
    figure.place_joints(pose);
}

void reach_skin(const Figure& figure, BodyPose& pose, Limb limb, Vec3 position, Vec3 normal) {
    const LimbJoints j = joints_of(limb);
    if (!j.is_arm) {
        const Quaternion foot_turn = inverse(pose.of(j.middle)) * pose.of(j.end);
        const BodyPose before = pose;
        const Quaternion second = bend(figure, pose, j, position + normal * ankle_thickness);
        reach(figure, pose = before, limb, {position + normal * ankle_thickness, second * foot_turn});
        return;
    }
    const float side = j.is_other ? -1.0f : 1.0f;
    const BodyPose before = pose;
    Quaternion hand = pose.of(j.end);
    Vec3 wrist = position + normal * palm_thickness;
    for (int round = 0; round < hand_rounds; ++round) {
        pose = before;
        const Quaternion second = bend(figure, pose, j, wrist);
        // The palm turned to the skin as far as forearm and wrist allow.
        const Vec3 wanted = inverse(second) * (normal * -1.0f);
        float pronation = -side * angle_of(wanted.x, wanted.z);
        if (pronation < -90) pronation += 360;
        pronation = std::clamp(pronation, -10.0f, 170.0f);
        const Quaternion turned = second * about_y(-side * pronation);
        const Vec3 seen = inverse(turned) * (normal * -1.0f);
        const float flexion = std::clamp(angle_of(seen.y, seen.z), -60.0f, 50.0f);
        hand = turned * about_x(-flexion);
        wrist = position + normal * palm_thickness + hand * Vec3{0, palm_from_wrist, 0};
    }
    reach(figure, pose = before, limb, {wrist, hand});
}

bool raise_limb(const Figure& figure, BodyPose& pose, Limb limb, Vec3 point) {
    const LimbJoints j = joints_of(limb);
    const Vec3 from = point - pose.at(j.root);
    const Vec3 flat{from.x, 0, from.z};
    const float length = norm(from), up = std::min(-pose.at(j.root).y, length);
    if (norm(flat) < 0.3f * length || length < 0.05f) return false;
    const Vec3 to = normalized(flat) * std::sqrt(length * length - up * up) + Vec3{0, up, 0};
    const Quaternion turn = between(normalized(from), normalized(to));
    for (const JointId id : {j.root, j.middle, j.end}) pose.of(id) = turn * pose.of(id);
    if (!j.is_arm) {
        const JointId toes = j.is_other ? right_toes : left_toes, big_toe = j.is_other ? right_big_toe : left_big_toe;
        pose.of(toes) = turn * pose.of(toes);
        pose.of(big_toe) = turn * pose.of(big_toe);
    }
    figure.place_joints(pose);
    return true;
}

void blend_limb(const Figure& figure, BodyPose& pose, const BodyPose& to, Limb limb, float t) {
    const LimbJoints j = joints_of(limb);
    BodyPose out = pose;
    const auto turn = [&](JointId id) {
        const JointId from = parent(id);
        const Quaternion a = inverse(pose.of(from)) * pose.of(id), b = inverse(to.of(from)) * to.of(id);
        out.of(id) = out.of(from) * slerp(a, b, t);
    };
    turn(j.root);
    turn(j.middle);
    turn(j.end);
    if (!j.is_arm) {
        turn(j.is_other ? right_toes : left_toes);
        turn(j.is_other ? right_big_toe : left_big_toe);
    }
    figure.place_joints(out);
    pose = out;
}

}  // namespace knotwork
