// The fit finds the bottom of a loss whose bottom is known.
#include "study/fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace knotwork::study {
namespace {

TEST(Fit, WalksToTheBottom) {
    const auto loss = [](const infer::Parameters& p) {
        return std::pow(std::log(p.effective_area_cm2 / 20), 2) + std::pow(std::log(p.leak / 0.03), 2) +
               std::pow(p.other_log_odds + 4, 2) + std::pow(p.size_log_weight[1] - 1, 2);
    };
    const FitResult fit = fit_parameters(loss, infer::Parameters{});
    EXPECT_NEAR(fit.parameters.effective_area_cm2, 20, 3);
    EXPECT_NEAR(fit.parameters.leak, 0.03, 0.008);
    EXPECT_NEAR(fit.parameters.other_log_odds, -4, 0.3);
    EXPECT_NEAR(fit.parameters.size_log_weight[1], 1, 0.2);
    EXPECT_LT(fit.log_loss, 0.1);
}

TEST(Fit, NamesEveryParameterItMoves) {
    const std::string text = format_parameters({});
    for (const char* name : {"felt_essential", "felt_spillover", "painted", "leak", "spread_cm", "effective_area_cm2",
                             "other_log_odds", "other_levels", "size_log_weight"})
        EXPECT_NE(text.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace knotwork::study
