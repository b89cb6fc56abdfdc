// The commands of `knotwork`, one file each. Every command adds its arguments to the parser and says what to run when
// it is called; running returns the exit code.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "engine/engine.hpp"

namespace knotwork::cli {

// Exit codes, the same for every command.
inline constexpr int exit_fine = 0;
inline constexpr int exit_bad_input = 2;
inline constexpr int exit_broken_environment = 3;
inline constexpr int exit_emergency = 4;  // danger signs that were not acknowledged: nothing else was answered

// What all commands share while the arguments are read.
struct Session {
    std::string atlas_file;    // --atlas; empty: find it
    bool json = false;         // --json
    std::function<int()> run;  // set by the command that was called
};

void add_trace(CLI::App& app, Session& session);
void add_interview(CLI::App& app, Session& session);
void add_triage(CLI::App& app, Session& session);
void add_plan(CLI::App& app, Session& session);
void add_session(CLI::App& app, Session& session);
void add_log(CLI::App& app, Session& session);
void add_history(CLI::App& app, Session& session);
void add_progress(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_episode(CLI::App& app, Session& session);
void add_case(CLI::App& app, Session& session);
void add_export(CLI::App& app, Session& session);
void add_import(CLI::App& app, Session& session);
void add_delete(CLI::App& app, Session& session);
void add_passphrase(CLI::App& app, Session& session);
void add_batch(CLI::App& app, Session& session);
void add_regions(CLI::App& app, Session& session);
void add_landmarks(CLI::App& app, Session& session);
void add_muscles(CLI::App& app, Session& session);
void add_muscle(CLI::App& app, Session& session);
void add_conditions(CLI::App& app, Session& session);
void add_condition(CLI::App& app, Session& session);
void add_findings(CLI::App& app, Session& session);
void add_measures(CLI::App& app, Session& session);
void add_map(CLI::App& app, Session& session);
void add_evaluate(CLI::App& app, Session& session);
void add_serve(CLI::App& app, Session& session);
void add_completion(CLI::App& app, Session& session);
void add_man(CLI::App& app, Session& session);

// The options --atlas and, for commands that answer with facts, --json.
void add_atlas_option(CLI::App& command, Session& session);
void add_json_option(CLI::App& command, Session& session);

}  // namespace knotwork::cli
