// Nearest places, projections and paths over the skin: against plain search, and their mirror images.
#include "body/geometry.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

class Geometry : public testing::Test {
  protected:
    SurfacePoint random_place() {
        const Triangle t = skin.triangles[random() % skin.triangles.size()];
        const float a = unit(random), b = unit(random) * (1 - a);
        const Vec3 p = positions[t.a] * a + positions[t.b] * b + positions[t.c] * (1 - a - b);
        const Vec3 n =
            geometry.normals()[t.a] * a + geometry.normals()[t.b] * b + geometry.normals()[t.c] * (1 - a - b);
        return {p, normalized(n), SkinPoint{t.a}};
    }
    Vec3 random_direction() {
        std::normal_distribution<float> normal;
        return normalized(Vec3{normal(random), normal(random), normal(random)});
    }
    SurfacePoint mirror(const SurfacePoint& p) const {
        return {mirrored(p.position), mirrored(p.normal), SkinPoint{skin.mirror[p.nearest.value]}};
    }
    // Distance from a place to a triangle, by sampling it densely: no cleverness to get wrong.
    float sampled_distance(Vec3 p, Triangle t) const {
        constexpr int steps = 24;
        float best = 1e9f;
        for (int i = 0; i <= steps; ++i)
            for (int j = 0; i + j <= steps; ++j) {
                const float a = static_cast<float>(i) / steps, b = static_cast<float>(j) / steps;
                best = std::min(best, norm(positions[t.a] * a + positions[t.b] * b + positions[t.c] * (1 - a - b) - p));
            }
        return best;
    }
    float sampled_distance(Vec3 p) const {
        float best = 1e9f;
        for (const Triangle t : skin.triangles)
            if (norm(positions[t.a] - p) < best + 0.03f) best = std::min(best, sampled_distance(p, t));
        return best;
    }
    bool is_on_skin(const SurfacePoint& p) const {
        const auto around = [&](Vec3 q) { return norm(q - p.position) < 0.05f; };
        return std::any_of(skin.triangles.begin(), skin.triangles.end(), [&](Triangle t) {
            return around(positions[t.a]) && sampled_distance(p.position, t) < 1.5e-3f;
        });
    }

    const Skin& skin = get_atlas().skin();
    const SkinGeometry& geometry = get_geometry();
    const std::span<const Vec3> positions = skin.of(Body::neutral);
    std::mt19937 random{6};
    std::uniform_real_distribution<float> unit{0, 1};
};

TEST_F(Geometry, NormalsAreOfUnitLengthAndMirrored) {
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        ASSERT_NEAR(norm(geometry.normals()[v]), 1, 1e-5f);
        ASSERT_LT(norm(geometry.normals()[skin.mirror[v]] - mirrored(geometry.normals()[v])), 1e-4f);
    }
    const auto facing = [&](Segment s, float t, float angle) { return geometry.at({s, t, angle}, Side::left).normal; };
    EXPECT_GT(facing(Segment::thigh, 0.5f, 0).z, 0.8f);
    EXPECT_GT(facing(Segment::thigh, 0.5f, 90).x, 0.8f);
    EXPECT_LT(facing(Segment::thigh, 0.5f, 180).z, -0.8f);
    EXPECT_LT(facing(Segment::foot, 0.5f, 180).y, -0.8f);
}

TEST_F(Geometry, NeighboursAreMutual) {
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const auto neighbours = geometry.neighbours(v);
        ASSERT_GE(neighbours.size(), 3u);
        ASSERT_TRUE(std::is_sorted(neighbours.begin(), neighbours.end()));
        for (const std::uint16_t w : neighbours) {
            const auto back = geometry.neighbours(w);
            ASSERT_TRUE(w != v && std::binary_search(back.begin(), back.end(), v));
        }
        for (const std::uint32_t i : geometry.triangles_of(v)) {
            const Triangle t = skin.triangles[i];
            ASSERT_TRUE(t.a == v || t.b == v || t.c == v);
        }
    }
}

