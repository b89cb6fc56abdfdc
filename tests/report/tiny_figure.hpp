// A figure small enough to reason about, as a real atlas: a trunk and two legs, each an upright ellipsoid or capsule.
//
// The trunk stands around x = 0 from y = 0.8 to 1.6, half widths 0.2 (x) and 0.12 (z). The legs stand at x = +-0.12
// from y = 0 to 0.9, radius 0.07: above y = 0.45 thigh, below leg. Regions: front and back of each half. One muscle,
// "A < B & C", with point 1 in front of the thigh (essential zone there, spillover on the leg in front) and point 2
// behind the leg; and one condition without a side, "Belly ache", in front of the trunk. The female body is the neutral
// one, a tenth larger.
#pragma once

#include <cstdint>
#include <vector>

#include "atlas/atlas.hpp"

namespace knotwork::test {

class TinyFigure {
  public:
    TinyFigure();
    const Atlas& atlas() const { return atlas_; }
    const Skin& skin() const { return atlas_.skin(); }
    const Atlas::Muscle& muscle() const { return atlas_.muscles()[0]; }
    const Atlas::Source& source(std::uint32_t number, Side side) const;
    const Atlas::Source& condition() const { return atlas_.sources().back(); }
    // Where a line from before or behind at (x, y) meets the figure's skin points: the nearest point on that side.
    std::uint32_t point_at(float x, float y, bool in_front) const;

  private:
    std::vector<std::uint64_t> bytes_;  // 8-byte aligned
    Atlas atlas_;
};

}  // namespace knotwork::test
