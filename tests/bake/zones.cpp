// How a stroke becomes a field: full inside, nothing outside, half on its border, and never on the other leg.
#include "bake/zones.hpp"

#include <gtest/gtest.h>

#include <array>

#include "atlas/atlas_file.hpp"

namespace knotwork::bake::test {
namespace {

class Zones : public testing::Test {
  protected:
    std::vector<float> paint(std::span<const SurfacePoint> stroke, float radius) const {
        std::vector<float> coverage(skin.point_count(), 0);
        painter.add_stroke(stroke, radius, coverage);
        return coverage;
    }

    const SkinGeometry& geometry = knotwork::test::get_geometry();
    const Skin& skin = geometry.skin();
    const std::span<const Vec3> positions = skin.of(Body::neutral);
    const ZonePainter painter{geometry};
};

TEST_F(Zones, FallFromOneToZeroAcrossTheBorder) {
    const SurfacePoint p = geometry.at({Segment::thigh, 0.5f, 180}, Side::left);
    const float radius = 0.04f;
    const auto coverage = paint(std::span(&p, 1), radius);
    int on_border = 0;
    for (std::uint32_t v = 0; v < coverage.size(); ++v) {
        const float distance = norm(positions[v] - p.position);
        if (distance < radius - zone_edge / 2 - 1e-4f) {
            EXPECT_EQ(coverage[v], 1) << distance;
        }
        if (distance > radius + zone_edge / 2 + 1e-4f) {
            EXPECT_EQ(coverage[v], 0) << distance;
        }
        if (std::abs(distance - radius) < 0.002f) {
            EXPECT_NEAR(coverage[v], 0.5f, 0.2f);
            ++on_border;
        }
    }
    EXPECT_GT(on_border, 3);
}

TEST_F(Zones, KeepTheGreaterOfTwoStrokes) {
    const std::array ends{geometry.at({Segment::leg, 0.3f, 180}, Side::left),
                          geometry.at({Segment::leg, 0.4f, 180}, Side::left)};
    const auto one = paint(std::span(ends).first(1), 0.03f), two = paint(std::span(ends).last(1), 0.03f);
    std::vector<float> both(skin.point_count(), 0);
    painter.add_stroke(std::span(ends).first(1), 0.03f, both);
    painter.add_stroke(std::span(ends).last(1), 0.03f, both);
    for (std::uint32_t v = 0; v < both.size(); ++v) ASSERT_EQ(both[v], std::max(one[v], two[v]));
}

TEST_F(Zones, DoNotLeakToTheOtherLegOrThroughTheFoot) {
    const SurfacePoint inner = geometry.at({Segment::thigh, 0.15f, -90}, Side::left);
    const auto thigh = paint(std::span(&inner, 1), 0.06f);
    for (std::uint32_t v = 0; v < thigh.size(); ++v)
        if (skin.segment[v] == Segment::thigh && positions[v].x < 0 && skin.t[v] > 0.15f) {
            EXPECT_EQ(thigh[v], 0) << skin.t[v] << " @ " << skin.angle[v];
        }
    const SurfacePoint instep = geometry.at({Segment::foot, 0.6f, 0}, Side::left);
    const auto foot = paint(std::span(&instep, 1), 0.035f);
    for (std::uint32_t v = 0; v < foot.size(); ++v)
        if (skin.segment[v] == Segment::foot && std::abs(skin.angle[v]) > 150) {
            EXPECT_EQ(foot[v], 0) << skin.t[v] << " @ " << skin.angle[v];
        }
}

TEST_F(Zones, OfMirroredStrokesAreMirrorImages) {
    for (const auto& [from, to] :
         {std::pair<BodyCoordinate, BodyCoordinate>{{Segment::pelvis, 0.3f, 150}, {Segment::thigh, 0.3f, 160}},
          {{Segment::leg, 0.1f, 90}, {Segment::leg, 0.9f, 90}}}) {
        const std::array left{geometry.at(from, Side::left), geometry.at(to, Side::left)};
        const std::array right{geometry.at(from, Side::right), geometry.at(to, Side::right)};
        const auto a = paint(compute_stroke(geometry, left), 0.03f), b = paint(compute_stroke(geometry, right), 0.03f);
        for (std::uint32_t v = 0; v < a.size(); ++v) EXPECT_NEAR(a[v], b[skin.mirror[v]], 0.02f);
    }
}

}  // namespace
}  // namespace knotwork::bake::test
