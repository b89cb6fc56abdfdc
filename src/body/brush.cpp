#include "body/brush.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace knotwork {
namespace {

// Cosine of the angle (about 100 degrees) beyond which skin is taken to face away from the brush.
constexpr float faces_away = -0.17f;

}  // namespace

StrokeDistance distance_to_stroke(std::span<const SurfacePoint> stroke, Vec3 position) {
    StrokeDistance best{};
    float least = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const Vec3 a = stroke[i].position;
        const Vec3 along = i + 1 < stroke.size() ? stroke[i + 1].position - a : Vec3{};
        const float length2 = dot(along, along);
        const float f = length2 > 0 ? std::clamp(dot(position - a, along) / length2, 0.0f, 1.0f) : 0.0f;
        const Vec3 off = position - (a + along * f);
        const float squared = dot(off, off);
        if (squared >= least) continue;
        least = squared;
        best.normal = stroke[f > 0.5f ? i + 1 : i].normal;
    }
    best.metres = std::sqrt(least);
    return best;
}

std::vector<SurfacePoint> compute_stroke(const SkinGeometry& geometry, std::span<const SurfacePoint> places) {
    std::vector<SurfacePoint> out;
    if (places.size() == 1) out.push_back(places[0]);
    for (std::size_t i = 1; i < places.size(); ++i) {
        const auto leg = geometry.path(places[i - 1], places[i]);
        out.insert(out.end(), leg.begin() + (out.empty() ? 0 : 1), leg.end());
    }
    return out;
}

void paint_stroke(const SkinGeometry& geometry, std::span<const SurfacePoint> stroke, float radius,
                  std::span<std::uint8_t> painted) {
    const Skin& skin = geometry.skin();
    const auto positions = skin.of(Body::neutral);
    enum : std::uint8_t { unseen, inside, outside };
    std::vector<std::uint8_t> state(skin.point_count(), unseen);
    std::vector<std::uint32_t> open;
    for (const SurfacePoint& p : stroke) {
        if (state[p.nearest.value] == unseen) open.push_back(p.nearest.value);
        state[p.nearest.value] = inside;
    }
    while (!open.empty()) {
        const std::uint32_t v = open.back();
        open.pop_back();
        painted[v] = 1;
        for (const std::uint16_t w : geometry.neighbours(v)) {
            if (state[w] != unseen) continue;
            const StrokeDistance d = distance_to_stroke(stroke, positions[w]);
            state[w] = d.metres <= radius && dot(geometry.normals()[w], d.normal) > faces_away ? inside : outside;
            if (state[w] == inside) open.push_back(w);
        }
    }
}

}  // namespace knotwork
