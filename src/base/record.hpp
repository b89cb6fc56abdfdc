// What a journal keeps of somebody's pain: people, episodes of pain, and entries in the order of time.
//
//     Entry entry{.id = new_id, .episode = episode.id, .at = now, .kind = EntryKind::measure};
//     entry.measure = "pain";
//     entry.value = 4;
//
// Plain values, shared by whoever keeps, judges or reports them. Ids are 32 lower-case hexadecimal digits, given once
// and never used again, so that journals can be put together. Measures are named as in the atlas; documents are JSON of
// the formats in schemas/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/side.hpp"

namespace knotwork {

struct Person {
    std::string id;
    std::string name;  // or initials; unique within a journal

    friend bool operator==(const Person&, const Person&) = default;
};

// One pain, from when it began to be followed.
struct Episode {
    std::string id;
    std::string person;  // id
    std::string title;   // "right buttock and leg"
    Date begun;
    std::optional<Date> ended;

    friend bool operator==(const Episode&, const Episode&) = default;
};

enum class EntryKind : std::uint8_t {
    measure,  // a number: pain, function, range, load, sleep, ...
    note,     // words
    case_,    // "knotwork.case/1": drawing, profile and answers
    drawing,  // "knotwork.drawing/1": painted anew
    answers,  // {"worse-sitting": "yes", ...} as in a case: answered anew
    trace,    // "knotwork.trace/1", of a case
    plan,     // "knotwork.plan/1", of a case
    session,  // "knotwork.session/1", of a plan
};
inline constexpr std::array<std::string_view, 8> entry_kind_names{"measure", "note",  "case", "drawing",
                                                                  "answers", "trace", "plan", "session"};
constexpr std::string_view name(EntryKind kind) { return entry_kind_names[static_cast<std::size_t>(kind)]; }

struct Entry {
    std::string id{};
    std::string episode{};  // id
    Moment at{};            // when it was so, not when it was written
    EntryKind kind = EntryKind::note;
    std::string of{};  // id of the entry that it rests on; may be empty

    std::string measure{};       // id in the atlas; of a measure alone, as the three that follow
    std::optional<Side> side{};  // where the measure has one
    std::string place{};         // trigger point it was taken at, "gluteus-minimus/2/right"; may be empty
    double value = 0;

    std::string text{};   // of a note, or the document; empty for a measure, unless it has a remark
    std::string atlas{};  // hash of the atlas that a trace or plan was made with

    friend bool operator==(const Entry&, const Entry&) = default;
};

// Everything of a journal, or a part of it. Entries stand by episode, then time, then the order they were written in.
struct Records {
    std::vector<Person> people;
    std::vector<Episode> episodes;
    std::vector<Entry> entries;

    friend bool operator==(const Records&, const Records&) = default;
};

}  // namespace knotwork
