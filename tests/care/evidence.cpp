// What answers say for and against sources.
#include "care/evidence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "care/asked.hpp"

namespace knotwork::test {
namespace {

const SignTable& table() {
    static const SignTable signs(get_atlas());
    return signs;
}

double chance(const std::string& question, const std::vector<std::string>& active) {
    std::vector<SourceId> sources;
    for (const std::string& id : active) sources.push_back(source(id));
    return table().chance_of_yes(asked(question), sources);
}

TEST(Signs, ASourceMakesAYesLikelierOnItsOwnSide) {
    const double nobody = chance("straight-leg-raise/right", {});
    EXPECT_GT(chance("straight-leg-raise/right", {"s1-radiculopathy/right"}), nobody);
    EXPECT_DOUBLE_EQ(chance("straight-leg-raise/right", {"s1-radiculopathy/left"}), nobody);
    EXPECT_DOUBLE_EQ(nobody, static_cast<double>(get_atlas().find_finding("straight-leg-raise")->false_yes));
}

TEST(Signs, TheCrossedRaiseSpeaksForTheOtherSide) {
    EXPECT_GT(chance("straight-leg-raise-crossed/left", {"s1-radiculopathy/right"}),
              chance("straight-leg-raise-crossed/left", {}));
}

TEST(Signs, TwoSourcesTogetherMakeAYesLikelierThanEither) {
    const double both = chance("straight-leg-raise/right", {"s1-radiculopathy/right", "l5-radiculopathy/right"});
    EXPECT_GT(both, chance("straight-leg-raise/right", {"s1-radiculopathy/right"}));
    EXPECT_LT(both, 1);
}

TEST(Signs, EveryListIsInOrderAndWithinBounds) {
    for (const Subject& subject : list_subjects(get_atlas())) {
        const auto signs = table().list_signs(subject);
        for (std::size_t i = 0; i < signs.size(); ++i) {
            EXPECT_GE(signs[i].strength, 0);
            EXPECT_LT(signs[i].strength, 1);
            if (i > 0) {
                EXPECT_LT(signs[i - 1].source, signs[i].source) << format_subject(get_atlas(), subject);
            }
        }
    }
}

// A judgement of 8 people says less than the same share among hundreds.
TEST(Signs, FewPeopleSayLittle) {
    const Atlas& atlas = get_atlas();
    std::size_t drawn_in = 0;
    for (const Atlas::Finding& finding : atlas.findings())
        for (const Atlas::Sign& sign : atlas.signs(finding.signs)) {
            if (static_cast<atlas_format::SignTarget>(sign.target) != atlas_format::SignTarget::condition) continue;
            if (sign.other_side != 0 || sign.yes <= finding.false_yes) continue;
            const Atlas::Condition& condition = atlas.conditions()[sign.index];
            const Atlas::Source& of = atlas.sources()[condition.sources.begin];
            std::string question(atlas.text(finding.id));
            if (finding.sided != 0) question += "/left";
            const double with = chance(question, {std::string(atlas.text(of.id))});
            EXPECT_LT(with, static_cast<double>(sign.yes) + 1e-6) << question;
            ++drawn_in;
        }
    EXPECT_GT(drawn_in, 100u);
}

TEST(Evidence, RecognisedPainCountsMoreThanTendernessAndNotTwice) {
    const Atlas& atlas = get_atlas();
    const auto bits = [&](const std::vector<std::string>& yes) {
        Facts facts;
        for (const std::string& id : yes) facts.answers.push_back({asked(id), Reply::yes});
        const CaseEvidence evidence = build_evidence(atlas, table(), facts);
        double sum = 0;
        for (const infer::YesAnswer& answer : evidence.yes)
            for (const infer::Sign& sign : answer.signs)
                if (sign.source == source("piriformis/1/right"))
                    sum += answer.weight * std::log2((1 - (1 - answer.leak) * (1 - sign.strength)) / answer.leak);
        return sum;
    };
    const double tender = bits({"tender/piriformis/1/right"}), own = bits({"my-pain/piriformis/1/right"});
    EXPECT_GT(tender, 0);
    EXPECT_GT(own, 1.5 * tender);
    EXPECT_DOUBLE_EQ(bits({"tender/piriformis/1/right", "my-pain/piriformis/1/right"}), own);
}

TEST(Evidence, ReliefSpeaksOfItsPointAloneAndTakesNothingFromPressing) {
    const Atlas& atlas = get_atlas();
    const auto signs = table().list_signs(asked("responds/piriformis/1/right"));
    ASSERT_EQ(signs.size(), 1u);
    EXPECT_EQ(signs[0].source, source("piriformis/1/right"));
    Facts facts;
    for (const char* id : {"tender/piriformis/1/right", "responds/piriformis/1/right"})
        facts.answers.push_back({asked(id), Reply::no});
    for (const Answer& answer : facts.answers) EXPECT_EQ(compute_weight(atlas, facts, answer), 1);
    facts.answers.push_back({asked("my-pain/piriformis/1/right"), Reply::no});
    EXPECT_EQ(compute_weight(atlas, facts, facts.answers[0]), 0);  // said by one's own pain, as ever
    EXPECT_EQ(compute_weight(atlas, facts, facts.answers[1]), 1);
    EXPECT_EQ(compute_weight(atlas, facts, facts.answers[2]), 1);
}

// What a course of treatment says is modest either way.
TEST(Evidence, ReliefSaysLittle) {
    const double without = chance("responds/gluteus-minimus/2/left", {}),
                 with = chance("responds/gluteus-minimus/2/left", {"gluteus-minimus/2/left"});
    EXPECT_GT((1 - with) / (1 - without), 0.5);
    EXPECT_LT((1 - with) / (1 - without), 0.7);
    EXPECT_GT(with / without, 1.2);
    EXPECT_LT(with / without, 2);
}

TEST(Evidence, FindingsOfOneFamilyCountLessTogether) {
    const Atlas& atlas = get_atlas();
    Facts one, two;
    one.answers.push_back({asked("straight-leg-raise/right"), Reply::yes});
    two = one;
    two.answers.push_back({asked("slump/right"), Reply::yes});
    EXPECT_DOUBLE_EQ(compute_weight(atlas, one, one.answers[0]), 1);
    EXPECT_DOUBLE_EQ(compute_weight(atlas, two, two.answers[0]), 1 / std::sqrt(2));
    // The other side, and what is not known, take nothing away.
    two.answers[1].subject.side = Side::left;
    EXPECT_DOUBLE_EQ(compute_weight(atlas, two, two.answers[0]), 1);
    two.answers[1] = {asked("slump/right"), Reply::unknown};
    EXPECT_DOUBLE_EQ(compute_weight(atlas, two, two.answers[0]), 1);
}

TEST(Evidence, AgeShiftsThePriorAndIsNoFinding) {
    const Atlas& atlas = get_atlas();
    Facts old;
    old.age = 72;
    const CaseEvidence evidence = build_evidence(atlas, table(), old);
    EXPECT_GT(evidence.log_odds[source("hip-osteoarthritis/right").value], 0);
    EXPECT_DOUBLE_EQ(evidence.log_odds[source("hip-osteoarthritis/right").value],
                     evidence.log_odds[source("hip-osteoarthritis/left").value]);
    EXPECT_DOUBLE_EQ(evidence.log_odds[source("piriformis/1/right").value], 0);
    for (const double ratio : evidence.log_ratio) EXPECT_EQ(ratio, 0);
    EXPECT_TRUE(evidence.yes.empty());
}

TEST(Evidence, NoSpeaksAgainstItsSignsAndUnknownSaysNothing) {
    const Atlas& atlas = get_atlas();
    Facts facts;
    facts.answers.push_back({asked("straight-leg-raise/right"), Reply::no});
    const CaseEvidence no = build_evidence(atlas, table(), facts);
    EXPECT_LT(no.log_ratio[source("s1-radiculopathy/right").value], 0);
    EXPECT_EQ(no.log_ratio[source("s1-radiculopathy/left").value], 0);
    facts.answers[0].reply = Reply::unknown;
    const CaseEvidence unknown = build_evidence(atlas, table(), facts);
    for (const double ratio : unknown.log_ratio) EXPECT_EQ(ratio, 0);
}

}  // namespace
}  // namespace knotwork::test
