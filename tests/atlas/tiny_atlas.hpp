// An atlas of six skin points, two muscles, two conditions, seven sources, five remedies and one motion, put together
// by hand and not by bake, to be spoiled in every way a test can think of.
//
//     TinyAtlas tiny;
//     tiny.zones[0].points.end = 999;
//     EXPECT_FALSE(load_atlas(pack(tiny)));
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "atlas/records.hpp"

namespace knotwork::test {

struct TinyAtlas {
    TinyAtlas();

    std::array<std::vector<Vec3>, 3> positions;
    std::vector<Triangle> triangles;
    std::vector<std::uint16_t> mirror;
    std::vector<float> area;
    std::vector<Segment> segment;
    std::vector<float> t, angle;
    std::vector<std::uint16_t> region_of_point;
    std::vector<atlas_format::Region> regions;
    std::vector<atlas_format::Landmark> landmarks;
    std::vector<atlas_format::Muscle> muscles;
    std::vector<atlas_format::Fact> facts;
    std::vector<atlas_format::Source> sources;
    std::vector<atlas_format::Zone> zones;
    std::vector<std::uint16_t> zone_points;
    std::vector<std::uint8_t> zone_coverage;
    std::vector<atlas_format::Neighbour> neighbours;
    std::vector<atlas_format::Fibre> fibres;
    std::vector<Vec3> fibre_points;
    std::vector<atlas_format::Citation> citations;
    std::vector<std::uint32_t> refs;
    std::vector<atlas_format::Text> names;
    std::vector<atlas_format::Condition> conditions;
    std::vector<atlas_format::Shift> shifts;
    std::vector<atlas_format::Breed> breeds;
    std::vector<atlas_format::Finding> findings;
    std::vector<atlas_format::Sign> signs;
    std::vector<atlas_format::Rule> rules;
    std::vector<atlas_format::Provider> providers;
    std::vector<atlas_format::Term> terms;
    std::vector<atlas_format::Remedy> remedies;
    std::vector<atlas_format::MuscleActivity> activities;
    std::vector<atlas_format::Tool> tools;
    std::vector<atlas_format::Protocol> protocols;
    std::vector<atlas_format::Contraindication> contraindications;
    std::vector<atlas_format::Advice> advice;
    std::vector<atlas_format::Reassessment> reassessments;
    std::vector<atlas_format::Compensation> compensations;
    std::vector<atlas_format::Direction> directions;
    std::vector<atlas_format::Course> courses;
    std::vector<atlas_format::CoursePoint> course_points;
    std::vector<atlas_format::Measure> measures;
    std::vector<atlas_format::NextStep> next_steps;
    std::vector<atlas_format::ChoirSegment> choir_segments;
    std::vector<std::uint16_t> choir_points;
    std::vector<atlas_format::Joint> joints;
    std::vector<atlas_format::SkinJoints> skin_joints;
    std::vector<atlas_format::Motion> motions;
    std::vector<atlas_format::MotionFrame> motion_frames;
    std::vector<atlas_format::MotionAngle> motion_angles;
    std::vector<atlas_format::MotionGoal> motion_goals;
    std::vector<atlas_format::MotionRest> motion_rests;
    std::vector<atlas_format::MotionProp> motion_props;
    std::vector<atlas_format::MotionSpot> motion_spots;
    std::string strings;
};

std::vector<std::byte> pack(const TinyAtlas& tiny);

// Makes length and hash of the header right again after the rest was changed.
void seal(std::vector<std::byte>& bytes);

// Copies of single structures out of atlas bytes, and back.
atlas_format::Header header_of(const std::vector<std::byte>& bytes);
void set_header(std::vector<std::byte>& bytes, const atlas_format::Header& header);
atlas_format::SectionEntry section_of(const std::vector<std::byte>& bytes, std::size_t index);
void set_section(std::vector<std::byte>& bytes, std::size_t index, const atlas_format::SectionEntry& entry);

}  // namespace knotwork::test
