// The model a drawing is explained by: maps of what each source makes people paint, how likely each source is before
// anything is painted, and the few numbers that say how faithfully people paint what they feel.
//
//     infer::Maps maps;                        // spans over the caller's arrays
//     maps.point_area_cm2 = areas;  maps.zones = zones;  ...
//     Result<infer::Model> model = infer::compute_model(maps, infer::Parameters{});
//
// A *source* is anything that can cause pain. It has *zones*: patches of skin points, each point covered to some
// degree. A zone is *essential* (felt by nearly everyone whose source is active) or *spillover* (felt by some).
// A *drawing* says of every skin point whether it is painted. This folder knows nothing of muscles or bodies.
//
// The chance of a drawing D, given the set A of active sources
// -----------------------------------------------------------
// A point is left blank with probability (1 - leak) x the product, over the zones felt there, of
// (1 - painted x coverage): noisy-OR (Pearl 1988, Probabilistic Reasoning in Intelligent Systems, 4.3.2).
// The log-likelihood is summed over the skin, each point counting area / effective_area, because neighbouring points
// are not independent evidence. Two ways to say which zones are felt:
//
//   zone_latent  each zone of an active source is felt or not as one event, with probability felt_essential or
//                felt_spillover; the likelihood is the sum over all such outcomes. Two rules make "active" and "felt"
//                mean something that was drawn: an active source has at least one felt zone, and a felt zone has at
//                least one painted point. So a source whose zones are all blank explains nothing and has probability
//                0; and the likelihood of each source is divided by 1 - prod(1 - felt), the chance that it is felt.
//   noisy_or     a source is one field, felt probability x coverage, rounded to a level; no latent events. A source
//   none
//                of whose points is painted has probability 0.
//
// The *other source* stands for everything the maps do not hold: a zone of unknown place, size and shape. It lies
// under the painted points and nowhere else, painted with a probability that takes a few levels (how ragged the
// unknown shape is), and pays for its freedom to lie anywhere by its low prior odds. It competes with the known
// sources and joins them, so the answer can be "something else", or "this, and something else".
//
// People's patterns do not end where the maps do: the borders of the maps are softened before all else (soften.hpp).
//
// People differ: some keep close to the maps, some do not. Each *kind* of person is a model of its own on the same
// sources, with numbers of its own; a drawing is explained by all kinds together, each weighed by how well it accounts
// for the drawing (posterior.hpp).
//
// Prior of a set: product of the odds of its members, times exp(boost) for each coupled pair within it, times
// exp(size_log_weight) by its number of members. Sets have one to max_sources members, the other source counted.
//
// Cost: compute_model is O(entries + 65,536 logarithms), with softening some tens of milliseconds; the Model owns its
// arrays.
// Errors: out_of_range (a parameter or index outside its range), too_large (more zones than a source may have).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace knotwork::infer {

enum class Likelihood : std::uint8_t { noisy_or, zone_latent };

inline constexpr std::size_t other_level_count = 3;
inline constexpr std::uint32_t max_set_size = 3;
inline constexpr std::uint32_t max_zones_per_source = 10;

// Every number of the model that is not a map or a prior. Probabilities lie strictly between 0 and 1. The defaults are
// round starting values; what the engine uses on drawings painted on the skin is fitted_parameters().
struct Parameters {
    Likelihood likelihood = Likelihood::zone_latent;
    double felt_essential = 0.9;     // an essential zone of an active source is felt
    double felt_spillover = 0.35;    // a spillover zone is
    double painted = 0.8;            // a point that a felt zone covers fully is painted; at most 0.999
    double leak = 0.01;              // a point is painted for no reason
    double spread_cm = 2;            // standard deviation of people's own borders about those of the maps
    double effective_area_cm2 = 40;  // skin that counts as one independent observation
    double other_log_odds = -9;      // prior log odds of the other source, with the price of its unknown place
    std::array<double, other_level_count> other_levels{0.2, 0.45, 0.7};  // painted under it; each equally likely
    std::array<double, max_set_size> size_log_weight{0, 0, 0};           // of sets of one, two, three members
    double silent = 0.02;  // an active source that findings speak for left no trace in the drawing; 0 to below 1
    double log_share = 0;  // how common this kind of person is beside the others: log of a weight
    std::uint32_t max_sources = 3;  // members of a set at most, 1 to 3
    // Triples are bounded first; this many with the greatest bounds are then summed exactly (see posterior.hpp).
    std::uint32_t exact_triples = 300;
};

// Those who keep to the maps, and those who do not. Fitted by log score to 1,000 simulated people (src/study, seed 1;
// docs/accuracy.md reports another seed), who paint point by point on an atlas of 216 sources whose priors sum to one
// half. The weights of larger sets undo that sum: people have more often two or three active sources than independent
// priors that low would give.
inline constexpr std::size_t kind_count = 2;
std::array<Parameters, kind_count> fitted_parameters();

