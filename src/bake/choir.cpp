#include "bake/choir.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <string>

#include "bake/choir_outlines.hpp"
#include "bake/thin_plate.hpp"
#include "bake/toml_reader.hpp"

namespace knotwork::bake {
namespace {

constexpr int smoothing_rounds = 4;  // of the normals: small folds must not change front and back

// The rows of `key`, each of as many numbers as `columns` has names.
std::vector<std::vector<double>> read_rows(TomlReader& reader, const std::string& key, const std::string& columns) {
    const auto width = static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ',') + 1);
    const toml::node* node = reader.find_node(key);
    const toml::array* rows = node ? node->as_array() : nullptr;
    if (!rows || rows->empty()) refuse(reader.where(key), "'" + key + "' must be a list of [" + columns + "]");
    const std::string file = reader.where().substr(0, reader.where().rfind(':') + 1);
    std::vector<std::vector<double>> out;
    for (const toml::node& row : *rows) {
        const auto wrong = [&] { refuse(file + std::to_string(row.source().begin.line), "is not [" + columns + "]"); };
        const toml::array* values = row.as_array();
        if (!values || values->size() != width) wrong();
        out.emplace_back();
        for (const toml::node& value : *values) {
            const auto number = value.value<double>();
            if (!number || !std::isfinite(*number)) wrong();
            out.back().push_back(*number);
        }
    }
    return out;
}

// Where head, trunk and legs lie in a picture.
ThinPlate read_body(TomlReader& reader) {
    std::vector<Vec2> from, to;
    for (const auto& row : read_rows(reader, "body", "x, height, across, y")) {
        const Vec2 a{row[0] / 100, row[1] / 100};
        if (std::any_of(from.begin(), from.end(), [&](Vec2 b) { return a.x == b.x && a.y == b.y; }))
            refuse(reader.where("body"), "'body' gives the same place twice");
        from.push_back(a);
        to.push_back({row[2], row[3]});
    }
    const auto differ = [&](auto of) {
        return std::any_of(from.begin(), from.end(), [&](Vec2 a) { return of(a) != of(from.front()); });
    };
    if (from.size() < 3 || !differ([](Vec2 a) { return a.x; }) || !differ([](Vec2 a) { return a.y; }))
        refuse(reader.where("body"), "'body' must hold three places or more that are not on one line");
    return ThinPlate(from, to);
}

// Where the arm lies in a picture: its outer and inner edge at some places along it, straight in between.
class ArmWarp {
  public:
    explicit ArmWarp(TomlReader& reader) {
        for (const auto& row : read_rows(reader, "arm", "along, outer across, y, inner across, y")) {
            if (!edges_.empty() && row[0] <= edges_.back().along)
                refuse(reader.where("arm"), "'arm' must run from the shoulder to the finger tips");
            edges_.push_back({row[0], {row[1], row[2]}, {row[3], row[4]}});
        }
        if (edges_.size() < 2) refuse(reader.where("arm"), "'arm' must hold two places or more");
    }

    // `along`: 0 to 1 upper arm, 1 to 2 forearm, 2 to 3 hand. `outward`: 1 at the outer (thumb) edge, -1 at the inner.
    Vec2 operator()(double along, double outward) const {
        std::size_t i = 1;
        while (i + 1 < edges_.size() && edges_[i].along < along) ++i;
        const Edge &a = edges_[i - 1], &b = edges_[i];
        const double f = std::clamp((along - a.along) / (b.along - a.along), 0.0, 1.0), g = (1 + outward) / 2;
        const auto mix = [&](double ao, double ai, double bo, double bi) {
            return (ai + (ao - ai) * g) * (1 - f) + (bi + (bo - bi) * g) * f;
        };
        return {mix(a.outer.x, a.inner.x, b.outer.x, b.inner.x), mix(a.outer.y, a.inner.y, b.outer.y, b.inner.y)};
    }

  private:
    struct Edge {
        double along;
        Vec2 outer, inner;
    };
    std::vector<Edge> edges_;
};

bool on_arm(Segment segment) {
    return segment == Segment::upper_arm || segment == Segment::forearm || segment == Segment::hand;
}

// One picture: the front or the back of one sex.
class Picture {
  public:
    Picture(const std::filesystem::path& outlines, TomlReader reader, bool front)
        : outlines_(read_choir_outlines(outlines, reader.number("middle"), front)),
          body_(read_body(reader)),
          arm_(reader) {
        const auto shoulder = read_segments(reader, "shoulder_segments");
        of_arm_ = read_segments(reader, "arm_segments");
        of_foot_ = read_segments(reader, "foot_segments");
        const auto in = [](const Pairs& pairs, const ChoirPair* pair) {
            return std::find(pairs.begin(), pairs.end(), pair) != pairs.end();
        };
        for (const ChoirPair& pair : outlines_.pairs)
            if (!in(of_arm_, &pair) && !in(of_foot_, &pair)) of_body_.push_back(&pair);
        of_arm_.insert(of_arm_.end(), shoulder.begin(), shoulder.end());
        reader.finish();
    }
    Picture(const Picture&) = delete;  // the lists point into outlines_
    Picture& operator=(const Picture&) = delete;

