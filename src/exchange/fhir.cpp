// Records as FHIR resources.
#include "exchange/fhir.hpp"

#include <cmath>
#include <span>

#include "base/hash.hpp"
#include "exchange/clean_text.hpp"
#include "exchange/fhir_bundle.hpp"

namespace knotwork {
namespace fhir {
namespace {

std::string_view type_of(EntryKind kind) { return kind == EntryKind::measure ? "Observation" : "DocumentReference"; }

// What a document is, in words.
std::string_view words_of(EntryKind kind) {
    switch (kind) {
        case EntryKind::measure: return "Reading";
        case EntryKind::note: return "Note";
        case EntryKind::case_: return "Knotwork case: pain drawing, profile and answers";
        case EntryKind::drawing: return "Knotwork pain drawing";
        case EntryKind::answers: return "Knotwork answers";
        case EntryKind::trace: return "Knotwork trace: likely sources of the pain";
        case EntryKind::plan: return "Knotwork plan";
        case EntryKind::session: return "Knotwork session: a plan as it was done";
    }
    return "Note";
}

OrderedJson begin(std::string_view type, const std::string& urn, std::string_view tag) {
    OrderedJson out{{"resourceType", type}, {"id", urn.substr(std::string_view("urn:uuid:").size())}};
    out["meta"] = {{"tag", OrderedJson::array({make_coding(record_system, tag)})}};
    return out;
}

const MeasureCode* find_measure(std::span<const MeasureCode> measures, std::string_view id) {
    for (const MeasureCode& measure : measures)
        if (measure.id == id) return &measure;
    return nullptr;
}

void add_person(Bundle& bundle, const Person& person, const Facts* facts) {
    OrderedJson out = Bundle::begin_record("Patient", person.id, "person");
    if (!person.name.empty()) {
        OrderedJson name = OrderedJson::object();
        put_text(name, "text", person.name);
        out["name"] = OrderedJson::array({name});
    }
    if (facts != nullptr && facts->sex) out["gender"] = *facts->sex == Sex::female ? "female" : "male";
    bundle.add(std::move(out));
}

void add_episode(Bundle& bundle, const Episode& episode, bool is_known) {
    OrderedJson out = Bundle::begin_record("Condition", episode.id, "episode");
    const std::string_view clinical = episode.ended ? "resolved" : "active";
    out["clinicalStatus"] = {{"coding", OrderedJson::array({make_coding(
                                            "http://terminology.hl7.org/CodeSystem/condition-clinical", clinical)})}};
    out["verificationStatus"] = {
        {"coding", OrderedJson::array(
                       {make_coding("http://terminology.hl7.org/CodeSystem/condition-ver-status", "provisional")})}};
    if (!episode.title.empty()) out["code"] = make_text_concept(episode.title);
    out["subject"] = bundle.refer_to_person_of(episode.id);
    out["onsetDateTime"] = format_date(episode.begun);
    if (episode.ended) out["abatementDateTime"] = format_date(*episode.ended);
    if (is_known)
        if (OrderedJson notes = list_danger_notes(bundle); !notes.empty()) out["note"] = std::move(notes);
    bundle.add(std::move(out));
}

// What every entry has: the episode, what it rests on, and the atlas it was made with.
void put_links(const Bundle& bundle, OrderedJson& out, const Entry& entry) {
    OrderedJson links =
        OrderedJson::array({make_extension(episode_url, "valueReference", bundle.refer(entry.episode))});
    if (!entry.of.empty()) links.push_back(make_extension(rests_on_url, "valueReference", bundle.refer(entry.of)));
    if (!entry.atlas.empty()) {
        OrderedJson atlas{{"url", atlas_url}};
        put_text(atlas, "valueString", entry.atlas);
        links.push_back(std::move(atlas));
    }
    out["extension"] = std::move(links);
}

void add_measure(Bundle& bundle, const Entry& entry) {
    const MeasureCode* measure = find_measure(bundle.input().measures, entry.measure);
    OrderedJson out = Bundle::begin_record("Observation", entry.id, name(entry.kind));
    put_links(bundle, out, entry);
    out["status"] = "final";
    OrderedJson codes = OrderedJson::array();
    if (measure != nullptr && !measure->loinc.empty()) codes.push_back(make_coding(loinc_system, measure->loinc));
    codes.push_back(make_coding(measure_system, entry.measure, measure != nullptr ? measure->name : ""));
    out["code"] = {{"coding", std::move(codes)}};
    put_text(out["code"], "text", measure != nullptr && !measure->name.empty() ? measure->name : entry.measure);
    out["subject"] = bundle.refer_to_person_of(entry.episode);
    put_moment(out, "effectiveDateTime", entry.at);
    if (std::isfinite(entry.value)) {
        out["valueQuantity"] = {{"value", entry.value}};
        if (measure != nullptr) put_text(out["valueQuantity"], "unit", measure->unit);
        if (measure != nullptr && !measure->ucum.empty()) {
            out["valueQuantity"]["system"] = ucum_system;
            put_text(out["valueQuantity"], "code", measure->ucum);
        }
    } else {
        out["dataAbsentReason"] = {
            {"coding", OrderedJson::array(
                           {make_coding("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-a-number")})}};
    }
    if (!entry.text.empty()) out["note"] = OrderedJson::array({make_text_concept(entry.text)});
    if (entry.side || !entry.place.empty()) {
        OrderedJson body = bundle.refer_to_body(entry.episode, entry.side, entry.place);
        out["bodySite"] = {{"extension", OrderedJson::array({make_extension(site_url, "valueReference", body)})}};
        put_text(out["bodySite"], "text", body["display"].get_ref<const std::string&>());
    }
    if (!entry.of.empty() && bundle.holds(entry.of)) out["derivedFrom"] = OrderedJson::array({bundle.refer(entry.of)});
    bundle.add(std::move(out));
}

void add_document(Bundle& bundle, const Entry& entry) {
    OrderedJson out = Bundle::begin_record("DocumentReference", entry.id, name(entry.kind));
    put_links(bundle, out, entry);
    out["status"] = "current";
    out["type"] = make_text_concept(words_of(entry.kind));
    out["subject"] = bundle.refer_to_person_of(entry.episode);
    put_moment(out, "date", entry.at);
    OrderedJson attachment{
        {"contentType", entry.kind == EntryKind::note ? "text/plain; charset=utf-8" : "application/json"}};
    if (!entry.text.empty()) attachment["data"] = format_base64(entry.text);
    attachment["title"] = words_of(entry.kind);
    out["content"] = OrderedJson::array({OrderedJson{{"attachment", std::move(attachment)}}});
    bundle.add(std::move(out));
}

// Age has no place in a Patient, where only a day of birth would do.
void add_age(Bundle& bundle, const Episode& episode, double age) {
    OrderedJson out = Bundle::begin_derived("Observation", episode.id + "/age");
    out["status"] = "final";
    out["code"] = {{"coding", OrderedJson::array({make_coding(loinc_system, "30525-0")})}, {"text", "Age"}};
    out["subject"] = bundle.refer_to_person_of(episode.id);
    put_moment(out, "effectiveDateTime", find_case_time(bundle.input(), episode));
    out["valueQuantity"] = {{"value", age}, {"unit", "years"}, {"system", ucum_system}, {"code", "a"}};
    bundle.add(std::move(out));
}

// The episode that the case and the plan are about.
const Episode* find_known(const FhirInput& input) {
    const std::vector<Episode>& episodes = input.records.episodes;
    if (episodes.empty() || (input.known == nullptr && input.plan == nullptr)) return nullptr;
    if (input.episode.empty()) return &episodes.back();
    for (const Episode& episode : episodes)
        if (episode.id == input.episode) return &episode;
    return nullptr;
}

}  // namespace

Bundle::Bundle(const Engine& engine, const FhirInput& input) : atlas_(engine.atlas()), input_(input) {
    if (!input.anonymous)
        for (const Person& person : input.records.people) type_of_.emplace(person.id, "Patient");
    for (const Episode& episode : input.records.episodes) {
        type_of_.emplace(episode.id, "Condition");
        person_of_.emplace(episode.id, episode.person);
    }
    for (const Entry& entry : input.records.entries) type_of_.emplace(entry.id, type_of(entry.kind));
}

OrderedJson Bundle::begin_record(std::string_view type, std::string_view id, std::string_view kind) {
    const std::string urn = format_urn(id);
    OrderedJson out = begin(type, urn, kind);
    out["identifier"] = OrderedJson::array({OrderedJson{{"system", uri_system}, {"value", urn}}});
    return out;
}

std::string Bundle::derived_urn(std::string_view what) {
    return format_urn(compute_hash(std::as_bytes(std::span(what.data(), what.size()))));
}

OrderedJson Bundle::begin_derived(std::string_view type, std::string_view what) {
    return begin(type, derived_urn(what), derived_tag);
}

void Bundle::add(OrderedJson resource) {
    entries_.push_back(
        {{"fullUrl", "urn:uuid:" + resource["id"].get_ref<const std::string&>()}, {"resource", std::move(resource)}});
}

OrderedJson Bundle::refer(std::string_view id) const {
    if (id.empty()) return {{"display", "not told"}};
    const auto type = type_of_.find(std::string(id));
    const std::string urn = format_urn(id);
    if (type == type_of_.end()) return {{"identifier", {{"system", uri_system}, {"value", urn}}}};
    return {{"reference", urn}, {"type", type->second}};
}

OrderedJson Bundle::refer_to_person_of(std::string_view episode) const {
    const auto person = person_of_.find(std::string(episode));
    if (person == person_of_.end()) return {{"display", "not told"}};
    OrderedJson out = refer(person->second);
    out["type"] = "Patient";
    return out;
}

OrderedJson Bundle::refer_to_derived(std::string_view type, std::string_view what) {
    return {{"reference", derived_urn(what)}, {"type", type}};
}

OrderedJson Bundle::refer_to_body(std::string_view episode, std::optional<Side> side, std::string_view place) {
    const auto person = person_of_.find(std::string(episode));
    const std::string_view side_name = side ? name(*side) : std::string_view{};
    std::string what = "body/" + (person == person_of_.end() ? std::string() : person->second) + "/";
    what.append(side_name).append("/").append(place);
    std::string words = place.empty() ? std::string(side_name) + " side" : format_place(atlas_, place);
    if (bodies_.insert(what).second) {
        OrderedJson out = begin_derived("BodyStructure", what);
        if (!place.empty()) {
            OrderedJson identifier{{"system", place_system}};
            put_text(identifier, "value", place);
            out["identifier"] = OrderedJson::array({std::move(identifier)});
            out["location"] = make_text_concept(words);
        }
        if (side)
            out["locationQualifier"] = OrderedJson::array({OrderedJson{
                {"coding",
                 OrderedJson::array({*side == Side::left ? make_coding(snomed_system, snomed_left, "Left")
                                                         : make_coding(snomed_system, snomed_right, "Right")})},
                {"text", side_name}}});
        put_text(out, "description", words);
        out["patient"] = refer_to_person_of(episode);
        add(std::move(out));
    }
    OrderedJson out = refer_to_derived("BodyStructure", what);
    out["display"] = clean_text(words);
    return out;
}

std::string Bundle::format() const {
    OrderedJson out{{"resourceType", "Bundle"}, {"type", "collection"}};
    put_moment(out, "timestamp", input_.now);
    if (!entries_.empty()) out["entry"] = entries_;
    return format_json(out);
}

Moment find_case_time(const FhirInput& input, const Episode& episode) {
    std::optional<Moment> newest;
    for (const Entry& entry : input.records.entries)
        if (entry.episode == episode.id && (entry.kind == EntryKind::case_ || entry.kind == EntryKind::answers) &&
            (!newest || newest->seconds <= entry.at.seconds))
            newest = entry.at;
    return newest.value_or(input.now);
}

std::string format_place(const Atlas& atlas, std::string_view place) {
    const Atlas::Source* source = atlas.find_source(place);
    if (source == nullptr || atlas.is_condition(*source)) return std::string(place);
    return std::string(atlas.text(atlas.muscles()[source->muscle].name)) + ", point " + std::to_string(source->number) +
           ", " + std::string(name(static_cast<Side>(source->side))) + " side";
}

}  // namespace fhir

std::string format_fhir(const Engine& engine, const FhirInput& input) {
    fhir::Bundle bundle(engine, input);
    const Episode* known = fhir::find_known(input);
    const Facts* facts = input.known != nullptr && !input.anonymous ? &input.known->facts : nullptr;
    if (!input.anonymous)
        for (const Person& person : input.records.people)
            fhir::add_person(bundle, person, known != nullptr && known->person == person.id ? facts : nullptr);
    for (const Episode& episode : input.records.episodes) fhir::add_episode(bundle, episode, &episode == known);
    if (known != nullptr && facts != nullptr && facts->age) fhir::add_age(bundle, *known, *facts->age);
    if (known != nullptr) fhir::add_derived(bundle, *known);
    for (const Entry& entry : input.records.entries)
        entry.kind == EntryKind::measure ? fhir::add_measure(bundle, entry) : fhir::add_document(bundle, entry);
    return bundle.format();
}

std::vector<MeasureCode> list_measure_codes(const Atlas& atlas) {
    std::vector<MeasureCode> out;
    for (const Atlas::Measure& m : atlas.measures()) {
        const auto text = [&](Atlas::Text t) { return std::string(atlas.text(t)); };
        out.push_back({text(m.id), text(m.name), text(m.unit), text(m.ucum), text(m.loinc)});
    }
    return out;
}

}  // namespace knotwork
