// Every motion of the atlas, on every body: what bears it is neither sunk nor afloat, hands and feet are where they
// have to be, and the right side is the mirror image of the left.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "atlas/atlas_file.hpp"
#include "figure/motion.hpp"

namespace knotwork::test {
namespace {

namespace af = atlas_format;

// Metres: flesh gives way by a centimetre, and palms are not points.
constexpr float slack = 0.035f, sunk = 0.05f, beside = 0.06f;

struct Played {
    const Atlas::Motion* motion;
    PlayedMotion on_left;
};
// Of a technique, the first trigger point that it is for.
std::optional<std::uint32_t> find_point(const Atlas::Motion& motion) {
    const Atlas& atlas = get_atlas();
    if (motion.remedies.begin == motion.remedies.end) return std::nullopt;
    const auto& remedy = atlas.remedies()[atlas.refs(motion.remedies)[0]];
    if (remedy.points.begin == remedy.points.end) return std::nullopt;
    for (const auto& source : atlas.sources(atlas.muscles()[atlas.refs(remedy.muscles)[0]].sources))
        if (source.number == atlas.refs(remedy.points)[0] && source.side == 0) return source.point;
    return std::nullopt;
}
// Of each body, once for all tests.
const std::vector<Played>& play_all(const Figure& figure) {
    static std::array<std::vector<Played>, body_count> all;
    auto& out = all[static_cast<std::size_t>(figure.body())];
    if (out.empty())
        for (const auto& motion : get_atlas().motions())
            out.push_back({&motion, play_motion(figure, motion, {.side = Side::left, .trigger = find_point(motion)})});
    return out;
}

std::optional<std::uint32_t> mirrored_point(const Atlas::Motion& motion) {
    const auto point = find_point(motion);
    return point ? std::optional<std::uint32_t>(get_atlas().skin().mirror[*point]) : std::nullopt;
}

class Motions : public testing::TestWithParam<Body> {
  protected:
    Figure figure{get_atlas(), GetParam()};
    const std::vector<Played>& all = play_all(figure);
};

float lowest(const Figure& figure, const BodyPose& pose, PartKind part, PartSide side) {
    float low = 1e9f;
    for (const std::uint32_t v : figure.list_part(part, side)) low = std::min(low, figure.skin_point(pose, v).y);
    return low;
}

TEST_P(Motions, ShowSomething) {
    ASSERT_FALSE(get_atlas().motions().empty());
    for (const auto& [of, played] : all) {
        const auto& motion = *of;
        const auto id = get_atlas().text(motion.id);
        EXPECT_EQ(played.keys.size(), motion.frames.end - motion.frames.begin) << id;
        EXPECT_EQ(played.props.size(), motion.props.end - motion.props.begin) << id;
        EXPECT_GT(played.length_s, 0.5f) << id;
        EXPECT_LT(played.length_s, 60) << id;
        EXPECT_TRUE(std::is_sorted(played.time.begin(), played.time.end())) << id;
        EXPECT_LT(played.time.back(), played.length_s) << id;
        EXPECT_GT(norm(played.high - played.low), 0.05f) << id;
    }
}

TEST_P(Motions, RestOnWhatBearsThem) {
    for (const auto& [of, played] : all) {
        const auto& motion = *of;
        const auto frames = get_atlas().motion_frames(motion.frames);
        for (std::size_t k = 0; k < frames.size(); ++k) {
            const BodyPose& pose = played.poses[played.keys[k].sample];
            for (const auto& rest : get_atlas().motion_rests(frames[k].rests)) {
                const auto part = static_cast<PartKind>(rest.part);
                if (rest.height < 0 || part == PartKind::trigger || part == PartKind::whole) continue;
                EXPECT_NEAR(lowest(figure, pose, part, static_cast<PartSide>(rest.side)), rest.height, slack)
                    << get_atlas().text(motion.id) << ", frame " << k << ", " << part_names[rest.part];
            }
        }
    }
}

TEST_P(Motions, NothingSinksIntoTheGround) {
    std::vector<Vec3> skin;
    for (const auto& [of, played] : all) {
        const auto& motion = *of;
        for (std::size_t i = 0; i < played.poses.size(); ++i) {
            figure.move_skin(played.poses[i], skin);
            const auto low = std::min_element(skin.begin(), skin.end(), [](Vec3 a, Vec3 b) { return a.y < b.y; });
            EXPECT_GT(low->y, -sunk) << get_atlas().text(motion.id) << " at " << played.time[i] << " s: "
                                     << name(get_atlas().skin().segment[static_cast<std::size_t>(low - skin.begin())])
                                     << " of the " << (low->x > 0 ? "left" : "right");
            if (low->y <= -sunk) break;
        }
    }
}

TEST_P(Motions, HandsAreWhereTheyHaveToBe) {
    const Atlas& atlas = get_atlas();
    for (const auto& [of, played] : all) {
        const auto& motion = *of;
        const auto frames = atlas.motion_frames(motion.frames);
        for (std::size_t k = 0; k < frames.size(); ++k)
            for (const auto& goal : atlas.motion_goals(frames[k].goals)) {
                const auto limb = static_cast<af::Limb>(goal.limb);
                if (static_cast<af::SpotKind>(goal.spot.kind) != af::SpotKind::skin || limb == af::Limb::this_foot ||
                    limb == af::Limb::other_foot)
                    continue;
                const BodyPose& pose = played.poses[played.keys[k].sample];
                const PartSide side = limb == af::Limb::this_hand ? PartSide::this_ : PartSide::other;
                const Vec3 wanted = figure.skin_point(pose, goal.spot.index);
                float nearest = 1e9f;
                for (const std::uint32_t v : figure.list_part(PartKind::hand, side))
                    nearest = std::min(nearest, norm(figure.skin_point(pose, v) - wanted));
                EXPECT_LT(nearest, beside)
                    << atlas.text(motion.id) << ", frame " << k << ", " << af::limb_names[goal.limb];
            }
    }
}

TEST_P(Motions, MoveSoftly) {
    for (const auto& [of, played] : all) {
        const auto& motion = *of;
        for (std::size_t i = 1; i < played.poses.size(); ++i)
            for (std::size_t j = 0; j < joint_count; ++j)
                if (const float step = norm(played.poses[i].joint[j] - played.poses[i - 1].joint[j]); step > 0.26f) {
                    ADD_FAILURE() << get_atlas().text(motion.id) << ": " << joint_kinds[j].name << " leaps by " << step
                                  << " m at " << played.time[i] << " s";
                    break;
                }
    }
}

TEST_P(Motions, OfTheRightSideAreMirrorImages) {
    for (const auto& [of, left] : all) {
        const auto& motion = *of;
        const auto right = play_motion(figure, motion, {.side = Side::right, .trigger = mirrored_point(motion)});
        ASSERT_EQ(left.poses.size(), right.poses.size());
        const BodyPose image = mirror_pose(right.poses.back());
        for (std::size_t j = 0; j < joint_count; ++j)
            EXPECT_LT(norm(image.joint[j] - left.poses.back().joint[j]), 1e-5f);
    }
}

INSTANTIATE_TEST_SUITE_P(OnEachBody, Motions, testing::Values(Body::neutral, Body::female, Body::male),
                         [](const auto& of) { return std::string(name(of.param)); });

}  // namespace
}  // namespace knotwork::test
