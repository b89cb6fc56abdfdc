// The round brush: how much it paints, what it must not reach, and its mirror image.
#include "body/brush.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>
#include <random>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

class Brush : public testing::Test {
  protected:
    std::vector<std::uint8_t> paint(std::span<const SurfacePoint> stroke, float radius) const {
        std::vector<std::uint8_t> painted(skin.point_count(), 0);
        paint_stroke(geometry, stroke, radius, painted);
        return painted;
    }
    std::vector<std::uint8_t> patch(BodyCoordinate at, float radius, Side side = Side::left) const {
        const SurfacePoint p = geometry.at(at, side);
        return paint(std::span(&p, 1), radius);
    }
    double area(const std::vector<std::uint8_t>& painted) const {
        double sum = 0;
        for (std::uint32_t v = 0; v < painted.size(); ++v) sum += painted[v] ? skin.area[v] : 0;
        return sum;
    }
    std::vector<SurfacePoint> stroke(std::initializer_list<BodyCoordinate> places) const {
        std::vector<SurfacePoint> stops;
        for (const BodyCoordinate c : places) stops.push_back(geometry.at(c, Side::left));
        return compute_stroke(geometry, stops);
    }

    const Skin& skin = get_atlas().skin();
    const SkinGeometry& geometry = get_geometry();
    const std::span<const Vec3> positions = skin.of(Body::neutral);
};

TEST_F(Brush, APatchOnTheBackOfTheThighHasTheAreaOfADisc) {
    for (const float t : {0.3f, 0.4f, 0.5f, 0.6f})
        for (const float radius : {0.03f, 0.04f, 0.05f}) {
            const double disc = std::numbers::pi * radius * radius;
            EXPECT_NEAR(area(patch({Segment::thigh, t, 180}, radius)), disc, 0.12 * disc) << t << ' ' << radius;
        }
}

TEST_F(Brush, AStrokeHasTheAreaOfABandWithRoundEnds) {
    const auto way = stroke({{Segment::thigh, 0.25f, 180}, {Segment::thigh, 0.7f, 180}});
    float length = 0;
    for (std::size_t i = 1; i < way.size(); ++i) length += norm(way[i].position - way[i - 1].position);
    for (const float radius : {0.02f, 0.03f, 0.04f}) {
        const double band = 2 * radius * length + std::numbers::pi * radius * radius;
        EXPECT_NEAR(area(paint(way, radius)), band, 0.1 * band) << radius;
    }
}

TEST_F(Brush, AWiderBrushPaintsNoLess) {
    const auto way = stroke({{Segment::leg, 0.1f, 100}, {Segment::leg, 0.9f, 90}});
    auto before = paint(way, 0.005f);
    for (const float radius : {0.01f, 0.02f, 0.04f, 0.06f}) {
        const auto now = paint(way, radius);
        for (std::size_t v = 0; v < now.size(); ++v) ASSERT_GE(now[v], before[v]) << radius;
        EXPECT_GT(area(now), area(before));
        before = now;
    }
}

// The rule of the header, said again in the plainest way: within reach, facing the brush, joined to the stroke.
TEST_F(Brush, PaintsExactlyWhatItsRuleSays) {
    std::mt19937 random(7);
    for (int i = 0; i < 30; ++i) {
        const auto start = random() % skin.point_count();
        std::vector<SurfacePoint> way{
            {positions[start], geometry.normals()[start], SkinPoint{static_cast<std::uint32_t>(start)}}};
        for (int k = static_cast<int>(random() % 4); k > 0; --k) {
            const auto near = geometry.neighbours(way.back().nearest.value);
            const std::uint16_t w = near[random() % near.size()];
            way.push_back({positions[w], geometry.normals()[w], SkinPoint{w}});
        }
        const float radius = 0.005f + 0.05f * static_cast<float>(random() % 1000) / 1000;
        const auto allowed = [&](std::uint32_t v) {
            const StrokeDistance d = distance_to_stroke(way, positions[v]);
            return d.metres <= radius && dot(geometry.normals()[v], d.normal) > -0.17f;
        };
        std::vector<std::uint8_t> expected(skin.point_count(), 0);
        for (const SurfacePoint& p : way) expected[p.nearest.value] = 1;
        for (bool grown = true; grown;) {
            grown = false;
            for (std::uint32_t v = 0; v < expected.size(); ++v)
                if (!expected[v] && allowed(v)) {
                    const auto near = geometry.neighbours(v);
                    if (std::any_of(near.begin(), near.end(), [&](std::uint16_t w) { return expected[w] == 1; }))
                        expected[v] = 1, grown = true;
                }
        }
        EXPECT_EQ(paint(way, radius), expected) << i;
    }
}

TEST_F(Brush, OnTheInstepItDoesNotPaintTheSole) {
    for (const float radius : {0.03f, 0.05f, 0.08f}) {
        const auto painted = patch({Segment::foot, 0.5f, 0}, radius);
        std::size_t count = 0;
        for (std::uint32_t v = 0; v < painted.size(); ++v)
            if (painted[v]) {
                ++count;
                EXPECT_GT(geometry.normals()[v].y, -0.75f) << radius;
                EXPECT_FALSE(skin.segment[v] == Segment::foot && std::abs(skin.angle[v]) > 150) << radius;
            }
        EXPECT_GT(count, 10u);
    }
}

