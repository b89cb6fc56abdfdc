// The engine for the browser and for Node: bytes and text in, text out. knotwork.js, which becomes part of the module,
// wraps these functions so that a caller sees none of the pointers:
//
//     const knotwork = await createKnotwork();
//     knotwork.loadAtlas(bytes);                         // once; throws an Error that says what is wrong
//     const answer = JSON.parse(knotwork.trace(request));
//
// Every text that is returned stays valid until the next call of the same function.
#include <emscripten.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/engine.hpp"

namespace {

std::optional<knotwork::Engine> engine;
knotwork::TraceScratch scratch;

}  // namespace

extern "C" {

// Loads an atlas; the bytes must stay where they are, on an 8-byte boundary, until another one is loaded.
// Returns what is wrong with them, or "".
EMSCRIPTEN_KEEPALIVE const char* knotwork_load(const std::byte* bytes, std::size_t size) {
    static std::string problem;
    engine.reset();
    auto loaded = knotwork::load_engine(std::span(bytes, size));
    if (loaded) {
        engine.emplace(*std::move(loaded));
        problem.clear();
    } else {
        problem = loaded.error().message();
    }
    return problem.c_str();
}

// Traces a drawing; returns the answer as JSON, or nullptr when no atlas is loaded.
EMSCRIPTEN_KEEPALIVE const char* knotwork_trace(const char* request, std::size_t size) {
    static std::string answer;
    if (!engine) return nullptr;
    answer = knotwork::trace_json(*engine, std::string_view(request, size), scratch);
    return answer.c_str();
}

}  // extern "C"
