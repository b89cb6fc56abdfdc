// What a drawing says: the probability of every source, the best explanations, and what they leave unexplained.
//
//     infer::Scratch scratch;                                  // one a thread; keeps its memory between calls
//     const infer::Posterior& p = infer::compute_posterior(kinds, painted, evidence, scratch);
//     p.sources[17].probability;                               // source 17 is active
//     p.explanations[0];                                       // the likeliest set
//
// `kinds` are models of the same maps for people of different kinds, 1 to max_kinds of them (one may be given as it
// is): a hypothesis is a kind and a set, and kinds are summed out. `painted` has one byte a skin point, not 0 where
// painted. `evidence` is what findings say; for one source together it is cut to -100..100 (natural log). The result
// lives in the scratch until the next call.
//
// A source that findings speak for need not be painted: people leave out what hurts less, or where they cannot see.
// From a log ratio of `least_silent_evidence` on, an active source is *silent* with probability Parameters::silent: it
// left no trace in the drawing. Where nothing at all is painted, every source is silent, findings decide alone, and
// sets have at most two members.
//
// Exactness. All sets of one and two members are summed exactly. Sets of three are bounded from above by bounds proven
// in sets.cpp; those whose bound is too small to matter are left at it, the others are summed exactly, up to
// Parameters::exact_triples. `unresolved` bounds the share of probability that was not summed exactly: no reported
// probability is further from the exact one than that.
//
// Order. Sums over skin points are exact (see grid.hpp), sets are summed in an order that follows their weight, and
// probabilities are rounded to 2^-30: so mirroring maps and drawing mirrors the answer bit for bit, renaming sources
// renames it, and natively and in the browser the ranks are the same.
//
// Cost: with k zones on a painted point and n sources touched by the paint, O(painted k^2 + n^2) and a scan of n^3 / 6
// triples, one multiplication or two each. No allocation once the scratch is warm.
// Each kind costs as much again.
// Errors: none. A drawing that touches no map gives every source that no finding speaks for probability 0.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "infer/model.hpp"

namespace knotwork::infer {

// A source that a yes is a sign of.
struct Sign {
    SourceId source;
    double strength;  // chance that the source alone makes the answer yes; 0 to below 1
};

// A question answered with yes. Several sources may each bring that about (noisy-OR, as on the skin): the chance of a
// yes is 1 - (1 - leak) x the product of (1 - strength) over the active signs.
struct YesAnswer {
    double leak;                  // chance of a yes where no sign is active; above 0
    double weight = 1;            // how far it counts as independent of the other answers, above 0 to 1: an exponent
    std::span<const Sign> signs;  // each source at most once
};

// What else is known than the drawing.
struct Evidence {
    // By source, or empty: the log-likelihood ratio of all else (a no is of this kind).
    std::span<const double> log_ratio{};
    // By source, or empty: what is added to its prior log odds (age, sex).
    std::span<const double> log_odds{};
    std::span<const YesAnswer> yes{};
};

struct Belief {
    double probability = 0;          // that the source is active
    double explained_cm2 = 0;        // painted area inside its zones, weighted with coverage
    double predicted_cm2 = 0;        // area it was expected to reach: felt probability x coverage
    double predicted_blank_cm2 = 0;  // of that, left blank
};

struct Explanation {
    std::array<SourceId, max_set_size>
        sources;  // the first `source_count`, likeliest first; none if only the other source
    std::uint32_t source_count = 0;
    bool other = false;  // the other source takes part
    double probability = 0;
    double explained_cm2 = 0;        // painted area inside the zones of its sources, weighted with coverage
    double unexplained_cm2 = 0;      // the rest of the painted area: left to the other source or to chance
    double predicted_blank_cm2 = 0;  // area its sources were expected to reach and that was left blank

    std::span<const SourceId> members() const { return {sources.data(), source_count}; }
};

inline constexpr std::size_t max_explanations = 10;
inline constexpr std::size_t max_kinds = 4;
inline constexpr double least_silent_evidence = 1.5;

struct Posterior {
    std::vector<Belief> sources;            // by source
    std::vector<Explanation> explanations;  // likeliest first, at most max_explanations
    double other = 0;                       // probability that the other source takes part
    double painted_cm2 = 0;
    double uncovered_cm2 = 0;         // painted area that no zone of any source reaches
    double unresolved = 0;            // bound on the error of every probability, see above
    std::uint32_t candidates = 0;     // sources that were considered: those the paint touches
    std::uint32_t exact_triples = 0;  // triples summed exactly
};

// A set of sources with its probability, without areas.
struct SourceSet {
    std::array<SourceId, max_set_size> sources;
    std::uint32_t source_count = 0;
    double probability = 0;

    std::span<const SourceId> members() const { return {sources.data(), source_count}; }
};

class Scratch {
  public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

    struct Memory;
    Memory& memory() { return *memory_; }

  private:
    std::unique_ptr<Memory> memory_;
};

// Every set of at least this probability, likeliest first; valid after compute_posterior with the same kinds.
std::vector<SourceSet> list_sets(std::span<const Model> kinds, Scratch& scratch, double least);

const Posterior& compute_posterior(std::span<const Model> kinds, std::span<const std::uint8_t> painted,
                                   const Evidence& evidence, Scratch& scratch);

inline const Posterior& compute_posterior(const Model& model, std::span<const std::uint8_t> painted,
                                          const Evidence& evidence, Scratch& scratch) {
    return compute_posterior(std::span(&model, 1), painted, evidence, scratch);
}
inline const Posterior& compute_posterior(std::span<const Model> kinds, std::span<const std::uint8_t> painted,
                                          Scratch& scratch) {
    return compute_posterior(kinds, painted, {}, scratch);
}
inline const Posterior& compute_posterior(const Model& model, std::span<const std::uint8_t> painted, Scratch& scratch) {
    return compute_posterior(std::span(&model, 1), painted, {}, scratch);
}

}  // namespace knotwork::infer
