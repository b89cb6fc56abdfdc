// The joints by which the body is posed, and the movements by which a clinician says a posture.
//
// Every joint moves a part of the body: the joint of the thigh is the hip. Left joints have right ones as mirror
// images. A movement is one angle in clinical terms, in degrees, 0 in the anatomical position (upright, arms hanging,
// palms forward, feet straight ahead). Hip and shoulder are turned by flexion, then abduction, then rotation about the
// long axis (Grood and Suntay 1983, doi:10.1115/1.3138397; Wu and others 2002, doi:10.1016/S0021-9290(01)00222-6).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/side.hpp"

namespace knotwork {

enum class JointId : std::uint8_t {
    pelvis,
    lumbar_low,
    lumbar_high,
    thorax_low,
    thorax_high,
    neck,
    head,
    left_girdle,
    right_girdle,
    left_upper_arm,
    right_upper_arm,
    left_forearm,
    right_forearm,
    left_hand,
    right_hand,
    left_thigh,
    right_thigh,
    left_leg,
    right_leg,
    left_foot,
    right_foot,
    left_toes,
    right_toes,
    left_big_toe,
    right_big_toe,
};
inline constexpr std::size_t joint_count = 25;

struct JointKind {
    std::string_view name;
    JointId parent;  // of the pelvis: itself
};
inline constexpr std::array<JointKind, joint_count> joint_kinds{{
    {"pelvis", JointId::pelvis},
    {"lumbar-low", JointId::pelvis},
    {"lumbar-high", JointId::lumbar_low},
    {"thorax-low", JointId::lumbar_high},
    {"thorax-high", JointId::thorax_low},
    {"neck", JointId::thorax_high},
    {"head", JointId::neck},
    {"left-girdle", JointId::thorax_high},
    {"right-girdle", JointId::thorax_high},
    {"left-upper-arm", JointId::left_girdle},
    {"right-upper-arm", JointId::right_girdle},
    {"left-forearm", JointId::left_upper_arm},
    {"right-forearm", JointId::right_upper_arm},
    {"left-hand", JointId::left_forearm},
    {"right-hand", JointId::right_forearm},
    {"left-thigh", JointId::pelvis},
    {"right-thigh", JointId::pelvis},
    {"left-leg", JointId::left_thigh},
    {"right-leg", JointId::right_thigh},
    {"left-foot", JointId::left_leg},
    {"right-foot", JointId::right_leg},
    {"left-toes", JointId::left_foot},
    {"right-toes", JointId::right_foot},
    {"left-big-toe", JointId::left_foot},
    {"right-big-toe", JointId::right_foot},
}};

constexpr std::size_t index(JointId joint) { return static_cast<std::size_t>(joint); }
constexpr std::string_view name(JointId joint) { return joint_kinds[index(joint)].name; }
constexpr JointId parent(JointId joint) { return joint_kinds[index(joint)].parent; }
// Joints from the girdle on come in pairs, left first.
constexpr bool is_sided(JointId joint) { return joint >= JointId::left_girdle; }
constexpr JointId mirror(JointId joint) {
    if (!is_sided(joint)) return joint;
    const std::size_t i = index(joint) - index(JointId::left_girdle);
    return static_cast<JointId>(index(JointId::left_girdle) + (i ^ 1u));
}
// The joint of one side, from that of the left.
constexpr JointId on(Side side, JointId left) { return side == Side::left ? left : mirror(left); }

// What moves in the mid-line. Bends and turns are towards the tested side where positive, tilts and flexion forward.
enum class TrunkMovement : std::uint8_t {
    pelvis_tilt,
    pelvis_lean,
    pelvis_turn,
    lumbar_flexion,
    lumbar_bend,
    lumbar_turn,
    thorax_flexion,
    thorax_bend,
    thorax_turn,
    neck_flexion,
    neck_bend,
    neck_turn,
    lift,  // centimetres above what bears the body: of a hop
};
enum class LimbMovement : std::uint8_t {
    hip_flexion,
    hip_abduction,
    hip_rotation,  // inward, as all rotations
    knee_flexion,
    knee_rotation,
    ankle_dorsiflexion,
    ankle_inversion,
    toes_extension,
    big_toe_extension,
    shoulder_raise,
    shoulder_forward,
    shoulder_flexion,
    shoulder_abduction,
    shoulder_rotation,
    elbow_flexion,
    pronation,
    wrist_flexion,
};
struct MovementRange {
    std::string_view name;
    float least, most;  // degrees that a supple healthy person reaches
};
inline constexpr std::array<MovementRange, 13> trunk_movements{{
    {"pelvis-tilt", -180, 180},
    {"pelvis-lean", -180, 180},
    {"pelvis-turn", -180, 180},
    {"lumbar-flexion", -45, 70},
    {"lumbar-bend", -40, 40},
    {"lumbar-turn", -30, 30},
    {"thorax-flexion", -40, 60},
    {"thorax-bend", -40, 40},
    {"thorax-turn", -55, 55},
    {"neck-flexion", -70, 70},
    {"neck-bend", -50, 50},
    {"neck-turn", -85, 85},
    {"lift", 0, 60},
}};
inline constexpr std::array<MovementRange, 17> limb_movements{{
    {"hip-flexion", -35, 140},
    {"hip-abduction", -45, 80},
    {"hip-rotation", -75, 60},
    {"knee-flexion", -5, 160},
    {"knee-rotation", -45, 35},
    {"ankle-dorsiflexion", -60, 40},
    {"ankle-inversion", -30, 45},
    {"toes-extension", -50, 90},
    {"big-toe-extension", -50, 90},
    {"shoulder-raise", -15, 40},
    {"shoulder-forward", -30, 35},
    {"shoulder-flexion", -60, 185},
    {"shoulder-abduction", -60, 180},
    {"shoulder-rotation", -100, 100},
    {"elbow-flexion", 0, 155},
    {"pronation", -20, 180},
    {"wrist-flexion", -90, 90},
}};
// In one list: those of the trunk, then those of the tested side ("this"), then those of the other.
inline constexpr std::size_t movement_count = trunk_movements.size() + 2 * limb_movements.size();
constexpr std::size_t index(TrunkMovement m) { return static_cast<std::size_t>(m); }
constexpr std::size_t index(LimbMovement m, bool other) {
    return trunk_movements.size() + (other ? limb_movements.size() : 0) + static_cast<std::size_t>(m);
}

// Parts that bear the body, or that things are put to.
enum class PartKind : std::uint8_t {
    whole,
    head,
    thorax,
    lumbar,
    pelvis,
    trunk,
    upper_arm,
    elbow,
    forearm,
    hand,
    thigh,
    knee,
    leg,
    foot,
    heel,
    forefoot,
    toes,
    trigger,  // the ball, or whatever else presses the trigger point that is shown
};
inline constexpr std::array<std::string_view, 18> part_names{
    "whole", "head",  "thorax", "lumbar", "pelvis", "trunk", "upper-arm", "elbow", "forearm",
    "hand",  "thigh", "knee",   "leg",    "foot",   "heel",  "forefoot",  "toes",  "trigger"};
enum class PartSide : std::uint8_t { both, this_, other };
inline constexpr std::array<std::string_view, 3> part_side_names{"both", "this", "other"};

}  // namespace knotwork
