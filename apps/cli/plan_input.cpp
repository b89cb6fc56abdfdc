#include "plan_input.hpp"

#include "base/text.hpp"
#include "case_input.hpp"
#include "clock.hpp"

namespace knotwork::cli {
namespace {

constexpr std::size_t most_plan_bytes = 4u << 20;

Result<PlanOptions> read_options(const Atlas& atlas, const PlanArguments& arguments) {
    const Result<Date> start = read_day(arguments.start, "--start");
    if (!start) return tl::unexpected(start.error());
    PlanOptions options{.start = *start, .pressure = {}, .edits = {}};
    if (!arguments.pressure.empty()) {
        const Result<ProtocolId> pressure = resolve_pressure(atlas, arguments.pressure, "--pressure");
        if (!pressure) return tl::unexpected(pressure.error());
        options.pressure = *pressure;
    }
    if (!arguments.keep.empty()) {
        const Result<std::string> text = read_text(arguments.keep, most_plan_bytes);
        if (!text) return tl::unexpected(text.error());
        Result<PlanEdits> edits = parse_plan_edits(atlas, *text);
        if (!edits) {
            Error error = edits.error();
            error.where = arguments.keep + (error.where.empty() ? "" : ": " + error.where);
            return tl::unexpected(error);
        }
        options.edits = std::move(*edits);
    }
    return options;
}

Result<void> read_tools(const Atlas& atlas, const std::string& words, Case& known) {
    if (words.empty()) return {};
    known.at_hand.emplace();
    for (const std::string& word : split(words, ',')) {
        const Result<ToolId> tool = resolve_tool(atlas, word, "--tools");
        if (!tool) return tl::unexpected(tool.error());
        known.at_hand->push_back(*tool);
    }
    return {};
}

}  // namespace

CLI::Option* add_plan_options(CLI::App& command, PlanArguments& arguments) {
    CLI::Option* file =
        command.add_option("file", arguments.file, "Case or drawing in JSON (schemas/); - reads standard input")
            ->type_name("FILE")
            ->required();
    command.add_option("--keep", arguments.keep, "An earlier plan in JSON, whose \"edits\" go into this one")
        ->type_name("PLAN");
    command.add_option("--tools", arguments.tools, "Tools at hand: ball,roller (else those of the case)")
        ->type_name("TOOLS");
    command.add_option("--pressure", arguments.pressure, "How long to press: short, standard, long or light")
        ->type_name("PROTOCOL");
    command.add_option("--start", arguments.start, "First day, as 2026-11-22 (else today)")->type_name("DATE");
    command.add_flag("--acknowledge", arguments.acknowledge, "Say of the case's emergencies that you have read them");
    return file;
}

void add_record_options(CLI::App& command, PlanArguments& arguments) {
    CLI::Option* record = command.add_flag("--record", arguments.record, "Keep what was made or done in the journal");
    add_journal_options(command, arguments.journal);
    for (const char* name : {"--journal", "--passphrase-file", "--person", "--episode"})
        command.get_option(name)->needs(record);
}

Result<LoadedPlan> load_plan(const Session& session, const PlanArguments& arguments) {
    const Result<std::string> text = read_text(arguments.file, DrawingLimits::bytes);
    if (!text) return tl::unexpected(text.error());
    Result<LoadedEngine> loaded = load_engine_of(session);
    if (!loaded) return tl::unexpected(loaded.error());
    const Atlas& atlas = loaded->engine.atlas();
    Result<Case> known = parse_case_or_drawing(atlas, *text);
    if (!known) return tl::unexpected(known.error());
    if (const Result<void> tools = read_tools(atlas, arguments.tools, *known); !tools)
        return tl::unexpected(tools.error());
    if (arguments.acknowledge) acknowledge_emergencies(atlas, *known);
    const Result<PlanOptions> options = read_options(atlas, arguments);
    if (!options) return tl::unexpected(options.error());
    TraceScratch scratch;
    Result<CasePlan> plan = plan_case(loaded->engine, *known, *options, scratch);
    if (!plan) return tl::unexpected(plan.error());
    return LoadedPlan{std::move(*loaded), std::move(*known), std::move(*plan)};
}

}  // namespace knotwork::cli
