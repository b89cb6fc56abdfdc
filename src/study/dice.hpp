// Random numbers that are the same on every platform and in every standard library: SplitMix64 (Steele, Lea, Flood
// 2014, doi:10.1145/2660193.2660195).
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace knotwork::study {

class Dice {
  public:
    // Streams of one seed are independent of each other.
    explicit Dice(std::uint64_t seed, std::uint64_t stream = 0) : state_(seed) {
        state_ = next() ^ (stream * 0xD1342543DE82EF95u);
        state_ = next();
    }

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // [0, 1)
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(uniform() * n); }
    bool chance(double p) { return uniform() < p; }
    double normal() { return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(2 * std::numbers::pi * uniform()); }
    // Index with probability proportional to weight(i), i < n; the weights sum to `total`.
    template <class Weight>
    std::uint32_t pick(std::uint32_t n, double total, const Weight& weight) {
        double left = uniform() * total;
        for (std::uint32_t i = 0; i + 1 < n; ++i)
            if ((left -= weight(i)) < 0) return i;
        return n - 1;
    }

  private:
    std::uint64_t state_;
};

}  // namespace knotwork::study
