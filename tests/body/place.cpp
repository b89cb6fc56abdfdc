// Places as clinicians name them: every form of the grammar in docs/knowledge.md, and every error with its words.
#include "body/place.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

class Places : public testing::Test {
  protected:
    Places() {
        for (const auto& l : atlas.landmarks())
            if (l.side == 0) names.emplace_back(atlas.text(l.id));
        context.geometry = &geometry;
        context.landmark = [this](std::string_view id, Side side) { return landmark(id, side); };
        context.landmark_names = names;
    }
    std::optional<SurfacePoint> landmark(std::string_view id, Side side) const {
        const auto* l = atlas.find_landmark(id, side);
        if (!l) return std::nullopt;
        return SurfacePoint{l->position, geometry.normals()[l->point], SkinPoint{l->point}};
    }
    SurfacePoint place(std::string_view text, Side side = Side::left) const {
        const auto found = resolve_place(context, text, side, "here");
        EXPECT_TRUE(found.has_value()) << text << ": " << (found ? "" : found.error().message());
        return found ? *found : SurfacePoint{};
    }
    std::string refusal(std::string_view text, ErrorCode code) const {
        const auto found = resolve_place(context, text, Side::left, "psoas.toml:14");
        if (found) return "";
        EXPECT_EQ(found.error().code, code) << text;
        EXPECT_EQ(found.error().where, "psoas.toml:14");
        return found.error().reason;
    }
    Vec3 at(std::string_view id, Side side = Side::left) const { return landmark(id, side)->position; }

    const Atlas& atlas = get_atlas();
    const SkinGeometry& geometry = get_geometry();
    std::vector<std::string> names;
    PlaceContext context;
};

TEST_F(Places, ALandmark) {
    EXPECT_EQ(place("psis").position, at("psis"));
    EXPECT_EQ(place("  psis ").position, at("psis"));
    EXPECT_EQ(place("psis", Side::right).position, mirrored(at("psis")));
    EXPECT_EQ(place("l4", Side::right).position, at("l4"));
}

TEST_F(Places, ABodyCoordinate) {
    const SurfacePoint expected = geometry.at({Segment::thigh, 0.5f, 90}, Side::left);
    for (const char* text : {"thigh 0.5 @ 90", "thigh 0.50 @ 90.0", " thigh  0.5  @  90 ", "thigh 0.5@90"})
        EXPECT_EQ(place(text).position, expected.position) << text;
    EXPECT_EQ(place("thigh 0.5 @ 90", Side::right).position, mirrored(expected.position));
    EXPECT_EQ(place("upper-arm 0 @ -180").nearest, geometry.at({Segment::upper_arm, 0, -180}, Side::left).nearest);
}

TEST_F(Places, TheOtherSide) {
    EXPECT_EQ(place("other psis").position, mirrored(at("psis")));
    EXPECT_EQ(place("other psis", Side::right).position, at("psis"));
    EXPECT_EQ(place("other thigh 0.5 @ 90").position, mirrored(place("thigh 0.5 @ 90").position));
    EXPECT_NEAR(place("psis -> other psis 0.5").position.x, 0, 0.003f);
}

TEST_F(Places, Between) {
    for (const char* pair : {"psis -> greater-trochanter", "femoral-lateral-epicondyle -> fibular-head",
                             "thigh 0.2 @ 180 -> thigh 0.8 @ 180", "asis -> patella-top"}) {
        const std::string text(pair);
        const Vec3 from = place(text + " 0").position, to = place(text + " 1").position;
        EXPECT_LT(norm(from - place(text.substr(0, text.find(" ->"))).position), 1e-3f) << text;
        EXPECT_LT(norm(to - place(text.substr(text.find("-> ") + 3)).position), 1e-3f) << text;
        const Vec3 half = place(text + " 0.5").position, third = place(text + "  0.25").position;
        EXPECT_NEAR(norm(half - from), norm(half - to), 0.1f * norm(to - from)) << text;
        EXPECT_LT(norm(third - from), norm(half - from)) << text;
    }
}

