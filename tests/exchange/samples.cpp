#include "exchange/samples.hpp"

#include <cmath>
#include <fstream>
#include <span>
#include <sstream>
#include <stdexcept>

#include "atlas/atlas_file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace knotwork::test {
namespace {

constexpr Date first_day{2026, 11, 22};
constexpr std::int32_t winter = 60, summer = 120;  // minutes from UTC

std::string read_case(const std::string& file) {
    std::ifstream in(std::string(KNOTWORK_ROOT) + "/examples/" + file);
    std::stringstream text;
    text << in.rdbuf();
    if (text.str().empty()) throw std::runtime_error("no " + file);
    return text.str();
}

Entry make_entry(std::size_t number, const Episode& episode, const Moment& at, EntryKind kind) {
    Entry entry;
    entry.id = make_id(number);
    entry.episode = episode.id;
    entry.at = at;
    entry.kind = kind;
    return entry;
}

// The case of a file with its plan and documents, and readings for so many days.
Sample make_sample(const std::string& name, const std::string& file, const std::string& title, int days) {
    const Engine& engine = get_engine();
    const std::string text = read_case(file);
    Sample out{name, {}, {}, {}, false};
    out.known = parse_case(engine.atlas(), text).value();
    TraceScratch scratch;
    out.plan = plan_case(engine, *out.known, {.start = first_day, .pressure = {}, .edits = {}}, scratch).value();

    std::size_t id = 1000 * name.size();
    const Person person{make_id(++id), "M. Muster"};
    const Episode episode{make_id(++id), person.id, title, first_day, {}};
    out.records.people = {person};
    out.records.episodes = {episode};
    std::vector<Entry>& entries = out.records.entries;
    const Moment start = noon_of(first_day, winter);
    const auto add = [&](EntryKind kind, std::string content) -> Entry& {
        entries.push_back(make_entry(++id, episode, start, kind));
        entries.back().text = std::move(content);
        return entries.back();
    };
    const std::string case_id = add(EntryKind::case_, text).id;
    Entry& trace = add(EntryKind::trace, trace_case_json(engine, text, scratch));
    trace.of = case_id;
    trace.atlas = engine.atlas().hash();
    Entry& plan = add(EntryKind::plan, format_plan(engine, *out.plan));
    plan.of = case_id;
    plan.atlas = engine.atlas().hash();
    const std::string plan_id = plan.id;
    add(EntryKind::drawing, format_drawing(*out.known->drawing));
    add(EntryKind::answers, R"({"worse-sitting":"yes","worse-running":"no"})");
    add(EntryKind::note, "Long run on Sunday; better with a cushion.\n");
    for (int day = 0; day < days; ++day) {
        const Moment at = noon_of(add_days(first_day, day), day < 28 ? winter : summer);
        Entry pain = make_entry(++id, episode, at, EntryKind::measure);
        pain.measure = "pain";
        pain.value = std::round(10 * (6 * std::exp(-day / 30.0))) / 10;
        if (day == 3) pain.text = "after the stairs";
        entries.push_back(pain);
        if (day % 7 != 0) continue;
        Entry session = make_entry(++id, episode, at, EntryKind::session);
        session.of = plan_id;
        session.text = R"({"format":"knotwork.session/1","events":[]})";
        entries.push_back(session);
        Entry press = make_entry(++id, episode, at, EntryKind::measure);
        press.measure = "point-pain";
        press.place = "gluteus-minimus/2/right";
        press.side = Side::right;
        press.value = 5 - day / 14.0;
        press.of = session.id;
        entries.push_back(press);
        Entry range = make_entry(++id, episode, at, EntryKind::measure);
        range.measure = "hip-flexion";
        range.side = day % 2 == 0 ? Side::right : Side::left;
        range.value = 95 + day / 7.0;
        entries.push_back(range);
    }
    return out;
}

Sample make_odd() {
    Sample out{"odd", {}, {}, {}, false};
    std::size_t id = 77'000;
    const std::vector<std::string>& texts = get_odd_texts();
    for (const std::string& text : texts) {
        const Person person{make_id(++id), text};
        const Episode episode{make_id(++id), person.id, text, first_day, add_days(first_day, 3)};
        out.records.people.push_back(person);
        out.records.episodes.push_back(episode);
        for (const std::int32_t offset : {-1080, -841, -210, 0, 345, 840, 841, 1080}) {
            Entry entry = make_entry(++id, episode, noon_of(first_day, offset), EntryKind::measure);
            entry.measure = "walking";
            entry.text = text;
            entry.value = offset / 7.0;
            entry.place = text;
            if (offset != 0) entry.side = offset < 0 ? Side::left : Side::right;
            out.records.entries.push_back(entry);
        }
        Entry note = make_entry(++id, episode, noon_of(first_day, 0), EntryKind::note);
        note.text = text;
        note.of = make_id(1);  // in no bundle
        note.atlas = text;
        out.records.entries.push_back(note);
    }
    return out;
}

}  // namespace

