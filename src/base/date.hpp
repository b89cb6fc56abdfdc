// Days and moments, as values: "now" is always handed in.
//
//     Result<Date> start = parse_date("2026-11-22", "--start");
//     Date review = add_days(*start, 14);
//     Result<Moment> at = parse_moment("2026-11-22T18:05:00+01:00", "entries[3].at");
//     Date day = at->date();                                  // 2026-11-22, by the local clock
//
// Years 1 to 9999 of the Gregorian calendar. Errors of parsing: wrong_type (another form), out_of_range (no such day or
// time).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace knotwork {

struct Date {
    int year = 0;
    unsigned month = 0, day = 0;

    friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

// "2026-11-22".
Result<Date> parse_date(std::string_view text, const std::string& where);
std::string format_date(Date date);
Date add_days(Date date, int days);
// Days from `from` to `to`; negative if that is earlier.
int count_days(Date from, Date to);

// A point in time, with the offset of the local clock that it was read from.
struct Moment {
    std::int64_t seconds = 0;         // since 1970-01-01T00:00:00Z
    std::int32_t offset_minutes = 0;  // of local time from UTC, -1080 to 1080

    Date date() const;  // of the local clock
    friend constexpr bool operator==(const Moment&, const Moment&) = default;
};

// "2026-11-22T18:05:00+01:00", or with "Z" and without an offset's colon left out; fractions of a second are cut.
Result<Moment> parse_moment(std::string_view text, const std::string& where);
// Always with seconds and offset: "2026-11-22T17:05:00Z" where the offset is none.
std::string format_moment(const Moment& moment);
// Noon of that day at an offset: what "on that day" means where no time was told.
Moment noon_of(Date date, std::int32_t offset_minutes);

}  // namespace knotwork
