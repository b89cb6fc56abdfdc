#include "journal/schema.hpp"

#include <soci/soci.h>

#include "base/text.hpp"

namespace knotwork {
namespace {

// An id is 32 lower-case hexadecimal digits.
constexpr std::string_view tables_1 = R"(
CREATE TABLE person (
  seq $sequence,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND ltrim(id, '0123456789abcdef') = ''),
  name TEXT NOT NULL UNIQUE,
  written $integer NOT NULL,
  digest TEXT NOT NULL
)$end;
CREATE TABLE episode (
  seq $sequence,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND ltrim(id, '0123456789abcdef') = ''),
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  begun TEXT NOT NULL CHECK (length(begun) = 10),
  ended TEXT CHECK (length(ended) = 10 AND ended >= begun),
  written $integer NOT NULL,
  digest TEXT NOT NULL
)$end;
CREATE INDEX episode_person ON episode (person);
CREATE TABLE entry (
  seq $sequence,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND ltrim(id, '0123456789abcdef') = ''),
  episode TEXT NOT NULL REFERENCES episode (id) ON DELETE CASCADE,
  at_seconds $integer NOT NULL,
  at_offset $integer NOT NULL CHECK (at_offset BETWEEN -1080 AND 1080),
  kind TEXT NOT NULL CHECK (kind IN ($kinds)),
  rests_on TEXT REFERENCES entry (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  written $integer NOT NULL,
  digest TEXT NOT NULL,
  atlas TEXT NOT NULL,
  text TEXT NOT NULL
)$end;
CREATE INDEX entry_time ON entry (episode, at_seconds);
CREATE INDEX entry_rests_on ON entry (rests_on);
CREATE TABLE measure (
  entry TEXT NOT NULL PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  side TEXT CHECK (side IN ('left', 'right')),
  place TEXT NOT NULL,
  value $real NOT NULL
)$end;
CREATE TABLE task (
  name TEXT NOT NULL PRIMARY KEY
)$end;)";

Migration split_statements(std::string_view text, const Dialect& dialect) {
    std::string kinds;
    for (const std::string_view kind : {"measure", "note", "case", "drawing", "answers", "trace", "plan", "session"})
        kinds += (kinds.empty() ? "'" : ", '") + std::string(kind) + "'";
    std::string sql = replace_all(std::string(text), "$sequence", dialect.sequence);
    sql = replace_all(sql, "$integer", dialect.integer);
    sql = replace_all(sql, "$real", dialect.real);
    sql = replace_all(sql, "$end", dialect.table_end);
    return split(replace_all(sql, "$kinds", kinds), ';');
}

}  // namespace

std::vector<Migration> list_migrations(const Dialect& dialect) { return {split_statements(tables_1, dialect)}; }

int get_version(soci::session& sql) {
    int version = 0;
    sql << "PRAGMA user_version", soci::into(version);
    return version;
}

void migrate(soci::session& sql, std::span<const Migration> steps) {
    if (get_version(sql) >= static_cast<int>(steps.size())) return;
    sql << sqlite_dialect.begin_write;
    try {
        // Asked again: another program may have done it while this one waited.
        for (auto step = static_cast<std::size_t>(get_version(sql)); step < steps.size(); ++step) {
            for (const std::string& statement : steps[step]) sql << statement;
            sql << "PRAGMA user_version = " << step + 1;
        }
        sql << "PRAGMA application_id = " << journal_application;
        sql << "COMMIT";
    } catch (...) {
        try {
            sql << "ROLLBACK";
        } catch (const soci::soci_error&) {  // where the database has done that by itself
        }
        throw;
    }
}

std::vector<std::string> list_definitions(soci::session& sql) {
    const soci::rowset<std::string> rows =
        (sql.prepare << "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql");
    return {rows.begin(), rows.end()};
}

}  // namespace knotwork
