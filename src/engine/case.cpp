#include "engine/case.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "care/triage.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr JsonLimits case_limits{DrawingLimits::bytes, 10, 1'500'000};
constexpr std::size_t most_answers = 5'000;
constexpr double oldest = 120;

class CaseReader : public JsonReader {
  public:
    CaseReader(const Atlas& atlas, Case& out) : atlas_(atlas), out_(out) {}

    void read(const Json& root) {
        object(root, "", {"format", "about", "profile", "drawing", "answers", "acknowledged"});
        const std::string format = text(required(root, "format", ""), "format");
        if (!failed() && format != case_format)
            fail(ErrorCode::wrong_type, "format",
                 "must be \"" + std::string(case_format) + "\", not \"" + one_line(format, 40) + "\"");
        if (const Json* profile = optional(root, "profile"); profile && !failed()) read_profile(*profile);
        if (const Json* drawing = optional(root, "drawing"); drawing && !failed()) read_drawing(*drawing);
        if (const Json* answers = optional(root, "answers"); answers && !failed()) read_answers(*answers);
        if (const Json* told = optional(root, "acknowledged"); told && !failed()) read_acknowledged(*told);
        if (!failed() && !out_.drawing && out_.facts.answers.empty())
            fail(ErrorCode::missing, "", "a case needs a drawing or answers");
    }

  private:
    void read_profile(const Json& profile) {
        object(profile, "profile", {"age", "sex", "pain", "tools"});
        if (const Json* age = optional(profile, "age"); age && !failed())
            out_.facts.age = bounded(*age, "profile.age", oldest);
        if (const Json* pain = optional(profile, "pain"); pain && !failed())
            out_.facts.pain = bounded(*pain, "profile.pain", 10);
        if (const Json* sex = optional(profile, "sex"); sex && !failed()) {
            const std::string word = text(*sex, "profile.sex");
            if (word == "female") out_.facts.sex = Sex::female;
            if (word == "male") out_.facts.sex = Sex::male;
            if (!failed() && !out_.facts.sex)
                fail(ErrorCode::wrong_type, "profile.sex",
                     "must be female or male, not \"" + one_line(word, 40) + "\"; leave it out where neither fits");
        }
        if (const Json* tools = optional(profile, "tools"); tools && !failed()) read_tools(*tools);
    }

    void read_tools(const Json& tools) {
        out_.at_hand.emplace();
        const Json& list = array(tools, "profile.tools");
        for (std::size_t i = 0; i < list.size() && !failed(); ++i) {
            const std::string where = join_place("profile.tools", i);
            const Result<ToolId> tool = resolve_tool(atlas_, text(list[i], where), where);
            if (!tool) return fail(tool.error().code, tool.error().where, tool.error().reason);
            out_.at_hand->push_back(*tool);
        }
    }

    double bounded(const Json& value, const std::string& where, double most) {
        const double x = number(value, where);
        if (!failed() && (x < 0 || x > most))
            fail(ErrorCode::out_of_range, where, "must be from 0 to " + std::to_string(static_cast<int>(most)));
        return x;
    }

    void read_drawing(const Json& value) {
        Result<Drawing> drawing = parse_drawing(value.dump(-1, ' ', false, Json::error_handler_t::replace));
        if (!drawing) {
            const Error& error = drawing.error();
            return fail(error.code, error.where.empty() ? "drawing" : "drawing." + error.where, error.reason);
        }
        set_drawing(out_, std::move(*drawing));
    }

    void read_answers(const Json& answers) {
        if (!answers.is_object()) return fail(ErrorCode::wrong_type, "answers", "must be an object");
        if (answers.size() > most_answers) return fail(ErrorCode::too_large, "answers", "more than 5,000 answers");
        for (const auto& [key, value] : answers.items()) {
            const std::string where = "answers." + one_line(key, 60);
            const Result<Subject> subject = resolve_subject(atlas_, key, where);
            if (!subject) return fail(subject.error().code, subject.error().where, subject.error().reason);
            const Reply reply = read_reply(atlas_.findings()[subject->finding.value], value, where);
            if (failed()) return;
            out_.facts.answers.push_back({*subject, reply});
        }
    }

