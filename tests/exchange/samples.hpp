// Made-up journals, for tests of what is handed to other programs.
//
//     for (const Sample& sample : list_samples()) write(sample.name, format_fhir(get_engine(), sample.input()));
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "exchange/fhir.hpp"

namespace knotwork::test {

const Engine& get_engine();  // of the compiled atlas
const std::vector<MeasureCode>& get_measure_codes();

struct Sample {
    std::string name;  // "runner"
    Records records;
    std::optional<Case> known;
    std::optional<CasePlan> plan;
    bool anonymous = false;

    FhirInput input() const;
};
// A runner over eight weeks, a condition, an emergency, an empty journal, odd characters, nobody's name.
std::vector<Sample> list_samples();

// What a calendar of the plan must hold, told day by day.
struct Planned {
    std::string start;  // "2026-11-22T18:30:00", or a date for the review
    std::string summary;
};
std::vector<Planned> list_planned(const Atlas& atlas, const CasePlan& plan, const std::vector<std::string>& times);

// Texts that break careless programs.
const std::vector<std::string>& get_odd_texts();

std::string make_id(std::size_t number);  // 32 digits

}  // namespace knotwork::test
