#include "engine/painter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "body/brush.hpp"
#include "engine/drawing_check.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr float longest_strokes = 50;    // metres, all strokes of a drawing together
constexpr float off_the_skin = 0.05f;    // metres: a position farther from the skin was not meant for this body
constexpr float pen_spacing = 0.005f;    // positions closer together than this add nothing to a stroke
constexpr float midline_width = 0.005f;  // a place this near to the mid-plane needs no side
constexpr std::size_t most_warnings = 20;

}  // namespace

struct Painter::Job {
    Body body;
    std::vector<std::uint8_t> painted;
    std::vector<RegionGroup> named;
    std::vector<std::string> warnings;
    float stroke_length = 0;
};

Painter::Painter(const Atlas& atlas) : atlas_(&atlas), geometry_(atlas.skin()), region_names_(atlas) {
    for (const Atlas::Landmark& landmark : atlas.landmarks()) landmark_names_.emplace_back(atlas.text(landmark.id));
    std::sort(landmark_names_.begin(), landmark_names_.end());
    landmark_names_.erase(std::unique(landmark_names_.begin(), landmark_names_.end()), landmark_names_.end());
    places_.geometry = &geometry_;
    places_.landmark_names = landmark_names_;
    places_.landmark = [this](std::string_view id, Side side) -> std::optional<SurfacePoint> {
        const Atlas::Landmark* found = atlas_->find_landmark(id, side);
        if (!found) return std::nullopt;
        return SurfacePoint{found->position, geometry_.normals()[found->point], SkinPoint{found->point}};
    };
    for (const float area : atlas.skin().area) skin_area_ += static_cast<double>(area);
}

Result<Painting> Painter::paint(const Drawing& drawing) const {
    if (auto error = check_drawing(drawing)) return tl::unexpected(std::move(*error));
    Job job{drawing.body, std::vector<std::uint8_t>(atlas_->skin().point_count(), 0), {}, {}, 0};
    for (std::size_t i = 0; i < drawing.marks.size(); ++i) {
        const std::string where = join_place("marks", i);
        if (drawing.marks[i].intensity == 0.0f) {
            job.warnings.push_back(where + " has intensity 0 and was left out");
            continue;
        }
        if (auto done = paint_mark(drawing.marks[i], where, job); !done) return tl::unexpected(done.error());
    }
    Painting painting{std::move(job.painted), 0, std::move(job.named), std::move(job.warnings)};
    if (painting.warnings.size() > most_warnings) {
        const std::size_t more = painting.warnings.size() - most_warnings;
        painting.warnings.resize(most_warnings);
        painting.warnings.push_back("and " + std::to_string(more) + " more warnings");
    }
    double area = 0;
    for (std::size_t v = 0; v < painting.painted.size(); ++v)
        if (painting.painted[v] != 0) area += static_cast<double>(atlas_->skin().area[v]);
    if (!(area > 0)) return fail(ErrorCode::empty_drawing, "marks", "nothing is painted");
    if (area > most_painted * skin_area_)
        return fail(ErrorCode::everything_painted, "marks",
                    std::to_string(std::lround(100 * area / skin_area_)) +
                        " % of the skin is painted, which tells nothing about the place; at most 60 %");
    painting.area_cm2 = area * 1e4;
    return painting;
}

Result<void> Painter::paint_mark(const Mark& mark, const std::string& where, Job& job) const {
    if (const auto* stroke = std::get_if<Stroke>(&mark.paint))
        return paint_stroke_mark(*stroke, join_place(where, "stroke"), job);
    if (const auto* patch = std::get_if<Patch>(&mark.paint))
        return paint_patch(*patch, join_place(where, "patch"), job);
    if (const auto* regions = std::get_if<PaintedRegions>(&mark.paint))
        return paint_regions(*regions, join_place(where, "regions"), job);
    if (const auto* choir = std::get_if<ChoirMark>(&mark.paint))
        return paint_choir(*choir, join_place(where, "choir"), job);
    return paint_points(std::get<PaintedPoints>(mark.paint), join_place(where, "points"), job);
}

Result<void> Painter::paint_stroke_mark(const Stroke& stroke, const std::string& where, Job& job) const {
    const std::string at = join_place(where, "points");
    std::vector<SurfacePoint> places;
    const Vec3* last = nullptr;  // the pen's last position that counted
    for (std::size_t i = 0; i < stroke.points.size(); ++i) {
        const auto* position = std::get_if<PositionedPlace>(&stroke.points[i]);
        const bool is_end = i == 0 || i + 1 == stroke.points.size();
        if (position && last && !is_end && norm(position->xyz - *last) < pen_spacing) continue;
        last = position ? &position->xyz : nullptr;
        const Result<SurfacePoint> place = resolve(stroke.points[i], job.body, join_place(at, i));
        if (!place) return tl::unexpected(place.error());
        if (!places.empty()) job.stroke_length += norm(place->position - places.back().position);
        if (job.stroke_length > longest_strokes)
            return fail(ErrorCode::too_large, join_place(at, i), "strokes of more than 50 m in all");
        places.push_back(*place);
    }
    paint_stroke(geometry_, compute_stroke(geometry_, places), stroke.radius_cm / 100, job.painted);
    return {};
}

