// What the commands that make a plan read: a case, the tools at hand, the edits of an earlier plan.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "files.hpp"
#include "journal_input.hpp"

namespace knotwork::cli {

struct PlanArguments {
    std::string file, keep, pressure, tools, start;
    bool acknowledge = false;
    bool record = false;  // in the journal
    JournalArguments journal;
};
// Gives the option that names the case.
CLI::Option* add_plan_options(CLI::App& command, PlanArguments& arguments);
// --record, and whose journal.
void add_record_options(CLI::App& command, PlanArguments& arguments);

struct LoadedPlan {
    LoadedEngine loaded;
    Case known;
    CasePlan plan;
};
// Errors: those of read_text, load_engine_of, parse_case, plan_case and parse_plan_edits; wrong options name
// themselves.
Result<LoadedPlan> load_plan(const Session& session, const PlanArguments& arguments);

}  // namespace knotwork::cli
