#include "journal/files.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>

namespace knotwork {
namespace {

namespace chrono = std::chrono;

std::string describe(int system_error) { return std::generic_category().message(system_error); }

OpenFile open_file(const std::string& path, int flags) {
    return OpenFile{::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)};
}

// Null or an errno.
int write_all(const OpenFile& file, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file.get(), bytes.data(), std::min<std::size_t>(bytes.size(), 1U << 30U));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count < 0 ? errno : EIO;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return 0;
}

// Null or an errno.
int lock_once(const OpenFile& file, FileLock::Kind kind) {
    struct flock region {};
    region.l_type = static_cast<short>(kind == FileLock::Kind::exclusive ? F_WRLCK
                                       : kind == FileLock::Kind::shared  ? F_RDLCK
                                                                         : F_UNLCK);
    region.l_whence = SEEK_SET;
    return ::fcntl(file.get(), F_OFD_SETLK, &region) == 0 ? 0 : errno;
}

}  // namespace

std::string explain_failed_write(int system_error) {
    const std::string safe = ": nothing was saved, what was there before is safe";
    switch (system_error) {
        case ENOSPC: return "no space left on the disk" + safe;
        case EDQUOT: return "no space left in this user's share of the disk" + safe;
        case EFBIG: return "no space left within the size that a file may have here" + safe;
        case EROFS: return "lies on a disk that can only be read" + safe;
        case EACCES:
        case EPERM: return "may not be written by this user" + safe;
        default: return "cannot be written (" + describe(system_error) + ")" + safe;
    }
}

std::string explain_failed_read(int system_error) {
    switch (system_error) {
        case ENOENT: return "there is no such file";
        case EACCES:
        case EPERM: return "may not be read by this user";
        default: return "cannot be read (" + describe(system_error) + ")";
    }
}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

OpenFile::~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::optional<FileIdentity>> find_file(const std::string& path, const std::string& where) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) {
        if (errno == ENOENT) return std::nullopt;
        return fail(ErrorCode::unreadable, where, explain_failed_read(errno));
    }
    if (!S_ISREG(found.st_mode)) return fail(ErrorCode::unreadable, where, "is not a file");
    return FileIdentity{found.st_dev, found.st_ino, static_cast<std::uint64_t>(found.st_size)};
}

Result<std::vector<std::byte>> read_bytes(const std::string& path, const std::string& where) {
    const OpenFile file = open_file(path, O_RDONLY);
    struct stat found {};
    if (!file || ::fstat(file.get(), &found) != 0)
        return fail(ErrorCode::unreadable, where, explain_failed_read(errno));
    std::vector<std::byte> bytes(static_cast<std::size_t>(found.st_size));
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t count = ::read(file.get(), &bytes[got], bytes.size() - got);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(ErrorCode::unreadable, where, explain_failed_read(errno));
        if (count == 0) break;
        got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
    return bytes;
}

Result<void> replace_file(const std::string& path, std::span<const std::byte> bytes, const std::string& where) {
    const std::string beside = path + ".new";
    const auto failed = [&](int system_error) {
        ::unlink(beside.c_str());
        return fail(ErrorCode::unreadable, where, explain_failed_write(system_error));
    };
    ::unlink(beside.c_str());
    OpenFile file = open_file(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
    if (!file) return failed(errno);
    if (const int system_error = write_all(file, bytes)) return failed(system_error);
    if (::fsync(file.get()) != 0) return failed(errno);
    file = OpenFile{};
    if (::rename(beside.c_str(), path.c_str()) != 0) return failed(errno);
    sync_folder_of(path);
    return {};
}

Result<void> overwrite(const OpenFile& file, std::uint64_t size, const std::string& where) {
    static constexpr std::array<std::byte, std::size_t{64} << 10U> zeros{};
    if (::lseek(file.get(), 0, SEEK_SET) != 0)
        return fail(ErrorCode::unreadable, where, "cannot be overwritten (" + describe(errno) + ")");
    int system_error = 0;
    for (std::uint64_t left = size; left > 0 && system_error == 0;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, zeros.size()));
        system_error = write_all(file, std::span(zeros).first(count));
        left -= count;
    }
    if (system_error == 0 && ::fsync(file.get()) != 0) system_error = errno;
    if (system_error != 0)
        return fail(ErrorCode::unreadable, where, "cannot be overwritten (" + describe(system_error) + ")");
    return {};
}

