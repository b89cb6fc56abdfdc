#include "bake/write_atlas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <span>
#include <unordered_map>

#include "base/hash.hpp"

namespace knotwork::bake {
namespace {

namespace af = atlas_format;

// Each text once.
class Strings {
  public:
    af::Text add(const std::string& text) {
        const auto [entry, is_new] = known_.try_emplace(text);
        if (is_new) {
            entry->second.begin = static_cast<std::uint32_t>(bytes_.size());
            bytes_ += text;
            entry->second.end = static_cast<std::uint32_t>(bytes_.size());
        }
        return entry->second;
    }
    const std::string& bytes() const { return bytes_; }

  private:
    std::unordered_map<std::string, af::Text> known_;
    std::string bytes_;
};

template <class T>
std::uint32_t size32(const std::vector<T>& v) {
    return static_cast<std::uint32_t>(v.size());
}

class Writer {
  public:
    Writer(const Spec& spec, const LaidOut& laid, const SkinMesh& mesh, const BodyCoordinates& coordinates,
           const Skeleton& skeleton)
        : spec_(spec), laid_(laid), mesh_(mesh), coordinates_(coordinates), skeleton_(skeleton) {
        for (std::uint32_t i = 0; i < spec.citations.size(); ++i) citation_[spec.citations[i].key] = i;
        for (std::uint32_t i = 0; i < spec.muscles.size(); ++i) muscle_[spec.muscles[i].id] = i;
        const InterviewSpec& interview = spec.interview;
        for (std::uint32_t i = 0; i < interview.conditions.size(); ++i) condition_[interview.conditions[i].id] = i;
        for (std::uint32_t i = 0; i < interview.providers.size(); ++i) provider_[interview.providers[i].id] = i;
        for (std::uint32_t i = 0; i < spec.release.remedies.size(); ++i) remedy_[spec.release.remedies[i].id] = i;
        for (std::uint32_t i = 0; i < interview.findings.size(); ++i) finding_[interview.findings[i].id] = i;
        for (std::uint32_t i = 0; i < spec.release.tools.size(); ++i) tool_[spec.release.tools[i].id] = i;
    }

    std::vector<std::byte> run() {
        add_citations();
        add_regions();
        add_landmarks();
        for (std::uint32_t m = 0; m < laid_.muscles.size(); ++m) add_muscle(m);
        scale_priors();
        for (std::uint32_t c = 0; c < laid_.conditions.size(); ++c) add_condition(c);
        for (const ProviderSpec& p : spec_.interview.providers)
            providers_.push_back({strings_.add(p.id), strings_.add(p.name), strings_.add(p.plain), cites(p.cites)});
        for (const FindingSpec& finding : spec_.interview.findings) add_finding(finding);
        for (const RuleSpec& r : spec_.interview.rules)
            rules_.push_back({strings_.add(r.id), strings_.add(r.rule_class), strings_.add(r.say), strings_.add(r.note),
                              static_cast<std::uint32_t>(r.urgency), provider_.at(r.provider), terms(r.when),
                              cites(r.cites)});
        add_release();
        for (const LaidChoirSegment& s : laid_.choir) {
            const std::uint32_t begin = size32(choir_points_);
            choir_points_.insert(choir_points_.end(), s.points.begin(), s.points.end());
            choir_.push_back({static_cast<std::uint32_t>(s.body), s.number, {begin, size32(choir_points_)}});
        }
        add_joints();
        for (const LaidMotion& motion : laid_.motions) add_motion(motion);
        return pack();
    }

  private:
    af::Range cites(const std::vector<std::string>& keys) {
        const std::uint32_t begin = size32(refs_);
        for (const std::string& key : keys) refs_.push_back(citation_.at(key));
        return {begin, size32(refs_)};
    }
    af::Range names(const std::vector<std::string>& texts) {
        const std::uint32_t begin = size32(names_);
        for (const std::string& text : texts) names_.push_back(strings_.add(text));
        return {begin, size32(names_)};
    }

