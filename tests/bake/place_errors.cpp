// Knowledge that reads well but does not fit the body: places that do not exist, zones off the skin, gaps between
// regions.
#include <gtest/gtest.h>

#include "atlas/atlas_file.hpp"
#include "bake/knowledge_folder.hpp"
#include "bake/laid_out.hpp"

namespace knotwork::bake::test {
namespace {

using knotwork::test::get_geometry;

const std::string alpha = "muscles/alpha.toml", landmarks = "body/landmarks.toml", regions = "body/regions.toml";

std::string refusal(const std::string& file, std::string_view from, std::string_view to) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace(file, from, to);
    const Spec spec = load_spec(folder.path());
    try {
        lay_out(spec, get_geometry());
        return "";
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.error.code, ErrorCode::bad_knowledge);
        return refused.error.message();
    }
}

TEST(PlaceErrors, OfAPoint) {
    EXPECT_EQ(refusal(alpha, "at = \"knee + 4 cm up\"", "at = \"kne + 4 cm up\""),
              "alpha.toml:52: no landmark 'kne'; did you mean 'knee'?");
    EXPECT_EQ(refusal(alpha, "at = \"knee + 4 cm up\"", "at = \"knee + 4 cm north\""),
              "alpha.toml:52: '+ 4 cm north' must read '+ 2 cm up' (or down, front, back, out, in)");
    EXPECT_EQ(refusal(alpha, "at = \"hip -> knee 0.1\"", "at = \"hip -> knee\""),
              "alpha.toml:31: 'hip -> knee' must end in a fraction from 0 to 1");
}

TEST(PlaceErrors, OfAStroke) {
    const std::string stroke = "stroke = [\"thigh 0.1 @ 90\", \"thigh 0.6 @ 90\"]";
    EXPECT_EQ(refusal(alpha, stroke, "stroke = [\"thigh 0.1 @ 90\", \"thigh 1.6 @ 90\"]"),
              "alpha.toml:40: t must be from 0 to 1 in 'thigh 1.6 @ 90'");
    EXPECT_EQ(refusal(alpha, stroke, "stroke = [\"thigh 0.1 @ 200\", \"knee\"]"),
              "alpha.toml:40: the angle must be from -180 to 180 in 'thigh 0.1 @ 200'");
    EXPECT_EQ(refusal(alpha, stroke, "stroke = [\"thig 0.1 @ 90\", \"knee\"]"),
              "alpha.toml:40: no segment 'thig'; did you mean 'thigh'?");
    EXPECT_EQ(refusal(alpha, stroke, "stroke = [\"hip\"]"),
              "alpha.toml:40: a stroke needs at least two places; use 'patch' for one");
    EXPECT_EQ(refusal(alpha, stroke, "stroke = [\"hip\", \"knee\"]"),
              "alpha.toml:40: 'hip' and 'knee' lie more than 30 cm apart; put a place between them");
}

TEST(PlaceErrors, OfAPatch) {
    EXPECT_EQ(refusal(alpha, "patch = \"knee\"", "patch = [\"knee\", \"heel\"]"), "alpha.toml:46: no landmark 'heel'");
}

TEST(PlaceErrors, OfFibres) {
    EXPECT_EQ(refusal(alpha, "to = [\"knee\"]", "to = [\"ankle\"]"), "alpha.toml:27: no landmark 'ankle'");
    EXPECT_EQ(refusal(alpha, "to = [\"knee\"]", "to = []"),
              "alpha.toml:27: 'from' and 'to' need at least one place each");
}

TEST(PlaceErrors, OfALandmark) {
    EXPECT_EQ(refusal(landmarks, "at = \"hip -> knee 0.5\"", "at = \"hip -> nee 0.5\""),
              "landmarks.toml:13: no landmark 'nee'; did you mean 'knee'?");
    EXPECT_EQ(refusal(landmarks, "at = \"pelvis 0.59 @ 180\"", "at = \"pelvis 0.59 @ 120\""),
              "landmarks.toml:19: 'tail' does not lie on the mid-line");
}

TEST(PlaceErrors, AZoneTooSmallToCoverSkin) {
    // A place in the middle of the largest triangle of the front of the thigh lies farther from every skin point than
    // the edge of so small a patch reaches.
    const Skin& skin = get_geometry().skin();
    const auto p = skin.of(Body::neutral);
    float farthest = 0;
    BodyCoordinate at;
    for (const Triangle t : skin.triangles) {
        const bool usable = skin.segment[t.a] == Segment::thigh && skin.segment[t.b] == Segment::thigh &&
                            skin.segment[t.c] == Segment::thigh && p[t.a].x > 0 && std::abs(skin.angle[t.a]) < 45;
        const Vec3 centre = (p[t.a] + p[t.b] + p[t.c]) * (1.0f / 3);
        const float distance = std::min({norm(p[t.a] - centre), norm(p[t.b] - centre), norm(p[t.c] - centre)});
        if (!usable || distance <= farthest) continue;
        farthest = distance;
        at = {Segment::thigh, (skin.t[t.a] + skin.t[t.b] + skin.t[t.c]) / 3,
              (skin.angle[t.a] + skin.angle[t.b] + skin.angle[t.c]) / 3};
    }
    ASSERT_GT(farthest, 0.0065f);
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace(
        alpha, "patch = \"knee\"\nradius_cm = 4",
        "patch = \"thigh " + std::to_string(at.t) + " @ " + std::to_string(at.angle) + "\"\nradius_cm = 0.01");
    try {
        lay_out(load_spec(folder.path()), get_geometry());
        FAIL() << "covers skin";
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.error.message(), "alpha.toml:46: the zone 'knee' covers no skin");
    }
}

TEST(PlaceErrors, AGapBetweenRegions) {
    const std::string gap = refusal(regions, "segment = \"thigh\", t = [0, 1], angle = [90, -90]",
                                    "segment = \"thigh\", t = [0, 0.9], angle = [90, -90]");
    EXPECT_TRUE(gap.starts_with("regions.toml: no region holds thigh 0.9")) << gap;
    const std::string seam = refusal(regions, "angle = [90, -90]", "angle = [91, -90]");
    EXPECT_TRUE(seam.starts_with("regions.toml: no region holds thigh ") && seam.find(" @ 90.") != std::string::npos)
        << seam;
}

TEST(PlaceErrors, ARegionHiddenByAnother) {
    EXPECT_EQ(refusal(regions, "boxes = [{ segment = \"thigh\", t = [0, 1], angle = [-90, 90] }]",
                      "boxes = [{ segment = \"thigh\", t = [0, 1], angle = [-180, 180] }]"),
              "regions.toml:34: the region 'thigh-back' holds no skin");
}

}  // namespace
}  // namespace knotwork::bake::test
