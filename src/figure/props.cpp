#include "figure/props.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork {
namespace {

namespace af = atlas_format;
using af::Direction3;
using af::PropKind;
using Place = PlacedProp::Place;

constexpr float roller_diameter = 0.14f, towel_diameter = 0.08f;
constexpr float margin = 0.06f;  // of a bed or mat beyond what lies on it

float diameter(PropKind kind) {
    switch (kind) {
        case PropKind::ball: return 0.067f;
        case PropKind::small_ball: return 0.043f;
        case PropKind::soft_ball: return 0.20f;
        case PropKind::roller: return roller_diameter;
        case PropKind::towel: return towel_diameter;
        default: return 0;
    }
}

class Placer {
  public:
    Placer(const SpotContext& context, const Atlas::MotionProp& prop, const std::vector<BodyPose>& keys,
           const std::vector<BodyPose>& poses)
        : figure_(context.figure),
          atlas_(context.figure.atlas()),
          trigger_(context.trigger),
          prop_(prop),
          kind_(static_cast<PropKind>(prop.kind)),
          direction_(static_cast<Direction3>(prop.direction)),
          keys_(keys),
          poses_(poses) {
        for (const Atlas::MotionSpot& spot : atlas_.motion_spots(prop.spots)) {
            spots_.push_back(&spot);
            points_.push_back(
                static_cast<af::SpotKind>(spot.kind) == af::SpotKind::part
                    ? figure_.list_part(static_cast<PartKind>(spot.index), static_cast<PartSide>(spot.side))
                    : std::vector<std::uint32_t>{});
        }
    }

    PlacedProp run() {
        PlacedProp out;
        out.kind = kind_;
        out.size = prop_.size;
        if (kind_ == PropKind::hand) out.from_key = prop_.frame;
        const BodyPose& fitted = keys_[prop_.frame];
        switch (kind_) {
            case PropKind::mat: lay_mat(out); break;
            case PropKind::bed:
            case PropKind::table: lay_bed(out, fitted); break;
            case PropKind::chair:
            case PropKind::stool: set_chair(out, fitted); break;
            case PropKind::step: set_step(out, fitted); break;
            case PropKind::wall: set_wall(out, fitted); break;
            case PropKind::pillow: put_pillow(out, fitted); break;
            case PropKind::strap:
            case PropKind::band:
                for (const BodyPose& pose : poses_) out.line.push_back(line(pose));
                break;
            default:
                for (const BodyPose& pose : poses_) out.places.push_back(carried(pose));
                if (kind_ == PropKind::weight && out.size.y == 0) out.size = {0.22f, 0.12f, 0.12f};
                if (kind_ == PropKind::hand && out.size.y == 0) out.size = {0.05f, 0.16f, 0.05f};
                if (kind_ == PropKind::stick) out.size = {0.03f, stick_length(), 0.03f};
                if (const float d = diameter(kind_); d > 0) {
                    const bool is_ball =
                        kind_ == PropKind::ball || kind_ == PropKind::small_ball || kind_ == PropKind::soft_ball;
                    if (out.size.y == 0) out.size.y = d;
                    out.size.z = out.size.y;
                    if (out.size.x == 0) out.size.x = is_ball ? d : kind_ == PropKind::roller ? 0.45f : 0.3f;
                }
        }
        return out;
    }

  private:
    struct Box {
        Vec3 low{1e9f, 1e9f, 1e9f}, high{-1e9f, -1e9f, -1e9f};
        void add(Vec3 p) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
        }
        Vec3 middle() const { return (low + high) * 0.5f; }
    };

    // The parts of the spots, or the places.
    Box box(const BodyPose& pose) const {
        Box out;
        for (std::size_t i = 0; i < spots_.size(); ++i) {
            if (points_[i].empty()) out.add(position(pose, i));
            for (const std::uint32_t v : points_[i]) out.add(figure_.skin_point(pose, v));
        }
        return out;
    }

