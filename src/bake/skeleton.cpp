#include "bake/skeleton.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace knotwork::bake {
namespace {

constexpr int spreading_steps = 3;

// Symmetric centres: the base mesh differs between the sides by fractions of a millimetre.
class Joints {
  public:
    explicit Joints(const std::map<std::string, Vec3>& joints) : joints_(joints) {}
    Vec3 middle(const std::string& name) const {
        const Vec3 p = joints_.at(name);
        return {0, p.y, p.z};
    }
    Vec3 left(const std::string& name) const {
        return (joints_.at("l-" + name) + mirrored(joints_.at("r-" + name))) * 0.5f;
    }

  private:
    const std::map<std::string, Vec3>& joints_;
};

// Axes of a part from the line along it, that points up in the anatomical position, and from what lies in front.
Quaternion axes(Vec3 up, Vec3 front) {
    const Vec3 y = normalized(up);
    const Vec3 z = normalized(front - y * dot(front, y));
    return from_axes(cross(y, z), y, z);
}

// The angle about y by which `to` is turned as seen from `from`, where both have nearly the same y.
float twist(Quaternion from, Quaternion to) {
    const Vec3 z = inverse(from) * (to * Vec3{0, 0, 1});
    return angle_of(z.x, z.z);
}

void place_left_and_middle(const Joints& joints, std::size_t body, Skeleton& out) {
    using enum JointId;
    const auto set = [&](JointId joint, Vec3 position, Quaternion rest) {
        out.position[index(joint)][body] = position;
        out.rest[index(joint)][body] = rest;
        if (!is_sided(joint)) return;
        out.position[index(mirror(joint))][body] = mirrored(position);
        out.rest[index(mirror(joint))][body] = mirrored(rest);
    };
    set(pelvis, joints.middle("pelvis"), {});
    set(lumbar_low, joints.middle("spine-4"), {});
    set(lumbar_high, joints.middle("spine-3"), {});
    set(thorax_low, joints.middle("spine-2"), {});
    set(thorax_high, joints.middle("spine-1"), {});
    set(neck, joints.middle("neck"), {});
    set(head, joints.middle("head"), {});
    set(left_girdle, joints.left("clavicle"), {});

    const Vec3 shoulder = joints.left("shoulder"), elbow = joints.left("elbow"), wrist = joints.left("hand");
    const Vec3 knuckle = joints.left("finger-3-1");
    const Vec3 across = joints.left("finger-2-1") - joints.left("finger-5-1");  // to the thumb: outward, palm forward
    const Quaternion upper_arm = axes(shoulder - elbow, wrist - elbow);
    // The elbow is a hinge: the forearm shares the upper arm's side-to-side axis.
    const Vec3 hinge = upper_arm * Vec3{1, 0, 0}, along = normalized(elbow - wrist);
    const Quaternion forearm = axes(along, cross(hinge, along));
    const Vec3 hand_up = normalized(wrist - knuckle);
    const Quaternion hand = axes(hand_up, cross(across, hand_up));
    set(left_upper_arm, shoulder, upper_arm);
    // Half of what turns the palm is done along the forearm.
    set(left_forearm, elbow, forearm * about_y(twist(forearm, hand) / 2));
    set(left_hand, wrist, hand);

    const Vec3 hip = joints.left("upper-leg"), knee = joints.left("knee"), ankle = joints.left("ankle");
    const Vec3 toe = joints.left("toe-2-4");
    const Vec3 ahead = normalized(Vec3{toe.x - ankle.x, 0, toe.z - ankle.z});
    set(left_thigh, hip, axes(hip - knee, {0, 0, 1}));
    set(left_leg, knee, axes(knee - ankle, {0, 0, 1}));
    const Quaternion level = axes({0, 1, 0}, ahead);
    set(left_foot, ankle, level);
    set(left_toes, joints.left("toe-3-1"), level);
    set(left_big_toe, joints.left("toe-1-1"), level);
}

void spread(const SkinMesh& mesh, std::vector<std::array<float, joint_count>>& weights) {
    std::vector<std::vector<std::uint16_t>> beside(weights.size());
    for (const Triangle t : mesh.triangles)
        for (const auto& [a, b] : {std::pair(t.a, t.b), std::pair(t.b, t.c), std::pair(t.c, t.a)}) {
            beside[a].push_back(b);
            beside[b].push_back(a);
        }
    for (int step = 0; step < spreading_steps; ++step) {
        const auto before = weights;
        for (std::size_t v = 0; v < weights.size(); ++v)
            for (std::size_t j = 0; j < joint_count; ++j) {
                float sum = 0;
                for (const std::uint16_t other : beside[v]) sum += before[other][j];
                weights[v][j] = before[v][j] / 2 + sum / static_cast<float>(2 * beside[v].size());
            }
    }
}

// The four greatest, as bytes that sum to 255.
atlas_format::SkinJoints pick(const std::array<float, joint_count>& weights) {
    std::array<std::uint8_t, joint_count> order{};
    for (std::size_t j = 0; j < joint_count; ++j) order[j] = static_cast<std::uint8_t>(j);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return weights[a] > weights[b]; });
    float sum = 0;
    for (std::size_t k = 0; k < 4; ++k) sum += weights[order[k]];
    atlas_format::SkinJoints out{};
    int left = 255;
    for (std::size_t k = 3; k > 0; --k) {
        const int weight = static_cast<int>(std::lround(weights[order[k]] / sum * 255));
        out.weight[k] = static_cast<std::uint8_t>(weight);
        if (weight > 0) out.joint[k] = order[k];
        left -= weight;
    }
    out.joint[0] = order[0];
    out.weight[0] = static_cast<std::uint8_t>(left);
    return out;
}

}  // namespace

Skeleton compute_skeleton(const BaseMesh& base, const SkinMesh& mesh) {
    Skeleton out;
    for (std::size_t body = 0; body < 3; ++body) place_left_and_middle(Joints(base.joints[body]), body, out);
    auto weights = mesh.joint_weights;
    spread(mesh, weights);
    out.skin.resize(weights.size());
    for (std::size_t v = 0; v < weights.size(); ++v) {
        if (mesh.mirror[v] < v) continue;
        out.skin[v] = pick(weights[v]);
        if (mesh.mirror[v] == v) continue;
        atlas_format::SkinJoints image = out.skin[v];
        for (std::size_t k = 0; k < 4; ++k)
            if (image.weight[k] > 0)
                image.joint[k] = static_cast<std::uint8_t>(index(mirror(static_cast<JointId>(image.joint[k]))));
        out.skin[mesh.mirror[v]] = image;
    }
    return out;
}

}  // namespace knotwork::bake
