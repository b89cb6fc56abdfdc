// One view of the body on a page, with what is painted on it.
//
//     BodyView view(skin, body, camera, frame, box, canvas.pixels_per_point());
//     view.draw_body(canvas);
//     view.draw_fibres(canvas, fibres);
//     view.draw_overlays(canvas, overlays);
//     view.draw_mark(canvas, mark);
//     view.draw_fade(canvas);
//
// The body and the solid colours are images; outlines, stipple, fibres and marks are vectors, hidden where the body
// hides them. Cost: about 150 ms for a view 1,600 pixels high.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "report/canvas.hpp"
#include "report/raster.hpp"

namespace knotwork {

enum class Ink : std::uint8_t {
    solid,     // filled, with a line around it
    stippled,  // dots, evenly but not regularly spread, smaller towards the edge
    line,      // the outline alone
    dashed,    // the outline alone, dashed
};

struct Overlay {
    std::vector<float> values;  // a skin point, 0 to 1; the edge is at one half
    Colour colour;
    Ink ink = Ink::solid;
};

struct PointMark {  // an X at a trigger point
    Vec3 position;
    std::string number;  // beside it; may be empty
    Colour colour;
};

class BodyView {
  public:
    // `box` is filled wholly: the frame grows to its shape.
    BodyView(const Skin& skin, Body body, const Camera& camera, const Frame& frame, const Box& box,
             double pixels_per_point);

    const Raster& raster() const { return raster_; }
    const Projection& projection() const { return raster_.projection; }
    const Box& box() const { return raster_.box; }
    const Camera& camera() const { return camera_; }
    const Frame& frame() const { return frame_; }

    void draw_body(Canvas& canvas) const;
    void draw_partition(Canvas& canvas, const Partition& partition) const;
    // Polylines on the skin, metres.
    void draw_fibres(Canvas& canvas, std::span<const std::vector<Vec3>> fibres) const;
    void draw_overlays(Canvas& canvas, std::span<const Overlay> overlays) const;
    // Gives whether the mark is in sight; one that is not is not drawn.
    bool draw_mark(Canvas& canvas, const PointMark& mark) const;
    // Lets the body fade into the paper over `width` points where the frame cuts it.
    void draw_fade(Canvas& canvas, double width = 26) const;
    // The view's name below it, and R and L (or front and back) at its sides.
    void draw_caption(Canvas& canvas, double scale = 1) const;

  private:
    Camera camera_;
    Frame frame_;
    Raster raster_;
    Edges cuts_;
};

// A cross with a light edge around it.
void draw_cross(Canvas& canvas, PagePoint centre, double radius, Colour colour);

// One step of smoothing over the mesh, for values painted point by point.
std::vector<float> smoothed(const Skin& skin, std::span<const float> values);

// A place on the neutral skin as it lies on another body.
Vec3 transferred(const Skin& skin, Body body, Vec3 place);

}  // namespace knotwork
