// knotwork completion SHELL, and the hidden `knotwork man`: both made from the definition of the command line itself.
#include <fmt/core.h>

#include <memory>

#include "command_line.hpp"

namespace knotwork::cli {

void add_completion(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("completion", "Print a completion script for a shell");
    const auto shell = std::make_shared<std::string>();
    command->add_option("shell", *shell, "bash, zsh or fish")
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->type_name("SHELL")
        ->required();
    command->callback([&app, &session, shell] {
        session.run = [&app, shell] {
            fmt::print("{}", format_completion(app, *shell));
            return exit_fine;
        };
    });
}

void add_man(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("man", "Print the manual page in roff")->group("");
    command->callback([&app, &session] {
        session.run = [&app] {
            fmt::print("{}", format_man_page(app));
            return exit_fine;
        };
    });
}

}  // namespace knotwork::cli