    Vec3 position(const BodyPose& pose, std::size_t i) const {
        const Atlas::MotionSpot& spot = *spots_[i];
        switch (static_cast<af::SpotKind>(spot.kind)) {
            case af::SpotKind::skin: return figure_.skin_point(pose, spot.index);
            case af::SpotKind::trigger:
                return trigger_ ? figure_.skin_point(pose, *trigger_) : pose.at(JointId::pelvis);
            case af::SpotKind::part: {
                Vec3 sum;
                for (const std::uint32_t v : points_[i]) sum = sum + figure_.skin_point(pose, v);
                return points_[i].empty() ? pose.at(JointId::pelvis)
                                          : sum * (1 / static_cast<float>(points_[i].size()));
            }
            case af::SpotKind::room:
            case af::SpotKind::stay: break;
        }
        return spot.at;
    }
    // Outward from the skin; of a part or a place in the room: against where the thing lies.
    Vec3 normal(const BodyPose& pose, std::size_t i) const {
        const auto kind = static_cast<af::SpotKind>(spots_[i]->kind);
        if (kind == af::SpotKind::skin) return figure_.skin_normal(pose, spots_[i]->index);
        if (kind == af::SpotKind::trigger && trigger_) return figure_.skin_normal(pose, *trigger_);
        return room(pose);
    }
    Vec3 room(const BodyPose& pose) const {
        switch (direction_) {
            case Direction3::down:
            case Direction3::in: return {0, -1, 0};
            case Direction3::up: return {0, 1, 0};
            case Direction3::front: return {0, 0, 1};
            case Direction3::behind: return {0, 0, -1};
            case Direction3::this_: return {1, 0, 0};
            case Direction3::other: return {-1, 0, 0};
            case Direction3::head: return pose.of(JointId::pelvis) * Vec3{0, 1, 0};
            case Direction3::feet: return pose.of(JointId::pelvis) * Vec3{0, -1, 0};
        }
        return {0, -1, 0};
    }

    void lay_mat(PlacedProp& out) const {
        Box all;
        std::vector<Vec3> skin;
        for (const BodyPose& pose : keys_) {
            figure_.move_skin(pose, skin);
            for (const Vec3 p : skin) all.add(p);
        }
        const Vec3 middle = all.middle();
        out.places.push_back({Vec3{middle.x, 0, middle.z} + prop_.shift, {}});
        if (out.size.x == 0) out.size.x = all.high.x - all.low.x + 2 * margin;
        if (out.size.z == 0) out.size.z = all.high.z - all.low.z + 2 * margin;
        if (out.size.y == 0) out.size.y = 0.015f;
    }

    // What one lies on, from the first part named to the last.
    void lay_bed(PlacedProp& out, const BodyPose& pose) const {
        const Box b = box(pose);
        const Vec3 middle = b.middle();
        const float top = b.low.y + (kind_ == PropKind::bed ? 0.02f : 0.012f);
        out.places.push_back({Vec3{middle.x, top, middle.z} + prop_.shift, about_y(prop_.turn)});
        if (out.size.x == 0) out.size.x = std::max(0.7f, b.high.x - b.low.x + 2 * margin);
        if (out.size.z == 0) out.size.z = std::max(0.7f, b.high.z - b.low.z + 2 * margin);
        out.size.y = top + prop_.shift.y;
    }

    void set_chair(PlacedProp& out, const BodyPose& pose) const {
        const Box b = box(pose);
        const Vec3 ahead = pose.of(JointId::pelvis) * Vec3{0, 0, 1};
        const float yaw = (std::abs(ahead.y) > 0.8f ? 0 : angle_of(ahead.x, ahead.z)) + prop_.turn;
        const float top = b.low.y + 0.012f;
        if (out.size.x == 0) out.size.x = 0.42f;
        if (out.size.z == 0) out.size.z = 0.42f;
        const Quaternion turn = about_y(yaw);
        out.places.push_back({Vec3{b.middle().x, top, b.middle().z} + turn * prop_.shift, turn});
        out.size.y = top + prop_.shift.y;
    }

    void set_step(PlacedProp& out, const BodyPose& pose) const {
        const Box b = box(pose);
        if (out.size.x == 0) out.size.x = 0.7f;
        if (out.size.z == 0) out.size.z = 0.34f;
        out.places.push_back({Vec3{b.middle().x, b.low.y, b.middle().z} + prop_.shift, about_y(prop_.turn)});
        out.size.y = b.low.y + prop_.shift.y;
    }

    // A wall touches what is nearest to it; its front looks to the body.
    void set_wall(PlacedProp& out, const BodyPose& pose) const {
        const Vec3 to = room(pose);
        float far = -1e9f;
        const Box b = box(pose);
        for (std::size_t i = 0; i < spots_.size(); ++i) {
            if (points_[i].empty()) far = std::max(far, dot(position(pose, i), to) + ball_there(i));
            for (const std::uint32_t v : points_[i]) far = std::max(far, dot(figure_.skin_point(pose, v), to));
        }
        const Vec3 middle = b.middle();
        const Vec3 at = middle + to * (far - dot(middle, to));
        if (out.size.x == 0) out.size.x = 1.5f;
        if (out.size.y == 0) out.size.y = 2.1f;
        out.size.z = 0.04f;
        const Quaternion turn = about_y(angle_of(-to.x, -to.z));
        out.places.push_back({Vec3{at.x, 0, at.z} + prop_.shift, turn});
    }
    // A wall at the trigger point has a ball before it.
    float ball_there(std::size_t i) const {
        if (static_cast<af::SpotKind>(spots_[i]->kind) != af::SpotKind::trigger) return 0;
        return diameter(PropKind::ball) - 0.012f;
    }

