// What the atlas knows, as a reader wants it: texts in place of indices, both sides of a thing together.
// All texts point into the atlas bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace knotwork {

// "Gluteus minimus, point 2, right"
std::string source_name(const Atlas& atlas, const Atlas::Source& source);

struct RegionView {
    std::string_view id, label;
    std::vector<std::string_view> synonyms;
    double area_cm2 = 0;  // of one side
};

struct LandmarkView {
    std::string_view id, label, find;
    bool midline = false;
    Segment segment = Segment::head;
    float t = 0, angle = 0;  // body coordinate
    Vec3 position;           // metres on the neutral body, left side
};

struct MuscleView {
    std::string_view id, name, latin, group, summary;
    std::uint32_t point_count = 0;  // trigger points of one side
};

struct CitationView {
    std::string_view key, authors, title, in, doi, pmid, isbn, url;
    std::uint32_t year = 0;
};

struct FactView {
    atlas_format::FactKind kind{};
    std::string_view text;
    std::vector<std::uint32_t> cites;  // into MuscleDetail::citations
};

struct ZoneView {
    bool essential = false;
    std::string_view felt;
    double area_cm2 = 0;
};

struct PointView {  // a trigger point; the same on both sides
    std::uint32_t number = 0;
    std::string_view label, where, depth, reach;
    std::vector<ZoneView> zones;
    std::vector<std::uint32_t> cites;
};

struct NeighbourView {
    std::string_view id, name, why;
    std::vector<std::uint32_t> cites;
};

struct MuscleDetail {
    MuscleId muscle;
    std::string_view id, name, latin, group, layer, summary, origin, insertion, nerve, note, base_rate;
    std::vector<std::string_view> synonyms;
    std::vector<std::string_view> under;  // names of the muscles over it, outermost first
    std::vector<FactView> facts;
    std::vector<PointView> points;  // by number
    std::vector<NeighbourView> neighbours;
    std::vector<std::uint32_t> anatomy_cites, base_rate_cites;
    std::vector<CitationView> citations;  // all that is cited, each once, in the order of first use
};

struct ConditionView {
    std::string_view id, name, plain, group, summary;
    bool sided = false;
};

// What an answer says for a condition: of those who have it this share say yes, of the others `false_yes`.
struct SignView {
    std::string_view finding, name;
    bool other_side = false;  // asked of one side, it speaks for the condition on the other
    double yes = 0, false_yes = 0;
    double people = 0, false_people = 0;         // how many people the shares rest on; 8 or fewer for a judgement
    std::vector<std::uint32_t> cites;            // into ConditionDetail::citations
    std::vector<std::uint32_t> false_yes_cites;  // the same
};

struct ShiftView {     // who has it more or less often
    std::string when;  // "age 65 or more and female"
    double odds = 1;
    std::vector<std::uint32_t> cites;
};

struct BreedView {  // trigger points that go with it
    std::string_view muscle, name, why;
    std::uint32_t number = 0;  // of the point; 0 for all points of the muscle
    double odds = 1;
    std::vector<std::uint32_t> cites;
};

struct ConditionDetail {
    const Atlas::Condition* condition = nullptr;
    std::string_view id, name, plain, group, summary, next, note;
    std::string_view provider, provider_name, provider_plain;
    bool sided = false;
    double base_rate = 0;  // that it is a cause of the pain of an adult who asks
    std::vector<std::string_view> synonyms, symptoms;
    std::vector<ZoneView> zones;
    std::vector<SignView> signs;  // those that tell most first
    std::vector<ShiftView> shifts;
    std::vector<BreedView> breeds;
    std::vector<std::uint32_t> summary_cites, base_rate_cites, zone_cites;
    std::vector<CitationView> citations;  // all that is cited, each once, in the order of first use
};

std::vector<RegionView> build_region_views(const Atlas& atlas);
std::vector<LandmarkView> build_landmark_views(const Atlas& atlas);
std::vector<MuscleView> build_muscle_views(const Atlas& atlas);
std::vector<ConditionView> build_condition_views(const Atlas& atlas);
std::vector<CitationView> build_citation_views(const Atlas& atlas);
// By id, name, Latin name or synonym; one that only begins so will do if it is the only one. Errors: unknown_name, with
// the nearest, or with all that go by this name.
Result<MuscleId> resolve_muscle_name(const Atlas& atlas, std::string_view name);
Result<const Atlas::Condition*> resolve_condition_name(const Atlas& atlas, std::string_view name);
MuscleDetail build_muscle_detail(const Atlas& atlas, MuscleId id);
ConditionDetail build_condition_detail(const Atlas& atlas, const Atlas::Condition& condition);

// An expression in words: "aged 65 or over and female".
std::string format_terms(const Atlas& atlas, Atlas::Range terms);

}  // namespace knotwork
