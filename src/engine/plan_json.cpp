// The JSON form of a plan.
#include <cmath>

#include "engine/assessment_json.hpp"
#include "engine/engine.hpp"
#include "engine/json_text.hpp"
#include "engine/remedy_json.hpp"

namespace knotwork {
namespace {

using atlas_format::RemedyKind;

void put(OrderedJson& out, const char* key, std::string_view text) {
    if (!text.empty()) out[key] = text;
}

OrderedJson item_to_json(const Atlas& atlas, const PlanItem& item) {
    const Atlas::Remedy& remedy = atlas.remedies()[item.remedy.value];
    OrderedJson out{{"id", item.id},
                    {"kind", atlas_format::remedy_kind_names[remedy.kind]},
                    {"remedy", atlas.text(remedy.id)},
                    {"name", atlas.text(remedy.name)}};
    if (!item.source.is_none()) {
        const Atlas::Source& point = atlas.sources()[item.source.value];
        out["source"] = atlas.text(point.id);
        out["where"] = atlas.text(point.where);
    }
    if (item.side) out["side"] = name(*item.side);
    if (!item.tool.is_none()) out["tool"] = atlas.text(atlas.tools()[item.tool.value].id);
    put_doing(atlas, remedy, out);
    if (!item.dose.protocol.is_none()) out["dose"] = dose_to_json(atlas, item.dose);
    out["why"] = item.why;
    put(out, "note", item.note);
    out["grade"] = atlas.text(remedy.grade);
    out["cites"] = cites_to_json(atlas, remedy.cites);
    return out;
}

// The doses that sources disagree on, side by side.
OrderedJson protocols_to_json(const Atlas& atlas, RemedyKind of) {
    OrderedJson out = OrderedJson::array();
    for (const Atlas::Protocol& p : atlas.protocols()) {
        if (p.of != static_cast<std::uint32_t>(of)) continue;
        out.push_back({{"id", atlas.text(p.id)},
                       {"name", atlas.text(p.name)},
                       {"default", p.is_default != 0},
                       {"hold_s", {p.hold_least_s, p.hold_most_s}},
                       {"repeats", {p.repeats_least, p.repeats_most}},
                       {"why", atlas.text(p.why)},
                       {"cites", cites_to_json(atlas, p.cites)}});
    }
    return out;
}

OrderedJson edits_to_json(const Atlas& atlas, const PlanEdits& edits) {
    OrderedJson out = OrderedJson::object();
    put(out, "by", edits.by);
    put(out, "note", edits.note);
    if (!edits.remove.empty()) out["remove"] = edits.remove;
    for (const PlanEdits::Addition& addition : edits.additions) {
        OrderedJson entry{{"remedy", atlas.text(atlas.remedies()[addition.remedy.value].id)}};
        if (addition.side) entry["side"] = name(*addition.side);
        put(entry, "note", addition.note);
        out["add"].push_back(entry);
    }
    for (const auto& [id, change] : edits.changes) {
        OrderedJson entry = OrderedJson::object();
        if (change.hold_s) entry["hold_s"] = *change.hold_s;
        for (const auto& [key, value] :
             {std::pair("repeats", change.repeats), std::pair("sets", change.sets),
              std::pair("per_day", change.per_day), std::pair("days_a_week", change.days_a_week)})
            if (value) entry[key] = *value;
        put(entry, "note", change.note);
        out["change"][id] = entry;
    }
    return out;
}

void add_routine(const Atlas& atlas, const CasePlan& plan, OrderedJson& out) {
    if (plan.plan.reassessment) {
        const Atlas::Reassessment& r = atlas.reassessments()[*plan.plan.reassessment];
        out["objective"] = {{"name", atlas.text(r.name)},
                            {"do", atlas.text(r.movement)},
                            {"better", atlas.text(r.better)},
                            {"cites", cites_to_json(atlas, r.cites)}};
    }
    out["items"] = OrderedJson::array();
    for (const PlanItem& item : plan.plan.items) out["items"].push_back(item_to_json(atlas, item));
    out["make_sure"] = OrderedJson::array();
    for (const FindingId finding : plan.plan.open)
        out["make_sure"].push_back(atlas.text(atlas.findings()[finding.value].id));
    for (const auto& [key, rules] :
         {std::pair("cautions", &plan.plan.cautions), std::pair("left_out", &plan.plan.left_out.rules)}) {
        out[key] = OrderedJson::array();
        for (const ContraindicationId rule : *rules) {
            const Atlas::Contraindication& c = atlas.contraindications()[rule.value];
            out[key].push_back(
                {{"rule", atlas.text(c.id)}, {"say", atlas.text(c.say)}, {"cites", cites_to_json(atlas, c.cites)}});
        }
    }
    for (const RemedyId remedy : plan.plan.left_out.forbidden)
        out["forbidden"].push_back(atlas.text(atlas.remedies()[remedy.value].id));
    for (const ToolId tool : plan.plan.left_out.missing)
        out["missing_tools"].push_back(atlas.text(atlas.tools()[tool.value].id));
    out["protocols"] = protocols_to_json(atlas, RemedyKind::pressure);
    out["advice"] = OrderedJson::array();
    for (const std::uint32_t a : plan.plan.advice) {
        const Atlas::Advice& advice = atlas.advice()[a];
        out["advice"].push_back({{"id", atlas.text(advice.id)},
                                 {"kind", atlas_format::advice_kind_names[advice.kind]},
                                 {"say", atlas.text(advice.say)},
                                 {"why", atlas.text(advice.why)},
                                 {"grade", atlas.text(advice.grade)},
                                 {"cites", cites_to_json(atlas, advice.cites)}});
    }
    out["directions"] = OrderedJson::array();
    for (const Atlas::Direction& direction : atlas.directions())
        out["directions"].push_back({{"kind", atlas_format::direction_kind_names[direction.kind]},
                                     {"say", atlas.text(direction.say)},
                                     {"cites", cites_to_json(atlas, direction.cites)}});
    out["edits"] = edits_to_json(atlas, plan.request.edits);
}

}  // namespace

std::string format_plan(const Engine& engine, const CasePlan& plan) {
    const Atlas& atlas = engine.atlas();
    OrderedJson out{{"format", "knotwork.plan/1"}, {"atlas", atlas.hash()}};
    out["triage"] = triage_to_json(atlas, plan.assessment.triage);
    out["start"] = format_date(plan.start);
    out["refused"] = name(plan.refusal);
    if (plan.provider) out["provider"] = atlas.text(atlas.providers()[*plan.provider].id);
    if (plan.refusal == PlanRefusal::emergency || plan.refusal == PlanRefusal::urgent) return format_json(out);
    out["review"] = format_date(plan.review);
    if (plan.assessment.standing) out["standing"] = standing_to_json(atlas, *plan.assessment.standing);
    out["targets"] = OrderedJson::array();
    for (const PlanTarget& target : plan.request.targets) {
        OrderedJson entry{{"source", atlas.text(atlas.sources()[target.source.value].id)},
                          {"role", name(target.role)},
                          {"probability", std::round(target.probability * 1e7) / 1e7}};
        put(entry, "why", target.why);
        out["targets"].push_back(entry);
    }
    add_routine(atlas, plan, out);
    std::vector<std::string> warnings = plan.assessment.trace.warnings;
    warnings.insert(warnings.end(), plan.plan.warnings.begin(), plan.plan.warnings.end());
    if (!warnings.empty()) out["warnings"] = warnings;
    return format_json(out);
}

std::string plan_json(const Engine& engine, std::string_view known, std::string_view start,
                      std::string_view edits_from) {
    const Atlas& atlas = engine.atlas();
    const Result<Case> parsed = parse_case(atlas, known);
    if (!parsed) return format_error(parsed.error());
    const Result<Date> date = parse_date(start, "start");
    if (!date) return format_error(date.error());
    PlanOptions options{.start = *date, .pressure = {}, .edits = {}};
    if (!edits_from.empty()) {
        Result<PlanEdits> edits = parse_plan_edits(atlas, edits_from);
        if (!edits) return format_error(edits.error());
        options.edits = std::move(*edits);
    }
    TraceScratch scratch;
    const Result<CasePlan> plan = plan_case(engine, *parsed, options, scratch);
    return plan ? format_plan(engine, *plan) : format_error(plan.error());
}

}  // namespace knotwork
