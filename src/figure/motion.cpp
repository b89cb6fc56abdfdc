#include "figure/motion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "figure/props.hpp"
#include "figure/reach.hpp"

namespace knotwork {
namespace {

namespace af = atlas_format;
using af::Limb;
using enum JointId;

constexpr float flesh = 0.012f;         // metres by which what one lies on gives way
constexpr float around_a_part = 0.06f;  // metres that are seen beside a part that fills the picture
constexpr float least_sunk = 0.018f, most_sunk = 0.03f;
constexpr int lifting_rounds = 3;
constexpr int contact_rounds = 12;
constexpr std::array limbs{Limb::this_foot, Limb::other_foot, Limb::this_hand, Limb::other_hand};

Quaternion lying(af::Lie lie) {
    switch (lie) {
        case af::Lie::standing: return {};
        case af::Lie::back: return about_x(-90);
        case af::Lie::front: return about_x(90);
        case af::Lie::this_up: return about_z(90);
        case af::Lie::this_down: return about_z(-90);
    }
    return {};
}

bool is_foot(PartKind part) {
    return part == PartKind::foot || part == PartKind::heel || part == PartKind::forefoot || part == PartKind::toes ||
           part == PartKind::hand;
}

class Player {
  public:
    Player(const Figure& figure, const Atlas::Motion& motion, const PlayOptions& options)
        : figure_(figure),
          atlas_(figure.atlas()),
          motion_(motion),
          stance_(static_cast<af::Stance>(motion.stance)),
          steps_a_second_(options.steps_a_second),
          ball_(thickness_under(figure.atlas(), motion)) {
        if (options.trigger)
            trigger_ = options.side == Side::left ? *options.trigger : atlas_.skin().mirror[*options.trigger];
        for (const Atlas::MotionFrame& frame : atlas_.motion_frames(motion.frames)) {
            Key key;
            key.frame = &frame;
            for (const Atlas::MotionAngle& angle : atlas_.motion_angles(frame.angles))
                key.posture[angle.movement] = angle.degrees;
            for (const Atlas::MotionGoal& goal : atlas_.motion_goals(frame.goals)) key.goals[goal.limb] = &goal.spot;
            const auto rests = atlas_.motion_rests(frame.rests);
            key.rests.assign(rests.begin(), rests.end());
            if (key.rests.empty()) key.rests = default_rests();
            keys_.push_back(std::move(key));
        }
    }

    PlayedMotion run() {
        for (std::size_t k = 0; k < keys_.size(); ++k) solve_key(k);
        PlayedMotion out;
        float time = 0;
        const auto sample = [&](const BodyPose& pose) {
            out.time.push_back(time);
            out.poses.push_back(pose);
        };
        std::vector<BodyPose> at_keys;
        for (std::size_t k = 0; k < keys_.size(); ++k) {
            const Key &from = keys_[k], &to = keys_[(k + 1) % keys_.size()];
            out.keys.push_back({atlas_.text(from.frame->say), out.poses.size(), from.frame->hold_s});
            at_keys.push_back(from.pose);
            sample(from.pose);
            time += from.frame->hold_s;
            if (from.frame->hold_s > 0) sample(from.pose);
            const bool is_last = k + 1 == keys_.size();
            const float seconds = is_last ? motion_.return_s : to.frame->seconds;
            const int steps = std::max(1, static_cast<int>(std::lround(seconds * steps_a_second_)));
            for (int i = 1; i < steps && keys_.size() > 1; ++i) {
                const float u = static_cast<float>(i) / static_cast<float>(steps);
                time += seconds / static_cast<float>(steps);
                sample(solve_between(from, to, u * u * (3 - 2 * u)));  // sets out and arrives softly
            }
            if (keys_.size() > 1) time += seconds / static_cast<float>(steps);
        }
        out.length_s = time;
        out.trigger = trigger_;
        const SpotContext context{figure_, trigger_};
        for (const Atlas::MotionProp& prop : atlas_.motion_props(motion_.props))
            out.props.push_back(place_prop(context, prop, at_keys, out.poses));
        look(out, at_keys);
        return out;
    }

  private:
    struct Key {
        const Atlas::MotionFrame* frame = nullptr;
        Posture posture{};
        std::array<const Atlas::MotionSpot*, 4> goals{};  // by Limb
        std::vector<Atlas::MotionRest> rests;
        Vec3 anchor;  // where what bears it first is kept; y is not used
        bool has_anchor = false;
        std::array<LimbEnd, 4> stays;  // by Limb: where a hand or foot stays
        BodyPose pose;
    };

