// Writes what is handed to other programs, for tests in other languages:
//
//     write_exchange FOLDER
//
// NAME.fhir.json for each sample; NAME.ics and NAME.planned.json for each plan; NAME.csv and NAME.readings.json.
#include <fstream>
#include <iostream>

#include "engine/json_text.hpp"
#include "exchange/calendar.hpp"
#include "exchange/measures_csv.hpp"
#include "exchange/samples.hpp"

namespace {

using namespace knotwork;

void write_file(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string format_planned(const std::vector<test::Planned>& planned) {
    OrderedJson out = OrderedJson::array();
    for (const test::Planned& p : planned) out.push_back({{"start", p.start}, {"summary", p.summary}});
    return format_json(out);
}

std::string format_readings(const Records& records) {
    OrderedJson out = OrderedJson::array();
    for (const Entry& entry : records.entries)
        if (entry.kind == EntryKind::measure)
            out.push_back({{"time", format_moment(entry.at)},
                           {"date", format_date(entry.at.date())},
                           {"side", entry.side ? name(*entry.side) : std::string_view{}},
                           {"value", entry.value},
                           {"remark", entry.text}});
    return format_json(out);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: write_exchange FOLDER\n";
        return 2;
    }
    const Atlas& atlas = test::get_engine().atlas();
    for (test::Sample& sample : test::list_samples()) {
        const std::string stem = std::string(argv[1]) + "/" + sample.name;
        write_file(stem + ".fhir.json", format_fhir(test::get_engine(), sample.input()));
        write_file(stem + ".csv", format_measures_csv(sample.records, test::get_measure_codes()));
        write_file(stem + ".readings.json", format_readings(sample.records));
        if (!sample.plan || sample.plan->refusal != PlanRefusal::none) continue;
        std::string odd;
        for (const std::string& text : test::get_odd_texts()) odd += text;
        for (PlanItem& item : sample.plan->plan.items) item.note = odd;
        if (sample.name == "anonymous") {  // some things twice and thrice a day, and not each day
            std::uint32_t n = 1;
            for (PlanItem& item : sample.plan->plan.items) {
                item.dose.day_least = n;
                item.dose.days_a_week = 2 * n;
                n = n % 3 + 1;
            }
        }
        const Moment now = noon_of(sample.plan->start, 60);
        const Result<std::string> calendar =
            build_calendar(atlas, *sample.plan, {.now = now, .alarm_minutes = 10, .plan_id = sample.name});
        write_file(stem + ".ics", calendar.value());
        write_file(stem + ".planned.json",
                   format_planned(test::list_planned(atlas, *sample.plan, {"18:30", "08:00", "13:00"})));
    }
}
