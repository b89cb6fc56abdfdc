// From the drawing to sums by zone, and from those to the candidates.
//
// Let every point be blank and then turn the painted ones over. For a felt zone the log-likelihood relative to nothing
// active is zone_blank (all points blank) plus, for each painted point, its gain_over_blank. So only the entries under
// the paint are visited. Zones of one source share no point, hence a source's felt zones simply add.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "infer/grid.hpp"
#include "infer/memory.hpp"

namespace knotwork::infer {
namespace {

// log(exp(a) + exp(b)); either may be minus infinity.
double log_add(double a, double b) {
    const double high = std::max(a, b);
    if (std::isinf(high)) return high;
    return high + std::log1p(std::exp(std::min(a, b) - high));
}

// exp(a) / (exp(a) + exp(b)).
double share(double a, double b) { return 1 / (1 + std::exp(b - a)); }

// A zone so contradicted by the blank skin that felt : unfelt is below this is taken as unfelt. Shared evidence only
// lowers the felt side further (see sets.cpp), so no set's likelihood moves by more than the sum of these ratios.
constexpr double hopeless_log_ratio = -18;

// Evidence from findings beyond this is as good as certain, and is cut to keep its exponential finite.
constexpr double greatest_evidence = 100;

// A candidate whose presence multiplies the weight of any set by less than this is dropped.
constexpr double negligible_log_ratio = -16;

// Evidence of all answers for each source as the only one.
void sum_evidence(const Model& model, const Evidence& evidence, KindMemory& memory) {
    memory.source_evidence.assign(model.source_count(), 0);
    const std::size_t given = std::min<std::size_t>(evidence.log_ratio.size(), model.source_count());
    std::copy_n(evidence.log_ratio.begin(), given, memory.source_evidence.begin());
    for (const YesAnswer& answer : evidence.yes)
        for (const Sign& sign : answer.signs)
            memory.source_evidence[sign.source.value] +=
                answer.weight * std::log((1 - (1 - answer.leak) * (1 - sign.strength)) / answer.leak);
    for (double& e : memory.source_evidence) e = std::clamp(e, -greatest_evidence, greatest_evidence);
}

}  // namespace

void gather_paint(const Model& model, std::span<const std::uint8_t> painted, KindMemory& memory) {
    memory.painted_point.clear();
    memory.painted_weight.clear();
    memory.zone_sum.resize(model.zone_count());
    memory.zone_touched.resize(model.zone_count(), 0);
    memory.zone_slot.resize(model.zone_count(), KindMemory::no_slot);
    memory.candidate_of.resize(model.source_count() + 1, KindMemory::no_slot);
    memory.other_gain = {};
    memory.painted_cm2 = memory.uncovered_cm2 = 0;
    memory.log_nothing = model.log_all_blank;

    const std::uint32_t points = std::min(model.point_count(), static_cast<std::uint32_t>(painted.size()));
    const double per_area = 1 / model.parameters.effective_area_cm2;
    for (std::uint32_t v = 0; v < points; ++v) {
        if (painted[v] == 0) continue;
        const double area = model.point_area[v];
        const double weight = area * per_area;
        memory.painted_point.push_back(v);
        memory.painted_weight.push_back(weight);
        memory.painted_cm2 += on_grid(area);
        memory.log_nothing += on_grid(weight * model.paint_over_blank);
        for (std::size_t l = 0; l < model.other_level.size(); ++l)
            memory.other_gain[l] += on_grid(weight * model.other_gain[l]);
        const std::uint32_t begin = model.entry_begin[v], end = model.entry_begin[v + 1];
        bool covered = false;
        for (std::uint32_t e = begin; e < end; ++e) {
            const std::uint8_t level = model.entry_level[e];
            const std::uint16_t zone = model.entry_zone[e];
            memory.zone_touched[zone] = 1;
            ZoneSum& sum = memory.zone_sum[zone];
            sum.gain += on_grid(weight * model.gain_over_blank[level]);
            sum.painted_cm2 += on_grid(area * model.entry_drawn[e] / 255);
            for (std::size_t l = 0; l < model.other_level.size(); ++l)
                sum.shared_other[l] += on_grid(weight * model.shared_other[l][level]);
            covered = covered || model.entry_drawn[e] != 0;
        }
        if (!covered) memory.uncovered_cm2 += on_grid(area);
    }
}

void rank_candidates(const Model& model, const Evidence& evidence, KindMemory& memory) {
    sum_evidence(model, evidence, memory);
    memory.candidates.clear();
    memory.unranked_slots.clear();
    memory.slots.clear();
    memory.dropped = memory.left_out = 0;
    const auto& size_weight = model.parameters.size_log_weight;
    const double step = std::max({0.0, size_weight[1] - size_weight[0], size_weight[2] - size_weight[1]});

    for (std::uint32_t s = 0; s < model.source_count(); ++s) {
        const auto slot_begin = static_cast<std::uint32_t>(memory.unranked_slots.size());
        double log_likelihood = model.source_log_unfelt[s], unfelt = 1, any_felt = 0;
        bool certain = false;
        double left_out = 0;
        for (std::uint32_t z = model.source_zone_begin[s]; z < model.source_zone_begin[s + 1]; ++z) {
            if (memory.zone_touched[z] == 0) continue;
            const double felt = model.zone_log_felt[z] + model.zone_blank[z] + memory.zone_sum[z].gain;
            const double not_felt = model.zone_log_unfelt[z];
            if (felt - not_felt < hopeless_log_ratio) {
                left_out += std::exp(felt - not_felt);
                continue;
            }
            const Slot slot{z, share(felt, not_felt), share(not_felt, felt)};
            memory.unranked_slots.push_back(slot);
            if (std::isinf(not_felt)) {
                certain = true;  // noisy_or: the only zone
                log_likelihood = felt;
            } else {
                log_likelihood += log_add(felt, not_felt) - not_felt;
            }
            any_felt += unfelt * slot.felt;
            unfelt *= slot.unfelt;
        }
        const auto slot_end = static_cast<std::uint32_t>(memory.unranked_slots.size());
        const bool touched = slot_begin != slot_end;
        if (!touched) log_likelihood = -std::numeric_limits<double>::infinity();
        if (touched && !certain) log_likelihood += std::log(any_felt) - model.source_log_can_feel[s];
        double silent = 0;
        if (memory.painted_point.empty()) {
            log_likelihood = 0;
            silent = 1;
        } else if (memory.source_evidence[s] >= least_silent_evidence && model.parameters.silent > 0) {
            const double log_silent = std::log(model.parameters.silent);
            const double log_drawn = std::log1p(-model.parameters.silent) + log_likelihood;
            log_likelihood = log_add(log_silent, log_drawn);
            silent = std::exp(log_silent - log_likelihood);
        } else if (!touched) {
            continue;
        }
        const double shift = s < evidence.log_odds.size() ? evidence.log_odds[s] : 0;
        const double log_weight = model.source_log_odds[s] + shift + log_likelihood + memory.source_evidence[s];
        // Likelihoods of sets are submodular (see sets.cpp): adding the source to any set multiplies its weight by at
        // most this, so all sets that hold it weigh at most this much of all that do not.
        const double log_ratio = log_weight + 2 * model.source_max_boost[s] + step;
        if (!(log_ratio > negligible_log_ratio)) {
            memory.dropped += std::exp(log_ratio);
            memory.unranked_slots.resize(slot_begin);
            continue;
        }
        memory.candidates.push_back({s, slot_begin, slot_end, log_weight, silent});
        memory.left_out = std::max(memory.left_out, left_out);
    }

    // The other source: one of its levels holds.
    {
        const auto slot_begin = static_cast<std::uint32_t>(memory.unranked_slots.size());
        const auto levels = static_cast<std::uint32_t>(model.other_level.size());
        const auto log_of = [&](std::uint32_t l) { return std::log(model.other_share[l]) + memory.other_gain[l]; };
        double log_sum = -std::numeric_limits<double>::infinity();
        for (std::uint32_t l = 0; l < levels; ++l) log_sum = log_add(log_sum, log_of(l));
        for (std::uint32_t l = 0; l < levels; ++l) {
            const double probability = std::exp(log_of(l) - log_sum);
            memory.unranked_slots.push_back({l, probability, 1 - probability});
        }
        memory.candidates.push_back({model.source_count(), slot_begin,
                                     static_cast<std::uint32_t>(memory.unranked_slots.size()),
                                     model.parameters.other_log_odds + log_sum, 0});
    }

    std::sort(memory.candidates.begin(), memory.candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.log_weight != b.log_weight ? a.log_weight > b.log_weight : a.source < b.source;
    });
    for (Candidate& candidate : memory.candidates) {
        const auto begin = static_cast<std::uint32_t>(memory.slots.size());
        for (std::uint32_t i = candidate.slot_begin; i < candidate.slot_end; ++i) {
            if (candidate.source < model.source_count())
                memory.zone_slot[memory.unranked_slots[i].zone] = static_cast<std::uint32_t>(memory.slots.size());
            memory.slots.push_back(memory.unranked_slots[i]);
        }
        candidate.slot_begin = begin;
        candidate.slot_end = static_cast<std::uint32_t>(memory.slots.size());
    }
}

