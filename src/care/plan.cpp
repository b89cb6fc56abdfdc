#include "care/plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "base/chance.hpp"
#include "base/text.hpp"

namespace knotwork {
namespace {

using atlas_format::RemedyKind;

constexpr std::size_t most_advice = 6;
constexpr std::uint32_t hardest_start = 2;  // level of exercise to begin with
constexpr std::string_view light_protocol = "light", gentle_protocol = "start";
constexpr std::string_view sore_after = "sore-day-after", few_minutes = "wants-few-minutes";
// Who begins to exercise at the lowest level, besides those in pain (judgements).
constexpr double low_start_age = 75;
constexpr std::array<std::string_view, 8> low_starts{"inactive", "unsteady",          "osteoporosis", "long-steroids",
                                                     "pregnant", "recent-childbirth", "weakness-leg", "getting-worse"};

std::string whole(double x) { return std::to_string(std::lround(x)); }

class Planner {
  public:
    Planner(const Atlas& atlas, const Facts& facts, const PlanRequest& request)
        : atlas_(atlas), facts_(facts), request_(request) {
        irritable_ = facts.pain.value_or(0) >= strong_pain || says_yes(sore_after);
        begins_low_ =
            irritable_ || facts.pain.value_or(moderate_pain) >= moderate_pain ||
            facts.age.value_or(0) >= low_start_age ||
            std::any_of(low_starts.begin(), low_starts.end(), [&](std::string_view id) { return says_yes(id); });
    }

    Plan run() {
        const auto& targets = request_.targets;
        if (!targets.empty()) {
            add_pressing(targets.front(), irritable_);
            // A second point where one is given: gently, so that a session mixes both ways (direct and indirect).
            if (targets.size() > 1 && !says_yes(few_minutes)) add_pressing(targets[1], true);
            const auto is_lead = [&](const PlanTarget& target) { return target.source == request_.lead; };
            const auto lead = std::find_if(targets.begin(), targets.end(), is_lead);
            const PlanTarget& main = lead != targets.end() ? *lead : targets.front();
            add_stretch(main);
            add_exercise(main);
        }
        apply_edits();
        for (const PlanItem& item : plan_.items) {
            for (const FindingId finding : list_open(atlas_, facts_, item.remedy, item.tool))
                add_new(plan_.open, finding);
            for (const ContraindicationId rule : permission(item.remedy).cautions) add_new(plan_.cautions, rule);
        }
        choose_reassessment();
        choose_advice();
        for (const Atlas::Direction& direction : atlas_.directions())
            if (direction.kind == static_cast<std::uint32_t>(atlas_format::DirectionKind::review))
                plan_.review_days = direction.days;
        auto& rules = plan_.left_out.rules;
        std::sort(rules.begin(), rules.end());
        rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
        return std::move(plan_);
    }

  private:
    bool says_yes(std::string_view id) const { return knotwork::says_yes(atlas_, facts_, id); }
    Permission permission(RemedyId remedy) const { return find_permission(atlas_, facts_, remedy, request_.at_hand); }
    template <class Value>
    static void add_new(std::vector<Value>& to, Value value) {
        if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
    }
    // What stands in the way is told with the plan.
    bool allow(RemedyId remedy, Permission& out) {
        out = permission(remedy);
        plan_.left_out.rules.insert(plan_.left_out.rules.end(), out.refused_by.begin(), out.refused_by.end());
        if (out.is_forbidden) add_new(plan_.left_out.forbidden, remedy);
        if (out.lacks_tool)
            for (const std::uint32_t tool : atlas_.refs(atlas_.remedies()[remedy.value].tools))
                add_new(plan_.left_out.missing, ToolId{tool});
        return out.is_allowed();
    }
    const Atlas::Source& source(SourceId id) const { return atlas_.sources()[id.value]; }
    std::string muscle_name(std::uint32_t muscle) const {
        return within_sentence(atlas_.text(atlas_.muscles()[muscle].name));
    }

