#include "study/baselines.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork::study {
namespace {

constexpr double spillover_weight = 0.5;

double weight_of(const Atlas::Zone& zone) { return zone.essential != 0 ? 1 : spillover_weight; }

}  // namespace

Baselines::Baselines(const Atlas& atlas, const SkinSpace& space) : atlas_(atlas), space_(space) {
    const auto region_of = atlas.skin().region;
    std::vector<double> region_area(atlas.regions().size(), 0);
    for (std::uint32_t v = 0; v < space.point_count(); ++v) region_area[region_of[v]] += space.area(v);
    for (const Atlas::Source& source : atlas.sources()) {
        std::vector<double> listed(atlas.regions().size(), 0);
        double norm = 0;
        for (const Atlas::Zone& zone : atlas.zones(source.zones)) {
            std::vector<double> within(atlas.regions().size(), 0);
            double zone_area = 0;
            const auto points = atlas.zone_points(zone);
            const auto coverage = atlas.zone_coverage(zone);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const double share = coverage[i] / 255.0;
                within[region_of[points[i]]] += share * space.area(points[i]);
                zone_area += share * space.area(points[i]);
                norm += space.area(points[i]) * weight_of(zone) * share * weight_of(zone) * share;
            }
            for (std::size_t r = 0; r < within.size(); ++r)
                if (within[r] > 0 && (within[r] >= region_area[r] / 4 || within[r] >= zone_area / 4))
                    listed[r] = std::max(listed[r], weight_of(zone));
        }
        listed_.push_back(std::move(listed));
        map_norm_.push_back(std::sqrt(norm));
    }
}

std::vector<double> Baselines::look_up_regions(const Painted& drawing) const {
    const auto region_of = atlas_.skin().region;
    std::vector<double> painted(atlas_.regions().size(), 0);
    double total = 0;
    for (std::uint32_t v = 0; v < space_.point_count(); ++v) {
        if (drawing[v] == 0) continue;
        painted[region_of[v]] += space_.area(v);
        total += space_.area(v);
    }
    std::vector<double> scores;
    for (std::size_t s = 0; s < listed_.size(); ++s) {
        double score = 0;
        for (std::size_t r = 0; r < painted.size(); ++r) score += listed_[s][r] * painted[r] / std::max(total, 1e-9);
        scores.push_back(score + 1e-6 * static_cast<double>(atlas_.sources()[s].prior));
    }
    return scores;
}

std::vector<double> Baselines::match_maps(const Painted& drawing) const {
    const double painted = std::sqrt(std::max(1e-9, space_.compute_area(drawing)));
    std::vector<double> scores;
    for (std::size_t s = 0; s < map_norm_.size(); ++s) {
        double shared = 0;
        for (const Atlas::Zone& zone : atlas_.zones(atlas_.sources()[s].zones)) {
            const auto points = atlas_.zone_points(zone);
            const auto coverage = atlas_.zone_coverage(zone);
            for (std::size_t i = 0; i < points.size(); ++i)
                if (drawing[points[i]] != 0) shared += space_.area(points[i]) * weight_of(zone) * coverage[i] / 255.0;
        }
        scores.push_back(shared / (painted * std::max(map_norm_[s], 1e-9)));
    }
    return scores;
}

std::vector<double> Baselines::naive_bayes(const Painted& drawing) const {
    constexpr double painted_anyway = 0.02;
    std::vector<double> scores;
    for (const Atlas::Source& source : atlas_.sources()) {
        const double prior = static_cast<double>(source.prior);
        double score = std::log(prior / (1 - prior));
        for (const Atlas::Zone& zone : atlas_.zones(source.zones)) {
            const auto points = atlas_.zone_points(zone);
            const auto coverage = atlas_.zone_coverage(zone);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const double full = zone.essential != 0 ? 0.8 : 0.3;
                const double p = std::max(painted_anyway, full * coverage[i] / 255.0);
                score += space_.area(points[i]) * (drawing[points[i]] != 0 ? std::log(p / painted_anyway)
                                                                           : std::log((1 - p) / (1 - painted_anyway)));
            }
        }
        scores.push_back(score);
    }
    return scores;
}

}  // namespace knotwork::study
