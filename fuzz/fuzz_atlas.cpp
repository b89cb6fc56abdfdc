// Any bytes as an atlas: refused with a message, or sound throughout. Bytes that begin as an atlas are also tried with
// length and hash put right, else the hash would turn away all but the untouched.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "atlas/tiny_atlas.hpp"
#include "atlas/walk.hpp"
#include "tiny_world.hpp"

namespace {

void try_atlas(const std::vector<std::byte>& bytes) {
    using namespace knotwork;
    const Result<Atlas> atlas = load_atlas(bytes);
    if (!atlas) {
        fuzz::require(!atlas.error().message().empty(), "a refusal has words");
        return;
    }
    static volatile std::size_t sink = 0;
    sink = sink + test::walk(*atlas);
    const Result<Engine> engine = load_engine(bytes);
    if (!engine) return;
    sink = sink + regions_json(*engine).size() + landmarks_json(*engine).size() + muscles_json(*engine).size();
    for (const MuscleView& muscle : get_muscles(*engine)) sink = sink + muscle_json(*engine, muscle.id).size();
    fuzz::require_sound(trace_json(*engine, R"({"format":"knotwork.drawing/1","marks":[{"points":{"atlas":")" +
                                                engine->atlas().hash() + R"(","indices":[0,2]}}]})"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::byte> bytes(size);
    if (size > 0) std::memcpy(bytes.data(), data, size);
    try_atlas(bytes);
    if (size < sizeof(knotwork::atlas_format::Header)) return 0;
    knotwork::test::seal(bytes);
    try_atlas(bytes);
    return 0;
}