TEST_F(Places, OffsetsInEveryDirection) {
    // Where the skin leans, coming back to it along its normal gives a part of the way back.
    const auto shift = [&](const std::string& base, const std::string& offset) {
        return place(base + " + " + offset).position - at(base);
    };
    EXPECT_NEAR(shift("ischial-tuberosity", "2 cm up").y, 0.02f, 0.008f);
    EXPECT_NEAR(shift("ischial-tuberosity", "2 cm down").y, -0.02f, 0.008f);
    EXPECT_NEAR(shift("ischial-tuberosity", "1.5 cm out").x, 0.015f, 0.005f);
    EXPECT_NEAR(shift("ischial-tuberosity", "1.5 cm in").x, -0.015f, 0.005f);
    EXPECT_NEAR(shift("greater-trochanter", "2 cm front").z, 0.02f, 0.006f);
    EXPECT_NEAR(shift("greater-trochanter", "2 cm back").z, -0.02f, 0.006f);
    const Vec3 both = shift("ischial-tuberosity", "2 cm up + 1 cm out");
    EXPECT_NEAR(both.y, 0.02f, 0.008f);
    EXPECT_NEAR(both.x, 0.01f, 0.005f);
    const Vec3 there_and_back = place("psis + 2 cm out + 2 cm in").position;
    EXPECT_LT(norm(there_and_back - at("psis")), 2e-3f);
    const Vec3 on_a_way = place("psis -> greater-trochanter 0.5 + 2 cm up").position;
    EXPECT_NEAR(on_a_way.y - place("psis -> greater-trochanter 0.5").position.y, 0.02f, 0.008f);
}

TEST_F(Places, OutIsAwayFromTheMidLineOnEitherSide) {
    EXPECT_LT(place("psis + 2 cm out", Side::right).position.x, at("psis", Side::right).x - 0.01f);
    EXPECT_LT(place("other psis + 2 cm out").position.x, at("psis", Side::right).x - 0.01f);
    EXPECT_GT(place("l4 + 4 cm out").position.x, 0.03f);
    EXPECT_LT(place("l4 + 4 cm out", Side::right).position.x, -0.03f);
    EXPECT_LT(place("l4 + 4 cm in").position.x, -0.03f);
}

TEST_F(Places, BothSidesAreMirrorImages) {
    for (const char* text :
         {"psis", "thigh 0.3 @ 170", "psis -> greater-trochanter 0.4", "ischial-tuberosity + 2 cm up + 1 cm out",
          "other psis", "l5 + 5 cm out", "other asis -> asis 0.3", "medial-malleolus + 2 cm down",
          "metatarsal-head-1 -> heel-pad 0.5"}) {
        const SurfacePoint left = place(text), right = place(text, Side::right);
        EXPECT_LT(norm(right.position - mirrored(left.position)), 1e-4f) << text;
        EXPECT_LT(norm(right.normal - mirrored(left.normal)), 1e-2f) << text;
    }
}

TEST_F(Places, LieOnTheSkin) {
    for (const char* text : {"psis + 3 cm out", "greater-trochanter + 5 cm down", "coccyx + 2 cm out",
                             "gluteal-fold + 2 cm up", "patella + 1 cm in", "toe-3 + 1 cm up", "anus + 2 cm out"}) {
        const SurfacePoint p = place(text);
        EXPECT_LT(norm(geometry.nearest(p.position).position - p.position), 5e-4f) << text;
        EXPECT_NEAR(norm(p.normal), 1, 1e-3f) << text;
    }
}

