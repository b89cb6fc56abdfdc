// knotwork log: write down how it is, or what was done.
#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <memory>

#include "base/text.hpp"
#include "clock.hpp"
#include "commands.hpp"
#include "engine/json_text.hpp"
#include "engine/records_json.hpp"
#include "files.hpp"
#include "journal_entries.hpp"
#include "journal_input.hpp"
#include "journal_text.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    JournalArguments journal;
    std::vector<std::string> values;
    std::string note, at, case_file, drawing_file, answers_file, plan_file, session_file;
};

constexpr int clock_slack_s = 60;

Result<Moment> read_moment(const std::string& text, const Moment& now) {
    if (text.empty()) return now;
    Result<Moment> at = text.size() == 10 ? parse_date(text, "--at").map([&](Date day) {
        return day == now.date() ? now : noon_of(day, now.offset_minutes);
    })
                                          : parse_moment(text, "--at");
    if (at && at->date() > add_days(now.date(), 1))
        return fail(ErrorCode::out_of_range, "--at", "lies in the future: today is " + format_date(now.date()));
    return at;
}

// Documents that are named, as entries; a case brings its trace along.
Result<void> read_documents(const Engine& engine, const Arguments& arguments, const Moment& at,
                            std::vector<Entry>& out) {
    const auto add = [&](const std::string& file, EntryKind kind) -> Result<void> {
        if (file.empty()) return {};
        const Result<std::string> text = read_text(file, most_document_bytes);
        if (!text) return tl::unexpected(text.error());
        Result<std::vector<Entry>> entries = build_entries(engine, kind, *text, at);
        if (!entries) {
            Error error = entries.error();
            error.where = file + (error.where.empty() ? "" : ": " + error.where);
            return tl::unexpected(error);
        }
        out.insert(out.end(), entries->begin(), entries->end());
        return {};
    };
    for (const auto& [file, kind] :
         {std::pair(&arguments.case_file, EntryKind::case_), std::pair(&arguments.drawing_file, EntryKind::drawing),
          std::pair(&arguments.answers_file, EntryKind::answers), std::pair(&arguments.plan_file, EntryKind::plan),
          std::pair(&arguments.session_file, EntryKind::session)})
        if (Result<void> added = add(*file, kind); !added) return added;
    return {};
}

Result<std::vector<Entry>> read_entries(const Engine& engine, const Arguments& arguments, const Moment& at) {
    std::vector<Entry> out;
    for (const std::string& value : arguments.values) {
        Result<Entry> entry = parse_measure(engine.atlas(), value);
        if (!entry) return tl::unexpected(entry.error());
        out.push_back(std::move(*entry));
    }
    if (!arguments.note.empty()) {
        if (!is_utf8(arguments.note)) return fail(ErrorCode::wrong_type, "--note", "is not text in UTF-8");
        Entry note;
        note.kind = EntryKind::note;
        note.text = arguments.note;
        out.push_back(std::move(note));
    }
    for (Entry& entry : out) {
        entry.id = make_id();
        entry.at = at;
    }
    if (const Result<void> read = read_documents(engine, arguments, at, out); !read)
        return tl::unexpected(read.error());
    if (out.empty())
        return fail(ErrorCode::missing, "", "nothing to write down: give values as pain=4, --note or a document");
    return out;
}

int run_log(const Session& session, const Arguments& arguments) {
    const Moment now = get_now();
    const Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Result<Moment> at = read_moment(arguments.at, now);
    if (!at) return report(session, at.error());
    Result<std::vector<Entry>> entries = read_entries(loaded->engine, arguments, *at);
    if (!entries) return report(session, entries.error());
    Result<Journal> journal = open_journal_of(arguments.journal, true);
    if (!journal) return report(session, journal.error());
    const Result<std::optional<std::int64_t>> last = journal->last_written();
    if (!last) return report(session, last.error());
    const Result<Episode> episode = resolve_or_begin_episode(*journal, arguments.journal, at->date());
    if (!episode) return report(session, episode.error());
    Result<std::vector<Entry>> kept = add_to_episode(*journal, *episode, std::move(*entries));
    if (!kept) return report(session, kept.error());
    if (session.json)
        fmt::print("{}\n", format_records({{}, {*episode}, std::move(*kept)}));
    else
        fmt::print("{}", format_kept(loaded->engine.atlas(), *episode, *kept));
    if (*last && **last > now.seconds + clock_slack_s && arguments.at.empty())
        fmt::print(
            stderr,
            "knotwork: kept, but check the clock: it says {}, and the newest entry was written on {}; --at tells "
            "another time\n",
            format_moment(now), format_moment({**last, now.offset_minutes}));
    return exit_fine;
}

}  // namespace

void add_log(CLI::App& app, Session& session) {
    CLI::App* command =
        app.add_subcommand("log", "Write down in the journal how it is: pain=4 sleep=7, a note, a case, a session");
    const auto arguments = std::make_shared<Arguments>();
    command
        ->add_option("values", arguments->values,
                     "MEASURE=VALUE, with side or point where it has one: pain=4 hip-turn-in/right=30 "
                     "pressure-threshold/gluteus-minimus/2/right=3.2; knotwork measures lists them")
        ->type_name("MEASURE=VALUE");
    command->add_option("--note", arguments->note, "Words to keep with the day")->type_name("TEXT");
    command->add_option("--at", arguments->at, "When it was so: 2026-11-22, or 2026-11-22T18:05:00+01:00 (else now)")
        ->type_name("TIME");
    command->add_option("--case", arguments->case_file, "Keep a case or a drawing with answers, and its trace")
        ->type_name("FILE");
    command
        ->add_option("--drawing", arguments->drawing_file,
                     "Keep a drawing of how far it reaches now; to be traced anew, give it with --case")
        ->type_name("FILE");
    command->add_option("--answers", arguments->answers_file, "Keep new answers: {\"worse-sitting\": \"yes\"}")
        ->type_name("FILE");
    command->add_option("--plan", arguments->plan_file, "Keep a plan, as knotwork plan --json writes it")
        ->type_name("FILE");
    command->add_option("--session", arguments->session_file, "Keep a session, as knotwork session --log writes it")
        ->type_name("FILE");
    add_journal_options(*command, arguments->journal);
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_log(session, *arguments); }; });
}

}  // namespace knotwork::cli
