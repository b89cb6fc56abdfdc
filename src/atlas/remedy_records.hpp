// Records of the atlas: what is done against the pain, how much of it, who must not, and how a plan goes on.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "atlas/record_parts.hpp"

namespace knotwork::atlas_format {

enum class RemedyKind : std::uint32_t { pressure, position, professional, stretch, exercise };
enum class StartPosition : std::uint32_t { none, lying_back, lying_front, lying_side, sitting, standing, kneeling };

// In the order of the two above.
inline constexpr std::array<std::string_view, 5> remedy_kind_names{"pressure", "position", "professional", "stretch",
                                                                   "exercise"};
inline constexpr std::array<std::string_view, 7> start_position_names{
    "", "lying-back", "lying-front", "lying-side", "sitting", "standing", "kneeling"};

// Something done against the pain: a technique on the trigger points of one muscle, a stretch or an exercise.
struct Remedy {
    Text id;  // "gluteus-medius/ball-on-floor", "figure-four-seated", "side-plank"
    Text name;
    Text feel;  // of a pressure: in which direction, through what; of others: where it is felt
    Text easier, harder, note, grade;
    Range steps, avoid;                  // names
    std::uint32_t kind;                  // RemedyKind
    std::uint32_t position;              // StartPosition
    std::uint32_t floor;                 // 1: one has to get down on the floor
    std::uint32_t light;                 // 1: pressed lightly, whoever does it
    std::uint32_t sided;                 // 1: one side at a time
    std::uint32_t provider;              // of a professional one; no_index for others
    Range muscles;                       // refs: the main one first
    Range points;                        // refs: numbers of the trigger points; empty for stretches and exercises
    Range tools;                         // refs: any one is enough; empty if none is needed
    Range forbid;                        // terms: who must not do it; empty if nobody
    std::uint32_t level, sets, repeats;  // of an exercise
    float hold_s;                        // of an exercise that is held; 0 otherwise
    std::uint32_t after;                 // remedy: the easier exercise before this one; no_index if none
    Range activities;
    float gluteal_to_tfl;  // index of Selkowitz and others 2013; 0 if not measured
    Range gluteal_to_tfl_cites;
    Range cites;
};

struct MuscleActivity {  // of an exercise
    std::uint32_t muscle;
    float mvic;    // percent of the greatest voluntary contraction, mean
    float people;  // studied
    Range cites;
};

struct Tool {
    Text id, name;
    Text instead;  // what does as well at home
};

// A dose. `of` is a RemedyKind: pressure, position, stretch or exercise.
struct Protocol {
    Text id, name, why, note;
    std::uint32_t of, is_default;
    float hold_least_s, hold_most_s;  // 0 for an exercise
    std::uint32_t repeats_least, repeats_most;
    std::uint32_t sets_least, sets_most;  // of an exercise; 0 for others
    float rest_s;
    std::uint32_t day_least, day_most;  // times a day
    std::uint32_t days_a_week;
    float pain_most;  // while doing it, 0 to 10
    Range cites;
};

enum class Effect : std::uint32_t { refuse, light, warn };
inline constexpr std::array<std::string_view, 3> effect_names{"refuse", "light", "warn"};

// What must not be done, only lightly, or with care, by whom. Limited, where named, to muscles or groups of muscles
// (either is enough), to positions, to exercises from a level on, and to tools: of a remedy these are refused then, not
// the whole.
struct Contraindication {
    Text id, say, note;
    std::uint32_t kinds;  // bit 1 << RemedyKind
    std::uint32_t effect;
    std::uint32_t positions;   // bit 1 << StartPosition; 0: all
    std::uint32_t level_from;  // of exercises; 0: all
    Range when;                // terms
    Range muscles, tools;      // refs
    Range groups;              // names
    Range cites;
};

enum class AdviceKind : std::uint32_t { load, daily_life, calm };
inline constexpr std::array<std::string_view, 3> advice_kind_names{"load", "daily-life", "calm"};
struct Advice {
    Text id, say, why, grade;
    std::uint32_t kind;
    std::uint32_t with_items;   // 1: only beside something to do
    std::uint32_t first;        // 1: for safety: before the others, however many
    Range when;                 // terms; empty: always
    Range muscles, conditions;  // refs
    Range groups;  // names; with muscles and conditions: the source is one of these, or anything if all are empty
    Range cites;
};

struct Reassessment {  // a movement tried before and after
    Text id, name, movement, better;
    Range muscles;  // refs
    Range groups;   // names
    Range forbid;   // terms: who should not do it; empty if nobody
    Range cites;
};

struct Compensation {  // of a muscle that is overloaded, another that should be stronger
    std::uint32_t overloaded, strengthen;
    Text why;
    Range cites;
};

// When to stop, go on, hold, go back, look again, and how to keep it away; they stand in this order.
enum class DirectionKind : std::uint32_t { stop, progress, hold, regress, review, keep };
inline constexpr std::array<std::string_view, 6> direction_kind_names{"stop",    "progress", "hold",
                                                                      "regress", "review",   "keep"};
struct Direction {
    std::uint32_t kind;
    Text say;
    std::uint32_t days;  // of a review: after so many
    Range cites;
};

}  // namespace knotwork::atlas_format
