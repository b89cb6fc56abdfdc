// Who must not do what: contraindications, which are apart from triage.
//
//     Permission p = find_permission(atlas, facts, remedy, tools);
//     if (p.is_allowed()) ...                    // with p.tool in hand, lightly if p.is_light
//
// A remedy is refused where its own rule or a general one holds, where every tool that it can be done with is refused
// or not at hand, or where it lies on the floor and the person cannot get down there. What was not asked counts as not
// so; list_open tells what to make sure of first. Cost: the number of rules.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/ids.hpp"
#include "care/facts.hpp"

namespace knotwork {

struct Permission {
    std::vector<ContraindicationId> refused_by;  // general rules that refuse it, or the tools that it needs
    bool is_forbidden = false;                   // by its own rule, or because it is done on the floor
    bool lacks_tool = false;                     // none of its tools is at hand
    bool is_light = false;                       // pressure only by the light protocol
    ToolId tool;                                 // the one to use; none if none is needed
    std::vector<ContraindicationId> cautions;    // to be told with it

    bool is_allowed() const { return refused_by.empty() && !is_forbidden && !lacks_tool; }
};

// Tools that everybody has are always at hand; `at_hand` unset means all.
Permission find_permission(const Atlas& atlas, const Facts& facts, RemedyId id,
                           const std::optional<std::vector<ToolId>>& at_hand);

// What was not answered, is no test, and as a yes would refuse a permitted remedy, done with this tool, or change it.
std::vector<FindingId> list_open(const Atlas& atlas, const Facts& facts, RemedyId id, ToolId tool);

constexpr atlas_format::RemedyKind kind_of(const Atlas::Remedy& remedy) {
    return static_cast<atlas_format::RemedyKind>(remedy.kind);
}

// Whether something limited to muscles, conditions and groups of muscles is about this source; what is limited to none
// is about all.
bool is_about(const Atlas& atlas, Atlas::Range muscles, Atlas::Range conditions, Atlas::Range groups, SourceId id);

}  // namespace knotwork
