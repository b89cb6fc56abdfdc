// Sealed bytes open with their passphrase alone, and any change to them is seen.
#include "journal/seal.hpp"

#include <gtest/gtest.h>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

constexpr std::size_t piece = (64U << 10U) + 17, begin = 144;

Bytes some_bytes(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 31 + i / 251);
    return bytes;
}

Bytes sealed(std::size_t size) {
    const Result<SealKey> key = compute_seal_key("secret", cheap, "j");
    EXPECT_TRUE(key) << words(key);
    return seal(some_bytes(size), *key);
}

// After a change of the header that its checksum should not betray.
void renew_checksum(Bytes& bytes) {
    const auto checksum = compute_seal_checksum(std::span(bytes).first<128>());
    std::copy(checksum.begin(), checksum.end(), &bytes[128]);
}

TEST(Seal, OpensToWhatWasSealed) {
    for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 131072U, 300000U}) {
        const Bytes bytes = sealed(size);
        EXPECT_TRUE(is_sealed(bytes));
        const std::size_t pieces = std::max<std::size_t>(1, (size + 65535) / 65536);
        EXPECT_EQ(bytes.size(), begin + size + 17 * pieces);
        const Result<Unsealed> open = unseal(bytes, "secret", "j");
        ASSERT_TRUE(open) << words(open);
        EXPECT_TRUE(open->bytes == some_bytes(size)) << size;
        EXPECT_EQ(open->key.cost(), cheap);
        EXPECT_TRUE(unseal(seal(open->bytes, open->key), "secret", "j")) << "sealed anew with the same key";
    }
}

TEST(Seal, DiffersEachTime) {
    const Result<SealKey> key = compute_seal_key("secret", cheap, "j");
    ASSERT_TRUE(key);
    EXPECT_NE(seal(some_bytes(9), *key), seal(some_bytes(9), *key));
    EXPECT_FALSE(contains(seal(Bytes(1000, std::byte{'x'}), *key), "xxxxxxxx"));
}

TEST(Seal, WrongPassphraseIsToldFromDamage) {
    Bytes bytes = sealed(200000);
    expect_error(unseal(bytes, "Secret", "j"), ErrorCode::wrong_passphrase, "j: ");
    expect_error(unseal(bytes, "", "j"), ErrorCode::missing);
    for (std::size_t at = 0; at < begin; ++at) {
        Bytes changed = bytes;
        changed[at] ^= std::byte{1};
        expect_error(unseal(changed, "secret", "j"), ErrorCode::journal_damaged);
    }
    bytes[begin + piece + 5] ^= std::byte{1};
    expect_error(unseal(bytes, "secret", "j"), ErrorCode::journal_damaged, "damaged");
}

TEST(Seal, AnyChangeIsSeen) {
    const Bytes bytes = sealed(200000);
    for (std::size_t at = 0; at < bytes.size(); at += 1000) {
        Bytes changed = bytes;
        changed[at] ^= std::byte{0x80};
        expect_error(unseal(changed, "secret", "j"), ErrorCode::journal_damaged);
    }
    for (std::size_t border = begin; border < bytes.size(); border += piece)
        for (const int off : {-1, 0, 1, 16, 17, 18}) {
            const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(border) + off);
            expect_error(unseal(cut, "secret", "j"), ErrorCode::journal_damaged);
        }
    for (std::size_t size = 0; size < begin + 40; ++size)
        expect_error(unseal(std::span(bytes).first(size), "secret", "j"), ErrorCode::journal_damaged);
    Bytes longer = bytes;
    longer.push_back(std::byte{0});
    expect_error(unseal(longer, "secret", "j"), ErrorCode::journal_damaged);
    Bytes swapped = bytes;
    std::swap_ranges(swapped.begin() + begin, swapped.begin() + begin + piece, swapped.begin() + begin + piece);
    expect_error(unseal(swapped, "secret", "j"), ErrorCode::journal_damaged);
}

TEST(Seal, AbsurdCostsAreRefused) {
    for (const std::size_t at : {24U, 32U})
        for (const int byte : {0, 4, 7}) {
            Bytes bytes = sealed(10);
            for (int i = 0; i < 8; ++i) bytes[at + static_cast<std::size_t>(i)] = std::byte{0};
            bytes[at + static_cast<std::size_t>(byte)] = std::byte{byte == 0 ? std::uint8_t{0} : std::uint8_t{255}};
            renew_checksum(bytes);
            expect_error(unseal(bytes, "secret", "j"), ErrorCode::journal_damaged, "absurd");
        }
    Bytes bytes = sealed(10);
    bytes[16] = std::byte{2};
    renew_checksum(bytes);
    expect_error(unseal(bytes, "secret", "j"), ErrorCode::journal_version, "format 2");
    expect_error(compute_seal_key("x", SealCost{1000, 8192}, "j"), ErrorCode::out_of_range);
    expect_error(compute_seal_key("", cheap, "j"), ErrorCode::missing);
}

TEST(Seal, UsualCostOpensToo) {
    const Result<SealKey> key = compute_seal_key("secret", {}, "j");
    ASSERT_TRUE(key) << words(key);
    EXPECT_TRUE(unseal(seal(some_bytes(5), *key), "secret", "j"));
}

}  // namespace
}  // namespace knotwork::test
