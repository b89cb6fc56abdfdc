// The conditions of danger signs and of shifted priors, written as
//
//     fever and (injects-drugs or 2 of (night-pain, weight-loss, age >= 50)) and not both numbness
//
// turned into terms in reverse Polish order (atlas/records.hpp). `not` binds closest; `and` and `or` may not stand side
// by side without parentheses, so that nobody has to know which comes first.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/records.hpp"

namespace knotwork::bake {

struct KnownFinding {
    std::uint32_t index = 0;
    bool sided = false;
};
using KnownFindings = std::map<std::string, KnownFinding, std::less<>>;

// Words of the expressions, which cannot be ids.
bool is_expression_word(std::string_view word);

// Without findings (nullptr) only age and sex may be named. `where` is file and line of the text, for errors. Throws
// Refused.
std::vector<atlas_format::Term> compile_expression(std::string_view text, const KnownFindings* findings,
                                                   const std::string& where);

}  // namespace knotwork::bake
