// The atlas as the inference sees it: sources, their zones, their priors, and which of them go together.
//
//     Result<infer::Model> model = build_model(atlas);
//
// Source `i` of the model is source `i` of the atlas. Points of neighbouring muscles (the chain: Travell and Simons
// call them key and satellite points) are coupled when they lie on the same side. Cost: O(zone points). Errors:
// bad_atlas, where the atlas holds what no model can be made of.
#pragma once

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "infer/model.hpp"

namespace knotwork {

// How much a pair of points of neighbouring muscles is likelier than two that have nothing to do with each other (log
// odds). That they go together is agreed (Travell and Simons 1999, volume 1, chapter 2); by how much has not been
// measured, so this is a judgement, kept small: it decides between explanations that are otherwise equal.
inline constexpr double chain_boost = 0.7;

Result<infer::Model> build_model(const Atlas& atlas, const infer::Parameters& parameters = {});

}  // namespace knotwork
