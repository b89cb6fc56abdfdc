#include "terminal.hpp"

#include <unistd.h>

#include <algorithm>
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

}  // namespace knotwork::cli
