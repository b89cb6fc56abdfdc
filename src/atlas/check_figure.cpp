#include "atlas/check_atlas.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "body/skeleton.hpp"

namespace knotwork {

namespace af = atlas_format;

bool AtlasCheck::check_figure() {
    const Atlas& a = atlas_;
    if (a.joints_.size() != joint_count)
        return refuse("has " + std::to_string(a.joints_.size()) + " joints, not " + std::to_string(joint_count));
    for (std::uint32_t i = 0; i < joint_count; ++i) {
        const auto& j = a.joints_[i];
        const auto id = static_cast<JointId>(i);
        if (!is_text(j.id) || j.mirror != index(mirror(id)) ||
            !std::all_of(j.position.begin(), j.position.end(), is_place) ||
            !std::all_of(j.rest.begin(), j.rest.end(), is_turn))
            return refuse("has a broken joint");
        // Parents come before their children.
        if (i == 0 ? j.parent != af::no_index : j.parent >= i || j.parent != index(parent(id)))
            return refuse("has a joint that hangs on another than its parent");
    }
    if (a.skin_joints_.size() != a.skin_.mirror.size()) return refuse("does not hang every skin point on its joints");
    for (const auto& s : a.skin_joints_) {
        unsigned sum = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            sum += s.weight[k];
            if (s.joint[k] >= joint_count || (s.weight[k] == 0 && s.joint[k] != 0))
                return refuse("has a skin point that hangs on no joint");
        }
        if (sum != 255) return refuse("has a skin point whose weights do not sum to 255");
    }
    return true;
}

bool AtlasCheck::is_spot(const af::MotionSpot& s) const {
    if (!is_place(s.at) || s.side >= part_side_names.size()) return false;
    switch (static_cast<af::SpotKind>(s.kind)) {
        case af::SpotKind::skin: return s.index < atlas_.skin_.mirror.size();
        case af::SpotKind::part: return s.index < part_names.size();
        case af::SpotKind::stay:
        case af::SpotKind::room:
        case af::SpotKind::trigger: return s.index == 0;
    }
    return false;
}

bool AtlasCheck::check_motions() {
    const Atlas& a = atlas_;
    for (const auto& angle : a.motion_angles_)
        if (angle.movement >= movement_count || !(std::abs(angle.degrees) <= 360))
            return refuse("has a motion with an impossible angle");
    for (const auto& s : a.motion_spots_)
        if (!is_spot(s)) return refuse("has a motion with a broken spot");
    for (const auto& g : a.motion_goals_)
        if (g.limb >= af::limb_names.size() || !is_spot(g.spot)) return refuse("has a motion with a broken goal");
    for (const auto& r : a.motion_rests_)
        if (r.part >= part_names.size() || r.side >= part_side_names.size() || !(std::abs(r.height) < 10))
            return refuse("has a motion that rests on nothing");
    for (const auto& f : a.motion_frames_)
        if (!is_text(f.say) || !is_within(f.seconds, 60) || !is_within(f.hold_s, 60) ||
            !inside(f.angles, a.motion_angles_.size()) || !inside(f.goals, a.motion_goals_.size()) ||
            !inside(f.rests, a.motion_rests_.size()) || f.rests.end - f.rests.begin > 2)
            return refuse("has a motion with a broken frame");
    for (const auto& p : a.motion_props_)
        if (p.kind >= af::prop_kind_names.size() || p.direction >= af::direction3_names.size() ||
            !(std::abs(p.turn) <= 360) || !is_place(p.size) || !is_place(p.shift) ||
            !inside(p.spots, a.motion_spots_.size()))
            return refuse("has a motion with a broken thing");
    for (const auto& m : a.motions_) {
        if (!are_texts({m.id, m.name}) || m.lie >= af::lie_names.size() || m.stance >= af::stance_names.size() ||
            m.sided > 1 || !(std::abs(m.azimuth) <= 360) || !(std::abs(m.elevation) <= 90) ||
            m.focus >= part_names.size() || m.focus_side >= part_side_names.size() || !is_within(m.return_s, 60) ||
            !inside(m.frames, a.motion_frames_.size()) || m.frames.begin == m.frames.end ||
            !inside(m.props, a.motion_props_.size()) || !are_refs(m.findings, a.findings_.size()) ||
            !are_refs(m.remedies, a.remedies_.size()))
            return refuse("has a broken motion");
        for (const auto& p : a.motion_props(m.props))
            if (p.frame >= m.frames.end - m.frames.begin) return refuse("has a motion with a thing of no frame");
    }
    return true;
}

}  // namespace knotwork
