// What a bundle tells beside the records: the answers in words, the likely causes, and the plan.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/words.hpp"
#include "exchange/fhir_bundle.hpp"

namespace knotwork::fhir {
namespace {

// From this probability on a cause is provisional, below it one of several.
constexpr double least_provisional = 0.5;

// Codes that two independent sources give alike; docs/exchange.md tells which and why no others. `{}` stands for the
// last digit of a code that tells the side: 1 right, 2 left.
struct ConditionCode {
    std::string_view condition, icd10, snomed;
};
constexpr std::array<ConditionCode, 5> condition_codes{{
    {"fibromyalgia", "M79.7", "203082005"},
    {"l2-radiculopathy", "M54.16", "128196005"},
    {"l3-radiculopathy", "M54.16", "128196005"},
    {"l4-radiculopathy", "M54.16", "128196005"},
    {"meralgia-paraesthetica", "G57.1{}", "85007004"},
}};
constexpr ConditionCode muscle_code{"", "M79.18", "68962001"};  // myalgia, other site; muscle pain

// "0.50"
std::string format_probability(double p) {
    const std::string hundredths = std::to_string(100 + std::lround(100 * p));
    return std::string(hundredths[0] == '2' ? "1." : "0.") + hundredths.substr(1);
}

OrderedJson cause_to_code(const Atlas& atlas, const Atlas::Source& source) {
    OrderedJson codings = OrderedJson::array();
    const auto put = [&](const ConditionCode& code) {
        const bool is_sided = code.icd10.ends_with("{}");
        std::string icd10(code.icd10.substr(0, code.icd10.size() - (is_sided ? 2 : 0)));
        if (is_sided) icd10 += static_cast<Side>(source.side) == Side::right ? "1" : "2";
        codings.push_back(make_coding(icd10_system, icd10));
        codings.push_back(make_coding(snomed_system, code.snomed));
    };
    std::string words;
    if (atlas.is_condition(source)) {
        const Atlas::Condition& condition = atlas.conditions()[source.condition];
        words = atlas.text(condition.name);
        for (const ConditionCode& code : condition_codes)
            if (code.condition == atlas.text(condition.id)) put(code);
    } else {
        words = atlas.text(atlas.muscles()[source.muscle].name);
        put(muscle_code);
    }
    if (source.sided != 0) words += ", " + std::string(name(static_cast<Side>(source.side)));
    if (!atlas.is_condition(source)) words += ": tender, possibly referring muscle area";
    OrderedJson out = OrderedJson::object();
    if (!codings.empty()) out["coding"] = std::move(codings);
    put_text(out, "text", words);
    return out;
}

OrderedJson make_status(std::string_view system, std::string_view code) {
    return {{"coding", OrderedJson::array({make_coding(system, code)})}};
}

std::string name_cause(const Episode& episode, std::size_t number) {
    return episode.id + "/cause/" + std::to_string(number);
}

OrderedJson make_evidence(const Atlas& atlas, const std::vector<Reason>& reasons) {
    OrderedJson out = OrderedJson::array();
    for (const Reason& reason : reasons)
        out.push_back(
            {{"code", OrderedJson::array({make_text_concept(format_question(atlas, reason.subject) +
                                                            (reason.reply == Reply::yes ? " Yes" : " No"))})}});
    return out;
}

void add_cause(Bundle& bundle, const Episode& episode, std::size_t number, const Decision& cause, SourceId point,
               const std::vector<Reason>& reasons) {
    const Atlas& atlas = bundle.atlas();
    const Atlas::Source& source = atlas.sources()[point.value];
    OrderedJson out = Bundle::begin_derived("Condition", name_cause(episode, number));
    out["clinicalStatus"] =
        make_status("http://terminology.hl7.org/CodeSystem/condition-clinical", episode.ended ? "resolved" : "active");
    out["verificationStatus"] =
        make_status("http://terminology.hl7.org/CodeSystem/condition-ver-status",
                    number == 0 && cause.probability >= least_provisional ? "provisional" : "differential");
    out["code"] = cause_to_code(atlas, source);
    if (source.sided != 0) {
        const bool is_condition = atlas.is_condition(source);
        OrderedJson body = bundle.refer_to_body(episode.id, static_cast<Side>(source.side),
                                                is_condition ? std::string_view{} : atlas.text(source.id));
        OrderedJson site{{"extension", OrderedJson::array({make_extension(site_url, "valueReference", body)})}};
        put_text(site, "text", body["display"].get_ref<const std::string&>());
        out["bodySite"] = OrderedJson::array({std::move(site)});
    }
    out["subject"] = bundle.refer_to_person_of(episode.id);
    if (OrderedJson evidence = make_evidence(atlas, reasons); !evidence.empty()) out["evidence"] = std::move(evidence);
    out["note"] = OrderedJson::array(
        {make_text_concept("Estimated from a pain drawing and answers, probability " +
                           format_probability(cause.probability) + ". Nobody has examined this; it is no diagnosis.")});
    bundle.add(std::move(out));
}

void add_answers(Bundle& bundle, const Episode& episode, const Facts& facts) {
    if (facts.answers.empty()) return;
    const Atlas& atlas = bundle.atlas();
    OrderedJson out = Bundle::begin_derived("QuestionnaireResponse", episode.id + "/answers");
    out["status"] = "completed";
    out["subject"] = bundle.refer_to_person_of(episode.id);
    put_moment(out, "authored", find_case_time(bundle.input(), episode));
    OrderedJson items = OrderedJson::array();
    for (const Answer& answer : facts.answers) {
        OrderedJson item{{"linkId", format_subject(atlas, answer.subject)}};
        put_text(item, "text", format_question(atlas, answer.subject));
        OrderedJson value = OrderedJson::object();
        if (answer.reply == Reply::unknown)
            value["valueCoding"] = make_coding("http://terminology.hl7.org/CodeSystem/data-absent-reason",
                                               "asked-unknown", "Asked But Unknown");
        else
            value["valueBoolean"] = answer.reply == Reply::yes;
        item["answer"] = OrderedJson::array({std::move(value)});
        items.push_back(std::move(item));
    }
    out["item"] = std::move(items);
    bundle.add(std::move(out));
}

OrderedJson make_activity(const Atlas& atlas, const PlanItem& item, std::string_view status) {
    const Atlas::Remedy& remedy = atlas.remedies()[item.remedy.value];
    std::string words(atlas.text(remedy.name));
    if (item.side) words += ", " + std::string(name(*item.side)) + " side";
    std::string description = words + ".";
    for (const Atlas::Text step : atlas.names(remedy.steps)) description += " " + std::string(atlas.text(step));
    for (const std::string& why : item.why) description += " Why: " + why;
    if (!item.note.empty()) description += " Note: " + item.note;
    OrderedJson detail{{"code", make_text_concept(words)}, {"status", status}};
    if (!item.dose.protocol.is_none()) put_text(detail, "scheduledString", format_dose(atlas, item));
    put_text(detail, "description", description);
    return {{"detail", std::move(detail)}};
}

OrderedJson list_plan_notes(const Atlas& atlas, const CasePlan& plan) {
    OrderedJson out = OrderedJson::array();
    for (const ContraindicationId rule : plan.plan.cautions)
        out.push_back(
            make_text_concept("Caution: " + std::string(atlas.text(atlas.contraindications()[rule.value].say))));
    for (const std::uint32_t advice : plan.plan.advice)
        out.push_back(make_text_concept(atlas.text(atlas.advice()[advice].say)));
    if (!plan.request.edits.note.empty()) out.push_back(make_text_concept(plan.request.edits.note));
    return out;
}

void add_plan(Bundle& bundle, const Episode& episode, const CasePlan& plan, std::size_t causes) {
    const Atlas& atlas = bundle.atlas();
    const Date today = bundle.input().now.date();
    OrderedJson addresses = OrderedJson::array({bundle.refer(episode.id)});
    for (std::size_t c = 0; c < causes; ++c)
        addresses.push_back(Bundle::refer_to_derived("Condition", name_cause(episode, c)));
    const std::string goal = episode.id + "/goal";
    const bool is_over = today > plan.review;
    if (plan.plan.reassessment) {
        const Atlas::Reassessment& movement = atlas.reassessments()[*plan.plan.reassessment];
        OrderedJson out = Bundle::begin_derived("Goal", goal);
        out["lifecycleStatus"] = is_over ? "completed" : "active";
        out["description"] = make_text_concept(std::string(atlas.text(movement.name)) + ": " +
                                               std::string(atlas.text(movement.movement)) +
                                               " Better means: " + std::string(atlas.text(movement.better)));
        out["subject"] = bundle.refer_to_person_of(episode.id);
        out["startDate"] = format_date(plan.start);
        out["target"] = OrderedJson::array({OrderedJson{{"dueDate", format_date(plan.review)}}});
        out["addresses"] = addresses;
        bundle.add(std::move(out));
    }
    OrderedJson out = Bundle::begin_derived("CarePlan", episode.id + "/plan");
    out["status"] = is_over ? "completed" : "active";
    out["intent"] = "plan";
    out["title"] = "Knotwork plan";
    out["description"] = "Self-care between " + format_date(plan.start) + " and the review on " +
                         format_date(plan.review) + ", made by rules from a pain drawing and answers.";
    out["subject"] = bundle.refer_to_person_of(episode.id);
    out["period"] = {{"start", format_date(plan.start)}, {"end", format_date(plan.review)}};
    out["addresses"] = std::move(addresses);
    if (plan.plan.reassessment) out["goal"] = OrderedJson::array({Bundle::refer_to_derived("Goal", goal)});
    OrderedJson activities = OrderedJson::array();
    for (const PlanItem& item : plan.plan.items)
        activities.push_back(make_activity(atlas, item,
                                           is_over              ? "unknown"
                                           : today < plan.start ? "not-started"
                                                                : "in-progress"));
    if (!activities.empty()) out["activity"] = std::move(activities);
    if (OrderedJson notes = list_plan_notes(atlas, plan); !notes.empty()) out["note"] = std::move(notes);
    bundle.add(std::move(out));
}

}  // namespace

OrderedJson list_danger_notes(const Bundle& bundle) {
    const Atlas& atlas = bundle.atlas();
    const FhirInput& input = bundle.input();
    const Triage triage =
        input.plan != nullptr ? input.plan->assessment.triage : compute_triage(atlas, input.known->facts);
    OrderedJson out = OrderedJson::array();
    for (const RuleId id : triage.reasons) {
        const Atlas::Rule& rule = atlas.rules()[id.value];
        std::string note = "Danger sign (";
        note.append(name(static_cast<Urgency>(rule.urgency))).append("): ").append(atlas.text(rule.say));
        note.append(" To see: ").append(atlas.text(atlas.providers()[rule.provider].name)).append(".");
        out.push_back(make_text_concept(note));
    }
    return out;
}

void add_derived(Bundle& bundle, const Episode& episode) {
    const FhirInput& input = bundle.input();
    if (input.known != nullptr) add_answers(bundle, episode, input.known->facts);
    if (input.plan == nullptr) return;
    std::size_t causes = 0;
    if (const auto& standing = input.plan->assessment.standing) {
        add_cause(bundle, episode, causes++, standing->leading, standing->source, standing->reasons);
        if (standing->alternative && standing->alternative->probability >= least_named)
            add_cause(bundle, episode, causes++, *standing->alternative, standing->alternative->source, {});
    }
    if (input.plan->refusal == PlanRefusal::none) add_plan(bundle, episode, *input.plan, causes);
}

}  // namespace knotwork::fhir
