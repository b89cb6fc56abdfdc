// knotwork trace: a drawing or a case to its likely sources.
#include <fmt/core.h>

#include <cstdint>
#include <memory>

#include "case_input.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "report/picture.hpp"
#include "terminal.hpp"
#include "trace_text.hpp"
#include "triage_text.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    std::string file, where, choir, body, picture;
    std::size_t top = 5;
    bool acknowledge = false;
    CLI::Option* top_option = nullptr;
};

// Where a drawing that was put together from arguments has its fault: in the argument, not in a mark.
Error blame(Error error, std::string_view argument) {
    error.where = argument;
    return error;
}

// `text` is what the file holds, if there is one.
Result<Drawing> read_drawing(const Arguments& arguments, const std::string& text) {
    if (!arguments.where.empty()) return build_drawing_of_regions(arguments.where);
    if (!arguments.choir.empty()) {
        if (arguments.body != "female" && arguments.body != "male")
            return fail(ErrorCode::missing, "--choir", "needs --body female or --body male: their maps differ");
        Result<Drawing> drawing = build_drawing_of_choir(*find_body(arguments.body), arguments.choir);
        if (!drawing) return tl::unexpected(blame(drawing.error(), "--choir"));
        return drawing;
    }
    Result<Drawing> drawing = parse_drawing(text);
    if (drawing && !arguments.body.empty()) drawing->body = *find_body(arguments.body);
    return drawing;
}

Result<void> write_picture(const Engine& engine, const Trace& trace, Body body, const std::string& file) {
    TraceFigure figure;
    const std::vector<float> painted(trace.painted.begin(), trace.painted.end());
    figure.painted = painted;
    const Verdict verdict = judge(trace);
    if (!trace.sources.empty()) figure.source = &engine.atlas().sources()[trace.sources.front().source.value];
    if (verdict != Verdict::stands_out) figure.heading = "NEAREST SOURCE";
    figure.headline = format_headline(engine, trace, verdict);
    figure.lines = format_reasons(engine, trace, verdict);
    return write_file(file, draw_trace(engine.atlas(), figure, {*find_picture_format(file), body}));
}

// In JSON everything is listed unless --top is given; on the page a few sources are enough.
void cut_to_top(const Arguments& arguments, Trace& trace) {
    if (arguments.top_option->count() > 0 && trace.sources.size() > arguments.top) trace.sources.resize(arguments.top);
}

int trace_case(const Session& session, const Arguments& arguments, const std::string& text) {
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Atlas& atlas = loaded->engine.atlas();
    Result<Case> known = parse_case(atlas, text);
    if (!known) return report(session, known.error());
    if (known->drawing && !arguments.body.empty()) known->drawing->body = *find_body(arguments.body);
    if (arguments.acknowledge) acknowledge_emergencies(atlas, *known);
    Result<Assessment> assessment = assess_case(loaded->engine, *known);
    if (!assessment) return report(session, assessment.error());
    const Colours colours = find_colours(stdout);
    if (!assessment->blocked_by.empty()) {
        if (session.json)
            fmt::print("{}\n", format_trace(loaded->engine, *assessment));
        else
            fmt::print("{}{}", format_emergency(atlas, assessment->blocked_by, colours),
                       wrap("If you have read it: knotwork trace --acknowledge", ""));
        return exit_emergency;
    }
    if (!arguments.picture.empty()) {
        const Body body = known->drawing ? known->drawing->body : Body::neutral;
        const auto written = write_picture(loaded->engine, assessment->trace, body, arguments.picture);
        if (!written) return report(session, written.error());
    }
    if (session.json) {
        cut_to_top(arguments, assessment->trace);
        fmt::print("{}\n", format_trace(loaded->engine, *assessment));
        return exit_fine;
    }
    if (!assessment->triage.reasons.empty()) fmt::print("{}\n", format_triage_text(atlas, assessment->triage, colours));
    fmt::print("{}", format_trace_text(loaded->engine, assessment->trace, arguments.top, colours));
    return exit_fine;
}

int run_trace(const Session& session, const Arguments& arguments) {
    const int inputs = !arguments.file.empty() + !arguments.where.empty() + !arguments.choir.empty();
    if (inputs != 1)
        return report(session, {ErrorCode::missing, "",
                                inputs == 0 ? "nothing to trace: give a FILE, --where or --choir"
                                            : "give only one of FILE, --where and --choir"});
    if (!arguments.picture.empty())
        if (const auto format = read_picture_format(arguments.picture); !format) return report(session, format.error());
    Result<std::string> text = arguments.file.empty() ? std::string() : read_text(arguments.file, DrawingLimits::bytes);
    if (!text) return report(session, text.error());
    if (is_case(*text)) return trace_case(session, arguments, *text);
    const Result<Drawing> drawing = read_drawing(arguments, *text);
    if (!drawing) return report(session, drawing.error());
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    Result<Trace> trace = trace_drawing(loaded->engine, *drawing);
    if (!trace) {
        Error error = trace.error();
        if (!arguments.where.empty()) error = blame(std::move(error), "--where");
        if (!arguments.choir.empty()) error = blame(std::move(error), "--choir");
        return report(session, error);
    }
    if (!arguments.picture.empty()) {
        const auto written = write_picture(loaded->engine, *trace, drawing->body, arguments.picture);
        if (!written) return report(session, written.error());
    }
    if (session.json) {
        cut_to_top(arguments, *trace);
        fmt::print("{}\n", format_trace(loaded->engine, *trace));
        return exit_fine;
    }
    fmt::print("{}", format_trace_text(loaded->engine, *trace, arguments.top, find_colours(stdout)));
    return exit_fine;
}

}  // namespace

void add_trace(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("trace", "Tell where a painted pain may come from");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("file", arguments->file, "Drawing or case in JSON (schemas/); - reads standard input")
        ->type_name("FILE");
    command->add_option("--where", arguments->where, "Where it hurts, in words: \"right buttock, back of right thigh\"")
        ->type_name("WORDS");
    command->add_option("--choir", arguments->choir, "Segments of the CHOIR body map: 218,228 (needs --body)")
        ->type_name("NUMBERS");
    command->add_option("--body", arguments->body, "Body that was painted on: neutral, female or male")
        ->check(CLI::IsMember({"neutral", "female", "male"}))
        ->type_name("BODY");
    arguments->top_option = command->add_option("--top", arguments->top, "Show at most so many sources")
                                ->check(CLI::Range(std::size_t{1}, std::size_t{1000}))
                                ->type_name("N");
    command->add_option("--picture", arguments->picture, "Also draw it: a file that ends in .svg, .png or .pdf")
        ->type_name("FILE");
    command->add_flag("--acknowledge", arguments->acknowledge,
                      "Say of a case's emergencies that you have read them, and see the trace all the same");
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_trace(session, *arguments); }; });
}

}  // namespace knotwork::cli
