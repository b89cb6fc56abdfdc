// Plans: what is forbidden never gets in, whatever is answered; and what gets in stands in its order.
#include "care/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "care/asked.hpp"

namespace knotwork::test {
namespace {

using atlas_format::RemedyKind;

const Atlas& atlas() { return get_atlas(); }

PlanRequest request_for(SourceId lead) {
    PlanRequest request;
    request.targets = {{lead, 0.8, TargetRole::lead, {}}};
    request.lead = lead;
    return request;
}

Facts facts_of(const std::vector<FindingId>& yes, double age = 40, double pain = 3) {
    Facts facts;
    facts.age = age;
    facts.sex = Sex::female;
    facts.pain = pain;
    for (const FindingId finding : yes)
        for (const Subject& subject : list_subjects(atlas(), finding)) facts.answers.push_back({subject, Reply::yes});
    return facts;
}

// Every finding that a rule of contraindication or of a remedy names.
std::vector<FindingId> list_forbidding() {
    std::set<std::uint32_t> out;
    const auto add = [&](Atlas::Range when) {
        for (const Atlas::Term& term : atlas().terms(when)) {
            const auto kind = static_cast<atlas_format::TermKind>(term.kind);
            if (kind == atlas_format::TermKind::finding || kind == atlas_format::TermKind::both) out.insert(term.index);
        }
    };
    for (const auto& rule : atlas().contraindications()) add(rule.when);
    for (const auto& remedy : atlas().remedies()) add(remedy.forbid);
    std::vector<FindingId> ids;
    for (const std::uint32_t f : out) ids.push_back(FindingId{f});
    return ids;
}

// A second, plain reading of the rules: why an item must not be in the plan, "" if it may.
std::string find_breach(const Facts& facts, const PlanItem& item) {
    const Atlas::Remedy& remedy = atlas().remedies()[item.remedy.value];
    if (remedy.forbid.begin != remedy.forbid.end && holds(atlas(), remedy.forbid, facts)) return "its own rule";
    std::set<std::uint32_t> muscles;
    std::set<std::string> groups;
    for (const std::uint32_t m : atlas().refs(remedy.muscles)) {
        muscles.insert(m);
        groups.insert(std::string(atlas().text(atlas().muscles()[m].group)));
    }
    bool only_light = false;
    for (const auto& rule : atlas().contraindications()) {
        if (!holds(atlas(), rule.when, facts) || (rule.kinds & (1u << remedy.kind)) == 0) continue;
        if (rule.positions != 0 && (rule.positions & (1u << remedy.position)) == 0) continue;
        if (remedy.kind == static_cast<std::uint32_t>(RemedyKind::exercise) && remedy.level < rule.level_from) continue;
        bool about = rule.muscles.begin == rule.muscles.end && rule.groups.begin == rule.groups.end;
        for (const std::uint32_t m : atlas().refs(rule.muscles)) about = about || muscles.contains(m);
        for (const auto group : atlas().names(rule.groups))
            about = about || groups.contains(std::string(atlas().text(group)));
        if (!about) continue;
        const std::string id(atlas().text(rule.id));
        if (atlas_format::effect_names[rule.effect] == "light") only_light = true;
        if (atlas_format::effect_names[rule.effect] != "refuse") continue;
        const auto tools = atlas().refs(rule.tools);
        if (tools.empty()) return id;
        if (!item.tool.is_none() && std::find(tools.begin(), tools.end(), item.tool.value) != tools.end()) return id;
    }
    if (only_light && remedy.kind == static_cast<std::uint32_t>(RemedyKind::pressure) &&
        atlas().text(atlas().protocols()[item.dose.protocol.value].id) != "light")
        return "not light";
    return "";
}

void expect_permitted(const Facts& facts, const PlanRequest& request, const std::string& about) {
    const Plan plan = make_plan(atlas(), facts, request);
    EXPECT_LE(plan.items.size(), most_items) << about;
    for (const PlanItem& item : plan.items) EXPECT_EQ(find_breach(facts, item), "") << item.id << ", " << about;
}

std::string name_of(FindingId finding) { return std::string(atlas().text(atlas().findings()[finding.value].id)); }

// One point of each muscle on the right.
std::vector<SourceId> list_one_point_a_muscle() {
    std::vector<SourceId> out;
    std::set<std::uint32_t> seen;
    for (std::uint32_t s = 0; s < atlas().trigger_points().size(); ++s) {
        const Atlas::Source& point = atlas().sources()[s];
        if (point.side == static_cast<std::uint32_t>(Side::right) && seen.insert(point.muscle).second)
            out.push_back(SourceId{s});
    }
    return out;
}

TEST(PlanRules, NoPlanHoldsWhatOneAnswerForbids) {
    for (std::uint32_t s = 0; s < atlas().trigger_points().size(); ++s)
        for (const FindingId finding : list_forbidding())
            for (const double age : {15.0, 40.0, 82.0})
                expect_permitted(facts_of({finding}, age), request_for(SourceId{s}), name_of(finding));
}

TEST(PlanRules, NoPlanHoldsWhatTwoAnswersForbid) {
    const auto points = list_one_point_a_muscle();
    const auto forbidding = list_forbidding();
    for (std::size_t a = 0; a < forbidding.size(); ++a)
        for (std::size_t b = a + 1; b < forbidding.size(); ++b) {
            const Facts facts = facts_of({forbidding[a], forbidding[b]}, 40, 8);
            // Each pair meets every third muscle, so that all meet it over three neighbouring pairs.
            for (std::size_t p = (a + b) % 3; p < points.size(); p += 3)
                expect_permitted(facts, request_for(points[p]),
                                 name_of(forbidding[a]) + " and " + name_of(forbidding[b]));
        }
}

TEST(PlanRules, NoPlanHoldsWhatAllAnswersForbid) {
    for (const SourceId point : list_one_point_a_muscle())
        expect_permitted(facts_of(list_forbidding()), request_for(point), "everything");
}

TEST(PlanRules, EveryMuscleGetsAPlanInItsOrder) {
    for (std::uint32_t s = 0; s < atlas().trigger_points().size(); ++s) {
        const Atlas::Source& point = atlas().sources()[s];
        const Plan plan = make_plan(atlas(), facts_of({}), request_for(SourceId{s}));
        const std::string id(atlas().text(point.id));
        ASSERT_GE(plan.items.size(), 2u) << id;
        std::vector<int> order;
        for (const PlanItem& item : plan.items) {
            const auto kind = kind_of(atlas().remedies()[item.remedy.value]);
            order.push_back(kind == RemedyKind::stretch ? 1 : kind == RemedyKind::exercise ? 2 : 0);
            EXPECT_FALSE(item.why.empty()) << item.id;
            EXPECT_TRUE(!item.side || *item.side == static_cast<Side>(point.side)) << item.id;
            EXPECT_EQ(item.dose.protocol.is_none(), kind == RemedyKind::professional) << item.id;
        }
        EXPECT_TRUE(std::is_sorted(order.begin(), order.end())) << id;
        EXPECT_EQ(plan.items.front().source, SourceId{s}) << id;
        EXPECT_TRUE(plan.reassessment) << id;
        EXPECT_GT(plan.review_days, 0u);
    }
}

TEST(PlanRules, MirroredPointsGetMirroredPlans) {
    for (std::uint32_t s = 0; s < atlas().trigger_points().size(); ++s) {
        const Plan own = make_plan(atlas(), facts_of({}), request_for(SourceId{s}));
        const Plan other = make_plan(atlas(), facts_of({}), request_for(SourceId{atlas().sources()[s].mirror}));
        ASSERT_EQ(own.items.size(), other.items.size());
        for (std::size_t i = 0; i < own.items.size(); ++i) EXPECT_EQ(own.items[i].remedy, other.items[i].remedy);
    }
}

TEST(PlanRules, APlanIsTheSameEachTime) {
    const PlanRequest request = request_for(source("gluteus-medius/1/right"));
    const Plan a = make_plan(atlas(), facts_of({}), request), b = make_plan(atlas(), facts_of({}), request);
    ASSERT_EQ(a.items.size(), b.items.size());
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        EXPECT_EQ(a.items[i].id, b.items[i].id);
        EXPECT_EQ(a.items[i].why, b.items[i].why);
    }
}

TEST(PlanRules, WithoutToolsNothingNeedsOne) {
    for (const SourceId point : list_one_point_a_muscle()) {
        PlanRequest request = request_for(point);
        request.at_hand.emplace();
        for (const PlanItem& item : make_plan(atlas(), facts_of({}), request).items) {
            if (item.tool.is_none()) continue;
            const auto tool = atlas().text(atlas().tools()[item.tool.value].id);
            EXPECT_TRUE(tool == "hand" || tool == "wall" || tool == "chair" || tool == "step")
                << item.id << " " << tool;
        }
    }
}

TEST(PlanRules, StrongPainBeginsGently) {
    const PlanRequest request = request_for(source("gluteus-medius/1/right"));
    const Plan plan = make_plan(atlas(), facts_of({}, 40, 8), request);
    for (const PlanItem& item : plan.items) {
        const Atlas::Remedy& remedy = atlas().remedies()[item.remedy.value];
        EXPECT_NE(kind_of(remedy), RemedyKind::pressure) << item.id;  // rest in position instead
        EXPECT_TRUE(kind_of(remedy) != RemedyKind::exercise || remedy.level == 1) << item.id;
    }
}

TEST(PlanRules, TheMuscleThatAnotherStandsInForIsStrengthened) {
    const Plan plan = make_plan(atlas(), facts_of({}), request_for(source("tensor-fasciae-latae/1/right")));
    const Atlas::Remedy& exercise = atlas().remedies()[plan.items.back().remedy.value];
    ASSERT_EQ(kind_of(exercise), RemedyKind::exercise);
    const auto muscles = atlas().refs(exercise.muscles);
    EXPECT_TRUE(std::any_of(muscles.begin(), muscles.end(),
                            [](std::uint32_t m) { return atlas().text(atlas().muscles()[m].id) == "gluteus-medius"; }));
    EXPECT_GT(exercise.gluteal_to_tfl, 40);  // it leaves the tensor alone
}

TEST(PlanEdits, AreFollowedAndOutliveTheNextMaking) {
    PlanRequest request = request_for(source("gluteus-medius/1/right"));
    const Plan before = make_plan(atlas(), facts_of({}), request);
    ASSERT_GE(before.items.size(), 3u);
    request.edits.remove = {before.items[1].id};
    request.edits.changes[before.items[0].id] = {
        .hold_s = 45, .repeats = 2, .sets = {}, .per_day = {}, .days_a_week = {}, .note = "gently"};
    request.edits.additions = {{before.items[1].remedy, Side::left, "the other side too"}};
    const Plan after = make_plan(atlas(), facts_of({}), request);
    EXPECT_TRUE(after.warnings.empty());
    ASSERT_EQ(after.items.size(), before.items.size());
    EXPECT_EQ(after.items[0].dose.hold_most_s, 45);
    EXPECT_EQ(after.items[0].dose.repeats_most, 2u);
    EXPECT_EQ(after.items[0].note, "gently");
    EXPECT_EQ(after.items[1].side, Side::left);
    EXPECT_TRUE(after.items[1].is_added);
    // The same edits to a plan in which the changed item is no longer: said, not lost.
    PlanRequest other = request_for(source("soleus/1/right"));
    other.edits = request.edits;
    EXPECT_EQ(make_plan(atlas(), facts_of({}), other).warnings.size(), 1u);
}

TEST(PlanEdits, WhatIsForbiddenIsNotAddedEither) {
    PlanRequest request = request_for(source("soleus/1/right"));
    const FindingId swollen = asked("calf-swollen/right").finding;
    for (std::uint32_t r = 0; r < atlas().remedies().size(); ++r) {
        request.edits.additions = {
            {RemedyId{r}, atlas().remedies()[r].sided != 0 ? std::optional(Side::right) : std::nullopt, ""}};
        expect_permitted(facts_of({swollen}), request, "added");
    }
}

}  // namespace
}  // namespace knotwork::test
