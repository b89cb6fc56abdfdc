// Text for people: lines of at most 80 columns, colour on a terminal only.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "base/chance.hpp"

namespace knotwork::cli {

// Escape sequences; all empty where the stream is no terminal, or the variable NO_COLOR is set (no-color.org).
struct Colours {
    std::string_view bold, faint, accent, plain;
};
Colours find_colours(std::FILE* stream);

bool is_terminal(std::FILE* stream);

inline constexpr std::size_t text_width = 80;

// The text in lines of at most `width` columns; the first begins with `first`, the others with as many blanks (or with
// `rest` if given). Columns are counted in characters, not bytes. Ends with a line feed.
std::string wrap(std::string_view text, std::string_view first, std::size_t width = text_width);
std::string wrap(std::string_view text, std::string_view first, std::string_view rest, std::size_t width = text_width);

// Characters of UTF-8 text.
std::size_t count_columns(std::string_view text);
// The text, cut or filled up to `width` columns.
std::string padded(std::string_view text, std::size_t width);

}  // namespace knotwork::cli
