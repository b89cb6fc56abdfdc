// The same model the first way one would write it: dense coverage of every zone over every skin point, every outcome of
// every set evaluated over the whole skin. The baseline that infer/ is timed against.
#pragma once

#include <cstdint>
#include <vector>

#include "infer/synthetic.hpp"

namespace knotwork::infer::bench {

class Naive {
  public:
    Naive(const Synthetic& world, const Parameters& parameters);
    // Marginal probability by source (the other source last), over sets of up to `max_sources` (1 or 2).
    std::vector<double> compute(const std::vector<std::uint8_t>& painted, std::uint32_t max_sources) const;

  private:
    struct DenseZone {
        double felt;
        std::vector<float> coverage;  // by skin point
    };
    double likelihood(const std::vector<std::uint32_t>& members, const std::vector<std::uint8_t>& painted) const;

    const Synthetic& world_;
    Parameters parameters_;
    std::vector<std::vector<DenseZone>> zones_;  // by source
};

}  // namespace knotwork::infer::bench
