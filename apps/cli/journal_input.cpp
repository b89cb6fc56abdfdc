#include "journal_input.hpp"

#include <fmt/core.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "base/text.hpp"
#include "engine/engine.hpp"
#include "engine/json_text.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

constexpr std::size_t longest_passphrase = 4096;
constexpr std::string_view first_person = "me", first_episode = "Pain";

// The first line of a file, without its line feed.
Result<std::string> read_first_line(const std::string& file) {
    Result<std::string> text = read_text(file, longest_passphrase);
    if (!text) return text;
    if (text->size() > longest_passphrase) return fail(ErrorCode::too_large, file, "is too long for a passphrase");
    text->resize(std::min(text->find_first_of("\r\n"), text->size()));
    if (text->empty()) return fail(ErrorCode::missing, file, "holds no passphrase in its first line");
    return text;
}

// A line typed on the terminal, unseen. Nothing where there is no terminal.
std::optional<std::string> ask_unseen(const char* question) {
    if (!is_terminal(stdin)) return std::nullopt;
    termios before{};
    if (tcgetattr(STDIN_FILENO, &before) != 0) return std::nullopt;
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);  // before the question: it drops what was typed
    fmt::print(stderr, "{}", question);
    std::string line;
    const bool is_read = static_cast<bool>(std::getline(std::cin, line));
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fmt::print(stderr, "\n");
    if (!is_read || line.empty()) return std::nullopt;
    return line;
}

Result<std::optional<std::string>> find_passphrase(const JournalArguments& arguments) {
    if (!arguments.passphrase_file.empty()) {
        Result<std::string> line = read_first_line(arguments.passphrase_file);
        if (!line) return tl::unexpected(line.error());
        return std::optional(std::move(*line));
    }
    if (const char* given = std::getenv("KNOTWORK_PASSPHRASE"); given && *given)
        return std::optional<std::string>(given);
    return std::optional<std::string>();
}

bool begins_with(std::string_view text, std::string_view begin) { return fold(text).starts_with(fold(begin)); }

}  // namespace

void add_journal_options(CLI::App& command, JournalArguments& arguments, bool with_person) {
    command
        .add_option("--journal", arguments.file,
                    "Journal to use (else $KNOTWORK_JOURNAL, else knotwork/journal.db in your data folder)")
        ->type_name("FILE");
    command
        .add_option("--passphrase-file", arguments.passphrase_file,
                    "File whose first line opens a sealed journal (else $KNOTWORK_PASSPHRASE, else it is asked for)")
        ->type_name("FILE");
    if (!with_person) return;
    command.add_option("--person", arguments.person, "Whose journal, where it holds several people")->type_name("NAME");
    command.add_option("--episode", arguments.episode, "Which pain, by its title or id (else the current one)")
        ->type_name("TITLE");
}

Result<std::string> find_journal(const JournalArguments& arguments) {
    if (!arguments.file.empty()) return arguments.file;
    if (const char* named = std::getenv("KNOTWORK_JOURNAL"); named && *named) return std::string(named);
    // Relative paths in XDG_DATA_HOME are to be ignored (XDG Base Directory Specification).
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data == '/')
        return std::string(data) + "/knotwork/journal.db";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::string(home) + "/.local/share/knotwork/journal.db";
    return fail(ErrorCode::missing, "", "no place for a journal is known: name a file with --journal");
}

Result<Journal> open_journal_of(const JournalArguments& arguments, bool create) {
    const Result<std::string> file = find_journal(arguments);
    if (!file) return tl::unexpected(file.error());
    Result<std::optional<std::string>> passphrase = find_passphrase(arguments);
    if (!passphrase) return tl::unexpected(passphrase.error());
    JournalOptions options{.passphrase = std::move(*passphrase), .create = create};
    Result<Journal> journal = open_journal(*file, options);
    if (journal && options.passphrase && !journal->is_sealed())
        fmt::print(stderr, "knotwork: {} has no passphrase: whoever can read the file can read it\n", *file);
    if (journal || journal.error().code != ErrorCode::missing || options.passphrase) return journal;
    options.passphrase = ask_unseen("Passphrase of the journal: ");
    if (!options.passphrase) return journal;
    return open_journal(*file, options);
}

Result<std::string> read_new_passphrase(const std::string& file) {
    if (!file.empty()) return read_first_line(file);
    const std::optional<std::string> first = ask_unseen("New passphrase: ");
    if (!first) return fail(ErrorCode::missing, "", "no new passphrase: name a file with --new-passphrase-file");
    const std::optional<std::string> again = ask_unseen("The same again: ");
    if (first != again) return fail(ErrorCode::contradiction, "", "the two passphrases differ; nothing was changed");
    return *first;
}

