// The skin mesh that ships: one closed surface, evenly spaced, both halves mirror images to the last bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

using Edge = std::pair<std::uint16_t, std::uint16_t>;

class SkinMesh : public testing::Test {
  protected:
    // Each edge in the direction its triangle goes around, with how often it does.
    std::map<Edge, int> directed_edges() const {
        std::map<Edge, int> out;
        for (const Triangle t : skin.triangles)
            for (const Edge& e : {Edge{t.a, t.b}, Edge{t.b, t.c}, Edge{t.c, t.a}}) ++out[e];
        return out;
    }
    std::vector<float> edge_lengths(Body body) const {
        std::vector<float> out;
        for (const auto& [edge, count] : directed_edges())
            if (edge.first < edge.second) out.push_back(norm(skin.of(body)[edge.first] - skin.of(body)[edge.second]));
        std::sort(out.begin(), out.end());
        return out;
    }
    Vec3 twice_area_normal(Triangle t, Body body) const {
        const auto p = skin.of(body);
        return cross(p[t.b] - p[t.a], p[t.c] - p[t.a]);
    }

    const Skin& skin = get_atlas().skin();
};
constexpr std::array bodies{Body::neutral, Body::female, Body::male};

TEST_F(SkinMesh, HasAboutFifteenThousandPoints) {
    EXPECT_GT(skin.point_count(), 12'000u);
    EXPECT_LT(skin.point_count(), 18'000u);
}

TEST_F(SkinMesh, IsOneClosedSurfaceWithoutHoles) {
    const auto edges = directed_edges();
    for (const auto& [edge, count] : edges) {
        EXPECT_NE(edge.first, edge.second);
        EXPECT_EQ(count, 1) << "edge " << edge.first << ' ' << edge.second << " is used twice the same way";
        EXPECT_TRUE(edges.contains({edge.second, edge.first}))
            << "edge " << edge.first << ' ' << edge.second << " is open";
    }
    const auto vertices = static_cast<long>(skin.point_count());
    EXPECT_EQ(vertices - static_cast<long>(edges.size() / 2) + static_cast<long>(skin.triangles.size()), 2);

    // In one piece: from point 0 the edges lead to every other.
    std::vector<bool> seen(skin.point_count(), false);
    std::vector<std::uint32_t> open{0};
    seen[0] = true;
    while (!open.empty()) {
        const std::uint32_t v = open.back();
        open.pop_back();
        for (const std::uint16_t w : get_geometry().neighbours(v))
            if (!seen[w]) seen[w] = true, open.push_back(w);
    }
    EXPECT_EQ(std::count(seen.begin(), seen.end(), true), vertices);
}

TEST_F(SkinMesh, TheTrianglesAroundAPointFormOneFan) {
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const auto triangles = get_geometry().triangles_of(v);
        // On a closed surface a fan has as many triangles as neighbours; two fans that touch in the point are counted
        // by walking from triangle to triangle around it.
        ASSERT_EQ(triangles.size(), get_geometry().neighbours(v).size()) << v;
        std::map<std::uint16_t, std::uint16_t> next;
        for (const std::uint32_t i : triangles) {
            const Triangle t = skin.triangles[i];
            if (t.a == v) next[t.b] = t.c;
            if (t.b == v) next[t.c] = t.a;
            if (t.c == v) next[t.a] = t.b;
        }
        std::size_t steps = 0;
        std::uint16_t w = next.begin()->first;
        do w = next[w], ++steps;
        while (w != next.begin()->first && steps <= triangles.size());
        EXPECT_EQ(steps, triangles.size()) << v;
    }
}

TEST_F(SkinMesh, EveryPointHasItsExactMirrorImage) {
    std::uint32_t on_midline = 0;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const std::uint16_t m = skin.mirror[v];
        ASSERT_EQ(skin.mirror[m], v);
        for (const Body body : bodies) ASSERT_EQ(skin.of(body)[m], mirrored(skin.of(body)[v])) << v;
        ASSERT_EQ(skin.area[m], skin.area[v]) << v;
        ASSERT_EQ(skin.segment[m], skin.segment[v]) << v;
        ASSERT_EQ(skin.t[m], skin.t[v]) << v;
        ASSERT_EQ(skin.angle[m], skin.angle[v]) << v;
        // Exactly the points of the mid-line are their own images.
        for (const Body body : bodies) ASSERT_EQ(m == v, skin.of(body)[v].x == 0) << v;
        ASSERT_EQ(skin.side(SkinPoint{v}), m == v || skin.of(Body::neutral)[v].x > 0 ? Side::left : Side::right);
        on_midline += m == v;
    }
    EXPECT_GT(on_midline,
              150u);  // some four metres around the body, a point each centimetre, but not the arms and legs
}

