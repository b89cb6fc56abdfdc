// Citations as pages show them: numbers in the text, works at the end.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/views.hpp"

namespace knotwork::cli {

// " [1, 3]": numbers of the works in the list at the end.
std::string cite(const std::vector<std::uint32_t>& cites);

// The text with a full stop, unless it ends like a sentence already.
std::string sentence(std::string_view text);

// One numbered work after the other, lines of at most 80 columns.
std::string format_works(std::span<const CitationView> works);

// "a, b, c"
std::string join(const std::vector<std::string_view>& items);

}  // namespace knotwork::cli
