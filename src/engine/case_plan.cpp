#include "engine/case_plan.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engine/engine.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr JsonLimits plan_limits{.bytes = 4u << 20, .depth = 16, .values = 100'000};
constexpr std::size_t most_edits = 100;
constexpr double longest_hold_s = 600;
constexpr std::uint32_t most_repeats = 100;

// Conditions that nobody should press, stretch or train against before they were seen to; a sick nerve least of all.
bool is_dangerous(const Atlas& atlas, const Atlas::Condition& condition) {
    constexpr std::array<std::string_view, 7> groups{"vessel",       "organ",      "bone", "skin",
                                                     "inflammatory", "nerve root", "nerve"};
    return std::find(groups.begin(), groups.end(), atlas.text(condition.group)) != groups.end();
}

const Atlas::Compensation* find_compensation(const Atlas& atlas, std::uint32_t overloaded, std::uint32_t strengthen) {
    for (const Atlas::Compensation& c : atlas.compensations())
        if (c.overloaded == overloaded && c.strengthen == strengthen) return &c;
    return nullptr;
}

// The leading point, and the likeliest of another muscle of its chain: first, if that is what leaves the leading one
// with more than its share.
std::vector<PlanTarget> choose_beside(const Atlas& atlas, const Standing& standing) {
    std::vector<PlanTarget> out{{standing.source, standing.source_probability, TargetRole::lead, {}}};
    const std::uint32_t lead = atlas.sources()[standing.source.value].muscle;
    for (const ChainLink& link : standing.chain) {
        const Atlas::Source& source = atlas.sources()[link.source.value];
        if (link.probability < least_second || atlas.is_condition(source)) continue;
        const auto* const compensation = find_compensation(atlas, lead, source.muscle);
        if (compensation != nullptr && link.probability >= least_origin_treated)
            out.insert(out.begin(),
                       {link.source, link.probability, TargetRole::origin, std::string(atlas.text(compensation->why))});
        else
            out.push_back({link.source, link.probability, TargetRole::satellite, link.why});
        break;
    }
    return out;
}

void choose_targets(const Atlas& atlas, CasePlan& out) {
    const Assessment& assessment = out.assessment;
    if (assessment.triage.urgency >= Urgency::same_day) {
        out.refusal = PlanRefusal::urgent;
        out.provider = atlas.rules()[assessment.triage.reasons.front().value].provider;
        return;
    }
    if (!assessment.standing || assessment.standing->leading.probability < least_planned ||
        assessment.trace.other > assessment.standing->leading.probability) {
        out.refusal = PlanRefusal::unknown;
        return;
    }
    const Standing& standing = *assessment.standing;
    out.request.lead = standing.source;
    const Atlas::Source& lead = atlas.sources()[standing.source.value];
    if (!atlas.is_condition(lead)) {
        out.request.targets = choose_beside(atlas, standing);
        return;
    }
    const Atlas::Condition& condition = atlas.conditions()[lead.condition];
    out.provider = condition.provider;
    if (!is_dangerous(atlas, condition))
        for (const ChainLink& link : standing.chain)
            if (link.probability >= least_beside_condition && !atlas.is_condition(atlas.sources()[link.source.value]) &&
                out.request.targets.size() < 2)
                out.request.targets.push_back({link.source, link.probability, TargetRole::satellite, link.why});
    if (out.request.targets.empty()) out.refusal = PlanRefusal::not_a_muscle;
}

class EditsReader : JsonReader {
  public:
    EditsReader(const Atlas& atlas, PlanEdits& out) : atlas_(atlas), out_(out) {}
    using JsonReader::error;
    using JsonReader::failed;

    // Whatever else the plan holds is made anew.
    void read(const Json& plan) {
        if (!plan.is_object()) return fail(ErrorCode::wrong_type, "", "a plan must be an object");
        const std::string format = text(required(plan, "format", ""), "format");
        if (!failed() && format != "knotwork.plan/1")
            fail(ErrorCode::wrong_type, "format", "must be \"knotwork.plan/1\", not \"" + one_line(format, 40) + "\"");
        const Json* const edits = optional(plan, "edits");
        if (edits == nullptr || failed()) return;
        object(*edits, "edits", {"by", "note", "remove", "add", "change"});
        if (const Json* by = optional(*edits, "by"); by && !failed()) out_.by = one_line(text(*by, "edits.by"), 200);
        if (const Json* note = optional(*edits, "note"); note && !failed()) out_.note = text(*note, "edits.note");
        if (const Json* remove = optional(*edits, "remove"); remove && !failed()) read_removals(*remove);
        if (const Json* add = optional(*edits, "add"); add && !failed()) read_additions(*add);
        if (const Json* change = optional(*edits, "change"); change && !failed()) read_changes(*change);
    }