TEST_F(SkinMesh, EveryTriangleHasItsExactMirrorImage) {
    const auto turned = [](Triangle t) {  // the same triangle, beginning at its smallest corner
        std::array c{t.a, t.b, t.c};
        std::rotate(c.begin(), std::min_element(c.begin(), c.end()), c.end());
        return c;
    };
    std::set<std::array<std::uint16_t, 3>> all;
    for (const Triangle t : skin.triangles) EXPECT_TRUE(all.insert(turned(t)).second);
    for (const Triangle t : skin.triangles)
        EXPECT_TRUE(all.contains(turned({skin.mirror[t.a], skin.mirror[t.c], skin.mirror[t.b]})));
}

TEST_F(SkinMesh, AreasAddUpToTheSkinOfAPerson) {
    double of_points = 0, of_triangles = 0;
    for (const float a : skin.area) of_points += a;
    for (const Triangle t : skin.triangles) of_triangles += norm(twice_area_normal(t, Body::neutral)) / 2;
    EXPECT_NEAR(of_points, of_triangles, 1e-4);
    EXPECT_GT(of_points, 1.5);
    EXPECT_LT(of_points, 1.8);
    const auto [least, most] = std::minmax_element(skin.area.begin(), skin.area.end());
    EXPECT_GT(*least, 0.05e-4);
    EXPECT_LT(*most, 3e-4);
}

TEST_F(SkinMesh, IsEvenlySpaced) {
    const auto lengths = edge_lengths(Body::neutral);
    const auto share = [&](double f) {
        return lengths[static_cast<std::size_t>(f * static_cast<double>(lengths.size() - 1))];
    };
    EXPECT_GT(share(0.5), 0.009f);
    EXPECT_LT(share(0.5), 0.013f);
    EXPECT_GT(share(0.05), 0.005f);
    EXPECT_LT(share(0.95), 0.017f);
    EXPECT_GT(lengths.front(), 0.0005f);
    EXPECT_LT(lengths.back(), 0.030f);
    RecordProperty("median_edge_um", static_cast<int>(share(0.5) * 1e6f));
    RecordProperty("shortest_edge_um", static_cast<int>(lengths.front() * 1e6f));
    RecordProperty("longest_edge_um", static_cast<int>(lengths.back() * 1e6f));
}

TEST_F(SkinMesh, HasNoDegenerateTriangles) {
    for (const Body body : bodies) {
        std::size_t slim = 0;
        for (const Triangle t : skin.triangles) {
            const auto p = skin.of(body);
            const Vec3 ab = p[t.b] - p[t.a], bc = p[t.c] - p[t.b], ca = p[t.a] - p[t.c];
            // 1 for an equilateral triangle, 0 for a line.
            const float shape =
                2 * std::sqrt(3.0f) * norm(twice_area_normal(t, body)) / (dot(ab, ab) + dot(bc, bc) + dot(ca, ca));
            ASSERT_GT(shape, 0.01f) << name(body) << " at " << p[t.a].x << ' ' << p[t.a].y << ' ' << p[t.a].z;
            slim += shape < 0.4f;
        }
        EXPECT_LT(slim, skin.triangles.size() / (body == Body::neutral ? 200 : 50)) << name(body);
    }
}

