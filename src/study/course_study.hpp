// How well the course of pain is told (care/progress.hpp), measured on simulated courses: honest bands, honest changes,
// signs that are named in time and not without cause.
//
//     const CourseFigures figures = study_courses({.seed = 2, .courses = 400, .threads = 2});
//     fmt::print("{}", render_course_figures(figures));
//
// Each person is looked at on every day with a reading, as the engine would, knowing only what was told until then; a
// sign that is wrongly named on any of these days counts as one false alarm of that course.
// What is true: between fortnights pain that fell by a point or more, half the least important difference, still
// improves (at that pace another important difference comes within four weeks), so a plateau is false on such a day,
// and where no more than 1 of 10 is left. The result depends on seed and number alone. Cost: some 30 ms a course.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "study/courses.hpp"
#include "study/evaluate.hpp"

namespace knotwork::study {

struct CourseStudyOptions {
    std::uint64_t seed = 2;
    std::uint32_t courses = 400;  // for each level of noise and each way of logging
    unsigned threads = 1;
};

inline constexpr Scale pain_scale{0, 10, true, 1, 2, 0.3};
inline constexpr std::array<double, 7> tried_probabilities{0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95};

// Of ten courses in a row: three improving, one slow, two with a plateau, and one of each other kind.
CourseKind kind_of_course(std::uint32_t index);

struct Named {
    std::uint32_t courses = 0;  // that it could have been named of
    std::uint32_t in_14 = 0, in_28 = 0;
    std::vector<double> delays;   // of those in whom it was named at all, in days
    double median_delay() const;  // of all; infinite if fewer than half were
};

struct Alarm {
    std::uint32_t courses = 0, wrong = 0;
};

struct PlateauFigures {
    Alarm improving, slow, before;  // false; before: courses with a plateau, on the days before it
    Named found;
    Named persistent;  // never better; it begins when six weeks have passed
    // Of improving and slow courses together.
    double false_share() const;
};

// The other signs.
struct SignFigures {
    Alarm relapse, overload, load_alone, recovered;  // false
    Named relapses, overloads, recoveries;           // true
};

struct CourseTally {
    std::uint32_t courses = 0;
    std::array<PlateauFigures, tried_probabilities.size()> plateau{};  // by the probability that names it
    std::array<SignFigures, tried_probabilities.size()> signs{};
    std::uint32_t now = 0, now_inside = 0;              // days: true pain within the 90 % band, as of then
    std::uint32_t then = 0, then_inside = 0;            // days, in hindsight
    Reliability better;                                 // said probability of an important change
    std::uint32_t called_better = 0, truly_better = 0;  // verdicts, and how many of these are
    std::uint32_t called_same = 0, truly_same = 0;
    std::uint32_t changed = 0, changed_called = 0;  // verdicts where pain is truly better, and how many say so

    void add(const CourseTally& other);
};

struct CourseFigures {
    CourseStudyOptions options;
    std::array<std::array<CourseTally, logging_count>, noise_level_count> cells{};
    CourseTally sum() const;
};

CourseFigures study_courses(const CourseStudyOptions& options);
// The figures as Markdown.
std::string render_course_figures(const CourseFigures& figures);

}  // namespace knotwork::study
