#include "report/views.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/raster.hpp"

namespace knotwork {
namespace {

constexpr double context = 0.09;  // metres around what is of interest
constexpr double foot_context = 0.03;
constexpr double least_upright_height = 0.50;  // enough to tell what part of the body it is
constexpr double least_foot_height = 0.30;
constexpr double least_aspect = 0.42;
constexpr double whole_body_from = 1.20;  // frames higher than this show all of the body
constexpr double mark_share = 0.25;       // weight of all marks beside all zones
constexpr double least_gain = 0.07;       // of everything, for one more view

bool is_upright(View view) { return view != View::sole && view != View::instep; }

struct Candidate {
    Camera camera;
    double liking;            // plain views are easier to read than unusual ones
    std::vector<float> seen;  // a skin point, 0 to 1
    std::vector<float> marks_seen;
};

// 0 for skin that turns away, 1 for skin that faces the viewer by half.
float facing(Vec3 normal, Vec3 toward) { return std::clamp((dot(normal, toward) - 0.10f) / 0.60f, 0.0f, 1.0f); }

void look(const Skin& skin, std::span<const Vec3> positions, const Interest& interest, Candidate& candidate) {
    constexpr float tolerance = 0.012f;
    const Frame frame = whole_frame(skin, positions, candidate.camera);
    const double height = is_upright(candidate.camera.view) ? 420.0 : 200.0;
    const Box box{0, 0, height * frame.width() / frame.height(), height};
    const Raster raster =
        rasterise(skin, positions, candidate.camera, fit(candidate.camera.view, frame, box), box, 1.0);
    candidate.seen.assign(positions.size(), 0);
    for (std::size_t v = 0; v < positions.size(); ++v) {
        if (interest.weight[v] <= 0) continue;
        const float share = facing(raster.normals[v], raster.projection.axes.toward);
        if (share > 0 && raster.is_visible(positions[v], tolerance)) candidate.seen[v] = share;
    }
    for (const Vec3& mark : interest.marks) {
        const PagePoint p = raster.projection.to_page(mark);
        const Sample* sample = raster.find(p.x, p.y);
        float share = 0;
        if (sample != nullptr && raster.is_visible(mark, tolerance)) {
            const Triangle& t = raster.triangles[sample->index()];
            share = facing(raster.normals[t.a], raster.projection.axes.toward);
        }
        candidate.marks_seen.push_back(share);
    }
}

Frame frame_of(const Skin& skin, std::span<const Vec3> positions, const Interest& interest,
               const Candidate& candidate) {
    const ViewAxes view = axes(candidate.camera.view);
    Frame frame = Frame::nothing();
    // Views of the foot hold the whole foot, which is context enough.
    const double margin = is_upright(candidate.camera.view) ? context : foot_context;
    const auto include = [&](Vec3 p) { frame.include(dot(view.right, p), dot(view.up, p), margin); };
    for (std::size_t v = 0; v < positions.size(); ++v)
        if (candidate.seen[v] > 0) include(positions[v]);
    for (std::size_t i = 0; i < interest.marks.size(); ++i)
        if (candidate.marks_seen[i] > 0) include(interest.marks[i]);
    if (frame.is_nothing()) return whole_frame(skin, positions, candidate.camera);
    // A foot is shown whole: a part of one is hard to recognise.
    bool left_foot = false, right_foot = false;
    for (std::size_t v = 0; v < positions.size(); ++v)
        if (candidate.seen[v] > 0 && skin.segment[v] == Segment::foot)
            (positions[v].x > 0 ? left_foot : right_foot) = true;
    for (std::size_t v = 0; v < positions.size(); ++v) {
        if (skin.segment[v] == Segment::foot && (positions[v].x > 0 ? left_foot : right_foot))
            frame.include(dot(view.right, positions[v]), dot(view.up, positions[v]), foot_context);
    }
    return frame;
}

// What the camera shows between two heights, with a little air at the sides.
Frame extent_between(const Skin& skin, std::span<const Vec3> positions, const Camera& camera, double low, double high) {
    constexpr double air = 0.03;
    const ViewAxes view = axes(camera.view);
    Frame extent = Frame::nothing();
    for (const Triangle& triangle : skin.triangles) {
        if (!camera.shows(skin, triangle)) continue;
        for (const std::uint16_t corner : {triangle.a, triangle.b, triangle.c}) {
            const double v = dot(view.up, positions[corner]);
            if (v >= low && v <= high) extent.include(dot(view.right, positions[corner]), v, air);
        }
    }
    return extent.is_nothing() ? whole_frame(skin, positions, camera) : extent;
}

// Grown to at least this height, kept within the body so that no view is half empty.
void grow_height(Frame& frame, double least, const Frame& whole) {
    const double missing = std::max(0.0, least - frame.height());
    frame.v0 -= missing / 2;
    frame.v1 += missing / 2;
    if (frame.v0 < whole.v0) {
        frame.v1 += std::min(missing / 2, whole.v0 - frame.v0);
        frame.v0 = whole.v0;
    }
    if (frame.v1 > whole.v1) {
        frame.v0 = std::max(whole.v0, frame.v0 - std::min(missing / 2, frame.v1 - whole.v1));
        frame.v1 = whole.v1;
    }
}

}  // namespace

void Interest::add(std::span<const float> values, std::span<const float> area, float importance) {
    for (std::size_t v = 0; v < values.size(); ++v)
        if (values[v] >= 0.4f) weight[v] = std::max(weight[v], importance * area[v]);
}

Frame whole_frame(const Skin& skin, std::span<const Vec3> positions, const Camera& camera) {
    constexpr double air = 0.015;
    const Frame frame = find_extent(skin, positions, camera);
    return {frame.u0 - air, frame.u1 + air, frame.v0 - air, frame.v1 + air};
}

std::vector<Shot> choose_shots(const Skin& skin, Body body, const Interest& interest, std::size_t most) {
    const std::span<const Vec3> positions = skin.of(body);
    double total = 0, on_arms = 0;
    for (std::size_t v = 0; v < positions.size(); ++v) {
        total += static_cast<double>(interest.weight[v]);
        if ((arm_segments & mask_of({skin.segment[v]})) != 0) on_arms += static_cast<double>(interest.weight[v]);
    }
    // The arms hang before the flank and the hip, so side views go without them unless they matter.
    const SegmentMask side_segments = on_arms > 0.03 * total ? all_segments : without_arms;
    std::vector<Candidate> candidates;
    for (const auto& [camera, liking] : {
             std::pair{Camera{.view = View::front}, 1.0},
             std::pair{Camera{.view = View::right, .segments = side_segments}, 0.97},
             std::pair{Camera{.view = View::back}, 1.0},
             std::pair{Camera{.view = View::left, .segments = side_segments}, 0.97},
             std::pair{inner_camera(Side::right), 0.70},
             std::pair{inner_camera(Side::left), 0.70},
             std::pair{Camera{.view = View::instep}, 0.85},
             std::pair{sole_camera(), 0.95},
         }) {
        candidates.push_back({camera, liking, {}, {}});
        look(skin, positions, interest, candidates.back());
    }

    const double mark_weight =
        interest.marks.empty() ? 0 : mark_share * total / static_cast<double>(interest.marks.size());
    const double everything = total + mark_weight * static_cast<double>(interest.marks.size());
    std::vector<float> seen(positions.size(), 0), marks_seen(interest.marks.size(), 0);
    std::vector<std::size_t> chosen;
    while (chosen.size() < most) {
        std::size_t best = 0;
        double best_gain = -1;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            double gain = 0;
            for (std::size_t v = 0; v < positions.size(); ++v)
                gain += static_cast<double>(interest.weight[v]) *
                        static_cast<double>(std::max(0.0f, candidates[i].seen[v] - seen[v]));
            for (std::size_t k = 0; k < marks_seen.size(); ++k)
                gain += mark_weight * static_cast<double>(std::max(0.0f, candidates[i].marks_seen[k] - marks_seen[k]));
            gain *= candidates[i].liking;
            if (gain > best_gain) {
                best_gain = gain;
                best = i;
            }
        }
        if (!chosen.empty() && best_gain <= least_gain * everything) break;
        chosen.push_back(best);
        for (std::size_t v = 0; v < positions.size(); ++v) seen[v] = std::max(seen[v], candidates[best].seen[v]);
        for (std::size_t k = 0; k < marks_seen.size(); ++k)
            marks_seen[k] = std::max(marks_seen[k], candidates[best].marks_seen[k]);
    }
    std::sort(chosen.begin(), chosen.end());

