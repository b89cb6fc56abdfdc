#include "report/time_axis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace knotwork {
namespace {

constexpr double room_of_label = 33;  // points

std::string_view month_name(unsigned month) {
    constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[(month + 11) % 12];
}

}  // namespace

std::string format_short_day(Date date) { return std::to_string(date.day) + " " + std::string(month_name(date.month)); }
std::string format_day(Date date) { return format_short_day(date) + " " + std::to_string(date.year); }
std::string format_month(Date date) { return std::string(month_name(date.month)); }

TimeAxis::TimeAxis(Date begun, Extent days, Extent across) : days_(days), across_(across) {
    const double days_of_label = room_of_label * days_.length() / across_.length();
    constexpr std::array<int, 4> in_days{1, 2, 7, 14};
    constexpr std::array<int, 6> in_months{1, 2, 3, 6, 12, 24};
    const auto* const days_step = std::lower_bound(in_days.begin(), in_days.end(), days_of_label);
    if (days_step != in_days.end()) {
        tick_days(begun, *days_step);
    } else {
        constexpr double days_of_month = 30;
        const auto* const step = std::lower_bound(in_months.begin(), in_months.end(), days_of_label / days_of_month);
        tick_months(begun, step != in_months.end() ? *step : in_months.back());
    }
}

void TimeAxis::tick_days(Date begun, int step) {
    for (int day = static_cast<int>(std::ceil(days_.from / step)) * step; day <= days_.to; day += step) {
        const bool weeks = step % 7 == 0;
        ticks_.push_back({x(day), format_short_day(add_days(begun, day)),
                          (weeks ? "week " : "day ") + std::to_string(weeks ? day / 7 : day)});
    }
}

void TimeAxis::tick_months(Date begun, int step) {
    Date date = add_days(begun, static_cast<int>(std::ceil(days_.from)));
    if (date.day > 1) date = date.month == 12 ? Date{date.year + 1, 1, 1} : Date{date.year, date.month + 1, 1};
    int year = 0;
    for (int day = count_days(begun, date); day <= days_.to; day = count_days(begun, date)) {
        ticks_.push_back({x(day), format_month(date), date.year != year ? std::to_string(date.year) : ""});
        year = date.year;
        const unsigned months = date.month - 1 + static_cast<unsigned>(step);
        date = {date.year + static_cast<int>(months / 12), months % 12 + 1, 1};
    }
}

std::vector<double> round_steps(double low, double high, std::size_t most) {
    if (!(high > low) || most < 2) return {low};
    const double least = (high - low) / static_cast<double>(most - 1);
    double step = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (step * factor >= least * (1 - 1e-9)) {
            step *= factor;
            break;
        }
    std::vector<double> out;
    constexpr double slack = 1e-9;
    for (double k = std::ceil(low / step - slack); k * step <= high + slack * step; ++k) out.push_back(k * step);
    return out;
}

}  // namespace knotwork
