// Geometry of the neutral skin: normals, neighbours, nearest points, and walks over the surface.
//
//     SkinGeometry geometry(skin);
//     SurfacePoint a = geometry.nearest({0.1f, 0.9f, -0.1f});
//     std::vector<SurfacePoint> path = geometry.path(a, b);
//
// Built once a body (a few milliseconds), then read only. The Skin must outlive it. Lengths are metres.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "body/skin.hpp"

namespace knotwork {

// A place on the skin, not only at its points.
struct SurfacePoint {
    Vec3 position;
    Vec3 normal;        // outward, unit length
    SkinPoint nearest;  // the skin point closest to it
};

// Weights of a triangle's corners; they sum to 1.
struct Barycentric {
    float a, b, c;
};

// The point of triangle abc nearest to p.
Barycentric nearest_on_triangle(Vec3 p, Vec3 a, Vec3 b, Vec3 c);

class SkinGeometry {
  public:
    explicit SkinGeometry(const Skin& skin);

    const Skin& skin() const { return *skin_; }
    std::span<const Vec3> normals() const { return normals_; }
    // Points joined to `v` by an edge.
    std::span<const std::uint16_t> neighbours(std::uint32_t v) const;
    // Triangles (indices) that have `v` as a corner.
    std::span<const std::uint32_t> triangles_of(std::uint32_t v) const;

    // The skin next to `position`, among places that face the same way as `facing` if one is given. Looks at the points
    // of about its height.
    SurfacePoint nearest(Vec3 position, std::optional<Vec3> facing = std::nullopt) const;
    // Where the line through `position` along `direction` meets skin that faces along `direction`, nearest to
    // `position` either way; nothing if it misses. O(triangles).
    std::optional<SurfacePoint> project(Vec3 position, Vec3 direction) const;
    // The way over the skin between two places, both included, in steps of at most `step`: the chord is halved again
    // and again and each middle brought to the skin, facing as its ends do.
    std::vector<SurfacePoint> path(const SurfacePoint& from, const SurfacePoint& to, float step = 0.005f) const;
    // The place with these body coordinates on one side; the skin point of that segment with the nearest ones if there
    // is none exactly. O(triangles).
    SurfacePoint at(BodyCoordinate coordinate, Side side) const;

  private:
    SurfacePoint on_triangle(std::uint32_t triangle, float a, float b, float c) const;
    void halve(const SurfacePoint& from, const SurfacePoint& to, float step, int depth,
               std::vector<SurfacePoint>& out) const;

    const Skin* skin_;
    std::vector<Vec3> normals_;
    std::vector<std::uint32_t> neighbour_begin_, triangle_begin_, triangles_;
    std::vector<std::uint16_t> neighbours_;
    std::vector<std::uint16_t> by_height_;  // skin points in rising order of y
};

}  // namespace knotwork
