#include "case_input.hpp"

#include <algorithm>

#include "engine/json_text.hpp"

namespace knotwork::cli {

bool is_case(std::string_view json) {
    constexpr std::string_view family = "knotwork.case/";
    if (json.find(family) == std::string_view::npos) return false;  // a large drawing is not parsed twice
    const Result<Json> root = parse_json(json, {DrawingLimits::bytes, 10, 1'500'000});
    if (!root || !root->is_object()) return false;
    const auto format = root->find("format");
    return format != root->end() && format->is_string() && format->get_ref<const std::string&>().starts_with(family);
}

Result<Case> parse_case_or_drawing(const Atlas& atlas, std::string_view json) {
    if (is_case(json)) return parse_case(atlas, json);
    Result<Drawing> drawing = parse_drawing(json);
    if (!drawing) return tl::unexpected(drawing.error());
    Case known;
    set_drawing(known, std::move(*drawing));
    return known;
}

void set_drawing(Case& known, Drawing drawing) {
    for (const Mark& mark : drawing.marks)
        if (mark.intensity)
            known.facts.pain = std::max(known.facts.pain.value_or(0), static_cast<double>(*mark.intensity));
    known.drawing = std::move(drawing);
}

void acknowledge_emergencies(const Atlas& atlas, Case& known) {
    const Triage triage = compute_triage(atlas, known.facts);
    for (const RuleId rule : list_unacknowledged(atlas, triage, known.acknowledged))
        known.acknowledged.emplace_back(atlas.text(atlas.rules()[rule.value].id));
}

}  // namespace knotwork::cli
