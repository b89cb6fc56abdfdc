#include "infer/brute_force.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork::infer::test {
namespace {

struct Patch {  // a zone after points shared within its source are given away
    double felt;
    std::map<std::uint32_t, double> coverage;
};

// Coverage x 255, taken to the nearest of the levels in which it is kept.
double nearest_level(double coverage) {
    double best = 0;
    for (const std::uint8_t level : coverage_levels)
        if (std::abs(level - coverage) <= std::abs(best - coverage)) best = level;
    return best;
}

std::vector<std::vector<Patch>> make_patches(const World& world, const Parameters& p) {
    std::vector<std::vector<Patch>> patches(world.log_odds.size());
    for (const Zone& zone : world.zones) {
        Patch patch{zone.essential ? p.felt_essential : p.felt_spillover, {}};
        for (std::uint32_t i = zone.begin; i < zone.end; ++i) {
            double& coverage = patch.coverage[world.zone_points[i]];
            coverage = std::max(coverage, world.zone_coverage[i] / 255.0);
        }
        patches[zone.source.value].push_back(patch);
    }
    for (auto& of_source : patches)
        for (std::uint32_t v = 0; v < world.area.size(); ++v) {
            Patch* owner = nullptr;
            double strongest = 0;
            for (Patch& patch : of_source) {
                const auto it = patch.coverage.find(v);
                if (it == patch.coverage.end()) continue;
                if (patch.felt * it->second > strongest) {
                    strongest = patch.felt * it->second;
                    owner = &patch;
                }
            }
            for (Patch& patch : of_source)
                if (&patch != owner) patch.coverage.erase(v);
        }
    if (p.likelihood == Likelihood::noisy_or)
        for (auto& of_source : patches) {
            Patch field{1, {}};
            for (const Patch& patch : of_source)
                for (const auto& [v, coverage] : patch.coverage)
                    field.coverage[v] = nearest_level(std::round(patch.felt * std::round(coverage * 255))) / 255;
            of_source.assign(1, field);
        }
    return patches;
}

}  // namespace