  private:
    bool is_too_many(std::size_t count, const std::string& where) {
        if (count > most_edits) fail(ErrorCode::too_large, where, "more than 100 edits");
        return count > most_edits;
    }
    void read_removals(const Json& value) {
        const Json& list = array(value, "edits.remove");
        if (failed() || is_too_many(list.size(), "edits.remove")) return;
        for (std::size_t i = 0; i < list.size() && !failed(); ++i)
            out_.remove.push_back(text(list[i], join_place("edits.remove", i)));
    }
    void read_additions(const Json& value) {
        const Json& list = array(value, "edits.add");
        if (failed() || is_too_many(list.size(), "edits.add")) return;
        for (std::size_t i = 0; i < list.size() && !failed(); ++i) {
            const std::string where = join_place("edits.add", i);
            const Json& entry = object(list[i], where, {"remedy", "side", "note"});
            const std::string id = text(required(entry, "remedy", where), join_place(where, "remedy"));
            if (failed()) return;
            PlanEdits::Addition addition;
            addition.remedy = find_remedy(id, join_place(where, "remedy"));
            if (const Json* side = optional(entry, "side"); side && !failed())
                addition.side = read_side(*side, join_place(where, "side"));
            if (const Json* note = optional(entry, "note"); note && !failed())
                addition.note = text(*note, join_place(where, "note"));
            if (failed()) return;
            const bool is_sided = atlas_.remedies()[addition.remedy.value].sided != 0;
            if (is_sided != addition.side.has_value())
                return fail(ErrorCode::missing, join_place(where, "side"),
                            is_sided ? "needs a side: left or right" : "is done on both sides at once");
            out_.additions.push_back(std::move(addition));
        }
    }
    RemedyId find_remedy(const std::string& id, const std::string& where) {
        if (const Atlas::Remedy* const found = atlas_.find_remedy(id))
            return RemedyId{static_cast<std::uint32_t>(found - atlas_.remedies().data())};
        std::vector<std::string> known;
        for (const Atlas::Remedy& remedy : atlas_.remedies()) known.emplace_back(atlas_.text(remedy.id));
        const std::string_view near = find_nearest(id, known);
        fail(ErrorCode::unknown_name, where,
             "no technique, stretch or exercise \"" + one_line(id, 60) + "\"" +
                 (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?"));
        return {};
    }
    std::optional<Side> read_side(const Json& value, const std::string& where) {
        const std::string word = text(value, where);
        for (const Side side : {Side::left, Side::right})
            if (word == name(side)) return side;
        if (!failed()) fail(ErrorCode::wrong_type, where, "must be left or right");
        return std::nullopt;
    }
    std::optional<std::uint32_t> read_count(const Json& change, std::string_view key, const std::string& where,
                                            std::uint32_t most) {
        const Json* const value = optional(change, key);
        if (value == nullptr || failed()) return std::nullopt;
        const std::uint32_t count = index(*value, join_place(where, key));
        if (!failed() && (count < 1 || count > most))
            fail(ErrorCode::out_of_range, join_place(where, key), "must be from 1 to " + std::to_string(most));
        return count;
    }
    void read_changes(const Json& value) {
        if (!value.is_object()) return fail(ErrorCode::wrong_type, "edits.change", "must be an object");
        if (is_too_many(value.size(), "edits.change")) return;
        for (const auto& [id, entry] : value.items()) {
            const std::string where = "edits.change." + one_line(id, 60);
            const Json& change = object(entry, where, {"hold_s", "repeats", "sets", "per_day", "days_a_week", "note"});
            if (failed()) return;
            PlanEdits::Change& out = out_.changes[id];
            if (const Json* hold = optional(change, "hold_s")) {
                out.hold_s = number(*hold, join_place(where, "hold_s"));
                if (!failed() && !(*out.hold_s >= 1 && *out.hold_s <= longest_hold_s))
                    fail(ErrorCode::out_of_range, join_place(where, "hold_s"), "must be from 1 to 600");
            }
            out.repeats = read_count(change, "repeats", where, most_repeats);
            out.sets = read_count(change, "sets", where, 20);
            out.per_day = read_count(change, "per_day", where, 12);
            out.days_a_week = read_count(change, "days_a_week", where, 7);
            if (const Json* note = optional(change, "note"); note && !failed())
                out.note = text(*note, join_place(where, "note"));
            if (failed()) return;
        }
    }

    const Atlas& atlas_;
    PlanEdits& out_;
};

}  // namespace

Result<ProtocolId> resolve_pressure(const Atlas& atlas, std::string_view id, const std::string& where) {
    constexpr auto pressing = atlas_format::RemedyKind::pressure;
    std::string all;
    for (const Atlas::Protocol& protocol : atlas.protocols()) {
        if (protocol.of != static_cast<std::uint32_t>(pressing)) continue;
        if (atlas.text(protocol.id) == id) return find_protocol(atlas, pressing, id);
        all += (all.empty() ? "" : ", ") + std::string(atlas.text(protocol.id));
    }
    return fail(ErrorCode::unknown_name, where, "must be one of " + all);
}

Result<PlanEdits> parse_plan_edits(const Atlas& atlas, std::string_view plan_json) {
    const Result<Json> root = parse_json(plan_json, plan_limits);
    if (!root) return tl::unexpected(root.error());
    PlanEdits edits;
    EditsReader reader(atlas, edits);
    reader.read(*root);
    if (reader.failed()) return tl::unexpected(reader.error());
    return edits;
}

Result<CasePlan> plan_case(const Engine& engine, const Case& known, const PlanOptions& options, TraceScratch& scratch) {
    const Atlas& atlas = engine.atlas();
    Result<Assessment> assessment = assess_case(engine, known, {}, scratch);
    if (!assessment) return tl::unexpected(assessment.error());
    CasePlan out;
    out.assessment = std::move(*assessment);
    out.start = options.start;
    if (!out.assessment.blocked_by.empty()) {
        out.refusal = PlanRefusal::emergency;
        return out;
    }
    choose_targets(atlas, out);
    out.request.at_hand = known.at_hand;
    out.request.pressure = options.pressure;
    if (out.refusal == PlanRefusal::urgent) return out;
    if (out.refusal == PlanRefusal::none) out.request.edits = options.edits;
    out.plan = make_plan(atlas, known.facts, out.request);
    out.review = add_days(out.start, static_cast<int>(out.plan.review_days));
    return out;
}

}  // namespace knotwork
