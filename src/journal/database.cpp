#include "journal/database.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <new>

#include "base/text.hpp"
#include "journal/files.hpp"

namespace knotwork {
namespace {

sqlite_api::sqlite3* handle(soci::session& sql) {
    return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

constexpr const char* left_as_it_was = "it was left as it is: restore it from an export or a copy";

// The path as a URI of SQLite, which takes any character, where SOCI's own parameters do not.
std::string format_uri(const std::string& path, Access access) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string uri = "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || c == '/' ||
            c == '.' || c == '-' || c == '_')
            uri += c;
        else
            uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    switch (access) {
        case Access::write: return uri + "?mode=rw";
        case Access::read: return uri + "?mode=ro";
        case Access::read_still: return uri + "?mode=ro&immutable=1";
    }
    return uri;
}

void allow_uris() {
    static std::once_flag once;
    std::call_once(once, [] { sqlite_api::sqlite3_config(SQLITE_CONFIG_URI, 1); });
}

// Words for what was thrown; `connection` may be null.
Error explain_thrown(sqlite_api::sqlite3* connection, const std::string& where) {
    int system_error = errno;
    if (connection != nullptr && sqlite_api::sqlite3_system_errno(connection) != 0)
        system_error = sqlite_api::sqlite3_system_errno(connection);
    try {
        throw;
    } catch (const soci::sqlite3_soci_error& error) {
        switch (error.result() & 0xff) {
            case SQLITE_BUSY:
            case SQLITE_LOCKED:
                return {ErrorCode::in_use, where, "another program is using it; try again when that has ended"};
            case SQLITE_FULL: return {ErrorCode::unreadable, where, explain_failed_write(ENOSPC)};
            case SQLITE_IOERR:
                return {ErrorCode::unreadable, where, explain_failed_write(system_error == 0 ? EIO : system_error)};
            case SQLITE_READONLY:
            case SQLITE_PERM: return {ErrorCode::unreadable, where, explain_failed_write(EACCES)};
            case SQLITE_CANTOPEN: return {ErrorCode::unreadable, where, explain_failed_read(system_error)};
            case SQLITE_CORRUPT:
            case SQLITE_NOTADB:
            case SQLITE_FORMAT:
                return {ErrorCode::journal_damaged, where, "is damaged; " + std::string(left_as_it_was)};
            case SQLITE_TOOBIG: return {ErrorCode::too_large, where, "a text is too long: nothing was saved"};
            case SQLITE_NOMEM:
                return {ErrorCode::unreadable, where, "there is too little free memory: nothing was saved"};
            default:
                return {ErrorCode::journal_damaged, where,
                        "cannot be used (" + error.get_error_message() + "); " + left_as_it_was};
        }
    } catch (const std::bad_alloc&) {
        return {ErrorCode::unreadable, where, "there is too little free memory: nothing was saved"};
    } catch (const soci::soci_error& error) {
        return {ErrorCode::journal_damaged, where,
                "cannot be used (" + error.get_error_message() + "); " + left_as_it_was};
    } catch (const std::exception& error) {
        return {ErrorCode::journal_damaged, where, std::string("cannot be used (") + error.what() + ")"};
    }
}

void prepare(soci::session& sql, int wait_ms) {
    sqlite_api::sqlite3* connection = handle(sql);
    sqlite_api::sqlite3_busy_timeout(connection, wait_ms);
    // A file cannot bring code along, and no statement can break the file.
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sql << "PRAGMA foreign_keys = ON";
    sql << "PRAGMA synchronous = FULL";
    sql << "PRAGMA secure_delete = ON";
    sql << "PRAGMA temp_store = MEMORY";
    sql << "PRAGMA cell_size_check = ON";
}

Result<Database> open_database(const std::string& uri, int wait_ms, const std::string& where) {
    allow_uris();
    std::unique_ptr<soci::session> session;
    try {
        session = std::make_unique<soci::session>(soci::sqlite3, uri);
        prepare(*session, wait_ms);
    } catch (...) {
        return tl::unexpected(explain_thrown(session ? handle(*session) : nullptr, where));
    }
    return Database(std::move(session), where);
}

}  // namespace

