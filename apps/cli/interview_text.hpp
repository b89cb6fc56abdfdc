// What an interview says: questions as a person is asked them, why they are asked, and the reasoned answer.
// Lines of at most 80 columns.
#pragma once

#include <cstddef>
#include <string>

#include "engine/engine.hpp"
#include "engine/words.hpp"
#include "terminal.hpp"

namespace knotwork::cli {

// The question with the steps of its test and what counts as yes.
std::string format_question_text(const Atlas& atlas, const Subject& subject, const Colours& colours);

// What each answer would say, for the explanations that lead.
std::string format_why(const Engine& engine, const Assessment& assessment, const Question& question);

// Bits as a bar of blocks on either side of a line: to the right for, to the left against.
inline constexpr std::size_t bar_width = 10;  // columns a side
inline constexpr double bits_of_a_block = 0.4;
std::string format_bar(double bits);

// Where things stand: the source, how sure, why, what else, and what to do next. `asked_all` is false if the interview
// was stopped.
std::string format_standing(const Engine& engine, const Case& known, const Assessment& assessment, bool asked_all,
                            const Colours& colours);

}  // namespace knotwork::cli
