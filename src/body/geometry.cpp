#include "body/geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace knotwork {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
// Cosine of the angle (about 80 degrees) up to which skin is taken to face the same way.
constexpr float faces_alike = 0.2f;

float wrapped(float degrees) {  // to (-180, 180]
    while (degrees > 180) degrees -= 360;
    while (degrees <= -180) degrees += 360;
    return degrees;
}

}  // namespace

// Ericson, Real-Time Collision Detection, 2005, section 5.1.5.
Barycentric nearest_on_triangle(Vec3 p, Vec3 a, Vec3 b, Vec3 c) {
    const Vec3 ab = b - a, ac = c - a, ap = p - a, bp = p - b, cp = p - c;
    const float d1 = dot(ab, ap), d2 = dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) return {1, 0, 0};
    const float d3 = dot(ab, bp), d4 = dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) return {0, 1, 0};
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) {
        const float v = d1 / (d1 - d3);
        return {1 - v, v, 0};
    }
    const float d5 = dot(ab, cp), d6 = dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) return {0, 0, 1};
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) {
        const float w = d2 / (d2 - d6);
        return {1 - w, 0, w};
    }
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        const float w = (d4 - d3) / ((d4 - d3) + (d5 - d6));
        return {0, 1 - w, w};
    }
    const float scale = 1 / (va + vb + vc);
    return {va * scale, vb * scale, vc * scale};
}

SkinGeometry::SkinGeometry(const Skin& skin) : skin_(&skin) {
    const auto positions = skin.of(Body::neutral);
    const std::uint32_t count = skin.point_count();
    normals_.assign(count, {});
    std::vector<std::uint32_t> degree(count + 1, 0);
    for (const Triangle t : skin.triangles) {
        const Vec3 n = cross(positions[t.b] - positions[t.a], positions[t.c] - positions[t.a]);
        for (const std::uint32_t v : {t.a, t.b, t.c}) {
            normals_[v] = normals_[v] + n;
            ++degree[v + 1];
        }
    }
    for (Vec3& n : normals_) n = normalized(n);
    for (std::uint32_t v = 0; v < count; ++v) degree[v + 1] += degree[v];
    triangle_begin_ = degree;
    triangles_.resize(degree[count]);
    std::vector<std::uint32_t> fill(degree.begin(), degree.end() - 1);
    for (std::uint32_t i = 0; i < skin.triangles.size(); ++i) {
        const Triangle t = skin.triangles[i];
        for (const std::uint32_t v : {t.a, t.b, t.c}) triangles_[fill[v]++] = i;
    }
    for (std::uint32_t v = 0; v < count; ++v) by_height_.push_back(static_cast<std::uint16_t>(v));
    std::sort(by_height_.begin(), by_height_.end(),
              [&](std::uint16_t a, std::uint16_t b) { return positions[a].y < positions[b].y; });
    neighbour_begin_.push_back(0);
    for (std::uint32_t v = 0; v < count; ++v) {
        const std::size_t begin = neighbours_.size();
        for (const std::uint32_t i : triangles_of(v)) {
            const Triangle t = skin.triangles[i];
            for (const std::uint16_t w : {t.a, t.b, t.c})
                if (w != v) neighbours_.push_back(w);
        }
        std::sort(neighbours_.begin() + static_cast<std::ptrdiff_t>(begin), neighbours_.end());
        neighbours_.erase(std::unique(neighbours_.begin() + static_cast<std::ptrdiff_t>(begin), neighbours_.end()),
                          neighbours_.end());
        neighbour_begin_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
    }
}

std::span<const std::uint16_t> SkinGeometry::neighbours(std::uint32_t v) const {
    return std::span(neighbours_).subspan(neighbour_begin_[v], neighbour_begin_[v + 1] - neighbour_begin_[v]);
}

std::span<const std::uint32_t> SkinGeometry::triangles_of(std::uint32_t v) const {
    return std::span(triangles_).subspan(triangle_begin_[v], triangle_begin_[v + 1] - triangle_begin_[v]);
}

