// The outlines of the segments of one CHOIR picture (the front or the back of one sex), folded along its middle.
//
//     ChoirOutlines outlines = read_choir_outlines("male_back_polygons.csv", 146.5, false);
//     double inside = outlines.pairs[i].depth({12, 250});
//
// In the file x grows to the viewer's right and y downwards. Folded, x is the distance from the middle of the picture,
// so that both halves lie on top of each other: they were drawn by hand and differ by a few units of 550.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "bake/thin_plate.hpp"

namespace knotwork::bake {

// A segment and its counterpart on the other half of the picture.
struct ChoirPair {
    std::uint32_t left = 0, right = 0;         // numbers on the person's left and right
    std::array<std::vector<Vec2>, 2> outline;  // left, right; folded

    // How deep a place (folded) lies inside, mean of both outlines; below 0 outside, by how far.
    double depth(Vec2 place) const;
};

struct ChoirOutlines {
    std::vector<ChoirPair> pairs;  // by the smaller number

    const ChoirPair* find(std::uint32_t number) const;
};

// Throws Refused, with file and line, for a line that is not "segment",x,y, a segment that the picture does not have
// (101 to 136 in front, 201 to 238 behind) or lacks, and one without a counterpart.
ChoirOutlines read_choir_outlines(const std::filesystem::path& path, double middle, bool front);

}  // namespace knotwork::bake
