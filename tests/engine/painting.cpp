// Drawings on the real body: areas, sides, bodies, and what cannot be painted.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "atlas/atlas_file.hpp"
#include "engine/engine.hpp"
#include "engine/painter.hpp"

namespace knotwork {
namespace {

class Paint : public testing::Test {
  protected:
    static Drawing drawing_of(const std::string& mark, const std::string& body = "neutral") {
        auto drawing =
            parse_drawing(R"({"format": "knotwork.drawing/1", "body": ")" + body + R"(", "marks": [)" + mark + "]}");
        EXPECT_TRUE(drawing.has_value()) << drawing.error().message();
        return *drawing;
    }
    Painting paint(const std::string& mark, const std::string& body = "neutral") {
        auto painting = painter_.paint(drawing_of(mark, body));
        EXPECT_TRUE(painting.has_value()) << painting.error().message();
        return painting ? *painting : Painting{std::vector<std::uint8_t>(skin_.point_count()), 0, {}, {}};
    }
    Error refusal(const std::string& mark, const std::string& body = "neutral") {
        auto painting = painter_.paint(drawing_of(mark, body));
        return painting ? Error{} : painting.error();
    }
    // Shared area over joint area.
    double agreement(const Painting& a, const Painting& b) const {
        double both = 0, either = 0;
        for (std::uint32_t v = 0; v < skin_.point_count(); ++v) {
            both += a.painted[v] && b.painted[v] ? static_cast<double>(skin_.area[v]) : 0;
            either += a.painted[v] || b.painted[v] ? static_cast<double>(skin_.area[v]) : 0;
        }
        return both / either;
    }
    Painting mirrored_of(const Painting& painting) const {
        Painting out = painting;
        for (std::uint32_t v = 0; v < skin_.point_count(); ++v) out.painted[v] = painting.painted[skin_.mirror[v]];
        return out;
    }