Result<Person> resolve_person(const Journal& journal, const std::string& name) {
    Result<std::vector<Person>> people = journal.list_people();
    if (!people) return tl::unexpected(people.error());
    if (people->empty()) return fail(ErrorCode::missing, journal.file(), "the journal is empty");
    if (name.empty()) {
        if (people->size() == 1) return people->front();
        return fail(ErrorCode::missing, "--person",
                    fmt::format("the journal holds {} people: say whose it is", people->size()));
    }
    std::vector<std::string> names;
    for (const Person& person : *people) {
        if (fold(person.name) == fold(name)) return person;
        names.push_back(person.name);
    }
    const std::string_view near = find_nearest(name, names);
    return fail(ErrorCode::unknown_name, "--person",
                fmt::format("nobody is called \"{}\"{}", one_line(name, 40),
                            near.empty() ? "; knotwork episode TITLE --person NAME begins with somebody new"
                                         : fmt::format("; did you mean \"{}\"?", near)));
}

Result<Episode> resolve_episode(const Journal& journal, const JournalArguments& arguments) {
    const Result<Person> person = resolve_person(journal, arguments.person);
    if (!person) return tl::unexpected(person.error());
    Result<std::vector<Episode>> episodes = journal.list_episodes(person->id);
    if (!episodes) return tl::unexpected(episodes.error());
    Records records{{}, std::move(*episodes), {}};
    if (arguments.episode.empty()) {
        if (const Episode* const found = find_episode(records, "")) return *found;
        return fail(ErrorCode::missing, journal.file(), fmt::format("{} has no episode of pain yet", person->name));
    }
    std::vector<Episode> found;
    for (const Episode& episode : records.episodes)
        if (begins_with(episode.title, arguments.episode) || episode.id.starts_with(arguments.episode))
            found.push_back(episode);
    if (found.size() == 1) return found.front();
    if (!found.empty())
        return fail(ErrorCode::contradiction, "--episode",
                    fmt::format("{} episodes are called so; knotwork episode lists them with their ids", found.size()));
    std::vector<std::string> titles;
    for (const Episode& episode : records.episodes) titles.push_back(episode.title);
    const std::string_view near = find_nearest(arguments.episode, titles);
    return fail(
        ErrorCode::unknown_name, "--episode",
        fmt::format("no episode \"{}\"{}", one_line(arguments.episode, 40),
                    near.empty() ? "; knotwork episode lists them" : fmt::format("; did you mean \"{}\"?", near)));
}

Result<Episode> resolve_or_begin_episode(Journal& journal, const JournalArguments& arguments, Date today) {
    const Result<std::vector<Person>> people = journal.list_people();
    if (!people) return tl::unexpected(people.error());
    Person person;
    if (people->empty()) {
        person = {make_id(), arguments.person.empty() ? std::string(first_person) : arguments.person};
        if (const Result<void> kept = journal.add(person); !kept) return tl::unexpected(kept.error());
    } else {
        const Result<Person> found = resolve_person(journal, arguments.person);
        if (!found) return tl::unexpected(found.error());
        person = *found;
    }
    const Result<std::vector<Episode>> episodes = journal.list_episodes(person.id);
    if (!episodes) return tl::unexpected(episodes.error());
    if (!episodes->empty() || !arguments.episode.empty()) return resolve_episode(journal, arguments);
    Episode episode{make_id(), person.id, std::string(first_episode), today, {}};
    if (const Result<void> kept = journal.add(episode); !kept) return tl::unexpected(kept.error());
    return episode;
}

Result<Records> list_records_of(const Journal& journal, const Episode& episode) {
    Result<std::vector<Person>> people = journal.list_people();
    if (!people) return tl::unexpected(people.error());
    std::erase_if(*people, [&](const Person& p) { return p.id != episode.person; });
    EntryFilter filter;
    filter.episode = episode.id;
    Result<std::vector<Entry>> entries = journal.list_entries(filter);
    if (!entries) return tl::unexpected(entries.error());
    return Records{std::move(*people), {episode}, std::move(*entries)};
}

Result<Current> find_current(const Engine& engine, const Journal& journal, const JournalArguments& arguments,
                             Date today) {
    Result<Episode> episode = resolve_episode(journal, arguments);
    if (!episode) return tl::unexpected(episode.error());
    Result<Records> records = list_records_of(journal, *episode);
    if (!records) return tl::unexpected(records.error());
    Current out{std::move(*episode), std::move(*records), {}, {}};
    Result<Case> known = build_case(engine.atlas(), out.records, out.episode, today);
    if (!known && known.error().code != ErrorCode::missing) return tl::unexpected(known.error());
    if (!known) return out;
    out.known = std::move(*known);
    Result<PlanEdits> edits = find_plan_edits(engine.atlas(), out.records, out.episode, today);
    if (!edits) return tl::unexpected(edits.error());
    TraceScratch scratch;
    Result<CasePlan> plan =
        plan_case(engine, *out.known, {.start = today, .pressure = {}, .edits = std::move(*edits)}, scratch);
    if (!plan) return tl::unexpected(plan.error());
    out.plan = std::move(*plan);
    return out;
}

}  // namespace knotwork::cli
