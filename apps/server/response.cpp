#include "apps/server/response.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace knotwork::server {
namespace {

constexpr std::size_t max_target = 2048;
constexpr std::size_t max_fields = 16384;  // bytes of all of them

constexpr std::string_view never_changes = "public, max-age=31536000, immutable";
// May be kept, but is asked for anew each time, and answered with 304 where it is the same.
constexpr std::string_view asked_anew = "no-cache";

struct Status {
    int code;
    std::string_view reason, words;
};
constexpr Status statuses[] = {
    {200, "OK", ""},
    {206, "Partial Content", ""},
    {304, "Not Modified", ""},
    {400, "Bad Request", "The request is malformed."},
    {404, "Not Found", "There is no such page."},
    {405, "Method Not Allowed", "Pages can be read here, and nothing else."},
    {406, "Not Acceptable", "The page is not to be had in a form that the request accepts."},
    {414, "URI Too Long", "The address is too long."},
    {416, "Range Not Satisfiable", "The file ends before that."},
    {421, "Misdirected Request", "This server does not answer to that name. knotwork serve --host NAME lets it."},
    {431, "Request Header Fields Too Large", "The header of the request is too long."},
};

const Status& get_status(int code) {
    return *std::find_if(std::begin(statuses), std::end(statuses), [&](const Status& s) { return s.code == code; });
}

void add(Response& answer, std::string_view name, std::string_view value) {
    answer.fields.push_back({std::string(name), std::string(value)});
}

std::string format_page(const Status& status) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<title>{0}: Knotwork</title>\n</head>\n<body>\n<h1>{0}</h1>\n<p>{1}</p>\n<p><a href=\"/\">Open "
        "Knotwork</a></p>\n"
        "</body>\n</html>\n",
        status.reason, status.words);
}

// A short page that repeats nothing of what was asked.
Response refuse(const Request& request, int code) {
    const Status& status = get_status(code);
    const bool is_page = wants_html(find_field(request, "Accept"));
    Response out;
    out.status = code;
    add(out, "Content-Type", is_page ? "text/html; charset=utf-8" : "text/plain; charset=utf-8");
    add(out, "Cache-Control", "no-store");
    add(out, "Vary", "Accept");
    out.text = is_page ? format_page(status) : fmt::format("{}: {}\n", status.reason, status.words);
    return out;
}

bool is_ours(const Door& door, std::string_view host) {
    const auto name = parse_host(host);
    return name && std::find(door.hosts.begin(), door.hosts.end(), *name) != door.hosts.end();
}

// Of the forms that the client likes best the shortest; none where it refuses all.
const Representation* choose(const SiteFile& file, std::string_view accept_encoding) {
    const Representation* best = nullptr;
    int best_rate = 0;
    for (const Representation& form : file.representations) {
        const int rate = rate_coding(accept_encoding, form.coding);
        if (rate > best_rate || (best && rate == best_rate && form.bytes.size() < best->bytes.size())) {
            best = &form;
            best_rate = rate;
        }
    }
    return best;
}

// A range is of the form that would have been sent whole. It is heeded where its condition holds: If-Range names the
// tag.
void cut(Response& answer, const Request& request, const Representation& form) {
    const std::string condition = find_field(request, "If-Range");
    if (!condition.empty() && condition != form.tag) return;
    if (count_fields(request, "Range") != 1) return;
    const auto [verdict, range] = parse_range(find_field(request, "Range"), form.bytes.size());
    if (verdict == RangeVerdict::unsatisfiable) {
        answer = refuse(request, 416);
        add(answer, "Content-Range", fmt::format("bytes */{}", form.bytes.size()));
    }
    if (verdict != RangeVerdict::part) return;
    answer.status = 206;
    add(answer, "Content-Range",
        fmt::format("bytes {}-{}/{}", range.first, range.first + range.length - 1, form.bytes.size()));
    answer.file = answer.file.substr(range.first, range.length);
}

Response answer_file(const Request& request, const SiteFile& file) {
    const Representation* form = choose(file, find_field(request, "Accept-Encoding"));
    if (!form) return refuse(request, 406);
    Response out;
    add(out, "Cache-Control", file.is_hashed ? never_changes : asked_anew);
    add(out, "ETag", form->tag);
    if (file.representations.size() > 1) add(out, "Vary", "Accept-Encoding");
    if (matches_tag(find_field(request, "If-None-Match"), form->tag)) {
        out.status = 304;
        out.length = form->bytes.size();
        return out;
    }
    add(out, "Content-Type", file.type);
    add(out, "Accept-Ranges", "bytes");
    if (form->coding != Coding::identity) add(out, "Content-Encoding", name(form->coding));
    out.file = form->bytes;
    if (request.method == "GET") cut(out, request, *form);
    return out;
}

Response answer_health(const Door& door, std::int64_t uptime_s) {
    Response out;
    add(out, "Content-Type", "application/json");
    add(out, "Cache-Control", "no-store");
    out.text = fmt::format("{{\"status\": \"ok\", \"version\": \"{}\", \"atlas\": \"{}\", \"uptime_s\": {}}}\n",
                           door.version, door.atlas_hash, uptime_s);
    return out;
}

Response answer_path(const Door& door, const Request& request, std::int64_t uptime_s) {
    if (request.target.size() > max_target) return refuse(request, 414);
    std::size_t size = 0;
    for (const Field& field : request.fields) size += field.name.size() + field.value.size();
    if (size > max_fields) return refuse(request, 431);
    if (count_fields(request, "Host") != 1) return refuse(request, 400);
    const std::optional<Target> target = parse_target(request.target);
    // A page of another site may have its own name resolved to this machine, and would be let read what is served here.
    if (!door.hosts.empty()) {
        const std::string host = find_field(request, "Host");
        if (!is_ours(door, host) || (target && !target->authority.empty() && !is_ours(door, target->authority)))
            return refuse(request, 421);
    }
    if (request.method != "GET" && request.method != "HEAD") {
        Response out = refuse(request, 405);
        add(out, "Allow", "GET, HEAD");
        return out;
    }
    if (!target || request.upgrade) return refuse(request, 400);
    if (target->path == "/health") return answer_health(door, uptime_s);
    const SiteFile* file = door.site->find(target->path);
    return file ? answer_file(request, *file) : refuse(request, 404);
}

}  // namespace

std::string_view find_reason(int status) { return get_status(status).reason; }

Response compute_response(const Door& door, const Request& request, std::int64_t uptime_s) {
    Response out = answer_path(door, request, uptime_s);
    for (const Field& header : door.security_headers) add(out, header.name, header.value);
    if (out.status != 304) out.length = out.body().size();
    if (request.method == "HEAD") {
        out.text.clear();
        out.file = {};
    }
    out.close = request.upgrade || out.status == 400 || out.status == 414 || out.status == 431;
    return out;
}

std::vector<Field> parse_headers(std::string_view text) {
    std::vector<Field> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t colon = line.find(": ");
        if (line.starts_with('#') || colon == std::string_view::npos) continue;
        out.push_back({line.substr(0, colon), line.substr(colon + 2)});
    }
    return out;
}

}  // namespace knotwork::server
