// The fit finds the bottom of a loss whose bottom is known.
#include "study/fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace knotwork::study {
namespace {

TEST(Fit, WalksToTheBottom) {
    const auto loss = [](std::span<const infer::Parameters> kinds) {
        const infer::Parameters &p = kinds[0], &q = kinds[1];
        return std::pow(q.log_share + 2, 2) + std::pow(std::log(q.spread_cm / 4), 2) +
               std::pow(std::log(p.effective_area_cm2 / 20), 2) + std::pow(std::log(p.leak / 0.03), 2) +
               std::pow(p.other_log_odds + 4, 2) + std::pow(p.size_log_weight[1] - 1, 2);
    };
    const FitResult fit = fit_parameters(loss, std::vector<infer::Parameters>(2));
    const infer::Parameters &p = fit.kinds[0], &q = fit.kinds[1];
    EXPECT_NEAR(p.effective_area_cm2, 20, 3);
    EXPECT_NEAR(p.leak, 0.03, 0.008);
    EXPECT_NEAR(q.log_share, -2, 0.3);
    EXPECT_NEAR(q.spread_cm, 4, 0.4);
    EXPECT_EQ(p.log_share, 0);  // only ratios of shares count
    for (const infer::Parameters& kind : fit.kinds) {
        EXPECT_NEAR(kind.other_log_odds, -4, 0.3);
        EXPECT_NEAR(kind.size_log_weight[1], 1, 0.2);
    }
    EXPECT_LT(fit.log_loss, 0.1);
}

TEST(Fit, NamesEveryParameterItMoves) {
    const std::string text = format_parameters({});
    for (const char* name : {"log_share", "felt_essential", "felt_spillover", "painted", "leak", "spread_cm",
                             "effective_area_cm2", "other_log_odds", "other_levels", "size_log_weight"})
        EXPECT_NE(text.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace knotwork::study
