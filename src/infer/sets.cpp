// Weights of all sets of one, two and three candidates.
//
// Notation. A candidate i has outcomes m (which of its slots are felt; for the other source, which level holds), with
// prior P_i(m). l(m) is the log-likelihood of the drawing under an outcome relative to nothing active, and
// L(i) = sum_m P_i(m) exp(l(m)). Everything is kept relative to the candidates alone: q_i(m) = P_i(m) exp(l(m)) / L(i)
// sums to 1, and a set's likelihood is the product of its members' L times a ratio, all ratios lying in 0..1:
//
//     pair    r_ij  = sum_{m,n}   q_i(m) q_j(n) exp(S(m,n))
//     triple  r_ijk = sum_{m,n,o} q_i(m) q_j(n) q_k(o) exp(S(m,n) + S(m,o) + S(n,o) + T(m,n,o))
//
// S is *shared evidence*: on each painted point, with x = -log of the chance that the felt zones leave it blank, the
// point's log-likelihood is g(x) = log(1 - exp(-x)), x >= -log(1 - leak), and x adds over zones; blank points add and
// share nothing. S and T are second and third differences of g, summed over the painted points the zones have in
// common:
//     S(a,b)   = g(0+a+b) - g(0+a) - g(0+b) + g(0)                   (0 standing for the leak alone)
//     T(a,b,c) = g(0+a+b+c) - g(0+a+b) - g(0+a+c) - g(0+b+c) + g(0+a) + g(0+b) + g(0+c) - g(0).
// g' = 1 / (e^x - 1) > 0 and is completely monotone (it is the sum over n >= 1 of exp(-n x)), so g'' < 0 < g''':
//     S <= 0,    T >= 0,    S(a,b) + T(a,b,c) <= 0   (the last: g(.+c) is concave as well).
//
// Answers. A yes that several sources are signs of is of the same form as a painted point: its log-likelihood is
// weight x g(x), x = -log of the product of (1 - strength). So what answers make of a pair and a triple, relative to
// each alone, are exp of second and third differences S' <= 0 and T' >= 0 of the same kind; they do not depend on which
// zones are felt, and all bounds below hold for S + S' and T + T'. A no is a factor for each source and needs nothing.
//
// Silent sources (posterior.hpp) have one outcome more, in which no slot is felt and nothing is shared.
//
// Bounds, each for every outcome and hence for the sums:
//   (1) r_ij <= 1 and r_ijk <= r_ij: evidence is submodular, adding a candidate multiplies a set's likelihood by at
//   most
//       its own L. This is what rank_candidates drops by.
//   (2) Star. S(n,o) + T(m,n,o) <= 0, so r_ijk <= sum_m q_i(m) f_j(m) f_k(m), with f_j(m) = sum_n q_j(n) exp(S(m,n))
//       the likelihood of j given the outcome m of i. Likewise with j or k at the centre. It is the exact value when
//       the two leaves share no painted point.
//   (3) Cauchy and Schwarz on (2): r_ijk <= R_ij R_ik, R_ij = sqrt(sum_m q_i(m) f_j(m)^2). One multiplication a triple.
//
// Every triple is bounded by (3), taking the least over the three centres. If that times the members' weights is below
// `scan_cut` of the total so far, the triple is left out. The others get the star (2) with the leaves whose overlap
// matters least (the greatest pair ratio). A triple still above the cut is summed exactly, greatest bounds first, up to
// Parameters::exact_triples; what remains is guessed: its bound, times the mean ratio of exact value to bound of those.
// Where several kinds of people explain a drawing, one whose sets of one and two weigh little is first given less care:
// the cut is divided by it, and the number of triples multiplied.
//
// Error. Let K be the weight of all sets summed exactly, and B the sum of the bounds of all others: each of those
// weighs between 0 and its bound, and is counted as something between. For any event of exact weight a (outside: c = K
// - a) and bounded weight at most B_in inside and B_out outside, its probability lies between a / (K + B_out) and (a +
// B_in) / (K + B_in), and so does the one reported. The width of that interval is
//     (c / K) B_in / (K + B_in) + (a / K) B_out / (K + B_out)  <=  B / (K + B),
// which is Posterior::unresolved. Dropped candidates add to B by (1): sets that hold them weigh at most `dropped` times
// all others and the empty set.
#include <algorithm>
#include <bit>
#include <cmath>

