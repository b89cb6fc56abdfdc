#include "report/made_up_journal.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork::test {
namespace {

using atlas_format::MeasureKind;

// A level by weights that fall with distance in time; simple, and good enough to look at.
std::vector<TrendPoint> simple_trend(const std::vector<Reading>& readings, double error_sd) {
    std::vector<TrendPoint> out;
    if (readings.empty()) return out;
    constexpr double reach = 6;  // days
    for (double day = readings.front().day; day <= readings.back().day + 1e-9; ++day) {
        double weight = 0, sum = 0, nearest = 1e9;
        for (const Reading& r : readings) {
            const double off = (r.day - day) / reach, w = std::exp(-off * off / 2) + 1e-6;
            weight += w;
            sum += w * r.value;
            nearest = std::min(nearest, std::abs(r.day - day));
        }
        out.push_back({day, sum / weight, error_sd / std::sqrt(std::max(weight, 0.3)) * (1 + nearest / 14), 0, 0});
    }
    return out;
}

double wobble(int i) { return std::sin(12.9898 * i) * 0.6 + std::sin(4.1 * i + 1) * 0.5; }

}  // namespace

void MadeUpCourse::add(const ChartScale& scale, std::vector<Reading> readings, double error_sd, Change change,
                       std::optional<Side> side) {
    Series series;
    series.measure = MeasureId{static_cast<std::uint32_t>(scales.size())};
    series.side = side;
    series.trend = simple_trend(readings, error_sd);
    if (!series.trend.empty()) {
        change.from = series.trend.front().level;
        change.to = series.trend.back().level;
    }
    series.change = change;
    series.readings = std::move(readings);
    progress.series.push_back(std::move(series));
    scales.push_back(scale);
}

std::vector<ReportStep> made_up_steps() {
    return {{"Try another technique for the same point",
             "Pressing has eased it in the session and not between sessions for three weeks",
             {}},
            {"Strengthen what the muscle stands in for", "The hip sinks on one leg, and pain returns with load", {}}};
}

MadeUpCourse eight_weeks(const Atlas& atlas) {
    MadeUpCourse out;
    out.progress.begun = made_up_start;
    out.progress.today = add_days(made_up_start, 56);
    std::vector<Reading> pain, worst, function, left, right, load, sleep;
    for (int day = 0; day <= 56; ++day) {
        const double level = day < 30 ? 6.2 - 0.12 * day : 2.6;
        if (day % 2 == 0 || day % 7 == 3)
            pain.push_back({static_cast<double>(day), std::clamp(std::round(level + wobble(day)), 0.0, 10.0)});
        if (day % 7 == 0) {
            worst.push_back({static_cast<double>(day), std::clamp(std::round(level + 2 + wobble(day)), 0.0, 10.0)});
            load.push_back({static_cast<double>(day), std::round(12 + 0.4 * day + 3 * wobble(day + 3))});
        }
        if (day % 14 == 0) {
            function.push_back({static_cast<double>(day), 52.0 + std::round(0.2 * day)});
            left.push_back({static_cast<double>(day), 38.0 + (day % 28 == 0 ? 0 : 1)});
            right.push_back({static_cast<double>(day), 26.0 + std::round(0.15 * day)});
        }
        if (day % 3 == 1) sleep.push_back({static_cast<double>(day), 7});
    }
    out.add({"Pain", "of 10", MeasureKind::pain, 0, 10, true}, pain, 0.9,
            {ChangeVerdict::better, 0, 0, 0.5, 2, 0.99, 0.0});
    out.add({"Worst pain of the week", "of 10", MeasureKind::pain, 0, 10, true}, worst, 0.9,
            {ChangeVerdict::better, 0, 0, 0.6, 2, 0.96, 0.0});
    out.add({"Lower Extremity Functional Scale", "of 80", MeasureKind::function, 0, 80, false}, function, 3,
            {ChangeVerdict::better, 0, 0, 3, 9, 0.93, 0.0});
    out.add({"Hip rotation inward", "degrees", MeasureKind::range, 0, 90, false}, left, 3,
            {ChangeVerdict::same, 0, 0, 3, 8, 0.01, 0.01}, Side::left);
    out.add({"Hip rotation inward", "degrees", MeasureKind::range, 0, 90, false}, right, 3,
            {ChangeVerdict::unclear, 0, 0, 3, 8, 0.6, 0.0}, Side::right);
    out.add({"Running", "km a week", MeasureKind::load, 0, 200, false}, load, 3,
            {ChangeVerdict::unclear, 0, 0, 3, 0, 0, 0});
    out.add({"Sleep", "hours", MeasureKind::habit, 0, 24, false}, sleep, 0.5,
            {ChangeVerdict::too_early, 0, 0, 0.4, 0, 0, 0});
    out.progress.signs.push_back({SignKind::plateau, 33, 0.93});
    ExpectedCourse expected;
    for (int week = 0; week <= 12; ++week) {
        const double share = 0.35 + 0.65 * std::exp(-week / 3.0), middle = 6.2 * share;
        expected.points.push_back({7.0 * week, middle, middle * 0.55, std::min(10.0, middle * 1.4)});
    }
    out.progress.expected = expected;
    for (int day = 1; day < 56; ++day)
        if (day % 5 != 0 && !(day > 20 && day < 27)) out.sessions.push_back(day);
    out.progress.practice.sessions = 34;
    out.progress.practice.planned = 55;
    for (std::uint32_t c = 0; c < atlas.courses().size(); ++c)
        if (atlas.courses()[c].is_default != 0) out.progress.expected->course = c;
    if (const Atlas::Source* point = atlas.find_source("gluteus-minimus/2/right")) {
        const SourceId id{static_cast<std::uint32_t>(point - atlas.sources().data())};
        out.progress.practice.points.push_back({id, 36, 30, 27, Reply::yes});
    }
    out.progress.steps = {{0, "Gluteus minimus, point 2, right", {}}, {1, "", {}}};
    return out;
}

