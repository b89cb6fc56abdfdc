// One trace, by drawing, atlas size and set size; and the naive dense implementation beside it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "infer/naive.hpp"
#include "infer/posterior.hpp"
#include "infer/synthetic.hpp"

namespace knotwork::infer::bench {
namespace {

using Kinds = std::array<Parameters, kind_count>;

std::vector<Model> models_of(const Synthetic& world, const Kinds& kinds) {
    std::vector<Model> models;
    for (const Parameters& parameters : kinds) {
        auto model = compute_model(world.maps(), parameters);
        if (!model) std::abort();
        models.push_back(std::move(*model));
    }
    return models;
}

// The fitted parameters, with one of them set for every kind of person.
template <class T>
Kinds fitted_with(T Parameters::*which, T value) {
    Kinds kinds = fitted_parameters();
    for (Parameters& parameters : kinds) parameters.*which = value;
    return kinds;
}

// Sixteen drawings, one after another, as a batch would bring them.
void run(benchmark::State& state, const Synthetic& world, const Kinds& kinds, std::uint32_t painted) {
    const std::vector<Model> models = models_of(world, kinds);
    std::vector<std::vector<std::uint8_t>> drawings;
    for (std::uint32_t d = 0; d < 16; ++d) drawings.push_back(make_drawing(world, painted, 100 + d));
    Scratch scratch;
    for (const auto& drawing : drawings) compute_posterior(models, drawing, scratch);
    std::size_t next = 0;
    double candidates = 0, cubed = 0, triples = 0, unresolved = 0;
    for (auto _ : state) {
        const Posterior& p = compute_posterior(models, drawings[next++ % drawings.size()], scratch);
        benchmark::DoNotOptimize(p.other);
        const double n = p.candidates + 1;
        candidates += n;
        cubed += n * (n - 1) * (n - 2) / 6;
        triples += p.exact_triples;
        unresolved = std::max(unresolved, p.unresolved);
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["candidates"] = candidates / runs;
    state.counters["triples"] = cubed / runs;
    state.counters["exact_triples"] = triples / runs;
    state.counters["worst_unresolved"] = unresolved;
}

void trace_by_drawing(benchmark::State& state) {
    static const Synthetic world = make_synthetic(15000, 500);
    run(state, world, fitted_parameters(), static_cast<std::uint32_t>(state.range(0)));
}
BENCHMARK(trace_by_drawing)->ArgName("painted")->Arg(40)->Arg(300)->Arg(2000)->Unit(benchmark::kMicrosecond);

void trace_noisy_or(benchmark::State& state) {
    static const Synthetic world = make_synthetic(15000, 500);
    run(state, world, fitted_with(&Parameters::likelihood, Likelihood::noisy_or),
        static_cast<std::uint32_t>(state.range(0)));
}
BENCHMARK(trace_noisy_or)->ArgName("painted")->Arg(300)->Unit(benchmark::kMicrosecond);

void trace_by_sources(benchmark::State& state) {
    run(state, make_synthetic(15000, static_cast<std::uint32_t>(state.range(0))), fitted_parameters(), 300);
}
BENCHMARK(trace_by_sources)
    ->ArgName("sources")
    ->Arg(60)
    ->Arg(125)
    ->Arg(250)
    ->Arg(500)
    ->Arg(1000)
    ->Unit(benchmark::kMicrosecond);

// The same sources on skin of more or fewer points; the drawing covers the same share of it.
void trace_by_points(benchmark::State& state) {
    const auto points = static_cast<std::uint32_t>(state.range(0));
    run(state, make_synthetic(points, 500), fitted_parameters(), points / 50);
}
BENCHMARK(trace_by_points)
    ->ArgName("points")
    ->Arg(3750)
    ->Arg(7500)
    ->Arg(15000)
    ->Arg(18000)
    ->Unit(benchmark::kMicrosecond);

void trace_by_set_size(benchmark::State& state) {
    static const Synthetic world = make_synthetic(15000, 500);
    run(state, world, fitted_with(&Parameters::max_sources, static_cast<std::uint32_t>(state.range(0))), 300);
}
BENCHMARK(trace_by_set_size)->ArgName("max_sources")->DenseRange(1, 3)->Unit(benchmark::kMicrosecond);

// Triples bounded, none of those that need it summed: what the scan alone costs beyond sets of two.
void trace_without_exact_triples(benchmark::State& state) {
    static const Synthetic world = make_synthetic(15000, 500);
    run(state, world, fitted_with(&Parameters::exact_triples, 0u), 300);
}
BENCHMARK(trace_without_exact_triples)->Unit(benchmark::kMicrosecond);

void compute_model_500(benchmark::State& state) {
    const Synthetic world = make_synthetic(15000, 500);
    for (auto _ : state) benchmark::DoNotOptimize(models_of(world, fitted_parameters()).data());
}
BENCHMARK(compute_model_500)->Unit(benchmark::kMillisecond);

// Both in worlds the naive one can finish: sets of one on the full atlas, sets of two on a small one.
void naive_singles_500(benchmark::State& state) {
    const Synthetic world = make_synthetic(15000, 500);
    const Naive naive(world, fitted_parameters().front());
    const auto drawing = make_drawing(world, 300, 100);
    for (auto _ : state) benchmark::DoNotOptimize(naive.compute(drawing, 1).data());
}
BENCHMARK(naive_singles_500)->Unit(benchmark::kMillisecond)->Iterations(1);

void trace_singles_500(benchmark::State& state) {
    static const Synthetic world = make_synthetic(15000, 500);
    run(state, world, fitted_with(&Parameters::max_sources, 1u), 300);
}
BENCHMARK(trace_singles_500)->Unit(benchmark::kMicrosecond);

void naive_pairs_30(benchmark::State& state) {
    const Synthetic world = make_synthetic(3000, 30);
    const Naive naive(world, fitted_parameters().front());
    const auto drawing = make_drawing(world, 60, 100);
    for (auto _ : state) benchmark::DoNotOptimize(naive.compute(drawing, 2).data());
}
BENCHMARK(naive_pairs_30)->Unit(benchmark::kMillisecond)->Iterations(1);

void trace_pairs_30(benchmark::State& state) {
    const Synthetic world = make_synthetic(3000, 30);
    run(state, world, fitted_with(&Parameters::max_sources, 2u), 60);
}
BENCHMARK(trace_pairs_30)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace knotwork::infer::bench
