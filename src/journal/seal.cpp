#include "journal/seal.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace knotwork {
namespace {

constexpr std::size_t cost_at = 24, salt_at = 40, stream_at = 56, first_at = 80, checksum_at = 128, pieces_at = 144;
constexpr std::size_t checksum_size = 16, first_size = 16;
constexpr std::size_t piece_size = 64U << 10U, extra = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::uint32_t format_version = 1;

static_assert(SealKey::salt_size == crypto_pwhash_SALTBYTES);
static_assert(SealKey::key_size == crypto_secretstream_xchacha20poly1305_KEYBYTES);
static_assert(stream_at + crypto_secretstream_xchacha20poly1305_HEADERBYTES == first_at);
static_assert(first_at + first_size + extra <= checksum_at);

using Stream = crypto_secretstream_xchacha20poly1305_state;

unsigned char* raw(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }
const unsigned char* raw(const std::byte* bytes) { return reinterpret_cast<const unsigned char*>(bytes); }

void put(std::byte* to, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to[i] = static_cast<std::byte>(value >> (8 * i));
}

std::uint64_t get(const std::byte* from, int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= std::to_integer<std::uint64_t>(from[i]) << (8 * i);
    return value;
}

auto damaged(const std::string& where, std::string what) {
    return fail(ErrorCode::journal_damaged, where,
                std::move(what) + "; it was left as it is: restore it from an export or a copy");
}

}  // namespace

void SealKey::Free::operator()(unsigned char* key) const { sodium_free(key); }

Result<SealKey> compute_seal_key(std::string_view passphrase, const SealCost& cost, const std::string& where) {
    if (sodium_init() < 0) return fail(ErrorCode::unreadable, where, "the system gives no random numbers");
    std::array<std::byte, SealKey::salt_size> salt{};
    randombytes_buf(salt.data(), salt.size());
    return compute_seal_key(passphrase, cost, salt, where);
}

