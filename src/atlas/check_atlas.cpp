#include "atlas/check_atlas.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace knotwork {

namespace af = atlas_format;

bool AtlasCheck::check_skin() {
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
    return true;
}

bool AtlasCheck::check_records() {
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
           check_rules() && check_remedies() && check_routine() && check_courses() && check_choir() && check_figure() &&
           check_motions();
}

bool AtlasCheck::check_muscles() {
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

bool AtlasCheck::check_conditions() {
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
            !inside(c.breeds, a.breeds_.size()) || c.provider >= a.providers_.size() || !is_probability(c.base_rate) ||
            c.sources.begin != next || !inside(c.sources, a.sources_.size()) || c.sources.end - next < 1 ||
            c.sources.end - next > 2)
            return refuse("has a broken condition");
        next = c.sources.end;
    }
    return next == a.sources_.size() || refuse("has sources without a muscle or a condition");
}

bool AtlasCheck::check_sources() {
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

bool AtlasCheck::is_of_its_kind(const af::Source& s, std::size_t i) const {
    const std::size_t points = atlas_.trigger_points().size();
    if (s.kind == static_cast<std::uint32_t>(af::SourceKind::trigger_point))
        return i < points && s.muscle < atlas_.muscles_.size() && s.condition == af::no_index && s.sided == 1;
    return s.kind == static_cast<std::uint32_t>(af::SourceKind::condition) && i >= points &&
           s.condition < atlas_.conditions_.size() && s.muscle == af::no_index && s.number == 0;
}

bool AtlasCheck::has_mirror(const af::Source& s, std::size_t i) const {
    if (s.sided == 0) return s.mirror == i && s.side == 0;
    if (s.mirror >= atlas_.sources_.size()) return false;
    const af::Source& image = atlas_.sources_[s.mirror];
    return image.mirror == i && image.side != s.side && image.sided == 1 && image.muscle == s.muscle &&
           image.condition == s.condition && image.number == s.number;
}

bool AtlasCheck::check_zones() {
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

bool AtlasCheck::check_choir() {
    const Atlas& a = atlas_;
    for (const auto& s : a.choir_segments_) {
        if (s.body > 2 || !inside(s.points, a.choir_points_.size())) return refuse("has a broken CHOIR segment");
        for (const std::uint16_t v : a.choir_points(s))
            if (v >= a.skin_.mirror.size()) return refuse("has a CHOIR segment off the skin");
    }
    return true;
}

bool AtlasCheck::are_texts(std::initializer_list<af::Text> texts) const {
    return std::all_of(texts.begin(), texts.end(), [this](af::Text t) { return is_text(t); });
}

bool AtlasCheck::are_refs(af::Range r, std::size_t limit) const {
    if (!inside(r, atlas_.refs_.size())) return false;
    const auto refs = atlas_.refs(r);
    return std::all_of(refs.begin(), refs.end(), [limit](std::uint32_t i) { return i < limit; });
}

}  // namespace knotwork
