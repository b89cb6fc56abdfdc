// What the knowledge files say, read and checked, before it is laid on the skin.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "atlas/records.hpp"
#include "bake/interview_spec.hpp"
#include "bake/motion_spec.hpp"
#include "bake/release_spec.hpp"
#include "body/skin.hpp"

namespace knotwork::bake {

struct CitationSpec {
    std::string key, authors, title, in, doi, pmid, isbn, url;
    std::uint32_t year = 0;
};

struct LandmarkSpec {
    std::string id, label, find, at, where;  // where: file and line, for errors
    bool midline = false;
    std::vector<std::string> cites;
};

struct RegionBox {
    Segment segment{};
    float t0 = 0, t1 = 0, angle0 = 0, angle1 = 0;  // angle0 > angle1 goes around by the back
    float x0 = 0, x1 = 0;                          // metres from the mid-plane; x1 = 0 means no limit
};
struct RegionSpec {
    std::string id, label, where;
    std::vector<RegionBox> boxes;
    std::vector<std::string> synonyms;
};

struct PointSpec {
    std::uint32_t number = 0;
    std::string label, text, at, depth, reach, where;  // text: where it lies, in words
    std::vector<std::string> cites;
    std::vector<ZoneSpec> zones;
    double weight = 0;  // base rate of the point, not yet scaled
};
struct NeighbourSpec {
    std::string muscle, why, where;
    std::vector<std::string> cites;
};
struct FibresSpec {
    std::vector<std::string> from, to;
    std::string where;
};
struct FactSpec {
    atlas_format::FactKind kind{};
    std::string text;
};
struct MuscleSpec {
    std::string id, name, latin, group, layer, summary, origin, insertion, nerve, note, base_rate, where, under_where;
    std::vector<std::string> synonyms, under;
    std::vector<FactSpec> facts;
    std::vector<std::string> anatomy_cites, symptom_cites, base_rate_cites;
    std::vector<NeighbourSpec> neighbours;
    std::vector<FibresSpec> fibres;
    std::vector<PointSpec> points;
};

struct Spec {
    std::vector<CitationSpec> citations;  // by key
    std::vector<LandmarkSpec> landmarks;  // by id
    std::vector<RegionSpec> regions;      // in the order of the file: the first match wins
    std::vector<MuscleSpec> muscles;      // by id
    InterviewSpec interview;
    ReleaseSpec release;
    MotionsSpec motions;
    double expected_active = 0, typical_active = 1;  // trigger points of a person, see knowledge/model.toml
};

// Reads knowledge/ whole. Throws Refused at the first thing that is wrong: unknown or missing keys, references, muscles
// or regions that do not exist, doubled names. Places are checked later, on the skin.
Spec load_spec(const std::filesystem::path& knowledge);

}  // namespace knotwork::bake
