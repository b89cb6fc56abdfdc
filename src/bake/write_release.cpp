#include "bake/atlas_writer.hpp"

namespace knotwork::bake {

namespace af = atlas_format;

void AtlasWriter::add_release() {
    const ReleaseSpec& release = spec_.release;
    for (const RemedySpec& remedy : release.remedies) add_remedy(remedy);
    for (const ToolSpec& t : release.tools)
        tools_.push_back({strings_.add(t.id), strings_.add(t.name), strings_.add(t.instead)});
    for (const ProtocolSpec& p : release.protocols)
        protocols_.push_back({strings_.add(p.id), strings_.add(p.name), strings_.add(p.why), strings_.add(p.note),
                              static_cast<std::uint32_t>(p.of), p.is_default ? 1u : 0u,
                              static_cast<float>(p.hold_least_s), static_cast<float>(p.hold_most_s), p.repeats_least,
                              p.repeats_most, p.sets_least, p.sets_most, static_cast<float>(p.rest_s), p.day_least,
                              p.day_most, p.days_a_week, static_cast<float>(p.pain_most), cites(p.cites)});
    for (const ContraindicationSpec& c : release.contraindications)
        contraindications_.push_back({strings_.add(c.id), strings_.add(c.say), strings_.add(c.note), c.kinds,
                                      static_cast<std::uint32_t>(c.effect), c.positions, c.level_from, terms(c.when),
                                      refs(c.muscles, muscle_), refs(c.tools, tool_), names(c.groups), cites(c.cites)});
    for (const AdviceSpec& a : release.advice)
        advice_.push_back({strings_.add(a.id), strings_.add(a.say), strings_.add(a.why), strings_.add(a.grade),
                           static_cast<std::uint32_t>(a.kind), a.with_items ? 1u : 0u, a.first ? 1u : 0u, terms(a.when),
                           refs(a.muscles, muscle_), refs(a.conditions, condition_), names(a.groups), cites(a.cites)});
    for (const ReassessmentSpec& r : release.reassessments)
        reassessments_.push_back({strings_.add(r.id), strings_.add(r.name), strings_.add(r.movement),
                                  strings_.add(r.better), refs(r.muscles, muscle_), names(r.groups), terms(r.forbid),
                                  cites(r.cites)});
    for (const CompensationSpec& c : release.compensations)
        compensations_.push_back(
            {muscle_.at(c.overloaded), muscle_.at(c.strengthen), strings_.add(c.why), cites(c.cites)});
    for (const DirectionSpec& d : release.directions)
        directions_.push_back({static_cast<std::uint32_t>(d.kind), strings_.add(d.say), d.days, cites(d.cites)});
    for (const CourseSpec& c : release.courses) {
        const std::uint32_t begin = size32(course_points_);
        course_points_.insert(course_points_.end(), c.points.begin(), c.points.end());
        courses_.push_back({strings_.add(c.id),
                            strings_.add(c.name),
                            strings_.add(c.note),
                            refs(c.conditions, condition_),
                            c.of_points ? 1u : 0u,
                            c.is_default ? 1u : 0u,
                            {begin, size32(course_points_)},
                            cites(c.cites)});
    }
    for (const MeasureSpec& m : release.measures)
        measures_.push_back({strings_.add(m.id), strings_.add(m.name), strings_.add(m.unit), strings_.add(m.ask),
                             strings_.add(m.note), strings_.add(m.ucum), strings_.add(m.loinc),
                             static_cast<std::uint32_t>(m.kind), static_cast<std::uint32_t>(m.sides),
                             m.lower_is_better ? 1u : 0u, static_cast<float>(m.low), static_cast<float>(m.high),
                             static_cast<float>(m.error_sd), static_cast<float>(m.least_change),
                             static_cast<float>(m.least_share), cites(m.cites)});
    for (const NextStepSpec& s : release.next_steps)
        next_steps_.push_back(
            {static_cast<std::uint32_t>(s.kind), strings_.add(s.say), strings_.add(s.why), cites(s.cites)});
}

void AtlasWriter::add_remedy(const RemedySpec& s) {
    af::Remedy r{};
    r.id = strings_.add(s.id);
    r.name = strings_.add(s.name);
    r.feel = strings_.add(s.feel);
    r.easier = strings_.add(s.easier);
    r.harder = strings_.add(s.harder);
    r.note = strings_.add(s.note);
    r.grade = strings_.add(s.grade);
    r.steps = names(s.steps);
    r.avoid = names(s.avoid);
    r.kind = static_cast<std::uint32_t>(s.kind);
    r.position = static_cast<std::uint32_t>(s.position);
    r.floor = s.floor ? 1 : 0;
    r.light = s.light ? 1 : 0;
    r.sided = s.sided ? 1 : 0;
    r.provider = s.provider.empty() ? af::no_index : provider_.at(s.provider);
    r.muscles = refs(s.muscles, muscle_);
    r.points.begin = size32(refs_);
    refs_.insert(refs_.end(), s.points.begin(), s.points.end());
    r.points.end = size32(refs_);
    r.tools = refs(s.tools, tool_);
    r.forbid = terms(s.forbid);
    r.level = s.level;
    r.sets = s.sets;
    r.repeats = s.repeats;
    r.hold_s = static_cast<float>(s.hold_s);
    r.after = s.after.empty() ? af::no_index : remedy_.at(s.after);
    r.activities.begin = size32(activities_);
    for (const ActivitySpec& a : s.activities)
        activities_.push_back(
            {muscle_.at(a.muscle), static_cast<float>(a.mvic), static_cast<float>(a.people), cites(a.cites)});
    r.activities.end = size32(activities_);
    r.gluteal_to_tfl = static_cast<float>(s.gluteal_to_tfl);
    r.gluteal_to_tfl_cites = cites(s.gluteal_to_tfl_cites);
    r.cites = cites(s.cites);
    remedies_.push_back(r);
}

}  // namespace knotwork::bake
