// What the knowledge files of the interview say, read and checked: conditions that imitate trigger points, findings,
// danger signs and providers. How the files are written: docs/knowledge.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "atlas/records.hpp"
#include "bake/zone_spec.hpp"

namespace knotwork::bake {

class Names;
struct MuscleSpec;

struct ProviderSpec {
    std::string id, name, plain;
    std::vector<std::string> cites;
};

struct ShiftSpec {
    std::vector<atlas_format::Term> when;
    double odds = 0;
    std::vector<std::string> cites;
};
struct BreedSpec {
    std::string muscle, why;
    std::uint32_t number = 0;  // of the point; 0 for all of the muscle
    double odds = 0;
    std::vector<std::string> cites;
};
struct ConditionSpec {
    std::string id, name, plain, group, summary, next, note, provider, where;
    bool sided = false;
    double base_rate = 0;
    std::vector<std::string> synonyms, symptoms, summary_cites, base_rate_cites;
    std::vector<ShiftSpec> shifts;
    std::vector<BreedSpec> breeds;
    std::vector<ZoneSpec> zones;
};

struct SignSpec {
    atlas_format::SignTarget target{};
    std::string id;  // of the condition, the muscle or the group; empty for `itself`
    std::uint32_t number = 0;
    bool other_side = false;
    double yes = 0, people = 0;
    std::vector<std::string> cites;
};
struct FindingSpec {
    std::string id, name, ask, yes, stop, family, note, unit, where;
    std::vector<std::string> how;
    atlas_format::FindingGroup group{};
    atlas_format::Examiner who{};
    bool sided = false;
    std::uint32_t effort = 0, discomfort = 0;
    atlas_format::AskedOf asked_of{};
    double least = 0, most = 0, threshold = 0;  // of a number
    bool yes_above = false;
    double false_yes = 0, people = 0;
    std::vector<SignSpec> signs;
    std::vector<std::string> cites;
};

struct RuleSpec {
    std::string id, rule_class, say, note, provider;
    atlas_format::Urgency urgency{};
    std::vector<atlas_format::Term> when;
    std::vector<std::string> cites;
};

struct InterviewSpec {
    std::vector<ProviderSpec> providers;    // by id
    std::vector<ConditionSpec> conditions;  // by id
    std::vector<FindingSpec> findings;      // file by file, by id within each
    std::vector<RuleSpec> rules;            // likewise
};

// What the other files have named.
struct KnownToInterview {
    const Names &citations, &regions, &muscles;
    std::span<const MuscleSpec> muscle_specs;
};

// Reads conditions/, findings/, triage/ and providers.toml. Throws Refused, as load_spec does.
InterviewSpec load_interview(const std::filesystem::path& knowledge, const KnownToInterview& known);

}  // namespace knotwork::bake
