// The whole way of a request on the real atlas: loading, drawings of each kind, a batch, and the bake. The inference
// alone, beside a naive one, is in bench/infer. docs/performance.md says what the figures mean.
#include <benchmark/benchmark.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "bake/compile.hpp"
#include "engine/engine.hpp"

namespace knotwork {
namespace {

// The atlas file, on the 8-byte boundary that the loader asks for.
class AtlasBytes {
  public:
    AtlasBytes() {
        std::ifstream in(KNOTWORK_ATLAS_FILE, std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(in), {});
        words_.resize((text.size() + 7) / 8);
        std::memcpy(words_.data(), text.data(), text.size());
        size_ = text.size();
    }
    std::span<const std::byte> bytes() const { return std::as_bytes(std::span(words_)).first(size_); }

  private:
    std::vector<std::uint64_t> words_;
    std::size_t size_ = 0;
};

const AtlasBytes& atlas_bytes() {
    static const AtlasBytes bytes;
    return bytes;
}
const Engine& engine() {
    static const Engine engine = *load_engine(atlas_bytes().bytes());
    return engine;
}

void LoadAtlas(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(load_atlas(atlas_bytes().bytes()));
    state.counters["bytes"] = static_cast<double>(atlas_bytes().bytes().size());
}
BENCHMARK(LoadAtlas)->Unit(benchmark::kMillisecond);

void LoadEngine(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(load_engine(atlas_bytes().bytes()));
}
BENCHMARK(LoadEngine)->Unit(benchmark::kMillisecond);

// From JSON to JSON.
void trace(benchmark::State& state, const char* drawing) {
    TraceScratch scratch;
    if (trace_json(engine(), drawing, scratch).find("\"error\"") != std::string::npos) {
        state.SkipWithError("the drawing is refused");
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(trace_json(engine(), drawing, scratch));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(trace, small_patch, R"({"format": "knotwork.drawing/1", "marks": [
    {"patch": {"at": "right greater-trochanter", "radius_cm": 4}}]})")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(trace, typical_strokes, R"({"format": "knotwork.drawing/1", "marks": [
    {"stroke": {"points": ["right pelvis 0.6 @ 140", "right pelvis 0.9 @ 145"], "radius_cm": 4}},
    {"stroke": {"points": ["right thigh 0.1 @ 180", "right thigh 0.6 @ 180"], "radius_cm": 4}}]})")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(trace, whole_leg, R"({"format": "knotwork.drawing/1", "marks": [
    {"regions": ["right leg"]}, {"patch": {"at": "right gluteal-fold", "radius_cm": 6}}]})")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(trace, named_regions, R"({"format": "knotwork.drawing/1", "marks": [
    {"regions": ["right buttock", "back of right thigh", "right calf"]}]})")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(trace, choir_segments, R"({"format": "knotwork.drawing/1", "marks": [
    {"choir": {"body": "male", "segments": [224, 229, 234]}}]})")
    ->Unit(benchmark::kMillisecond);

// The next question of a case in the middle of an interview; and a whole interview, every question answered with what
// is more likely, until the engine has no more to ask.
const char* const interview_case = R"({"format": "knotwork.case/1", "profile": {"age": 46, "sex": "female"},
    "drawing": {"format": "knotwork.drawing/1", "marks": [{"intensity": 6,
        "stroke": {"points": ["right pelvis 0.6 @ 140", "right pelvis 0.9 @ 145"], "radius_cm": 4}},
        {"stroke": {"points": ["right thigh 0.1 @ 180", "right thigh 0.6 @ 180"], "radius_cm": 4}}]},
    "answers": {"dull-ache": "yes", "worse-sitting": "yes", "worse-cough": "no", "tingling/right": "no",
        "straight-leg-raise/right": "no", "numbness/right": "no", "does-running": "yes", "night-pain": "no"}})";

void NextQuestion(benchmark::State& state) {
    const Case known = *parse_case(engine().atlas(), interview_case);
    TraceScratch scratch;
    for (auto _ : state) benchmark::DoNotOptimize(assess_case(engine(), known, {}, scratch)->questions.data());
}
BENCHMARK(NextQuestion)->Unit(benchmark::kMillisecond);

void WholeInterview(benchmark::State& state) {
    TraceScratch scratch;
    double questions = 0;
    for (auto _ : state) {
        Case known = *parse_case(engine().atlas(), interview_case);
        known.facts.answers.clear();
        for (;;) {
            const auto assessment = assess_case(engine(), known, {}, scratch);
            if (assessment->questions.empty()) break;
            const Question& next = assessment->questions.front();
            known.facts.answers.push_back({next.subject, next.yes > 0.5 ? Reply::yes : Reply::no});
            ++questions;
        }
    }
    state.counters["questions"] = questions / static_cast<double>(state.iterations());
}
BENCHMARK(WholeInterview)->Unit(benchmark::kMillisecond);

void Bake(benchmark::State& state) {
    for (auto _ : state) {
        const auto atlas = bake::compile_atlas({.knowledge = KNOTWORK_KNOWLEDGE, .mesh = KNOTWORK_MESH});
        if (!atlas) {
            state.SkipWithError(atlas.error().message().c_str());
            return;
        }
        state.counters["bytes"] = static_cast<double>(atlas->bytes.size());
    }
}
BENCHMARK(Bake)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace knotwork

BENCHMARK_MAIN();
