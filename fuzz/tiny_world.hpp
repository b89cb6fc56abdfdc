// What the fuzz targets share: engines to try input on, and what every answer must keep.
#pragma once

#include <string>

#include "engine/engine.hpp"

namespace knotwork::fuzz {

// On the six skin points of tests/atlas: hundreds of times as fast as a real body.
const Engine& get_tiny_engine();

// Aborts unless the answer is one line of JSON: a trace whose numbers are in range, or an error with code and reason.
void require_sound(const std::string& answer);

void require(bool holds, const char* what);

}  // namespace knotwork::fuzz