Database::Undo::~Undo() {
    if (database == nullptr || sqlite_api::sqlite3_get_autocommit(handle(*database->session_)) != 0) return;
    const int kept = errno;
    sqlite_api::sqlite3_exec(handle(*database->session_), "ROLLBACK", nullptr, nullptr, nullptr);
    errno = kept;
}

Error Database::explain() const { return explain_thrown(handle(*session_), where_); }

Result<void> Database::check() const {
    return read([&](soci::session& sql) -> Result<void> {
        const auto damaged = [&](const std::string& what) {
            return fail(ErrorCode::journal_damaged, where_, "is damaged (" + what + "); " + left_as_it_was);
        };
        const auto newest = static_cast<int>(list_migrations(sqlite_dialect).size());
        std::string encoding;
        sql << "PRAGMA encoding", soci::into(encoding);
        if (encoding != "UTF-8") return damaged("its encoding is " + encoding);
        const int version = get_version(sql);
        if (version > newest)
            return fail(ErrorCode::journal_version, where_,
                        "has version " + std::to_string(version) + ", this program knows up to version " +
                            std::to_string(newest) + ": use a newer program");
        if (version < 1) return damaged("it has no version");
        const soci::rowset<std::string> wrongs = (sql.prepare << "PRAGMA integrity_check(1)");
        for (const std::string& wrong : wrongs)
            if (wrong != "ok") return damaged(replace_all(wrong, "\n", " "));
        const soci::rowset<soci::row> strays = (sql.prepare << "PRAGMA foreign_key_check");
        if (strays.begin() != strays.end()) return damaged("records belong to nothing");
        return {};
    });
}

Result<void> Database::migrate() {
    return read([&](soci::session& sql) -> Result<void> {
        knotwork::migrate(sql, list_migrations(sqlite_dialect));
        const Result<Database> fresh = build_database(where_);
        if (!fresh) return tl::unexpected(fresh.error());
        const Result<std::vector<std::string>> wanted = fresh->read(
            [](soci::session& other) -> Result<std::vector<std::string>> { return list_definitions(other); });
        if (!wanted) return tl::unexpected(wanted.error());
        const std::vector<std::string> there = list_definitions(sql);
        if (!std::includes(there.begin(), there.end(), wanted->begin(), wanted->end()))
            return fail(ErrorCode::journal_damaged, where_,
                        std::string("has tables that are not a journal's; ") + left_as_it_was);
        return {};
    });
}

Result<void> Database::rebuild() {
    return read([](soci::session& sql) -> Result<void> {
        sql << "VACUUM";
        return {};
    });
}

Result<void> Database::cut_log() {
    return read([&](soci::session& sql) -> Result<void> {
        int busy = 0, frames = 0, moved = 0;
        sql << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy), soci::into(frames), soci::into(moved);
        if (busy != 0)
            return fail(ErrorCode::in_use, where_, "another program is using it; try again when that has ended");
        return {};
    });
}

Result<void> Database::start_log() {
    Result<void> started = read([](soci::session& sql) -> Result<void> {
        sql << "PRAGMA journal_mode = WAL";
        return {};
    });
    if (!started && started.error().code != ErrorCode::in_use) return started;
    return {};
}

Result<void> Database::end_log() {
    return read([&](soci::session& sql) -> Result<void> {
        std::string mode;
        sql << "PRAGMA journal_mode = DELETE", soci::into(mode);
        if (mode != "delete")
            return fail(ErrorCode::in_use, where_, "another program is using it; try again when that has ended");
        return {};
    });
}

