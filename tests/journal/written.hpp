// What journal_writer puts into a journal, so that kills.cpp can tell a whole entry from a half one.
#pragma once

#include <cstddef>
#include <string>

#include "base/record.hpp"

namespace knotwork::test {

inline const std::string writer_person(32, 'a');
inline const std::string writer_episode(32, 'b');

// All of an entry follows from its id; texts are up to 40 KB long.
inline Entry written_entry(const std::string& id) {
    std::size_t number = 0;
    for (const char c : id) number = (number * 31 + static_cast<unsigned char>(c)) % 1000003;
    Entry entry;
    entry.id = id;
    entry.episode = writer_episode;
    entry.at.seconds = static_cast<std::int64_t>(number);
    if (number % 3 == 0) {
        entry.kind = EntryKind::measure;
        entry.measure = "pain";
        entry.value = static_cast<double>(number) / 7;
    }
    const std::size_t size = number % 10 == 0 ? 40000 : number % 700;
    while (entry.text.size() < size) entry.text += id;
    return entry;
}

}  // namespace knotwork::test
