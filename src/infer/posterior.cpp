#include "infer/posterior.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "infer/grid.hpp"
#include "infer/memory.hpp"

namespace knotwork::infer {
namespace {

// Above this, products of likelihoods may overflow a double: two factors of exp(250) and the odds of a third.
constexpr double greatest_double_evidence = 250;

// Digits beyond this are left out of what is reported: the exponentials of two platforms, or the order of two equal
// sources, differ in the last bits of a double, and neither ranks nor decisions should hang on those.
double rounded(double probability) { return std::nearbyint(probability * 1073741824.0) / 1073741824.0; }  // 2^30

template <class Real>
void fill_probabilities(const Model& model, const Scratch::Memory& memory, const SetTables<Real>& tables,
                        Posterior& posterior) {
    const Real total = tables.total + tables.guessed;
    for (std::size_t c = 0; c < memory.candidates.size(); ++c) {
        const double probability = rounded(static_cast<double>(std::min(Real{1}, tables.mass[c] / total)));
        const std::uint32_t source = memory.candidates[c].source;
        if (source == model.source_count())
            posterior.other = probability;
        else
            posterior.sources[source].probability = probability;
    }
    posterior.unresolved = std::min(
        1.0, static_cast<double>(tables.bounded / (tables.total + tables.bounded)) + max_set_size * memory.left_out);
    posterior.exact_triples = tables.exact_triples;

    // The heaviest sets, in falling order; equal ones in the order they were summed.
    std::array<const WeightedSet<Real>*, max_explanations> best{};
    std::size_t found = 0;
    for (const WeightedSet<Real>& set : tables.sets) {
        if (found == max_explanations && !(set.weight > best[found - 1]->weight)) continue;
        if (found < max_explanations) ++found;
        std::size_t place = found - 1;
        for (; place > 0 && set.weight > best[place - 1]->weight; --place) best[place] = best[place - 1];
        best[place] = &set;
    }
    posterior.explanations.clear();
    for (std::size_t b = 0; b < found; ++b) {
        if (!(best[b]->weight > 0)) break;
        Explanation explanation;
        explanation.probability = rounded(static_cast<double>(best[b]->weight / total));
        for (std::uint32_t m = 0; m < best[b]->size; ++m) {
            const std::uint32_t source = memory.candidates[best[b]->members[m]].source;
            if (source == model.source_count())
                explanation.other = true;
            else
                explanation.sources[explanation.source_count++] = SourceId{source};
        }
        posterior.explanations.push_back(explanation);
    }
    std::sort(posterior.explanations.begin(), posterior.explanations.end(),
              [](const Explanation& a, const Explanation& b) {
                  if (a.probability != b.probability) return a.probability > b.probability;
                  return std::tie(a.other, a.source_count, a.sources) < std::tie(b.other, b.source_count, b.sources);
              });
}

void fill_source_areas(const Model& model, const Scratch::Memory& memory, Posterior& posterior) {
    for (std::uint32_t s = 0; s < model.source_count(); ++s) {
        Belief belief;
        for (std::uint32_t z = model.source_zone_begin[s]; z < model.source_zone_begin[s + 1]; ++z) {
            const double painted = memory.zone_sum[z].painted_cm2;
            belief.explained_cm2 += painted;
            belief.predicted_cm2 += model.zone_predicted[z] * model.zone_area[z];
            belief.predicted_blank_cm2 += model.zone_predicted[z] * (model.zone_area[z] - painted);
        }
        posterior.sources[s] = belief;
    }
}

void fill_explanation_areas(const Model& model, Scratch::Memory& memory, Posterior& posterior) {
    static_assert(max_explanations <= 16, "member_mask has a bit an explanation");
    memory.member_mask.resize(model.source_count(), 0);
    const std::size_t count = posterior.explanations.size();
    for (std::size_t e = 0; e < count; ++e)
        for (const SourceId s : posterior.explanations[e].members())
            memory.member_mask[s.value] = static_cast<std::uint16_t>(memory.member_mask[s.value] | (1u << e));

    std::array<double, max_explanations> unexplained{};
    for (const std::uint32_t v : memory.painted_point) {
        std::array<double, max_explanations> left;
        left.fill(1);
        for (std::uint32_t e = model.entry_begin[v]; e < model.entry_begin[v + 1]; ++e) {
            const std::uint16_t mask = memory.member_mask[model.zone_source[model.entry_zone[e]]];
            if (mask == 0) continue;
            const double uncovered = 1 - model.entry_drawn[e] / 255.0;
            for (std::size_t x = 0; x < count; ++x)
                if ((mask >> x) & 1) left[x] *= uncovered;
        }
        for (std::size_t x = 0; x < count; ++x) unexplained[x] += on_grid(model.point_area[v] * left[x]);
    }
    for (std::size_t x = 0; x < count; ++x) {
        Explanation& explanation = posterior.explanations[x];
        explanation.unexplained_cm2 = unexplained[x];
        explanation.explained_cm2 = posterior.painted_cm2 - unexplained[x];
        for (const SourceId s : explanation.members()) {
            explanation.predicted_blank_cm2 += posterior.sources[s.value].predicted_blank_cm2;
            memory.member_mask[s.value] = 0;
        }
    }
}

void forget_drawing(Scratch::Memory& memory) {
    for (std::size_t z = 0; z < memory.zone_sum.size(); ++z) {
        if (memory.zone_touched[z] == 0) continue;
        memory.zone_sum[z] = {};
        memory.zone_touched[z] = 0;
        memory.zone_slot[z] = Scratch::Memory::no_slot;
    }
}

}  // namespace

Scratch::Scratch() : memory_(std::make_unique<Memory>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

const Posterior& compute_posterior(const Model& model, std::span<const std::uint8_t> painted,
                                   std::span<const double> evidence, Scratch& scratch) {
    Scratch::Memory& memory = scratch.memory();
    Posterior& posterior = memory.posterior;
    posterior.sources.resize(model.source_count());

    gather_paint(model, painted, memory);
    fill_source_areas(model, memory, posterior);
    rank_candidates(model, evidence, memory);
    posterior.candidates = static_cast<std::uint32_t>(memory.candidates.size()) - 1;
    if (model.parameters.max_sources > 1) gather_overlaps(model, memory);
    const bool wide = memory.candidates.front().log_weight > greatest_double_evidence;
    if (wide) {
        sum_sets(model, memory, memory.wide_tables);
        fill_probabilities(model, memory, memory.wide_tables, posterior);
    } else {
        sum_sets(model, memory, memory.tables);
        fill_probabilities(model, memory, memory.tables, posterior);
    }
    fill_explanation_areas(model, memory, posterior);
    forget_drawing(memory);
    return posterior;
}

}  // namespace knotwork::infer
