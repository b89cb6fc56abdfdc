// JSON of a remedy, for plans and for the list of remedies. Inside of the engine; doors use engine.hpp.
#pragma once

#include "atlas/atlas.hpp"
#include "care/plan.hpp"
#include "engine/json_text.hpp"

namespace knotwork {

OrderedJson dose_to_json(const Atlas& atlas, const Dose& dose);
// Adds how it is done: position, steps, what to feel and to avoid, how to make it easier and harder, and by whom.
void put_doing(const Atlas& atlas, const Atlas::Remedy& remedy, OrderedJson& out);

}  // namespace knotwork
