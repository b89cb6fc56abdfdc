// The study of interviews: it weighs as the engine does, counts everyone once, and does not depend on threads.
#include "study/interview_study.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "atlas/atlas_file.hpp"
#include "care/triage.hpp"
#include "engine/engine.hpp"
#include "engine/source_model.hpp"
#include "study/interview_page.hpp"

namespace knotwork::study {
namespace {

InterviewFigures small_run(unsigned threads) {
    const Atlas& atlas = test::get_atlas();
    const ModelBuilder build = [&](std::span<const infer::Parameters> kinds) { return build_models(atlas, kinds); };
    InterviewStudyOptions options;
    options.seed = 12;
    options.people = 8;
    options.variant_people = 3;
    options.threads = threads;
    Result<InterviewFigures> figures = study_interviews(atlas, build, options);
    EXPECT_TRUE(figures.has_value());
    return std::move(*figures);
}

TriageFigures small_triage(unsigned threads) {
    TriageStudyOptions options;
    options.emergencies = 460;
    options.ordinary = 300;
    options.threads = threads;
    static const People people(test::get_atlas());
    Result<TriageFigures> figures = study_triage(test::get_atlas(), people, options);
    EXPECT_TRUE(figures.has_value());
    return std::move(*figures);
}

TEST(InterviewStudy, ThePageDoesNotDependOnTheNumberOfThreadsAndCountsEveryoneOnce) {
    const InterviewFigures one = small_run(1), two = small_run(2);
    const TriageFigures triage = small_triage(1);
    EXPECT_EQ(render_interview_page(one, triage), render_interview_page(two, small_triage(2)));

    EXPECT_EQ(std::accumulate(one.people.begin(), one.people.end(), 0u), 8u);
    EXPECT_EQ(std::accumulate(one.stops.after.begin(), one.stops.after.end(), 0u), 8u);
    for (const Moment* moment : {&one.drawing_alone, &one.chosen.front(), &one.random.back(), &one.all})
        for (std::size_t c = 0; c < complaint_count; ++c) {
            EXPECT_EQ((*moment)[c].people, one.people[c]);
            EXPECT_LE((*moment)[c].top1, (*moment)[c].top3);
            EXPECT_EQ((*moment)[c].named_muscle + (*moment)[c].named_condition + (*moment)[c].unsure, one.people[c]);
        }
    // Before any question both orders know the same.
    EXPECT_EQ(sum(one.chosen.front()).top1, sum(one.random.front()).top1);
    EXPECT_EQ(one.variants.size(), 3u);
}

TEST(InterviewStudy, WeighsAndAsksAsTheEngineDoes) {
    const Result<Engine> engine = load_engine(test::get_atlas_bytes());
    ASSERT_TRUE(engine.has_value());
    const Atlas& atlas = engine->atlas();
    const People people(atlas);
    const Patients patients(atlas, people, 31);
    const auto kinds = build_models(atlas, infer::fitted_parameters());
    ASSERT_TRUE(kinds.has_value());
    const SignTable table(atlas);
    infer::Scratch scratch;
    int compared = 0;
    for (std::uint64_t i = 0; i < 6; ++i) {
        const Patient patient = patients.make_patient(i);
        const Painted drawing = patients.draw(patient);
        if (people.space().compute_area(drawing) > 500) continue;
        const Interview interview = run_interview(atlas, table, *kinds, patients, patient, drawing, 3, scratch);

        Case known;
        known.facts = patient.facts;
        PaintedPoints points{atlas.skin_hash(), {}};
        for (std::uint32_t v = 0; v < drawing.size(); ++v)
            if (drawing[v] != 0) points.indices.push_back(v);
        known.drawing.emplace().marks.push_back({{}, {}, {}, std::move(points)});
        for (const Subject& subject : list_subjects(atlas))
            if (is_danger_sign(atlas.findings()[subject.finding.value]))
                known.facts.answers.push_back({subject, patients.answer(patient, subject)});
        acknowledge_emergencies(atlas, known);

        for (std::size_t q = 0; q < interview.verdicts.size(); ++q) {
            const Result<Assessment> now = assess_case(*engine, known);
            ASSERT_TRUE(now.has_value());
            const Verdict& verdict = interview.verdicts[q];
            ASSERT_FALSE(now->trace.decisions.empty());
            EXPECT_EQ(now->trace.decisions.front().source, verdict.leading);
            EXPECT_NEAR(now->trace.decisions.front().probability, verdict.called, 1e-9);
            EXPECT_EQ(now->settled, verdict.settled);
            ++compared;
            if (q == interview.asked.size()) break;
            ASSERT_FALSE(now->questions.empty());
            EXPECT_EQ(now->questions.front().subject, interview.asked[q]);
            known.facts.answers.push_back({interview.asked[q], patients.answer(patient, interview.asked[q])});
        }
    }
    EXPECT_GE(compared, 4);
}

TEST(Tally, CountsWhatWasNamed) {
    Verdict right;
    right.leading = SourceId{1};
    right.called = 0.9;
    right.active = 0.95;
    right.right = right.right_of_three = true;
    Verdict unsure;
    unsure.leading = SourceId{2};
    unsure.called = 0.1;
    unsure.right_of_three = unsure.unsure = unsure.names_condition = true;
    Tally tally;
    tally.add(right, false);
    tally.add(unsure, true);
    Tally twice = tally;
    twice.add(tally);
    EXPECT_EQ(twice.people, 4u);
    EXPECT_EQ(twice.top1, 2u);
    EXPECT_EQ(twice.top3, 4u);
    EXPECT_EQ(twice.unsure, 2u);
    EXPECT_EQ(twice.named_muscle, 2u);
    EXPECT_EQ(twice.named_condition, 0u);
    EXPECT_NEAR(twice.called.error(), 0.1, 1e-9);
}

TEST(TriageStudy, CountsEveryEmergencyOnceAndCatchesMost) {
    const TriageFigures figures = small_triage(2);
    std::uint32_t people = 0;
    for (const ScenarioFigures& scenario : figures.scenarios) {
        people += scenario.people;
        EXPECT_LE(scenario.late + scenario.missed, scenario.people);
        EXPECT_LE(10 * scenario.missed, scenario.people) << scenario.name;
        EXPECT_EQ(scenario.example.empty(), scenario.late + scenario.missed == 0) << scenario.name;
        EXPECT_LE(scenario.without_sign_alarmed, scenario.without_sign);
    }
    EXPECT_EQ(people, 460u);
    ASSERT_EQ(figures.alarms.size(), 5u);
    EXPECT_EQ(figures.alarms[0].people + figures.alarms[4].people, 300u);
    for (const Alarms& alarms : figures.alarms)
        EXPECT_EQ(std::accumulate(alarms.urgencies.begin(), alarms.urgencies.end(), 0u), alarms.people);
}

TEST(Emergencies, PeopleShowTheSignsAsOftenAsTheScenarioSays) {
    for (const Scenario& scenario : list_scenarios()) {
        Dice dice(77);
        constexpr int count = 3000;
        std::vector<int> seen(scenario.signs.size(), 0);
        int women = 0;
        for (int i = 0; i < count; ++i) {
            const Presentation person = present(scenario, dice);
            EXPECT_GE(person.age, scenario.age_least);
            EXPECT_LE(person.age, scenario.age_most);
            women += person.is_woman ? 1 : 0;
            for (std::size_t s = 0; s < scenario.signs.size(); ++s)
                seen[s] += person.has(scenario.signs[s].finding) ? 1 : 0;
        }
        EXPECT_NEAR(women, scenario.share_of_women * count, 100) << scenario.name;
        for (std::size_t s = 0; s < scenario.signs.size(); ++s) {
            // A finding may stand twice: on both sides, and on one.
            double none = 1;
            for (const ScenarioSign& sign : scenario.signs)
                if (sign.finding == scenario.signs[s].finding) none *= 1 - sign.share;
            EXPECT_NEAR(seen[s], (1 - none) * count, 120) << scenario.name << ": " << scenario.signs[s].finding;
        }
    }
}

TEST(Emergencies, AnswersNoToEveryOtherDangerSignAndWithholdsWhatIsToBeWithheld) {
    const Atlas& atlas = test::get_atlas();
    Presentation person;
    person.age = 60;
    person.signs["fever"] = {true, true};
    person.signs["numbness"] = {true, false};
    Dice dice(1);
    const auto told = answer_as(atlas, person, 0, dice), withheld = answer_as(atlas, person, 1, dice);
    ASSERT_TRUE(told.has_value() && withheld.has_value());
    int yes = 0, no = 0, unknown = 0;
    for (const Answer& answer : told->answers) (answer.reply == Reply::yes ? yes : no) += 1;
    for (const Answer& answer : withheld->answers) unknown += answer.reply == Reply::unknown ? 1 : 0;
    EXPECT_EQ(yes, 2);
    EXPECT_GT(no, 40);
    EXPECT_EQ(unknown, 2);
    person.signs["no-such-finding"] = {true, true};
    EXPECT_FALSE(answer_as(atlas, person, 0, dice).has_value());
}

}  // namespace
}  // namespace knotwork::study
