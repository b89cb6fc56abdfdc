// The JSON form of a guided session: what was done when, so that it can be gone on with.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "engine/engine.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr std::string_view session_format = "knotwork.session/1";
constexpr JsonLimits session_limits{.bytes = 4u << 20, .depth = 8, .values = 200'000};
constexpr double longest_session_s = 1e9;

class SessionReader : JsonReader {
  public:
    using JsonReader::error;
    using JsonReader::failed;

    // What happened; `items` are those of the plan it is gone on with.
    std::vector<SessionEvent> read(const Json& root, const std::vector<std::string>& items) {
        std::vector<SessionEvent> events;
        object(root, "",
               {"format", "items", "points", "events", "outcomes", "pain_before", "pain_after", "verdict", "finished"});
        const std::string format = text(required(root, "format", ""), "format");
        if (!failed() && format != session_format)
            fail(ErrorCode::wrong_type, "format",
                 "must be \"" + std::string(session_format) + "\", not \"" + one_line(format, 40) + "\"");
        const Json& named = array(required(root, "items", ""), "items");
        std::vector<std::string> found;
        for (std::size_t i = 0; i < named.size() && !failed(); ++i)
            found.push_back(text(named[i], join_place("items", i)));
        if (!failed() && found != items) fail(ErrorCode::wrong_type, "items", "is a session of another plan");
        const Json& list = array(required(root, "events", ""), "events");
        for (std::size_t i = 0; i < list.size() && !failed(); ++i)
            events.push_back(read_event(list[i], join_place("events", i), events.empty() ? 0 : events.back().at_s));
        return events;
    }

  private:
    SessionEvent read_event(const Json& value, const std::string& where, double earliest) {
        SessionEvent event;
        object(value, where, {"at_s", "act", "value"});
        event.at_s = number(required(value, "at_s", where), join_place(where, "at_s"));
        const std::string act = text(required(value, "act", where), join_place(where, "act"));
        if (failed()) return event;
        if (!(event.at_s >= earliest && event.at_s <= longest_session_s))
            fail(ErrorCode::out_of_range, join_place(where, "at_s"), "must not be earlier than the one before it");
        const auto* const found = std::find(std::begin(act_names), std::end(act_names), act);
        if (found == std::end(act_names))
            fail(ErrorCode::unknown_name, join_place(where, "act"), "nothing is called \"" + one_line(act, 40) + "\"");
        else
            event.act = static_cast<Act>(found - std::begin(act_names));
        if (const Json* given = optional(value, "value"); given && !failed())
            event.value = number(*given, join_place(where, "value"));
        return event;
    }
};

// What a session came to, whichever plan it was of.
class SummaryReader : JsonReader {
  public:
    using JsonReader::error;
    using JsonReader::failed;

    SessionSummary read(const Json& root) {
        SessionSummary out;
        if (!root.is_object()) {
            fail(ErrorCode::wrong_type, "", "a session must be an object");
            return out;
        }
        const std::string format = text(required(root, "format", ""), "format");
        if (!failed() && format != session_format)
            fail(ErrorCode::wrong_type, "format",
                 "must be \"" + std::string(session_format) + "\", not \"" + one_line(format, 40) + "\"");
        out.items = texts(required(root, "items", ""), "items");
        if (const Json* points = optional(root, "points"); points && !failed()) out.points = texts(*points, "points");
        out.points.resize(out.items.size());
        const std::vector<std::string> outcomes = texts(required(root, "outcomes", ""), "outcomes");
        if (!failed() && outcomes.size() != out.items.size())
            fail(ErrorCode::wrong_type, "outcomes", "must be as many as there are items");
        for (std::size_t i = 0; i < outcomes.size() && !failed(); ++i)
            out.outcomes.push_back(choose<Outcome>(outcomes[i], Outcome::skipped, join_place("outcomes", i)));
        out.verdict = choose<Verdict>(text(required(root, "verdict", ""), "verdict"), Verdict::worse, "verdict");
        out.pain_before = pain(root, "pain_before");
        out.pain_after = pain(root, "pain_after");
        if (const Json& finished = required(root, "finished", ""); !failed()) {
            if (finished.is_boolean())
                out.is_finished = finished.get<bool>();
            else
                fail(ErrorCode::wrong_type, "finished", "must be true or false");
        }
        return out;
    }

  private:
    std::vector<std::string> texts(const Json& value, const std::string& where) {
        std::vector<std::string> out;
        const Json& list = array(value, where);
        for (std::size_t i = 0; i < list.size() && !failed(); ++i) out.push_back(text(list[i], join_place(where, i)));
        return out;
    }
    template <class Choice>
    Choice choose(const std::string& word, Choice last, const std::string& where) {
        for (std::uint8_t c = 0; c <= static_cast<std::uint8_t>(last); ++c)
            if (word == name(static_cast<Choice>(c))) return static_cast<Choice>(c);
        if (!failed()) fail(ErrorCode::unknown_name, where, "nothing is called \"" + one_line(word, 40) + "\"");
        return {};
    }
    std::optional<double> pain(const Json& root, std::string_view key) {
        const Json* const value = optional(root, key);
        if (value == nullptr || failed()) return std::nullopt;
        return number(*value, std::string(key));
    }
};

std::vector<std::string> list_items(const Plan& plan, std::span<const SessionTask> tasks) {
    std::vector<std::string> out;
    for (const SessionTask& task : tasks) out.push_back(plan.items[task.item].id);
    return out;
}

OrderedJson session_to_json(const Atlas& atlas, const Plan& plan, const GuidedSession& session) {
    OrderedJson out{{"format", session_format}, {"items", list_items(plan, session.tasks())}};
    out["points"] = OrderedJson::array();
    for (const SessionTask& task : session.tasks()) {
        const SourceId point = plan.items[task.item].source;
        out["points"].push_back(point.is_none() ? "" : atlas.text(atlas.sources()[point.value].id));
    }
    out["events"] = OrderedJson::array();
    for (const SessionEvent& event : session.events()) {
        OrderedJson entry{{"at_s", event.at_s}, {"act", name(event.act)}};
        if (event.act == Act::pain) entry["value"] = event.value;
        out["events"].push_back(entry);
    }
    out["outcomes"] = OrderedJson::array();
    for (const Outcome outcome : session.outcomes()) out["outcomes"].push_back(name(outcome));
    if (session.pain_before()) out["pain_before"] = *session.pain_before();
    if (session.pain_after()) out["pain_after"] = *session.pain_after();
    out["verdict"] = name(session.verdict());
    out["finished"] = session.is_finished() && !session.was_quit();
    return out;
}

std::string_view name(TaskKind kind) {
    switch (kind) {
        case TaskKind::point: return "point";
        case TaskKind::stretch: return "stretch";
        case TaskKind::exercise: return "exercise";
    }
    return "point";
}

// Seconds to the millisecond: finer is noise of the clock.
double seconds(double s) { return std::round(s * 1e3) / 1e3; }

OrderedJson view_to_json(const SessionView& view, bool has_task) {
    OrderedJson out{{"phase", name(view.phase)}};
    if (has_task) {
        out["task"] = view.task;
        out["round"] = view.round;
        out["is_return"] = view.is_return;
    }
    out["is_paused"] = view.is_paused;
    out["elapsed_s"] = seconds(view.elapsed_s);
    out["remaining_s"] = seconds(view.remaining_s);
    if (view.phase == Phase::hold) {
        out["may_end"] = view.may_end;
        out["breathe_in"] = view.breathe_in;
    }
    if (has_task) out["press_less"] = view.press_less;
    return out;
}

bool is_of_a_task(Phase phase) {
    return phase == Phase::ready || phase == Phase::hold || phase == Phase::ask || phase == Phase::rest ||
           phase == Phase::work;
}

}  // namespace

