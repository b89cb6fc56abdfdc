// What a calendar is made of; that other programs read it alike is checked by exchange.test.mjs and calendar_text.cpp.
#include "exchange/calendar.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "exchange/samples.hpp"

namespace knotwork::test {
namespace {

const CasePlan& get_plan() {
    static const CasePlan plan = *list_samples().front().plan;
    return plan;
}
const Atlas& get_atlas() { return get_engine().atlas(); }

std::string build(const CasePlan& plan, CalendarOptions options = {}) {
    options.now = {1'795'000'000, 60};
    return build_calendar(get_atlas(), plan, options).value();
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++found;
    return found;
}

TEST(Calendar, WhatIsDoneSoManyDaysAWeekIsSpreadEvenly) {
    for (std::uint32_t n = 1; n <= 7; ++n) {
        Plan plan = get_plan().plan;
        for (PlanItem& item : plan.items) item.dose.days_a_week = n;
        const std::vector<DayGroup> groups = group_days(get_atlas(), plan, 1);
        ASSERT_EQ(groups.size(), 1u);
        const std::vector<unsigned>& days = groups[0].offsets;
        ASSERT_EQ(days.size(), n);
        EXPECT_EQ(days.front(), 0u);
        for (std::size_t i = 0; i < n; ++i) {
            const unsigned next = i + 1 < n ? days[i + 1] : days[0] + 7;
            EXPECT_GE(next - days[i], 7 / n);
            EXPECT_LE(next - days[i], (7 + n - 1) / n);
        }
    }
}

TEST(Calendar, DaysWithTheSameThingsAreOneEvent) {
    Plan plan = get_plan().plan;
    ASSERT_GE(plan.items.size(), 3u);
    plan.items.resize(3);
    const std::uint32_t days[] = {7, 7, 3}, times[] = {1, 2, 1};
    for (std::size_t i = 0; i < 3; ++i) {
        plan.items[i].dose.days_a_week = days[i];
        plan.items[i].dose.day_least = times[i];
    }
    const std::vector<DayGroup> groups = group_days(get_atlas(), plan, 3);
    ASSERT_EQ(groups.size(), 3u);
    EXPECT_EQ(groups[0].offsets, (std::vector<unsigned>{0, 2, 4}));
    EXPECT_EQ(groups[0].items, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_EQ(groups[1].offsets, (std::vector<unsigned>{1, 3, 5, 6}));
    EXPECT_EQ(groups[1].items, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(groups[2].time, 1u);
    EXPECT_EQ(groups[2].items, (std::vector<std::size_t>{1}));
    EXPECT_LT(groups[1].minutes, groups[0].minutes);
}

TEST(Calendar, UidsStayAndTellPlansApart) {
    const auto uids = [](const std::string& text) {
        std::vector<std::string> out;
        for (std::size_t at = 0; (at = text.find("UID:", at)) != std::string::npos; ++at)
            out.push_back(text.substr(at, text.find("\r\n", at) - at));
        return out;
    };
    CasePlan longer = get_plan();
    longer.plan.items[0].note = "slowly";
    EXPECT_EQ(build(get_plan()), build(get_plan()));
    EXPECT_EQ(uids(build(get_plan())), uids(build(longer, {.now = {}, .times = {{7, 0}}, .alarm_minutes = 0})));
    EXPECT_NE(uids(build(get_plan())), uids(build(get_plan(), {.now = {}, .plan_id = "another"})));
}

TEST(Calendar, RemindersAreAMatterOfChoice) {
    EXPECT_EQ(count(build(get_plan()), "VALARM"), 0u);
    const std::string text = build(get_plan(), {.now = {}, .alarm_minutes = 15});
    EXPECT_EQ(count(text, "BEGIN:VALARM"), count(text, "RRULE"));
    EXPECT_EQ(count(text, "TRIGGER;VALUE=DURATION:-PT15M") + count(text, "TRIGGER:-PT15M"), count(text, "RRULE"));
    EXPECT_EQ(count(text, "DTSTAMP:20261118T110640Z"), count(text, "BEGIN:VEVENT"));
}

TEST(Calendar, NothingIsPutInWhereNothingIsToBeDone) {
    CasePlan plan = get_plan();
    plan.refusal = PlanRefusal::urgent;
    EXPECT_EQ(build_calendar(get_atlas(), plan, {}).error().message(),
              "plan: there is none to put into a calendar (urgent)");
    EXPECT_EQ(build_calendar(get_atlas(), get_plan(), {.now = {}, .times = {{24, 0}}}).error().code,
              ErrorCode::out_of_range);
    EXPECT_EQ(build_calendar(get_atlas(), get_plan(), {.now = {}, .alarm_minutes = 1441}).error().code,
              ErrorCode::out_of_range);
    plan.refusal = PlanRefusal::none;
    plan.plan.items.clear();
    EXPECT_EQ(count(build(plan), "BEGIN:VEVENT"), 1u);  // the review
}

}  // namespace
}  // namespace knotwork::test
