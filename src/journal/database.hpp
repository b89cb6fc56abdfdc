// One SQLite database through SOCI, with failures as values.
//
//     Result<Database> database = open_database_file(path, Access::write, 5000, "journal.db");
//     Result<int> count = database->read([](soci::session& sql) -> Result<int> { ... });
//     Result<void> kept = database->change([](soci::session& sql) -> Result<void> { ... });
//
// SOCI and SQLite throw within; out come errors of one line that hold nothing of what the journal keeps.
#pragma once

#include <soci/soci.h>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "journal/schema.hpp"

namespace knotwork {

enum class Access {
    write,
    read,        // beside a program that may write
    read_still,  // nobody writes, and nothing can be made beside the file
};

class Database {
  public:
    Database() = default;  // to be assigned to
    Database(std::unique_ptr<soci::session> session, std::string where)
        : session_(std::move(session)), where_(std::move(where)) {}

    // What `act` returns, or why it could not.
    template <class F>
    auto read(F&& act) const -> decltype(act(std::declval<soci::session&>())) {
        errno = 0;  // SQLite does not always say why the system failed: then it is asked
        try {
            return std::forward<F>(act)(*session_);
        } catch (...) {
            return tl::unexpected(explain());
        }
    }

    // Within one transaction, undone where `act` fails.
    template <class F>
    auto change(F&& act) -> decltype(act(std::declval<soci::session&>())) {
        return read([&](soci::session& sql) -> decltype(act(sql)) {
            sql << sqlite_dialect.begin_write;
            Undo undo{this};
            auto done = std::forward<F>(act)(sql);
            if (!done) return done;
            sql << "COMMIT";
            undo.database = nullptr;
            return done;
        });
    }

    // Encoding, tables, pages and references. Errors: journal_damaged, journal_version.
    Result<void> check() const;
    Result<void> migrate();
    // Writes everything anew, so that nothing of what was removed stays between the rows.
    Result<void> rebuild();
    // The log goes into the file and is cut back to nothing; in_use if a reader stands in the way.
    Result<void> cut_log();
    // Of a file: changes go to a log first, and readers do not wait for writers. Kept as it was where another program
    // stands in the way: it is as safe without.
    Result<void> start_log();
    // The log goes into the file and is no longer used.
    Result<void> end_log();
    // A closing that leaves the file as it is, log and all.
    void close_untouched();

    // The whole database as bytes.
    Result<std::vector<std::byte>> image() const;
    // Takes the place of what an in-memory database holds.
    Result<void> set_image(std::span<const std::byte> bytes);

  private:
    struct Undo {
        Database* database;
        ~Undo();
    };
    Error explain() const;

    std::unique_ptr<soci::session> session_;
    std::string where_;
};

// The first bytes of a file. They are read through SQLite: a process that closes a file by itself drops all locks that
// its SQLite connections hold on it (POSIX), and another program could then take away the log under them.
Result<std::vector<std::byte>> read_head(const std::string& path, std::size_t size, const std::string& where);

// `where` names the file in errors.
Result<Database> open_database_file(const std::string& path, Access access, int wait_ms, const std::string& where);
Result<Database> open_database_image(std::span<const std::byte> bytes, const std::string& where);
// A database in memory with empty tables.
Result<Database> build_database(const std::string& where);

}  // namespace knotwork
