// Inside of the inference: what compute_posterior keeps between its steps. Not for callers.
//
// Steps, each in its own file:
//     gather.cpp     drawing -> sums by zone -> candidates (sources the paint touches), ranked; shared evidence of
//     pairs sets.cpp       candidates -> weights of all sets of one, two, three posterior.cpp  weights of all kinds of
//     people -> probabilities and areas
#pragma once

#include <cstdint>
#include <vector>

#include "infer/posterior.hpp"

namespace knotwork::infer {

// What the paint says of one zone.
struct ZoneSum {
    double gain = 0;         // log-likelihood: paint explained by the zone, less the blank cost of the painted points
    double painted_cm2 = 0;  // painted area, weighted with coverage
    std::array<double, other_level_count> shared_other{};  // shared evidence with each level of the other source
};

// A source the paint touches, or the other source (source == Model::source_count()). Its touched zones are *slots*;
// the levels of the other source are slots too. Candidates stand in rank order, slots follow their candidates.
struct Candidate {
    std::uint32_t source = 0;
    std::uint32_t slot_begin = 0, slot_end = 0;
    double log_weight = 0;  // log of prior odds x likelihood ratio to nothing active x evidence
    double silent = 0;      // probability that no slot is felt, the source being the only one

    std::uint32_t slot_count() const { return slot_end - slot_begin; }
};

struct Slot {
    std::uint32_t zone;  // or the level of the other source
    double felt;         // probability that the zone is felt, its source being the only one, before at-least-one
    double unfelt;       // 1 - felt, with its own precision
};

// A set with its weight: prior x likelihood, relative to a reference shared by all sets of the drawing.
template <class Real>
struct WeightedSet {
    Real weight = 0;
    std::array<std::uint32_t, max_set_size> members{};  // candidates, best rank first
    std::uint32_t size = 0;
};

// Tables of sets.cpp, in double or, for drawings whose evidence overflows that, in long double.
template <class Real>
struct SetTables {
    std::vector<Real> together;                // slot x slot: exp of their shared evidence, 0..1
    std::vector<std::uint32_t> outcome_begin;  // by candidate (+1): its outcomes (which slots are felt)
    std::vector<Real> outcome;                 // probability of each, the candidate being alone; sums to 1 by candidate
    std::vector<Real> felt_share;              // by candidate: probability that any slot is felt
    std::vector<Real> given;  // by outcome x candidate: likelihood of the latter given the former, relative to alone
    std::vector<Real> odds, relative;  // by candidate: exp(log_weight), and the same over the greatest
    std::vector<Real> boost;           // candidate x candidate: exp of the coupling
    Real max_boost = 1;                // the greatest of them
    std::vector<Real> answers_ratio;   // candidate x candidate: what answers make of the pair, over both alone
    std::vector<Real> overlap_ratio;   // candidate x candidate: likelihood of the pair over the product of both alone
    std::vector<Real> spread;         // candidate x candidate: root mean square of `given` over the outcomes of the row
    std::vector<Real> spread_turned;  // its transpose
    std::vector<Real> reach, row;     // by candidate
    std::vector<Real> product, product_pair, leaf;
    std::vector<WeightedSet<Real>> sets;
    std::vector<std::uint32_t> pending;  // sets still at their bound
    std::vector<Real> order;
    std::size_t smaller_sets = 0;  // sets of one and two, and their weight
    Real smaller_total = 0;
    Real total = 0;          // of the sets summed exactly
    Real bounded = 0;        // bound on the weight of all others
    Real guessed = 0;        // of that, what is counted (in `sets`)
    std::vector<Real> mass;  // by candidate: total weight of the sets that hold it
    std::uint32_t exact_triples = 0;
};

// What is kept of one kind of person, that is, of one model.
struct KindMemory {
    // By painted point.
    std::vector<std::uint32_t> painted_point;
    std::vector<double> painted_weight;  // area / effective area
    std::array<double, other_level_count> other_gain{};
    double log_nothing = 0;  // log-likelihood of the drawing with nothing active
    double painted_cm2 = 0, uncovered_cm2 = 0;

    // By zone. Zero and none between calls, except for the touched ones.
    std::vector<ZoneSum> zone_sum;
    std::vector<std::uint8_t> zone_touched;
    std::vector<std::uint32_t> zone_slot;
    static constexpr std::uint32_t no_slot = 0xFFFFFFFFu;
    std::vector<std::uint32_t> candidate_of;  // by source, the other source last; no_slot between calls

    std::vector<Candidate> candidates;
    std::vector<Slot> unranked_slots, slots;
    double left_out = 0;  // bound on the relative change of any one source's likelihood by left-out zones
    double dropped = 0;   // bound on the odds of holding any dropped candidate

    // Answers: what a yes is worth for one source is in its log_weight; for two and three together see sets.cpp.
    std::vector<double> source_evidence;  // by source
    struct Answer {
        double leak, weight;
    };
    std::vector<Answer> answers;             // of yes, those of equal weight beside each other
    std::vector<double> keep;                // candidate x answer: 1 - strength
    std::vector<std::uint64_t> answer_bits;  // candidate x word: answers it is a sign of
    std::size_t answer_words = 0;
    std::vector<std::uint32_t> answer_order;

    std::vector<double> shared;          // slot x slot: shared evidence, in the half where the first zone is the lower
    std::vector<std::uint8_t> overlaps;  // candidate x candidate: 1 where both share a painted point or an answer
    std::vector<std::uint8_t> slot_level;    // slot x painted point, valid where slot_points is set
    std::vector<std::uint64_t> slot_points;  // slot x word: set of painted points
    std::size_t words = 0;
    struct SlotHere {
        std::uint32_t slot;
        std::uint8_t level;
    };
    std::vector<SlotHere> here;  // slots on one point

    SetTables<double> tables;
    SetTables<long double> wide_tables;
    bool wide = false;  // which of both is in use

    double share = 0;  // of this kind among all kinds, given the drawing
};

struct Scratch::Memory {
    std::vector<KindMemory> kinds;
    std::vector<std::uint16_t> member_mask;  // by source: which explanations hold it
    Posterior posterior;
};

// gather.cpp
void gather_paint(const Model& model, std::span<const std::uint8_t> painted, KindMemory& memory);
void rank_candidates(const Model& model, const Evidence& evidence, KindMemory& memory);
void gather_answers(const Evidence& evidence, KindMemory& memory);
void gather_overlaps(const Model& model, KindMemory& memory);

// sets.cpp
template <class Real>
void sum_singles_and_pairs(const Model& model, KindMemory& memory, SetTables<Real>& tables);
// `care`, 0 to 1: see sets.cpp.
template <class Real>
void sum_triples(const Model& model, KindMemory& memory, SetTables<Real>& tables, double care);

}  // namespace knotwork::infer
