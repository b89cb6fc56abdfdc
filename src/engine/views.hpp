// What the atlas knows, as a reader wants it: texts in place of indices, both sides of a thing together.
// All texts point into the atlas bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace knotwork {

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

std::vector<RegionView> build_region_views(const Atlas& atlas);
std::vector<LandmarkView> build_landmark_views(const Atlas& atlas);
std::vector<MuscleView> build_muscle_views(const Atlas& atlas);
// By id, name, Latin name or synonym; one that only begins so will do if it is the only one. Errors: unknown_name.
Result<MuscleId> resolve_muscle_name(const Atlas& atlas, std::string_view name);
MuscleDetail build_muscle_detail(const Atlas& atlas, MuscleId id);

}  // namespace knotwork