    Dose choose_dose(const Atlas::Remedy& remedy, bool is_light) const {
        const RemedyKind kind = kind_of(remedy);
        ProtocolId chosen;
        if (kind == RemedyKind::pressure && (is_light || irritable_))
            chosen = find_protocol(atlas_, kind, light_protocol);
        if (kind == RemedyKind::pressure && chosen.is_none()) chosen = request_.pressure;
        if (kind == RemedyKind::exercise && begins_low_) chosen = find_protocol(atlas_, kind, gentle_protocol);
        if (chosen.is_none()) chosen = find_protocol(atlas_, kind);
        return build_dose(atlas_, remedy, chosen);
    }

    bool add(RemedyId id, SourceId treated, std::optional<Side> side, const Permission& permission,
             std::vector<std::string> why) {
        const Atlas::Remedy& remedy = atlas_.remedies()[id.value];
        PlanItem item;
        item.remedy = id;
        item.source = treated;
        if (remedy.sided != 0) item.side = side;
        item.id = format_item_id(atlas_, id, item.side);
        if (find_item(item.id) != plan_.items.end()) return false;
        item.tool = permission.tool;
        item.is_light = permission.is_light && kind_of(remedy) == RemedyKind::pressure;
        item.dose = choose_dose(remedy, item.is_light);
        item.why = std::move(why);
        plan_.items.push_back(std::move(item));
        return true;
    }

    // The best technique for a point: directly or, where that suits better, by position; else what a professional does.
    void add_pressing(const PlanTarget& target, bool gently) {
        const Atlas::Source& point = source(target.source);
        const auto remedies = atlas_.remedies();
        std::optional<std::tuple<int, bool, std::string_view, std::uint32_t>> best;
        Permission best_permission;
        bool was_forbidden = false, lacked_tool = false;
        for (std::uint32_t r = 0; r < remedies.size(); ++r) {
            const Atlas::Remedy& remedy = remedies[r];
            const RemedyKind kind = kind_of(remedy);
            if (kind == RemedyKind::stretch || kind == RemedyKind::exercise) continue;
            const auto points = atlas_.refs(remedy.points);
            if (atlas_.refs(remedy.muscles).front() != point.muscle ||
                std::find(points.begin(), points.end(), point.number) == points.end())
                continue;
            Permission found;
            if (!allow(RemedyId{r}, found)) {
                was_forbidden = was_forbidden || found.is_forbidden || !found.refused_by.empty();
                lacked_tool = lacked_tool || found.lacks_tool;
                continue;
            }
            // Where it must be light, not with the weight of the body on the floor.
            const int order = kind == RemedyKind::professional ? 2 : (kind == RemedyKind::position) == gently ? 0 : 1;
            const auto rank = std::tuple(order, found.is_light && remedy.floor != 0, atlas_.text(remedy.grade), r);
            if (best && *best <= rank) continue;
            best = rank;
            best_permission = found;
        }
        if (!best) return;
        const RemedyId id{std::get<3>(*best)};
        std::vector<std::string> why{describe(target)};
        const RemedyKind kind = kind_of(remedies[id.value]);
        if (kind == RemedyKind::professional)
            why.emplace_back(was_forbidden ? "What you could do yourself is left out, for what you answered."
                             : lacked_tool ? "What you could do yourself needs a tool that you do not have."
                                           : "It is not one to press by yourself: it lies too deep, or too close to "
                                             "something that must not be pressed.");
        else if (irritable_)
            why.emplace_back("It is gentle because it hurts much, or was sore after the last time.");
        else if (best_permission.is_light)
            why.emplace_back(remedies[id.value].light != 0 ? "Light pressure only: this place takes no more."
                                                           : "Light pressure only, for what you answered.");
        add(id, target.source, static_cast<Side>(point.side), best_permission, std::move(why));
    }

    std::string describe(const PlanTarget& target) const {
        const Atlas::Source& point = source(target.source);
        std::string place = std::string(atlas_.text(atlas_.muscles()[point.muscle].name)) + ", point " +
                            std::to_string(point.number) + ", " + std::string(name(static_cast<Side>(point.side))) +
                            " side";
        const std::string sure = " (" + percent_likely(target.probability) + ")";
        switch (target.role) {
            case TargetRole::lead: return place + ": of this muscle the likeliest point" + sure + ".";
            case TargetRole::origin:
                return place + ": the likely origin, so it comes first" + sure + "; " + within_sentence(target.why) +
                       ".";
            case TargetRole::satellite:
                return place + ": goes with it" + sure + "; " + within_sentence(target.why) + ".";
        }
        return place;
    }

