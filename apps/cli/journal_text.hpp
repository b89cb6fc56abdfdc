// What the journal holds and what it comes to, as a person reads it. Lines of at most 80 columns.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "terminal.hpp"

namespace knotwork::cli {

// "pain 4 of 10"; "hip turning in, right 30 degrees"; what a document is, in a few words.
std::string describe_entry(const Atlas& atlas, const Entry& entry);

// What was just written down.
std::string format_kept(const Atlas& atlas, const Episode& episode, std::span<const Entry> entries);

// Days and what was written on them; with `ids`, what `knotwork delete` takes.
std::string format_history(const Atlas& atlas, const Records& records, bool ids, const Colours& colours);

// Is this normal? Where each measure stands, what was to be expected, what was done, and what to do now.
std::string format_progress_text(const Engine& engine, const Episode& episode, const Progress& progress,
                                 const Colours& colours);

}  // namespace knotwork::cli
