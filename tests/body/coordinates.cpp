// Body coordinates: the conventions of docs/coordinates.md on the real skin, and the way back from them.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

class Coordinates : public testing::Test {
  protected:
    // The point of the left half of a segment, with t between low and high, that lies farthest along a direction.
    std::uint32_t farthest(Segment segment, float low, float high, Vec3 direction) const {
        std::uint32_t best = 0;
        float most = -1e9f;
        for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
            if (skin.segment[v] != segment || positions[v].x < 0 || skin.t[v] < low || skin.t[v] > high) continue;
            if (const float along = dot(positions[v], direction); along > most) most = along, best = v;
        }
        EXPECT_GT(most, -1e9f) << "no such skin";
        return best;
    }
    float turn(std::uint32_t v, float angle) const {  // degrees between the point's angle and another
        const float d = std::abs(skin.angle[v] - angle);
        return std::min(d, 360 - d);
    }
    // Whether a triangle that the place lies on gives it these coordinates.
    bool has_coordinate(Vec3 place, BodyCoordinate wanted) const {
        for (const Triangle t : skin.triangles) {
            const Vec3 e1 = positions[t.b] - positions[t.a], e2 = positions[t.c] - positions[t.a],
                       d = place - positions[t.a];
            if (norm(d) > 0.05f) continue;
            const float d11 = dot(e1, e1), d12 = dot(e1, e2), d22 = dot(e2, e2), area = d11 * d22 - d12 * d12;
            const float b = (d22 * dot(d, e1) - d12 * dot(d, e2)) / area,
                        c = (d11 * dot(d, e2) - d12 * dot(d, e1)) / area;
            if (std::min({b, c, 1 - b - c}) < -1e-3f || norm(d - e1 * b - e2 * c) > 1e-4f) continue;
            const auto mix = [&](auto values) { return values[t.a] * (1 - b - c) + values[t.b] * b + values[t.c] * c; };
            if (std::abs(mix(skin.t) - wanted.t) < 0.003f && std::abs(mix(skin.angle) - wanted.angle) < 0.5f)
                return true;
        }
        return false;
    }

    const Skin& skin = get_atlas().skin();
    const SkinGeometry& geometry = get_geometry();
    const std::span<const Vec3> positions = skin.of(Body::neutral);
};
constexpr Vec3 front{0, 0, 1}, back{0, 0, -1}, out{1, 0, 0}, in{-1, 0, 0}, down{0, -1, 0};

TEST_F(Coordinates, EverySegmentGoesFromZeroToOne) {
    std::array<float, 11> low, high;
    low.fill(2), high.fill(-1);
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const auto s = static_cast<std::size_t>(skin.segment[v]);
        low[s] = std::min(low[s], skin.t[v]);
        high[s] = std::max(high[s], skin.t[v]);
        ASSERT_GE(skin.t[v], 0);
        ASSERT_LE(skin.t[v], 1);
        ASSERT_GE(skin.angle[v], is_axial(skin.segment[v]) ? 0 : -180);
        ASSERT_LE(skin.angle[v], 180);
    }
    for (std::size_t s = 0; s < low.size(); ++s) {
        EXPECT_LT(low[s], 0.03f) << segment_names[s];
        EXPECT_GT(high[s], 0.97f) << segment_names[s];
    }
}

TEST_F(Coordinates, FrontIsZeroOuterNinetyBackHalfATurn) {
    for (const Segment segment : {Segment::thigh, Segment::leg})
        for (const float t : {0.3f, 0.5f, 0.7f}) {
            const auto at = [&](Vec3 direction) { return farthest(segment, t - 0.03f, t + 0.03f, direction); };
            EXPECT_LT(turn(at(front), 0), 30) << name(segment) << ' ' << t;
            EXPECT_LT(turn(at(out), 90), 30) << name(segment) << ' ' << t;
            EXPECT_LT(turn(at(back), 180), 30) << name(segment) << ' ' << t;
            EXPECT_LT(turn(at(in), -90), 45) << name(segment) << ' ' << t;  // the calf bulges inward behind
        }
    for (const Segment segment : {Segment::neck, Segment::thorax, Segment::abdomen, Segment::pelvis}) {
        EXPECT_LT(turn(farthest(segment, 0.3f, 0.7f, front), 0), 60)
            << name(segment);  // breasts stand out beside the mid-line
        EXPECT_LT(turn(farthest(segment, 0.3f, 0.7f, out), 90), 30) << name(segment);
        EXPECT_LT(turn(farthest(segment, 0.3f, 0.7f, back), 180), 60) << name(segment);  // and so do the buttocks
    }
}

