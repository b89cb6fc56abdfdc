#include "report/body_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "report/stipple.hpp"

namespace knotwork {
namespace {

constexpr double stipple_distance = 2.5;                     // points between dots
constexpr double stipple_least = 0.45, stipple_most = 0.85;  // radius of a dot at the edge and inside

// The box moved and sized to whole pixels, so that images fill it exactly.
Box snapped(const Box& box, double pixels_per_point) {
    const auto snap = [&](double points) { return std::round(points * pixels_per_point) / pixels_per_point; };
    return {snap(box.x), snap(box.y), snap(box.width), snap(box.height)};
}

Frame filled(const Frame& frame, const Box& box) { return frame.widened_to(box.width / box.height); }

// From pixels of the raster's images to the page.
std::vector<PagePoint> to_page(const Raster& raster, const Polyline& line) {
    const double points_per_pixel = samples_per_pixel / raster.samples_per_point;
    std::vector<PagePoint> out;
    out.reserve(line.points.size());
    for (const PagePoint& p : line.points)
        out.push_back({raster.box.x + p.x * points_per_pixel, raster.box.y + p.y * points_per_pixel});
    return out;
}

Box image_box(const Raster& raster) {
    const double points_per_pixel = samples_per_pixel / raster.samples_per_point;
    const int width = raster.width / samples_per_pixel, height = raster.height / samples_per_pixel;  // whole pixels
    return {raster.box.x, raster.box.y, width * points_per_pixel, height * points_per_pixel};
}

void clip(Canvas& canvas, const Box& box) {
    cairo_rectangle(canvas.context(), box.x, box.y, box.width, box.height);
    cairo_clip(canvas.context());
}

// Whether the outermost rows or columns of the picture hold body.
bool holds_skin(const Raster& raster, int column0, int column1, int row0, int row1) {
    for (int row = row0; row < row1; ++row)
        for (int column = column0; column < column1; ++column)
            if (raster.at(column, row).is_skin()) return true;
    return false;
}

}  // namespace

BodyView::BodyView(const Skin& skin, Body body, const Camera& camera, const Frame& frame, const Box& box,
                   double pixels_per_point)
    : camera_(camera),
      frame_(filled(frame, box)),
      raster_(rasterise(skin, skin.of(body), camera, fit(camera.view, frame_, box), snapped(box, pixels_per_point),
                        pixels_per_point * samples_per_pixel)) {
    cuts_.left = holds_skin(raster_, 0, 1, 0, raster_.height);
    cuts_.right = holds_skin(raster_, raster_.width - 1, raster_.width, 0, raster_.height);
    cuts_.top = holds_skin(raster_, 0, raster_.width, 0, 1);
    cuts_.bottom = holds_skin(raster_, 0, raster_.width, raster_.height - 1, raster_.height);
}

void BodyView::draw_body(Canvas& canvas) const {
    canvas.draw_image(shade_body(raster_), image_box(raster_));
    const std::vector<float> coverage = compute_coverage(raster_);
    cairo_save(canvas.context());
    clip(canvas, raster_.box);
    for (const Polyline& line :
         find_contours(coverage, raster_.width / samples_per_pixel, raster_.height / samples_per_pixel, 0.5f))
        canvas.draw_line(to_page(raster_, line), style::skin_line, 0.6, 0.9, {}, line.closed);
    cairo_restore(canvas.context());
}

void BodyView::draw_partition(Canvas& canvas, const Partition& partition) const {
    canvas.draw_image(shade_partition(raster_, partition), image_box(raster_));
}

void BodyView::draw_fibres(Canvas& canvas, std::span<const std::vector<Vec3>> fibres) const {
    constexpr float spacing = 0.002f;    // metres between tries of visibility
    constexpr float tolerance = 0.012f;  // fibres cut a little into a rounded skin
    // Where fibres run together only the first is drawn, or they would fill a blot: a cell of the page belongs to one.
    constexpr double cell = 0.9;  // points
    std::map<std::pair<long, long>, std::size_t> owners;
    const auto is_free = [&](PagePoint p, std::size_t fibre) {
        const long x = std::lround(p.x / cell), y = std::lround(p.y / cell);
        for (const auto& [dx, dy] : {std::pair{1, 0}, std::pair{-1, 0}, std::pair{0, 1}, std::pair{0, -1}}) {
            const auto beside = owners.find({x + dx, y + dy});
            if (beside != owners.end() && beside->second != fibre) return false;
        }
        return owners.try_emplace({x, y}, fibre).first->second == fibre;
    };
    cairo_save(canvas.context());
    clip(canvas, raster_.box);
    for (std::size_t index = 0; index < fibres.size(); ++index) {
        const std::vector<Vec3>& fibre = fibres[index];
        std::vector<PagePoint> run;
        const auto flush = [&] {
            constexpr double least = 6;  // points; shorter pieces would look like crumbs
            if (!run.empty() && std::hypot(run.back().x - run.front().x, run.back().y - run.front().y) >= least)
                canvas.draw_line(run, style::fibre, 0.55, 0.6);
            run.clear();
        };
        for (std::size_t i = 0; i + 1 < fibre.size(); ++i) {
            const int tries = std::max(1, static_cast<int>(std::ceil(norm(fibre[i + 1] - fibre[i]) / spacing)));
            for (int k = i == 0 ? 0 : 1; k <= tries; ++k) {
                const Vec3 place = lerp(fibre[i], fibre[i + 1], static_cast<float>(k) / static_cast<float>(tries));
                const PagePoint p = projection().to_page(place);
                if (raster_.is_visible(place, tolerance) && is_free(p, index))
                    run.push_back(p);
                else
                    flush();
            }
        }
        flush();
    }
    cairo_restore(canvas.context());
}

void BodyView::draw_overlays(Canvas& canvas, std::span<const Overlay> overlays) const {
    const int width = raster_.width / samples_per_pixel, height = raster_.height / samples_per_pixel;
    std::vector<Layer> solid;
    std::vector<const Overlay*> stippled;
    for (const Overlay& overlay : overlays) {
        if (overlay.ink == Ink::solid) solid.push_back({overlay.values, overlay.colour, 0.72f});
        if (overlay.ink == Ink::stippled) stippled.push_back(&overlay);
    }
    if (!solid.empty()) canvas.draw_image(shade_layers(raster_, solid), image_box(raster_));
    cairo_save(canvas.context());
    clip(canvas, raster_.box);
    const auto value = [&](std::size_t layer, PagePoint place) {
        const Sample* sample = raster_.find(place.x, place.y);
        return sample == nullptr ? 0.0f : raster_.interpolate(*sample, stippled[layer]->values);
    };
    for (const Dot& dot : spread_dots(raster_.box, stipple_distance, stippled.size(), 0.35f, value)) {
        const double share = std::clamp((static_cast<double>(dot.value) - 0.35) / 0.4, 0.0, 1.0);
        canvas.fill_circle(dot.place, stipple_least + (stipple_most - stipple_least) * share,
                           stippled[dot.layer]->colour, 0.92);
    }
    constexpr std::array<double, 2> dashes{3.2, 2.6};
    for (const Overlay& overlay : overlays) {
        if (overlay.ink == Ink::stippled) continue;
        for (const Polyline& line : find_contours(compute_values(raster_, overlay.values), width, height, 0.5f)) {
            const std::vector<PagePoint> points = to_page(raster_, line);
            if (overlay.ink == Ink::solid) {
                canvas.draw_line(points, mix(overlay.colour, rgb(0x000000), 0.2), 0.5, 0.8, {}, line.closed);
            } else {
                canvas.draw_line(points, style::paper, 2.2, 0.6, {}, line.closed);
                canvas.draw_line(
                    points, overlay.colour, 1.1, 1,
                    overlay.ink == Ink::dashed ? std::span<const double>(dashes) : std::span<const double>(),
                    line.closed);
            }
        }
    }
    cairo_restore(canvas.context());
}

void draw_cross(Canvas& canvas, PagePoint centre, double radius, Colour colour) {
    for (const auto& [ink, width] : {std::pair{style::paper, 4.2}, std::pair{colour, 2.1}}) {
        for (const double slope : {1.0, -1.0}) {
            const std::array<PagePoint, 2> stroke{PagePoint{centre.x - radius, centre.y - slope * radius},
                                                  PagePoint{centre.x + radius, centre.y + slope * radius}};
            canvas.draw_line(stroke, ink, width);
        }
    }
}

bool BodyView::draw_mark(Canvas& canvas, const PointMark& mark) const {
    if (!raster_.is_visible(mark.position, 0.010f)) return false;
    const PagePoint centre = projection().to_page(mark.position);
    draw_cross(canvas, centre, 4.2, mark.colour);
    if (!mark.number.empty())
        canvas.draw_text(mark.number, {centre.x + 7, centre.y - 9.5},
                         {.size = 12, .weight = Weight::bold, .colour = mark.colour, .halo = 1.6});
    return true;
}

void BodyView::draw_fade(Canvas& canvas, double width) const {
    canvas.draw_image(shade_fade(raster_, width, cuts_), image_box(raster_));
}

void BodyView::draw_caption(Canvas& canvas, double scale) const {
    const Box& b = raster_.box;
    const bool side_view = camera_.view == View::left || camera_.view == View::right;
    // A view of one half alone says which; the view's edges could be taken for it.
    constexpr double least = 0.05;
    const bool one_half = !side_view && (frame_.u0 > -least || frame_.u1 < least);
    std::string words(caption(camera_));
    if (one_half) {
        const bool is_left = (frame_.u0 > -least) != (camera_.view == View::back);
        words += is_left ? " (left)" : " (right)";
    }
    const double words_width =
        canvas
            .draw_text(words, {b.x + b.width / 2, b.bottom() + 5},
                       {.size = 10 * scale, .colour = style::quiet_ink, .align = Align::centre, .spacing = 0.4})
            .width;
    const double side_words = 34 * scale;  // room that the words at the sides take
    if (one_half || words_width + 2 * side_words > b.width) return;
    std::string_view on_left, on_right;
    switch (camera_.view) {
        case View::front:
        case View::instep:
        case View::sole: on_left = "R", on_right = "L"; break;
        case View::back: on_left = "L", on_right = "R"; break;
        case View::left: on_left = "front", on_right = "back"; break;
        case View::right: on_left = "back", on_right = "front"; break;
    }
    const TextStyle text{.size = (side_view ? 8.0 : 11.0) * scale,
                         .weight = side_view ? Weight::regular : Weight::bold,
                         .colour = style::quiet_ink,
                         .halo = 1.5};
    TextStyle right_text = text;
    right_text.align = Align::right;
    const double y = b.bottom() + (side_view ? 6.5 : 4);
    canvas.draw_text(on_left, {b.x + 2, y}, text);
    canvas.draw_text(on_right, {b.right() - 2, y}, right_text);
}

std::vector<float> smoothed(const Skin& skin, std::span<const float> values) {
    std::vector<float> sum(values.size(), 0), count(values.size(), 0);
    for (const Triangle& t : skin.triangles) {
        const std::array<std::uint16_t, 3> corner{t.a, t.b, t.c};
        for (std::size_t i = 0; i < 3; ++i) {
            // Every edge is met from both of its triangles; each gives one direction.
            sum[corner[i]] += values[corner[(i + 1) % 3]];
            count[corner[i]] += 1;
        }
    }
    std::vector<float> out(values.begin(), values.end());
    for (std::size_t v = 0; v < out.size(); ++v)
        if (count[v] > 0) out[v] = 0.5f * out[v] + 0.5f * sum[v] / count[v];
    return out;
}

Vec3 transferred(const Skin& skin, Body body, Vec3 place) {
    if (body == Body::neutral) return place;
    const std::span<const Vec3> from = skin.of(Body::neutral), to = skin.of(body);
    std::size_t nearest = 0;
    float best = std::numeric_limits<float>::max();
    for (std::size_t v = 0; v < from.size(); ++v) {
        const Vec3 off = place - from[v];
        if (const float d = dot(off, off); d < best) {
            best = d;
            nearest = v;
        }
    }
    // The offset within the ring of triangles, a centimetre or so, is carried over by the weights of its triangle.
    float flattest = std::numeric_limits<float>::max();
    Vec3 result = to[nearest] + (place - from[nearest]);
    for (const Triangle& t : skin.triangles) {
        if (t.a != nearest && t.b != nearest && t.c != nearest) continue;
        const Vec3 ab = from[t.b] - from[t.a], ac = from[t.c] - from[t.a], ap = place - from[t.a];
        const Vec3 normal = cross(ab, ac);
        const float area = dot(normal, normal);
        if (area == 0) continue;
        const float b = dot(cross(ap, ac), normal) / area, c = dot(cross(ab, ap), normal) / area;
        const float outside = std::max({0.0f, -b, -c, b + c - 1});
        if (outside < flattest) {
            flattest = outside;
            result = to[t.a] * (1 - b - c) + to[t.b] * b + to[t.c] * c;
        }
    }
    return result;
}

}  // namespace knotwork