#include "infer/grid.hpp"
#include "infer/memory.hpp"

namespace knotwork::infer {
namespace {

// Triples below this share of the total weight of all sets of one and two are left out.
constexpr double scan_cut = 1e-7;

constexpr double equal_within = 1e-9;

constexpr std::uint32_t no_longer_pending = 0xFFFFFFFFu;

template <class Real>
class SetSum {
  public:
    SetSum(const Model& model, KindMemory& memory, SetTables<Real>& tables)
        : model_(model),
          memory_(memory),
          t_(tables),
          count_(static_cast<std::uint32_t>(memory.candidates.size())),
          slots_(memory.slots.size()) {
        for (std::size_t k = 0; k < max_set_size; ++k)
            size_factor_[k] = std::exp(static_cast<Real>(model.parameters.size_log_weight[k]));
    }

    void sum_singles_and_pairs() {
        t_.sets.clear();
        t_.total = t_.guessed = 0;
        fill_alone();
        add_singles();
        if (model_.parameters.max_sources >= 2) {
            fill_together();
            fill_boosts();
            fill_answers();
            fill_given();
            add_pairs();
        }
        t_.smaller_sets = t_.sets.size();
        t_.smaller_total = t_.total;
    }

    void sum_triples(double care) {
        t_.sets.resize(t_.smaller_sets);
        t_.total = t_.smaller_total;
        t_.bounded = t_.guessed = 0;
        t_.exact_triples = 0;
        // With nothing painted every source is a candidate, and three of them are more than the time allows.
        if (model_.parameters.max_sources >= 3 && !memory_.painted_point.empty()) add_triples(care);
        add_up();
        const Real dropped = static_cast<Real>(memory_.dropped);
        const Real empty = size_factor_[0] / t_.odds.front();
        t_.bounded += dropped * (t_.total + t_.bounded + empty) / (1 - std::min(dropped, Real(0.5)));
    }

  private:
    bool is_other(std::uint32_t c) const { return memory_.candidates[c].source == model_.source_count(); }
    std::uint32_t outcomes(std::uint32_t c) const { return t_.outcome_begin[c + 1] - t_.outcome_begin[c]; }
    std::size_t at(std::uint32_t i, std::uint32_t j) const { return std::size_t{i} * count_ + j; }

    // Outcomes of each candidate alone. Outcome m of a source is the set of slots with the bits of m + 1, and one more
    // if it may be silent; outcome m of the other source is its level m.
    void fill_alone() {
        t_.odds.resize(count_);
        t_.relative.resize(count_);
        t_.felt_share.resize(count_);
        t_.outcome_begin.resize(count_ + 1);
        t_.outcome.clear();
        t_.outcome_begin[0] = 0;
        const auto top = static_cast<Real>(memory_.candidates.front().log_weight);
        for (std::uint32_t c = 0; c < count_; ++c) {
            const Candidate& candidate = memory_.candidates[c];
            const auto log_weight = static_cast<Real>(candidate.log_weight);
            t_.odds[c] = std::exp(log_weight);
            t_.relative[c] = std::exp(log_weight - top);
            const Slot* const slot = &memory_.slots[candidate.slot_begin];
            const std::uint32_t n = candidate.slot_count();
            if (is_other(c)) {
                t_.felt_share[c] = 1;
                for (std::uint32_t l = 0; l < n; ++l) t_.outcome.push_back(static_cast<Real>(slot[l].felt));
            } else {
                Real felt = 0, unfelt = 1;
                for (std::uint32_t z = 0; z < n; ++z) {
                    felt += unfelt * static_cast<Real>(slot[z].felt);
                    unfelt *= static_cast<Real>(slot[z].unfelt);
                }
                t_.felt_share[c] = felt;
                for (std::uint32_t mask = 1; mask < (1u << n); ++mask) {
                    Real p = (1 - static_cast<Real>(candidate.silent)) / felt;
                    for (std::uint32_t z = 0; z < n; ++z)
                        p *= static_cast<Real>((mask >> z) & 1 ? slot[z].felt : slot[z].unfelt);
                    t_.outcome.push_back(p);
                }
                if (candidate.silent > 0) t_.outcome.push_back(static_cast<Real>(candidate.silent));
            }
            t_.outcome_begin[c + 1] = static_cast<std::uint32_t>(t_.outcome.size());
        }
    }

