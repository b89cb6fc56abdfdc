// Smooth vector lines around parts of a picture, by marching squares (Lorensen and Cline 1987,
// doi:10.1145/37402.37422, in the plane).
#pragma once

#include <span>
#include <vector>

#include "report/projection.hpp"

namespace knotwork {

struct Polyline {
    std::vector<PagePoint> points;
    bool closed = false;
};

// Lines along which a picture of `width` x `height` values crosses `level`, in pixels (the centre of the first pixel is
// 0.5, 0.5), smoothed over a few pixels and thinned to what the eye can tell. Pixels with a negative value are holes,
// where lines end. Cost: one pass over the picture.
std::vector<Polyline> find_contours(std::span<const float> values, int width, int height, float level);

}  // namespace knotwork
