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
              read(choir_segments, atlas_.choir_segments_) && read(choir_points, atlas_.choir_points_) &&
              read(strings, text)))
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
        return true;
    }

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
        return check_muscles() && check_sources() && check_zones() && check_choir();
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
        return next == a.sources_.size() || refuse("has sources without a muscle");
    }

    bool check_sources() {
        const Atlas& a = atlas_;
        std::uint32_t next = 0;  // and so do the zones of the sources
        for (std::size_t i = 0; i < a.sources_.size(); ++i) {
            const auto& s = a.sources_[i];
            if (!are_texts({s.id, s.label, s.where, s.depth, s.reach}) || !are_cites(s.cites) || s.side > 1 ||
                s.muscle >= a.muscles_.size() || s.point >= a.skin_.mirror.size() || !(s.prior > 0 && s.prior < 1) ||
                !std::isfinite(norm(s.position)) || s.zones.begin != next || !inside(s.zones, a.zones_.size()))
                return refuse("has a broken source");
            next = s.zones.end;
            const auto of_muscle = a.muscles_[s.muscle].sources;
            if (i < of_muscle.begin || i >= of_muscle.end) return refuse("has a source of another muscle");
            for (const auto& z : a.zones(s.zones))
                if (z.source != i) return refuse("has a zone of another source");
        }
        return next == a.zones_.size() || refuse("has zones without a source");
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

    bool check_choir() {
        const Atlas& a = atlas_;
        for (const auto& s : a.choir_segments_) {
            if (s.body > 2 || !inside(s.points, a.choir_points_.size())) return refuse("has a broken CHOIR segment");
            for (const std::uint16_t v : a.choir_points(s))
                if (v >= a.skin_.mirror.size()) return refuse("has a CHOIR segment off the skin");
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
