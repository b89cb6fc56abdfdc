// JSON objects of a trace and of what it holds, for answers that hold one. Inside of the engine; doors use engine.hpp.
#pragma once

#include "engine/json_text.hpp"
#include "engine/trace.hpp"

namespace knotwork {

inline constexpr double least_listed = 0.01;  // a decision less probable than this is not listed

OrderedJson decision_to_json(const Atlas& atlas, SourceId source, double probability);
OrderedJson decisions_to_json(const Atlas& atlas, std::span<const Decision> decisions);
OrderedJson trace_to_json(const Atlas& atlas, const Trace& trace);

}  // namespace knotwork
