// A case: what a person painted, who they are, and what they answered ("knotwork.case/1", schemas/case.schema.json).
//
//     Result<Case> known = parse_case(atlas, R"({"format": "knotwork.case/1", "profile": {"age": 47},
//         "drawing": {...}, "answers": {"worse-sitting": "yes", "straight-leg-raise/right": "no"}})");
//
// Answers name a finding of the atlas, with its side ("straight-leg-raise/right") or the trigger point that was pressed
// ("my-pain/gluteus-minimus/2/right"). Answers that contradict each other are resolved, and the case says how.
// Errors: those of parse_drawing, with "drawing." before the place; unknown_name (a finding or trigger point that does
// not exist, with the nearest), missing (a side), wrong_type, out_of_range, unknown_key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "care/facts.hpp"
#include "engine/drawing.hpp"

namespace knotwork {

struct Case {
    std::optional<Drawing> drawing;
    Facts facts;
    std::vector<std::string> acknowledged;       // ids of the emergencies that the person was told of
    std::optional<std::vector<ToolId>> at_hand;  // tools for a plan; unset: not told
    std::vector<std::string> warnings;           // how contradictions were resolved
};

inline constexpr std::string_view case_format = "knotwork.case/1";

// Whether the text is a case of any version rather than a drawing, by its "format".
bool is_case(std::string_view json);
Result<Case> parse_case(const Atlas& atlas, std::string_view json);

// The greatest intensity of the drawing's marks is how much it hurts, unless more was said already.
void set_drawing(Case& known, Drawing drawing);
// Says of every emergency of the case that the person has read it.
void acknowledge_emergencies(const Atlas& atlas, Case& known);

// A subject as answers name it. Errors: unknown_name, missing (a side).
Result<Subject> resolve_subject(const Atlas& atlas, std::string_view name, const std::string& where);

// A tool by its id. Errors: unknown_name, with the nearest.
Result<ToolId> resolve_tool(const Atlas& atlas, std::string_view id, const std::string& where);

// The answers as the case writes them, for a program that keeps a case between questions.
std::string format_case(const Atlas& atlas, const Case& known);

}  // namespace knotwork
