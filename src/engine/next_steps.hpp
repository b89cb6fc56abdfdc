// What to change about a pain that is treated, by rules from the signs of its course, what was done, and how the case
// stands.
#pragma once

#include <optional>

#include "engine/assessment.hpp"
#include "engine/case_progress.hpp"
#include "engine/plan_summary.hpp"

namespace knotwork {

// Adds to progress.steps, from its signs and its practice. `change` is that of pain; the plan, where there is one, the
// latest.
void choose_steps(const Atlas& atlas, const Case& known, const Assessment& assessment,
                  const std::optional<PlanSummary>& plan, ChangeVerdict change, Progress& progress);

}  // namespace knotwork