    void fill_together() {
        t_.together.resize(slots_ * slots_);
        for (std::size_t a = 0; a < slots_; ++a)
            for (std::size_t b = a; b < slots_; ++b) {
                const double shared = memory_.shared[a * slots_ + b];
                t_.together[a * slots_ + b] = t_.together[b * slots_ + a] =
                    shared == 0 ? Real{1} : std::exp(static_cast<Real>(shared));
            }
    }

    void fill_boosts() {
        t_.boost.assign(std::size_t{count_} * count_, 1);
        t_.max_boost = 1;
        for (std::uint32_t i = 0; i < count_; ++i) memory_.candidate_of[memory_.candidates[i].source] = i;
        for (std::uint32_t i = 0; i < count_; ++i) {
            if (is_other(i)) continue;
            const std::uint32_t source = memory_.candidates[i].source;
            for (std::uint32_t c = model_.coupling_begin[source]; c < model_.coupling_begin[source + 1]; ++c) {
                const std::uint32_t j = memory_.candidate_of[model_.coupling_other[c]];
                if (j == KindMemory::no_slot) continue;
                t_.boost[at(i, j)] = std::exp(static_cast<Real>(model_.coupling_boost[c]));
                t_.max_boost = std::max(t_.max_boost, t_.boost[at(i, j)]);
            }
        }
        for (std::uint32_t i = 0; i < count_; ++i)
            memory_.candidate_of[memory_.candidates[i].source] = KindMemory::no_slot;
    }

    // Product, over the felt slots of each outcome of candidate c, of `factor(slot)`; out[m] for outcome m.
    template <class Factor>
    void over_outcomes(std::uint32_t c, const Factor& factor, Real* out) const {
        const Candidate& candidate = memory_.candidates[c];
        const std::uint32_t n = candidate.slot_count();
        if (is_other(c)) {
            for (std::uint32_t l = 0; l < n; ++l) out[l] = factor(candidate.slot_begin + l);
            return;
        }
        for (std::uint32_t z = 0; z < n; ++z) {
            const Real f = factor(candidate.slot_begin + z);
            const std::uint32_t bit = 1u << z;  // outcomes bit-1 .. 2 bit-2 are those whose highest slot is z
            out[bit - 1] = f;
            for (std::uint32_t m = 1; m < bit; ++m) out[bit - 1 + m] = out[m - 1] * f;
        }
        if (candidate.silent > 0) out[(1u << n) - 1] = 1;
    }

    // Likelihood of each candidate given each outcome of another, relative to alone: f of the header.
    void fill_given() {
        t_.given.resize(std::size_t{t_.outcome_begin[count_]} * count_);
        t_.overlap_ratio.resize(std::size_t{count_} * count_);
        t_.spread.resize(std::size_t{count_} * count_);
        t_.spread_turned.resize(std::size_t{count_} * count_);
        for (std::uint32_t i = 0; i < count_; ++i)
            for (std::uint32_t j = 0; j < count_; ++j)
                if (i != j) fill_given(i, j);
        // One ratio a pair, taken from the better ranked, so that it reads the same from both sides.
        for (std::uint32_t i = 0; i < count_; ++i)
            for (std::uint32_t j = 0; j < i; ++j) t_.overlap_ratio[at(i, j)] = t_.overlap_ratio[at(j, i)];
    }

