// Records of the atlas: figures that move, and the things around them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "atlas/record_parts.hpp"
#include "base/vec3.hpp"

namespace knotwork::atlas_format {

// A figure that moves: what a test, a stretch, an exercise or a technique looks like. It is written for the left as the
// tested side, and mirrored for the right.
enum class Lie : std::uint32_t { standing, back, front, this_up, this_down };
inline constexpr std::array<std::string_view, 5> lie_names{"standing", "back", "front", "this-side-up",
                                                           "this-side-down"};
enum class Stance : std::uint32_t { none, both, this_, other };
inline constexpr std::array<std::string_view, 4> stance_names{"none", "both", "this", "other"};
struct Motion {
    Text id, name;
    std::uint32_t lie;     // Lie: how the pelvis is turned in the room before its own angles
    std::uint32_t stance;  // Stance: which feet stand flat on the ground and bear the body
    std::uint32_t sided;   // 1: shown for one side
    float azimuth;         // degrees from where it is seen: 0 in front of the room, 90 from the left
    float elevation;
    std::uint32_t focus;       // PartKind that fills the picture
    std::uint32_t focus_side;  // PartSide
    float return_s;            // from the last frame to the first
    Range frames;              // motion_frames
    Range props;               // motion_props
    Range findings, remedies;  // refs: what it shows
};

struct MotionFrame {
    Text say;       // what to do; may be empty
    float seconds;  // to come here from the frame before
    float hold_s;
    Range angles;  // motion_angles: those that are not 0
    Range goals;   // motion_goals
    Range rests;   // motion_rests: empty for the feet of the stance, or the lowest point of the body
};

struct MotionAngle {
    std::uint32_t movement;  // below movement_count
    float degrees;
};

enum class SpotKind : std::uint32_t {
    stay,     // where it was in the frame before
    skin,     // a skin point
    room,     // metres: x towards the tested side, y up, z forward
    trigger,  // the trigger point that is shown
    part,     // the middle of a part
};
struct MotionSpot {
    std::uint32_t kind;   // SpotKind
    std::uint32_t index;  // of the skin point, on the left half where it belongs to the tested side; or PartKind
    std::uint32_t side;   // PartSide, of a part
    Vec3 at;              // of a place in the room; of others 0
};

enum class Limb : std::uint32_t { this_hand, other_hand, this_foot, other_foot };
inline constexpr std::array<std::string_view, 4> limb_names{"this-hand", "other-hand", "this-foot", "other-foot"};
struct MotionGoal {      // where a hand or foot has to be
    std::uint32_t limb;  // Limb
    MotionSpot spot;
};

struct MotionRest {      // a part whose lowest point lies at a height
    std::uint32_t part;  // PartKind
    std::uint32_t side;  // PartSide
    float height;        // metres; below 0: that of the first frame, when the lowest point of the body is on the ground
};

enum class PropKind : std::uint32_t {
    mat,
    bed,
    table,
    chair,
    stool,
    wall,
    step,
    pillow,
    ball,
    small_ball,
    soft_ball,
    roller,
    towel,
    strap,
    band,
    weight,
    stick,
    hand,  // a second person's, or the own, that presses: an arrow
};
inline constexpr std::array<std::string_view, 18> prop_kind_names{
    "mat",        "bed",       "table",  "chair", "stool", "wall", "step",   "pillow", "ball",
    "small-ball", "soft-ball", "roller", "towel", "strap", "band", "weight", "stick",  "hand"};
// In the room, seen from the tested side; `in` is along the skin's inward normal.
enum class Direction3 : std::uint32_t { down, up, front, behind, this_, other, in, head, feet };
inline constexpr std::array<std::string_view, 9> direction3_names{"down",  "up", "front", "behind", "this",
                                                                  "other", "in", "head",  "feet"};
struct MotionProp {
    std::uint32_t kind;       // PropKind
    std::uint32_t direction;  // Direction3: where it lies, as seen from its spots; of a hand, where it presses
    std::uint32_t frame;      // of the motion at which it is put in its place
    float turn;               // degrees about the vertical
    Vec3 size;                // metres; 0 where the kind decides
    Vec3 shift;               // metres, in the room
    Range spots;              // motion_spots: what it lies under, is held by, runs through
};

}  // namespace knotwork::atlas_format
