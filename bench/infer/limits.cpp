// What the machine allows: bytes a second out of a table of the scan's size and of memory, multiplications a second in
// the scan's own form. The scan over triples is the hot loop: a handful of products and a minimum a triple.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <vector>

namespace {

// a = b + s c: 24 bytes moved and 2 flops an element.
void triad(benchmark::State& state) {
    const auto n = static_cast<std::size_t>(state.range(0));
    std::vector<double> a(n), b(n, 1.0), c(n, 2.0);
    for (auto _ : state) {
        for (std::size_t i = 0; i < n; ++i) a[i] = b[i] + 0.5 * c[i];
        benchmark::DoNotOptimize(a.data());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(24 * n));
}
BENCHMARK(triad)->Arg(1000)->Arg(20000)->Arg(8000000);

// Independent multiply-adds in registers: the most this instruction set gives without fusing.
void multiply_add(benchmark::State& state) {
    constexpr std::size_t lanes = 16;
    double x[lanes];
    std::fill(x, x + lanes, 1.0);
    for (auto _ : state) {
        for (int round = 0; round < 1000; ++round)
            for (std::size_t l = 0; l < lanes; ++l) x[l] = x[l] * 0.999 + 0.001;
        benchmark::DoNotOptimize(x);
    }
    state.counters["flops"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * 1000 * lanes * 2, benchmark::Counter::kIsRate);
}
BENCHMARK(multiply_add);

}  // namespace
