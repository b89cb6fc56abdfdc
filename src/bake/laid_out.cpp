#include "bake/laid_out.hpp"

#include <algorithm>
#include <cmath>

#include "bake/regions.hpp"
#include "bake/toml_reader.hpp"
#include "bake/zones.hpp"
#include "body/brush.hpp"
#include "body/place.hpp"

namespace knotwork::bake {
namespace {

// A zone whose halves share this much of its coverage is the same on both.
constexpr double mostly_shared = 0.8;
constexpr std::size_t fibre_lines = 9;   // drawn from one [[fibres]] block
constexpr float overlap_warning = 0.5f;  // share of the smaller zone that may lie under another of the same source
constexpr float farthest_hop = 0.30f;    // metres between two places of a stroke

class Layer {
  public:
    Layer(const Spec& spec, const SkinGeometry& geometry)
        : spec_(spec), geometry_(geometry), skin_(geometry.skin()), painter_(geometry) {
        context_.geometry = &geometry;
        context_.landmark = [this](std::string_view id, Side side) -> std::optional<SurfacePoint> {
            const auto found = landmarks_.find(id);
            if (found == landmarks_.end()) return std::nullopt;
            return side == Side::left ? found->second : mirror(found->second);
        };
    }

    LaidOut run() {
        LaidOut out;
        lay_landmarks(out);
        out.region = assign_regions(spec_, geometry_);
        region_ = out.region;
        for (const MuscleSpec& muscle : spec_.muscles) out.muscles.push_back(lay_muscle(muscle));
        for (const ConditionSpec& condition : spec_.interview.conditions)
            out.conditions.push_back({&condition, lay_zones(condition.zones, condition.sided)});
        for (const MotionSpec& motion : spec_.motions.motions) out.motions.push_back(lay_motion(motion));
        warnings_.insert(warnings_.end(), spec_.motions.warnings.begin(), spec_.motions.warnings.end());
        out.warnings = std::move(warnings_);
        return out;
    }

  private:
    SurfacePoint mirror(const SurfacePoint& p) const {
        return {mirrored(p.position), mirrored(p.normal), SkinPoint{skin_.mirror[p.nearest.value]}};
    }

    SurfacePoint place(const std::string& text, const std::string& where) const {
        const auto found = resolve_place(context_, text, Side::left, where);
        if (!found) throw Refused{{ErrorCode::bad_knowledge, where, found.error().reason}};
        return *found;
    }
    std::vector<SurfacePoint> places(const std::vector<std::string>& texts, const std::string& where) const {
        std::vector<SurfacePoint> out;
        for (const std::string& text : texts) out.push_back(place(text, where));
        return out;
    }

    // Landmarks given by body coordinates come first, then those given by other landmarks.
    void lay_landmarks(LaidOut& out) {
        for (const LandmarkSpec& l : spec_.landmarks) landmark_names_.push_back(l.id);
        context_.landmark_names = landmark_names_;
        for (const bool by_coordinate : {true, false})
            for (const LandmarkSpec& l : spec_.landmarks) {
                if ((l.at.find('@') != std::string::npos) != by_coordinate) continue;
                SurfacePoint at = place(l.at, l.where);
                if (l.midline) {
                    if (std::abs(at.position.x) > 0.02f) refuse(l.where, "'" + l.id + "' does not lie on the mid-line");
                    at.position.x = 0;
                    at.normal.x = 0;
                    at.normal = normalized(at.normal);
                }
                landmarks_.emplace(l.id, at);
            }
        for (const LandmarkSpec& l : spec_.landmarks) out.landmarks.push_back({&l, landmarks_.at(l.id)});
    }

    LaidMuscle lay_muscle(const MuscleSpec& muscle) {
        LaidMuscle out{&muscle, {}, {}};
        for (const PointSpec& point : muscle.points) out.points.push_back(lay_point(point));
        for (const FibresSpec& f : muscle.fibres) lay_fibres(f, out.fibres);
        return out;
    }

    LaidPoint lay_point(const PointSpec& point) {
        return {&point, place(point.at, point.where), lay_zones(point.zones)};
    }

    std::vector<LaidZone> lay_zones(const std::vector<ZoneSpec>& zones, bool sided = true) {
        std::vector<LaidZone> out;
        for (const ZoneSpec& zone : zones) out.push_back(lay_zone(zone, sided));
        warn_of_overlaps(out);
        return out;
    }

    // A zone of a source without a side means both halves alike, up to where the mesh rounds: each point gets the
    // greater coverage of itself and its mirror image. One that lies on one half stays there.
    void even_out(std::vector<float>& coverage) const {
        double shared = 0, whole = 0;
        for (std::size_t v = 0; v < coverage.size(); ++v) {
            whole += static_cast<double>(coverage[v]);
            shared += static_cast<double>(std::min(coverage[v], coverage[skin_.mirror[v]]));
        }
        if (shared < mostly_shared * whole) return;
        for (std::size_t v = 0; v < coverage.size(); ++v)
            coverage[v] = coverage[skin_.mirror[v]] = std::max(coverage[v], coverage[skin_.mirror[v]]);
    }

