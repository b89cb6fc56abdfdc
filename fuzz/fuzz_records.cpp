// Any text as a journal: refused with one line, or read; and what is read is written so that it reads the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/records_json.hpp"
#include "tiny_world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace knotwork;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)is_records(text);
    const Result<Records> records = parse_records(text);
    if (!records) {
        fuzz::require(!records.error().reason.empty(), "an error has a reason");
        fuzz::require(records.error().message().find('\n') == std::string::npos, "an error is one line");
        return 0;
    }
    const Result<Records> again = parse_records(format_records(*records));
    fuzz::require(again.has_value(), "a journal that was read can be written and read");
    fuzz::require(*again == *records, "it is then the same");
    return 0;
}
