// Charts of progress, axes of time, and content that flows over pages.
#include <gtest/gtest.h>

#include <string>

#include "atlas/atlas_file.hpp"
#include "report/decoded.hpp"
#include "report/flow.hpp"
#include "report/made_up_journal.hpp"
#include "report/pdf_text.hpp"
#include "report/progress_words.hpp"

namespace knotwork {
namespace {

const Engine& engine() {
    static const Result<Engine> instance = load_engine(test::get_atlas_bytes());
    return *instance;
}
const Atlas& atlas() { return engine().atlas(); }

test::MadeUpCourse course_of(const Records& records, int days) {
    return test::assess(engine(), records, add_days(test::made_up_start, days));
}
test::MadeUpCourse pain_of(const std::vector<Reading>& readings) {
    return course_of(test::pain_alone(readings), readings.empty() ? 0 : static_cast<int>(readings.back().day));
}

PictureBytes chart_of(const test::MadeUpCourse& course, PictureFormat format = PictureFormat::pdf) {
    return draw_progress(atlas(), course.input(), {.format = format, .png_height = 420});
}

Series series_of(std::string_view measure, const Change& change, std::vector<Reading> readings = {}) {
    const Atlas::Measure* const found = atlas().find_measure(measure);
    EXPECT_NE(found, nullptr) << measure;
    return {MeasureId{static_cast<std::uint32_t>(found - atlas().measures().data())},
            {},
            {},
            std::move(readings),
            {},
            change};
}

TEST(Change, IsToldInWords) {
    const auto said = [](const Change& change) { return describe_change(atlas(), series_of("pain", change)); };
    EXPECT_EQ(said({ChangeVerdict::better, 6, 3, 0.5, 2, 0.95, 0}),
              "better: −3; more than chance, and more than the 2 that matter");
    EXPECT_EQ(said({ChangeVerdict::worse, 3, 5.5, 0.5, 2, 0, 0.95}),
              "worse: +2.5; more than chance, and more than the 2 that matter");
    EXPECT_EQ(said({ChangeVerdict::same, 3, 3.04, 0.5, 2, 0, 0}), "no change that matters: ±0, where 2 would");
    EXPECT_EQ(said({ChangeVerdict::unclear, 3, 2, 0.5, 2, 0.3, 0}), "not clear yet: −1, where 2 would matter");
    EXPECT_EQ(said({}), "too early to tell");
}

TEST(Change, IsNotJudgedWhereNobodyKnowsWhatMatters) {
    const auto said = [](std::string_view measure, std::vector<Reading> readings) {
        return describe_change(atlas(), series_of(measure, {}, std::move(readings)));
    };
    EXPECT_EQ(said("sleep", {{0, 6}, {1, 8}, {2, 7}}), "on average 7, 3 readings");
    EXPECT_EQ(said("one-leg-stance", {{0, 10}, {7, 20}}),
              "on average 15, 2 readings; no size of change that matters is known");
    EXPECT_EQ(said("training-load", {{0, 10}}), "one reading");
}

TEST(Values, HaveOneDecimalAtMost) {
    EXPECT_EQ(format_value(6), "6");
    EXPECT_EQ(format_value(6.04), "6");
    EXPECT_EQ(format_value(6.26), "6.3");
    EXPECT_EQ(format_value(-0.01), "0");
    EXPECT_EQ(format_value(1234.6), "1235");
}

TEST(Axis, StepsInDaysWeeksOrMonthsAsItHasRoom) {
    const Date begun{2026, 9, 27};
    const TimeAxis days(begun, {0, 7}, {0, 400}), weeks(begun, {0, 56}, {0, 400}), year(begun, {0, 365}, {0, 400});
    EXPECT_EQ(days.ticks().at(1).date, "28 Sep");
    EXPECT_EQ(days.ticks().at(1).count, "day 1");
    EXPECT_EQ(weeks.ticks().at(1).date, "4 Oct");
    EXPECT_EQ(weeks.ticks().at(1).count, "week 1");
    EXPECT_EQ(year.ticks().at(0).date, "Oct");
    EXPECT_EQ(year.ticks().at(0).count, "2026");
    for (const TimeAxis* axis : {&days, &weeks, &year})
        for (std::size_t i = 1; i < axis->ticks().size(); ++i)
            EXPECT_GT(axis->ticks()[i].x - axis->ticks()[i - 1].x, 30);
    // Ten years still have ticks that stand apart.
    const TimeAxis decade(begun, {0, 3653}, {0, 200});
    EXPECT_GE(decade.ticks().size(), 3u);
    EXPECT_LE(decade.ticks().size(), 7u);
}

TEST(Steps, AreRoundAndWithinTheirRange) {
    EXPECT_EQ(round_steps(0, 10, 6), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    EXPECT_EQ(round_steps(0, 80, 6), (std::vector<double>{0, 20, 40, 60, 80}));
    EXPECT_EQ(round_steps(3, 3, 6), (std::vector<double>{3}));
}

TEST(Charts, ComeInEveryFormatAndAlike) {
    const test::MadeUpCourse course = course_of(test::eight_weeks(), 56);
    EXPECT_GT(test::decode_png(chart_of(course, PictureFormat::png)).width, 0);
    EXPECT_EQ(chart_of(course, PictureFormat::png), chart_of(course, PictureFormat::png));
    EXPECT_EQ(chart_of(course), chart_of(course));
    EXPECT_GT(chart_of(course, PictureFormat::svg).size(), 1000u);
}

TEST(Charts, ShowEveryShapeOfCourse) {
    if (!test::has_poppler()) GTEST_SKIP() << "needs poppler-utils";
    std::vector<Reading> equal, gap{{0, 7}, {3, 6}, {4, 6}, {90, 3}, {92, 2}, {95, 3}};
    for (int day = 0; day < 20; day += 3) equal.push_back({static_cast<double>(day), 4});
    const auto check = [](const test::MadeUpCourse& course, const std::string& words) {
        const PictureBytes pdf = chart_of(course);
        EXPECT_NE(test::read_text(pdf).find(words), std::string::npos) << words << ": " << test::read_text(pdf);
        for (const test::PdfWord& word : test::read_words(pdf)) {
            EXPECT_GT(word.left, 18) << word.text;
            EXPECT_LT(word.right, 842 - 18) << word.text;
            EXPECT_GT(word.top, 10) << word.text;
            EXPECT_LT(word.bottom, 595 - 8) << word.text;
        }
    };
    const test::MadeUpCourse eight_weeks = course_of(test::eight_weeks(), 56);
    check(eight_weeks, "plateau");
    check(course_of(test::whole_year(), 365), "relapse");
    check(pain_of({{0, 6}}), "one reading: 6; a course needs more");
    check(pain_of({{0, 6}, {4, 5}}), "too early to tell");
    check(pain_of(equal), "no change that matters: ±0");
    check(pain_of(gap), "better: ");
    check(pain_of({}), "Nothing has been measured yet.");
    // Without pain the first measure leads; load and habits stand last.
    test::MadeUpCourse other = eight_weeks;
    std::erase_if(other.progress.series, [](const Series& s) {
        return static_cast<atlas_format::MeasureKind>(atlas().measures()[s.measure.value].kind) ==
               atlas_format::MeasureKind::pain;
    });
    check(other, "higher is better");
    check(other, "on average 7, 19 readings");
}

TEST(Charts, LetABandWithoutPointsBe) {
    test::MadeUpCourse course = course_of(test::eight_weeks(), 56);
    course.progress.expected->points.clear();
    EXPECT_GT(chart_of(course, PictureFormat::png).size(), 1000u);
    course.progress.expected.reset();
    EXPECT_GT(chart_of(course, PictureFormat::png).size(), 1000u);
}

// Pieces of these heights, which note where they are drawn.
struct Noted {
    std::vector<PagePoint> places;
    std::vector<std::size_t> order;

    Stream stream(const std::vector<double>& heights, std::vector<std::size_t> with_next = {}) {
        Stream out;
        for (std::size_t i = 0; i < heights.size(); ++i)
            out.push_back({.height = heights[i],
                           .before = 5,
                           .with_next = std::find(with_next.begin(), with_next.end(), i) != with_next.end(),
                           .draw = [this, i](Canvas&, PagePoint at) {
                               places.push_back(at);
                               order.push_back(i);
                           }});
        return out;
    }
    // How many pieces each page holds.
    std::vector<std::size_t> draw(const Flow& flow) {
        Canvas canvas(PictureFormat::png, 100, 100, 1, "");
        std::vector<std::size_t> out;
        for (std::size_t page = 0; page < flow.page_count(); ++page) {
            const std::size_t before = places.size();
            flow.draw(canvas, page);
            out.push_back(places.size() - before);
        }
        return out;
    }
};

constexpr PageRoom room{50, 20, 100};

TEST(Flow, GoesOnOnTheNextPageAndDropsNothing) {
    Noted noted;
    Flow flow(room);
    flow.place({{noted.stream({20, 20, 30, 30, 10}), 0}});
    EXPECT_EQ(noted.draw(flow), (std::vector<std::size_t>{2, 3}));
    EXPECT_EQ(noted.places[0].y, 50);
    EXPECT_EQ(noted.places[1].y, 75);
    EXPECT_EQ(noted.places[2].y, 20);  // no gap at the head of a page
}

TEST(Flow, KeepsAHeadingWithWhatFollows) {
    Noted noted;
    Flow flow(room);
    flow.place({{noted.stream({20, 10, 30}, {1}), 0}});
    EXPECT_EQ(noted.draw(flow), (std::vector<std::size_t>{1, 2}));
}

TEST(Flow, DrawsEvenWhatIsTallerThanAPage) {
    Noted noted;
    Flow flow(room);
    flow.place({{noted.stream({20, 300, 20}, {0, 1}), 0}});
    std::size_t drawn = 0;
    for (const std::size_t count : noted.draw(flow)) drawn += count;
    EXPECT_EQ(drawn, 3u);
}

TEST(Flow, GoesOnBelowTheLongerOfTwoColumns) {
    Noted noted;
    Flow flow(room);
    flow.place({{noted.stream({20}), 0}, {noted.stream({20, 20, 40}), 50}});
    EXPECT_EQ(flow.page(), 1u);
    EXPECT_EQ(flow.y(), 60);
    flow.place({{noted.stream({10}), 0}});
    EXPECT_EQ(noted.draw(flow), (std::vector<std::size_t>{3, 2}));
}

}  // namespace
}  // namespace knotwork
