#include "apps/server/request.hpp"

#include <algorithm>
#include <charconv>

namespace knotwork::server {
namespace {

constexpr std::string_view blanks = " \t";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Cuts off what stands before the separator, trimmed, and leaves what stands after it.
std::string_view take(std::string_view& text, char separator) {
    const std::size_t at = std::min(text.find(separator), text.size());
    const std::string_view piece = trim(text.substr(0, at));
    text.remove_prefix(std::min(at + 1, text.size()));
    return piece;
}

std::optional<int> hex(char c) {
    if (is_digit(c)) return c - '0';
    if (const char small = lower(c); small >= 'a' && small <= 'f') return small - 'a' + 10;
    return std::nullopt;
}

std::optional<std::string> decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const auto high = hex(text[i + 1]), low = hex(text[i + 2]);
            if (!high || !low) return std::nullopt;
            c = static_cast<char>(*high * 16 + *low);
            if (c == '/') return std::nullopt;
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
        out += c;
    }
    return out;
}

// "0.75" in thousandths: at most three digits behind the point, at most 1 (RFC 9110 12.4.2).
std::optional<int> parse_weight(std::string_view text) {
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    int out = (text[0] - '0') * 1000;
    if (text.size() == 1) return out;
    if (text[1] != '.' || text.size() > 5) return std::nullopt;
    int unit = 100;
    for (const char c : text.substr(2)) {
        if (!is_digit(c)) return std::nullopt;
        out += (c - '0') * unit;
        unit /= 10;
    }
    return out <= 1000 ? std::optional(out) : std::nullopt;
}

// The weight of "gzip;q=0.5" behind its name.
std::optional<int> find_weight(std::string_view parameters) {
    while (!parameters.empty()) {
        std::string_view value = take(parameters, ';');
        const std::string_view key = take(value, '=');
        if (is_same_name(key, "q")) return parse_weight(trim(value));
    }
    return 1000;
}

// Digits alone; a number too large to hold is the largest.
std::optional<std::size_t> parse_position(std::string_view text) {
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    std::size_t out = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), out).ec != std::errc())
        out = static_cast<std::size_t>(-1);
    return out;
}

}  // namespace

bool is_same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t count_fields(const Request& request, std::string_view name) {
    return static_cast<std::size_t>(std::count_if(request.fields.begin(), request.fields.end(),
                                                  [&](const Field& field) { return is_same_name(field.name, name); }));
}

std::string find_field(const Request& request, std::string_view name) {
    std::string out;
    for (const Field& field : request.fields)
        if (is_same_name(field.name, name)) {
            if (!out.empty()) out += ", ";
            out += trim(field.value);
        }
    return out;
}

std::optional<Target> parse_target(std::string_view target) {
    Target out;
    if (!target.starts_with('/')) {
        const std::size_t scheme = target.find("://");
        if (scheme == std::string_view::npos) return std::nullopt;
        if (!is_same_name(target.substr(0, scheme), "http") && !is_same_name(target.substr(0, scheme), "https"))
            return std::nullopt;
        target.remove_prefix(scheme + 3);
        const std::size_t end = std::min(target.find_first_of("/?"), target.size());
        out.authority = target.substr(0, end);
        if (out.authority.empty() || out.authority.find('@') != std::string_view::npos) return std::nullopt;
        target.remove_prefix(end);
    }
    const auto path = decode(target.substr(0, target.find_first_of("?#")));
    if (!path) return std::nullopt;
    out.path = path->empty() ? "/" : *path;
    return out;
}

std::optional<std::string> parse_host(std::string_view host) {
    host = trim(host);
    std::size_t end = host.find(':');
    if (host.starts_with('[')) {
        end = host.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        ++end;
    }
    end = std::min(end, host.size());
    const std::string_view port = host.substr(end);
    if (!port.empty() && (port[0] != ':' || port.size() > 6 || !std::all_of(port.begin() + 1, port.end(), is_digit)))
        return std::nullopt;
    std::string out(host.substr(0, end));
    if (out.ends_with('.')) out.pop_back();
    if (out.empty()) return std::nullopt;
    for (char& c : out) {
        const bool is_ours = is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
                             std::string_view("-._:[]").find(c) != std::string_view::npos;
        if (!is_ours) return std::nullopt;
        c = lower(c);
    }
    return out;
}

std::optional<int> find_quality(std::string_view list, std::string_view name) {
    while (!list.empty()) {
        std::string_view parameters = take(list, ',');
        if (!is_same_name(take(parameters, ';'), name)) continue;
        if (const auto weight = find_weight(parameters)) return weight;
    }
    return std::nullopt;
}

int rate_coding(std::string_view accept_encoding, Coding coding) {
    if (const auto said = find_quality(accept_encoding, name(coding))) return *said;
    if (coding == Coding::gzip)
        if (const auto said = find_quality(accept_encoding, "x-gzip")) return *said;
    const auto others = find_quality(accept_encoding, "*");
    // Identity is refused by name or by "*;q=0" alone.
    if (coding == Coding::identity) return others == 0 ? 0 : 1;
    return others.value_or(0);
}

bool wants_html(std::string_view accept) {
    const int html = find_quality(accept, "text/html").value_or(0);
    return html > 0 && html >= find_quality(accept, "text/plain").value_or(0);
}

bool matches_tag(std::string_view list, std::string_view tag) {
    const auto strong = [](std::string_view text) { return text.starts_with("W/") ? text.substr(2) : text; };
    if (trim(list) == "*") return true;
    while (true) {
        const std::size_t start = list.find_first_not_of(" \t,");
        if (start == std::string_view::npos) return false;
        list = strong(list.substr(start));
        if (!list.starts_with('"')) return false;
        const std::size_t end = list.find('"', 1);
        if (end == std::string_view::npos) return false;
        if (list.substr(0, end + 1) == strong(tag)) return true;
        list.remove_prefix(end + 1);
    }
}

RangeDecision parse_range(std::string_view range, std::size_t size) {
    range = trim(range);
    if (!is_same_name(range.substr(0, range.find('=')), "bytes")) return {};
    range.remove_prefix(std::min(range.find('='), range.size() - 1) + 1);
    const std::size_t dash = range.find('-');
    if (dash == std::string_view::npos) return {};
    const std::string_view from = trim(range.substr(0, dash)), to = trim(range.substr(dash + 1));
    const auto first = parse_position(from), last = parse_position(to);
    if ((!from.empty() && !first) || (!to.empty() && !last)) return {};
    if (first && last && *last < *first) return {};
    if (first) {
        if (*first >= size) return {RangeVerdict::unsatisfiable, {}};
        return {RangeVerdict::part, {*first, last && *last < size ? *last - *first + 1 : size - *first}};
    }
    if (!last) return {};
    if (*last == 0 || size == 0) return {RangeVerdict::unsatisfiable, {}};
    const std::size_t length = std::min(*last, size);
    return {RangeVerdict::part, {size - length, length}};
}

}  // namespace knotwork::server
