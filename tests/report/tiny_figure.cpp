#include "report/tiny_figure.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

#include "atlas/tiny_joints.hpp"
#include "base/hash.hpp"

namespace knotwork::test {
namespace {

namespace af = atlas_format;

constexpr int around = 24, rings = 40;

struct Mesh {
    std::vector<Vec3> positions;
    std::vector<Triangle> triangles;
    std::vector<std::uint16_t> mirror;
    std::vector<Segment> segment;
};

// An upright ellipsoid-ended tube: rings of `around` points between two poles, the angle counted from the front so that
// point k mirrors to point -k.
void add_tube(Mesh& mesh, Vec3 centre, float half_height, float half_x, float half_z, bool is_leg) {
    const auto first = static_cast<std::uint16_t>(mesh.positions.size());
    for (int ring = 0; ring <= rings; ++ring) {
        const double polar = std::numbers::pi * ring / rings;
        const int count = ring == 0 || ring == rings ? 1 : around;
        for (int k = 0; k < count; ++k) {
            const double turn = 2 * std::numbers::pi * k / around;
            // A flat-sided profile, so that most of the skin looks to the front or the back.
            const double width = std::pow(std::sin(polar), 0.4);
            const Vec3 p{centre.x + half_x * static_cast<float>(width * std::sin(turn)),
                         centre.y + half_height * static_cast<float>(std::cos(polar)),
                         centre.z + half_z * static_cast<float>(width * std::cos(turn))};
            mesh.positions.push_back(p);
            mesh.segment.push_back(!is_leg ? Segment::abdomen : p.y > 0.45f ? Segment::thigh : Segment::leg);
        }
    }
    const auto index = [&](int ring, int k) {
        if (ring == 0) return first;
        if (ring == rings) return static_cast<std::uint16_t>(first + 1 + (rings - 1) * around);
        return static_cast<std::uint16_t>(first + 1 + (ring - 1) * around + (k % around));
    };
    for (int ring = 0; ring < rings; ++ring) {
        for (int k = 0; k < around; ++k) {
            const std::uint16_t a = index(ring, k), b = index(ring + 1, k), c = index(ring + 1, k + 1),
                                d = index(ring, k + 1);
            if (ring + 1 < rings) mesh.triangles.push_back({a, b, c});
            if (ring > 0) mesh.triangles.push_back({a, c, d});
        }
    }
}

Mesh make_mesh() {
    Mesh mesh;
    add_tube(mesh, {0, 1.2f, 0}, 0.4f, 0.2f, 0.12f, false);
    add_tube(mesh, {0.12f, 0.45f, 0}, 0.45f, 0.07f, 0.07f, true);
    add_tube(mesh, {-0.12f, 0.45f, 0}, 0.45f, 0.07f, 0.07f, true);
    // The parts mirror exactly, so the mirror image of a point is the point nearest to its mirrored place.
    for (const Vec3& p : mesh.positions) {
        std::size_t nearest = 0;
        for (std::size_t v = 0; v < mesh.positions.size(); ++v)
            if (norm(mesh.positions[v] - mirrored(p)) < norm(mesh.positions[nearest] - mirrored(p))) nearest = v;
        mesh.mirror.push_back(static_cast<std::uint16_t>(nearest));
    }
    return mesh;
}

class Packer {
  public:
    af::Text text(std::string_view words) {
        const auto begin = static_cast<std::uint32_t>(strings_.size());
        strings_ += words;
        return {begin, static_cast<std::uint32_t>(strings_.size())};
    }
    template <class T>
    void section(const std::vector<T>& elements) {
        body_.resize((body_.size() + 7) / 8 * 8);
        table_.push_back({static_cast<std::uint32_t>(table_.size()), static_cast<std::uint32_t>(sizeof(T)),
                          body_.size(), elements.size()});
        const auto* bytes = reinterpret_cast<const std::byte*>(elements.data());
        body_.insert(body_.end(), bytes, bytes + elements.size() * sizeof(T));
    }
    // Header, table and sections, the strings last, in words of 8 bytes; `size` is the length in bytes.
    std::vector<std::uint64_t> finish(std::size_t& size) {
        section(std::vector<char>(strings_.begin(), strings_.end()));
        const std::size_t head = sizeof(af::Header) + table_.size() * sizeof(af::SectionEntry);
        for (af::SectionEntry& entry : table_) entry.offset += head;
        size = head + body_.size();
        std::vector<std::uint64_t> words((size + 7) / 8, 0);
        auto* bytes = reinterpret_cast<std::byte*>(words.data());
        std::memcpy(bytes + sizeof(af::Header), table_.data(), table_.size() * sizeof(af::SectionEntry));
        std::memcpy(bytes + head, body_.data(), body_.size());
        af::Header header{};
        std::memcpy(header.magic, af::magic, sizeof af::magic);
        header.version = af::format_version;
        header.section_count = static_cast<std::uint32_t>(table_.size());
        header.byte_count = size;
        const auto digest = compute_digest({bytes + sizeof(af::Header), size - sizeof(af::Header)});
        std::memcpy(header.content_hash, digest.data(), digest.size());
        std::memcpy(bytes, &header, sizeof header);
        return words;
    }

