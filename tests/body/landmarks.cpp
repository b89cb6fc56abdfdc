// Landmarks lie where anatomy puts them, relative to each other.
#include <gtest/gtest.h>

#include <set>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

class Landmarks : public testing::Test {
  protected:
    Vec3 at(std::string_view id, Side side = Side::left) const {
        const auto* l = atlas.find_landmark(id, side);
        EXPECT_NE(l, nullptr) << id;
        return l ? l->position : Vec3{};
    }
    void expect_falling(std::initializer_list<std::string_view> ids, float least) const {
        std::string_view before;
        for (const std::string_view id : ids) {
            if (!before.empty()) {
                EXPECT_GT(at(before).y, at(id).y + least) << before << " above " << id;
            }
            before = id;
        }
    }

    const Atlas& atlas = get_atlas();
};

TEST_F(Landmarks, AreManyAndOnBothSides) {
    std::set<std::string_view> names;
    for (const auto& l : atlas.landmarks()) names.insert(atlas.text(l.id));
    EXPECT_GE(names.size(), 60u);
    for (const char* id : {"asis",
                           "psis",
                           "iliac-crest",
                           "greater-trochanter",
                           "ischial-tuberosity",
                           "coccyx",
                           "gluteal-fold",
                           "femoral-medial-epicondyle",
                           "femoral-lateral-epicondyle",
                           "fibular-head",
                           "medial-malleolus",
                           "lateral-malleolus",
                           "acromion",
                           "scapula-inferior-angle",
                           "c7",
                           "t7",
                           "t12",
                           "l1",
                           "l5",
                           "s2"})
        EXPECT_TRUE(names.contains(id)) << id;
    for (const std::string_view id : names) {
        const auto *left = atlas.find_landmark(id, Side::left), *right = atlas.find_landmark(id, Side::right);
        ASSERT_TRUE(left && right) << id;
        EXPECT_EQ(right->position, mirrored(left->position)) << id;
        EXPECT_EQ(left->midline == 1, left == right) << id;
        EXPECT_EQ(left->midline == 1, left->position.x == 0) << id;
        EXPECT_GE(left->position.x, 0) << id;
    }
}

TEST_F(Landmarks, LieOnTheSkinAtTheirCoordinates) {
    const Skin& skin = atlas.skin();
    for (const auto& l : atlas.landmarks()) {
        const auto id = atlas.text(l.id);
        EXPECT_LT(norm(get_geometry().nearest(l.position).position - l.position), 0.004f) << id;
        EXPECT_LT(norm(skin.of(Body::neutral)[l.point] - l.position), 0.012f) << id;
        EXPECT_EQ(static_cast<Segment>(l.segment), skin.segment[l.point]) << id;
        EXPECT_EQ(l.t, skin.t[l.point]) << id;
        EXPECT_EQ(l.angle, skin.angle[l.point]) << id;
        EXPECT_FALSE(atlas.text(l.label).empty() || atlas.text(l.find).empty()) << id;
    }
}

TEST_F(Landmarks, TheSpineGoesDownTheMidLineOfTheBack) {
    expect_falling({"vertex", "occiput", "c7", "t4", "t7", "t10", "t11", "t12",    "l1",   "l2",
                    "l3",     "l4",      "l5", "s1", "s2", "s3",  "s4",  "coccyx", "anus", "perineum"},
                   0.005f);
    for (const char* id :
         {"c7", "t4", "t7", "t10", "t11", "t12", "l1", "l2", "l3", "l4", "l5", "s1", "s2", "s3", "s4", "coccyx"}) {
        const auto* l = atlas.find_landmark(id, Side::left);
        ASSERT_NE(l, nullptr);
        EXPECT_EQ(l->midline, 1u) << id;
        EXPECT_EQ(l->angle, 180.0f) << id;
    }
    // A lumbar vertebra and its disc are about 3.5 cm high.
    for (const auto& [upper, lower] : {std::pair{"l1", "l2"}, {"l2", "l3"}, {"l3", "l4"}, {"l4", "l5"}}) {
        EXPECT_GT(at(upper).y - at(lower).y, 0.02f) << upper;
        EXPECT_LT(at(upper).y - at(lower).y, 0.05f) << upper;
    }
}

TEST_F(Landmarks, ThePelvis) {
    expect_falling({"iliac-crest", "psis", "ischial-spine", "ischial-tuberosity", "gluteal-fold"}, 0.005f);
    expect_falling({"iliac-crest", "iliac-crest-tubercle", "asis", "aiis", "hip-joint"}, 0.005f);
    expect_falling({"asis", "greater-trochanter", "ischial-tuberosity"}, 0.02f);
    EXPECT_GT(at("asis").z, at("psis").z + 0.10f);
    EXPECT_NEAR(at("psis").y, at("s2").y, 0.015f);        // S2 is level with the PSIS
    EXPECT_NEAR(at("iliac-crest").y, at("l4").y, 0.03f);  // and L4 with the crests
    EXPECT_NEAR(at("greater-trochanter").y, at("pubic-symphysis").y, 0.04f);
    EXPECT_NEAR(at("psis").x, 0.04f, 0.02f);  // the dimples are some 8 to 10 cm apart
    EXPECT_GT(at("asis").x, at("psis").x + 0.03f);
    EXPECT_GT(at("ischial-tuberosity").x, 0.03f);
    EXPECT_GT(at("lesser-trochanter").x, at("ischial-tuberosity").x);
    for (const char* id :
         {"asis", "psis", "aiis", "iliac-crest", "ischial-tuberosity", "ischial-spine", "pubic-tubercle",
          "lesser-trochanter", "hip-joint", "gluteal-fold", "coccyx", "greater-sciatic-notch"})
        EXPECT_GT(at("greater-trochanter").x, at(id).x) << id;
    for (const char* id : {"asis", "aiis", "pubic-tubercle", "pubic-symphysis", "hip-joint", "inguinal-midpoint"}) {
        EXPECT_GT(at(id).z, at("greater-trochanter").z) << id << " lies in front";
        for (const char* behind : {"psis", "coccyx", "ischial-tuberosity", "s2", "gluteal-fold"})
            EXPECT_GT(at(id).z, at(behind).z + 0.05f);
    }
    EXPECT_LT(at("inguinal-midpoint").x, at("asis").x);
    EXPECT_GT(at("inguinal-midpoint").x, at("pubic-tubercle").x);
}

