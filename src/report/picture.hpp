// Pictures of the atlas and of a trace: finished pages as SVG, PNG or PDF bytes.
//
//     Result<PictureBytes> map = draw_map(atlas, *atlas.find_muscle("gluteus-minimus"), {}, Side::right, options);
//     PictureBytes page = draw_trace(atlas, {.painted = painted, .source = &top, .lines = reasons}, options);
//     for (const Plate& plate : body_plates()) save(draw_landmarks(atlas, plate, options));
//
// Same arguments, same PNG bytes (on one machine: letters are drawn with the fonts it has). Nothing is written to disk.
// Cost: under a second for a page of two views as a PNG 1,600 pixels high; SVG and PDF hold the body as an image at
// that same fineness, and the rest as vectors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "base/side.hpp"
#include "body/skin.hpp"
#include "report/picture_format.hpp"
#include "report/projection.hpp"

namespace knotwork {

using PictureBytes = std::vector<std::byte>;

struct PictureOptions {
    PictureFormat format = PictureFormat::svg;
    Body body = Body::neutral;
    int png_height = 1600;  // pixels
};

// Referral map of a muscle on one side: X at each trigger point, solid where nearly everyone feels it, stippled where
// some do, fibres underneath. `numbers` picks points; none picks all. Points of one picture differ in colour.
// Errors: unknown_name if the muscle has no point of such a number.
Result<PictureBytes> draw_map(const Atlas& atlas, const Atlas::Muscle& muscle, std::span<const std::uint32_t> numbers,
                              Side side, const PictureOptions& options);
// The same for a condition, without crosses; one that has no side is shown as it is.
PictureBytes draw_map(const Atlas& atlas, const Atlas::Condition& condition, Side side, const PictureOptions& options);

// A person's drawing beside the field of the source that explains it best.
struct TraceFigure {
    std::span<const float> painted;              // a skin point, share of it that is painted, 0 to 1
    const Atlas::Source* source = nullptr;       // nullptr if no source of the atlas explains the drawing
    std::string heading = "MOST LIKELY SOURCE";  // over the source's field
    std::string headline;                        // "Gluteus minimus 2, right: 71 %"; empty to have the source's name
    std::vector<std::string> lines;              // reasons, in plain words; one paragraph each
};
PictureBytes draw_trace(const Atlas& atlas, const TraceFigure& figure, const PictureOptions& options);

// One page of a chart of the body: a view, whole or close to some segments.
struct Plate {
    std::string id;     // "pelvis-back": part of a file's name
    std::string title;  // "Pelvis and hip, back"
    Camera camera;
    SegmentMask around = all_segments;  // the frame holds these segments of the shown part
};
// The four whole views, then close-ups of the pelvis, the knee, the lower leg and the foot.
std::vector<Plate> body_plates();

// All named regions in sight, each in a soft colour that differs from its neighbours', with leader lines to their
// names.
PictureBytes draw_regions(const Atlas& atlas, const Plate& plate, const PictureOptions& options);
// All landmarks in sight as dots with leader lines to their names.
PictureBytes draw_landmarks(const Atlas& atlas, const Plate& plate, const PictureOptions& options);

}  // namespace knotwork
