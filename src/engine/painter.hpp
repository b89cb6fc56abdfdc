// From a drawing to painted skin points.
//
//     Painter painter(atlas);
//     Result<Painting> painting = painter.paint(drawing);
//     painting->painted[v];        // 1 where skin point v is painted
//
// Built once an atlas (some milliseconds), then read only; the atlas must outlive it and stay where it is.
// Cost of a drawing: O(skin points) for each place and each step of 5 mm along a stroke, and O(painted points x steps)
// for each stroke.
// Errors: those of check_drawing; unknown_name (region, landmark, CHOIR segment, another atlas), missing (a side),
// out_of_range (a position off the skin, a point index), too_large (strokes of more than 50 m), empty_drawing,
// everything_painted (more than 60 % of the skin).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "body/geometry.hpp"
#include "body/place.hpp"
#include "engine/drawing.hpp"
#include "engine/region_names.hpp"

namespace knotwork {

struct Painting {
    std::vector<std::uint8_t> painted;  // one byte a skin point: 0 or 1
    double area_cm2 = 0;
    std::vector<RegionGroup> named;     // what was named in words, each group in one breath
    std::vector<std::string> warnings;  // what had to be assumed or was left out
};

// Share of the skin above which a drawing is refused: it tells that it hurts, not where.
inline constexpr double most_painted = 0.6;

class Painter {
  public:
    explicit Painter(const Atlas& atlas);
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    const SkinGeometry& geometry() const { return geometry_; }
    Result<Painting> paint(const Drawing& drawing) const;

  private:
    struct Job;  // one drawing on its way

    Result<void> paint_mark(const Mark& mark, const std::string& where, Job& job) const;
    Result<void> paint_stroke_mark(const Stroke& stroke, const std::string& where, Job& job) const;
    Result<void> paint_patch(const Patch& patch, const std::string& where, Job& job) const;
    Result<void> paint_regions(const PaintedRegions& regions, const std::string& where, Job& job) const;
    Result<void> paint_choir(const ChoirMark& choir, const std::string& where, Job& job) const;
    Result<void> paint_points(const PaintedPoints& points, const std::string& where, Job& job) const;

    Result<SurfacePoint> resolve(const DrawnPlace& place, Body body, const std::string& where) const;
    Result<SurfacePoint> resolve_named(const NamedPlace& place, const std::string& where) const;
    Result<SurfacePoint> resolve_position(Vec3 xyz, Body body, const std::string& where) const;

    const Atlas* atlas_;
    SkinGeometry geometry_;
    RegionNames region_names_;
    std::vector<std::string> landmark_names_;
    PlaceContext places_;
    double skin_area_ = 0;
};

}  // namespace knotwork
