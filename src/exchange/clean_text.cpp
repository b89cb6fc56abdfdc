#include "exchange/clean_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace knotwork {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// One character of UTF-8: its length, and its code point; length 0 where the bytes are none.
struct Character {
    std::size_t length = 0;
    std::uint32_t code = 0;
};

Character decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t first = byte(0);
    if (first < 0x80) return {1, first};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
    std::uint32_t code = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0u) != 0x80u) return {};
        code = code << 6 | (byte(i) & 0x3Fu);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {length, code};
}

// Blanks that FHIR does not take for blanks, and characters that steer a terminal.
bool is_out_of_place(std::uint32_t code) {
    if (code == '\t' || code == '\n' || code == '\r') return false;
    return code < 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const Character character = decode(text);
        if (character.length == 0)
            out += replacement;
        else if (is_out_of_place(character.code))
            out += ' ';
        else
            out += text.substr(0, character.length);
        text.remove_prefix(std::max<std::size_t>(character.length, 1));
    }
    return out;
}

}  // namespace knotwork
