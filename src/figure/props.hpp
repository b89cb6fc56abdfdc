// Things in the room, put to the body.
#pragma once

#include "figure/motion.hpp"

namespace knotwork {

struct SpotContext {
    const Figure& figure;
    std::optional<std::uint32_t> trigger;  // on the left half
};

// How far a thing that presses the trigger point stands out from the skin: the diameter of a ball or roller.
float thickness_under(const Atlas& atlas, const Atlas::Motion& motion);

// `keys`: the poses of the key frames; `poses`: all samples.
PlacedProp place_prop(const SpotContext& context, const Atlas::MotionProp& prop, const std::vector<BodyPose>& keys,
                      const std::vector<BodyPose>& poses);

}  // namespace knotwork
