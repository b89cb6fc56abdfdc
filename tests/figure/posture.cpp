// Clinical angles against what they mean: where a part points when a joint is turned so far.
#include <gtest/gtest.h>

#include "atlas/atlas_file.hpp"
#include "figure/figure.hpp"

namespace knotwork::test {
namespace {

using enum JointId;
using enum LimbMovement;
using enum TrunkMovement;

class Postures : public testing::TestWithParam<Body> {
  protected:
    struct Angle {
        std::size_t movement;
        float degrees;
    };
    static Angle own(LimbMovement m, float degrees) { return {index(m, false), degrees}; }
    static Angle other(LimbMovement m, float degrees) { return {index(m, true), degrees}; }
    static Angle of(TrunkMovement m, float degrees) { return {index(m), degrees}; }

    BodyPose pose(std::initializer_list<Angle> angles) const {
        Posture posture{};
        for (const Angle& angle : angles) posture[angle.movement] = angle.degrees;
        return figure.compute_pose(posture, {});
    }
    static Vec3 direction(const BodyPose& pose, JointId from, JointId to) {
        return normalized(pose.at(to) - pose.at(from));
    }
    static void expect_near(Vec3 is, Vec3 wanted, float tolerance = 0.002f) {
        EXPECT_NEAR(is.x, wanted.x, tolerance);
        EXPECT_NEAR(is.y, wanted.y, tolerance);
        EXPECT_NEAR(is.z, wanted.z, tolerance);
    }

