// Words: splitting, folding and comparing names as people type them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace knotwork {

// Lower case (ASCII), runs of spaces, hyphens, underscores and slashes become one space, ends trimmed.
std::string fold(std::string_view text);

// Pieces between separators, each trimmed; empty pieces are dropped.
std::vector<std::string> split(std::string_view text, char separator);

// The text with every `what` turned into `by`.
std::string replace_all(std::string text, std::string_view what, std::string_view by);

// A name as it stands within a sentence: "Gluteus minimus" becomes "gluteus minimus".
std::string within_sentence(std::string_view name);

// Edit distance with transpositions (optimal string alignment; Damerau 1964, doi:10.1145/363958.363994).
// Cost O(|a| |b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

// The name nearest to `word` by edit distance, or "" if none is near enough to be meant (over 40 % of its length away).
std::string_view find_nearest(std::string_view word, std::span<const std::string> names);

}  // namespace knotwork
