#include "report/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace knotwork {
namespace {

// A crossing lies on the edge between two neighbouring pixels; its key is the first pixel and the direction.
using EdgeKey = std::uint64_t;

class Tracer {
  public:
    Tracer(std::span<const float> values, int width, int height, float level)
        : values_(values), width_(width), height_(height), level_(level) {}

    std::vector<Polyline> trace() {
        for (int y = 0; y + 1 < height_; ++y)
            for (int x = 0; x + 1 < width_; ++x) cross_cell(x, y);
        std::vector<Polyline> lines;
        // Ends of open lines first, so that what remains are loops.
        for (std::size_t i = 0; i < crossings_.size(); ++i)
            if (!used_[i] && links_[i][1] == nothing) lines.push_back(follow(i, false));
        for (std::size_t i = 0; i < crossings_.size(); ++i)
            if (!used_[i]) lines.push_back(follow(i, true));
        return lines;
    }

  private:
    static constexpr std::size_t nothing = static_cast<std::size_t>(-1);

    float value(int x, int y) const {
        return values_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
    }

    std::size_t crossing(int x, int y, bool downwards) {
        const EdgeKey key = (static_cast<EdgeKey>(y) * static_cast<EdgeKey>(width_) + static_cast<EdgeKey>(x)) * 2 +
                            (downwards ? 1 : 0);
        const auto [found, is_new] = index_.try_emplace(key, crossings_.size());
        if (is_new) {
            const float here = value(x, y), there = downwards ? value(x, y + 1) : value(x + 1, y);
            const double share = static_cast<double>((level_ - here) / (there - here));
            crossings_.push_back({x + 0.5 + (downwards ? 0 : share), y + 0.5 + (downwards ? share : 0)});
            links_.push_back({nothing, nothing});
            used_.push_back(false);
        }
        return found->second;
    }

    void link(std::size_t a, std::size_t b) {
        for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}})
            (links_[from][0] == nothing ? links_[from][0] : links_[from][1]) = to;
    }

    void cross_cell(int x, int y) {
        const float nw = value(x, y), ne = value(x + 1, y), sw = value(x, y + 1), se = value(x + 1, y + 1);
        const int above =
            (nw >= level_ ? 1 : 0) | (ne >= level_ ? 2 : 0) | (se >= level_ ? 4 : 0) | (sw >= level_ ? 8 : 0);
        if (above == 0 || above == 15 || nw < 0 || ne < 0 || sw < 0 || se < 0) return;
        const auto north = [&] { return crossing(x, y, false); };
        const auto south = [&] { return crossing(x, y + 1, false); };
        const auto west = [&] { return crossing(x, y, true); };
        const auto east = [&] { return crossing(x + 1, y, true); };
        switch (above) {
            case 1:
            case 14: link(west(), north()); break;
            case 2:
            case 13: link(north(), east()); break;
            case 4:
            case 11: link(east(), south()); break;
            case 8:
            case 7: link(south(), west()); break;
            case 3:
            case 12: link(west(), east()); break;
            case 6:
            case 9: link(north(), south()); break;
            case 5:
            case 10: {
                // Saddle: the mean decides which pair of corners joins.
                const bool joined = (nw + ne + sw + se) / 4 >= level_;
                if ((above == 5) == joined) {
                    link(north(), east());
                    link(south(), west());
                } else {
                    link(west(), north());
                    link(east(), south());
                }
                break;
            }
            default: break;
        }
    }

    Polyline follow(std::size_t start, bool closed) {
        Polyline line;
        line.closed = closed;
        for (std::size_t at = start; at != nothing;) {
            used_[at] = true;
            line.points.push_back(crossings_[at]);
            std::size_t next = nothing;
            for (const std::size_t candidate : links_[at])
                if (candidate != nothing && !used_[candidate]) next = candidate;
            at = next;
        }
        return line;
    }

    std::span<const float> values_;
    int width_, height_;
    float level_;
    std::unordered_map<EdgeKey, std::size_t> index_;
    std::vector<PagePoint> crossings_;
    std::vector<std::array<std::size_t, 2>> links_;
    std::vector<bool> used_;
};

// Mean over `radius` neighbours on each side; the ends of an open line stay.
std::vector<PagePoint> smoothed(const std::vector<PagePoint>& points, bool closed, std::size_t radius) {
    const std::size_t n = points.size();
    if (n < 2 * radius + 2) return points;
    std::vector<PagePoint> out(n);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t reach = closed ? radius : std::min({radius, i, n - 1 - i});
        PagePoint sum;
        for (std::size_t k = 0; k <= 2 * reach; ++k) {
            const PagePoint& p = points[(i + n + k - reach) % n];
            sum.x += p.x;
            sum.y += p.y;
        }
        const double count = static_cast<double>(2 * reach + 1);
        out[i] = {sum.x / count, sum.y / count};
    }
    return out;
}

// Douglas and Peucker 1973 (doi:10.3138/FM57-6770-U75U-7727), with a stack of its own.
std::vector<PagePoint> thinned(const std::vector<PagePoint>& points, double tolerance) {
    if (points.size() < 3) return points;
    std::vector<bool> keep(points.size(), false);
    keep.front() = keep.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> stack{{0, points.size() - 1}};
    while (!stack.empty()) {
        const auto [first, last] = stack.back();
        stack.pop_back();
        const double dx = points[last].x - points[first].x, dy = points[last].y - points[first].y;
        const double length = std::hypot(dx, dy);
        double worst = tolerance;
        std::size_t split = 0;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double px = points[i].x - points[first].x, py = points[i].y - points[first].y;
            const double off = length > 0 ? std::abs(px * dy - py * dx) / length : std::hypot(px, py);
            if (off > worst) {
                worst = off;
                split = i;
            }
        }
        if (split == 0) continue;
        keep[split] = true;
        stack.emplace_back(first, split);
        stack.emplace_back(split, last);
    }
    std::vector<PagePoint> out;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (keep[i]) out.push_back(points[i]);
    return out;
}

}  // namespace

std::vector<Polyline> find_contours(std::span<const float> values, int width, int height, float level) {
    std::vector<Polyline> lines = Tracer(values, width, height, level).trace();
    std::vector<Polyline> kept;
    for (Polyline& line : lines) {
        constexpr std::size_t least = 6;  // shorter ones are specks of a pixel or two
        if (line.points.size() < least) continue;
        line.points = thinned(smoothed(smoothed(line.points, line.closed, 2), line.closed, 2), 0.12);
        kept.push_back(std::move(line));
    }
    return kept;
}

}  // namespace knotwork
