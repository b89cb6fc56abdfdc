// Charts of the body: its regions and its landmarks, with names beside the figure.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "report/labels.hpp"
#include "report/page.hpp"
#include "report/views.hpp"

namespace knotwork {
namespace {

constexpr double page_width = 820, least_page_height = 560, most_page_height = 960;
constexpr double label_width = 155, label_spacing = 11.5;
constexpr double figure_width = page_width - 2 * (style::margin + label_width);
constexpr double head_height = 92, foot_height = 64;

// Soft hues in two lightnesses; neighbours on the body get different ones.
constexpr std::array<Colour, 12> soft_colours{rgb(0xE9A6A1), rgb(0x8FB8DE), rgb(0xF2D28B), rgb(0x9CCFB4),
                                              rgb(0xC7AEDD), rgb(0xF0B98A), rgb(0x87C7CF), rgb(0xD9D8A0),
                                              rgb(0xB5838D), rgb(0x6F97B7), rgb(0xC49A5A), rgb(0x7BA68C)};

struct Label {
    std::string text;
    PagePoint anchor;
};

void draw_labels(Canvas& canvas, const Box& figure, std::vector<Label> labels) {
    std::vector<PagePoint> anchors;
    std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.anchor.y < b.anchor.y; });
    for (const Label& label : labels) anchors.push_back(label.anchor);
    const std::vector<bool> left = choose_columns(anchors, figure.x + figure.width / 2, 6);
    constexpr double elbow = 10, text_gap = 4;
    const TextStyle text{.size = 8.5};
    for (const bool to_left : {true, false}) {
        std::vector<PagePoint> own;
        std::vector<const Label*> members;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (left[i] != to_left) continue;
            own.push_back(anchors[i]);
            members.push_back(&labels[i]);
        }
        const double edge = to_left ? figure.x - elbow : figure.right() + elbow;
        const std::vector<double> heights = place_labels(own, edge, label_spacing, figure.y, figure.bottom());
        for (std::size_t i = 0; i < members.size(); ++i) {
            const double away = to_left ? -elbow : elbow;
            const std::array<PagePoint, 3> leader{PagePoint{edge + away, heights[i]}, PagePoint{edge, heights[i]},
                                                  members[i]->anchor};
            canvas.draw_line(leader, style::paper, 1.4, 0.55);
            canvas.draw_line(leader, style::ink, 0.45, 0.85);
            TextStyle aligned = text;
            aligned.align = to_left ? Align::right : Align::left;
            const double x = edge + away + (to_left ? -text_gap : text_gap);
            const double height = canvas.measure_text(members[i]->text, text).height;
            canvas.draw_text(members[i]->text, {x, heights[i] - height / 2}, aligned);
        }
    }
}

Frame frame_of(const Skin& skin, std::span<const Vec3> positions, const Plate& plate) {
    if (plate.around == all_segments) return whole_frame(skin, positions, plate.camera);
    Camera close = plate.camera;
    close.segments = close.segments & plate.around;
    const Frame frame = find_extent(skin, positions, close);
    const double air = 0.10 * frame.height() + 0.02;
    return {frame.u0 - air, frame.u1 + air, frame.v0 - air, frame.v1 + air};
}

// Page for a plate: as wide as all, as high as its figure needs.
struct Layout {
    Frame frame;
    double page_height;
};

Layout lay_out(const Atlas& atlas, const Plate& plate, const PictureOptions& options) {
    const Frame frame = frame_of(atlas.skin(), atlas.skin().of(options.body), plate);
    const double wanted = figure_width * frame.height() / frame.width() + head_height + foot_height;
    return {frame, std::clamp(wanted, least_page_height, most_page_height)};
}

BodyView view_of(const Atlas& atlas, const Plate& plate, const PictureOptions& options, const Canvas& canvas,
                 const Frame& frame) {
    const Box area{(canvas.width() - figure_width) / 2, head_height, figure_width,
                   canvas.height() - head_height - foot_height};
    const double scale = std::min(area.width / frame.width(), area.height / frame.height());
    const double width = frame.width() * scale, height = frame.height() * scale;
    const Box box{area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height};
    return BodyView(atlas.skin(), options.body, plate.camera, frame, box, canvas.pixels_per_point());
}

