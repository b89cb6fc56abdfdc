// The tiny knowledge laid on the real skin.
#include "bake/laid_out.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "atlas/atlas_file.hpp"
#include "bake/knowledge_folder.hpp"

namespace knotwork::bake::test {
namespace {

class TinyLaidOut : public testing::Test {
  protected:
    double area(const LaidZone& zone) const {
        double sum = 0;
        for (std::size_t i = 0; i < zone.points.size(); ++i)
            sum += static_cast<double>(skin.area[zone.points[i]]) * zone.coverage[i] / 255;
        return sum;
    }

    const SkinGeometry& geometry = knotwork::test::get_geometry();
    const Skin& skin = geometry.skin();
    const std::span<const Vec3> positions = skin.of(Body::neutral);
    const Spec spec = load_spec(tiny_knowledge());
    const LaidOut laid = lay_out(spec, geometry);
};

TEST_F(TinyLaidOut, PutsLandmarksAndPointsInTheirPlaces) {
    ASSERT_EQ(laid.landmarks.size(), 4u);
    const auto at = [&](std::size_t i) { return laid.landmarks[i].at.position; };
    EXPECT_EQ(at(0), geometry.at({Segment::pelvis, 0.70f, 97}, Side::left).position);
    EXPECT_NEAR(norm(at(2) - at(0)), norm(at(2) - at(1)), 0.03f);  // halfway
    EXPECT_EQ(at(3).x, 0);
    const auto& points = laid.muscles[0].points;
    EXPECT_NEAR(norm(points[0].at.position - at(0)), 0.1f * norm(at(1) - at(0)), 0.01f);
    EXPECT_NEAR(points[1].at.position.y - at(1).y, 0.04f, 0.01f);
    EXPECT_TRUE(laid.warnings.empty());
}

TEST_F(TinyLaidOut, PaintsStrokesAndPatchesAsWideAsTheySay) {
    const auto& zones = laid.muscles[0].points[0].zones;
    const Vec3 a = geometry.at({Segment::thigh, 0.1f, 90}, Side::left).position,
               b = geometry.at({Segment::thigh, 0.6f, 90}, Side::left).position;
    const double band = 0.06 * norm(b - a) + 3.1416 * 0.03 * 0.03;
    EXPECT_NEAR(area(zones[0]), band, 0.1 * band);
    const double disc = 3.1416 * 0.04 * 0.04;
    EXPECT_NEAR(area(zones[1]), disc, 0.15 * disc);
    for (const LaidZone& zone : zones) {
        EXPECT_TRUE(std::is_sorted(zone.points.begin(), zone.points.end()));
        EXPECT_EQ(std::adjacent_find(zone.points.begin(), zone.points.end()), zone.points.end());
        EXPECT_EQ(zone.points.size(), zone.coverage.size());
        EXPECT_EQ(std::count(zone.coverage.begin(), zone.coverage.end(), 0), 0);
        for (const std::uint16_t v : zone.points) EXPECT_GT(positions[v].x, 0);
    }
}

TEST_F(TinyLaidOut, LaysConditionsAsItLaysPoints) {
    ASSERT_EQ(laid.conditions.size(), 2u);
    const auto& belly = laid.conditions[0];
    const auto& root = laid.conditions[1];
    EXPECT_EQ(belly.spec->id, "belly");
    ASSERT_EQ(root.zones.size(), 2u);
    EXPECT_EQ(root.zones[0].points, laid.muscles[0].points[1].zones[0].points);  // thigh-back, of the left
    EXPECT_EQ(root.zones[1].points, laid.muscles[0].points[0].zones[1].points);
    // Without a side: both hips as they were asked for, and the one knee as it was given.
    for (const std::uint16_t v : belly.zones[0].points)
        EXPECT_TRUE(std::binary_search(belly.zones[0].points.begin(), belly.zones[0].points.end(), skin.mirror[v]));
    for (const std::uint16_t v : belly.zones[1].points) EXPECT_GT(positions[v].x, 0);
}

TEST_F(TinyLaidOut, FillsWholeRegionsOfItsOwnSide) {
    const LaidZone& zone = laid.muscles[0].points[1].zones[0];
    std::vector<std::uint16_t> expected;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        if (spec.regions[laid.region[v]].id == "thigh-back" && positions[v].x >= 0)
            expected.push_back(static_cast<std::uint16_t>(v));
    EXPECT_EQ(zone.points, expected);
    EXPECT_EQ(std::count(zone.coverage.begin(), zone.coverage.end(), 255), static_cast<long>(expected.size()));
}

TEST_F(TinyLaidOut, PutsZonesOnTheSideTheyName) {
    const LaidZone& both = laid.muscles[0].points[1].zones[1];
    std::size_t left = 0;
    for (std::size_t i = 0; i < both.points.size(); ++i) {
        const std::uint16_t image = skin.mirror[both.points[i]];
        const auto found = std::lower_bound(both.points.begin(), both.points.end(), image);
        ASSERT_TRUE(found != both.points.end() && *found == image);
        EXPECT_EQ(both.coverage[static_cast<std::size_t>(found - both.points.begin())], both.coverage[i]);
        left += positions[both.points[i]].x > 0;
    }
    EXPECT_EQ(2 * left, both.points.size());
    for (const std::uint16_t v : laid.muscles[1].points[0].zones[0].points)
        EXPECT_LT(positions[v].x, 0);  // "other hip"

    KnowledgeFolder folder(tiny_knowledge());
    folder.replace("muscles/alpha.toml", "side = \"both\"", "side = \"other\"");
    const Spec other = load_spec(folder.path());
    const LaidOut there = lay_out(other, geometry);
    const LaidZone& zone = there.muscles[0].points[1].zones[1];
    EXPECT_EQ(zone.points.size(), left);
    for (const std::uint16_t v : zone.points) EXPECT_LT(positions[v].x, 0);
}

TEST_F(TinyLaidOut, DrawsFibresFromRowToRow) {
    ASSERT_EQ(laid.muscles[0].fibres.size(), 9u);
    const Vec3 hip = laid.landmarks[0].at.position, knee = laid.landmarks[1].at.position;
    EXPECT_LT(norm(laid.muscles[0].fibres.front().front() - hip), 1e-4f);
    for (const auto& line : laid.muscles[0].fibres) EXPECT_LT(norm(line.back() - knee), 1e-4f);
    EXPECT_LT(laid.muscles[0].fibres.back().front().z, hip.z - 0.01f);  // from a place 2 cm behind the hip
    EXPECT_EQ(laid.muscles[1].fibres.size(), 1u);                       // from one place to one place
}

TEST_F(TinyLaidOut, AssignsTheFirstRegionThatHoldsAPoint) {
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const std::string& id = spec.regions[laid.region[v]].id;
        if (skin.segment[v] == Segment::thigh) {
            const bool front = skin.angle[v] >= -90 && skin.angle[v] < 90;
            EXPECT_EQ(id, front ? "thigh-front" : "thigh-back") << skin.angle[v];
        }
        if (skin.segment[v] == Segment::foot) {
            EXPECT_EQ(id, "lower-leg");
        }
        EXPECT_EQ(laid.region[v], laid.region[skin.mirror[v]]);
    }
}

TEST_F(TinyLaidOut, WarnsOfZonesOnTopOfEachOther) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace("muscles/alpha.toml", "patch = \"knee\"", "patch = \"thigh 0.3 @ 90\"");
    const Spec overlapping = load_spec(folder.path());
    EXPECT_EQ(lay_out(overlapping, geometry).warnings,
              std::vector<std::string>{"alpha.toml:46: 'knee' lies mostly on top of 'outer thigh'"});
}

}  // namespace
}  // namespace knotwork::bake::test
