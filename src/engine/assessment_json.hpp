// JSON objects that several answers hold. Inside of the engine; doors use engine.hpp.
#pragma once

#include "engine/assessment.hpp"
#include "engine/json_text.hpp"

namespace knotwork {

OrderedJson cites_to_json(const Atlas& atlas, Atlas::Range cites);
OrderedJson triage_to_json(const Atlas& atlas, const Triage& triage);
OrderedJson standing_to_json(const Atlas& atlas, const Standing& standing);

}  // namespace knotwork
