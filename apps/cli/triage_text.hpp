// Danger signs in plain words: how soon, what to do, whom to see, and who says so.
#pragma once

#include <span>
#include <string>

#include "engine/engine.hpp"
#include "engine/words.hpp"
#include "terminal.hpp"

namespace knotwork::cli {

// These rules, the most urgent first, in lines of at most 80 columns; empty if there are none.
std::string format_rules(const Atlas& atlas, std::span<const RuleId> rules, const Colours& colours);

// All that holds, or that nothing does.
std::string format_triage_text(const Atlas& atlas, const Triage& triage, const Colours& colours);

// Emergencies alone, and that nothing else is shown.
std::string format_emergency(const Atlas& atlas, std::span<const RuleId> blocked_by, const Colours& colours);

}  // namespace knotwork::cli
