// The command line: `knotwork COMMAND ...`.
#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <utility>

#include "command_line.hpp"

int main(int argc, char** argv) {
    using namespace knotwork::cli;
    // A file that may not grow is an error to be told, not an end without a word.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        Session session;
        CLI::App app;
        build_command_line(app, session);
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& stop) {
            return report_parse_error(app, stop);
        }
        const int code = session.run();
        if (std::fflush(stdout) != 0) {
            fmt::print(stderr, "knotwork: the answer could not be written\n");
            return exit_broken_environment;
        }
        return code;
    } catch (const std::exception& broken) {
        fmt::print(stderr, "knotwork: {}\n", broken.what());
        return exit_broken_environment;
    }
}
