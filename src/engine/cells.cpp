#include "engine/cells.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <variant>

#include "engine/source_model.hpp"

namespace knotwork {
namespace {

// A point on the mid-line lies half in its tile and half in that tile's mirror image, so that both sides are alike.
Tiling build_tiling(const Atlas& atlas, std::vector<std::uint16_t> of_point, std::span<const std::uint16_t> mirror) {
    const std::size_t count = mirror.size();
    Tiling tiling{std::move(of_point), std::vector<double>(count, 0), {}, {0}};
    const auto area = atlas.skin().area;
    const auto share_out = [&](std::vector<double>& to, std::size_t v, double amount) {
        const std::uint16_t tile = tiling.of_point[v];
        const bool on_midline = atlas.skin().mirror[v] == v;
        to[tile] += on_midline ? amount / 2 : amount;
        if (on_midline) to[mirror[tile]] += amount / 2;
    };
    for (std::size_t v = 0; v < tiling.of_point.size(); ++v) share_out(tiling.area, v, static_cast<double>(area[v]));
    std::vector<double> covered(count, 0);
    for (const Atlas::Zone& zone : atlas.zones()) {
        const auto points = atlas.zone_points(zone);
        const auto coverage = atlas.zone_coverage(zone);
        for (std::size_t i = 0; i < points.size(); ++i)
            share_out(covered, points[i], static_cast<double>(area[points[i]]) * coverage[i] / 255);
        for (std::size_t t = 0; t < count; ++t) {
            if (covered[t] > 0) tiling.parts.push_back({static_cast<std::uint16_t>(t), covered[t]});
            covered[t] = 0;
        }
        tiling.zone_begin.push_back(static_cast<std::uint32_t>(tiling.parts.size()));
    }
    return tiling;
}

}  // namespace

Tiling build_region_tiling(const Atlas& atlas) {
    const auto region = atlas.skin().region;
    std::vector<std::uint16_t> mirror(atlas.regions().size());
    for (std::size_t r = 0; r < mirror.size(); ++r)
        for (std::size_t other = 0; other < mirror.size(); ++other)
            if (atlas.text(atlas.regions()[r].id) == atlas.text(atlas.regions()[other].id) && other != r)
                mirror[r] = static_cast<std::uint16_t>(other);
    return build_tiling(atlas, {region.begin(), region.end()}, mirror);
}

Tiling build_choir_tiling(const Atlas& atlas, Body body) {
    std::vector<std::uint16_t> of_point(atlas.skin().point_count(), 0);
    std::size_t count = 0;
    for (const Atlas::ChoirSegment& segment : atlas.choir_segments()) {
        if (segment.body != static_cast<std::uint32_t>(body)) continue;
        for (const std::uint16_t v : atlas.choir_points(segment)) of_point[v] = static_cast<std::uint16_t>(count);
        ++count;
    }
    // The segments of the body map are not mirror images: each keeps its points.
    std::vector<std::uint16_t> mirror(count);
    std::iota(mirror.begin(), mirror.end(), std::uint16_t{0});
    return count == 0 ? Tiling{} : build_tiling(atlas, std::move(of_point), mirror);
}

Cells every_tile(const Tiling& tiling) {
    Cells cells{tiling.count(), std::vector<std::uint16_t>(tiling.count())};
    std::iota(cells.of_tile.begin(), cells.of_tile.end(), std::uint16_t{0});
    return cells;
}

Cells group_regions(const Tiling& tiling, std::span<const RegionGroup> groups) {
    constexpr std::uint16_t none = 0xFFFF;
    Cells cells{0, std::vector<std::uint16_t>(tiling.count(), none)};
    for (const RegionGroup& group : groups) {
        bool used = false;
        for (const RegionId region : group) {
            std::uint16_t& cell = cells.of_tile[region.value];
            if (cell != none) continue;
            cell = static_cast<std::uint16_t>(cells.count);
            used = true;
        }
        if (used) ++cells.count;
    }
    for (std::uint16_t& cell : cells.of_tile)
        if (cell == none) cell = static_cast<std::uint16_t>(cells.count++);
    return cells;
}

infer::Parameters cell_parameters() {
    infer::Parameters p;
    p.painted = 0.8;
    p.leak = 0.03;
    p.other_log_odds = -10;
    return p;
}

Result<infer::Model> build_cell_model(const Atlas& atlas, const Tiling& tiling, const Cells& cells,
                                      const infer::Parameters& parameters) {
    std::vector<double> cell_area(cells.count, 0), covered(cells.count, 0);
    for (std::uint32_t t = 0; t < tiling.count(); ++t) cell_area[cells.of_tile[t]] += tiling.area[t];

    FieldArrays fields;
    fields.area_cm2.assign(cells.count, static_cast<float>(parameters.effective_area_cm2 * cell_weight));
    std::vector<std::uint16_t> touched;
    std::vector<std::uint8_t> coverage;
    for (std::size_t z = 0; z < atlas.zones().size(); ++z) {
        const auto parts =
            std::span(tiling.parts).subspan(tiling.zone_begin[z], tiling.zone_begin[z + 1] - tiling.zone_begin[z]);
        double whole = 0;
        touched.clear();
        coverage.clear();
        for (const Tiling::Part& part : parts) {
            const std::uint16_t cell = cells.of_tile[part.tile];
            if (covered[cell] == 0) touched.push_back(cell);
            covered[cell] += part.area;
            whole += part.area;
        }
        std::sort(touched.begin(), touched.end());
        for (const std::uint16_t cell : touched) {
            const double ticked = std::max(covered[cell] / cell_area[cell] / filling, covered[cell] / whole / holding);
            coverage.push_back(static_cast<std::uint8_t>(std::min(ticked, 1.0) * 255 + 0.5));
            covered[cell] = 0;
        }
        fields.add_zone(SourceId{atlas.zones()[z].source}, atlas.zones()[z].essential != 0, touched, coverage);
    }
    return build_model(atlas, fields, parameters);
}

std::vector<std::uint8_t> tick_cells(const Tiling& tiling, const Cells& cells, std::span<const std::uint8_t> painted) {
    std::vector<std::uint32_t> points(cells.count, 0), hits(cells.count, 0);
    for (std::uint32_t v = 0; v < painted.size(); ++v) {
        const std::uint16_t cell = cells.of_tile[tiling.of_point[v]];
        ++points[cell];
        hits[cell] += painted[v] != 0 ? 1 : 0;
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