TEST_F(Coordinates, TheMidLineOfTheTrunkIsFrontOrBack) {
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        if (skin.mirror[v] == v && skin.segment[v] > Segment::head) {
            EXPECT_TRUE(is_axial(skin.segment[v])) << name(skin.segment[v]);
            EXPECT_TRUE(skin.angle[v] == 0 || skin.angle[v] == 180) << name(skin.segment[v]) << ' ' << skin.angle[v];
        }
}

TEST_F(Coordinates, SoleIsBackAndInstepIsFront) {
    std::size_t soles = 0, insteps = 0;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        if (skin.segment[v] != Segment::foot || skin.t[v] > 0.8f) continue;
        const float y = geometry.normals()[v].y;
        if (y < -0.9f) {
            EXPECT_GT(std::abs(skin.angle[v]), 90) << skin.t[v];
            ++soles;
        }
        if (y > 0.8f && skin.t[v] > 0.35f) {
            EXPECT_LT(std::abs(skin.angle[v]), 90) << skin.t[v];
            ++insteps;
        }
    }
    EXPECT_GT(soles, 100u);
    EXPECT_GT(insteps, 50u);
    EXPECT_LT(turn(farthest(Segment::foot, 0.4f, 0.6f, out), 90), 40);
    EXPECT_LT(turn(farthest(Segment::foot, 0.4f, 0.6f, in), -90), 40);
    EXPECT_LT(turn(farthest(Segment::foot, 0.1f, 0.2f, down), 180), 60);
    // Heel first, toes last.
    EXPECT_LT(skin.t[farthest(Segment::foot, 0, 1, back)], 0.02f);
    EXPECT_GT(skin.t[farthest(Segment::foot, 0, 1, front)], 0.98f);
}

TEST_F(Coordinates, PalmIsFrontAndThumbIsOuter) {
    // The arms hang obliquely, so compare with the axis of the forearm: from elbow to wrist.
    const auto centre = [&](Segment segment, float low, float high) {
        Vec3 sum;
        float n = 0;
        for (std::uint32_t v = 0; v < skin.point_count(); ++v)
            if (skin.segment[v] == segment && positions[v].x > 0 && skin.t[v] >= low && skin.t[v] <= high)
                sum = sum + positions[v], ++n;
        return sum * (1 / n);
    };
    EXPECT_GT(centre(Segment::upper_arm, 0, 0.1f).y, centre(Segment::upper_arm, 0.9f, 1).y);
    EXPECT_GT(centre(Segment::forearm, 0, 0.1f).y, centre(Segment::forearm, 0.9f, 1).y);
    EXPECT_GT(centre(Segment::hand, 0, 0.1f).y, centre(Segment::hand, 0.9f, 1).y);
    // The thumb makes the outer half of the hand wider than the inner half, in the half nearer to the wrist.
    float thumb = 0, little = 0;
    const Vec3 wrist = centre(Segment::hand, 0, 0.1f), tip = centre(Segment::hand, 0.9f, 1);
    const Vec3 axis = normalized(tip - wrist);
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        if (skin.segment[v] != Segment::hand || positions[v].x < 0 || skin.t[v] > 0.5f) continue;
        const Vec3 r = positions[v] - wrist;
        float& width = skin.angle[v] > 0 ? thumb : little;
        width = std::max(width, norm(r - axis * dot(r, axis)));
    }
    EXPECT_GT(thumb, little + 0.01f);
}

TEST_F(Coordinates, RunDownwardsFromSegmentToSegment) {
    // Where two segments of the trunk or the leg meet, the upper one ends (t near 1) and the lower one begins (near 0).
    std::size_t edges = 0, at_ends = 0;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        for (const std::uint16_t w : geometry.neighbours(v)) {
            const Segment a = skin.segment[v], b = skin.segment[w];
            if (a >= b || b > Segment::leg) continue;
            ASSERT_EQ(static_cast<int>(b) - static_cast<int>(a), 1) << name(a) << " touches " << name(b);
            ++edges;
            at_ends += skin.t[v] > 0.8f && skin.t[w] < 0.2f;
        }
    EXPECT_GT(edges, 500u);
    EXPECT_GT(static_cast<double>(at_ends), 0.97 * static_cast<double>(edges));
}