    std::vector<Atlas::MotionRest> default_rests() const {
        const auto rest = [](PartKind part, PartSide side) {
            return Atlas::MotionRest{static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(side), 0};
        };
        switch (stance_) {
            case af::Stance::both: return {rest(PartKind::foot, PartSide::both)};
            case af::Stance::this_: return {rest(PartKind::foot, PartSide::this_)};
            case af::Stance::other: return {rest(PartKind::foot, PartSide::other)};
            case af::Stance::none: break;
        }
        return {rest(PartKind::whole, PartSide::both)};
    }

    bool stands_on(bool other) const {
        return stance_ == af::Stance::both || stance_ == (other ? af::Stance::other : af::Stance::this_);
    }

    // The pelvis as the legs that bear the body carry it: sole level, each joint adds its angle.
    float carried_tilt(const Posture& p) const {
        float sum = 0;
        int feet = 0;
        for (const bool other : {false, true}) {
            if (!stands_on(other)) continue;
            const auto at = [&](LimbMovement m) { return p[index(m, other)]; };
            sum += at(LimbMovement::toes_extension) + at(LimbMovement::ankle_dorsiflexion) -
                   at(LimbMovement::knee_flexion) + at(LimbMovement::hip_flexion);
            ++feet;
        }
        return feet == 0 ? 0 : sum / static_cast<float>(feet);
    }

    // The posture in the room, turned but not yet put in its place.
    BodyPose turn(const Posture& p) const {
        const auto at = [&](TrunkMovement m) { return p[index(m)]; };
        const Quaternion pelvis_axes =
            lying(static_cast<af::Lie>(motion_.lie)) * about_y(at(TrunkMovement::pelvis_turn)) *
            about_z(-at(TrunkMovement::pelvis_lean)) * about_x(at(TrunkMovement::pelvis_tilt) + carried_tilt(p));
        BodyPose pose = figure_.compute_pose(p, pelvis_axes);
        for (const bool other : {false, true})
            if (stands_on(other)) level_sole(pose, p, other);
        return pose;
    }

    // A foot that bears the body stands flat, or on its toes where these are bent up.
    void level_sole(BodyPose& pose, const Posture& p, bool other) const {
        const auto joint = [&](JointId left) { return other ? mirror(left) : left; };
        const Vec3 ahead = pose.of(joint(left_foot)) * Vec3{0, 0, 1};
        const Quaternion flat = about_y(angle_of(ahead.x, ahead.z));
        const float raised = p[index(LimbMovement::toes_extension, other)];
        pose.of(joint(left_foot)) = flat * about_x(raised);
        pose.of(joint(left_toes)) = flat;
        pose.of(joint(left_big_toe)) = flat * about_x(-p[index(LimbMovement::big_toe_extension, other)]);
        figure_.place_joints(pose);
    }

    const std::vector<std::uint32_t>& part(std::uint32_t kind, std::uint32_t side) const {
        auto& found = parts_[{kind, side}];
        if (found.empty()) found = figure_.list_part(static_cast<PartKind>(kind), static_cast<PartSide>(side));
        return found;
    }

    // Arms and legs that are put somewhere later do not bear the body.
    bool bears(std::uint32_t v, const std::array<bool, 4>& led) const {
        const Segment s = atlas_.skin().segment[v];
        const bool other = atlas_.skin().of(Body::neutral)[v].x < 0;
        if (s == Segment::hand || s == Segment::forearm || s == Segment::upper_arm)
            return !led[static_cast<std::size_t>(other ? Limb::other_hand : Limb::this_hand)];
        if (s == Segment::leg || s == Segment::foot)
            return !led[static_cast<std::size_t>(other ? Limb::other_foot : Limb::this_foot)];
        return true;
    }

