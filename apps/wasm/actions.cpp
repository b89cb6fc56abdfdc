#include "actions.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "engine/json_text.hpp"
#include "engine/records_json.hpp"
#include "exchange/calendar.hpp"
#include "exchange/fhir.hpp"
#include "exchange/measures_csv.hpp"
#include "request.hpp"

namespace knotwork::wasm {
namespace {

// What a plan is made from, as actions share it: {case, start, edits_from?, pressure?}.
struct PlanInput {
    std::optional<Case> known;
    PlanOptions options;
};
PlanInput read_plan_input(const Atlas& atlas, Request& request) {
    PlanInput in;
    in.known = request.take("case", parse_case(atlas, request.document("case")));
    in.options.start = request.date("start");
    if (const std::string_view edits = request.optional_document("edits_from"); !edits.empty())
        in.options.edits = request.take("edits_from", parse_plan_edits(atlas, edits)).value_or(PlanEdits{});
    if (const std::string pressure = request.optional_text("pressure"); !pressure.empty())
        in.options.pressure =
            request.take("pressure", resolve_pressure(atlas, pressure, "pressure")).value_or(ProtocolId{});
    return in;
}

// What the journal is asked: {records, today, episode?}.
struct RecordsInput {
    std::optional<Records> records;
    ProgressOptions options;
};
RecordsInput read_records_input(Request& request) {
    RecordsInput in;
    in.records = request.take("records", parse_records(request.document("records")));
    in.options.today = request.date("today");
    in.options.episode = request.optional_text("episode");
    return in;
}

// The act of this name. Errors: unknown_name.
Result<Act> find_act(std::string_view word) {
    const auto* const found = std::find(std::begin(act_names), std::end(act_names), word);
    if (found != std::end(act_names)) return static_cast<Act>(found - std::begin(act_names));
    std::string all;
    for (const std::string_view name : act_names) all += (all.empty() ? "" : ", ") + std::string(name);
    return fail(ErrorCode::unknown_name, "act", "must be one of " + all);
}

// "18:30". Errors: wrong_type, out_of_range.
Result<TimeOfDay> parse_time(std::string_view text, const std::string& where) {
    const auto digit = [&](std::size_t i) { return static_cast<unsigned>(text[i] - '0'); };
    const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !is_digit(0) || !is_digit(1) || !is_digit(3) || !is_digit(4))
        return fail(ErrorCode::wrong_type, where, "must be a time as 18:30");
    return TimeOfDay{10 * digit(0) + digit(1), 10 * digit(3) + digit(4)};
}

std::string format_text_answer(const std::string& text) { return format_json({{"text", text}}); }

// A journal as a part of an answer, which is one line.
std::string format_records_line(const Records& records) {
    std::string out = format_records(records);
    std::erase(out, '\n');  // between entries; within texts it is escaped
    return out;
}

// Everything of one episode alone.
Records keep_episode(Records records, const Episode& kept) {
    std::erase_if(records.entries, [&](const Entry& e) { return e.episode != kept.id; });
    std::erase_if(records.people, [&](const Person& p) { return p.id != kept.person; });
    records.episodes = {kept};
    return records;
}

}  // namespace

// One function an action, and the table of them all.
struct ActionTable {
    using Answer = std::string (*)(Actions& actions, std::string_view request);
    struct Row {
        Action action;
        Answer answer;
    };

    static std::string trace(Actions& a, std::string_view request) {
        return trace_json(a.engine_, request, a.scratch_);
    }

    static std::string triage(Actions& a, std::string_view request) { return triage_json(a.engine_, request); }

    static std::string interview(Actions& a, std::string_view text) {
        Request request(text, {"case", "alone", "professional"});
        const auto known = request.take("case", parse_case(a.engine_.atlas(), request.document("case")));
        const InterviewOptions options{!request.flag("alone"), request.flag("professional")};
        if (request.failed()) return request.answer();
        const auto assessment = request.take("case", assess_case(a.engine_, *known, options, a.scratch_));
        return assessment ? format_interview(a.engine_, *known, *assessment) : request.answer();
    }

    static std::string reasons(Actions& a, std::string_view text) {
        Request request(text, {"case", "source"});
        const auto known = request.take("case", parse_case(a.engine_.atlas(), request.document("case")));
        const auto source = request.take("source", resolve_source(a.engine_, request.text("source")));
        if (request.failed()) return request.answer();
        return format_reasons(a.engine_, *source, list_case_reasons(a.engine_, *known, *source));
    }

