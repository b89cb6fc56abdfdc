// Simulated courses: what they are meant to be; and the study of the signs, small, with its aims loosely held.
#include "study/course_study.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace knotwork::study {
namespace {

TEST(Courses, AreWhatTheirKindsSay) {
    for (std::uint32_t person = 0; person < 300; ++person) {
        for (std::size_t k = 0; k < course_kind_count; ++k) {
            Dice dice(5, person * 10 + k);
            const auto kind = static_cast<CourseKind>(k);
            const Course course = simulate_course(kind, NoiseLevel::usual, Logging::often, dice);
            ASSERT_EQ(course.truth.size(), static_cast<std::size_t>(course_days));
            for (const double pain : course.truth) EXPECT_TRUE(pain >= 0 && pain <= 10) << name(kind);
            for (const Reading& r : course.readings)
                EXPECT_TRUE(r.value >= 0 && r.value <= 10 && r.value == std::round(r.value));
            const bool turns =
                kind != CourseKind::improving && kind != CourseKind::slow && kind != CourseKind::persistent;
            ASSERT_EQ(course.turn.has_value(), turns);
            if (kind == CourseKind::plateau) {
                const auto turn = static_cast<std::size_t>(*course.turn);
                EXPECT_GE(course.truth[turn - 14] - course.truth[turn], 1);
                EXPECT_GE(course.truth[turn], 2.5);
                EXPECT_EQ(course.truth[turn], course.truth.back());
            }
            if (kind == CourseKind::relapse) {
                const auto turn = static_cast<std::size_t>(*course.turn);
                EXPECT_GE(course.truth[turn + 7] - course.truth[turn - 1], 2);
            }
        }
    }
}

TEST(Courses, OfImproversPassALittleBelowThePooledCohorts) {
    double first = 0, six_weeks = 0;
    constexpr int people = 4000;
    for (int person = 0; person < people; ++person) {
        Dice dice(6, static_cast<std::uint64_t>(person));
        const Course course = simulate_course(CourseKind::improving, NoiseLevel::usual, Logging::daily, dice);
        first += course.truth[0] / people;
        six_weeks += course.truth[42] / people;
    }
    EXPECT_NEAR(first, 5.2, 0.5);
    EXPECT_NEAR(six_weeks, 1.85, 0.15);
}

TEST(Courses, ScatterAndAreLoggedAsOften) {
    const double expected[] = {0.5, 1.0, 1.5};
    for (std::size_t n = 0; n < noise_level_count; ++n) {
        double square = 0, lagged = 0, count = 0, told = 0;
        for (std::uint32_t person = 0; person < 400; ++person) {
            Dice dice(8, person);
            const Course course =
                simulate_course(CourseKind::persistent, static_cast<NoiseLevel>(n), Logging::daily, dice);
            told += static_cast<double>(course.readings.size()) / course_days / 400;
            double before = 0;
            for (const Reading& r : course.readings) {
                const double off = r.value - course.truth[static_cast<std::size_t>(r.day)];
                if (std::abs(off) < 2.5 * expected[n] + 0.5) square += off * off, lagged += off * before, ++count;
                before = off;
            }
        }
        EXPECT_NEAR(std::sqrt(square / count), expected[n], 0.25);
        EXPECT_GT(lagged / square, 0.15);
        EXPECT_NEAR(told, 0.95, 0.02);
    }
}

const CourseFigures& small_study() {
    static const CourseFigures figures = study_courses({.seed = 3, .courses = 50, .threads = 2});
    return figures;
}

TEST(CourseStudy, KeepsTheAimsLoosely) {
    const CourseTally all = small_study().sum();
    EXPECT_EQ(all.courses, 450u);
    const auto used = static_cast<std::size_t>(
        std::find(tried_probabilities.begin(), tried_probabilities.end(), least_sign_probability) -
        tried_probabilities.begin());
    ASSERT_LT(used, tried_probabilities.size());
    const PlateauFigures& plateau = all.plateau[used];
    EXPECT_EQ(plateau.improving.courses + plateau.slow.courses, 180u);
    EXPECT_LE(plateau.false_share(), 0.08);
    EXPECT_GE(10 * plateau.found.in_28, 4 * plateau.found.courses);
    const PlateauFigures& quiet = small_study().cells[0][0].plateau[used];
    EXPECT_GE(10 * quiet.found.in_28, 8 * quiet.found.courses);
    const SignFigures& signs = all.signs[used];
    EXPECT_LE(50 * signs.relapse.wrong, signs.relapse.courses);
    EXPECT_LE(20 * signs.recovered.wrong, signs.recovered.courses);
    EXPECT_NEAR(static_cast<double>(all.now_inside) / all.now, 0.9, 0.05);
    EXPECT_GE(100 * all.truly_better, 95 * all.called_better);
}

TEST(CourseStudy, GivesTheSameFiguresWithAnyNumberOfThreadsAndMoreFalseOnesForLess) {
    const auto one = study_courses({.seed = 4, .courses = 4, .threads = 1}),
               three = study_courses({.seed = 4, .courses = 4, .threads = 3});
    EXPECT_EQ(render_course_figures(one), render_course_figures(three));
    const CourseTally all = small_study().sum();
    for (std::size_t p = 1; p < tried_probabilities.size(); ++p) {
        EXPECT_LE(all.signs[p].relapse.wrong, all.signs[p - 1].relapse.wrong);
        EXPECT_LE(all.signs[p].relapses.in_28, all.signs[p - 1].relapses.in_28);
    }
}

}  // namespace
}  // namespace knotwork::study