MadeUpCourse pain_alone(std::vector<Reading> readings, ChangeVerdict verdict) {
    MadeUpCourse out;
    out.progress.begun = made_up_start;
    const double last = readings.empty() ? 0 : readings.back().day;
    out.progress.today = add_days(made_up_start, static_cast<int>(last));
    out.add({"Pain", "of 10", MeasureKind::pain, 0, 10, true}, std::move(readings), 0.9,
            {verdict, 0, 0, 0.9, 2, 0.3, 0.1});
    return out;
}

MadeUpCourse whole_year() {
    MadeUpCourse out;
    out.progress.begun = made_up_start;
    out.progress.today = add_days(made_up_start, 365);
    std::vector<Reading> pain, function;
    for (int day = 0; day <= 365; ++day) {
        const double level = 5 - day / 120.0 + 1.5 * std::sin(day / 30.0);
        if (day < 140 || day > 182)
            pain.push_back({static_cast<double>(day), std::clamp(std::round(level + wobble(day)), 0.0, 10.0)});
        if (day % 28 == 0) function.push_back({static_cast<double>(day), 50 + std::round(day / 20.0)});
    }
    out.add({"Pain", "of 10", MeasureKind::pain, 0, 10, true}, pain, 0.9,
            {ChangeVerdict::better, 0, 0, 0.5, 2, 0.95, 0});
    out.add({"Patient-specific function", "", MeasureKind::function, 0, 100, false}, function, 3,
            {ChangeVerdict::better, 0, 0, 3, 0, 0.95, 0});
    out.progress.signs = {{SignKind::relapse, 330, 0.91}, {SignKind::overload, 338, 0.9}};
    for (int day = 1; day < 365; ++day)
        if (day % 3 == 0) out.sessions.push_back(day);
    return out;
}

Records journal_of(const std::string& case_json) {
    Records out;
    out.people.push_back({"00000000000000000000000000000001", "R. F."});
    out.episodes.push_back(
        {"00000000000000000000000000000002", out.people[0].id, "Right buttock and leg", made_up_start, std::nullopt});
    const auto add = [&](int day, EntryKind kind, std::string text) {
        Entry entry;
        entry.id = std::string(28, '0') + std::to_string(1000 + out.entries.size());
        entry.episode = out.episodes[0].id;
        entry.at = noon_of(add_days(made_up_start, day), 60);
        entry.kind = kind;
        entry.text = std::move(text);
        out.entries.push_back(std::move(entry));
    };
    const auto drawing = [](const std::string& marks) {
        return R"({"format": "knotwork.drawing/1", "marks": [)" + marks + "]}";
    };
    const std::string buttock =
        R"({"intensity": 4, "stroke": {"points": ["right ischial-tuberosity + 6 cm up + 2 cm in", "right ischial-tuberosity + 1 cm up"], "radius_cm": 3}})";
    const std::string thigh =
        R"({"intensity": 4, "stroke": {"points": ["right thigh 0.07 @ 173", "right thigh 0.41 @ 176", "right thigh 0.70 @ 177"], "radius_cm": 3}})";
    const std::string calf =
        R"({"intensity": 3, "stroke": {"points": ["right leg 0.12 @ -176", "right leg 0.44 @ -178"], "radius_cm": 2.6}})";
    add(0, EntryKind::case_, case_json);
    for (int day = 1; day < 56; ++day)
        if (day % 5 != 0 && !(day > 20 && day < 27))
            add(day, EntryKind::session,
                R"({"format": "knotwork.session/1", "items": [], "events": [], "outcomes": [], "verdict": ")" +
                    std::string(day % 4 == 0 ? "no-change" : "better") +
                    R"(", "pain_before": 5, "pain_after": 3, "finished": )" + (day % 9 == 0 ? "false}" : "true}"));
    add(14, EntryKind::drawing, drawing(buttock + ", " + thigh + ", " + calf));
    add(35, EntryKind::drawing, drawing(buttock + ", " + thigh));
    add(56, EntryKind::drawing, drawing(buttock));
    return out;
}

}  // namespace knotwork::test