// Every region gets a colour that its neighbours do not have; left and right share it, by name.
std::vector<Colour> colour_regions(const Atlas& atlas) {
    const Skin& skin = atlas.skin();
    std::map<std::string_view, std::size_t> kinds;
    std::vector<std::size_t> kind_of;
    for (const Atlas::Region& region : atlas.regions())
        kind_of.push_back(kinds.try_emplace(atlas.text(region.id), kinds.size()).first->second);
    std::vector<std::set<std::size_t>> beside(kinds.size());
    for (const Triangle& t : skin.triangles) {
        for (const auto& [v, w] : {std::pair{t.a, t.b}, std::pair{t.b, t.c}, std::pair{t.c, t.a}}) {
            const std::size_t a = kind_of[skin.region[v]], b = kind_of[skin.region[w]];
            if (a == b) continue;
            beside[a].insert(b);
            beside[b].insert(a);
        }
    }
    constexpr std::size_t none = soft_colours.size();
    std::vector<std::size_t> colour_of(kinds.size(), none);
    std::array<std::size_t, soft_colours.size()> uses{};
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        // The least used colour that is free here and, where there is a choice, also one step further.
        std::size_t best = 0, best_cost = std::numeric_limits<std::size_t>::max();
        for (std::size_t colour = 0; colour < soft_colours.size(); ++colour) {
            std::size_t cost = uses[colour];
            for (const std::size_t near : beside[kind]) {
                if (colour_of[near] == colour) cost += 100000;
                for (const std::size_t far : beside[near])
                    if (far != kind && colour_of[far] == colour) cost += 100;
            }
            if (cost < best_cost) {
                best_cost = cost;
                best = colour;
            }
        }
        colour_of[kind] = best;
        ++uses[best];
    }
    std::vector<Colour> colours;
    for (const std::size_t kind : kind_of) colours.push_back(soft_colours[colour_of[kind]]);
    return colours;
}

// For each region in sight: the visible place nearest to the middle of what is seen of it.
struct Seen {
    double x = 0, y = 0;
    std::size_t samples = 0;
    PagePoint anchor;
    double anchor_distance = std::numeric_limits<double>::max();
};

constexpr int seen_step = 3;  // samples between looks

std::vector<Seen> find_seen(const Atlas& atlas, const BodyView& view, const Partition& partition) {
    const Raster& raster = view.raster();
    std::vector<Seen> seen(atlas.regions().size());
    const auto each = [&](auto visit) {
        constexpr int step = seen_step;
        for (int row = 0; row < raster.height; row += step) {
            for (int column = 0; column < raster.width; column += step) {
                const Sample& s = raster.at(column, row);
                if (!s.is_skin() || s.seen_from_inside()) continue;
                visit(seen[part_at(raster, s, partition)], raster.box.x + (column + 0.5) / raster.samples_per_point,
                      raster.box.y + (row + 0.5) / raster.samples_per_point);
            }
        }
    };
    each([](Seen& region, double x, double y) {
        region.x += x;
        region.y += y;
        ++region.samples;
    });
    each([](Seen& region, double x, double y) {
        const double n = static_cast<double>(region.samples);
        const double distance = std::hypot(x - region.x / n, y - region.y / n);
        if (distance < region.anchor_distance) {
            region.anchor_distance = distance;
            region.anchor = {x, y};
        }
    });
    return seen;
}

// Of things that stand on both halves and are both in sight one is named: left and right in turn down the page, so
// that both columns fill evenly.
std::vector<Label> name_once(std::vector<std::pair<std::string, std::vector<PagePoint>>> named, double middle_x) {
    std::sort(named.begin(), named.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second[0].y, a.first) < std::pair(b.second[0].y, b.first);
    });
    std::vector<Label> labels;
    bool to_left = true;
    for (const auto& [text, places] : named) {
        const PagePoint* chosen = &places[0];
        if (places.size() > 1) {
            for (const PagePoint& place : places)
                if ((place.x < middle_x) == to_left) chosen = &place;
            to_left = !to_left;
        }
        labels.push_back({text, *chosen});
    }
    return labels;
}

}  // namespace

