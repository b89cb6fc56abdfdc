// Records as rows, within a transaction of the caller's.
//
// Each row carries a digest of what it keeps, so that a text that was changed on the disk is told from one that was
// written: reading such a row fails with journal_damaged. Functions throw what SOCI throws.
#pragma once

#include <soci/soci.h>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/record.hpp"

namespace knotwork {

// Errors of the records alone: wrong_type (an id of another form), out_of_range (a day, time or number), missing (a
// measure without its name, a person without one), wrong_type (a measure's fields on another kind). `where`:
// "entries[3]".
Result<void> check_person(const Person& person, const std::string& where);
Result<void> check_episode(const Episode& episode, const std::string& where);
Result<void> check_entry(const Entry& entry, const std::string& where);

// What rows are chosen by; empty fields ask for all.
struct RowFilter {
    std::string id{}, person{}, episode{}, measure{};
    std::optional<EntryKind> kind{};
    std::uint32_t newest = 0;
};

// `file` names the journal in errors.
Result<std::vector<Person>> read_people(soci::session& sql, const RowFilter& filter, const std::string& file);
Result<std::vector<Episode>> read_episodes(soci::session& sql, const RowFilter& filter, const std::string& file);
Result<std::vector<Entry>> read_entries(soci::session& sql, const RowFilter& filter, const std::string& file);

// Checked records, of ids that are not there yet, belonging to ones that are.
void write_row(soci::session& sql, const Person& person, std::int64_t written);
void write_row(soci::session& sql, const Episode& episode, std::int64_t written);
void write_row(soci::session& sql, const Entry& entry, std::int64_t written);
void write_end(soci::session& sql, const Episode& episode);

enum class Table { person, episode, entry };
bool has_row(soci::session& sql, Table table, const std::string& id);
// With all that belongs to it.
void remove_row(soci::session& sql, Table table, const std::string& id);

}  // namespace knotwork
