#include "atlas/atlas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace knotwork {

namespace af = atlas_format;

// Checks an atlas from the outside in: header, table of sections, each section's size, then every cross-reference. The
// first thing wrong is the error; nothing is read before it is known to lie inside the bytes.
class AtlasLoader {
  public:
    explicit AtlasLoader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    Result<Atlas> run() {
        if (!check_header() || !check_table() || !read_sections() || !check_skin() || !check_records())
            return tl::unexpected(error_);
        return std::move(atlas_);
    }

  private:
    bool refuse(std::string reason, ErrorCode code = ErrorCode::bad_atlas) {
        error_ = {code, "atlas", std::move(reason)};
        return false;
    }

    bool check_header() {
        if (bytes_.size() < sizeof(af::Header))
            return refuse("is only " + std::to_string(bytes_.size()) + " bytes long, too short to be an atlas");
        if (reinterpret_cast<std::uintptr_t>(bytes_.data()) % 8 != 0)
            return refuse("does not lie on an 8-byte boundary");
        std::memcpy(&header_, bytes_.data(), sizeof header_);
        if (!std::equal(std::begin(af::magic), std::end(af::magic), header_.magic))
            return refuse("does not begin with KNOTATLS; it is another kind of file");
        if (header_.version != af::format_version)
            return refuse("has format version " + std::to_string(header_.version) + "; this program reads version " +
                              std::to_string(af::format_version),
                          ErrorCode::atlas_version);
        if (header_.byte_count != bytes_.size())
            return refuse("should be " + std::to_string(header_.byte_count) + " bytes long but is " +
                          std::to_string(bytes_.size()));
        if (header_.section_count != af::section_count)
            return refuse("has " + std::to_string(header_.section_count) + " sections, not " +
                          std::to_string(af::section_count));
        const auto content = bytes_.subspan(sizeof(af::Header));
        const auto digest = compute_digest(content);
        if (!std::equal(digest.begin(), digest.end(), header_.content_hash))
            return refuse("is corrupted: its content does not match its hash");
        atlas_.hash_ = compute_hash(content);
        return true;
    }

    bool check_table() {
        const std::size_t head = sizeof(af::Header) + af::section_count * sizeof(af::SectionEntry);
        if (bytes_.size() < head) return refuse("ends within its table of sections");
        std::memcpy(table_.data(), bytes_.data() + sizeof(af::Header), sizeof table_);
        std::uint64_t end = head;
        for (std::uint32_t i = 0; i < af::section_count; ++i) {
            const af::SectionEntry& s = table_[i];
            const std::string which = "section " + std::to_string(i);
            if (s.kind != i) return refuse(which + " is out of order");
            if (s.offset % 8 != 0 || s.offset < end || s.offset - end >= 8)
                return refuse(which + " does not follow the one before it");
            if (s.element_size == 0 || s.offset > bytes_.size() ||
                s.element_count > (bytes_.size() - s.offset) / s.element_size)
                return refuse(which + " runs past the end");
            end = s.offset + s.element_count * s.element_size;
        }
        return end == bytes_.size() || refuse("has bytes after its last section");
    }

    template <class T>
    bool read(af::SectionKind kind, std::span<const T>& out) {
        const af::SectionEntry& s = table_[static_cast<std::size_t>(kind)];
        if (s.element_size != sizeof(T))
            return refuse("section " + std::to_string(s.kind) + " has elements of " + std::to_string(s.element_size) +
                          " bytes, not " + std::to_string(sizeof(T)));
        out = {reinterpret_cast<const T*>(bytes_.data() + s.offset), static_cast<std::size_t>(s.element_count)};
        return true;
    }