  private:
    std::string strings_;
    std::vector<std::byte> body_;
    std::vector<af::SectionEntry> table_;
};

struct Zones {
    std::vector<af::Zone> records;
    std::vector<std::uint16_t> points;
    std::vector<std::uint8_t> coverage;
};

// A round zone about a place, its edge two centimetres soft.
void add_zone(Zones& zones, const Mesh& mesh, std::uint32_t source, bool essential, af::Text felt, Vec3 centre,
              float radius) {
    af::Zone zone{};
    zone.source = source;
    zone.essential = essential ? 1 : 0;
    zone.felt = felt;
    zone.area = 0.01f;
    zone.points.begin = static_cast<std::uint32_t>(zones.points.size());
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        const float share = 0.5f + (radius - norm(mesh.positions[v] - centre)) / 0.02f;
        if (share <= 0) continue;
        zones.points.push_back(static_cast<std::uint16_t>(v));
        zones.coverage.push_back(static_cast<std::uint8_t>(std::min(1.0f, share) * 255));
    }
    zone.points.end = static_cast<std::uint32_t>(zones.points.size());
    zones.records.push_back(zone);
}

std::size_t nearest_point(const Mesh& mesh, Vec3 place) {
    std::size_t nearest = 0;
    for (std::size_t v = 0; v < mesh.positions.size(); ++v)
        if (norm(mesh.positions[v] - place) < norm(mesh.positions[nearest] - place)) nearest = v;
    return nearest;
}

std::vector<std::uint64_t> pack(std::size_t& size) {
    const Mesh mesh = make_mesh();
    const std::size_t n = mesh.positions.size();
    Packer packer;
    const af::Text none = packer.text("");

    std::vector<Vec3> larger;
    std::vector<std::uint16_t> region;
    for (const Vec3& p : mesh.positions) {
        larger.push_back(p * 1.1f);
        region.push_back(static_cast<std::uint16_t>((p.z >= 0 ? 0 : 2) + (p.x >= 0 ? 0 : 1)));
    }
    std::vector<af::Region> regions;
    std::vector<af::Landmark> landmarks;
    for (const bool in_front : {true, false}) {
        for (const Side side : {Side::left, Side::right}) {
            const af::Text label = packer.text(in_front ? "front" : "back");
            regions.push_back({label, label, {}, static_cast<std::uint32_t>(side), 0.2f});
            const Vec3 place{sign(side) * 0.12f, 0.6f, in_front ? 0.07f : -0.07f};
            af::Landmark landmark{};
            landmark.id = landmark.label = packer.text(in_front ? "thigh in front" : "thigh behind");
            landmark.side = static_cast<std::uint32_t>(side);
            landmark.point = static_cast<std::uint32_t>(nearest_point(mesh, place));
            landmark.position = mesh.positions[landmark.point];
            landmarks.push_back(landmark);
        }
    }

    std::vector<af::Source> sources;
    Zones zones;
    for (const Side side : {Side::left, Side::right}) {
        for (const std::uint32_t number : {1u, 2u}) {
            const bool in_front = number == 1;
            const float x = sign(side) * 0.12f, z = in_front ? 0.07f : -0.07f;
            const auto index = static_cast<std::uint32_t>(sources.size());
            af::Source source{};
            source.condition = af::no_index;
            source.sided = 1;
            source.mirror = (index + 2) % 4;
            source.number = number;
            source.side = static_cast<std::uint32_t>(side);
            source.point = static_cast<std::uint32_t>(nearest_point(mesh, {x, in_front ? 0.75f : 0.25f, z}));
            source.position = mesh.positions[source.point];
            source.id = packer.text("tiny/" + std::to_string(number) + "/" + std::string(name(side)));
            source.label = packer.text(in_front ? "upper" : "lower");
            source.where = source.depth = source.reach = none;
            source.cites = {0, 1};
            source.prior = 0.01f;
            source.zones.begin = static_cast<std::uint32_t>(zones.records.size());
            add_zone(zones, mesh, index, true, packer.text("the zone"), {x, in_front ? 0.6f : 0.3f, z}, 0.06f);
            if (in_front) add_zone(zones, mesh, index, false, packer.text("beyond"), {x, 0.35f, z}, 0.06f);
            source.zones.end = static_cast<std::uint32_t>(zones.records.size());
            sources.push_back(source);
        }
    }
    af::Muscle muscle{};
    muscle.id = packer.text("tiny");
    muscle.name = packer.text("A < B & C");
    muscle.latin = packer.text("musculus minimus minimorum");
    muscle.group = muscle.layer = muscle.summary = muscle.origin = muscle.insertion = none;
    muscle.nerve = muscle.note = muscle.base_rate = none;
    muscle.fibres = {0, 1};
    muscle.sources = {0, static_cast<std::uint32_t>(sources.size())};

    af::Source trunk{};  // a condition without a side: the front of the trunk
    trunk.kind = static_cast<std::uint32_t>(af::SourceKind::condition);
    trunk.muscle = af::no_index;
    trunk.mirror = static_cast<std::uint32_t>(sources.size());
    trunk.id = packer.text("belly");
    trunk.label = trunk.where = trunk.depth = trunk.reach = none;
    trunk.cites = {0, 1};
    trunk.prior = 0.01f;
    trunk.zones.begin = static_cast<std::uint32_t>(zones.records.size());
    add_zone(zones, mesh, trunk.mirror, true, packer.text("belly"), {0, 1.2f, 0.12f}, 0.1f);
    trunk.zones.end = static_cast<std::uint32_t>(zones.records.size());
    sources.push_back(trunk);
    af::Condition condition{};
    condition.id = trunk.id;
    condition.name = packer.text("Belly ache");
    condition.plain = condition.group = condition.summary = condition.next = condition.note = none;
    condition.base_rate = 0.01f;
    condition.sources = {trunk.mirror, trunk.mirror + 1};
    const af::Provider provider{none, none, none, {}};

    const std::vector<Vec3> fibre_points{{0.12f, 0.8f, 0.07f}, {0.12f, 0.5f, 0.07f}};
    af::Citation citation{};
    citation.key = none;
    citation.authors = packer.text("Author A");
    citation.title = citation.in = citation.doi = citation.pmid = citation.isbn = citation.url = none;
    citation.year = 1992;

    packer.section(mesh.positions);
    packer.section(larger);
    packer.section(mesh.positions);
    packer.section(mesh.triangles);
    packer.section(mesh.mirror);
    packer.section(std::vector<float>(n, 1e-4f));
    packer.section(mesh.segment);
    packer.section(std::vector<float>(n, 0.5f));
    packer.section(std::vector<float>(n, 0));
    packer.section(region);
    packer.section(regions);
    packer.section(landmarks);
    packer.section(std::vector<af::Muscle>{muscle});
    packer.section(std::vector<af::Fact>{});
    packer.section(sources);
    packer.section(zones.records);
    packer.section(zones.points);
    packer.section(zones.coverage);
    packer.section(std::vector<af::Neighbour>{});
    packer.section(std::vector<af::Fibre>{{{0, 2}}});
    packer.section(fibre_points);
    packer.section(std::vector<af::Citation>{citation});
    packer.section(std::vector<std::uint32_t>{0});
    packer.section(std::vector<af::Text>{});
    packer.section(std::vector<af::Condition>{condition});
    packer.section(std::vector<af::Shift>{});
    packer.section(std::vector<af::Breed>{});
    packer.section(std::vector<af::Finding>{});
    packer.section(std::vector<af::Sign>{});
    packer.section(std::vector<af::Rule>{});
    packer.section(std::vector<af::Provider>{provider});
    packer.section(std::vector<af::Term>{});
    packer.section(std::vector<af::Remedy>{});
    packer.section(std::vector<af::MuscleActivity>{});
    packer.section(std::vector<af::Tool>{});
    packer.section(std::vector<af::Protocol>{});
    packer.section(std::vector<af::Contraindication>{});
    packer.section(std::vector<af::Advice>{});
    packer.section(std::vector<af::Reassessment>{});
    packer.section(std::vector<af::Compensation>{});
    packer.section(std::vector<af::Direction>{});
    packer.section(std::vector<af::Course>{});
    packer.section(std::vector<af::CoursePoint>{});
    packer.section(std::vector<af::Measure>{});
    packer.section(std::vector<af::NextStep>{});
    packer.section(std::vector<af::ChoirSegment>{});
    packer.section(std::vector<std::uint16_t>{});
    packer.section(make_joints([&](std::string_view words) { return packer.text(words); }));
    packer.section(make_skin_joints(n));
    packer.section(std::vector<af::Motion>{});
    packer.section(std::vector<af::MotionFrame>{});
    packer.section(std::vector<af::MotionAngle>{});
    packer.section(std::vector<af::MotionGoal>{});
    packer.section(std::vector<af::MotionRest>{});
    packer.section(std::vector<af::MotionProp>{});
    packer.section(std::vector<af::MotionSpot>{});
    return packer.finish(size);
}

}  // namespace

TinyFigure::TinyFigure() {
    std::size_t size = 0;
    bytes_ = pack(size);
    Result<Atlas> atlas = load_atlas({reinterpret_cast<const std::byte*>(bytes_.data()), size});
    if (!atlas) throw std::logic_error(atlas.error().message());
    atlas_ = *atlas;
}

const Atlas::Source& TinyFigure::source(std::uint32_t number, Side side) const {
    return *atlas_.find_source("tiny/" + std::to_string(number) + "/" + std::string(name(side)));
}

std::uint32_t TinyFigure::point_at(float x, float y, bool in_front) const {
    const auto positions = skin().of(Body::neutral);
    std::uint32_t best = 0;
    float best_distance = std::numeric_limits<float>::max();
    for (std::uint32_t v = 0; v < positions.size(); ++v) {
        if ((positions[v].z > 0) != in_front) continue;
        const float distance = std::hypot(positions[v].x - x, positions[v].y - y);
        if (distance < best_distance) {
            best_distance = distance;
            best = v;
        }
    }
    return best;
}

}  // namespace knotwork::test
