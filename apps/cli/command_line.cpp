#include "command_line.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "engine/json_text.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

// Options in two columns, the second wrapped, so that help fits 80 columns.
class HelpFormatter : public CLI::Formatter {
  public:
    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        std::string left = is_positional ? type_word(*option) : option->get_name(false, true);
        if (!is_positional && takes_value(*option)) left += " " + type_word(*option);
        return in_columns(left, option->get_description());
    }
    std::string make_subcommand(const CLI::App* command) const override {
        return in_columns(command->get_name(), command->get_description());
    }
    std::string make_usage(const CLI::App* app, std::string name) const override {
        if (!app->get_parent()) return "usage: knotwork COMMAND [OPTION]... [ARGUMENT]...\n";
        std::string out = "usage: " + name;
        for (const CLI::Option* option : app->get_options([](const CLI::Option* o) { return o->get_positional(); }))
            out += option->get_required() ? " " + type_word(*option) : " [" + type_word(*option) + "]";
        return out + " [OPTION]...\n";
    }

  private:
    static std::string in_columns(const std::string& left, const std::string& text) {
        constexpr std::size_t width = 24;
        const std::string indent(width, ' ');
        if (left.size() + 4 > width) return "  " + left + "\n" + wrap(text, indent);
        return wrap(text, padded("  " + left, width));
    }
};

}  // namespace

std::string type_word(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    return type.substr(0, type.find(':'));
}

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

void build_command_line(CLI::App& app, Session& session) {
    app.name("knotwork");
    app.description("Trace a pain drawing to the trigger points it may come from.");
    app.footer("'knotwork COMMAND --help' tells more about a command.\nNot a diagnosis, and no substitute for one.");
    app.set_version_flag("--version", std::string("knotwork ") + KNOTWORK_VERSION, "Print the version");
    app.set_help_flag("-h,--help", "Print this help");
    app.formatter(std::make_shared<HelpFormatter>());
    app.require_subcommand(1);
    add_trace(app, session);
    add_interview(app, session);
    add_triage(app, session);
    add_plan(app, session);
    add_session(app, session);
    add_log(app, session);
    add_history(app, session);
    add_progress(app, session);
    add_report(app, session);
    add_episode(app, session);
    add_case(app, session);
    add_export(app, session);
    add_import(app, session);
    add_delete(app, session);
    add_passphrase(app, session);
    add_batch(app, session);
    add_regions(app, session);
    add_landmarks(app, session);
    add_muscles(app, session);
    add_muscle(app, session);
    add_conditions(app, session);
    add_condition(app, session);
    add_findings(app, session);
    add_measures(app, session);
    add_map(app, session);
    add_evaluate(app, session);
    add_serve(app, session);
    add_completion(app, session);
    add_man(app, session);
    for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) command->footer("");
}

int report_parse_error(const CLI::App& app, const CLI::ParseError& stop) {
    if (stop.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(stop);
    std::string words = one_line(stop.what(), 300);
    if (const std::vector<std::string> unknown = app.remaining(); app.get_subcommands().empty() && !unknown.empty()) {
        std::vector<std::string> names;
        for (const CLI::App* command : app.get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); }))
            names.push_back(command->get_name());
        const std::string_view near = find_nearest(unknown.front(), names);
        words = fmt::format("no command \"{}\"", one_line(unknown.front(), 40));
        words += near.empty() ? "; knotwork --help lists them" : fmt::format("; did you mean \"{}\"?", near);
    }
    fmt::print(stderr, "knotwork: {}\n", words);
    return exit_bad_input;
}

void add_atlas_option(CLI::App& command, Session& session) {
    command
        .add_option("--atlas", session.atlas_file,
                    "Atlas to use (else $KNOTWORK_ATLAS, else the one beside the program)")
        ->type_name("FILE");
}

void add_json_option(CLI::App& command, Session& session) {
    command.add_flag("--json", session.json, "Answer in JSON; errors too");
}

}  // namespace knotwork::cli
