#include "exchange/fhir_words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "base/hash.hpp"
#include "exchange/clean_text.hpp"

namespace knotwork::fhir {
namespace {

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr int most_fhir_offset = 14 * 60;

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool is_plain_id(std::string_view id) {
    if (id.size() != 32) return false;
    for (const char c : id)
        if (!is_hex_digit(c)) return false;
    return true;
}

}  // namespace

std::string format_urn(std::string_view id) {
    const std::string digits =
        is_plain_id(id) ? std::string(id) : compute_hash(std::as_bytes(std::span(id.data(), id.size())));
    return "urn:uuid:" + digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" +
           digits.substr(16, 4) + "-" + digits.substr(20);
}

std::optional<std::string> find_id(std::string_view urn) {
    constexpr std::string_view lead = "urn:uuid:";
    if (!urn.starts_with(lead)) return std::nullopt;
    urn.remove_prefix(lead.size());
    std::string id;
    for (std::size_t i = 0; i < urn.size(); ++i) {
        const bool is_dash_place = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash_place != (urn[i] == '-')) return std::nullopt;
        if (is_dash_place) continue;
        id += urn[i] >= 'A' && urn[i] <= 'F' ? static_cast<char>(urn[i] - 'A' + 'a') : urn[i];
    }
    return is_plain_id(id) ? std::optional(id) : std::nullopt;
}

std::string format_base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) out += k <= count ? base64_digits[group >> (18 - 6 * k) & 63u] : '=';
    }
    return out;
}

std::optional<std::string> parse_base64(std::string_view text) {
    std::string out;
    out.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    std::size_t digits = 0, padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const std::size_t value = base64_digits.find(c);
        if (value == std::string_view::npos || padding > 0) return std::nullopt;
        group = group << 6 | static_cast<std::uint32_t>(value);
        if (++digits % 4 != 0) continue;
        for (const int shift : {16, 8, 0}) out += static_cast<char>(group >> shift & 0xFFu);
        group = 0;
    }
    const std::size_t rest = digits % 4;
    if (rest == 1 || padding > 2 || (padding > 0 && (rest + padding) != 4) || (padding == 0 && rest != 0))
        return std::nullopt;
    // Bits beyond the last byte must be none, so that each text has one form.
    if (rest == 2) {
        if ((group & 0xFu) != 0) return std::nullopt;
        out += static_cast<char>(group >> 4 & 0xFFu);
    } else if (rest == 3) {
        if ((group & 0x3u) != 0) return std::nullopt;
        out += static_cast<char>(group >> 10 & 0xFFu);
        out += static_cast<char>(group >> 2 & 0xFFu);
    }
    return out;
}

void put_text(OrderedJson& out, std::string_view key, std::string_view text) {
    if (text.empty()) return;
    std::string clean = clean_text(text);
    if (clean != text) {
        OrderedJson beside = OrderedJson::object();
        beside["extension"] = OrderedJson::array({make_extension(exact_url, "valueBase64Binary", format_base64(text))});
        out["_" + std::string(key)] = std::move(beside);
    }
    out[std::string(key)] = std::move(clean);
}

void put_moment(OrderedJson& out, std::string_view key, const Moment& moment) {
    if (std::abs(moment.offset_minutes) <= most_fhir_offset) {
        out[std::string(key)] = format_moment(moment);
        return;
    }
    out[std::string(key)] = format_moment({moment.seconds, 0});
    OrderedJson beside = OrderedJson::object();
    beside["extension"] = OrderedJson::array({make_extension(offset_url, "valueInteger", moment.offset_minutes)});
    out["_" + std::string(key)] = std::move(beside);
}

OrderedJson make_coding(std::string_view system, std::string_view code, std::string_view display) {
    OrderedJson out{{"system", system}};
    put_text(out, "code", code);
    put_text(out, "display", display);
    return out;
}

OrderedJson make_text_concept(std::string_view text) {
    OrderedJson out = OrderedJson::object();
    put_text(out, "text", text);
    return out;
}

OrderedJson make_extension(std::string_view url, std::string_view kind, OrderedJson value) {
    OrderedJson out{{"url", url}};
    out[std::string(kind)] = std::move(value);
    return out;
}

}  // namespace knotwork::fhir
