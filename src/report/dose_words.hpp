// A dose in words. Inside of report.
#pragma once

#include <string>

#include "engine/engine.hpp"

namespace knotwork {

// "1 to 3 times, hold 60 to 90 s, rest 20 s between; once a day, 7 days a week; pain at most 5 of 10".
std::string format_dose(const Dose& dose);

}  // namespace knotwork