    Figure figure{get_atlas(), GetParam()};
};

TEST_P(Postures, ZeroIsTheAnatomicalPosition) {
    const BodyPose at_rest = pose({});
    for (const auto& [from, to] : {std::pair{left_thigh, left_leg}, std::pair{left_leg, left_foot},
                                   std::pair{left_upper_arm, left_forearm}, std::pair{left_forearm, left_hand},
                                   std::pair{right_thigh, right_leg}, std::pair{right_upper_arm, right_forearm}})
        expect_near(direction(at_rest, from, to), {0, -1, 0});
    // Toes ahead, palms forward.
    EXPECT_GT(direction(at_rest, left_foot, left_toes).z, 0.7f);
    expect_near(at_rest.of(left_hand) * Vec3{0, 0, 1}, {0, 0, 1});
}

TEST_P(Postures, RestIsTheStandingBodyOfTheAtlas) {
    // The axes of the rest turn no skin at all.
    for (std::size_t j = 0; j < joint_count; ++j) {
        const auto& joint = get_atlas().joints()[j];
        BodyPose still;
        for (std::size_t i = 0; i < joint_count; ++i)
            still.axes[i] = get_atlas().joints()[i].rest[static_cast<std::size_t>(GetParam())];
        still.joint[0] = figure.rest_position(pelvis);
        figure.place_joints(still);
        expect_near(still.joint[j], joint.position[static_cast<std::size_t>(GetParam())], 1e-4f);
    }
}

TEST_P(Postures, HipFlexionOf90PutsTheKneeForwardAtHipHeight) {
    const BodyPose p = pose({own(hip_flexion, 90)});
    expect_near(direction(p, left_thigh, left_leg), {0, 0, 1});
    EXPECT_NEAR(p.at(left_leg).y, p.at(left_thigh).y, 0.001f);
    expect_near(direction(p, right_thigh, right_leg), {0, -1, 0});
}

TEST_P(Postures, HipsOpenAndTurn) {
    expect_near(direction(pose({own(hip_abduction, 90)}), left_thigh, left_leg), {1, 0, 0});
    expect_near(direction(pose({other(hip_abduction, 90)}), right_thigh, right_leg), {-1, 0, 0});
    expect_near(direction(pose({own(hip_flexion, -20)}), left_thigh, left_leg), {0, -0.9397f, -0.3420f});
    // Seated, the knee goes outward, and turning inward swings the foot outward.
    expect_near(direction(pose({own(hip_flexion, 90), own(hip_abduction, 90)}), left_thigh, left_leg), {1, 0, 0});
    const BodyPose seated = pose({own(hip_flexion, 90), own(knee_flexion, 90), own(hip_rotation, 30)});
    expect_near(direction(seated, left_leg, left_foot), {0.5f, -0.8660f, 0});
    const BodyPose other_side = pose({other(hip_flexion, 90), other(knee_flexion, 90), other(hip_rotation, 30)});
    expect_near(direction(other_side, right_leg, right_foot), {-0.5f, -0.8660f, 0});
    // Standing, it points the toes inward.
    const BodyPose toed_in = pose({own(hip_rotation, 90)});
    EXPECT_LT((toed_in.of(left_foot) * Vec3{0, 0, 1}).x, -0.99f);
}

TEST_P(Postures, KneeAnkleAndToes) {
    expect_near(direction(pose({own(knee_flexion, 90)}), left_leg, left_foot), {0, 0, -1});
    EXPECT_NEAR((pose({own(ankle_dorsiflexion, 20)}).of(left_foot) * Vec3{0, 0, 1}).y, 0.3420f, 0.001f);
    // The sole of the left foot looks to the right.
    EXPECT_LT((pose({own(ankle_inversion, 30)}).of(left_foot) * Vec3{0, -1, 0}).x, -0.49f);
    EXPECT_GT((pose({other(ankle_inversion, 30)}).of(right_foot) * Vec3{0, -1, 0}).x, 0.49f);
    const BodyPose toes = pose({own(toes_extension, 30), own(big_toe_extension, 30)});
    EXPECT_NEAR((toes.of(left_toes) * Vec3{0, 0, 1}).y, 0.5f, 0.001f);
    EXPECT_NEAR((toes.of(left_big_toe) * Vec3{0, 0, 1}).y, 0.8660f, 0.001f);
    EXPECT_LT((pose({own(knee_flexion, 90), own(knee_rotation, 30)}).of(left_foot) * Vec3{0, 0, 1}).x, -0.49f);
}

TEST_P(Postures, Arms) {
    expect_near(direction(pose({own(shoulder_flexion, 90)}), left_upper_arm, left_forearm), {0, 0, 1});
    expect_near(direction(pose({own(shoulder_flexion, 180)}), left_upper_arm, left_hand), {0, 1, 0});
    expect_near(direction(pose({other(shoulder_abduction, 90)}), right_upper_arm, right_hand), {-1, 0, 0});
    expect_near(direction(pose({own(elbow_flexion, 90)}), left_forearm, left_hand), {0, 0, 1});
    // The forearm lies across the belly when the arm is turned inward.
    expect_near(direction(pose({own(elbow_flexion, 90), own(shoulder_rotation, 90)}), left_forearm, left_hand),
                {-1, 0, 0});
    // Palms that look forward look to the thigh, then back.
    expect_near(pose({own(pronation, 90)}).of(left_hand) * Vec3{0, 0, 1}, {-1, 0, 0});
    expect_near(pose({other(pronation, 90)}).of(right_hand) * Vec3{0, 0, 1}, {1, 0, 0});
    expect_near(pose({own(wrist_flexion, 90)}).of(left_hand) * Vec3{0, -1, 0}, {0, 0, 1});
}

TEST_P(Postures, Spine) {
    EXPECT_GT(pose({of(lumbar_flexion, 40)}).at(head).z, pose({}).at(head).z + 0.1f);
    EXPECT_GT(pose({of(thorax_bend, 30)}).at(head).x, 0.05f);
    EXPECT_GT((pose({of(thorax_turn, 40), of(lumbar_turn, 10)}).of(thorax_high) * Vec3{0, 0, 1}).x, 0.7f);
    EXPECT_NEAR((pose({of(neck_flexion, 30)}).of(head) * Vec3{0, 0, 1}).y, -0.5f, 0.001f);
}

TEST_P(Postures, BonesKeepTheirLengthAndTheSkinItsDistance) {
    const BodyPose p = pose({own(hip_flexion, 110), own(knee_flexion, 120), other(shoulder_abduction, 150),
                             other(elbow_flexion, 90), of(lumbar_flexion, 30), of(neck_turn, 60)});
    for (std::size_t j = 1; j < joint_count; ++j) {
        const JointId id = static_cast<JointId>(j);
        EXPECT_NEAR(norm(p.at(id) - p.at(parent(id))),
                    norm(figure.rest_position(id) - figure.rest_position(parent(id))), 1e-4f);
    }
    std::vector<Vec3> skin;
    figure.move_skin(p, skin);
    for (std::uint32_t v = 0; v < skin.size(); v += 37) {
        expect_near(figure.skin_point(p, v), skin[v], 1e-4f);
        EXPECT_LT(norm(skin[v]), 1.5f);
    }
}

TEST_P(Postures, MirrorImagesOfASymmetricPoseAreAlike) {
    Posture posture{};
    for (std::size_t m = 0; m < limb_movements.size(); ++m)
        posture[index(static_cast<LimbMovement>(m), false)] = posture[index(static_cast<LimbMovement>(m), true)] =
            limb_movements[m].most / 3;
    posture[index(lumbar_flexion)] = 20;
    const BodyPose p = figure.compute_pose(posture, {}), image = mirror_pose(p);
    for (std::size_t j = 0; j < joint_count; ++j) {
        expect_near(p.joint[j], image.joint[j], 1e-4f);
        EXPECT_NEAR(std::abs(dot(p.axes[j], image.axes[j])), 1, 1e-4f);
    }
}

TEST_P(Postures, SkinHangsOnJointsNearIt) {
    const auto& atlas = get_atlas();
    for (std::uint32_t v = 0; v < atlas.skin().point_count(); ++v) {
        const auto& own_joints = atlas.skin_joints()[v];
        const auto& image = atlas.skin_joints()[atlas.skin().mirror[v]];
        for (std::size_t k = 0; k < 4 && own_joints.weight[k] > 0; ++k) {
            EXPECT_LE(
                norm(atlas.skin().of(GetParam())[v] - figure.rest_position(static_cast<JointId>(own_joints.joint[k]))),
                0.55f);
            if (atlas.skin().mirror[v] == v) continue;
            EXPECT_EQ(image.weight[k], own_joints.weight[k]);
            EXPECT_EQ(image.joint[k], index(mirror(static_cast<JointId>(own_joints.joint[k]))));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(OnEachBody, Postures, testing::Values(Body::neutral, Body::female, Body::male),
                         [](const auto& of) { return std::string(name(of.param)); });

}  // namespace
}  // namespace knotwork::test
