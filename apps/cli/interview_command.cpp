// knotwork interview: questions in the best order, then the reasoned answer.
#include <fmt/core.h>

#include <cmath>
#include <iostream>
#include <memory>
#include <span>

#include "case_input.hpp"
#include "commands.hpp"
#include "engine/json_text.hpp"
#include "files.hpp"
#include "interview_loop.hpp"
#include "interview_text.hpp"
#include "line_reader.hpp"
#include "report/picture.hpp"
#include "terminal.hpp"
#include "trace_text.hpp"
#include "triage_text.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    std::string file, where, save, picture;
    bool show = false, acknowledge = false;
    bool alone = false, professional = false;

    InterviewOptions options() const { return {!alone, professional}; }
};

// One line of the protocol: a case, or {"case": ..., "options": {"helper": ..., "professional": ...}}.
std::string answer_line(const Engine& engine, const std::string& line, InterviewOptions options) {
    constexpr std::string_view envelope = "\"case\"";
    if (line.find(envelope) == std::string::npos) return interview_json(engine, line, options);
    const Result<Json> root = parse_json(line, {DrawingLimits::bytes, 12, 1'500'000});
    if (!root) return format_error(root.error());
    if (root->is_object() && root->contains("format")) return interview_json(engine, line, options);
    JsonReader reader;
    const Json& outer = reader.object(*root, "", {"case", "options"});
    const Json& known = reader.required(outer, "case", "");
    if (const Json* wanted = reader.optional(outer, "options"); wanted && !reader.failed()) {
        reader.object(*wanted, "options", {"helper", "professional"});
        for (const auto& [key, value] :
             {std::pair("helper", &options.with_helper), std::pair("professional", &options.with_professional)}) {
            const Json* given = reader.failed() ? nullptr : reader.optional(*wanted, key);
            if (given == nullptr) continue;
            if (given->is_boolean())
                *value = given->get<bool>();
            else
                reader.fail(ErrorCode::wrong_type, join_place("options", key), "must be true or false");
        }
    }
    if (reader.failed()) return format_error(reader.error());
    return interview_json(engine, known.dump(), options);
}

// Line after line until the input ends; each is answered before the next is read.
int serve_lines(const Engine& engine, const Arguments& arguments) {
    LineReader reader(fileno(stdin), DrawingLimits::bytes);
    std::vector<Line> lines;
    while (reader.read(lines, 1))
        for (const Line& line : lines) {
            if (line.text.find_first_not_of(" \t\r") == std::string::npos) continue;
            fmt::print("{}\n", answer_line(engine, line.text, arguments.options()));
            std::fflush(stdout);
        }
    return exit_fine;
}

Result<Case> read_case(const Engine& engine, const Arguments& arguments) {
    Case known;
    if (!arguments.where.empty()) {
        set_drawing(known, build_drawing_of_regions(arguments.where));
        return known;
    }
    if (arguments.file.empty()) return known;
    const Result<std::string> text = read_text(arguments.file, DrawingLimits::bytes);
    if (!text) return tl::unexpected(text.error());
    return parse_case_or_drawing(engine.atlas(), *text);
}

Result<void> save(const Atlas& atlas, const Case& known, const std::string& file) {
    if (file.empty()) return {};
    if (!known.drawing && known.facts.answers.empty())
        return fail(ErrorCode::missing, "--save", "there is nothing to save yet: no place and no answer");
    const std::string text = format_case(atlas, known) + "\n";
    return write_file(file, std::as_bytes(std::span(text)));
}

// The field of what leads beside the drawing.
Result<void> draw(const Engine& engine, const Case& known, const Assessment& assessment, const std::string& file) {
    if (file.empty()) return {};
    const Atlas& atlas = engine.atlas();
    TraceFigure figure;
    std::vector<float> painted(assessment.trace.painted.begin(), assessment.trace.painted.end());
    painted.resize(atlas.skin().point_count(), 0);
    figure.painted = painted;
    const Verdict verdict = judge(assessment.trace);
    if (assessment.standing) {
        const Standing& standing = *assessment.standing;
        figure.source = &atlas.sources()[standing.source.value];
        figure.heading = !assessment.not_a_muscle ? "MOST LIKELY SOURCE" : "NOT A MUSCLE PATTERN: MORE LIKE THIS";
        figure.headline = fmt::format("{}: {}", format_decision(atlas, standing.leading.source),
                                      chance(standing.leading.probability));
        for (const Reason& reason : standing.reasons)
            if (std::abs(reason.bits) >= 0.5)
                figure.lines.push_back(fmt::format("{}: {} ({:+.1f} bits)", format_subject_label(atlas, reason.subject),
                                                   reason.reply == Reply::yes ? "yes" : "no", reason.bits));
    } else {
        if (!assessment.trace.sources.empty())
            figure.source = &atlas.sources()[assessment.trace.sources.front().source.value];
        figure.heading = "NEAREST SOURCE";
        figure.headline = format_headline(engine, assessment.trace, verdict);
        figure.lines = format_reasons(engine, assessment.trace, verdict);
    }
    const Body body = known.drawing ? known.drawing->body : Body::neutral;
    return write_file(file, draw_trace(atlas, figure, {*find_picture_format(file), body}));
}