    // What answers make of every pair of candidates, exp S', and of three beyond their pairs, exp T'.
    void fill_answers() {
        t_.answers_ratio.assign(std::size_t{count_} * count_, 1);
        if (memory_.answers.empty()) return;
        const std::size_t answers = memory_.answers.size();
        for (std::uint32_t i = 0; i < count_; ++i)
            for (std::uint32_t j = i + 1; j < count_; ++j) {
                Real ratio = 1;
                over_answers(std::array{i, j}, [&](std::size_t a) {
                    const double x = memory_.keep[i * answers + a], y = memory_.keep[j * answers + a];
                    const auto yes = [&](double keep) { return 1 - (1 - memory_.answers[a].leak) * keep; };
                    const double s = yes(x * y) * yes(1) / (yes(x) * yes(y));
                    ratio *= static_cast<Real>(raised(s, memory_.answers[a].weight));
                });
                t_.answers_ratio[at(i, j)] = t_.answers_ratio[at(j, i)] = ratio;
            }
    }

    Real answers_of_three(std::uint32_t i, std::uint32_t j, std::uint32_t k) const {
        const std::size_t answers = memory_.answers.size();
        Real ratio = 1;
        over_answers(std::array{i, j, k}, [&](std::size_t a) {
            const double x = memory_.keep[i * answers + a], y = memory_.keep[j * answers + a],
                         z = memory_.keep[k * answers + a];
            const auto yes = [&](double keep) { return 1 - (1 - memory_.answers[a].leak) * keep; };
            const double t =
                yes(x * y * z) * yes(x) * yes(y) * yes(z) / (yes(x * y) * yes(x * z) * yes(y * z) * yes(1));
            ratio *= static_cast<Real>(raised(t, memory_.answers[a].weight));
        });
        return ratio;
    }

    static double raised(double x, double weight) { return weight == 1 ? x : std::pow(x, weight); }

    void fill_given(std::uint32_t i, std::uint32_t j) {
        const std::uint32_t n = outcomes(i);
        Real* const given = &t_.given[std::size_t{t_.outcome_begin[i]} * count_ + std::size_t{j} * n];
        if (memory_.overlaps[at(i, j)] == 0) {
            std::fill(given, given + n, Real{1});
            t_.overlap_ratio[at(i, j)] = t_.spread[at(i, j)] = t_.spread_turned[at(j, i)] = 1;
            return;
        }
        t_.product.resize(n);
        const Candidate& leaf = memory_.candidates[j];
        std::fill(given, given + n, Real{0});
        Real unfelt = 1;
        for (std::uint32_t z = leaf.slot_begin; z < leaf.slot_end; ++z) {
            const Real* const together = &t_.together[z * slots_];
            over_outcomes(
                i, [&](std::uint32_t slot) { return together[slot]; }, t_.product.data());
            const Real felt = static_cast<Real>(memory_.slots[z].felt);
            if (is_other(j)) {
                for (std::uint32_t m = 0; m < n; ++m) given[m] += felt * t_.product[m];
                continue;
            }
            // given = chance that some slot up to z is felt; unfelt = chance that none before z is.
            const Real not_felt = static_cast<Real>(memory_.slots[z].unfelt);
            for (std::uint32_t m = 0; m < n; ++m) {
                const Real here = felt * t_.product[m];
                given[m] = given[m] * (not_felt + here) + unfelt * here;
            }
            unfelt *= not_felt;
        }
        const auto silent = static_cast<Real>(leaf.silent);
        const Real scale = leaf.slot_count() > 0 ? (1 - silent) / t_.felt_share[j] : Real{0};
        const Real answers = t_.answers_ratio[at(i, j)];
        const Real* const outcome = &t_.outcome[t_.outcome_begin[i]];
        Real mean = 0, square = 0;
        for (std::uint32_t m = 0; m < n; ++m) {
            given[m] = std::min(Real{1}, given[m] * scale + silent) * answers;
            mean += outcome[m] * given[m];
            square += outcome[m] * given[m] * given[m];
        }
        t_.overlap_ratio[at(i, j)] = mean;
        t_.spread[at(i, j)] = t_.spread_turned[at(j, i)] = std::sqrt(square);
    }

