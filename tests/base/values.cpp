// The small value types: errors, ids, sides, vectors.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/side.hpp"
#include "base/vec3.hpp"

namespace knotwork::test {
namespace {

TEST(Errors, SayWhereAndWhat) {
    EXPECT_EQ((Error{ErrorCode::out_of_range, "marks[2].radius_cm", "must be above 0"}.message()),
              "marks[2].radius_cm: must be above 0");
    EXPECT_EQ((Error{ErrorCode::not_json, "", "is not JSON"}.message()), "is not JSON");
    const Result<int> failed = fail(ErrorCode::missing, "marks", "is missing");
    ASSERT_FALSE(failed.has_value());
    EXPECT_EQ(failed.error().code, ErrorCode::missing);
}

TEST(Errors, EveryCodeHasItsOwnName) {
    std::set<std::string_view> names;
    for (int code = 0; code <= static_cast<int>(ErrorCode::unreadable); ++code) {
        const std::string_view text = name(static_cast<ErrorCode>(code));
        EXPECT_NE(text, "unknown");
        EXPECT_TRUE(names.insert(text).second) << text;
        EXPECT_EQ(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos) << text;
    }
}

TEST(Ids, AreNoneUntilGivenAndCompareByValue) {
    EXPECT_TRUE(SkinPoint{}.is_none());
    EXPECT_FALSE(SkinPoint{0}.is_none());
    EXPECT_LT(SourceId{3}, SourceId{4});
    static_assert(!std::is_convertible_v<SkinPoint, SourceId>);
}

TEST(Sides, LeftIsPositive) {
    EXPECT_EQ(other(Side::left), Side::right);
    EXPECT_EQ(other(Side::right), Side::left);
    EXPECT_EQ(name(Side::left), "left");
    EXPECT_EQ(name(Side::right), "right");
    EXPECT_EQ(sign(Side::left), 1.0f);
    EXPECT_EQ(sign(Side::right), -1.0f);
}

TEST(Vec3, FollowsTheRightHandRule) {
    EXPECT_EQ(cross({1, 0, 0}, {0, 1, 0}), (Vec3{0, 0, 1}));
    EXPECT_EQ(dot({1, 2, 3}, {4, -5, 6}), 12.0f);
    EXPECT_EQ(norm({2, 3, 6}), 7.0f);
    EXPECT_EQ(normalized({0, 0, 4}), (Vec3{0, 0, 1}));
    EXPECT_EQ(normalized({}), Vec3{});
    EXPECT_EQ(mirrored({1, 2, 3}), (Vec3{-1, 2, 3}));
    EXPECT_EQ(lerp({1, 1, 1}, {3, 5, 1}, 0.25f), (Vec3{1.5f, 2, 1}));
}

}  // namespace
}  // namespace knotwork::test