// How far a zone covers a point is kept in 16 levels, close together where little coverage tells much: all that zones
// on one point say together is then read from tables that fit the first cache. These are the levels, x 255; other
// values are taken to the nearest (the higher of two).
inline constexpr std::size_t level_count = 16;
inline constexpr std::array<std::uint8_t, level_count> coverage_levels{0,   1,   3,   8,   18,  33,  56,  84,
                                                                       115, 145, 176, 201, 222, 237, 247, 255};

struct Zone {
    std::uint32_t begin, end;  // its points: [begin, end) of zone_points and zone_coverage
    SourceId source;
    bool essential;
};

// Sources a and b go together: a set that holds both has its log prior raised by `boost` (natural log; may be
// negative).
struct Coupling {
    SourceId a, b;
    double boost;
};

// What the caller hands over; only read during compute_model. Where zones of one source share a point, the one with
// the greatest felt probability x softened coverage keeps it (the earlier one if equal).
struct Maps {
    std::span<const float> point_area_cm2;        // by skin point
    std::span<const Zone> zones;                  // in any order
    std::span<const std::uint16_t> zone_points;   // skin points
    std::span<const std::uint8_t> zone_coverage;  // beside zone_points: coverage x 255
    std::span<const double> source_log_odds;      // by source: log(p / (1 - p)) before anything is painted
    std::span<const Coupling> couplings;          // each pair at most once
    // The edges of the skin mesh, for spread_cm: neighbours of point v are [neighbour_begin[v], neighbour_begin[v +
    // 1]). All three may be empty: then the maps are taken as they are.
    std::span<const std::uint32_t> neighbour_begin{};
    std::span<const std::uint16_t> neighbours{};
    std::span<const float> neighbour_cm{};  // length of the edge
};

// The compiled model. Fields are read by compute_posterior; callers need only its size.
struct Model {
    Parameters parameters;

    // By skin point.
    std::vector<double> point_area;          // cm2
    std::vector<std::uint32_t> entry_begin;  // point_count + 1: entries of the point, in rising order of zone
    // By entry (point, zone): the maps turned round, so that a drawing touches only the entries under its paint.
    std::vector<std::uint16_t> entry_zone;
    std::vector<std::uint8_t> entry_level;  // coverage, softened: index of coverage_levels (noisy_or: felt x coverage)
    std::vector<std::uint8_t> entry_drawn;  // of the source's map as drawn, x 255: what areas are counted by

    // By zone; the zones of a source follow each other. In noisy_or each source has one zone, felt with certainty.
    std::vector<std::uint32_t> zone_source;
    std::vector<double> zone_log_felt;    // log p
    std::vector<double> zone_log_unfelt;  // log(1 - p); minus infinity if felt with certainty
    std::vector<double> zone_blank;       // log-likelihood of the zone felt and all its points blank
    std::vector<double> zone_area;        // cm2, weighted with coverage
    std::vector<double> zone_predicted;   // felt probability: the share of zone_area the source predicts

    // By source.
    std::vector<std::uint32_t> source_zone_begin;  // source_count + 1
    std::vector<double> source_log_odds;
    std::vector<double> source_log_unfelt;      // log prod(1 - p) over its zones
    std::vector<double> source_log_can_feel;    // log(1 - prod(1 - p))
    std::vector<double> source_max_boost;       // greatest positive coupling, 0 if none
    std::vector<std::uint32_t> coupling_begin;  // source_count + 1
    std::vector<std::uint32_t> coupling_other;
    std::vector<double> coupling_boost;

    // By level of coverage: log-likelihoods of a painted point, for weight 1. G(k) = log(1 - (1 - leak) k) where k is
    // the product of (1 - painted x coverage) over the zones felt there.
    std::array<double, level_count> keep{};  // 1 - painted x coverage
    std::array<double, level_count> gain{};  // G(k) - G(1)
    std::array<double, level_count>
        gain_over_blank{};  // gain - log k, what painting turns the share of zone_blank into
    // Second and third differences of G, S and T of sets.cpp: what two and three zones on one point say less, or more,
    // than each alone.
    std::vector<double> shared;                          // level x level, never above 0
    std::vector<double> third;                           // level x level x level, never below 0
    double log_all_blank = 0;                            // log-likelihood of nothing active and nothing painted
    double paint_over_blank = 0;                         // what painting a point adds to it, for weight 1
    std::vector<double> other_level, other_share;        // distinct levels of the other source, and how likely
    std::array<double, other_level_count> other_gain{};  // G(1 - level) - G(1)
    // The same between zones and a level of the other source.
    std::array<std::array<double, level_count>, other_level_count> shared_other{};
    std::array<std::vector<double>, other_level_count> third_other;  // level x level

    std::uint32_t point_count() const { return static_cast<std::uint32_t>(point_area.size()); }
    std::uint32_t zone_count() const { return static_cast<std::uint32_t>(zone_source.size()); }
    std::uint32_t source_count() const { return static_cast<std::uint32_t>(source_log_odds.size()); }
};

Result<Model> compute_model(const Maps& maps, const Parameters& parameters);

}  // namespace knotwork::infer