    void put_pillow(PlacedProp& out, const BodyPose& pose) const {
        const Box b = box(pose);
        if (out.size.x == 0) out.size.x = 0.5f;
        if (out.size.z == 0) out.size.z = 0.34f;
        const Quaternion turn = about_y(prop_.turn);
        if (direction_ != Direction3::down) {  // between two parts
            if (out.size.y == 0) out.size.y = 0.14f;
            for (const BodyPose& at : poses_)
                out.places.push_back({box(at).middle() + Vec3{0, out.size.y / 2, 0} + prop_.shift, turn});
            return;
        }
        // As high as the part lies above what bears the body, a little pressed in.
        if (out.size.y == 0) out.size.y = std::max(0.05f, b.low.y + 0.02f);
        out.places.push_back(
            {Vec3{b.middle().x, std::max(out.size.y, b.low.y + 0.02f), b.middle().z} + prop_.shift, turn});
    }

    std::vector<Vec3> line(const BodyPose& pose) const {
        std::vector<Vec3> out;
        for (std::size_t i = 0; i < spots_.size(); ++i) {
            const bool on_skin = static_cast<af::SpotKind>(spots_[i]->kind) == af::SpotKind::skin;
            out.push_back(position(pose, i) +
                          (on_skin ? figure_.skin_normal(pose, spots_[i]->index) * 0.006f : Vec3{}));
        }
        if (kind_ == PropKind::band && out.size() > 2) out.push_back(out.front());
        return out;
    }

    float stick_length() const {
        return spots_.size() < 2 ? 0.45f : norm(position(keys_[0], 1) - position(keys_[0], 0)) + 0.16f;
    }

    // Things that go with the body.
    Place carried(const BodyPose& pose) const {
        const Vec3 at = position(pose, 0), out = normal(pose, 0);
        switch (kind_) {
            case PropKind::ball:
            case PropKind::small_ball: {
                const float radius = (prop_.size.y > 0 ? prop_.size.y : diameter(kind_)) / 2;
                return {at + out * (radius - 0.008f) + prop_.shift, {}};
            }
            case PropKind::soft_ball: return {middle(pose) + prop_.shift, {}};
            case PropKind::roller:
            case PropKind::towel: {
                const float radius = (prop_.size.y > 0 ? prop_.size.y : diameter(kind_)) / 2;
                Vec3 bottom = at;
                if (!points_[0].empty()) {
                    const Box b = box(pose);
                    bottom = {b.middle().x, b.low.y, b.middle().z};
                }
                // Level, and across the way the part lies.
                const Vec3 along = pose.of(JointId::pelvis) * Vec3{1, 0, 0};
                const float yaw = std::abs(along.y) > 0.8f ? 90 : angle_of(-along.z, along.x);
                return {bottom + Vec3{0, -1, 0} * (radius - 0.008f) + prop_.shift, about_y(yaw + prop_.turn)};
            }
            case PropKind::stick: {
                if (spots_.size() < 2) return {at, {}};
                const Vec3 other = position(pose, 1);
                return {(at + other) * 0.5f, between({0, 1, 0}, normalized(other - at))};
            }
            case PropKind::hand: {
                const Vec3 push = direction_ == Direction3::in ? out * -1.0f : room(pose);
                return {at + prop_.shift, between({0, 1, 0}, push)};
            }
            default: return {at + prop_.shift, about_y(prop_.turn)};
        }
    }
    Vec3 middle(const BodyPose& pose) const {
        Vec3 sum;
        for (std::size_t i = 0; i < spots_.size(); ++i) sum = sum + position(pose, i);
        return sum * (1 / static_cast<float>(spots_.size()));
    }

    const Figure& figure_;
    const Atlas& atlas_;
    const std::optional<std::uint32_t> trigger_;
    const Atlas::MotionProp& prop_;
    const PropKind kind_;
    const Direction3 direction_;
    const std::vector<BodyPose>&keys_, &poses_;
    std::vector<const Atlas::MotionSpot*> spots_;
    std::vector<std::vector<std::uint32_t>> points_;
};

}  // namespace

float thickness_under(const Atlas& atlas, const Atlas::Motion& motion) {
    for (const Atlas::MotionProp& prop : atlas.motion_props(motion.props)) {
        const float d = prop.size.y > 0 ? prop.size.y : diameter(static_cast<PropKind>(prop.kind));
        for (const Atlas::MotionSpot& spot : atlas.motion_spots(prop.spots))
            if (static_cast<af::SpotKind>(spot.kind) == af::SpotKind::trigger && d > 0) return d;
    }
    return 0;
}

PlacedProp place_prop(const SpotContext& context, const Atlas::MotionProp& prop, const std::vector<BodyPose>& keys,
                      const std::vector<BodyPose>& poses) {
    return Placer(context, prop, keys, poses).run();
}

}  // namespace knotwork
