#include "report/labels.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace knotwork {
namespace {

// Whether the segments (column, ya)-a and (column, yb)-b cross.
bool leaders_cross(PagePoint a, double ya, PagePoint b, double yb, double column_x) {
    const auto turn = [](PagePoint p, PagePoint q, PagePoint r) {
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    };
    const PagePoint start_a{column_x, ya}, start_b{column_x, yb};
    return turn(start_a, a, start_b) * turn(start_a, a, b) < 0 && turn(start_b, b, start_a) * turn(start_b, b, a) < 0;
}

}  // namespace

std::vector<double> place_labels(std::span<const PagePoint> anchors, double column_x, double spacing, double top,
                                 double bottom) {
    const std::size_t n = anchors.size();
    if (n == 0) return {};
    if (n > 1) spacing = std::min(spacing, (bottom - top) / static_cast<double>(n - 1));
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return anchors[a].y < anchors[b].y; });

    // With z_i = y_i - i spacing the labels must only be in rising order; blocks that are not are merged into their
    // mean.
    struct Block {
        double sum;
        std::size_t count;
        double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < n; ++i) {
        blocks.push_back({anchors[order[i]].y - static_cast<double>(i) * spacing, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    std::vector<double> slots;
    for (const Block& block : blocks) {
        for (std::size_t k = 0; k < block.count; ++k) {
            // Clamping z keeps the order, so labels pushed in from the edges still do not overlap.
            const double z = std::clamp(block.mean(), top, bottom - static_cast<double>(n - 1) * spacing);
            slots.push_back(z + static_cast<double>(slots.size()) * spacing);
        }
    }

    // Exchanging two labels whose leaders cross shortens their sum, so this ends; the bound is for rounding only.
    bool crossed = true;
    for (std::size_t round = 0; crossed && round < n * n; ++round) {
        crossed = false;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = i + 1; j < n; ++j) {
                if (!leaders_cross(anchors[order[i]], slots[i], anchors[order[j]], slots[j], column_x)) continue;
                std::swap(order[i], order[j]);
                crossed = true;
            }
        }
    }
    std::vector<double> heights(n);
    for (std::size_t i = 0; i < n; ++i) heights[order[i]] = slots[i];
    return heights;
}

std::vector<bool> choose_columns(std::span<const PagePoint> anchors, double middle_x, double near) {
    std::vector<bool> left(anchors.size());
    std::ptrdiff_t surplus = 0;  // of labels on the left
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        if (std::abs(anchors[i].x - middle_x) < near) continue;
        left[i] = anchors[i].x < middle_x;
        surplus += left[i] ? 1 : -1;
    }
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        if (std::abs(anchors[i].x - middle_x) >= near) continue;
        left[i] = surplus <= 0;
        surplus += left[i] ? 1 : -1;
    }
    return left;
}

}  // namespace knotwork