    Reply read_reply(const Atlas::Finding& finding, const Json& value, const std::string& where) {
        if (value.is_number()) {
            const double x = number(value, where);
            if (failed()) return Reply::unknown;
            if (finding.unit.begin == finding.unit.end) {
                fail(ErrorCode::wrong_type, where, "is answered with yes, no or unknown, not with a number");
                return Reply::unknown;
            }
            if (x < static_cast<double>(finding.least) || x > static_cast<double>(finding.most))
                fail(ErrorCode::out_of_range, where, "lies outside the range of this test");
            const bool above = x >= static_cast<double>(finding.threshold);
            const bool below = x <= static_cast<double>(finding.threshold);
            return (finding.yes_above != 0 ? above : below) ? Reply::yes : Reply::no;
        }
        const std::string word = value.is_string() ? value.get<std::string>() : "";
        if (word == "yes") return Reply::yes;
        if (word == "no") return Reply::no;
        if (word != "unknown") fail(ErrorCode::wrong_type, where, "must be \"yes\", \"no\" or \"unknown\"");
        return Reply::unknown;
    }

    void read_acknowledged(const Json& told) {
        array(told, "acknowledged");
        for (std::size_t i = 0; i < told.size() && !failed(); ++i) {
            const std::string where = join_place("acknowledged", i);
            std::string rule = text(told[i], where);
            const bool known = std::any_of(atlas_.rules().begin(), atlas_.rules().end(),
                                           [&](const Atlas::Rule& r) { return atlas_.text(r.id) == rule; });
            if (!failed() && !known) fail(ErrorCode::unknown_name, where, "no rule \"" + one_line(rule, 60) + "\"");
            out_.acknowledged.push_back(std::move(rule));
        }
    }

    const Atlas& atlas_;
    Case& out_;
};

// A point whose press brings on one's own pain is tender, whatever was said of tenderness.
void resolve_contradictions(const Atlas& atlas, Case& known) {
    const auto id_of = [&](const Answer& a) { return atlas.text(atlas.findings()[a.subject.finding.value].id); };
    for (Answer& answer : known.facts.answers) {
        if (id_of(answer) != tenderness || answer.reply != Reply::no) continue;
        for (const Answer& other : known.facts.answers)
            if (id_of(other) == recognised_pain && other.subject.point == answer.subject.point &&
                other.reply == Reply::yes) {
                known.warnings.push_back("answers." + format_subject(atlas, answer.subject) +
                                         " is taken as yes, since pressing there brings on the pain itself");
                answer.reply = Reply::yes;
            }
    }
}

}  // namespace

