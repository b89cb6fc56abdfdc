// Any text as a drawing: refused with one line, or traced; and what is read is written so that it reads the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/drawing.hpp"
#include "tiny_world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace knotwork;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static TraceScratch scratch;
    fuzz::require_sound(trace_json(fuzz::get_tiny_engine(), text, scratch));

    const Result<Drawing> drawing = parse_drawing(text);
    if (!drawing) return 0;
    const std::string written = format_drawing(*drawing);
    const Result<Drawing> again = parse_drawing(written);
    fuzz::require(again.has_value(), "a drawing that was read can be written and read");
    fuzz::require(format_drawing(*again) == written, "it is then the same");
    return 0;
}
