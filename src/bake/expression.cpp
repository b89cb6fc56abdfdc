#include "bake/expression.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "bake/spec_reading.hpp"

namespace knotwork::bake {
namespace {

using atlas_format::Term;
using atlas_format::TermKind;

constexpr std::array<std::string_view, 8> words{"and", "or", "not", "of", "both", "age", "sex", "pain"};
constexpr std::string_view word_characters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr int deepest_nesting = 50;
constexpr double oldest = 120, worst_pain = 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Compiler {
  public:
    Compiler(std::string_view text, const KnownFindings* findings, const std::string& where)
        : findings_(findings), where_(where) {
        split(text);
    }

    std::vector<Term> run() {
        add_or();
        if (!token().empty()) expected("'and', 'or' or the end");
        if (deepest_ > atlas_format::deepest_expression)
            fail("needs " + std::to_string(deepest_) + " values at a time; at most " +
                 std::to_string(atlas_format::deepest_expression) + " are kept");
        return std::move(out_);
    }

  private:
    [[noreturn]] void fail(const std::string& reason) const { refuse(where_, "'when' " + reason); }
    [[noreturn]] void expected(const std::string& what) const {
        fail("should have " + what + (token().empty() ? " at its end" : " where '" + std::string(token()) + "' is"));
    }

    void split(std::string_view text) {
        for (std::size_t i = 0; i < text.size();) {
            std::size_t size = 1;
            const char c = text[i];
            if (c == ' ' || c == '\n' || c == '\t') {
                ++i;
                continue;
            }
            if (is_digit(c)) {
                const auto end = text.find_first_not_of("0123456789.", i);
                size = std::min(end, text.size()) - i;
            } else if (word_characters.find(c) != std::string_view::npos) {
                const auto end = text.find_first_not_of(word_characters, i);
                size = std::min(end, text.size()) - i;
            } else if (c == '"') {
                const auto end = text.find('"', i + 1);
                if (end == std::string_view::npos) fail("has a quotation mark that is not closed");
                size = end + 1 - i;
            } else if (c == '<' || c == '>') {
                size = i + 1 < text.size() && text[i + 1] == '=' ? 2 : 1;
            } else if (c != '(' && c != ')' && c != ',' && c != '=') {
                fail("has '" + std::string(1, c) + "', which means nothing here");
            }
            tokens_.push_back(text.substr(i, size));
            i += size;
        }
    }

    std::string_view token() const { return next_ < tokens_.size() ? tokens_[next_] : std::string_view{}; }
    bool take_if(std::string_view word) {
        if (token() != word) return false;
        ++next_;
        return true;
    }
    void must(std::string_view word) {
        if (!take_if(word)) expected("'" + std::string(word) + "'");
    }
    double number(const std::string& what, double most, bool whole) {
        double value = 0;
        const std::string_view digits = token();
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (digits.empty() || !is_digit(digits[0]) || error != std::errc() || end != digits.data() + digits.size())
            expected("a number");
        if (value > most || (whole && value != static_cast<double>(static_cast<int>(value))))
            fail("has " + what + " " + std::string(digits) + ", which must be a " + (whole ? "whole " : "") +
                 "number from 0 to " + std::to_string(static_cast<int>(most)));
        ++next_;
        return value;
    }

    // A value comes to the stack, or `used` of them become one.
    void add(TermKind kind, std::uint32_t index = 0, double value = 0, std::size_t used = 0) {
        out_.push_back({static_cast<std::uint32_t>(kind), index, static_cast<float>(value)});
        depth_ += 1 - used;
        deepest_ = std::max(deepest_, depth_);
    }

    void add_or() {
        if (++nesting_ > deepest_nesting) fail("is nested too deeply");
        add_not();
        std::string_view first;
        while (token() == "and" || token() == "or") {
            const std::string_view word = token();
            ++next_;
            if (!first.empty() && word != first)
                fail("has 'and' and 'or' side by side; put parentheses around one of them");
            first = word;
            add_not();
            add(word == "and" ? TermKind::op_and : TermKind::op_or, 0, 0, 2);
        }
        --nesting_;
    }

    void add_not() {
        std::size_t times = 0;
        while (take_if("not")) ++times;
        add_one();
        for (; times > 0; --times) add(TermKind::op_not, 0, 0, 1);
    }

    void add_one() {
        if (take_if("(")) {
            add_or();
            must(")");
        } else if (!token().empty() && is_digit(token()[0])) {
            add_at_least();
        } else if (take_if("age")) {
            add_age();
        } else if (take_if("sex")) {
            add_sex();
        } else if (findings_ != nullptr && take_if("pain")) {
            must(">=");
            add(TermKind::pain_at_least, 0, number("pain", worst_pain, false));
        } else if (take_if("both")) {
            const auto& [id, known] = finding();
            if (!known.sided) fail("has 'both' before '" + id + "', which is not asked of each side");
            add(TermKind::both, known.index);
        } else {
            add(TermKind::finding, finding().second.index);
        }
    }

    const std::pair<const std::string, KnownFinding>& finding() {
        const std::string word(token());
        if (word.empty() || is_expression_word(word) || word_characters.find(word[0]) == std::string_view::npos)
            expected(findings_ == nullptr ? "'age', 'sex' or '('" : "a finding, 'age', 'sex', 'pain' or '('");
        if (findings_ == nullptr) fail("may name age and sex only, not '" + word + "'");
        const auto known = findings_->find(word);
        if (known == findings_->end()) {
            std::vector<std::string> ids;
            for (const auto& [id, finding] : *findings_) ids.push_back(id);
            fail("names a finding '" + word + "' that does not exist" + hint(word, ids));
        }
        ++next_;
        return *known;
    }

    void add_at_least() {
        const auto needed = static_cast<std::uint32_t>(number("a count of", 99, true));
        must("of");
        must("(");
        std::uint32_t count = 0;
        do {
            add_or();
            ++count;
        } while (take_if(","));
        if (token() != ")") expected("',' or ')'");
        must(")");
        if (needed < 1 || needed > count)
            fail("asks for " + std::to_string(needed) + " of a list of " + std::to_string(count));
        add(TermKind::at_least, needed, count, count);
    }

    void add_age() {
        const std::string_view sign = token();
        if (sign != ">=" && sign != ">" && sign != "<" && sign != "<=") expected("'<', '<=', '>' or '>='");
        ++next_;
        const double age = number("an age of", oldest, true);
        const bool next_year = sign == ">" || sign == "<=";
        add(sign[0] == '>' ? TermKind::age_at_least : TermKind::age_below, 0, next_year ? age + 1 : age);
    }

    void add_sex() {
        must("=");
        if (take_if("female") || take_if("\"female\""))
            add(TermKind::sex_female);
        else if (take_if("male") || take_if("\"male\""))
            add(TermKind::sex_male);
        else
            expected("'female' or 'male'");
    }

    const KnownFindings* findings_;
    const std::string& where_;
    std::vector<std::string_view> tokens_;
    std::size_t next_ = 0;
    std::vector<Term> out_;
    std::size_t depth_ = 0, deepest_ = 0;
    int nesting_ = 0;
};

}  // namespace

bool is_expression_word(std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

std::vector<Term> compile_expression(std::string_view text, const KnownFindings* findings, const std::string& where) {
    return Compiler(text, findings, where).run();
}

}  // namespace knotwork::bake
