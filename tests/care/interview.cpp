// Which question comes next.
#include "care/interview.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "care/asked.hpp"

namespace knotwork::test {
namespace {

const SignTable& table() {
    static const SignTable signs(get_atlas());
    return signs;
}

// Two explanations, as likely as each other, and nothing else.
struct Toss {
    std::vector<infer::SourceSet> sets;
    std::vector<infer::Belief> beliefs = std::vector<infer::Belief>(get_atlas().sources().size());

    Toss(const std::string& a, const std::string& b, double of_a = 0.5) {
        for (const auto& [id, p] : {std::pair{a, of_a}, std::pair{b, 1 - of_a}}) {
            infer::SourceSet set;
            set.sources[set.source_count++] = source(id);
            set.probability = p;
            sets.push_back(set);
            beliefs[source(id).value].probability = p;
        }
    }
    std::vector<Question> rank(const Facts& facts = {}, const InterviewOptions& options = {}) const {
        return rank_questions(get_atlas(), table(), sets, beliefs, facts, options);
    }
};

TEST(Interview, AsksWhatTellsThePossibilitiesApart) {
    const Toss toss("s1-radiculopathy/right", "gluteus-minimus/2/right");
    const auto questions = toss.rank();
    ASSERT_FALSE(questions.empty());
    for (std::size_t i = 1; i < questions.size(); ++i) EXPECT_GE(questions[i - 1].value(), questions[i].value());
    const Question& first = questions.front();
    const SourceId root = source("s1-radiculopathy/right"), point = source("gluteus-minimus/2/right");
    EXPECT_NE(table().chance_of_yes(first.subject, std::span(&root, 1)),
              table().chance_of_yes(first.subject, std::span(&point, 1)));
    EXPECT_GT(first.bits, 0.01);
    EXPECT_LE(first.bits, 1);
    // What is a sign of neither tells nothing of them.
    for (const Question& q : questions)
        if (table().list_signs(q.subject).empty()) {
            EXPECT_NEAR(q.bits, 0, 1e-12);
        }
}

TEST(Interview, AsksNothingThatIsAnsweredOrUnknown) {
    const Toss toss("s1-radiculopathy/right", "gluteus-minimus/2/right");
    const Subject first = toss.rank().front().subject;
    for (const Reply reply : {Reply::yes, Reply::no, Reply::unknown}) {
        Facts facts;
        facts.answers.push_back({first, reply});
        for (const Question& q : toss.rank(facts)) EXPECT_NE(q.subject, first);
    }
}

TEST(Interview, AloneOneIsNotAskedForASecondPerson) {
    const Toss toss("s1-radiculopathy/right", "gluteus-minimus/2/right");
    const auto who = [](const Question& q) {
        return static_cast<atlas_format::Examiner>(get_atlas().findings()[q.subject.finding.value].who);
    };
    InterviewOptions alone;
    alone.with_helper = false;
    for (const Question& q : toss.rank({}, alone)) EXPECT_EQ(who(q), atlas_format::Examiner::self);
    for (const Question& q : toss.rank()) EXPECT_NE(who(q), atlas_format::Examiner::professional);
    InterviewOptions trained;
    trained.with_professional = true;
    const auto all = toss.rank({}, trained);
    EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                            [&](const Question& q) { return who(q) == atlas_format::Examiner::professional; }));
}

TEST(Interview, NobodyIsAskedWhatTheJournalTells) {
    const Atlas& atlas = get_atlas();
    const Toss toss("gluteus-medius/1/right", "gluteus-minimus/2/right");
    InterviewOptions all;
    all.with_professional = true;
    const auto decisions = rank_decisions(atlas, toss.sets, toss.beliefs);
    const auto between =
        rank_questions_between(atlas, table(), toss.sets, toss.beliefs, {}, all, decisions.at(0), decisions.at(1));
    for (const auto& questions : {toss.rank({}, all), between}) {
        ASSERT_FALSE(questions.empty());
        for (const Question& q : questions) EXPECT_NE(atlas.text(atlas.findings()[q.subject.finding.value].id), relief);
    }
    Facts facts;
    facts.answers.push_back({asked("responds/gluteus-minimus/2/right"), Reply::no});
    EXPECT_EQ(count_questions(atlas, facts), 0u);
    facts.answers.push_back({asked("tender/gluteus-minimus/2/right"), Reply::no});
    EXPECT_EQ(count_questions(atlas, facts), 1u);
}

TEST(Interview, WhatIsSettledLeavesNothingToAsk) {
    const Toss sure("s1-radiculopathy/right", "gluteus-minimus/2/right", 0.9999);
    EXPECT_LT(sure.rank().front().value(), least_value);
}

// However sure the drawing makes it: what is asked could show that it is wrong.
TEST(Interview, NoDrawingSettlesAnythingByItself) {
    const Toss sure("s1-radiculopathy/right", "gluteus-minimus/2/right", 0.999999);
    const auto decisions = rank_decisions(get_atlas(), sure.sets, sure.beliefs);
    ASSERT_GT(decisions.front().probability, settled_probability);
    Facts facts;
    for (std::size_t asked = 0; asked < least_questions; ++asked) {
        const Inquiry inquiry = plan_inquiry(get_atlas(), table(), sure.sets, sure.beliefs, decisions, facts, {});
        ASSERT_FALSE(inquiry.settled) << asked;
        EXPECT_GT(inquiry.questions.front().value(), least_value);
        facts.answers.push_back({inquiry.questions.front().subject, Reply::no});
    }
    EXPECT_TRUE(plan_inquiry(get_atlas(), table(), sure.sets, sure.beliefs, decisions, facts, {}).settled);
}

TEST(Interview, PointsOfOneMuscleAreOneDecision) {
    const Toss toss("gluteus-minimus/1/right", "gluteus-minimus/2/right");
    const auto decisions = rank_decisions(get_atlas(), toss.sets, toss.beliefs);
    ASSERT_EQ(decisions.size(), 1u);
    EXPECT_DOUBLE_EQ(decisions[0].probability, 1);
    EXPECT_EQ(rank_decisions(get_atlas(), Toss("gluteus-minimus/1/right", "gluteus-minimus/1/left").sets, toss.beliefs)
                  .size(),
              2u);
}

TEST(Interview, ReasonsAddUpWhatEachAnswerSays) {
    Facts facts;
    facts.answers.push_back({asked("straight-leg-raise/right"), Reply::yes});
    facts.answers.push_back({asked("ankle-reflex-less/right"), Reply::no});
    facts.answers.push_back({asked("does-cycling"), Reply::unknown});
    const auto reasons = list_reasons(get_atlas(), table(), facts, source("s1-radiculopathy/right"));
    ASSERT_EQ(reasons.size(), 2u);
    for (const Reason& reason : reasons) EXPECT_EQ(reason.bits > 0, reason.reply == Reply::yes);
    EXPECT_TRUE(list_reasons(get_atlas(), table(), facts, source("s1-radiculopathy/left")).empty());
}

}  // namespace
}  // namespace knotwork::test
