// What the knowledge files of motions say, read and checked: figures that show tests, stretches, exercises and
// techniques, in clinical terms. How they are written: docs/motions.md.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "atlas/records.hpp"
#include "bake/interview_spec.hpp"
#include "bake/release_spec.hpp"

namespace knotwork::bake {

// A place that a hand, a foot or a thing is put to. Places on the skin are resolved when they are laid on it.
struct SpotSpec {
    atlas_format::SpotKind kind{};
    PartSide side{};
    std::uint32_t part = 0;
    std::string place;
    Vec3 at;
    std::string where;
};

struct MotionFrameSpec {
    std::string say;
    double seconds = 0, hold_s = 0;
    std::map<std::uint32_t, float> angles;  // by movement
    std::map<atlas_format::Limb, SpotSpec> goals;
    std::vector<atlas_format::MotionRest> rests;
};

struct MotionPropSpec {
    atlas_format::PropKind kind{};
    atlas_format::Direction3 direction{};
    std::uint32_t frame = 0;
    double turn = 0;
    Vec3 size, shift;
    std::vector<SpotSpec> spots;
};

struct MotionSpec {
    std::string id, name, where;
    atlas_format::Lie lie{};
    atlas_format::Stance stance{};
    bool sided = true;
    double azimuth = 0, elevation = 0, return_s = 0;
    PartKind focus{};
    PartSide focus_side{};
    std::vector<MotionFrameSpec> frames;
    std::vector<MotionPropSpec> props;
    std::vector<std::string> findings, remedies;
};

struct MotionsSpec {
    std::vector<MotionSpec> motions;
    std::vector<std::string> warnings;  // which tests, stretches and exercises no figure shows
};

// Reads motions/; a folder of knowledge without it holds none. Throws Refused, as load_spec does.
MotionsSpec load_motions(const std::filesystem::path& knowledge, const InterviewSpec& interview,
                         const ReleaseSpec& release);

}  // namespace knotwork::bake
