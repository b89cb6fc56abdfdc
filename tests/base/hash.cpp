// The content hash is XXH3 of 128 bits in its canonical form, so that other programs can compute it.
#include "base/hash.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string_view>
#include <vector>

namespace knotwork::test {
namespace {

std::string hash_of(std::string_view text) { return compute_hash(std::as_bytes(std::span(text.data(), text.size()))); }

TEST(Hash, KnownVectors) {
    // What `printf TEXT | xxhsum -H2` prints.
    EXPECT_EQ(hash_of(""), "99aa06d3014798d86001c324468d497f");
    EXPECT_EQ(hash_of("a"), "a96faf705af16834e6c632b61e964e1f");
    EXPECT_EQ(hash_of("abc"), "06b05ab6733a618578af5f94892f3950");
}

TEST(Hash, DigestAndHexadecimalFormAgree) {
    EXPECT_TRUE(rc::check([] {
        const auto values = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
        const auto digest = compute_digest(std::as_bytes(std::span(values)));
        const std::string hex = compute_hash(std::as_bytes(std::span(values)));
        RC_ASSERT(hex.size() == 32u);
        for (std::size_t i = 0; i < digest.size(); ++i)
            RC_ASSERT(std::stoul(hex.substr(2 * i, 2), nullptr, 16) == digest[i]);
    }));
}

TEST(Hash, OneChangedBitChangesIt) {
    EXPECT_TRUE(rc::check([] {
        auto values = *rc::gen::nonEmpty(rc::gen::arbitrary<std::vector<std::uint8_t>>());
        const std::string before = compute_hash(std::as_bytes(std::span(values)));
        values[*rc::gen::inRange<std::size_t>(0, values.size())] ^=
            static_cast<std::uint8_t>(1 << *rc::gen::inRange(0, 8));
        RC_ASSERT(compute_hash(std::as_bytes(std::span(values))) != before);
    }));
}

}  // namespace
}  // namespace knotwork::test