    const ChoirPair& find_segment(const Skin& skin, std::uint32_t v) const {
        if (!on_arm(skin.segment[v])) {
            const Vec3 p = skin.of(Body::neutral)[v];
            return deepest(skin.segment[v] == Segment::foot ? of_foot_ : of_body_, body_({std::abs(p.x), p.y}));
        }
        const int bone = static_cast<int>(skin.segment[v]) - static_cast<int>(Segment::upper_arm);
        const double along = bone + static_cast<double>(skin.t[v]), angle = static_cast<double>(skin.angle[v]);
        return deepest(of_arm_, arm_(along, std::sin(angle * std::numbers::pi / 180)));
    }

  private:
    using Pairs = std::vector<const ChoirPair*>;

    Pairs read_segments(TomlReader& reader, const std::string& key) const {
        Pairs out;
        for (const double number : reader.numbers(key)) {
            const ChoirPair* pair = outlines_.find(static_cast<std::uint32_t>(std::max(number, 0.0)));
            if (!pair) refuse(reader.where(key), "'" + key + "' names a segment that the picture does not have");
            if (std::find(out.begin(), out.end(), pair) == out.end()) out.push_back(pair);
        }
        if (out.empty()) refuse(reader.where(key), "'" + key + "' is empty");
        return out;
    }

    static const ChoirPair& deepest(const Pairs& pairs, Vec2 place) {
        const ChoirPair* best = nullptr;
        double best_depth = -std::numeric_limits<double>::infinity();
        for (const ChoirPair* pair : pairs)
            if (const double depth = pair->depth(place); depth > best_depth) best_depth = depth, best = pair;
        return *best;
    }

    ChoirOutlines outlines_;
    ThinPlate body_;
    ArmWarp arm_;
    Pairs of_body_, of_arm_, of_foot_;  // the shoulder is part of body and arm
};

std::vector<Vec3> smooth_normals(const SkinGeometry& geometry) {
    std::vector<Vec3> normals(geometry.normals().begin(), geometry.normals().end());
    for (int round = 0; round < smoothing_rounds; ++round) {
        std::vector<Vec3> next = normals;
        for (std::uint32_t v = 0; v < next.size(); ++v) {
            for (const std::uint16_t w : geometry.neighbours(v)) next[v] = next[v] + normals[w];
            next[v] = normalized(next[v]);
        }
        normals = std::move(next);
    }
    return normals;
}

// Whether the front picture shows it. The arms turn and the chin and mouth have folds: there the angle decides. The
// instep looks up and forward; the sole and the heel are behind.
bool in_front(const Skin& skin, std::uint32_t v, Vec3 normal) {
    const Segment segment = skin.segment[v];
    if (on_arm(segment) || segment == Segment::head || segment == Segment::neck) return std::abs(skin.angle[v]) < 90;
    return segment == Segment::foot ? normal.y + normal.z > 0 : normal.z > 0;
}

}  // namespace

std::vector<LaidChoirSegment> lay_choir(const SkinGeometry& geometry, const std::filesystem::path& folder) {
    const TomlFile file(folder / "warp.toml");
    TomlReader root = file.root();
    const Skin& skin = geometry.skin();
    const std::vector<Vec3> normals = smooth_normals(geometry);
    std::vector<LaidChoirSegment> out;
    for (const Body body : {Body::female, Body::male}) {
        const std::string sex(name(body));
        const Picture front(folder / (sex + "_front_polygons.csv"), root.table(sex + "-front"), true);
        const Picture back(folder / (sex + "_back_polygons.csv"), root.table(sex + "-back"), false);
        std::map<std::uint32_t, std::vector<std::uint16_t>> points;
        for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
            // The left half decides for both, so that they mirror each other exactly.
            const bool left = skin.side(SkinPoint{v}) == Side::left;
            const std::uint32_t w = left ? v : skin.mirror[v];
            const ChoirPair& pair = (in_front(skin, w, normals[w]) ? front : back).find_segment(skin, w);
            points[left ? pair.left : pair.right].push_back(static_cast<std::uint16_t>(v));
        }
        for (auto& [number, list] : points) out.push_back({body, number, std::move(list)});
    }
    root.finish();
    return out;
}

}  // namespace knotwork::bake
