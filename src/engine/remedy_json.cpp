// The JSON form of remedies, and of whom to see.
#include "engine/remedy_json.hpp"

#include <algorithm>

#include "engine/assessment_json.hpp"
#include "engine/engine.hpp"

namespace knotwork {
namespace {

using atlas_format::RemedyKind;

OrderedJson texts_to_json(const Atlas& atlas, Atlas::Range names) {
    OrderedJson out = OrderedJson::array();
    for (const Atlas::Text text : atlas.names(names)) out.push_back(atlas.text(text));
    return out;
}

void put(OrderedJson& out, const char* key, std::string_view text) {
    if (!text.empty()) out[key] = text;
}

std::string_view muscle_id(const Atlas& atlas, std::uint32_t muscle) { return atlas.text(atlas.muscles()[muscle].id); }

OrderedJson activity_to_json(const Atlas& atlas, const Atlas::MuscleActivity& activity) {
    return {{"muscle", muscle_id(atlas, activity.muscle)},
            {"mvic", activity.mvic},
            {"people", activity.people},
            {"cites", cites_to_json(atlas, activity.cites)}};
}

OrderedJson remedy_to_json(const Atlas& atlas, const Atlas::Remedy& remedy) {
    const RemedyKind kind = kind_of(remedy);
    OrderedJson out{{"remedy", atlas.text(remedy.id)},
                    {"kind", atlas_format::remedy_kind_names[remedy.kind]},
                    {"name", atlas.text(remedy.name)}};
    out["muscles"] = OrderedJson::array();
    for (const std::uint32_t muscle : atlas.refs(remedy.muscles)) out["muscles"].push_back(muscle_id(atlas, muscle));
    for (const std::uint32_t number : atlas.refs(remedy.points)) out["points"].push_back(number);
    out["sided"] = remedy.sided != 0;
    for (const std::uint32_t tool : atlas.refs(remedy.tools))
        out["tools"].push_back(atlas.text(atlas.tools()[tool].id));
    if (kind == RemedyKind::pressure) out["light"] = remedy.light != 0;
    put_doing(atlas, remedy, out);
    if (const Dose dose = build_dose(atlas, remedy, find_protocol(atlas, kind)); !dose.protocol.is_none())
        out["dose"] = dose_to_json(atlas, dose);
    if (kind == RemedyKind::exercise) out["level"] = remedy.level;
    if (remedy.after != atlas_format::no_index) out["after"] = atlas.text(atlas.remedies()[remedy.after].id);
    for (const Atlas::MuscleActivity& activity : atlas.activities(remedy.activities))
        out["activities"].push_back(activity_to_json(atlas, activity));
    if (!atlas.terms(remedy.forbid).empty()) out["not_if"] = format_terms(atlas, remedy.forbid);
    put(out, "note", atlas.text(remedy.note));
    out["grade"] = atlas.text(remedy.grade);
    out["cites"] = cites_to_json(atlas, remedy.cites);
    return out;
}

}  // namespace

OrderedJson dose_to_json(const Atlas& atlas, const Dose& dose) {
    const Atlas::Protocol& protocol = atlas.protocols()[dose.protocol.value];
    OrderedJson out{{"protocol", atlas.text(protocol.id)}, {"name", atlas.text(protocol.name)}};
    if (dose.hold_most_s > 0) out["hold_s"] = {dose.hold_least_s, dose.hold_most_s};
    if (dose.sets > 0) out["sets"] = dose.sets;
    out["repeats"] = {dose.repeats_least, dose.repeats_most};
    out["rest_s"] = dose.rest_s;
    out["per_day"] = {dose.day_least, dose.day_most};
    out["days_a_week"] = dose.days_a_week;
    out["pain_most"] = dose.pain_most;
    return out;
}

void put_doing(const Atlas& atlas, const Atlas::Remedy& remedy, OrderedJson& out) {
    put(out, "position", atlas_format::start_position_names[remedy.position]);
    out["floor"] = remedy.floor != 0;
    out["steps"] = texts_to_json(atlas, remedy.steps);
    const bool is_pressing = kind_of(remedy) == RemedyKind::pressure || kind_of(remedy) == RemedyKind::position;
    put(out, is_pressing ? "press" : "feel", atlas.text(remedy.feel));
    out["avoid"] = texts_to_json(atlas, remedy.avoid);
    put(out, "easier", atlas.text(remedy.easier));
    put(out, "harder", atlas.text(remedy.harder));
    if (remedy.provider != atlas_format::no_index) out["provider"] = atlas.text(atlas.providers()[remedy.provider].id);
}

std::string remedies_json(const Engine& engine, std::string_view muscle) {
    const Atlas& atlas = engine.atlas();
    std::optional<MuscleId> wanted;
    if (!muscle.empty()) {
        const Result<MuscleId> found = resolve_muscle_name(atlas, muscle);
        if (!found) return format_error(found.error());
        wanted = *found;
    }
    OrderedJson out{{"format", "knotwork.remedies/1"}, {"atlas", atlas.hash()}, {"remedies", OrderedJson::array()}};
    for (const Atlas::Remedy& remedy : atlas.remedies()) {
        const auto muscles = atlas.refs(remedy.muscles);
        if (!wanted || std::find(muscles.begin(), muscles.end(), wanted->value) != muscles.end())
            out["remedies"].push_back(remedy_to_json(atlas, remedy));
    }
    out["tools"] = OrderedJson::array();
    for (const Atlas::Tool& tool : atlas.tools()) {
        OrderedJson entry{{"id", atlas.text(tool.id)}, {"name", atlas.text(tool.name)}};
        put(entry, "instead", atlas.text(tool.instead));
        out["tools"].push_back(entry);
    }
    return format_json(out);
}

std::string providers_json(const Engine& engine) {
    const Atlas& atlas = engine.atlas();
    OrderedJson out{{"format", "knotwork.providers/1"}, {"providers", OrderedJson::array()}};
    for (const Atlas::Provider& provider : atlas.providers())
        out["providers"].push_back({{"id", atlas.text(provider.id)},
                                    {"name", atlas.text(provider.name)},
                                    {"plain", atlas.text(provider.plain)},
                                    {"cites", cites_to_json(atlas, provider.cites)}});
    return format_json(out);
}

}  // namespace knotwork