TEST_F(Geometry, NearestOfAPlaceOnTheSkinIsThatPlace) {
    int off = 0;
    for (int i = 0; i < 3000; ++i) {
        const SurfacePoint p = random_place();
        const float miss = norm(geometry.nearest(p.position).position - p.position);
        const Segment segment = skin.segment[p.nearest.value];
        const bool folded = segment == Segment::head || segment == Segment::hand || segment == Segment::foot;
        EXPECT_LT(miss, folded ? 4e-3f : 2e-4f) << name(segment);
        off += miss > 2e-4f;
    }
    EXPECT_LE(off, 10);  // between toes, lips and fingers, where a point across the gap is nearer
}

TEST_F(Geometry, NearestIsAsNearAsAPlainSearchFinds) {
    for (int i = 0; i < 60; ++i) {
        const SurfacePoint base = random_place();
        const Vec3 p = base.position + random_direction() * (0.03f * unit(random));
        const SurfacePoint found = geometry.nearest(p);
        const float distance = norm(found.position - p);
        EXPECT_LE(distance, norm(base.position - p) + 3e-4f);
        EXPECT_LT(distance, sampled_distance(p) + 1e-3f) << i;
        // Its nearest skin point is a corner of the triangle it lies on: no other lies much nearer.
        float best = 1e9f;
        for (const Vec3 q : positions) best = std::min(best, norm(q - found.position));
        EXPECT_LT(norm(positions[found.nearest.value] - found.position), best + 0.006f);
    }
}

TEST_F(Geometry, NearestKeepsToTheSkinThatFacesTheSameWay) {
    // From the middle of the thigh the front and the back are about as far away.
    const SurfacePoint front = geometry.at({Segment::thigh, 0.5f, 0}, Side::left),
                       back = geometry.at({Segment::thigh, 0.5f, 180}, Side::left);
    const Vec3 middle = lerp(front.position, back.position, 0.5f);
    EXPECT_GT(geometry.nearest(middle, front.normal).position.z, middle.z + 0.005f);
    EXPECT_LT(geometry.nearest(middle, back.normal).position.z, middle.z - 0.005f);
    for (int i = 0; i < 100; ++i) {
        const SurfacePoint base = random_place();
        const Vec3 facing = random_direction();
        const SurfacePoint found = geometry.nearest(base.position, facing);
        EXPECT_GT(dot(geometry.normals()[found.nearest.value], facing), -0.8f);
        EXPECT_TRUE(is_on_skin(found));
    }
}

TEST_F(Geometry, ProjectReturnsToThePlaceItLeft) {
    for (int i = 0; i < 200; ++i) {
        const SurfacePoint p = random_place();
        const Triangle t = skin.triangles[geometry.triangles_of(p.nearest.value)[0]];
        if (dot(normalized(cross(positions[t.b] - positions[t.a], positions[t.c] - positions[t.a])), p.normal) < 0.7f)
            continue;
        const auto inside = geometry.project(p.position - p.normal * 0.002f, p.normal);
        const auto outside = geometry.project(p.position + p.normal * 0.002f, p.normal);
        ASSERT_TRUE(inside.has_value() && outside.has_value()) << i;
        EXPECT_LT(norm(inside->position - p.position), 5e-4f) << i;
        EXPECT_LT(norm(outside->position - p.position), 5e-4f) << i;
    }
}

