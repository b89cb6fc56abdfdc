// Referral zones laid on the skin: strokes, patches and regions become a coverage of skin points.
//
// Distance over the skin is the geodesic one, by the heat method (Crane, Weischedel and Wardetzky 2013,
// doi:10.1145/2516971.2516977, as in CGAL); it keeps a zone from leaking to the other thigh or the other buttock. Where
// it agrees with the straight distance to the stroke, the straight one is used, for it resolves less than a skin point.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "body/brush.hpp"

namespace knotwork::bake {

// Coverage of each skin point, 0..1: 1 inside, falling to 0 over `zone_edge` centred on the border, since a referral
// zone has no sharp edge.
inline constexpr float zone_edge = 0.012f;  // metres

class ZonePainter {
  public:
    explicit ZonePainter(const SkinGeometry& geometry);
    ~ZonePainter();

    // Adds (as the greater of both) the band of `radius` metres around a stroke to `coverage`.
    void add_stroke(std::span<const SurfacePoint> stroke, float radius, std::span<float> coverage) const;

  private:
    struct Heat;
    const SkinGeometry* geometry_;
    std::unique_ptr<Heat> heat_;
};

}  // namespace knotwork::bake
