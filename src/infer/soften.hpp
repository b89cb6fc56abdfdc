// From the map an atlas draws to the chance that a person feels it there. Maps have crisp borders; people's own
// patterns are wider, narrower or displaced. Seen over many people the border is blurred: a point at depth d inside the
// drawn border (negative outside) lies within a person's own zone with chance Phi(d / spread), Phi the normal
// distribution.
//
// Depth is measured along the edges of the skin mesh, from the line where the drawn coverage crosses one half.
// Cost: Dijkstra (1959) over each zone and its surroundings of 2.5 spreads; some 0.1 ms a zone.
#pragma once

#include <cstdint>
#include <vector>

#include "infer/model.hpp"

namespace knotwork::infer {

struct SoftPoint {
    std::uint16_t point;
    std::uint8_t drawn;  // coverage of the map, x 255
    std::uint8_t soft;   // chance that the point lies within a person's own zone, x 255
};

// One zone after another; keeps its memory between them.
class Softener {
  public:
    // Without neighbours, or with a spread of 0, soft is drawn.
    Softener(const Maps& maps, double spread_cm);
    // The points the zone may reach, rising. Lives until the next call.
    const std::vector<SoftPoint>& soften(const Zone& zone);

  private:
    void spread_from_border(const Zone& zone, bool inside, double reach);

    const Maps& maps_;
    double spread_cm_;
    std::vector<float> coverage_;   // by skin point, 0 outside the zone
    std::vector<double> distance_;  // by skin point, infinite where not reached
    std::vector<std::uint32_t> reached_;
    std::vector<std::pair<double, std::uint32_t>> heap_;
    std::vector<SoftPoint> result_;
};

}  // namespace knotwork::infer
