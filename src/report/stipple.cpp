#include "report/stipple.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace knotwork {
namespace {

// SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195): a number for a number, evenly spread.
std::uint64_t scrambled(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ull;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

struct Candidate {
    std::uint64_t order;
    PagePoint place;
    std::size_t layer;
    float value;
};

}  // namespace

std::vector<Dot> spread_dots(const Box& box, double distance, std::size_t layer_count, float least,
                             const std::function<float(std::size_t, PagePoint)>& value) {
    if (layer_count == 0) return {};
    constexpr int fine = 4;  // candidates a distance, each way
    const double step = distance / fine;
    const auto columns = static_cast<std::uint64_t>(std::max(0.0, std::floor(box.width / step)));
    const auto rows = static_cast<std::uint64_t>(std::max(0.0, std::floor(box.height / step)));
    std::vector<Candidate> candidates;
    std::vector<std::pair<std::size_t, float>> covering;
    for (std::uint64_t row = 0; row < rows; ++row) {
        for (std::uint64_t column = 0; column < columns; ++column) {
            const std::uint64_t noise = scrambled(row * columns + column);
            const double jitter_x = static_cast<double>(noise & 0xFFFF) / 65536.0;
            const double jitter_y = static_cast<double>((noise >> 16) & 0xFFFF) / 65536.0;
            const PagePoint place{box.x + (static_cast<double>(column) + jitter_x) * step,
                                  box.y + (static_cast<double>(row) + jitter_y) * step};
            covering.clear();
            for (std::size_t layer = 0; layer < layer_count; ++layer)
                if (const float v = value(layer, place); v >= least) covering.emplace_back(layer, v);
            if (covering.empty()) continue;
            const auto& [layer, v] = covering[(noise >> 32) % covering.size()];
            candidates.push_back({scrambled(noise), place, layer, v});
        }
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.order < b.order; });

    // One dot at most a grid square of side distance / sqrt 2, so neighbours lie within two squares.
    const double side = distance / std::sqrt(2.0);
    const auto across = static_cast<std::ptrdiff_t>(std::ceil(box.width / side)) + 1;
    const auto down = static_cast<std::ptrdiff_t>(std::ceil(box.height / side)) + 1;
    std::vector<std::uint32_t> taken(static_cast<std::size_t>(across * down), 0);
    std::vector<Dot> dots;
    for (const Candidate& candidate : candidates) {
        const auto x = static_cast<std::ptrdiff_t>((candidate.place.x - box.x) / side);
        const auto y = static_cast<std::ptrdiff_t>((candidate.place.y - box.y) / side);
        bool free = true;
        for (auto j = std::max<std::ptrdiff_t>(0, y - 2); free && j <= std::min(down - 1, y + 2); ++j) {
            for (auto i = std::max<std::ptrdiff_t>(0, x - 2); free && i <= std::min(across - 1, x + 2); ++i) {
                const std::uint32_t dot = taken[static_cast<std::size_t>(j * across + i)];
                if (dot == 0) continue;
                const PagePoint& other = dots[dot - 1].place;
                free = std::hypot(other.x - candidate.place.x, other.y - candidate.place.y) >= distance;
            }
        }
        if (!free) continue;
        dots.push_back({candidate.place, candidate.layer, candidate.value});
        taken[static_cast<std::size_t>(y * across + x)] = static_cast<std::uint32_t>(dots.size());
    }
    return dots;
}

}  // namespace knotwork
