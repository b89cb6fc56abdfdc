// Three sources on twelve points, small enough to work out by hand.
//
//     point        0 1 2 3 4 5 6 7 8 9 10 11
//     source 0     E E E E . . . . . . .  .
//     source 1     . . E E E E . . . . .  .
//     source 2     . . . . . . . . E E s  s        E essential, s spillover
//
// Every point counts as one observation, covered fully or not at all. leak 0.1, painted 0.8: beside nothing active, a
// painted point under one zone is (1 - 0.9 x 0.2) / 0.1 = 8.2 times as likely, under two (1 - 0.9 x 0.04) / 0.1 = 9.64
// times, and a blank point under a zone 0.2 times.
#include <gtest/gtest.h>

#include <cmath>

#include "infer/brute_force.hpp"
#include "infer/posterior.hpp"

namespace knotwork::infer::test {
namespace {

class TinyWorld : public testing::Test {
  protected:
    TinyWorld() {
        world.area.assign(12, 1.0f);
        world.add_zone(0, true, {{0, 255}, {1, 255}, {2, 255}, {3, 255}});
        world.add_zone(1, true, {{2, 255}, {3, 255}, {4, 255}, {5, 255}});
        world.add_zone(2, true, {{8, 255}, {9, 255}});
        world.add_zone(2, false, {{10, 255}, {11, 255}});
        world.log_odds.assign(3, std::log(0.1));
        parameters.felt_essential = 0.9;
        parameters.felt_spillover = 0.3;
        parameters.painted = 0.8;
        parameters.leak = 0.1;
        parameters.effective_area_cm2 = 1;
        parameters.other_log_odds = -200;
    }

    const Posterior& trace(std::initializer_list<std::uint32_t> points, const std::vector<double>& evidence = {}) {
        std::vector<std::uint8_t> painted(12, 0);
        for (const std::uint32_t v : points) painted[v] = 1;
        auto model = compute_model(world.maps(), parameters);
        EXPECT_TRUE(model.has_value());
        return compute_posterior(*model, painted, Evidence{evidence, {}, {}}, scratch);
    }

