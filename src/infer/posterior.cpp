#include "infer/posterior.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <tuple>

#include "infer/grid.hpp"
#include "infer/memory.hpp"

namespace knotwork::infer {
namespace {

// Above this, products of likelihoods may overflow a double: two factors of exp(250) and the odds of a third.
constexpr double greatest_double_evidence = 250;

// A kind of people with less than this share of the explanation is summed with less care.
constexpr double share_of_full_care = 1e-3;
constexpr double hasty_care = 0.02;

// Digits beyond this are left out of what is reported: the exponentials of two platforms, or the order of two equal
// sources, differ in the last bits of a double, and neither ranks nor decisions should hang on those.
double rounded(double probability) { return std::nearbyint(probability * 1073741824.0) / 1073741824.0; }  // 2^30

// Places a set by its candidates: those of one, then those of two, in the order in which sets.cpp sums them; those of
// three are sought. Returns its share of all weight, 0 if it was not summed.
template <class Real>
double find_share(const SetTables<Real>& tables, std::size_t candidates, std::span<const std::uint32_t> members) {
    const auto share = [&](const WeightedSet<Real>& set) {
        return static_cast<double>(set.weight / (tables.total + tables.guessed));
    };
    if (members.size() == 1) return share(tables.sets[members[0]]);
    if (members.size() == 2) {
        const std::size_t i = members[0], j = members[1];
        const std::size_t place = candidates + i * candidates - i * (i + 1) / 2 + (j - i - 1);
        return place < tables.sets.size() ? share(tables.sets[place]) : 0;
    }
    for (std::size_t s = candidates + candidates * (candidates - 1) / 2; s < tables.sets.size(); ++s)
        if (std::equal(members.begin(), members.end(), tables.sets[s].members.begin())) return share(tables.sets[s]);
    return 0;
}

// Adds the heaviest sets of a kind.
template <class Real>
void find_best_sets(const Model& model, const KindMemory& memory, const SetTables<Real>& tables,
                    std::vector<Explanation>& explanations) {
    // In falling order; equal ones in the order they were summed.
    std::array<const WeightedSet<Real>*, max_explanations> best{};
    std::size_t found = 0;
    for (const WeightedSet<Real>& set : tables.sets) {
        if (found == max_explanations && !(set.weight > best[found - 1]->weight)) continue;
        if (found < max_explanations) ++found;
        std::size_t place = found - 1;
        for (; place > 0 && set.weight > best[place - 1]->weight; --place) best[place] = best[place - 1];
        best[place] = &set;
    }
    for (std::size_t b = 0; b < found; ++b) {
        if (!(best[b]->weight > 0)) break;
        Explanation explanation;
        explanation.probability = memory.share * static_cast<double>(best[b]->weight / (tables.total + tables.guessed));
        for (std::uint32_t m = 0; m < best[b]->size; ++m) {
            const std::uint32_t source = memory.candidates[best[b]->members[m]].source;
            if (source == model.source_count())
                explanation.other = true;
            else
                explanation.sources[explanation.source_count++] = SourceId{source};
        }
        explanations.push_back(explanation);
    }
}

// Calls visit(tables) with the tables in use.
template <class Memory, class Visit>
auto with_tables(Memory& memory, const Visit& visit) {
    return memory.wide ? visit(memory.wide_tables) : visit(memory.tables);
}

// Shares of the kinds given the drawing, from what is summed so far.
void weigh_kinds(std::span<const Model> kinds, std::span<KindMemory> memories) {
    std::array<double, max_kinds> log_weight{};
    double top = -std::numeric_limits<double>::infinity(), sum = 0;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        const KindMemory& memory = memories[k];
        const double log_counted = with_tables(
            memory, [](const auto& tables) { return static_cast<double>(std::log(tables.total + tables.guessed)); });
        log_weight[k] =
            kinds[k].parameters.log_share + memory.log_nothing + memory.candidates.front().log_weight + log_counted;
        top = std::max(top, log_weight[k]);
    }
    for (std::size_t k = 0; k < kinds.size(); ++k) sum += std::exp(log_weight[k] - top);
    for (std::size_t k = 0; k < kinds.size(); ++k) memories[k].share = std::exp(log_weight[k] - top) / sum;
}

void sum_sets(std::span<const Model> kinds, std::span<KindMemory> memories) {
    for (std::size_t k = 0; k < kinds.size(); ++k)
        with_tables(memories[k], [&](auto& tables) { sum_singles_and_pairs(kinds[k], memories[k], tables); });
    weigh_kinds(kinds, memories);
    std::array<bool, max_kinds> hasty{};
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        hasty[k] = memories[k].share < share_of_full_care;
        with_tables(memories[k],
                    [&](auto& tables) { sum_triples(kinds[k], memories[k], tables, hasty[k] ? hasty_care : 1); });
    }
    weigh_kinds(kinds, memories);
    // Once more for those whose triples may weigh more than their other sets let expect.
    for (std::size_t k = 0; k < kinds.size(); ++k)
        with_tables(memories[k], [&](auto& tables) {
            const double possible = memories[k].share * static_cast<double>((tables.bounded + tables.total) /
                                                                            (tables.guessed + tables.total));
            if (hasty[k] && possible > share_of_full_care) sum_triples(kinds[k], memories[k], tables, 1);
        });
    weigh_kinds(kinds, memories);
}