    static std::string expected_yes(Actions& a, std::string_view text) {
        Request request(text, {"answer", "source"});
        const auto subject = request.take("answer", resolve_subject(a.engine_.atlas(), request.text("answer"), ""));
        const auto source = request.take("source", resolve_source(a.engine_, request.text("source")));
        return request.failed() ? request.answer() : format_expected_yes(a.engine_, *subject, *source);
    }

    static std::string plan(Actions& a, std::string_view text) {
        Request request(text, {"case", "start", "edits_from", "pressure"});
        const PlanInput in = read_plan_input(a.engine_.atlas(), request);
        if (request.failed()) return request.answer();
        const auto plan = request.take("case", plan_case(a.engine_, *in.known, in.options, a.scratch_));
        return plan ? format_plan(a.engine_, *plan) : request.answer();
    }

    static std::string session(Actions& a, std::string_view text) {
        const Atlas& atlas = a.engine_.atlas();
        Request request(text, {"case", "start", "edits_from", "pressure", "session"});
        const PlanInput in = read_plan_input(atlas, request);
        if (request.failed()) return request.answer();
        auto plan = request.take("case", plan_case(a.engine_, *in.known, in.options, a.scratch_));
        if (!plan) return request.answer();
        if (plan->refusal != PlanRefusal::none)
            return format_error(
                {ErrorCode::missing, "case", "there is no plan to be done (" + std::string(name(plan->refusal)) + ")"});
        GuidedSession session(list_tasks(atlas, plan->plan));
        if (session.tasks().empty())
            return format_error({ErrorCode::missing, "case", "the plan holds nothing that is done alone"});
        if (const std::string_view kept = request.optional_document("session"); !kept.empty()) {
            auto resumed = request.take("session", resume_session(a.engine_, plan->plan, kept));
            if (!resumed) return request.answer();
            session = *std::move(resumed);
        }
        a.open_.emplace(Actions::OpenSession{*std::move(plan), std::move(session)});
        return format_session_state(atlas, a.open_->plan.plan, a.open_->session, true);
    }

    static std::string session_step(Actions& a, std::string_view text) {
        Request request(text, {"now_s", "act", "value"});
        const double now_s = request.number("now_s");
        const std::string word = request.optional_text("act");
        const std::optional<double> value = request.optional_number("value");
        const auto act = word.empty() ? std::optional<Act>() : request.take("act", find_act(word));
        if (request.failed()) return request.answer();
        if (!(now_s >= 0)) return format_error({ErrorCode::out_of_range, "now_s", "must be 0 or more"});
        if (act == Act::pain && !value) return format_error({ErrorCode::missing, "value", "is missing: 0 to 10"});
        if (!a.open_) return format_error({ErrorCode::missing, "", "no session is open: call session first"});
        GuidedSession& session = a.open_->session;
        bool was_meant = true;
        if (act)
            was_meant = session.act(*act, now_s, value.value_or(0));
        else
            session.advance(now_s);
        return format_session_state(a.engine_.atlas(), a.open_->plan.plan, session, was_meant);
    }

    static std::string progress(Actions& a, std::string_view text) {
        Request request(text, {"records", "today", "episode"});
        const RecordsInput in = read_records_input(request);
        if (request.failed()) return request.answer();
        const auto progress = request.take("records", assess_progress(a.engine_, *in.records, in.options, a.scratch_));
        return progress ? format_progress(a.engine_, *progress) : request.answer();
    }

    static std::string case_of_records(Actions& a, std::string_view text) {
        const Atlas& atlas = a.engine_.atlas();
        Request request(text, {"records", "today", "episode"});
        const RecordsInput in = read_records_input(request);
        if (request.failed()) return request.answer();
        const Episode* const episode = find_episode(*in.records, in.options.episode);
        if (episode == nullptr)
            return format_error(
                {ErrorCode::missing, in.options.episode.empty() ? "records" : "episode", "no such episode is there"});
        const auto known = request.take("records", build_case(atlas, *in.records, *episode, in.options.today));
        return known ? format_case(atlas, *known) : request.answer();
    }

    static std::string journal(Actions&, std::string_view request) {
        const Result<Records> records = parse_records(request);
        return records ? format_records_line(*records) : format_error(records.error());
    }