    void add_citations() {
        for (const CitationSpec& c : spec_.citations)
            citations_.push_back({strings_.add(c.key), strings_.add(c.authors), strings_.add(c.title),
                                  strings_.add(c.in), strings_.add(c.doi), strings_.add(c.pmid), strings_.add(c.isbn),
                                  strings_.add(c.url), c.year});
    }

    // Left, then right, for each region in turn: region r of the file is 2 r and 2 r + 1.
    void add_regions() {
        for (const RegionSpec& r : spec_.regions)
            for (const Side side : {Side::left, Side::right})
                regions_.push_back({strings_.add(r.id), strings_.add(r.label), names(r.synonyms),
                                    static_cast<std::uint32_t>(side), 0});
        for (std::size_t v = 0; v < laid_.region.size(); ++v) {
            const bool left = mesh_.positions[0][v].x >= 0;
            region_of_point_.push_back(static_cast<std::uint16_t>(2 * laid_.region[v] + (left ? 0 : 1)));
            regions_[region_of_point_.back()].area += mesh_.area[v];
        }
    }

    void add_landmarks() {
        for (const LaidLandmark& l : laid_.landmarks)
            for (const Side side : {Side::left, Side::right}) {
                if (l.spec->midline && side == Side::right) continue;
                const bool left = side == Side::left;
                const std::uint32_t v = left ? l.at.nearest.value : mesh_.mirror[l.at.nearest.value];
                af::Landmark out{};
                out.id = strings_.add(l.spec->id);
                out.label = strings_.add(l.spec->label);
                out.find = strings_.add(l.spec->find);
                out.cites = cites(l.spec->cites);
                out.side = static_cast<std::uint32_t>(side);
                out.midline = l.spec->midline ? 1 : 0;
                out.point = v;
                out.segment = static_cast<std::uint32_t>(coordinates_.segment[v]);
                out.t = coordinates_.t[v];
                out.angle = coordinates_.angle[v];
                out.position = left ? l.at.position : mirrored(l.at.position);
                landmarks_.push_back(out);
            }
    }

    void add_muscle(std::uint32_t index) {
        const LaidMuscle& laid = laid_.muscles[index];
        const MuscleSpec& s = *laid.spec;
        af::Muscle m{};
        m.id = strings_.add(s.id);
        m.name = strings_.add(s.name);
        m.latin = strings_.add(s.latin);
        m.group = strings_.add(s.group);
        m.layer = strings_.add(s.layer);
        m.summary = strings_.add(s.summary);
        m.origin = strings_.add(s.origin);
        m.insertion = strings_.add(s.insertion);
        m.nerve = strings_.add(s.nerve);
        m.note = strings_.add(s.note);
        m.base_rate = strings_.add(s.base_rate);
        m.synonyms = names(s.synonyms);
        m.under.begin = size32(refs_);
        for (const std::string& id : s.under) refs_.push_back(muscle_.at(id));
        m.under.end = size32(refs_);
        m.anatomy_cites = cites(s.anatomy_cites);
        m.base_rate_cites = cites(s.base_rate_cites);
        m.facts.begin = size32(facts_);
        for (const FactSpec& fact : s.facts)
            facts_.push_back({static_cast<std::uint32_t>(fact.kind), strings_.add(fact.text),
                              fact.kind == af::FactKind::action ? m.anatomy_cites : cites(s.symptom_cites)});
        m.facts.end = size32(facts_);
        m.neighbours.begin = size32(neighbours_);
        for (const NeighbourSpec& n : s.neighbours)
            neighbours_.push_back({muscle_.at(n.muscle), strings_.add(n.why), cites(n.cites)});
        m.neighbours.end = size32(neighbours_);
        m.fibres.begin = size32(fibres_);
        for (const auto& line : laid.fibres) {
            const std::uint32_t begin = size32(fibre_points_);
            fibre_points_.insert(fibre_points_.end(), line.begin(), line.end());
            fibres_.push_back({{begin, size32(fibre_points_)}});
        }
        m.fibres.end = size32(fibres_);
        m.sources.begin = size32(sources_);
        for (const LaidPoint& point : laid.points)
            for (const Side side : {Side::left, Side::right}) add_trigger_point(index, point, side);
        m.sources.end = size32(sources_);
        muscles_.push_back(m);
    }

