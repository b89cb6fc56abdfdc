#include "infer/model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "infer/grid.hpp"
#include "infer/soften.hpp"

namespace knotwork::infer {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_probability(double p) { return p > 0 && p < 1; }

Result<void> check(const Parameters& p) {
    const auto out = [](const char* where, const char* reason) {
        return fail(ErrorCode::out_of_range, std::string("parameters.") + where, reason);
    };
    if (!is_probability(p.felt_essential)) return out("felt_essential", "must lie between 0 and 1");
    if (!is_probability(p.felt_spillover)) return out("felt_spillover", "must lie between 0 and 1");
    if (!(p.painted > 0 && p.painted <= 0.999)) return out("painted", "must lie above 0 and be at most 0.999");
    if (!is_probability(p.leak)) return out("leak", "must lie between 0 and 1");
    if (!(p.effective_area_cm2 > 0 && std::isfinite(p.effective_area_cm2)))
        return out("effective_area_cm2", "must be above 0");
    if (!std::isfinite(p.other_log_odds)) return out("other_log_odds", "must be finite");
    if (!(p.silent >= 0 && p.silent < 1)) return out("silent", "must be at least 0 and below 1");
    if (!std::isfinite(p.log_share)) return out("log_share", "must be finite");
    if (!(p.spread_cm >= 0 && p.spread_cm <= 10)) return out("spread_cm", "must lie between 0 and 10");
    for (const double level : p.other_levels)
        if (!is_probability(level)) return out("other_levels", "must lie between 0 and 1");
    for (const double weight : p.size_log_weight)
        if (!std::isfinite(weight)) return out("size_log_weight", "must be finite");
    if (p.max_sources < 1 || p.max_sources > max_set_size) return out("max_sources", "must be 1, 2 or 3");
    return {};
}

// The log-likelihood of the whole skin painted; twice this must not overflow a long double (exp of 11,356).
constexpr double greatest_total_evidence = 5000;

Result<void> check(const Maps& maps, const Parameters& parameters) {
    const auto out = [](const std::string& where, const char* reason) {
        return fail(ErrorCode::out_of_range, where, reason);
    };
    const std::size_t points = maps.point_area_cm2.size();
    const std::size_t sources = maps.source_log_odds.size();
    if (points > 65536) return fail(ErrorCode::too_large, "point_area_cm2", "holds more than 65,536 points");
    if (maps.zones.size() > 65535) return fail(ErrorCode::too_large, "zones", "holds more than 65,535 zones");
    for (const float area : maps.point_area_cm2)
        if (!(area >= 0 && area < 1000)) return out("point_area_cm2", "must lie between 0 and 1000");
    if (maps.zone_coverage.size() != maps.zone_points.size())
        return out("zone_coverage", "must be as long as zone_points");
    for (const std::uint16_t point : maps.zone_points)
        if (point >= points) return out("zone_points", "names a skin point that does not exist");
    const bool has_mesh = !maps.neighbour_begin.empty();
    if (has_mesh &&
        (maps.neighbour_begin.size() != points + 1 || maps.neighbour_begin.front() != 0 ||
         maps.neighbour_begin.back() != maps.neighbours.size() || maps.neighbour_cm.size() != maps.neighbours.size() ||
         !std::is_sorted(maps.neighbour_begin.begin(), maps.neighbour_begin.end())))
        return out("neighbour_begin", "does not divide the neighbours among the points");
    for (const std::uint16_t point : maps.neighbours)
        if (point >= points) return out("neighbours", "names a skin point that does not exist");
    for (const float length : maps.neighbour_cm)
        if (!(length >= 0 && length < 1000)) return out("neighbour_cm", "must lie between 0 and 1000");
    double skin = 0;
    for (const float area : maps.point_area_cm2) skin += area;
    if (skin / parameters.effective_area_cm2 * -std::log(parameters.leak) > greatest_total_evidence)
        return out("parameters.effective_area_cm2", "is too small for this much skin");
    std::vector<std::uint32_t> zones_of(sources, 0);
    for (std::size_t z = 0; z < maps.zones.size(); ++z) {
        const Zone& zone = maps.zones[z];
        const std::string where = "zones[" + std::to_string(z) + "]";
        if (zone.begin > zone.end || zone.end > maps.zone_points.size()) return out(where, "range outside zone_points");
        if (zone.source.value >= sources) return out(where, "names a source that does not exist");
        if (++zones_of[zone.source.value] > max_zones_per_source)
            return fail(ErrorCode::too_large, where, "the source has more than 10 zones");
    }
    for (const double odds : maps.source_log_odds)
        if (!std::isfinite(odds)) return out("source_log_odds", "must be finite");
    for (const Coupling& coupling : maps.couplings)
        if (coupling.a.value >= sources || coupling.b.value >= sources || coupling.a == coupling.b ||
            !std::isfinite(coupling.boost))
            return out("couplings", "must join two sources by a finite boost");
    return {};
}

// One point of one zone, before zones are numbered source by source.
struct Entry {
    std::uint16_t point;
    std::uint16_t zone;
    std::uint8_t drawn, level;
};

// The level nearest to a coverage x 255.
std::uint8_t find_level(std::uint8_t coverage) {
    const auto above = std::lower_bound(coverage_levels.begin(), coverage_levels.end(), coverage);
    const auto level = static_cast<std::uint8_t>(above - coverage_levels.begin());
    if (level == 0) return 0;
    return coverage - coverage_levels[level - 1u] < coverage_levels[level] - coverage
               ? static_cast<std::uint8_t>(level - 1)
               : level;
}

// What the coverage of a painted point is worth; see the comments of the fields.
void fill_tables(Model& model) {
    const double leak_keep = 1 - model.parameters.leak;
    const auto paint = [&](double keep) { return std::log1p(-leak_keep * keep); };
    const double nothing = paint(1);
    constexpr std::size_t n = level_count;
    for (std::size_t c = 0; c < n; ++c) {
        model.keep[c] = 1 - model.parameters.painted * coverage_levels[c] / 255;
        model.gain[c] = paint(model.keep[c]) - nothing;
        model.gain_over_blank[c] = model.gain[c] - std::log(model.keep[c]);
    }
    model.shared.resize(n * n);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = a; b < n; ++b) {
            const double both = paint(model.keep[a] * model.keep[b]) - nothing;
            model.shared[a * n + b] = model.shared[b * n + a] = std::min(0.0, both - model.gain[a] - model.gain[b]);
        }
    model.third.resize(n * n * n);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
            for (std::size_t c = 0; c < n; ++c) {
                // In an order of their own, so that the same three zones give the same bits whichever comes first.
                std::array<std::size_t, 3> o{a, b, c};
                std::sort(o.begin(), o.end());
                const double all = paint(model.keep[o[0]] * model.keep[o[1]] * model.keep[o[2]]) - nothing;
                const double parts = model.gain[o[0]] + model.gain[o[1]] + model.gain[o[2]] +
                                     model.shared[o[0] * n + o[1]] + model.shared[o[0] * n + o[2]] +
                                     model.shared[o[1] * n + o[2]];
                model.third[(a * n + b) * n + c] = std::max(0.0, all - parts);
            }
    for (const double level : model.parameters.other_levels) {
        const auto known = std::find(model.other_level.begin(), model.other_level.end(), level);
        if (known == model.other_level.end()) {
            model.other_level.push_back(level);
            model.other_share.push_back(1.0 / other_level_count);
        } else {
            model.other_share[static_cast<std::size_t>(known - model.other_level.begin())] += 1.0 / other_level_count;
        }
    }
    for (std::size_t l = 0; l < model.other_level.size(); ++l) {
        const double keep = 1 - model.other_level[l];
        model.other_gain[l] = paint(keep) - nothing;
        for (std::size_t c = 0; c < n; ++c) {
            const double both = paint(model.keep[c] * keep) - nothing;
            model.shared_other[l][c] = std::min(0.0, both - model.gain[c] - model.other_gain[l]);
        }
        model.third_other[l].resize(n * n);
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = a; b < n; ++b) {
                const double all = paint(keep * model.keep[a] * model.keep[b]) - nothing;
                const double parts = model.other_gain[l] + model.gain[a] + model.gain[b] + model.shared_other[l][a] +
                                     model.shared_other[l][b] + model.shared[a * n + b];
                model.third_other[l][a * n + b] = model.third_other[l][b * n + a] = std::max(0.0, all - parts);
            }
    }
}