const Engine& get_engine() {
    static const Result<Engine> engine = load_engine(get_atlas_bytes());
    return engine.value();
}

const std::vector<MeasureCode>& get_measure_codes() {
    static const std::vector<MeasureCode> codes{
        {"pain", "Pain, 0 to 10", "of 10", "{score}", "72514-3"},
        {"point-pain", "Pain of a pressed point, 0 to 10", "of 10", "{score}", ""},
        {"hip-flexion", "Bending of the hip", "degrees", "deg", ""},
        {"sleep", "Sleep", "h", "h", ""},
    };
    return codes;
}

FhirInput Sample::input() const {
    return {.records = records,
            .now = noon_of(add_days(first_day, 60), winter),
            .measures = get_measure_codes(),
            .known = known ? &*known : nullptr,
            .plan = plan ? &*plan : nullptr,
            .anonymous = anonymous};
}

std::vector<Sample> list_samples() {
    std::vector<Sample> out;
    out.push_back(make_sample("runner", "runner-case.json", "right buttock and leg", 56));
    out.push_back(make_sample("meralgia", "cases/meralgia-soccer.json", "front of the thigh", 10));
    out.back().records.episodes.front().ended = add_days(first_day, 30);
    out.push_back(make_sample("emergency", "cases/cauda-equina-retention.json", "back and both legs", 1));
    out.push_back(make_sample("anonymous", "runner-case.json", "right buttock and leg", 3));
    out.back().anonymous = true;
    out.push_back({"nothing", {}, {}, {}, false});
    const Person person{make_id(5), "N."};
    out.push_back({"empty", {{person}, {{make_id(6), person.id, "", first_day, {}}}, {}}, {}, {}, false});
    out.push_back(make_odd());
    return out;
}

std::vector<Planned> list_planned(const Atlas& atlas, const CasePlan& plan, const std::vector<std::string>& times) {
    std::vector<Planned> out;
    for (Date day = plan.start; day <= plan.review; day = add_days(day, 1)) {
        const auto offset = static_cast<unsigned>(count_days(plan.start, day)) % 7;
        for (std::size_t time = 0; time < times.size(); ++time) {
            std::string summary;
            for (const PlanItem& item : plan.plan.items) {
                const Atlas::Remedy& remedy = atlas.remedies()[item.remedy.value];
                if (atlas_format::remedy_kind_names[remedy.kind] == "professional") continue;
                // Evenly: on each day by which one more of the n must be done.
                const unsigned n = item.dose.days_a_week;
                if ((offset * n + 6) / 7 == ((offset + 1) * n + 6) / 7 || item.dose.day_least <= time) continue;
                summary += (summary.empty() ? "Knotwork: " : "; ") + within_sentence(atlas.text(remedy.name));
            }
            if (!summary.empty()) out.push_back({format_date(day) + "T" + times[time] + ":00", summary});
        }
    }
    out.push_back({format_date(plan.review), "Knotwork: review of the plan"});
    return out;
}

const std::vector<std::string>& get_odd_texts() {
    using namespace std::string_literals;
    static const std::vector<std::string> texts{
        "O'Neill, \"Zoë\"; <b>&amp;</b> \\ /",
        "=1+1",
        "@SUM(A1)",
        "-2",
        "Übergewicht 体重 🏃‍♀️ नमस्ते",
        "two\nlines\r\nand\ta tab",
        "no\u00a0break\u2028space\ufeff",
        "bell\a and null\0 and escape\x1b[31m"s,
        "not UTF-8: \xff\xc3( \xed\xa0\x80",
        " blanks around  ",
        std::string(3000, 'x') + "é" + std::string(200, ','),
    };
    return texts;
}

std::string make_id(std::size_t number) {
    const std::string text = std::to_string(number);
    return compute_hash(std::as_bytes(std::span(text)));
}

}  // namespace knotwork::test
