// Damaged atlas files: cut short, with wrong headers and tables, with bits flipped, with and without a hash that fits.
// Each is refused with one line; none is ever read out of bounds.
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "atlas/atlas.hpp"
#include "atlas/atlas_file.hpp"
#include "atlas/tiny_atlas.hpp"
#include "atlas/walk.hpp"

namespace knotwork::test {
namespace {

namespace af = atlas_format;
constexpr std::size_t table_end = sizeof(af::Header) + af::section_count * sizeof(af::SectionEntry);

std::vector<std::byte> real_bytes() {
    const auto bytes = get_atlas_bytes();
    return {bytes.begin(), bytes.end()};
}

// The message of the refusal, "" if there is none. `code` is what the code must be.
std::string refusal(std::span<const std::byte> bytes, ErrorCode code = ErrorCode::bad_atlas) {
    const auto atlas = load_atlas(bytes);
    if (atlas) return "";
    EXPECT_EQ(atlas.error().code, code);
    const std::string message = atlas.error().message();
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    EXPECT_LT(message.size(), 120u) << message;
    return message;
}

std::string refusal_with_header(const std::function<void(af::Header&)>& spoil, ErrorCode code = ErrorCode::bad_atlas) {
    auto bytes = pack(TinyAtlas());
    auto header = header_of(bytes);
    spoil(header);
    set_header(bytes, header);
    return refusal(bytes, code);
}

std::string refusal_with_section(std::size_t index, const std::function<void(af::SectionEntry&)>& spoil) {
    auto bytes = pack(TinyAtlas());
    auto entry = section_of(bytes, index);
    spoil(entry);
    set_section(bytes, index, entry);
    seal(bytes);
    return refusal(bytes);
}

TEST(AtlasDamage, TheUndamagedOnesLoad) {
    const auto tiny = pack(TinyAtlas());
    const auto atlas = load_atlas(tiny);
    ASSERT_TRUE(atlas.has_value()) << atlas.error().message();
    EXPECT_EQ(atlas->skin().point_count(), 6u);
    EXPECT_EQ(atlas->sources().size(), 7u);
    EXPECT_EQ(atlas->text(atlas->sources()[1].id), "alpha/1/right");
    EXPECT_GT(walk(*atlas), 0u);
    EXPECT_EQ(refusal(real_bytes()), "");
    EXPECT_GT(walk(get_atlas()), 0u);
}

TEST(AtlasDamage, HashIsOfAllThatFollowsTheHeader) {
    const auto bytes = pack(TinyAtlas());
    auto other = TinyAtlas();
    other.sources[0].prior = 0.2f;
    EXPECT_EQ(load_atlas(bytes)->hash().size(), 32u);
    EXPECT_EQ(load_atlas(bytes)->hash(), load_atlas(pack(TinyAtlas()))->hash());
    EXPECT_NE(load_atlas(bytes)->hash(), load_atlas(pack(other))->hash());
    EXPECT_EQ(load_atlas(bytes)->skin_hash().size(), 32u);
    EXPECT_EQ(load_atlas(bytes)->skin_hash(), load_atlas(pack(other))->skin_hash());
}

TEST(AtlasDamage, CutShortAnywhere) {
    const auto bytes = real_bytes();
    std::vector<std::size_t> lengths{
        0, 1, sizeof(af::Header) - 1, sizeof(af::Header), table_end - 1, table_end, bytes.size() - 1};
    for (std::size_t i = 0; i < af::section_count; ++i) {
        const auto entry = section_of(bytes, i);
        const std::size_t end = entry.offset + entry.element_count * entry.element_size;
        for (const std::size_t length : {entry.offset - 1, entry.offset, entry.offset + 1, end - 1, end})
            lengths.push_back(length);
    }
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) lengths.push_back(random() % bytes.size());
    for (const std::size_t length : lengths) {
        if (length == bytes.size()) continue;
        // A copy of its own, so that a sanitizer sees every byte read past the end.
        const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
        if (length < sizeof(af::Header)) {
            EXPECT_EQ(refusal(cut),
                      "atlas: is only " + std::to_string(length) + " bytes long, too short to be an atlas");
        } else {
            EXPECT_EQ(refusal(cut), "atlas: should be " + std::to_string(bytes.size()) + " bytes long but is " +
                                        std::to_string(length));
        }
    }
}

TEST(AtlasDamage, CutShortWithAHeaderThatFits) {
    const auto bytes = pack(TinyAtlas());
    for (std::size_t length = sizeof(af::Header); length < bytes.size(); ++length) {
        std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
        seal(cut);
        const std::string message = refusal(cut);
        if (length < table_end) {
            EXPECT_EQ(message, "atlas: ends within its table of sections") << length;
        } else {
            EXPECT_TRUE(message.ends_with(" runs past the end")) << length << ": " << message;
        }
    }
}

TEST(AtlasDamage, EveryFieldOfTheHeader) {
    const std::string size = std::to_string(pack(TinyAtlas()).size());
    for (std::size_t i = 0; i < 8; ++i)
        EXPECT_EQ(refusal_with_header([&](af::Header& h) { h.magic[i] = 'x'; }),
                  "atlas: does not begin with KNOTATLS; it is another kind of file");
    EXPECT_EQ(refusal_with_header([](af::Header& h) { h.version = 77; }, ErrorCode::atlas_version),
              "atlas: has format version 77; this program reads version " + std::to_string(af::format_version));
    EXPECT_EQ(
        refusal_with_header([](af::Header& h) { ++h.section_count; }),
        "atlas: has " + std::to_string(af::section_count + 1) + " sections, not " + std::to_string(af::section_count));
    EXPECT_EQ(refusal_with_header([](af::Header& h) { ++h.byte_count; }),
              "atlas: should be " + std::to_string(std::stoul(size) + 1) + " bytes long but is " + size);
    EXPECT_EQ(refusal_with_header([](af::Header& h) { h.byte_count = ~0ull; }),
              "atlas: should be 18446744073709551615 bytes long but is " + size);
    for (std::size_t i = 0; i < 16; ++i)
        EXPECT_EQ(refusal_with_header([&](af::Header& h) { h.content_hash[i] ^= 1; }),
                  "atlas: is corrupted: its content does not match its hash");
}

TEST(AtlasDamage, EveryFieldOfTheTable) {
    for (std::size_t i = 0; i < af::section_count; ++i) {
        const std::string which = "atlas: section " + std::to_string(i);
        const auto entry = section_of(pack(TinyAtlas()), i);
        const auto size = std::to_string(entry.element_size);
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { ++s.kind; }), which + " is out of order");
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.offset += 4; }),
                  which + " does not follow the one before it");
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.offset += 8; }),
                  which + " does not follow the one before it");
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.offset -= 8; }),
                  which + " does not follow the one before it");
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.offset = ~7ull; }),
                  which + " does not follow the one before it");
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.element_size = 0; }),
                  which + " runs past the end");
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.element_count = ~0ull; }),
                  which + " runs past the end");
        EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.element_count = (1ull << 63) / s.element_size; }),
                  which + " runs past the end");
        // Elements of half the size and twice as many fill the same bytes.
        if (entry.element_size % 2 == 0) {
            EXPECT_EQ(refusal_with_section(i, [](af::SectionEntry& s) { s.element_size /= 2, s.element_count *= 2; }),
                      which + " has elements of " + std::to_string(entry.element_size / 2) + " bytes, not " + size);
        }
    }
}

