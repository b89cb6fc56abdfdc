// Records of the atlas: the body, its regions and landmarks, and the joints that pose it.
#pragma once

#include <array>
#include <cstdint>

#include "atlas/record_parts.hpp"
#include "base/quaternion.hpp"
#include "base/vec3.hpp"
#include "body/skeleton.hpp"
#include "body/skin.hpp"

namespace knotwork::atlas_format {

struct Region {
    Text id;             // "buttock-lower"
    Text label;          // "lower buttock"
    Range synonyms;      // names
    std::uint32_t side;  // Side
    float area;          // square metres
};

struct Landmark {
    Text id;  // "greater-trochanter"
    Text label;
    Text find;  // how to find it with the fingers
    Range cites;
    std::uint32_t side;     // Side; mid-line landmarks stand once, as left
    std::uint32_t midline;  // 1 if it lies on the mid-line
    std::uint32_t point;    // nearest skin point
    std::uint32_t segment;  // Segment; with t and angle its body coordinate
    float t, angle;
    Vec3 position;  // metres, on the neutral skin
};

struct ChoirSegment {
    std::uint32_t body;    // Body: female or male
    std::uint32_t number;  // 101-136 front, 201-238 back
    Range points;          // choir_points
};

// A joint of the body that poses it. Its rest is how the standing body of the atlas holds the part that it moves: the
// turn from the anatomical position (see body/skeleton.hpp) of that part to the skin as it lies in the atlas.
struct Joint {
    Text id;
    std::uint32_t parent;  // no_index for the pelvis
    std::uint32_t mirror;
    std::array<Vec3, 3> position;    // centre, by Body, metres
    std::array<Quaternion, 3> rest;  // by Body
};

// Which joints move a skin point, and by how much: weight x 255, falling, 255 in all. What is not used is 0.
struct SkinJoints {
    std::array<std::uint8_t, 4> joint, weight;
};

}  // namespace knotwork::atlas_format
