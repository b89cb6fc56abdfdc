// Files as a journal needs them: read whole, replaced whole, overwritten before they go, and locked.
//
// `where` is how errors call the file; the path is where it lies. Errors are `unreadable` unless said otherwise, one
// line, and end in what holds of the journal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace knotwork {

// "no space left on the disk: nothing was saved, what was there before is safe", and so on, for an errno.
std::string explain_failed_write(int system_error);
std::string explain_failed_read(int system_error);

// A file descriptor that closes itself; none if negative.
class OpenFile {
  public:
    explicit OpenFile(int descriptor = -1) : descriptor_(descriptor) {}
    OpenFile(OpenFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    OpenFile& operator=(OpenFile&& other) noexcept;
    ~OpenFile();

    explicit operator bool() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

// What tells a file from another one that was put in its place.
struct FileIdentity {
    std::uint64_t device = 0, number = 0;
    std::uint64_t size = 0;  // not compared

    friend bool operator==(const FileIdentity& a, const FileIdentity& b) {
        return a.device == b.device && a.number == b.number;
    }
};
// Nothing where there is no file. A folder or a device is an error.
Result<std::optional<FileIdentity>> find_file(const std::string& path, const std::string& where);

Result<std::vector<std::byte>> read_bytes(const std::string& path, const std::string& where);
// Writes `path`.new, brings it to the disk and moves it into the place of `path`; readable by its owner alone. After
// an error `path` is what it was.
Result<void> replace_file(const std::string& path, std::span<const std::byte> bytes, const std::string& where);
// Zeros over what an open file holds, brought to the disk.
Result<void> overwrite(const OpenFile& file, std::uint64_t size, const std::string& where);
// No error where there is none.
Result<void> overwrite_and_remove(const std::string& path, const std::string& where);
// The folder and what is missing above it, for its owner alone.
Result<void> make_folder(const std::string& path, const std::string& where);
// What was renamed or removed in the folder of this path, brought to the disk as well as the system can.
void sync_folder_of(const std::string& path);
bool is_writable(const std::string& path);
std::string folder_of(const std::string& path);

// A lock on a file of its own, which stays beside the journal. It goes when the object or the process does.
class FileLock {
  public:
    enum class Kind { none, shared, exclusive };

    // Waits up to `wait_ms` for others, then fails with in_use and leaves the lock as it was. Where the lock's file
    // can neither be made nor opened, the lock stays `none` without an error: nobody can write there.
    Result<void> take(const std::string& path, Kind kind, int wait_ms, const std::string& where);
    void release();
    Kind kind() const { return kind_; }

  private:
    OpenFile file_;
    Kind kind_ = Kind::none;
};

}  // namespace knotwork
