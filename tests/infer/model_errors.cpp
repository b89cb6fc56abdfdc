// Each kind of wrong model is refused with its own place and reason.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "infer/brute_force.hpp"
#include "infer/posterior.hpp"

namespace knotwork::infer::test {
namespace {

World small_world() {
    World world;
    world.area.assign(4, 1.0f);
    world.add_zone(0, true, {{0, 255}, {1, 100}});
    world.add_zone(1, true, {{2, 255}});
    world.log_odds.assign(2, -3);
    return world;
}

std::string message(const std::function<void(World&, Parameters&)>& spoil) {
    World world = small_world();
    Parameters parameters;
    spoil(world, parameters);
    const auto model = compute_model(world.maps(), parameters);
    return model ? "" : model.error().message();
}

TEST(ModelErrors, ParametersOutsideTheirRange) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(message([](World&, Parameters&) {}), "");
    EXPECT_EQ(message([](World&, Parameters& p) { p.felt_essential = 1; }),
              "parameters.felt_essential: must lie between 0 and 1");
    EXPECT_EQ(message([](World&, Parameters& p) { p.felt_spillover = 0; }),
              "parameters.felt_spillover: must lie between 0 and 1");
    EXPECT_EQ(message([](World&, Parameters& p) { p.painted = 1; }),
              "parameters.painted: must lie above 0 and be at most 0.999");
    EXPECT_EQ(message([](World&, Parameters& p) { p.leak = nan; }), "parameters.leak: must lie between 0 and 1");
    EXPECT_EQ(message([](World&, Parameters& p) { p.effective_area_cm2 = 0; }),
              "parameters.effective_area_cm2: must be above 0");
    EXPECT_EQ(message([](World&, Parameters& p) { p.effective_area_cm2 = 1e-3; }),
              "parameters.effective_area_cm2: is too small for this much skin");
    EXPECT_EQ(message([](World&, Parameters& p) { p.spread_cm = -1; }),
              "parameters.spread_cm: must lie between 0 and 10");
    EXPECT_EQ(message([](World&, Parameters& p) { p.other_log_odds = nan; }),
              "parameters.other_log_odds: must be finite");
    EXPECT_EQ(message([](World&, Parameters& p) { p.other_levels[1] = 1; }),
              "parameters.other_levels: must lie between 0 and 1");
    EXPECT_EQ(message([](World&, Parameters& p) { p.size_log_weight[2] = nan; }),
              "parameters.size_log_weight: must be finite");
    EXPECT_EQ(message([](World&, Parameters& p) { p.max_sources = 4; }), "parameters.max_sources: must be 1, 2 or 3");
}

TEST(ModelErrors, MapsThatNameWhatDoesNotExist) {
    EXPECT_EQ(message([](World& w, Parameters&) { w.zone_points[0] = 4; }),
              "zone_points: names a skin point that does not exist");
    EXPECT_EQ(message([](World& w, Parameters&) { w.zones[1].end = 9; }), "zones[1]: range outside zone_points");
    EXPECT_EQ(message([](World& w, Parameters&) { w.zones[1].source = SourceId{2}; }),
              "zones[1]: names a source that does not exist");
    EXPECT_EQ(message([](World& w, Parameters&) { w.area[0] = -1; }), "point_area_cm2: must lie between 0 and 1000");
    EXPECT_EQ(message([](World& w, Parameters&) { w.zone_coverage.pop_back(); }),
              "zone_coverage: must be as long as zone_points");
    EXPECT_EQ(message([](World& w, Parameters&) { w.log_odds[0] = std::numeric_limits<double>::infinity(); }),
              "source_log_odds: must be finite");
    EXPECT_EQ(message([](World& w, Parameters&) {
                  w.couplings.push_back({SourceId{1}, SourceId{1}, 1});
              }),
              "couplings: must join two sources by a finite boost");
    EXPECT_EQ(message([](World& w, Parameters&) {
                  for (int z = 0; z < 10; ++z) w.add_zone(0, false, {{3, 255}});
              }),
              "zones[11]: the source has more than 10 zones");
}

TEST(ModelErrors, AMeshThatDoesNotFit) {
    const World world = small_world();
    const std::vector<std::uint32_t> begin{0, 1, 2, 2, 2}, short_begin{0, 1, 2};
    const std::vector<std::uint16_t> neighbours{1, 0}, far{1, 9};
    const std::vector<float> length{1, 1}, bad_length{1, -1};
    const auto message_of = [&](std::span<const std::uint32_t> b, std::span<const std::uint16_t> n,
                                std::span<const float> cm) {
        Maps maps = world.maps();
        maps.neighbour_begin = b;
        maps.neighbours = n;
        maps.neighbour_cm = cm;
        const auto model = compute_model(maps, Parameters{});
        return model ? std::string() : model.error().message();
    };
    EXPECT_EQ(message_of(begin, neighbours, length), "");
    EXPECT_EQ(message_of(short_begin, neighbours, length),
              "neighbour_begin: does not divide the neighbours among the points");
    EXPECT_EQ(message_of(begin, far, length), "neighbours: names a skin point that does not exist");
    EXPECT_EQ(message_of(begin, neighbours, bad_length), "neighbour_cm: must lie between 0 and 1000");
}

TEST(ModelErrors, ASourceWithoutZonesIsNeverTheAnswer) {
    World world = small_world();
    world.log_odds.push_back(5);
    const auto model = compute_model(world.maps(), Parameters{});
    ASSERT_TRUE(model.has_value());
    Scratch scratch;
    const std::vector<std::uint8_t> painted(4, 1);
    EXPECT_EQ(compute_posterior(*model, painted, scratch).sources[2].probability, 0);
}

}  // namespace
}  // namespace knotwork::infer::test
