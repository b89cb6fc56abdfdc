// A trace in plain words: who it is, how sure, why, what else, what stays unexplained.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "terminal.hpp"

namespace knotwork::cli {

// What may be said of a trace as a whole.
enum class Verdict : std::uint8_t {
    stands_out,  // one source is likely enough to be named
    undecided,   // several known sources would explain it, none is likely
    unknown,     // something that the atlas does not hold explains it best
};
Verdict judge(const Trace& trace);

// "Gluteus minimus 2 (back part), right"; "L5 radiculopathy, right"; "Coccydynia"
std::string format_source(const Atlas& atlas, SourceId id);
// "Gluteus minimus 2, right: about 6 in 10"; short enough for the title of a picture.
std::string format_headline(const Engine& engine, const Trace& trace, Verdict verdict);
// Why the first source comes first, and what stays open: sentences.
std::vector<std::string> format_reasons(const Engine& engine, const Trace& trace, Verdict verdict);
// The whole answer, at most `top` sources, lines of at most 80 columns.
std::string format_trace_text(const Engine& engine, const Trace& trace, std::size_t top, const Colours& colours);

}  // namespace knotwork::cli
