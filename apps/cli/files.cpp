#include "files.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "engine/json_text.hpp"

namespace knotwork::cli {
namespace {

constexpr std::string_view no_atlas = "no atlas";

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Error unreadable(const std::string& name, const char* what) {
    return {ErrorCode::unreadable, name, std::string(what) + ": " + std::strerror(errno)};
}

std::string find_atlas(const Session& session) {
    if (!session.atlas_file.empty()) return session.atlas_file;
    if (const char* named = std::getenv("KNOTWORK_ATLAS"); named && *named) return named;
    return find_beside_program("atlas.bin");
}

Result<std::vector<std::byte>> read_bytes(const std::string& name) {
    const File file(std::fopen(name.c_str(), "rb"));
    if (!file) return tl::unexpected(unreadable(name, "cannot be opened"));
    std::vector<std::byte> bytes;
    constexpr std::size_t piece = 1u << 16;
    for (std::size_t got = 1; got > 0;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + piece);
        got = std::fread(bytes.data() + before, 1, piece, file.get());
        bytes.resize(before + got);
    }
    if (std::ferror(file.get()) != 0) return tl::unexpected(unreadable(name, "cannot be read"));
    return bytes;
}

}  // namespace

std::string find_beside_program(std::string_view name) {
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return (program.parent_path().parent_path() / "share" / "knotwork" / name).string();
}

Result<LoadedEngine> load_engine_of(const Session& session) {
    const std::string name = find_atlas(session);
    Result<std::vector<std::byte>> bytes = read_bytes(name);
    if (!bytes) {
        Error error = bytes.error();
        if (session.atlas_file.empty())
            error.reason = fmt::format("{} ({}; name one with --atlas or KNOTWORK_ATLAS)", no_atlas, error.reason);
        return tl::unexpected(std::move(error));
    }
    Result<Engine> engine = load_engine(*bytes);
    if (!engine) {
        Error error = engine.error();
        error.where = error.where.empty() ? name : name + ": " + error.where;
        return tl::unexpected(std::move(error));
    }
    return LoadedEngine{std::move(*bytes), std::move(*engine)};
}

Result<std::string> read_text(const std::string& name, std::size_t limit) {
    const bool is_stdin = name == "-";
    const File file(is_stdin ? nullptr : std::fopen(name.c_str(), "rb"));
    std::FILE* source = is_stdin ? stdin : file.get();
    if (!source) return tl::unexpected(unreadable(name, "cannot be opened"));
    std::string text;
    constexpr std::size_t piece = 1u << 16;
    for (std::size_t got = 1; got > 0 && text.size() <= limit;) {
        const std::size_t before = text.size();
        text.resize(before + piece);
        got = std::fread(text.data() + before, 1, piece, source);
        text.resize(before + got);
    }
    if (std::ferror(source) != 0) return tl::unexpected(unreadable(name, "cannot be read"));
    if (text.size() > limit) text.resize(limit + 1);
    return text;
}

Result<void> write_file(const std::string& name, std::span<const std::byte> bytes) {
    File file(std::fopen(name.c_str(), "wb"));
    if (!file) return tl::unexpected(unreadable(name, "cannot be written"));
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() || std::fflush(file.get()) != 0)
        return tl::unexpected(unreadable(name, "cannot be written"));
    return {};
}

Result<void> replace_file(const std::string& name, std::span<const std::byte> bytes) {
    const std::string beside = name + ".new";
    std::error_code error;
    if (auto written = write_file(beside, bytes); !written) {
        std::filesystem::remove(beside, error);
        return fail(written.error().code, name, written.error().reason);
    }
    std::filesystem::rename(beside, name, error);
    if (error) return fail(ErrorCode::unreadable, name, error.message());
    return {};
}

Result<PictureFormat> read_picture_format(const std::string& file) {
    if (const auto format = find_picture_format(file)) return *format;
    return fail(ErrorCode::out_of_range, "--picture", "\"" + one_line(file) + "\" must end in .svg, .png or .pdf");
}

int report(const Session& session, const Error& error) {
    if (session.json) fmt::print("{}\n", format_error(error));
    fmt::print(stderr, "knotwork: {}\n", error.message());
    const bool is_environment = error.code == ErrorCode::unreadable && error.reason.starts_with(no_atlas);
    return is_environment ? exit_broken_environment : exit_bad_input;
}

}  // namespace knotwork::cli
