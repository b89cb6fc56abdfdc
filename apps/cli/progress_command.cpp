// knotwork progress: is this normal, and what now? And the case of the journal as it stands.
#include <fmt/core.h>

#include <memory>

#include "clock.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "journal_input.hpp"
#include "journal_text.hpp"
#include "report/progress_chart.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    JournalArguments journal;
    std::string today, picture;
};

struct Found {
    Episode episode;
    Records records;
    Date today;
};
Result<Found> find_records(const Arguments& arguments) {
    Result<Date> today = read_day(arguments.today, "--today");
    if (!today) return tl::unexpected(today.error());
    const Result<Journal> journal = open_journal_of(arguments.journal, false);
    if (!journal) return tl::unexpected(journal.error());
    Result<Episode> episode = resolve_episode(*journal, arguments.journal);
    if (!episode) return tl::unexpected(episode.error());
    Result<Records> records = list_records_of(*journal, *episode);
    if (!records) return tl::unexpected(records.error());
    return Found{std::move(*episode), std::move(*records), *today};
}

int run_progress(const Session& session, const Arguments& arguments) {
    if (!arguments.picture.empty())
        if (const auto format = read_picture_format(arguments.picture); !format) return report(session, format.error());
    const Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Result<Found> found = find_records(arguments);
    if (!found) return report(session, found.error());
    TraceScratch scratch;
    const Result<Progress> progress =
        assess_progress(loaded->engine, found->records, {found->today, found->episode.id}, scratch);
    if (!progress) return report(session, progress.error());
    if (!arguments.picture.empty()) {
        const Atlas& atlas = loaded->engine.atlas();
        const ChartInput chart{*progress, &found->records, found->episode.title};
        const auto written =
            write_file(arguments.picture, draw_progress(atlas, chart, {*find_picture_format(arguments.picture)}));
        if (!written) return report(session, written.error());
    }
    if (session.json)
        fmt::print("{}\n", format_progress(loaded->engine, *progress));
    else
        fmt::print("{}", format_progress_text(loaded->engine, found->episode, *progress, find_colours(stdout)));
    return exit_fine;
}

int run_case(const Session& session, const Arguments& arguments) {
    const Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Atlas& atlas = loaded->engine.atlas();
    const Result<Found> found = find_records(arguments);
    if (!found) return report(session, found.error());
    const Result<Case> known = build_case(atlas, found->records, found->episode, found->today);
    if (!known) return report(session, known.error());
    fmt::print("{}\n", format_case(atlas, *known));
    return exit_fine;
}

void add_options(CLI::App& command, Arguments& arguments) {
    command.add_option("--today", arguments.today, "As of this day, 2026-11-22 (else today)")->type_name("DATE");
    add_journal_options(command, arguments.journal);
}

}  // namespace

void add_progress(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("progress", "Tell how a pain goes: is this normal, and what now");
    const auto arguments = std::make_shared<Arguments>();
    add_options(*command, *arguments);
    command->add_option("--picture", arguments->picture, "Draw the chart into this file (.svg, .png or .pdf)")
        ->type_name("FILE");
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_progress(session, *arguments); }; });
}

void add_case(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand(
        "case", "Write the journal's case as it stands, to be traced or planned: knotwork case | knotwork plan -");
    const auto arguments = std::make_shared<Arguments>();
    add_options(*command, *arguments);
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_case(session, *arguments); }; });
}

}  // namespace knotwork::cli
