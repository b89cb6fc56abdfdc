// Simulated people: repeatable, varied as their habits say, and redrawing to the agreement asked for.
#include "study/people.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "atlas/atlas_file.hpp"

namespace knotwork::study {
namespace {

const People& people() {
    static const People people(test::get_atlas());
    return people;
}

TEST(Dice, IsUniformNormalAndRepeatable) {
    Dice dice(7), same(7), stream(7, 1);
    double mean = 0, square = 0, normal = 0, normal_square = 0;
    bool differs = false;
    for (int i = 0; i < 20000; ++i) {
        const double u = dice.uniform();
        EXPECT_EQ(u, same.uniform());
        differs = differs || u != stream.uniform();
        mean += u / 20000;
        square += u * u / 20000;
    }
    for (int i = 0; i < 20000; ++i) {
        const double n = dice.normal();
        normal += n / 20000;
        normal_square += n * n / 20000;
    }
    EXPECT_TRUE(differs);
    EXPECT_NEAR(mean, 0.5, 0.01);
    EXPECT_NEAR(square, 1.0 / 3, 0.01);
    EXPECT_NEAR(normal, 0, 0.03);
    EXPECT_NEAR(normal_square, 1, 0.04);
}

TEST(SkinSpace, BorderDistanceIsPositiveInsideAndNegativeOutside) {
    const SkinSpace& space = people().space();
    Painted disc(space.point_count(), 0);
    space.add_disc(1000, 5, disc);
    const double area = space.compute_area(disc);
    EXPECT_GT(area, 40);
    EXPECT_LT(area, 100);
    const std::vector<double> depth = space.compute_border_distance(disc, 9);
    for (std::uint32_t v = 0; v < space.point_count(); ++v) EXPECT_EQ(depth[v] > 0, disc[v] != 0);
    EXPECT_NEAR(depth[1000], 4.8, 1.0);
    EXPECT_EQ(*std::min_element(depth.begin(), depth.end()), -9);
}

TEST(SkinSpace, JaccardOfEqualAndApartRegions) {
    const SkinSpace& space = people().space();
    Painted a(space.point_count(), 0), b = a;
    space.add_disc(1000, 4, a);
    for (std::uint32_t v = 0; v < space.point_count(); ++v) b[space.mirror(v)] = a[v];
    EXPECT_EQ(jaccard(space, a, a), 1);
    EXPECT_LT(jaccard(space, a, b), 0.5);
}

TEST(People, TheSameNumbersMakeTheSamePerson) {
    const Person one = people().make_person(3, 14), two = people().make_person(3, 14),
                 other = people().make_person(3, 15);
    EXPECT_EQ(one.active, two.active);
    EXPECT_EQ(one.drawing, two.drawing);
    EXPECT_NE(one.drawing, other.drawing);
}

TEST(People, SizesFollowTheHabits) {
    std::array<int, 4> sizes{};
    int unmapped = 0;
    constexpr int count = 400;
    for (int i = 0; i < count; ++i) {
        const Person person = people().make_person(5, static_cast<std::uint64_t>(i));
        ++sizes[person.active.size()];
        unmapped += person.unmapped ? 1 : 0;
        EXPECT_TRUE(std::is_sorted(person.active.begin(), person.active.end()));
        EXPECT_GE(people().space().compute_area(person.drawing), 4);
    }
    EXPECT_NEAR(sizes[0], 0.05 * count, 15);
    EXPECT_NEAR(sizes[1], 0.95 * 0.65 * count, 40);
    EXPECT_NEAR(sizes[2], 0.95 * 0.25 * count, 36);
    EXPECT_NEAR(sizes[3], 0.95 * 0.10 * count, 25);
    EXPECT_NEAR(unmapped, 0.10 * count, 24);
}

TEST(People, WithoutAnyWaywardnessTheDrawingIsTheMap) {
    Habits habits;
    habits.share_of_one = 1;
    habits.only_unmapped = habits.also_unmapped = habits.atypical = 0;
    habits.dilation_person_cm = habits.dilation_zone_cm = habits.shift_person_cm = habits.shift_zone_cm = 0;
    habits.wobble_low_cm = habits.wobble_high_cm = habits.bias_cm = 0;
    habits.miss = habits.stray = habits.both_sides = habits.wrong_side = habits.felt_spread = 0;
    habits.felt_essential = habits.felt_spillover = 0.999999;
    const Atlas& atlas = test::get_atlas();
    const People plain(atlas, habits);
    int compared = 0;
    for (std::uint64_t i = 0; i < 20; ++i) {
        const Person person = plain.make_person(1, i);
        ASSERT_EQ(person.active.size(), 1u);
        Painted map(plain.space().point_count(), 0);
        for (const Atlas::Zone& zone : atlas.zones(atlas.sources()[person.active[0]].zones))
            for (std::size_t p = 0; p < atlas.zone_points(zone).size(); ++p)
                if (atlas.zone_coverage(zone)[p] > 127) map[atlas.zone_points(zone)[p]] = 1;
        if (plain.space().compute_area(map) < 10) continue;  // smaller ones are painted larger
        ++compared;
        EXPECT_GT(jaccard(plain.space(), person.drawing, map), 0.97)
            << atlas.text(atlas.sources()[person.active[0]].id);
    }
    EXPECT_GT(compared, 10);
}

TEST(People, RedrawingReachesTheAgreementAskedFor) {
    for (const double target : {0.8, 0.6, 0.4}) {
        int reached = 0;
        for (std::uint64_t i = 0; i < 20; ++i) {
            const Person person = people().make_person(9, i);
            Dice dice(1, i);
            const Painted again = people().redraw(person, target, dice);
            const double agreement = jaccard(people().space(), person.drawing, again);
            reached += std::abs(agreement - target) < 0.05 ? 1 : 0;
        }
        EXPECT_GE(reached, 18) << target;
    }
}

}  // namespace
}  // namespace knotwork::study
