// Read-only view of the compiled atlas: the body, its landmarks and regions, the muscles, their trigger points,
// the conditions that imitate them, referral zones, findings, danger signs, remedies, figures that move, and the
// bibliography.
//
//     Result<Atlas> atlas = load_atlas(bytes);        // checks everything once; no copy, no parsing
//     for (const auto& source : atlas->sources()) fmt::print("{}\n", atlas->text(source.id));
//
// The bytes must outlive the Atlas and lie on an 8-byte boundary. Loading costs one pass over the bytes (hash and
// bounds); after it every index and range in every record is known to be valid.
// Errors: bad_atlas (not an atlas, truncated, corrupted), atlas_version.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "atlas/records.hpp"
#include "base/error.hpp"
#include "body/skin.hpp"

namespace knotwork {

class Atlas {
  public:
    using Region = atlas_format::Region;
    using Landmark = atlas_format::Landmark;
    using Muscle = atlas_format::Muscle;
    using Fact = atlas_format::Fact;
    using Source = atlas_format::Source;
    using Zone = atlas_format::Zone;
    using Neighbour = atlas_format::Neighbour;
    using Fibre = atlas_format::Fibre;
    using Citation = atlas_format::Citation;
    using Condition = atlas_format::Condition;
    using Shift = atlas_format::Shift;
    using Breed = atlas_format::Breed;
    using Finding = atlas_format::Finding;
    using Sign = atlas_format::Sign;
    using Rule = atlas_format::Rule;
    using Provider = atlas_format::Provider;
    using Term = atlas_format::Term;
    using Remedy = atlas_format::Remedy;
    using MuscleActivity = atlas_format::MuscleActivity;
    using Tool = atlas_format::Tool;
    using Protocol = atlas_format::Protocol;
    using Contraindication = atlas_format::Contraindication;
    using Advice = atlas_format::Advice;
    using Reassessment = atlas_format::Reassessment;
    using Compensation = atlas_format::Compensation;
    using Direction = atlas_format::Direction;
    using Course = atlas_format::Course;
    using CoursePoint = atlas_format::CoursePoint;
    using Measure = atlas_format::Measure;
    using NextStep = atlas_format::NextStep;
    using ChoirSegment = atlas_format::ChoirSegment;
    using Joint = atlas_format::Joint;
    using SkinJoints = atlas_format::SkinJoints;
    using Motion = atlas_format::Motion;
    using MotionFrame = atlas_format::MotionFrame;
    using MotionAngle = atlas_format::MotionAngle;
    using MotionGoal = atlas_format::MotionGoal;
    using MotionRest = atlas_format::MotionRest;
    using MotionProp = atlas_format::MotionProp;
    using MotionSpot = atlas_format::MotionSpot;
    using Range = atlas_format::Range;
    using Text = atlas_format::Text;

    const Skin& skin() const { return skin_; }
    const std::string& hash() const { return hash_; }  // 32 hexadecimal digits of the content
    // The same of the neutral skin's positions alone: where it is equal, so is what the number of a skin point means.
    const std::string& skin_hash() const { return skin_hash_; }

    std::span<const Region> regions() const { return regions_; }
    std::span<const Landmark> landmarks() const { return landmarks_; }
    std::span<const Muscle> muscles() const { return muscles_; }
    std::span<const Source> sources() const { return sources_; }
    // Those of the muscles, which come before those of the conditions.
    std::span<const Source> trigger_points() const {
        return sources_.first(muscles_.empty() ? 0 : muscles_.back().sources.end);
    }
    std::span<const Zone> zones() const { return zones_; }
    std::span<const Condition> conditions() const { return conditions_; }
    std::span<const Finding> findings() const { return findings_; }
    std::span<const Rule> rules() const { return rules_; }
    std::span<const Provider> providers() const { return providers_; }
    std::span<const Remedy> remedies() const { return remedies_; }
    std::span<const Tool> tools() const { return tools_; }
    std::span<const Protocol> protocols() const { return protocols_; }
    std::span<const Contraindication> contraindications() const { return contraindications_; }
    std::span<const Advice> advice() const { return advice_; }
    std::span<const Reassessment> reassessments() const { return reassessments_; }
    std::span<const Compensation> compensations() const { return compensations_; }
    std::span<const Direction> directions() const { return directions_; }
    std::span<const Course> courses() const { return courses_; }
    std::span<const Measure> measures() const { return measures_; }
    std::span<const NextStep> next_steps() const { return next_steps_; }  // by NextStepKind
    std::span<const Citation> citations() const { return citations_; }
    std::span<const ChoirSegment> choir_segments() const { return choir_segments_; }
    std::span<const Joint> joints() const { return joints_; }                 // by JointId
    std::span<const SkinJoints> skin_joints() const { return skin_joints_; }  // a skin point
    std::span<const Motion> motions() const { return motions_; }

