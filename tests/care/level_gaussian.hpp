// The level model as one big Gaussian: every state at every day at once, conditioned on all readings by a dense solve.
// Slow and plain. It shares no formula with care/level_model.cpp: covariances of the slope's integral are summed over
// small steps.
#pragma once

#include <span>
#include <vector>

#include "care/level_model.hpp"

namespace knotwork::test {

struct LevelGaussian {
    std::vector<double> days;              // rising, without repeats
    std::vector<double> mean;              // three of each day: level, slope, swing
    std::vector<std::vector<double>> cov;  // of all of them
    double log_likelihood = 0;
};
LevelGaussian condition_levels(std::span<const Reading> readings, std::span<const double> days,
                               const LevelModel& model);

}  // namespace knotwork::test