TEST_F(Geometry, ProjectHitsOnTheLineAndOnSkinThatFacesIt) {
    int hits = 0;
    for (int i = 0; i < 300; ++i) {
        const Vec3 from = random_place().position + random_direction() * 0.05f, direction = random_direction();
        const auto hit = geometry.project(from, direction);
        if (!hit) continue;
        ++hits;
        const Vec3 way = hit->position - from;
        EXPECT_LT(norm(way - direction * dot(way, direction)), 1e-4f);
        EXPECT_GT(dot(hit->normal, direction), -0.3f);
        EXPECT_TRUE(is_on_skin(*hit));
    }
    EXPECT_GT(hits, 100);
    EXPECT_FALSE(geometry.project({3, 3, 3}, {1, 0, 0}).has_value());
    EXPECT_FALSE(geometry.project({0.1f, 0.7f, 0}, {0, 0, 0}).has_value());
    // Along z through a thigh: the front when looking forward, the back when looking backward.
    const Vec3 inside = lerp(geometry.at({Segment::thigh, 0.5f, 0}, Side::left).position,
                             geometry.at({Segment::thigh, 0.5f, 180}, Side::left).position, 0.5f);
    EXPECT_GT(geometry.project(inside, {0, 0, 1})->position.z, inside.z);
    EXPECT_LT(geometry.project(inside, {0, 0, -1})->position.z, inside.z);
}

TEST_F(Geometry, PathsKeepTheirEndsAndStayOnTheSkin) {
    for (int i = 0; i < 40; ++i) {
        const SurfacePoint a = random_place();
        SurfacePoint b = random_place();
        for (int k = 0; k < 1000 && (norm(b.position - a.position) > 0.15f || dot(a.normal, b.normal) < 0); ++k)
            b = random_place();
        const auto path = geometry.path(a, b);
        ASSERT_GE(path.size(), 2u);
        EXPECT_EQ(path.front().position, a.position);
        EXPECT_EQ(path.back().position, b.position);
        for (const SurfacePoint& p : path) {
            EXPECT_TRUE(is_on_skin(p)) << i;
            EXPECT_NEAR(norm(p.normal), 1, 1e-4f);
        }
    }
}

TEST_F(Geometry, PathsOnALimbGoInSmallStepsAndLittleAstray) {
    for (const auto& [from, to] :
         {std::pair<BodyCoordinate, BodyCoordinate>{{Segment::thigh, 0.1f, 90}, {Segment::thigh, 0.9f, 90}},
          {{Segment::thigh, 0.2f, 180}, {Segment::leg, 0.8f, 180}},
          {{Segment::leg, 0.2f, 0}, {Segment::leg, 0.5f, 90}},
          {{Segment::pelvis, 0.2f, 150}, {Segment::thigh, 0.3f, 170}},
          {{Segment::abdomen, 0.1f, 160}, {Segment::pelvis, 0.3f, 160}},
          {{Segment::foot, 0.4f, 0}, {Segment::foot, 0.8f, -20}}})
        for (const float step : {0.002f, 0.005f, 0.01f}) {
            const SurfacePoint a = geometry.at(from, Side::left), b = geometry.at(to, Side::left);
            const auto path = geometry.path(a, b, step);
            float length = 0;
            for (std::size_t i = 1; i < path.size(); ++i) {
                const float piece = norm(path[i].position - path[i - 1].position);
                EXPECT_LE(piece, step) << name(from.segment) << ' ' << i;
                length += piece;
            }
            const float chord = norm(b.position - a.position);
            EXPECT_GE(length, chord * 0.9999f);
            EXPECT_LT(length, chord * 1.35f + 0.01f) << name(from.segment);
            EXPECT_LT(static_cast<float>(path.size()), 4 * length / step + 3);
        }
}

TEST_F(Geometry, AMirroredPathIsThePathMirrored) {
    for (int i = 0; i < 40; ++i) {
        const SurfacePoint a = random_place();
        SurfacePoint b = random_place();
        for (int k = 0; k < 1000 && (norm(b.position - a.position) > 0.12f || dot(a.normal, b.normal) < 0.2f); ++k)
            b = random_place();
        const auto path = geometry.path(a, b), image = geometry.path(mirror(a), mirror(b));
        ASSERT_EQ(path.size(), image.size()) << i;
        for (std::size_t k = 0; k < path.size(); ++k)
            EXPECT_LT(norm(image[k].position - mirrored(path[k].position)), 2e-4f) << i << ' ' << k;
    }
}

}  // namespace
}  // namespace knotwork::test
