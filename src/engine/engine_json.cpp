// The JSON form of the facade.
#include <cmath>

#include "engine/engine.hpp"
#include "engine/json_text.hpp"
#include "engine/trace_json.hpp"

namespace knotwork {
namespace {

// Numbers are written to what they mean: more digits would differ between builds and tell nothing.
double probability(double p) { return std::round(p * 1e7) / 1e7; }
double cm2(double area) { return std::round(area * 100) / 100; }

OrderedJson texts(const std::vector<std::string_view>& list) {
    OrderedJson out = OrderedJson::array();
    for (const std::string_view text : list) out.push_back(text);
    return out;
}

template <class T, class Form>
OrderedJson list(const std::vector<T>& items, Form form) {
    OrderedJson out = OrderedJson::array();
    for (const T& item : items) out.push_back(form(item));
    return out;
}

// Keys of the works at these numbers.
template <class Detail>
OrderedJson keys(const Detail& detail, const std::vector<std::uint32_t>& numbers) {
    return list(numbers, [&](std::uint32_t number) { return OrderedJson(detail.citations[number].key); });
}

OrderedJson citation_to_json(const CitationView& c) {
    OrderedJson out{{"key", c.key}, {"authors", c.authors}, {"year", c.year}, {"title", c.title}};
    const auto add = [&](const char* key, std::string_view value) {
        if (!value.empty()) out[key] = value;
    };
    add("in", c.in);
    add("doi", c.doi);
    add("pmid", c.pmid);
    add("isbn", c.isbn);
    add("url", c.url);
    return out;
}

std::string_view name_of(atlas_format::FactKind kind) {
    switch (kind) {
        case atlas_format::FactKind::action: return "action";
        case atlas_format::FactKind::symptom: return "symptom";
        case atlas_format::FactKind::overload: return "overload";
        case atlas_format::FactKind::caution: return "caution";
    }
    return "";
}

OrderedJson zones_to_json(const std::vector<ZoneView>& zones) {
    return list(zones, [](const ZoneView& zone) {
        return OrderedJson{{"kind", zone.essential ? "essential" : "spillover"},
                           {"felt", zone.felt},
                           {"area_cm2", cm2(zone.area_cm2)}};
    });
}

OrderedJson point_to_json(const MuscleDetail& muscle, const PointView& point) {
    return {{"number", point.number},
            {"label", point.label},
            {"where", point.where},
            {"depth", point.depth},
            {"reach", point.reach},
            {"zones", zones_to_json(point.zones)},
            {"cites", keys(muscle, point.cites)}};
}

OrderedJson muscle_to_json(const MuscleDetail& m) {
    return {
        {"format", "knotwork.muscle/1"},
        {"id", m.id},
        {"name", m.name},
        {"latin", m.latin},
        {"synonyms", texts(m.synonyms)},
        {"group", m.group},
        {"layer", m.layer},
        {"under", texts(m.under)},
        {"summary", m.summary},
        {"origin", m.origin},
        {"insertion", m.insertion},
        {"nerve", m.nerve},
        {"anatomy_cites", keys(m, m.anatomy_cites)},
        {"note", m.note},
        {"base_rate", m.base_rate},
        {"base_rate_cites", keys(m, m.base_rate_cites)},
        {"facts",
         list(m.facts,
              [&](const FactView& fact) {
                  return OrderedJson{{"kind", name_of(fact.kind)}, {"text", fact.text}, {"cites", keys(m, fact.cites)}};
              })},
        {"points", list(m.points, [&](const PointView& point) { return point_to_json(m, point); })},
        {"neighbours", list(m.neighbours,
                            [&](const NeighbourView& neighbour) {
                                return OrderedJson{{"muscle", neighbour.id},
                                                   {"why", neighbour.why},
                                                   {"cites", keys(m, neighbour.cites)}};
                            })},
        {"citations", list(m.citations, citation_to_json)}};
}

OrderedJson condition_to_json(const ConditionDetail& c) {
    // Shares come as floats; what they were written as has few digits.
    const auto share = [](double x) { return std::round(x * 1e5) / 1e5; };
    return {
        {"format", "knotwork.condition/1"},
        {"id", c.id},
        {"name", c.name},
        {"plain", c.plain},
        {"synonyms", texts(c.synonyms)},
        {"group", c.group},
        {"sided", c.sided},
        {"summary", c.summary},
        {"summary_cites", keys(c, c.summary_cites)},
        {"symptoms", texts(c.symptoms)},
        {"base_rate", share(c.base_rate)},
        {"base_rate_cites", keys(c, c.base_rate_cites)},
        {"shifts",
         list(
             c.shifts,
             [&](const ShiftView& shift) {
                 return OrderedJson{{"when", shift.when}, {"odds", share(shift.odds)}, {"cites", keys(c, shift.cites)}};
             })},
        {"zones", zones_to_json(c.zones)},
        {"zone_cites", keys(c, c.zone_cites)},
        {"findings", list(c.signs,
                          [&](const SignView& sign) {
                              return OrderedJson{{"finding", sign.finding},
                                                 {"name", sign.name},
                                                 {"other_side", sign.other_side},
                                                 {"yes", share(sign.yes)},
                                                 {"people", sign.people},
                                                 {"cites", keys(c, sign.cites)},
                                                 {"false_yes", share(sign.false_yes)},
                                                 {"false_people", sign.false_people},
                                                 {"false_yes_cites", keys(c, sign.false_yes_cites)}};
                          })},
        {"breeds",
         list(c.breeds,
              [&](const BreedView& breed) {
                  OrderedJson out{{"muscle", breed.muscle}};
                  if (breed.number != 0) out["point"] = breed.number;
                  out.update({{"odds", share(breed.odds)}, {"why", breed.why}, {"cites", keys(c, breed.cites)}});
                  return out;
              })},
        {"next", c.next},
        {"provider", c.provider},
        {"note", c.note},
        {"citations", list(c.citations, citation_to_json)}};
}

}  // namespace

OrderedJson decision_to_json(const Atlas& atlas, SourceId source, double p) {
    const Atlas::Source& s = atlas.sources()[source.value];
    OrderedJson out = OrderedJson::object();
    if (atlas.is_condition(s)) {
        const Atlas::Condition& condition = atlas.conditions()[s.condition];
        out["kind"] = "condition";
        out["condition"] = atlas.text(condition.id);
        out["name"] = atlas.text(condition.name);
    } else {
        const Atlas::Muscle& muscle = atlas.muscles()[s.muscle];
        out["kind"] = "muscle";
        out["muscle"] = atlas.text(muscle.id);
        out["name"] = atlas.text(muscle.name);
    }
    if (s.sided != 0) out["side"] = name(static_cast<Side>(s.side));
    out["probability"] = probability(p);
    return out;
}

OrderedJson decisions_to_json(const Atlas& atlas, std::span<const Decision> decisions) {
    OrderedJson out = OrderedJson::array();
    for (const Decision& decision : decisions)
        if (decision.probability >= least_listed)
            out.push_back(decision_to_json(atlas, decision.source, decision.probability));
    return out;
}

OrderedJson trace_to_json(const Atlas& atlas, const Trace& trace) {
    const auto id = [&](SourceId source) { return atlas.text(atlas.sources()[source.value].id); };
    OrderedJson out{{"format", "knotwork.trace/1"},
                    {"atlas", atlas.hash()},
                    {"painted_cm2", cm2(trace.painted_cm2)},
                    {"unexplained_cm2", cm2(trace.unexplained_cm2)},
                    {"other", probability(trace.other)}};
    out["sources"] = list(trace.sources, [&](const TracedSource& traced) {
        const Atlas::Source& source = atlas.sources()[traced.source.value];
        OrderedJson item{{"id", id(traced.source)}};
        if (atlas.is_condition(source)) {
            item["kind"] = "condition";
            item["condition"] = atlas.text(atlas.conditions()[source.condition].id);
        } else {
            item["kind"] = "trigger-point";
            item["muscle"] = atlas.text(atlas.muscles()[source.muscle].id);
            item["point"] = source.number;
        }
        if (source.sided != 0) item["side"] = name(static_cast<Side>(source.side));
        item["probability"] = probability(traced.probability);
        item["explains"] = probability(traced.explains);
        item["predicted_blank"] = probability(traced.predicted_blank);
        return item;
    });
    out["decisions"] = decisions_to_json(atlas, trace.decisions);
    out["explanations"] = list(trace.explanations, [&](const TracedExplanation& explanation) {
        OrderedJson ids = list(explanation.sources, [&](SourceId source) { return OrderedJson(id(source)); });
        if (explanation.other) ids.push_back("other");
        return OrderedJson{{"sources", ids},
                           {"probability", probability(explanation.probability)},
                           {"explains", probability(explanation.explains)}};
    });
    if (!trace.warnings.empty()) out["warnings"] = trace.warnings;
    return out;
}

std::string format_trace(const Engine& engine, const Trace& trace) {
    OrderedJson out = trace_to_json(engine.atlas(), trace);
    out["triage"] = {{"urgency", "none"}, {"reasons", OrderedJson::array()}};
    return format_json(out);
}

std::string trace_json(const Engine& engine, std::string_view drawing, TraceScratch& scratch) {
    if (is_case(drawing)) return trace_case_json(engine, drawing, scratch);
    const Result<Drawing> parsed = parse_drawing(drawing);
    if (!parsed) return format_error(parsed.error());
    const Result<Trace> trace = trace_drawing(engine, *parsed, scratch);
    return trace ? format_trace(engine, *trace) : format_error(trace.error());
}

std::string trace_json(const Engine& engine, std::string_view drawing) {
    TraceScratch scratch;
    return trace_json(engine, drawing, scratch);
}

std::string regions_json(const Engine& engine) {
    return format_json(
        {{"format", "knotwork.regions/1"}, {"regions", list(get_regions(engine), [](const RegionView& region) {
                                                return OrderedJson{{"id", region.id},
                                                                   {"label", region.label},
                                                                   {"synonyms", texts(region.synonyms)},
                                                                   {"area_cm2", cm2(region.area_cm2)}};
                                            })}});
}

std::string landmarks_json(const Engine& engine) {
    return format_json(
        {{"format", "knotwork.landmarks/1"},
         {"landmarks", list(get_landmarks(engine), [](const LandmarkView& l) {
              const auto number = [](float value) { return std::round(static_cast<double>(value) * 1e4) / 1e4; };
              return OrderedJson{{"id", l.id},
                                 {"label", l.label},
                                 {"find", l.find},
                                 {"midline", l.midline},
                                 {"segment", name(l.segment)},
                                 {"t", number(l.t)},
                                 {"angle", number(l.angle)},
                                 {"xyz", {number(l.position.x), number(l.position.y), number(l.position.z)}}};
          })}});
}

std::string muscles_json(const Engine& engine) {
    return format_json({{"format", "knotwork.muscles/1"},
                        {"muscles", list(get_muscles(engine), [](const MuscleView& muscle) {
                             return OrderedJson{
                                 {"id", muscle.id},       {"name", muscle.name},          {"latin", muscle.latin},
                                 {"group", muscle.group}, {"points", muscle.point_count}, {"summary", muscle.summary}};
                         })}});
}

std::string muscle_json(const Engine& engine, std::string_view name) {
    const Result<MuscleDetail> muscle = resolve_muscle(engine, name);
    return muscle ? format_json(muscle_to_json(*muscle)) : format_error(muscle.error());
}

std::string conditions_json(const Engine& engine) {
    return format_json({{"format", "knotwork.conditions/1"},
                        {"conditions", list(get_conditions(engine), [](const ConditionView& c) {
                             return OrderedJson{{"id", c.id},       {"name", c.name},   {"plain", c.plain},
                                                {"group", c.group}, {"sided", c.sided}, {"summary", c.summary}};
                         })}});
}

std::string condition_json(const Engine& engine, std::string_view name) {
    const Result<ConditionDetail> condition = resolve_condition(engine, name);
    return condition ? format_json(condition_to_json(*condition)) : format_error(condition.error());
}

std::string citations_json(const Engine& engine) {
    return format_json({{"format", "knotwork.citations/1"},
                        {"citations", list(build_citation_views(engine.atlas()), citation_to_json)}});
}

}  // namespace knotwork
