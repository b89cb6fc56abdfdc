// Records as a FHIR bundle and back.
#include "exchange/fhir.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "exchange/samples.hpp"

namespace knotwork::test {
namespace {

using Json = nlohmann::json;

const Moment some_time{1'795'000'000, 60};

std::string write(const Records& records) {
    return format_fhir(get_engine(), {.records = records, .now = some_time, .measures = get_measure_codes()});
}

// What another program sends: a bundle of these resources.
Json make_bundle(const std::vector<Json>& resources) {
    Json out{{"resourceType", "Bundle"}, {"type", "searchset"}};
    for (const Json& resource : resources) {
        Json entry{{"resource", resource}};
        if (resource.contains("id") && resource["id"].is_string())
            entry["fullUrl"] = "https://clinic.example/fhir/" + resource["resourceType"].get<std::string>() + "/" +
                               resource["id"].get<std::string>();
        out["entry"].push_back(entry);
    }
    return out;
}

Json make_patient() {
    return {{"resourceType", "Patient"},
            {"id", "p1"},
            {"name", {{{"family", "Muster"}, {"given", {"Max", "Q."}}}}},
            {"birthDate", "1980"}};
}
Json make_condition() {
    return {{"resourceType", "Condition"},
            {"id", "c1"},
            {"code", {{"coding", {{{"system", "http://snomed.info/sct"}, {"code", "1"}, {"display", "Hip pain"}}}}}},
            {"subject", {{"reference", "Patient/p1"}}},
            {"onsetDateTime", "2026-11"}};
}
Json make_pain(const Json& value_key, const Json& value) {
    return {{"resourceType", "Observation"},
            {"id", "o1"},
            {"status", "final"},
            {"code", {{"coding", {{{"system", "http://loinc.org"}, {"code", "72514-3"}}}}}},
            {"subject", {{"reference", "https://clinic.example/fhir/Patient/p1/_history/2"}}},
            {"effectiveDateTime", "2026-11-22T18:05:00.250+01:00"},
            {value_key.get<std::string>(), value}};
}

Result<FhirImport> read(const Json& bundle) { return parse_fhir(get_measure_codes(), bundle.dump()); }

std::string error_of(const Json& bundle) {
    const Result<FhirImport> result = read(bundle);
    return result ? "no error" : result.error().message();
}

rc::Gen<std::string> any_text() {
    return rc::gen::oneOf(rc::gen::elementOf(get_odd_texts()), rc::gen::just(std::string()),
                          rc::gen::arbitrary<std::string>());
}

Records any_records() {
    const auto number = [](int least, int beyond) { return *rc::gen::inRange(least, beyond); };
    std::size_t next_id = 0;
    const auto new_id = [&] { return make_id(++next_id); };
    const auto any_day = [&] { return add_days({2000, 1, 1}, number(-200'000, 500'000)); };
    Records out;
    for (int i = number(0, 3); i > 0; --i) out.people.push_back({new_id(), *any_text()});
    std::vector<std::string> ids{new_id()};  // an id that nothing has
    for (int i = number(0, 4); i > 0; --i) {
        const bool is_owned = !out.people.empty() && number(0, 5) > 0;
        Episode episode{
            new_id(), is_owned ? (*rc::gen::elementOf(out.people)).id : ids.front(), *any_text(), any_day(), {}};
        if (number(0, 2) > 0) episode.ended = any_day();
        out.episodes.push_back(episode);
    }
    for (int i = number(0, 12); i > 0; --i) {
        Entry entry;
        entry.id = new_id();
        entry.episode = out.episodes.empty() ? ids.front() : (*rc::gen::elementOf(out.episodes)).id;
        entry.at = {*rc::gen::inRange<std::int64_t>(-40'000'000'000, 40'000'000'000), number(-1080, 1081)};
        entry.kind = static_cast<EntryKind>(number(0, static_cast<int>(entry_kind_names.size())));
        if (number(0, 2) > 0) entry.of = *rc::gen::elementOf(ids);
        entry.text = *any_text();
        if (number(0, 3) == 0) entry.atlas = *any_text();
        if (entry.kind == EntryKind::measure) {
            entry.measure =
                *rc::gen::elementOf(std::vector<std::string>{"pain", "sleep", "not-in-the-atlas", "a b\x01"});
            if (number(0, 2) > 0) entry.side = number(0, 2) == 0 ? Side::left : Side::right;
            if (number(0, 2) > 0)
                entry.place = *rc::gen::elementOf(
                    std::vector<std::string>{"gluteus-minimus/2/right", "gluteus-minimus/2/left", "nowhere", " \xff"});
            entry.value = *rc::gen::arbitrary<double>();
        }
        ids.push_back(entry.id);
        out.entries.push_back(entry);
    }
    return out;
}

RC_GTEST_PROP(Fhir, WhatIsWrittenIsReadBackWhole, ()) {
    const Records records = any_records();
    const std::string bundle = write(records);
    RC_ASSERT(bundle.find('\n') == std::string::npos);
    const Result<FhirImport> back = parse_fhir(get_measure_codes(), bundle);
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->warnings.empty());
    RC_ASSERT(back->records == records);
    RC_ASSERT(write(records) == bundle);
}

TEST(Fhir, SamplesAreReadBackWholeWithWhatIsDerivedLeftAside) {
    for (const Sample& sample : list_samples()) {
        const Result<FhirImport> back = parse_fhir(get_measure_codes(), format_fhir(get_engine(), sample.input()));
        ASSERT_TRUE(back) << sample.name << ": " << back.error().message();
        Records expected = sample.records;
        if (sample.anonymous) expected.people.clear();
        EXPECT_TRUE(back->records == expected) << sample.name;
        EXPECT_TRUE(back->warnings.empty()) << sample.name;
    }
}

// A server gives resources ids and URLs of its own.
TEST(Fhir, RecordsKeepTheirIdsOnTheWayThroughAServer) {
    const Sample sample = list_samples().front();
    Json bundle = Json::parse(format_fhir(get_engine(), sample.input()));
    std::map<std::string, std::string> renamed;
    std::size_t number = 0;
    for (Json& entry : bundle["entry"]) {
        const std::string own = std::to_string(++number);
        const std::string type = entry["resource"]["resourceType"];
        renamed[entry["fullUrl"]] = type + "/" + own;
        entry["resource"]["id"] = own;
        entry["fullUrl"] = "https://clinic.example/fhir/" + type + "/" + own;
    }
    std::string text = bundle.dump();
    for (const auto& [urn, reference] : renamed)
        for (std::size_t at = 0; (at = text.find("\"reference\":\"" + urn, at)) != std::string::npos; ++at)
            text.replace(at, urn.size() + 13, "\"reference\":\"" + reference);
    const Result<FhirImport> back = parse_fhir(get_measure_codes(), text);
    ASSERT_TRUE(back) << back.error().message();
    EXPECT_TRUE(back->records == sample.records);
}

TEST(Fhir, OtherProgramsBundlesGiveWhatHasAMeaningHere) {
    Json note{{"resourceType", "DocumentReference"},
              {"id", "d1"},
              {"status", "current"},
              {"subject", {{"reference", "Patient/p1"}}},
              {"date", "2026-11-23T08:00:00Z"},
              {"content", {{{"attachment", {{"contentType", "text/plain"}, {"data", "aGVs\nbG8="}}}}}}};
    const Result<FhirImport> result =
        read(make_bundle({make_pain("valueInteger", 6), make_patient(), make_condition(), note}));
    ASSERT_TRUE(result) << result.error().message();
    const Records& records = result->records;
    ASSERT_EQ(records.people.size(), 1u);
    EXPECT_EQ(records.people[0].name, "Max Q. Muster");
    ASSERT_EQ(records.episodes.size(), 1u);
    EXPECT_EQ(records.episodes[0].person, records.people[0].id);
    EXPECT_EQ(records.episodes[0].title, "Hip pain");
    EXPECT_EQ(records.episodes[0].begun, (Date{2026, 11, 1}));
    ASSERT_EQ(records.entries.size(), 2u);
    EXPECT_EQ(records.entries[0].measure, "pain");
    EXPECT_EQ(records.entries[0].value, 6);
    EXPECT_EQ(records.entries[0].episode, records.episodes[0].id);
    EXPECT_EQ(format_moment(records.entries[0].at), "2026-11-22T18:05:00+01:00");
    EXPECT_EQ(records.entries[1].kind, EntryKind::note);
    EXPECT_EQ(records.entries[1].text, "hello");
    EXPECT_TRUE(result->warnings.empty());
    EXPECT_EQ(records.entries[0].id.size(), 32u);
}

TEST(Fhir, WhatHasNoMeaningHereIsLeftOutAndCounted) {
    Json unknown = make_pain("valueInteger", 6);
    unknown["id"] = "o2";
    unknown["code"]["coding"][0]["code"] = "8867-4";
    Json worded = make_pain("valueString", "much");
    worded["id"] = "o3";
    Json withdrawn = make_pain("valueInteger", 6);
    withdrawn["id"] = "o4";
    withdrawn["status"] = "entered-in-error";
    Json millimetres = make_pain("valueQuantity", {{"value", 60}, {"code", "mm"}});
    millimetres["id"] = "o5";
    Json in_words = make_pain("valueQuantity", {{"value", 60}, {"unit", "percent"}});
    in_words["id"] = "o8";
    Json timeless = make_pain("valueInteger", 6);
    timeless["id"] = "o6";
    timeless["effectiveDateTime"] = "2026-11";
    Json strangers = make_pain("valueInteger", 6);
    strangers["id"] = "o7";
    strangers["subject"]["reference"] = "Patient/other";
    Json refuted = make_condition();
    refuted["id"] = "c2";
    refuted["verificationStatus"]["coding"] = {
        {{"system", "http://terminology.hl7.org/CodeSystem/condition-ver-status"}, {"code", "refuted"}}};
    Json late = make_condition();
    late["id"] = "c3";
    late["meta"]["tag"] = {{{"system", "https://knotwork.example/fhir/record"}, {"code", "dream"}}};
    const auto read_with = [&](const Json& last) {
        return read(make_bundle({make_patient(),
                                 make_condition(),
                                 unknown,
                                 worded,
                                 withdrawn,
                                 millimetres,
                                 in_words,
                                 timeless,
                                 strangers,
                                 refuted,
                                 late,
                                 {{"resourceType", "Encounter"}},
                                 last}));
    };
    const Result<FhirImport> result = read_with({{"resourceType", "Encounter"}, {"id", 1}});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message(), "entry[12].resource.id: must be text, not a number");
    const Result<FhirImport> again = read_with({{"resourceType", "Encounter"}, {"x", 1}});
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_TRUE(again->records.entries.empty());
    EXPECT_EQ(again->records.episodes.size(), 1u);
    EXPECT_EQ(again->warnings, (std::vector<std::string>{
                                   "left out: conditions that were taken back (1)",
                                   "left out: readings and notes of no one episode (1)",
                                   "left out: readings and notes without a time (1)",
                                   "left out: readings in another unit (2)",
                                   "left out: readings with an unknown code (1)",
                                   "left out: readings without a number (1)",
                                   "left out: records of the unknown kind dream (1)",
                                   "left out: resources of the kind Encounter (2)",
                                   "left out: what was taken back (1)",
                               }));
}

TEST(Fhir, ErrorsNameTheirPlace) {
    EXPECT_EQ(error_of(Json::array()), "must be an object");
    EXPECT_EQ(error_of({{"resourceType", "Patient"}}), "resourceType: must be Bundle, not \"Patient\"");
    EXPECT_EQ(error_of({{"resourceType", "Bundle"}, {"entry", 3}}), "entry: must be a list, not a number");
    EXPECT_EQ(error_of({{"resourceType", "Bundle"}, {"entry", {3}}}), "entry[0]: must be an object");
    EXPECT_EQ(error_of(make_bundle({make_patient(), make_condition(), make_pain("valueQuantity", {{"value", "4"}})})),
              "entry[2].resource.valueQuantity.value: must be a number, not text");
    EXPECT_EQ(error_of(make_bundle({make_patient(), make_patient()})).substr(0, 38),
              "entry[1].resource: its id stands twice");
    Json pain = make_pain("valueInteger", 4);
    pain["effectiveDateTime"] = "2026-11-31T10:00:00Z";
    EXPECT_EQ(error_of(make_bundle({pain})), "entry[0].resource.effectiveDateTime: there is no such day");

    Json own = Json::parse(write(list_samples().front().records));
    const auto break_first = [&](const std::string& type, const std::function<void(Json&)>& change) {
        Json broken = own;
        for (std::size_t i = 0; i < broken["entry"].size(); ++i)
            if (broken["entry"][i]["resource"]["resourceType"] == type) {
                change(broken["entry"][i]["resource"]);
                std::string message = error_of(broken);
                const std::string place = "entry[" + std::to_string(i) + "].resource";
                EXPECT_TRUE(message.starts_with(place)) << message;
                return message.substr(std::min(place.size(), message.size()));
            }
        return std::string("none");
    };
    EXPECT_EQ(break_first("DocumentReference", [](Json& r) { r["content"][0]["attachment"]["data"] = "a*=="; }),
              ".content[0].attachment.data: is not base64");
    EXPECT_EQ(break_first("DocumentReference", [](Json& r) { r["content"][0]["attachment"]["data"] = 1; }),
              ".content[0].attachment.data: must be text, not a number");
    EXPECT_EQ(break_first("DocumentReference", [](Json& r) { r.erase("content"); }), ".content: is missing");
    EXPECT_EQ(break_first("DocumentReference", [](Json& r) { r.erase("extension"); }),
              ".extension: does not say its episode");
    EXPECT_EQ(break_first("Observation", [](Json& r) { r["extension"] = Json::object(); }),
              ".extension: must be a list, not an object");
    EXPECT_EQ(break_first("Observation", [](Json& r) { r["code"].erase("coding"); }),
              ".code: has no code of https://knotwork.example/measures");
    EXPECT_EQ(break_first("Observation", [](Json& r) { r["resourceType"] = "DocumentReference"; }),
              ".resourceType: must be Observation, as its tag says");
    EXPECT_EQ(break_first("Condition", [](Json& r) { r.erase("onsetDateTime"); }), ".onsetDateTime: is missing");
    EXPECT_EQ(break_first("Observation", [](Json& r) { r["effectiveDateTime"] = "2026"; }),
              ".effectiveDateTime: is missing, or no day");
    EXPECT_EQ(break_first("Observation",
                          [](Json& r) {
                              r["_effectiveDateTime"]["extension"] = {
                                  {{"url", "https://knotwork.example/fhir/offset"}, {"valueInteger", 5000}}};
                          }),
              "._effectiveDateTime.valueInteger: must be from -1080 to 1080");
}

TEST(Fhir, SizesAreBounded) {
    EXPECT_EQ(parse_fhir({}, "{").error().code, ErrorCode::not_json);
    EXPECT_EQ(parse_fhir({}, std::string(100, '[')).error().code, ErrorCode::too_large);
    std::string many = R"({"resourceType":"Bundle","entry":[{})";
    for (std::size_t i = 0; i < FhirLimits::entries; ++i) many += ",{}";
    EXPECT_EQ(parse_fhir({}, many + "]}").error().message(), "entry: more than 200,000 of them");
    Json patient = make_patient();
    patient["name"][0]["text"] = std::string(FhirLimits::text_bytes + 1, 'x');
    EXPECT_EQ(read(make_bundle({patient})).error().code, ErrorCode::too_large);
    Records records = list_samples().front().records;
    records.entries.resize(1);
    records.entries[0].text.assign(FhirLimits::document_bytes + 10, 'x');
    EXPECT_EQ(parse_fhir({}, write(records)).error().code, ErrorCode::too_large);
}

TEST(Fhir, AReadingThatIsNoNumberIsSaidToBeAbsent) {
    Records records = list_samples().front().records;
    for (Entry& entry : records.entries) entry.value = std::numeric_limits<double>::quiet_NaN();
    EXPECT_NE(write(records).find("not-a-number"), std::string::npos);
    const Result<FhirImport> back = parse_fhir({}, write(records));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->warnings.size(), 1u);
}

}  // namespace
}  // namespace knotwork::test
