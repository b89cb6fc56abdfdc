#include "base/chance.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace knotwork {

std::string chance(double p) {
    if (p >= surest) return "more than 9 in 10";
    if (p >= 0.075) return "about " + std::to_string(std::clamp(std::lround(p * 10), 1l, 9l)) + " in 10";
    if (p < 0.001) return "less than 1 in 1,000";
    // The nearest of the fractions that people use, compared as ratios.
    constexpr std::array<int, 6> fractions{20, 50, 100, 200, 500, 1000};
    const int nearest = *std::min_element(fractions.begin(), fractions.end(), [&](int a, int b) {
        return std::abs(std::log(p * a)) < std::abs(std::log(p * b));
    });
    return "about 1 in " + with_commas(static_cast<std::size_t>(nearest));
}

std::string_view likeliness(double p) {
    if (p >= surest) return "very likely";
    if (p >= 0.65) return "likely";
    if (p >= 0.45) return "as likely as not";
    if (p >= 0.2) return "possible";
    if (p >= 0.05) return "unlikely";
    return "very unlikely";
}

std::string percent_likely(double p) { return p >= surest ? "over 90 %" : percent(p); }

std::string percent(double share) {
    const long rounded = std::lround(100 * share);
    if (rounded == 0 && share > 0) return "under 1 %";
    if (rounded == 100 && share < 1) return "over 99 %";
    return std::to_string(rounded) + " %";
}

std::string with_commas(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, ",");
    return digits;
}

}  // namespace knotwork