    struct Lowest {
        Vec3 at;
        float y = 0;  // of what bears it, which may be softer or thicker than the skin
    };
    Lowest lowest(const BodyPose& pose, const Atlas::MotionRest& rest, const std::vector<Vec3>& skin,
                  const std::array<bool, 4>& led) const {
        const auto kind = static_cast<PartKind>(rest.part);
        if (kind == PartKind::trigger) {
            const Vec3 at = trigger_ ? figure_.skin_point(pose, *trigger_) : pose.at(pelvis);
            // What presses lies under the point; the body beside it still does not sink.
            float y = at.y - ball_ + flesh;
            for (const std::uint32_t v : part(static_cast<std::uint32_t>(PartKind::pelvis), 0))
                y = std::min(y, skin[v].y + 2 * flesh);
            return {at, y};
        }
        Lowest out{{}, 1e9f};
        for (const std::uint32_t v : part(rest.part, rest.side)) {
            if (kind == PartKind::whole && !bears(v, led)) continue;
            if (skin[v].y < out.y) out = {skin[v], skin[v].y};
        }
        if (!is_foot(kind)) out.y += flesh;
        return out;
    }

    Vec3 anchor_of(const BodyPose& pose, const std::vector<Atlas::MotionRest>& rests) const {
        if (rests.empty()) return pose.at(pelvis);
        const JointId left = joint_of(static_cast<PartKind>(rests[0].part));
        switch (static_cast<PartSide>(rests[0].side)) {
            case PartSide::this_: return pose.at(left);
            case PartSide::other: return pose.at(mirror(left));
            case PartSide::both: break;
        }
        return (pose.at(left) + pose.at(mirror(left))) * 0.5f;
    }

    struct Root {
        Quaternion turn;
        Vec3 at;
    };

    static void move(BodyPose& pose, const Root& root) {
        for (Quaternion& q : pose.axes) q = root.turn * q;
        for (Vec3& p : pose.joint) p = root.turn * p + root.at;
    }

    float height(const Atlas::MotionRest& rest) const { return rest.height < 0 ? seat_ : rest.height; }

    // Turns and shifts the pose so that what bears it lies at its height, and stays where it was.
    Root solve_root(const BodyPose& pose, const Key& key) const {
        std::array<bool, 4> led{};
        for (std::size_t i = 0; i < 4; ++i) led[i] = key.goals[i] != nullptr;
        std::vector<Vec3> skin;
        figure_.move_skin(pose, skin);
        Root root;
        if (key.rests.size() == 2) {
            BodyPose turned = pose;
            for (int round = 0; round < contact_rounds; ++round) {
                const Lowest a = lowest(turned, key.rests[0], skin, led), b = lowest(turned, key.rests[1], skin, led);
                Vec3 apart = b.at - a.at;
                apart.y = 0;
                const float length = norm(apart);
                if (length < 0.05f) break;
                const float wrong = (height(key.rests[1]) - height(key.rests[0])) - (b.y - a.y);
                if (std::abs(wrong) < 0.0005f) break;
                const Vec3 axis = normalized(cross(apart, Vec3{0, 1, 0}));
                const Quaternion step = about(axis, std::clamp(angle_of(wrong, length), -30.0f, 30.0f));
                root.turn = step * root.turn;
                turned = pose;
                move(turned, root);
                for (Vec3& p : skin) p = step * p;
            }
        }
        BodyPose turned = pose;
        move(turned, root);
        if (!key.rests.empty()) root.at.y = height(key.rests[0]) - lowest(turned, key.rests[0], skin, led).y;
        // Flesh gives way, but not without end: head and trunk that would sink deeper lift the whole body.
        float low = 0;
        for (std::size_t v = 0; v < skin.size(); ++v)
            if (atlas_.skin().segment[v] <= Segment::pelvis) low = std::min(low, skin[v].y + root.at.y);
        if (low < -most_sunk) root.at.y -= low + most_sunk;
        if (key.has_anchor) {
            const Vec3 now = anchor_of(turned, key.rests);
            root.at.x = key.anchor.x - now.x;
            root.at.z = key.anchor.z - now.z;
        }
        return root;
    }

    // The seat is as high as the body sits when the lowest point of it is on the ground.
    void find_seat(const BodyPose& pose, const Key& key) {
        for (const Atlas::MotionRest& rest : key.rests) {
            if (rest.height >= 0) continue;
            std::vector<Vec3> skin;
            figure_.move_skin(pose, skin);
            const Atlas::MotionRest feet{static_cast<std::uint32_t>(PartKind::foot), 0, 0};
            seat_ = lowest(pose, rest, skin, {}).y - lowest(pose, feet, skin, {}).y;
            return;
        }
    }

