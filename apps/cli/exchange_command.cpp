// knotwork export, import, delete and passphrase: the journal as a whole.
#include <fmt/core.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "clock.hpp"
#include "commands.hpp"
#include "engine/json_text.hpp"
#include "engine/records_json.hpp"
#include "exchange/calendar.hpp"
#include "exchange/fhir.hpp"
#include "exchange/measures_csv.hpp"
#include "files.hpp"
#include "journal_entries.hpp"
#include "journal_input.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

constexpr std::size_t most_import_bytes = 512u << 20;

struct Arguments {
    JournalArguments journal;
    std::string file, out, new_passphrase_file;
    std::vector<std::string> ids;
    bool all = true, fhir = false, csv = false, calendar = false, anonymous = false;
    bool everything = false, yes = false, remove = false;
};

// --- export ---------------------------------------------------------------------------------------------------------

// With --person everything of that person, with --episode that episode; else everything of everybody.
Result<Records> list_chosen(const Journal& journal, const JournalArguments& arguments) {
    if (!arguments.episode.empty()) {
        const Result<Episode> episode = resolve_episode(journal, arguments);
        if (!episode) return tl::unexpected(episode.error());
        return list_records_of(journal, *episode);
    }
    if (arguments.person.empty()) return journal.list_all();
    const Result<Person> person = resolve_person(journal, arguments.person);
    if (!person) return tl::unexpected(person.error());
    Result<std::vector<Episode>> episodes = journal.list_episodes(person->id);
    if (!episodes) return tl::unexpected(episodes.error());
    EntryFilter filter;
    filter.person = person->id;
    Result<std::vector<Entry>> entries = journal.list_entries(filter);
    if (!entries) return tl::unexpected(entries.error());
    return Records{{*person}, std::move(*episodes), std::move(*entries)};
}

Result<std::string> build_export(const Engine& engine, const Journal& journal, const Arguments& arguments) {
    const Atlas& atlas = engine.atlas();
    const Moment now = get_now();
    if (!arguments.fhir && !arguments.calendar) {
        const Result<Records> records = list_chosen(journal, arguments.journal);
        if (!records) return tl::unexpected(records.error());
        return arguments.csv ? format_measures_csv(*records, list_measure_codes(atlas))
                             : format_records(*records) + "\n";
    }
    const Result<Current> current = find_current(engine, journal, arguments.journal, now.date());
    if (!current) return tl::unexpected(current.error());
    if (arguments.calendar) {
        if (!current->plan) return fail(ErrorCode::missing, "", "the journal holds no case to plan for yet");
        return build_calendar(atlas, *current->plan, {.now = now, .plan_id = current->episode.id});
    }
    const std::vector<MeasureCode> codes = list_measure_codes(atlas);
    return format_fhir(engine, {.records = current->records,
                                .now = now,
                                .measures = codes,
                                .known = current->known ? &*current->known : nullptr,
                                .plan = current->plan ? &*current->plan : nullptr,
                                .episode = current->episode.id,
                                .anonymous = arguments.anonymous}) +
           "\n";
}

int run_export(const Session& session, const Arguments& arguments) {
    const Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Result<Journal> journal = open_journal_of(arguments.journal, false);
    if (!journal) return report(session, journal.error());
    const Result<std::string> text = build_export(loaded->engine, *journal, arguments);
    if (!text) return report(session, text.error());
    if (arguments.out.empty()) {
        fmt::print("{}", *text);
        return exit_fine;
    }
    const auto written = replace_file(arguments.out, std::as_bytes(std::span(*text)));
    return written ? exit_fine : report(session, written.error());
}

std::string count_of(std::size_t count, std::string_view one, std::string_view more) {
    return fmt::format("{} {}", count, count == 1 ? one : more);
}

// --- import ---------------------------------------------------------------------------------------------------------

Result<Records> read_records(const Atlas& atlas, const std::string& file) {
    const Result<std::string> text = read_text(file, most_import_bytes);
    if (!text) return tl::unexpected(text.error());
    const auto in_file = [&](Error error) {
        error.where = file + (error.where.empty() ? "" : ": " + error.where);
        error.reason += "; nothing was imported";
        return error;
    };
    if (is_records(*text) || text->find("\"resourceType\"") == std::string::npos) {
        Result<Records> records = parse_records(*text);
        if (!records) return tl::unexpected(in_file(records.error()));
        return records;
    }
    Result<FhirImport> bundle = parse_fhir(list_measure_codes(atlas), *text);
    if (!bundle) return tl::unexpected(in_file(bundle.error()));
    for (const std::string& warning : bundle->warnings) fmt::print(stderr, "knotwork: {}: {}\n", file, warning);
    name_missing_people(bundle->records);
    return std::move(bundle->records);
}

