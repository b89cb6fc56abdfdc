#include "study/fit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace knotwork::study {
namespace {

using infer::Parameters;

double logit(double p) { return std::log(p / (1 - p)); }
double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// One way to move: `step` up or down, in the natural scale of the parameter.
struct Move {
    double step;
    std::function<void(Parameters&, double)> apply;
};

Move probability(double Parameters::*which, double step) {
    return {step, [which](Parameters& p, double by) { p.*which = sigmoid(logit(p.*which) + by); }};
}

std::vector<Move> make_moves(const Parameters& start) {
    std::vector<Move> moves{
        {0.25, [](Parameters& p, double by) { p.effective_area_cm2 *= std::exp(by); }},
        {0.15, [](Parameters& p, double by) { p.spread_cm *= std::exp(by); }},
        probability(&Parameters::painted, 0.3),
        probability(&Parameters::leak, 0.4),
        probability(&Parameters::felt_essential, 0.3),
        probability(&Parameters::felt_spillover, 0.3),
        {0.5, [](Parameters& p, double by) { p.other_log_odds += by; }},
        {0.3, [](Parameters& p, double by) { p.size_log_weight[1] += by; }},
        {0.3, [](Parameters& p, double by) { p.size_log_weight[2] += by; }},
    };
    for (std::size_t l = 0; l < start.other_levels.size(); ++l)
        moves.push_back(
            {0.3, [l](Parameters& p, double by) { p.other_levels[l] = sigmoid(logit(p.other_levels[l]) + by); }});
    return moves;
}

}  // namespace

FitResult fit_parameters(const Loss& loss, const Parameters& start) {
    FitResult best{start, loss(start), 1};
    for (double scale = 2; scale > 0.3; scale /= 2) {
        bool improved = true;
        while (improved) {
            improved = false;
            for (const Move& move : make_moves(start))
                for (const double direction : {1.0, -1.0})
                    while (true) {
                        Parameters tried = best.parameters;
                        move.apply(tried, direction * scale * move.step);
                        const double there = loss(tried);
                        ++best.passes;
                        if (!(there < best.log_loss - 1e-5)) break;
                        best.parameters = tried;
                        best.log_loss = there;
                        improved = true;
                    }
        }
    }
    return best;
}

Loss make_loss(const ModelBuilder& build, std::span<const Person> persons, unsigned threads) {
    return [build, persons, threads](const Parameters& parameters) {
        const Result<infer::Model> model = build(parameters);
        return model ? compute_log_loss(*model, persons, threads) : std::numeric_limits<double>::infinity();
    };
}

Loss make_oracle_loss(const Atlas& atlas, const People& people, const infer::Model& usual,
                      std::span<const Person> persons, OracleKnows knows, unsigned threads) {
    return [&atlas, &people, &usual, persons, knows, threads](const Parameters& parameters) {
        std::vector<double> loss(persons.size(), 0);
        run_parallel(static_cast<std::uint32_t>(persons.size()), threads, [&](std::uint32_t p, unsigned) {
            const auto model = build_oracle_model(atlas, people, persons[p], usual, parameters, knows);
            loss[p] =
                model ? compute_log_loss(*model, persons.subspan(p, 1), 1) : std::numeric_limits<double>::infinity();
        });
        return std::accumulate(loss.begin(), loss.end(), 0.0) /
               static_cast<double>(std::max<std::size_t>(1, loss.size()));
    };
}

std::string format_parameters(const Parameters& p) {
    return fmt::format(
        "felt_essential {:.4f}, felt_spillover {:.4f}, painted {:.4f}, leak {:.5f}, spread_cm {:.3f}, "
        "effective_area_cm2 {:.2f}, "
        "other_log_odds {:.3f}, other_levels {:.3f} {:.3f} {:.3f}, size_log_weight {:.3f} {:.3f} {:.3f}",
        p.felt_essential, p.felt_spillover, p.painted, p.leak, p.spread_cm, p.effective_area_cm2, p.other_log_odds,
        p.other_levels[0], p.other_levels[1], p.other_levels[2], p.size_log_weight[0], p.size_log_weight[1],
        p.size_log_weight[2]);
}

}  // namespace knotwork::study
