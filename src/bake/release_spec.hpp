// What the knowledge files of release say, read and checked: techniques, stretches, exercises, and the routine that
// they are put together by: doses, contraindications, advice. How the files are written: docs/knowledge.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "atlas/records.hpp"
#include "bake/interview_spec.hpp"

namespace knotwork::bake {

struct ActivitySpec {
    std::string muscle;
    double mvic = 0, people = 0;
    std::vector<std::string> cites;
};
struct RemedySpec {
    std::string id, name, feel, easier, harder, note, grade, provider, after, where;
    atlas_format::RemedyKind kind{};
    atlas_format::StartPosition position{};
    bool floor = false, light = false, sided = true;
    std::vector<std::string> muscles, tools, steps, avoid, cites, gluteal_to_tfl_cites;
    std::vector<std::uint32_t> points;
    std::vector<atlas_format::Term> forbid;
    std::uint32_t level = 0, sets = 0, repeats = 0;
    double hold_s = 0, gluteal_to_tfl = 0;
    std::vector<ActivitySpec> activities;
};

struct ToolSpec {
    std::string id, name, instead;
};
struct ProtocolSpec {
    std::string id, name, why, note, where;
    atlas_format::RemedyKind of{};
    bool is_default = false;
    double hold_least_s = 0, hold_most_s = 0, rest_s = 0, pain_most = 0;
    std::uint32_t repeats_least = 1, repeats_most = 1, sets_least = 0, sets_most = 0, day_least = 1, day_most = 1,
                  days_a_week = 7;
    std::vector<std::string> cites;
};
struct ContraindicationSpec {
    std::string id, say, note;
    std::uint32_t kinds = 0, positions = 0, level_from = 0;
    atlas_format::Effect effect{};
    std::vector<atlas_format::Term> when;
    std::vector<std::string> muscles, groups, tools, cites;
};
struct AdviceSpec {
    std::string id, say, why, grade;
    atlas_format::AdviceKind kind{};
    bool with_items = false, first = false;
    std::vector<atlas_format::Term> when;
    std::vector<std::string> muscles, groups, conditions, cites;
};
struct ReassessmentSpec {
    std::string id, name, movement, better;
    std::vector<std::string> muscles, groups, cites;
    std::vector<atlas_format::Term> forbid;
};
struct CompensationSpec {
    std::string overloaded, strengthen, why;
    std::vector<std::string> cites;
};
struct DirectionSpec {
    atlas_format::DirectionKind kind{};
    std::string say;
    std::uint32_t days = 0;
    std::vector<std::string> cites;
};

struct CourseSpec {
    std::string id, name, note;
    std::vector<std::string> conditions, cites;
    bool of_points = false, is_default = false;
    std::vector<atlas_format::CoursePoint> points;
};

struct MeasureSpec {
    std::string id, name, unit, ask, note, ucum, loinc;
    atlas_format::MeasureKind kind{};
    atlas_format::MeasureSides sides{};
    bool lower_is_better = false;
    double low = 0, high = 0, error_sd = 0, least_change = 0, least_share = 0;
    std::vector<std::string> cites;
};
struct NextStepSpec {
    atlas_format::NextStepKind kind{};
    std::string say, why;
    std::vector<std::string> cites;
};

struct ReleaseSpec {
    std::vector<RemedySpec> remedies;  // techniques by muscle, then stretches, then exercises
    std::vector<ToolSpec> tools;
    std::vector<ProtocolSpec> protocols;
    std::vector<ContraindicationSpec> contraindications;
    std::vector<AdviceSpec> advice;
    std::vector<ReassessmentSpec> reassessments;
    std::vector<CompensationSpec> compensations;
    std::vector<DirectionSpec> directions;
    std::vector<CourseSpec> courses;
    std::vector<MeasureSpec> measures;
    std::vector<NextStepSpec> next_steps;  // in the order of their kinds
};

// Reads techniques/, stretches/, exercises/ and routine/; a folder of knowledge without routine/ holds none of them.
// Throws Refused, as load_spec does.
ReleaseSpec load_release(const std::filesystem::path& knowledge, const KnownToInterview& known,
                         const InterviewSpec& interview);

}  // namespace knotwork::bake
