// Danger signs: who is stopped, and who is not.
#include "care/triage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "care/asked.hpp"

namespace knotwork::test {
namespace {

Facts facts_of(const std::vector<std::string>& yes, double age = 40, double pain = 5) {
    Facts facts;
    facts.age = age;
    facts.sex = Sex::female;
    facts.pain = pain;
    for (const std::string& id : yes) facts.answers.push_back({asked(id), Reply::yes});
    return facts;
}

Urgency urgency_of(const std::vector<std::string>& yes, double age = 40, double pain = 5) {
    return compute_triage(get_atlas(), facts_of(yes, age, pain)).urgency;
}

TEST(Triage, NothingAnsweredIsNothingUrgent) {
    EXPECT_EQ(compute_triage(get_atlas(), {}).urgency, Urgency::none);
    EXPECT_EQ(urgency_of({}), Urgency::none);
    EXPECT_EQ(urgency_of({"dull-ache", "worse-sitting", "does-running", "tingling/left"}), Urgency::none);
}

TEST(Triage, EmergenciesAreCaughtOneByOne) {
    const std::vector<std::pair<std::string, std::vector<std::string>>> emergencies{
        {"bladder", {"bladder-retention"}},
        {"bowel", {"bowel-loss"}},
        {"saddle", {"saddle-numbness"}},
        {"both legs", {"both-legs-affected", "weakness-leg/left", "weakness-leg/right"}},
        {"chest", {"chest-pain"}},
        {"breath after an operation", {"breathless", "recent-surgery"}},
        {"hot joint with fever", {"joint-hot-swollen", "fever"}},
        {"fever and drugs by needle", {"fever", "injects-drugs"}},
        {"known aneurysm", {"known-aneurysm"}},
        {"cold leg", {"foot-cold-pale/left", "foot-rest-pain/left"}},
        {"cancer and weak legs", {"cancer-past", "weakness-progressive"}},
    };
    for (const auto& [name, yes] : emergencies) EXPECT_EQ(urgency_of(yes, 60, 7), Urgency::emergency) << name;
}

TEST(Triage, SingleWeakSignsAreNoAlarm) {
    for (const char* id : {"night-pain", "morning-stiffness-long", "does-running", "recent-childbirth", "stress-high"})
        EXPECT_LT(urgency_of({id}), Urgency::same_day) << id;
    EXPECT_LT(urgency_of({}, 75), Urgency::same_day);
}

TEST(Triage, CombinationsWeighMoreThanTheirParts) {
    EXPECT_LT(urgency_of({"onset-fall"}, 72), urgency_of({"onset-fall", "cannot-bear-weight"}, 72));
    EXPECT_LE(urgency_of({"calf-swollen/left"}), urgency_of({"calf-swollen/left", "breathless"}));
}

TEST(Triage, WhatIsUnknownCountsAsNotSo) {
    Facts facts;
    facts.answers.push_back({asked("bladder-retention"), Reply::unknown});
    facts.answers.push_back({asked("saddle-numbness"), Reply::no});
    EXPECT_EQ(compute_triage(get_atlas(), facts).urgency, Urgency::none);
}

TEST(Triage, ReasonsStandByUrgencyAndMustBeAcknowledgedOneByOne) {
    const Atlas& atlas = get_atlas();
    const Triage triage = compute_triage(atlas, facts_of({"bladder-retention", "chest-pain", "pregnant"}));
    ASSERT_GE(triage.reasons.size(), 3u);
    for (std::size_t i = 1; i < triage.reasons.size(); ++i)
        EXPECT_GE(atlas.rules()[triage.reasons[i - 1].value].urgency, atlas.rules()[triage.reasons[i].value].urgency);
    const auto open = list_unacknowledged(atlas, triage, {});
    ASSERT_GE(open.size(), 2u);
    const std::vector<std::string> one{std::string(atlas.text(atlas.rules()[open[0].value].id))};
    EXPECT_EQ(list_unacknowledged(atlas, triage, one), std::vector<RuleId>(open.begin() + 1, open.end()));
}

TEST(Triage, EveryRuleCanHold) {
    // Somebody who says yes to everything, at every age and of both sexes, sets off every rule but those with a "not".
    const Atlas& atlas = get_atlas();
    std::set<std::uint32_t> held;
    for (const double age : {15.0, 30.0, 48.0, 60.0, 80.0})
        for (const Sex sex : {Sex::female, Sex::male}) {
            Facts facts;
            facts.age = age;
            facts.sex = sex;
            facts.pain = 10;
            for (const Subject& subject : list_subjects(atlas)) facts.answers.push_back({subject, Reply::yes});
            for (const RuleId rule : compute_triage(atlas, facts).reasons) held.insert(rule.value);
        }
    for (std::uint32_t r = 0; r < atlas.rules().size(); ++r) {
        const auto terms = atlas.terms(atlas.rules()[r].when);
        const bool has_not = std::any_of(terms.begin(), terms.end(), [](const Atlas::Term& t) {
            return static_cast<atlas_format::TermKind>(t.kind) == atlas_format::TermKind::op_not;
        });
        EXPECT_TRUE(has_not || held.contains(r)) << atlas.text(atlas.rules()[r].id);
    }
}

TEST(Screens, AskEveryDangerSignOnceTheWorstFirst) {
    const Atlas& atlas = get_atlas();
    const auto screens = list_screens(atlas, {});
    std::set<std::uint32_t> seen;
    for (const auto& screen : screens) {
        EXPECT_LE(screen.size(), screen_size);
        EXPECT_FALSE(screen.empty());
        for (const FindingId finding : screen) EXPECT_TRUE(seen.insert(finding.value).second);
    }
    const auto first = [&](const char* id) {
        return std::any_of(screens.front().begin(), screens.front().end(),
                           [&](FindingId f) { return atlas.text(atlas.findings()[f.value].id) == id; });
    };
    EXPECT_TRUE(first("bladder-retention"));
    Facts facts;
    for (const auto& screen : screens)
        for (const FindingId finding : screen) {
            if (atlas.findings()[finding.value].sided == 0)
                facts.answers.push_back({{finding, {}, {}}, Reply::no});
            else
                for (const Side side : {Side::left, Side::right})
                    facts.answers.push_back({{finding, side, {}}, Reply::no});
        }
    EXPECT_TRUE(list_screens(atlas, facts).empty());
}

}  // namespace
}  // namespace knotwork::test
