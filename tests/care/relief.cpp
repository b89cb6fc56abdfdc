// A point that was pressed for some sessions, and did or did not bring relief: what that makes of a case.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "atlas/atlas_file.hpp"
#include "care/evidence.hpp"
#include "engine/engine.hpp"

namespace knotwork::test {
namespace {

class Relief : public testing::Test {
  protected:
    // A pain that several sources may cause.
    static nlohmann::json vague(const std::string& side) {
        const nlohmann::json mark{{"regions", {side + " lower buttock", side + " back of thigh"}}};
        return {{"format", "knotwork.case/1"},
                {"answers", nlohmann::json::object()},
                {"drawing", {{"format", "knotwork.drawing/1"}, {"marks", {mark}}}}};
    }
    // One that is all but settled.
    static nlohmann::json runner() {
        std::ifstream in(KNOTWORK_ROOT "/examples/runner-case.json");
        return nlohmann::json::parse(in);
    }

    // The case with one answer more, if there is one.
    Assessment assess(nlohmann::json told, const std::string& id = "", const char* reply = "") const {
        if (!id.empty()) told["answers"]["responds/" + id] = reply;
        const auto known = parse_case(atlas, told.dump());
        EXPECT_TRUE(known.has_value());
        return *assess_case(engine, *known);
    }
    double probability(const Assessment& assessment, const std::string& id) const {
        for (const TracedSource& s : assessment.trace.sources)
            if (atlas.text(atlas.sources()[s.source.value].id) == id) return s.probability;
        return 0;
    }
    double odds(const Assessment& assessment, const std::string& id) const {
        const double p = probability(assessment, id);
        return p / (1 - p);
    }
    // The likeliest trigger points, the first and the second.
    std::vector<std::string> points(const Assessment& assessment) const {
        std::vector<std::string> out;
        for (const TracedSource& s : assessment.trace.sources)
            if (!atlas.is_condition(atlas.sources()[s.source.value]))
                out.emplace_back(atlas.text(atlas.sources()[s.source.value].id));
        return out;
    }
    // How much likelier a reply is with the point active than without.
    double ratio(const std::string& id, Reply reply) const {
        const SignTable table(atlas);
        const auto subject = resolve_subject(atlas, "responds/" + id, "");
        const double with = table.chance_of_yes(*subject, std::span(&subject->point, 1));
        const double without = table.leak(subject->finding);
        return reply == Reply::yes ? with / without : (1 - with) / (1 - without);
    }

    const Engine engine = *load_engine(get_atlas_bytes());
    const Atlas& atlas = engine.atlas();
};

TEST_F(Relief, NoneMakesThePointLessLikelyAndAnotherMoreLikely) {
    const Assessment before = assess(vague("right"));
    const auto ids = points(before);
    ASSERT_GE(ids.size(), 2u);
    const Assessment after = assess(vague("right"), ids[0], "no");
    const double factor = odds(after, ids[0]) / odds(before, ids[0]);
    EXPECT_LT(factor, 1);
    EXPECT_NEAR(factor, ratio(ids[0], Reply::no), 0.02);  // no less than one answer may say
    EXPECT_GT(probability(after, ids[1]), probability(before, ids[1]) + 1e-3);
}

TEST_F(Relief, MakesThePointLikelier) {
    const Assessment before = assess(vague("right"));
    const auto ids = points(before);
    const Assessment after = assess(vague("right"), ids.at(1), "yes");
    EXPECT_NEAR(odds(after, ids[1]) / odds(before, ids[1]), ratio(ids[1], Reply::yes), 0.05);
    EXPECT_GT(ratio(ids[1], Reply::yes), 1.2);
    EXPECT_LT(probability(after, ids[0]), probability(before, ids[0]));
    EXPECT_EQ(probability(assess(vague("right"), ids[1], "unknown"), ids[1]), probability(before, ids[1]));
}

TEST_F(Relief, IsTheSameLeftAndRight) {
    for (const char* reply : {"yes", "no"}) {
        const auto change = [&](const std::string& side) {
            const std::string point = "gluteus-minimus/1/" + side;
            return probability(assess(vague(side), point, reply), point) - probability(assess(vague(side)), point);
        };
        EXPECT_NEAR(change("left"), change("right"), 1e-9);
        EXPECT_GT(std::abs(change("left")), 1e-3);
    }
}

TEST_F(Relief, IsAmongTheReasonsLikeAnyOtherAnswer) {
    const Assessment before = assess(runner());
    const std::string point = points(before).at(0);
    for (const Reply reply : {Reply::yes, Reply::no}) {
        const Assessment after = assess(runner(), point, reply == Reply::yes ? "yes" : "no");
        ASSERT_TRUE(after.standing.has_value());
        ASSERT_EQ(atlas.text(atlas.sources()[after.standing->source.value].id), point);
        const auto& reasons = after.standing->reasons;
        const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& reason) {
            return format_subject(atlas, reason.subject) == "responds/" + point;
        });
        ASSERT_NE(found, reasons.end());
        EXPECT_EQ(found->bits > 0, reply == Reply::yes);
        EXPECT_EQ(reasons.size(), before.standing->reasons.size() + 1);
        EXPECT_EQ(after.standing->activity,
                  before.standing->activity);  // whether it hurts on pressing is another thing
    }
}

TEST_F(Relief, IsNeverAskedForAndTouchesNoDangerSign) {
    for (const auto& told : {runner(), vague("left")}) {
        const Assessment before = assess(told);
        const std::string point = points(before).at(0);
        for (const char* reply : {"yes", "no", "unknown"}) {
            const Assessment after = assess(told, point, reply);
            EXPECT_EQ(after.triage.urgency, before.triage.urgency);
            EXPECT_EQ(after.triage.reasons, before.triage.reasons);
            EXPECT_EQ(after.screens, before.screens);
            for (const Assessment* a : {&before, &after})
                for (const Question& q : a->questions)
                    EXPECT_NE(atlas.text(atlas.findings()[q.subject.finding.value].id), relief);
        }
    }
}

TEST_F(Relief, IsToldOfAPointOfTheAtlas) {
    EXPECT_TRUE(resolve_subject(atlas, "responds/gluteus-minimus/2/right", "answers").has_value());
    for (const char* wrong : {"responds", "responds/right", "responds/s1-radiculopathy/right"})
        EXPECT_FALSE(resolve_subject(atlas, wrong, "answers").has_value()) << wrong;
}

}  // namespace
}  // namespace knotwork::test
