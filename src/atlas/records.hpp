// The binary atlas: the records exactly as they lie in the bytes, little-endian. `bake` writes them, `load_atlas`
// checks them, and everything else reads them in place. Changing any of these means raising `format_version`.
//
// Layout: Header, then `section_count` SectionEntry, then the sections, each on an 8-byte boundary, then nothing.
#pragma once

#include <cstdint>

#include "body/skin.hpp"

namespace knotwork::atlas_format {

inline constexpr char magic[8] = {'K', 'N', 'O', 'T', 'A', 'T', 'L', 'S'};
inline constexpr std::uint32_t format_version = 1;

enum class SectionKind : std::uint32_t {
    neutral_positions,
    female_positions,
    male_positions,   // Vec3 a point
    triangles,        // Triangle
    mirror,           // uint16 a point
    area,             // float a point, square metres
    segment,          // Segment (uint8) a point
    t,                // float a point
    angle,            // float a point, degrees
    region_of_point,  // uint16 a point
    regions,          // Region
    landmarks,        // Landmark
    muscles,          // Muscle
    facts,            // Fact
    sources,          // Source
    zones,            // Zone
    zone_points,      // uint16: skin points of the zones
    zone_coverage,    // uint8 beside zone_points: coverage x 255
    neighbours,       // Neighbour
    fibres,           // Fibre
    fibre_points,     // Vec3: polylines on the neutral skin, left side
    citations,        // Citation
    refs,             // uint32: lists of citation or muscle indices
    names,            // Text: lists of texts
    choir_segments,   // ChoirSegment
    choir_points,     // uint16: skin points of the CHOIR segments
    strings,          // UTF-8 bytes
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

struct Range {  // [begin, end) of another section
    std::uint32_t begin, end;
};
struct Text {  // bytes of `strings`
    std::uint32_t begin, end;
};

struct Region {
    Text id;             // "buttock-lower"
    Text label;          // "lower buttock"
    Range synonyms;      // names
    std::uint32_t side;  // Side
    float area;          // square metres
};

struct Landmark {
    Text id;  // "greater-trochanter"
    Text label;
    Text find;  // how to find it with the fingers
    Range cites;
    std::uint32_t side;     // Side; mid-line landmarks stand once, as left
    std::uint32_t midline;  // 1 if it lies on the mid-line
    std::uint32_t point;    // nearest skin point
    std::uint32_t segment;  // Segment; with t and angle its body coordinate
    float t, angle;
    Vec3 position;  // metres, on the neutral skin
};

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

struct Source {  // trigger point of one side
    std::uint32_t muscle;
    std::uint32_t number;
    std::uint32_t side;
    std::uint32_t point;  // skin point over it
    Vec3 position;        // metres, on the neutral skin
    Text id;              // "gluteus-minimus/2/right"
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

struct Citation {
    Text key, authors, title, in, doi, pmid, isbn, url;
    std::uint32_t year;
};

struct ChoirSegment {
    std::uint32_t body;    // Body: female or male
    std::uint32_t number;  // 101-136 front, 201-238 back
    Range points;          // choir_points
};

}  // namespace knotwork::atlas_format
