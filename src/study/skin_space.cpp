#include "study/skin_space.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace knotwork::study {
namespace {

constexpr double cell_size = 2.0;
constexpr double snap_distance = 3.0;

double distance(const PointCm& a, const PointCm& b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z));
}

}  // namespace

SkinSpace::SkinSpace(const Skin& skin) {
    const auto neutral = skin.of(Body::neutral);
    const std::uint32_t count = skin.point_count();
    for (std::uint32_t v = 0; v < count; ++v) {
        position_.push_back({neutral[v].x * 100.0, neutral[v].y * 100.0, neutral[v].z * 100.0});
        area_.push_back(skin.area[v] * 1e4);
        mirror_.push_back(skin.mirror[v]);
    }

    normal_.resize(count);
    std::vector<std::vector<std::uint32_t>> around(count);
    for (const Triangle& t : skin.triangles) {
        const Vec3 n = cross(neutral[t.b] - neutral[t.a], neutral[t.c] - neutral[t.a]);
        for (const std::uint32_t v : {t.a, t.b, t.c}) {
            normal_[v] = {normal_[v].x + n.x, normal_[v].y + n.y, normal_[v].z + n.z};
            for (const std::uint32_t w : {t.a, t.b, t.c})
                if (w != v) around[v].push_back(w);
        }
    }
    neighbour_begin_.push_back(0);
    for (std::uint32_t v = 0; v < count; ++v) {
        const double length = distance(normal_[v], {});
        if (length > 0) normal_[v] = {normal_[v].x / length, normal_[v].y / length, normal_[v].z / length};
        std::sort(around[v].begin(), around[v].end());
        around[v].erase(std::unique(around[v].begin(), around[v].end()), around[v].end());
        for (const std::uint32_t w : around[v]) {
            neighbour_.push_back(w);
            edge_.push_back(distance(position_[v], position_[w]));
        }
        neighbour_begin_.push_back(static_cast<std::uint32_t>(neighbour_.size()));
    }

    low_ = {1e9, 1e9, 1e9};
    PointCm high{-1e9, -1e9, -1e9};
    for (const PointCm& p : position_) {
        low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y), std::min(low_.z, p.z)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
    }
    const auto cells = [](double from, double to) {
        return static_cast<std::size_t>(std::max(0.0, to - from) / cell_size) + 1;
    };
    cells_x_ = cells(low_.x, high.x);
    cells_y_ = cells(low_.y, high.y);
    cells_z_ = cells(low_.z, high.z);
    cell_begin_.assign(cells_x_ * cells_y_ * cells_z_ + 1, 0);
    for (const PointCm& p : position_) ++cell_begin_[cell_of(p.x, p.y, p.z) + 1];
    for (std::size_t c = 1; c < cell_begin_.size(); ++c) cell_begin_[c] += cell_begin_[c - 1];
    std::vector<std::uint32_t> next(cell_begin_.begin(), cell_begin_.end() - 1);
    cell_point_.resize(count);
    for (std::uint32_t v = 0; v < count; ++v)
        cell_point_[next[cell_of(position_[v].x, position_[v].y, position_[v].z)]++] = v;
}

std::size_t SkinSpace::cell_of(double x, double y, double z) const {
    const auto index = [](double value, double from, std::size_t cells) {
        const double cell = std::floor((value - from) / cell_size);
        return static_cast<std::size_t>(std::clamp(cell, 0.0, static_cast<double>(cells - 1)));
    };
    return (index(x, low_.x, cells_x_) * cells_y_ + index(y, low_.y, cells_y_)) * cells_z_ + index(z, low_.z, cells_z_);
}

std::uint32_t SkinSpace::find_nearest(const PointCm& place, std::uint32_t like) const {
    std::uint32_t best = no_point;
    double best_distance = snap_distance;
    const PointCm& facing = normal_[like];
    for (int dx = -1; dx <= 1; ++dx)
        for (int dy = -1; dy <= 1; ++dy)
            for (int dz = -1; dz <= 1; ++dz) {
                const double x = place.x + dx * cell_size, y = place.y + dy * cell_size, z = place.z + dz * cell_size;
                const std::size_t cell = cell_of(x, y, z);
                for (std::uint32_t i = cell_begin_[cell]; i < cell_begin_[cell + 1]; ++i) {
                    const std::uint32_t v = cell_point_[i];
                    const double d = distance(position_[v], place);
                    if (d > best_distance || (d == best_distance && v >= best)) continue;
                    const PointCm& n = normal_[v];
                    if (n.x * facing.x + n.y * facing.y + n.z * facing.z < 0) continue;
                    best = v;
                    best_distance = d;
                }
            }
    return best;
}

