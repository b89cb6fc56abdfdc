// What a request asks for: pure decisions on the text of its header, none of which trusts it.
//
//     const std::optional<Target> target = parse_target("/assets/app.js?v=1");   // path "/assets/app.js"
//     const int liked = find_quality("br;q=0.5, gzip", "gzip");                   // 1000
//
// Follows RFC 9110 (HTTP semantics) and RFC 3986 (URIs).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace knotwork::server {

struct Field {
    std::string_view name, value;
};

struct Request {
    std::string_view method;  // "GET"
    std::string_view target;  // as sent: "/a%20b?c", or "http://name/a"
    std::span<const Field> fields;
    bool upgrade = false;  // asks to go on in another protocol
};

// Names of fields have no case.
bool is_same_name(std::string_view a, std::string_view b);

std::size_t count_fields(const Request& request, std::string_view name);
// The values of all fields of that name, with ", " between them, as RFC 9110 5.3 allows for lists; none: empty.
std::string find_field(const Request& request, std::string_view name);

struct Target {
    std::string path;            // decoded, begins with /
    std::string_view authority;  // of the absolute form, else empty
};

// Nothing where the target is none, is wrongly encoded, or holds a character that no path of a file has: a control
// character, or an encoded slash. A path is not normalised: one with ".." names no file.
std::optional<Target> parse_target(std::string_view target);

// The name out of "name:port", lower case, without the dot at its end; an IPv6 address keeps its brackets. Nothing
// where it is malformed.
std::optional<std::string> parse_host(std::string_view host);

// How much an Accept or Accept-Encoding list likes `name`, in thousandths; 0: refused. Nothing where the list does not
// speak of it. What `*` says is asked for by that name; an element with a malformed weight counts as unsaid.
std::optional<int> find_quality(std::string_view list, std::string_view name);

enum class Coding { identity, gzip, brotli };
constexpr std::string_view name(Coding coding) {
    return coding == Coding::brotli ? "br" : coding == Coding::gzip ? "gzip" : "identity";
}

// How much an Accept-Encoding list likes the coding, in thousandths; 0: refused. What the list does not name is liked
// as its `*` says; without one, identity comes after all that is named (1 where nothing is refused), others are
// refused.
int rate_coding(std::string_view accept_encoding, Coding coding);

// Whether an error is told to a browser, or to a program that reads text.
bool wants_html(std::string_view accept);

// Whether an If-None-Match list holds the tag, by weak comparison; `*` holds every one.
bool matches_tag(std::string_view list, std::string_view tag);

struct Range {
    std::size_t first = 0, length = 0;
};
enum class RangeVerdict { whole, part, unsatisfiable };
struct RangeDecision {
    RangeVerdict verdict = RangeVerdict::whole;
    Range range;
};

// One range of bytes is answered; a list of several, another unit or a malformed one is ignored, as RFC 9110 14.2
// allows.
RangeDecision parse_range(std::string_view range, std::size_t size);

}  // namespace knotwork::server
