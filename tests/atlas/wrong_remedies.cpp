// As wrong_records.cpp, for the records of remedies and of the routine that they are put together by.
#include "atlas/refusal.hpp"

namespace knotwork::test {
namespace {

TEST(AtlasRecords, Remedies) {
    using R = af::Remedy;
    const std::string broken = "atlas: has a broken remedy";
    expect_refused<R, af::Text>(&TinyAtlas::remedies,
                                {&R::id, &R::name, &R::feel, &R::easier, &R::harder, &R::note, &R::grade}, strings,
                                broken);
    expect_refused<R, af::Range>(&TinyAtlas::remedies, {&R::steps, &R::avoid}, names, broken);
    expect_refused<R, af::Range>(
        &TinyAtlas::remedies, {&R::muscles, &R::points, &R::tools, &R::gluteal_to_tfl_cites, &R::cites}, refs, broken);
    expect_refused<R, af::Range>(&TinyAtlas::remedies, {&R::forbid}, terms, broken);
    expect_refused<R, af::Range>(
        &TinyAtlas::remedies, {&R::activities}, [](const TinyAtlas& t) { return t.activities.size(); }, broken);
    expect_numbers_refused<R, std::uint32_t>(&TinyAtlas::remedies, 0,
                                             {{&R::kind, {5, many}},
                                              {&R::position, {7, many}},
                                              {&R::floor, {2}},
                                              {&R::light, {2}},
                                              {&R::sided, {2}},
                                              {&R::provider, {0, 1}},  // of what nobody has to do for one
                                              {&R::after, {5, many - 1}}},
                                             broken);
    expect_numbers_refused<R, std::uint32_t>(&TinyAtlas::remedies, 1, {{&R::provider, {1, many}}}, broken);
    expect_numbers_refused<R, float>(
        &TinyAtlas::remedies, 0,
        {{&R::hold_s, {-1, nan, infinity, -infinity}}, {&R::gluteal_to_tfl, {nan, infinity, -infinity}}}, broken);
    // Lists that lie inside `refs` but name what does not exist, or name nothing.
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[0].muscles = {3, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.remedies[2].muscles = {6, 7}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(100), t.remedies[0].points = {6, 7}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(99), t.remedies[0].points = {6, 7}; }), "");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.remedies[0].tools = {6, 7}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[0].cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[3].gluteal_to_tfl_cites = {2, 3}; }), broken);
    // Who must not do it: an expression, or nothing.
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[0].forbid = {1, 1}; }), "");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[0].forbid = {1, 3}; }), broken);  // two values
}

TEST(AtlasRecords, ExercisesHaveADose) {
    using R = af::Remedy;
    const std::string without = "atlas: has an exercise without a dose";
    for (const std::size_t exercise : {3u, 4u})
        expect_numbers_refused<R, std::uint32_t>(&TinyAtlas::remedies, exercise,
                                                 {{&R::level, {0, 5, many}}, {&R::sets, {0}}}, without);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[3].repeats = 0; }), without);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[3].hold_s = 5; }), without);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[4].repeats = 5; }), without);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[4].hold_s = 0; }), without);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.remedies[2].kind = 4; }), without);  // a stretch has none
}

TEST(AtlasRecords, ActivitiesAndTools) {
    using A = af::MuscleActivity;
    using T = af::Tool;
    const std::string activity = "atlas: has a broken muscle activity", tool = "atlas: has a broken tool";
    expect_refused<A, af::Range>(&TinyAtlas::activities, {&A::cites}, refs, activity);
    expect_numbers_refused<A, std::uint32_t>(&TinyAtlas::activities, 0, {{&A::muscle, {2, many}}}, activity);
    expect_numbers_refused<A, float>(
        &TinyAtlas::activities, 1,
        {{&A::mvic, {0, -1, nan, infinity, -infinity}}, {&A::people, {0, -1, nan, infinity, -infinity}}}, activity);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.activities[0].cites = {2, 3}; }), activity);
    expect_refused<T, af::Text>(&TinyAtlas::tools, {&T::id, &T::name, &T::instead}, strings, tool);
}

