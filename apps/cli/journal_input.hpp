// What the commands that use the journal share: where it lies, its passphrase, and whose pain is meant.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/record.hpp"
#include "commands.hpp"
#include "journal/journal.hpp"

namespace knotwork::cli {

struct JournalArguments {
    std::string file, passphrase_file, person, episode;
};
// --journal and --passphrase-file; with `with_person`, --person and --episode as well.
void add_journal_options(CLI::App& command, JournalArguments& arguments, bool with_person = true);

// --journal, else the environment variable KNOTWORK_JOURNAL, else knotwork/journal.db in the user's data folder
// (XDG Base Directory Specification). Errors: missing (none of them is known).
Result<std::string> find_journal(const JournalArguments& arguments);

// The passphrase comes from --passphrase-file, else from the environment variable KNOTWORK_PASSPHRASE, else it is asked
// for on the terminal, unseen. Errors: those of open_journal.
Result<Journal> open_journal_of(const JournalArguments& arguments, bool create);
// A new passphrase: --passphrase-file or KNOTWORK_PASSPHRASE name the old one, these name the new one.
Result<std::string> read_new_passphrase(const std::string& file);

// The person who is meant: the one named by --person, else the only one. Errors: unknown_name with the nearest;
// missing, where there are several or none.
Result<Person> resolve_person(const Journal& journal, const std::string& name);
// The episode that is meant: the one whose title or id --episode begins, else the current one. Errors: the same.
Result<Episode> resolve_episode(const Journal& journal, const JournalArguments& arguments);
// The same, or "me" and a first episode where the journal holds nobody yet.
Result<Episode> resolve_or_begin_episode(Journal& journal, const JournalArguments& arguments, Date today);

// Everything of the person that an episode is of.
Result<Records> list_records_of(const Journal& journal, const Episode& episode);

// A pain as the journal holds it, with its case and its plan of that day where it has a case. The edits of the newest
// plan are kept. Errors: those of resolve_episode, build_case and plan_case.
struct Current {
    Episode episode;
    Records records;
    std::optional<Case> known;
    std::optional<CasePlan> plan;
};
Result<Current> find_current(const Engine& engine, const Journal& journal, const JournalArguments& arguments,
                             Date today);

}  // namespace knotwork::cli