    void add_stretch(const PlanTarget& target) {
        const Atlas::Source& point = source(target.source);
        const auto remedies = atlas_.remedies();
        const bool on_floor = !plan_.items.empty() && remedies[plan_.items.front().remedy.value].floor != 0;
        // Those that mean this muscle most; of these the better proven; of these the one that needs no getting up.
        std::optional<std::tuple<std::size_t, std::string_view, bool, std::uint32_t>> best;
        Permission best_permission;
        for (std::uint32_t r = 0; r < remedies.size(); ++r) {
            if (kind_of(remedies[r]) != RemedyKind::stretch) continue;
            const auto muscles = atlas_.refs(remedies[r].muscles);
            const auto found = std::find(muscles.begin(), muscles.end(), point.muscle);
            if (found == muscles.end()) continue;
            Permission allowed;
            if (!allow(RemedyId{r}, allowed)) continue;
            const auto rank = std::tuple(static_cast<std::size_t>(found - muscles.begin()),
                                         atlas_.text(remedies[r].grade), (remedies[r].floor != 0) != on_floor, r);
            if (best && *best <= rank) continue;
            best = rank;
            best_permission = allowed;
        }
        if (!best) return;
        add(RemedyId{std::get<3>(*best)}, {}, static_cast<Side>(point.side), best_permission,
            {"Lengthens " + muscle_name(point.muscle) +
             (presses() ? ": after the pressure, when it gives most easily." : ".")});
    }

    bool presses() const {
        return std::any_of(plan_.items.begin(), plan_.items.end(), [&](const PlanItem& item) {
            return kind_of(atlas_.remedies()[item.remedy.value]) == RemedyKind::pressure;
        });
    }

    const Atlas::Compensation* find_compensation(std::uint32_t overloaded) const {
        for (const Atlas::Compensation& c : atlas_.compensations())
            if (c.overloaded == overloaded) return &c;
        return nullptr;
    }

    // Mean measured activity of the muscle, weighed by people; 0 if not measured.
    double compute_activity(const Atlas::Remedy& remedy, std::uint32_t muscle) const {
        double sum = 0, people = 0;
        for (const Atlas::MuscleActivity& a : atlas_.activities(remedy.activities)) {
            if (a.muscle != muscle) continue;
            sum += static_cast<double>(a.mvic) * static_cast<double>(a.people);
            people += static_cast<double>(a.people);
        }
        return people > 0 ? sum / people : 0;
    }

