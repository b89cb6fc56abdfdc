// Random worlds: small ones for brute force, mirror-symmetric ones, and drawings on them. Everything follows from the
// seed.
#pragma once

#include <cstdint>
#include <vector>

#include "infer/brute_force.hpp"

namespace knotwork::infer::test {

struct RandomWorld {
    World world;
    Parameters parameters;
    std::vector<std::uint8_t> painted;
    std::vector<double> log_ratio;
    struct Yes {
        double leak, weight;
        std::vector<Sign> signs;
    };
    std::vector<Yes> yes;

    // Both, as the inference takes them; `answers` owns what the result points at.
    Evidence evidence(std::vector<YesAnswer>& answers) const {
        answers.clear();
        for (const Yes& y : yes) answers.push_back({y.leak, y.weight, y.signs});
        return {log_ratio, {}, answers};
    }
};

// `points` points in a row, `sources` sources with one to three zones each (runs of points that may overlap).
RandomWorld make_random_world(std::uint32_t seed, std::uint32_t points, std::uint32_t sources, Likelihood likelihood);

// Points 2h and 2h + 1 are mirror images, as are sources 2s and 2s + 1.
RandomWorld make_mirrored_world(std::uint32_t seed, std::uint32_t half_points, std::uint32_t half_sources,
                                Likelihood likelihood);

// The same world with source s called order[s].
RandomWorld renamed(const RandomWorld& from, const std::vector<std::uint32_t>& order);

}  // namespace knotwork::infer::test
