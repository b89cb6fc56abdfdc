// Contours, stipple and labels: geometry of the page alone.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "report/contour.hpp"
#include "report/labels.hpp"
#include "report/stipple.hpp"

namespace knotwork {
namespace {

TEST(Contour, OfADiscIsOneCircle) {
    constexpr int size = 80;
    constexpr double centre = 40, radius = 25;
    std::vector<float> values;
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            values.push_back(static_cast<float>(
                std::clamp(0.5 + radius - std::hypot(x + 0.5 - centre, y + 0.5 - centre), 0.0, 1.0)));
    const std::vector<Polyline> lines = find_contours(values, size, size, 0.5f);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_TRUE(lines[0].closed);
    EXPECT_LT(lines[0].points.size(), 100u);  // thinned
    for (const PagePoint& p : lines[0].points) EXPECT_NEAR(std::hypot(p.x - centre, p.y - centre), radius, 0.35);
}

TEST(Contour, EndsAtHolesAndEdges) {
    constexpr int width = 40, height = 30;
    std::vector<float> values;  // rising downwards, with a hole in the middle columns
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) values.push_back(x >= 15 && x < 25 ? -1.0f : static_cast<float>(y) / height);
    const std::vector<Polyline> lines = find_contours(values, width, height, 0.5f);
    ASSERT_EQ(lines.size(), 2u);
    for (const Polyline& line : lines) {
        EXPECT_FALSE(line.closed);
        for (const PagePoint& p : line.points) {
            EXPECT_NEAR(p.y, 15.5, 0.01);
            EXPECT_TRUE(p.x < 15 || p.x > 25);
        }
    }
}

TEST(Stipple, KeepsItsDistanceAndFillsTheAreaAndNoMore) {
    const Box box{0, 0, 100, 60};
    const auto half = [](std::size_t, PagePoint p) { return p.x < 50 ? 1.0f : 0.0f; };
    const std::vector<Dot> dots = spread_dots(box, 3, 1, 0.5f, half);
    for (std::size_t i = 0; i < dots.size(); ++i) {
        EXPECT_LT(dots[i].place.x, 50);
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_GE(std::hypot(dots[i].place.x - dots[j].place.x, dots[i].place.y - dots[j].place.y), 3);
    }
    // No hole: every place of the area has a dot within one and a half distances.
    for (double x = 2; x < 48; x += 1)
        for (double y = 2; y < 58; y += 1)
            EXPECT_TRUE(std::any_of(dots.begin(), dots.end(),
                                    [&](const Dot& d) { return std::hypot(d.place.x - x, d.place.y - y) < 4.5; }))
                << x << " " << y;
}

TEST(Stipple, MinglesLayersThatLieOnOneAnother) {
    const std::vector<Dot> dots = spread_dots({0, 0, 60, 60}, 3, 2, 0.5f, [](std::size_t, PagePoint) { return 1.0f; });
    const auto first = std::count_if(dots.begin(), dots.end(), [](const Dot& d) { return d.layer == 0; });
    EXPECT_GT(first, static_cast<std::ptrdiff_t>(dots.size() / 4));
    EXPECT_LT(first, static_cast<std::ptrdiff_t>(dots.size() * 3 / 4));
}

TEST(Labels, StayAtTheirAnchorsWhereThereIsRoom) {
    const std::vector<PagePoint> anchors{{50, 20}, {60, 60}, {40, 90}};
    const std::vector<double> heights = place_labels(anchors, 0, 10, 0, 100);
    for (std::size_t i = 0; i < anchors.size(); ++i) EXPECT_DOUBLE_EQ(heights[i], anchors[i].y);
}

RC_GTEST_PROP(Labels, NeitherOverlapNorCross, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(0, 40);
    std::vector<PagePoint> anchors;
    for (std::size_t i = 0; i < count; ++i)
        anchors.push_back({100.0 + *rc::gen::inRange(0, 4000) / 10.0, *rc::gen::inRange(0, 5000) / 10.0});
    constexpr double spacing = 11, column = 90;
    const std::vector<double> heights = place_labels(anchors, column, spacing, 0, 500);
    RC_ASSERT(heights.size() == count);
    const auto side = [&](PagePoint a, double h, PagePoint p) {
        return (a.x - column) * (p.y - h) - (a.y - h) * (p.x - column);
    };
    for (std::size_t i = 0; i < count; ++i) {
        RC_ASSERT(heights[i] > -1e-6 && heights[i] < 500 + 1e-6);
        for (std::size_t j = 0; j < i; ++j) {
            RC_ASSERT(std::abs(heights[i] - heights[j]) > spacing - 1e-6);
            const bool cross =
                side(anchors[i], heights[i], {column, heights[j]}) * side(anchors[i], heights[i], anchors[j]) < -1e-6 &&
                side(anchors[j], heights[j], {column, heights[i]}) * side(anchors[j], heights[j], anchors[i]) < -1e-6;
            RC_ASSERT(!cross);
        }
    }
}

TEST(Labels, FillBothColumnsEvenlyFromTheMiddle) {
    const std::vector<PagePoint> anchors{{10, 0}, {10, 5}, {50, 10}, {50, 20}, {51, 30}, {49, 40}};
    const std::vector<bool> left = choose_columns(anchors, 50, 6);
    EXPECT_TRUE(left[0] && left[1]);
    EXPECT_EQ(std::count(left.begin(), left.end(), true), 3);
}

}  // namespace
}  // namespace knotwork