    // What a range of one record points at.
    std::string_view text(Text text) const { return strings_.substr(text.begin, text.end - text.begin); }
    std::span<const Text> names(Range range) const { return slice(names_, range); }
    std::span<const Fact> facts(Range range) const { return slice(facts_, range); }
    std::span<const Zone> zones(Range range) const { return slice(zones_, range); }
    std::span<const Source> sources(Range range) const { return slice(sources_, range); }
    std::span<const Shift> shifts(Range range) const { return slice(shifts_, range); }
    std::span<const Breed> breeds(Range range) const { return slice(breeds_, range); }
    std::span<const Sign> signs(Range range) const { return slice(signs_, range); }
    std::span<const Term> terms(Range range) const { return slice(terms_, range); }
    std::span<const MuscleActivity> activities(Range range) const { return slice(activities_, range); }
    std::span<const CoursePoint> course_points(Range range) const { return slice(course_points_, range); }
    std::span<const Neighbour> neighbours(Range range) const { return slice(neighbours_, range); }
    std::span<const Fibre> fibres(Range range) const { return slice(fibres_, range); }
    std::span<const Vec3> fibre_points(Range range) const { return slice(fibre_points_, range); }
    std::span<const std::uint32_t> refs(Range range) const { return slice(refs_, range); }
    std::span<const std::uint16_t> zone_points(const Zone& zone) const { return slice(zone_points_, zone.points); }
    std::span<const std::uint8_t> zone_coverage(const Zone& zone) const { return slice(zone_coverage_, zone.points); }
    std::span<const std::uint16_t> choir_points(const ChoirSegment& segment) const {
        return slice(choir_points_, segment.points);
    }

    std::span<const MotionFrame> motion_frames(Range range) const { return slice(motion_frames_, range); }
    std::span<const MotionAngle> motion_angles(Range range) const { return slice(motion_angles_, range); }
    std::span<const MotionGoal> motion_goals(Range range) const { return slice(motion_goals_, range); }
    std::span<const MotionRest> motion_rests(Range range) const { return slice(motion_rests_, range); }
    std::span<const MotionProp> motion_props(Range range) const { return slice(motion_props_, range); }
    std::span<const MotionSpot> motion_spots(Range range) const { return slice(motion_spots_, range); }

    // Lookups by name; nothing found is nullptr.
    const Muscle* find_muscle(std::string_view id_or_name) const;
    const Landmark* find_landmark(std::string_view id, Side side) const;
    const Source* find_source(std::string_view id) const;
    const Condition* find_condition(std::string_view id_or_name) const;
    const Finding* find_finding(std::string_view id) const;
    const Remedy* find_remedy(std::string_view id) const;
    const Protocol* find_protocol(std::string_view id) const;
    const Measure* find_measure(std::string_view id) const;
    const Motion* find_motion(std::string_view id) const;

    bool is_condition(const Source& source) const {
        return source.kind == static_cast<std::uint32_t>(atlas_format::SourceKind::condition);
    }

  private:
    friend class AtlasLoader;
    friend class AtlasCheck;

    template <class T>
    static std::span<const T> slice(std::span<const T> all, Range range) {
        return all.subspan(range.begin, range.end - range.begin);
    }

    Skin skin_;
    std::string hash_;
    std::string skin_hash_;
    std::span<const Region> regions_;
    std::span<const Landmark> landmarks_;
    std::span<const Muscle> muscles_;
    std::span<const Fact> facts_;
    std::span<const Source> sources_;
    std::span<const Zone> zones_;
    std::span<const std::uint16_t> zone_points_;
    std::span<const std::uint8_t> zone_coverage_;
    std::span<const Neighbour> neighbours_;
    std::span<const Fibre> fibres_;
    std::span<const Vec3> fibre_points_;
    std::span<const Citation> citations_;
    std::span<const std::uint32_t> refs_;
    std::span<const Text> names_;
    std::span<const Condition> conditions_;
    std::span<const Shift> shifts_;
    std::span<const Breed> breeds_;
    std::span<const Finding> findings_;
    std::span<const Sign> signs_;
    std::span<const Rule> rules_;
    std::span<const Provider> providers_;
    std::span<const Term> terms_;
    std::span<const Remedy> remedies_;
    std::span<const MuscleActivity> activities_;
    std::span<const Tool> tools_;
    std::span<const Protocol> protocols_;
    std::span<const Contraindication> contraindications_;
    std::span<const Advice> advice_;
    std::span<const Reassessment> reassessments_;
    std::span<const Compensation> compensations_;
    std::span<const Direction> directions_;
    std::span<const Course> courses_;
    std::span<const CoursePoint> course_points_;
    std::span<const Measure> measures_;
    std::span<const NextStep> next_steps_;
    std::span<const ChoirSegment> choir_segments_;
    std::span<const std::uint16_t> choir_points_;
    std::span<const Joint> joints_;
    std::span<const SkinJoints> skin_joints_;
    std::span<const Motion> motions_;
    std::span<const MotionFrame> motion_frames_;
    std::span<const MotionAngle> motion_angles_;
    std::span<const MotionGoal> motion_goals_;
    std::span<const MotionRest> motion_rests_;
    std::span<const MotionProp> motion_props_;
    std::span<const MotionSpot> motion_spots_;
    std::string_view strings_;
};

Result<Atlas> load_atlas(std::span<const std::byte> bytes);

}  // namespace knotwork
