// When to stop: danger signs, by rules and not by probabilities.
//
//     Triage triage = compute_triage(atlas, facts);
//     if (triage.urgency == Urgency::emergency && !triage.is_acknowledged(...)) ...   // nothing else is shown
//
// Every rule that holds is a reason, the most urgent first. The rules and their sources stand in knowledge/triage.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "care/facts.hpp"

namespace knotwork {

using Urgency = atlas_format::Urgency;
constexpr std::string_view name(Urgency urgency) {
    switch (urgency) {
        case Urgency::none: return "none";
        case Urgency::days: return "days";
        case Urgency::same_day: return "same-day";
        case Urgency::emergency: return "emergency";
    }
    return "none";
}

struct Triage {
    Urgency urgency = Urgency::none;
    std::vector<RuleId> reasons;  // most urgent first, then in the order of the atlas
};

Triage compute_triage(const Atlas& atlas, const Facts& facts);

// Emergencies among the reasons that the person has not yet been told of and confirmed.
std::vector<RuleId> list_unacknowledged(const Atlas& atlas, const Triage& triage,
                                        std::span<const std::string> acknowledged);

// Danger signs that were not asked yet, in groups that are asked together ("does any of these apply?"), the most urgent
// first; each group holds at most `screen_size`. Once all are answered: whatever else would by itself make something
// urgent of what was said (numbness, for someone with trouble in both legs).
inline constexpr std::size_t screen_size = 8;
std::vector<std::vector<FindingId>> list_screens(const Atlas& atlas, const Facts& facts);

}  // namespace knotwork
