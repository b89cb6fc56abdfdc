// What must hold of every model and drawing, tried on random small ones.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <random>

#include "infer/memory.hpp"
#include "infer/posterior.hpp"
#include "infer/random_world.hpp"

namespace knotwork::infer::test {
namespace {

// Order-free sums round each term to 2^-32 (grid.hpp); the rest is double arithmetic.
constexpr double rounding = 1e-6;

Model model_of(const RandomWorld& random) {
    auto model = compute_model(random.world.maps(), random.parameters);
    RC_ASSERT(model.has_value());
    return std::move(*model);
}

Posterior posterior_of(const RandomWorld& random) {
    Scratch scratch;
    std::vector<YesAnswer> answers;
    return compute_posterior(model_of(random), random.painted, random.evidence(answers), scratch);
}

std::uint32_t seed() { return *rc::gen::arbitrary<std::uint32_t>(); }
Likelihood likelihood() { return *rc::gen::element(Likelihood::noisy_or, Likelihood::zone_latent); }

void check(const std::function<void()>& property) { EXPECT_TRUE(rc::check(property)); }

void expect_near(const Posterior& fast, const BruteForce& slow, bool all_exact) {
    const double tolerance = fast.unresolved + rounding;
    if (all_exact) RC_ASSERT(fast.unresolved < 1e-6);
    RC_ASSERT(std::abs(fast.other - slow.other) <= tolerance);
    for (std::size_t s = 0; s < slow.probability.size(); ++s)
        RC_ASSERT(std::abs(fast.sources[s].probability - slow.probability[s]) <= tolerance);
    for (const Explanation& explanation : fast.explanations) {
        std::vector<std::uint32_t> members;
        for (const SourceId s : explanation.members()) members.push_back(s.value);
        if (explanation.other) members.push_back(static_cast<std::uint32_t>(slow.probability.size()));
        std::sort(members.begin(), members.end());
        RC_ASSERT(std::abs(explanation.probability - slow.sets.at(members)) <= tolerance);
    }
    for (std::size_t e = 1; e < fast.explanations.size(); ++e)
        RC_ASSERT(fast.explanations[e].probability <= fast.explanations[e - 1].probability);
    double best = 0;
    for (const auto& [members, probability] : slow.sets) best = std::max(best, probability);
    RC_ASSERT(std::abs(fast.explanations.front().probability - best) <= tolerance);
}

void expect_near_brute_force(const RandomWorld& random, bool all_exact) {
    std::vector<YesAnswer> answers;
    expect_near(posterior_of(random),
                compute_by_brute_force(random.world, random.parameters, random.painted, random.evidence(answers)),
                all_exact);
}

TEST(Properties, EqualsBruteForce) {
    check([] {
        expect_near_brute_force(
            make_random_world(seed(), *rc::gen::inRange(1u, 25u), *rc::gen::inRange(1u, 8u), likelihood()), true);
    });
}

TEST(Properties, EqualsBruteForceForSmallerSets) {
    check([] {
        RandomWorld random = make_random_world(seed(), 15, *rc::gen::inRange(1u, 7u), likelihood());
        random.parameters.max_sources = *rc::gen::inRange(1u, 3u);
        expect_near_brute_force(random, true);
    });
}

// Every kind has numbers of its own, and one of them may be summed over fewer triples than another.
TEST(Properties, KindsOfPeopleTogetherEqualBruteForce) {
    std::size_t both_count = 0;
    check([&both_count] {
        const RandomWorld random =
            make_random_world(seed(), *rc::gen::inRange(3u, 20u), *rc::gen::inRange(2u, 7u), Likelihood::zone_latent);
        const bool all_exact = *rc::gen::arbitrary<bool>();
        const std::uint32_t kinds = *rc::gen::inRange(2u, 4u);
        std::vector<YesAnswer> answers;
        std::vector<Model> models;
        std::vector<BruteForce> slow;
        for (std::uint32_t k = 0; k < kinds; ++k) {
            RandomWorld kind = random;
            kind.parameters = make_random_world(seed(), 3, 1, Likelihood::zone_latent).parameters;
            kind.parameters.log_share = *rc::gen::element(-2.0, 0.0, 1.0);
            if (!all_exact) kind.parameters.exact_triples = *rc::gen::inRange(0u, 5u);
            models.push_back(model_of(kind));
            slow.push_back(compute_by_brute_force(kind.world, kind.parameters, kind.painted, kind.evidence(answers)));
        }
        Scratch scratch;
        expect_near(compute_posterior(models, random.painted, random.evidence(answers), scratch), mix(slow), all_exact);
        const double share = scratch.memory().kinds[0].share;
        both_count += share > 0.05 && share < 0.95 ? 1 : 0;
    });
    EXPECT_GT(both_count, 20u) << "one kind always took it all";
}

TEST(Properties, NothingPaintedLeavesItToTheAnswers) {
    check([] {
        RandomWorld random = make_random_world(seed(), 10, *rc::gen::inRange(1u, 8u), likelihood());
        random.painted.assign(10, 0);
        expect_near_brute_force(random, true);
    });
}

TEST(Properties, AYesThatOnlyOneSourceExplainsNeverLowersIt) {
    check([] {
        RandomWorld random = make_random_world(seed(), 20, 7, likelihood());
        if (*rc::gen::element(false, false, true)) random.painted.assign(20, 0);
        const std::uint32_t s = *rc::gen::inRange(0u, 7u);
        const double before = posterior_of(random).sources[s].probability;
        random.yes.push_back({*rc::gen::element(0.05, 0.3), 1, {{SourceId{s}, *rc::gen::element(0.1, 0.5, 0.9)}}});
        RC_ASSERT(posterior_of(random).sources[s].probability >= before - rounding);
    });
}

TEST(Properties, ListedSetsAddUpToTheMarginals) {
    check([] {
        const RandomWorld random = make_random_world(seed(), 20, 6, likelihood());
        std::vector<YesAnswer> answers;
        Scratch scratch;
        const Model model = model_of(random);
        const Posterior posterior = compute_posterior(model, random.painted, random.evidence(answers), scratch);
        std::vector<double> sum(6, 0);
        double all = 0;
        for (const SourceSet& set : list_sets(std::span(&model, 1), scratch, 0)) {
            all += set.probability;
            for (const SourceId source : set.members()) sum[source.value] += set.probability;
        }
        RC_ASSERT(std::abs(all - 1) < rounding);
        for (std::size_t s = 0; s < 6; ++s) RC_ASSERT(std::abs(sum[s] - posterior.sources[s].probability) < rounding);
    });
}

TEST(Properties, TheBoundHoldsWhereTriplesAreNotSummed) {
    std::size_t bounded = 0;
    check([&bounded] {
        RandomWorld random =
            make_random_world(seed(), *rc::gen::inRange(5u, 25u), *rc::gen::inRange(3u, 8u), likelihood());
        random.parameters.exact_triples = *rc::gen::inRange(0u, 4u);
        expect_near_brute_force(random, false);
        if (posterior_of(random).unresolved > 1e-3) ++bounded;
    });
    EXPECT_GT(bounded, 5u) << "the bound was never put to the test";
}

// Evidence so strong that products of exp() of it leave the range of a double: all but two points painted, a small
// effective area, and an other source that fits well.
TEST(Properties, EqualsBruteForceWhereEvidenceIsHuge) {
    std::size_t huge = 0;
    check([&huge] {
        RandomWorld random = make_random_world(seed(), 16, 5, likelihood());
        random.parameters.effective_area_cm2 = *rc::gen::element(0.08, 0.09, 0.1);
        random.parameters.leak = 0.1;
        random.parameters.painted = 0.9;
        random.parameters.other_levels = {0.7, 0.8, 0.9};
        random.parameters.other_log_odds = -5;
        for (double& odds : random.world.log_odds) odds = -3;
        random.painted.assign(16, 1);
        random.painted[3] = random.painted[*rc::gen::inRange(0u, 16u)] = 0;
        expect_near_brute_force(random, true);
        Scratch scratch;
        compute_posterior(model_of(random), random.painted, scratch);
        if (scratch.memory().kinds[0].candidates.front().log_weight > 250) ++huge;
    });
    EXPECT_GT(huge, 20u);
}

TEST(Properties, MirroredDrawingGivesMirroredPosteriorBitForBit) {
    check([] {
        RandomWorld random = make_mirrored_world(seed(), 60, *rc::gen::inRange(2u, 13u), likelihood());
        random.parameters.exact_triples = *rc::gen::element(0u, 20u, 100000u);
        random.log_ratio.clear();
        random.yes.clear();
        RandomWorld mirrored = random;
        for (std::size_t v = 0; v < random.painted.size(); ++v) mirrored.painted[v ^ 1u] = random.painted[v];
        const Posterior left = posterior_of(random), right = posterior_of(mirrored);
        const auto same = [](double a, double b) {
            return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
        };
        RC_ASSERT(same(left.other, right.other));
        RC_ASSERT(std::abs(left.unresolved - right.unresolved) < 1e-5);
        RC_ASSERT(same(left.uncovered_cm2, right.uncovered_cm2));
        for (std::size_t s = 0; s < left.sources.size(); ++s) {
            RC_ASSERT(same(left.sources[s].probability, right.sources[s ^ 1u].probability));
            RC_ASSERT(same(left.sources[s].explained_cm2, right.sources[s ^ 1u].explained_cm2));
            RC_ASSERT(same(left.sources[s].predicted_blank_cm2, right.sources[s ^ 1u].predicted_blank_cm2));
        }
        RC_ASSERT(left.explanations.size() == right.explanations.size());
        for (std::size_t e = 0; e < left.explanations.size(); ++e)
            RC_ASSERT(same(left.explanations[e].probability, right.explanations[e].probability));
    });
}

TEST(Properties, RenamingSourcesRenamesTheAnswer) {
    check([] {
        const std::uint32_t count = *rc::gen::inRange(2u, 20u);
        const RandomWorld random = make_random_world(seed(), 60, count, likelihood());
        std::vector<std::uint32_t> order(count);
        std::iota(order.begin(), order.end(), 0u);
        std::shuffle(order.begin(), order.end(), std::mt19937(seed()));
        const Posterior one = posterior_of(random), two = posterior_of(renamed(random, order));
        RC_ASSERT(std::abs(one.other - two.other) < 2e-9);
        for (std::size_t s = 0; s < count; ++s)
            RC_ASSERT(std::abs(one.sources[s].probability - two.sources[order[s]].probability) < 2e-9);
    });
}

TEST(Properties, RaisingAPriorRaisesItsProbability) {
    check([] {
        RandomWorld random = make_random_world(seed(), 30, 8, likelihood());
        const std::uint32_t s = *rc::gen::inRange(0u, 8u);
        const double before = posterior_of(random).sources[s].probability;
        random.world.log_odds[s] += 0.5;
        RC_ASSERT(posterior_of(random).sources[s].probability >= before - rounding);
    });
}

TEST(Properties, EvidenceIsAShiftOfTheLogOdds) {
    check([] {
        RandomWorld random = make_random_world(seed(), 30, 8, likelihood());
        random.parameters.silent = 0;
        const Posterior one = posterior_of(random);
        for (std::size_t s = 0; s < 8; ++s) random.world.log_odds[s] += random.log_ratio[s];
        random.log_ratio.clear();
        const Posterior two = posterior_of(random);
        for (std::size_t s = 0; s < 8; ++s)
            RC_ASSERT(std::abs(one.sources[s].probability - two.sources[s].probability) < 2e-9);
    });
}

TEST(Properties, PredictingMoreBlankSkinLowersAProbability) {
    check([] {
        RandomWorld random = make_random_world(seed(), 30, 8, likelihood());
        random.world.area.insert(random.world.area.end(), 5, 1.0f);
        random.painted.insert(random.painted.end(), 5, 0);
        const double before = posterior_of(random).sources[7].probability;
        // The last zone belongs to the last source; let it reach five more points, all blank.
        for (std::uint16_t v = 30; v < 35; ++v) {
            random.world.zone_points.push_back(v);
            random.world.zone_coverage.push_back(255);
        }
        random.world.zones.back().end = static_cast<std::uint32_t>(random.world.zone_points.size());
        RC_ASSERT(posterior_of(random).sources[7].probability <= before + rounding);
    });
}

TEST(Properties, ProbabilitiesAreProbabilitiesAndAreasAddUp) {
    check([] {
        RandomWorld random = make_random_world(seed(), 80, 30, likelihood());
        random.parameters.exact_triples = *rc::gen::inRange(0u, 300u);
        const Posterior p = posterior_of(random);
        RC_ASSERT(p.other >= 0 && p.other <= 1);
        RC_ASSERT(p.unresolved >= 0 && p.unresolved <= 1);
        double members = p.other, sets = 0;
        for (const Belief& belief : p.sources) {
            RC_ASSERT(belief.probability >= 0 && belief.probability <= 1);
            RC_ASSERT(belief.explained_cm2 >= 0 && belief.explained_cm2 <= p.painted_cm2 + rounding);
            RC_ASSERT(belief.predicted_blank_cm2 <= belief.predicted_cm2 + rounding);
            members += belief.probability;
        }
        for (const Explanation& e : p.explanations) {
            sets += e.probability;
            RC_ASSERT(std::abs(e.explained_cm2 + e.unexplained_cm2 - p.painted_cm2) < rounding);
        }
        RC_ASSERT(members >= 1 - rounding && members <= 3 + rounding);
        RC_ASSERT(sets <= 1 + rounding);
        RC_ASSERT(p.uncovered_cm2 <= p.painted_cm2 + rounding);
    });
}

TEST(Properties, AScratchRemembersNothing) {
    check([] {
        const RandomWorld one = make_random_world(seed(), 40, 12, likelihood());
        const RandomWorld two = make_random_world(seed(), 25, 6, likelihood());
        const Model model_one = model_of(one), model_two = model_of(two);
        Scratch used, fresh;
        std::vector<YesAnswer> answers_one, answers_two;
        const Evidence evidence_one = one.evidence(answers_one), evidence_two = two.evidence(answers_two);
        compute_posterior(model_one, one.painted, evidence_one, used);
        compute_posterior(model_two, two.painted, evidence_two, used);
        const Posterior again = compute_posterior(model_one, one.painted, evidence_one, used);
        const Posterior& first = compute_posterior(model_one, one.painted, evidence_one, fresh);
        RC_ASSERT(again.other == first.other);
        for (std::size_t s = 0; s < 12; ++s) {
            RC_ASSERT(again.sources[s].probability == first.sources[s].probability);
            RC_ASSERT(again.sources[s].explained_cm2 == first.sources[s].explained_cm2);
        }
    });
}

}  // namespace
}  // namespace knotwork::infer::test