Result<Subject> resolve_subject(const Atlas& atlas, std::string_view name, const std::string& where) {
    const std::string_view id = name.substr(0, name.find('/'));
    const std::string_view rest = id.size() == name.size() ? std::string_view{} : name.substr(id.size() + 1);
    const Atlas::Finding* finding = atlas.find_finding(id);
    if (finding == nullptr) {
        std::vector<std::string> ids;
        for (const Atlas::Finding& f : atlas.findings()) ids.emplace_back(atlas.text(f.id));
        const std::string_view near = find_nearest(std::string(id), ids);
        return fail(ErrorCode::unknown_name, where,
                    "no finding \"" + one_line(id, 60) + "\"" +
                        (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?"));
    }
    Subject subject{FindingId{static_cast<std::uint32_t>(finding - atlas.findings().data())}, {}, {}};
    if (is_palpation(*finding)) {
        const Atlas::Source* source = atlas.find_source(rest);
        if (source == nullptr || atlas.is_condition(*source))
            return fail(ErrorCode::unknown_name, where,
                        "no trigger point \"" + one_line(rest, 60) + "\"; write " + std::string(id) +
                            "/MUSCLE/NUMBER/SIDE, as in " + std::string(id) + "/gluteus-minimus/2/right");
        subject.point = SourceId{static_cast<std::uint32_t>(source - atlas.sources().data())};
        return subject;
    }
    if (finding->sided == 0) {
        if (!rest.empty())
            return fail(ErrorCode::unknown_name, where, "\"" + std::string(id) + "\" is asked without a side");
        return subject;
    }
    for (const Side side : {Side::left, Side::right})
        if (rest == knotwork::name(side)) subject.side = side;
    if (!subject.side)
        return fail(rest.empty() ? ErrorCode::missing : ErrorCode::unknown_name, where,
                    "needs a side: " + std::string(id) + "/left or " + std::string(id) + "/right");
    return subject;
}

Result<ToolId> resolve_tool(const Atlas& atlas, std::string_view id, const std::string& where) {
    std::vector<std::string> known;
    for (std::uint32_t t = 0; t < atlas.tools().size(); ++t) {
        known.emplace_back(atlas.text(atlas.tools()[t].id));
        if (known.back() == id) return ToolId{t};
    }
    const std::string_view near = find_nearest(id, known);
    return knotwork::fail(
        ErrorCode::unknown_name, where,
        "no tool \"" + one_line(id, 40) + "\"" + (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?"));
}

bool is_case(std::string_view json) {
    constexpr std::string_view family = "knotwork.case/";
    // Drawings are many and large, cases few: only a text that holds the word is read to see where it stands.
    if (json.find(family) == std::string_view::npos) return false;
    const Result<Json> root = parse_json(json, case_limits);
    if (!root || !root->is_object()) return false;
    const auto format = root->find("format");
    return format != root->end() && format->is_string() && format->get_ref<const std::string&>().starts_with(family);
}

void set_drawing(Case& known, Drawing drawing) {
    for (const Mark& mark : drawing.marks)
        if (mark.intensity)
            known.facts.pain = std::max(known.facts.pain.value_or(0), static_cast<double>(*mark.intensity));
    known.drawing = std::move(drawing);
}

void acknowledge_emergencies(const Atlas& atlas, Case& known) {
    const Triage triage = compute_triage(atlas, known.facts);
    for (const RuleId rule : list_unacknowledged(atlas, triage, known.acknowledged))
        known.acknowledged.emplace_back(atlas.text(atlas.rules()[rule.value].id));
}

Result<Case> parse_case(const Atlas& atlas, std::string_view json) {
    const Result<Json> root = parse_json(json, case_limits);
    if (!root) return tl::unexpected(root.error());
    Case known;
    CaseReader reader(atlas, known);
    reader.read(*root);
    if (reader.failed()) return tl::unexpected(reader.error());
    resolve_contradictions(atlas, known);
    return known;
}

std::string format_case(const Atlas& atlas, const Case& known) {
    OrderedJson out{{"format", case_format}, {"profile", OrderedJson::object()}};
    if (known.facts.age) out["profile"]["age"] = *known.facts.age;
    if (known.facts.sex) out["profile"]["sex"] = *known.facts.sex == Sex::female ? "female" : "male";
    if (known.facts.pain) out["profile"]["pain"] = *known.facts.pain;
    if (known.at_hand) {
        out["profile"]["tools"] = OrderedJson::array();
        for (const ToolId tool : *known.at_hand)
            out["profile"]["tools"].push_back(atlas.text(atlas.tools()[tool.value].id));
    }
    if (known.drawing) out["drawing"] = OrderedJson::parse(format_drawing(*known.drawing));
    out["answers"] = OrderedJson::object();
    for (const Answer& answer : known.facts.answers)
        out["answers"][format_subject(atlas, answer.subject)] = answer.reply == Reply::yes  ? "yes"
                                                                : answer.reply == Reply::no ? "no"
                                                                                            : "unknown";
    if (!known.acknowledged.empty()) out["acknowledged"] = known.acknowledged;
    return format_json(out);
}

}  // namespace knotwork