    void add_exercise(const PlanTarget& target) {
        const std::uint32_t overloaded = source(target.source).muscle;
        const Atlas::Compensation* const compensation = find_compensation(overloaded);
        const std::uint32_t muscle = compensation != nullptr ? compensation->strengthen : overloaded;
        const Atlas::Muscle* const tensor = atlas_.find_muscle("tensor-fasciae-latae");
        const bool spare_tensor = tensor != nullptr && tensor == &atlas_.muscles()[overloaded];
        const std::uint32_t start = begins_low_ ? 1 : hardest_start;
        const auto remedies = atlas_.remedies();
        // Where the tensor should rest, those that leave it alone; of these those nearest to the level to begin with,
        // but not above; of these those that are meant for the muscle first of all; of these the one that works it
        // hardest.
        std::optional<std::tuple<double, std::uint32_t, bool, double, std::uint32_t>> best;
        Permission best_permission;
        for (std::uint32_t r = 0; r < remedies.size(); ++r) {
            const Atlas::Remedy& remedy = remedies[r];
            if (kind_of(remedy) != RemedyKind::exercise || remedy.level > start) continue;
            const auto muscles = atlas_.refs(remedy.muscles);
            const auto found = std::find(muscles.begin(), muscles.end(), muscle);
            if (found == muscles.end()) continue;
            Permission allowed;
            if (!allow(RemedyId{r}, allowed)) continue;
            const auto rank =
                std::tuple(spare_tensor ? -static_cast<double>(remedy.gluteal_to_tfl) : 0.0, start - remedy.level,
                           found != muscles.begin(), -compute_activity(remedy, muscle), r);
            if (best && *best <= rank) continue;
            best = rank;
            best_permission = allowed;
        }
        if (!best) return;
        const RemedyId id{std::get<4>(*best)};
        const Atlas::Remedy& remedy = remedies[id.value];
        std::vector<std::string> why;
        if (compensation != nullptr)
            why.push_back(std::string(atlas_.text(compensation->why)) + ": so " + muscle_name(muscle) +
                          " is made stronger.");
        else
            why.push_back("Makes " + muscle_name(muscle) + " stronger, so that it is not overloaded again.");
        if (const double activity = compute_activity(remedy, muscle); activity > 0)
            why.push_back("It works " + muscle_name(muscle) + " at about " + whole(activity) +
                          " % of its greatest pull, as measured.");
        if (spare_tensor && remedy.gluteal_to_tfl > 0)
            why.emplace_back("It works the buttock much more than the tensor at the front of the hip, as measured.");
        add(id, {}, static_cast<Side>(source(target.source).side), best_permission, std::move(why));
    }

    std::vector<PlanItem>::iterator find_item(const std::string& id) {
        return std::find_if(plan_.items.begin(), plan_.items.end(),
                            [&](const PlanItem& item) { return item.id == id; });
    }

    void apply_edits() {
        const PlanEdits& edits = request_.edits;
        for (const std::string& id : edits.remove)
            std::erase_if(plan_.items, [&](const PlanItem& item) { return item.id == id; });
        for (const PlanEdits::Addition& addition : edits.additions) {
            const std::string id = format_item_id(atlas_, addition.remedy, addition.side);
            Permission allowed;
            if (!allow(addition.remedy, allowed)) {
                plan_.warnings.push_back("edits: " + id + " is left out: " + describe(allowed));
            } else if (add(addition.remedy, {}, addition.side, allowed, {"Added by the therapist."})) {
                plan_.items.back().is_added = true;
                plan_.items.back().note = addition.note;
            }
        }
        for (const auto& [id, change] : edits.changes) {
            const auto item = find_item(id);
            if (item == plan_.items.end()) {
                plan_.warnings.push_back("edits: " + id + " is changed but no longer in the plan");
                continue;
            }
            Dose& dose = item->dose;
            if (change.hold_s) dose.hold_least_s = dose.hold_most_s = *change.hold_s;
            if (change.repeats) dose.repeats_least = dose.repeats_most = *change.repeats;
            if (change.sets) dose.sets = *change.sets;
            if (change.per_day) dose.day_least = dose.day_most = *change.per_day;
            if (change.days_a_week) dose.days_a_week = *change.days_a_week;
            if (!change.note.empty()) item->note = change.note;
        }
        std::stable_sort(plan_.items.begin(), plan_.items.end(), [&](const PlanItem& a, const PlanItem& b) {
            const auto place = [&](const PlanItem& item) {
                const RemedyKind kind = kind_of(atlas_.remedies()[item.remedy.value]);
                return kind == RemedyKind::stretch ? 1 : kind == RemedyKind::exercise ? 2 : 0;
            };
            return place(a) < place(b);
        });
        if (plan_.items.size() > most_items)
            plan_.warnings.push_back("edits: more than " + std::to_string(most_items) +
                                     " items a day; few people keep that up");
    }

    std::string describe(const Permission& permission) const {
        if (!permission.refused_by.empty())
            return std::string(atlas_.text(atlas_.contraindications()[permission.refused_by.front().value].say));
        return permission.lacks_tool ? "none of its tools is at hand" : "what was answered forbids it";
    }

