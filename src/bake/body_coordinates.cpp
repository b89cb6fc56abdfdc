#include "bake/body_coordinates.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "bake/toml_reader.hpp"

namespace knotwork::bake {
namespace {

float degrees(float radians) { return radians * 180 / std::numbers::pi_v<float>; }

// Height of a boundary (metres) for an angle (degrees), straight between the given angles.
class Curve {
  public:
    explicit Curve(TomlReader reader) {
        const toml::node* node = reader.find_node("curve");
        const toml::array* rows = node ? node->as_array() : nullptr;
        if (!rows || rows->size() < 2) refuse(reader.where("curve"), "'curve' must be a list of [angle, height]");
        for (const toml::node& row : *rows) {
            const toml::array* pair = row.as_array();
            const auto angle = pair && pair->size() == 2 ? (*pair)[0].value<double>() : std::nullopt;
            const auto height = pair && pair->size() == 2 ? (*pair)[1].value<double>() : std::nullopt;
            if (!angle || !height) refuse(reader.where("curve"), "'curve' must be a list of [angle, height]");
            if (!angles_.empty() && static_cast<float>(*angle) <= angles_.back())
                refuse(reader.where("curve"), "the angles of 'curve' must rise");
            angles_.push_back(static_cast<float>(*angle));
            heights_.push_back(static_cast<float>(*height) / 100);
        }
        constexpr std::array<std::string_view, 3> axes{"trunk", "hip", "leg"};
        const bool trunk = reader.choice("axis", axes) == 0;
        if (angles_.front() != (trunk ? 0.0f : -180.0f) || angles_.back() != 180)
            refuse(reader.where("curve"), trunk ? "a curve around the trunk must go from 0 to 180"
                                                : "a curve around a leg must go from -180 to 180");
        reader.finish();
    }

    float operator()(float angle) const {
        const auto after = std::upper_bound(angles_.begin(), angles_.end(), angle);
        if (after == angles_.begin()) return heights_.front();
        if (after == angles_.end()) return heights_.back();
        const auto i = static_cast<std::size_t>(after - angles_.begin());
        const float f = (angle - angles_[i - 1]) / (angles_[i] - angles_[i - 1]);
        return heights_[i - 1] + (heights_[i] - heights_[i - 1]) * f;
    }

  private:
    std::vector<float> angles_, heights_;
};

// Centre line of the trunk, neck and head in the mid-plane: z of the middle of each slice, smoothed.
class TrunkAxis {
  public:
    explicit TrunkAxis(const SkinMesh& mesh) {
        constexpr std::size_t slices = 86;
        std::vector<float> low(slices, 1e9f), high(slices, -1e9f);
        const auto& positions = mesh.positions[0];
        for (std::size_t v = 0; v < positions.size(); ++v) {
            if (mesh.arm_weight[v] > 0.2f || std::abs(positions[v].x) > 0.06f) continue;
            const std::size_t s = slice(positions[v].y, slices);
            low[s] = std::min(low[s], positions[v].z);
            high[s] = std::max(high[s], positions[v].z);
        }
        std::vector<float> middle(slices, 0);
        for (std::size_t s = 0; s < slices; ++s)
            middle[s] = low[s] < high[s] ? (low[s] + high[s]) / 2 : (s > 0 ? middle[s - 1] : 0);
        for (std::size_t s = slices; s-- > 0;)  // below the crotch there is no mid-line skin: carry it down
            if (low[s] >= high[s] && s + 1 < slices) middle[s] = middle[s + 1];
        for (std::size_t s = 0; s < slices; ++s) {
            float sum = 0;
            int n = 0;
            for (std::size_t k = s >= 2 ? s - 2 : 0; k <= std::min(s + 2, slices - 1); ++k, ++n) sum += middle[k];
            z_.push_back(sum / static_cast<float>(n));
        }
    }

    // 0 front mid-line, 90 side, 180 back mid-line.
    float angle(Vec3 p) const {
        const float s = std::clamp(p.y / slice_height - 0.5f, 0.0f, static_cast<float>(z_.size() - 1) - 0.001f);
        const auto i = static_cast<std::size_t>(s);
        const float z = z_[i] + (z_[i + 1] - z_[i]) * (s - static_cast<float>(i));
        return degrees(std::atan2(std::abs(p.x), p.z - z));
    }

  private:
    static constexpr float slice_height = 0.02f;
    static std::size_t slice(float y, std::size_t count) {
        return std::min(static_cast<std::size_t>(std::max(y, 0.0f) / slice_height), count - 1);
    }
    std::vector<float> z_;
};

// Angle of p around the line through a and b (b below a): 0 front, 90 away from the mid-plane (x > 0).
float limb_angle(Vec3 p, Vec3 a, Vec3 b) {
    const float f = (p.y - a.y) / (b.y - a.y);
    const Vec3 centre = lerp(a, b, f);
    return degrees(std::atan2(p.x - centre.x, p.z - centre.z));
}

struct ArmFrame {
    Vec3 near, far, front_near, front_far;
};

// The arm bone a point belongs to, how far along it lies, and its angle around it. The front of the upper arm faces
// forward, the front of the hand is the palm; the forearm turns from the one to the other.
class Arm {
  public:
    explicit Arm(const std::map<std::string, Vec3>& joints) {
        const auto joint = [&](const char* name) { return joints.at(std::string("l-") + name); };
        const Vec3 shoulder = joint("shoulder"), elbow = joint("elbow"), wrist = joint("hand");
        const Vec3 tip = joint("finger-3-4");
        const Vec3 thumb_side = joint("finger-2-1") - joint("finger-5-1");
        const Vec3 palm = normalized(cross(tip - wrist, thumb_side));
        const Vec3 forward{0, 0, 1};
        frames_ = {ArmFrame{shoulder, elbow, forward, forward}, ArmFrame{elbow, wrist, forward, palm},
                   ArmFrame{wrist, tip, palm, palm}};
    }

