// Bytes under a passphrase: nobody without it reads them, and no change to them goes unseen.
//
//     Result<SealKey> key = compute_seal_key("a passphrase", {}, "journal.db");  // slow on purpose
//     std::vector<std::byte> sealed = seal(bytes, *key);                         // fast, differs each time
//     Result<Unsealed> opened = unseal(sealed, "a passphrase", "journal.db");
//
// The key is made with Argon2id (RFC 9106) and a random salt; the bytes go through XChaCha20-Poly1305 in pieces of
// 64 KiB (crypto_secretstream of libsodium), each bound to the one before, the last one marked. A sealed file is:
//
//     offset  bytes  what
//          0     16  "knotwork.sealed\n"
//         16      4  format version, 1 (numbers are little-endian)
//         20      4  0
//         24      8  passes of Argon2id
//         32      8  memory of Argon2id, in bytes
//         40     16  salt
//         56     24  header of the stream, random
//         80     33  an empty first piece of 16 zero bytes, with bytes 0 to 79 as additional data
//        113     15  0
//        128     16  BLAKE2b of bytes 0 to 127: tells a damaged header from a wrong passphrase
//        144         the pieces, 17 bytes longer than what they hold; the last one is marked as such
//
// Keys lie in guarded memory that is kept out of the swap file where the system allows it, and is wiped.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace knotwork {

inline constexpr std::string_view seal_magic = "knotwork.sealed\n";

// What a guess at the passphrase costs. The default is libsodium's MODERATE: near a second and 256 MiB.
struct SealCost {
    std::uint64_t passes = 3;
    std::uint64_t memory = 256U << 20U;  // bytes

    friend bool operator==(const SealCost&, const SealCost&) = default;
};
// Beyond these a header is refused, so that no file can keep a computer busy or eat its memory.
inline constexpr SealCost most_seal_cost{16, 1U << 30U};
inline constexpr SealCost least_seal_cost{1, 8192};

class SealKey {
  public:
    static constexpr std::size_t salt_size = 16, key_size = 32;

    const SealCost& cost() const { return cost_; }
    std::span<const std::byte, salt_size> salt() const { return salt_; }
    const unsigned char* get() const { return key_.get(); }

  private:
    struct Free {
        void operator()(unsigned char* key) const;
    };
    SealCost cost_;
    std::array<std::byte, salt_size> salt_{};
    std::unique_ptr<unsigned char, Free> key_;

    friend Result<SealKey> compute_seal_key(std::string_view, const SealCost&, std::span<const std::byte, salt_size>,
                                            const std::string&);
};

// With a new random salt. Errors: missing (an empty passphrase), out_of_range (the cost), unreadable (too little
// memory). `where` names the file in errors.
Result<SealKey> compute_seal_key(std::string_view passphrase, const SealCost& cost, const std::string& where);
// With a known salt.
Result<SealKey> compute_seal_key(std::string_view passphrase, const SealCost& cost,
                                 std::span<const std::byte, SealKey::salt_size> salt, const std::string& where);

std::vector<std::byte> seal(std::span<const std::byte> bytes, const SealKey& key);

struct Unsealed {
    std::vector<std::byte> bytes;
    SealKey key;
};
// Errors: wrong_passphrase, journal_damaged (changed or cut off), journal_version, unreadable (too little memory).
// A cost above `most` is refused.
Result<Unsealed> unseal(std::span<const std::byte> sealed, std::string_view passphrase, const std::string& where,
                        const SealCost& most = most_seal_cost);

// Whether they begin as sealed bytes do.
bool is_sealed(std::span<const std::byte> bytes);

// The checksum at offset 128, for tests and fuzzing that change what stands before it.
std::array<std::byte, 16> compute_seal_checksum(std::span<const std::byte, 128> header);

}  // namespace knotwork
