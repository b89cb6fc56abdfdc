// knotwork evaluate: how good the answers are, measured on simulated people; writes the page docs/accuracy.md.
#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "commands.hpp"
#include "engine/source_model.hpp"
#include "files.hpp"
#include "study/accuracy_page.hpp"
#include "study/evaluate.hpp"

namespace knotwork::cli {
namespace {

int run_evaluate(const Session& session, const study::EvaluateOptions& options) {
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Atlas& atlas = loaded->engine.atlas();
    const auto build = [&](const infer::Parameters& parameters) { return build_model(atlas, parameters); };
    const auto accuracy = study::evaluate(atlas, build, options);
    if (!accuracy) return report(session, accuracy.error());
    fmt::print("{}", study::render_accuracy_page(*accuracy));
    return exit_fine;
}

}  // namespace

void add_evaluate(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("evaluate", "Measure the answers on simulated people");
    const auto options = std::make_shared<study::EvaluateOptions>();
    options->threads = std::max(1u, std::thread::hardware_concurrency());
    command->add_option("--seed", options->seed, "Seed of the simulated people")->type_name("N");
    command->add_option("--people", options->people, "Simulate so many")
        ->check(CLI::Range(1u, 1'000'000u))
        ->type_name("N");
    command->add_option("--threads", options->threads, "Use so many threads (as many as there are cores)")
        ->check(CLI::Range(1u, 256u))
        ->type_name("N");
    add_atlas_option(*command, session);
    command->callback(
        [&session, options] { session.run = [&session, options] { return run_evaluate(session, *options); }; });
}

}  // namespace knotwork::cli
