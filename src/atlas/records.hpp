// The binary atlas: the records exactly as they lie in the bytes, little-endian. `bake` writes them, `load_atlas`
// checks them, and everything else reads them in place. They stand by subject in the headers that this one includes;
// changing any of them means raising `format_version`.
//
// Layout: Header, then `section_count` SectionEntry, then the sections, each on an 8-byte boundary, then nothing.
#pragma once

#include <cstdint>

#include "atlas/body_records.hpp"
#include "atlas/course_records.hpp"
#include "atlas/interview_records.hpp"
#include "atlas/motion_records.hpp"
#include "atlas/record_parts.hpp"
#include "atlas/remedy_records.hpp"
#include "atlas/source_records.hpp"

namespace knotwork::atlas_format {

inline constexpr char magic[8] = {'K', 'N', 'O', 'T', 'A', 'T', 'L', 'S'};
inline constexpr std::uint32_t format_version = 5;

enum class SectionKind : std::uint32_t {
    neutral_positions,
    female_positions,
    male_positions,     // Vec3 a point
    triangles,          // Triangle
    mirror,             // uint16 a point
    area,               // float a point, square metres
    segment,            // Segment (uint8) a point
    t,                  // float a point
    angle,              // float a point, degrees
    region_of_point,    // uint16 a point
    regions,            // Region
    landmarks,          // Landmark
    muscles,            // Muscle
    facts,              // Fact
    sources,            // Source
    zones,              // Zone
    zone_points,        // uint16: skin points of the zones
    zone_coverage,      // uint8 beside zone_points: coverage x 255
    neighbours,         // Neighbour
    fibres,             // Fibre
    fibre_points,       // Vec3: polylines on the neutral skin, left side
    citations,          // Citation
    refs,               // uint32: lists of citation or muscle indices
    names,              // Text: lists of texts
    conditions,         // Condition
    shifts,             // Shift
    breeds,             // Breed
    findings,           // Finding
    signs,              // Sign
    rules,              // Rule
    providers,          // Provider
    terms,              // Term: expressions
    remedies,           // Remedy
    activities,         // MuscleActivity
    tools,              // Tool
    protocols,          // Protocol
    contraindications,  // Contraindication
    advice,             // Advice
    reassessments,      // Reassessment
    compensations,      // Compensation
    directions,         // Direction
    courses,            // Course
    course_points,      // CoursePoint
    measures,           // Measure
    next_steps,         // NextStep: none, or one of each kind in their order
    choir_segments,     // ChoirSegment
    choir_points,       // uint16: skin points of the CHOIR segments
    joints,             // Joint: joint_count of them, in the order of JointId
    skin_joints,        // SkinJoints a point
    motions,            // Motion
    motion_frames,      // MotionFrame
    motion_angles,      // MotionAngle
    motion_goals,       // MotionGoal
    motion_rests,       // MotionRest
    motion_props,       // MotionProp
    motion_spots,       // MotionSpot
    strings,            // UTF-8 bytes
    count_,
};
inline constexpr std::uint32_t section_count = static_cast<std::uint32_t>(SectionKind::count_);

struct Header {
    char magic[8];
    std::uint32_t version;
    std::uint32_t section_count;
    std::uint64_t byte_count;       // exact length of the file
    std::uint8_t content_hash[16];  // XXH3-128 of all that follows the header
};
static_assert(sizeof(Header) == 40);

struct SectionEntry {
    std::uint32_t kind;
    std::uint32_t element_size;
    std::uint64_t offset;  // from the start of the file
    std::uint64_t element_count;
};
static_assert(sizeof(SectionEntry) == 24);

}  // namespace knotwork::atlas_format
