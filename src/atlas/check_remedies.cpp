#include "atlas/check_atlas.hpp"

#include <cmath>

namespace knotwork {

namespace af = atlas_format;

bool AtlasCheck::is_scope(af::Range muscles, af::Range groups) const {
    return are_refs(muscles, atlas_.muscles_.size()) && inside(groups, atlas_.names_.size());
}

bool AtlasCheck::check_remedies() {
    const Atlas& a = atlas_;
    for (const auto& m : a.activities_)
        if (m.muscle >= a.muscles_.size() || !is_count(m.mvic) || !is_count(m.people) || !are_cites(m.cites))
            return refuse("has a broken muscle activity");
    for (const auto& t : a.tools_)
        if (!are_texts({t.id, t.name, t.instead})) return refuse("has a broken tool");
    for (const auto& r : a.remedies_) {
        const bool is_professional = r.kind == static_cast<std::uint32_t>(af::RemedyKind::professional);
        const bool is_exercise = r.kind == static_cast<std::uint32_t>(af::RemedyKind::exercise);
        if (!are_texts({r.id, r.name, r.feel, r.easier, r.harder, r.note, r.grade}) ||
            !inside(r.steps, a.names_.size()) || !inside(r.avoid, a.names_.size()) ||
            r.kind >= af::remedy_kind_names.size() || r.position >= af::start_position_names.size() || r.floor > 1 ||
            r.light > 1 || r.sided > 1 ||
            (is_professional ? r.provider >= a.providers_.size() : r.provider != af::no_index) ||
            !are_refs(r.muscles, a.muscles_.size()) || r.muscles.begin == r.muscles.end || !are_refs(r.points, 100) ||
            !are_refs(r.tools, a.tools_.size()) || !is_optional_expression(r.forbid) || !std::isfinite(r.hold_s) ||
            r.hold_s < 0 || (r.after != af::no_index && r.after >= a.remedies_.size()) ||
            !inside(r.activities, a.activities_.size()) || !std::isfinite(r.gluteal_to_tfl) ||
            !are_cites(r.gluteal_to_tfl_cites) || !are_cites(r.cites))
            return refuse("has a broken remedy");
        if (is_exercise && (r.level < 1 || r.level > 4 || r.sets < 1 || (r.repeats == 0) == (r.hold_s == 0)))
            return refuse("has an exercise without a dose");
    }
    return true;
}

bool AtlasCheck::check_routine() {
    const Atlas& a = atlas_;
    for (const auto& p : a.protocols_)
        if (!are_texts({p.id, p.name, p.why, p.note}) || p.of >= af::remedy_kind_names.size() || p.is_default > 1 ||
            !(p.rest_s >= 0 && std::isfinite(p.rest_s)) || p.sets_least > p.sets_most ||
            !(p.hold_least_s >= 0 && p.hold_least_s <= p.hold_most_s && std::isfinite(p.hold_most_s)) ||
            p.repeats_least < 1 || p.repeats_least > p.repeats_most || p.day_least < 1 || p.day_least > p.day_most ||
            p.days_a_week < 1 || p.days_a_week > 7 || !(p.pain_most >= 0 && p.pain_most <= 10) || !are_cites(p.cites))
            return refuse("has a broken protocol");
    for (const auto& c : a.contraindications_)
        if (!are_texts({c.id, c.say, c.note}) || c.kinds == 0 || c.kinds >> af::remedy_kind_names.size() != 0 ||
            c.effect >= af::effect_names.size() || c.positions >> af::start_position_names.size() != 0 ||
            c.level_from > 4 || !are_refs(c.muscles, a.muscles_.size()) || !is_expression(c.when, true) ||
            !inside(c.groups, a.names_.size()) || !are_refs(c.tools, a.tools_.size()) || !are_cites(c.cites))
            return refuse("has a broken contraindication");
    for (const auto& d : a.advice_)
        if (!are_texts({d.id, d.say, d.why, d.grade}) || d.kind >= af::advice_kind_names.size() || d.with_items > 1 ||
            d.first > 1 || !is_optional_expression(d.when) || !is_scope(d.muscles, d.groups) ||
            !are_refs(d.conditions, a.conditions_.size()) || !are_cites(d.cites))
            return refuse("has broken advice");
    for (const auto& r : a.reassessments_)
        if (!are_texts({r.id, r.name, r.movement, r.better}) || !is_scope(r.muscles, r.groups) ||
            !is_optional_expression(r.forbid) || !are_cites(r.cites))
            return refuse("has a broken reassessment");
    for (const auto& c : a.compensations_)
        if (c.overloaded >= a.muscles_.size() || c.strengthen >= a.muscles_.size() || !is_text(c.why) ||
            !are_cites(c.cites))
            return refuse("has a broken compensation");
    for (const auto& d : a.directions_)
        if (d.kind >= af::direction_kind_names.size() || !is_text(d.say) || !are_cites(d.cites))
            return refuse("has a broken direction");
    return true;
}

bool AtlasCheck::check_courses() {
    const Atlas& a = atlas_;
    for (const auto& p : a.course_points_)
        if (!(p.week >= 0 && std::isfinite(p.week) && p.low >= 0 && p.low <= p.share && p.share <= p.high &&
              p.high <= 2))
            return refuse("has a course that goes nowhere");
    for (const auto& c : a.courses_) {
        if (!are_texts({c.id, c.name, c.note}) || !are_refs(c.conditions, a.conditions_.size()) || c.of_points > 1 ||
            c.is_default > 1 || !inside(c.points, a.course_points_.size()) || c.points.end - c.points.begin < 2 ||
            !are_cites(c.cites))
            return refuse("has a broken course");
        const auto points = a.course_points(c.points);
        for (std::size_t i = 1; i < points.size(); ++i)
            if (!(points[i].week > points[i - 1].week)) return refuse("has a course whose weeks do not rise");
    }
    for (const auto& m : a.measures_)
        if (!are_texts({m.id, m.name, m.unit, m.ask, m.note, m.ucum, m.loinc}) ||
            m.kind >= af::measure_kind_names.size() || m.sides >= af::measure_sides_names.size() ||
            m.lower_is_better > 1 || !(m.low < m.high && std::isfinite(m.low) && std::isfinite(m.high)) ||
            !is_within(m.error_sd, m.high - m.low) || !is_within(m.least_change, m.high - m.low) ||
            !is_within(m.least_share, 1) || !are_cites(m.cites))
            return refuse("has a broken measure");
    if (!a.next_steps_.empty() && a.next_steps_.size() != af::next_step_kind_names.size())
        return refuse("has some of the next steps, but not all");
    for (std::size_t i = 0; i < a.next_steps_.size(); ++i) {
        const auto& s = a.next_steps_[i];
        if (s.kind != i || !are_texts({s.say, s.why}) || !are_cites(s.cites)) return refuse("has a broken next step");
    }
    return true;
}

}  // namespace knotwork
