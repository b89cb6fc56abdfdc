// Expected failures are values: a code, the place, and a reason in plain words, on one line.
//
//     Result<Drawing> drawing = parse_drawing(text);
//     if (!drawing) return tl::unexpected(drawing.error());
//
// Three kinds of failure are kept apart: expected (this type), broken environment (reported by the doors), and bugs
// (assertions that no input can reach).
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace knotwork {

// The one table of error codes. Their names (see `name`) are part of the JSON form and stay stable.
enum class ErrorCode {
    not_json,            // the text is not JSON
    wrong_type,          // a value has another type than the schema asks
    out_of_range,        // a number lies outside its range, or is not finite
    missing,             // something required is absent
    unknown_key,         // a key that the schema does not know
    unknown_name,        // a region, landmark, muscle, segment, ... that does not exist
    empty_drawing,       // nothing is painted
    everything_painted,  // so much is painted that the place tells nothing
    too_large,           // input beyond a stated limit
    bad_atlas,           // the atlas bytes are not an atlas, truncated or corrupted
    atlas_version,       // an atlas of another format version
    bad_knowledge,       // a knowledge file is wrong
    unreadable,          // a file cannot be read or written
    journal_damaged,     // a journal that is none, or was changed by something else
    journal_version,     // a journal of a newer program
    wrong_passphrase,    // does not open the sealed journal
    in_use,              // another program holds the journal, or the port
    contradiction,       // two records of one id differ
};

constexpr std::string_view name(ErrorCode code) {
    switch (code) {
        case ErrorCode::not_json: return "not-json";
        case ErrorCode::wrong_type: return "wrong-type";
        case ErrorCode::out_of_range: return "out-of-range";
        case ErrorCode::missing: return "missing";
        case ErrorCode::unknown_key: return "unknown-key";
        case ErrorCode::unknown_name: return "unknown-name";
        case ErrorCode::empty_drawing: return "empty-drawing";
        case ErrorCode::everything_painted: return "everything-painted";
        case ErrorCode::too_large: return "too-large";
        case ErrorCode::bad_atlas: return "bad-atlas";
        case ErrorCode::atlas_version: return "atlas-version";
        case ErrorCode::bad_knowledge: return "bad-knowledge";
        case ErrorCode::unreadable: return "unreadable";
        case ErrorCode::journal_damaged: return "journal-damaged";
        case ErrorCode::journal_version: return "journal-version";
        case ErrorCode::wrong_passphrase: return "wrong-passphrase";
        case ErrorCode::in_use: return "in-use";
        case ErrorCode::contradiction: return "contradiction";
    }
    return "unknown";
}

struct Error {
    ErrorCode code{};
    std::string where;   // place in the input: "marks[2].radius_cm", "psoas.toml:14"; may be empty
    std::string reason;  // what is wrong, in plain words

    // "marks[2].radius_cm: must be above 0"
    std::string message() const { return where.empty() ? reason : where + ": " + reason; }
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string where, std::string reason) {
    return tl::unexpected<Error>(Error{code, std::move(where), std::move(reason)});
}

}  // namespace knotwork
