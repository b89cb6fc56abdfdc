// From a request to its answer, without a socket, a file or a clock.
//
//     const Response answer = compute_response(door, request, uptime_s);
//     answer.status; answer.fields; answer.body();
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apps/server/request.hpp"
#include "apps/server/security_headers.hpp"
#include "apps/server/site.hpp"

namespace knotwork::server {

// What is the same for every request. The site must outlive it, and every answer.
struct Door {
    const Site* site = nullptr;
    std::vector<std::string> hosts;  // the names it answers to, lower case; empty: to every name
    std::string version, atlas_hash;
    std::vector<Field> security_headers = parse_headers(security_headers_text);
};

struct ResponseField {
    std::string name, value;
};

struct Response {
    int status = 200;
    std::vector<ResponseField> fields;  // all but Content-Length, Date and Connection
    std::string text;                   // a body of its own
    std::string_view file;              // else a body that lies in the site
    std::size_t length = 0;             // Content-Length: that of GET also where there is no body (HEAD, 304)
    bool close = false;                 // the connection ends with this answer

    std::string_view body() const { return text.empty() ? file : std::string_view(text); }
};

// "Not Found"
std::string_view find_reason(int status);

Response compute_response(const Door& door, const Request& request, std::int64_t uptime_s);

}  // namespace knotwork::server