TEST_F(Landmarks, TheKnee) {
    expect_falling({"patella-top", "patella", "patella-bottom", "tibial-tuberosity"}, 0.01f);
    expect_falling({"adductor-tubercle", "femoral-medial-epicondyle", "joint-line-medial", "pes-anserinus"}, 0.01f);
    expect_falling({"femoral-lateral-epicondyle", "joint-line-lateral", "fibular-head"}, 0.01f);
    for (const auto& [inner, outer] : {std::pair{"femoral-medial-epicondyle", "femoral-lateral-epicondyle"},
                                       {"joint-line-medial", "joint-line-lateral"},
                                       {"patella-inner", "patella-outer"},
                                       {"pes-anserinus", "fibular-head"},
                                       {"tibial-tuberosity", "gerdy-tubercle"},
                                       {"gerdy-tubercle", "fibular-head"}})
        EXPECT_GT(at(outer).x, at(inner).x) << inner << ' ' << outer;
    EXPECT_GT(at("patella").z, at("popliteal-crease").z + 0.08f);
    EXPECT_GT(at("tibial-tuberosity").z, at("fibular-head").z + 0.02f);
    EXPECT_NEAR(at("joint-line-medial").y, at("joint-line-lateral").y, 0.01f);
    EXPECT_NEAR(at("popliteal-crease").y, at("joint-line-medial").y, 0.03f);
}

TEST_F(Landmarks, TheAnkleAndTheFoot) {
    EXPECT_GT(at("medial-malleolus").y, at("lateral-malleolus").y);
    EXPECT_LT(at("medial-malleolus").x, at("lateral-malleolus").x);
    EXPECT_GT(at("medial-malleolus").z, at("lateral-malleolus").z);  // the outer ankle bone also lies farther back
    expect_falling({"achilles-midportion", "achilles-insertion", "heel-back", "heel-pad"}, 0.005f);
    EXPECT_NEAR(at("achilles-midportion").y - at("achilles-insertion").y, 0.05f, 0.02f);
    EXPECT_LT(at("heel-pad").y, 0.01f);
    EXPECT_GT(at("ankle-front").z, at("achilles-midportion").z + 0.05f);
    const auto row = [&](const std::string& stem) {
        for (int i = 1; i < 5; ++i)
            EXPECT_GT(at(stem + std::to_string(i + 1)).x, at(stem + std::to_string(i)).x) << stem << i;
    };
    row("toe-"), row("mtp-"), row("metatarsal-head-");
    for (int i = 1; i <= 5; ++i) {
        const std::string n = std::to_string(i);
        EXPECT_GT(at("toe-" + n).z, at("mtp-" + n).z + 0.015f) << i;
        EXPECT_GT(at("mtp-" + n).y, at("metatarsal-head-" + n).y + 0.005f) << i << ": knuckle above, ball below";
        EXPECT_NEAR(at("mtp-" + n).z, at("metatarsal-head-" + n).z, 0.015f) << i;
        EXPECT_LT(at("metatarsal-head-" + n).y, 0.02f) << i;
    }
    EXPECT_GT(at("fifth-metatarsal-base").x, at("first-metatarsal-base").x + 0.04f);
    EXPECT_GT(at("navicular-tuberosity").z, at("medial-malleolus").z + 0.01f);
    EXPECT_LT(at("sustentaculum-tali").y, at("medial-malleolus").y - 0.01f);
    EXPECT_LT(at("navicular-tuberosity").x, at("sinus-tarsi").x);
    EXPECT_GT(at("sinus-tarsi").z, at("lateral-malleolus").z);
}

TEST_F(Landmarks, TheTrunkAndTheArm) {
    expect_falling({"c7", "scapula-spine-root", "scapula-inferior-angle", "rib-12-tip", "iliac-crest"}, 0.02f);
    EXPECT_NEAR(at("scapula-inferior-angle").y, at("t7").y, 0.03f);
    expect_falling({"chin", "sternal-notch", "nipple", "xiphoid", "umbilicus", "pubic-symphysis"}, 0.02f);
    EXPECT_GT(at("acromion").x, at("scapula-spine-root").x + 0.05f);
    EXPECT_LT(at("costal-margin").y, at("xiphoid").y);
    EXPECT_NEAR(at("umbilicus").y, at("l4").y, 0.04f);
    expect_falling({"acromion", "deltoid-insertion", "olecranon", "radial-styloid"}, 0.05f);
    EXPECT_GT(norm(at("lateral-epicondyle") - at("medial-epicondyle")), 0.04f);
    EXPECT_GT(norm(at("radial-styloid") - at("ulnar-styloid")), 0.03f);
}

}  // namespace
}  // namespace knotwork::test
