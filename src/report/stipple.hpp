// Dots spread evenly over an area without a pattern: no two nearer than a least distance, no hole much wider than it
// (Poisson disc sampling by throwing darts: Cook 1986, doi:10.1145/7529.8927).
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "report/projection.hpp"

namespace knotwork {

struct Dot {
    PagePoint place;
    std::size_t layer;
    float value;  // of the layer there
};

// Dots at least `distance` points apart where a layer's value is at least `least`. `value(layer, place)` gives a
// layer's value. Where layers lie on one another their dots mingle. The same arguments give the same dots. Cost: 16
// calls of `value` a layer for each square of `distance`.
std::vector<Dot> spread_dots(const Box& box, double distance, std::size_t layer_count, float least,
                             const std::function<float(std::size_t, PagePoint)>& value);

}  // namespace knotwork
