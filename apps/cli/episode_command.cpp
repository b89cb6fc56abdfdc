// knotwork episode: the pains that the journal follows; begin one, or end one.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "clock.hpp"
#include "commands.hpp"
#include "engine/records_json.hpp"
#include "files.hpp"
#include "journal_entries.hpp"
#include "journal_input.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    JournalArguments journal;
    std::string title, begun;
    bool ends = false;
};

int list_episodes(const Session& session, const Arguments& arguments) {
    const Result<Journal> journal = open_journal_of(arguments.journal, false);
    if (!journal) return report(session, journal.error());
    Result<Records> records = journal->list_all();
    if (!records) return report(session, records.error());
    if (session.json) {
        records->entries.clear();
        fmt::print("{}\n", format_records(*records));
        return exit_fine;
    }
    for (const Person& person : records->people) {
        const Result<std::vector<Episode>> episodes = journal->list_episodes(person.id);
        if (!episodes) return report(session, episodes.error());
        const Records own{{}, *episodes, {}};
        const Episode* const current = find_episode(own, "");
        fmt::print("{}\n", person.name);
        for (const Episode& episode : own.episodes) {
            const auto entries = std::count_if(records->entries.begin(), records->entries.end(),
                                               [&](const Entry& e) { return e.episode == episode.id; });
            fmt::print("  {} {}  {} {} [{}]\n", &episode == current ? "*" : " ", episode.title,
                       format_date(episode.begun),
                       episode.ended ? "to " + format_date(*episode.ended) : fmt::format("on, {} entries", entries),
                       episode.id.substr(0, 12));
        }
    }
    return exit_fine;
}

int end_episode(const Session& session, const Arguments& arguments) {
    Result<Journal> journal = open_journal_of(arguments.journal, false);
    if (!journal) return report(session, journal.error());
    JournalArguments named = arguments.journal;
    if (!arguments.title.empty()) named.episode = arguments.title;
    const Result<Episode> episode = resolve_episode(*journal, named);
    if (!episode) return report(session, episode.error());
    if (const Result<void> kept = journal->end(episode->id, get_now().date()); !kept)
        return report(session, kept.error());
    fmt::print("Ended: {}. Its entries stay; knotwork progress --episode still shows it.\n", episode->title);
    return exit_fine;
}

// Somebody who is not in the journal yet comes in with their first episode.
Result<Person> find_or_add_person(Journal& journal, const std::string& name) {
    const Result<std::vector<Person>> people = journal.list_people();
    if (!people) return tl::unexpected(people.error());
    if (name.empty() && !people->empty()) return resolve_person(journal, name);
    for (const Person& person : *people)
        if (person.name == name) return person;
    Person person{make_id(), name.empty() ? "me" : name};
    if (const Result<void> kept = journal.add(person); !kept) return tl::unexpected(kept.error());
    return person;
}

int begin_episode(const Session& session, const Arguments& arguments) {
    if (!is_utf8(arguments.title) || !is_utf8(arguments.journal.person))
        return report(session, {ErrorCode::wrong_type, "", "titles and names are text in UTF-8"});
    const Result<Date> begun = read_day(arguments.begun, "--begun");
    if (!begun) return report(session, begun.error());
    if (*begun > get_now().date()) return report(session, {ErrorCode::out_of_range, "--begun", "lies in the future"});
    Result<Journal> journal = open_journal_of(arguments.journal, true);
    if (!journal) return report(session, journal.error());
    const Result<Person> person = find_or_add_person(*journal, arguments.journal.person);
    if (!person) return report(session, person.error());
    const Episode episode{make_id(), person->id, arguments.title, *begun, {}};
    if (const Result<void> kept = journal->add(episode); !kept) return report(session, kept.error());
    fmt::print("Begun: {} ({}). What is logged from now on belongs to it.\n", episode.title, person->name);
    return exit_fine;
}

}  // namespace

void add_episode(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("episode", "List the pains that the journal follows, begin one or end one");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("title", arguments->title, "Begin an episode of this title: \"left calf\"")->type_name("TITLE");
    command->add_option("--begun", arguments->begun, "Day it began, as 2026-11-01 (else today)")->type_name("DATE");
    command->add_flag("--end", arguments->ends, "End it instead: the one of this title, else the current one");
    add_journal_options(*command, arguments->journal);
    add_json_option(*command, session);
    command->callback([&session, arguments] {
        session.run = [&session, arguments] {
            if (arguments->ends) return end_episode(session, *arguments);
            return arguments->title.empty() ? list_episodes(session, *arguments) : begin_episode(session, *arguments);
        };
    });
}

}  // namespace knotwork::cli
