// The course of a measure: the smoother against one big Gaussian, what must not matter to it, verdicts, and signs on
// courses that leave no doubt.
#include "care/progress.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <optional>
#include <random>

#include "care/level_gaussian.hpp"
#include "care/level_model.hpp"

namespace knotwork {
namespace {

constexpr Scale pain{0, 10, true, 1, 2, 0.3};
constexpr double near = 1e-9;

void check(const std::function<void()>& property) { EXPECT_TRUE(rc::check(property)); }

// One reading on each of these days, scattered about a course by at most a point and a half, from a fixed seed.
template <class Level>
std::vector<Reading> tell(int days, const Level& level, unsigned seed = 1, double sd = 0.6) {
    std::mt19937 random(seed);
    std::vector<Reading> readings;
    for (int day = 0; day < days; ++day) {
        double noise = 0;
        for (int i = 0; i < 6; ++i) noise += static_cast<double>(random() % 1001) / 1000 - 0.5;
        const double at = static_cast<double>(day);
        readings.push_back({at, std::clamp(std::round(level(at) + sd * noise * std::sqrt(2.0)), 0.0, 10.0)});
    }
    return readings;
}

std::optional<CourseSign> find_sign(std::span<const CourseSign> signs, SignKind kind) {
    for (const CourseSign& sign : signs)
        if (sign.kind == kind) return sign;
    return std::nullopt;
}

// Up to ten readings on uneven days, some on the same.
std::vector<Reading> arbitrary_readings() {
    std::vector<Reading> readings;
    double day = *rc::gen::inRange(-50, 50) / 7.0;
    const int count = *rc::gen::inRange(1, 11);
    for (int i = 0; i < count; ++i) {
        readings.push_back({day, *rc::gen::inRange(0, 21) / 2.0});
        day += *rc::gen::elementOf(std::vector<double>{0, 0.001, 0.3, 1, 1, 1, 2.5, 7, 30});
    }
    return readings;
}

TEST(LevelModel, AgreesWithOneBigGaussian) {
    check([] {
        const std::vector<Reading> readings = arbitrary_readings();
        LevelModel model = choose_model(readings, pain);
        if (readings.size() > 3 && readings[2].day > readings[1].day) model.jumps = {readings[2].day};
        const std::vector<double> days{readings.front().day + 0.7, readings.back().day + 3};
        std::vector<double> asked = days;
        std::sort(asked.begin(), asked.end());
        const LevelCourse fast = smooth_levels(readings, asked, model);
        const test::LevelGaussian slow = test::condition_levels(readings, asked, model);
        RC_ASSERT(fast.nodes.size() == slow.days.size());
        RC_ASSERT(std::abs(fast.log_likelihood - slow.log_likelihood) < near * (1 + std::abs(slow.log_likelihood)));
        RC_ASSERT(std::abs(compute_log_likelihood(readings, model) - fast.log_likelihood) < near * 100);
        for (std::size_t i = 0; i < fast.nodes.size(); ++i) {
            RC_ASSERT(fast.nodes[i].day == slow.days[i]);
            for (std::size_t a = 0; a < 3; ++a) {
                RC_ASSERT(std::abs(fast.nodes[i].mean[a] - slow.mean[3 * i + a]) < near);
                for (std::size_t b = 0; b < 3; ++b)
                    RC_ASSERT(std::abs(fast.nodes[i].cov[a][b] - slow.cov[3 * i + a][3 * i + b]) < near);
            }
            for (std::size_t j = i; j < fast.nodes.size(); ++j) {
                const Gaussian fall = compute_fall(fast, i, j);
                const double variance = slow.cov[3 * i][3 * i] + slow.cov[3 * j][3 * j] - 2 * slow.cov[3 * i][3 * j];
                RC_ASSERT(std::abs(fall.mean - (slow.mean[3 * i] - slow.mean[3 * j])) < 2 * near);
                RC_ASSERT(std::abs(fall.sd * fall.sd - std::max(variance, 0.0)) < 4 * near);
            }
        }
    });
}

TEST(LevelModel, DaysWithoutReadingsTellNothing) {
    check([] {
        const std::vector<Reading> readings = arbitrary_readings();
        const LevelModel model = choose_model(readings, pain);
        std::vector<double> days;
        for (double day = readings.front().day; day < readings.back().day; day += 0.25) days.push_back(day);
        const LevelCourse alone = smooth_levels(readings, {}, model), among = smooth_levels(readings, days, model);
        std::size_t i = 0;
        for (const LevelNode& node : among.nodes) {
            if (i == alone.nodes.size() || node.day != alone.nodes[i].day) continue;
            for (std::size_t a = 0; a < 3; ++a) {
                RC_ASSERT(std::abs(node.mean[a] - alone.nodes[i].mean[a]) < 1e-7);
                RC_ASSERT(std::abs(node.cov[a][a] - alone.nodes[i].cov[a][a]) < 1e-7);
            }
            ++i;
        }
        RC_ASSERT(i == alone.nodes.size());
    });
}

TEST(LevelModel, FindsTheJumpAndTheScatterOfThePerson) {
    const auto quiet = tell(
        60, [](double day) { return day < 40 ? 2.0 : 6.0; }, 3, 0.4);
    const LevelModel model = choose_model(quiet, pain);
    ASSERT_EQ(model.jumps.size(), 1u);
    EXPECT_NEAR(model.jumps[0], 40, 1);
    EXPECT_LT(model.reading_sd, 0.6);
    const auto loud = tell(
        60, [](double) { return 5.0; }, 3, 2);
    EXPECT_TRUE(choose_model(loud, pain).jumps.empty());
    EXPECT_GT(choose_model(loud, pain).reading_sd, 0.8);
}

TEST(Trend, OfNothingIsNothingAndOfOneReadingIsThatReading) {
    EXPECT_TRUE(compute_trend({}, pain).empty());
    EXPECT_EQ(judge_change({}, pain).verdict, ChangeVerdict::too_early);
    EXPECT_TRUE(find_course_signs({}, {}, pain).empty());
    const std::vector<Reading> one{{3.5, 6}};
    const auto trend = compute_trend(one, pain);
    ASSERT_EQ(trend.size(), 1u);
    EXPECT_EQ(trend[0].day, 3.5);
    EXPECT_NEAR(trend[0].level, 6, 0.02);
    EXPECT_NEAR(trend[0].level_sd, 1, 0.6);
    EXPECT_EQ(judge_change(one, pain).verdict, ChangeVerdict::too_early);
    EXPECT_TRUE(find_course_signs(one, one, pain).empty());
}

TEST(Trend, HasOnePointADayAndTheLastReading) {
    const std::vector<Reading> readings{{0.5, 6}, {0.9, 5}, {4.75, 4}};
    const auto trend = compute_trend(readings, pain);
    std::vector<double> days;
    for (const TrendPoint& point : trend) days.push_back(point.day);
    EXPECT_EQ(days, (std::vector<double>{0.5, 1.5, 2.5, 3.5, 4.5, 4.75}));
    // Less is known where no reading is near.
    std::vector<Reading> apart;
    for (int day = 0; day < 80; ++day)
        if (day < 10 || day >= 70) apart.push_back({static_cast<double>(day), 5});
    const auto sparse = compute_trend(apart, pain);
    EXPECT_GT(sparse[40].level_sd, sparse[5].level_sd + 0.1);
    EXPECT_GT(sparse[40].level_sd, sparse[75].level_sd + 0.1);
}

TEST(Trend, PassesOverWhatIsNotFiniteAndSortsTheRest) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    const std::vector<Reading> good{{0, 6}, {1, 5}, {2, 5}, {9, 3}};
    const std::vector<Reading> bad{{9, 3}, {nan, 4}, {2, 5}, {1, 5}, {3, nan}, {0, 6}, {inf, 2}, {4, -inf}};
    const auto a = compute_trend(good, pain), b = compute_trend(bad, pain);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].level, b[i].level);
    const Scale no_scale{5, 5, true, 1, 2, 0}, no_error{0, 10, true, 0, 2, 0};
    EXPECT_TRUE(compute_trend(good, no_scale).empty());
    EXPECT_TRUE(compute_trend(good, no_error).empty());
    // A slip of a date by some million years.
    const std::vector<Reading> far{{0, 6}, {1, 5}, {1e9, 5}};
    EXPECT_EQ(compute_trend(far, pain).size(), 3u);
}

