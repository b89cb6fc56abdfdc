// How good the inference is, measured on simulated people; the source of docs/accuracy.md.
//
//     ModelBuilder build = [&](std::span<const infer::Parameters> kinds) { return build_models(atlas, kinds); };
//     Result<Accuracy> accuracy = evaluate(atlas, build, {.seed = 2, .people = 4000, .threads = 2});
//     fmt::print("{}", render_accuracy_page(*accuracy));        // accuracy_page.hpp
//
// The result depends on atlas, seed and numbers of people alone, not on the number of threads.
// Cost: some 20 ms a person, half a second for each of the oracle's. Errors: those of the model builder.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "infer/posterior.hpp"
#include "study/people.hpp"

namespace knotwork::study {

// The models of the atlas with these parameters, one for each kind of person. Source `i` of a model is source `i` of
// the atlas.
using ModelBuilder = std::function<Result<std::vector<infer::Model>>(std::span<const infer::Parameters>)>;

struct EvaluateOptions {
    std::uint64_t seed = 2;  // the parameters were fitted on seed 1, see fit.hpp
    std::uint32_t people = 4000;
    std::uint32_t oracle_people = 600;    // the first of them
    std::uint32_t variant_people = 1000;  // for each variant
    unsigned threads = 1;
};

// People by how many known sources are active in them: 0 (only something unmapped) to 3.
inline constexpr std::size_t group_count = 4;
inline constexpr std::array<double, 3> redraw_targets{0.8, 0.6, 0.4};
inline constexpr double sure = 0.5;

struct Hits {
    std::uint32_t people = 0;
    std::uint32_t top1 = 0;             // the first-ranked source is active (group 0: the other source outranks all)
    std::uint32_t top3 = 0;             // one of the first three is
    double found3 = 0;                  // share of the active sources among the first three, summed over people
    std::uint32_t muscle_and_side = 0;  // the first-ranked source is of an active muscle, on the right side
    std::uint32_t muscle = 0;           // ..., on either side
    std::array<std::uint32_t, 3> redrawn{}, same_first{}, same_muscle{};  // by redraw target
    // The same where the first-ranked source was given `sure` or more.
    std::array<std::uint32_t, 3> sure_redrawn{}, sure_same_first{};
};

// Forecast against fact, in ten bins of probability.
struct Reliability {
    struct Bin {
        std::uint32_t count = 0;
        double forecast = 0, fact = 0;  // sums
    };
    std::array<Bin, 10> bins{};

    void add(double forecast, bool fact);
    void add(const Reliability& other);
    // Expected calibration error: mean over forecasts of |mean forecast - share that came true| of their bin.
    double error() const;
    std::uint32_t count() const;
};

struct MethodResult {
    std::string name;
    bool probabilistic = false;
    std::array<Hits, group_count> groups{};
    Reliability first;    // probability of the first-ranked source
    Reliability listed;   // of every source of at least 0.001, as a trace lists them
    Reliability other;    // of the other source
    double log_loss = 0;  // mean over people of the summed logarithmic score of all sources
    double other_when_unmapped = 0, other_when_mapped = 0;  // mean probability of the other source
};

// How the main figures move if people keep more or less closely to the maps than assumed; nothing is fitted anew.
struct Variant {
    double looseness = 1;  // factor on every displacement, dilation, wobble and share of atypical people
    std::uint32_t people = 0;
    double map_agreement = 0;   // see Accuracy
    double top1 = 0, top3 = 0;  // shares of the people with a known source
    double best_baseline_top1 = 0, best_baseline_top3 = 0;
    double first_error = 0, listed_error = 0;  // calibration
    double same_first = 0;                     // after a redraw at Jaccard 0.6
};

struct Accuracy {
    std::string atlas;
    EvaluateOptions options;
    std::vector<infer::Parameters> parameters;  // by kind of person
    std::uint32_t sources = 0, twins = 0;       // sources; those whose map is nearly that of another (cosine above 0.9)
    double map_agreement = 0;  // mean Jaccard index between a drawing of one source and its essential map
    double drawing_cm2 = 0;    // median
    std::array<double, 3> redraw_agreement{};          // mean Jaccard index reached
    double worst_unresolved = 0, mean_unresolved = 0;  // the bound, over all people
    double worst_error = 0, mean_error = 0;            // against all sets summed exactly, the oracle's people
    std::vector<MethodResult> methods;                 // Knotwork first; all people
    std::vector<Variant> variants;
    std::vector<MethodResult> oracle_methods;  // both oracles, then Knotwork, on the oracles' people
};

Result<Accuracy> evaluate(const Atlas& atlas, const ModelBuilder& build, const EvaluateOptions& options);

// What an oracle is told of a person: the parameters of the person (how the pattern as a whole is displaced and
// dilated, how surely zones are felt, how the person paints), or beside these where every single zone of theirs lies.
enum class OracleKnows { person, zones };

// The parameters of the noisy-OR likelihood, fitted as those of the shipped one were. See
// docs/decisions/0001-likelihood.md.
infer::Parameters noisy_or_parameters();
// Those of the oracle, which knows each person's own zones: the chance that a point is painted is in its maps already.
infer::Parameters oracle_parameters(OracleKnows knows);
// The oracle's model of one person.
Result<infer::Model> build_oracle_model(const Atlas& atlas, const People& people, const Person& person,
                                        const infer::Model& usual, infer::Parameters parameters, OracleKnows knows);

// Mean over people of minus the summed log score of the marginals of all sources and the other source.
double compute_log_loss(std::span<const infer::Model> kinds, std::span<const Person> persons, unsigned threads);

// Runs task(index, thread) for every index below count; thread numbers run from 0.
void run_parallel(std::uint32_t count, unsigned threads,
                  const std::function<void(std::uint32_t index, unsigned thread)>& task);

}  // namespace knotwork::study
