// The JSON form of cases, danger signs and interviews.
#include "engine/assessment_json.hpp"

#include <cmath>

#include "engine/engine.hpp"
#include "engine/json_text.hpp"
#include "engine/trace_json.hpp"

namespace knotwork {

OrderedJson cites_to_json(const Atlas& atlas, Atlas::Range cites) {
    OrderedJson out = OrderedJson::array();
    for (const std::uint32_t c : atlas.refs(cites)) out.push_back(atlas.text(atlas.citations()[c].key));
    return out;
}

namespace {

double rounded(double x, double step) { return std::round(x / step) * step; }
double bits(double b) { return rounded(b, 1e-4); }

// "Finucane LM and others 2020, Red flags ..., doi:...".
std::string format_citation(const Atlas& atlas, std::uint32_t index) {
    const Atlas::Citation& c = atlas.citations()[index];
    std::string out =
        std::string(atlas.text(c.authors)) + " " + std::to_string(c.year) + ", " + std::string(atlas.text(c.title));
    if (const auto doi = atlas.text(c.doi); !doi.empty())
        out += ", doi:" + std::string(doi);
    else if (const auto pmid = atlas.text(c.pmid); !pmid.empty())
        out += ", PMID " + std::string(pmid);
    return out;
}

OrderedJson rule_to_json(const Atlas& atlas, RuleId id) {
    const Atlas::Rule& rule = atlas.rules()[id.value];
    const Atlas::Provider& provider = atlas.providers()[rule.provider];
    std::string citation;
    for (const std::uint32_t c : atlas.refs(rule.cites))
        citation += (citation.empty() ? "" : "; ") + format_citation(atlas, c);
    return {{"rule", atlas.text(rule.id)},
            {"class", atlas.text(rule.rule_class)},
            {"urgency", name(static_cast<Urgency>(rule.urgency))},
            {"say", atlas.text(rule.say)},
            {"provider", atlas.text(provider.id)},
            {"citation", citation}};
}

OrderedJson finding_to_json(const Atlas& atlas, const Atlas::Finding& finding) {
    OrderedJson how = OrderedJson::array();
    for (const Atlas::Text step : atlas.names(finding.how)) how.push_back(atlas.text(step));
    OrderedJson out{{"id", atlas.text(finding.id)},
                    {"name", atlas.text(finding.name)},
                    {"group", atlas_format::finding_group_names[finding.group]},
                    {"who", atlas_format::examiner_names[finding.who]},
                    {"sides", is_palpation(finding) ? "trigger-point"
                              : finding.sided != 0  ? "each"
                                                    : "none"},
                    {"effort", finding.effort},
                    {"discomfort", finding.discomfort},
                    {"ask", atlas.text(finding.ask)},
                    {"how", how},
                    {"yes", atlas.text(finding.yes)}};
    if (const auto stop = atlas.text(finding.stop); !stop.empty()) out["stop"] = stop;
    if (is_never_asked(finding)) out["asked"] = false;
    out["answers"] = {"yes", "no", "unknown"};
    if (const auto unit = atlas.text(finding.unit); !unit.empty())
        out["number"] = {{"unit", unit},
                         {"least", finding.least},
                         {"most", finding.most},
                         {"yes_if", (finding.yes_above != 0 ? ">= " : "<= ") +
                                        std::to_string(std::lround(static_cast<double>(finding.threshold)))}};
    out["false_yes"] = rounded(static_cast<double>(finding.false_yes), 1e-4);
    out["people"] = finding.people;
    out["cites"] = cites_to_json(atlas, finding.cites);
    return out;
}

OrderedJson subject_to_json(const Atlas& atlas, const Subject& subject) {
    OrderedJson out = finding_to_json(atlas, atlas.findings()[subject.finding.value]);
    out["finding"] = out["id"];
    out["id"] = format_subject(atlas, subject);
    out["ask"] = format_question(atlas, subject);
    for (const char* key : {"false_yes", "people", "sides"}) out.erase(key);
    return out;
}

OrderedJson question_to_json(const Atlas& atlas, const Question& question) {
    OrderedJson out = subject_to_json(atlas, question.subject);
    out["bits"] = bits(question.bits);
    out["value"] = bits(question.value());
    out["chance_of_yes"] = rounded(question.yes, 1e-4);
    return out;
}

OrderedJson link_to_json(const Atlas& atlas, const ChainLink& link) {
    OrderedJson out = decision_to_json(atlas, link.source, link.probability);
    out["source"] = atlas.text(atlas.sources()[link.source.value].id);
    out["why"] = link.why;
    return out;
}

OrderedJson reasons_to_json(const Atlas& atlas, std::span<const Reason> reasons) {
    OrderedJson out = OrderedJson::array();
    for (const Reason& reason : reasons)
        out.push_back({{"answer", format_subject(atlas, reason.subject)},
                       {"reply", reason.reply == Reply::yes ? "yes" : "no"},
                       {"bits", bits(reason.bits)}});
    return out;
}

OrderedJson ids_of(const Atlas& atlas, const std::vector<RuleId>& rules) {
    OrderedJson out = OrderedJson::array();
    for (const RuleId rule : rules) out.push_back(atlas.text(atlas.rules()[rule.value].id));
    return out;
}

}  // namespace

OrderedJson standing_to_json(const Atlas& atlas, const Standing& standing) {
    OrderedJson out{{"leading", decision_to_json(atlas, standing.leading.source, standing.leading.probability)},
                    {"source", atlas.text(atlas.sources()[standing.source.value].id)},
                    {"source_probability", rounded(standing.source_probability, 1e-7)},
                    {"activity", name(standing.activity)},
                    {"reasons", reasons_to_json(atlas, standing.reasons)}};
    out["chain"] = OrderedJson::array();
    for (const ChainLink& link : standing.chain) out["chain"].push_back(link_to_json(atlas, link));
    if (standing.origin) out["origin"] = link_to_json(atlas, *standing.origin);
    if (standing.alternative)
        out["alternative"] = decision_to_json(atlas, standing.alternative->source, standing.alternative->probability);
    if (standing.tells_apart) out["tells_apart"] = format_subject(atlas, standing.tells_apart->subject);
    const Atlas::Source& lead = atlas.sources()[standing.source.value];
    if (atlas.is_condition(lead)) {
        const Atlas::Condition& condition = atlas.conditions()[lead.condition];
        out["next"] = atlas.text(condition.next);
        out["provider"] = atlas.text(atlas.providers()[condition.provider].id);
    }
    return out;
}

OrderedJson triage_to_json(const Atlas& atlas, const Triage& triage) {
    OrderedJson out{{"urgency", name(triage.urgency)}, {"reasons", OrderedJson::array()}};
    for (const RuleId rule : triage.reasons) out["reasons"].push_back(rule_to_json(atlas, rule));
    return out;
}

std::string format_triage(const Engine& engine, const Triage& triage) {
    return format_json(triage_to_json(engine.atlas(), triage));
}

std::string format_trace(const Engine& engine, const Assessment& assessment) {
    const Atlas& atlas = engine.atlas();
    OrderedJson out = trace_to_json(atlas, assessment.trace);
    out["triage"] = triage_to_json(atlas, assessment.triage);
    if (!assessment.blocked_by.empty()) out["blocked_by"] = ids_of(atlas, assessment.blocked_by);
    return format_json(out);
}

std::string format_interview(const Engine& engine, const Case& known, const Assessment& assessment) {
    const Atlas& atlas = engine.atlas();
    OrderedJson out{{"format", "knotwork.interview/1"},
                    {"atlas", atlas.hash()},
                    {"triage", triage_to_json(atlas, assessment.triage)},
                    {"answered", known.facts.answers.size()}};
    if (!assessment.blocked_by.empty()) {
        out["blocked_by"] = ids_of(atlas, assessment.blocked_by);
        return format_json(out);
    }
    out["settled"] = assessment.settled && assessment.screens.empty();
    if (!assessment.screens.empty()) {
        out["screen"] = OrderedJson::array();
        for (const FindingId finding : assessment.screens.front())
            for (const Subject& subject : list_subjects(atlas, finding))
                if (!known.facts.is_answered(subject)) out["screen"].push_back(subject_to_json(atlas, subject));
        out["screens_left"] = assessment.screens.size();
    } else if (!assessment.questions.empty()) {
        out["question"] = question_to_json(atlas, assessment.questions.front());
    }
    out["decisions"] = decisions_to_json(atlas, assessment.trace.decisions);
    out["other"] = rounded(assessment.trace.other, 1e-7);
    out["not_a_muscle"] = assessment.not_a_muscle;
    if (assessment.standing) out["standing"] = standing_to_json(atlas, *assessment.standing);
    if (!assessment.trace.warnings.empty()) out["warnings"] = assessment.trace.warnings;
    return format_json(out);
}

std::string format_reasons(const Engine& engine, SourceId source, std::span<const Reason> reasons) {
    const Atlas& atlas = engine.atlas();
    return format_json({{"format", "knotwork.reasons/1"},
                        {"source", atlas.text(atlas.sources()[source.value].id)},
                        {"reasons", reasons_to_json(atlas, reasons)}});
}

std::string format_expected_yes(const Engine& engine, const Subject& subject, SourceId source) {
    const Atlas& atlas = engine.atlas();
    const ExpectedYes expected = find_expected_yes(engine, subject, source);
    return format_json({{"format", "knotwork.expected-yes/1"},
                        {"answer", format_subject(atlas, subject)},
                        {"source", atlas.text(atlas.sources()[source.value].id)},
                        {"with", rounded(expected.with, 1e-4)},
                        {"without", rounded(expected.without, 1e-4)}});
}

std::string trace_case_json(const Engine& engine, std::string_view known, TraceScratch& scratch) {
    const Result<Case> parsed = parse_case(engine.atlas(), known);
    if (!parsed) return format_error(parsed.error());
    const Result<Assessment> assessment = assess_case(engine, *parsed, {}, scratch);
    return assessment ? format_trace(engine, *assessment) : format_error(assessment.error());
}

std::string triage_json(const Engine& engine, std::string_view known) {
    const Result<Case> parsed = parse_case(engine.atlas(), known);
    if (!parsed) return format_error(parsed.error());
    return format_triage(engine, compute_triage(engine.atlas(), parsed->facts));
}

std::string interview_json(const Engine& engine, std::string_view known, const InterviewOptions& options) {
    const Result<Case> parsed = parse_case(engine.atlas(), known);
    if (!parsed) return format_error(parsed.error());
    const Result<Assessment> assessment = assess_case(engine, *parsed, options);
    return assessment ? format_interview(engine, *parsed, *assessment) : format_error(assessment.error());
}

std::string findings_json(const Engine& engine) {
    const Atlas& atlas = engine.atlas();
    OrderedJson out{{"format", "knotwork.findings/1"}, {"findings", OrderedJson::array()}};
    for (const Atlas::Finding& finding : atlas.findings()) out["findings"].push_back(finding_to_json(atlas, finding));
    return format_json(out);
}

}  // namespace knotwork