    void solve_key(std::size_t k) {
        Key& key = keys_[k];
        BodyPose pose = turn(key.posture);
        if (k == 0) {
            find_seat(pose, key);
        } else {
            key.anchor = anchor_of(keys_[k - 1].pose, key.rests);
            key.has_anchor = true;
        }
        move(pose, solve_root(pose, key));
        pose.joint[0].y += key.posture[index(TrunkMovement::lift)] / 100;
        figure_.place_joints(pose);
        if (k == 0) {
            key.anchor = anchor_of(pose, key.rests);
            key.has_anchor = true;
        }
        for (const Limb limb : limbs) {
            const auto i = static_cast<std::size_t>(limb);
            key.stays[i] = limb_end(k == 0 ? pose : keys_[k - 1].pose, limb);
            if (key.goals[i]) lead(pose, limb, key);
            keep_above_ground(pose, limb, key.goals[i] != nullptr);
        }
        key.pose = pose;
    }

    // A limb is laid on the ground rather than sunk into it: raised from shoulder or hip, or, where its end is led,
    // with it.
    void keep_above_ground(BodyPose& pose, Limb limb, bool is_led) const {
        for (int round = 0; round < lifting_rounds; ++round) {
            Vec3 lowest_point{0, is_led ? -most_sunk : -least_sunk, 0};
            bool is_sunk = false;
            for (const std::uint32_t v : limb_points(limb, is_led)) {
                const Vec3 p = figure_.skin_point(pose, v);
                if (p.y < lowest_point.y) lowest_point = p, is_sunk = true;
            }
            if (!is_sunk) return;
            if (is_led || !raise_limb(figure_, pose, limb, lowest_point)) {
                LimbEnd end = limb_end(pose, limb);
                end.joint.y -= lowest_point.y;
                reach(figure_, pose, limb, end);
            }
        }
    }

    const std::vector<std::uint32_t>& limb_points(Limb limb, bool only_end) const {
        auto& out = limb_points_[{limb, only_end}];
        if (!out.empty()) return out;
        const bool is_arm = limb == Limb::this_hand || limb == Limb::other_hand;
        const bool is_other = limb == Limb::other_hand || limb == Limb::other_foot;
        const auto add = [&](PartKind kind) {
            const auto& points = part(static_cast<std::uint32_t>(kind),
                                      static_cast<std::uint32_t>(is_other ? PartSide::other : PartSide::this_));
            out.insert(out.end(), points.begin(), points.end());
        };
        add(is_arm ? PartKind::hand : PartKind::foot);
        if (only_end) return out;
        add(is_arm ? PartKind::forearm : PartKind::leg);
        add(is_arm ? PartKind::elbow : PartKind::knee);
        return out;
    }

    // Puts a hand or foot where the key frame wants it.
    void lead(BodyPose& pose, Limb limb, const Key& key) const {
        const auto i = static_cast<std::size_t>(limb);
        const Atlas::MotionSpot& spot = *key.goals[i];
        const bool is_hand = limb == Limb::this_hand || limb == Limb::other_hand;
        switch (static_cast<af::SpotKind>(spot.kind)) {
            case af::SpotKind::stay: reach(figure_, pose, limb, key.stays[i]); return;
            case af::SpotKind::skin:
                reach_skin(figure_, pose, limb, figure_.skin_point(pose, spot.index),
                           figure_.skin_normal(pose, spot.index));
                return;
            case af::SpotKind::trigger:
                if (trigger_)
                    reach_skin(figure_, pose, limb, figure_.skin_point(pose, *trigger_),
                               figure_.skin_normal(pose, *trigger_));
                return;
            case af::SpotKind::room: {
                LimbEnd end = limb_end(pose, limb);
                end.joint = spot.at;
                if (!is_hand) {
                    const Vec3 ahead = end.axes * Vec3{0, 0, 1};
                    end.axes = about_y(angle_of(ahead.x, ahead.z));
                    end.joint.y += figure_.rest_position(left_foot).y;
                }
                reach(figure_, pose, limb, end);
                return;
            }
            case af::SpotKind::part: {
                LimbEnd end = limb_end(pose, limb);
                Vec3 sum;
                const auto& points = part(spot.index, spot.side);
                for (const std::uint32_t v : points) sum = sum + figure_.skin_point(pose, v);
                if (!points.empty()) end.joint = sum * (1 / static_cast<float>(points.size()));
                reach(figure_, pose, limb, end);
                return;
            }
        }
    }

    static bool same_rests(const Key& a, const Key& b) {
        return std::equal(a.rests.begin(), a.rests.end(), b.rests.begin(), b.rests.end(),
                          [](const Atlas::MotionRest& x, const Atlas::MotionRest& y) {
                              return x.part == y.part && x.side == y.side && x.height == y.height;
                          });
    }

