// Joints for an atlas put together by hand: all in one place, in the right order.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "atlas/records.hpp"

namespace knotwork::test {

inline std::vector<atlas_format::Joint> make_joints(const std::function<atlas_format::Text(std::string_view)>& text) {
    std::vector<atlas_format::Joint> out;
    for (std::uint32_t j = 0; j < joint_count; ++j) {
        const auto id = static_cast<JointId>(j);
        out.push_back({text(name(id)),
                       j == 0 ? atlas_format::no_index : static_cast<std::uint32_t>(index(parent(id))),
                       static_cast<std::uint32_t>(index(mirror(id))),
                       {},
                       {}});
    }
    return out;
}
// Skin that hangs on the pelvis alone.
inline std::vector<atlas_format::SkinJoints> make_skin_joints(std::size_t points) {
    return std::vector<atlas_format::SkinJoints>(points, {{}, {255, 0, 0, 0}});
}

}  // namespace knotwork::test
