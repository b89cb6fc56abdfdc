// Pictures made of a raster: the lit body, and translucent colour laid on it.
//
//     Image body = shade_body(raster);                                    // clay, lit from the upper left
//     Image zones = shade_layers(raster, layers);                         // to be painted over the body
//
// An image has one pixel for every 2 x 2 samples. Pixels are premultiplied ARGB, alpha in the top byte, as cairo's
// ARGB32. Cost: about 100 ns a covered sample for the body.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "report/raster.hpp"
#include "report/style.hpp"

namespace knotwork {

inline constexpr int samples_per_pixel = 2;  // each way

struct Image {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
};

// Values on the skin, painted where they exceed one half.
struct Layer {
    std::span<const float> values;  // a skin point, 0 to 1
    Colour colour;
    float opacity = 0.75f;
};

// Parts (regions) that tile the skin; each gets a colour, with thin paper-coloured borders between them.
// A point may belong to several parts by shares, so that borders run smoothly between points: the part with the
// greatest interpolated share is the one seen.
struct Partition {
    struct Share {
        std::uint16_t part = 0;
        float share = 0;
    };
    using Shares = std::array<Share, 4>;  // unused ones have no share
    std::vector<Shares> shares;           // a skin point
    std::vector<Colour> colours;          // a part
};
// Part at a sample.
std::uint16_t part_at(const Raster& raster, const Sample& sample, const Partition& partition);
// Shares from the part each point belongs to, smoothed over the mesh in some rounds.
std::vector<Partition::Shares> smoothed_shares(const Skin& skin, std::span<const std::uint16_t> part, int rounds);

// Clay under one soft light, darker in hollows and where something stands before it, with lines where one part of the
// body passes before another. The hollows are found by unsharp masking of the depth (Luft, Colditz and Deussen 2006,
// doi:10.1145/1141911.1142016).
Image shade_body(const Raster& raster);

// Where several layers lie on one another they show as stripes.
Image shade_layers(const Raster& raster, std::span<const Layer> layers);
Image shade_partition(const Raster& raster, const Partition& partition);

// Edges of a picture.
struct Edges {
    bool left = false, right = false, top = false, bottom = false;
};
// Paper that thickens towards the edges given, over `width` points, to be painted over a body that these edges cut.
// Only on the body and just around it: elsewhere the page shows through untouched.
Image shade_fade(const Raster& raster, double width, const Edges& edges);

// Share of each pixel that is body, 0 to 1.
std::vector<float> compute_coverage(const Raster& raster);
// Value of a layer at each pixel; -1 off the body.
std::vector<float> compute_values(const Raster& raster, std::span<const float> values);

}  // namespace knotwork
