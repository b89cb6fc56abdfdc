// A journal goes from plain to sealed and back. At each point where the program may be killed, the file is whole as
// it was or whole as it will be; what is left beside it then is taken away at the next opening (opening.cpp).
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "journal/store.hpp"

namespace knotwork {

Result<void> Journal::Store::write_sealed(std::span<const std::byte> image, const SealKey& with) {
    if (Result<void> replaced = replace_file(path, seal(image, with), file); !replaced) return replaced;
    Result<std::optional<FileIdentity>> there = find_file(path, file);
    if (there) on_disk = *there;
    return {};
}

Result<void> Journal::Store::seal_anew(const std::string& passphrase) {
    if (Result<void> ready = check_writable(); !ready) return ready;
    Result<SealKey> other = compute_seal_key(passphrase, settings.cost, file);
    if (!other) return tl::unexpected(other.error());
    const Result<std::vector<std::byte>> image = database.image();
    if (!image) return tl::unexpected(image.error());
    if (Result<void> written = write_sealed(*image, *other); !written) return written;
    key = std::move(*other);
    return {};
}

Result<void> Journal::Store::seal_plain(const std::string& passphrase) {
    if (Result<void> ready = check_writable(); !ready) return ready;
    Result<SealKey> made = compute_seal_key(passphrase, settings.cost, file);
    if (!made) return tl::unexpected(made.error());
    // Nobody else may have it open: they would go on writing to the plain one.
    if (Result<void> taken = lock.take(path + ".lock", FileLock::Kind::exclusive, wait_ms, file); !taken) return taken;

    if (lock.kind() != FileLock::Kind::exclusive)
        return fail(ErrorCode::unreadable, file, "cannot be sealed, because its lock may not be written");
    const std::string old = path + ".old";
    const OpenFile plain{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    const OpenFile log{::open((path + "-wal").c_str(), O_WRONLY | O_CLOEXEC)};
    const auto log_there = find_file(path + "-wal", file);
    const auto stay_plain = [&](const Error& error) -> Result<void> {
        ::unlink(old.c_str());
        static_cast<void>(database.start_log());
        static_cast<void>(lock.take(path + ".lock", FileLock::Kind::shared, wait_ms, file));
        return tl::unexpected(error);
    };
    if (Result<void> ended = database.end_log(); !ended) return stay_plain(ended.error());
    const Result<std::vector<std::byte>> image = database.image();
    if (!image) return stay_plain(image.error());
    Result<Database> in_memory = open_database_image(*image, file);
    if (!in_memory) return stay_plain(in_memory.error());
    const auto plain_there = find_file(path, file);
    // The old file keeps a name while it is overwritten, so that a next opening can go on with it.
    static_cast<void>(::link(path.c_str(), old.c_str()));
    if (Result<void> written = write_sealed(*image, *made); !written) return stay_plain(written.error());
    database = std::move(*in_memory);
    key = std::move(*made);

    Result<void> wiped;
    if (log && log_there && *log_there) wiped = overwrite(log, (*log_there)->size, file);
    if (plain && plain_there && *plain_there)
        if (Result<void> done = overwrite(plain, (*plain_there)->size, file); !done) wiped = done;
    if (wiped) {
        ::unlink(old.c_str());
        sync_folder_of(path);
        return {};
    }
    return fail(wiped.error().code, file,
                "was sealed, but the plain one is not overwritten yet, because it " + wiped.error().reason +
                    "; this is tried again at the next opening");
}

Result<void> Journal::Store::open_up() {
    if (Result<void> ready = check_writable(); !ready) return ready;
    const Result<std::vector<std::byte>> image = database.image();
    if (!image) return tl::unexpected(image.error());
    // A log of another database must not be taken for this one's.
    for (const char* beside : {"-wal", "-shm", "-journal"})
        if (Result<void> removed = overwrite_and_remove(path + beside, file); !removed) return removed;
    if (Result<void> replaced = replace_file(path, *image, file); !replaced) return replaced;
    key.reset();
    const Result<std::optional<FileIdentity>> there = find_file(path, file);
    if (there) on_disk = *there;
    Result<Database> plain = open_plain(path, false, wait_ms, file);
    if (!plain) {
        is_lost = true;
        return tl::unexpected(plain.error());
    }
    database = std::move(*plain);
    return lock.take(path + ".lock", FileLock::Kind::shared, wait_ms, file);
}

}  // namespace knotwork