    BodyPose solve_between(const Key& a, const Key& b, float u) const {
        Posture posture;
        for (std::size_t i = 0; i < movement_count; ++i) posture[i] = a.posture[i] + (b.posture[i] - a.posture[i]) * u;
        BodyPose pose = turn(posture);
        const Root from = solve_root(pose, a), to = solve_root(pose, b);
        move(pose, {slerp(from.turn, to.turn, u), lerp(from.at, to.at, u)});
        pose.joint[0].y += posture[index(TrunkMovement::lift)] / 100;
        figure_.place_joints(pose);
        for (const Limb limb : limbs) {
            const auto i = static_cast<std::size_t>(limb);
            if (!a.goals[i] && !b.goals[i]) {
                keep_above_ground(pose, limb, false);
                continue;
            }
            BodyPose led_a = pose, led_b = pose;
            if (a.goals[i]) lead(led_a, limb, a);
            if (b.goals[i]) lead(led_b, limb, b);
            if (a.goals[i] && b.goals[i]) {
                const LimbEnd x = limb_end(led_a, limb), y = limb_end(led_b, limb);
                reach(figure_, pose, limb, {lerp(x.joint, y.joint, u), slerp(x.axes, y.axes, u)});
            } else {
                pose = led_a;
                blend_limb(figure_, pose, led_b, limb, u);
            }
            keep_above_ground(pose, limb, true);
        }
        return pose;
    }

    // From where it is seen, and what has to be in the picture.
    void look(PlayedMotion& out, const std::vector<BodyPose>& at_keys) const {
        const float level = cosine(motion_.elevation);
        out.look_from = {sine(motion_.azimuth) * level, sine(motion_.elevation), cosine(motion_.azimuth) * level};
        out.low = {1e9f, 1e9f, 1e9f};
        out.high = {-1e9f, -1e9f, -1e9f};
        std::vector<std::uint32_t> seen = part(motion_.focus, motion_.focus_side);
        const auto focus = static_cast<PartKind>(motion_.focus);
        if (focus == PartKind::leg) {  // and the foot that it ends in
            const auto& foot = part(static_cast<std::uint32_t>(PartKind::foot), motion_.focus_side);
            seen.insert(seen.end(), foot.begin(), foot.end());
        }
        std::vector<Vec3> skin;
        for (const BodyPose& pose : at_keys) {
            figure_.move_skin(pose, skin);
            for (const std::uint32_t v : seen) {
                const Vec3 p = skin[v];
                out.low = {std::min(out.low.x, p.x), std::min(out.low.y, p.y), std::min(out.low.z, p.z)};
                out.high = {std::max(out.high.x, p.x), std::max(out.high.y, p.y), std::max(out.high.z, p.z)};
            }
        }
        if (focus == PartKind::whole) return;
        out.low = out.low - Vec3{1, 1, 1} * around_a_part;
        out.high = out.high + Vec3{1, 1, 1} * around_a_part;
    }

    const Figure& figure_;
    const Atlas& atlas_;
    const Atlas::Motion& motion_;
    const af::Stance stance_;
    const float steps_a_second_;
    const float ball_;
    std::optional<std::uint32_t> trigger_;
    std::vector<Key> keys_;
    float seat_ = 0;
    mutable std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> parts_;
    mutable std::map<std::pair<Limb, bool>, std::vector<std::uint32_t>> limb_points_;
};

// All of it as it looks in a mirror.
void mirror_played(const Atlas& atlas, PlayedMotion& played) {
    for (BodyPose& pose : played.poses) pose = mirror_pose(pose);
    for (PlacedProp& prop : played.props) {
        for (PlacedProp::Place& place : prop.places) place = {mirrored(place.at), mirrored(place.turn)};
        for (auto& line : prop.line)
            for (Vec3& p : line) p = mirrored(p);
    }
    const float low = played.low.x;
    played.low.x = -played.high.x;
    played.high.x = -low;
    played.look_from = mirrored(played.look_from);
    if (played.trigger) played.trigger = atlas.skin().mirror[*played.trigger];
}

}  // namespace

PlayedMotion play_motion(const Figure& figure, const Atlas::Motion& motion, const PlayOptions& options) {
    PlayedMotion played = Player(figure, motion, options).run();
    if (options.side == Side::right) mirror_played(figure.atlas(), played);
    return played;
}

}  // namespace knotwork
