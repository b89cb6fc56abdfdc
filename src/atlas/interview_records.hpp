// Records of the atlas: what is asked and tested, what it says of the sources, and who should see somebody.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "atlas/record_parts.hpp"

namespace knotwork::atlas_format {

enum class FindingGroup : std::uint32_t {
    symptom,
    quality,
    provocation,
    onset,
    history,
    activity,
    red_flag,
    test,
    treatment,
    palpation
};
enum class Examiner : std::uint32_t { self, helper, professional };
enum class AskedOf : std::uint32_t { everyone, female, male, nobody };  // nobody: told by the program

// In the order of the three above.
inline constexpr std::array<std::string_view, 10> finding_group_names{
    "symptom", "quality", "provocation", "onset", "history", "activity", "red-flag", "test", "treatment", "palpation"};
inline constexpr std::array<std::string_view, 3> examiner_names{"self", "helper", "professional"};
inline constexpr std::array<std::string_view, 4> asked_of_names{"everyone", "female", "male", "nobody"};

// A question or test that is answered yes, no or unknown (or with a number that makes it one of these). A palpation is
// asked of every trigger point: its id is "tender/gluteus-minimus/2/right".
struct Finding {
    Text id, name, ask, yes, stop, family, note;
    Range how;  // names: the steps of a test
    std::uint32_t group, who;
    std::uint32_t sided;  // 1: asked of a side
    std::uint32_t effort, discomfort;
    std::uint32_t asked_of;  // AskedOf
    // Asked as a number where unit is not empty: yes if at most (below 1) or at least (1) `threshold`.
    Text unit;
    float least, most, threshold;
    std::uint32_t yes_above;
    float false_yes;  // share of people hurting from something that is no sign of it who say yes
    float people;     // how many people that rests on; 8 or fewer for a judgement
    Range signs;
    Range cites;
};

enum class SignTarget : std::uint32_t { condition, muscle, group, itself };
struct Sign {
    std::uint32_t target;      // SignTarget; `itself`: the trigger point that is pressed
    std::uint32_t index;       // of the condition or muscle; no_index for others
    std::uint32_t number;      // of the trigger point; 0 for all of the muscle
    Text group;                // of muscles
    std::uint32_t other_side;  // 1: speaks for the source on the other side
    float yes;                 // share of those with the source active who say yes
    float people;
    Range cites;
};

enum class Urgency : std::uint32_t { none, days, same_day, emergency };
struct Rule {
    Text id, rule_class, say, note;
    std::uint32_t urgency;
    std::uint32_t provider;
    Range when;  // terms
    Range cites;
};

struct Provider {
    Text id, name, plain;
    Range cites;
};

// An expression in reverse Polish order; each term leaves one value, yes, no or unknown, on a stack that never holds
// more than `deepest_expression` of them.
inline constexpr std::size_t deepest_expression = 32;
enum class TermKind : std::uint32_t {
    finding,        // index; of a sided one: yes on either side
    both,           // index of a sided finding: yes on both sides
    age_at_least,   // number
    age_below,      // number
    pain_at_least,  // number
    sex_female,
    sex_male,
    op_not,
    op_and,
    op_or,
    at_least,  // index: how many of the `number` values before must be yes
};
struct Term {
    std::uint32_t kind;
    std::uint32_t index;
    float number;
};

}  // namespace knotwork::atlas_format
