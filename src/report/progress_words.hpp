// How a measure went, in the words of charts and reports.
#pragma once

#include <string>
#include <string_view>

#include "engine/case_progress.hpp"

namespace knotwork {

// "6", "4.5"; never more than one decimal.
std::string format_value(double value);
// Load and habits: what is done or had, rather than how the pain goes.
bool is_background(const Atlas::Measure& measure);
// Without the unit, which stands with the name: "better: −3; more than chance, and more than the 2 that matter"; "on
// average 168, 32 readings".
std::string describe_change(const Atlas& atlas, const Series& series);
// "plateau".
// "plateau since about 12 Jan 2027 (93 %)".
std::string describe_sign(const CourseSign& sign, Date begun);

}  // namespace knotwork
