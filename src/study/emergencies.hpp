// Simulated emergencies: people with an illness that guidelines send to hospital now or the same day, with the signs
// that such people have.
//
//     for (const Scenario& scenario : list_scenarios()) {
//         Presentation person = present(scenario, dice);
//         Urgency wanted = scenario.demand(person);       // none: no sign by which anyone could tell
//     }
//
// The shares of signs are from the papers named where these give them, and judgements otherwise. What a scenario
// demands is written from the guideline named, not from knowledge/triage; both were written by the same hands, so that
// they agree proves that the rules say what was meant, and no more.
#pragma once

#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "care/facts.hpp"
#include "care/triage.hpp"
#include "study/dice.hpp"

namespace knotwork::study {

// Who someone is and what they would say yes to.
struct Presentation {
    double age = 0, pain = 0;
    bool is_woman = false;
    struct Sides {
        bool left = false, right = false;
    };
    std::map<std::string_view, Sides> signs;  // by finding; of one without sides both are set

    bool has(std::string_view finding) const { return signs.contains(finding); }
    bool has_both(std::string_view finding) const {
        const auto found = signs.find(finding);
        return found != signs.end() && found->second.left && found->second.right;
    }
};

enum class Spread : std::uint8_t { one_side, both_sides };  // of a finding with sides

struct ScenarioSign {
    std::string_view finding;
    double share;  // of people with the illness
    Spread spread = Spread::one_side;
};

struct Scenario {
    std::string_view name, guideline, shares_from;
    double age_least, age_most, share_of_women;
    double pain;  // mean, 0 to 10; the spread is 1
    std::vector<ScenarioSign> signs;
    Urgency (*demand)(const Presentation&);  // emergency, same_day or none
};

std::span<const Scenario> list_scenarios();

Presentation present(const Scenario& scenario, Dice& dice);

// What the person answers: yes to the signs, no to every other danger sign; each yes becomes "I don't know" with the
// probability `withheld`. Errors: unknown_name, where the atlas lacks a finding.
Result<Facts> answer_as(const Atlas& atlas, const Presentation& person, double withheld, Dice& dice);

}  // namespace knotwork::study