Result<void> Painter::paint_patch(const Patch& patch, const std::string& where, Job& job) const {
    const Result<SurfacePoint> place = resolve(patch.at, job.body, join_place(where, "at"));
    if (!place) return tl::unexpected(place.error());
    paint_stroke(geometry_, {&*place, 1}, patch.radius_cm / 100, job.painted);
    return {};
}

Result<void> Painter::paint_regions(const PaintedRegions& regions, const std::string& where, Job& job) const {
    const auto named = region_names_.resolve(regions.names, where, job.warnings);
    if (!named) return tl::unexpected(named.error());
    std::vector<std::uint8_t> is_named(atlas_->regions().size(), 0);
    for (const RegionGroup& group : *named)
        for (const RegionId region : group) is_named[region.value] = 1;
    job.named.insert(job.named.end(), named->begin(), named->end());
    const auto region_of = atlas_->skin().region;
    for (std::size_t v = 0; v < region_of.size(); ++v)
        if (is_named[region_of[v]] != 0) job.painted[v] = 1;
    return {};
}

Result<void> Painter::paint_choir(const ChoirMark& choir, const std::string& where, Job& job) const {
    for (std::size_t i = 0; i < choir.segments.size(); ++i) {
        const auto segments = atlas_->choir_segments();
        const auto found = std::find_if(segments.begin(), segments.end(), [&](const Atlas::ChoirSegment& segment) {
            return segment.body == static_cast<std::uint32_t>(choir.body) && segment.number == choir.segments[i];
        });
        if (found == segments.end())
            return fail(ErrorCode::unknown_name, join_place(join_place(where, "segments"), i),
                        "no segment " + std::to_string(choir.segments[i]) + " on the " + std::string(name(choir.body)) +
                            " body map; they go from 101 to 136 and from 201 to 238");
        for (const std::uint16_t v : atlas_->choir_points(*found)) job.painted[v] = 1;
    }
    return {};
}

Result<void> Painter::paint_points(const PaintedPoints& points, const std::string& where, Job& job) const {
    if (points.skin != atlas_->skin_hash())
        return fail(ErrorCode::unknown_name, join_place(where, "skin"),
                    "painted on another skin, \"" + one_line(points.skin, 40) + "\"; this atlas has \"" +
                        atlas_->skin_hash() + "\"");
    for (std::size_t i = 0; i < points.indices.size(); ++i) {
        if (points.indices[i] >= job.painted.size())
            return fail(ErrorCode::out_of_range, join_place(join_place(where, "indices"), i),
                        "no skin point " + std::to_string(points.indices[i]) + "; there are " +
                            std::to_string(job.painted.size()));
        job.painted[points.indices[i]] = 1;
    }
    return {};
}

Result<SurfacePoint> Painter::resolve(const DrawnPlace& place, Body body, const std::string& where) const {
    if (const auto* position = std::get_if<PositionedPlace>(&place))
        return resolve_position(position->xyz, body, where);
    return resolve_named(std::get<NamedPlace>(place), where);
}

Result<SurfacePoint> Painter::resolve_named(const NamedPlace& place, const std::string& where) const {
    Result<SurfacePoint> found = resolve_place(places_, place.text, place.side.value_or(Side::left), where);
    if (!found) return fail(found.error().code, where, one_line(found.error().reason, 200));
    if (!place.side && std::abs(found->position.x) > midline_width)
        return fail(ErrorCode::missing, where,
                    "\"" + one_line(place.text) + "\" is on both sides of the body: say left or right");
    return found;
}

Result<SurfacePoint> Painter::resolve_position(Vec3 xyz, Body body, const std::string& where) const {
    const Skin& skin = atlas_->skin();
    const auto positions = skin.of(body), neutral = skin.of(Body::neutral);
    std::uint32_t nearest = 0;
    float nearest2 = std::numeric_limits<float>::infinity();
    for (std::uint32_t v = 0; v < positions.size(); ++v) {
        const Vec3 d = positions[v] - xyz;
        if (const float d2 = dot(d, d); d2 < nearest2) {
            nearest2 = d2;
            nearest = v;
        }
    }
    if (nearest2 > off_the_skin * off_the_skin)
        return fail(ErrorCode::out_of_range, join_place(where, "xyz"),
                    std::to_string(std::lround(100 * std::sqrt(nearest2))) + " cm off the skin of the " +
                        std::string(name(body)) + " body");

    // All bodies share the triangles, so the weights within one carry the place over to the neutral body.
    SurfacePoint out{neutral[nearest], geometry_.normals()[nearest], SkinPoint{nearest}};
    float best = std::numeric_limits<float>::infinity();
    for (const std::uint32_t i : geometry_.triangles_of(nearest)) {
        const Triangle t = skin.triangles[i];
        const Barycentric w = nearest_on_triangle(xyz, positions[t.a], positions[t.b], positions[t.c]);
        const float distance = norm(positions[t.a] * w.a + positions[t.b] * w.b + positions[t.c] * w.c - xyz);
        if (distance >= best) continue;
        best = distance;
        out.position = neutral[t.a] * w.a + neutral[t.b] * w.b + neutral[t.c] * w.c;
        const auto normals = geometry_.normals();
        out.normal = normalized(normals[t.a] * w.a + normals[t.b] * w.b + normals[t.c] * w.c);
        out.nearest = SkinPoint{w.a >= w.b && w.a >= w.c ? t.a : w.b >= w.c ? t.b : t.c};
    }
    return out;
}

}  // namespace knotwork
