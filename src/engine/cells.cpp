#include "engine/cells.hpp"

#include <algorithm>
#include <variant>

#include "engine/source_model.hpp"

namespace knotwork {
namespace {

// Coverage of a cell by a zone, see cells.hpp.
struct CellCoverage {
    std::vector<std::uint16_t> cells;  // rising
    std::vector<std::uint8_t> coverage;
};

CellCoverage cover_cells(const Atlas& atlas, const Atlas::Zone& zone, const Cells& cells,
                         std::span<const double> cell_area) {
    const auto points = atlas.zone_points(zone);
    const auto coverage = atlas.zone_coverage(zone);
    const auto area = atlas.skin().area;
    std::vector<double> covered(cells.count, 0);
    double whole = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double part = static_cast<double>(area[points[i]]) * coverage[i] / 255;
        covered[cells.of_point[points[i]]] += part;
        whole += part;
    }
    CellCoverage out;
    for (std::uint32_t c = 0; c < cells.count; ++c) {
        const double ticked = std::max(covered[c] / cell_area[c] / filling, covered[c] / whole / holding);
        const auto level = static_cast<std::uint8_t>(std::min(ticked, 1.0) * 255 + 0.5);
        if (level == 0) continue;
        out.cells.push_back(static_cast<std::uint16_t>(c));
        out.coverage.push_back(level);
    }
    return out;
}

}  // namespace

infer::Parameters cell_parameters() {
    infer::Parameters p;
    p.painted = 0.8;
    p.leak = 0.03;
    p.other_log_odds = -10;
    return p;
}

Cells build_region_cells(const Atlas& atlas, std::span<const RegionGroup> groups) {
    constexpr std::uint16_t none = 0xFFFF;
    std::vector<std::uint16_t> cell_of_region(atlas.regions().size(), none);
    Cells cells;
    const auto assign = [&](std::span<const RegionId> group) {
        bool used = false;
        for (const RegionId region : group) {
            std::uint16_t& cell = cell_of_region[region.value];
            if (cell != none) continue;
            cell = static_cast<std::uint16_t>(cells.count);
            used = true;
        }
        if (used) ++cells.count;
    };
    for (const RegionGroup& group : groups) assign(group);
    for (std::uint32_t r = 0; r < cell_of_region.size(); ++r) {
        const RegionId alone{r};
        assign(std::span(&alone, 1));
    }
    for (const std::uint16_t region : atlas.skin().region) cells.of_point.push_back(cell_of_region[region]);
    return cells;
}

Cells build_choir_cells(const Atlas& atlas, Body body) {
    Cells cells{0, std::vector<std::uint16_t>(atlas.skin().point_count(), 0)};
    for (const Atlas::ChoirSegment& segment : atlas.choir_segments()) {
        if (segment.body != static_cast<std::uint32_t>(body)) continue;
        for (const std::uint16_t v : atlas.choir_points(segment))
            cells.of_point[v] = static_cast<std::uint16_t>(cells.count);
        ++cells.count;
    }
    return cells;
}

Result<infer::Model> build_cell_model(const Atlas& atlas, const Cells& cells, const infer::Parameters& parameters) {
    std::vector<double> cell_area(cells.count, 0);
    for (std::uint32_t v = 0; v < cells.of_point.size(); ++v)
        cell_area[cells.of_point[v]] += static_cast<double>(atlas.skin().area[v]);

    FieldArrays fields;
    fields.area_cm2.assign(cells.count, static_cast<float>(parameters.effective_area_cm2));
    for (const Atlas::Zone& zone : atlas.zones()) {
        const CellCoverage covered = cover_cells(atlas, zone, cells, cell_area);
        fields.add_zone(SourceId{zone.source}, zone.essential != 0, covered.cells, covered.coverage);
    }
    return build_model(atlas, fields, parameters);
}

std::vector<std::uint8_t> tick_cells(const Cells& cells, std::span<const std::uint8_t> painted) {
    std::vector<std::uint32_t> points(cells.count, 0), hits(cells.count, 0);
    for (std::uint32_t v = 0; v < painted.size(); ++v) {
        ++points[cells.of_point[v]];
        hits[cells.of_point[v]] += painted[v] != 0 ? 1 : 0;
    }
    std::vector<std::uint8_t> out(cells.count, 0);
    for (std::uint32_t c = 0; c < cells.count; ++c) out[c] = 2 * hits[c] > points[c] ? 1 : 0;
    return out;
}

Grain find_grain(const Drawing& drawing) {
    std::optional<Grain> grain;
    for (const Mark& mark : drawing.marks) {
        if (mark.intensity == 0.0f) continue;
        Grain own = Grain::points;
        if (std::holds_alternative<PaintedRegions>(mark.paint)) own = Grain::regions;
        if (const auto* choir = std::get_if<ChoirMark>(&mark.paint))
            own = choir->body == Body::female ? Grain::choir_female : Grain::choir_male;
        if (grain && *grain != own) return Grain::points;
        grain = own;
    }
    return grain.value_or(Grain::points);
}

}  // namespace knotwork
