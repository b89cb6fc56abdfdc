// The atlas as the inference sees it: sources, their zones, their priors, and which of them go together.
//
//     Result<std::vector<infer::Model>> kinds = build_models(atlas, infer::fitted_parameters());
//
// Source `i` of the model is source `i` of the atlas. Points of neighbouring muscles (the chain: Travell and Simons
// call them key and satellite points) are coupled when they lie on the same side, and so is a condition with the points
// that it breeds. Cost: O(zone points). Errors:
// bad_atlas, where the atlas holds what no model can be made of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "infer/model.hpp"

namespace knotwork {

// How much likelier two points are to be active together than if they had nothing to do with each other (log odds).
// That points of a muscle and of its chain go together is agreed (Travell and Simons 1999, volume 1, chapter 2); by how
// much has not been measured, so these are judgements, kept small: they decide between explanations that are otherwise
// equal.
inline constexpr double same_muscle_boost = 1.4;
inline constexpr double chain_boost = 0.7;

// On the points of the skin: one model for each kind of person.
Result<std::vector<infer::Model>> build_models(const Atlas& atlas, std::span<const infer::Parameters> kinds);
Result<infer::Model> build_model(const Atlas& atlas, const infer::Parameters& parameters);

// Zones on whatever the skin is divided into: its points, or cells (engine/cells.hpp).
struct FieldArrays {
    std::vector<float> area_cm2;  // of each point or cell
    std::vector<infer::Zone> zones;
    std::vector<std::uint16_t> points;
    std::vector<std::uint8_t> coverage;  // beside points, x 255
    // Edges between skin points, along which the borders of zones are softened (infer/soften.hpp); empty for cells.
    std::vector<std::uint32_t> neighbour_begin;
    std::vector<std::uint16_t> neighbours;
    std::vector<float> neighbour_cm;

    void add_zone(SourceId source, bool essential, std::span<const std::uint16_t> zone_points,
                  std::span<const std::uint8_t> zone_coverage);
    void add_edges(const Skin& skin);
};
Result<infer::Model> build_model(const Atlas& atlas, const FieldArrays& fields, const infer::Parameters& parameters);

}  // namespace knotwork