void fill_couplings(Model& model, std::span<const Coupling> couplings) {
    const std::uint32_t sources = model.source_count();
    model.coupling_begin.assign(sources + 1, 0);
    model.source_max_boost.assign(sources, 0);
    for (const Coupling& c : couplings) {
        ++model.coupling_begin[c.a.value + 1];
        ++model.coupling_begin[c.b.value + 1];
        for (const SourceId s : {c.a, c.b})
            model.source_max_boost[s.value] = std::max(model.source_max_boost[s.value], c.boost);
    }
    for (std::uint32_t s = 0; s < sources; ++s) model.coupling_begin[s + 1] += model.coupling_begin[s];
    model.coupling_other.resize(2 * couplings.size());
    model.coupling_boost.resize(2 * couplings.size());
    std::vector<std::uint32_t> next(model.coupling_begin.begin(), model.coupling_begin.end() - 1);
    const auto add = [&](SourceId from, SourceId to, double boost) {
        const std::uint32_t at = next[from.value]++;
        model.coupling_other[at] = to.value;
        model.coupling_boost[at] = boost;
    };
    for (const Coupling& c : couplings) {
        add(c.a, c.b, c.boost);
        add(c.b, c.a, c.boost);
    }
}

}  // namespace

std::array<Parameters, kind_count> fitted_parameters() {
    Parameters close;
    close.felt_essential = 0.864;
    close.felt_spillover = 0.365;
    close.painted = 0.992;
    close.leak = 0.00049;
    close.spread_cm = 1.31;
    close.effective_area_cm2 = 32;
    close.other_log_odds = -8;
    close.other_levels = {0.0053, 0.0053, 0.0053};
    close.size_log_weight = {0, 2.35, 3.55};
    Parameters loose = close;
    loose.log_share = -3.75;
    loose.felt_essential = 0.711;
    loose.felt_spillover = 0.32;
    loose.painted = 0.584;
    loose.leak = 0.0022;
    loose.spread_cm = 2.895;
    loose.effective_area_cm2 = 40;
    loose.other_levels = {0.0281, 0.0281, 0.0281};
    return {close, loose};
}

