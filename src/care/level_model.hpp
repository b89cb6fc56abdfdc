// The statistics under progress.hpp: a damped local linear trend in continuous time, with good and bad days.
//
//     LevelCourse course = smooth_levels(readings, {.days = days}, model);
//     Gaussian fallen = compute_fall(course, a, b);                // level at node a less that at node b, jointly
//
// Three quantities move together. The level wanders a little and follows its slope; the slope is pulled back to nothing
// and is pushed about; the swing of good and bad days comes and goes within days. A reading is level + swing + error:
//     d level = slope dt + drift dW1        d slope = -slope/slope_days dt + push dW2
//     d swing = -swing/swing_days dt + stir dW3
// where push and stir give slope and swing their lasting spread. Now and then the level jumps: pain comes back within
// days, which no drift follows in time (Harrison and Stevens 1976: a model of several processes). Steps of any length
// are exact (Harvey 1989, chapter 9). Kalman filter with Joseph's form, then the Rauch-Tung-Striebel smoother (1965,
// doi:10.2514/3.3166) in a form that keeps covariances positive. Cost: some 400 multiplications a node.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "care/progress.hpp"

namespace knotwork {

// For pain from 0 to 10. Where the numbers come from is told in docs/progress.md.
struct LevelModel {
    double level_mean = 5, level_sd = 10;  // before the first reading
    // Slopes a day, at first and later on. Acute back pain falls from 52 to 23 of 100 in six weeks (Costa 2012,
    // doi:10.1503/cmaj.111271), fastest in the first two and hardly after the fourth (Suri 2011,
    // doi:10.1186/1471-2474-12-220): some 0.1 to 0.15 points a day at first in the mean of people, twice that in many,
    // and a slope that fades within weeks.
    double first_slope_sd = 0.25, slope_sd = 0.08;
    double slope_days = 21;  // in which a slope fades to a third
    double drift_sd = 0.05;  // of the level by itself, in one day: a judgement
    // One reading lies about the level with an sd of 1 (Childs 2005, PMID 15928561: 1.02). Half of that variance lasts
    // into the next days, so that detrended readings of two days correlate at 0.3. That they do is published (Affleck
    // 1991, 75 days of 47 people), how much is a judgement.
    double swing_sd = 0.7071, swing_days = 2;
    double reading_sd = 0.7071;
    double jump_sd = 3;
    std::vector<double> jumps;  // days on which the level jumps, each that of a reading, rising
};
// The same in the unit of a scale: all but the level's start go with its error_sd. How far readings scatter differs
// between people (Schneider 2012, doi:10.1016/j.pain.2012.01.001), so the scatter is chosen from a half, 0.7, 1, 1.4
// and 2 times error_sd by the readings' likelihood and a prior about 1 whose log has an sd of 0.35 (a judgement). A day
// gets a jump where that makes the readings of the next four weeks so much likelier that it outweighs how seldom jumps
// are: one in 200 days (half of those who recovered relapse within 139: da Silva 2019,
// doi:10.1016/j.jphys.2019.04.010). `readings` are measured from the best end of the scale (0).
LevelModel choose_model(std::span<const Reading> readings, const Scale& scale);

using State = std::array<double, 3>;                   // level, slope, swing
using Matrix3 = std::array<std::array<double, 3>, 3>;  // rows of columns

struct LevelNode {
    double day = 0;
    State mean{};    // by all readings
    Matrix3 cov{};   // of the same
    Matrix3 gain{};  // covariance with the next node: gain x its cov
};

struct LevelCourse {
    std::vector<LevelNode> nodes;  // in rising order of day: one for each day that has a reading or is asked for
    double log_likelihood = 0;     // of the readings
};

// Readings and days in rising order; all finite. No nodes without either.
LevelCourse smooth_levels(std::span<const Reading> readings, std::span<const double> days, const LevelModel& model);
// The first half of it: how well the model foresees each reading from those before.
double compute_log_likelihood(std::span<const Reading> readings, const LevelModel& model);

struct Gaussian {
    double mean = 0, sd = 0;
    double above(double limit) const;  // probability
    double below(double limit) const { return 1 - above(limit); }
};
// Level at node `a` less level at node `b`; a <= b. Cost: O(b - a).
Gaussian compute_fall(const LevelCourse& course, std::size_t a, std::size_t b);

}  // namespace knotwork
