#include "report/progress_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "report/time_axis.hpp"

namespace knotwork {
namespace {

std::string signed_value(double value) {
    const std::string size = format_value(std::abs(value));
    if (size == "0") return "±0";
    return (value < 0 ? std::string("−") : "+") + size;
}

}  // namespace

bool is_background(const Atlas::Measure& measure) {
    using atlas_format::MeasureKind;
    const auto kind = static_cast<MeasureKind>(measure.kind);
    return kind == MeasureKind::load || kind == MeasureKind::habit;
}

std::string format_value(double value) {
    const double tenth = std::round(value * 10) / 10;
    if (std::abs(tenth) >= 100 || tenth == std::round(tenth)) return fmt::format("{:.0f}", std::round(value) + 0.0);
    return fmt::format("{:.1f}", tenth);
}

std::string describe_change(const Atlas& atlas, const Series& series) {
    const Atlas::Measure& measure = atlas.measures()[series.measure.value];
    if (!may_be_judged(measure)) {
        if (series.readings.empty()) return "no readings";
        if (series.readings.size() == 1) return "one reading";
        double sum = 0;
        for (const Reading& reading : series.readings) sum += reading.value;
        const std::string average =
            fmt::format("on average {}, {} readings", format_value(sum / static_cast<double>(series.readings.size())),
                        series.readings.size());
        return is_background(measure) ? average : average + "; no size of change that matters is known";
    }
    const Change& change = series.change;
    const std::string moved = signed_value(change.to - change.from);
    const std::string important = format_value(change.important);
    switch (change.verdict) {
        case ChangeVerdict::too_early: return "too early to tell";
        case ChangeVerdict::better:
        case ChangeVerdict::worse:
            return fmt::format("{}: {}; more than chance, and more than the {} that matter", name(change.verdict),
                               moved, important);
        case ChangeVerdict::same: return fmt::format("no change that matters: {}, where {} would", moved, important);
        case ChangeVerdict::unclear: return fmt::format("not clear yet: {}, where {} would matter", moved, important);
    }
    return "";
}

std::string describe_sign(const CourseSign& sign, Date begun) {
    return fmt::format("{} since about {} ({} %)", name(sign.kind),
                       format_day(add_days(begun, static_cast<int>(std::floor(sign.since_day)))),
                       std::clamp(std::lround(100 * sign.probability), 1l, 99l));
}

}  // namespace knotwork
