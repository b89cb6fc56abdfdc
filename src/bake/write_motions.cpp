#include "bake/atlas_writer.hpp"

namespace knotwork::bake {

namespace af = atlas_format;

namespace {

af::MotionSpot spot(const SpotSpec& s, std::uint32_t point) {
    return {static_cast<std::uint32_t>(s.kind), s.kind == af::SpotKind::part ? s.part : point,
            static_cast<std::uint32_t>(s.kind == af::SpotKind::part ? s.side : PartSide::both), s.at};
}

}  // namespace

void AtlasWriter::add_motion(const LaidMotion& laid) {
    const MotionSpec& s = *laid.spec;
    af::Motion m{};
    m.id = strings_.add(s.id);
    m.name = strings_.add(s.name);
    m.lie = static_cast<std::uint32_t>(s.lie);
    m.stance = static_cast<std::uint32_t>(s.stance);
    m.sided = s.sided ? 1 : 0;
    m.azimuth = static_cast<float>(s.azimuth);
    m.elevation = static_cast<float>(s.elevation);
    m.focus = static_cast<std::uint32_t>(s.focus);
    m.focus_side = static_cast<std::uint32_t>(s.focus_side);
    m.return_s = static_cast<float>(s.return_s);
    m.findings = refs(s.findings, finding_);
    m.remedies = refs(s.remedies, remedy_);
    m.frames.begin = size32(motion_frames_);
    for (std::size_t i = 0; i < s.frames.size(); ++i) {
        const MotionFrameSpec& frame = s.frames[i];
        af::MotionFrame f{};
        f.say = strings_.add(frame.say);
        f.seconds = static_cast<float>(frame.seconds);
        f.hold_s = static_cast<float>(frame.hold_s);
        f.angles.begin = size32(motion_angles_);
        for (const auto& [movement, degrees] : frame.angles)
            if (degrees != 0) motion_angles_.push_back({movement, degrees});
        f.angles.end = size32(motion_angles_);
        f.goals.begin = size32(motion_goals_);
        for (const auto& [limb, of] : frame.goals)
            motion_goals_.push_back({static_cast<std::uint32_t>(limb), spot(of, laid.goals[i].at(limb))});
        f.goals.end = size32(motion_goals_);
        f.rests.begin = size32(motion_rests_);
        motion_rests_.insert(motion_rests_.end(), frame.rests.begin(), frame.rests.end());
        f.rests.end = size32(motion_rests_);
        motion_frames_.push_back(f);
    }
    m.frames.end = size32(motion_frames_);
    m.props.begin = size32(motion_props_);
    for (std::size_t i = 0; i < s.props.size(); ++i) {
        const MotionPropSpec& prop = s.props[i];
        const std::uint32_t begin = size32(motion_spots_);
        for (std::size_t k = 0; k < prop.spots.size(); ++k)
            motion_spots_.push_back(spot(prop.spots[k], laid.props[i][k]));
        motion_props_.push_back({static_cast<std::uint32_t>(prop.kind),
                                 static_cast<std::uint32_t>(prop.direction),
                                 prop.frame,
                                 static_cast<float>(prop.turn),
                                 prop.size,
                                 prop.shift,
                                 {begin, size32(motion_spots_)}});
    }
    m.props.end = size32(motion_props_);
    motions_.push_back(m);
}

}  // namespace knotwork::bake