TEST_F(SkinMesh, FacesOutwardAndDoesNotFoldOver) {
    for (const Body body : bodies) {
        double volume = 0;
        for (const Triangle t : skin.triangles) volume += dot(skin.of(body)[t.a], twice_area_normal(t, body)) / 6;
        EXPECT_GT(volume, 0.045) << name(body);  // cubic metres
        EXPECT_LT(volume, 0.10) << name(body);
    }
    std::map<Edge, std::size_t> triangle_of;
    for (std::size_t i = 0; i < skin.triangles.size(); ++i) {
        const Triangle t = skin.triangles[i];
        triangle_of[{t.a, t.b}] = triangle_of[{t.b, t.c}] = triangle_of[{t.c, t.a}] = i;
    }
    std::size_t sharp = 0, fine = 0;
    for (const auto& [edge, i] : triangle_of) {
        const Vec3 one = normalized(twice_area_normal(skin.triangles[i], Body::neutral));
        const Vec3 other =
            normalized(twice_area_normal(skin.triangles[triangle_of.at({edge.second, edge.first})], Body::neutral));
        if (dot(one, other) >= -0.5f) continue;  // turns back by less than 120 degrees
        const Segment segment = skin.segment[edge.first];
        ++(segment == Segment::head || segment == Segment::hand || segment == Segment::foot ? fine : sharp);
    }
    EXPECT_LT(fine / 2, 70u);   // lips, eyelids, nostrils, and between fingers and toes
    EXPECT_LT(sharp / 2, 12u);  // the cleft between the buttocks
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const Segment s = skin.segment[v];
        if (s == Segment::head || s == Segment::hand || s == Segment::foot) continue;
        for (const std::uint32_t i : get_geometry().triangles_of(v))
            ASSERT_GT(dot(normalized(twice_area_normal(skin.triangles[i], Body::neutral)), get_geometry().normals()[v]),
                      0.0f)
                << name(s) << ' ' << skin.t[v] << " @ " << skin.angle[v];
    }
}

TEST_F(SkinMesh, TheBodiesAreAsTallAsPeople) {
    std::array<float, 3> height{};
    for (const Body body : bodies) {
        float low = 1e9f, high = -1e9f, left = 0;
        for (const Vec3 p : skin.of(body))
            low = std::min(low, p.y), high = std::max(high, p.y), left = std::max(left, p.x);
        EXPECT_NEAR(low, 0, 0.002f) << name(body);
        EXPECT_GT(high, 1.6f) << name(body);
        EXPECT_LT(high, 1.8f) << name(body);
        height[static_cast<std::size_t>(body)] = high - low;
    }
    EXPECT_NEAR(height[0], 1.70f, 0.005f);
    EXPECT_LT(height[1], height[0]);
    EXPECT_LT(height[0], height[2]);
    // Neutral lies midway; the others differ from it, but nowhere by more than some centimetres.
    float farthest = 0;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        farthest = std::max(farthest, norm(skin.of(Body::female)[v] - skin.of(Body::male)[v]));
    EXPECT_GT(farthest, 0.02f);
    EXPECT_LT(farthest, 0.25f);
}

TEST_F(SkinMesh, FacesForwardWithTheToes) {
    // The person's left is x > 0 and the front is z > 0: toes before heels, breast before back.
    for (const Body body : bodies) {
        const auto p = skin.of(body);
        Vec3 toe{0, 0, -1}, heel{0, 0, 1};
        for (const Vec3 q : p)
            if (q.y < 0.05f) {
                if (q.z > toe.z) toe = q;
                if (q.z < heel.z) heel = q;
            }
        EXPECT_NEAR(toe.z - heel.z, 0.24f, 0.04f) << name(body);
    }
}

}  // namespace
}  // namespace knotwork::test