// Coordinates are straight within a triangle, so every place inside a triangle of one segment has some; `at` must find
// a place with the same ones. On trunk and legs that is the place itself. Ears, fingers, toes, armpit and chin fold
// over, so that two places there share coordinates.
TEST_F(Coordinates, AtFindsThePlaceAgain) {
    std::mt19937 random(4);
    std::uniform_real_distribution<float> unit(0, 1);
    std::array<int, 11> tried{}, elsewhere{};
    for (int i = 0; i < 6000; ++i) {
        const Triangle t = skin.triangles[random() % skin.triangles.size()];
        const Segment segment = skin.segment[t.a];
        if (skin.segment[t.b] != segment || skin.segment[t.c] != segment) continue;
        const auto [low, high] = std::minmax({skin.angle[t.a], skin.angle[t.b], skin.angle[t.c]});
        if (high - low > 90) continue;  // across the seam at the back, or around a tip
        float a = unit(random), b = unit(random);
        if (a + b > 1) a = 1 - a, b = 1 - b;
        const float c = 1 - a - b;
        const auto mix = [&](auto values) { return values[t.a] * a + values[t.b] * b + values[t.c] * c; };
        const Vec3 place = mix(positions);
        const BodyCoordinate wanted{segment, mix(skin.t), mix(skin.angle)};
        const SurfacePoint found = geometry.at(wanted, place.x < 0 ? Side::right : Side::left);
        ++tried[static_cast<std::size_t>(segment)];
        if (norm(found.position - place) < 0.003f) continue;
        ++elsewhere[static_cast<std::size_t>(segment)];
        // Fingers are so thin that a triangle may span half of one.
        if (segment != Segment::hand) {
            EXPECT_TRUE(has_coordinate(found.position, wanted))
                << name(segment) << ' ' << wanted.t << " @ " << wanted.angle;
        }
    }
    for (const Segment segment :
         {Segment::thorax, Segment::abdomen, Segment::pelvis, Segment::thigh, Segment::leg, Segment::forearm}) {
        const auto s = static_cast<std::size_t>(segment);
        EXPECT_GT(tried[s], 100) << name(segment);
        EXPECT_LE(elsewhere[s], tried[s] / 100) << name(segment) << ": " << elsewhere[s] << " of " << tried[s];
    }
    const auto foot = static_cast<std::size_t>(Segment::foot);
    EXPECT_LE(elsewhere[foot], tried[foot] / 5) << elsewhere[foot] << " of " << tried[foot];
}

TEST_F(Coordinates, AtIsTheSameOnBothSides) {
    std::mt19937 random(5);
    std::uniform_real_distribution<float> unit(0, 1);
    for (int i = 0; i < 300; ++i) {
        const auto segment = static_cast<Segment>(random() % 11);
        const BodyCoordinate c{segment, unit(random),
                               is_axial(segment) ? 180 * unit(random) : 360 * unit(random) - 180};
        const SurfacePoint left = geometry.at(c, Side::left), right = geometry.at(c, Side::right);
        EXPECT_EQ(right.position, mirrored(left.position));
        EXPECT_EQ(right.normal, mirrored(left.normal));
        EXPECT_EQ(right.nearest.value, skin.mirror[left.nearest.value]);
        EXPECT_GE(left.position.x, 0);
        EXPECT_EQ(skin.segment[left.nearest.value], segment);
    }
}

TEST_F(Coordinates, AtGivesThePlaceOnTheMidLine) {
    for (const Segment segment : {Segment::thorax, Segment::abdomen, Segment::pelvis})
        for (const float t : {0.1f, 0.3f, 0.5f})
            for (const float angle : {0.0f, 180.0f})
                EXPECT_NEAR(geometry.at({segment, t, angle}, Side::left).position.x, 0, 0.0005f)
                    << name(segment) << ' ' << t << ' ' << angle;
}

}  // namespace
}  // namespace knotwork::test
