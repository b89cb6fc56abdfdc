// What load_spec makes of techniques, stretches, exercises and the routine.
#include "bake/release_spec.hpp"

#include <gtest/gtest.h>

#include "bake/knowledge_folder.hpp"
#include "bake/spec.hpp"

namespace knotwork::bake::test {
namespace {

using namespace atlas_format;
using Texts = std::vector<std::string>;

std::vector<TermKind> kinds(const std::vector<Term>& terms) {
    std::vector<TermKind> out;
    for (const Term& term : terms) out.push_back(static_cast<TermKind>(term.kind));
    return out;
}

template <class Entries>
Texts ids(const Entries& entries) {
    Texts out;
    for (const auto& entry : entries) out.push_back(entry.id);
    return out;
}

class TinyRelease : public testing::Test {
  protected:
    const ReleaseSpec spec = load_spec(tiny_knowledge()).release;
};

TEST_F(TinyRelease, TechniquesByMuscleThenStretchesThenExercises) {
    EXPECT_EQ(ids(spec.remedies),
              (Texts{"alpha/ball-on-floor", "alpha/needle", "beta/shorten", "lean", "lift", "plank"}));
}

TEST_F(TinyRelease, Techniques) {
    const RemedySpec &ball = spec.remedies[0], &needle = spec.remedies[1], &shorten = spec.remedies[2];
    EXPECT_EQ(ball.kind, RemedyKind::pressure);
    EXPECT_EQ(ball.name, "Ball under the hip");
    EXPECT_EQ(ball.feel, "Straight up");
    EXPECT_EQ(ball.easier, "Use a softer ball.");
    EXPECT_EQ(ball.harder, "Lift the leg.");
    EXPECT_EQ(ball.note, "Slowly.");
    EXPECT_EQ(ball.grade, "C");
    EXPECT_EQ(ball.where, "alpha.toml:1");
    EXPECT_EQ(ball.position, StartPosition::lying_back);
    EXPECT_TRUE(ball.floor && ball.sided);
    EXPECT_EQ(ball.muscles, Texts{"alpha"});
    EXPECT_EQ(ball.points, (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(ball.tools, (Texts{"ball", "hand"}));
    EXPECT_EQ(ball.steps, (Texts{"Lie on it.", "Breathe."}));
    EXPECT_EQ(ball.avoid, Texts{"Not on the bone"});
    EXPECT_EQ(kinds(ball.forbid), std::vector{TermKind::both});
    EXPECT_EQ(ball.forbid[0].index, 1u);  // numb
    EXPECT_EQ(ball.cites, (Texts{"atlas-2000", "judgement"}));
    EXPECT_TRUE(ball.provider.empty() && ball.after.empty() && ball.activities.empty());

    EXPECT_EQ(needle.kind, RemedyKind::professional);
    EXPECT_EQ(needle.provider, "doctor");
    EXPECT_EQ(needle.position, StartPosition::none);
    EXPECT_EQ(needle.points, std::vector<std::uint32_t>{2});
    EXPECT_TRUE(needle.tools.empty() && needle.forbid.empty() && needle.feel.empty() && needle.easier.empty());

    EXPECT_EQ(shorten.kind, RemedyKind::position);
    EXPECT_EQ(shorten.position, StartPosition::sitting);
    EXPECT_EQ(shorten.muscles, Texts{"beta"});
    EXPECT_FALSE(shorten.floor);
}

TEST_F(TinyRelease, StretchesAndExercises) {
    const RemedySpec &lean = spec.remedies[3], &lift = spec.remedies[4], &plank = spec.remedies[5];
    EXPECT_EQ(lean.kind, RemedyKind::stretch);
    EXPECT_EQ(lean.muscles, (Texts{"alpha", "beta"}));
    EXPECT_EQ(lean.feel, "In the hip");
    EXPECT_EQ(lean.tools, Texts{"wall"});
    EXPECT_EQ(lean.position, StartPosition::standing);
    EXPECT_FALSE(lean.sided || lean.floor);
    EXPECT_TRUE(lean.points.empty());

    EXPECT_EQ(lift.kind, RemedyKind::exercise);
    EXPECT_TRUE(lift.sided && lift.floor);
    EXPECT_EQ(lift.level, 1u);
    EXPECT_EQ(lift.sets, 2u);
    EXPECT_EQ(lift.repeats, 10u);
    EXPECT_EQ(lift.hold_s, 0);
    EXPECT_TRUE(lift.after.empty());
    EXPECT_EQ(lift.gluteal_to_tfl, 59);
    EXPECT_EQ(lift.gluteal_to_tfl_cites, Texts{"atlas-2000"});
    ASSERT_EQ(lift.activities.size(), 2u);
    EXPECT_EQ(lift.activities[0].muscle, "alpha");
    EXPECT_EQ(lift.activities[0].mvic, 40.5);
    EXPECT_EQ(lift.activities[0].people, 12);
    EXPECT_EQ(lift.activities[1].cites, Texts{"judgement"});

    EXPECT_EQ(plank.repeats, 0u);
    EXPECT_EQ(plank.hold_s, 20);
    EXPECT_EQ(plank.after, "lift");
    EXPECT_EQ(plank.position, StartPosition::kneeling);
    EXPECT_EQ(plank.gluteal_to_tfl, 0);
    EXPECT_EQ(kinds(plank.forbid), (std::vector{TermKind::finding, TermKind::age_below, TermKind::op_or}));
}

TEST_F(TinyRelease, Tools) {
    EXPECT_EQ(ids(spec.tools), (Texts{"ball", "hand", "wall", "chair", "step"}));  // the last three are everywhere
    EXPECT_EQ(spec.tools[0].instead, "A tennis ball.");
    EXPECT_EQ(spec.tools[1].name, "Your own hands");
    EXPECT_EQ(spec.tools[2].name, "wall");
}

TEST_F(TinyRelease, Protocols) {
    EXPECT_EQ(ids(spec.protocols), (Texts{"standard", "sets"}));
    const ProtocolSpec &standard = spec.protocols[0], &sets = spec.protocols[1];
    EXPECT_EQ(standard.of, RemedyKind::pressure);
    EXPECT_TRUE(standard.is_default);
    EXPECT_EQ(standard.hold_least_s, 30);
    EXPECT_EQ(standard.hold_most_s, 60);
    EXPECT_EQ(standard.repeats_least, 1u);
    EXPECT_EQ(standard.repeats_most, 3u);
    EXPECT_EQ(standard.sets_most, 0u);
    EXPECT_EQ(standard.rest_s, 10);
    EXPECT_EQ(standard.day_least, 1u);
    EXPECT_EQ(standard.day_most, 2u);
    EXPECT_EQ(standard.days_a_week, 7u);
    EXPECT_EQ(standard.pain_most, 7);
    EXPECT_EQ(standard.why, "Until it eases.");
    EXPECT_EQ(sets.of, RemedyKind::exercise);
    EXPECT_FALSE(sets.is_default);
    EXPECT_EQ(sets.hold_most_s, 0);
    EXPECT_EQ(sets.sets_least, 2u);
    EXPECT_EQ(sets.sets_most, 3u);
    EXPECT_EQ(sets.note, "Or two days a week.");
    EXPECT_EQ(sets.cites, (Texts{"atlas-2000", "judgement"}));
}

TEST_F(TinyRelease, Contraindications) {
    EXPECT_EQ(ids(spec.contraindications), (Texts{"bruise", "old"}));
    const ContraindicationSpec &bruise = spec.contraindications[0], &old = spec.contraindications[1];
    EXPECT_EQ(bruise.kinds, 0b00111u);
    EXPECT_EQ(bruise.effect, Effect::refuse);
    EXPECT_EQ(kinds(bruise.when), std::vector{TermKind::finding});
    EXPECT_EQ(bruise.when[0].index, 4u);
    EXPECT_EQ(bruise.positions, 0u);
    EXPECT_EQ(bruise.level_from, 0u);
    EXPECT_TRUE(bruise.muscles.empty() && bruise.groups.empty() && bruise.tools.empty());
    EXPECT_EQ(old.kinds, 0b10000u);
    EXPECT_EQ(old.effect, Effect::warn);
    EXPECT_EQ(old.say, "Have someone beside you.");
    EXPECT_EQ(old.note, "A guess.");
    EXPECT_EQ(old.groups, Texts{"hip"});
    EXPECT_EQ(old.muscles, Texts{"beta"});
    EXPECT_EQ(old.tools, Texts{"ball"});
    EXPECT_EQ(old.positions,
              1u << static_cast<int>(StartPosition::lying_back) | 1u << static_cast<int>(StartPosition::kneeling));
    EXPECT_EQ(old.level_from, 3u);
}

TEST_F(TinyRelease, AdviceAndReassessments) {
    EXPECT_EQ(ids(spec.advice), (Texts{"sit-less", "walk"}));
    const AdviceSpec &sit = spec.advice[0], &walk = spec.advice[1];
    EXPECT_EQ(sit.kind, AdviceKind::daily_life);
    EXPECT_TRUE(sit.with_items);
    EXPECT_EQ(kinds(sit.when), std::vector{TermKind::finding});
    EXPECT_EQ(sit.muscles, Texts{"alpha"});
    EXPECT_EQ(sit.groups, Texts{"thigh"});
    EXPECT_EQ(sit.conditions, Texts{"root"});
    EXPECT_EQ(sit.why, "It presses.");
    EXPECT_EQ(sit.grade, "D");
    EXPECT_EQ(walk.kind, AdviceKind::load);
    EXPECT_FALSE(walk.with_items);
    EXPECT_TRUE(walk.when.empty() && walk.muscles.empty() && walk.groups.empty() && walk.conditions.empty());
    EXPECT_EQ(ids(spec.reassessments), (Texts{"bend", "rise"}));
    const ReassessmentSpec &bend = spec.reassessments[0], &rise = spec.reassessments[1];
    EXPECT_EQ(bend.groups, Texts{"thigh"});
    EXPECT_TRUE(bend.forbid.empty() && bend.muscles.empty());
    EXPECT_EQ(rise.movement, "Stand up.");
    EXPECT_EQ(rise.better, "It is easier.");
    EXPECT_EQ(rise.muscles, Texts{"alpha"});
    EXPECT_EQ(kinds(rise.forbid), std::vector{TermKind::finding});
}

TEST_F(TinyRelease, CompensationsDirectionsAndCourses) {
    ASSERT_EQ(spec.compensations.size(), 1u);
    EXPECT_EQ(spec.compensations[0].overloaded, "beta");
    EXPECT_EQ(spec.compensations[0].strengthen, "alpha");
    EXPECT_EQ(spec.compensations[0].why, "does its share");
    ASSERT_EQ(spec.directions.size(), 3u);  // in the order of their kinds, not of the file
    EXPECT_EQ(spec.directions[0].kind, DirectionKind::stop);
    EXPECT_EQ(spec.directions[1].kind, DirectionKind::review);
    EXPECT_EQ(spec.directions[1].days, 14u);
    EXPECT_EQ(spec.directions[2].say, "Keep two of them.");
    EXPECT_EQ(spec.directions[2].days, 0u);
    EXPECT_EQ(ids(spec.courses), (Texts{"points", "roots"}));
    const CourseSpec &points = spec.courses[0], &roots = spec.courses[1];
    EXPECT_TRUE(points.of_points && points.is_default);
    EXPECT_TRUE(points.conditions.empty());
    EXPECT_FALSE(roots.of_points || roots.is_default);
    EXPECT_EQ(roots.conditions, Texts{"root"});
    EXPECT_EQ(roots.note, "Of a few.");
    ASSERT_EQ(roots.points.size(), 3u);
    EXPECT_EQ(roots.points[1].week, 4);
    EXPECT_EQ(roots.points[1].share, 0.8f);
    EXPECT_EQ(roots.points[2].low, 0);
    EXPECT_EQ(roots.points[0].high, 1.1f);
}

TEST_F(TinyRelease, Measures) {
    EXPECT_EQ(ids(spec.measures), (Texts{"pain", "bend", "threshold"}));
    const MeasureSpec &pain = spec.measures[0], &bend = spec.measures[1], &threshold = spec.measures[2];
    EXPECT_EQ(pain.name, "Pain");
    EXPECT_EQ(pain.unit, "of 10");
    EXPECT_EQ(pain.ask, "How bad is it?");
    EXPECT_EQ(pain.kind, MeasureKind::pain);
    EXPECT_EQ(pain.sides, MeasureSides::none);
    EXPECT_TRUE(pain.lower_is_better);
    EXPECT_EQ(pain.low, 0);
    EXPECT_EQ(pain.high, 10);
    EXPECT_EQ(pain.error_sd, 1.5);
    EXPECT_EQ(pain.least_change, 2);
    EXPECT_EQ(pain.least_share, 0.3);
    EXPECT_EQ(pain.ucum, "{score}");
    EXPECT_EQ(pain.loinc, "72514-3");
    EXPECT_EQ(pain.note, "Asked daily.");
    EXPECT_EQ(pain.cites, (Texts{"atlas-2000", "judgement"}));
    EXPECT_EQ(bend.sides, MeasureSides::sided);
    EXPECT_EQ(bend.low, -10);
    EXPECT_FALSE(bend.lower_is_better);
    EXPECT_TRUE(bend.error_sd == 0 && bend.least_change == 0 && bend.least_share == 0);  // not known
    EXPECT_TRUE(bend.ucum.empty() && bend.loinc.empty() && bend.note.empty());
    EXPECT_EQ(threshold.kind, MeasureKind::threshold);
    EXPECT_EQ(threshold.sides, MeasureSides::point);
}

TEST_F(TinyRelease, NextStepsInTheOrderOfTheirKinds) {
    ASSERT_EQ(spec.next_steps.size(), next_step_kind_names.size());
    for (std::size_t i = 0; i < spec.next_steps.size(); ++i)
        EXPECT_EQ(spec.next_steps[i].kind, static_cast<NextStepKind>(i));
    EXPECT_EQ(spec.next_steps[0].say, "Keep on.");
    EXPECT_EQ(spec.next_steps[0].cites, Texts{"atlas-2000"});
    EXPECT_EQ(spec.next_steps[8].say, "See somebody: {about}.");
    EXPECT_EQ(spec.next_steps[8].why, "Because.");
}

TEST(Release, AFolderWithoutRoutineHoldsNone) {
    KnowledgeFolder folder(tiny_knowledge());
    for (const char* part : {"routine", "techniques", "stretches", "exercises"}) folder.remove(part);
    const ReleaseSpec spec = load_spec(folder.path()).release;
    EXPECT_TRUE(spec.remedies.empty() && spec.tools.empty() && spec.protocols.empty() && spec.directions.empty());
    EXPECT_TRUE(spec.measures.empty() && spec.next_steps.empty());
}

}  // namespace
}  // namespace knotwork::bake::test