TEST(AtlasDamage, BytesAfterTheEnd) {
    auto bytes = pack(TinyAtlas());
    bytes.push_back(std::byte{0});
    EXPECT_EQ(refusal(bytes), "atlas: should be " + std::to_string(bytes.size() - 1) + " bytes long but is " +
                                  std::to_string(bytes.size()));
    seal(bytes);
    EXPECT_EQ(refusal(bytes), "atlas: has bytes after its last section");
}

TEST(AtlasDamage, OffTheEightByteBoundary) {
    auto bytes = pack(TinyAtlas());
    bytes.insert(bytes.begin(), std::byte{0});
    EXPECT_EQ(refusal(std::span(bytes).subspan(1)), "atlas: does not lie on an 8-byte boundary");
}

TEST(AtlasDamage, AnyFlippedBit) {
    auto bytes = real_bytes();
    std::mt19937 random(2);
    for (int i = 0; i < 500; ++i) {
        // One in five in the header, where the messages differ.
        const std::size_t at = random() % (i % 5 == 0 ? sizeof(af::Header) : bytes.size());
        const auto bit = static_cast<std::byte>(1u << (random() % 8));
        bytes[at] ^= bit;
        const bool version = at >= 8 && at < 12;
        const std::string message = refusal(bytes, version ? ErrorCode::atlas_version : ErrorCode::bad_atlas);
        EXPECT_NE(message, "") << at;
        if (at >= sizeof(af::Header)) {
            EXPECT_EQ(message, "atlas: is corrupted: its content does not match its hash");
        }
        bytes[at] ^= bit;
    }
}

// With a hash that fits nothing warns the loader: whatever it lets through must be safe to use.
TEST(AtlasDamage, AnyWrongByteUnderAHashThatFits) {
    const auto good = pack(TinyAtlas());
    std::size_t refused = 0, sum = 0;
    for (std::size_t at = sizeof(af::Header); at < good.size(); ++at)
        for (const unsigned change : {0x01u, 0x7fu, 0x80u, 0xffu}) {
            auto bytes = good;
            bytes[at] ^= static_cast<std::byte>(change);
            seal(bytes);
            if (const auto atlas = load_atlas(bytes)) {
                sum += walk(*atlas);
                sum += SkinGeometry(atlas->skin()).nearest({}).nearest.value;
            } else {
                EXPECT_FALSE(refusal(bytes).empty());
                ++refused;
            }
        }
    EXPECT_GT(refused, 1000u);
    EXPECT_GT(sum, 0u);
}

TEST(AtlasDamage, ManyWrongBytesUnderAHashThatFits) {
    const auto good = pack(TinyAtlas());
    std::mt19937 random(3);
    std::size_t sum = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto bytes = good;
        for (std::size_t k = 1 + random() % 8; k > 0; --k)
            bytes[sizeof(af::Header) + random() % (bytes.size() - sizeof(af::Header))] =
                static_cast<std::byte>(random());
        seal(bytes);
        if (const auto atlas = load_atlas(bytes)) sum += walk(*atlas);
    }
    EXPECT_GT(sum, 0u);
}

}  // namespace
}  // namespace knotwork::test