// The bounded weight of all kinds together bounds the error as that of one kind does (sets.cpp): a set in one kind and
// the same set in another are two terms of one sum.
void fill_probabilities(std::span<const Model> kinds, std::span<const KindMemory> memories, Posterior& posterior) {
    double exact = 0, bounded = 0, left_out = 0;
    posterior.other = 0;
    posterior.exact_triples = 0;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        const KindMemory& memory = memories[k];
        left_out = std::max(left_out, max_set_size * memory.left_out);
        with_tables(memory, [&](const auto& tables) {
            const auto counted = tables.total + tables.guessed;
            exact += memory.share * static_cast<double>(tables.total / counted);
            bounded += memory.share * static_cast<double>(tables.bounded / counted);
            for (std::size_t c = 0; c < memory.candidates.size(); ++c) {
                const std::uint32_t source = memory.candidates[c].source;
                double& probability =
                    source == kinds[k].source_count() ? posterior.other : posterior.sources[source].probability;
                probability += memory.share * static_cast<double>(tables.mass[c] / counted);
            }
            posterior.exact_triples += tables.exact_triples;
        });
    }
    posterior.unresolved = std::min(1.0, bounded / (exact + bounded) + left_out);
    posterior.other = rounded(std::min(1.0, posterior.other));
    for (Belief& belief : posterior.sources) belief.probability = rounded(std::min(1.0, belief.probability));
}

// The probability of a set in all kinds together.
double find_probability(std::span<const Model> kinds, std::span<const KindMemory> memories, const Explanation& set) {
    const auto held = set.members();
    double probability = 0;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        const KindMemory& memory = memories[k];
        std::array<std::uint32_t, max_set_size> members{};
        std::size_t size = 0;
        for (std::uint32_t c = 0; c < memory.candidates.size() && size < members.size(); ++c) {
            const std::uint32_t source = memory.candidates[c].source;
            const bool is_member = source == kinds[k].source_count()
                                       ? set.other
                                       : std::find(held.begin(), held.end(), SourceId{source}) != held.end();
            if (is_member) members[size++] = c;
        }
        if (size < held.size() + (set.other ? 1 : 0)) continue;  // this kind does not consider one of them
        probability += memory.share * with_tables(memory, [&](const auto& tables) {
                           return find_share(tables, memory.candidates.size(), std::span(members.data(), size));
                       });
    }
    return probability;
}

void fill_explanations(std::span<const Model> kinds, std::span<const KindMemory> memories, Posterior& posterior) {
    std::vector<Explanation>& sets = posterior.explanations;
    sets.clear();
    for (std::size_t k = 0; k < kinds.size(); ++k)
        with_tables(memories[k], [&](const auto& tables) { find_best_sets(kinds[k], memories[k], tables, sets); });
    const auto key = [](const Explanation& e) { return std::tie(e.other, e.source_count, e.sources); };
    const auto same = [&](const Explanation& a, const Explanation& b) { return key(a) == key(b); };
    for (Explanation& set : sets) {
        std::sort(set.sources.begin(), set.sources.begin() + set.source_count);
        if (kinds.size() > 1) set.probability = find_probability(kinds, memories, set);
        set.probability = rounded(set.probability);
    }
    std::sort(sets.begin(), sets.end(), [&](const Explanation& a, const Explanation& b) {
        return a.probability != b.probability ? a.probability > b.probability : key(a) < key(b);
    });
    sets.erase(std::unique(sets.begin(), sets.end(), same), sets.end());
    if (sets.size() > max_explanations) sets.resize(max_explanations);
    for (Explanation& set : sets)
        std::sort(set.sources.begin(), set.sources.begin() + set.source_count, [&](SourceId a, SourceId b) {
            const double p = posterior.sources[a.value].probability, q = posterior.sources[b.value].probability;
            return p != q ? p > q : a < b;
        });
}

