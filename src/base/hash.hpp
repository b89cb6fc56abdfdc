// Content hash of bytes: XXH3, 128 bits, as 32 hexadecimal digits. For telling contents apart, not for security.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace knotwork {

// The same as 16 bytes.
std::array<std::uint8_t, 16> compute_digest(std::span<const std::byte> bytes);

std::string compute_hash(std::span<const std::byte> bytes);

}  // namespace knotwork
