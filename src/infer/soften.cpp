#include "infer/soften.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

namespace knotwork::infer {
namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();
constexpr double half = 0.5;
constexpr double reach_in_spreads = 2.5;  // beyond it the chance is below 1 %

std::uint8_t to_byte(double share) { return static_cast<std::uint8_t>(std::lround(share * 255)); }

}  // namespace

Softener::Softener(const Maps& maps, double spread_cm)
    : maps_(maps),
      spread_cm_(maps.neighbour_begin.empty() ? 0 : spread_cm),
      coverage_(maps.point_area_cm2.size(), 0.0f),
      distance_(maps.point_area_cm2.size(), unreached) {}

const std::vector<SoftPoint>& Softener::soften(const Zone& zone) {
    result_.clear();
    bool has_inside = false;
    for (std::uint32_t i = zone.begin; i < zone.end; ++i) {
        float& coverage = coverage_[maps_.zone_points[i]];
        coverage = std::max(coverage, static_cast<float>(maps_.zone_coverage[i]) / 255);
        has_inside = has_inside || static_cast<double>(coverage) >= half;
    }
    const auto drawn = [&](std::uint32_t v) { return to_byte(static_cast<double>(coverage_[v])); };
    if (spread_cm_ <= 0 || !has_inside) {
        for (std::uint32_t i = zone.begin; i < zone.end; ++i) {
            const std::uint16_t v = maps_.zone_points[i];
            if (coverage_[v] > 0) result_.push_back({v, drawn(v), drawn(v)});
            coverage_[v] = 0;
        }
    } else {
        const double reach = reach_in_spreads * spread_cm_;
        for (const bool inside : {true, false}) {
            spread_from_border(zone, inside, inside ? unreached : reach);
            for (const std::uint32_t v : reached_) {
                const double depth = inside ? distance_[v] : -distance_[v];
                const double chance = 0.5 * std::erfc(-depth / (spread_cm_ * std::numbers::sqrt2));
                result_.push_back({static_cast<std::uint16_t>(v), drawn(v), to_byte(chance)});
                distance_[v] = unreached;
            }
            reached_.clear();
        }
        for (std::uint32_t i = zone.begin; i < zone.end; ++i) coverage_[maps_.zone_points[i]] = 0;
    }
    std::sort(result_.begin(), result_.end(), [](const SoftPoint& a, const SoftPoint& b) { return a.point < b.point; });
    return result_;
}

// Distances from the border over the points on one side of it, no further than `reach`.
void Softener::spread_from_border(const Zone& zone, bool inside, double reach) {
    const auto is_inside = [&](std::uint32_t v) { return static_cast<double>(coverage_[v]) >= half; };
    const auto offer = [&](std::uint32_t v, double d) {
        if (d >= reach || d >= distance_[v]) return;
        if (distance_[v] == unreached) reached_.push_back(v);
        distance_[v] = d;
        heap_.emplace_back(d, v);
        std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    };
    for (std::uint32_t i = zone.begin; i < zone.end; ++i) {
        const std::uint32_t v = maps_.zone_points[i];
        if (!is_inside(v)) continue;
        for (std::uint32_t e = maps_.neighbour_begin[v]; e < maps_.neighbour_begin[v + 1]; ++e) {
            const std::uint32_t w = maps_.neighbours[e];
            if (is_inside(w)) continue;
            // Where along the edge the coverage crosses one half.
            const double from = static_cast<double>(coverage_[v]), to = static_cast<double>(coverage_[w]);
            const double share = (from - half) / (from - to);
            const double length = static_cast<double>(maps_.neighbour_cm[e]);
            inside ? offer(v, share * length) : offer(w, (1 - share) * length);
        }
    }
    while (!heap_.empty()) {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        const auto [d, v] = heap_.back();
        heap_.pop_back();
        if (d > distance_[v]) continue;
        for (std::uint32_t e = maps_.neighbour_begin[v]; e < maps_.neighbour_begin[v + 1]; ++e) {
            const std::uint32_t w = maps_.neighbours[e];
            if (is_inside(w) == inside) offer(w, d + static_cast<double>(maps_.neighbour_cm[e]));
        }
    }
}

}  // namespace knotwork::infer