void Database::close_untouched() {
    sqlite_api::sqlite3_db_config(handle(*session_), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Result<std::vector<std::byte>> Database::image() const {
    sqlite_api::sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> bytes(
        sqlite_api::sqlite3_serialize(handle(*session_), "main", &size, 0), sqlite_api::sqlite3_free);
    if (!bytes) return fail(ErrorCode::unreadable, where_, "there is too little free memory: nothing was saved");
    std::vector<std::byte> out(static_cast<std::size_t>(size));
    std::memcpy(out.data(), bytes.get(), out.size());
    return out;
}

Result<void> Database::set_image(std::span<const std::byte> bytes) {
    constexpr std::size_t log_at = 18;  // two bytes: 2 with a log, which memory has not, 1 without
    const Error no_memory{ErrorCode::unreadable, where_, "there is too little free memory to open it"};
    // SQLite cannot hold an image without a page, and rounds none up.
    if (bytes.size() < 512) return fail(ErrorCode::journal_damaged, where_, std::string("is empty; ") + left_as_it_was);
    auto* copy = static_cast<unsigned char*>(sqlite_api::sqlite3_malloc64(bytes.size()));
    if (copy == nullptr) return tl::unexpected(no_memory);
    std::memcpy(copy, bytes.data(), bytes.size());
    copy[log_at] = copy[log_at + 1] = 1;
    const auto size = static_cast<sqlite_api::sqlite3_int64>(bytes.size());
    if (sqlite_api::sqlite3_deserialize(handle(*session_), "main", copy, size, size,
                                        SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) != SQLITE_OK)
        return tl::unexpected(no_memory);
    return read([](soci::session& sql) -> Result<void> {
        sql << "PRAGMA journal_mode = MEMORY";
        sql << "PRAGMA secure_delete = ON";
        return {};
    });
}

Result<std::vector<std::byte>> read_head(const std::string& path, std::size_t size, const std::string& where) {
    allow_uris();
    sqlite_api::sqlite3_initialize();
    sqlite_api::sqlite3_vfs* system = sqlite_api::sqlite3_vfs_find(nullptr);
    const std::unique_ptr<const char, void (*)(const char*)> name(
        sqlite_api::sqlite3_create_filename(path.c_str(), "", "", 0, nullptr),
        [](const char* made) { sqlite_api::sqlite3_free_filename(made); });
    std::vector<std::max_align_t> room(static_cast<std::size_t>(system->szOsFile) / sizeof(std::max_align_t) + 1);
    auto* file = reinterpret_cast<sqlite_api::sqlite3_file*>(room.data());
    errno = 0;
    std::vector<std::byte> head(size);
    int got = name ? system->xOpen(system, name.get(), file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, nullptr)
                   : SQLITE_NOMEM;
    if (got == SQLITE_OK) {
        sqlite_api::sqlite3_int64 there = 0;
        got = file->pMethods->xFileSize(file, &there);
        if (got == SQLITE_OK && there < static_cast<sqlite_api::sqlite3_int64>(size))
            head.resize(static_cast<std::size_t>(there));
        if (got == SQLITE_OK) got = file->pMethods->xRead(file, head.data(), static_cast<int>(head.size()), 0);
        file->pMethods->xClose(file);
    }
    if (got != SQLITE_OK) return fail(ErrorCode::unreadable, where, explain_failed_read(errno == 0 ? EIO : errno));
    return head;
}

Result<Database> open_database_file(const std::string& path, Access access, int wait_ms, const std::string& where) {
    return open_database(format_uri(path, access), wait_ms, where);
}

Result<Database> open_database_image(std::span<const std::byte> bytes, const std::string& where) {
    Result<Database> database = open_database(":memory:", 0, where);
    if (!database) return database;
    if (Result<void> set = database->set_image(bytes); !set) return tl::unexpected(set.error());
    return database;
}

Result<Database> build_database(const std::string& where) {
    Result<Database> database = open_database(":memory:", 0, where);
    if (!database) return database;
    const Result<void> made = database->read([](soci::session& sql) -> Result<void> {
        knotwork::migrate(sql, list_migrations(sqlite_dialect));
        return {};
    });
    if (!made) return tl::unexpected(made.error());
    return database;
}

}  // namespace knotwork
