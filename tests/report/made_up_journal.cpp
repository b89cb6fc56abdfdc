#include "report/made_up_journal.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork::test {
namespace {

double wobble(int i) { return std::sin(12.9898 * i) * 0.6 + std::sin(4.1 * i + 1) * 0.5; }

class Diary {
  public:
    Diary() {
        out_.people.push_back({"00000000000000000000000000000001", "R. F."});
        out_.episodes.push_back({"00000000000000000000000000000002", out_.people[0].id, "Right buttock and leg",
                                 made_up_start, std::nullopt});
    }

    void measure(double day, const std::string& id, double value, std::optional<Side> side = {},
                 const std::string& place = {}) {
        Entry& entry = add(day, EntryKind::measure);
        entry.measure = id;
        entry.value = value;
        entry.side = side;
        entry.place = place;
    }
    void document(double day, EntryKind kind, std::string text) { add(day, kind).text = std::move(text); }
    void session(int day, std::string_view verdict, bool is_finished) {
        document(day, EntryKind::session,
                 R"({"format": "knotwork.session/1", "items": ["press"], "points": ["gluteus-minimus/2/right"],
                     "outcomes": ["eased"], "pain_before": 5, "pain_after": 3, "verdict": ")" +
                     std::string(verdict) + R"(", "finished": )" + (is_finished ? "true}" : "false}"));
    }
    void drawing(int day, const std::string& marks) {
        document(day, EntryKind::drawing, R"({"format": "knotwork.drawing/1", "marks": [)" + marks + "]}");
    }

    Records take() { return std::move(out_); }

  private:
    Entry& add(double day, EntryKind kind) {
        Entry entry;
        entry.id = std::string(28, '0') + std::to_string(1000 + out_.entries.size());
        entry.episode = out_.episodes[0].id;
        entry.at = noon_of(add_days(made_up_start, static_cast<int>(std::floor(day))), 60);
        entry.kind = kind;
        out_.entries.push_back(std::move(entry));
        return out_.entries.back();
    }

    Records out_;
};

double rounded_pain(double level) { return std::clamp(std::round(level), 0.0, 10.0); }

}  // namespace

MadeUpCourse assess(const Engine& engine, Records records, Date today) {
    TraceScratch scratch;
    Result<Progress> progress = assess_progress(engine, records, {today, {}}, scratch);
    if (!progress) return {std::move(records), {}};
    return {std::move(records), std::move(*progress)};
}

Records eight_weeks(const std::string& case_json) {
    Diary diary;
    if (!case_json.empty()) diary.document(0, EntryKind::case_, case_json);
    diary.document(0, EntryKind::plan, R"({"format": "knotwork.plan/1", "start": "2026-09-27", "items": [
        {"id": "press", "remedy": "press", "kind": "pressure", "dose": {"days_a_week": 7}},
        {"id": "lift", "remedy": "lift", "kind": "exercise", "dose": {"days_a_week": 3}}]})");
    for (int day = 0; day <= 56; ++day) {
        const double level = day < 30 ? 6.4 - 0.12 * day : 2.8;
        if (day % 2 == 0 || day % 7 == 3) diary.measure(day, "pain", rounded_pain(level + wobble(day)));
        if (day % 7 == 0) {
            diary.measure(day, "worst-pain", rounded_pain(level + 2 + wobble(day)));
            diary.measure(day, "training-load", std::round(120 + 4 * day + 30 * wobble(day + 3)));
        }
        if (day % 14 == 0) {
            diary.measure(day, "lefs", 50 + std::round(0.35 * day));
            diary.measure(day, "hip-turn-in", 38 + (day % 28 == 0 ? 0 : 1), Side::left);
            diary.measure(day, "hip-turn-in", 26 + std::round(0.17 * day), Side::right);
            diary.measure(day, "one-leg-stance", 14 + std::round(0.2 * day), Side::right);
            diary.measure(day, "pressure-threshold", 2.6 + 0.02 * day, {}, "gluteus-minimus/2/right");
        }
        if (day % 3 == 1) diary.measure(day, "sleep", 7);
        if (day > 0 && day < 56 && day % 5 != 0 && !(day > 20 && day < 27))
            diary.session(day, day % 4 == 0 ? "no-change" : "better", day % 9 != 0);
    }
    const std::string buttock =
        R"({"intensity": 4, "stroke": {"points": ["right ischial-tuberosity + 6 cm up + 2 cm in", "right ischial-tuberosity + 1 cm up"], "radius_cm": 3}})";
    const std::string thigh =
        R"({"intensity": 4, "stroke": {"points": ["right thigh 0.07 @ 173", "right thigh 0.41 @ 176", "right thigh 0.70 @ 177"], "radius_cm": 3}})";
    const std::string calf =
        R"({"intensity": 3, "stroke": {"points": ["right leg 0.12 @ -176", "right leg 0.44 @ -178"], "radius_cm": 2.6}})";
    diary.drawing(14, buttock + ", " + thigh + ", " + calf);
    diary.drawing(35, buttock + ", " + thigh);
    diary.drawing(56, buttock);
    return diary.take();
}

Records pain_alone(std::span<const Reading> readings) {
    Diary diary;
    for (const Reading& reading : readings) diary.measure(reading.day, "pain", reading.value);
    return diary.take();
}

Records whole_year() {
    Diary diary;
    for (int day = 0; day <= 365; ++day) {
        const double level = day < 335 ? 6 - day / 80.0 + std::sin(day / 30.0) : 5.5;
        if (day < 140 || day > 182) diary.measure(day, "pain", rounded_pain(level + wobble(day)));
        if (day % 28 == 0) diary.measure(day, "psfs", std::min(10.0, 4 + std::round(day / 80.0)));
        if (day % 3 == 0) diary.session(day, "better", true);
    }
    return diary.take();
}

}  // namespace knotwork::test
