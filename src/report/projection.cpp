#include "report/projection.hpp"

#include <algorithm>
#include <limits>

namespace knotwork {

ViewAxes axes(View view) {
    constexpr float half = 0.70710678f;
    switch (view) {
        case View::front: return {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        case View::back: return {{-1, 0, 0}, {0, 1, 0}, {0, 0, -1}};
        case View::left: return {{0, 0, -1}, {0, 1, 0}, {1, 0, 0}};
        case View::right: return {{0, 0, 1}, {0, 1, 0}, {-1, 0, 0}};
        case View::instep: return {{1, 0, 0}, {0, half, -half}, {0, half, half}};
        case View::sole: return {{1, 0, 0}, {0, 0, 1}, {0, -1, 0}};
    }
    return {};
}

std::string_view caption(View view) {
    switch (view) {
        case View::front: return "front";
        case View::back: return "back";
        case View::left: return "left side";
        case View::right: return "right side";
        case View::instep: return "top of the foot";
        case View::sole: return "sole";
    }
    return {};
}

bool Camera::shows(const Skin& skin, const Triangle& triangle) const {
    if (shows_all()) return true;
    for (const std::uint16_t corner : {triangle.a, triangle.b, triangle.c}) {
        if ((segments & mask_of({skin.segment[corner]})) == 0) return false;
        const float x = skin.positions[0][corner].x;
        if ((x > 0 && !left_half) || (x < 0 && !right_half)) return false;
    }
    return true;
}

Camera inner_camera(Side leg) {
    return {.view = leg == Side::right ? View::left : View::right,
            .segments = leg_segments,
            .left_half = leg == Side::left,
            .right_half = leg == Side::right};
}

Camera sole_camera() { return {.view = View::sole, .segments = mask_of({Segment::foot})}; }

std::string_view caption(const Camera& camera) {
    if (camera.left_half == camera.right_half) return caption(camera.view);
    if (camera.right_half) return camera.view == View::left ? "right leg, inner side" : caption(camera.view);
    return camera.view == View::right ? "left leg, inner side" : caption(camera.view);
}

Frame Frame::nothing() {
    constexpr double far = std::numeric_limits<double>::max();
    return {far, -far, far, -far};
}

void Frame::include(double u, double v, double margin) {
    u0 = std::min(u0, u - margin);
    u1 = std::max(u1, u + margin);
    v0 = std::min(v0, v - margin);
    v1 = std::max(v1, v + margin);
}

Frame Frame::widened_to(double aspect) const {
    Frame wide = *this;
    const double missing_width = std::max(0.0, aspect * height() - width());
    const double missing_height = std::max(0.0, width() / aspect - height());
    wide.u0 -= missing_width / 2;
    wide.u1 += missing_width / 2;
    wide.v0 -= missing_height / 2;
    wide.v1 += missing_height / 2;
    return wide;
}

Projection fit(View view, const Frame& frame, const Box& box) {
    const double scale = std::min(box.width / frame.width(), box.height / frame.height());
    return {.axes = axes(view),
            .points_per_metre = scale,
            .x0 = box.x + box.width / 2 - scale * (frame.u0 + frame.u1) / 2,
            .y0 = box.y + box.height / 2 + scale * (frame.v0 + frame.v1) / 2};
}

Frame find_extent(const Skin& skin, std::span<const Vec3> positions, const Camera& camera) {
    const ViewAxes view = axes(camera.view);
    Frame extent = Frame::nothing();
    for (const Triangle& triangle : skin.triangles) {
        if (!camera.shows(skin, triangle)) continue;
        for (const std::uint16_t corner : {triangle.a, triangle.b, triangle.c})
            extent.include(dot(view.right, positions[corner]), dot(view.up, positions[corner]), 0);
    }
    return extent.is_nothing() ? Frame{-0.5, 0.5, 0, 1} : extent;
}

}  // namespace knotwork
