// A plan as a person or a therapist reads it. Lines of at most 80 columns.
#pragma once

#include <string>

#include "engine/engine.hpp"
#include "terminal.hpp"

namespace knotwork::cli {

// What to make sure of and to mind before the first session; "" if nothing.
std::string format_before(const Atlas& atlas, const Plan& plan, const Colours& colours);

// One item as it is done in a session: its title, dose and steps.
std::string format_item_steps(const Atlas& atlas, const PlanItem& item, std::size_t number, const Colours& colours);

std::string format_plan_text(const Engine& engine, const Case& known, const CasePlan& plan, const Colours& colours);

}  // namespace knotwork::cli
