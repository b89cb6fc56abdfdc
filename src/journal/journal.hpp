// The journal: one file that keeps people, episodes and entries, and loses nothing that it said it has kept.
//
//     Result<Journal> journal = open_journal("journal.db", {});
//     Result<void> kept = journal->add(std::span(&entry, 1));        // on the disk when this returns
//     Result<Records> all = journal->list_all();
//
// A plain journal is an SQLite database (WAL, synchronous FULL, foreign keys, strict tables; versions by migrations). A
// sealed one is the image of such a database, encrypted with a key made from a passphrase (journal/seal.hpp): it is
// opened into memory, and each change writes it anew beside the file and moves it into its place. Either way a change
// is kept whole or not at all, also where the program is killed in the middle.
//
// One process writes at a time: others wait up to `wait_ms`, then fail with in_use. A plain journal may be read by many
// meanwhile; a sealed one is open in one place at a time, readers too. Where the file or its folder may not be written,
// a journal can be read (is_read_only). A Journal is used by one thread at a time.
//
// What is removed is overwritten in the file, and the log cut back; what a disk or a backup keeps besides is beyond its
// reach. Each record carries a digest: one that was changed by something else is refused when it is read.
//
// Errors: unreadable (a file that cannot be opened or written, a full disk), journal_damaged, journal_version (a newer
// program wrote it), wrong_passphrase, missing (a passphrase is needed), in_use, unknown_name (no such id),
// contradiction (an id or a person's name that is there already, with other content where it is merged), and of the
// records alone: wrong_type (the form of an id; a value of what is no measure), out_of_range, missing, too_large. Where
// an error is given, the journal is as it was before the call, with two exceptions whose words say so: a removal, or a
// sealing, that is done but could not overwrite what was there before; the next opening tries that again.
// A door ignores SIGXFSZ if it wants a limit of file size to be an error and not its end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/record.hpp"

namespace knotwork {

struct JournalOptions {
    std::optional<std::string> passphrase{};  // of a sealed journal; of a new one, to seal it; not asked of a plain one
    bool create = true;                       // else a missing file is an error
    int wait_ms = 5000;
};

// What an entry search is about; empty fields ask for all.
struct EntryFilter {
    std::string person{}, episode{};  // ids
    std::optional<EntryKind> kind{};
    std::string measure{};
    std::uint32_t newest = 0;  // only so many, the newest by time; 0: all
};

struct Merged {
    std::uint32_t added = 0, known = 0;  // people, episodes and entries together
};

class Journal {
  public:
    struct Store;
    explicit Journal(std::unique_ptr<Store> store);
    ~Journal();
    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;

    const std::string& file() const;
    bool is_sealed() const;
    bool is_read_only() const;  // the file or its folder may not be written

    Result<void> add(const Person& person);
    Result<void> add(const Episode& episode);
    Result<void> end(const std::string& episode, Date day);  // also moves an end
    // All or none. What an entry rests on (`of`) is there already, or among them.
    Result<void> add(std::span<const Entry> entries);

    Result<std::vector<Person>> list_people() const;
    Result<std::vector<Episode>> list_episodes(const std::string& person) const;  // newest last; of all if empty
    Result<std::vector<Entry>> list_entries(const EntryFilter& filter) const;     // by time, then as written
    Result<Records> list_all() const;
    // The latest moment at which an entry was written, by the clock of then: what a clock that goes back is told by.
    Result<std::optional<std::int64_t>> last_written() const;  // seconds since 1970

    // Adds what is not there yet; the same id with other content is a contradiction, but for the end of an episode,
    // where the end that is known counts. All or none.
    Result<Merged> merge(const Records& records);

    // With all that belongs to it: episodes, entries, and entries that rest on one that goes.
    Result<void> remove_entry(const std::string& id);
    Result<void> remove_episode(const std::string& id);
    Result<void> remove_person(const std::string& id);

    // Seals the journal, or seals it anew with another passphrase, or opens it up (none).
    Result<void> set_passphrase(const std::optional<std::string>& passphrase);

  private:
    std::unique_ptr<Store> store_;
};

// Makes the file and its folder if they are not there, readable by their owner alone. Beside the file lie a lock
// (.lock, which stays) and, of a plain journal while it is open, -wal and -shm.
Result<Journal> open_journal(const std::string& file, const JournalOptions& options);
// Removes the file and what lies beside it, overwritten first; a damaged one too, but no file that is not a journal.
// Errors: unreadable, journal_damaged (not a journal), in_use.
Result<void> remove_journal(const std::string& file);

// 32 random hexadecimal digits.
std::string make_id();

}  // namespace knotwork
