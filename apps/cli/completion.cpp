// Completion scripts, made from the definition of the command line.
#include <fmt/core.h>

#include <vector>

#include "command_line.hpp"

namespace knotwork::cli {
namespace {

// What stands behind an option, by the name of its type in the help.
enum class Values { none, words, file, atlas_names };

struct OptionWords {
    std::string flag;  // "--body"; empty: a plain argument
    std::string description;
    Values values = Values::none;
    std::string choices;  // of Values::words; of Values::atlas_names the command that lists them
};

constexpr std::string_view list_muscles = "knotwork muscles --ids 2>/dev/null";
constexpr std::string_view list_conditions = "knotwork conditions --ids 2>/dev/null";

OptionWords describe(const CLI::Option& option) {
    OptionWords out;
    if (!option.get_lnames().empty()) out.flag = "--" + option.get_lnames().front();
    out.description = option.get_description();
    if (!takes_value(option)) return out;
    const std::string type = type_word(option);
    if (type == "FILE" || type == "FOLDER") out.values = Values::file;
    const auto list = [&](std::string_view name, std::string_view command) {
        if (type != name) return;
        out.values = Values::atlas_names;
        out.choices = command;
    };
    list("MUSCLE", list_muscles);
    list("CONDITION", list_conditions);
    list("NAME", fmt::format("{}; {}", list_muscles, list_conditions));
    const auto choose = [&](std::string_view name, std::string_view words) {
        if (type != name) return;
        out.values = Values::words;
        out.choices = words;
    };
    choose("BODY", "neutral female male");
    choose("SIDE", "left right");
    choose("KIND", "ndjson choir");
    choose("SHELL", "bash zsh fish");
    return out;
}

std::vector<const CLI::App*> shown_commands(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

std::string bash_values(const OptionWords& option) {
    switch (option.values) {
        case Values::file: return "compgen -f -- \"$word\"";
        case Values::atlas_names: return fmt::format("compgen -W \"$({})\" -- \"$word\"", option.choices);
        case Values::words: return fmt::format("compgen -W \"{}\" -- \"$word\"", option.choices);
        case Values::none: break;
    }
    return "true";
}

std::string format_bash(const CLI::App& app) {
    std::string commands, cases;
    for (const CLI::App* command : shown_commands(app)) {
        commands += (commands.empty() ? "" : " ") + command->get_name();
        std::string flags, after, plain = "true";
        for (const CLI::Option* option : command->get_options()) {
            const OptionWords words = describe(*option);
            if (words.flag.empty()) {
                plain = bash_values(words);
                continue;
            }
            flags += (flags.empty() ? "" : " ") + words.flag;
            if (takes_value(*option))
                after += fmt::format("                {}) from='{}' ;;\n", words.flag, bash_values(words));
        }
        cases += fmt::format(
            "        {})\n            from='{}'\n            case $before in\n{}            esac\n"
            "            [[ $word == -* ]] && from='compgen -W \"{}\" -- \"$word\"'\n            ;;\n",
            command->get_name(), plain, after, flags);
    }
    return fmt::format(
        "# Completion of knotwork for bash: source this, or keep it as\n"
        "# ~/.local/share/bash-completion/completions/knotwork\n"
        "_knotwork() {{\n"
        "    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} from=true\n"
        "    if ((COMP_CWORD == 1)); then\n"
        "        mapfile -t COMPREPLY < <(compgen -W '{} --help --version' -- \"$word\")\n"
        "        return\n"
        "    fi\n"
        "    case ${{COMP_WORDS[1]}} in\n{}    esac\n"
        "    mapfile -t COMPREPLY < <(eval \"$from\")\n"
        "}}\n"
        "complete -o filenames -F _knotwork knotwork\n",
        commands, cases);
}

// A description inside single quotes and square brackets.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else if (c == '[' || c == ']' || c == ':')
            out += fmt::format("\\{}", c);
        else
            out += c;
    }
    return out;
}

std::string zsh_values(const OptionWords& option) {
    switch (option.values) {
        case Values::file: return ":file:_files";
        case Values::atlas_names: return fmt::format(":name:($({}))", option.choices);
        case Values::words: return fmt::format(":value:({})", option.choices);
        case Values::none: break;
    }
    return ":value:";
}

std::string format_zsh(const CLI::App& app) {
    std::string commands, cases;
    for (const CLI::App* command : shown_commands(app)) {
        commands += fmt::format("        '{}:{}'\n", command->get_name(), zsh_text(command->get_description()));
        cases += fmt::format("        {}) _arguments", command->get_name());
        for (const CLI::Option* option : command->get_options()) {
            const OptionWords words = describe(*option);
            if (words.flag.empty())
                cases += fmt::format(" \\\n            \"1{}\"", zsh_values(words));
            else if (takes_value(*option))
                cases += fmt::format(" \\\n            '{}[{}]{}'", words.flag, zsh_text(words.description),
                                     zsh_values(words));
            else
                cases += fmt::format(" \\\n            '{}[{}]'", words.flag, zsh_text(words.description));
        }
        cases += " ;;\n";
    }
    return fmt::format(
        "#compdef knotwork\n"
        "# Completion of knotwork for zsh: keep this as _knotwork in a folder of $fpath.\n"
        "_knotwork() {{\n"
        "    local -a commands=(\n{}    )\n"
        "    if ((CURRENT == 2)); then\n        _describe command commands\n        return\n    fi\n"
        "    local command=$words[2]\n    shift words\n    ((CURRENT--))\n"
        "    case $command in\n{}    esac\n"
        "}}\n"
        "compdef _knotwork knotwork\n",
        commands, cases);
}

std::string fish_text(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '\'' || c == '\\' ? fmt::format("\\{}", c) : std::string(1, c);
    return out;
}

std::string format_fish(const CLI::App& app) {
    std::string out =
        "# Completion of knotwork for fish: keep this as ~/.config/fish/completions/knotwork.fish\n"
        "complete -c knotwork -f\n";
    for (const CLI::App* command : shown_commands(app))
        out += fmt::format("complete -c knotwork -n __fish_use_subcommand -a {} -d '{}'\n", command->get_name(),
                           fish_text(command->get_description()));
    for (const CLI::App* command : shown_commands(app))
        for (const CLI::Option* option : command->get_options()) {
            const OptionWords words = describe(*option);
            out += fmt::format("complete -c knotwork -n '__fish_seen_subcommand_from {}'", command->get_name());
            if (!words.flag.empty()) out += " -l " + words.flag.substr(2);
            switch (words.values) {
                case Values::file: out += words.flag.empty() ? " -F" : " -r -F"; break;
                case Values::atlas_names: out += fmt::format(" -a '({})'", words.choices); break;
                case Values::words:
                    out += fmt::format(" {}-a '{}'", words.flag.empty() ? "" : "-x ", words.choices);
                    break;
                case Values::none: out += takes_value(*option) ? " -x" : ""; break;
            }
            out += fmt::format(" -d '{}'\n", fish_text(words.description));
        }
    return out;
}

}  // namespace

std::string format_completion(const CLI::App& app, std::string_view shell) {
    if (shell == "zsh") return format_zsh(app);
    if (shell == "fish") return format_fish(app);
    return format_bash(app);
}

}  // namespace knotwork::cli
