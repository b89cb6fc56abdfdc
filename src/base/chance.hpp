// Probabilities as people say them.
//
//     chance(0.93)      // "about 19 in 20"
//     likeliness(0.93)  // "very likely"
//     percent(0.93)     // "93 %"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace knotwork {

// "about 6 in 10", "about 1 in 50", "less than 1 in 1,000", "more than 19 in 20".
std::string chance(double probability);
// "very likely", "likely", "as likely as not", "possible", "unlikely", "very unlikely".
std::string_view likeliness(double probability);
// "83 %"; never "0 %" or "100 %" for what is only nearly so.
std::string percent(double share);
// "7,068".
std::string with_commas(std::size_t number);

}  // namespace knotwork
