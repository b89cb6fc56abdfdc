// How a journal is opened, made and removed. What the first bytes of a file tell decides; nothing is written to a file
// before it is known to be a journal in order.
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "journal/store.hpp"

namespace knotwork {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view sqlite_magic("SQLite format 3\0", 16);
constexpr std::size_t sqlite_header = 100, application_at = 68;

enum class FileKind { fresh, plain, sealed };

bool is_sqlite(std::span<const std::byte> head) {
    return head.size() >= sqlite_magic.size() &&
           std::equal(sqlite_magic.begin(), sqlite_magic.end(), head.begin(),
                      [](char a, std::byte b) { return static_cast<std::byte>(a) == b; });
}

// What the file at this path is. A file that is none of them is an error.
Result<FileKind> find_kind(const std::string& path, const std::string& file) {
    const Result<std::optional<FileIdentity>> there = find_file(path, file);
    if (!there) return tl::unexpected(there.error());
    if (!*there || (*there)->size == 0) return FileKind::fresh;
    const Result<std::vector<std::byte>> head = read_head(path, sqlite_header, file);
    if (!head) return tl::unexpected(head.error());
    if (is_sealed(*head)) return FileKind::sealed;
    if (!is_sqlite(*head)) return fail(ErrorCode::journal_damaged, file, "is not a journal; it was left as it is");
    if (head->size() < sqlite_header)
        return fail(ErrorCode::journal_damaged, file,
                    "is cut off; it was left as it is: restore it from an export or a copy");
    std::uint32_t application = 0;
    for (std::size_t i = 0; i < 4; ++i)
        application = application << 8U | std::to_integer<std::uint32_t>((*head)[application_at + i]);
    if (application != journal_application)
        return fail(ErrorCode::journal_damaged, file,
                    "is not a journal, but a database of another program; it was left as it is");
    return FileKind::plain;
}

Result<std::string> resolve_path(const std::string& file) {
    std::error_code error;
    const fs::path path = file.empty() ? fs::path() : fs::weakly_canonical(fs::absolute(file, error), error);
    if (error || !path.has_filename())
        return fail(ErrorCode::unreadable, file, "is not the name of a file" + (error ? ": " + error.message() : ""));
    return path.string();
}

// A lock that fits what the file is: others may have a plain journal open, but none may have any other.
Result<FileKind> lock_for_kind(FileLock& lock, const std::string& path, int wait_ms, const std::string& file) {
    using enum FileLock::Kind;
    const std::string beside = path + ".lock";
    if (Result<void> taken = lock.take(beside, shared, wait_ms, file); !taken) return tl::unexpected(taken.error());
    Result<FileKind> kind = find_kind(path, file);
    if (!kind || *kind == FileKind::plain || lock.kind() == none) return kind;
    lock.release();  // two who both wait to go from shared to exclusive would wait for ever
    if (Result<void> taken = lock.take(beside, exclusive, wait_ms, file); !taken) return tl::unexpected(taken.error());
    kind = find_kind(path, file);
    if (kind && *kind == FileKind::plain)  // another program made it, or opened it up, meanwhile
        if (Result<void> taken = lock.take(beside, shared, wait_ms, file); !taken) return tl::unexpected(taken.error());
    return kind;
}

// What a killed program left. Nobody is in the middle of replacing the file while this one has a lock.
void remove_leftovers(const std::string& path, FileKind kind, const std::string& file) {
    static_cast<void>(overwrite_and_remove(path + ".new", file));
    const auto here = find_file(path, file), old = find_file(path + ".old", file);
    if (!here || !old || !*here || !*old) return;
    if (**here == **old)  // sealing had not got to the replacing yet
        ::unlink((path + ".old").c_str());
    else if (kind == FileKind::sealed)  // it had: this is the plain journal of before
        static_cast<void>(overwrite_and_remove(path + ".old", file));
}

// Whether a file of this name has something in it.
bool has_content(const std::string& path) {
    const Result<std::optional<FileIdentity>> there = find_file(path, path);
    return there && *there && (*there)->size > 0;
}

Result<void> make_journal(const std::string& path, const JournalOptions& options, const SealCost& cost,
                          const std::string& file) {
    const Result<Database> database = build_database(file);
    if (!database) return tl::unexpected(database.error());
    const Result<std::vector<std::byte>> image = database->image();
    if (!image) return tl::unexpected(image.error());
    if (!options.passphrase) return replace_file(path, *image, file);
    const Result<SealKey> key = compute_seal_key(*options.passphrase, cost, file);
    if (!key) return tl::unexpected(key.error());
    return replace_file(path, seal(*image, *key), file);
}

Result<void> open_plain_store(Journal::Store& store) {
    Result<Database> database = open_plain(store.path, store.is_read_only, store.wait_ms, store.file);
    if (!database) return tl::unexpected(database.error());
    store.database = std::move(*database);
    const Result<int> tasks = store.read([](soci::session& sql) -> Result<int> {
        int count = 0;
        sql << "SELECT COUNT(*) FROM task", soci::into(count);
        return count;
    });
    if (!tasks) return tl::unexpected(tasks.error());
    if (*tasks > 0 && !store.is_read_only) static_cast<void>(store.overwrite_removed());
    return {};
}

Result<void> open_sealed_store(Journal::Store& store, const std::optional<std::string>& passphrase) {
    if (!passphrase) return fail(ErrorCode::missing, store.file, "is sealed: its passphrase is needed");
    const Result<std::vector<std::byte>> sealed = read_bytes(store.path, store.file);
    if (!sealed) return tl::unexpected(sealed.error());
    Result<Unsealed> opened = unseal(*sealed, *passphrase, store.file);
    if (!opened) return tl::unexpected(opened.error());
    Result<Database> database = open_database_image(opened->bytes, store.file);
    sodium_memzero(opened->bytes.data(), opened->bytes.size());
    if (!database) return tl::unexpected(database.error());
    if (Result<void> right = database->check(); !right) return right;
    if (Result<void> current = database->migrate(); !current) return current;
    store.database = std::move(*database);
    store.key = std::move(opened->key);
    return {};
}

}  // namespace

