// Probabilities as people say them.
//
//     chance(0.83)          // "about 8 in 10"
//     likeliness(0.83)      // "likely"
//     percent_likely(0.83)  // "83 %"
//
// Nothing is called surer than "more than 9 in 10": of simulated causes that the engine gave 98 % on average, 93 to 95
// of 100 were right (docs/accuracy.md, docs/accuracy-interview.md); how often it is right in people was not measured.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace knotwork {

inline constexpr double surest = 0.9;  // from here on nothing is told apart

// "about 6 in 10", "about 1 in 50", "less than 1 in 1,000", "more than 9 in 10".
std::string chance(double probability);
// "very likely", "likely", "as likely as not", "possible", "unlikely", "very unlikely".
std::string_view likeliness(double probability);
// "83 %", "over 90 %": how likely something is.
std::string percent_likely(double probability);
// "83 %": a share; never "0 %" or "100 %" for what is only nearly so.
std::string percent(double share);
// "7,068".
std::string with_commas(std::size_t number);

}  // namespace knotwork
