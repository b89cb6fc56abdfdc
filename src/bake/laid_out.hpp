// The knowledge laid on the skin: places resolved, regions assigned, zones painted. What the writer turns into bytes.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "bake/body_coordinates.hpp"
#include "bake/remesh.hpp"
#include "bake/spec.hpp"
#include "body/geometry.hpp"

namespace knotwork::bake {

struct LaidZone {
    const ZoneSpec* spec = nullptr;
    std::vector<std::uint16_t> points;   // rising
    std::vector<std::uint8_t> coverage;  // x 255, above 0
};
struct LaidPoint {  // on the left side; the right side is its mirror image
    const PointSpec* spec = nullptr;
    SurfacePoint at;
    std::vector<LaidZone> zones;
};
struct LaidMuscle {
    const MuscleSpec* spec = nullptr;
    std::vector<LaidPoint> points;
    std::vector<std::vector<Vec3>> fibres;  // polylines on the left side
};
// A condition on the left side, or without a side; the right side is its mirror image.
struct LaidCondition {
    const ConditionSpec* spec = nullptr;
    std::vector<LaidZone> zones;
};
struct LaidLandmark {
    const LandmarkSpec* spec = nullptr;
    SurfacePoint at;  // on the left side
};
struct LaidChoirSegment {
    Body body{};
    std::uint32_t number = 0;
    std::vector<std::uint16_t> points;  // rising
};

// Skin points that a motion names, on the left body where they belong to the tested side.
struct LaidMotion {
    const MotionSpec* spec = nullptr;
    std::vector<std::map<atlas_format::Limb, std::uint32_t>> goals;  // of each frame, those on the skin
    std::vector<std::vector<std::uint32_t>> props;                   // of each thing, a spot each; 0 if not on the skin
};

struct LaidOut {
    std::vector<LaidLandmark> landmarks;
    std::vector<std::uint16_t> region;  // index into Spec::regions, a skin point each
    std::vector<LaidMuscle> muscles;
    std::vector<LaidCondition> conditions;
    std::vector<LaidChoirSegment> choir;
    std::vector<LaidMotion> motions;
    std::vector<std::string> warnings;
};

// Throws Refused for a place that does not exist, a zone off the body, skin that no region holds.
LaidOut lay_out(const Spec& spec, const SkinGeometry& geometry);

}  // namespace knotwork::bake
