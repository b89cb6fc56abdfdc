// What the pages of figures are written with.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <utility>

namespace knotwork::study {

template <class... Args>
void write(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

inline double percent(double part, double whole) { return whole > 0 ? 100 * part / whole : 0; }

inline const char* met(bool reached) { return reached ? "met" : "**not met**"; }

}  // namespace knotwork::study
