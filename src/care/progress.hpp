// Is this normal? The course of one measure over time: where it stands, where it goes, whether it changed beyond what
// chance and the least important difference allow, and whether it has come to a stand, come back, or been overdone.
//
//     std::vector<TrendPoint> trend = compute_trend(readings, scale);
//     Change change = judge_change(readings, scale);               // since the beginning
//     std::vector<CourseSign> signs = find_course_signs(readings, loads, scale);
//
// The model is a local linear trend in continuous time: a level that drifts with a slope, a slope that drifts and
// fades, and readings that scatter about the level, partly together from one day to the next (Harvey 1989; Kalman
// filter and Rauch-Tung-Striebel smoother; level_model.hpp), so gaps, uneven days and several readings a day need no
// filling. How far this person's readings scatter is learned from them. docs/progress.md tells what each answer needs
// and how often it is wrong.
//
// Pure. Readings and loads in any order of day; those whose day or value is not finite are passed over. A scale without
// extent or error gives the answers of no readings. Cost: O(readings + days), for find_course_signs times the looks of
// four days.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace knotwork {

struct Reading {
    double day = 0;  // since the episode began; parts of a day count
    double value = 0;
};

// What is known of a measure (atlas: measures).
struct Scale {
    double low = 0, high = 10;
    bool lower_is_better = true;
    double error_sd = 1;      // of one reading about the true level
    double least_change = 2;  // least important difference, in the unit
    double least_share = 0;   // or this share of the first level's distance from the best end, if more; 0: none
};

struct TrendPoint {
    double day = 0;
    double level = 0, level_sd = 0;
    double slope = 0, slope_sd = 0;  // a day
};
// Smoothed by all readings: one a day counted from the first reading, and the last reading. Empty without readings. Of
// more than a century: only the days with readings. Levels end at the ends of the scale, where the model itself knows
// no ends: near them half of what `level_sd` spans may lie outside, and means nothing.
std::vector<TrendPoint> compute_trend(std::span<const Reading> readings, const Scale& scale);

enum class ChangeVerdict : std::uint8_t {
    too_early,  // readings on fewer than 4 days, or over less than a week (least_reading_days, least_span_days)
    better,     // beyond the least important difference, with 90 % probability
    same,       // within it, with 90 % probability
    worse,
    unclear,
};
constexpr std::string_view name(ChangeVerdict verdict) {
    constexpr std::string_view names[] = {"too-early", "better", "same", "worse", "unclear"};
    return names[static_cast<std::size_t>(verdict)];
}
struct Change {
    ChangeVerdict verdict = ChangeVerdict::too_early;
    double from = 0, to = 0;       // smoothed levels at the first and the last reading, within the scale
    double sd = 0;                 // of the difference, which both levels share readings for
    double important = 0;          // the least important difference here
    double better = 0, worse = 0;  // probabilities of a change of at least that
};
// A week, since many weeks have a rhythm; four days, since one bad one of three would decide (judgements; after one
// week a change told better from unchanged with an AUC of 0.72, after four with 0.92: Childs 2005, PMID 15928561).
inline constexpr std::size_t least_reading_days = 4;
inline constexpr double least_span_days = 7;
Change judge_change(std::span<const Reading> readings, const Scale& scale);

enum class SignKind : std::uint8_t { plateau, relapse, overload, recovered };
constexpr std::string_view name(SignKind kind) {
    constexpr std::string_view names[] = {"plateau", "relapse", "overload", "recovered"};
    return names[static_cast<std::size_t>(kind)];
}
struct CourseSign {
    SignKind kind = SignKind::plateau;
    double since_day = 0;
    double probability = 0;
};
// What the course says on its last day; each kind at most once. `loads`: training load by day (those of a day add up),
// may be empty; a day without one is not known, a day of rest has 0. Without them nothing is called overload.
//   plateau    the level fell by less than half the least important difference in 14 days (that is the probability),
//              lies a least important difference or more above the best end, then as now, and before that it had
//              improved by half of one (with 90 %), or six weeks have passed
//   relapse    the level is up by the least important difference from its best day (that is the probability), which
//              had improved by half of one (with 90 %)
//   overload   in one week of the last two, load was 1.5 times or more that of the four weeks before, and since that
//              week began the level is up (that is the probability), by half the least important difference as far as
//              one can tell
//   recovered  throughout 14 days the level is within a tenth of the scale from the best end (the least probability)
// Looking every day invites chance, so a sign is named only if its probability reached `least_sign_probability` in the
// light of the readings at each look of the last four days, and at two looks or more; a look is a day with readings.
// The probability given is the least of them. A relapse hides a plateau.
inline constexpr double least_sign_probability = 0.85;
std::vector<CourseSign> find_course_signs(std::span<const Reading> readings, std::span<const Reading> loads,
                                          const Scale& scale);
// The same before the decision: all that the readings are enough for, by kind.
std::vector<CourseSign> weigh_course_signs(std::span<const Reading> readings, std::span<const Reading> loads,
                                           const Scale& scale);

}  // namespace knotwork