BruteForce compute_by_brute_force(const World& world, const Parameters& p, const std::vector<std::uint8_t>& painted,
                                  const Evidence& evidence) {
    const auto patches = make_patches(world, p);
    const auto sources = static_cast<std::uint32_t>(world.log_odds.size());

    // Log chance of the drawing given the felt patches and, if level >= 0, the other source at that level.
    const auto log_chance_of = [&](const std::vector<const Patch*>& felt, double level) {
        double log_chance = 0;
        for (std::uint32_t v = 0; v < world.area.size(); ++v) {
            double blank = 1 - p.leak;
            for (const Patch* patch : felt)
                if (const auto it = patch->coverage.find(v); it != patch->coverage.end())
                    blank *= 1 - p.painted * it->second;
            if (painted[v] != 0 && level >= 0) blank *= 1 - level;
            log_chance += world.area[v] / p.effective_area_cm2 * std::log(painted[v] != 0 ? 1 - blank : blank);
        }
        return log_chance;
    };
    // Relative to nothing felt, which keeps it within the range of a double.
    const double nothing = log_chance_of({}, -1);
    const auto chance = [&](const std::vector<const Patch*>& felt, double level) {
        return std::exp(log_chance_of(felt, level) - nothing);
    };
    const auto touches_paint = [&](const Patch& patch) {
        for (const auto& [v, coverage] : patch.coverage)
            if (painted[v] != 0 && coverage > 0) return true;
        return false;
    };

    // What all answers together say for a set, relative to no source active.
    const auto answers = [&](const std::vector<std::uint32_t>& members) {
        double log_ratio = 0;
        for (const std::uint32_t s : members)
            if (s < evidence.log_ratio.size() && s < sources) log_ratio += evidence.log_ratio[s];
        for (const YesAnswer& answer : evidence.yes) {
            double no = 1 - answer.leak;
            for (const Sign& sign : answer.signs)
                if (std::find(members.begin(), members.end(), sign.source.value) != members.end())
                    no *= 1 - sign.strength;
            log_ratio += answer.weight * std::log((1 - no) / answer.leak);
        }
        return log_ratio;
    };
    const bool nothing_painted = std::all_of(painted.begin(), painted.end(), [](std::uint8_t v) { return v == 0; });
    const auto silent = [&](std::uint32_t s) {
        if (nothing_painted) return 1.0;
        return answers({s}) >= least_silent_evidence ? p.silent : 0.0;
    };

    // Sums over the sources that left no trace, and over what is felt of the others.
    const auto drawn_likelihood = [&](const std::vector<std::uint32_t>& members) {
        struct Choice {
            const Patch* patch;
            std::uint32_t source;
        };
        std::vector<Choice> choices;
        double can_feel = 1;
        bool other = false;
        for (const std::uint32_t s : members) {
            if (s == sources) {
                other = true;
                continue;
            }
            double none = 1;
            for (const Patch& patch : patches[s]) {
                choices.push_back({&patch, s});
                none *= 1 - patch.felt;
            }
            can_feel *= 1 - none;
        }
        double sum = 0;
        for (std::uint32_t mask = 0; mask < (1u << choices.size()); ++mask) {
            double prior = 1;
            std::vector<const Patch*> felt;
            std::map<std::uint32_t, bool> some;
            bool allowed = true;
            for (std::size_t c = 0; c < choices.size(); ++c) {
                const bool is_felt = ((mask >> c) & 1) != 0;
                prior *= is_felt ? choices[c].patch->felt : 1 - choices[c].patch->felt;
                if (!is_felt) continue;
                felt.push_back(choices[c].patch);
                some[choices[c].source] = true;
                allowed = allowed && touches_paint(*choices[c].patch);
            }
            if (!allowed || prior == 0 || some.size() + (other ? 1 : 0) != members.size()) continue;
            if (!other) {
                sum += prior * chance(felt, -1);
            } else {
                for (const double level : p.other_levels) sum += prior / other_level_count * chance(felt, level);
            }
        }
        return can_feel > 0 ? sum / can_feel : 0;
    };

    const auto likelihood = [&](const std::vector<std::uint32_t>& members) {
        double sum = 0;
        for (std::uint32_t mask = 0; mask < (1u << members.size()); ++mask) {
            double prior = 1;
            std::vector<std::uint32_t> drawn;
            for (std::size_t m = 0; m < members.size(); ++m) {
                const double q = members[m] == sources ? 0 : silent(members[m]);
                if ((mask >> m) & 1)
                    prior *= q;
                else {
                    prior *= 1 - q;
                    drawn.push_back(members[m]);
                }
            }
            if (prior > 0) sum += prior * (drawn.empty() ? chance({}, -1) : drawn_likelihood(drawn));
        }
        return sum;
    };

    BruteForce result;
    result.probability.assign(sources, 0);
    double total = 0;
    const auto consider = [&](const std::vector<std::uint32_t>& members) {
        double log_prior = p.size_log_weight[members.size() - 1] + answers(members);
        for (const std::uint32_t s : members) {
            log_prior += s == sources ? p.other_log_odds : world.log_odds[s];
        }
        for (const Coupling& c : world.couplings) {
            int held = 0;
            for (const std::uint32_t s : members) held += s == c.a.value || s == c.b.value;
            if (held == 2) log_prior += c.boost;
        }
        const double weight = std::exp(log_prior) * likelihood(members);
        result.sets[members] = weight;
        total += weight;
    };
    for (std::uint32_t i = 0; i <= sources; ++i) {
        consider({i});
        for (std::uint32_t j = i + 1; j <= sources && p.max_sources >= 2; ++j) {
            consider({i, j});
            for (std::uint32_t k = j + 1; k <= sources && p.max_sources >= 3 && !nothing_painted; ++k)
                consider({i, j, k});
        }
    }
    result.log_weight = p.log_share + nothing + std::log(total);
    for (auto& [members, weight] : result.sets) {
        weight /= total;
        for (const std::uint32_t s : members) (s == sources ? result.other : result.probability[s]) += weight;
    }
    return result;
}

BruteForce mix(const std::vector<BruteForce>& kinds) {
    double sum = 0;
    for (const BruteForce& kind : kinds) sum += std::exp(kind.log_weight - kinds[0].log_weight);
    BruteForce result;
    result.probability.assign(kinds[0].probability.size(), 0);
    for (const BruteForce& kind : kinds) {
        const double share = std::exp(kind.log_weight - kinds[0].log_weight) / sum;
        result.other += share * kind.other;
        for (std::size_t s = 0; s < kind.probability.size(); ++s) result.probability[s] += share * kind.probability[s];
        for (const auto& [members, probability] : kind.sets) result.sets[members] += share * probability;
    }
    return result;
}

}  // namespace knotwork::infer::test
