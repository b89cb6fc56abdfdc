// A motion of the atlas, played: clinical key frames become poses of the body in a room, at even steps of time.
//
//     const Figure figure(atlas, Body::neutral);
//     const PlayedMotion played = play_motion(figure, *atlas.find_motion("squat"), {.side = Side::right});
//
// Contact is solved at every step: parts that bear the body lie at their height, neither sunk nor afloat, and stay
// where they were put down; hands and feet that hold something are carried along with it. The ground is y = 0. Some
// tens of milliseconds for a motion of ten seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "figure/figure.hpp"

namespace knotwork {

struct PlayOptions {
    Side side = Side::left;
    // Skin point of the trigger point that is shown, on the tested side.
    std::optional<std::uint32_t> trigger;
    float steps_a_second = 12;
};

struct KeyPose {
    std::string_view say;
    std::size_t sample = 0;  // where it is reached
    float hold_s = 0;
};

// A thing in the room. A body of a size at a place, or, for straps and bands, a line; once, or at every sample.
struct PlacedProp {
    struct Place {
        Vec3 at;  // of a mat, bed, table, chair, stool, step or pillow: the middle of its top; of others their middle
        Quaternion turn;
    };
    atlas_format::PropKind kind{};
    std::uint32_t from_key = 0;           // shown from this key pose on
    Vec3 size;                            // x across, y up, z ahead; of a ball y is its diameter
    std::vector<Place> places;            // one, or one a sample
    std::vector<std::vector<Vec3>> line;  // of a strap or band: one a sample
};

struct PlayedMotion {
    std::vector<float> time;  // seconds, a sample each; after the last one it begins anew
    std::vector<BodyPose> poses;
    std::vector<KeyPose> keys;
    std::vector<PlacedProp> props;
    Vec3 low, high;  // box around all that is to be seen
    Vec3 look_from;  // direction from the middle to the eye, of unit length
    std::optional<std::uint32_t> trigger;
    float length_s = 0;
};

PlayedMotion play_motion(const Figure& figure, const Atlas::Motion& motion, const PlayOptions& options);

}  // namespace knotwork