TEST(Trend, StaysWithinTheScale) {
    for (const double value : {0.0, 10.0}) {
        std::vector<Reading> readings;
        for (int day = 0; day < 30; ++day)
            readings.push_back({static_cast<double>(day), day == 0 ? 10 - value : value});
        for (const TrendPoint& point : compute_trend(readings, pain)) {
            EXPECT_GE(point.level, 0);
            EXPECT_LE(point.level, 10);
        }
    }
}

TEST(Trend, OfConstantReadingsIsConstant) {
    std::vector<Reading> readings;
    for (int day = 0; day < 60; ++day) readings.push_back({static_cast<double>(day), 5});
    for (const TrendPoint& point : compute_trend(readings, pain)) {
        EXPECT_NEAR(point.level, 5, 1e-6);
        EXPECT_NEAR(point.slope, 0, 1e-6);
        EXPECT_LT(point.level_sd, 0.5);
    }
    EXPECT_EQ(judge_change(readings, pain).verdict, ChangeVerdict::same);
}

TEST(Trend, OfTenThousandReadingsKeepsItsBands) {
    const auto readings = tell(10'000, [](double day) { return 5 + 3 * std::sin(day / 50); });
    const auto trend = compute_trend(readings, pain);
    ASSERT_EQ(trend.size(), readings.size());
    int inside = 0;
    for (const TrendPoint& point : trend) {
        ASSERT_TRUE(point.level_sd > 0 && point.level_sd < 1);
        inside += std::abs(point.level - (5 + 3 * std::sin(point.day / 50))) < 1.645 * point.level_sd ? 1 : 0;
    }
    EXPECT_GT(inside, 8500);
}

TEST(Progress, IsTheSameOnAMirroredScaleAndOnAnyDay) {
    const Scale mirrored{0, 10, false, 1, 2, 0.3};
    for (unsigned seed = 0; seed < 6; ++seed) {
        const auto readings = tell(
            70, [&](double day) { return seed < 3 ? 7 * std::exp(-day / 20) : 3 + day / 30; }, seed);
        auto other = readings, later = readings;
        for (Reading& r : other) r.value = 10 - r.value;
        for (Reading& r : later) r.day += 1024;
        const auto trend = compute_trend(readings, pain), flipped = compute_trend(other, mirrored),
                   moved = compute_trend(later, pain);
        ASSERT_EQ(trend.size(), flipped.size());
        ASSERT_EQ(trend.size(), moved.size());
        for (std::size_t i = 0; i < trend.size(); ++i) {
            EXPECT_NEAR(trend[i].level, 10 - flipped[i].level, near);
            EXPECT_NEAR(trend[i].slope, -flipped[i].slope, near);
            EXPECT_NEAR(trend[i].level, moved[i].level, near);
            EXPECT_EQ(trend[i].day + 1024, moved[i].day);
        }
        const Change a = judge_change(readings, pain), b = judge_change(other, mirrored), c = judge_change(later, pain);
        EXPECT_NEAR(a.better, b.better, near);
        EXPECT_NEAR(a.from, 10 - b.from, near);
        EXPECT_NEAR(a.important, b.important, near);
        EXPECT_EQ(a.verdict, b.verdict);
        EXPECT_NEAR(a.better, c.better, near);
        const auto signs = find_course_signs(readings, {}, pain), signs_b = find_course_signs(other, {}, mirrored),
                   signs_c = find_course_signs(later, {}, pain);
        ASSERT_EQ(signs.size(), signs_b.size());
        ASSERT_EQ(signs.size(), signs_c.size());
        for (std::size_t i = 0; i < signs.size(); ++i) {
            EXPECT_EQ(signs[i].kind, signs_b[i].kind);
            EXPECT_NEAR(signs[i].probability, signs_b[i].probability, near);
            EXPECT_EQ(signs[i].since_day + 1024, signs_c[i].since_day);
        }
    }
}

TEST(Change, AgreesWithDrawsFromTheJointGaussian) {
    const auto readings = tell(20, [](double day) { return 6.5 - day / 9; });
    const Change change = judge_change(readings, pain);
    const test::LevelGaussian joint = test::condition_levels(readings, {}, choose_model(readings, pain));
    const std::size_t last = 3 * (joint.days.size() - 1);
    const double a = std::sqrt(joint.cov[0][0]), shared = joint.cov[0][last] / a,
                 rest = std::sqrt(joint.cov[last][last] - shared * shared);
    std::mt19937_64 random(7);
    const auto normal = [&] {
        const double u = (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
        const double v = static_cast<double>(random() >> 11) * 0x1p-53;
        return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
    };
    constexpr int draws = 200'000;
    int better = 0, worse = 0;
    for (int i = 0; i < draws; ++i) {
        const double x = normal(), y = normal();
        const double fall = joint.mean[0] + a * x - (joint.mean[last] + shared * x + rest * y);
        better += fall >= change.important ? 1 : 0;
        worse += fall <= -change.important ? 1 : 0;
    }
    EXPECT_NEAR(change.better, static_cast<double>(better) / draws, 0.005);
    EXPECT_NEAR(change.worse, static_cast<double>(worse) / draws, 0.005);
    EXPECT_GT(change.better, 0.05);
    EXPECT_LT(change.better, 0.95);
}

TEST(Change, IsCalledWhereItIsClear) {
    const auto fall = [](double day) { return 7 - day / 7; };
    EXPECT_EQ(judge_change(tell(35, fall), pain).verdict, ChangeVerdict::better);
    EXPECT_EQ(judge_change(tell(35, [&](double day) { return 9 - fall(day); }), pain).verdict, ChangeVerdict::worse);
    EXPECT_EQ(judge_change(tell(35, [](double) { return 5; }), pain).verdict, ChangeVerdict::same);
    // 30 % of 8 is more than 2 points.
    EXPECT_NEAR(judge_change(tell(30, [](double) { return 8; }), pain).important, 2.4, 0.15);
    EXPECT_EQ(judge_change(tell(30, [](double) { return 4; }), pain).important, 2);
}

TEST(Change, IsTooEarlyBeforeAWeekOrFourDays) {
    const std::vector<Reading> short_time{{0, 9}, {1, 8}, {2, 6}, {3, 4}, {4, 3}, {5, 1}, {6.9, 0}};
    EXPECT_EQ(judge_change(short_time, pain).verdict, ChangeVerdict::too_early);
    const std::vector<Reading> few{{0, 9}, {0.2, 9}, {0.4, 9}, {30, 1}, {30.2, 0}, {60, 0}};
    EXPECT_EQ(judge_change(few, pain).verdict, ChangeVerdict::too_early);
    const std::vector<Reading> enough{{0, 9}, {2, 9}, {40, 1}, {60, 0}};
    EXPECT_EQ(judge_change(enough, pain).verdict, ChangeVerdict::better);
}

double fast_recovery(double day) { return 7 * std::exp(-day / 12); }

TEST(CourseSigns, PlateauIsNamedAfterImprovementStopped) {
    const auto stops = [](double day) { return day < 28 ? 8 - day / 7 : 4.0; };
    const auto early = find_course_signs(tell(25, stops), {}, pain);
    EXPECT_FALSE(find_sign(early, SignKind::plateau));
    const auto late = find_course_signs(tell(63, stops), {}, pain);
    const auto plateau = find_sign(late, SignKind::plateau);
    ASSERT_TRUE(plateau);
    EXPECT_NEAR(plateau->since_day, 28, 9);
    EXPECT_GE(plateau->probability, least_sign_probability);
    EXPECT_EQ(late.size(), 1u);
    // Where nothing ever changed, only when it is due.
    const auto flat = [](double) { return 5.0; };
    EXPECT_FALSE(find_sign(find_course_signs(tell(38, flat), {}, pain), SignKind::plateau));
    EXPECT_TRUE(find_sign(find_course_signs(tell(60, flat), {}, pain), SignKind::plateau));
}

TEST(CourseSigns, RecoveredIsNamedWhenLittleIsLeftForTwoWeeks) {
    const auto at_first = find_course_signs(tell(30, fast_recovery), {}, pain);
    EXPECT_FALSE(find_sign(at_first, SignKind::recovered));
    const auto late = find_course_signs(tell(70, fast_recovery), {}, pain);
    ASSERT_TRUE(find_sign(late, SignKind::recovered));
    EXPECT_GT(find_sign(late, SignKind::recovered)->since_day, 14);
    EXPECT_FALSE(find_sign(late, SignKind::plateau));
}

TEST(CourseSigns, RelapseIsNamedWhenPainStaysBackAndNotForAFlare) {
    const auto back = [](double day) { return day < 60 ? fast_recovery(day) : 6.0; };
    const auto relapse = find_sign(find_course_signs(tell(72, back), {}, pain), SignKind::relapse);
    ASSERT_TRUE(relapse);
    EXPECT_NEAR(relapse->since_day, 60, 4);
    const auto flare = [](double day) { return day >= 60 && day < 62 ? 5.0 : fast_recovery(day); };
    for (const int days : {61, 62, 63, 64, 66, 70})
        EXPECT_FALSE(find_sign(find_course_signs(tell(days, flare), {}, pain), SignKind::relapse)) << days;
}

TEST(CourseSigns, OverloadNeedsBothPainAndKnownLoad) {
    const auto hurt = [](double day) { return day < 46 ? 3.0 : 6.5; };
    const auto readings = tell(54, hurt);
    std::vector<Reading> steady, heavy, gaps;
    for (int day = 0; day < 54; ++day) {
        const double at = static_cast<double>(day), load = day % 2 == 0 ? 40 : 0;
        steady.push_back({at, load});
        heavy.push_back({at, day >= 43 && day < 50 ? 2.5 * load + 10 : load});
        if (day >= 43 || day % 2 == 0) gaps.push_back({at, 40});  // rest days were not noted before
    }
    const auto overload = find_sign(find_course_signs(readings, heavy, pain), SignKind::overload);
    ASSERT_TRUE(overload);
    EXPECT_NEAR(overload->since_day, 43, 3);
    EXPECT_FALSE(find_sign(find_course_signs(readings, {}, pain), SignKind::overload));
    EXPECT_FALSE(find_sign(find_course_signs(readings, steady, pain), SignKind::overload));
    EXPECT_FALSE(find_sign(find_course_signs(readings, gaps, pain), SignKind::overload));
    const auto calm = tell(54, [](double) { return 3.0; });
    EXPECT_FALSE(find_sign(find_course_signs(calm, heavy, pain), SignKind::overload));
}

TEST(CourseSigns, AreThoseWeighedAndLikely) {
    check([] {
        const auto readings = arbitrary_readings();
        const auto weighed = weigh_course_signs(readings, readings, pain);
        for (const CourseSign& sign : weighed) {
            RC_ASSERT(sign.probability >= 0 && sign.probability <= 1);
            RC_ASSERT(sign.since_day >= readings.front().day - 28 && sign.since_day <= readings.back().day);
        }
        for (const CourseSign& sign : find_course_signs(readings, readings, pain)) {
            const auto same = find_sign(weighed, sign.kind);
            RC_ASSERT(same.has_value() && same->probability == sign.probability);
            RC_ASSERT(sign.probability >= least_sign_probability);
        }
    });
}

}  // namespace
}  // namespace knotwork
