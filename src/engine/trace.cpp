#include "engine/trace.hpp"

#include <algorithm>
#include <span>

namespace knotwork {
namespace {

double share(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0.0; }

std::vector<TracedZone> compare_zones(const Atlas& atlas, SourceId source, const Painting& painting) {
    std::vector<TracedZone> out;
    const Atlas::Range range = atlas.sources()[source.value].zones;
    const auto area = atlas.skin().area;
    for (std::uint32_t z = range.begin; z < range.end; ++z) {
        const Atlas::Zone& zone = atlas.zones()[z];
        const auto points = atlas.zone_points(zone);
        const auto coverage = atlas.zone_coverage(zone);
        double whole = 0, painted = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double cm2 = 1e4 * static_cast<double>(area[points[i]]) * coverage[i] / 255;
            whole += cm2;
            if (painting.painted[points[i]] != 0) painted += cm2;
        }
        out.push_back({ZoneId{z}, zone.essential != 0, share(painted, whole), share(painted, painting.area_cm2)});
    }
    return out;
}

// Painted area inside the zones of several sources together.
class Explained {
  public:
    Explained(const Atlas& atlas, const Painting& painting)
        : atlas_(atlas), painting_(painting), coverage_(painting.painted.size(), 0) {}

    // cm2, weighted with coverage; where zones overlap the greatest counts.
    double compute_cm2(std::span<const SourceId> sources) {
        const auto over_painted = [&](const auto& visit) {
            for (const SourceId source : sources)
                for (const Atlas::Zone& zone : atlas_.zones(atlas_.sources()[source.value].zones)) {
                    const auto points = atlas_.zone_points(zone);
                    const auto coverage = atlas_.zone_coverage(zone);
                    for (std::size_t i = 0; i < points.size(); ++i)
                        if (painting_.painted[points[i]] != 0) visit(points[i], coverage[i]);
                }
        };
        over_painted([&](std::uint16_t v, std::uint8_t c) { coverage_[v] = std::max(coverage_[v], c); });
        double sum = 0;
        over_painted([&](std::uint16_t v, std::uint8_t) {
            sum += 1e4 * static_cast<double>(atlas_.skin().area[v]) * coverage_[v] / 255;
            coverage_[v] = 0;
        });
        return sum;
    }

  private:
    const Atlas& atlas_;
    const Painting& painting_;
    std::vector<std::uint8_t> coverage_;  // by skin point, 0 between calls
};

}  // namespace

Trace build_trace(const Atlas& atlas, Painting painting, const infer::Posterior& posterior,
                  std::span<const infer::SourceSet> sets) {
    Trace trace;
    trace.painted_cm2 = painting.area_cm2;
    trace.unexplained_cm2 = painting.area_cm2;
    trace.other = posterior.other;
    Explained explained(atlas, painting);

    for (std::uint32_t s = 0; s < posterior.sources.size(); ++s) {
        const infer::Belief& belief = posterior.sources[s];
        if (belief.probability < least_probability) continue;
        const SourceId source{s};
        trace.sources.push_back(
            {source, belief.probability, share(explained.compute_cm2(std::span(&source, 1)), painting.area_cm2),
             share(belief.predicted_blank_cm2, belief.predicted_cm2), compare_zones(atlas, source, painting)});
    }
    // Equal ones in the order of the atlas, so that the ranks are the same everywhere.
    std::stable_sort(trace.sources.begin(), trace.sources.end(),
                     [](const TracedSource& a, const TracedSource& b) { return a.probability > b.probability; });

    trace.decisions = rank_decisions(atlas, sets, posterior.sources);
    for (const infer::Explanation& explanation : posterior.explanations) {
        if (explanation.probability < least_probability) continue;
        const auto members = explanation.members();
        trace.explanations.push_back({{members.begin(), members.end()},
                                      explanation.other,
                                      explanation.probability,
                                      share(explained.compute_cm2(members), painting.area_cm2)});
    }
    if (!trace.explanations.empty())
        trace.unexplained_cm2 = painting.area_cm2 * (1 - trace.explanations.front().explains);
    trace.warnings = std::move(painting.warnings);
    trace.painted = std::move(painting.painted);
    return trace;
}

}  // namespace knotwork
