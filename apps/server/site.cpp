#include "apps/server/site.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "apps/server/compression.hpp"
#include "base/hash.hpp"

namespace knotwork::server {
namespace {

namespace fs = std::filesystem;

struct Type {
    std::string_view ending, type;
};
constexpr Type types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".bin", "application/octet-stream"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
    {".pdf", "application/pdf"},
    {".txt", "text/plain; charset=utf-8"},
};

// A shorter answer fits into one packet anyway.
constexpr std::size_t worth_compressing = 1024;

std::string make_tag(std::string_view bytes) {
    return "\"" + compute_hash(std::as_bytes(std::span(bytes.data(), bytes.size()))) + "\"";
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

Result<std::string> read_bytes(const fs::path& path, std::size_t limit) {
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return fail(ErrorCode::unreadable, path.string(), std::string("cannot be opened: ") + std::strerror(errno));
    std::string out;
    constexpr std::size_t piece = 1u << 16;
    for (std::size_t got = 1; got > 0 && out.size() <= limit;) {
        const std::size_t before = out.size();
        out.resize(before + piece);
        got = std::fread(out.data() + before, 1, piece, file.get());
        out.resize(before + got);
    }
    if (std::ferror(file.get()) != 0)
        return fail(ErrorCode::unreadable, path.string(), std::string("cannot be read: ") + std::strerror(errno));
    return out;
}

bool is_within(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

}  // namespace

class SiteBuilder {
  public:
    SiteBuilder(std::string folder, std::vector<std::string>& left_out)
        : name_(std::move(folder)), left_out_(left_out) {}

    Result<Site> build() {
        if (const auto read = read_folder(); !read) return tl::unexpected(read.error());
        if (!found_.contains("/index.html"))
            return fail(ErrorCode::missing, name_, "holds no index.html, so it is no built app");
        for (auto& [path, bytes] : found_) {
            if (find_base(path)) continue;
            add(path, std::move(bytes));
        }
        return std::move(site_);
    }

  private:
    Result<void> read_folder() {
        std::error_code error;
        folder_ = fs::canonical(name_, error);
        if (error) return fail(ErrorCode::unreadable, name_, "cannot be opened: " + error.message());
        fs::recursive_directory_iterator entry(folder_, error);
        for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            if (entry->path().filename().native().starts_with('.')) {
                entry.disable_recursion_pending();
                continue;
            }
            if (auto read = read_entry(*entry); !read) return read;
        }
        if (error) return fail(ErrorCode::unreadable, name_, "cannot be read: " + error.message());
        return {};
    }

    Result<void> read_entry(const fs::directory_entry& entry) {
        std::error_code error;
        const std::string path = "/" + entry.path().lexically_relative(folder_).generic_string();
        if (entry.is_symlink(error)) {
            const fs::path target = fs::canonical(entry.path(), error);
            if (error || !is_within(target, folder_)) {
                left_out_.push_back(fmt::format("{}{}: a link that leads out of the folder", name_, path));
                return {};
            }
        }
        if (!entry.is_regular_file(error)) return {};
        if (found_.size() == max_site_files)
            return fail(ErrorCode::too_large, name_, fmt::format("holds more than {} files", max_site_files));
        Result<std::string> bytes = read_bytes(entry.path(), max_site_bytes - size_);
        if (!bytes) return tl::unexpected(bytes.error());
        size_ += bytes->size();
        if (size_ > max_site_bytes)
            return fail(ErrorCode::too_large, name_, fmt::format("holds more than {} MB", max_site_bytes >> 20));
        found_.emplace(path, std::move(*bytes));
        return {};
    }

    // What "x.br" and "x.gz" are forms of: x, if that is there.
    bool find_base(const std::string& path) const {
        return (path.ends_with(".br") || path.ends_with(".gz")) && found_.contains(path.substr(0, path.size() - 3));
    }

    // The form that lies beside the file, if it holds the file. Its bytes stay in the table until the end: the file
    // itself may come before or after it there.
    std::optional<std::string> find_form(const std::string& path, std::string_view ending, std::string_view bytes,
                                         bool (*holds)(std::string_view, std::string_view)) {
        const auto form = found_.find(path + std::string(ending));
        if (form == found_.end()) return std::nullopt;
        if (holds(form->second, bytes)) return form->second;
        left_out_.push_back(fmt::format("{}{}: does not hold what {} holds", name_, form->first, path));
        return std::nullopt;
    }

    void add(const std::string& path, std::string bytes) {
        SiteFile file{find_type(path), is_hashed_name(path), {}};
        auto brotli = find_form(path, ".br", bytes, &holds_brotli);
        auto gzip = find_form(path, ".gz", bytes, &holds_gzip);
        if (!gzip && bytes.size() >= worth_compressing) {
            gzip = compress_gzip(bytes);
            if (gzip->size() > bytes.size() / 10 * 9) gzip.reset();
        }
        const auto put = [&](Coding coding, std::string form) {
            std::string tag = make_tag(form);
            file.representations.push_back({coding, std::move(form), std::move(tag)});
        };
        put(Coding::identity, std::move(bytes));
        if (gzip) put(Coding::gzip, std::move(*gzip));
        if (brotli) put(Coding::brotli, std::move(*brotli));
        site_.files_.emplace(path, std::move(file));
    }

    std::string name_;
    std::vector<std::string>& left_out_;
    fs::path folder_;
    std::map<std::string, std::string> found_;  // all that was read, by path
    std::size_t size_ = 0;
    Site site_;
};

const SiteFile* Site::find(std::string_view path) const {
    auto found = files_.find(path);
    if (path.ends_with('/')) found = files_.find(std::string(path) + "index.html");
    return found == files_.end() ? nullptr : &found->second;
}

Result<Site> read_site(const std::string& folder, std::vector<std::string>& left_out) {
    return SiteBuilder(folder, left_out).build();
}

std::string_view find_type(std::string_view path) {
    for (const Type& type : types)
        if (path.ends_with(type.ending)) return type.type;
    return "application/octet-stream";
}

bool is_hashed_name(std::string_view path) {
    constexpr std::size_t length = 8;
    if (!path.starts_with("/assets/")) return false;
    const std::string_view name = path.substr(path.rfind('/') + 1);
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
        if (dot < length + 2 || name[dot - length - 1] != '-') continue;
        int lower = 0, upper = 0, digits = 0, marks = 0;
        for (const char c : name.substr(dot - length, length)) {
            lower += c >= 'a' && c <= 'z';
            upper += c >= 'A' && c <= 'Z';
            digits += c >= '0' && c <= '9';
            marks += c == '-' || c == '_';
        }
        // A word ("-Extended") and a date ("-20261122") are no hashes.
        const bool is_word = lower + upper == static_cast<int>(length) && upper <= 1;
        if (lower + upper + digits + marks == static_cast<int>(length) && lower + upper > 0 && !is_word) return true;
    }
    return false;
}

}  // namespace knotwork::server
