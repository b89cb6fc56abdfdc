// A smooth map of the plane through given pairs of points: the thin-plate spline, which bends least of all maps that
// take every `from` exactly to its `to` (Bookstein 1989, doi:10.1109/34.24792).
//
//     ThinPlate map(from, to);
//     Vec2 image = map(place);
#pragma once

#include <span>
#include <vector>

namespace knotwork::bake {

struct Vec2 {
    double x = 0, y = 0;
};

class ThinPlate {
  public:
    // At least three pairs, the `from` all different and not all on one line. Cost O(n^3).
    ThinPlate(std::span<const Vec2> from, std::span<const Vec2> to);

    Vec2 operator()(Vec2 place) const;

  private:
    std::vector<Vec2> from_, weight_;    // pull of each pair
    Vec2 constant_, along_x_, along_y_;  // the straight part of the map
};

}  // namespace knotwork::bake
