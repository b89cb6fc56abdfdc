// From metres to the page: orthographic views of the body.
//
//     Projection projection = fit(View::front, Frame{-0.4, 0.4, 0, 1.7}, Box{40, 80, 300, 400});
//     PagePoint p = projection.to_page(skin.of(Body::neutral)[v]);
//
// A view has two axes of its own, in metres: u to the viewer's right, v upwards; the third points to the viewer.
// Page coordinates are points, x to the right, y down. Left and right in names are the person's own: in the front view
// the person's right is on the viewer's left.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "body/skin.hpp"

namespace knotwork {

// `instep` looks down at the feet from in front, at 45 degrees; `sole` looks up at them, toes upwards.
enum class View : std::uint8_t { front, back, left, right, instep, sole };
inline constexpr std::size_t view_count = 6;

struct ViewAxes {
    Vec3 right, up, toward;
};
ViewAxes axes(View view);
// The direction a caption gives: "front", "back", "left side", ...
std::string_view caption(View view);

// A set of segments, a bit each.
using SegmentMask = std::uint16_t;
constexpr SegmentMask mask_of(std::initializer_list<Segment> segments) {
    unsigned mask = 0;
    for (const Segment segment : segments) mask |= 1u << static_cast<unsigned>(segment);
    return static_cast<SegmentMask>(mask);
}
inline constexpr SegmentMask all_segments = (1u << segment_names.size()) - 1;
inline constexpr SegmentMask arm_segments = mask_of({Segment::upper_arm, Segment::forearm, Segment::hand});
inline constexpr SegmentMask leg_segments = mask_of({Segment::thigh, Segment::leg, Segment::foot});
inline constexpr SegmentMask without_arms = all_segments & static_cast<SegmentMask>(~arm_segments);

// What a picture shows: a direction, and the part of the body that is left standing.
struct Camera {
    View view = View::front;
    SegmentMask segments = all_segments;
    bool left_half = true, right_half = true;

    constexpr bool shows_all() const { return segments == all_segments && left_half && right_half; }
    bool shows(const Skin& skin, const Triangle& triangle) const;
    friend bool operator==(const Camera&, const Camera&) = default;
};

// A camera that looks at the inner side of one leg: from the other side, the other half taken away.
Camera inner_camera(Side leg);
// A camera that looks up at the soles, the rest of the body taken away.
Camera sole_camera();
std::string_view caption(const Camera& camera);

struct PagePoint {
    double x = 0, y = 0;
};

// Rectangle of the page, points.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;

    double right() const { return x + width; }
    double bottom() const { return y + height; }
};

// Rectangle of a view, metres.
struct Frame {
    double u0 = 0, u1 = 0, v0 = 0, v1 = 0;

    double width() const { return u1 - u0; }
    double height() const { return v1 - v0; }
    void include(double u, double v, double margin);
    // Grown evenly about its centre until it has this width over height.
    Frame widened_to(double aspect) const;
    static Frame nothing();
    bool is_nothing() const { return u1 < u0; }
};

struct Projection {
    ViewAxes axes;
    double points_per_metre = 1;
    double x0 = 0, y0 = 0;  // page place of u = 0, v = 0

    double u(Vec3 p) const { return dot(axes.right, p); }
    double v(Vec3 p) const { return dot(axes.up, p); }
    // Metres towards the viewer; greater is nearer.
    float depth(Vec3 p) const { return dot(axes.toward, p); }
    PagePoint to_page(Vec3 p) const { return {x0 + u(p) * points_per_metre, y0 - v(p) * points_per_metre}; }
};

// The frame as large as it goes into the box, centred.
Projection fit(View view, const Frame& frame, const Box& box);

// Smallest frame that holds every triangle the camera shows; a metre square if it shows none.
Frame find_extent(const Skin& skin, std::span<const Vec3> positions, const Camera& camera);

}  // namespace knotwork
