// What to do about it each day: a plan of at most four items, put together by rules and explained line by line.
//
//     PlanRequest request{.targets = {{source, 0.8, TargetRole::lead, {}}}};
//     Plan plan = make_plan(atlas, facts, request);
//     for (const PlanItem& item : plan.items) show(item);        // pressing, then stretching, then strengthening
//
// Points are treated in the order of the targets, the origin of a chain before its satellites. The first target is
// pressed (directly; a second one by position and waiting, where that is known); its muscle is stretched; and the
// muscle is strengthened, or the one that it stands in for (atlas: compensations), by the exercise that works it
// hardest at the level that the pain allows. More than four items a day are not kept up, so there are never more. What
// is contraindicated never gets in: see care/permission.hpp; and a property test over all single and paired answers.
//
// Pure and deterministic. Errors: none; what cannot be done is left out, and said.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/permission.hpp"

namespace knotwork {

inline constexpr std::size_t most_items = 4;
inline constexpr double strong_pain = 7;    // of 10: from here on a person counts as irritable
inline constexpr double moderate_pain = 5;  // from here on exercise begins at the lowest level

enum class TargetRole : std::uint8_t { lead, origin, satellite };
constexpr std::string_view name(TargetRole role) {
    switch (role) {
        case TargetRole::lead: return "lead";
        case TargetRole::origin: return "origin";
        case TargetRole::satellite: return "satellite";
    }
    return "lead";
}

struct PlanTarget {
    SourceId source;  // a trigger point
    double probability = 0;
    TargetRole role = TargetRole::lead;
    std::string why;  // how it goes with the leading one; empty for that one
};

// What a therapist changed; it outlives the making of the plan anew.
struct PlanEdits {
    struct Change {
        std::optional<double> hold_s;
        std::optional<std::uint32_t> repeats, sets, per_day, days_a_week;
        std::string note;
    };
    struct Addition {
        RemedyId remedy;
        std::optional<Side> side;
        std::string note;
    };
    std::string by, note;
    std::vector<std::string> remove;        // ids of items
    std::map<std::string, Change> changes;  // by id of an item
    std::vector<Addition> additions;

    bool is_empty() const {
        return by.empty() && note.empty() && remove.empty() && changes.empty() && additions.empty();
    }
};

struct PlanRequest {
    std::vector<PlanTarget> targets;             // in the order of treatment
    SourceId lead;                               // what advice and reassessment are about; may be a condition
    std::optional<std::vector<ToolId>> at_hand;  // unset: all
    ProtocolId pressure;                         // none: the default of the atlas
    PlanEdits edits;
};

struct Dose {
    ProtocolId protocol;
    double hold_least_s = 0, hold_most_s = 0;  // 0 where repeats are counted instead
    std::uint32_t repeats_least = 1, repeats_most = 1;
    std::uint32_t sets = 0;  // of an exercise
    double rest_s = 0;
    std::uint32_t day_least = 1, day_most = 1, days_a_week = 7;
    double pain_most = 0;  // 0 to 10
};

struct PlanItem {
    std::string id;  // "gluteus-minimus/ball-on-floor@right"
    RemedyId remedy;
    SourceId source;           // the point that it treats; none for others
    std::optional<Side> side;  // none: both at once
    ToolId tool;
    bool is_light = false, is_added = false;
    Dose dose;
    std::vector<std::string> why;  // each a sentence
    std::string note;              // the therapist's
};

struct LeftOut {
    std::vector<ContraindicationId> rules;  // general ones that refused something for these targets
    std::vector<RemedyId> forbidden;        // by a rule of their own, for what was answered
    std::vector<ToolId> missing;            // with which more could be done
};

struct Plan {
    std::vector<PlanItem> items;
    std::optional<std::uint32_t> reassessment;  // of the atlas: the objective is to do better at it
    std::vector<FindingId> open;                // to be made sure of before the first session
    std::vector<ContraindicationId> cautions;   // to be told with the items
    LeftOut left_out;
    std::vector<std::uint32_t> advice;  // of the atlas, the most special first
    std::uint32_t review_days = 0;
    std::vector<std::string> warnings;  // of edits that could not be followed
};

Plan make_plan(const Atlas& atlas, const Facts& facts, const PlanRequest& request);

// The protocol of this kind and id; without an id the default of its kind. None where there is none, as for what a
// professional does.
ProtocolId find_protocol(const Atlas& atlas, atlas_format::RemedyKind of, std::string_view id = {});
// A remedy by this protocol; without one an empty dose.
Dose build_dose(const Atlas& atlas, const Atlas::Remedy& remedy, ProtocolId protocol);

// "gluteus-minimus/ball-on-floor@right".
std::string format_item_id(const Atlas& atlas, RemedyId remedy, std::optional<Side> side);

}  // namespace knotwork
