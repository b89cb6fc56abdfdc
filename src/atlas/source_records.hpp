// Records of the atlas: muscles and conditions, what of them can cause pain, and where that is felt.
#pragma once

#include <cstdint>

#include "atlas/record_parts.hpp"
#include "base/vec3.hpp"

namespace knotwork::atlas_format {

struct Muscle {
    Text id, name, latin, group, layer, summary, origin, insertion, nerve, note, base_rate;
    Range synonyms;       // names
    Range under;          // refs: muscle indices, outermost first
    Range facts;          // facts
    Range anatomy_cites;  // refs
    Range base_rate_cites;
    Range neighbours;
    Range fibres;
    Range sources;  // its trigger points of both sides
};

enum class FactKind : std::uint32_t { action, symptom, overload, caution };
struct Fact {
    std::uint32_t kind;
    Text text;
    Range cites;
};

enum class SourceKind : std::uint32_t { trigger_point, condition };

// Anything that can cause the pain: a trigger point of one side, or a condition (of one side, if it has one). Trigger
// points come first, muscle by muscle, then conditions. What only trigger points have is empty in a condition.
struct Source {
    std::uint32_t kind;       // SourceKind
    std::uint32_t muscle;     // index of the muscle; no_index for a condition
    std::uint32_t condition;  // index of the condition; no_index for a trigger point
    std::uint32_t number;     // of the trigger point
    std::uint32_t side;       // Side; left in a condition without one
    std::uint32_t sided;      // 0: a condition without a side
    std::uint32_t mirror;     // the same on the other side; itself if it has no side
    std::uint32_t point;      // skin point over the trigger point
    Vec3 position;            // of the trigger point: metres, on the neutral skin
    Text id;                  // "gluteus-minimus/2/right", "l5-radiculopathy/right", "coccydynia"
    Text label, where, depth, reach;
    Range zones;
    Range cites;
    float prior;  // probability of being active before anything is drawn
};

struct Zone {
    std::uint32_t source;
    std::uint32_t essential;  // 1 essential, 0 spillover
    Text felt;
    Range points;  // zone_points and zone_coverage
    float area;    // square metres, weighted with coverage
};

struct Neighbour {
    std::uint32_t muscle;
    Text why;
    Range cites;
};

struct Fibre {
    Range points;  // fibre_points
};

struct Condition {
    Text id, name, plain, group, summary, next, note;
    std::uint32_t provider;  // index
    float base_rate;         // that it is a cause of the pain of an adult who asks; whole body
    Range synonyms;          // names
    Range symptoms;          // names
    Range summary_cites, base_rate_cites;
    Range shifts, breeds;
    Range sources;  // left then right, or one
};

struct Shift {   // who has a condition more or less often
    Range when;  // terms
    float log_odds;
    Range cites;
};

struct Breed {  // trigger points that go with a condition
    std::uint32_t muscle;
    std::uint32_t number;  // of the point; 0 for all points of the muscle
    float log_odds;        // how much likelier together than if they had nothing to do with each other
    Text why;
    Range cites;
};

}  // namespace knotwork::atlas_format
