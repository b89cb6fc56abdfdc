// Simulated courses of pain, and what is true of them. Nothing here is taken from the model that judges them
// (care/level_model.hpp): courses are curves, not random walks, and their noise is none of its kinds alone.
//
//     Dice dice(seed, person);
//     const Course course = simulate_course(CourseKind::plateau, NoiseLevel::usual, Logging::daily, dice);
//
// True pain from 0 to 10, day by day for 18 weeks:
//   improving     falls exponentially from 3 to 9 to a rest of at most 30 %. Half of the way takes 6 to 49 days, mostly
//                 about 18; their mean after six weeks is 18 of 100, where the pooled cohorts of acute back pain,
//                 with all who do not improve, fell from 52 to 23 (Costa 2012, doi:10.1503/cmaj.111271)
//   slow          falls evenly, 1.1 to 1.8 points in a fortnight, until it is nearly gone
//   plateau       falls evenly or with a fading slope, then stops at a random day from 14 to 70 at 2.5 or more, having
//                 lost 1.5 or more, and at least a point in the fortnight before
//   persistent    stays where it is, and wanders about slowly by half a point
//   relapse       as improving, down to 2 or less; later comes back by 2.5 to 5 within 1 to 6 days, for 3 weeks or more
//   overload      as improving or persistent; in one week training is 1.7 to 2.6 times that of the weeks before, pain
//                 rises by 1.8 to 3.5 with it, and eases after 2 to 4 weeks
//   load-alone    the same week of training, and pain does not mind
//
// What is told of it: the true pain and the day's swing, which lasts (a correlation of 0.2 to 0.5 from day to day); a
// weekly rhythm; flare-ups of 1 to 4 days by 1 to 4 points, one in 20 days or fewer (three quarters of flares last less
// than a day, and lift pain by 2.7: Suri 2011, doi:10.1186/1471-2474-12-220); all rounded to whole numbers from 0
// to 10.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "care/progress.hpp"
#include "study/dice.hpp"

namespace knotwork::study {

enum class CourseKind : std::uint8_t { improving, slow, plateau, persistent, relapse, overload, load_alone };
inline constexpr std::size_t course_kind_count = 7;
constexpr std::string_view name(CourseKind kind) {
    constexpr std::string_view names[] = {"improving", "slow",     "plateau",   "persistent",
                                          "relapse",   "overload", "load alone"};
    return names[static_cast<std::size_t>(kind)];
}

// Of one reading about the true pain, without flares: 0.5, 1 or 1.5 points, each give or take a fifth.
enum class NoiseLevel : std::uint8_t { quiet, usual, loud };
inline constexpr std::size_t noise_level_count = 3;
constexpr std::string_view name(NoiseLevel level) {
    constexpr std::string_view names[] = {"quiet (0.5)", "usual (1.0)", "loud (1.5)"};
    return names[static_cast<std::size_t>(level)];
}

enum class Logging : std::uint8_t {
    daily,   // up to one day in ten is missed
    often,   // a quarter to 60 % of days are missed, some of them in a row
    weekly,  // every seventh day, and one of ten of these missed
};
inline constexpr std::size_t logging_count = 3;
constexpr std::string_view name(Logging logging) {
    constexpr std::string_view names[] = {"daily", "every other day or so", "weekly"};
    return names[static_cast<std::size_t>(logging)];
}

inline constexpr int course_days = 126;

struct Course {
    CourseKind kind = CourseKind::improving;
    std::vector<double> truth;      // by day
    std::optional<int> turn;        // day on which the plateau, the relapse or the week of training begins
    std::vector<Reading> readings;  // as told
    std::vector<Reading> loads;     // of days that were noted; of those who train alone
};
Course simulate_course(CourseKind kind, NoiseLevel noise, Logging logging, Dice& dice);

}  // namespace knotwork::study
