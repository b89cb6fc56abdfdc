// What a case comes to: danger signs first, then the likely sources with their reasons, and what is worth asking next.
//
//     Result<Assessment> a = assess_case(engine, known, {}, scratch);
//     if (!a->blocked_by.empty()) ...                 // emergencies: show them, nothing else is answered
//     else if (!a->settled) ask(a->questions.front());
//     else tell(a->standing);
//
// Stateless: the whole case goes in each time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "care/interview.hpp"
#include "care/triage.hpp"
#include "engine/case.hpp"
#include "engine/trace.hpp"

namespace knotwork {

enum class Activity : std::uint8_t { unknown, active, latent };  // of a trigger point
constexpr std::string_view name(Activity activity) {
    switch (activity) {
        case Activity::active: return "active";
        case Activity::latent: return "latent";
        case Activity::unknown: return "unknown";
    }
    return "unknown";
}

// Another source that goes with the leading one: a muscle that shares its load, or a condition that breeds its points.
struct ChainLink {
    SourceId source;  // the likeliest of the muscle, or the condition
    double probability = 0;
    std::string why;
};

// How things stand: the leading explanation and what speaks for it.
struct Standing {
    Decision leading;
    SourceId source;  // the likeliest source of the decision
    double source_probability = 0;
    std::vector<Reason> reasons;
    Activity activity = Activity::unknown;
    std::vector<ChainLink> chain;     // likeliest first
    std::optional<ChainLink> origin;  // what the leading one may itself come from
    std::optional<Decision> alternative;
    std::optional<Question> tells_apart;  // the one thing that would tell both apart
};

struct Assessment {
    Triage triage;
    std::vector<RuleId> blocked_by;  // emergencies not acknowledged: all below is empty then
    Trace trace;
    std::vector<std::vector<FindingId>> screens;  // danger signs still to ask, before anything else
    std::vector<Question> questions;              // the most valuable first; empty once settled
    bool settled = false;                         // or nothing left is worth asking
    std::optional<Standing> standing;             // none if no source is likely enough to name
    bool not_a_muscle = false;                    // the leading explanation is a condition, or none of the atlas
};

inline constexpr double least_named = 0.2;  // a decision less probable than this is not named

// Fills in all of `out` but the triage and the trace, from explanations (infer::list_sets) and marginals.
void weigh_case(const Atlas& atlas, const SignTable& table, const Facts& facts, std::span<const infer::SourceSet> sets,
                std::span<const infer::Belief> beliefs, const InterviewOptions& options, Assessment& out);

// Whether a trigger point hurts now, by the answers of pressing on it: active where that brings on one's own pain,
// latent where it is tender and does not.
Activity find_activity(const Atlas& atlas, const Facts& facts, SourceId source);

// A question as a person reads it: sides and places filled in.
std::string format_question(const Atlas& atlas, const Subject& subject);

}  // namespace knotwork