    // One that names the muscle before one that names its group.
    void choose_reassessment() {
        if (request_.lead.is_none()) return;
        const auto all = atlas_.reassessments();
        const bool is_muscle = !atlas_.is_condition(source(request_.lead));
        for (const bool by_name : {true, false})
            for (std::uint32_t r = 0; r < all.size() && !plan_.reassessment && is_muscle; ++r) {
                const Atlas::Range named = by_name ? all[r].muscles : Atlas::Range{};
                const Atlas::Range groups = by_name ? Atlas::Range{} : all[r].groups;
                const bool is_limited = named.begin != named.end || groups.begin != groups.end;
                if (all[r].forbid.begin != all[r].forbid.end && holds(atlas_, all[r].forbid, facts_)) continue;
                if (is_limited && is_about(atlas_, named, {}, groups, request_.lead)) plan_.reassessment = r;
            }
    }

    // What is for safety; then what an answer gives a reason for; then what is about this source; then the rest.
    void choose_advice() {
        const auto all = atlas_.advice();
        Facts unanswered = facts_;
        unanswered.answers.clear();
        std::vector<std::pair<int, std::uint32_t>> fitting;
        for (std::uint32_t a = 0; a < all.size(); ++a) {
            const Atlas::Advice& advice = all[a];
            if (advice.with_items != 0 && plan_.items.empty()) continue;
            const bool is_conditional = advice.when.begin != advice.when.end;
            if (is_conditional && !holds(atlas_, advice.when, facts_)) continue;
            if (!is_about(atlas_, advice.muscles, advice.conditions, advice.groups, request_.lead)) continue;
            const bool has_reason = is_conditional && !holds(atlas_, advice.when, unanswered);
            const bool is_limited = advice.muscles.begin != advice.muscles.end ||
                                    advice.conditions.begin != advice.conditions.end ||
                                    advice.groups.begin != advice.groups.end;
            fitting.emplace_back(advice.first != 0 ? 0 : (has_reason ? 1 : 3) + (is_limited ? 0 : 1), a);
        }
        std::sort(fitting.begin(), fitting.end());
        for (const auto& [rank, a] : fitting)
            if (rank == 0 || plan_.advice.size() < most_advice) plan_.advice.push_back(a);
    }

    const Atlas& atlas_;
    const Facts& facts_;
    const PlanRequest& request_;
    bool irritable_ = false, begins_low_ = false;
    Plan plan_;
};

}  // namespace

std::string format_item_id(const Atlas& atlas, RemedyId remedy, std::optional<Side> side) {
    std::string out(atlas.text(atlas.remedies()[remedy.value].id));
    if (side) out += "@" + std::string(name(*side));
    return out;
}

ProtocolId find_protocol(const Atlas& atlas, RemedyKind of, std::string_view id) {
    const auto protocols = atlas.protocols();
    for (std::uint32_t p = 0; p < protocols.size(); ++p)
        if (protocols[p].of == static_cast<std::uint32_t>(of) &&
            (id.empty() ? protocols[p].is_default != 0 : atlas.text(protocols[p].id) == id))
            return ProtocolId{p};
    return {};
}

Dose build_dose(const Atlas& atlas, const Atlas::Remedy& remedy, ProtocolId protocol) {
    if (protocol.is_none()) return {};
    const Atlas::Protocol& p = atlas.protocols()[protocol.value];
    Dose dose{protocol,
              static_cast<double>(p.hold_least_s),
              static_cast<double>(p.hold_most_s),
              p.repeats_least,
              p.repeats_most,
              0,
              static_cast<double>(p.rest_s),
              p.day_least,
              p.day_most,
              p.days_a_week,
              static_cast<double>(p.pain_most)};
    if (kind_of(remedy) == RemedyKind::exercise) {
        dose.sets = std::clamp(remedy.sets, p.sets_least, p.sets_most);
        dose.hold_least_s = dose.hold_most_s = static_cast<double>(remedy.hold_s);
        dose.repeats_least = dose.repeats_most = std::max(remedy.repeats, 1u);
    }
    return dose;
}

Plan make_plan(const Atlas& atlas, const Facts& facts, const PlanRequest& request) {
    return Planner(atlas, facts, request).run();
}

}  // namespace knotwork