    const Real* given(std::uint32_t i, std::uint32_t j) const {
        return &t_.given[std::size_t{t_.outcome_begin[i]} * count_ + std::size_t{j} * outcomes(i)];
    }

    void add_singles() {
        for (std::uint32_t i = 0; i < count_; ++i) add({t_.relative[i] * size_factor_[0], {i, 0, 0}, 1});
    }

    void add_pairs() {
        for (std::uint32_t i = 0; i < count_; ++i)
            for (std::uint32_t j = i + 1; j < count_; ++j)
                add({t_.relative[i] * t_.odds[j] * size_factor_[1] * t_.boost[at(i, j)] * t_.overlap_ratio[at(i, j)],
                     {i, j, 0},
                     2});
    }

    void add(const WeightedSet<Real>& set) {
        t_.sets.push_back(set);
        t_.total += set.weight;
    }

    void add_triples(double care) {
        const Real cut = t_.total * static_cast<Real>(scan_cut / care);
        t_.reach.resize(count_);
        t_.row.resize(count_);
        t_.pending.clear();
        // The most that a third candidate can multiply a pair with i by, by bound (3) with i at the centre.
        for (std::uint32_t i = 0; i < count_; ++i) {
            t_.reach[i] = 0;
            for (std::uint32_t k = 0; k < count_; ++k)
                if (k != i) t_.reach[i] = std::max(t_.reach[i], t_.odds[k] * t_.boost[at(i, k)] * t_.spread[at(i, k)]);
        }
        for (std::uint32_t i = 0; i < count_; ++i)
            for (std::uint32_t j = i + 1; j + 1 < count_; ++j) scan_row(i, j, cut);
        sum_pending(static_cast<std::size_t>(std::ceil(care * model_.parameters.exact_triples)));
    }

    // Triples i < j < k for all k.
    void scan_row(std::uint32_t i, std::uint32_t j, Real cut) {
        const Real pair = t_.relative[i] * t_.odds[j] * size_factor_[2] * t_.boost[at(i, j)];
        const Real spread_ij = t_.spread[at(i, j)], spread_ji = t_.spread[at(j, i)];
        const Real row_bound =
            pair * t_.max_boost * std::min(spread_ij * t_.reach[i], spread_ji * t_.reach[j]) * Real(count_ - 1 - j);
        if (row_bound < cut) {
            t_.bounded += row_bound;
            return;
        }
        const Real* const boost_i = &t_.boost[at(i, 0)];
        const Real* const boost_j = &t_.boost[at(j, 0)];
        const Real* const spread_i = &t_.spread[at(i, 0)];
        const Real* const spread_j = &t_.spread[at(j, 0)];
        const Real* const to_i = &t_.spread_turned[at(i, 0)];
        const Real* const to_j = &t_.spread_turned[at(j, 0)];
        const Real* const odds = t_.odds.data();
        Real* const __restrict row = t_.row.data();
        for (std::uint32_t k = j + 1; k < count_; ++k)
            row[k] = pair * odds[k] * boost_i[k] * boost_j[k] *
                     std::min(std::min(spread_ij * spread_i[k], spread_ji * spread_j[k]), to_i[k] * to_j[k]);
        Real left_out = 0;
        for (std::uint32_t k = j + 1; k < count_; ++k) {
            if (row[k] < cut)
                left_out += row[k];
            else
                add_star(i, j, k, pair * odds[k] * boost_i[k] * boost_j[k], cut);
        }
        t_.bounded += left_out;
    }

