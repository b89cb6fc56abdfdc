// knotwork history: what the journal holds; and its traces made again.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "commands.hpp"
#include "engine/json_text.hpp"
#include "engine/records_json.hpp"
#include "files.hpp"
#include "journal_input.hpp"
#include "journal_text.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    JournalArguments journal;
    std::uint32_t newest = 0;
    bool all = false, ids = false, retrace = false;
};

Result<Records> list_chosen(const Journal& journal, const Arguments& arguments) {
    if (arguments.all) return journal.list_all();
    const Result<Episode> episode = resolve_episode(journal, arguments.journal);
    if (!episode) return tl::unexpected(episode.error());
    return list_records_of(journal, *episode);
}

void keep_newest(std::vector<Entry>& entries, std::uint32_t newest) {
    if (newest == 0 || entries.size() <= newest) return;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.at.seconds < b.at.seconds; });
    entries.erase(entries.begin(), entries.end() - newest);
}

// Traces each case again and tells whether the same comes out: it must, with the same atlas.
int retrace(const Engine& engine, const Records& records) {
    bool is_same_everywhere = true;
    TraceScratch scratch;
    for (const Entry& trace : records.entries) {
        if (trace.kind != EntryKind::trace) continue;
        const auto of = std::find_if(records.entries.begin(), records.entries.end(),
                                     [&](const Entry& e) { return e.id == trace.of; });
        const std::string day = format_date(trace.at.date());
        if (of == records.entries.end()) {
            fmt::print("{}  its case is not in the journal any more\n", day);
            continue;
        }
        const std::string again = trace_case_json(engine, of->text, scratch);
        if (trace.atlas != engine.atlas().hash()) {
            Entry now = trace;
            now.text = again;
            fmt::print("{}  made with another atlas; with this one: {}\n", day, describe_entry(engine.atlas(), now));
            continue;
        }
        const Result<std::string> compact = compact_document(again);
        const bool is_same = compact && *compact == trace.text;
        is_same_everywhere = is_same_everywhere && is_same;
        fmt::print("{}  {}\n", day, is_same ? "the same" : "NOT the same, though the atlas is");
    }
    return is_same_everywhere ? exit_fine : exit_broken_environment;
}

int run_history(const Session& session, const Arguments& arguments) {
    const Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Result<Journal> journal = open_journal_of(arguments.journal, false);
    if (!journal) return report(session, journal.error());
    Result<Records> records = list_chosen(*journal, arguments);
    if (!records) return report(session, records.error());
    if (arguments.retrace) return retrace(loaded->engine, *records);
    keep_newest(records->entries, arguments.newest);
    if (session.json)
        fmt::print("{}\n", format_records(*records));
    else
        fmt::print("{}", format_history(loaded->engine.atlas(), *records, arguments.ids, find_colours(stdout)));
    return exit_fine;
}

}  // namespace

void add_history(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("history", "Show what the journal holds of a pain, day by day");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("--newest", arguments->newest, "Only so many entries, the newest")->type_name("COUNT");
    command->add_flag("--all", arguments->all, "Of everybody, and every episode");
    command->add_flag("--ids", arguments->ids, "With the ids that knotwork delete takes");
    command->add_flag("--retrace", arguments->retrace, "Trace every case again and compare");
    add_journal_options(*command, arguments->journal);
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_history(session, *arguments); }; });
}

}  // namespace knotwork::cli
