// Writes pages to look at into a folder: write_report_samples FOLDER [CASE]..., those of the cases or a set of its own.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "atlas/atlas_file.hpp"
#include "report/document.hpp"
#include "report/made_up_journal.hpp"

namespace {

using namespace knotwork;

void write(const std::filesystem::path& file, const PictureBytes& bytes) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    std::printf("%s: %zu bytes\n", file.c_str(), bytes.size());
}

void write_charts(const std::filesystem::path& folder, const Engine& engine) {
    const auto chart = [&](const char* name, const Records& records, int days) {
        const test::MadeUpCourse course = test::assess(engine, records, add_days(test::made_up_start, days));
        write(folder / (std::string("chart-") + name + ".pdf"),
              draw_progress(engine.atlas(), course.input(), {.format = PictureFormat::pdf}));
    };
    const auto pain = [](std::vector<Reading> readings) { return test::pain_alone(readings); };
    chart("eight-weeks", test::eight_weeks(), 56);
    chart("year", test::whole_year(), 365);
    chart("nothing", pain({}), 0);
    chart("one", pain({{0, 6}}), 0);
    chart("two", pain({{0, 6}, {4, 5}}), 4);
    chart("equal", pain({{0, 4}, {3, 4}, {7, 4}, {15, 4}, {22, 4}}), 22);
    chart("gap", pain({{0, 7}, {2, 6}, {4, 6}, {60, 3}, {62, 2}, {64, 3}}), 64);
}

std::string read(const std::string& file) {
    std::ifstream in(file.starts_with("/") ? file : std::string(KNOTWORK_ROOT "/") + file);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Report {
    std::string file, person{}, title{};
    Date today = add_days(test::made_up_start, 56);
    bool with_course = false, acknowledged = false;
    std::string edits{};  // a plan with edits
};

void write_report(const std::filesystem::path& folder, const Engine& engine, const std::string& name,
                  const Report& report) {
    const std::string text = report.file.starts_with("{") ? report.file : read(report.file);
    Result<Case> known = parse_case(engine.atlas(), text);
    if (!known) return (void)std::printf("%s: %s\n", name.c_str(), known.error().message().c_str());
    if (report.acknowledged) acknowledge_emergencies(engine.atlas(), *known);
    PlanOptions options{.start = report.today, .pressure = {}, .edits = {}};
    if (!report.edits.empty()) {
        const Result<PlanEdits> edits = parse_plan_edits(engine.atlas(), report.edits);
        if (!edits) return (void)std::printf("%s: %s\n", name.c_str(), edits.error().message().c_str());
        options.edits = *edits;
    }
    TraceScratch scratch;
    const Result<CasePlan> plan = plan_case(engine, *known, options, scratch);
    if (!plan) return (void)std::printf("%s: %s\n", name.c_str(), plan.error().message().c_str());
    const test::MadeUpCourse course = test::assess(engine, test::eight_weeks(text), report.today);
    ReportInput input{
        .known = *known, .plan = *plan, .today = report.today, .person = report.person, .title = report.title};
    if (report.with_course) {
        input.records = &course.records;
        input.progress = &course.progress;
    }
    const auto begun = std::chrono::steady_clock::now();
    const Result<PictureBytes> bytes = draw_report(engine, input);
    if (!bytes) return (void)std::printf("%s: %s\n", name.c_str(), bytes.error().message().c_str());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    write(folder / (name + ".pdf"), *bytes);
    std::printf("  %.2f s\n", took.count());
}

void write_reports(const std::filesystem::path& folder, const Engine& engine) {
    const std::string title = "Right buttock and leg", runner = "examples/runner-case.json";
    write_report(folder, engine, "runner", {.file = runner, .person = "R. F.", .title = title, .with_course = true});
    write_report(folder, engine, "runner-alone", {.file = runner, .person = "R. F.", .title = title});
    write_report(folder, engine, "emergency",
                 {.file = "examples/cases/cauda-equina-retention.json", .person = "A. Example", .title = "Low back"});
    write_report(folder, engine, "acknowledged",
                 {.file = "examples/cases/cauda-equina-retention.json", .person = "A. Example", .acknowledged = true});
    write_report(folder, engine, "condition", {.file = "examples/cases/meralgia-soccer.json", .title = "Right thigh"});
    write_report(folder, engine, "condition-course",
                 {.file = "examples/cases/meralgia-soccer.json", .title = "Right thigh", .with_course = true});
    write_report(folder, engine, "urgent", {.file = "examples/cases/femoral-neck-i-test.json"});
    write_report(folder, engine, "unknown",
                 {.file = R"({"format": "knotwork.case/1", "drawing": {"format": "knotwork.drawing/1",
        "marks": [{"regions": ["left forearm", "right foot", "back of neck"], "intensity": 5}]}})"});
    std::string note;
    for (int i = 0; i < 90; ++i)
        note += "Sentence " + std::to_string(i) + " of a long note about what was found and agreed. ";
    write_report(
        folder, engine, "long",
        {.file = runner,
         .person = "Somebody with quite a long name that goes on and on",
         .title = title + ", " + title,
         .with_course = true,
         .edits =
             R"({"format": "knotwork.plan/1", "edits": {"by": "M. Therapist", "note": ")" + note +
             R"(", "remove": ["nothing/of-this@left"], "add": [{"remedy": "side-plank", "side": "right", "note": ")" +
             note + R"("}, {"remedy": "lying-figure-four", "side": "right"}], "change": {
                           "gluteus-minimus/ball-on-wall-back@right": {"hold_s": 45, "note": "slowly"}}}})"});
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    const std::filesystem::path folder(arguments[1]);
    std::filesystem::create_directories(folder);
    const Result<Engine> engine = load_engine(test::get_atlas_bytes());
    if (!engine) return 1;
    if (count == 2) write_charts(folder, *engine);
    if (count == 2) write_reports(folder, *engine);
    for (int i = 2; i < count; ++i)
        write_report(folder, *engine, std::filesystem::path(arguments[i]).stem().string(), {.file = arguments[i]});
    return 0;
}