std::string format_session(const Atlas& atlas, const Plan& plan, const GuidedSession& session) {
    return format_json(session_to_json(atlas, plan, session));
}

std::string format_session_state(const Atlas& atlas, const Plan& plan, const GuidedSession& session, bool was_meant) {
    const SessionView view = session.view();
    OrderedJson out{{"format", "knotwork.session-state/1"},
                    {"now_s", session.last_s()},
                    {"was_meant", was_meant},
                    {"view", view_to_json(view, is_of_a_task(view.phase))},
                    {"breath_s", {breath_in_s, breath_out_s}},
                    {"pain_most", most_pain}};
    out["tasks"] = OrderedJson::array();
    for (std::size_t t = 0; t < session.tasks().size(); ++t) {
        const SessionTask& task = session.tasks()[t];
        OrderedJson entry{{"item", plan.items[task.item].id}, {"kind", name(task.kind)}};
        if (task.hold_most_s > 0) entry["hold_s"] = {task.hold_least_s, task.hold_most_s};
        entry["rounds"] = {task.rounds_least, task.rounds_most};
        entry["rest_s"] = task.rest_s;
        entry["held_s"] = seconds(session.held_s()[t]);
        entry["outcome"] = name(session.outcomes()[t]);
        out["tasks"].push_back(entry);
    }
    if (plan.reassessment) {
        const Atlas::Reassessment& movement = atlas.reassessments()[*plan.reassessment];
        out["movement"] = {{"name", atlas.text(movement.name)},
                           {"do", atlas.text(movement.movement)},
                           {"better", atlas.text(movement.better)}};
    }
    out["was_quit"] = session.was_quit();
    out["session"] = session_to_json(atlas, plan, session);
    return format_json(out);
}

Result<GuidedSession> resume_session(const Engine& engine, const Plan& plan, std::string_view session_json) {
    std::vector<SessionTask> tasks = list_tasks(engine.atlas(), plan);
    const Result<Json> root = parse_json(session_json, session_limits);
    if (!root) return tl::unexpected(root.error());
    SessionReader reader;
    std::vector<SessionEvent> events = reader.read(*root, list_items(plan, tasks));
    if (reader.failed()) return tl::unexpected(reader.error());
    if (!events.empty() && events.back().act == Act::quit) events.pop_back();
    return replay(std::move(tasks), events);
}

Result<SessionSummary> parse_session(std::string_view session_json) {
    const Result<Json> root = parse_json(session_json, session_limits);
    if (!root) return tl::unexpected(root.error());
    SummaryReader reader;
    SessionSummary summary = reader.read(*root);
    if (reader.failed()) return tl::unexpected(reader.error());
    return summary;
}

}  // namespace knotwork
