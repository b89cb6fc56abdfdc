// A round brush drawn along the skin.
//
//     std::vector<SurfacePoint> stroke = compute_stroke(geometry, places);
//     paint_stroke(geometry, stroke, 0.03f, painted);     // 6 cm wide
//
// Lengths are metres on the neutral body.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "body/geometry.hpp"

namespace knotwork {

// Distance of a skin point from a stroke and the part of the stroke it is nearest to.
struct StrokeDistance {
    float metres;
    Vec3 normal;  // of the skin under the nearest part of the stroke
};
StrokeDistance distance_to_stroke(std::span<const SurfacePoint> stroke, Vec3 position);

// The way over the skin through `places` in turn; one place gives a stroke of one point.
std::vector<SurfacePoint> compute_stroke(const SkinGeometry& geometry, std::span<const SurfacePoint> places);

// Marks every skin point within `radius` of the stroke that is joined to it by marked skin and does not face away
// from it: a brush on the instep does not paint the sole. `painted` has one byte a skin point; marked ones become 1.
// A stroke thinner than the skin's own spacing marks at least the points nearest to it.
void paint_stroke(const SkinGeometry& geometry, std::span<const SurfacePoint> stroke, float radius,
                  std::span<std::uint8_t> painted);

}  // namespace knotwork