    std::vector<Shot> shots;
    double low = 1e9, high = -1e9;
    for (const std::size_t i : chosen) {
        Shot shot{candidates[i].camera, frame_of(skin, positions, interest, candidates[i]), true};
        const Frame whole = whole_frame(skin, positions, shot.camera);
        grow_height(shot.frame, is_upright(shot.camera.view) ? least_upright_height : least_foot_height, whole);
        if (is_upright(shot.camera.view)) {
            low = std::min(low, std::max(shot.frame.v0, whole.v0));
            high = std::max(high, shot.frame.v1);
        }
        shots.push_back(shot);
    }
    for (Shot& shot : shots) {
        const Frame whole = whole_frame(skin, positions, shot.camera);
        if (is_upright(shot.camera.view)) {
            const bool all = high - low > whole_body_from && shot.camera.left_half == shot.camera.right_half;
            if (all) {
                shot.frame = whole;
                shot.cropped = false;
                continue;
            }
            shot.frame.v0 = low;
            shot.frame.v1 = std::min(high, whole.v1);
            // Below the shoulders, arms that do not matter would only reach into the picture.
            constexpr double below_shoulders = 0.74;
            if (side_segments != all_segments && high < below_shoulders * whole.v1)
                shot.camera.segments &= side_segments;
        }
        // No wider than the body is there, nor so narrow that one cannot tell what it is.
        Camera counted = shot.camera;
        counted.segments &= side_segments;
        const Frame body_there = extent_between(skin, positions, counted, shot.frame.v0, shot.frame.v1);
        shot.frame.u0 = std::max(shot.frame.u0, body_there.u0);
        shot.frame.u1 = std::min(shot.frame.u1, body_there.u1);
        const double missing = std::max(0.0, least_aspect * shot.frame.height() - shot.frame.width());
        shot.frame.u0 -= missing / 2;
        shot.frame.u1 += missing / 2;
        shot.there = body_there;
    }
    return shots;
}