    // Bound (2), the least of the three centres; exact if its leaves share no paint.
    void add_star(std::uint32_t i, std::uint32_t j, std::uint32_t k, Real alone, Real cut) {
        if (memory_.overlaps[at(j, k)] == 0) return add_exact(alone * star(i, j, k), i, j, k);
        if (memory_.overlaps[at(i, k)] == 0) return add_exact(alone * star(j, i, k), i, j, k);
        if (memory_.overlaps[at(i, j)] == 0) return add_exact(alone * star(k, i, j), i, j, k);
        const Real weight = alone * std::min({star(i, j, k), star(j, i, k), star(k, i, j)});
        if (weight < cut) {
            t_.bounded += weight;
        } else {
            t_.pending.push_back(static_cast<std::uint32_t>(t_.sets.size()));
            t_.sets.push_back({weight, {i, j, k}, 3});
        }
    }

    void add_exact(Real weight, std::uint32_t i, std::uint32_t j, std::uint32_t k) {
        add({weight, {i, j, k}, 3});
        ++t_.exact_triples;
    }

    Real star(std::uint32_t centre, std::uint32_t a, std::uint32_t b) const {
        const Real* const outcome = &t_.outcome[t_.outcome_begin[centre]];
        const Real* const given_a = given(centre, a);
        const Real* const given_b = given(centre, b);
        Real ratio = 0;
        for (std::uint32_t m = 0; m < outcomes(centre); ++m) ratio += outcome[m] * given_a[m] * given_b[m];
        return ratio;
    }

    void sum_pending(std::size_t budget) {
        // The weight that `budget` of them reach. Equal weights are treated alike, and weights
        // of mirror images, or of the same set on another platform, may differ in their last bits.
        Real threshold = 0;
        if (t_.pending.size() > budget) {
            t_.order.clear();
            for (const std::uint32_t s : t_.pending) t_.order.push_back(t_.sets[s].weight);
            std::nth_element(t_.order.begin(), t_.order.begin() + static_cast<std::ptrdiff_t>(budget), t_.order.end(),
                             std::greater<>());
            threshold = t_.order[budget] * (1 + static_cast<Real>(equal_within));
        }
        Real exact = 0, their_bounds = 0, left = 0;
        const auto is_summed = [&](const WeightedSet<Real>& set) {
            return t_.pending.size() <= budget || set.weight > threshold;
        };
        for (const std::uint32_t s : t_.pending) left += is_summed(t_.sets[s]) ? 0 : t_.sets[s].weight;
        for (std::uint32_t& s : t_.pending) {
            WeightedSet<Real>& set = t_.sets[s];
            if (!is_summed(set)) continue;
            const auto [i, j, k] = set.members;
            their_bounds += set.weight;
            set.weight = t_.relative[i] * t_.odds[j] * t_.odds[k] * size_factor_[2] * t_.boost[at(i, j)] *
                         t_.boost[at(i, k)] * t_.boost[at(j, k)] * triple_ratio(i, j, k);
            exact += set.weight;
            t_.total += set.weight;
            ++t_.exact_triples;
            s = no_longer_pending;
        }
        // The rest fall short of their bounds about as much as these do.
        const Real shortfall = their_bounds > 0 ? std::min(Real{1}, exact / their_bounds) : Real{1};
        for (const std::uint32_t s : t_.pending)
            if (s != no_longer_pending) t_.sets[s].weight *= shortfall;
        t_.bounded += left;
        t_.guessed += left * shortfall;
    }

