// knotwork report: everything on two pages, for a therapist.
#include <fmt/core.h>

#include <memory>

#include "case_input.hpp"
#include "clock.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "journal_input.hpp"
#include "plan_input.hpp"
#include "report/document.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    PlanArguments plan;
    std::string out, name, today;
};

int write_report(const Session& session, const Engine& engine, const Arguments& arguments, const ReportInput& input) {
    const Result<PictureBytes> pages = draw_report(engine, input);
    if (!pages) return report(session, pages.error());
    const auto written = replace_file(arguments.out, *pages);
    if (!written) return report(session, written.error());
    fmt::print("Written: {}\n", arguments.out);
    return exit_fine;
}

int report_file(const Session& session, const Arguments& arguments, Date today) {
    const Result<LoadedPlan> made = load_plan(session, arguments.plan);
    if (!made) return report(session, made.error());
    return write_report(
        session, made->loaded.engine, arguments,
        {.known = made->known, .plan = made->plan, .today = today, .person = arguments.name, .title = {}});
}

int report_journal(const Session& session, const Arguments& arguments, Date today) {
    const Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Engine& engine = loaded->engine;
    const Result<Journal> journal = open_journal_of(arguments.plan.journal, false);
    if (!journal) return report(session, journal.error());
    const Result<Current> current = find_current(engine, *journal, arguments.plan.journal, today);
    if (!current) return report(session, current.error());
    if (!current->known)
        return report(session, {ErrorCode::missing, journal->file(),
                                "holds no case of this pain yet: knotwork log --case FILE, or report a FILE"});
    TraceScratch scratch;
    const Result<Progress> progress = assess_progress(engine, current->records, {today, current->episode.id}, scratch);
    if (!progress) return report(session, progress.error());
    const std::string name = arguments.name.empty() ? current->records.people.front().name : arguments.name;
    return write_report(session, engine, arguments,
                        {.known = *current->known,
                         .plan = *current->plan,
                         .records = &current->records,
                         .progress = &*progress,
                         .today = today,
                         .person = name,
                         .title = current->episode.title});
}

int run_report(const Session& session, const Arguments& arguments) {
    const Result<Date> today = read_day(arguments.today, "--today");
    if (!today) return report(session, today.error());
    return arguments.plan.file.empty() ? report_journal(session, arguments, *today)
                                       : report_file(session, arguments, *today);
}

}  // namespace

void add_report(CLI::App& app, Session& session) {
    CLI::App* command =
        app.add_subcommand("report", "Write a PDF for a therapist: drawings, sources, danger signs, plan, progress");
    const auto arguments = std::make_shared<Arguments>();
    add_plan_options(*command, arguments->plan)->required(false);
    add_journal_options(*command, arguments->plan.journal);
    command->add_option("-o,--out", arguments->out, "PDF to write")->type_name("FILE")->required();
    command->add_option("--name", arguments->name, "Name or initials at the top (else the journal's)")
        ->type_name("NAME");
    command->add_option("--today", arguments->today, "As of this day, 2026-11-22 (else today)")->type_name("DATE");
    add_atlas_option(*command, session);
    add_json_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_report(session, *arguments); }; });
}

}  // namespace knotwork::cli