    World world;
    Parameters parameters;
    Scratch scratch;
};

TEST_F(TinyWorld, OneSourceIsWeighedByPaintAndBlank) {
    parameters.max_sources = 1;
    const Posterior& p = trace({0, 1, 2, 3});
    const double zero = std::pow(8.2, 4), one = std::pow(8.2, 2) * std::pow(0.2, 2);
    EXPECT_NEAR(p.sources[0].probability, zero / (zero + one), 1e-8);
    EXPECT_NEAR(p.sources[1].probability, one / (zero + one), 1e-8);
    EXPECT_EQ(p.sources[2].probability, 0);
}

TEST_F(TinyWorld, ASecondSourceMustPayItsPriorAndItsBlankSkin) {
    parameters.max_sources = 2;
    const Posterior& p = trace({0, 1, 2, 3});
    const double zero = 0.1 * std::pow(8.2, 4), one = 0.1 * std::pow(8.2, 2) * 0.04;
    const double both = 0.01 * std::pow(8.2, 2) * std::pow(9.64, 2) * 0.04;
    EXPECT_NEAR(p.sources[0].probability, (zero + both) / (zero + one + both), 1e-8);
    EXPECT_NEAR(p.sources[1].probability, (one + both) / (zero + one + both), 1e-8);
    ASSERT_GE(p.explanations.size(), 2u);
    EXPECT_EQ(p.explanations[0].source_count, 1u);
    EXPECT_EQ(p.explanations[0].sources[0], SourceId{0});
    EXPECT_NEAR(p.explanations[1].probability, both / (zero + one + both), 1e-8);
}

TEST_F(TinyWorld, SpilloverIsFeltOrNotAsAWhole) {
    parameters.max_sources = 1;
    world.add_zone(0, true, {{8, 255}, {9, 255}, {10, 255}});
    // Painted 8 and 9: source 2 feels its essential zone, not its spillover, which would have painted something.
    // Source 0 has a wholly blank zone, certainly unfelt, and one that fits but for point 10.
    const Posterior& p = trace({8, 9});
    const double can_feel_0 = 1 - 0.1 * 0.1, can_feel_2 = 1 - 0.1 * 0.7;
    const double zero = 0.1 * 0.9 * std::pow(8.2, 2) * 0.2 / can_feel_0;
    const double two = 0.9 * 0.7 * std::pow(8.2, 2) / can_feel_2;
    EXPECT_NEAR(p.sources[0].probability, zero / (zero + two), 1e-8);
    EXPECT_NEAR(p.sources[2].probability, two / (zero + two), 1e-8);
}

TEST_F(TinyWorld, NoisyOrHasNoLatentZones) {
    parameters.max_sources = 1;
    parameters.likelihood = Likelihood::noisy_or;
    const Posterior& p = trace({0, 1, 2, 3});
    const double keep = 1 - 0.8 * 237 / 255.0;
    const double paint = (1 - 0.9 * keep) / 0.1;
    const double zero = std::pow(paint, 4), one = std::pow(paint, 2) * std::pow(keep, 2);
    EXPECT_NEAR(p.sources[0].probability, zero / (zero + one), 1e-8);
}

TEST_F(TinyWorld, WhatNoMapExplainsIsTheOtherSource) {
    parameters.other_log_odds = -6;
    const Posterior& p = trace({6, 7});
    EXPECT_NEAR(p.other, 1, 1e-12);
    EXPECT_EQ(p.candidates, 0u);
    EXPECT_DOUBLE_EQ(p.uncovered_cm2, 2);
    ASSERT_EQ(p.explanations.size(), 1u);
    EXPECT_TRUE(p.explanations[0].other);
    EXPECT_EQ(p.explanations[0].source_count, 0u);
}

TEST_F(TinyWorld, TheOtherSourceCanJoinAKnownOne) {
    parameters.other_log_odds = -3.5;
    parameters.other_levels = {0.2, 0.25, 0.3};
    const Posterior& p = trace({0, 1, 2, 3, 6, 7, 8});
    EXPECT_GT(p.sources[0].probability, 0.75);
    EXPECT_GT(p.other, 0.5);
    EXPECT_TRUE(p.explanations[0].other);
    EXPECT_EQ(p.explanations[0].sources[0], SourceId{0});
}

TEST_F(TinyWorld, FindingsDecideBetweenEquals) {
    parameters.max_sources = 1;
    parameters.silent = 0;
    EXPECT_NEAR(trace({2, 3}).sources[0].probability, 0.5, 1e-9);
    const Posterior& p = trace({2, 3}, {0.0, std::log(3.0), 0.0});
    EXPECT_NEAR(p.sources[1].probability, 0.75, 1e-9);
}

TEST_F(TinyWorld, WhatFindingsSpeakForNeedNotBePainted) {
    EXPECT_EQ(trace({0, 1, 2, 3}).sources[2].probability, 0);
    EXPECT_EQ(trace({0, 1, 2, 3}, {0.0, 0.0, 0.9 * least_silent_evidence}).sources[2].probability, 0);
    const double some = trace({0, 1, 2, 3}, {0.0, 0.0, 3.0}).sources[2].probability;
    const double much = trace({0, 1, 2, 3}, {0.0, 0.0, 8.0}).sources[2].probability;
    EXPECT_GT(some, 0);
    EXPECT_GT(much, some);
    EXPECT_GT(trace({0, 1, 2, 3}, {0.0, 0.0, 8.0}).sources[0].probability, 0.5);  // it explains the paint all the same
}

TEST_F(TinyWorld, CoupledSourcesRaiseEachOther) {
    const double apart = trace({0, 1, 2, 3, 8, 9}).explanations[0].probability;
    world.couplings.push_back({SourceId{0}, SourceId{2}, 1.5});
    const Posterior& p = trace({0, 1, 2, 3, 8, 9});
    EXPECT_EQ(p.explanations[0].source_count, 2u);
    EXPECT_GT(p.explanations[0].probability, apart);
}

TEST_F(TinyWorld, AreasSayWhatIsExplainedAndWhatIsMissing) {
    const Posterior& p = trace({2, 3, 6});
    EXPECT_DOUBLE_EQ(p.painted_cm2, 3);
    EXPECT_DOUBLE_EQ(p.uncovered_cm2, 1);
    EXPECT_DOUBLE_EQ(p.sources[0].explained_cm2, 2);
    EXPECT_DOUBLE_EQ(p.sources[0].predicted_cm2, 0.9 * 4);
    EXPECT_DOUBLE_EQ(p.sources[0].predicted_blank_cm2, 0.9 * 2);
    EXPECT_DOUBLE_EQ(p.explanations[0].explained_cm2, 2);
    EXPECT_DOUBLE_EQ(p.explanations[0].unexplained_cm2, 1);
    EXPECT_DOUBLE_EQ(p.explanations[0].predicted_blank_cm2, 0.9 * 2);
    EXPECT_DOUBLE_EQ(p.sources[2].predicted_blank_cm2, 0.9 * 2 + 0.3 * 2);
}

TEST_F(TinyWorld, NothingAndEverythingPaintedStayFinite) {
    for (const Likelihood likelihood : {Likelihood::noisy_or, Likelihood::zone_latent}) {
        parameters.likelihood = likelihood;
        double sum = 0;
        const Posterior& empty = trace({});
        for (const Belief& belief : empty.sources) sum += belief.probability;
        EXPECT_GT(sum, 0.5);  // nothing painted: the priors decide
        EXPECT_TRUE(std::isfinite(sum + empty.other));
        const Posterior& full = trace({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        double members = full.other;
        for (const Belief& belief : full.sources) members += belief.probability;
        EXPECT_TRUE(std::isfinite(members));
        EXPECT_GT(full.sources[0].probability, 0.5);
    }
}

}  // namespace
}  // namespace knotwork::infer::test