// The one person of what is read becomes the one who is named, known to the journal or not.
Result<void> give_to(const Journal& journal, const std::string& name, Records& records) {
    if (records.people.size() != 1)
        return fail(ErrorCode::contradiction, "--person",
                    fmt::format("needs a file of one person, not of {}; nothing was imported", records.people.size()));
    const Result<std::vector<Person>> people = journal.list_people();
    if (!people) return tl::unexpected(people.error());
    Person& person = records.people.front();
    person.name = name;
    for (const Person& known : *people)
        if (fold(known.name) == fold(name)) person = known;
    for (Episode& episode : records.episodes) episode.person = person.id;
    return {};
}

int run_import(const Session& session, const Arguments& arguments) {
    const Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    Result<Records> records = read_records(loaded->engine.atlas(), arguments.file);
    if (!records) return report(session, records.error());
    Result<Journal> journal = open_journal_of(arguments.journal, true);
    if (!journal) return report(session, journal.error());
    if (!arguments.journal.person.empty())
        if (const Result<void> given = give_to(*journal, arguments.journal.person, *records); !given)
            return report(session, given.error());
    const Result<Merged> merged = journal->merge(*records);
    if (!merged) {
        Error error = merged.error();
        if (error.where.starts_with("people["))
            error.reason += "; --person NAME gives it to that person, or to another";
        return report(session, error);
    }
    fmt::print("Read: {}, {}, {}. New: {}; there already: {}.\n", count_of(records->people.size(), "person", "people"),
               count_of(records->episodes.size(), "episode", "episodes"),
               count_of(records->entries.size(), "entry", "entries"), merged->added, merged->known);
    return exit_fine;
}

// --- delete ---------------------------------------------------------------------------------------------------------

// Whether it is meant: --yes, or the word typed.
bool is_meant(const Arguments& arguments, const std::string& what) {
    if (arguments.yes) return true;
    if (!is_terminal(stdin)) return false;
    fmt::print("This removes {} for good. Type yes to go on: ", what);
    std::fflush(stdout);
    std::string line;
    return static_cast<bool>(std::getline(std::cin, line)) && fold(line) == "yes";
}

const Error not_meant{ErrorCode::missing, "", "nothing was removed: say --yes, or type yes where it is asked"};

Result<std::string> resolve_entry(const std::vector<Entry>& entries, const std::string& begin) {
    const Entry* found = nullptr;
    for (const Entry& entry : entries) {
        if (!entry.id.starts_with(begin)) continue;
        if (found != nullptr) return fail(ErrorCode::contradiction, begin, "several entries begin so");
        found = &entry;
    }
    if (found == nullptr || begin.size() < 6)
        return fail(ErrorCode::unknown_name, one_line(begin, 40),
                    "no such entry; knotwork history --ids shows the ids, of which six letters are enough");
    return found->id;
}

int delete_entries(const Session& session, const Arguments& arguments, Journal& journal) {
    const Result<std::vector<Entry>> entries = journal.list_entries({});
    if (!entries) return report(session, entries.error());
    std::vector<std::string> ids;
    for (const std::string& begin : arguments.ids) {
        const Result<std::string> id = resolve_entry(*entries, begin);
        if (!id) return report(session, id.error());
        ids.push_back(*id);
    }
    if (!is_meant(arguments, count_of(ids.size(), "entry", "entries"))) return report(session, not_meant);
    for (const std::string& id : ids)
        if (const Result<void> removed = journal.remove_entry(id); !removed) return report(session, removed.error());
    fmt::print("Removed: {}.\n", count_of(ids.size(), "entry", "entries"));
    return exit_fine;
}

int delete_episode(const Session& session, const Arguments& arguments, Journal& journal) {
    const Result<Episode> episode = resolve_episode(journal, arguments.journal);
    if (!episode) return report(session, episode.error());
    if (!is_meant(arguments, fmt::format("\"{}\" and all its entries", episode->title)))
        return report(session, not_meant);
    if (const Result<void> removed = journal.remove_episode(episode->id); !removed)
        return report(session, removed.error());
    fmt::print("Removed: {} and all its entries.\n", episode->title);
    return exit_fine;
}

int delete_person(const Session& session, const Arguments& arguments, Journal& journal) {
    const Result<Person> person = resolve_person(journal, arguments.journal.person);
    if (!person) return report(session, person.error());
    if (!is_meant(arguments, fmt::format("{} and everything of theirs", person->name)))
        return report(session, not_meant);
    if (const Result<void> removed = journal.remove_person(person->id); !removed)
        return report(session, removed.error());
    fmt::print("Removed: {} and everything of theirs.\n", person->name);
    return exit_fine;
}

