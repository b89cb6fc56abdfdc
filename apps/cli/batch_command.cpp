// knotwork batch: many drawings, one a line, to one record a line.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "choir_csv.hpp"
#include "commands.hpp"
#include "engine/json_text.hpp"
#include "files.hpp"
#include "line_reader.hpp"
#include "ordered_work.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

constexpr std::size_t lines_a_block = 64;

struct Arguments {
    std::string file, from = "ndjson";
    std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
};

// What a block of lines became.
struct Records {
    std::string text;
    std::size_t traced = 0, refused = 0;
};

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

class Batch {
  public:
    Batch(const Engine& engine, std::optional<ChoirColumns> columns, std::size_t threads)
        : engine_(engine), columns_(columns), scratch_(threads) {}

    Records trace(const std::vector<Line>& lines, std::size_t worker) {
        Records out;
        for (const Line& line : lines) {
            if (is_blank(line.text)) continue;
            const Result<Drawing> drawing = columns_ ? columns_->parse_drawing(line.text) : parse_drawing(line.text);
            out.text += fmt::format("{{\"line\":{}", line.number);
            if (drawing && !drawing->id.empty()) out.text += ",\"id\":" + format_json(drawing->id);
            const Result<Trace> trace =
                drawing ? trace_drawing(engine_, *drawing, scratch_[worker]) : tl::unexpected(drawing.error());
            if (trace) {
                out.text += ",\"trace\":" + format_trace(engine_, *trace) + "}\n";
                ++out.traced;
            } else {
                out.text += ",\"error\":" + format_json(error_to_json(trace.error())) + "}\n";
                ++out.refused;
            }
        }
        return out;
    }

  private:
    const Engine& engine_;
    std::optional<ChoirColumns> columns_;
    std::vector<TraceScratch> scratch_;
};

// A bar on the standard error while that is a terminal and the answers go elsewhere.
class Progress {
  public:
    explicit Progress(std::uint64_t total_bytes)
        : shown_(is_terminal(stderr) && !is_terminal(stdout)), total_(total_bytes) {}
    ~Progress() {
        if (shown_) fmt::print(stderr, "\r\033[K");
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(std::uint64_t bytes, std::size_t drawings) {
        const auto now = std::chrono::steady_clock::now();
        if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
        last_ = now;
        std::string bar;
        if (total_ > 0) {
            constexpr std::size_t width = 40;
            const std::size_t full = std::min(width, static_cast<std::size_t>(width * bytes / total_));
            bar = fmt::format("[{}{}] {:3} %  ", std::string(full, '#'), std::string(width - full, ' '),
                              100 * full / width);
        }
        fmt::print(stderr, "\r{}{} drawings", bar, with_commas(drawings));
    }

  private:
    bool shown_;
    std::uint64_t total_;
    std::chrono::steady_clock::time_point last_;
};

int run_batch(const Session& session, const Arguments& arguments) {
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());

    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
        arguments.file == "-" ? nullptr : std::fopen(arguments.file.c_str(), "rb"),
        [](std::FILE* f) { return std::fclose(f); });
    if (arguments.file != "-" && !file)
        return report(
            session, {ErrorCode::unreadable, arguments.file, std::string("cannot be opened: ") + std::strerror(errno)});
    std::error_code unknown_size;  // of a pipe, or of the standard input
    const std::uintmax_t size = std::filesystem::file_size(arguments.file, unknown_size);
    LineReader reader(file ? ::fileno(file.get()) : STDIN_FILENO, DrawingLimits::bytes);

    std::optional<ChoirColumns> columns;
    if (arguments.from == "choir") {
        std::vector<Line> heading;
        reader.read(heading, 1);
        const auto parsed = ChoirColumns::parse(heading.empty() ? "" : heading[0].text);
        if (!parsed) return report(session, {parsed.error().code, arguments.file + ":1", parsed.error().reason});
        columns = *parsed;
    }

    Batch batch(loaded->engine, columns, arguments.threads);
    Progress progress(unknown_size ? 0 : size);
    std::size_t traced = 0, refused = 0;
    std::atomic<std::uint64_t> bytes_read = 0;
    bool written = true;
    run_in_order<std::vector<Line>, Records>(
        arguments.threads,
        [&](std::vector<Line>& lines) {
            const bool got = reader.read(lines, lines_a_block);
            bytes_read = reader.bytes_read();
            return got;
        },
        [&](const std::vector<Line>& lines, std::size_t worker) { return batch.trace(lines, worker); },
        [&](const Records& records) {
            written = written &&
                      std::fwrite(records.text.data(), 1, records.text.size(), stdout) == records.text.size() &&
                      std::fflush(stdout) == 0;
            traced += records.traced;
            refused += records.refused;
            progress.show(bytes_read, traced + refused);
        });
    if (reader.failed()) return report(session, {ErrorCode::unreadable, arguments.file, "cannot be read to its end"});
    if (!written) {
        fmt::print(stderr, "knotwork: the answers could not be written\n");
        return exit_broken_environment;
    }
    if (refused > 0)
        fmt::print(stderr, "knotwork: {} of {} drawings could not be traced; their records say why\n",
                   with_commas(refused), with_commas(traced + refused));
    return exit_fine;
}

}  // namespace

void add_batch(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("batch", "Trace many drawings, one a line, to one JSON record a line");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("file", arguments->file, "Drawings; - reads standard input")->type_name("FILE")->required();
    command->add_option("--from", arguments->from, "ndjson: a drawing in JSON a line. choir: CSV of CHOIR body maps")
        ->check(CLI::IsMember({"ndjson", "choir"}))
        ->type_name("KIND");
    command->add_option("--threads", arguments->threads, "Use so many threads (as many as there are cores)")
        ->check(CLI::Range(std::size_t{1}, std::size_t{256}))
        ->type_name("N");
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_batch(session, *arguments); }; });
}

}  // namespace knotwork::cli