    // r_ijk of the header, exactly: outcomes of two of the candidates, and for each the likelihood of the third.
    Real triple_ratio(std::uint32_t i, std::uint32_t j, std::uint32_t k) {
        if (is_other(j)) std::swap(i, j);  // only the first may be the other source
        if (is_other(k)) std::swap(i, k);
        // The outcomes of the third are summed as they come, those of the others one by one: it should have the most.
        if (!is_other(i) && memory_.candidates[i].slot_count() > memory_.candidates[k].slot_count()) std::swap(i, k);
        if (memory_.candidates[j].slot_count() > memory_.candidates[k].slot_count()) std::swap(j, k);
        const Candidate& third = memory_.candidates[k];
        const Candidate& second = memory_.candidates[j];
        const std::uint32_t slots_j = second.slot_count(), slots_k = third.slot_count();
        const std::uint32_t outcomes_i = outcomes(i), outcomes_j = outcomes(j);
        const auto silent = static_cast<Real>(third.silent);
        const bool all_share =
            memory_.overlaps[at(i, j)] != 0 && memory_.overlaps[at(i, k)] != 0 && memory_.overlaps[at(j, k)] != 0;

        const auto shared_by_all = [&](std::uint32_t x, std::uint32_t y, std::uint32_t z) {
            if (!all_share) return Real{1};
            return is_other(i) ? third_difference_with_level(x, y, z) : third_difference(x, y, z);
        };

        // For outcome m of i, with z a slot of k: product[z][m] = exp S(m, z), and with y a slot of j as well,
        // product_pair[y][z][m] = exp(S(y, z) + T(m, y, z)).
        t_.product.resize(std::size_t{slots_k} * outcomes_i);
        for (std::uint32_t z = 0; z < slots_k; ++z) {
            const Real* const together = &t_.together[(third.slot_begin + z) * slots_];
            over_outcomes(
                i, [&](std::uint32_t slot) { return together[slot]; }, &t_.product[z * outcomes_i]);
        }
        t_.product_pair.resize(std::size_t{slots_j} * slots_k * outcomes_i);
        for (std::uint32_t y = 0; y < slots_j; ++y)
            for (std::uint32_t z = 0; z < slots_k; ++z) {
                const std::uint32_t slot_y = second.slot_begin + y, slot_z = third.slot_begin + z;
                const Real shared = t_.together[slot_y * slots_ + slot_z];
                Real* const out = &t_.product_pair[(std::size_t{y} * slots_k + z) * outcomes_i];
                over_outcomes(
                    i, [&](std::uint32_t slot_x) { return shared_by_all(slot_x, slot_y, slot_z); }, out);
                for (std::uint32_t m = 0; m < outcomes_i; ++m) out[m] *= shared;
            }

        const Real* const outcome_i = &t_.outcome[t_.outcome_begin[i]];
        const Real* const outcome_j = &t_.outcome[t_.outcome_begin[j]];
        t_.leaf.resize(std::size_t{outcomes_j} * (slots_k + 1));
        Real ratio = 0;
        for (std::uint32_t m = 0; m < outcomes_i; ++m) {
            // exp S(m, n) for each outcome n of j; then what each slot of k is worth beside m and n.
            const auto slots_of_i = [&](std::uint32_t y) {
                Real product = 1;
                const Candidate& first = memory_.candidates[i];
                for (std::uint32_t x = 0; x < first.slot_count(); ++x)
                    if (is_other(i) ? x == m : ((m + 1) >> x) & 1)
                        product *= t_.together[(first.slot_begin + x) * slots_ + y];
                return product;
            };
            over_outcomes(j, slots_of_i, t_.leaf.data());
            for (std::uint32_t z = 0; z < slots_k; ++z)
                over_outcomes(
                    j,
                    [&](std::uint32_t y) {
                        return t_.product_pair[(std::size_t{y - second.slot_begin} * slots_k + z) * outcomes_i + m];
                    },
                    &t_.leaf[std::size_t{outcomes_j} * (z + 1)]);
            for (std::uint32_t n = 0; n < outcomes_j; ++n) {
                Real some = 0, none = 1;
                for (std::uint32_t z = 0; z < slots_k; ++z) {
                    const Slot& slot = memory_.slots[third.slot_begin + z];
                    const Real here = static_cast<Real>(slot.felt) * t_.product[z * outcomes_i + m] *
                                      t_.leaf[std::size_t{outcomes_j} * (z + 1) + n];
                    some = some * (static_cast<Real>(slot.unfelt) + here) + none * here;
                    none *= static_cast<Real>(slot.unfelt);
                }
                const Real drawn = slots_k > 0 ? some * (1 - silent) / t_.felt_share[k] : Real{0};
                ratio += outcome_i[m] * outcome_j[n] * t_.leaf[n] * (drawn + silent);
            }
        }
        return ratio * t_.answers_ratio[at(i, j)] * t_.answers_ratio[at(i, k)] * t_.answers_ratio[at(j, k)] *
               answers_of_three(i, j, k);
    }

