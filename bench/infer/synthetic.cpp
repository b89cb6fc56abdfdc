#include "infer/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace knotwork::infer::bench {
namespace {

class Dice {
  public:
    explicit Dice(std::uint32_t seed) : engine_(seed) {}
    double real(double low, double high) { return low + (high - low) * static_cast<double>(engine_()) / 4294967296.0; }
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }

  private:
    std::mt19937 engine_;
};

// A straight band with round ends: a disc if its ends meet.
struct Band {
    double x0, y0, x1, y1, radius;

    double distance(double x, double y) const {
        const double dx = x1 - x0, dy = y1 - y0;
        const double length2 = dx * dx + dy * dy;
        const double t = length2 > 0 ? std::clamp(((x - x0) * dx + (y - y0) * dy) / length2, 0.0, 1.0) : 0;
        return std::hypot(x - x0 - t * dx, y - y0 - t * dy);
    }
    double coverage(double x, double y) const { return std::clamp((radius + 2.5 - distance(x, y)) / 5, 0.0, 1.0); }
};

}  // namespace

Synthetic make_synthetic(std::uint32_t points, std::uint32_t sources, std::uint32_t seed) {
    Dice dice(seed);
    Synthetic world;
    world.columns = static_cast<std::uint32_t>(std::sqrt(points / 1.5)) / 2 * 2;
    const std::uint32_t columns = world.columns, rows = points / columns;
    const std::uint32_t count = columns * rows;
    world.area.resize(count);
    for (std::uint32_t v = 0; v < count; ++v) {
        const std::uint32_t x = v % columns;
        world.area[v] = x < columns / 2 ? static_cast<float>(dice.real(0.8, 1.2)) : world.area[v - x + columns - 1 - x];
    }
    world.log_odds.resize(sources);
    for (std::uint32_t s = 0; s + 1 < sources; s += 2) {
        world.log_odds[s] = world.log_odds[s + 1] = dice.real(-6, -3);
        const double x = dice.real(2, columns / 2.0 - 2), y = dice.real(2, rows - 16.0);
        const std::uint32_t zones = 1 + dice.below(4);
        for (std::uint32_t z = 0; z < zones; ++z) {
            const double reach = z == 0 ? 3 : 14, length = dice.below(2) == 0 ? 0 : dice.real(8, 30);
            const double x0 = x + dice.real(-reach, reach), y0 = y + dice.real(-reach, reach);
            const Band band{x0, y0, x0 + dice.real(-3, 3), y0 + length, dice.real(2.5, 5)};
            for (const bool mirrored : {false, true}) {
                const auto begin = static_cast<std::uint32_t>(world.zone_points.size());
                for (std::uint32_t v = 0; v < count; ++v) {
                    const std::uint32_t column = v % columns;
                    const double at = mirrored ? columns - 1 - column : column;
                    const double coverage = band.coverage(at, v / columns);
                    if (coverage <= 0) continue;
                    world.zone_points.push_back(static_cast<std::uint16_t>(v));
                    world.zone_coverage.push_back(static_cast<std::uint8_t>(std::lround(coverage * 255)));
                }
                world.zones.push_back({begin, static_cast<std::uint32_t>(world.zone_points.size()),
                                       SourceId{s + (mirrored ? 1 : 0)}, z == 0 || dice.below(3) == 0});
            }
        }
        if (s >= 2 && dice.below(2) == 0)
            for (const std::uint32_t side : {0u, 1u})
                world.couplings.push_back({SourceId{s + side}, SourceId{2 * dice.below(s / 2) + side}, 1.0});
    }
    return world;
}

std::vector<std::uint8_t> make_drawing(const Synthetic& world, std::uint32_t painted_points, std::uint32_t seed) {
    Dice dice(seed);
    std::vector<std::uint8_t> painted(world.area.size(), 0);
    std::uint32_t count = 0;
    // Whole zones of one source after another until the area is reached: one or two for most drawings.
    while (count < painted_points) {
        const std::uint32_t source = dice.below(static_cast<std::uint32_t>(world.log_odds.size()));
        for (const Zone& zone : world.zones) {
            if (zone.source.value != source || (!zone.essential && dice.below(2) == 0)) continue;
            for (std::uint32_t i = zone.begin; i < zone.end && count < painted_points; ++i) {
                if (world.zone_coverage[i] < 128 || dice.below(10) == 0) continue;
                std::uint8_t& point = painted[world.zone_points[i]];
                count += point == 0 ? 1 : 0;
                point = 1;
            }
        }
    }
    return painted;
}

}  // namespace knotwork::infer::bench