    static std::string fhir(Actions& a, std::string_view text) {
        const Atlas& atlas = a.engine_.atlas();
        Request request(text, {"records", "now", "episode", "anonymous"});
        auto records = request.take("records", parse_records(request.document("records")));
        const Moment now = request.moment("now");
        const std::string id = request.optional_text("episode");
        const bool is_anonymous = request.flag("anonymous");
        if (request.failed()) return request.answer();
        const Episode* const found = find_episode(*records, id);
        if (found == nullptr && !id.empty())
            return format_error({ErrorCode::missing, "episode", "no such episode is there"});
        std::optional<Case> known;
        std::optional<CasePlan> plan;
        std::string episode;
        if (found != nullptr) {
            const Episode kept = *found;
            episode = kept.id;
            if (!id.empty()) records = keep_episode(std::move(*records), kept);
            Result<Case> built = build_case(atlas, *records, kept, now.date());
            if (built) {
                auto edits = request.take("records", find_plan_edits(atlas, *records, kept, now.date()));
                if (!edits) return request.answer();
                plan =
                    request.take("records", plan_case(a.engine_, *built,
                                                      {.start = now.date(), .pressure = {}, .edits = *std::move(edits)},
                                                      a.scratch_));
                if (!plan) return request.answer();
                known = *std::move(built);
            } else if (built.error().code != ErrorCode::missing) {
                request.fail(built.error(), "records");
                return request.answer();
            }
        }
        const std::vector<MeasureCode> codes = list_measure_codes(atlas);
        return format_fhir(a.engine_, {.records = *records,
                                       .now = now,
                                       .measures = codes,
                                       .known = known ? &*known : nullptr,
                                       .plan = plan ? &*plan : nullptr,
                                       .episode = episode,
                                       .anonymous = is_anonymous});
    }

    static std::string fhir_import(Actions& a, std::string_view text) {
        Request request(text, {"bundle"});
        auto bundle =
            request.take("bundle", parse_fhir(list_measure_codes(a.engine_.atlas()), request.document("bundle")));
        if (!bundle) return request.answer();
        name_missing_people(bundle->records);
        return "{\"records\":" + format_records_line(bundle->records) +
               ",\"warnings\":" + format_json(bundle->warnings) + "}";
    }

    static std::string csv(Actions& a, std::string_view text) {
        Request request(text, {"records"});
        const auto records = request.take("records", parse_records(request.document("records")));
        if (!records) return request.answer();
        return format_text_answer(format_measures_csv(*records, list_measure_codes(a.engine_.atlas())));
    }

    static std::string calendar(Actions& a, std::string_view text) {
        const Atlas& atlas = a.engine_.atlas();
        Request request(text, {"case", "start", "edits_from", "pressure", "now", "times", "alarm_minutes", "plan_id"});
        const PlanInput in = read_plan_input(atlas, request);
        CalendarOptions options{.now = request.moment("now")};
        if (request.has("times")) options.times.clear();
        for (const std::string& word : request.texts("times"))
            if (const auto time =
                    request.take("times", parse_time(word, "times[" + std::to_string(options.times.size()) + "]")))
                options.times.push_back(*time);
        const std::optional<double> alarm = request.optional_number("alarm_minutes");
        options.plan_id = request.optional_text("plan_id");
        if (request.failed()) return request.answer();
        if (alarm && !(*alarm >= 0 && *alarm <= 1440))
            return format_error({ErrorCode::out_of_range, "alarm_minutes", "must be from 0 to 1440"});
        if (alarm) options.alarm_minutes = static_cast<unsigned>(*alarm);
        const auto plan = request.take("case", plan_case(a.engine_, *in.known, in.options, a.scratch_));
        if (!plan) return request.answer();
        const Result<std::string> calendar = build_calendar(atlas, *plan, options);
        return calendar ? format_text_answer(*calendar) : format_error(calendar.error());
    }

    // The answers of what needs a name, and of what needs nothing.
    template <std::string (*json)(const Engine&, std::string_view)>
    static std::string named(Actions& a, std::string_view text) {
        Request request(text, {"name"});
        const std::string name = request.text("name");
        return request.failed() ? request.answer() : json(a.engine_, name);
    }
    template <std::string (*json)(const Engine&)>
    static std::string all(Actions& a, std::string_view text) {
        const Request request(text, {});
        return request.failed() ? request.answer() : json(a.engine_);
    }

