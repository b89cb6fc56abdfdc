// knotwork map NAME: the referral map of a muscle or condition as a picture.
#include <fmt/core.h>

#include <memory>

#include "commands.hpp"
#include "files.hpp"
#include "report/picture.hpp"

namespace knotwork::cli {
namespace {

// The error of whichever kind has a suggestion, in words that tell of both.
Error join_errors(const Error& muscle, const Error& condition) {
    const std::string_view kind = "no muscle";
    const bool has_hint = muscle.reason.find(';') != std::string::npos;
    Error out = has_hint ? muscle : condition;
    out.reason = "no muscle or condition" + out.reason.substr((has_hint ? kind : "no condition").size());
    return out;
}

struct Arguments {
    std::string name, picture, side = "right", body = "neutral";
    std::vector<std::uint32_t> points;
};

// A name that a muscle and a condition share means the muscle.
Result<PictureBytes> draw(const Engine& engine, const Arguments& arguments, PictureFormat format) {
    const Atlas& atlas = engine.atlas();
    const PictureOptions options{format, *find_body(arguments.body)};
    const Side side = arguments.side == "left" ? Side::left : Side::right;
    const Result<MuscleDetail> muscle = resolve_muscle(engine, arguments.name);
    if (muscle) return draw_map(atlas, atlas.muscles()[muscle->muscle.value], arguments.points, side, options);
    const Result<ConditionDetail> condition = resolve_condition(engine, arguments.name);
    if (!condition) return tl::unexpected(join_errors(muscle.error(), condition.error()));
    if (!arguments.points.empty())
        return fail(ErrorCode::unknown_name, "--point",
                    std::string(condition->id) + " is a condition and has no trigger points");
    return draw_map(atlas, *condition->condition, side, options);
}

int run_map(const Session& session, const Arguments& arguments) {
    const Result<PictureFormat> format = read_picture_format(arguments.picture);
    if (!format) return report(session, format.error());
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Result<PictureBytes> picture = draw(loaded->engine, arguments, *format);
    if (!picture) return report(session, picture.error());
    if (const auto written = write_file(arguments.picture, *picture); !written) return report(session, written.error());
    return exit_fine;
}

}  // namespace

void add_map(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("map", "Draw the referral map of a muscle or condition");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("name", arguments->name, "The muscle or condition: id, name or synonym")
        ->type_name("NAME")
        ->required();
    command->add_option("--picture", arguments->picture, "File to write: .svg, .png or .pdf")
        ->type_name("FILE")
        ->required();
    command->add_option("--point", arguments->points, "Only these trigger points: --point 1 --point 2")
        ->type_name("NUMBER");
    command->add_option("--side", arguments->side, "left or right")
        ->check(CLI::IsMember({"left", "right"}))
        ->type_name("SIDE");
    command->add_option("--body", arguments->body, "neutral, female or male")
        ->check(CLI::IsMember({"neutral", "female", "male"}))
        ->type_name("BODY");
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_map(session, *arguments); }; });
}

}  // namespace knotwork::cli
