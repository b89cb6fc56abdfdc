// Any request to the web server: "GET /path" in the first line, and a header field in each of the others.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apps/server/compression.hpp"
#include "apps/server/response.hpp"
#include "server/folder.hpp"
#include "tiny_world.hpp"

namespace {

using namespace knotwork;
using namespace knotwork::server;

const std::string page_text = make_text(200);

Site read_small_site() {
    const Folder folder;
    folder.write("index.html", page_text);
    folder.write("sw.js", "short");
    folder.write("empty.txt", "");
    folder.write("assets/app-B4xY_a9Z.js", page_text);
    std::vector<std::string> left_out;
    return *read_site(folder.name(), left_out);
}

std::string_view take(std::string_view& text, char separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view out = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return out;
}

std::string find(const Response& answer, std::string_view name) {
    for (const ResponseField& field : answer.fields)
        if (field.name == name) return field.value;
    return {};
}

void require_file(const Request& request, const Response& answer) {
    const std::string coding = find(answer, "Content-Encoding"), range = find(answer, "Content-Range");
    const std::string accepted = find_field(request, "Accept-Encoding");
    fuzz::require(rate_coding(accepted, coding == "gzip" ? Coding::gzip : Coding::identity) > 0,
                  "the form is accepted");
    fuzz::require((answer.status == 206) == !range.empty(), "a part says which it is");
    if (request.method == "HEAD" || answer.status == 206) return;
    const std::string_view body = answer.body();
    if (coding == "gzip")
        fuzz::require(holds_gzip(body, page_text), "the packed form holds the file");
    else
        fuzz::require(body == page_text || body == "short" || body.empty(), "the body is one of the files");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Site site = read_small_site();
    static const Door door{.site = &site, .hosts = {"localhost"}, .version = "1", .atlas_hash = "a"};
    std::string_view text(reinterpret_cast<const char*>(data), size);
    std::string_view line = take(text, '\n');
    const std::string_view method = take(line, ' ');
    std::vector<Field> fields;
    while (!text.empty()) {
        std::string_view value = take(text, '\n');
        const std::string_view field = take(value, ':');
        fields.push_back({field, value});
    }
    const auto is_host = [](const Field& field) { return is_same_name(field.name, "Host"); };
    if (std::none_of(fields.begin(), fields.end(), is_host)) fields.push_back({"Host", "localhost"});
    const Request request{.method = method, .target = line, .fields = fields, .upgrade = size % 8 == 7};
    const Response answer = compute_response(door, request, 1);

    fuzz::require(find_reason(answer.status) != "", "the status is known");
    fuzz::require(find(answer, "Content-Security-Policy") != "", "every answer carries the policy");
    for (const ResponseField& field : answer.fields)
        fuzz::require(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
                      "a header is one line");
    const bool is_empty = method == "HEAD" || answer.status == 304;
    fuzz::require(is_empty ? answer.body().empty() : answer.length == answer.body().size(), "the length is the body's");
    if (find(answer, "ETag") != "" && answer.status != 304) require_file(request, answer);
    if (const auto target = parse_target(line); !target || !site.find(target->path))
        fuzz::require(
            (answer.status != 200 && answer.status != 206 && answer.status != 304) || target->path == "/health",
            "only what is there is answered");
    if (method != "GET" && method != "HEAD") fuzz::require(answer.status >= 400, "nothing but reading");
    return 0;
}
