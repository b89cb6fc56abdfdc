// Softening of map borders, on a straight row of points one centimetre apart.
#include "infer/soften.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace knotwork::infer::test {
namespace {

class Row : public testing::Test {
  protected:
    explicit Row() {
        area.assign(40, 1.0f);
        begin.push_back(0);
        for (std::uint16_t v = 0; v < 40; ++v) {
            for (const int w : {v - 1, v + 1})
                if (w >= 0 && w < 40) {
                    neighbours.push_back(static_cast<std::uint16_t>(w));
                    length.push_back(1.0f);
                }
            begin.push_back(static_cast<std::uint32_t>(neighbours.size()));
        }
        for (std::uint16_t v = 10; v < 20; ++v) {
            points.push_back(v);
            coverage.push_back(255);
        }
        zones.push_back({0, 10, SourceId{0}, true});
    }

    Maps maps(bool mesh) const {
        Maps m;
        m.point_area_cm2 = area;
        m.zones = zones;
        m.zone_points = points;
        m.zone_coverage = coverage;
        if (mesh) {
            m.neighbour_begin = begin;
            m.neighbours = neighbours;
            m.neighbour_cm = length;
        }
        return m;
    }
    static double chance(double depth, double spread) { return 0.5 * std::erfc(-depth / spread / std::sqrt(2.0)); }

    std::vector<float> area, length;
    std::vector<std::uint32_t> begin;
    std::vector<std::uint16_t> neighbours, points;
    std::vector<std::uint8_t> coverage;
    std::vector<Zone> zones;
};

TEST_F(Row, TheChanceFallsWithTheDistanceToTheBorder) {
    const Maps m = maps(true);
    Softener softener(m, 2);
    const auto& soft = softener.soften(zones[0]);
    // The border runs half-way between 9 and 10, and between 19 and 20; 2.5 spreads are 5 cm.
    ASSERT_EQ(soft.size(), 20u);
    EXPECT_EQ(soft.front().point, 5);
    for (const SoftPoint& p : soft) {
        const double depth = p.point < 15 ? p.point - 9.5 : 19.5 - p.point;
        EXPECT_NEAR(p.soft / 255.0, chance(depth, 2), 0.003) << p.point;
        EXPECT_EQ(p.drawn, p.point >= 10 && p.point < 20 ? 255 : 0) << p.point;
    }
}

TEST_F(Row, TheBorderLiesWhereCoverageCrossesOneHalf) {
    coverage.front() = 191;  // three quarters at point 10, nothing at 9: the border is a third of the way to 9
    const Maps m = maps(true);
    Softener softener(m, 2);
    for (const SoftPoint& p : softener.soften(zones[0])) {
        if (p.point == 10) {
            EXPECT_NEAR(p.soft / 255.0, chance(1.0 / 3, 2), 0.005);
        }
        if (p.point == 9) {
            EXPECT_NEAR(p.soft / 255.0, chance(-2.0 / 3, 2), 0.005);
        }
    }
}

TEST_F(Row, WithoutAMeshOrASpreadTheMapStaysAsDrawn) {
    const Maps with = maps(true), without = maps(false);
    Softener no_spread(with, 0), no_mesh(without, 2);
    for (Softener* softener : {&no_spread, &no_mesh}) {
        const auto& soft = softener->soften(zones[0]);
        ASSERT_EQ(soft.size(), 10u);
        for (const SoftPoint& p : soft) EXPECT_EQ(p.soft, 255);
    }
}

TEST_F(Row, AZoneNowhereHalfCoveredStaysAsDrawn) {
    coverage.assign(10, 100);
    const Maps m = maps(true);
    Softener softener(m, 2);
    const auto& soft = softener.soften(zones[0]);
    ASSERT_EQ(soft.size(), 10u);
    for (const SoftPoint& p : soft) EXPECT_EQ(p.soft, 100);
}

TEST_F(Row, TheSoftenerRemembersNothingBetweenZones) {
    points.push_back(30);
    coverage.push_back(255);
    zones.push_back({10, 11, SourceId{1}, true});
    const Maps m = maps(true);
    Softener softener(m, 1);
    softener.soften(zones[0]);
    const std::vector<SoftPoint> second = softener.soften(zones[1]);
    ASSERT_FALSE(second.empty());
    for (const SoftPoint& p : second) EXPECT_NEAR(p.point, 30, 2.6);
}

TEST_F(Row, AreasAreCountedByTheMapAsDrawn) {
    const std::vector<double> log_odds{-3};
    Maps m = maps(true);
    m.source_log_odds = log_odds;
    const auto model = compute_model(m, Parameters{});
    ASSERT_TRUE(model.has_value());
    EXPECT_DOUBLE_EQ(model->zone_area[0], 10);
    EXPECT_EQ(model->entry_zone.size(), 20u);
}

}  // namespace
}  // namespace knotwork::infer::test
