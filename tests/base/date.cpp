// Days and moments: what is written is read back, and what does not exist is refused.
#include "base/date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace knotwork {
namespace {

TEST(Date, KnowsTheCalendar) {
    EXPECT_EQ(format_date(*parse_date("2024-02-29", "")), "2024-02-29");
    EXPECT_EQ(parse_date("2023-02-29", "start").error().message(), "start: there is no such day");
    EXPECT_EQ(parse_date("2100-02-29", "").error().code, ErrorCode::out_of_range);
    for (const char* wrong : {"", "2024-2-29", "2024/02/29", "2024-02-291", "x024-02-29", "0000-01-01", "2024-13-01"})
        EXPECT_FALSE(parse_date(wrong, "")) << wrong;
    EXPECT_EQ(format_date(add_days({2024, 2, 28}, 2)), "2024-03-01");
    EXPECT_EQ(format_date(add_days({2024, 1, 1}, -1)), "2023-12-31");
    EXPECT_EQ(count_days({2024, 1, 1}, {2025, 1, 1}), 366);
}

RC_GTEST_PROP(Date, AddingAndCountingAgree, ()) {
    const Date begin{*rc::gen::inRange(1900, 2200), *rc::gen::inRange(1u, 13u), *rc::gen::inRange(1u, 29u)};
    const int days = *rc::gen::inRange(-40000, 40000);
    const Date end = add_days(begin, days);
    RC_ASSERT(count_days(begin, end) == days);
    RC_ASSERT(*parse_date(format_date(end), "") == end);
}

TEST(Moment, KnowsClocks) {
    const Moment noon = *parse_moment("1970-01-02T00:30:00+01:00", "");
    EXPECT_EQ(noon.seconds, 23 * 3600 + 1800);
    EXPECT_EQ(noon.date(), (Date{1970, 1, 2}));
    EXPECT_EQ(format_moment(*parse_moment("2026-11-22 18:05Z", "")), "2026-11-22T18:05:00Z");
    EXPECT_EQ(format_moment(*parse_moment("2026-11-22T18:05:09.75-0330", "")), "2026-11-22T18:05:09-03:30");
    EXPECT_EQ(parse_moment("2026-11-22T24:00:00Z", "at").error().message(), "at: there is no such time");
    for (const char* wrong : {"2026-11-22", "2026-11-22T18:05", "2026-11-22T18:05:00", "2026-11-22T18:05:00+1:00",
                              "2026-11-22T1805Z", "2026-11-22T18:05:00Zz", "2026-11-22T18:05:0Z", "2026-11-22T18:05:"})
        EXPECT_EQ(parse_moment(wrong, "").error().code, ErrorCode::wrong_type) << wrong;
}

RC_GTEST_PROP(Moment, IsReadBackAsWritten, ()) {
    const Moment moment{*rc::gen::inRange<std::int64_t>(-60'000'000'000, 250'000'000'000),
                        *rc::gen::inRange(-1080, 1081)};
    RC_ASSERT(*parse_moment(format_moment(moment), "") == moment);
    RC_ASSERT(noon_of(moment.date(), moment.offset_minutes).date() == moment.date());
}

}  // namespace
}  // namespace knotwork
