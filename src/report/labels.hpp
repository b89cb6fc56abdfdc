// Labels in a column beside a figure, with leader lines that do not cross and labels that do not overlap.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "report/projection.hpp"

namespace knotwork {

// Where each label of one column goes: the middle heights of equally high labels, at least `spacing` apart and within
// [top, bottom] where they fit (spacing shrinks to fit if they do not), as near as can be to the anchors' heights (pool
// adjacent violators, Ayer et al. 1955, doi:10.1214/aoms/1177728423), then exchanged until no two leaders from the
// column at `column_x` cross. Same order as the anchors.
std::vector<double> place_labels(std::span<const PagePoint> anchors, double column_x, double spacing, double top,
                                 double bottom);

// The figure's two columns: for every anchor true if its label goes to the left. Anchors lie about a middle line;
// those near it go where fewer labels are.
std::vector<bool> choose_columns(std::span<const PagePoint> anchors, double middle_x, double near);

}  // namespace knotwork