    // Calls visit(answer) for each that all these candidates are signs of.
    template <class Visit>
    void over_answers(std::span<const std::uint32_t> candidates, const Visit& visit) const {
        for (std::size_t w = 0; w < memory_.answer_words; ++w) {
            std::uint64_t bits = ~std::uint64_t{0};
            for (const std::uint32_t c : candidates) bits &= memory_.answer_bits[c * memory_.answer_words + w];
            for (; bits != 0; bits &= bits - 1) visit(w * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
        }
    }

    template <class Visit>
    void over_common_points(std::span<const std::uint32_t> zones, const Visit& visit) const {
        for (std::size_t w = 0; w < memory_.words; ++w) {
            std::uint64_t bits = ~std::uint64_t{0};
            for (const std::uint32_t z : zones) bits &= memory_.slot_points[z * memory_.words + w];
            for (; bits != 0; bits &= bits - 1) visit(w * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
        }
    }

    // exp T of three zones.
    Real third_difference(std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
        const std::size_t painted = memory_.painted_point.size();
        const std::uint8_t* const level_a = &memory_.slot_level[a * painted];
        const std::uint8_t* const level_b = &memory_.slot_level[b * painted];
        const std::uint8_t* const level_c = &memory_.slot_level[c * painted];
        double sum = 0;
        over_common_points(std::array{a, b, c}, [&](std::size_t p) {
            const std::size_t levels = (level_a[p] * level_count + level_b[p]) * level_count + level_c[p];
            sum += on_grid(memory_.painted_weight[p] * model_.third[levels]);
        });
        return std::exp(static_cast<Real>(sum));
    }

    // exp T of a level of the other source, which lies under all the paint, and two zones.
    Real third_difference_with_level(std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
        const std::size_t painted = memory_.painted_point.size();
        const std::vector<double>& third = model_.third_other[memory_.slots[a].zone];
        double sum = 0;
        over_common_points(std::array{b, c}, [&](std::size_t p) {
            const std::size_t levels =
                memory_.slot_level[b * painted + p] * level_count + memory_.slot_level[c * painted + p];
            sum += on_grid(memory_.painted_weight[p] * third[levels]);
        });
        return std::exp(static_cast<Real>(sum));
    }

    void add_up() {
        t_.mass.assign(count_, 0);
        for (const WeightedSet<Real>& set : t_.sets)
            for (std::uint32_t m = 0; m < set.size; ++m) t_.mass[set.members[m]] += set.weight;
    }

    const Model& model_;
    KindMemory& memory_;
    SetTables<Real>& t_;
    std::uint32_t count_;
    std::size_t slots_;
    std::array<Real, max_set_size> size_factor_{};
};

}  // namespace

template <class Real>
void sum_singles_and_pairs(const Model& model, KindMemory& memory, SetTables<Real>& tables) {
    SetSum<Real>(model, memory, tables).sum_singles_and_pairs();
}

template <class Real>
void sum_triples(const Model& model, KindMemory& memory, SetTables<Real>& tables, double care) {
    SetSum<Real>(model, memory, tables).sum_triples(care);
}

template void sum_singles_and_pairs<double>(const Model&, KindMemory&, SetTables<double>&);
template void sum_singles_and_pairs<long double>(const Model&, KindMemory&, SetTables<long double>&);
template void sum_triples<double>(const Model&, KindMemory&, SetTables<double>&, double);
template void sum_triples<long double>(const Model&, KindMemory&, SetTables<long double>&, double);

}  // namespace knotwork::infer