    BodyCoordinate coordinate(Vec3 p) const {
        std::size_t bone = 0;
        while (bone + 1 < frames_.size()) {
            const Vec3 joint = frames_[bone].far;
            const Vec3 through =
                normalized(joint - frames_[bone].near) + normalized(frames_[bone + 1].far - frames_[bone + 1].near);
            if (dot(p - joint, through) < 0) break;
            ++bone;
        }
        const ArmFrame& f = frames_[bone];
        const Vec3 axis = f.far - f.near;
        const float t = std::clamp(dot(p - f.near, axis) / dot(axis, axis), 0.0f, 1.0f);
        const Vec3 d = normalized(axis);
        Vec3 front = lerp(f.front_near, f.front_far, t);
        front = normalized(front - d * dot(front, d));
        const Vec3 outer = cross(front, d);
        const Vec3 r = p - (f.near + axis * t);
        constexpr std::array segments{Segment::upper_arm, Segment::forearm, Segment::hand};
        return {segments[bone], t, degrees(std::atan2(dot(r, outer), dot(r, front)))};
    }

  private:
    std::array<ArmFrame, 3> frames_;
};

}  // namespace

BodyCoordinates compute_body_coordinates(const SkinMesh& mesh, const BaseMesh& base,
                                         const std::filesystem::path& boundaries) {
    const TomlFile file(boundaries);
    TomlReader reader = file.root();
    const auto curve = [&](const char* name) { return Curve(reader.table(name)); };
    const Curve head_neck = curve("head-neck"), neck_thorax = curve("neck-thorax"),
                thorax_abdomen = curve("thorax-abdomen"), abdomen_pelvis = curve("abdomen-pelvis"),
                pelvis_thigh = curve("pelvis-thigh"), thigh_leg = curve("thigh-leg"), leg_foot = curve("leg-foot");
    reader.finish();

    const auto& positions = mesh.positions[0];
    const TrunkAxis trunk(mesh);
    const Arm arm(base.joints[0]);
    const Vec3 hip = base.joints[0].at("l-upper-leg"), knee = base.joints[0].at("l-knee"),
               ankle = base.joints[0].at("l-ankle");
    const Vec3 toe = base.joints[0].at("l-toe-2-4");
    float heel_z = 1e9f, toe_z = -1e9f, top = 0;
    for (const Vec3 p : positions) {
        top = std::max(top, p.y);
        if (p.y > 0.06f) continue;
        heel_z = std::min(heel_z, p.z);
        toe_z = std::max(toe_z, p.z);
    }

    const auto coordinate = [&](Vec3 p, float arm_weight) -> BodyCoordinate {
        p.x = std::abs(p.x);
        if (arm_weight > 0.5f) return arm.coordinate(p);
        const float around_hip = limb_angle(p, hip, knee);
        const float fold = pelvis_thigh(around_hip);
        if (p.y < fold && p.x > 0) {  // the mid-line belongs to the trunk, down to the crotch
            const float knee_line = thigh_leg(around_hip);
            if (p.y >= knee_line) return {Segment::thigh, (fold - p.y) / (fold - knee_line), around_hip};
            const float around_leg = limb_angle(p, knee, ankle);
            const float top_line = thigh_leg(around_leg), ankle_line = leg_foot(around_leg);
            if (p.y >= ankle_line)
                return {Segment::leg, std::clamp((top_line - p.y) / (top_line - ankle_line), 0.0f, 1.0f), around_leg};
            // Around the axis of the foot, which sinks from the middle of the heel to the toes.
            const float t = (p.z - heel_z) / (toe_z - heel_z);
            const Vec3 centre = lerp({ankle.x, 0.040f, heel_z}, {toe.x, 0.013f, toe_z}, t);
            return {Segment::foot, std::clamp(t, 0.0f, 1.0f), degrees(std::atan2(p.x - centre.x, p.y - centre.y))};
        }
        const float around = trunk.angle(p);
        const std::array<float, 6> lines{
            top, head_neck(around), neck_thorax(around), thorax_abdomen(around), abdomen_pelvis(around), fold};
        constexpr std::array segments{Segment::head, Segment::neck, Segment::thorax, Segment::abdomen, Segment::pelvis};
        for (std::size_t s = 0; s < segments.size(); ++s)
            if (p.y >= lines[s + 1] || s + 1 == segments.size())
                return {segments[s], std::clamp((lines[s] - p.y) / (lines[s] - lines[s + 1]), 0.0f, 1.0f), around};
        return {};
    };

    BodyCoordinates out;
    for (std::size_t v = 0; v < positions.size(); ++v) {
        const BodyCoordinate c = coordinate(positions[v], mesh.arm_weight[v]);
        out.segment.push_back(c.segment);
        out.t.push_back(c.t);
        out.angle.push_back(c.angle);
    }
    return out;
}

}  // namespace knotwork::bake
