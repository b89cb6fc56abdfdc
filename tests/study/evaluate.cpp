// The evaluation: its measures on made-up figures, and a small run on the real atlas.
#include "study/evaluate.hpp"

#include <gtest/gtest.h>

#include "atlas/atlas_file.hpp"
#include "engine/source_model.hpp"
#include "study/accuracy_page.hpp"
#include "study/baselines.hpp"

namespace knotwork::study {
namespace {

Accuracy small_run(unsigned threads) {
    const Atlas& atlas = test::get_atlas();
    const ModelBuilder build = [&](std::span<const infer::Parameters> kinds) { return build_models(atlas, kinds); };
    EvaluateOptions options;
    options.seed = 11;
    options.people = 30;
    options.oracle_people = 3;
    options.variant_people = 6;
    options.threads = threads;
    Result<Accuracy> accuracy = evaluate(atlas, build, options);
    EXPECT_TRUE(accuracy.has_value());
    return std::move(*accuracy);
}

TEST(Reliability, ErrorIsTheMeanDistanceBetweenForecastAndFact) {
    Reliability r;
    for (int i = 0; i < 10; ++i) r.add(0.75, i < 5);  // called 75 %, true 50 %
    for (int i = 0; i < 10; ++i) r.add(0.15, i < 1);  // called 15 %, true 10 %
    EXPECT_NEAR(r.error(), (0.25 + 0.05) / 2, 1e-12);
    EXPECT_EQ(r.count(), 20u);
    EXPECT_EQ(r.bins[7].count, 10u);
    r.add(1.0, true);
    EXPECT_EQ(r.bins[9].count, 1u);
}

TEST(Evaluate, ThePageDoesNotDependOnTheNumberOfThreads) {
    Accuracy one = small_run(1), two = small_run(2);
    two.options.threads = one.options.threads;
    EXPECT_EQ(render_accuracy_page(one), render_accuracy_page(two));
}

TEST(Evaluate, CountsEveryPersonOnceAndBeatsLookingUpRegions) {
    const Accuracy accuracy = small_run(2);
    ASSERT_EQ(accuracy.methods.size(), 5u);
    for (const MethodResult& method : accuracy.methods) {
        std::uint32_t people = 0;
        for (const Hits& hits : method.groups) {
            people += hits.people;
            EXPECT_LE(hits.top1, hits.top3 + (&hits == &method.groups[0] ? hits.people : 0));
            EXPECT_LE(hits.top1, hits.muscle_and_side + (&hits == &method.groups[0] ? hits.people : 0));
            EXPECT_LE(hits.muscle_and_side, hits.muscle);
        }
        EXPECT_EQ(people, 30u) << method.name;
    }
    const auto top3 = [](const MethodResult& m) { return m.groups[1].top3 + m.groups[2].top3 + m.groups[3].top3; };
    EXPECT_GT(top3(accuracy.methods[0]), top3(accuracy.methods[2]));
    ASSERT_EQ(accuracy.oracle_methods.size(), 3u);
    EXPECT_GT(top3(accuracy.oracle_methods[1]), 0u);
}

TEST(Evaluate, TheOracleKnowsThePersonsOwnZones) {
    const Atlas& atlas = test::get_atlas();
    const auto usual = build_models(atlas, infer::fitted_parameters());
    ASSERT_TRUE(usual.has_value());
    const People people(atlas);
    infer::Scratch scratch;
    double oracle_sum = 0, usual_sum = 0;
    for (std::uint64_t i = 0; i < 8; ++i) {
        const Person person = people.make_person(21, i);
        const auto oracle = build_oracle_model(atlas, people, person, usual->front(),
                                               oracle_parameters(OracleKnows::zones), OracleKnows::zones);
        ASSERT_TRUE(oracle.has_value());
        for (const std::uint32_t s : person.active) {
            oracle_sum += compute_posterior(*oracle, person.drawing, scratch).sources[s].probability;
            usual_sum += compute_posterior(*usual, person.drawing, scratch).sources[s].probability;
        }
    }
    EXPECT_GT(oracle_sum, usual_sum);
}

TEST(Baselines, EachFindsASourceWhoseMapIsPaintedWhole) {
    const Atlas& atlas = test::get_atlas();
    const SkinSpace space(atlas.skin());
    const Baselines baselines(atlas, space);
    // The trigger point with the largest map, painted where the map is.
    std::uint32_t largest = 0;
    double area = 0;
    for (std::uint32_t s = 0; s < atlas.trigger_points().size(); ++s) {
        double own = 0;
        for (const Atlas::Zone& zone : atlas.zones(atlas.sources()[s].zones)) own += static_cast<double>(zone.area);
        if (own > area) {
            area = own;
            largest = s;
        }
    }
    Painted drawing(space.point_count(), 0);
    for (const Atlas::Zone& zone : atlas.zones(atlas.sources()[largest].zones))
        for (const std::uint16_t v : atlas.zone_points(zone)) drawing[v] = 1;
    const auto rank = [&](const std::vector<double>& scores) {
        std::uint32_t better = 0;
        for (const double score : scores) better += score > scores[largest] ? 1 : 0;
        return better;
    };
    EXPECT_EQ(rank(baselines.match_maps(drawing)), 0u);
    EXPECT_EQ(rank(baselines.naive_bayes(drawing)), 0u);
    EXPECT_LT(rank(baselines.look_up_regions(drawing)), 25u);
}

}  // namespace
}  // namespace knotwork::study
