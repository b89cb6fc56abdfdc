#include "engine/source_model.hpp"

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "body/geometry.hpp"

namespace knotwork {
namespace {

// Of the same side, or of both if the condition has none.
void add_bred_points(const Atlas& atlas, SourceId condition, const Atlas::Breed& breed,
                     std::vector<infer::Coupling>& out) {
    const Atlas::Source& from = atlas.sources()[condition.value];
    const Atlas::Range points = atlas.muscles()[breed.muscle].sources;
    for (std::uint32_t j = points.begin; j < points.end; ++j) {
        const Atlas::Source& point = atlas.sources()[j];
        if ((breed.number == 0 || breed.number == point.number) && (from.sided == 0 || from.side == point.side))
            out.push_back({SourceId{j}, condition, static_cast<double>(breed.log_odds)});
    }
}

std::vector<infer::Coupling> build_couplings(const Atlas& atlas) {
    const auto muscles = atlas.muscles();
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;  // either muscle may name the other
    for (std::uint32_t m = 0; m < muscles.size(); ++m)
        for (const Atlas::Neighbour& neighbour : atlas.neighbours(muscles[m].neighbours))
            if (neighbour.muscle != m) pairs.insert(std::minmax(m, neighbour.muscle));

    std::vector<infer::Coupling> out;
    for (const Atlas::Muscle& muscle : muscles)
        for (std::uint32_t i = muscle.sources.begin; i < muscle.sources.end; ++i)
            for (std::uint32_t j = i + 1; j < muscle.sources.end; ++j)
                if (atlas.sources()[i].side == atlas.sources()[j].side)
                    out.push_back({SourceId{i}, SourceId{j}, same_muscle_boost});
    for (const auto& [a, b] : pairs)
        for (std::uint32_t i = muscles[a].sources.begin; i < muscles[a].sources.end; ++i)
            for (std::uint32_t j = muscles[b].sources.begin; j < muscles[b].sources.end; ++j)
                if (atlas.sources()[i].side == atlas.sources()[j].side)
                    out.push_back({SourceId{i}, SourceId{j}, chain_boost});
    for (const Atlas::Condition& condition : atlas.conditions())
        for (const Atlas::Breed& breed : atlas.breeds(condition.breeds))
            for (std::uint32_t i = condition.sources.begin; i < condition.sources.end; ++i)
                add_bred_points(atlas, SourceId{i}, breed, out);
    return out;
}

}  // namespace

void FieldArrays::add_zone(SourceId source, bool essential, std::span<const std::uint16_t> zone_points,
                           std::span<const std::uint8_t> zone_coverage) {
    const auto begin = static_cast<std::uint32_t>(points.size());
    points.insert(points.end(), zone_points.begin(), zone_points.end());
    coverage.insert(coverage.end(), zone_coverage.begin(), zone_coverage.end());
    zones.push_back({begin, static_cast<std::uint32_t>(points.size()), source, essential});
}

void FieldArrays::add_edges(const Skin& skin) {
    const SkinGeometry geometry(skin);
    const auto positions = skin.of(Body::neutral);
    neighbour_begin.push_back(0);
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        for (const std::uint16_t w : geometry.neighbours(v)) {
            neighbours.push_back(w);
            neighbour_cm.push_back(100 * norm(positions[w] - positions[v]));
        }
        neighbour_begin.push_back(static_cast<std::uint32_t>(neighbours.size()));
    }
}

Result<infer::Model> build_model(const Atlas& atlas, const FieldArrays& fields, const infer::Parameters& parameters) {
    std::vector<double> log_odds;
    for (const Atlas::Source& source : atlas.sources()) {
        const double prior = static_cast<double>(source.prior);
        log_odds.push_back(std::log(prior / (1 - prior)));
    }
    const std::vector<infer::Coupling> couplings = build_couplings(atlas);
    const infer::Maps maps{fields.area_cm2, fields.zones,           fields.points,     fields.coverage,    log_odds,
                           couplings,       fields.neighbour_begin, fields.neighbours, fields.neighbour_cm};
    Result<infer::Model> model = infer::compute_model(maps, parameters);
    if (!model) return fail(ErrorCode::bad_atlas, "", "the atlas makes no model: " + model.error().message());
    return model;
}

Result<std::vector<infer::Model>> build_models(const Atlas& atlas, std::span<const infer::Parameters> kinds) {
    FieldArrays fields;
    for (const float area : atlas.skin().area) fields.area_cm2.push_back(area * 1e4f);
    for (const Atlas::Zone& zone : atlas.zones())
        fields.add_zone(SourceId{zone.source}, zone.essential != 0, atlas.zone_points(zone), atlas.zone_coverage(zone));
    fields.add_edges(atlas.skin());
    std::vector<infer::Model> models;
    for (const infer::Parameters& parameters : kinds) {
        Result<infer::Model> model = build_model(atlas, fields, parameters);
        if (!model) return tl::unexpected(model.error());
        models.push_back(std::move(*model));
    }
    return models;
}

Result<infer::Model> build_model(const Atlas& atlas, const infer::Parameters& parameters) {
    Result<std::vector<infer::Model>> models = build_models(atlas, std::span(&parameters, 1));
    if (!models) return tl::unexpected(models.error());
    return std::move(models->front());
}

}  // namespace knotwork