TEST_F(Places, UnknownNames) {
    using enum ErrorCode;
    EXPECT_EQ(refusal("psiss", unknown_name), "no landmark 'psiss'; did you mean 'psis'?");
    EXPECT_EQ(refusal("greater trochanter", unknown_name),
              "no landmark 'greater trochanter'; did you mean 'greater-trochanter'?");
    EXPECT_EQ(refusal("xyzxyzxyzxyz", unknown_name), "no landmark 'xyzxyzxyzxyz'");
    EXPECT_EQ(refusal("other", unknown_name).substr(0, 19), "no landmark 'other'");
    EXPECT_EQ(refusal("psis -> greter-trochanter 0.5", unknown_name),
              "no landmark 'greter-trochanter'; did you mean 'greater-trochanter'?");
    EXPECT_EQ(refusal("psiss + 2 cm up", unknown_name), "no landmark 'psiss'; did you mean 'psis'?");
    EXPECT_EQ(refusal("thig 0.5 @ 90", unknown_name), "no segment 'thig'; did you mean 'thigh'?");
    EXPECT_EQ(refusal("wing 0.5 @ 90", unknown_name), "no segment 'wing'");
}

TEST_F(Places, NumbersOutOfRange) {
    using enum ErrorCode;
    EXPECT_EQ(refusal("thigh 1.2 @ 90", out_of_range), "t must be from 0 to 1 in 'thigh 1.2 @ 90'");
    EXPECT_EQ(refusal("thigh -0.1 @ 90", out_of_range), "t must be from 0 to 1 in 'thigh -0.1 @ 90'");
    EXPECT_EQ(refusal("thigh 0.5 @ 181", out_of_range), "the angle must be from -180 to 180 in 'thigh 0.5 @ 181'");
    EXPECT_EQ(refusal("pelvis 0.5 @ -10", out_of_range), "the angle must be from 0 to 180 in 'pelvis 0.5 @ -10'");
    EXPECT_EQ(refusal("psis -> asis 1.5", out_of_range), "'psis -> asis 1.5' must end in a fraction from 0 to 1");
    EXPECT_EQ(refusal("psis -> asis -1", out_of_range), "'psis -> asis -1' must end in a fraction from 0 to 1");
    EXPECT_EQ(refusal("psis -> asis", out_of_range), "'psis -> asis' must end in a fraction from 0 to 1");
    EXPECT_EQ(refusal("psis -> asis -> coccyx 0.5", out_of_range),
              "'asis -> coccyx' must end in a fraction from 0 to 1");
}

TEST_F(Places, WordsThatMakeNoPlace) {
    using enum ErrorCode;
    EXPECT_EQ(refusal("", wrong_type), "an empty place");
    EXPECT_EQ(refusal("  ", wrong_type), "an empty place");
    EXPECT_EQ(refusal("+", wrong_type), "an empty place");
    for (const char* text : {"thigh @ 90", "thigh 0.5 @", "thigh x @ 90", "thigh 0.5 @ back", "thigh 0.5 0.6 @ 90",
                             "thigh nan @ 90", "thigh 0.5 @ inf", "@", "thigh 0.5 @ 90 @ 3"})
        EXPECT_EQ(refusal(text, wrong_type),
                  "'" + std::string(text) + "' must read 'segment t @ angle', as in 'thigh 0.5 @ 180'");
    for (const char* offset : {"2 cm", "2 up", "2 mm up", "cm up", "2 cm left", "-2 cm up", "0 cm up", "61 cm up",
                               "nan cm up", "2 cm up up", "2cm up", "asis"})
        EXPECT_EQ(refusal("psis + " + std::string(offset), wrong_type),
                  "'+ " + std::string(offset) + "' must read '+ 2 cm up' (or down, front, back, out, in)");
}

TEST_F(Places, AnyTextGivesAPlaceOrAReason) {
    const auto words = [] {
        return *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("psis", "asis", "thigh", "pelvis", "0.5", "1", "90", "-90", "@", "->", "+",
                                          "cm", "up", "out", "other", "nan", "1e30", "\xff", "\n"));
    };
    EXPECT_TRUE(rc::check([&] {
        std::string text;
        for (const std::string& word : words()) text += (text.empty() ? "" : " ") + word;
        const auto found = resolve_place(context, text, Side::left, "here");
        if (found) {
            RC_ASSERT(norm(geometry.nearest(found->position).position - found->position) < 1e-3f);
        } else {
            RC_ASSERT(!found.error().reason.empty());
        }
    }));
}

}  // namespace
}  // namespace knotwork::test
