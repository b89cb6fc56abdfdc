// Drawings made of whole areas with names: regions in words, or segments of the CHOIR body map.
//
//     Tiling tiling = build_region_tiling(atlas);                        // once
//     Cells cells = group_regions(tiling, named);                        // per drawing; or one cell a tile
//     Result<infer::Model> model = build_cell_model(atlas, tiling, cells, cell_parameters());
//     std::vector<std::uint8_t> ticked = tick_cells(tiling, cells, painted);
//
// Who says "back of the thigh" says that it hurts somewhere there, not that every point of it does; taken point by
// point such a drawing would tell against every map, for no map fills a whole region. So each area, a *cell*, is one
// observation, ticked or not, and the inference runs on cells as it does on skin points. A cell is expected to be
// ticked as far as a felt zone fills it, or lies in it: fully from `filling` of the cell or `holding` of the zone on.
// Neighbouring cells are ticked together, so each counts as `cell_weight` of an independent observation. These are
// judgements: how people turn what they feel into ticks has not been published. (With a whole observation a cell the
// engine was too sure of the published cases in examples/cases.)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "engine/drawing.hpp"
#include "engine/region_names.hpp"
#include "infer/model.hpp"

namespace knotwork {

inline constexpr double filling = 0.35;
inline constexpr double holding = 0.5;
inline constexpr double cell_weight = 0.5;

// A division of the whole skin into tiles (regions, or segments), and how much of each the zones cover.
struct Tiling {
    std::vector<std::uint16_t> of_point;  // tile of each skin point
    std::vector<double> area;             // of each tile, square metres
    struct Part {
        std::uint16_t tile;
        double area;  // covered, weighted with coverage
    };
    std::vector<Part> parts;
    std::vector<std::uint32_t> zone_begin;  // zones + 1: parts of each zone, in rising order of tile

    std::uint32_t count() const { return static_cast<std::uint32_t>(area.size()); }
};
Tiling build_region_tiling(const Atlas& atlas);
// Empty if the atlas holds no segments of that body.
Tiling build_choir_tiling(const Atlas& atlas, Body body);

// Tiles that count as one observation.
struct Cells {
    std::uint32_t count = 0;
    std::vector<std::uint16_t> of_tile;
};
Cells every_tile(const Tiling& tiling);
// Regions of a group as one; a region of two groups goes with the first.
Cells group_regions(const Tiling& tiling, std::span<const RegionGroup> groups);

// Parameters of the models on cells.
infer::Parameters cell_parameters();

// Sources, priors and couplings as in the model of skin points; one cell counts as `cell_weight` of an independent
// observation. O(parts).
Result<infer::Model> build_cell_model(const Atlas& atlas, const Tiling& tiling, const Cells& cells,
                                      const infer::Parameters& parameters);

// Which cells are painted for the greater part of their points: one byte a cell.
std::vector<std::uint8_t> tick_cells(const Tiling& tiling, const Cells& cells, std::span<const std::uint8_t> painted);

// What a drawing is made of.
enum class Grain : std::uint8_t { points, regions, choir_female, choir_male };

// Points, unless every mark that counts names areas of one kind.
Grain find_grain(const Drawing& drawing);

}  // namespace knotwork