TEST_F(Brush, OnOneThighOrButtockItDoesNotPaintTheOther) {
    for (const auto& way : {stroke({{Segment::thigh, 0.1f, -90}, {Segment::thigh, 0.5f, -90}}),
                            stroke({{Segment::thigh, 0.05f, 180}, {Segment::thigh, 0.3f, -135}})}) {
        const auto painted = paint(way, 0.04f);
        for (std::uint32_t v = 0; v < painted.size(); ++v)
            if (painted[v]) {
                EXPECT_FALSE(skin.segment[v] == Segment::thigh && positions[v].x < 0);
            }
    }
}

TEST_F(Brush, AThinOrEmptyStrokePaintsTheNearestPoints) {
    const SurfacePoint p = geometry.at({Segment::leg, 0.5f, 180}, Side::left);
    const auto painted = paint(std::span(&p, 1), 1e-6f);
    EXPECT_EQ(std::count(painted.begin(), painted.end(), 1), 1);
    EXPECT_EQ(painted[p.nearest.value], 1);
    EXPECT_EQ(area(paint({}, 0.05f)), 0);
}

TEST_F(Brush, AddsToWhatIsPaintedAlready) {
    auto both = patch({Segment::thigh, 0.3f, 180}, 0.03f);
    const auto second = patch({Segment::thigh, 0.6f, 180}, 0.03f), first = both;
    const SurfacePoint p = geometry.at({Segment::thigh, 0.6f, 180}, Side::left);
    paint_stroke(geometry, std::span(&p, 1), 0.03f, both);
    for (std::size_t v = 0; v < both.size(); ++v) ASSERT_EQ(both[v], first[v] | second[v]);
}

TEST_F(Brush, AMirroredStrokePaintsTheMirrorImage) {
    for (const auto& way :
         {stroke({{Segment::pelvis, 0.2f, 150}, {Segment::thigh, 0.5f, 170}, {Segment::leg, 0.6f, 180}}),
          stroke({{Segment::abdomen, 0.2f, 175}, {Segment::pelvis, 0.3f, 170}}),  // crosses the mid-line when wide
          stroke({{Segment::foot, 0.3f, 160}, {Segment::foot, 0.7f, -160}})}) {
        std::vector<SurfacePoint> image;
        for (const SurfacePoint& p : way)
            image.push_back({mirrored(p.position), mirrored(p.normal), SkinPoint{skin.mirror[p.nearest.value]}});
        for (const float radius : {0.01f, 0.03f, 0.06f}) {
            const auto painted = paint(way, radius), other_side = paint(image, radius);
            std::size_t differing =
                0;  // normals of the two sides are sums in another order, and may differ in the last bit
            for (std::uint32_t v = 0; v < painted.size(); ++v) differing += painted[v] != other_side[skin.mirror[v]];
            EXPECT_EQ(differing, 0u) << radius;
        }
    }
}

TEST_F(Brush, DistanceIsToTheLineNotToItsPoints) {
    const std::vector<SurfacePoint> line{{{0, 0, 0}, {0, 0, 1}, SkinPoint{0}},
                                         {{1, 0, 0}, {0, 1, 0}, SkinPoint{1}},
                                         {{1, 2, 0}, {1, 0, 0}, SkinPoint{2}}};
    EXPECT_FLOAT_EQ(distance_to_stroke(line, {0.5f, -0.3f, 0}).metres, 0.3f);
    EXPECT_FLOAT_EQ(distance_to_stroke(line, {1.5f, 1, 0}).metres, 0.5f);
    EXPECT_FLOAT_EQ(distance_to_stroke(line, {-3, -4, 0}).metres, 5);
    EXPECT_FLOAT_EQ(distance_to_stroke(line, {1, 2, 0.25f}).metres, 0.25f);
    EXPECT_EQ(distance_to_stroke(line, {0.1f, 1e-3f, 0}).normal, (Vec3{0, 0, 1}));
    EXPECT_EQ(distance_to_stroke(line, {0.9f, -1e-3f, 0}).normal, (Vec3{0, 1, 0}));
    EXPECT_EQ(distance_to_stroke(line, {1, 3, 0}).normal, (Vec3{1, 0, 0}));
}

TEST_F(Brush, AStrokeGoesThroughItsPlacesOnceEach) {
    const std::vector<SurfacePoint> stops{geometry.at({Segment::thigh, 0.2f, 180}, Side::left),
                                          geometry.at({Segment::thigh, 0.4f, 160}, Side::left),
                                          geometry.at({Segment::thigh, 0.8f, 180}, Side::left)};
    const auto way = compute_stroke(geometry, stops);
    std::size_t next = 0;
    for (std::size_t i = 0; i < way.size(); ++i) {
        if (next < stops.size() && way[i].position == stops[next].position) ++next;
        if (i > 0) {
            EXPECT_FALSE(way[i].position == way[i - 1].position);
        }
    }
    EXPECT_EQ(next, stops.size());
    EXPECT_EQ(compute_stroke(geometry, std::span(stops).first(1)).size(), 1u);
    EXPECT_TRUE(compute_stroke(geometry, {}).empty());
}

}  // namespace
}  // namespace knotwork::test
