#include "care/triage.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace knotwork {
namespace {

Urgency urgency_of(const Atlas::Rule& rule) { return static_cast<Urgency>(rule.urgency); }

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
    // How urgent the most urgent rule is that a sign takes part in, and of which class.
    struct Place {
        Urgency urgency = Urgency::none;
        std::uint32_t rule = 0;
    };
    std::map<std::uint32_t, Place> places;
    for (std::uint32_t r = 0; r < atlas.rules().size(); ++r)
        for (const Atlas::Term& term : atlas.terms(atlas.rules()[r].when)) {
            const auto kind = static_cast<atlas_format::TermKind>(term.kind);
            if (kind != atlas_format::TermKind::finding && kind != atlas_format::TermKind::both) continue;
            const Atlas::Finding& finding = atlas.findings()[term.index];
            if (finding.group != static_cast<std::uint32_t>(atlas_format::FindingGroup::red_flag)) continue;
            const auto [place, is_new] = places.try_emplace(term.index, Place{urgency_of(atlas.rules()[r]), r});
            if (!is_new && urgency_of(atlas.rules()[r]) > place->second.urgency)
                place->second = {urgency_of(atlas.rules()[r]), r};
        }
    // Classes by their most urgent sign; within a class the more urgent signs first.
    std::map<std::string_view, Urgency> of_class;
    for (const auto& [finding, place] : places) {
        Urgency& urgency = of_class[atlas.text(atlas.rules()[place.rule].rule_class)];
        urgency = std::max(urgency, place.urgency);
    }
    std::vector<std::uint32_t> order;
    for (const auto& [finding, place] : places) {
        const bool sided = atlas.findings()[finding].sided != 0;
        const bool answered = sided ? facts.is_answered({FindingId{finding}, Side::left, {}}) &&
                                          facts.is_answered({FindingId{finding}, Side::right, {}})
                                    : facts.is_answered({FindingId{finding}, {}, {}});
        if (!answered) order.push_back(finding);
    }
    const auto class_of = [&](std::uint32_t f) { return atlas.text(atlas.rules()[places[f].rule].rule_class); };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::string_view x = class_of(a), y = class_of(b);
        if (x != y) return of_class[x] != of_class[y] ? of_class[x] > of_class[y] : x < y;
        return places[a].urgency > places[b].urgency;
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
    return screens;
}

}  // namespace knotwork
