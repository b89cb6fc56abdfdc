#include "care/facts.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

namespace knotwork {

Reply Facts::find(const Subject& subject) const {
    const auto found =
        std::find_if(answers.begin(), answers.end(), [&](const Answer& a) { return a.subject == subject; });
    return found == answers.end() ? Reply::unknown : found->reply;
}

bool Facts::is_answered(const Subject& subject) const {
    return std::any_of(answers.begin(), answers.end(), [&](const Answer& a) { return a.subject == subject; });
}

std::string format_subject(const Atlas& atlas, const Subject& subject) {
    std::string out(atlas.text(atlas.findings()[subject.finding.value].id));
    if (!subject.point.is_none()) out += "/" + std::string(atlas.text(atlas.sources()[subject.point.value].id));
    if (subject.side) out += "/" + std::string(name(*subject.side));
    return out;
}

std::vector<Subject> list_subjects(const Atlas& atlas) {
    std::vector<Subject> out;
    for (std::uint32_t f = 0; f < atlas.findings().size(); ++f) {
        const Atlas::Finding& finding = atlas.findings()[f];
        if (is_palpation(finding)) {
            for (std::uint32_t s = 0; s < atlas.sources().size(); ++s)
                if (!atlas.is_condition(atlas.sources()[s])) out.push_back({FindingId{f}, {}, SourceId{s}});
        } else if (finding.sided != 0) {
            for (const Side side : {Side::left, Side::right}) out.push_back({FindingId{f}, side, {}});
        } else {
            out.push_back({FindingId{f}, {}, {}});
        }
    }
    return out;
}

bool concerns(const Atlas::Finding& finding, const Facts& facts) {
    const auto asked_of = static_cast<atlas_format::AskedOf>(finding.asked_of);
    if (asked_of == atlas_format::AskedOf::everyone || !facts.sex) return true;
    return (asked_of == atlas_format::AskedOf::female) == (*facts.sex == Sex::female);
}

bool holds(const Atlas& atlas, Atlas::Range terms, const Facts& facts) {
    using enum atlas_format::TermKind;
    std::vector<bool> stack;
    const auto says_yes = [&](std::uint32_t f, std::optional<Side> side) {
        return facts.find({FindingId{f}, side, {}}) == Reply::yes;
    };
    const auto pop = [&] {
        const bool top = stack.back();
        stack.pop_back();
        return top;
    };
    for (const Atlas::Term& term : atlas.terms(terms)) {
        const auto number = static_cast<double>(term.number);
        switch (static_cast<atlas_format::TermKind>(term.kind)) {
            case finding:
                stack.push_back(atlas.findings()[term.index].sided == 0
                                    ? says_yes(term.index, {})
                                    : says_yes(term.index, Side::left) || says_yes(term.index, Side::right));
                break;
            case both: stack.push_back(says_yes(term.index, Side::left) && says_yes(term.index, Side::right)); break;
            case age_at_least: stack.push_back(facts.age && *facts.age >= number); break;
            case age_below: stack.push_back(facts.age && *facts.age < number); break;
            case pain_at_least: stack.push_back(facts.pain && *facts.pain >= number); break;
            case sex_female: stack.push_back(facts.sex == Sex::female); break;
            case sex_male: stack.push_back(facts.sex == Sex::male); break;
            case op_not: stack.back() = !stack.back(); break;
            case op_and: {
                const bool b = pop(), a = pop();
                stack.push_back(a && b);
                break;
            }
            case op_or: {
                const bool b = pop(), a = pop();
                stack.push_back(a || b);
                break;
            }
            case at_least: {
                std::uint32_t count = 0;
                for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(term.number); ++i) count += pop() ? 1 : 0;
                stack.push_back(count >= term.index);
                break;
            }
        }
    }
    assert(stack.size() == 1);  // the atlas was checked
    return stack.back();
}

}  // namespace knotwork