    const Atlas& atlas_ = test::get_atlas();
    const Skin& skin_ = atlas_.skin();
    Painter painter_{atlas_};
};

TEST_F(Paint, APatchCoversTheAreaOfItsCircle) {
    for (const char* place :
         {"right thigh 0.5 @ 0", "left thigh 0.4 @ 180", "umbilicus", "right ischial-tuberosity + 5 cm up"})
        for (const double radius : {2.0, 3.0, 4.0, 5.0}) {
            const Painting p = paint(R"({"patch": {"at": ")" + std::string(place) + R"(", "radius_cm": )" +
                                     std::to_string(radius) + "}}");
            const double circle = std::numbers::pi * radius * radius;
            // Points of about 1 cm2 make the edge ragged, so that the radius is uncertain by about half a centimetre.
            EXPECT_NEAR(std::sqrt(p.area_cm2 / circle) * radius, radius, 0.35) << place << " " << radius;
        }
}

TEST_F(Paint, AStrokeCoversABand) {
    const Painting p =
        paint(R"({"stroke": {"points": ["left thigh 0.3 @ 180", "left thigh 0.7 @ 180"], "radius_cm": 3}})");
    double top = 0, bottom = 2;
    for (std::uint32_t v = 0; v < skin_.point_count(); ++v) {
        if (!p.painted[v]) continue;
        EXPECT_EQ(skin_.side({v}), Side::left);
        EXPECT_LT(skin_.of(Body::neutral)[v].z, 0.0f) << "a brush behind the thigh does not paint its front";
        top = std::max(top, static_cast<double>(skin_.of(Body::neutral)[v].y));
        bottom = std::min(bottom, static_cast<double>(skin_.of(Body::neutral)[v].y));
    }
    const double length_cm = 100 * (top - bottom) - 6;
    EXPECT_NEAR(p.area_cm2 / (6 * length_cm + std::numbers::pi * 9), 1, 0.2);
}

TEST_F(Paint, MirroredDrawingsPaintMirroredPoints) {
    const std::string marks[] = {
        R"({"stroke": {"points": ["SIDE thigh 0.1 @ 170", "SIDE thigh 0.5 @ -175", "SIDE leg 0.2 @ 170"], "radius_cm": 3}})",
        R"({"patch": {"at": "SIDE psis -> greater-trochanter 0.5 + 2 cm up", "radius_cm": 4}})",
        R"({"regions": ["SIDE buttock", "SIDE shin", "outer calf"]})"};
    for (const std::string& mark : marks) {
        const auto on = [&](const std::string& side) {
            std::string text = mark;
            for (std::size_t at = 0; (at = text.find("SIDE")) != std::string::npos;) text.replace(at, 4, side);
            return paint(text);
        };
        const Painting left = on("left"), right = on("right");
        EXPECT_NEAR(left.area_cm2, right.area_cm2, 0.02 * left.area_cm2) << mark;
        EXPECT_GT(agreement(mirrored_of(left), right), 0.98) << mark;
    }
}

TEST_F(Paint, RegionsTileTheSkin) {
    const Painting all = paint(R"({"regions": ["left knee"]})");
    for (std::uint32_t v = 0; v < skin_.point_count(); ++v) {
        const auto& region = atlas_.regions()[skin_.region[v]];
        const bool is_knee =
            atlas_.text(region.id).starts_with("knee-") && static_cast<Side>(region.side) == Side::left;
        EXPECT_EQ(all.painted[v] != 0, is_knee);
    }
}

TEST_F(Paint, APositionOnAnyBodyIsTheSamePlace) {
    const std::uint32_t at = atlas_.find_landmark("greater-trochanter", Side::right)->point;
    std::vector<Painting> paintings;
    for (const Body body : {Body::neutral, Body::female, Body::male}) {
        const Vec3 p = skin_.of(body)[at];
        paintings.push_back(paint(R"({"patch": {"radius_cm": 3, "at": {"xyz": [)" + std::to_string(p.x) + "," +
                                      std::to_string(p.y) + "," + std::to_string(p.z) + "]}}}",
                                  std::string(name(body))));
    }
    EXPECT_GT(agreement(paintings[0], paintings[1]), 0.9);
    EXPECT_GT(agreement(paintings[0], paintings[2]), 0.9);
}

TEST_F(Paint, ADensePenPaintsAsASparseOne) {
    const Vec3 from = atlas_.find_landmark("patella-top", Side::left)->position;
    std::string dense, sparse;
    for (int i = 0; i <= 2000; ++i) {  // 20 cm up the thigh
        const std::string point = R"({"xyz": [)" + std::to_string(from.x) + "," +
                                  std::to_string(static_cast<double>(from.y) + 0.0001 * i) + "," +
                                  std::to_string(from.z) + "]}";
        dense += (i ? "," : "") + point;
        if (i % 100 == 0) sparse += (i ? "," : "") + point;
    }
    const auto stroke = [](const std::string& points) {
        return R"({"stroke": {"radius_cm": 2.5, "points": [)" + points + "]}}";
    };
    EXPECT_GT(agreement(paint(stroke(dense)), paint(stroke(sparse))), 0.95);
}

TEST_F(Paint, SkinPointsAreThoseOfThisSkin) {
    const Painting p = paint(R"({"points": {"skin": ")" + atlas_.skin_hash() + R"(", "indices": [5, 7, 5]}})");
    EXPECT_EQ(std::count(p.painted.begin(), p.painted.end(), 1), 2);
    EXPECT_EQ(p.painted[5] + p.painted[7], 2);
    Error error = refusal(R"({"points": {"skin": "0123", "indices": [5]}})");
    EXPECT_EQ(error.code, ErrorCode::unknown_name);
    EXPECT_EQ(error.where, "marks[0].points.skin");
    error = refusal(R"({"points": {"skin": ")" + atlas_.skin_hash() + R"(", "indices": [5, 60000]}})");
    EXPECT_EQ(error.code, ErrorCode::out_of_range);
    EXPECT_EQ(error.where, "marks[0].points.indices[1]");
}

TEST_F(Paint, AMarkWithoutPainIsLeftOutAndTold) {
    const Painting p = paint(R"({"intensity": 0, "regions": ["left knee"]}, {"regions": ["right knee"]})");
    ASSERT_EQ(p.warnings.size(), 1u);
    EXPECT_EQ(p.warnings[0], "marks[0] has intensity 0 and was left out");
    EXPECT_NEAR(p.area_cm2, paint(R"({"regions": ["right knee"]})").area_cm2, 1e-9);
    EXPECT_EQ(refusal(R"({"intensity": 0, "regions": ["left knee"]})").code, ErrorCode::empty_drawing);
}

TEST_F(Paint, WhatCannotBePaintedIsRefusedWithItsPlace) {
    const auto expect = [&](const std::string& mark, ErrorCode code, const std::string& where,
                            const std::string& reason) {
        const Error error = refusal(mark);
        EXPECT_EQ(name(error.code), name(code)) << mark;
        EXPECT_EQ(error.where, where) << mark;
        EXPECT_NE(error.reason.find(reason), std::string::npos) << error.reason;
    };
    expect(R"({"patch": {"at": "thigh 0.5 @ 180", "radius_cm": 1}})", ErrorCode::missing, "marks[0].patch.at",
           "say left or right");
    expect(R"({"patch": {"at": "left psiss", "radius_cm": 1}})", ErrorCode::unknown_name, "marks[0].patch.at",
           "did you mean 'psis'");
    expect(R"({"patch": {"at": "left tigh 0.5 @ 180", "radius_cm": 1}})", ErrorCode::unknown_name, "marks[0].patch.at",
           "did you mean 'thigh'");
    expect(R"({"stroke": {"points": ["left psis", "left thigh 1.5 @ 0"], "radius_cm": 1}})", ErrorCode::out_of_range,
           "marks[0].stroke.points[1]", "from 0 to 1");
    expect(R"({"patch": {"at": {"xyz": [0.6, 1.0, 1.0]}, "radius_cm": 1}})", ErrorCode::out_of_range,
           "marks[0].patch.at.xyz", "cm off the skin of the neutral body");
    expect(R"({"choir": {"body": "male", "segments": [150]}})", ErrorCode::unknown_name, "marks[0].choir.segments[0]",
           "no segment 150 on the male body map");
    expect(R"({"patch": {"at": "navel", "radius_cm": 1}})", ErrorCode::unknown_name, "marks[0].patch.at",
           "no landmark");
}

TEST_F(Paint, PaintingNearlyEverythingIsRefused) {
    std::string indices;
    for (std::uint32_t v = 0; v < skin_.point_count(); ++v) indices += (v ? "," : "") + std::to_string(v);
    const Error error =
        refusal(R"({"points": {"skin": ")" + atlas_.skin_hash() + R"(", "indices": [)" + indices + "]}}");
    EXPECT_EQ(error.code, ErrorCode::everything_painted);
    EXPECT_EQ(error.message(),
              "marks: 100 % of the skin is painted, which tells nothing about the place; at most 60 %");
}

TEST_F(Paint, StrokesOfEndlessLengthAreRefused) {
    std::string points;
    for (int i = 0; i < 200; ++i)
        points += std::string(i ? "," : "") + (i % 2 ? "\"left heel-back\"" : "\"left acromion\"");
    const Error error = refusal(R"({"stroke": {"radius_cm": 1, "points": [)" + points + "]}}");
    EXPECT_EQ(error.code, ErrorCode::too_large);
    EXPECT_NE(error.reason.find("50 m"), std::string::npos);
}

TEST_F(Paint, EveryChoirSegmentPaints) {
    for (const Atlas::ChoirSegment& segment : atlas_.choir_segments()) {
        const std::string body(name(static_cast<Body>(segment.body)));
        const Painting p =
            paint(R"({"choir": {"body": ")" + body + R"(", "segments": [)" + std::to_string(segment.number) + "]}}");
        EXPECT_GT(p.area_cm2, 5) << body << " " << segment.number;
        EXPECT_LT(p.area_cm2, 1500) << body << " " << segment.number;
    }
    EXPECT_EQ(atlas_.choir_segments().size(), 148u);
}

}  // namespace
}  // namespace knotwork
