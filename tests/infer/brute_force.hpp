// The model of src/infer/model.hpp written down as plainly as can be, and summed over every set and every felt zone.
// Slow: 2^zones x sets x points. Shares no code with the library but the structs that go in.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "infer/posterior.hpp"

namespace knotwork::infer::test {

// A small world that owns what Maps points at.
struct World {
    std::vector<float> area;
    std::vector<Zone> zones;
    std::vector<std::uint16_t> zone_points;
    std::vector<std::uint8_t> zone_coverage;
    std::vector<double> log_odds;
    std::vector<Coupling> couplings;

    Maps maps() const { return {area, zones, zone_points, zone_coverage, log_odds, couplings}; }
    void add_zone(std::uint32_t source, bool essential,
                  const std::vector<std::pair<std::uint16_t, std::uint8_t>>& points) {
        const auto begin = static_cast<std::uint32_t>(zone_points.size());
        for (const auto& [point, coverage] : points) {
            zone_points.push_back(point);
            zone_coverage.push_back(coverage);
        }
        zones.push_back({begin, static_cast<std::uint32_t>(zone_points.size()), SourceId{source}, essential});
    }
};

struct BruteForce {
    std::map<std::vector<std::uint32_t>, double> sets;  // members (source_count = the other source) -> probability
    std::vector<double> probability;                    // by source
    double other = 0;
    double log_weight = 0;  // of all sets together: log of the sum of prior x likelihood, and the share of the kind
};

// The same of several kinds of people together.
BruteForce mix(const std::vector<BruteForce>& kinds);

BruteForce compute_by_brute_force(const World& world, const Parameters& parameters,
                                  const std::vector<std::uint8_t>& painted, const Evidence& evidence);

}  // namespace knotwork::infer::test