void widen(std::vector<Shot>& shots, const Box& area, double gap) {
    constexpr double least_height = 0.70;  // of the area's: seeing both halves is worth a somewhat smaller figure
    const double room = area.width - gap * static_cast<double>(shots.size() - 1);
    double aspects = 0;
    for (const Shot& shot : shots) aspects += shot.frame.width() / shot.frame.height();
    for (Shot& shot : shots) {
        const View view = shot.camera.view;
        if ((view != View::front && view != View::back) || !shot.cropped) continue;
        const double frame_half = std::max(std::abs(shot.frame.u0), std::abs(shot.frame.u1));
        const double body_half = std::max(std::abs(shot.there.u0), std::abs(shot.there.u1));
        for (const double half : {std::max(frame_half, body_half), frame_half}) {
            const double wider = aspects + (2 * half - shot.frame.width()) / shot.frame.height();
            if (room / wider < least_height * area.height && wider > aspects) continue;
            shot.frame.u0 = -half;
            shot.frame.u1 = half;
            aspects = wider;
            break;
        }
    }
}

std::vector<Box> arrange(std::span<const Shot> shots, const Box& area, double gap) {
    double aspects = 0;
    for (const Shot& shot : shots) aspects += shot.frame.width() / shot.frame.height();
    const double gaps = gap * static_cast<double>(shots.size() - 1);
    const double height = std::min(area.height, (area.width - gaps) / aspects);
    double x = area.x + (area.width - aspects * height - gaps) / 2;
    std::vector<Box> boxes;
    for (const Shot& shot : shots) {
        const double width = height * shot.frame.width() / shot.frame.height();
        boxes.push_back({x, area.y + (area.height - height) / 2, width, height});
        x += width + gap;
    }
    return boxes;
}

}  // namespace knotwork
