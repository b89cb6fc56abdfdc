// From a case to a plan: what is treated, or why nothing is.
//
//     Result<CasePlan> plan = plan_case(engine, known, {.start = Date{2026, 11, 22}}, scratch);
//     if (plan->refusal != PlanRefusal::none) ...        // see somebody first, or not known
//     else for (const PlanItem& item : plan->plan.items) ...
//
// Nothing is pressed, stretched or trained while a danger sign of today or now holds, where the pain does not look like
// a muscle's, or where nobody can say what it comes from. A plan is a file ("knotwork.plan/1",
// schemas/plan.schema.json); what a therapist writes under "edits" there is read back and goes into the next plan.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "care/plan.hpp"
#include "engine/assessment.hpp"
#include "engine/case.hpp"

namespace knotwork {

struct PlanOptions {
    Date start;
    ProtocolId pressure;  // none: the default
    PlanEdits edits;
};

enum class PlanRefusal : std::uint8_t {
    none,
    emergency,     // not acknowledged: nothing else is shown
    urgent,        // a danger sign of today or now: see somebody first
    not_a_muscle,  // a condition explains it, and no trigger point is likely beside it
    unknown,       // nothing is likely enough to be treated
};
constexpr std::string_view name(PlanRefusal refusal) {
    switch (refusal) {
        case PlanRefusal::none: return "none";
        case PlanRefusal::emergency: return "emergency";
        case PlanRefusal::urgent: return "urgent";
        case PlanRefusal::not_a_muscle: return "not-a-muscle";
        case PlanRefusal::unknown: return "unknown";
    }
    return "unknown";
}

struct CasePlan {
    Assessment assessment;
    PlanRefusal refusal = PlanRefusal::none;
    std::optional<std::uint32_t> provider;  // whom to see: of the condition, or of the most urgent danger sign
    PlanRequest request;
    Plan plan;
    Date start, review;
};

// Nothing is treated that is less likely than this: it would be a guess (a judgement).
inline constexpr double least_planned = 0.35;
// Trigger points beside a condition, and the origin of the leading one, are treated from this probability on; other
// points of its chain from `least_second` on.
inline constexpr double least_beside_condition = 0.35, least_origin_treated = 0.35;
inline constexpr double least_second = 0.2;

// How long to press, by the id of a protocol. Errors: unknown_name, with those there are.
Result<ProtocolId> resolve_pressure(const Atlas& atlas, std::string_view id, const std::string& where);

// Edits of a plan file, to be kept in the next. Errors: those of any JSON that was sent; unknown_name (of a remedy).
Result<PlanEdits> parse_plan_edits(const Atlas& atlas, std::string_view plan_json);

}  // namespace knotwork