Result<SealKey> compute_seal_key(std::string_view passphrase, const SealCost& cost,
                                 std::span<const std::byte, SealKey::salt_size> salt, const std::string& where) {
    if (sodium_init() < 0) return fail(ErrorCode::unreadable, where, "the system gives no random numbers");
    if (passphrase.empty()) return fail(ErrorCode::missing, where, "the passphrase is empty");
    if (cost.passes < least_seal_cost.passes || cost.memory < least_seal_cost.memory ||
        cost.passes > most_seal_cost.passes || cost.memory > most_seal_cost.memory)
        return fail(ErrorCode::out_of_range, where, "the cost of the passphrase is out of range");
    SealKey key;
    key.cost_ = cost;
    std::copy(salt.begin(), salt.end(), key.salt_.begin());
    key.key_.reset(static_cast<unsigned char*>(sodium_malloc(SealKey::key_size)));
    if (!key.key_ || crypto_pwhash(key.key_.get(), SealKey::key_size, passphrase.data(), passphrase.size(),
                                   raw(salt.data()), cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(ErrorCode::unreadable, where,
                    "there is too little free memory for its passphrase: " + std::to_string(cost.memory >> 20U) +
                        " MiB are needed");
    sodium_mprotect_readonly(key.key_.get());
    return key;
}

std::vector<std::byte> seal(std::span<const std::byte> bytes, const SealKey& key) {
    const std::size_t pieces = std::max<std::size_t>(1, (bytes.size() + piece_size - 1) / piece_size);
    std::vector<std::byte> out(pieces_at + bytes.size() + pieces * extra);
    std::copy_n(reinterpret_cast<const std::byte*>(seal_magic.data()), seal_magic.size(), out.data());
    put(&out[seal_magic.size()], format_version, 4);
    put(&out[cost_at], key.cost().passes, 8);
    put(&out[cost_at + 8], key.cost().memory, 8);
    std::copy(key.salt().begin(), key.salt().end(), &out[salt_at]);
    Stream stream;
    crypto_secretstream_xchacha20poly1305_init_push(&stream, raw(&out[stream_at]), key.get());
    const std::array<unsigned char, first_size> first{};
    crypto_secretstream_xchacha20poly1305_push(&stream, raw(&out[first_at]), nullptr, first.data(), first.size(),
                                               raw(out.data()), first_at,
                                               crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    const auto checksum = compute_seal_checksum(std::span(out).first<checksum_at>());
    std::copy(checksum.begin(), checksum.end(), &out[checksum_at]);
    std::byte* to = &out[pieces_at];
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const auto from = bytes.subspan(piece * piece_size, std::min(piece_size, bytes.size() - piece * piece_size));
        crypto_secretstream_xchacha20poly1305_push(&stream, raw(to), nullptr, raw(from.data()), from.size(), nullptr, 0,
                                                   piece + 1 == pieces
                                                       ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                       : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
        to += from.size() + extra;
    }
    sodium_memzero(&stream, sizeof stream);
    return out;
}

Result<Unsealed> unseal(std::span<const std::byte> sealed, std::string_view passphrase, const std::string& where,
                        const SealCost& most) {
    if (!is_sealed(sealed)) return damaged(where, "is not a sealed journal");
    if (sealed.size() < pieces_at + extra) return damaged(where, "is cut off");
    const auto checksum = compute_seal_checksum(sealed.first<checksum_at>());
    if (!std::equal(checksum.begin(), checksum.end(), &sealed[checksum_at]))
        return damaged(where, "is damaged at its beginning");
    if (const std::uint64_t version = get(&sealed[seal_magic.size()], 4); version != format_version)
        return fail(ErrorCode::journal_version, where,
                    "is sealed in format " + std::to_string(version) + ", this program reads format " +
                        std::to_string(format_version) + ": use a newer program");
    const SealCost cost{get(&sealed[cost_at], 8), get(&sealed[cost_at + 8], 8)};
    if (cost.passes < least_seal_cost.passes || cost.memory < least_seal_cost.memory || cost.passes > most.passes ||
        cost.memory > most.memory)
        return damaged(where, "asks for an absurd amount of work to open it");
    Result<SealKey> key = compute_seal_key(passphrase, cost, sealed.subspan<salt_at, SealKey::salt_size>(), where);
    if (!key) return tl::unexpected(key.error());

    Stream stream;
    std::array<unsigned char, first_size> first{};
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream, raw(&sealed[stream_at]), key->get()) != 0 ||
        crypto_secretstream_xchacha20poly1305_pull(&stream, first.data(), nullptr, &tag, raw(&sealed[first_at]),
                                                   first_size + extra, raw(sealed.data()), first_at) != 0)
        return fail(ErrorCode::wrong_passphrase, where, "the passphrase does not open it");
    std::vector<std::byte> bytes(sealed.size() - pieces_at);
    std::size_t at = pieces_at, opened = 0;
    const auto wrong = [&](std::string what) {
        sodium_memzero(&stream, sizeof stream);
        sodium_memzero(bytes.data(), bytes.size());
        return damaged(where, std::move(what));
    };
    tag = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        const std::size_t size = std::min(piece_size + extra, sealed.size() - at);
        if (size < extra) return wrong("is cut off");
        unsigned long long count = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&stream, raw(&bytes[opened]), &count, &tag, raw(&sealed[at]),
                                                       size, nullptr, 0) != 0)
            return wrong("is damaged or cut off, at byte " + std::to_string(at) + " or after it");
        at += size;
        opened += count;
    }
    if (at != sealed.size()) return wrong("goes on after its end");
    sodium_memzero(&stream, sizeof stream);
    bytes.resize(opened);
    return Unsealed{std::move(bytes), std::move(*key)};
}

bool is_sealed(std::span<const std::byte> bytes) {
    return bytes.size() >= seal_magic.size() && std::memcmp(bytes.data(), seal_magic.data(), seal_magic.size()) == 0;
}

std::array<std::byte, 16> compute_seal_checksum(std::span<const std::byte, 128> header) {
    std::array<std::byte, checksum_size> out{};
    crypto_generichash(raw(out.data()), out.size(), raw(header.data()), header.size(), nullptr, 0);
    return out;
}

}  // namespace knotwork
