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

using Kinds = std::vector<Parameters>;

// One way to move: `step` up or down, in the natural scale of the parameter.
struct Move {
    double step;
    std::function<void(Kinds&, double)> apply;
};

std::vector<Move> make_moves(const Kinds& start) {
    std::vector<Move> moves;
    for (std::size_t k = 0; k < start.size(); ++k) {
        const auto scale = [&](double Parameters::*which, double step) {
            moves.push_back({step, [which, k](Kinds& kinds, double by) { kinds[k].*which *= std::exp(by); }});
        };
        const auto probability = [&](double Parameters::*which, double step) {
            moves.push_back({step, [which, k](Kinds& kinds, double by) {
                                 double& p = kinds[k].*which;
                                 p = sigmoid(logit(p) + by);
                             }});
        };
        if (k > 0) moves.push_back({0.5, [k](Kinds& kinds, double by) { kinds[k].log_share += by; }});
        scale(&Parameters::effective_area_cm2, 0.25);
        scale(&Parameters::spread_cm, 0.15);
        probability(&Parameters::painted, 0.3);
        probability(&Parameters::leak, 0.4);
        probability(&Parameters::felt_essential, 0.3);
        probability(&Parameters::felt_spillover, 0.3);
        moves.push_back({0.3, [k](Kinds& kinds, double by) {
                             for (double& level : kinds[k].other_levels) level = sigmoid(logit(level) + by);
                         }});
    }
    moves.push_back({0.5, [](Kinds& kinds, double by) {
                         for (Parameters& p : kinds) p.other_log_odds += by;
                     }});
    for (std::size_t size = 1; size < infer::max_set_size; ++size)
        moves.push_back({0.3, [size](Kinds& kinds, double by) {
                             for (Parameters& p : kinds) p.size_log_weight[size] += by;
                         }});
    return moves;
}

}  // namespace

FitResult fit_parameters(const Loss& loss, Kinds start, const std::function<void(const FitResult&)>& tell) {
    const std::vector<Move> moves = make_moves(start);
    FitResult best{std::move(start), 0, 1};
    best.log_loss = loss(best.kinds);
    for (double scale = 2; scale > 0.3; scale /= 2) {
        bool improved = true;
        while (improved) {
            improved = false;
            for (const Move& move : moves)
                for (const double direction : {1.0, -1.0})
                    while (true) {
                        Kinds tried = best.kinds;
                        move.apply(tried, direction * scale * move.step);
                        const double there = loss(tried);
                        ++best.passes;
                        if (!(there < best.log_loss - 1e-5)) break;
                        best.kinds = std::move(tried);
                        best.log_loss = there;
                        improved = true;
                    }
            if (tell) tell(best);
        }
    }
    return best;
}

Loss make_loss(const ModelBuilder& build, std::span<const Person> persons, unsigned threads) {
    return [build, persons, threads](std::span<const Parameters> kinds) {
        const Result<std::vector<infer::Model>> models = build(kinds);
        return models ? compute_log_loss(*models, persons, threads) : std::numeric_limits<double>::infinity();
    };
}

Loss make_oracle_loss(const Atlas& atlas, const People& people, const infer::Model& usual,
                      std::span<const Person> persons, OracleKnows knows, unsigned threads) {
    return [&atlas, &people, &usual, persons, knows, threads](std::span<const Parameters> kinds) {
        std::vector<double> loss(persons.size(), 0);
        run_parallel(static_cast<std::uint32_t>(persons.size()), threads, [&](std::uint32_t p, unsigned) {
            const auto model = build_oracle_model(atlas, people, persons[p], usual, kinds.front(), knows);
            loss[p] = model ? compute_log_loss(std::span(&*model, 1), persons.subspan(p, 1), 1)
                            : std::numeric_limits<double>::infinity();
        });
        return std::accumulate(loss.begin(), loss.end(), 0.0) /
               static_cast<double>(std::max<std::size_t>(1, loss.size()));
    };
}

std::string format_parameters(const Parameters& p) {
    return fmt::format(
        "log_share {:.3f}, felt_essential {:.4f}, felt_spillover {:.4f}, painted {:.4f}, leak {:.5f}, spread_cm "
        "{:.3f}, "
        "effective_area_cm2 {:.2f}, "
        "other_log_odds {:.3f}, other_levels {:.4f} {:.4f} {:.4f}, size_log_weight {:.3f} {:.3f} {:.3f}",
        p.log_share, p.felt_essential, p.felt_spillover, p.painted, p.leak, p.spread_cm, p.effective_area_cm2,
        p.other_log_odds, p.other_levels[0], p.other_levels[1], p.other_levels[2], p.size_log_weight[0],
        p.size_log_weight[1], p.size_log_weight[2]);
}

}  // namespace knotwork::study
