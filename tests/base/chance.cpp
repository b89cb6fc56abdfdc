// Probabilities in words.
#include "base/chance.hpp"

#include <gtest/gtest.h>

namespace knotwork {
namespace {

TEST(Chance, IsSaidInTenthsAndInFractionsThatPeopleUse) {
    EXPECT_EQ(chance(0.999), "more than 9 in 10");
    EXPECT_EQ(chance(0.9), "more than 9 in 10");
    EXPECT_EQ(chance(0.89), "about 9 in 10");
    EXPECT_EQ(chance(0.08), "about 1 in 10");
    EXPECT_EQ(chance(0.05), "about 1 in 20");
    EXPECT_EQ(chance(0.012), "about 1 in 100");
    EXPECT_EQ(chance(0.0011), "about 1 in 1,000");
    EXPECT_EQ(chance(0.0001), "less than 1 in 1,000");
}

TEST(Chance, HasAWordForEachStep) {
    EXPECT_EQ(likeliness(0.9), "very likely");
    EXPECT_EQ(likeliness(0.65), "likely");
    EXPECT_EQ(likeliness(0.45), "as likely as not");
    EXPECT_EQ(likeliness(0.2), "possible");
    EXPECT_EQ(likeliness(0.05), "unlikely");
    EXPECT_EQ(likeliness(0.01), "very unlikely");
}

TEST(Chance, CallsNothingSurerThanIsKnown) {
    EXPECT_EQ(percent_likely(0.9999), "over 90 %");
    EXPECT_EQ(percent_likely(0.9), "over 90 %");
    EXPECT_EQ(percent_likely(0.83), "83 %");
    EXPECT_EQ(percent_likely(0.002), "under 1 %");
}

TEST(Chance, IsNeverNothingOrAllThatIsOnlyNearlySo) {
    EXPECT_EQ(percent(0), "0 %");
    EXPECT_EQ(percent(0.002), "under 1 %");
    EXPECT_EQ(percent(0.83), "83 %");
    EXPECT_EQ(percent(0.998), "over 99 %");
    EXPECT_EQ(percent(1), "100 %");
    EXPECT_EQ(with_commas(7068), "7,068");
    EXPECT_EQ(with_commas(999), "999");
}

}  // namespace
}  // namespace knotwork