Result<void> overwrite_and_remove(const std::string& path, const std::string& where) {
    const Result<std::optional<FileIdentity>> found = find_file(path, where);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return {};
    const OpenFile file = open_file(path, O_WRONLY | O_NOFOLLOW);
    if (!file) return fail(ErrorCode::unreadable, where, "cannot be overwritten (" + describe(errno) + ")");
    if (Result<void> done = overwrite(file, (*found)->size, where); !done) return done;
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return fail(ErrorCode::unreadable, where, "cannot be removed (" + describe(errno) + ")");
    sync_folder_of(path);
    return {};
}

Result<void> make_folder(const std::string& path, const std::string& where) {
    for (std::size_t at = 1; at <= path.size(); ++at) {
        if (at < path.size() && path[at] != '/') continue;
        const std::string part = path.substr(0, at);
        if (::mkdir(part.c_str(), S_IRWXU) == 0 || errno == EEXIST) continue;
        std::error_code ignored;
        const int system_error = errno;
        if (std::filesystem::is_directory(part, ignored)) continue;
        return fail(ErrorCode::unreadable, where,
                    "its folder " + part + " cannot be made (" + describe(system_error) + ")");
    }
    return {};
}

void sync_folder_of(const std::string& path) {
    const OpenFile folder = open_file(folder_of(path), O_RDONLY | O_DIRECTORY);
    if (folder) ::fsync(folder.get());
}

bool is_writable(const std::string& path) { return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0; }

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

Result<void> FileLock::take(const std::string& path, Kind kind, int wait_ms, const std::string& where) {
    const auto until = chrono::steady_clock::now() + chrono::milliseconds(wait_ms);
    const auto is_still_there = [&] {
        struct stat mine {
        }, there{};
        return ::fstat(file_.get(), &mine) == 0 && ::stat(path.c_str(), &there) == 0 && mine.st_ino == there.st_ino &&
               mine.st_dev == there.st_dev;
    };
    for (int pause_ms = 1;; pause_ms = std::min(20, 2 * pause_ms)) {
        if (!file_) file_ = open_file(path, O_RDWR | O_CREAT);
        const int open_error = file_ ? 0 : errno;
        if (!file_ && kind == Kind::shared) file_ = open_file(path, O_RDONLY);
        if (!file_ && (open_error == EACCES || open_error == EROFS || open_error == EPERM)) return {};
        if (!file_) return fail(ErrorCode::unreadable, where, explain_failed_write(open_error));
        const int system_error = lock_once(file_, kind);
        if (system_error == 0 && is_still_there()) {
            kind_ = kind;
            return {};
        }
        if (system_error == 0) {  // its file was removed meanwhile: the lock is on nothing
            release();
            continue;
        }
        if (system_error == EBADF) {  // opened for reading alone
            if (kind_ == Kind::none) file_ = OpenFile{};
            return {};
        }
        if (system_error != EAGAIN && system_error != EACCES && system_error != EINTR)
            return fail(ErrorCode::unreadable, where, "cannot be locked (" + describe(system_error) + ")");
        if (chrono::steady_clock::now() >= until)
            return fail(ErrorCode::in_use, where, "another program is using it; try again when that has ended");
        ::poll(nullptr, 0, pause_ms);
    }
}

void FileLock::release() {
    if (file_) lock_once(file_, Kind::none);
    file_ = OpenFile{};
    kind_ = Kind::none;
}

}  // namespace knotwork