    void add_trigger_point(std::uint32_t muscle, const LaidPoint& point, Side side) {
        const bool left = side == Side::left;
        const PointSpec& s = *point.spec;
        af::Source out{};
        out.kind = static_cast<std::uint32_t>(af::SourceKind::trigger_point);
        out.muscle = muscle;
        out.condition = af::no_index;
        out.number = s.number;
        out.point = left ? point.at.nearest.value : mesh_.mirror[point.at.nearest.value];
        out.position = left ? point.at.position : mirrored(point.at.position);
        out.id =
            strings_.add(spec_.muscles[muscle].id + "/" + std::to_string(s.number) + "/" + std::string(name(side)));
        out.label = strings_.add(s.label);
        out.where = strings_.add(s.text);
        out.depth = strings_.add(s.depth);
        out.reach = strings_.add(s.reach);
        out.cites = cites(s.cites);
        out.prior = static_cast<float>(s.weight);
        add_source(out, side, true, point.zones);
    }

    void add_condition(std::uint32_t index) {
        const LaidCondition& laid = laid_.conditions[index];
        const ConditionSpec& s = *laid.spec;
        af::Condition c{};
        c.id = strings_.add(s.id);
        c.name = strings_.add(s.name);
        c.plain = strings_.add(s.plain);
        c.group = strings_.add(s.group);
        c.summary = strings_.add(s.summary);
        c.next = strings_.add(s.next);
        c.note = strings_.add(s.note);
        c.provider = provider_.at(s.provider);
        c.base_rate = static_cast<float>(s.base_rate);
        c.synonyms = names(s.synonyms);
        c.symptoms = names(s.symptoms);
        c.summary_cites = cites(s.summary_cites);
        c.base_rate_cites = cites(s.base_rate_cites);
        c.shifts.begin = size32(shifts_);
        for (const ShiftSpec& shift : s.shifts)
            shifts_.push_back({terms(shift.when), static_cast<float>(std::log(shift.odds)), cites(shift.cites)});
        c.shifts.end = size32(shifts_);
        c.breeds.begin = size32(breeds_);
        for (const BreedSpec& b : s.breeds)
            breeds_.push_back({muscle_.at(b.muscle), b.number, static_cast<float>(std::log(b.odds)),
                               strings_.add(b.why), cites(b.cites)});
        c.breeds.end = size32(breeds_);
        c.sources.begin = size32(sources_);
        for (const Side side : {Side::left, Side::right}) {
            if (!s.sided && side == Side::right) continue;
            af::Source out{};
            out.kind = static_cast<std::uint32_t>(af::SourceKind::condition);
            out.muscle = af::no_index;
            out.condition = index;
            out.id = strings_.add(s.sided ? s.id + "/" + std::string(name(side)) : s.id);
            out.cites = c.summary_cites;
            const double prior = s.base_rate * spec_.expected_active / spec_.typical_active;
            out.prior = static_cast<float>(s.sided ? prior / 2 : prior);
            add_source(out, side, s.sided, laid.zones);
        }
        c.sources.end = size32(sources_);
        conditions_.push_back(c);
    }

    // Both sides of a source follow each other, left first.
    void add_source(af::Source source, Side side, bool sided, const std::vector<LaidZone>& zones) {
        const std::uint32_t index = size32(sources_);
        const bool left = side == Side::left;
        source.side = static_cast<std::uint32_t>(side);
        source.sided = sided ? 1 : 0;
        source.mirror = !sided ? index : left ? index + 1 : index - 1;
        source.zones.begin = size32(zones_);
        for (const LaidZone& zone : zones) add_zone(index, zone, left);
        source.zones.end = size32(zones_);
        sources_.push_back(source);
    }

