// The JSON object of a trace, for answers that hold one. Inside of the engine; doors use engine.hpp.
#pragma once

#include "engine/json_text.hpp"
#include "engine/trace.hpp"

namespace knotwork {

OrderedJson trace_to_json(const Atlas& atlas, const Trace& trace);

}  // namespace knotwork