std::vector<Plate> body_plates() {
    const SegmentMask pelvis = mask_of({Segment::pelvis}), foot = mask_of({Segment::foot});
    const SegmentMask lower_leg = mask_of({Segment::leg, Segment::foot});
    const Camera inner = inner_camera(Side::right);
    Camera outer = inner;
    outer.view = View::right;
    Camera top = inner;
    top.view = View::instep;
    Camera sole = sole_camera();
    sole.left_half = false;
    return {
        {"front", "Front", {.view = View::front}},
        {"back", "Back", {.view = View::back}},
        {"right", "Right side", {.view = View::right}},
        {"left", "Left side", {.view = View::left}},
        {"side", "Right side, arm taken away", {.view = View::right, .segments = without_arms}},
        {"inner", "Right leg, inner side", inner},
        {"pelvis-front", "Pelvis and hip, front", {.view = View::front, .segments = without_arms}, pelvis},
        {"pelvis-back", "Pelvis and hip, back", {.view = View::back, .segments = without_arms}, pelvis},
        {"pelvis-side", "Pelvis and hip, right side", {.view = View::right, .segments = without_arms}, pelvis},
        {"leg-front", "Leg, front", {.view = View::front}, lower_leg},
        {"leg-back", "Leg, back", {.view = View::back}, lower_leg},
        {"leg-outer", "Right leg, outer side", outer, lower_leg},
        {"leg-inner", "Right leg, inner side", inner, lower_leg},
        {"foot-top", "Right foot, from above and before", top, foot},
        {"foot-sole", "Right foot, sole", sole, foot},
        {"foot-outer", "Right foot, outer side", outer, foot},
        {"foot-inner", "Right foot, inner side", inner, foot},
    };
}

PictureBytes draw_regions(const Atlas& atlas, const Plate& plate, const PictureOptions& options) {
    const Layout layout = lay_out(atlas, plate, options);
    Canvas canvas = new_page(options, page_width, layout.page_height, "Regions: " + plate.title);
    draw_header(canvas, plate.title, "named regions of the skin");
    const BodyView view = view_of(atlas, plate, options, canvas, layout.frame);
    view.draw_body(canvas);
    const Partition partition{smoothed_shares(atlas.skin(), atlas.skin().region, 4), colour_regions(atlas)};
    view.draw_partition(canvas, partition);
    view.draw_fade(canvas);
    view.draw_caption(canvas);

    const std::vector<Seen> seen = find_seen(atlas, view, partition);
    std::map<std::string, std::vector<PagePoint>> places;
    const double metres_a_look = seen_step / (view.raster().samples_per_point * view.projection().points_per_metre);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        constexpr double least_share = 0.08;  // of a region's area; less is a sliver at the rim
        const double area = static_cast<double>(seen[i].samples) * metres_a_look * metres_a_look;
        if (seen[i].samples > 0 && area > least_share * static_cast<double>(atlas.regions()[i].area))
            places[std::string(atlas.text(atlas.regions()[i].label))].push_back(seen[i].anchor);
    }
    std::vector<Label> labels = name_once({places.begin(), places.end()}, view.box().x + view.box().width / 2);
    for (const Label& label : labels) canvas.fill_circle(label.anchor, 1.3, style::ink);
    draw_labels(canvas, view.box(), std::move(labels));
    draw_footer(canvas, "Left and right are the person's own. Regions of both halves share a name and a colour.",
                "Knotwork");
    return canvas.finish();
}

PictureBytes draw_landmarks(const Atlas& atlas, const Plate& plate, const PictureOptions& options) {
    const Layout layout = lay_out(atlas, plate, options);
    Canvas canvas = new_page(options, page_width, layout.page_height, "Landmarks: " + plate.title);
    draw_header(canvas, plate.title, "landmarks");
    const BodyView view = view_of(atlas, plate, options, canvas, layout.frame);
    view.draw_body(canvas);
    view.draw_fade(canvas);
    view.draw_caption(canvas);

    std::map<std::string, std::vector<PagePoint>> places;
    for (const Atlas::Landmark& landmark : atlas.landmarks()) {
        const Vec3 position = transferred(atlas.skin(), options.body, landmark.position);
        if (!view.raster().is_visible(position, 0.005f)) continue;
        places[std::string(atlas.text(landmark.label))].push_back(view.projection().to_page(position));
    }
    for (const auto& [text, dots] : places) {
        for (const PagePoint& dot : dots) {
            canvas.fill_circle(dot, 2.6, style::paper);
            canvas.fill_circle(dot, 1.9, style::pain);
        }
    }
    draw_labels(canvas, view.box(), name_once({places.begin(), places.end()}, view.box().x + view.box().width / 2));
    draw_footer(canvas, "Left and right are the person's own. Landmarks that both halves have are named once.",
                "Knotwork");
    return canvas.finish();
}

}  // namespace knotwork
