#include "report/dose_words.hpp"

#include <fmt/format.h>

#include <string_view>

namespace knotwork {
namespace {

template <class Number>
std::string format_range(Number least, Number most) {
    return least == most ? fmt::format("{}", most) : fmt::format("{} to {}", least, most);
}

std::string format_times(std::uint32_t least, std::uint32_t most) {
    return least == 1 && most == 1 ? "once" : format_range(least, most) + " times";
}

}  // namespace

std::string format_dose(const Dose& dose) {
    std::string out;
    if (dose.sets > 0) out += fmt::format("{} {} of ", dose.sets, dose.sets == 1 ? "set" : "sets");
    out += format_times(dose.repeats_least, dose.repeats_most);
    if (dose.hold_most_s > 0) out += fmt::format(", hold {} s", format_range(dose.hold_least_s, dose.hold_most_s));
    if (dose.rest_s > 0) out += fmt::format(", rest {} s between", dose.rest_s);
    out += fmt::format("; {} a day, {} {} a week", format_times(dose.day_least, dose.day_most), dose.days_a_week,
                       dose.days_a_week == 1 ? "day" : "days");
    if (dose.pain_most > 0) out += fmt::format("; pain at most {} of 10", dose.pain_most);
    return out;
}

}  // namespace knotwork