void fill_source_areas(const Model& model, const KindMemory& memory, Posterior& posterior) {
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

void fill_explanation_areas(const Model& model, const KindMemory& memory, std::vector<std::uint16_t>& member_mask,
                            Posterior& posterior) {
    static_assert(max_explanations <= 16, "member_mask has a bit an explanation");
    member_mask.resize(model.source_count(), 0);
    const std::size_t count = posterior.explanations.size();
    for (std::size_t e = 0; e < count; ++e)
        for (const SourceId s : posterior.explanations[e].members())
            member_mask[s.value] = static_cast<std::uint16_t>(member_mask[s.value] | (1u << e));

    std::array<double, max_explanations> unexplained{};
    for (const std::uint32_t v : memory.painted_point) {
        std::array<double, max_explanations> left;
        left.fill(1);
        for (std::uint32_t e = model.entry_begin[v]; e < model.entry_begin[v + 1]; ++e) {
            const std::uint16_t mask = member_mask[model.zone_source[model.entry_zone[e]]];
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
            member_mask[s.value] = 0;
        }
    }
}

void forget_drawing(KindMemory& memory) {
    for (std::size_t z = 0; z < memory.zone_sum.size(); ++z) {
        if (memory.zone_touched[z] == 0) continue;
        memory.zone_sum[z] = {};
        memory.zone_touched[z] = 0;
        memory.zone_slot[z] = KindMemory::no_slot;
    }
}

}  // namespace

std::vector<SourceSet> list_sets(std::span<const Model> kinds, Scratch& scratch, double least) {
    const std::vector<KindMemory>& memories = scratch.memory().kinds;
    std::vector<SourceSet> out;
    for (std::size_t k = 0; k < kinds.size(); ++k)
        with_tables(memories[k], [&](const auto& tables) {
            const auto counted = tables.total + tables.guessed;
            for (const auto& set : tables.sets) {
                SourceSet found;
                found.probability = memories[k].share * static_cast<double>(set.weight / counted);
                if (!(found.probability >= least)) continue;
                for (std::uint32_t m = 0; m < set.size; ++m) {
                    const std::uint32_t source = memories[k].candidates[set.members[m]].source;
                    if (source == kinds[k].source_count()) continue;
                    // In rising order.
                    std::size_t at = found.source_count++;
                    for (; at > 0 && source < found.sources[at - 1].value; --at)
                        found.sources[at] = found.sources[at - 1];
                    found.sources[at] = SourceId{source};
                }
                out.push_back(found);
            }
        });
    const auto key = [](const SourceSet& s) { return std::tie(s.source_count, s.sources); };
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    std::size_t kept = 0;
    for (const SourceSet& set : out) {
        if (kept > 0 && key(out[kept - 1]) == key(set))
            out[kept - 1].probability += set.probability;
        else
            out[kept++] = set;
    }
    out.resize(kept);
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    return out;
}

Scratch::Scratch() : memory_(std::make_unique<Memory>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

const Posterior& compute_posterior(std::span<const Model> kinds, std::span<const std::uint8_t> painted,
                                   const Evidence& evidence, Scratch& scratch) {
    assert(!kinds.empty() && kinds.size() <= max_kinds);
    Scratch::Memory& memory = scratch.memory();
    Posterior& posterior = memory.posterior;
    if (memory.kinds.size() < kinds.size()) memory.kinds.resize(kinds.size());
    posterior.sources.resize(kinds.front().source_count());
    posterior.candidates = 0;

    for (std::size_t k = 0; k < kinds.size(); ++k) {
        KindMemory& kind = memory.kinds[k];
        gather_paint(kinds[k], painted, kind);
        rank_candidates(kinds[k], evidence, kind);
        posterior.candidates = std::max(posterior.candidates, static_cast<std::uint32_t>(kind.candidates.size()) - 1);
        gather_answers(evidence, kind);
        if (kinds[k].parameters.max_sources > 1) gather_overlaps(kinds[k], kind);
        kind.wide = kind.candidates.front().log_weight > greatest_double_evidence;
    }
    const std::span<KindMemory> memories = std::span(memory.kinds).first(kinds.size());
    sum_sets(kinds, memories);
    // Areas are those of the maps as drawn, which all kinds share.
    const KindMemory& first = memory.kinds.front();
    posterior.painted_cm2 = first.painted_cm2;
    posterior.uncovered_cm2 = first.uncovered_cm2;
    fill_source_areas(kinds.front(), first, posterior);
    fill_probabilities(kinds, memories, posterior);
    fill_explanations(kinds, memories, posterior);
    fill_explanation_areas(kinds.front(), first, memory.member_mask, posterior);
    for (KindMemory& kind : memories) forget_drawing(kind);
    return posterior;
}

}  // namespace knotwork::infer
