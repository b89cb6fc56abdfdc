// Fits the few parameters of the inference to simulated people (seed 1; accuracy is reported on another seed).
//
//     FitResult fit = fit_parameters(make_loss(build, persons, threads), start);
//
// One parameter after another is moved along a grid for as long as the mean log score of the marginals improves
// (coordinate descent). The log score is proper (Good 1952): it is best for probabilities that are both sharp and
// right, so ranking and calibration are fitted at once, and no single case can be favoured. Cost: about a hundred
// passes over the people.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "study/evaluate.hpp"

namespace knotwork::study {

struct FitResult {
    std::vector<infer::Parameters> kinds;
    double log_loss = 0;
    std::uint32_t passes = 0;
};

// Mean loss of the people under these parameters, by kind of person; infinite where they make no model.
using Loss = std::function<double(std::span<const infer::Parameters>)>;

// The prior of sets and of the other source is that of the first kind for all of them. `tell` hears of progress.
FitResult fit_parameters(const Loss& loss, std::vector<infer::Parameters> start,
                         const std::function<void(const FitResult&)>& tell = {});

// The losses to be fitted: the shipped models', and the oracle's.
Loss make_loss(const ModelBuilder& build, std::span<const Person> persons, unsigned threads);
Loss make_oracle_loss(const Atlas& atlas, const People& people, const infer::Model& usual,
                      std::span<const Person> persons, OracleKnows knows, unsigned threads);

std::string format_parameters(const infer::Parameters& parameters);

}  // namespace knotwork::study