    bool read_sections() {
        using enum af::SectionKind;
        Skin& skin = atlas_.skin_;
        std::span<const char> text;
        if (!(read(neutral_positions, skin.positions[0]) && read(female_positions, skin.positions[1]) &&
              read(male_positions, skin.positions[2]) && read(triangles, skin.triangles) && read(mirror, skin.mirror) &&
              read(area, skin.area) && read(segment, skin.segment) && read(t, skin.t) && read(angle, skin.angle) &&
              read(region_of_point, skin.region) && read(regions, atlas_.regions_) &&
              read(landmarks, atlas_.landmarks_) && read(muscles, atlas_.muscles_) && read(facts, atlas_.facts_) &&
              read(sources, atlas_.sources_) && read(zones, atlas_.zones_) && read(zone_points, atlas_.zone_points_) &&
              read(zone_coverage, atlas_.zone_coverage_) && read(neighbours, atlas_.neighbours_) &&
              read(fibres, atlas_.fibres_) && read(fibre_points, atlas_.fibre_points_) &&
              read(citations, atlas_.citations_) && read(refs, atlas_.refs_) && read(names, atlas_.names_) &&
              read(conditions, atlas_.conditions_) && read(shifts, atlas_.shifts_) && read(breeds, atlas_.breeds_) &&
              read(findings, atlas_.findings_) && read(signs, atlas_.signs_) && read(rules, atlas_.rules_) &&
              read(providers, atlas_.providers_) && read(terms, atlas_.terms_) && read(remedies, atlas_.remedies_) &&
              read(activities, atlas_.activities_) && read(tools, atlas_.tools_) &&
              read(protocols, atlas_.protocols_) && read(contraindications, atlas_.contraindications_) &&
              read(advice, atlas_.advice_) && read(reassessments, atlas_.reassessments_) &&
              read(compensations, atlas_.compensations_) && read(directions, atlas_.directions_) &&
              read(courses, atlas_.courses_) && read(course_points, atlas_.course_points_) &&
              read(measures, atlas_.measures_) && read(next_steps, atlas_.next_steps_) &&
              read(choir_segments, atlas_.choir_segments_) && read(choir_points, atlas_.choir_points_) &&
              read(joints, atlas_.joints_) && read(skin_joints, atlas_.skin_joints_) &&
              read(motions, atlas_.motions_) && read(motion_frames, atlas_.motion_frames_) &&
              read(motion_angles, atlas_.motion_angles_) && read(motion_goals, atlas_.motion_goals_) &&
              read(motion_rests, atlas_.motion_rests_) && read(motion_props, atlas_.motion_props_) &&
              read(motion_spots, atlas_.motion_spots_) && read(strings, text)))
            return false;
        atlas_.strings_ = {text.data(), text.size()};
        return true;
    }

