// Records of a journal as one JSON file ("knotwork.journal/1", schemas/journal.schema.json): what export writes and
// import reads.
//
//     std::string text = format_records(records);
//     Result<Records> same = parse_records(text);              // equal to `records`
//
// Needs no atlas: measures and documents are kept as they are, also those that this atlas does not know.
// Errors: not_json, wrong_type, out_of_range, missing, unknown_key, too_large; unknown_name (an entry of an episode, or
// an episode of a person, that is not there), contradiction (an id twice).
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/record.hpp"

namespace knotwork {

// Many lines: an entry a line, so that two exports can be compared.
std::string format_records(const Records& records);
Result<Records> parse_records(std::string_view json);

// Whether the text is a journal of any version, by its "format".
bool is_records(std::string_view json);

// A document as a journal keeps it: checked to be JSON, in compact form, keys as they stood. Errors: not_json,
// too_large.
Result<std::string> compact_document(std::string_view json);

}  // namespace knotwork