SurfacePoint SkinGeometry::on_triangle(std::uint32_t triangle, float a, float b, float c) const {
    const Triangle t = skin_->triangles[triangle];
    const auto p = skin_->of(Body::neutral);
    SurfacePoint out;
    out.position = p[t.a] * a + p[t.b] * b + p[t.c] * c;
    out.normal = normalized(normals_[t.a] * a + normals_[t.b] * b + normals_[t.c] * c);
    out.nearest = SkinPoint{a >= b && a >= c ? t.a : (b >= c ? t.b : t.c)};
    return out;
}

SurfacePoint SkinGeometry::nearest(Vec3 position, std::optional<Vec3> facing) const {
    const auto points = skin_->of(Body::neutral);
    std::uint32_t best = 0;
    float best_distance = infinity;
    const auto try_point = [&](std::uint32_t v) {
        const Vec3 d = points[v] - position;
        const float distance = dot(d, d);
        if ((distance < best_distance || (distance == best_distance && v < best)) &&
            (!facing || dot(normals_[v], *facing) > faces_alike)) {
            best_distance = distance;
            best = v;
        }
    };
    // From the height of the place upwards and downwards, until the height alone is farther than the best.
    const auto middle = std::lower_bound(by_height_.begin(), by_height_.end(), position.y,
                                         [&](std::uint16_t v, float y) { return points[v].y < y; });
    const auto too_far = [&](std::uint16_t v) {
        const float dy = points[v].y - position.y;
        return dy * dy > best_distance;
    };
    auto up = middle, down = middle;
    while (up != by_height_.end() || down != by_height_.begin()) {
        if (up != by_height_.end()) {
            if (too_far(*up))
                up = by_height_.end();
            else
                try_point(*up++);
        }
        if (down != by_height_.begin()) {
            if (too_far(*(down - 1)))
                down = by_height_.begin();
            else
                try_point(*--down);
        }
    }
    SurfacePoint out{points[best], normals_[best], SkinPoint{best}};
    const auto try_triangles_of = [&](std::uint32_t v) {
        for (const std::uint32_t i : triangles_of(v)) {
            const Triangle t = skin_->triangles[i];
            const Barycentric w = nearest_on_triangle(position, points[t.a], points[t.b], points[t.c]);
            const SurfacePoint candidate = on_triangle(i, w.a, w.b, w.c);
            const Vec3 d = candidate.position - position;
            if (dot(d, d) < best_distance) {
                best_distance = dot(d, d);
                out = candidate;
            }
        }
    };
    // Beside a long edge the nearest triangle may have only neighbours of the nearest point as its corners.
    try_triangles_of(best);
    for (const std::uint16_t w : neighbours(best))
        if (!facing || dot(normals_[w], *facing) > faces_alike) try_triangles_of(w);
    return out;
}

std::optional<SurfacePoint> SkinGeometry::project(Vec3 position, Vec3 direction) const {
    const auto p = skin_->of(Body::neutral);
    std::optional<SurfacePoint> out;
    float best = infinity;
    for (std::uint32_t i = 0; i < skin_->triangles.size(); ++i) {
        // Moeller and Trumbore 1997, doi:10.1080/10867651.1997.10487468, for a line.
        const Triangle t = skin_->triangles[i];
        const Vec3 e1 = p[t.b] - p[t.a], e2 = p[t.c] - p[t.a];
        if (dot(cross(e1, e2), direction) <= 0) continue;  // faces the other way
        const Vec3 q = cross(direction, e2);
        const float det = dot(e1, q);
        if (std::abs(det) < 1e-14f) continue;
        const Vec3 s = position - p[t.a];
        const float u = dot(s, q) / det;
        if (u < 0 || u > 1) continue;
        const Vec3 r = cross(s, e1);
        const float v = dot(direction, r) / det;
        if (v < 0 || u + v > 1) continue;
        const float along = std::abs(dot(e2, r) / det);
        if (along < best) {
            best = along;
            out = on_triangle(i, 1 - u - v, u, v);
        }
    }
    return out;
}

