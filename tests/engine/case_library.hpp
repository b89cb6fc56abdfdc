// The case library: the drawings of examples/ and tests/cases/, and what they answer.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/engine.hpp"

namespace knotwork::test {

struct Case {
    std::string file;       // "runner.json"
    nlohmann::json answer;  // the trace or the error
};

// All cases by name, traced with the compiled atlas.
std::vector<Case> trace_case_library();

// The behaviour of a build in words, a line a case: decisions and ranks, and probabilities to six places.
std::string format_digest(const std::vector<Case>& cases);

std::string read_file(const std::string& path);

}  // namespace knotwork::test
