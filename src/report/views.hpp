// Which views of the body show something best, and how much of the body to show around it.
//
//     std::vector<Shot> shots = choose_shots(skin, body, interest, 3);
//     std::vector<Box> boxes = arrange(shots, area, 18);
#pragma once

#include <span>
#include <vector>

#include "report/projection.hpp"

namespace knotwork {

struct Shot {
    Camera camera;
    Frame frame;
    bool cropped = false;  // less than the whole body
    Frame there{};         // how far the body reaches at the frame's heights
};

// What a picture is about.
struct Interest {
    std::vector<float> weight;  // a skin point; 0 is of no interest, else area times how much it matters
    std::vector<Vec3> marks;    // trigger points: each must be seen in one view if any shows it

    // Points where a layer exceeds one half or nearly so matter at least this much for their area.
    void add(std::span<const float> values, std::span<const float> area, float importance);
};

// One to `most` views, taken greedily: each next one adds most of what is not yet seen well, and the search ends when
// it would add little. Seen well is facing the viewer and hidden by nothing. Frames hold what is of interest with
// context around it; upright views share their height so that they stand beside one another.
// Cost: about 10 ms for each of the eight cameras tried.
std::vector<Shot> choose_shots(const Skin& skin, Body body, const Interest& interest, std::size_t most);

// Lets views from before and behind show the body's full width, or else both halves alike, where the area has room or
// the figure need not become much smaller.
void widen(std::vector<Shot>& shots, const Box& area, double gap);

// Boxes of one height in a row, as large as they go, centred in the area.
std::vector<Box> arrange(std::span<const Shot> shots, const Box& area, double gap);

// The whole body in the camera's view, with a little air.
Frame whole_frame(const Skin& skin, std::span<const Vec3> positions, const Camera& camera);

}  // namespace knotwork