void SkinGeometry::halve(const SurfacePoint& from, const SurfacePoint& to, float step, int depth,
                         std::vector<SurfacePoint>& out) const {
    if (depth == 0 || norm(to.position - from.position) <= step) return;
    const Vec3 facing = normalized(from.normal + to.normal);
    const SurfacePoint middle = nearest(lerp(from.position, to.position, 0.5f), facing);
    halve(from, middle, step, depth - 1, out);
    out.push_back(middle);
    halve(middle, to, step, depth - 1, out);
}

std::vector<SurfacePoint> SkinGeometry::path(const SurfacePoint& from, const SurfacePoint& to, float step) const {
    std::vector<SurfacePoint> out{from};
    halve(from, to, step, 10, out);
    out.push_back(to);
    return out;
}

SurfacePoint SkinGeometry::at(BodyCoordinate coordinate, Side side) const {
    // Both halves are mirror images: solve on the left, then mirror.
    const auto positions = skin_->of(Body::neutral);
    std::uint32_t best = 0;
    float best_miss = infinity;
    // A step of t counts like a step of angle over about the same length of skin (a limb is some four times as long
    // as it is wide; the exact ratio only decides which triangle is tried first).
    const auto miss = [&](std::uint32_t v) {
        const float dt = skin_->t[v] - coordinate.t;
        const float da = wrapped(skin_->angle[v] - coordinate.angle) / 360;
        return dt * dt + da * da;
    };
    for (std::uint32_t v = 0; v < skin_->point_count(); ++v) {
        if (skin_->segment[v] != coordinate.segment || positions[v].x < 0) continue;
        if (const float m = miss(v); m < best_miss) {
            best_miss = m;
            best = v;
        }
    }
    // The place within a triangle where the coordinates, straight between its corners, are the wanted ones.
    const auto within = [&](std::uint32_t i) -> std::optional<SurfacePoint> {
        const Triangle t = skin_->triangles[i];
        std::array<float, 3> x{}, y{};
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t v = std::array{t.a, t.b, t.c}[k];
            if (skin_->segment[v] != coordinate.segment || positions[v].x < 0) return std::nullopt;
            x[k] = skin_->t[v] - coordinate.t;
            y[k] = wrapped(skin_->angle[v] - coordinate.angle);
        }
        // A triangle on the other side of the limb spans the seam, where the angle jumps.
        const auto [low, high] = std::minmax({y[0], y[1], y[2]});
        if (high - low > 180) return std::nullopt;
        const float area = (x[1] - x[0]) * (y[2] - y[0]) - (y[1] - y[0]) * (x[2] - x[0]);
        if (std::abs(area) < 1e-9f) return std::nullopt;
        const float a = (x[1] * y[2] - y[1] * x[2]) / area, b = (x[2] * y[0] - y[2] * x[0]) / area, c = 1 - a - b;
        if (std::min({a, b, c}) < -1e-4f) return std::nullopt;
        return on_triangle(i, a, b, c);
    };
    // Around the point with the nearest coordinates first, then anywhere: where the skin is wide and short, or folded,
    // the triangle may lie some points away.
    std::optional<SurfacePoint> found;
    for (const std::uint32_t i : triangles_of(best))
        if (!found) found = within(i);
    for (const std::uint16_t w : neighbours(best))
        for (const std::uint32_t i : triangles_of(w))
            if (!found) found = within(i);
    for (std::uint32_t i = 0; !found && i < skin_->triangles.size(); ++i) found = within(i);
    SurfacePoint out = found.value_or(SurfacePoint{positions[best], normals_[best], SkinPoint{best}});
    if (side == Side::right) {
        out.position = mirrored(out.position);
        out.normal = mirrored(out.normal);
        out.nearest = SkinPoint{skin_->mirror[out.nearest.value]};
    }
    return out;
}

}  // namespace knotwork
