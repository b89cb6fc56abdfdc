// Drawings made of whole areas with names: regions in words, or segments of the CHOIR body map.
//
//     Cells cells = build_region_cells(atlas);
//     Result<infer::Model> model = build_cell_model(atlas, cells, parameters);
//     std::vector<std::uint8_t> ticked = tick_cells(cells, painted);
//
// Who says "back of the thigh" says that it hurts somewhere there, not that every point of it does; taken point by
// point such a drawing would tell against every map, for no map fills a whole region. So each area, a *cell*, is one
// observation, ticked or not, and the inference runs on cells as it does on skin points. A cell is expected to be
// ticked as far as a felt zone fills it, or lies in it: fully from `filling` of the cell or `holding` of the zone on.
// Both are judgements: how people turn what they feel into ticks has not been published.
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

// A division of the whole skin.
struct Cells {
    std::uint32_t count = 0;
    std::vector<std::uint16_t> of_point;  // cell of each skin point
};

// Regions, those of a group as one; a region of two groups goes with the first.
Cells build_region_cells(const Atlas& atlas, std::span<const RegionGroup> groups);
// Empty (count 0) if the atlas holds no segments of that body.
Cells build_choir_cells(const Atlas& atlas, Body body);

// Parameters of the models on cells.
infer::Parameters cell_parameters();

// Sources, priors and couplings as in the model of skin points; one cell counts as one independent observation.
Result<infer::Model> build_cell_model(const Atlas& atlas, const Cells& cells, const infer::Parameters& parameters);

// Which cells are painted for the greater part: one byte a cell.
std::vector<std::uint8_t> tick_cells(const Cells& cells, std::span<const std::uint8_t> painted);

// What a drawing is made of.
enum class Grain : std::uint8_t { points, regions, choir_female, choir_male };
inline constexpr std::size_t grain_count = 4;

// Points, unless every mark that counts names areas of one kind.
Grain find_grain(const Drawing& drawing);

}  // namespace knotwork
