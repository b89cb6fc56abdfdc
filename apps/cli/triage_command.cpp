// knotwork triage: the danger signs of a case.
#include <fmt/core.h>

#include <memory>

#include "case_input.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "triage_text.hpp"

namespace knotwork::cli {
namespace {

int run_triage(const Session& session, const std::string& file) {
    const Result<std::string> text = read_text(file, DrawingLimits::bytes);
    if (!text) return report(session, text.error());
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Atlas& atlas = loaded->engine.atlas();
    const Result<Case> known = parse_case(atlas, *text);
    if (!known) return report(session, known.error());
    const Triage triage = compute_triage(atlas, known->facts);
    if (session.json)
        fmt::print("{}\n", format_triage(loaded->engine, triage));
    else
        fmt::print("{}", format_triage_text(atlas, triage, find_colours(stdout)));
    return exit_fine;
}

}  // namespace

void add_triage(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("triage", "Tell the danger signs of a case, and whom to see how soon");
    const auto file = std::make_shared<std::string>();
    command->add_option("file", *file, "Case in JSON (schemas/case.schema.json); - reads standard input")
        ->type_name("FILE")
        ->required();
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback([&session, file] { session.run = [&session, file] { return run_triage(session, *file); }; });
}

}  // namespace knotwork::cli
