// The course of a year of daily readings. docs/progress.md has the figures.
#include "care/progress.hpp"

#include <benchmark/benchmark.h>

#include <cmath>

namespace knotwork {
namespace {

constexpr Scale pain{0, 10, true, 1, 2, 0.3};

std::vector<Reading> make_year() {
    std::vector<Reading> readings;
    for (int day = 0; day < 365; ++day) {
        const double at = static_cast<double>(day);
        readings.push_back(
            {at, std::round(3 + 4 * std::exp(-at / 30) + std::sin(at * 1.7) + 0.6 * std::sin(at * 0.9))});
    }
    return readings;
}

void Trend(benchmark::State& state) {
    const std::vector<Reading> year = make_year();
    for (auto _ : state) benchmark::DoNotOptimize(compute_trend(year, pain).data());
}
BENCHMARK(Trend)->Unit(benchmark::kMillisecond);

void JudgeChange(benchmark::State& state) {
    const std::vector<Reading> year = make_year();
    for (auto _ : state) benchmark::DoNotOptimize(judge_change(year, pain));
}
BENCHMARK(JudgeChange)->Unit(benchmark::kMillisecond);

void FindCourseSigns(benchmark::State& state) {
    const std::vector<Reading> year = make_year();
    for (auto _ : state) benchmark::DoNotOptimize(find_course_signs(year, year, pain).data());
}
BENCHMARK(FindCourseSigns)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace knotwork
