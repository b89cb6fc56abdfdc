#include "care/permission.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace knotwork {
namespace {

constexpr std::array<std::string_view, 4> always_at_hand{"hand", "wall", "chair", "step"};
constexpr std::string_view no_floor = "cannot-use-floor";

bool is_at_hand(const Atlas& atlas, std::uint32_t tool, const std::optional<std::vector<ToolId>>& at_hand) {
    if (!at_hand || std::find(at_hand->begin(), at_hand->end(), ToolId{tool}) != at_hand->end()) return true;
    const std::string_view id = atlas.text(atlas.tools()[tool].id);
    return std::find(always_at_hand.begin(), always_at_hand.end(), id) != always_at_hand.end();
}

bool holds_one(std::span<const std::uint32_t> refs, std::uint32_t index) {
    return std::find(refs.begin(), refs.end(), index) != refs.end();
}

bool names_group(const Atlas& atlas, Atlas::Range groups, std::uint32_t muscle) {
    const std::string_view own = atlas.text(atlas.muscles()[muscle].group);
    const auto names = atlas.names(groups);
    return std::any_of(names.begin(), names.end(), [&](Atlas::Text group) { return atlas.text(group) == own; });
}

// Whether a general rule is about this remedy, tools aside.
bool concerns_remedy(const Atlas& atlas, const Atlas::Contraindication& rule, const Atlas::Remedy& remedy) {
    if ((rule.kinds >> remedy.kind & 1u) == 0) return false;
    if (rule.positions != 0 && (rule.positions >> remedy.position & 1u) == 0) return false;
    if (kind_of(remedy) == atlas_format::RemedyKind::exercise && remedy.level < rule.level_from) return false;
    const auto named = atlas.refs(rule.muscles);
    if (named.empty() && rule.groups.begin == rule.groups.end) return true;
    const auto muscles = atlas.refs(remedy.muscles);
    return std::any_of(muscles.begin(), muscles.end(), [&](std::uint32_t muscle) {
        return holds_one(named, muscle) || names_group(atlas, rule.groups, muscle);
    });
}

void add_open(const Atlas& atlas, const Facts& facts, Atlas::Range when, std::vector<FindingId>& open) {
    for (const Atlas::Term& term : atlas.terms(when)) {
        if (!names_finding(term)) continue;
        const FindingId finding{term.index};
        const Atlas::Finding& record = atlas.findings()[term.index];
        // A test that was not done tells nothing, and need not be done for this.
        if (!concerns(record, facts) || record.group == static_cast<std::uint32_t>(atlas_format::FindingGroup::test))
            continue;
        if (std::find(open.begin(), open.end(), finding) != open.end()) continue;
        const std::optional<Facts> supposed = suppose_yes(atlas, facts, finding);
        if (supposed && holds(atlas, when, *supposed)) open.push_back(finding);
    }
}

}  // namespace

Permission find_permission(const Atlas& atlas, const Facts& facts, RemedyId id,
                           const std::optional<std::vector<ToolId>>& at_hand) {
    const Atlas::Remedy& remedy = atlas.remedies()[id.value];
    Permission out;
    std::vector<std::pair<std::uint32_t, ContraindicationId>> refused_tools;
    const auto rules = atlas.contraindications();
    for (std::uint32_t r = 0; r < rules.size(); ++r) {
        const Atlas::Contraindication& rule = rules[r];
        if (!concerns_remedy(atlas, rule, remedy)) continue;
        const auto effect = static_cast<atlas_format::Effect>(rule.effect);
        const bool is_of_tools = rule.tools.begin != rule.tools.end;
        if (!holds(atlas, rule.when, facts)) continue;
        if (effect == atlas_format::Effect::warn) {
            out.cautions.push_back(ContraindicationId{r});
        } else if (effect == atlas_format::Effect::light) {
            out.is_light = true;
        } else if (!is_of_tools) {
            out.refused_by.push_back(ContraindicationId{r});
        } else {
            for (const std::uint32_t tool : atlas.refs(rule.tools))
                refused_tools.emplace_back(tool, ContraindicationId{r});
        }
    }
    out.is_forbidden = (remedy.forbid.begin != remedy.forbid.end && holds(atlas, remedy.forbid, facts)) ||
                       (remedy.floor != 0 && says_yes(atlas, facts, no_floor));
    out.is_light = out.is_light || remedy.light != 0;
    const auto tools = atlas.refs(remedy.tools);
    std::vector<ContraindicationId> why;
    for (const std::uint32_t tool : tools) {
        const auto refused = std::find_if(refused_tools.begin(), refused_tools.end(),
                                          [&](const auto& entry) { return entry.first == tool; });
        if (refused != refused_tools.end())
            why.push_back(refused->second);
        else if (out.tool.is_none() && is_at_hand(atlas, tool, at_hand))
            out.tool = ToolId{tool};
    }
    if (!tools.empty() && out.tool.is_none()) {
        if (why.empty()) out.lacks_tool = true;
        std::sort(why.begin(), why.end());
        why.erase(std::unique(why.begin(), why.end()), why.end());
        out.refused_by.insert(out.refused_by.end(), why.begin(), why.end());
    }
    return out;
}

std::vector<FindingId> list_open(const Atlas& atlas, const Facts& facts, RemedyId id, ToolId tool) {
    const Atlas::Remedy& remedy = atlas.remedies()[id.value];
    std::vector<FindingId> out;
    if (remedy.forbid.begin != remedy.forbid.end) add_open(atlas, facts, remedy.forbid, out);
    for (const Atlas::Contraindication& rule : atlas.contraindications()) {
        if (rule.effect == static_cast<std::uint32_t>(atlas_format::Effect::warn)) continue;
        const auto of_tools = atlas.refs(rule.tools);
        if (!of_tools.empty() && (tool.is_none() || !holds_one(of_tools, tool.value))) continue;
        if (concerns_remedy(atlas, rule, remedy) && !holds(atlas, rule.when, facts))
            add_open(atlas, facts, rule.when, out);
    }
    return out;
}

bool is_about(const Atlas& atlas, Atlas::Range muscles, Atlas::Range conditions, Atlas::Range groups, SourceId id) {
    const auto is_empty = [](Atlas::Range range) { return range.begin == range.end; };
    if (is_empty(muscles) && is_empty(conditions) && is_empty(groups)) return true;
    if (id.is_none()) return false;
    const Atlas::Source& source = atlas.sources()[id.value];
    if (atlas.is_condition(source)) return holds_one(atlas.refs(conditions), source.condition);
    return holds_one(atlas.refs(muscles), source.muscle) || names_group(atlas, groups, source.muscle);
}

}  // namespace knotwork
