// The web server behind `knotwork serve`: sockets, time limits, signals. What it answers is decided in response.hpp.
//
//     const auto served = serve(site, {.atlas_hash = hash, .version = "0.1.0"}, [](const std::string& url) { ... });
//
// One thread answers all: the files lie in memory, so that nothing ever waits but the network. Nothing is logged, since
// a list of who looked up what is nobody's business. It speaks HTTP/1.1 without TLS: beyond this machine a reverse
// proxy stands in front of it (docs/serve.md).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "apps/server/site.hpp"
#include "base/error.hpp"

namespace knotwork::server {

struct ServeSettings {
    std::string address = "127.0.0.1";  // an IP address of this machine, or localhost
    std::uint16_t port = 8080;          // 0: any that is free
    // Further names it answers to. On a loopback address, the names of that are always answered, and others never. On
    // any other address every name is answered, unless some are given.
    std::vector<std::string> hosts;
    // A request must have arrived within this time, and each 64 KB of an answer must be taken within it.
    std::chrono::seconds timeout{20};
    std::string version, atlas_hash;
};

struct Served {
    std::size_t cut_off = 0;  // answers that were still running when the time to stop was up
};

// Serves until SIGINT or SIGTERM. From then on no connection is accepted, running answers are finished (for at most
// 30 s, or until a second signal), and the call returns. `ready` is told the address once connections are accepted.
// Errors: out_of_range (no IP address, no host name), in_use (the port), unreadable (the address is not this machine's,
// or the port is not for everyone).
Result<Served> serve(const Site& site, const ServeSettings& settings,
                     const std::function<void(const std::string& url)>& ready);

// Whether only programs of this machine reach the address. Errors: out_of_range.
Result<bool> resolve_loopback(const std::string& address);

}  // namespace knotwork::server
