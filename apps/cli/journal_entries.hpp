// What people write and programs hand over, as entries of a journal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/record.hpp"
#include "engine/engine.hpp"
#include "journal/journal.hpp"
#include "journal_input.hpp"

namespace knotwork::cli {

inline constexpr std::size_t most_document_bytes = 8u << 20;

// "pain=4", "hip-turn-in/right=30", "pressure-threshold/gluteus-minimus/2/right=3.2". Without id, episode and time.
// Errors: unknown_name with the nearest, missing (a side or a point), wrong_type, out_of_range.
Result<Entry> parse_measure(const Atlas& atlas, std::string_view text);

// A document, checked to be one of its kind; a case with the trace of it behind. Without episode. Errors: those of
// parsing such a document.
Result<std::vector<Entry>> build_entries(const Engine& engine, EntryKind kind, const std::string& text,
                                         const Moment& at);

// Keeps them in the episode, and gives them as they were kept. A plan rests on the newest case, a session on the newest
// plan.
Result<std::vector<Entry>> add_to_episode(Journal& journal, const Episode& episode, std::vector<Entry> entries);

// Keeps a plan, unless it is the newest already, and a session of it if there is one (its JSON); says so on the
// standard error.
Result<void> record_plan(const Engine& engine, const JournalArguments& arguments, const CasePlan& plan,
                         const std::string& session);

bool is_utf8(std::string_view text);

}  // namespace knotwork::cli
