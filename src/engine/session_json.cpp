// The JSON form of a guided session: what was done when, so that it can be gone on with.
#include <algorithm>
#include <iterator>

#include "engine/engine.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr std::string_view session_format = "knotwork.session/1";
constexpr JsonLimits session_limits{.bytes = 4u << 20, .depth = 8, .values = 200'000};
constexpr double longest_session_s = 1e9;

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::better: return "better";
        case Verdict::no_change: return "no-change";
        case Verdict::worse: return "worse";
        case Verdict::unknown: break;
    }
    return "unknown";
}

class SessionReader : JsonReader {
  public:
    using JsonReader::error;
    using JsonReader::failed;

    // What happened; `items` are those of the plan it is gone on with.
    std::vector<SessionEvent> read(const Json& root, const std::vector<std::string>& items) {
        std::vector<SessionEvent> events;
        object(root, "", {"format", "items", "events", "outcomes", "pain_before", "pain_after", "verdict", "finished"});
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

std::vector<std::string> list_items(const Plan& plan, std::span<const SessionTask> tasks) {
    std::vector<std::string> out;
    for (const SessionTask& task : tasks) out.push_back(plan.items[task.item].id);
    return out;
}

}  // namespace

std::string format_session(const Plan& plan, const GuidedSession& session) {
    OrderedJson out{{"format", session_format}, {"items", list_items(plan, session.tasks())}};
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
    out["verdict"] = name_of(session.verdict());
    out["finished"] = session.is_finished() && !session.was_quit();
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

}  // namespace knotwork
