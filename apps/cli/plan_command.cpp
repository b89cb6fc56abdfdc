// knotwork plan: what to do about it each day.
#include <fmt/core.h>

#include <memory>

#include "commands.hpp"
#include "journal_entries.hpp"
#include "plan_input.hpp"
#include "plan_text.hpp"

namespace knotwork::cli {
namespace {

int run_plan(const Session& session, const PlanArguments& arguments) {
    const Result<LoadedPlan> made = load_plan(session, arguments);
    if (!made) return report(session, made.error());
    const Engine& engine = made->loaded.engine;
    if (session.json)
        fmt::print("{}\n", format_plan(engine, made->plan));
    else
        fmt::print("{}", format_plan_text(engine, made->known, made->plan, find_colours(stdout)));
    if (arguments.record && made->plan.refusal == PlanRefusal::none)
        if (const auto kept = record_plan(engine, arguments.journal, made->plan, ""); !kept)
            return report(session, kept.error());
    return made->plan.refusal == PlanRefusal::emergency ? exit_emergency : exit_fine;
}

}  // namespace

void add_plan(CLI::App& app, Session& session) {
    CLI::App* command =
        app.add_subcommand("plan", "Make a plan for a case: what to press, stretch and strengthen each day");
    const auto arguments = std::make_shared<PlanArguments>();
    add_plan_options(*command, *arguments);
    add_record_options(*command, *arguments);
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_plan(session, *arguments); }; });
}

}  // namespace knotwork::cli
