// Records of the atlas: what is measured, how it is expected to go, and what to do when it does not.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "atlas/record_parts.hpp"

namespace knotwork::atlas_format {

// How pain is expected to go: the share of the first pain that is left after so many weeks, and how it spreads.
struct CoursePoint {
    float week, share, low, high;
};
struct Course {
    Text id, name, note;
    Range conditions;                     // refs
    std::uint32_t of_points, is_default;  // 1: of trigger points; of whatever has no course of its own
    Range points;                         // course_points
    Range cites;
};

// Something that is measured again and again: pain, function, range, strength, sleep, load.
enum class MeasureKind : std::uint32_t { pain, function, range, balance, threshold, change, load, habit };
inline constexpr std::array<std::string_view, 8> measure_kind_names{"pain",      "function", "range", "balance",
                                                                    "threshold", "change",   "load",  "habit"};
enum class MeasureSides : std::uint32_t { none, sided, point };  // one value; one a side; one a trigger point
inline constexpr std::array<std::string_view, 3> measure_sides_names{"none", "side", "point"};
struct Measure {
    Text id, name, unit, ask, note;  // the unit as people read it: "of 10", "degrees", "s"
    Text ucum, loinc;                // codes; empty where none is sure
    std::uint32_t kind;              // MeasureKind
    std::uint32_t sides;             // MeasureSides
    std::uint32_t lower_is_better;   // 1: pain; 0: range; of load and habit neither is meant
    float low, high;                 // what a value may be
    float error_sd;                  // of one reading about what it would be on average that week; 0: not known
    float least_change;              // least important difference, in the unit; 0: not known
    float least_share;               // the same as a share of the first value; 0: none
    Range cites;
};

// What to do when the course says that something should change. `say` to the person, `why` with the citations.
enum class NextStepKind : std::uint32_t {
    keep_on,
    do_as_planned,    // too few sessions were done to tell
    less_load,        // load grew faster than the pain allows
    other_technique,  // for the same point
    other_point,      // another point of the muscle, or another source that is nearly as likely
    origin,           // further up the chain
    strengthen,       // what the muscle stands in for
    ask_again,        // paint and answer anew: the idea of the cause may be wrong
    see_somebody,
    wind_down,  // recovered: from treating to keeping it away
};
inline constexpr std::array<std::string_view, 10> next_step_kind_names{
    "keep-on", "do-as-planned", "less-load", "other-technique", "other-point",
    "origin",  "strengthen",    "ask-again", "see-somebody",    "wind-down"};
struct NextStep {
    std::uint32_t kind;
    Text say, why;
    Range cites;
};

}  // namespace knotwork::atlas_format