void gather_answers(const Evidence& evidence, KindMemory& memory) {
    // Those of equal weight beside each other; otherwise as given.
    std::vector<std::uint32_t>& order = memory.answer_order;
    order.resize(evidence.yes.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double x = evidence.yes[a].weight, y = evidence.yes[b].weight;
        return x != y ? x < y : a < b;
    });
    const std::size_t answers = order.size(), count = memory.candidates.size();
    memory.answers.clear();
    memory.answer_words = (answers + 63) / 64;
    memory.keep.assign(count * answers, 1);
    memory.answer_bits.assign(count * memory.answer_words, 0);
    for (std::uint32_t c = 0; c < count; ++c) memory.candidate_of[memory.candidates[c].source] = c;
    for (std::size_t a = 0; a < answers; ++a) {
        const YesAnswer& answer = evidence.yes[order[a]];
        memory.answers.push_back({answer.leak, answer.weight});
        for (const Sign& sign : answer.signs) {
            const std::uint32_t c = memory.candidate_of[sign.source.value];
            if (c == KindMemory::no_slot || sign.strength <= 0) continue;
            memory.keep[c * answers + a] = 1 - sign.strength;
            memory.answer_bits[c * memory.answer_words + a / 64] |= std::uint64_t{1} << (a % 64);
        }
    }
    for (std::uint32_t c = 0; c < count; ++c) memory.candidate_of[memory.candidates[c].source] = KindMemory::no_slot;
}

