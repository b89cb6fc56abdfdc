// What load_spec makes of conditions, findings, danger signs and providers.
#include "bake/interview_spec.hpp"

#include <gtest/gtest.h>

#include <set>

#include "bake/knowledge_folder.hpp"
#include "bake/spec.hpp"

namespace knotwork::bake::test {
namespace {

using namespace atlas_format;

std::vector<std::uint32_t> kinds(const std::vector<Term>& terms) {
    std::vector<std::uint32_t> out;
    for (const Term& term : terms) out.push_back(term.kind);
    return out;
}
std::vector<std::uint32_t> kinds(std::initializer_list<TermKind> terms) {
    std::vector<std::uint32_t> out;
    for (const TermKind kind : terms) out.push_back(static_cast<std::uint32_t>(kind));
    return out;
}

class TinyInterview : public testing::Test {
  protected:
    const InterviewSpec spec = load_spec(tiny_knowledge()).interview;
};

TEST_F(TinyInterview, ProvidersAndConditions) {
    ASSERT_EQ(spec.providers.size(), 2u);
    EXPECT_EQ(spec.providers[1].plain, "At any hour.");
    ASSERT_EQ(spec.conditions.size(), 2u);
    EXPECT_FALSE(spec.conditions[0].sided);
    const ConditionSpec& root = spec.conditions[1];
    EXPECT_EQ(root.id, "root");
    EXPECT_TRUE(root.sided);
    EXPECT_EQ(root.group, "nerve root");
    EXPECT_EQ(root.provider, "doctor");
    EXPECT_EQ(root.note, "Maps differ.");
    EXPECT_EQ(root.base_rate, 0.1);
    EXPECT_EQ(root.symptoms, std::vector<std::string>{"pain down the leg"});
    EXPECT_EQ(root.summary_cites, std::vector<std::string>{"atlas-2000"});
    ASSERT_EQ(root.shifts.size(), 2u);
    EXPECT_EQ(root.shifts[0].odds, 2);
    using enum TermKind;
    EXPECT_EQ(kinds(root.shifts[0].when), kinds({age_at_least, sex_female, op_and}));
    EXPECT_EQ(kinds(root.shifts[1].when), kinds({sex_male, age_below, op_not, op_and}));
    EXPECT_EQ(root.shifts[1].when[1].number, 18);
    ASSERT_EQ(root.breeds.size(), 2u);
    EXPECT_EQ(root.breeds[0].muscle, "alpha");
    EXPECT_EQ(root.breeds[0].number, 2u);
    EXPECT_EQ(root.breeds[1].number, 0u);
    EXPECT_EQ(root.breeds[1].odds, 2);
    EXPECT_EQ(root.zones.size(), 2u);
}

TEST_F(TinyInterview, Findings) {
    ASSERT_EQ(spec.findings.size(), 5u);  // asked.toml, palpation.toml, tested.toml, treatment.toml
    const FindingSpec &fever = spec.findings[0], &numb = spec.findings[1], &tender = spec.findings[2],
                      &stand = spec.findings[3], &bruised = spec.findings[4];
    EXPECT_EQ(fever.group, FindingGroup::red_flag);
    EXPECT_FALSE(fever.sided);
    EXPECT_TRUE(fever.signs.empty() && fever.unit.empty() && fever.how.empty());
    EXPECT_EQ(numb.family, "nerve");
    EXPECT_EQ(numb.where, "asked.toml:15");
    ASSERT_EQ(numb.signs.size(), 3u);
    EXPECT_EQ(numb.signs[0].target, SignTarget::condition);
    EXPECT_FALSE(numb.signs[0].other_side);
    EXPECT_TRUE(numb.signs[1].other_side);
    EXPECT_EQ(numb.signs[2].target, SignTarget::muscle);
    EXPECT_EQ(numb.signs[2].id, "alpha");
    EXPECT_EQ(numb.signs[2].number, 2u);
    EXPECT_EQ(numb.signs[2].yes, 0.25);
    EXPECT_EQ(stand.who, Examiner::helper);
    EXPECT_EQ(stand.effort, 4u);
    EXPECT_EQ(stand.how.size(), 2u);
    EXPECT_EQ(stand.unit, "s");
    EXPECT_EQ(stand.most, 60);
    EXPECT_EQ(stand.threshold, 30);
    EXPECT_FALSE(stand.yes_above);
    EXPECT_EQ(stand.signs[0].target, SignTarget::group);
    EXPECT_EQ(stand.signs[0].id, "hip");
    EXPECT_EQ(tender.group, FindingGroup::palpation);
    EXPECT_TRUE(tender.sided);
    ASSERT_EQ(tender.signs.size(), 1u);
    EXPECT_EQ(tender.signs[0].target, SignTarget::itself);
    EXPECT_EQ(tender.signs[0].yes, 0.8);
    EXPECT_EQ(tender.signs[0].people, 20);
    EXPECT_EQ(bruised.group, FindingGroup::treatment);
    EXPECT_TRUE(bruised.signs.empty());  // it says nothing about the cause, so nobody counted
    EXPECT_EQ(bruised.false_yes, 0.05);
    EXPECT_EQ(bruised.people, 8);
}

// What nobody is asked comes last, so that the numbers of the others do not change with it.
TEST(Interview, WhatNobodyIsAskedComesLast) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace("findings/palpation.toml", "who = ", "asked_of = \"nobody\"\nwho = ");
    const InterviewSpec spec = load_spec(folder.path()).interview;
    ASSERT_EQ(spec.findings.size(), 5u);
    EXPECT_EQ(spec.findings[1].id, "numb");
    EXPECT_EQ(spec.findings[2].id, "stand");
    EXPECT_EQ(spec.findings[3].id, "bruised");
    EXPECT_EQ(spec.findings[4].id, "tender");
    EXPECT_EQ(spec.findings[4].asked_of, AskedOf::nobody);
    EXPECT_EQ(load_spec(folder.path()).release.contraindications[0].when[0].index, 3u);  // bruised
}

TEST_F(TinyInterview, Rules) {
    ASSERT_EQ(spec.rules.size(), 2u);
    using enum TermKind;
    EXPECT_EQ(spec.rules[0].urgency, Urgency::same_day);
    EXPECT_EQ(kinds(spec.rules[0].when), kinds({finding, finding, age_at_least, op_or, op_and}));
    EXPECT_EQ(spec.rules[0].when[1].index, 1u);  // numb
    EXPECT_EQ(spec.rules[1].urgency, Urgency::emergency);
    EXPECT_EQ(spec.rules[1].provider, "hospital");
    EXPECT_EQ(kinds(spec.rules[1].when), kinds({finding, both, pain_at_least, age_below, at_least}));
    EXPECT_EQ(spec.rules[1].when[4].index, 2u);
    EXPECT_EQ(spec.rules[1].when[4].number, 4);
}

TEST(Interview, NumbersMayBeYesFromAThresholdOn) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace("findings/tested.toml", "yes_if = \"<= 30\"", "yes_if = \">= 12.5\"");
    const InterviewSpec spec = load_spec(folder.path()).interview;
    EXPECT_TRUE(spec.findings[3].yes_above);
    EXPECT_EQ(spec.findings[3].threshold, 12.5);
}

TEST(Interview, TheShippedKnowledgeIsWhole) {
    const InterviewSpec spec = load_spec(shipped_knowledge()).interview;
    EXPECT_GE(spec.conditions.size(), 41u);
    EXPECT_GE(spec.findings.size(), 190u);
    EXPECT_GE(spec.rules.size(), 60u);
    std::set<std::string> spoken_for;
    std::set<FindingGroup> groups;
    for (const FindingSpec& finding : spec.findings) {
        groups.insert(finding.group);
        for (const SignSpec& sign : finding.signs)
            if (sign.target == SignTarget::condition) spoken_for.insert(sign.id);
    }
    for (const ConditionSpec& condition : spec.conditions)
        EXPECT_TRUE(spoken_for.contains(condition.id)) << "nothing speaks for " << condition.id;
    EXPECT_EQ(groups.size(), 10u);
    std::set<Urgency> urgencies;
    for (const RuleSpec& rule : spec.rules) urgencies.insert(rule.urgency);
    EXPECT_EQ(urgencies.size(), 3u);
}

}  // namespace
}  // namespace knotwork::bake::test
