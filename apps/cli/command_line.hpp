// The definition of the command line as a whole: what it parses, and its man page and shell completion made from it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "commands.hpp"

namespace knotwork::cli {

void build_command_line(CLI::App& app, Session& session);

// Help or version on the standard output, or one line of what is wrong on the standard error. Returns the exit code.
int report_parse_error(const CLI::App& app, const CLI::ParseError& stop);

// What an option takes, in one word: "FILE". CLI11 adds the choices to it, which the description tells already.
std::string type_word(const CLI::Option& option);
// A flag takes none.
bool takes_value(const CLI::Option& option);

// The manual page in roff.
std::string format_man_page(const CLI::App& app);

// Completion script. `shell` is bash or zsh or fish.
std::string format_completion(const CLI::App& app, std::string_view shell);

}  // namespace knotwork::cli
