#include "terminal.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace knotwork::cli {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }

}  // namespace

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

Colours find_colours(std::FILE* stream) {
    const char* no_color = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    const bool is_dumb = term && std::string_view(term) == "dumb";
    if (!is_terminal(stream) || is_dumb || (no_color && *no_color)) return {};
    return {"\033[1m", "\033[2m", "\033[31m", "\033[0m"};
}

std::size_t count_columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out;
    std::size_t columns = 0;
    for (const char c : text) {
        if (begins_character(c) && ++columns > width) return out;
        out += c;
    }
    return out.append(width - columns, ' ');
}

std::string wrap(std::string_view text, std::string_view first, std::string_view rest, std::size_t width) {
    std::string out(first);
    std::size_t column = count_columns(first);
    bool at_start = true;
    while (!text.empty()) {
        const std::size_t begin = std::min(text.find_first_not_of(" \n"), text.size());
        text.remove_prefix(begin);
        const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        if (word.empty()) break;
        const std::size_t length = count_columns(word);
        if (!at_start && column + 1 + length > width) {
            out += '\n';
            out += rest;
            column = count_columns(rest);
            at_start = true;
        }
        if (!at_start) {
            out += ' ';
            ++column;
        }
        out += word;
        column += length;
        at_start = false;
    }
    return out += '\n';
}

std::string wrap(std::string_view text, std::string_view first, std::size_t width) {
    return wrap(text, first, std::string(count_columns(first), ' '), width);
}

std::string chance(double p) {
    if (p > 0.975) return "more than 19 in 20";
    if (p > 0.925) return "about 19 in 20";
    if (p >= 0.075) return fmt::format("about {} in 10", std::clamp(std::lround(p * 10), 1l, 9l));
    if (p < 0.001) return "less than 1 in 1,000";
    // The nearest of the fractions that people use, compared as ratios.
    constexpr std::array<int, 6> fractions{20, 50, 100, 200, 500, 1000};
    const int nearest = *std::min_element(fractions.begin(), fractions.end(), [&](int a, int b) {
        return std::abs(std::log(p * a)) < std::abs(std::log(p * b));
    });
    return fmt::format("about 1 in {}", with_commas(static_cast<std::size_t>(nearest)));
}

std::string_view likeliness(double p) {
    if (p >= 0.9) return "very likely";
    if (p >= 0.65) return "likely";
    if (p >= 0.45) return "as likely as not";
    if (p >= 0.2) return "possible";
    if (p >= 0.05) return "unlikely";
    return "very unlikely";
}

std::string percent(double share) {
    const long rounded = std::lround(100 * share);
    if (rounded == 0 && share > 0) return "under 1 %";
    if (rounded == 100 && share < 1) return "over 99 %";
    return fmt::format("{} %", rounded);
}

std::string with_commas(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, ",");
    return digits;
}

}  // namespace knotwork::cli
