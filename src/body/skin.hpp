// The skin: one closed triangle mesh shared by all bodies, and what is known of each of its points.
//
//     for (std::uint32_t v = 0; v < skin.point_count(); ++v)
//         if (skin.segment[v] == Segment::thigh && skin.t[v] < 0.5f) area += skin.area[v];
//
// A Skin is a view: its spans point into the atlas bytes, which must outlive it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/ids.hpp"
#include "base/side.hpp"
#include "base/vec3.hpp"

namespace knotwork {

enum class Body : std::uint8_t { neutral, female, male };
inline constexpr std::size_t body_count = 3;
inline constexpr std::array<std::string_view, body_count> body_names{"neutral", "female", "male"};

// Parts of the body that carry body coordinates; see docs/coordinates.md.
enum class Segment : std::uint8_t {
    head,
    neck,
    thorax,
    abdomen,
    pelvis,
    thigh,
    leg,
    foot,
    upper_arm,
    forearm,
    hand,
};
inline constexpr std::array<std::string_view, 11> segment_names{
    "head", "neck", "thorax", "abdomen", "pelvis", "thigh", "leg", "foot", "upper-arm", "forearm", "hand"};

constexpr std::string_view name(Body body) { return body_names[static_cast<std::size_t>(body)]; }
constexpr std::string_view name(Segment segment) { return segment_names[static_cast<std::size_t>(segment)]; }
std::optional<Body> find_body(std::string_view name);
std::optional<Segment> find_segment(std::string_view name);
// Trunk segments have one axis in the mid-plane; limbs have one axis a side.
constexpr bool is_axial(Segment segment) { return segment <= Segment::pelvis; }

struct Triangle {
    std::uint16_t a, b, c;  // skin points, counter-clockwise seen from outside
};

// A place in body coordinates: `t` from 0 (upper end) to 1 (lower end), `angle` in degrees (0 front, 90 outer side,
// 180 back, -90 inner side).
struct BodyCoordinate {
    Segment segment = Segment::head;
    float t = 0;
    float angle = 0;
};

struct Skin {
    std::array<std::span<const Vec3>, 3> positions;  // by Body: metres
    std::span<const Triangle> triangles;
    std::span<const std::uint16_t> mirror;  // point on the other half; itself on the mid-line
    std::span<const float> area;            // square metres of the neutral skin that belong to the point
    std::span<const Segment> segment;       // body coordinates of each point
    std::span<const float> t;
    std::span<const float> angle;           // degrees
    std::span<const std::uint16_t> region;  // RegionId of each point

    std::uint32_t point_count() const { return static_cast<std::uint32_t>(mirror.size()); }
    std::span<const Vec3> of(Body body) const { return positions[static_cast<std::size_t>(body)]; }
    // Half of the body the point lies on; points of the mid-line count as left.
    Side side(SkinPoint v) const { return positions[0][v.value].x >= 0 ? Side::left : Side::right; }
};

}  // namespace knotwork
