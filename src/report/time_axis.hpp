// Where a time axis has its ticks, and what they say.
//
//     TimeAxis axis(begun, {0, 56}, {80, 300});
//     axis.x(12.5);                            // where that day lies
//     for (const TimeTick& tick : axis.ticks()) ...
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"

namespace knotwork {

// "22 Nov 2026", "22 Nov", "Nov".
std::string format_day(Date date);
std::string format_short_day(Date date);
std::string format_month(Date date);

struct Extent {
    double from = 0, to = 0;
    double length() const { return to - from; }
};

struct TimeTick {
    double x = 0;
    std::string date;   // "22 Nov", or "Nov" in a long course
    std::string count;  // "week 2", "day 3", or the year where it changes; may be empty
};

// Days count from `begun`. Ticks stand every day, every few weeks or every few months, as far as labels have room.
class TimeAxis {
  public:
    TimeAxis(Date begun, Extent days, Extent across);

    double x(double day) const { return across_.from + (day - days_.from) / days_.length() * across_.length(); }
    Extent days() const { return days_; }
    Extent across() const { return across_; }
    const std::vector<TimeTick>& ticks() const { return ticks_; }

  private:
    void tick_days(Date begun, int step);
    void tick_months(Date begun, int step);

    Extent days_, across_;
    std::vector<TimeTick> ticks_;
};

// Round numbers from `low` to `high`, at most `most` of them, both ends included where they are round.
std::vector<double> round_steps(double low, double high, std::size_t most);

}  // namespace knotwork