// Dijkstra from the points of the heap over points where (*within)[v] == value, no further than `reach`.
void SkinSpace::spread(std::vector<double>& reached, std::vector<std::pair<double, std::uint32_t>>& heap, double reach,
                       const Painted* within, std::uint8_t value) const {
    std::make_heap(heap.begin(), heap.end(), std::greater<>());
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), std::greater<>());
        const auto [d, v] = heap.back();
        heap.pop_back();
        if (d > reached[v]) continue;
        for (std::uint32_t e = neighbour_begin_[v]; e < neighbour_begin_[v + 1]; ++e) {
            const std::uint32_t w = neighbour_[e];
            const double there = d + edge_[e];
            if (there >= reach || there >= reached[w] || (within != nullptr && (*within)[w] != value)) continue;
            reached[w] = there;
            heap.emplace_back(there, w);
            std::push_heap(heap.begin(), heap.end(), std::greater<>());
        }
    }
}

std::vector<double> SkinSpace::compute_border_distance(const Painted& region, double reach) const {
    // The border runs half-way along each edge that leaves the region.
    std::vector<double> result(point_count(), -reach);
    for (const std::uint8_t value : {std::uint8_t{1}, std::uint8_t{0}}) {
        std::vector<double> reached(point_count(), reach);
        std::vector<std::pair<double, std::uint32_t>> heap;
        for (std::uint32_t v = 0; v < point_count(); ++v) {
            if (region[v] != value) continue;
            for (std::uint32_t e = neighbour_begin_[v]; e < neighbour_begin_[v + 1]; ++e)
                if (region[neighbour_[e]] != value) reached[v] = std::min(reached[v], edge_[e] / 2);
            if (reached[v] < reach) heap.emplace_back(reached[v], v);
        }
        spread(reached, heap, reach, &region, value);
        for (std::uint32_t v = 0; v < point_count(); ++v)
            if (region[v] == value) result[v] = value == 1 ? reached[v] : -reached[v];
    }
    return result;
}

void SkinSpace::add_disc(std::uint32_t centre, double radius, Painted& region, std::uint8_t value) const {
    std::vector<double> reached(point_count(), radius);
    std::vector<std::pair<double, std::uint32_t>> heap{{0.0, centre}};
    reached[centre] = 0;
    spread(reached, heap, radius, nullptr, 0);
    for (std::uint32_t v = 0; v < point_count(); ++v)
        if (reached[v] < radius) region[v] = value;
}

double SkinSpace::compute_area(const Painted& region) const {
    double area = 0;
    for (std::uint32_t v = 0; v < point_count(); ++v) area += region[v] != 0 ? area_[v] : 0;
    return area;
}

double jaccard(const SkinSpace& space, const Painted& a, const Painted& b) {
    double both = 0, either = 0;
    for (std::uint32_t v = 0; v < space.point_count(); ++v) {
        if (a[v] != 0 && b[v] != 0) both += space.area(v);
        if (a[v] != 0 || b[v] != 0) either += space.area(v);
    }
    return either > 0 ? both / either : 1;
}

Wobble::Wobble(Dice& dice) {
    constexpr std::uint32_t waves = 24;
    const auto add = [&](double scale_cm, double share) {
        for (std::uint32_t k = 0; k < waves; ++k)
            waves_.push_back({dice.normal() / scale_cm, dice.normal() / scale_cm, dice.normal() / scale_cm,
                              dice.uniform(0, 2 * std::numbers::pi), std::sqrt(2 * share / waves)});
    };
    add(3, 0.6);
    add(14, 0.4);
}

double Wobble::at(const PointCm& p) const {
    double sum = 0;
    for (const Wave& w : waves_) sum += w.amplitude * std::cos(w.x * p.x + w.y * p.y + w.z * p.z + w.phase);
    return sum;
}

}  // namespace knotwork::study
