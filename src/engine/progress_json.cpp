// The JSON form of progress.
#include <cmath>

#include "engine/assessment_json.hpp"
#include "engine/engine.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

// Four digits behind the point: more than a person or a chart can tell.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

OrderedJson series_to_json(const Atlas& atlas, const Series& series) {
    const Atlas::Measure& measure = atlas.measures()[series.measure.value];
    OrderedJson out{
        {"measure", atlas.text(measure.id)}, {"name", atlas.text(measure.name)}, {"unit", atlas.text(measure.unit)}};
    if (series.side) out["side"] = name(*series.side);
    if (!series.place.empty()) out["place"] = series.place;
    out["readings"] = OrderedJson::array();
    for (const Reading& r : series.readings) out["readings"].push_back({rounded(r.day), r.value});
    if (!may_be_judged(measure)) return out;
    out["trend"] = OrderedJson::array();
    for (const TrendPoint& p : series.trend)
        out["trend"].push_back({{"day", rounded(p.day)},
                                {"level", rounded(p.level)},
                                {"level_sd", rounded(p.level_sd)},
                                {"slope", rounded(p.slope)},
                                {"slope_sd", rounded(p.slope_sd)}});
    const Change& change = series.change;
    out["change"] = {
        {"verdict", name(change.verdict)}, {"from", rounded(change.from)},           {"to", rounded(change.to)},
        {"sd", rounded(change.sd)},        {"important", rounded(change.important)}, {"better", rounded(change.better)},
        {"worse", rounded(change.worse)}};
    return out;
}

OrderedJson expected_to_json(const Atlas& atlas, const ExpectedCourse& expected) {
    const Atlas::Course& course = atlas.courses()[expected.course];
    const auto point = [](const ExpectedCourse::Point& p) {
        return OrderedJson{{"day", rounded(p.day)},
                           {"expected", rounded(p.expected)},
                           {"low", rounded(p.low)},
                           {"high", rounded(p.high)}};
    };
    OrderedJson out{{"course", atlas.text(course.id)},
                    {"name", atlas.text(course.name)},
                    {"note", atlas.text(course.note)},
                    {"cites", cites_to_json(atlas, course.cites)},
                    {"now", point(expected.now)}};
    out["points"] = OrderedJson::array();
    for (const ExpectedCourse::Point& p : expected.points) out["points"].push_back(point(p));
    return out;
}

std::string_view reply_name(Reply reply) { return reply == Reply::yes ? "yes" : reply == Reply::no ? "no" : "unknown"; }

OrderedJson practice_to_json(const Atlas& atlas, const Practice& practice) {
    OrderedJson out{{"sessions", practice.sessions}};
    if (practice.planned) out["planned"] = rounded(*practice.planned);
    if (practice.plan_start) out["plan_start"] = format_date(*practice.plan_start);
    out["points"] = OrderedJson::array();
    for (const PointResponse& r : practice.points)
        out["points"].push_back({{"point", atlas.text(atlas.sources()[r.point.value].id)},
                                 {"sessions", r.sessions},
                                 {"eased", r.eased},
                                 {"better", r.better},
                                 {"responds", reply_name(r.reply)}});
    return out;
}

}  // namespace

std::string measures_json(const Engine& engine) {
    const Atlas& atlas = engine.atlas();
    OrderedJson out{{"format", "knotwork.measures/1"}, {"atlas", atlas.hash()}};
    out["measures"] = OrderedJson::array();
    for (const Atlas::Measure& m : atlas.measures()) {
        OrderedJson entry{{"id", atlas.text(m.id)},
                          {"name", atlas.text(m.name)},
                          {"kind", atlas_format::measure_kind_names[m.kind]},
                          {"of", atlas_format::measure_sides_names[m.sides]},
                          {"unit", atlas.text(m.unit)},
                          {"ask", atlas.text(m.ask)},
                          {"range", {m.low, m.high}},
                          {"lower_is_better", m.lower_is_better != 0}};
        if (m.error_sd > 0) entry["error_sd"] = rounded(static_cast<double>(m.error_sd));
        if (m.least_change > 0) entry["least_change"] = rounded(static_cast<double>(m.least_change));
        if (m.least_share > 0) entry["least_share"] = rounded(static_cast<double>(m.least_share));
        for (const auto& [key, code] : {std::pair("ucum", m.ucum), std::pair("loinc", m.loinc)})
            if (!atlas.text(code).empty()) entry[key] = atlas.text(code);
        entry["note"] = atlas.text(m.note);
        entry["cites"] = cites_to_json(atlas, m.cites);
        out["measures"].push_back(entry);
    }
    return format_json(out);
}

std::string format_progress(const Engine& engine, const Progress& progress) {
    const Atlas& atlas = engine.atlas();
    OrderedJson out{{"format", "knotwork.progress/1"},
                    {"atlas", atlas.hash()},
                    {"begun", format_date(progress.begun)},
                    {"today", format_date(progress.today)}};
    out["series"] = OrderedJson::array();
    for (const Series& series : progress.series) out["series"].push_back(series_to_json(atlas, series));
    out["signs"] = OrderedJson::array();
    for (const CourseSign& sign : progress.signs)
        out["signs"].push_back({{"kind", name(sign.kind)},
                                {"since", format_date(add_days(progress.begun, static_cast<int>(sign.since_day)))},
                                {"probability", rounded(sign.probability)}});
    if (progress.expected) out["expected"] = expected_to_json(atlas, *progress.expected);
    out["practice"] = practice_to_json(atlas, progress.practice);
    out["steps"] = OrderedJson::array();
    for (const StepTaken& step : progress.steps) {
        const Atlas::NextStep& known = atlas.next_steps()[step.step];
        OrderedJson entry{{"kind", atlas_format::next_step_kind_names[known.kind]}, {"say", format_step(atlas, step)}};
        if (!step.about.empty()) entry["about"] = step.about;
        if (step.source) entry["source"] = atlas.text(atlas.sources()[step.source->value].id);
        entry["why"] = atlas.text(known.why);
        entry["cites"] = cites_to_json(atlas, known.cites);
        out["steps"].push_back(entry);
    }
    if (!progress.warnings.empty()) out["warnings"] = progress.warnings;
    return format_json(out);
}

}  // namespace knotwork
