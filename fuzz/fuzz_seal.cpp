// Any bytes as a sealed journal: refused with a message, never opened. Bytes that begin as one are also tried with
// their checksum put right, else it would turn away all but the untouched. Costs of a passphrase stay small.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "journal/seal.hpp"
#include "tiny_world.hpp"

namespace {

void try_bytes(const std::vector<std::byte>& bytes) {
    using namespace knotwork;
    constexpr SealCost most{2, 1U << 16U};
    const Result<Unsealed> opened = unseal(bytes, "a pass phrase", "fuzz", most);
    if (!opened) fuzz::require(!opened.error().message().empty(), "a refusal has words");
    if (!opened) return;
    fuzz::require(unseal(seal(opened->bytes, opened->key), "a pass phrase", "fuzz", most)->bytes == opened->bytes,
                  "what opens can be sealed again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::byte> bytes(size);
    if (size > 0) std::memcpy(bytes.data(), data, size);
    try_bytes(bytes);
    if (size < 144) return 0;
    const auto checksum = knotwork::compute_seal_checksum(std::span(bytes).first<128>());
    std::copy(checksum.begin(), checksum.end(), &bytes[128]);
    try_bytes(bytes);
    return 0;
}
