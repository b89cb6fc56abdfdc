// A world like the real atlas in size and shape: a sheet of skin points of 1 cm2, sources in mirror pairs spread over
// it, each with one to four blob- or strip-like zones, neighbours overlapping. Borders are as soft as
// fitted_parameters() make those of the atlas; with 500 sources a point lies in 17 zones on average, as it will in an
// atlas of the whole body.
#pragma once

#include <cstdint>
#include <vector>

#include "infer/model.hpp"

namespace knotwork::infer::bench {

struct Synthetic {
    std::uint32_t columns = 0;  // the sheet; the mid-line runs between the middle columns
    std::vector<float> area;
    std::vector<Zone> zones;
    std::vector<std::uint16_t> zone_points;
    std::vector<std::uint8_t> zone_coverage;
    std::vector<double> log_odds;
    std::vector<Coupling> couplings;

    Maps maps() const { return {area, zones, zone_points, zone_coverage, log_odds, couplings}; }
};

Synthetic make_synthetic(std::uint32_t points, std::uint32_t sources, std::uint32_t seed = 1);

// What somebody with one or two of these sources active might paint, about `painted_points` in all.
std::vector<std::uint8_t> make_drawing(const Synthetic& world, std::uint32_t painted_points, std::uint32_t seed);

}  // namespace knotwork::infer::bench
