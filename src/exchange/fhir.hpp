// Records as a FHIR R4 Bundle, for another health program, and back again.
//
//     std::string bundle = format_fhir(engine, {.records = records, .now = now, .measures = codes, .known = &known});
//     Result<FhirImport> back = parse_fhir(codes, bundle);
//     if (back->records == records) ...                      // what was written is read back whole
//
// What becomes what stands in docs/exchange.md. A person is a Patient, an episode a Condition, a reading an
// Observation, and everything else a DocumentReference with the text or document in base64, byte for byte. Each has the
// id of the record as its identifier, and a tag that says which kind of record it is. What another program would like
// to see beside that, the answers in words, the likely causes and the plan, is derived and tagged so; the import leaves
// it aside. A cause is never more than provisional.
//
// Pure and deterministic: the time is handed in, and ids that no record has are hashes of what they stand for.
// Cost: linear in the records.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/record.hpp"
#include "engine/engine.hpp"

namespace knotwork {

// How a measure is called elsewhere. Filled from the atlas by whoever calls.
struct MeasureCode {
    std::string id;     // "pain", as in Entry::measure
    std::string name;   // "Pain, 0 to 10"
    std::string unit;   // "of 10", as people read it; may be empty
    std::string ucum;   // "{score}", "deg", "1"; empty: no unit is written
    std::string loinc;  // "72514-3"; empty where no code is certain
};

std::vector<MeasureCode> list_measure_codes(const Atlas& atlas);

struct FhirInput {
    const Records& records;                 // of one person or one episode; ids of 32 hexadecimal digits
    Moment now;                             // when the bundle is made
    std::span<const MeasureCode> measures;  // a measure that is not among them has its id for a name, and no unit
    const Case* known = nullptr;            // answers in words, age and sex
    const CasePlan* plan = nullptr;         // danger signs, likely causes, plan
    std::string_view episode = {};          // which the two are about; empty: the last one
    bool anonymous = false;                 // no Patient: neither name nor age nor sex
};

// One line of JSON.
std::string format_fhir(const Engine& engine, const FhirInput& input);

struct FhirImport {
    Records records;
    std::vector<std::string> warnings;  // what was left out, each kind once with how often
};

// What a bundle may hold at most.
struct FhirLimits {
    static constexpr std::size_t bytes = 128u << 20;
    static constexpr std::size_t depth = 32;
    static constexpr std::size_t values = 4'000'000;
    static constexpr std::size_t entries = 200'000;
    static constexpr std::size_t document_bytes = 16u << 20;  // of one text or document
    static constexpr std::size_t text_bytes = 100'000;        // of a name, title or remark
};

// Reads what format_fhir wrote, and of other bundles what has a meaning here: people, conditions as episodes, readings
// whose code is one of `measures`, and plain texts as notes. Anything else is left out, counted in the warnings.
// Documents are not read: whoever uses them does.
// Errors: not_json, too_large, wrong_type, missing, out_of_range, contradiction (an id twice), each with its place:
// "entry[3].resource.valueQuantity.value".
Result<FhirImport> parse_fhir(std::span<const MeasureCode> measures, std::string_view json);

// A bundle without names leaves its episodes to nobody: gives each such person a name made from their id.
void name_missing_people(Records& records);

}  // namespace knotwork