    void add_finding(const FindingSpec& s) {
        af::Finding f{};
        f.id = strings_.add(s.id);
        f.name = strings_.add(s.name);
        f.ask = strings_.add(s.ask);
        f.yes = strings_.add(s.yes);
        f.stop = strings_.add(s.stop);
        f.family = strings_.add(s.family);
        f.note = strings_.add(s.note);
        f.how = names(s.how);
        f.group = static_cast<std::uint32_t>(s.group);
        f.who = static_cast<std::uint32_t>(s.who);
        f.sided = s.sided ? 1 : 0;
        f.effort = s.effort;
        f.discomfort = s.discomfort;
        f.asked_of = static_cast<std::uint32_t>(s.asked_of);
        f.unit = strings_.add(s.unit);
        f.least = static_cast<float>(s.least);
        f.most = static_cast<float>(s.most);
        f.threshold = static_cast<float>(s.threshold);
        f.yes_above = s.yes_above ? 1 : 0;
        f.false_yes = static_cast<float>(s.false_yes);
        f.people = static_cast<float>(s.people);
        f.cites = cites(s.cites);
        f.signs.begin = size32(signs_);
        for (const SignSpec& sign : s.signs) add_sign(sign);
        f.signs.end = size32(signs_);
        findings_.push_back(f);
    }

    void add_sign(const SignSpec& s) {
        af::Sign out{};
        out.target = static_cast<std::uint32_t>(s.target);
        out.index = s.target == af::SignTarget::condition ? condition_.at(s.id)
                    : s.target == af::SignTarget::muscle  ? muscle_.at(s.id)
                                                          : af::no_index;
        out.number = s.number;
        if (s.target == af::SignTarget::group) out.group = strings_.add(s.id);
        out.other_side = s.other_side ? 1 : 0;
        out.yes = static_cast<float>(s.yes);
        out.people = static_cast<float>(s.people);
        out.cites = cites(s.cites);
        signs_.push_back(out);
    }

    // Indices of what these names name.
    af::Range refs(const std::vector<std::string>& ids, const std::map<std::string, std::uint32_t>& index) {
        const std::uint32_t begin = size32(refs_);
        for (const std::string& id : ids) refs_.push_back(index.at(id));
        return {begin, size32(refs_)};
    }

