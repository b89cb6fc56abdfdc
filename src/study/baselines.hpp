// What a competent person would try before inference: three ways to rank sources for a drawing.
//
// All return one score a source; the greatest is the best. Cost: O(entries of the atlas) a drawing.
#pragma once

#include <cstdint>
#include <vector>

#include "atlas/atlas.hpp"
#include "study/skin_space.hpp"

namespace knotwork::study {

class Baselines {
  public:
    Baselines(const Atlas& atlas, const SkinSpace& space);

    // What trigger point guides do: for every painted region, the points listed under it. A source is listed under a
    // region where one of its zones covers a quarter of the region or lies a quarter within it; spillover counts half.
    // The score is the share of the drawing that lies in regions that list the source; equals are ordered by prior.
    std::vector<double> look_up_regions(const Painted& drawing) const;

    // The referral map most like the drawing: cosine of the angle between the painted skin and the map (essential zones
    // in full, spillover at half), over the points' areas.
    std::vector<double> match_maps(const Painted& drawing) const;

    // Each source on its own, every skin point an independent witness: log odds of active against not. Painted with
    // probability 0.8 x coverage (spillover: 0.3 x) where the source is active, with probability 0.02 where it is not.
    std::vector<double> naive_bayes(const Painted& drawing) const;

  private:
    const Atlas& atlas_;
    const SkinSpace& space_;
    std::vector<std::vector<double>> listed_;  // by source, by region: 0, 0.5 or 1
    std::vector<double> map_norm_;             // by source
};

}  // namespace knotwork::study
