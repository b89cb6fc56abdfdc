// Any text as a FHIR bundle: refused with one line, or read; and what is read is written so that it reads the same.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "exchange/fhir.hpp"
#include "tiny_world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace knotwork;
    static const std::vector<MeasureCode> codes{{"pain", "Pain", "of 10", "{score}", "72514-3"}};
    const Result<FhirImport> read = parse_fhir(codes, {reinterpret_cast<const char*>(data), size});
    if (!read) {
        fuzz::require(!read.error().reason.empty(), "an error has a reason");
        fuzz::require(read.error().message().find('\n') == std::string::npos, "an error is one line");
        fuzz::require(read.error().message().size() < 1'000, "an error is short");
        return 0;
    }
    const FhirInput input{.records = read->records, .now = {}, .measures = codes};
    const Result<FhirImport> again = parse_fhir(codes, format_fhir(fuzz::get_tiny_engine(), input));
    fuzz::require(again.has_value(), "a bundle that was read can be written and read");
    fuzz::require(again->records == read->records, "it is then the same");
    return 0;
}