Result<Database> open_plain(const std::string& path, bool is_read_only, int wait_ms, const std::string& file) {
    const bool has_log = has_content(path + "-wal");
    const Access access = !is_read_only                           ? Access::write
                          : has_log || has_content(path + "-shm") ? Access::read
                                                                  : Access::read_still;
    Result<Database> database = open_database_file(path, access, wait_ms, file);
    Result<void> right = database ? database->check() : tl::unexpected(database.error());
    if (right && access == Access::write) right = database->migrate().and_then([&] { return database->start_log(); });
    if (right) return database;
    if (database && has_log) database->close_untouched();
    if (access == Access::read && has_log && right.error().code == ErrorCode::unreadable)
        return fail(ErrorCode::unreadable, file,
                    "its last changes still lie in the file beside it that ends in -wal, and cannot be read where its "
                    "folder may not be written: copy all its files to another folder and open it there");
    return tl::unexpected(right.error());
}

Result<Journal> open_journal(const std::string& file, const JournalOptions& options, const JournalSettings& settings) {
    const Result<std::string> path = resolve_path(file);
    if (!path) return tl::unexpected(path.error());
    const Result<std::optional<FileIdentity>> found = find_file(*path, file);
    if (!found) return tl::unexpected(found.error());
    if (!*found && !options.create) return fail(ErrorCode::unreadable, file, "there is no such journal");
    if (!*found)
        if (Result<void> made = make_folder(folder_of(*path), file); !made) return tl::unexpected(made.error());

    FileLock lock;
    Result<FileKind> kind = lock_for_kind(lock, *path, options.wait_ms, file);
    if (!kind) return tl::unexpected(kind.error());
    const bool has_lock = lock.kind() != FileLock::Kind::none;
    if (has_lock) remove_leftovers(*path, *kind, file);
    if (*kind == FileKind::fresh) {
        if (!has_lock) return fail(ErrorCode::unreadable, file, "cannot be made: its folder may not be written");
        if (Result<void> made = make_journal(*path, options, settings.cost, file); !made)
            return tl::unexpected(made.error());
        kind = options.passphrase ? FileKind::sealed : FileKind::plain;
    }
    const bool is_read_only = !has_lock || !is_writable(*path) || !is_writable(folder_of(*path));
    auto store = std::make_unique<Journal::Store>(Journal::Store{.file = file,
                                                                 .path = *path,
                                                                 .wait_ms = options.wait_ms,
                                                                 .settings = settings,
                                                                 .lock = std::move(lock),
                                                                 .is_read_only = is_read_only});
    const Result<void> opened =
        *kind == FileKind::plain ? open_plain_store(*store) : open_sealed_store(*store, options.passphrase);
    if (!opened) return tl::unexpected(opened.error());
    const Result<std::optional<FileIdentity>> there = find_file(*path, file);
    if (!there) return tl::unexpected(there.error());
    store->on_disk = *there;
    if (*kind == FileKind::plain && store->lock.kind() == FileLock::Kind::exclusive)  // it was made just now
        if (Result<void> shared = store->lock.take(*path + ".lock", FileLock::Kind::shared, options.wait_ms, file);
            !shared)
            return tl::unexpected(shared.error());
    return Journal(std::move(store));
}

Result<Journal> open_journal(const std::string& file, const JournalOptions& options) {
    return open_journal(file, options, JournalSettings{});
}

Result<void> remove_journal(const std::string& file) {
    const Result<std::string> path = resolve_path(file);
    if (!path) return tl::unexpected(path.error());
    const Result<std::optional<FileIdentity>> found = find_file(*path, file);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return fail(ErrorCode::unreadable, file, "there is no such journal");
    // Not the file of another program.
    if (const Result<FileKind> kind = find_kind(*path, file); !kind) return tl::unexpected(kind.error());
    FileLock lock;
    constexpr int wait_ms = 1000;
    if (Result<void> taken = lock.take(*path + ".lock", FileLock::Kind::exclusive, wait_ms, file); !taken) return taken;
    for (const char* beside : {"-wal", "-shm", "-journal", ".new", ".old", ""})
        if (Result<void> removed = overwrite_and_remove(*path + beside, file); !removed) return removed;
    ::unlink((*path + ".lock").c_str());
    return {};
}

}  // namespace knotwork
