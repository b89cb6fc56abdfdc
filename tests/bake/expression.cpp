// The expressions of danger signs and shifts: what they compile to, what they mean, and what is refused.
#include "bake/expression.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <functional>

#include "bake/toml_reader.hpp"

namespace knotwork::bake::test {
namespace {

using atlas_format::Term;
using atlas_format::TermKind;

const KnownFindings findings{{"fever", {0, false}},
                             {"numb", {1, true}},
                             {"hop", {2, true}},
                             {"stand-30", {3, false}},
                             {"weight-loss", {4, false}}};

// "0 1b 50+ &": one letter a kind.
std::string compiled(std::string_view text, const KnownFindings* known = &findings) {
    std::string out;
    for (const Term& term : compile_expression(text, known, "x.toml:1")) {
        const std::string index = std::to_string(term.index);
        const std::string number = std::to_string(static_cast<int>(std::lround(term.number)));
        switch (static_cast<TermKind>(term.kind)) {
            case TermKind::finding: out += index; break;
            case TermKind::both: out += index + "b"; break;
            case TermKind::age_at_least: out += number + "+"; break;
            case TermKind::age_below: out += number + "-"; break;
            case TermKind::pain_at_least: out += number + "p"; break;
            case TermKind::sex_female: out += "f"; break;
            case TermKind::sex_male: out += "m"; break;
            case TermKind::op_not: out += "!"; break;
            case TermKind::op_and: out += "&"; break;
            case TermKind::op_or: out += "|"; break;
            case TermKind::at_least: out += index + "of" + number; break;
        }
        out += ' ';
    }
    return out.substr(0, out.size() - 1);
}

std::string refusal(std::string_view text, const KnownFindings* known = &findings) {
    try {
        compile_expression(text, known, "x.toml:7");
        return "";
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.error.code, ErrorCode::bad_knowledge);
        return refused.error.message();
    }
}

TEST(Expression, EachThingByItself) {
    EXPECT_EQ(compiled("fever"), "0");
    EXPECT_EQ(compiled("stand-30"), "3");
    EXPECT_EQ(compiled("both numb"), "1b");
    EXPECT_EQ(compiled("sex = female"), "f");
    EXPECT_EQ(compiled("sex = \"male\""), "m");
    EXPECT_EQ(compiled("pain >= 8"), "8p");
    EXPECT_EQ(compiled("((fever))"), "0");
    EXPECT_FLOAT_EQ(compile_expression("pain >= 7.5", &findings, "")[0].number, 7.5f);
}

TEST(Expression, AgesAreWholeYears) {
    EXPECT_EQ(compiled("age >= 50"), "50+");
    EXPECT_EQ(compiled("age > 50"), "51+");
    EXPECT_EQ(compiled("age < 18"), "18-");
    EXPECT_EQ(compiled("age <= 18"), "19-");
    EXPECT_EQ(compiled("age>=0 and age<=120"), "0+ 121- &");
}

TEST(Expression, OperatorsFollowTheirValues) {
    EXPECT_EQ(compiled("fever and numb"), "0 1 &");
    EXPECT_EQ(compiled("fever or numb or hop"), "0 1 | 2 |");
    EXPECT_EQ(compiled("not fever and numb"), "0 ! 1 &");
    EXPECT_EQ(compiled("not (fever and numb)"), "0 1 & !");
    EXPECT_EQ(compiled("not not both numb"), "1b ! !");
    EXPECT_EQ(compiled("fever and (numb or not hop)"), "0 1 2 ! | &");
    EXPECT_EQ(compiled("2 of (fever, numb and hop, age < 40)"), "0 1 2 & 40- 2of3");
    EXPECT_EQ(compiled("1 of (fever)"), "0 1of1");
    EXPECT_EQ(compiled("2 of (fever, 1 of (numb, hop), sex = male) or hop"), "0 1 2 1of2 m 2of3 2 |");
}

TEST(Expression, SpacesAndLinesDoNotMatter) {
    EXPECT_EQ(compiled("  fever\n\tand(numb or hop)  "), compiled("fever and (numb or hop)"));
    EXPECT_EQ(compiled("2 of(fever,numb)"), compiled("2 of ( fever , numb )"));
}

TEST(Expression, WithoutFindingsOnlyAgeAndSex) {
    EXPECT_EQ(compiled("sex = female and (age < 20 or age >= 60)", nullptr), "f 20- 60+ | &");
    EXPECT_EQ(refusal("fever", nullptr), "x.toml:7: 'when' may name age and sex only, not 'fever'");
    EXPECT_EQ(refusal("both numb", nullptr), "x.toml:7: 'when' may name age and sex only, not 'numb'");
    EXPECT_EQ(refusal("pain >= 3", nullptr), "x.toml:7: 'when' should have 'age', 'sex' or '(' where 'pain' is");
}

TEST(Expression, WhatIsRefused) {
    const std::string begin = "x.toml:7: 'when' ", thing = "should have a finding, 'age', 'sex', 'pain' or '('";
    const struct {
        const char* text;
        std::string reason;
    } table[] = {
        {"", thing + " at its end"},
        {"fever and", thing + " at its end"},
        {"and fever", thing + " where 'and' is"},
        {"fever or or numb", thing + " where 'or' is"},
        {"not", thing + " at its end"},
        {"()", thing + " where ')' is"},
        {"(fever", "should have ')' at its end"},
        {"fever)", "should have 'and', 'or' or the end where ')' is"},
        {"fever numb", "should have 'and', 'or' or the end where 'numb' is"},
        {"fever, numb", "should have 'and', 'or' or the end where ',' is"},
        {"fever & numb", "has '&', which means nothing here"},
        {"Fever", "has 'F', which means nothing here"},
        {"fevr", "names a finding 'fevr' that does not exist; did you mean 'fever'?"},
        {"gallop", "names a finding 'gallop' that does not exist"},
        {"both fever", "has 'both' before 'fever', which is not asked of each side"},
        {"both both numb", thing + " where 'both' is"},
        {"both (numb)", thing + " where '(' is"},
        {"fever and numb or hop", "has 'and' and 'or' side by side; put parentheses around one of them"},
        {"fever or numb and hop", "has 'and' and 'or' side by side; put parentheses around one of them"},
        {"(fever or numb and hop)", "has 'and' and 'or' side by side; put parentheses around one of them"},
        {"age", "should have '<', '<=', '>' or '>=' at its end"},
        {"age = 50", "should have '<', '<=', '>' or '>=' where '=' is"},
        {"age >= fifty", "should have a number where 'fifty' is"},
        {"age >= 5.5.5", "should have a number where '5.5.5' is"},
        {"age >= -5", "should have a number where '-5' is"},
        {"age >= 5years", "should have 'and', 'or' or the end where 'years' is"},
        {"age >= 49.5", "has an age of 49.5, which must be a whole number from 0 to 120"},
        {"age < 121", "has an age of 121, which must be a whole number from 0 to 120"},
        {"age >= 99999999999999", "has an age of 99999999999999, which must be a whole number from 0 to 120"},
        {"sex = man", "should have 'female' or 'male' where 'man' is"},
        {"sex female", "should have '=' where 'female' is"},
        {"sex = \"female", "has a quotation mark that is not closed"},
        {"\"fever\"", thing + " where '\"fever\"' is"},
        {"pain > 3", "should have '>=' where '>' is"},
        {"pain >= 11", "has pain 11, which must be a number from 0 to 10"},
        {"2 (fever, numb)", "should have 'of' where '(' is"},
        {"2 of fever, numb", "should have '(' where 'fever' is"},
        {"2 of (fever, numb", "should have ',' or ')' at its end"},
        {"2 of (fever,)", thing + " where ')' is"},
        {"3 of (fever, numb)", "asks for 3 of a list of 2"},
        {"0 of (fever, numb)", "asks for 0 of a list of 2"},
        {"1.5 of (fever, numb)", "has a count of 1.5, which must be a whole number from 0 to 99"},
    };
    for (const auto& row : table) EXPECT_EQ(refusal(row.text), begin + row.reason) << row.text;
}

TEST(Expression, NeitherTooDeepNorTooWide) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "fever" + std::string(depth, ')'); };
    EXPECT_EQ(refusal(nested(49)), "");
    EXPECT_EQ(refusal(nested(50)), "x.toml:7: 'when' is nested too deeply");
    EXPECT_EQ(refusal(nested(100'000)), "x.toml:7: 'when' is nested too deeply");
    const auto list = [](std::size_t count) {
        std::string out = "1 of (fever";
        for (; count > 1; --count) out += ", fever";
        return out + ")";
    };
    EXPECT_EQ(refusal(list(32)), "");
    EXPECT_EQ(refusal(list(33)), "x.toml:7: 'when' needs 33 values at a time; at most 32 are kept");
    EXPECT_EQ(refusal("fever and " + list(32)), "x.toml:7: 'when' needs 33 values at a time; at most 32 are kept");
}

// Kleene's logic: 1 yes, 0 unknown, -1 no.
struct World {
    int age;
    int sex;  // 1 female, -1 male, 0 not told
    float pain;
    std::vector<int> yes, both;  // by finding
};

// An expression as a tree that knows how it is written and what it means.
struct Tree {
    std::string text;
    bool single = true;  // needs no parentheses
    std::function<int(const World&)> value;
};

Tree random_tree(int depth) {
    const auto pick = [](int count) { return *rc::gen::inRange(0, count); };
    const auto truth = [](bool fact) { return fact ? 1 : -1; };
    const auto braced = [](const Tree& tree) { return tree.single ? tree.text : "(" + tree.text + ")"; };
    switch (depth == 0 ? pick(5) : pick(9)) {
        case 0: {
            const int n = pick(static_cast<int>(findings.size()));
            auto known = findings.begin();
            std::advance(known, n);
            const std::uint32_t index = known->second.index;
            if (known->second.sided && pick(2) == 0)
                return {"both " + known->first, true, [=](const World& w) { return w.both[index]; }};
            return {known->first, true, [=](const World& w) { return w.yes[index]; }};
        }
        case 1: {
            const int year = pick(120);
            return {"age <= " + std::to_string(year), true, [=](const World& w) { return truth(w.age <= year); }};
        }
        case 2: {
            const int year = pick(120);
            return {"age > " + std::to_string(year), true, [=](const World& w) { return truth(w.age > year); }};
        }
        case 3: return {"sex = female", true, [](const World& w) { return w.sex; }};
        case 4: {
            const int most = pick(11);
            return {"pain >= " + std::to_string(most), true,
                    [=](const World& w) { return truth(w.pain >= static_cast<float>(most)); }};
        }
        case 5: {
            const Tree inner = random_tree(depth - 1);
            return {"not " + braced(inner), true, [=](const World& w) { return -inner.value(w); }};
        }
        case 6: {
            const Tree a = random_tree(depth - 1), b = random_tree(depth - 1);
            return {braced(a) + " and " + braced(b), false,
                    [=](const World& w) { return std::min(a.value(w), b.value(w)); }};
        }
        case 7: {
            const Tree a = random_tree(depth - 1), b = random_tree(depth - 1);
            return {braced(a) + " or " + braced(b), false,
                    [=](const World& w) { return std::max(a.value(w), b.value(w)); }};
        }
        default: {
            const int count = 1 + pick(3), needed = 1 + pick(count);
            std::vector<Tree> parts;
            std::string text = std::to_string(needed) + " of (";
            for (int i = 0; i < count; ++i) {
                parts.push_back(random_tree(depth - 1));
                text += (i > 0 ? ", " : "") + parts.back().text;
            }
            return {text + ")", true, [=](const World& w) {
                        int yes = 0, maybe = 0;
                        for (const Tree& part : parts) yes += part.value(w) == 1, maybe += part.value(w) >= 0;
                        return yes >= needed ? 1 : maybe >= needed ? 0 : -1;
                    }};
        }
    }
}

// What the terms mean, by the comments of atlas/records.hpp.
int evaluate(const std::vector<Term>& terms, const World& w) {
    std::vector<int> stack;
    const auto pop = [&] {
        const int top = stack.at(stack.size() - 1);
        stack.pop_back();
        return top;
    };
    const auto truth = [](bool fact) { return fact ? 1 : -1; };
    for (const Term& term : terms) {
        int value = 0;
        switch (static_cast<TermKind>(term.kind)) {
            case TermKind::finding: value = w.yes[term.index]; break;
            case TermKind::both: value = w.both[term.index]; break;
            case TermKind::age_at_least: value = truth(static_cast<float>(w.age) >= term.number); break;
            case TermKind::age_below: value = truth(static_cast<float>(w.age) < term.number); break;
            case TermKind::pain_at_least: value = truth(w.pain >= term.number); break;
            case TermKind::sex_female: value = w.sex; break;
            case TermKind::sex_male: value = -w.sex; break;
            case TermKind::op_not: value = -pop(); break;
            case TermKind::op_and: value = std::min(pop(), pop()); break;
            case TermKind::op_or: value = std::max(pop(), pop()); break;
            case TermKind::at_least: {
                std::uint32_t yes = 0, maybe = 0;
                for (int i = 0; i < static_cast<int>(term.number); ++i) {
                    const int part = pop();
                    yes += part == 1 ? 1 : 0;
                    maybe += part >= 0 ? 1 : 0;
                }
                value = yes >= term.index ? 1 : maybe >= term.index ? 0 : -1;
                break;
            }
        }
        stack.push_back(value);
        EXPECT_LE(stack.size(), atlas_format::deepest_expression);
    }
    EXPECT_EQ(stack.size(), 1u);
    return stack.at(0);
}

TEST(Expression, MeansWhatItSays) {
    EXPECT_TRUE(rc::check([] {
        const Tree tree = random_tree(4);
        const auto terms = compile_expression(tree.text, &findings, "");
        for (int i = 0; i < 20; ++i) {
            World world{*rc::gen::inRange(0, 121),
                        *rc::gen::inRange(-1, 2),
                        static_cast<float>(*rc::gen::inRange(0, 11)),
                        {},
                        {}};
            for (std::size_t f = 0; f < findings.size(); ++f) {
                world.yes.push_back(*rc::gen::inRange(-1, 2));
                world.both.push_back(*rc::gen::inRange(-1, 2));
            }
            RC_ASSERT(evaluate(terms, world) == tree.value(world));
        }
    }));
}

}  // namespace
}  // namespace knotwork::bake::test