Result<Model> compute_model(const Maps& maps, const Parameters& parameters) {
    if (auto checked = check(parameters); !checked) return tl::unexpected(checked.error());
    if (auto checked = check(maps, parameters); !checked) return tl::unexpected(checked.error());
    const bool latent = parameters.likelihood == Likelihood::zone_latent;

    Model model;
    model.parameters = parameters;
    model.point_area.assign(maps.point_area_cm2.begin(), maps.point_area_cm2.end());
    model.source_log_odds.assign(maps.source_log_odds.begin(), maps.source_log_odds.end());
    const std::uint32_t sources = model.source_count();

    // Number the zones source by source, in the caller's order within a source; in noisy_or all zones of a source are
    // one.
    std::vector<std::uint16_t> zone_number(maps.zones.size());
    std::vector<std::vector<std::uint32_t>> zones_of(sources);
    for (std::uint32_t z = 0; z < maps.zones.size(); ++z) zones_of[maps.zones[z].source.value].push_back(z);
    const auto felt = [&](std::uint32_t z) {
        return maps.zones[z].essential ? parameters.felt_essential : parameters.felt_spillover;
    };
    model.source_zone_begin.push_back(0);
    for (std::uint32_t s = 0; s < sources; ++s) {
        double log_unfelt = 0;
        for (const std::uint32_t z : zones_of[s]) {
            zone_number[z] = static_cast<std::uint16_t>(model.zone_source.size());
            if (!latent) continue;
            model.zone_source.push_back(s);
            model.zone_log_felt.push_back(std::log(felt(z)));
            model.zone_log_unfelt.push_back(std::log1p(-felt(z)));
            model.zone_predicted.push_back(felt(z));
            log_unfelt += model.zone_log_unfelt.back();
        }
        if (!latent && !zones_of[s].empty()) {
            model.zone_source.push_back(s);
            model.zone_log_felt.push_back(0);
            model.zone_log_unfelt.push_back(-infinity);
            model.zone_predicted.push_back(1);
            log_unfelt = -infinity;
        }
        model.source_zone_begin.push_back(model.zone_count());
        model.source_log_unfelt.push_back(log_unfelt);
        // A source without zones can never be felt, whatever this says: nothing painted touches it.
        model.source_log_can_feel.push_back(zones_of[s].empty() ? 0 : std::log(-std::expm1(log_unfelt)));
    }

    // Turn the maps round: by point, each source at most once.
    const std::uint32_t points = model.point_count();
    struct Claim {
        double strength;
        Entry entry;
    };
    std::vector<Claim> claims;
    Softener softener(maps, parameters.spread_cm);
    for (std::uint32_t s = 0; s < sources; ++s)
        for (const std::uint32_t z : zones_of[s])
            for (const SoftPoint& p : softener.soften(maps.zones[z])) {
                const double strength = felt(z) * p.soft / 255;
                const std::uint8_t level =
                    find_level(latent ? p.soft : static_cast<std::uint8_t>(std::lround(strength * 255)));
                const auto drawn = latent ? p.drawn : static_cast<std::uint8_t>(std::lround(felt(z) * p.drawn));
                claims.push_back({strength, {p.point, zone_number[z], drawn, level}});
            }
    std::stable_sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) {
        if (a.entry.point != b.entry.point) return a.entry.point < b.entry.point;
        const std::uint32_t source_a = model.zone_source[a.entry.zone];
        const std::uint32_t source_b = model.zone_source[b.entry.zone];
        if (source_a != source_b) return source_a < source_b;
        return a.strength > b.strength;
    });

    const std::uint32_t zones = model.zone_count();
    model.zone_blank.assign(zones, 0);
    model.zone_area.assign(zones, 0);
    model.entry_begin.assign(points + 1, 0);
    fill_tables(model);
    std::uint32_t last_point = Id<void>::none_value, last_source = Id<void>::none_value;
    bool entry_kept = false;
    for (const Claim& claim : claims) {
        const Entry& entry = claim.entry;
        const std::uint32_t source = model.zone_source[entry.zone];
        const bool taken = entry.point == last_point && source == last_source;
        last_point = entry.point;
        last_source = source;
        if (taken && entry_kept) model.entry_drawn.back() = std::max(model.entry_drawn.back(), entry.drawn);
        if (taken) continue;
        entry_kept = entry.level != 0;
        if (!entry_kept) continue;
        model.entry_drawn.push_back(entry.drawn);
        model.entry_zone.push_back(entry.zone);
        model.entry_level.push_back(entry.level);
        ++model.entry_begin[entry.point + 1u];
        const double area = model.point_area[entry.point];
        model.zone_blank[entry.zone] +=
            on_grid(area / parameters.effective_area_cm2 * std::log(model.keep[entry.level]));
    }
    model.paint_over_blank = std::log(parameters.leak) - std::log1p(-parameters.leak);
    for (const double area : model.point_area)
        model.log_all_blank += on_grid(area / parameters.effective_area_cm2 * std::log1p(-parameters.leak));
    for (std::uint32_t v = 0; v < points; ++v) model.entry_begin[v + 1] += model.entry_begin[v];
    for (std::uint32_t v = 0; v < points; ++v)
        for (std::uint32_t e = model.entry_begin[v]; e < model.entry_begin[v + 1]; ++e)
            model.zone_area[model.entry_zone[e]] += on_grid(model.point_area[v] * model.entry_drawn[e] / 255);
    fill_couplings(model, maps.couplings);
    return model;
}

}  // namespace knotwork::infer