TEST(AtlasRecords, Protocols) {
    using P = af::Protocol;
    const std::string broken = "atlas: has a broken protocol";
    expect_refused<P, af::Text>(&TinyAtlas::protocols, {&P::id, &P::name, &P::why, &P::note}, strings, broken);
    expect_refused<P, af::Range>(&TinyAtlas::protocols, {&P::cites}, refs, broken);
    expect_numbers_refused<P, std::uint32_t>(&TinyAtlas::protocols, 0,
                                             {{&P::of, {5, many}},
                                              {&P::is_default, {2}},
                                              {&P::repeats_least, {0, 2}},
                                              {&P::repeats_most, {0}},
                                              {&P::sets_least, {1}},
                                              {&P::day_least, {0, 2}},
                                              {&P::day_most, {0}},
                                              {&P::days_a_week, {0, 8, many}}},
                                             broken);
    expect_numbers_refused<P, float>(&TinyAtlas::protocols, 0,
                                     {{&P::hold_least_s, {-1, 61, nan, infinity, -infinity}},
                                      {&P::hold_most_s, {29, -1, nan, infinity, -infinity}},
                                      {&P::rest_s, {-1, nan, infinity, -infinity}},
                                      {&P::pain_most, {-1, 10.5f, nan, infinity}}},
                                     broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.protocols[0].cites = {2, 3}; }), broken);
}

TEST(AtlasRecords, Contraindications) {
    using C = af::Contraindication;
    const std::string broken = "atlas: has a broken contraindication";
    expect_refused<C, af::Text>(&TinyAtlas::contraindications, {&C::id, &C::say, &C::note}, strings, broken);
    expect_refused<C, af::Range>(&TinyAtlas::contraindications, {&C::muscles, &C::tools, &C::cites}, refs, broken);
    expect_refused<C, af::Range>(&TinyAtlas::contraindications, {&C::groups}, names, broken);
    expect_refused<C, af::Range>(&TinyAtlas::contraindications, {&C::when}, terms, broken);
    expect_numbers_refused<C, std::uint32_t>(&TinyAtlas::contraindications, 1,
                                             {{&C::kinds, {0, 32, many}},
                                              {&C::effect, {3, many}},
                                              {&C::positions, {128, many}},
                                              {&C::level_from, {5, many}}},
                                             broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.contraindications[0].when = {1, 1}; }), broken);  // always
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.contraindications[0].when = {1, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.contraindications[0].cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.contraindications[0].muscles = {6, 7}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.contraindications[0].tools = {6, 7}; }), broken);
}

TEST(AtlasRecords, Advice) {
    using A = af::Advice;
    const std::string broken = "atlas: has broken advice";
    expect_refused<A, af::Text>(&TinyAtlas::advice, {&A::id, &A::say, &A::why, &A::grade}, strings, broken);
    expect_refused<A, af::Range>(&TinyAtlas::advice, {&A::muscles, &A::conditions, &A::cites}, refs, broken);
    expect_refused<A, af::Range>(&TinyAtlas::advice, {&A::groups}, names, broken);
    expect_refused<A, af::Range>(&TinyAtlas::advice, {&A::when}, terms, broken);
    expect_numbers_refused<A, std::uint32_t>(
        &TinyAtlas::advice, 1, {{&A::kind, {3, many}}, {&A::with_items, {2, many}}, {&A::first, {2, many}}}, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.advice[1].when = {1, 1}; }), "");  // always
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.advice[1].when = {1, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.advice[0].cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.advice[0].muscles = {6, 7}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.advice[0].conditions = {6, 7}; }), broken);
}

TEST(AtlasRecords, Reassessments) {
    using R = af::Reassessment;
    const std::string broken = "atlas: has a broken reassessment";
    expect_refused<R, af::Text>(&TinyAtlas::reassessments, {&R::id, &R::name, &R::movement, &R::better}, strings,
                                broken);
    expect_refused<R, af::Range>(&TinyAtlas::reassessments, {&R::muscles, &R::cites}, refs, broken);
    expect_refused<R, af::Range>(&TinyAtlas::reassessments, {&R::groups}, names, broken);
    expect_refused<R, af::Range>(&TinyAtlas::reassessments, {&R::forbid}, terms, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.reassessments[0].forbid = {1, 1}; }), "");  // nobody
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.reassessments[0].forbid = {1, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.reassessments[0].cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.reassessments[0].muscles = {6, 7}; }), broken);
}

