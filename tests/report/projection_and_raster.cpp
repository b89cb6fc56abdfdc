// Where things land on the page, and what hides what.
#include <gtest/gtest.h>

#include <cmath>

#include "report/body_view.hpp"
#include "report/raster.hpp"
#include "report/tiny_figure.hpp"
#include "report/views.hpp"

namespace knotwork {
namespace {

const test::TinyFigure& figure() {
    static const test::TinyFigure instance;
    return instance;
}

constexpr Box page{10, 20, 200, 400};

Raster front_raster(const Camera& camera = {}, double samples_per_point = 2) {
    const auto positions = figure().skin().of(Body::neutral);
    return rasterise(figure().skin(), positions, camera,
                     fit(camera.view, whole_frame(figure().skin(), positions, camera), page), page, samples_per_point);
}

TEST(Projection, ShowsThePersonsRightOnTheViewersLeftFromBeforeOnly) {
    const Vec3 right_hand{-0.5f, 1, 0};
    const Frame frame{-1, 1, 0, 2};
    const auto x = [&](View view) { return fit(view, frame, page).to_page(right_hand).x; };
    const double middle = page.x + page.width / 2;
    EXPECT_LT(x(View::front), middle);
    EXPECT_GT(x(View::back), middle);
    EXPECT_LT(x(View::sole), middle);
    EXPECT_LT(x(View::instep), middle);
}

TEST(Projection, TurnsTheFaceToTheSideThatTheViewSays) {
    const Vec3 nose{0, 1, 0.5f};
    const Frame frame{-1, 1, 0, 2};
    const double middle = page.x + page.width / 2;
    EXPECT_LT(fit(View::left, frame, page).to_page(nose).x, middle);
    EXPECT_GT(fit(View::right, frame, page).to_page(nose).x, middle);
}

TEST(Projection, MapsTheFrameToTheMiddleOfTheBoxAtOneScale) {
    const Projection p = fit(View::front, {-1, 1, 0, 2}, page);  // the box is narrow, so the width decides
    EXPECT_DOUBLE_EQ(p.points_per_metre, 100);
    EXPECT_DOUBLE_EQ(p.to_page({0, 1, 0}).x, 110);
    EXPECT_DOUBLE_EQ(p.to_page({0, 1, 0}).y, 220);
    EXPECT_DOUBLE_EQ(p.to_page({1, 2, 5}).x, 210);
    EXPECT_DOUBLE_EQ(p.to_page({1, 2, 5}).y, 120);
}

TEST(Projection, HasRightHandedOrthogonalAxesInEveryView) {
    for (std::size_t i = 0; i < view_count; ++i) {
        const ViewAxes a = axes(static_cast<View>(i));
        const Vec3 toward = cross(a.right, a.up);
        EXPECT_NEAR(norm(toward - a.toward), 0, 1e-6) << caption(static_cast<View>(i));
        EXPECT_NEAR(norm(a.up), 1, 1e-6);
    }
}

TEST(Raster, InterpolatesValuesWhereTheyLie) {
    const Raster raster = front_raster();
    const auto positions = figure().skin().of(Body::neutral);
    std::vector<float> x, y;
    for (const Vec3& p : positions) {
        x.push_back(p.x);
        y.push_back(p.y);
    }
    std::size_t seen = 0;
    for (double row = page.y; row < page.bottom(); row += 7) {
        for (double column = page.x; column < page.right(); column += 7) {
            const Sample* sample = raster.find(column, row);
            if (sample == nullptr) continue;
            ++seen;
            const PagePoint p =
                raster.projection.to_page({raster.interpolate(*sample, x), raster.interpolate(*sample, y), 0});
            // A sample is half a point wide; the rounding of the triangles may move skin by some millimetres.
            EXPECT_NEAR(p.x, column, 2.0);
            EXPECT_NEAR(p.y, row, 2.0);
        }
    }
    EXPECT_GT(seen, 200u);
}

TEST(Raster, HidesWhatLiesBehindAndWhatLiesOutside) {
    const Raster raster = front_raster();
    const auto positions = figure().skin().of(Body::neutral);
    EXPECT_TRUE(raster.is_visible(positions[figure().point_at(0.12f, 0.6f, true)]));
    EXPECT_FALSE(raster.is_visible(positions[figure().point_at(0.12f, 0.6f, false)]));
    EXPECT_FALSE(raster.is_visible({0.9f, 0.6f, 0}));  // beside the body
    EXPECT_FALSE(raster.is_visible({90, 90, 90}));     // off the page
}

TEST(Raster, DoesNotShowPlacesOnSkinThatWasTakenAway) {
    // The right leg alone, seen from the left: the left leg would stand before it.
    const Raster raster = front_raster(inner_camera(Side::right));
    EXPECT_TRUE(raster.is_visible({-0.05f, 0.5f, 0}));
    EXPECT_FALSE(raster.is_visible({0.19f, 0.5f, 0}));
    EXPECT_FALSE(raster.is_visible({-0.19f, 0.5f, 0}));  // the outer side of the same leg
}

TEST(Raster, ClosesCutsWithALid) {
    // Only the upper half of each leg, seen from below: without a lid one would look into it and through.
    const Camera camera{.view = View::sole, .segments = mask_of({Segment::thigh})};
    const Raster raster = front_raster(camera);
    const PagePoint middle = raster.projection.to_page({0.12f, 0.5f, 0});
    for (const double dx : {-15.0, 0.0, 15.0}) {
        const int column = static_cast<int>((middle.x + dx - raster.box.x) * raster.samples_per_point);
        const int row = static_cast<int>((middle.y - raster.box.y) * raster.samples_per_point);
        ASSERT_TRUE(raster.at(column, row).is_skin());
        EXPECT_TRUE(raster.at(column, row).seen_from_inside());
        EXPECT_NEAR(raster.at(column, row).depth, -0.45, 0.05);  // the lid, not the far end of the leg
    }
}

TEST(Raster, LeavesNoCracksBetweenTriangles) {
    for (const double samples_per_point : {1.0, 3.0, 9.0}) {
        const Raster raster = front_raster({}, samples_per_point);
        // Inside the trunk's outline every sample of a row is skin.
        const PagePoint left = raster.projection.to_page({-0.15f, 1.2f, 0}),
                        right = raster.projection.to_page({0.15f, 1.2f, 0});
        for (double y = left.y - 20; y < left.y + 20; y += 0.5 / samples_per_point)
            for (double x = left.x; x < right.x; x += 0.5 / samples_per_point)
                ASSERT_NE(raster.find(x, y), nullptr) << x << " " << y << " at " << samples_per_point;
    }
}

TEST(Transfer, CarriesAPlaceInsideATriangleToTheOtherBody) {
    const Skin& skin = figure().skin();
    const auto positions = skin.of(Body::neutral);
    for (const std::size_t index : {100u, 700u, 2000u}) {
        const Triangle& t = skin.triangles[index];
        const Vec3 place = positions[t.a] * 0.5f + positions[t.b] * 0.3f + positions[t.c] * 0.2f;
        EXPECT_LT(norm(transferred(skin, Body::female, place) - place * 1.1f), 1e-4f);
        EXPECT_EQ(transferred(skin, Body::neutral, place), place);
    }
}

TEST(Views, PicksTheSideThatShowsTheZone) {
    const Skin& skin = figure().skin();
    const auto shots_of = [&](bool in_front) {
        Interest interest{std::vector<float>(skin.point_count(), 0), {}};
        for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
            const Vec3 p = skin.of(Body::neutral)[v];
            const bool on_side = in_front ? p.z > 0.05f : p.z < -0.05f;
            if (on_side && p.x < 0 && std::abs(p.y - 0.6f) < 0.1f) interest.weight[v] = 1;
        }
        return choose_shots(skin, Body::neutral, interest, 3);
    };
    EXPECT_EQ(shots_of(true).front().camera.view, View::front);
    const std::vector<Shot> behind = shots_of(false);
    bool from_behind = false;
    for (const Shot& shot : behind) {
        from_behind |= shot.camera.view == View::back;
        EXPECT_NE(shot.camera.view, View::front);
        // The frame holds the zone.
        EXPECT_LE(shot.frame.v0, 0.5);
        EXPECT_GE(shot.frame.v1, 0.7);
    }
    EXPECT_TRUE(from_behind);
}

TEST(Views, AddsAViewForAMarkThatTheFirstDoesNotShow) {
    const Skin& skin = figure().skin();
    Interest interest{std::vector<float>(skin.point_count(), 0), {}};
    const auto positions = skin.of(Body::neutral);
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        if (positions[v].z > 0.05f && std::abs(positions[v].y - 0.6f) < 0.1f) interest.weight[v] = 1;
    interest.marks.push_back(positions[figure().point_at(0.12f, 0.6f, false)]);
    bool shown = false;
    for (const Shot& shot : choose_shots(skin, Body::neutral, interest, 3)) shown |= shot.camera.view == View::back;
    EXPECT_TRUE(shown);
}

TEST(Views, NothingOfInterestShowsTheWholeBodyOnce) {
    const Skin& skin = figure().skin();
    const auto shots = choose_shots(skin, Body::neutral, {std::vector<float>(skin.point_count(), 0), {}}, 3);
    ASSERT_EQ(shots.size(), 1u);
    EXPECT_FALSE(shots[0].cropped);
}

TEST(Views, BoxesInARowHaveOneHeightAndStayInTheArea) {
    std::vector<Shot> shots(3);
    shots[0].frame = {0, 1, 0, 1};
    shots[1].frame = {0, 2, 0, 1};
    shots[2].frame = {0, 1, 0, 3};
    const std::vector<Box> boxes = arrange(shots, page, 12);
    ASSERT_EQ(boxes.size(), 3u);
    double x = page.x;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        EXPECT_GE(boxes[i].x, x - 1e-9);
        EXPECT_NEAR(boxes[i].height, boxes[0].height, 1e-9);
        EXPECT_NEAR(boxes[i].width / boxes[i].height, shots[i].frame.width() / shots[i].frame.height(), 1e-9);
        x = boxes[i].right() + 12;
    }
    EXPECT_LE(boxes.back().right(), page.right() + 1e-9);
}

}  // namespace
}  // namespace knotwork