// The reasoned answer of a case as it is.
int show(const Session& session, const Arguments& arguments, const Engine& engine, const Case& known) {
    const Result<Assessment> assessment = assess_case(engine, known, arguments.options());
    if (!assessment) return report(session, assessment.error());
    const Colours colours = find_colours(stdout);
    const bool is_blocked = !assessment->blocked_by.empty();
    if (session.json)
        fmt::print("{}\n", format_interview(engine, known, *assessment));
    else if (is_blocked)
        fmt::print("{}{}", format_emergency(engine.atlas(), assessment->blocked_by, colours),
                   wrap("If you have read it: knotwork interview --acknowledge", ""));
    else
        fmt::print("{}", format_standing(engine, known, *assessment, assessment->settled, colours));
    if (const auto saved = save(engine.atlas(), known, arguments.save); !saved) return report(session, saved.error());
    if (is_blocked) return exit_emergency;
    if (const auto drawn = draw(engine, known, *assessment, arguments.picture); !drawn)
        return report(session, drawn.error());
    return exit_fine;
}

int ask(const Session& session, const Arguments& arguments, const Engine& engine, Case known) {
    const Colours colours = find_colours(stdout);
    InterviewLoop loop(engine, arguments.options(), std::move(known), std::cin, colours);
    const InterviewLoop::Ending ending = loop.run();
    if (ending == InterviewLoop::Ending::broken) return report(session, loop.error());
    const bool is_emergency = ending == InterviewLoop::Ending::emergency;
    if (!is_emergency) {
        fmt::print("\n{}", format_standing(engine, loop.known(), loop.assessment(),
                                           ending == InterviewLoop::Ending::settled, colours));
        if (const auto drawn = draw(engine, loop.known(), loop.assessment(), arguments.picture); !drawn)
            return report(session, drawn.error());
    }
    if (const auto saved = save(engine.atlas(), loop.known(), arguments.save); !saved)
        return report(session, saved.error());
    return is_emergency ? exit_emergency : exit_fine;
}

int run_interview(const Session& session, const Arguments& arguments) {
    if (!arguments.file.empty() && !arguments.where.empty())
        return report(session, {ErrorCode::missing, "", "give only one of FILE and --where"});
    if (!arguments.picture.empty())
        if (const auto format = read_picture_format(arguments.picture); !format) return report(session, format.error());
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Engine& engine = loaded->engine;
    const bool is_served = session.json && arguments.where.empty() && (arguments.file.empty() || arguments.file == "-");
    if (is_served) return serve_lines(engine, arguments);
    Result<Case> known = read_case(engine, arguments);
    if (!known) return report(session, known.error());
    if (arguments.acknowledge) acknowledge_emergencies(engine.atlas(), *known);
    if (session.json || arguments.show) return show(session, arguments, engine, *known);
    return ask(session, arguments, engine, std::move(*known));
}

}  // namespace

void add_interview(CLI::App& app, Session& session) {
    CLI::App* command =
        app.add_subcommand("interview", "Ask for danger signs, then what tells most, and give a reasoned answer");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("file", arguments->file, "Drawing or case in JSON (schemas/); - reads standard input")
        ->type_name("FILE");
    command->add_option("--where", arguments->where, "Where it hurts, in words: \"right buttock, back of right thigh\"")
        ->type_name("WORDS");
    command->add_flag("--alone", arguments->alone, "No second person is there to help with tests");
    command->add_flag("--professional", arguments->professional, "Also tests that need training");
    command->add_flag("--show", arguments->show, "Ask nothing: show where the case stands");
    command->add_flag("--acknowledge", arguments->acknowledge,
                      "Say of the case's emergencies that you have read them, and go on all the same");
    command->add_option("--save", arguments->save, "Write the case here at the end, to go on with it later")
        ->type_name("FILE");
    command->add_option("--picture", arguments->picture, "Also draw the answer: a file that ends in .svg, .png or .pdf")
        ->type_name("FILE");
    command->add_flag("--json", session.json,
                      "With a FILE or --where, answer once in JSON; else answer each case on the standard input, one a "
                      "line (docs/interview.md)");
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_interview(session, *arguments); }; });
}

}  // namespace knotwork::cli