void gather_overlaps(const Model& model, KindMemory& memory) {
    const std::size_t slots = memory.slots.size();
    const std::size_t painted = memory.painted_point.size();
    memory.words = (painted + 63) / 64;
    memory.shared.assign(slots * slots, 0);
    memory.slot_level.resize(slots * painted);
    memory.slot_points.assign(slots * memory.words, 0);

    for (std::size_t p = 0; p < painted; ++p) {
        const std::uint32_t v = memory.painted_point[p];
        const double weight = memory.painted_weight[p];
        // The slots on this point, in rising order of zone.
        memory.here.clear();
        for (std::uint32_t e = model.entry_begin[v]; e < model.entry_begin[v + 1]; ++e) {
            const std::uint32_t slot = memory.zone_slot[model.entry_zone[e]];
            if (slot == KindMemory::no_slot) continue;
            const std::uint8_t level = model.entry_level[e];
            memory.here.push_back({slot, level});
            memory.slot_level[slot * painted + p] = level;
            memory.slot_points[slot * memory.words + p / 64] |= std::uint64_t{1} << (p % 64);
        }
        for (std::size_t a = 0; a + 1 < memory.here.size(); ++a) {
            double* const row = &memory.shared[memory.here[a].slot * slots];
            const double* const table = &model.shared[std::size_t{memory.here[a].level} * level_count];
            for (std::size_t b = a + 1; b < memory.here.size(); ++b)
                row[memory.here[b].slot] += on_grid(weight * table[memory.here[b].level]);
        }
    }

    // Both halves, the levels of the other source, and who overlaps whom.
    const std::size_t count = memory.candidates.size();
    memory.overlaps.assign(count * count, 0);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = i + 1; j < count; ++j) {
            const Candidate& a = memory.candidates[i];
            const Candidate& b = memory.candidates[j];
            bool any = false;
            for (std::uint32_t x = a.slot_begin; x < a.slot_end; ++x)
                for (std::uint32_t y = b.slot_begin; y < b.slot_end; ++y) {
                    double& shared = memory.shared[x * slots + y];
                    double& turned = memory.shared[y * slots + x];
                    if (a.source == model.source_count()) {
                        shared = memory.zone_sum[memory.slots[y].zone].shared_other[memory.slots[x].zone];
                    } else if (b.source == model.source_count()) {
                        shared = memory.zone_sum[memory.slots[x].zone].shared_other[memory.slots[y].zone];
                    } else {
                        shared += turned;
                    }
                    turned = shared;
                    any = any || shared < 0;
                }
            for (std::size_t w = 0; w < memory.answer_words; ++w)
                any = any || (memory.answer_bits[i * memory.answer_words + w] &
                              memory.answer_bits[j * memory.answer_words + w]) != 0;
            memory.overlaps[i * count + j] = memory.overlaps[j * count + i] = any ? 1 : 0;
        }
}

}  // namespace knotwork::infer