    LaidZone lay_zone(const ZoneSpec& zone, bool sided) {
        std::vector<float> coverage(skin_.point_count(), 0);
        if (!zone.regions.empty()) {
            for (std::uint32_t v = 0; v < coverage.size(); ++v) {
                const std::string& id = spec_.regions[region_[v]].id;
                const bool left = skin_.of(Body::neutral)[v].x >= 0;
                if (left && std::find(zone.regions.begin(), zone.regions.end(), id) != zone.regions.end())
                    coverage[v] = 1;
            }
        } else if (!zone.patch.empty()) {
            for (const SurfacePoint& p : places(zone.patch, zone.where))
                painter_.add_stroke(std::span(&p, 1), zone.radius, coverage);
        } else {
            const auto stops = places(zone.stroke, zone.where);
            if (stops.size() < 2) refuse(zone.where, "a stroke needs at least two places; use 'patch' for one");
            for (std::size_t i = 1; i < stops.size(); ++i)
                if (norm(stops[i].position - stops[i - 1].position) > farthest_hop)
                    refuse(zone.where, "'" + zone.stroke[i - 1] + "' and '" + zone.stroke[i] +
                                           "' lie more than 30 cm apart; put a place between them");
            painter_.add_stroke(compute_stroke(geometry_, stops), zone.radius, coverage);
        }
        if (zone.side != ZoneSide::own) {
            const std::vector<float> own = coverage;
            for (std::uint32_t v = 0; v < coverage.size(); ++v) {
                const float image = own[skin_.mirror[v]];
                coverage[v] = zone.side == ZoneSide::both ? std::max(own[v], image) : image;
            }
        }
        if (!sided) even_out(coverage);
        LaidZone out{&zone, {}, {}};
        for (std::uint32_t v = 0; v < coverage.size(); ++v) {
            const long level = std::lround(coverage[v] * 255);
            if (level == 0) continue;
            out.points.push_back(static_cast<std::uint16_t>(v));
            out.coverage.push_back(static_cast<std::uint8_t>(level));
        }
        if (out.points.empty()) refuse(zone.where, "the zone '" + zone.felt + "' covers no skin");
        return out;
    }

    void warn_of_overlaps(const std::vector<LaidZone>& zones) {
        for (std::size_t i = 0; i < zones.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const LaidZone &a = zones[i], &b = zones[j];
                std::vector<std::uint16_t> both;
                std::set_intersection(a.points.begin(), a.points.end(), b.points.begin(), b.points.end(),
                                      std::back_inserter(both));
                const std::size_t smaller = std::min(a.points.size(), b.points.size());
                if (static_cast<float>(both.size()) > overlap_warning * static_cast<float>(smaller))
                    warnings_.push_back(a.spec->where + ": '" + a.spec->felt + "' lies mostly on top of '" +
                                        b.spec->felt + "'");
            }
    }

    // Lines from places spread evenly along one row to places spread evenly along the other.
    void lay_fibres(const FibresSpec& f, std::vector<std::vector<Vec3>>& out) const {
        const auto from = places(f.from, f.where), to = places(f.to, f.where);
        if (from.empty() || to.empty()) refuse(f.where, "'from' and 'to' need at least one place each");
        const std::size_t lines = from.size() == 1 && to.size() == 1 ? 1 : fibre_lines;
        for (std::size_t i = 0; i < lines; ++i) {
            const float f01 = lines == 1 ? 0 : static_cast<float>(i) / static_cast<float>(lines - 1);
            std::vector<Vec3> line;
            for (const SurfacePoint& p : geometry_.path(along(from, f01), along(to, f01), 0.01f))
                line.push_back(p.position);
            out.push_back(std::move(line));
        }
    }
    SurfacePoint along(const std::vector<SurfacePoint>& row, float f) const {
        const float s = f * static_cast<float>(row.size() - 1);
        const auto i = std::min(static_cast<std::size_t>(s), row.size() - 1);
        if (i + 1 == row.size()) return row[i];
        const float g = s - static_cast<float>(i);
        return geometry_.nearest(lerp(row[i].position, row[i + 1].position, g),
                                 normalized(row[i].normal + row[i + 1].normal));
    }

    std::uint32_t lay_spot(const SpotSpec& spot) const {
        if (spot.kind != atlas_format::SpotKind::skin) return 0;
        const std::uint32_t v = place(spot.place, spot.where).nearest.value;
        return spot.side == PartSide::other ? skin_.mirror[v] : v;
    }
    LaidMotion lay_motion(const MotionSpec& motion) const {
        LaidMotion out{&motion, {}, {}};
        for (const MotionFrameSpec& frame : motion.frames) {
            out.goals.emplace_back();
            for (const auto& [limb, spot] : frame.goals) out.goals.back()[limb] = lay_spot(spot);
        }
        for (const MotionPropSpec& prop : motion.props) {
            out.props.emplace_back();
            for (const SpotSpec& spot : prop.spots) out.props.back().push_back(lay_spot(spot));
        }
        return out;
    }

    const Spec& spec_;
    const SkinGeometry& geometry_;
    const Skin& skin_;
    ZonePainter painter_;
    PlaceContext context_;
    std::vector<std::string> landmark_names_;
    std::map<std::string, SurfacePoint, std::less<>> landmarks_;
    std::vector<std::uint16_t> region_;
    std::vector<std::string> warnings_;
};

}  // namespace

LaidOut lay_out(const Spec& spec, const SkinGeometry& geometry) { return Layer(spec, geometry).run(); }

}  // namespace knotwork::bake
