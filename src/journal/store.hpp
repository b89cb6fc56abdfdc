// What an open journal consists of; within this folder, and for tests that set a clock or a cheap passphrase.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "journal/database.hpp"
#include "journal/files.hpp"
#include "journal/journal.hpp"
#include "journal/seal.hpp"

namespace knotwork {

struct JournalSettings {
    SealCost cost{};
    std::function<std::int64_t()> clock{};  // seconds since 1970; the system's if empty
};

Result<Journal> open_journal(const std::string& file, const JournalOptions& options, const JournalSettings& settings);

struct Journal::Store {
    std::string file;  // as it was named: errors say this
    std::string path;  // where it lies, links followed
    int wait_ms = 0;
    JournalSettings settings;
    FileLock lock;  // shared while plain, exclusive while sealed
    Database database{};
    std::optional<SealKey> key{};  // of a sealed one
    bool is_read_only = false;
    bool is_lost = false;                   // memory and file may differ: nothing goes any more
    std::optional<FileIdentity> on_disk{};  // of the file that this is about

    // One transaction, on the disk when it returns; after an error all is as before.
    template <class F>
    auto change(F&& act) -> decltype(act(std::declval<soci::session&>())) {
        return change_sealed(std::forward<F>(act), false);
    }
    template <class F>
    auto read(F&& act) const -> decltype(act(std::declval<soci::session&>())) {
        if (is_lost) return tl::unexpected(lost());
        return database.read(std::forward<F>(act));
    }
    // Takes rows away and what they held out of the file.
    Result<void> remove(const std::function<Result<void>(soci::session&)>& act);
    // What was removed from a plain journal is overwritten, and the log cut back.
    Result<void> overwrite_removed();
    std::int64_t now() const;

    Result<void> check_writable() const;
    Result<void> seal_plain(const std::string& passphrase);
    Result<void> seal_anew(const std::string& passphrase);
    Result<void> open_up();
    // The image under the key, in the place of the file.
    Result<void> write_sealed(std::span<const std::byte> image, const SealKey& with);

  private:
    Error lost() const;
    // Brings a sealed journal's change to the disk, or takes it back.
    Result<void> keep(const std::vector<std::byte>& before);

    template <class F>
    auto change_sealed(F&& act, bool rebuilt) -> decltype(act(std::declval<soci::session&>())) {
        if (const Result<void> ready = check_writable(); !ready) return tl::unexpected(ready.error());
        if (!key) return database.change(std::forward<F>(act));
        const Result<std::vector<std::byte>> before = database.image();
        if (!before) return tl::unexpected(before.error());
        auto done = database.change(std::forward<F>(act));
        if (!done) return done;
        const Result<void> kept = rebuilt ? database.rebuild().and_then([&] { return keep(*before); }) : keep(*before);
        if (!kept) return tl::unexpected(kept.error());
        return done;
    }
};

// A plain journal's file, checked, its tables brought up to date. `lock` as it is held.
Result<Database> open_plain(const std::string& path, bool is_read_only, int wait_ms, const std::string& file);

}  // namespace knotwork