int delete_everything(const Session& session, const Arguments& arguments) {
    const Result<std::string> file = find_journal(arguments.journal);
    if (!file) return report(session, file.error());
    if (!is_meant(arguments, "the whole journal " + *file)) return report(session, not_meant);
    if (const Result<void> removed = remove_journal(*file); !removed) return report(session, removed.error());
    fmt::print("Removed: {}. Copies that you made elsewhere are still there.\n", *file);
    return exit_fine;
}

int run_delete(const Session& session, const Arguments& arguments) {
    const int meanings =
        !arguments.ids.empty() + !arguments.journal.episode.empty() +
        (!arguments.journal.person.empty() && arguments.journal.episode.empty() && arguments.ids.empty()) +
        arguments.everything;
    if (meanings != 1)
        return report(session, {ErrorCode::missing, "",
                                "say what to remove: entries by their ids, --episode, --person or --everything"});
    if (arguments.everything) return delete_everything(session, arguments);
    Result<Journal> journal = open_journal_of(arguments.journal, false);
    if (!journal) return report(session, journal.error());
    if (!arguments.ids.empty()) return delete_entries(session, arguments, *journal);
    return arguments.journal.episode.empty() ? delete_person(session, arguments, *journal)
                                             : delete_episode(session, arguments, *journal);
}

// --- passphrase -----------------------------------------------------------------------------------------------------

int run_passphrase(const Session& session, const Arguments& arguments) {
    Result<Journal> journal = open_journal_of(arguments.journal, false);
    if (!journal) return report(session, journal.error());
    if (arguments.remove) {
        if (!journal->is_sealed()) return report(session, {ErrorCode::missing, journal->file(), "has no passphrase"});
        if (const Result<void> opened = journal->set_passphrase({}); !opened) return report(session, opened.error());
        fmt::print("The journal has no passphrase any more: whoever can read the file can read it.\n");
        return exit_fine;
    }
    const Result<std::string> passphrase = read_new_passphrase(arguments.new_passphrase_file);
    if (!passphrase) return report(session, passphrase.error());
    if (const Result<void> sealed = journal->set_passphrase(*passphrase); !sealed)
        return report(session, sealed.error());
    fmt::print("The journal is sealed. Without the passphrase nobody can open it, nor can we.\n");
    return exit_fine;
}

}  // namespace

void add_export(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("export", "Write the journal as one JSON file, or as FHIR, CSV or calendar");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("-o,--out", arguments->out, "File to write (else the standard output)")->type_name("FILE");
    CLI::Option* fhir = command->add_flag("--fhir", arguments->fhir, "The current pain as a FHIR R4 bundle");
    CLI::Option* csv = command->add_flag("--csv", arguments->csv, "The measures as a table");
    CLI::Option* calendar = command->add_flag("--calendar", arguments->calendar, "The plan as a calendar (iCalendar)");
    fhir->excludes(csv)->excludes(calendar);
    csv->excludes(calendar);
    command->add_flag("--anonymous", arguments->anonymous, "With --fhir: no name, age or sex");
    add_journal_options(*command, arguments->journal);
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_export(session, *arguments); }; });
}

void add_import(CLI::App& app, Session& session) {
    CLI::App* command =
        app.add_subcommand("import", "Read an export, or a FHIR R4 bundle, into the journal; all of it or nothing");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("file", arguments->file, "What export wrote; - reads standard input")
        ->type_name("FILE")
        ->required();
    command->add_option("--person", arguments->journal.person, "Whose it becomes (else whose it is in the file)")
        ->type_name("NAME");
    add_journal_options(*command, arguments->journal, false);
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_import(session, *arguments); }; });
}

void add_delete(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("delete", "Remove entries, an episode, a person or everything, for good");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("ids", arguments->ids, "Entries, as knotwork history --ids shows them")->type_name("ID");
    command->add_flag("--everything", arguments->everything, "The whole journal, file and all");
    command->add_flag("--yes", arguments->yes, "Do not ask");
    add_journal_options(*command, arguments->journal);
    add_json_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_delete(session, *arguments); }; });
}

void add_passphrase(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("passphrase", "Seal the journal with a passphrase, change it or remove it");
    const auto arguments = std::make_shared<Arguments>();
    command
        ->add_option("--new-passphrase-file", arguments->new_passphrase_file,
                     "File whose first line is the new passphrase (else it is asked for)")
        ->type_name("FILE");
    command->add_flag("--remove", arguments->remove, "Open the journal up: no passphrase any more");
    add_journal_options(*command, arguments->journal, false);
    add_json_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_passphrase(session, *arguments); }; });
}

}  // namespace knotwork::cli