    bool check_skin() {
        const Skin& skin = atlas_.skin_;
        const std::size_t n = skin.mirror.size();
        if (n == 0 || n > 65535) return refuse("has " + std::to_string(n) + " skin points");
        for (const std::size_t size :
             {skin.positions[0].size(), skin.positions[1].size(), skin.positions[2].size(), skin.area.size(),
              skin.segment.size(), skin.t.size(), skin.angle.size(), skin.region.size()})
            if (size != n) return refuse("does not give every skin point all its values");
        for (const auto positions : skin.positions)
            for (const Vec3 p : positions)
                if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z) ||
                    std::abs(p.x) + std::abs(p.y) + std::abs(p.z) > 100)
                    return refuse("has a skin point that lies nowhere");
        for (std::size_t v = 0; v < n; ++v) {
            if (skin.mirror[v] >= n || skin.mirror[skin.mirror[v]] != v)
                return refuse("has a skin point without a mirror image");
            if (skin.segment[v] > Segment::hand) return refuse("has a skin point in no segment");
            if (!(skin.area[v] > 0 && skin.area[v] < 1)) return refuse("has a skin point without an area");
            if (!is_coordinate(skin.t[v], skin.angle[v])) return refuse("has a skin point without body coordinates");
            if (skin.region[v] >= atlas_.regions_.size()) return refuse("has a skin point in no region");
        }
        for (const Triangle t : skin.triangles)
            if (t.a >= n || t.b >= n || t.c >= n) return refuse("has a triangle without its corners");
        atlas_.skin_hash_ = compute_hash(std::as_bytes(skin.of(Body::neutral)));
        return true;
    }

    static bool is_probability(float p) { return p > 0 && p < 1; }
    static bool is_count(float n) { return n > 0 && std::isfinite(n); }
    static bool is_within(float value, float most) { return value >= 0 && value <= most; }
    static bool is_area(float area) { return area > 0 && std::isfinite(area); }
    static bool is_coordinate(float t, float angle) { return t >= 0 && t <= 1 && angle >= -180 && angle <= 180; }
    static bool inside(af::Range r, std::size_t size) { return r.begin <= r.end && r.end <= size; }
    bool is_text(af::Text t) const { return t.begin <= t.end && t.end <= atlas_.strings_.size(); }
    bool are_texts(std::initializer_list<af::Text> texts) const {
        return std::all_of(texts.begin(), texts.end(), [this](af::Text t) { return is_text(t); });
    }
    bool are_refs(af::Range r, std::size_t limit) const {
        if (!inside(r, atlas_.refs_.size())) return false;
        const auto refs = atlas_.refs(r);
        return std::all_of(refs.begin(), refs.end(), [limit](std::uint32_t i) { return i < limit; });
    }
    bool are_cites(af::Range r) const { return are_refs(r, atlas_.citations_.size()); }

    bool check_records() {
        const Atlas& a = atlas_;
        const std::size_t points = a.skin_.mirror.size();
        for (const af::Text t : a.names_)
            if (!is_text(t)) return refuse("has a name outside its strings");
        for (const auto& c : a.citations_)
            if (!are_texts({c.key, c.authors, c.title, c.in, c.doi, c.pmid, c.isbn, c.url}))
                return refuse("has a citation outside its strings");
        for (const auto& r : a.regions_)
            if (!are_texts({r.id, r.label}) || !inside(r.synonyms, a.names_.size()) || r.side > 1 || !is_area(r.area))
                return refuse("has a broken region");
        for (const auto& l : a.landmarks_)
            if (!are_texts({l.id, l.label, l.find}) || !are_cites(l.cites) || l.side > 1 || l.midline > 1 ||
                l.point >= points || l.segment > static_cast<std::uint32_t>(Segment::hand) ||
                !is_coordinate(l.t, l.angle) || !std::isfinite(norm(l.position)))
                return refuse("has a broken landmark");
        for (const auto& f : a.facts_)
            if (f.kind > static_cast<std::uint32_t>(af::FactKind::caution) || !is_text(f.text) || !are_cites(f.cites))
                return refuse("has a broken fact");
        for (const auto& n : a.neighbours_)
            if (n.muscle >= a.muscles_.size() || !is_text(n.why) || !are_cites(n.cites))
                return refuse("has a broken neighbour");
        for (const auto& f : a.fibres_)
            if (!inside(f.points, a.fibre_points_.size())) return refuse("has a broken fibre");
        for (const Vec3 p : a.fibre_points_)
            if (!std::isfinite(norm(p))) return refuse("has a broken fibre");
        return check_muscles() && check_conditions() && check_sources() && check_zones() && check_findings() &&
               check_rules() && check_remedies() && check_routine() && check_courses() && check_choir() &&
               check_figure() && check_motions();
    }

    bool check_muscles() {
        const Atlas& a = atlas_;
        std::uint32_t next = 0;  // the sources of the muscles follow each other
        for (const auto& m : a.muscles_) {
            if (!are_texts({m.id, m.name, m.latin, m.group, m.layer, m.summary, m.origin, m.insertion, m.nerve, m.note,
                            m.base_rate}) ||
                !inside(m.synonyms, a.names_.size()) || !are_refs(m.under, a.muscles_.size()) ||
                !are_cites(m.anatomy_cites) || !are_cites(m.base_rate_cites) || !inside(m.facts, a.facts_.size()) ||
                !inside(m.neighbours, a.neighbours_.size()) || !inside(m.fibres, a.fibres_.size()) ||
                m.sources.begin != next || !inside(m.sources, a.sources_.size()))
                return refuse("has a broken muscle");
            next = m.sources.end;
        }
        return true;
    }

    // Their sources follow those of the muscles.
    bool check_conditions() {
        const Atlas& a = atlas_;
        for (const auto& s : a.shifts_)
            if (!is_expression(s.when, false) || !std::isfinite(s.log_odds) || !are_cites(s.cites))
                return refuse("has a broken shift");
        for (const auto& b : a.breeds_)
            if (b.muscle >= a.muscles_.size() || !std::isfinite(b.log_odds) || !is_text(b.why) || !are_cites(b.cites))
                return refuse("has a broken link from a condition to a muscle");
        auto next = static_cast<std::uint32_t>(a.trigger_points().size());
        for (const auto& c : a.conditions_) {
            if (!are_texts({c.id, c.name, c.plain, c.group, c.summary, c.next, c.note}) ||
                !inside(c.synonyms, a.names_.size()) || !inside(c.symptoms, a.names_.size()) ||
                !are_cites(c.summary_cites) || !are_cites(c.base_rate_cites) || !inside(c.shifts, a.shifts_.size()) ||
                !inside(c.breeds, a.breeds_.size()) || c.provider >= a.providers_.size() ||
                !is_probability(c.base_rate) || c.sources.begin != next || !inside(c.sources, a.sources_.size()) ||
                c.sources.end - next < 1 || c.sources.end - next > 2)
                return refuse("has a broken condition");
            next = c.sources.end;
        }
        return next == a.sources_.size() || refuse("has sources without a muscle or a condition");
    }

    bool check_sources() {
        const Atlas& a = atlas_;
        std::uint32_t next = 0;  // and so do the zones of the sources
        for (std::size_t i = 0; i < a.sources_.size(); ++i) {
            const auto& s = a.sources_[i];
            if (!are_texts({s.id, s.label, s.where, s.depth, s.reach}) || !are_cites(s.cites) || s.side > 1 ||
                s.sided > 1 || s.point >= a.skin_.mirror.size() || !is_probability(s.prior) ||
                !std::isfinite(norm(s.position)) || s.zones.begin != next || !inside(s.zones, a.zones_.size()) ||
                !is_of_its_kind(s, i))
                return refuse("has a broken source");
            next = s.zones.end;
            const auto owned = a.is_condition(s) ? a.conditions_[s.condition].sources : a.muscles_[s.muscle].sources;
            if (i < owned.begin || i >= owned.end) return refuse("has a source of another muscle or condition");
            if (!has_mirror(s, i)) return refuse("has a source without its mirror image");
            for (const auto& z : a.zones(s.zones))
                if (z.source != i) return refuse("has a zone of another source");
        }
        return next == a.zones_.size() || refuse("has zones without a source");
    }

    bool is_of_its_kind(const af::Source& s, std::size_t i) const {
        const std::size_t points = atlas_.trigger_points().size();
        if (s.kind == static_cast<std::uint32_t>(af::SourceKind::trigger_point))
            return i < points && s.muscle < atlas_.muscles_.size() && s.condition == af::no_index && s.sided == 1;
        return s.kind == static_cast<std::uint32_t>(af::SourceKind::condition) && i >= points &&
               s.condition < atlas_.conditions_.size() && s.muscle == af::no_index && s.number == 0;
    }
    bool has_mirror(const af::Source& s, std::size_t i) const {
        if (s.sided == 0) return s.mirror == i && s.side == 0;
        if (s.mirror >= atlas_.sources_.size()) return false;
        const af::Source& image = atlas_.sources_[s.mirror];
        return image.mirror == i && image.side != s.side && image.sided == 1 && image.muscle == s.muscle &&
               image.condition == s.condition && image.number == s.number;
    }

    bool check_zones() {
        const Atlas& a = atlas_;
        if (a.zone_points_.size() != a.zone_coverage_.size()) return refuse("has zones without coverage");
        for (const auto& z : a.zones_) {
            if (!is_text(z.felt) || z.essential > 1 || !inside(z.points, a.zone_points_.size()) || !is_area(z.area))
                return refuse("has a broken zone");
            const auto points = a.zone_points(z);
            for (std::size_t i = 0; i < points.size(); ++i)
                if (points[i] >= a.skin_.mirror.size() || (i > 0 && points[i] <= points[i - 1]))
                    return refuse("has a zone off the skin");
        }
        return true;
    }

    bool check_findings() {
        const Atlas& a = atlas_;
        for (const auto& s : a.signs_)
            if (!is_sign(s)) return refuse("has a broken sign");
        for (const auto& f : a.findings_) {
            if (!are_texts({f.id, f.name, f.ask, f.yes, f.stop, f.family, f.note, f.unit}) ||
                !inside(f.how, a.names_.size()) || f.group > static_cast<std::uint32_t>(af::FindingGroup::palpation) ||
                f.who > static_cast<std::uint32_t>(af::Examiner::professional) || f.sided > 1 || f.effort < 1 ||
                f.effort > 5 || f.discomfort > 4 || f.asked_of > static_cast<std::uint32_t>(af::AskedOf::nobody) ||
                f.yes_above > 1 || !is_probability(f.false_yes) || !is_count(f.people) ||
                !inside(f.signs, a.signs_.size()) || !are_cites(f.cites))
                return refuse("has a broken finding");
            const bool counted = f.unit.begin != f.unit.end;
            if (!std::isfinite(f.least) || !std::isfinite(f.most) || !std::isfinite(f.threshold) ||
                (counted && !(f.least < f.most && f.least <= f.threshold && f.threshold <= f.most)))
                return refuse("has a finding whose number has no range");
            const bool pressing = f.group == static_cast<std::uint32_t>(af::FindingGroup::palpation);
            for (const auto& s : a.signs(f.signs))
                if (s.yes < f.false_yes || (s.other_side == 1 && f.sided == 0) ||
                    (s.target == static_cast<std::uint32_t>(af::SignTarget::itself)) != pressing)
                    return refuse("has a sign that does not fit its finding");
        }
        return true;
    }

    bool is_sign(const af::Sign& s) const {
        if (!is_text(s.group) || s.other_side > 1 || !is_probability(s.yes) || !is_count(s.people) ||
            !are_cites(s.cites))
            return false;
        switch (static_cast<af::SignTarget>(s.target)) {
            case af::SignTarget::condition: return s.index < atlas_.conditions_.size();
            case af::SignTarget::muscle: return s.index < atlas_.muscles_.size();
            case af::SignTarget::group: return s.index == af::no_index && s.group.begin != s.group.end;
            case af::SignTarget::itself: return s.index == af::no_index;
        }
        return false;
    }

    bool check_rules() {
        const Atlas& a = atlas_;
        for (const auto& p : a.providers_)
            if (!are_texts({p.id, p.name, p.plain}) || !are_cites(p.cites)) return refuse("has a broken provider");
        for (const auto& r : a.rules_)
            if (!are_texts({r.id, r.rule_class, r.say, r.note}) || r.urgency < 1 ||
                r.urgency > static_cast<std::uint32_t>(af::Urgency::emergency) || r.provider >= a.providers_.size() ||
                !is_expression(r.when, true) || !are_cites(r.cites))
                return refuse("has a broken rule");
        return true;
    }

    bool is_optional_expression(af::Range range) const {
        return (range.begin == range.end && inside(range, atlas_.terms_.size())) || is_expression(range, true);
    }
    // Limited to these muscles and groups of muscles.
    bool is_scope(af::Range muscles, af::Range groups) const {
        return are_refs(muscles, atlas_.muscles_.size()) && inside(groups, atlas_.names_.size());
    }

    bool check_remedies() {
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
                r.kind >= af::remedy_kind_names.size() || r.position >= af::start_position_names.size() ||
                r.floor > 1 || r.light > 1 || r.sided > 1 ||
                (is_professional ? r.provider >= a.providers_.size() : r.provider != af::no_index) ||
                !are_refs(r.muscles, a.muscles_.size()) || r.muscles.begin == r.muscles.end ||
                !are_refs(r.points, 100) || !are_refs(r.tools, a.tools_.size()) || !is_optional_expression(r.forbid) ||
                !std::isfinite(r.hold_s) || r.hold_s < 0 ||
                (r.after != af::no_index && r.after >= a.remedies_.size()) ||
                !inside(r.activities, a.activities_.size()) || !std::isfinite(r.gluteal_to_tfl) ||
                !are_cites(r.gluteal_to_tfl_cites) || !are_cites(r.cites))
                return refuse("has a broken remedy");
            if (is_exercise && (r.level < 1 || r.level > 4 || r.sets < 1 || (r.repeats == 0) == (r.hold_s == 0)))
                return refuse("has an exercise without a dose");
        }
        return true;
    }

    bool check_routine() {
        const Atlas& a = atlas_;
        for (const auto& p : a.protocols_)
            if (!are_texts({p.id, p.name, p.why, p.note}) || p.of >= af::remedy_kind_names.size() || p.is_default > 1 ||
                !(p.rest_s >= 0 && std::isfinite(p.rest_s)) || p.sets_least > p.sets_most ||
                !(p.hold_least_s >= 0 && p.hold_least_s <= p.hold_most_s && std::isfinite(p.hold_most_s)) ||
                p.repeats_least < 1 || p.repeats_least > p.repeats_most || p.day_least < 1 ||
                p.day_least > p.day_most || p.days_a_week < 1 || p.days_a_week > 7 ||
                !(p.pain_most >= 0 && p.pain_most <= 10) || !are_cites(p.cites))
                return refuse("has a broken protocol");
        for (const auto& c : a.contraindications_)
            if (!are_texts({c.id, c.say, c.note}) || c.kinds == 0 || c.kinds >> af::remedy_kind_names.size() != 0 ||
                c.effect >= af::effect_names.size() || c.positions >> af::start_position_names.size() != 0 ||
                c.level_from > 4 || !are_refs(c.muscles, a.muscles_.size()) || !is_expression(c.when, true) ||
                !inside(c.groups, a.names_.size()) || !are_refs(c.tools, a.tools_.size()) || !are_cites(c.cites))
                return refuse("has a broken contraindication");
        for (const auto& d : a.advice_)
            if (!are_texts({d.id, d.say, d.why, d.grade}) || d.kind >= af::advice_kind_names.size() ||
                d.with_items > 1 || d.first > 1 || !is_optional_expression(d.when) || !is_scope(d.muscles, d.groups) ||
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

    // What is expected, measured, and said to it.
    bool check_courses() {
        const Atlas& a = atlas_;
        for (const auto& p : a.course_points_)
            if (!(p.week >= 0 && std::isfinite(p.week) && p.low >= 0 && p.low <= p.share && p.share <= p.high &&
                  p.high <= 2))
                return refuse("has a course that goes nowhere");
        for (const auto& c : a.courses_) {
            if (!are_texts({c.id, c.name, c.note}) || !are_refs(c.conditions, a.conditions_.size()) ||
                c.of_points > 1 || c.is_default > 1 || !inside(c.points, a.course_points_.size()) ||
                c.points.end - c.points.begin < 2 || !are_cites(c.cites))
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
            if (s.kind != i || !are_texts({s.say, s.why}) || !are_cites(s.cites))
                return refuse("has a broken next step");
        }
        return true;
    }

    // Whether the terms leave exactly one value, and never more than fit.
    bool is_expression(af::Range range, bool about_findings) const {
        if (!inside(range, atlas_.terms_.size())) return false;
        std::size_t depth = 0;
        for (const af::Term& term : atlas_.terms(range)) {
            if (!std::isfinite(term.number)) return false;
            std::size_t used = 0;
            switch (static_cast<af::TermKind>(term.kind)) {
                case af::TermKind::finding:
                case af::TermKind::both:
                    if (!about_findings || term.index >= atlas_.findings_.size() ||
                        (term.kind == static_cast<std::uint32_t>(af::TermKind::both) &&
                         atlas_.findings_[term.index].sided == 0))
                        return false;
                    break;
                case af::TermKind::pain_at_least:
                    if (!about_findings) return false;
                    break;
                case af::TermKind::age_at_least:
                case af::TermKind::age_below:
                case af::TermKind::sex_female:
                case af::TermKind::sex_male: break;
                case af::TermKind::op_not: used = 1; break;
                case af::TermKind::op_and:
                case af::TermKind::op_or: used = 2; break;
                case af::TermKind::at_least:
                    if (!(term.number >= 1 && term.number <= static_cast<float>(af::deepest_expression)) ||
                        term.number != std::floor(term.number) || term.index < 1 ||
                        static_cast<float>(term.index) > term.number)
                        return false;
                    used = static_cast<std::size_t>(term.number);
                    break;
                default: return false;
            }
            if (depth < used) return false;
            depth = depth - used + 1;
            if (depth > af::deepest_expression) return false;
        }
        return depth == 1;
    }

    bool check_choir() {
        const Atlas& a = atlas_;
        for (const auto& s : a.choir_segments_) {
            if (s.body > 2 || !inside(s.points, a.choir_points_.size())) return refuse("has a broken CHOIR segment");
            for (const std::uint16_t v : a.choir_points(s))
                if (v >= a.skin_.mirror.size()) return refuse("has a CHOIR segment off the skin");
        }
        return true;
    }

    static bool is_place(Vec3 p) { return std::isfinite(norm(p)) && norm(p) < 100; }
    static bool is_turn(Quaternion q) { return std::abs(dot(q, q) - 1) < 1e-3f; }

    bool check_figure() {
        const Atlas& a = atlas_;
        if (a.joints_.size() != joint_count)
            return refuse("has " + std::to_string(a.joints_.size()) + " joints, not " + std::to_string(joint_count));
        for (std::uint32_t i = 0; i < joint_count; ++i) {
            const auto& j = a.joints_[i];
            const auto id = static_cast<JointId>(i);
            if (!is_text(j.id) || j.mirror != index(mirror(id)) ||
                !std::all_of(j.position.begin(), j.position.end(), is_place) ||
                !std::all_of(j.rest.begin(), j.rest.end(), is_turn))
                return refuse("has a broken joint");
            // Parents come before their children.
            if (i == 0 ? j.parent != af::no_index : j.parent >= i || j.parent != index(parent(id)))
                return refuse("has a joint that hangs on another than its parent");
        }
        if (a.skin_joints_.size() != a.skin_.mirror.size())
            return refuse("does not hang every skin point on its joints");
        for (const auto& s : a.skin_joints_) {
            unsigned sum = 0;
            for (std::size_t k = 0; k < 4; ++k) {
                sum += s.weight[k];
                if (s.joint[k] >= joint_count || (s.weight[k] == 0 && s.joint[k] != 0))
                    return refuse("has a skin point that hangs on no joint");
            }
            if (sum != 255) return refuse("has a skin point whose weights do not sum to 255");
        }
        return true;
    }

    bool is_spot(const af::MotionSpot& s) const {
        if (!is_place(s.at) || s.side >= part_side_names.size()) return false;
        switch (static_cast<af::SpotKind>(s.kind)) {
            case af::SpotKind::skin: return s.index < atlas_.skin_.mirror.size();
            case af::SpotKind::part: return s.index < part_names.size();
            case af::SpotKind::stay:
            case af::SpotKind::room:
            case af::SpotKind::trigger: return s.index == 0;
        }
        return false;
    }

    bool check_motions() {
        const Atlas& a = atlas_;
        for (const auto& angle : a.motion_angles_)
            if (angle.movement >= movement_count || !(std::abs(angle.degrees) <= 360))
                return refuse("has a motion with an impossible angle");
        for (const auto& s : a.motion_spots_)
            if (!is_spot(s)) return refuse("has a motion with a broken spot");
        for (const auto& g : a.motion_goals_)
            if (g.limb >= af::limb_names.size() || !is_spot(g.spot)) return refuse("has a motion with a broken goal");
        for (const auto& r : a.motion_rests_)
            if (r.part >= part_names.size() || r.side >= part_side_names.size() || !(std::abs(r.height) < 10))
                return refuse("has a motion that rests on nothing");
        for (const auto& f : a.motion_frames_)
            if (!is_text(f.say) || !is_within(f.seconds, 60) || !is_within(f.hold_s, 60) ||
                !inside(f.angles, a.motion_angles_.size()) || !inside(f.goals, a.motion_goals_.size()) ||
                !inside(f.rests, a.motion_rests_.size()) || f.rests.end - f.rests.begin > 2)
                return refuse("has a motion with a broken frame");
        for (const auto& p : a.motion_props_)
            if (p.kind >= af::prop_kind_names.size() || p.direction >= af::direction3_names.size() ||
                !(std::abs(p.turn) <= 360) || !is_place(p.size) || !is_place(p.shift) ||
                !inside(p.spots, a.motion_spots_.size()))
                return refuse("has a motion with a broken thing");
        for (const auto& m : a.motions_) {
            if (!are_texts({m.id, m.name}) || m.lie >= af::lie_names.size() || m.stance >= af::stance_names.size() ||
                m.sided > 1 || !(std::abs(m.azimuth) <= 360) || !(std::abs(m.elevation) <= 90) ||
                m.focus >= part_names.size() || m.focus_side >= part_side_names.size() || !is_within(m.return_s, 60) ||
                !inside(m.frames, a.motion_frames_.size()) || m.frames.begin == m.frames.end ||
                !inside(m.props, a.motion_props_.size()) || !are_refs(m.findings, a.findings_.size()) ||
                !are_refs(m.remedies, a.remedies_.size()))
                return refuse("has a broken motion");
            for (const auto& p : a.motion_props(m.props))
                if (p.frame >= m.frames.end - m.frames.begin) return refuse("has a motion with a thing of no frame");
        }
        return true;
    }

    std::span<const std::byte> bytes_;
    af::Header header_{};
    std::array<af::SectionEntry, af::section_count> table_{};
    Atlas atlas_;
    Error error_;
};

Result<Atlas> load_atlas(std::span<const std::byte> bytes) { return AtlasLoader(bytes).run(); }

const Atlas::Muscle* Atlas::find_muscle(std::string_view id_or_name) const {
    const std::string wanted = fold(id_or_name);
    const auto is = [&](Text t) { return fold(text(t)) == wanted; };
    for (const Muscle& m : muscles_)
        if (is(m.id) || is(m.name) || is(m.latin)) return &m;
    for (const Muscle& m : muscles_)
        for (const Text synonym : names(m.synonyms))
            if (is(synonym)) return &m;
    return nullptr;
}

const Atlas::Condition* Atlas::find_condition(std::string_view id_or_name) const {
    const std::string wanted = fold(id_or_name);
    const auto is = [&](Text t) { return fold(text(t)) == wanted; };
    for (const Condition& c : conditions_)
        if (is(c.id) || is(c.name)) return &c;
    for (const Condition& c : conditions_)
        for (const Text synonym : names(c.synonyms))
            if (is(synonym)) return &c;
    return nullptr;
}

const Atlas::Finding* Atlas::find_finding(std::string_view id) const {
    for (const Finding& f : findings_)
        if (text(f.id) == id) return &f;
    return nullptr;
}

const Atlas::Remedy* Atlas::find_remedy(std::string_view id) const {
    for (const Remedy& r : remedies_)
        if (text(r.id) == id) return &r;
    return nullptr;
}

const Atlas::Protocol* Atlas::find_protocol(std::string_view id) const {
    for (const Protocol& p : protocols_)
        if (text(p.id) == id) return &p;
    return nullptr;
}

const Atlas::Measure* Atlas::find_measure(std::string_view id) const {
    for (const Measure& m : measures_)
        if (text(m.id) == id) return &m;
    return nullptr;
}

const Atlas::Motion* Atlas::find_motion(std::string_view id) const {
    for (const Motion& m : motions_)
        if (text(m.id) == id) return &m;
    return nullptr;
}

const Atlas::Landmark* Atlas::find_landmark(std::string_view id, Side side) const {
    const Landmark* found = nullptr;
    for (const Landmark& l : landmarks_)
        if (text(l.id) == id && (l.midline == 1 || l.side == static_cast<std::uint32_t>(side))) found = &l;
    return found;
}

const Atlas::Source* Atlas::find_source(std::string_view id) const {
    for (const Source& s : sources_)
        if (text(s.id) == id) return &s;
    return nullptr;
}

}  // namespace knotwork
