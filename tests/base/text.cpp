// Folding, splitting and comparing names: examples, and properties against plain second implementations.
#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>

namespace knotwork::test {
namespace {

void check(const std::function<void()>& property) { EXPECT_TRUE(rc::check(property)); }

// Few letters, so that equal, neighbouring and swapped ones are common.
std::string word(int longest) {
    const int length = *rc::gen::inRange(0, longest + 1);
    return *rc::gen::container<std::string>(static_cast<std::size_t>(length), rc::gen::element('a', 'b', 'c'));
}
std::string any_text() {
    return *rc::gen::container<std::string>(rc::gen::element('a', 'Z', ' ', '-', '_', '/', '\t', ',', '\n', '5'));
}

// The definition of the optimal string alignment distance, word for word.
std::size_t plain_distance(std::string_view a, std::string_view b) {
    if (a.empty()) return b.size();
    if (b.empty()) return a.size();
    const auto shorter = [](std::string_view s, std::size_t n) { return s.substr(0, s.size() - n); };
    std::size_t best = std::min({plain_distance(shorter(a, 1), b) + 1, plain_distance(a, shorter(b, 1)) + 1,
                                 plain_distance(shorter(a, 1), shorter(b, 1)) + (a.back() == b.back() ? 0 : 1)});
    if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] && b.back() == a[a.size() - 2])
        best = std::min(best, plain_distance(shorter(a, 2), shorter(b, 2)) + 1);
    return best;
}

TEST(Fold, MakesSpellingsOfOneNameEqual) {
    EXPECT_EQ(fold("Gluteus minimus"), "gluteus minimus");
    EXPECT_EQ(fold("gluteus-minimus"), "gluteus minimus");
    EXPECT_EQ(fold("  GLUTEUS__minimus/ "), "gluteus minimus");
    EXPECT_EQ(fold("a \t\r\n-_/ b"), "a b");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold(" -_/ "), "");
    EXPECT_EQ(fold("Gerdy's 2"), "gerdy's 2");
    EXPECT_EQ(fold("M\xC3\x9CLLER"), "m\xC3\x9Cller");  // letters beyond ASCII stay as they are
}

TEST(Fold, OnceIsAsGoodAsTwice) {
    check([] {
        const std::string text = any_text();
        const std::string once = fold(text);
        RC_ASSERT(fold(once) == once);
        RC_ASSERT(once.find_first_of("ABCXYZ-_/\t\n\r") == std::string::npos);
        RC_ASSERT(once.find("  ") == std::string::npos);
        if (!once.empty()) RC_ASSERT(once.front() != ' ');  // RC_ASSERT looks at both sides of ||
        if (!once.empty()) RC_ASSERT(once.back() != ' ');
    });
}

TEST(Split, TrimsPiecesAndDropsEmptyOnes) {
    using Pieces = std::vector<std::string>;
    EXPECT_EQ(split("right buttock, back of right thigh", ','), (Pieces{"right buttock", "back of right thigh"}));
    EXPECT_EQ(split(" ,a,, b\t, ", ','), (Pieces{"a", "b"}));
    EXPECT_EQ(split("a", ','), Pieces{"a"});
    EXPECT_EQ(split("thigh 0.5", ' '), (Pieces{"thigh", "0.5"}));
    EXPECT_EQ(split("", ','), Pieces{});
    EXPECT_EQ(split(" , ,", ','), Pieces{});
}

TEST(Split, UndoesJoining) {
    check([] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(
            rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('a', 'b', '-', '9'))));
        std::string joined;
        for (const std::string& piece : pieces) joined += (joined.empty() ? " " : " ,\t") + piece;
        RC_ASSERT(split(joined, ',') == pieces);
    });
}

TEST(EditDistance, CountsInsertionsDeletionsChangesAndSwaps) {
    EXPECT_EQ(edit_distance("", ""), 0u);
    EXPECT_EQ(edit_distance("psis", ""), 4u);
    EXPECT_EQ(edit_distance("psis", "psis"), 0u);
    EXPECT_EQ(edit_distance("psis", "asis"), 1u);
    EXPECT_EQ(edit_distance("psis", "spis"), 1u);  // a swap is one step
    EXPECT_EQ(edit_distance("ca", "abc"), 3u);     // but nothing is put between swapped letters
    EXPECT_EQ(edit_distance("gluteal-fold", "gluteal fold"), 1u);
    EXPECT_EQ(edit_distance("soleus", "soleous"), 1u);
}

TEST(EditDistance, EqualsThePlainDefinition) {
    check([] {
        const std::string a = word(6), b = word(6);
        RC_ASSERT(edit_distance(a, b) == plain_distance(a, b));
        RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
    });
}

TEST(EditDistance, KeepsItsBounds) {
    check([] {
        const std::string a = word(30), b = word(30);
        const std::size_t distance = edit_distance(a, b);
        RC_ASSERT(distance <= std::max(a.size(), b.size()));
        RC_ASSERT(distance >= std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
        RC_ASSERT((distance == 0) == (a == b));
        RC_ASSERT(edit_distance(a + "x", b + "x") == distance);
    });
}

TEST(FindNearest, SuggestsOnlyWhatCanBeMeant) {
    const std::vector<std::string> names{"asis", "greater-trochanter", "lesser-trochanter", "psis"};
    EXPECT_EQ(find_nearest("greater-trochnter", names), "greater-trochanter");
    EXPECT_EQ(find_nearest("lesser-trochanter", names), "lesser-trochanter");
    EXPECT_EQ(find_nearest("psi", names), "psis");
    EXPECT_EQ(find_nearest("elbow", names), "");
    EXPECT_EQ(find_nearest("", names), "");
    EXPECT_EQ(find_nearest("psis", {}), "");
    EXPECT_EQ(find_nearest("xsis", names), "asis");  // of two equally near, the first
}

TEST(FindNearest, IsTheBestWithinFortyPercent) {
    check([] {
        const std::string wanted = word(8);
        const auto names = *rc::gen::container<std::vector<std::string>>(rc::gen::exec([] { return word(8); }));
        const std::string_view found = find_nearest(wanted, names);
        const std::size_t limit = std::max<std::size_t>(1, wanted.size() * 2 / 5);
        std::string best;
        std::size_t best_distance = limit + 1;
        for (const std::string& name : names)
            if (const std::size_t d = plain_distance(wanted, name); d < best_distance) best_distance = d, best = name;
        RC_ASSERT(std::string(found) == best);
    });
}

}  // namespace
}  // namespace knotwork::test
