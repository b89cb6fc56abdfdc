// How well the danger rules catch simulated emergencies, and how often they alarm ordinary people.
//
//     Result<TriageFigures> figures = study_triage(atlas, people, {.seed = 2, .emergencies = 10000, .ordinary =
//     10000});
//
// Emergencies are those of emergencies.hpp that show at least one sign or combination which the guideline named there
// calls urgent; they answer no to all else. Ordinary people are the patients of patients.hpp with the published shares
// of yes. The result depends on atlas, seed and numbers alone. Cost: about a second.
// Errors: unknown_name, where the atlas lacks a finding of a scenario.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "study/emergencies.hpp"
#include "study/people.hpp"

namespace knotwork::study {

struct TriageStudyOptions {
    std::uint64_t seed = 2;
    std::uint32_t emergencies = 10'000;
    std::uint32_t ordinary = 10'000;
    unsigned threads = 1;
};

inline constexpr std::size_t urgency_count = 4;
using ByUrgency = std::array<std::uint32_t, urgency_count>;

struct ScenarioFigures {
    std::string_view name, guideline, shares_from;
    std::uint32_t people = 0;                // with a sign that the guideline calls urgent
    std::uint32_t demanded_now = 0;          // of these: emergency now, not same day
    std::uint32_t late = 0;                  // called less urgent than demanded, but same day
    std::uint32_t missed = 0;                // called less urgent than same day
    std::uint32_t withheld_missed = 0;       // the same, late or missed, if one yes in ten is withheld
    std::uint32_t without_sign = 0;          // drawn besides, and without such a sign
    std::uint32_t without_sign_alarmed = 0;  // of these: called same day or emergency all the same
    std::string example;                     // one that was late or missed: what the person said yes to
};

struct Alarms {
    std::string who;
    std::uint32_t people = 0;
    ByUrgency urgencies{};
};

struct RuleAlarms {
    std::string rule;
    Urgency urgency = Urgency::none;
    std::uint32_t people = 0;
};

struct TriageFigures {
    TriageStudyOptions options;
    std::vector<ScenarioFigures> scenarios;
    std::vector<Alarms> alarms;     // ordinary people together; then by what they hurt from; then who is not ordinary
    std::vector<RuleAlarms> rules;  // same-day and emergency rules that alarm ordinary people, the commonest first
};

Result<TriageFigures> study_triage(const Atlas& atlas, const People& people, const TriageStudyOptions& options);

}  // namespace knotwork::study
