#include "infer/random_world.hpp"

#include <algorithm>
#include <random>

namespace knotwork::infer::test {
namespace {

class Dice {
  public:
    explicit Dice(std::uint32_t seed) : engine_(seed) {}
    double real(double low, double high) {
        return low + (high - low) * (static_cast<double>(engine_()) / 4294967296.0);
    }
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }

  private:
    std::mt19937 engine_;
};

Parameters random_parameters(Dice& dice, Likelihood likelihood) {
    Parameters p;
    p.likelihood = likelihood;
    p.felt_essential = dice.real(0.5, 0.99);
    p.felt_spillover = dice.real(0.05, 0.6);
    p.painted = dice.real(0.3, 0.99);
    p.leak = dice.real(0.002, 0.2);
    p.effective_area_cm2 = dice.real(0.3, 6);
    p.other_log_odds = dice.real(-8, 1);
    for (double& level : p.other_levels) level = dice.real(0.05, 0.9);
    for (double& weight : p.size_log_weight) weight = dice.real(-2, 1);
    p.silent = dice.below(2) == 0 ? 0 : dice.real(0.01, 0.3);
    p.exact_triples = 1000000;
    return p;
}

using Points = std::vector<std::pair<std::uint16_t, std::uint8_t>>;

Points random_zone(Dice& dice, std::uint32_t points) {
    Points zone;
    const std::uint32_t start = dice.below(points);
    const std::uint32_t length = 1 + dice.below(std::max(2u, points / 2));
    for (std::uint32_t v = start; v < std::min(points, start + length); ++v)
        zone.emplace_back(static_cast<std::uint16_t>(v),
                          dice.below(5) == 0 ? coverage_levels[dice.below(level_count)] : std::uint8_t{255});
    return zone;
}

}  // namespace

RandomWorld make_random_world(std::uint32_t seed, std::uint32_t points, std::uint32_t sources, Likelihood likelihood) {
    Dice dice(seed);
    RandomWorld random;
    random.parameters = random_parameters(dice, likelihood);
    for (std::uint32_t v = 0; v < points; ++v) random.world.area.push_back(static_cast<float>(dice.real(0.5, 1.5)));
    for (std::uint32_t s = 0; s < sources; ++s) {
        random.world.log_odds.push_back(dice.real(-6, 1));
        random.log_ratio.push_back(dice.below(3) == 0 ? dice.real(-3, 3) : 0);
        const std::uint32_t zones = 1 + dice.below(3);
        for (std::uint32_t z = 0; z < zones; ++z)
            random.world.add_zone(s, z == 0 || dice.below(2) == 0, random_zone(dice, points));
    }
    for (std::uint32_t s = 0; s + 1 < sources; ++s)
        if (dice.below(2) == 0)
            random.world.couplings.push_back(
                {SourceId{s}, SourceId{s + 1 + dice.below(sources - s - 1)}, dice.real(-1, 2)});
    for (std::uint32_t a = dice.below(5); a > 0; --a) {
        RandomWorld::Yes yes{dice.real(0.02, 0.6), dice.below(2) == 0 ? 1 : dice.real(0.3, 1), {}};
        for (std::uint32_t s = 0; s < sources; ++s)
            if (dice.below(3) == 0) yes.signs.push_back({SourceId{s}, dice.real(0, 0.95)});
        random.yes.push_back(std::move(yes));
    }
    for (std::uint32_t v = 0; v < points; ++v) random.painted.push_back(dice.below(2) == 0 ? 1 : 0);
    if (dice.below(2) == 0) {  // one run of paint rather than scattered points
        const std::uint32_t start = dice.below(points), end = start + 1 + dice.below(points);
        for (std::uint32_t v = 0; v < points; ++v) random.painted[v] = v >= start && v < end ? 1 : 0;
    }
    return random;
}

RandomWorld make_mirrored_world(std::uint32_t seed, std::uint32_t half_points, std::uint32_t half_sources,
                                Likelihood likelihood) {
    Dice dice(seed);
    RandomWorld random;
    random.parameters = random_parameters(dice, likelihood);
    random.parameters.effective_area_cm2 = dice.real(2, 20);
    for (std::uint32_t h = 0; h < half_points; ++h) {
        const auto area = static_cast<float>(dice.real(0.5, 1.5));
        random.world.area.insert(random.world.area.end(), {area, area});
    }
    for (std::uint32_t s = 0; s < half_sources; ++s) {
        const double odds = dice.real(-6, -1);
        random.world.log_odds.insert(random.world.log_odds.end(), {odds, odds});
        const std::uint32_t zones = 1 + dice.below(3);
        for (std::uint32_t z = 0; z < zones; ++z) {
            Points left = random_zone(dice, half_points), right;
            for (auto& [point, coverage] : left) {
                point = static_cast<std::uint16_t>(2 * point + (dice.below(12) == 0 ? 1 : 0));  // some reach over
                right.emplace_back(static_cast<std::uint16_t>(point ^ 1u), coverage);
            }
            random.world.add_zone(2 * s, z == 0, left);
            random.world.add_zone(2 * s + 1, z == 0, right);
        }
        if (s > 0 && dice.below(2) == 0) {
            const double boost = dice.real(0, 2);
            random.world.couplings.push_back({SourceId{2 * s}, SourceId{2 * s - 2}, boost});
            random.world.couplings.push_back({SourceId{2 * s + 1}, SourceId{2 * s - 1}, boost});
        }
    }
    random.painted.assign(std::size_t{2} * half_points, 0);
    for (std::uint32_t stroke = 0; stroke < 3; ++stroke) {
        const std::uint32_t start = dice.below(half_points), length = 1 + dice.below(half_points / 3);
        const std::uint32_t side = dice.below(3) == 0 ? 1 : 0;
        for (std::uint32_t h = start; h < std::min(half_points, start + length); ++h) random.painted[2 * h + side] = 1;
    }
    return random;
}

RandomWorld renamed(const RandomWorld& from, const std::vector<std::uint32_t>& order) {
    RandomWorld to = from;
    for (Zone& zone : to.world.zones) zone.source.value = order[zone.source.value];
    for (Coupling& c : to.world.couplings) {
        c.a.value = order[c.a.value];
        c.b.value = order[c.b.value];
    }
    for (std::size_t s = 0; s < order.size(); ++s) {
        to.world.log_odds[order[s]] = from.world.log_odds[s];
        if (!from.log_ratio.empty()) to.log_ratio[order[s]] = from.log_ratio[s];
    }
    for (RandomWorld::Yes& yes : to.yes)
        for (Sign& sign : yes.signs) sign.source.value = order[sign.source.value];
    return to;
}

}  // namespace knotwork::infer::test
