#include "infer/naive.hpp"

#include <cmath>

namespace knotwork::infer::bench {

Naive::Naive(const Synthetic& world, const Parameters& parameters)
    : world_(world), parameters_(parameters), zones_(world.log_odds.size()) {
    const auto felt = [&](const Zone& zone) {
        return zone.essential ? parameters.felt_essential : parameters.felt_spillover;
    };
    for (const Zone& zone : world.zones) {
        DenseZone dense{felt(zone), std::vector<float>(world.area.size(), 0)};
        for (std::uint32_t i = zone.begin; i < zone.end; ++i)
            dense.coverage[world.zone_points[i]] = static_cast<float>(world.zone_coverage[i]) / 255;
        zones_[zone.source.value].push_back(std::move(dense));
    }
    for (auto& zones : zones_)  // a point belongs to the zone that reaches it most
        for (std::size_t v = 0; v < world.area.size(); ++v) {
            DenseZone* owner = nullptr;
            for (DenseZone& zone : zones) {
                if (zone.coverage[v] <= 0) continue;
                if (owner != nullptr && zone.felt * zone.coverage[v] <= owner->felt * owner->coverage[v]) {
                    zone.coverage[v] = 0;
                    continue;
                }
                if (owner != nullptr) owner->coverage[v] = 0;
                owner = &zone;
            }
        }
}

double Naive::likelihood(const std::vector<std::uint32_t>& members, const std::vector<std::uint8_t>& painted) const {
    const auto other = static_cast<std::uint32_t>(zones_.size());
    std::vector<const DenseZone*> all;
    std::vector<std::size_t> owner;
    double can_feel = 1;
    bool with_other = false;
    for (std::size_t m = 0; m < members.size(); ++m) {
        if (members[m] == other) {
            with_other = true;
            continue;
        }
        double none = 1;
        for (const DenseZone& zone : zones_[members[m]]) {
            all.push_back(&zone);
            owner.push_back(m);
            none *= 1 - zone.felt;
        }
        can_feel *= 1 - none;
    }
    double sum = 0;
    for (std::uint32_t outcome = 0; outcome < (1u << all.size()); ++outcome) {
        double prior = 1;
        std::vector<const DenseZone*> felt;
        std::uint32_t some = 0;
        bool touched = true;
        for (std::size_t z = 0; z < all.size(); ++z) {
            const bool is_felt = ((outcome >> z) & 1) != 0;
            prior *= is_felt ? all[z]->felt : 1 - all[z]->felt;
            if (!is_felt) continue;
            felt.push_back(all[z]);
            some |= 1u << owner[z];
            bool any = false;
            for (std::size_t v = 0; v < painted.size() && !any; ++v) any = painted[v] != 0 && all[z]->coverage[v] > 0;
            touched = touched && any;
        }
        std::uint32_t needed = 0;
        for (std::size_t m = 0; m < members.size(); ++m)
            if (members[m] != other) needed |= 1u << m;
        if (some != needed || !touched) continue;
        for (std::size_t level = 0; level < (with_other ? other_level_count : 1); ++level) {
            double log_likelihood = 0;
            for (std::size_t v = 0; v < painted.size(); ++v) {
                double blank = 1 - parameters_.leak;
                for (const DenseZone* zone : felt)
                    blank *= 1 - parameters_.painted * static_cast<double>(zone->coverage[v]);
                if (with_other && painted[v] != 0) blank *= 1 - parameters_.other_levels[level];
                log_likelihood += world_.area[v] / parameters_.effective_area_cm2 *
                                  (painted[v] != 0 ? std::log(1 - blank) : std::log(blank));
            }
            sum += prior * std::exp(log_likelihood) / (with_other ? other_level_count : 1);
        }
    }
    return sum / can_feel;
}

std::vector<double> Naive::compute(const std::vector<std::uint8_t>& painted, std::uint32_t max_sources) const {
    const auto other = static_cast<std::uint32_t>(zones_.size());
    std::vector<double> mass(other + 1, 0);
    double total = 0;
    const auto odds = [&](std::uint32_t s) { return s == other ? parameters_.other_log_odds : world_.log_odds[s]; };
    const auto add = [&](const std::vector<std::uint32_t>& members) {
        double log_prior = parameters_.size_log_weight[members.size() - 1];
        for (const std::uint32_t s : members) log_prior += odds(s);
        if (members.size() == 2)
            for (const Coupling& c : world_.couplings)
                if ((c.a.value == members[0] && c.b.value == members[1]) ||
                    (c.a.value == members[1] && c.b.value == members[0]))
                    log_prior += c.boost;
        const double weight = std::exp(log_prior) * likelihood(members, painted);
        total += weight;
        for (const std::uint32_t s : members) mass[s] += weight;
    };
    for (std::uint32_t i = 0; i <= other; ++i) {
        add({i});
        for (std::uint32_t j = i + 1; j <= other && max_sources >= 2; ++j) add({i, j});
    }
    for (double& m : mass) m /= total;
    return mass;
}

}  // namespace knotwork::infer::bench
