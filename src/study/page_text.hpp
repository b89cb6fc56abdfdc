// What the pages of figures are written with.
#pragma once

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "study/evaluate.hpp"

namespace knotwork::study {

template <class... Args>
void write(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

inline double percent(double part, double whole) { return whole > 0 ? 100 * part / whole : 0; }

// Forecast against fact, three columns a line for each bin.
inline void write_reliability_rows(std::string& out, const std::array<const Reliability*, 3>& columns) {
    for (std::size_t b = 0; b < columns[0]->bins.size(); ++b) {
        write(out, "| {}-{} % |", b * 10, b * 10 + 10);
        for (const Reliability* r : columns) {
            const Reliability::Bin& bin = r->bins[b];
            if (bin.count == 0)
                write(out, " 0 | | |");
            else
                write(out, " {} | {:.1f} % | {:.1f} % |", bin.count, 100 * bin.forecast / bin.count,
                      100 * bin.fact / bin.count);
        }
        write(out, "\n");
    }
}

inline const char* met(bool reached) { return reached ? "met" : "**not met**"; }

}  // namespace knotwork::study
