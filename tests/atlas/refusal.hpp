// The tiny atlas with one value of one record made wrong, and how it is refused.
//
//     EXPECT_EQ(refusal([](TinyAtlas& t) { t.facts[3].kind = 4; }), "atlas: has a broken fact");
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "atlas/atlas.hpp"
#include "atlas/tiny_atlas.hpp"

namespace knotwork::test {

namespace af = atlas_format;
inline constexpr float nan = std::numeric_limits<float>::quiet_NaN();
inline constexpr float infinity = std::numeric_limits<float>::infinity();
inline constexpr std::uint32_t many = 0xFFFFFFFF;

using Spoil = std::function<void(TinyAtlas&)>;

// The message of the refusal, "" if there is none.
inline std::string refusal(const Spoil& spoil) {
    TinyAtlas tiny;
    spoil(tiny);
    const auto bytes = pack(tiny);
    const auto atlas = load_atlas(bytes);
    if (atlas) return "";
    EXPECT_EQ(atlas.error().code, ErrorCode::bad_atlas);
    return atlas.error().message();
}

// Every way in which a range of `size` elements can be wrong.
template <class Range>
std::vector<Range> wrong_ranges(std::uint32_t size) {
    return {{0, size + 1}, {size, size + 1}, {1, 0}, {many, many}, {0, many}, {many, 0}};
}

// Each of these members of each record put outside of what it is a range of; `size` is how large that is.
template <class Record, class Range>
void expect_refused(std::vector<Record> TinyAtlas::*records, std::initializer_list<Range Record::*> members,
                    const std::function<std::size_t(const TinyAtlas&)>& size, const std::string& message) {
    for (std::size_t i = 0; i < (TinyAtlas().*records).size(); ++i) {
        std::size_t which = 0;
        for (const auto member : members) {
            for (const Range wrong : wrong_ranges<Range>(static_cast<std::uint32_t>(size(TinyAtlas()))))
                EXPECT_EQ(refusal([&](TinyAtlas& tiny) { (tiny.*records)[i].*member = wrong; }), message)
                    << "record " << i << ", member " << which << ", " << wrong.begin << " to " << wrong.end;
            ++which;
        }
    }
}
inline std::size_t strings(const TinyAtlas& tiny) { return tiny.strings.size(); }
inline std::size_t names(const TinyAtlas& tiny) { return tiny.names.size(); }
inline std::size_t refs(const TinyAtlas& tiny) { return tiny.refs.size(); }
inline std::size_t terms(const TinyAtlas& tiny) { return tiny.terms.size(); }

// Each number put in its place in one record.
template <class Record, class Number>
void expect_numbers_refused(std::vector<Record> TinyAtlas::*records, std::size_t index,
                            std::initializer_list<std::pair<Number Record::*, std::vector<Number>>> wrong,
                            const std::string& message) {
    std::size_t which = 0;
    for (const auto& [member, values] : wrong) {
        for (const Number value : values)
            EXPECT_EQ(refusal([&, m = member](TinyAtlas& tiny) { (tiny.*records)[index].*m = value; }), message)
                << "member " << which << ", " << value;
        ++which;
    }
}

}  // namespace knotwork::test
