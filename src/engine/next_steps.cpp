#include "engine/next_steps.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "care/permission.hpp"
#include "engine/views.hpp"

namespace knotwork {
namespace {

using atlas_format::NextStepKind;
using atlas_format::RemedyKind;

class Steps {
  public:
    Steps(const Atlas& atlas, const Case& known, const Assessment& assessment, const std::optional<PlanSummary>& plan,
          Progress& out)
        : atlas_(atlas), known_(known), assessment_(assessment), plan_(plan), out_(out) {
        if (assessment.standing) lead_ = assessment.standing->source;
    }

    void choose(ChangeVerdict change) {
        const int days = count_days(out_.begun, out_.today);
        if (assessment_.triage.urgency >= Urgency::same_day)
            return add(NextStepKind::see_somebody,
                       provider(atlas_.rules()[assessment_.triage.reasons.front().value].provider));
        if (has(SignKind::recovered)) return add(NextStepKind::wind_down);
        if (has(SignKind::overload)) add(NextStepKind::less_load);
        if (change == ChangeVerdict::worse) add(NextStepKind::see_somebody, whom_to_see());
        if (has(SignKind::relapse)) {
            strengthen();
            if (!has(SignKind::overload) && change != ChangeVerdict::worse) {
                add(NextStepKind::ask_again);
                if (days >= patience_days && change != ChangeVerdict::better)
                    add(NextStepKind::see_somebody, whom_to_see());
            }
        }
        // Pain that came back, or was overdone, was better before: nothing says that the treatment is wrong.
        const bool stuck =
            has(SignKind::plateau) || (days >= patience_days && !has(SignKind::relapse) && !has(SignKind::overload) &&
                                       (change == ChangeVerdict::same || change == ChangeVerdict::unclear));
        if (stuck) change_something(days);
        if (out_.steps.empty()) add(NextStepKind::keep_on);
    }

  private:
    bool has(SignKind kind) const {
        return std::any_of(out_.signs.begin(), out_.signs.end(), [&](const CourseSign& s) { return s.kind == kind; });
    }
    void add(NextStepKind kind, std::string about = {}, std::optional<SourceId> source = {}) {
        const auto steps = atlas_.next_steps();
        for (std::uint32_t s = 0; s < steps.size(); ++s) {
            if (steps[s].kind != static_cast<std::uint32_t>(kind)) continue;
            if (std::none_of(out_.steps.begin(), out_.steps.end(), [&](const StepTaken& t) { return t.step == s; }))
                out_.steps.push_back({s, std::move(about), source});
            return;
        }
    }

    // It has come to a stand: first whether the plan was tried at all, then what else might be it.
    void change_something(int days) {
        const Practice& practice = out_.practice;
        if (practice.planned && *practice.planned >= least_sessions &&
            practice.sessions < least_kept * *practice.planned)
            add(NextStepKind::do_as_planned);
        else if (lead_ && !atlas_.is_condition(atlas_.sources()[lead_->value]))
            change_treatment();
        if (days >= patience_days)
            add(NextStepKind::see_somebody, whom_to_see());
        else
            add(NextStepKind::ask_again);
    }

    void change_treatment() {
        const auto judged =
            std::find_if(out_.practice.points.begin(), out_.practice.points.end(),
                         [&](const PointResponse& r) { return r.point == *lead_ && r.reply != Reply::unknown; });
        const bool is_known = judged != out_.practice.points.end();
        if (is_known && judged->reply == Reply::no) {
            if (const std::optional<SourceId> other = find_other_point())
                return add(NextStepKind::other_point, point_name(*other), other);
            return other_technique();
        }
        const Standing& standing = *assessment_.standing;
        if (standing.origin)
            return add(NextStepKind::origin, point_name(standing.origin->source), standing.origin->source);
        if (strengthen()) return;
        // What does ease the point is not the wrong technique.
        if (is_known)
            add(NextStepKind::ask_again);
        else
            other_technique();
    }

    std::optional<SourceId> find_other_point() const {
        for (const TracedSource& s : assessment_.trace.sources)
            if (s.source != *lead_ && s.probability >= least_other_point) return s.source;
        return std::nullopt;
    }

    bool strengthen() {
        const bool is_planned = plan_ && std::any_of(plan_->items.begin(), plan_->items.end(),
                                                     [](const PlanSummary::Item& i) { return i.kind == "exercise"; });
        if (is_planned || !lead_ || atlas_.is_condition(atlas_.sources()[lead_->value])) return false;
        std::uint32_t muscle = atlas_.sources()[lead_->value].muscle;
        for (const Atlas::Compensation& c : atlas_.compensations())
            if (c.overloaded == muscle) {
                muscle = c.strengthen;
                break;
            }
        add(NextStepKind::strengthen, std::string(atlas_.text(atlas_.muscles()[muscle].name)));
        return true;
    }

    // A way of pressing the same point that the plan does not hold, and that nothing answered forbids.
    void other_technique() {
        const Atlas::Source& point = atlas_.sources()[lead_->value];
        for (std::uint32_t r = 0; r < atlas_.remedies().size(); ++r) {
            const Atlas::Remedy& remedy = atlas_.remedies()[r];
            const RemedyKind kind = kind_of(remedy);
            if (kind != RemedyKind::pressure && kind != RemedyKind::position) continue;
            const auto muscles = atlas_.refs(remedy.muscles), points = atlas_.refs(remedy.points);
            if (muscles.empty() || muscles.front() != point.muscle ||
                std::find(points.begin(), points.end(), point.number) == points.end())
                continue;
            const bool is_planned =
                plan_ && std::any_of(plan_->items.begin(), plan_->items.end(),
                                     [&](const PlanSummary::Item& i) { return i.remedy == atlas_.text(remedy.id); });
            if (is_planned || !find_permission(atlas_, known_.facts, RemedyId{r}, known_.at_hand).is_allowed())
                continue;
            return add(NextStepKind::other_technique, std::string(atlas_.text(remedy.name)));
        }
        add(NextStepKind::ask_again);
    }

    std::string point_name(SourceId id) const { return source_name(atlas_, atlas_.sources()[id.value]); }
    std::string provider(std::uint32_t index) const {
        return index < atlas_.providers().size() ? std::string(atlas_.text(atlas_.providers()[index].name)) : "";
    }
    std::string whom_to_see() const {
        if (lead_)
            if (const Atlas::Source& source = atlas_.sources()[lead_->value]; atlas_.is_condition(source))
                return provider(atlas_.conditions()[source.condition].provider);
        for (const Atlas::Provider& p : atlas_.providers())
            if (atlas_.text(p.id) == "physiotherapist") return std::string(atlas_.text(p.name));
        return "";
    }

    const Atlas& atlas_;
    const Case& known_;
    const Assessment& assessment_;
    const std::optional<PlanSummary>& plan_;
    Progress& out_;
    std::optional<SourceId> lead_;
};

}  // namespace

void choose_steps(const Atlas& atlas, const Case& known, const Assessment& assessment,
                  const std::optional<PlanSummary>& plan, ChangeVerdict change, Progress& progress) {
    Steps(atlas, known, assessment, plan, progress).choose(change);
}

}  // namespace knotwork
