// Turns the laid-out knowledge into records, and packs them: the inside of write_atlas. Its parts stand by subject in
// write_*.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "atlas/records.hpp"
#include "bake/laid_out.hpp"
#include "bake/skeleton.hpp"

namespace knotwork::bake {

// Each text once.
class AtlasStrings {
  public:
    atlas_format::Text add(const std::string& text) {
        const auto [entry, is_new] = known_.try_emplace(text);
        if (is_new) {
            entry->second.begin = static_cast<std::uint32_t>(bytes_.size());
            bytes_ += text;
            entry->second.end = static_cast<std::uint32_t>(bytes_.size());
        }
        return entry->second;
    }
    const std::string& bytes() const { return bytes_; }

  private:
    std::unordered_map<std::string, atlas_format::Text> known_;
    std::string bytes_;
};

template <class T>
std::uint32_t size32(const std::vector<T>& v) {
    return static_cast<std::uint32_t>(v.size());
}

class AtlasWriter {
  public:
    AtlasWriter(const Spec& spec, const LaidOut& laid, const SkinMesh& mesh, const BodyCoordinates& coordinates,
                const Skeleton& skeleton);
    std::vector<std::byte> run();

  private:
    // write_atlas.cpp: what all of them share, the body, and what is asked

    // Lists of what these name.
    atlas_format::Range cites(const std::vector<std::string>& keys);
    atlas_format::Range names(const std::vector<std::string>& texts);
    atlas_format::Range refs(const std::vector<std::string>& ids, const std::map<std::string, std::uint32_t>& index);
    atlas_format::Range terms(const std::vector<atlas_format::Term>& expression);
    void add_citations();
    // Left, then right, for each region in turn: region r of the file is 2 r and 2 r + 1.
    void add_regions();
    void add_landmarks();
    void add_joints();
    void add_finding(const FindingSpec& s);
    void add_sign(const SignSpec& s);
    template <class T>
    void section(atlas_format::SectionKind kind, std::span<const T> elements);
    std::vector<std::byte> pack();

    // write_sources.cpp: muscles and conditions
    void add_muscle(std::uint32_t index);
    void add_trigger_point(std::uint32_t muscle, const LaidPoint& point, Side side);
    void add_condition(std::uint32_t index);
    // Both sides of a source follow each other, left first.
    void add_source(atlas_format::Source source, Side side, bool sided, const std::vector<LaidZone>& zones);
    void add_zone(std::uint32_t source, const LaidZone& zone, bool left);
    // Base rates of trigger points are ratios: all together are expected to be active `expected_active` times.
    void scale_priors();

    // write_release.cpp: what is done, and what comes of it
    void add_release();
    void add_remedy(const RemedySpec& s);

    // write_motions.cpp: figures that move
    void add_motion(const LaidMotion& laid);

    const Spec& spec_;
    const LaidOut& laid_;
    const SkinMesh& mesh_;
    const BodyCoordinates& coordinates_;
    const Skeleton& skeleton_;
    std::map<std::string, std::uint32_t> finding_, citation_, muscle_, condition_, provider_, remedy_, tool_;
    AtlasStrings strings_;
    std::vector<std::uint16_t> region_of_point_, zone_points_, choir_points_;
    std::vector<std::uint8_t> zone_coverage_;
    std::vector<atlas_format::Region> regions_;
    std::vector<atlas_format::Landmark> landmarks_;
    std::vector<atlas_format::Muscle> muscles_;
    std::vector<atlas_format::Fact> facts_;
    std::vector<atlas_format::Source> sources_;
    std::vector<atlas_format::Zone> zones_;
    std::vector<atlas_format::Neighbour> neighbours_;
    std::vector<atlas_format::Fibre> fibres_;
    std::vector<Vec3> fibre_points_;
    std::vector<atlas_format::Citation> citations_;
    std::vector<std::uint32_t> refs_;
    std::vector<atlas_format::Text> names_;
    std::vector<atlas_format::Condition> conditions_;
    std::vector<atlas_format::Shift> shifts_;
    std::vector<atlas_format::Breed> breeds_;
    std::vector<atlas_format::Finding> findings_;
    std::vector<atlas_format::Sign> signs_;
    std::vector<atlas_format::Rule> rules_;
    std::vector<atlas_format::Provider> providers_;
    std::vector<atlas_format::Term> terms_;
    std::vector<atlas_format::Remedy> remedies_;
    std::vector<atlas_format::MuscleActivity> activities_;
    std::vector<atlas_format::Tool> tools_;
    std::vector<atlas_format::Protocol> protocols_;
    std::vector<atlas_format::Contraindication> contraindications_;
    std::vector<atlas_format::Advice> advice_;
    std::vector<atlas_format::Reassessment> reassessments_;
    std::vector<atlas_format::Compensation> compensations_;
    std::vector<atlas_format::Direction> directions_;
    std::vector<atlas_format::Course> courses_;
    std::vector<atlas_format::CoursePoint> course_points_;
    std::vector<atlas_format::Measure> measures_;
    std::vector<atlas_format::NextStep> next_steps_;
    std::vector<atlas_format::ChoirSegment> choir_;
    std::vector<atlas_format::Joint> joints_;
    std::vector<atlas_format::Motion> motions_;
    std::vector<atlas_format::MotionFrame> motion_frames_;
    std::vector<atlas_format::MotionAngle> motion_angles_;
    std::vector<atlas_format::MotionGoal> motion_goals_;
    std::vector<atlas_format::MotionRest> motion_rests_;
    std::vector<atlas_format::MotionProp> motion_props_;
    std::vector<atlas_format::MotionSpot> motion_spots_;
    std::vector<atlas_format::SectionEntry> table_;
    std::vector<std::byte> body_;
};

}  // namespace knotwork::bake
