// knotwork serve: the app, for a browser of this machine.
#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "apps/server/serve.hpp"
#include "commands.hpp"
#include "files.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    server::ServeSettings settings;
    std::string folder;
    unsigned timeout_s = 20;
};

// An app that was not built is a broken environment, as an atlas that was not; a wrong folder that was named is not.
int report_no_app(const Session& session, const Arguments& arguments, const Error& error) {
    if (!arguments.folder.empty()) return report(session, error);
    fmt::print(stderr, "knotwork: no app ({}); name its folder with --folder\n", error.message());
    return exit_broken_environment;
}

int run_serve(const Session& session, Arguments& arguments) {
    // The atlas is needed for its hash alone.
    const Result<std::string> hash =
        load_engine_of(session).map([](const LoadedEngine& loaded) { return loaded.engine.atlas().hash(); });
    if (!hash) return report(session, hash.error());
    server::ServeSettings& settings = arguments.settings;
    settings.version = KNOTWORK_VERSION;
    settings.atlas_hash = *hash;
    settings.timeout = std::chrono::seconds(arguments.timeout_s);
    const Result<bool> is_loopback = server::resolve_loopback(settings.address);
    if (!is_loopback) return report(session, is_loopback.error());

    std::vector<std::string> left_out;
    const std::string folder = arguments.folder.empty() ? find_beside_program("app") : arguments.folder;
    const Result<server::Site> site = server::read_site(folder, left_out);
    if (!site) return report_no_app(session, arguments, site.error());
    for (const std::string& line : left_out) fmt::print(stderr, "knotwork: left out: {}\n", line);
    const auto served = server::serve(*site, settings, [&](const std::string& url) {
        if (!*is_loopback)
            fmt::print(stderr,
                       "knotwork: other machines reach this address, without encryption; docs/serve.md tells what that "
                       "means\n");
        fmt::print("Knotwork is at {} (Ctrl+C stops it)\n", url);
        std::fflush(stdout);
    });
    if (!served) return report(session, served.error());
    if (served->cut_off == 0)
        fmt::print("Stopped.\n");
    else
        fmt::print("Stopped; {} {} cut off.\n", served->cut_off, served->cut_off == 1 ? "answer was" : "answers were");
    return exit_fine;
}

}  // namespace

void add_serve(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("serve", "Serve the app to a browser, until it is stopped");
    const auto arguments = std::make_shared<Arguments>();
    server::ServeSettings& settings = arguments->settings;
    command->add_option("--port", settings.port, "Port, 8080 if not given; 0 takes any that is free")
        ->type_name("PORT");
    command
        ->add_option("--address", settings.address,
                     "IP address to listen at, 127.0.0.1 if not given: reached from this machine alone")
        ->type_name("ADDRESS");
    command
        ->add_option("--host", settings.hosts,
                     "A further name to answer to, as a reverse proxy passes it on: --host a.example --host b.example")
        ->type_name("HOST");
    command
        ->add_option("--folder", arguments->folder,
                     "Folder of the built app (else ../share/knotwork/app beside the program)")
        ->type_name("FOLDER");
    command
        ->add_option(
            "--timeout", arguments->timeout_s,
            "Seconds that a request may take to arrive, and each 64 KB of an answer to be taken, 20 if not given")
        ->check(CLI::Range(1u, 3600u))
        ->type_name("SECONDS");
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_serve(session, *arguments); }; });
}

}  // namespace knotwork::cli