TEST(AtlasRecords, CompensationsAndDirections) {
    using C = af::Compensation;
    using D = af::Direction;
    const std::string compensation = "atlas: has a broken compensation", direction = "atlas: has a broken direction";
    expect_refused<C, af::Text>(&TinyAtlas::compensations, {&C::why}, strings, compensation);
    expect_refused<C, af::Range>(&TinyAtlas::compensations, {&C::cites}, refs, compensation);
    expect_numbers_refused<C, std::uint32_t>(&TinyAtlas::compensations, 0,
                                             {{&C::overloaded, {2, many}}, {&C::strengthen, {2, many}}}, compensation);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.compensations[0].cites = {2, 3}; }), compensation);
    expect_refused<D, af::Text>(&TinyAtlas::directions, {&D::say}, strings, direction);
    expect_refused<D, af::Range>(&TinyAtlas::directions, {&D::cites}, refs, direction);
    expect_numbers_refused<D, std::uint32_t>(&TinyAtlas::directions, 0, {{&D::kind, {6, many}}}, direction);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.directions[1].cites = {2, 3}; }), direction);
}

TEST(AtlasRecords, Courses) {
    using C = af::Course;
    using P = af::CoursePoint;
    const std::string broken = "atlas: has a broken course", nowhere = "atlas: has a course that goes nowhere";
    expect_refused<C, af::Text>(&TinyAtlas::courses, {&C::id, &C::name, &C::note}, strings, broken);
    expect_refused<C, af::Range>(&TinyAtlas::courses, {&C::conditions, &C::cites}, refs, broken);
    expect_refused<C, af::Range>(
        &TinyAtlas::courses, {&C::points}, [](const TinyAtlas& t) { return t.course_points.size(); }, broken);
    expect_numbers_refused<C, std::uint32_t>(&TinyAtlas::courses, 1,
                                             {{&C::of_points, {2, many}}, {&C::is_default, {2, many}}}, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.courses[0].points = {0, 1}; }), broken);  // of one point
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.courses[0].cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs.push_back(2), t.courses[1].conditions = {6, 7}; }), broken);
    expect_numbers_refused<P, float>(&TinyAtlas::course_points, 1,
                                     {{&P::week, {-1, nan, infinity}},
                                      {&P::share, {0.39f, 0.81f, nan}},
                                      {&P::low, {-0.1f, 0.61f, nan}},
                                      {&P::high, {0.59f, 2.1f, nan, infinity}}},
                                     nowhere);
    // In the first course, and in the second.
    const std::string still = "atlas: has a course whose weeks do not rise";
    for (const float wrong : {0.0f, 52.0f, 53.0f})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.course_points[1].week = wrong; }), still) << wrong;
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.course_points[2].week = 5; }), still);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.course_points[1].week = 51; }), "");
}

TEST(AtlasRecords, Measures) {
    using M = af::Measure;
    const std::string broken = "atlas: has a broken measure";
    expect_refused<M, af::Text>(&TinyAtlas::measures,
                                {&M::id, &M::name, &M::unit, &M::ask, &M::note, &M::ucum, &M::loinc}, strings, broken);
    expect_refused<M, af::Range>(&TinyAtlas::measures, {&M::cites}, refs, broken);
    expect_numbers_refused<M, std::uint32_t>(
        &TinyAtlas::measures, 1, {{&M::kind, {8, many}}, {&M::sides, {3, many}}, {&M::lower_is_better, {2}}}, broken);
    expect_numbers_refused<M, float>(&TinyAtlas::measures, 0,
                                     {{&M::low, {10, 11, nan, infinity, -infinity}},
                                      {&M::high, {0, -1, nan, infinity, -infinity}},
                                      {&M::error_sd, {-0.1f, 10.1f, nan, infinity}},
                                      {&M::least_change, {-0.1f, 10.1f, nan, infinity}},
                                      {&M::least_share, {-0.1f, 1.1f, nan, infinity}}},
                                     broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.measures[0].cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.measures.clear(); }), "");
}

TEST(AtlasRecords, NextSteps) {
    using S = af::NextStep;
    const std::string broken = "atlas: has a broken next step", some = "atlas: has some of the next steps, but not all";
    expect_refused<S, af::Text>(&TinyAtlas::next_steps, {&S::say, &S::why}, strings, broken);
    expect_refused<S, af::Range>(&TinyAtlas::next_steps, {&S::cites}, refs, broken);
    expect_numbers_refused<S, std::uint32_t>(&TinyAtlas::next_steps, 3, {{&S::kind, {2, 4, 10, many}}}, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.next_steps[9].cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.next_steps.pop_back(); }), some);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.next_steps.push_back(t.next_steps.back()); }), some);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.next_steps.clear(); }), "");  // none at all
}

}  // namespace
}  // namespace knotwork::test
