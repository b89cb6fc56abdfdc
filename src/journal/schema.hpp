// The tables of a journal, and how an older one becomes a newer one.
//
// A step of the list is never changed once a journal may have been made with it; a new version is a new step. The SQL
// is common to SQLite and PostgreSQL but for the words of `Dialect`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace soci {
class session;
}

namespace knotwork {

// What databases say differently.
struct Dialect {
    std::string_view sequence;     // column that numbers rows as they are written
    std::string_view integer;      // 64 bits
    std::string_view real;         // 64 bits
    std::string_view table_end;    // of a table whose columns keep to their types
    std::string_view begin_write;  // begins a transaction that will write
};
inline constexpr Dialect sqlite_dialect{"INTEGER PRIMARY KEY", "INTEGER", "REAL", " STRICT", "BEGIN IMMEDIATE"};

// "Knot": tells a journal from other SQLite databases.
inline constexpr std::uint32_t journal_application = 0x4b6e6f74;

using Migration = std::vector<std::string>;  // statements
std::vector<Migration> list_migrations(const Dialect& dialect);

// The version of the tables is the number of steps that made them, 0 for a database without any.
int get_version(soci::session& sql);
// Brings the tables to the newest version, in one transaction. Throws what SOCI throws.
void migrate(soci::session& sql, std::span<const Migration> steps);

// What each table and index was made with, sorted.
std::vector<std::string> list_definitions(soci::session& sql);

}  // namespace knotwork
