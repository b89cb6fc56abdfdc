#include "care/facts.hpp"

#include <algorithm>
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

std::vector<Subject> list_subjects(const Atlas& atlas, FindingId finding) {
    const Atlas::Finding& record = atlas.findings()[finding.value];
    if (!is_palpation(record)) {
        if (record.sided == 0) return {{finding, {}, {}}};
        return {{finding, Side::left, {}}, {finding, Side::right, {}}};
    }
    std::vector<Subject> out;
    for (std::uint32_t s = 0; s < atlas.trigger_points().size(); ++s) out.push_back({finding, {}, SourceId{s}});
    return out;
}

std::vector<Subject> list_subjects(const Atlas& atlas) {
    std::vector<Subject> out;
    for (std::uint32_t f = 0; f < atlas.findings().size(); ++f) {
        const std::vector<Subject> of_one = list_subjects(atlas, FindingId{f});
        out.insert(out.end(), of_one.begin(), of_one.end());
    }
    return out;
}

std::size_t count_questions(const Atlas& atlas, const Facts& facts) {
    return static_cast<std::size_t>(
        std::count_if(facts.answers.begin(), facts.answers.end(), [&](const Answer& answer) {
            const Atlas::Finding& finding = atlas.findings()[answer.subject.finding.value];
            return !is_danger_sign(finding) && !is_never_asked(finding);
        }));
}

bool concerns(const Atlas::Finding& finding, const Facts& facts) {
    const auto asked_of = static_cast<atlas_format::AskedOf>(finding.asked_of);
    if (is_never_asked(finding)) return false;
    if (asked_of == atlas_format::AskedOf::everyone || !facts.sex) return true;
    return (asked_of == atlas_format::AskedOf::female) == (*facts.sex == Sex::female);
}

bool says_yes(const Atlas& atlas, const Facts& facts, std::string_view id) {
    return std::any_of(facts.answers.begin(), facts.answers.end(), [&](const Answer& answer) {
        return answer.reply == Reply::yes && atlas.text(atlas.findings()[answer.subject.finding.value].id) == id;
    });
}

std::optional<Facts> suppose_yes(const Atlas& atlas, const Facts& facts, FindingId finding) {
    std::optional<Facts> out;
    for (const Subject& subject : list_subjects(atlas, finding)) {
        if (facts.is_answered(subject)) continue;
        if (!out) out = facts;
        out->answers.push_back({subject, Reply::yes});
    }
    return out;
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