    void add_remedy(const RemedySpec& s) {
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

    void add_release() {
        const ReleaseSpec& release = spec_.release;
        for (const RemedySpec& remedy : release.remedies) add_remedy(remedy);
        for (const ToolSpec& t : release.tools)
            tools_.push_back({strings_.add(t.id), strings_.add(t.name), strings_.add(t.instead)});
        for (const ProtocolSpec& p : release.protocols)
            protocols_.push_back({strings_.add(p.id), strings_.add(p.name), strings_.add(p.why), strings_.add(p.note),
                                  static_cast<std::uint32_t>(p.of), p.is_default ? 1u : 0u,
                                  static_cast<float>(p.hold_least_s), static_cast<float>(p.hold_most_s),
                                  p.repeats_least, p.repeats_most, p.sets_least, p.sets_most,
                                  static_cast<float>(p.rest_s), p.day_least, p.day_most, p.days_a_week,
                                  static_cast<float>(p.pain_most), cites(p.cites)});
        for (const ContraindicationSpec& c : release.contraindications)
            contraindications_.push_back({strings_.add(c.id), strings_.add(c.say), strings_.add(c.note), c.kinds,
                                          static_cast<std::uint32_t>(c.effect), c.positions, c.level_from,
                                          terms(c.when), refs(c.muscles, muscle_), refs(c.tools, tool_),
                                          names(c.groups), cites(c.cites)});
        for (const AdviceSpec& a : release.advice)
            advice_.push_back({strings_.add(a.id), strings_.add(a.say), strings_.add(a.why), strings_.add(a.grade),
                               static_cast<std::uint32_t>(a.kind), a.with_items ? 1u : 0u, a.first ? 1u : 0u,
                               terms(a.when), refs(a.muscles, muscle_), refs(a.conditions, condition_), names(a.groups),
                               cites(a.cites)});
        for (const ReassessmentSpec& r : release.reassessments)
            reassessments_.push_back({strings_.add(r.id), strings_.add(r.name), strings_.add(r.movement),
                                      strings_.add(r.better), refs(r.muscles, muscle_), names(r.groups),
                                      terms(r.forbid), cites(r.cites)});
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

    void add_joints() {
        for (std::uint32_t j = 0; j < joint_count; ++j) {
            const auto id = static_cast<JointId>(j);
            joints_.push_back({strings_.add(std::string(name(id))),
                               j == 0 ? af::no_index : static_cast<std::uint32_t>(index(parent(id))),
                               static_cast<std::uint32_t>(index(mirror(id))), skeleton_.position[j],
                               skeleton_.rest[j]});
        }
    }

    static af::MotionSpot spot(const SpotSpec& s, std::uint32_t point) {
        return {static_cast<std::uint32_t>(s.kind), s.kind == af::SpotKind::part ? s.part : point,
                static_cast<std::uint32_t>(s.kind == af::SpotKind::part ? s.side : PartSide::both), s.at};
    }

    void add_motion(const LaidMotion& laid) {
        const MotionSpec& s = *laid.spec;
        af::Motion m{};
        m.id = strings_.add(s.id);
        m.name = strings_.add(s.name);
        m.lie = static_cast<std::uint32_t>(s.lie);
        m.stance = static_cast<std::uint32_t>(s.stance);
        m.sided = s.sided ? 1 : 0;
        m.azimuth = static_cast<float>(s.azimuth);
        m.elevation = static_cast<float>(s.elevation);
        m.focus = static_cast<std::uint32_t>(s.focus);
        m.focus_side = static_cast<std::uint32_t>(s.focus_side);
        m.return_s = static_cast<float>(s.return_s);
        m.findings = refs(s.findings, finding_);
        m.remedies = refs(s.remedies, remedy_);
        m.frames.begin = size32(motion_frames_);
        for (std::size_t i = 0; i < s.frames.size(); ++i) {
            const MotionFrameSpec& frame = s.frames[i];
            af::MotionFrame f{};
            f.say = strings_.add(frame.say);
            f.seconds = static_cast<float>(frame.seconds);
            f.hold_s = static_cast<float>(frame.hold_s);
            f.angles.begin = size32(motion_angles_);
            for (const auto& [movement, degrees] : frame.angles)
                if (degrees != 0) motion_angles_.push_back({movement, degrees});
            f.angles.end = size32(motion_angles_);
            f.goals.begin = size32(motion_goals_);
            for (const auto& [limb, of] : frame.goals)
                motion_goals_.push_back({static_cast<std::uint32_t>(limb), spot(of, laid.goals[i].at(limb))});
            f.goals.end = size32(motion_goals_);
            f.rests.begin = size32(motion_rests_);
            motion_rests_.insert(motion_rests_.end(), frame.rests.begin(), frame.rests.end());
            f.rests.end = size32(motion_rests_);
            motion_frames_.push_back(f);
        }
        m.frames.end = size32(motion_frames_);
        m.props.begin = size32(motion_props_);
        for (std::size_t i = 0; i < s.props.size(); ++i) {
            const MotionPropSpec& prop = s.props[i];
            const std::uint32_t begin = size32(motion_spots_);
            for (std::size_t k = 0; k < prop.spots.size(); ++k)
                motion_spots_.push_back(spot(prop.spots[k], laid.props[i][k]));
            motion_props_.push_back({static_cast<std::uint32_t>(prop.kind),
                                     static_cast<std::uint32_t>(prop.direction),
                                     prop.frame,
                                     static_cast<float>(prop.turn),
                                     prop.size,
                                     prop.shift,
                                     {begin, size32(motion_spots_)}});
        }
        m.props.end = size32(motion_props_);
        motions_.push_back(m);
    }

    af::Range terms(const std::vector<af::Term>& expression) {
        const std::uint32_t begin = size32(terms_);
        terms_.insert(terms_.end(), expression.begin(), expression.end());
        return {begin, size32(terms_)};
    }

    void add_zone(std::uint32_t source, const LaidZone& zone, bool left) {
        std::vector<std::pair<std::uint16_t, std::uint8_t>> points;
        for (std::size_t i = 0; i < zone.points.size(); ++i)
            points.emplace_back(left ? zone.points[i] : mesh_.mirror[zone.points[i]], zone.coverage[i]);
        std::sort(points.begin(), points.end());
        af::Zone out{};
        out.source = source;
        out.essential = zone.spec->essential ? 1 : 0;
        out.felt = strings_.add(zone.spec->felt);
        out.points.begin = size32(zone_points_);
        for (const auto& [v, coverage] : points) {
            zone_points_.push_back(v);
            zone_coverage_.push_back(coverage);
            out.area += mesh_.area[v] * static_cast<float>(coverage) / 255;
        }
        out.points.end = size32(zone_points_);
        zones_.push_back(out);
    }

    // Base rates of trigger points are ratios: all together are expected to be active `expected_active` times.
    void scale_priors() {
        double sum = 0;
        for (const af::Source& s : sources_) sum += s.prior;
        for (af::Source& s : sources_) s.prior = static_cast<float>(s.prior * spec_.expected_active / sum);
    }

    template <class T>
    void section(af::SectionKind kind, std::span<const T> elements) {
        body_.resize((body_.size() + 7) / 8 * 8);
        table_.push_back({static_cast<std::uint32_t>(kind), static_cast<std::uint32_t>(sizeof(T)),
                          head_size + body_.size(), elements.size()});
        const auto bytes = std::as_bytes(elements);
        body_.insert(body_.end(), bytes.begin(), bytes.end());
    }

    std::vector<std::byte> pack() {
        using enum af::SectionKind;
        section<Vec3>(neutral_positions, mesh_.positions[0]);
        section<Vec3>(female_positions, mesh_.positions[1]);
        section<Vec3>(male_positions, mesh_.positions[2]);
        section<Triangle>(triangles, mesh_.triangles);
        section<std::uint16_t>(mirror, mesh_.mirror);
        section<float>(area, mesh_.area);
        section<Segment>(segment, coordinates_.segment);
        section<float>(t, coordinates_.t);
        section<float>(angle, coordinates_.angle);
        section<std::uint16_t>(region_of_point, region_of_point_);
        section<af::Region>(regions, regions_);
        section<af::Landmark>(landmarks, landmarks_);
        section<af::Muscle>(muscles, muscles_);
        section<af::Fact>(facts, facts_);
        section<af::Source>(sources, sources_);
        section<af::Zone>(zones, zones_);
        section<std::uint16_t>(zone_points, zone_points_);
        section<std::uint8_t>(zone_coverage, zone_coverage_);
        section<af::Neighbour>(neighbours, neighbours_);
        section<af::Fibre>(fibres, fibres_);
        section<Vec3>(fibre_points, fibre_points_);
        section<af::Citation>(citations, citations_);
        section<std::uint32_t>(refs, refs_);
        section<af::Text>(af::SectionKind::names, names_);
        section<af::Condition>(conditions, conditions_);
        section<af::Shift>(shifts, shifts_);
        section<af::Breed>(breeds, breeds_);
        section<af::Finding>(findings, findings_);
        section<af::Sign>(signs, signs_);
        section<af::Rule>(rules, rules_);
        section<af::Provider>(providers, providers_);
        section<af::Term>(af::SectionKind::terms, terms_);
        section<af::Remedy>(remedies, remedies_);
        section<af::MuscleActivity>(activities, activities_);
        section<af::Tool>(tools, tools_);
        section<af::Protocol>(protocols, protocols_);
        section<af::Contraindication>(contraindications, contraindications_);
        section<af::Advice>(advice, advice_);
        section<af::Reassessment>(reassessments, reassessments_);
        section<af::Compensation>(compensations, compensations_);
        section<af::Direction>(directions, directions_);
        section<af::Course>(courses, courses_);
        section<af::CoursePoint>(course_points, course_points_);
        section<af::Measure>(measures, measures_);
        section<af::NextStep>(next_steps, next_steps_);
        section<af::ChoirSegment>(choir_segments, choir_);
        section<std::uint16_t>(choir_points, choir_points_);
        section<af::Joint>(joints, joints_);
        section<af::SkinJoints>(skin_joints, skeleton_.skin);
        section<af::Motion>(motions, motions_);
        section<af::MotionFrame>(motion_frames, motion_frames_);
        section<af::MotionAngle>(motion_angles, motion_angles_);
        section<af::MotionGoal>(motion_goals, motion_goals_);
        section<af::MotionRest>(motion_rests, motion_rests_);
        section<af::MotionProp>(motion_props, motion_props_);
        section<af::MotionSpot>(motion_spots, motion_spots_);
        section<char>(strings, strings_.bytes());

        af::Header header{};
        std::copy(std::begin(af::magic), std::end(af::magic), header.magic);
        header.version = af::format_version;
        header.section_count = af::section_count;
        header.byte_count = head_size + body_.size();
        std::vector<std::byte> out(header.byte_count);
        std::memcpy(out.data() + sizeof(af::Header), table_.data(), table_.size() * sizeof(af::SectionEntry));
        std::memcpy(out.data() + head_size, body_.data(), body_.size());
        const auto digest = compute_digest(std::span(out).subspan(sizeof(af::Header)));
        std::copy(digest.begin(), digest.end(), header.content_hash);
        std::memcpy(out.data(), &header, sizeof header);
        return out;
    }

    static constexpr std::size_t head_size = sizeof(af::Header) + af::section_count * sizeof(af::SectionEntry);

    const Spec& spec_;
    const LaidOut& laid_;
    const SkinMesh& mesh_;
    const BodyCoordinates& coordinates_;
    const Skeleton& skeleton_;
    std::map<std::string, std::uint32_t> finding_, citation_, muscle_, condition_, provider_, remedy_, tool_;
    Strings strings_;
    std::vector<std::uint16_t> region_of_point_, zone_points_, choir_points_;
    std::vector<std::uint8_t> zone_coverage_;
    std::vector<af::Region> regions_;
    std::vector<af::Landmark> landmarks_;
    std::vector<af::Muscle> muscles_;
    std::vector<af::Fact> facts_;
    std::vector<af::Source> sources_;
    std::vector<af::Zone> zones_;
    std::vector<af::Neighbour> neighbours_;
    std::vector<af::Fibre> fibres_;
    std::vector<Vec3> fibre_points_;
    std::vector<af::Citation> citations_;
    std::vector<std::uint32_t> refs_;
    std::vector<af::Text> names_;
    std::vector<af::Condition> conditions_;
    std::vector<af::Shift> shifts_;
    std::vector<af::Breed> breeds_;
    std::vector<af::Finding> findings_;
    std::vector<af::Sign> signs_;
    std::vector<af::Rule> rules_;
    std::vector<af::Provider> providers_;
    std::vector<af::Term> terms_;
    std::vector<af::Remedy> remedies_;
    std::vector<af::MuscleActivity> activities_;
    std::vector<af::Tool> tools_;
    std::vector<af::Protocol> protocols_;
    std::vector<af::Contraindication> contraindications_;
    std::vector<af::Advice> advice_;
    std::vector<af::Reassessment> reassessments_;
    std::vector<af::Compensation> compensations_;
    std::vector<af::Direction> directions_;
    std::vector<af::Course> courses_;
    std::vector<af::CoursePoint> course_points_;
    std::vector<af::Measure> measures_;
    std::vector<af::NextStep> next_steps_;
    std::vector<af::ChoirSegment> choir_;
    std::vector<af::Joint> joints_;
    std::vector<af::Motion> motions_;
    std::vector<af::MotionFrame> motion_frames_;
    std::vector<af::MotionAngle> motion_angles_;
    std::vector<af::MotionGoal> motion_goals_;
    std::vector<af::MotionRest> motion_rests_;
    std::vector<af::MotionProp> motion_props_;
    std::vector<af::MotionSpot> motion_spots_;
    std::vector<af::SectionEntry> table_;
    std::vector<std::byte> body_;
};

}  // namespace

std::vector<std::byte> write_atlas(const Spec& spec, const LaidOut& laid, const SkinMesh& mesh,
                                   const BodyCoordinates& coordinates, const Skeleton& skeleton) {
    return Writer(spec, laid, mesh, coordinates, skeleton).run();
}

}  // namespace knotwork::bake