    static std::string remedies(Actions& a, std::string_view text) {
        Request request(text, {"muscle"});
        const std::string muscle = request.optional_text("muscle");
        return request.failed() ? request.answer() : remedies_json(a.engine_, muscle);
    }

    static std::string motion(Actions& a, std::string_view request) { return motion_json(a.engine_, request); }

    static std::span<const Row> rows();
};

std::span<const ActionTable::Row> ActionTable::rows() {
    static constexpr auto table = std::to_array<Row>({
        {{"trace", "requests.schema.json#/$defs/trace", "trace.schema.json"}, trace},
        {{"triage", "requests.schema.json#/$defs/triage", "triage.schema.json"}, triage},
        {{"interview", "requests.schema.json#/$defs/interview", "interview.schema.json"}, interview},
        {{"reasons", "requests.schema.json#/$defs/reasons", "reasons.schema.json"}, reasons},
        {{"expected-yes", "requests.schema.json#/$defs/expected-yes", "expected-yes.schema.json"}, expected_yes},
        {{"plan", "requests.schema.json#/$defs/plan", "plan.schema.json"}, plan},
        {{"session", "requests.schema.json#/$defs/session", "session-state.schema.json"}, session},
        {{"session-step", "requests.schema.json#/$defs/session-step", "session-state.schema.json"}, session_step},
        {{"progress", "requests.schema.json#/$defs/progress", "progress.schema.json"}, progress},
        {{"case-of-records", "requests.schema.json#/$defs/case-of-records", "case.schema.json"}, case_of_records},
        {{"journal", "journal.schema.json", "journal.schema.json"}, journal},
        {{"fhir", "requests.schema.json#/$defs/fhir", "fhir.schema.json"}, fhir},
        {{"fhir-import", "requests.schema.json#/$defs/fhir-import", "fhir-import.schema.json"}, fhir_import},
        {{"csv", "requests.schema.json#/$defs/csv", "text.schema.json"}, csv},
        {{"calendar", "requests.schema.json#/$defs/calendar", "text.schema.json"}, calendar},
        {{"findings", "", "findings.schema.json"}, all<findings_json>},
        {{"measures", "", "measures.schema.json"}, all<measures_json>},
        {{"regions", "", "regions.schema.json"}, all<regions_json>},
        {{"landmarks", "", "landmarks.schema.json"}, all<landmarks_json>},
        {{"muscles", "", "muscles.schema.json"}, all<muscles_json>},
        {{"muscle", "requests.schema.json#/$defs/named", "muscle.schema.json"}, named<muscle_json>},
        {{"conditions", "", "conditions.schema.json"}, all<conditions_json>},
        {{"condition", "requests.schema.json#/$defs/named", "condition.schema.json"}, named<condition_json>},
        {{"remedies", "requests.schema.json#/$defs/remedies", "remedies.schema.json"}, remedies},
        {{"motions", "", "motions.schema.json"}, all<motions_json>},
        {{"motion", "requests.schema.json#/$defs/motion", "motion.schema.json"}, motion},
        {{"providers", "", "providers.schema.json"}, all<providers_json>},
        {{"citations", "", "citations.schema.json"}, all<citations_json>},
    });
    return table;
}

std::span<const Action> list_actions() {
    static const std::vector<Action> actions = [] {
        std::vector<Action> out;
        for (const ActionTable::Row& row : ActionTable::rows()) out.push_back(row.action);
        return out;
    }();
    return actions;
}

std::string actions_json() {
    OrderedJson out = OrderedJson::array();
    for (const Action& action : list_actions()) {
        OrderedJson entry{{"name", action.name}};
        if (!action.request.empty()) entry["request"] = action.request;
        entry["answer"] = action.answer;
        out.push_back(entry);
    }
    return format_json(out);
}

Actions::Actions(Engine engine) : engine_(std::move(engine)) {}

std::string Actions::call(std::string_view action, std::string_view request) {
    const auto rows = ActionTable::rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.action.name == action; });
    if (row == rows.end())
        return format_error({ErrorCode::unknown_name, "action", "there is no action \"" + one_line(action, 40) + "\""});
    return row->answer(*this, request);
}

}  // namespace knotwork::wasm
