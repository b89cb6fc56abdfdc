#include "care/triage.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <string>

namespace knotwork {
namespace {

Urgency urgency_of(const Atlas::Rule& rule) { return static_cast<Urgency>(rule.urgency); }

bool is_open(const Atlas& atlas, const Facts& facts, FindingId finding) {
    const std::vector<Subject> subjects = list_subjects(atlas, finding);
    return std::any_of(subjects.begin(), subjects.end(), [&](const Subject& s) { return !facts.is_answered(s); });
}

// Signs of all kinds, not yet answered, of which one yes alone would make something urgent of what is known already: in
// both legs alike where a rule asks for that.
std::vector<std::vector<FindingId>> list_decisive(const Atlas& atlas, const Facts& facts) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> rules_of;  // by finding: urgent ones that do not hold
    for (std::uint32_t r = 0; r < atlas.rules().size(); ++r) {
        const Atlas::Rule& rule = atlas.rules()[r];
        if (urgency_of(rule) < Urgency::same_day || holds(atlas, rule.when, facts)) continue;
        for (const Atlas::Term& term : atlas.terms(rule.when))
            if (names_finding(term)) rules_of[term.index].push_back(r);
    }
    std::vector<std::vector<FindingId>> screens;
    for (const auto& [f, rules] : rules_of) {
        const Atlas::Finding& finding = atlas.findings()[f];
        const std::optional<Facts> supposed = suppose_yes(atlas, facts, FindingId{f});
        if (!supposed || !concerns(finding, facts) ||
            finding.who == static_cast<std::uint32_t>(atlas_format::Examiner::professional))
            continue;
        const bool decides = std::any_of(rules.begin(), rules.end(), [&](std::uint32_t r) {
            return holds(atlas, atlas.rules()[r].when, *supposed);
        });
        if (!decides) continue;
        if (screens.empty() || screens.back().size() == screen_size) screens.emplace_back();
        screens.back().push_back(FindingId{f});
    }
    return screens;
}

}  // namespace

Triage compute_triage(const Atlas& atlas, const Facts& facts) {
    Triage triage;
    for (std::uint32_t r = 0; r < atlas.rules().size(); ++r) {
        const Atlas::Rule& rule = atlas.rules()[r];
        if (!holds(atlas, rule.when, facts)) continue;
        triage.reasons.push_back(RuleId{r});
        triage.urgency = std::max(triage.urgency, urgency_of(rule));
    }
    std::stable_sort(triage.reasons.begin(), triage.reasons.end(), [&](RuleId a, RuleId b) {
        return urgency_of(atlas.rules()[a.value]) > urgency_of(atlas.rules()[b.value]);
    });
    return triage;
}

std::vector<RuleId> list_unacknowledged(const Atlas& atlas, const Triage& triage,
                                        std::span<const std::string> acknowledged) {
    std::vector<RuleId> out;
    for (const RuleId rule : triage.reasons) {
        const Atlas::Rule& r = atlas.rules()[rule.value];
        if (urgency_of(r) != Urgency::emergency) continue;
        if (std::find(acknowledged.begin(), acknowledged.end(), atlas.text(r.id)) == acknowledged.end())
            out.push_back(rule);
    }
    return out;
}

std::vector<std::vector<FindingId>> list_screens(const Atlas& atlas, const Facts& facts) {
    // The rule that a sign belongs to: the most urgent that it takes part in, of these the one with the fewest terms.
    std::map<std::uint32_t, std::uint32_t> rule_of;
    const auto rules = atlas.rules();
    const auto rank = [&](std::uint32_t r) {
        return std::pair(static_cast<std::uint32_t>(Urgency::emergency) - rules[r].urgency,
                         rules[r].when.end - rules[r].when.begin);
    };
    for (std::uint32_t r = 0; r < rules.size(); ++r)
        for (const Atlas::Term& term : atlas.terms(rules[r].when)) {
            if (!names_finding(term) || !is_danger_sign(atlas.findings()[term.index])) continue;
            const auto [known, is_new] = rule_of.try_emplace(term.index, r);
            if (!is_new && rank(r) < rank(known->second)) known->second = r;
        }
    // Classes by their most urgent sign, then as the rules stand; within a class likewise.
    struct ClassRank {
        std::uint32_t calm = static_cast<std::uint32_t>(Urgency::emergency);
        std::uint32_t first_rule = 0xFFFFFFFFu;
        auto operator<=>(const ClassRank&) const = default;
    };
    std::map<std::string_view, ClassRank> classes;
    const auto class_of = [&](std::uint32_t finding) { return atlas.text(rules[rule_of.at(finding)].rule_class); };
    for (const auto& [finding, rule] : rule_of) {
        ClassRank& known = classes[class_of(finding)];
        known = std::min(known, ClassRank{rank(rule).first, rule});
    }
    std::vector<std::uint32_t> order;
    for (const auto& [finding, rule] : rule_of)
        if (is_open(atlas, facts, FindingId{finding}) && concerns(atlas.findings()[finding], facts))
            order.push_back(finding);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const ClassRank &x = classes[class_of(a)], &y = classes[class_of(b)];
        return x != y ? x < y : rank(rule_of[a]).first < rank(rule_of[b]).first;
    });
    std::vector<std::vector<FindingId>> screens;
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i;
        while (end < order.size() && class_of(order[end]) == class_of(order[i])) ++end;
        // A class is not torn apart where it fits on one screen.
        if (screens.empty() || screens.back().size() + (end - i) > screen_size) screens.emplace_back();
        for (; i < end; ++i) {
            if (screens.back().size() == screen_size) screens.emplace_back();
            screens.back().push_back(FindingId{order[i]});
        }
    }
    if (screens.empty()) screens = list_decisive(atlas, facts);
    return screens;
}

}  // namespace knotwork
