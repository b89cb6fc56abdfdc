// Joints, the skin that hangs on them, and motions: one value of one record wrong.
#include "atlas/refusal.hpp"

namespace knotwork::test {
namespace {

TEST(AtlasFigure, Joints) {
    const std::string broken = "atlas: has a broken joint",
                      other = "atlas: has a joint that hangs on another than its parent";
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints.clear(); }), "atlas: has 0 joints, not 25");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints.push_back(t.joints[0]); }), "atlas: has 26 joints, not 25");
    expect_refused<af::Joint, af::Text>(&TinyAtlas::joints, {&af::Joint::id}, strings, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints[7].mirror = 7; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints[0].mirror = 1; }), broken);
    for (const Vec3 wrong : {Vec3{nan, 0, 0}, Vec3{0, infinity, 0}, Vec3{0, 0, 200}})
        for (std::size_t body = 0; body < 3; ++body)
            EXPECT_EQ(refusal([&](TinyAtlas& t) { t.joints[3].position[body] = wrong; }), broken);
    for (const Quaternion wrong : {Quaternion{0, 0, 0, 0}, Quaternion{1, 0, 0, 1}, Quaternion{nan, 0, 0, 1}})
        for (std::size_t body = 0; body < 3; ++body)
            EXPECT_EQ(refusal([&](TinyAtlas& t) { t.joints[24].rest[body] = wrong; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints[0].parent = 0; }), other);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints[5].parent = 5; }), other);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints[5].parent = 6; }), other);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.joints[5].parent = 0; }), other);
}

TEST(AtlasFigure, SkinThatHangsOnJoints) {
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.skin_joints.pop_back(); }),
              "atlas: does not hang every skin point on its joints");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.skin_joints[4].joint[0] = 25; }),
              "atlas: has a skin point that hangs on no joint");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.skin_joints[4].joint[3] = 1; }),
              "atlas: has a skin point that hangs on no joint");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.skin_joints[4].weight[1] = 56; }),
              "atlas: has a skin point whose weights do not sum to 255");
}

TEST(AtlasFigure, PiecesOfMotions) {
    const std::string angle = "atlas: has a motion with an impossible angle",
                      goal = "atlas: has a motion with a broken goal", spot = "atlas: has a motion with a broken spot",
                      rest = "atlas: has a motion that rests on nothing";
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_angles[1].movement += 1; }), angle);
    for (const float wrong : {nan, infinity, 361.0f, -361.0f})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.motion_angles[0].degrees = wrong; }), angle);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_goals[0].limb = 4; }), goal);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_goals[0].spot.index = 6; }), goal);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_goals[1].spot.at.y = nan; }), goal);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_goals[1].spot.index = 1; }), goal);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_spots[0].kind = 5; }), spot);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_spots[1].index = 18; }), spot);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_spots[1].side = 3; }), spot);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_rests[0].part = 18; }), rest);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_rests[1].side = 3; }), rest);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_rests[1].height = nan; }), rest);
}

TEST(AtlasFigure, FramesAndThings) {
    using F = af::MotionFrame;
    const std::string frame = "atlas: has a motion with a broken frame",
                      thing = "atlas: has a motion with a broken thing";
    expect_refused<F, af::Text>(&TinyAtlas::motion_frames, {&F::say}, strings, frame);
    expect_refused<F, af::Range>(
        &TinyAtlas::motion_frames, {&F::angles}, [](const TinyAtlas& t) { return t.motion_angles.size(); }, frame);
    expect_refused<F, af::Range>(
        &TinyAtlas::motion_frames, {&F::goals}, [](const TinyAtlas& t) { return t.motion_goals.size(); }, frame);
    expect_refused<F, af::Range>(
        &TinyAtlas::motion_frames, {&F::rests}, [](const TinyAtlas& t) { return t.motion_rests.size(); }, frame);
    EXPECT_EQ(refusal([](TinyAtlas& t) {
                  t.motion_rests.push_back(t.motion_rests[0]);
                  t.motion_frames[1].rests.end = 3;
              }),
              frame);
    expect_numbers_refused<F, float>(&TinyAtlas::motion_frames, 1,
                                     {{&F::seconds, {-1, 61, nan}}, {&F::hold_s, {-1, 61, nan}}}, frame);
    using P = af::MotionProp;
    expect_refused<P, af::Range>(
        &TinyAtlas::motion_props, {&P::spots}, [](const TinyAtlas& t) { return t.motion_spots.size(); }, thing);
    expect_numbers_refused<P, std::uint32_t>(&TinyAtlas::motion_props, 1, {{&P::kind, {18}}, {&P::direction, {9}}},
                                             thing);
    expect_numbers_refused<P, float>(&TinyAtlas::motion_props, 1, {{&P::turn, {361, nan}}}, thing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_props[0].size.x = nan; }), thing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_props[0].shift.z = infinity; }), thing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motion_props[0].frame = 2; }),
              "atlas: has a motion with a thing of no frame");
}

TEST(AtlasFigure, Motions) {
    using M = af::Motion;
    const std::string broken = "atlas: has a broken motion";
    expect_refused<M, af::Text>(&TinyAtlas::motions, {&M::id, &M::name}, strings, broken);
    expect_refused<M, af::Range>(
        &TinyAtlas::motions, {&M::frames}, [](const TinyAtlas& t) { return t.motion_frames.size(); }, broken);
    expect_refused<M, af::Range>(
        &TinyAtlas::motions, {&M::props}, [](const TinyAtlas& t) { return t.motion_props.size(); }, broken);
    expect_refused<M, af::Range>(&TinyAtlas::motions, {&M::findings, &M::remedies}, refs, broken);
    expect_numbers_refused<M, std::uint32_t>(
        &TinyAtlas::motions, 0,
        {{&M::lie, {5}}, {&M::stance, {4}}, {&M::sided, {2}}, {&M::focus, {18}}, {&M::focus_side, {3}}}, broken);
    expect_numbers_refused<M, float>(
        &TinyAtlas::motions, 0, {{&M::azimuth, {361, nan}}, {&M::elevation, {91, nan}}, {&M::return_s, {-1, 61, nan}}},
        broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.motions[0].frames = {1, 1}; }), broken);
}

}  // namespace
}  // namespace knotwork::test
