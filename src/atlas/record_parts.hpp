// What the records of the atlas have in common: how one points at others, at text and at its sources.
#pragma once

#include <cstdint>

namespace knotwork::atlas_format {

struct Range {  // [begin, end) of another section
    std::uint32_t begin, end;
};
struct Text {  // bytes of `strings`
    std::uint32_t begin, end;
};

// Of an index that a record does not have.
inline constexpr std::uint32_t no_index = 0xFFFFFFFFu;

struct Citation {
    Text key, authors, title, in, doi, pmid, isbn, url;
    std::uint32_t year;
};

}  // namespace knotwork::atlas_format
