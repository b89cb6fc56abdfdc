// Is this normal? The course of one measure over time: where it stands, where it goes, whether it changed beyond what
// chance and the least important difference allow, and whether it has come to a stand, come back, or been overdone.
//
//     std::vector<TrendPoint> trend = compute_trend(readings, scale);
//     Change change = judge_change(readings, scale);               // since the beginning
//     std::vector<CourseSign> signs = find_course_signs(readings, loads, scale);
//
// The model is a local linear trend in continuous time: a level that drifts with a slope, a slope that drifts and
// fades, and readings that scatter about the level (Harvey 1989; Kalman filter and Rauch-Tung-Striebel smoother), so
// gaps and uneven days need no filling. Pure; readings in rising order of day. Cost: O(days).
#pragma once

#include <cstdint>
#include <optional>
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
    double least_share = 0;   // or this share of the first level, if that is more; 0: none
};

struct TrendPoint {
    double day = 0;
    double level = 0, level_sd = 0;
    double slope = 0, slope_sd = 0;  // a day
};
// Smoothed by all readings: one a day from the first reading to the last, both included. Empty without readings.
std::vector<TrendPoint> compute_trend(std::span<const Reading> readings, const Scale& scale);

enum class ChangeVerdict : std::uint8_t {
    too_early,  // too few readings, or too short a time
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
    double from = 0, to = 0;       // levels at the first and the last reading
    double sd = 0;                 // of the difference
    double important = 0;          // the least important difference here
    double better = 0, worse = 0;  // probabilities of a change of at least that
};
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
// What the course says on its last day; each kind at most once. `loads`: training load by day, may be empty; without
// them nothing is called overload. Named only with enough readings and high probability.
std::vector<CourseSign> find_course_signs(std::span<const Reading> readings, std::span<const Reading> loads,
                                          const Scale& scale);

}  // namespace knotwork
