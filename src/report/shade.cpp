#include "report/shade.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace knotwork {
namespace {

struct Tint {  // colour and alpha, not premultiplied
    float red = 0, green = 0, blue = 0, alpha = 0;
};

Tint tint(Colour c, float alpha) {
    return {static_cast<float>(c.red), static_cast<float>(c.green), static_cast<float>(c.blue), alpha};
}

// Sum of premultiplied samples of one pixel.
class PixelSum {
  public:
    void add(const Tint& t) {
        red_ += t.red * t.alpha;
        green_ += t.green * t.alpha;
        blue_ += t.blue * t.alpha;
        alpha_ += t.alpha;
    }
    std::uint32_t packed() const {
        constexpr float scale = 255.0f / (samples_per_pixel * samples_per_pixel);
        const auto byte = [](float value) {
            return static_cast<std::uint32_t>(std::clamp(value * scale + 0.5f, 0.0f, 255.0f));
        };
        const std::uint32_t alpha = byte(alpha_);
        return alpha << 24 | std::min(byte(red_), alpha) << 16 | std::min(byte(green_), alpha) << 8 |
               std::min(byte(blue_), alpha);
    }

  private:
    float red_ = 0, green_ = 0, blue_ = 0, alpha_ = 0;
};

template <class TintOf>
Image shade(const Raster& raster, TintOf tint_of) {
    Image image;
    image.width = raster.width / samples_per_pixel;
    image.height = raster.height / samples_per_pixel;
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    // The outermost pixels stay clear: on a page they would be blended with it and show as a hairline.
    for (int row = 1; row + 1 < image.height; ++row) {
        for (int column = 1; column + 1 < image.width; ++column) {
            PixelSum sum;
            bool any = false;
            for (int i = 0; i < samples_per_pixel; ++i) {
                for (int j = 0; j < samples_per_pixel; ++j) {
                    const int x = column * samples_per_pixel + j, y = row * samples_per_pixel + i;
                    const Sample& sample = raster.at(x, y);
                    if (!sample.is_skin()) continue;
                    any = true;
                    sum.add(tint_of(sample, x, y));
                }
            }
            if (any)
                image.pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width) +
                             static_cast<std::size_t>(column)] = sum.packed();
        }
    }
    return image;
}

// The normal at a sample in view axes: x to the right, y up, z to the viewer.
Vec3 view_normal(const Raster& raster, const Sample& sample) {
    const Triangle& t = raster.triangles[sample.index()];
    const Vec3 n =
        raster.normals[t.a] * sample.a() + raster.normals[t.b] * sample.b() + raster.normals[t.c] * sample.c();
    const ViewAxes& axes = raster.projection.axes;
    return normalized({dot(axes.right, n), dot(axes.up, n), dot(axes.toward, n)});
}

// Light from the upper left before the body, wrapped around it so that no side falls into black, and a weak fill from
// the lower right. 0 to 1.
float brightness(Vec3 n) {
    constexpr float wrap = 0.45f;
    const Vec3 key = normalized({-0.50f, 0.62f, 0.60f});
    const Vec3 fill = normalized({0.80f, -0.20f, 0.55f});
    const float lit = std::max(0.0f, (dot(n, key) + wrap) / (1 + wrap));
    const float filled = std::max(0.0f, dot(n, fill));
    return std::min(1.0f, 0.04f + 0.88f * lit + 0.16f * filled);
}

float rim(Vec3 n) {
    const float away = 1 - std::clamp(n.z, 0.0f, 1.0f);
    return away * away * away;
}

// Running mean over 2 radius + 1 entries, `stride` apart, of values and their weights alike.
void blur_line(float* values, std::size_t count, std::size_t stride, std::size_t radius, std::vector<float>& line) {
    line.resize(count);
    for (std::size_t i = 0; i < count; ++i) line[i] = values[i * stride];
    float sum = 0;
    for (std::size_t i = 0; i < std::min(radius, count); ++i) sum += line[i];
    const float scale = 1 / static_cast<float>(2 * radius + 1);
    for (std::size_t i = 0; i < count; ++i) {
        if (i + radius < count) sum += line[i + radius];
        if (i > radius) sum -= line[i - radius - 1];
        values[i * stride] = sum * scale;
    }
}

// How much a pixel lies behind its neighbourhood, 0 to 1: 1 is `reach` metres behind the mean within `reach`.
class Hollows {
  public:
    Hollows(const Raster& raster, double reach) : width_(static_cast<std::size_t>(raster.width / step)) {
        const auto height = static_cast<std::size_t>(raster.height / step);
        std::vector<float> depth(width_ * height, 0), weight(width_ * height, 0);
        for (std::size_t row = 0; row < height; ++row) {
            for (std::size_t column = 0; column < width_; ++column) {
                const Sample& s = raster.at(static_cast<int>(column) * step, static_cast<int>(row) * step);
                if (!s.is_skin()) continue;
                depth[row * width_ + column] = s.depth;
                weight[row * width_ + column] = 1;
            }
        }
        own_ = depth;
        const double pixels = reach * raster.projection.points_per_metre * raster.samples_per_point / step;
        const auto radius = static_cast<std::size_t>(std::max(1.0, pixels / 2));
        std::vector<float> line;
        for (std::vector<float>* field : {&depth, &weight}) {
            for (int pass = 0; pass < 2; ++pass) {  // two boxes make a tent
                for (std::size_t row = 0; row < height; ++row)
                    blur_line(field->data() + row * width_, width_, 1, radius, line);
                for (std::size_t column = 0; column < width_; ++column)
                    blur_line(field->data() + column, height, width_, radius, line);
            }
        }
        mean_ = std::move(depth);
        for (std::size_t i = 0; i < mean_.size(); ++i) mean_[i] = weight[i] > 0.01f ? mean_[i] / weight[i] : own_[i];
        height_ = height;
        scale_ = static_cast<float>(1 / reach);
    }

    float at(int x, int y) const {
        const std::size_t column = std::min(static_cast<std::size_t>(x / step), width_ - 1);
        const std::size_t row = std::min(static_cast<std::size_t>(y / step), height_ - 1);
        const std::size_t i = row * width_ + column;
        return std::clamp((mean_[i] - own_[i]) * scale_, 0.0f, 1.0f);
    }

  private:
    static constexpr int step = samples_per_pixel;
    std::size_t width_, height_ = 0;
    std::vector<float> own_, mean_;
    float scale_ = 1;
};

// Whether something passes before this sample, or the surface breaks off behind it, within a sample or so: the second
// difference of depth along a row or a column, which is small on any smooth surface.
bool on_inner_line(const Raster& raster, int x, int y) {
    constexpr float jump = 0.010f;
    const int reach = std::max(1, static_cast<int>(raster.samples_per_point * 0.35));
    if (x < reach || y < reach || x + reach >= raster.width || y + reach >= raster.height) return false;
    const float own = raster.at(x, y).depth;
    const auto breaks = [&](const Sample& before, const Sample& after) {
        return before.is_skin() && after.is_skin() && before.depth + after.depth - 2 * own > jump;
    };
    return breaks(raster.at(x - reach, y), raster.at(x + reach, y)) ||
           breaks(raster.at(x, y - reach), raster.at(x, y + reach));
}

}  // namespace

Image shade_body(const Raster& raster) {
    const Hollows wide(raster, 0.06), narrow(raster, 0.012);
    return shade(raster, [&](const Sample& sample, int x, int y) {
        if (sample.seen_from_inside()) return tint(style::cut, 1);
        const Vec3 n = view_normal(raster, sample);
        const float hollow = std::min(1.0f, 0.75f * wide.at(x, y) + 0.55f * narrow.at(x, y));
        const float light = std::clamp(brightness(n) * (1 - 0.55f * hollow) - 0.30f * rim(n), 0.0f, 1.0f);
        Colour colour = mix(style::skin_dark, style::skin_light, light);
        if (on_inner_line(raster, x, y)) colour = mix(colour, style::skin_line, 0.65);
        return tint(colour, 1);
    });
}

Image shade_layers(const Raster& raster, std::span<const Layer> layers) {
    constexpr double stripe_width = 3.4;  // points
    const double stripes_a_sample = 1 / (stripe_width * raster.samples_per_point);
    std::vector<const Layer*> covering;
    return shade(raster, [&](const Sample& sample, int x, int y) {
        if (sample.seen_from_inside()) return Tint{};
        covering.clear();
        for (const Layer& layer : layers)
            if (raster.interpolate(sample, layer.values) >= 0.5f) covering.push_back(&layer);
        if (covering.empty()) return Tint{};
        // Layers on one another show as stripes of their colours, for a blend would look like none of them.
        const auto stripe = static_cast<std::size_t>((x + y) * stripes_a_sample);
        const Layer& layer = *covering[stripe % covering.size()];
        // A little of the body's light stays in the colour, so that a zone lies on the body and not on the glass.
        const auto light = static_cast<double>(brightness(view_normal(raster, sample)));
        const Colour dark = mix(layer.colour, rgb(0x000000), 0.30), bright = mix(layer.colour, rgb(0xFFFFFF), 0.06);
        return tint(mix(dark, bright, light), layer.opacity);
    });
}

std::uint16_t part_at(const Raster& raster, const Sample& sample, const Partition& partition) {
    const Triangle& t = raster.triangles[sample.index()];
    std::array<Partition::Share, 12> sums;
    std::size_t count = 0;
    for (const auto& [corner, weight] :
         {std::pair{t.a, sample.a()}, std::pair{t.b, sample.b()}, std::pair{t.c, sample.c()}}) {
        for (const Partition::Share& s : partition.shares[corner]) {
            if (s.share <= 0) continue;
            std::size_t i = 0;
            while (i < count && sums[i].part != s.part) ++i;
            if (i == count) sums[count++] = {s.part, 0};
            sums[i].share += weight * s.share;
        }
    }
    const auto* last = sums.data() + count;
    return std::max_element(
               static_cast<const Partition::Share*>(sums.data()), last,
               [](const auto& a, const auto& b) { return std::pair(a.share, b.part) < std::pair(b.share, a.part); })
        ->part;
}

std::vector<Partition::Shares> smoothed_shares(const Skin& skin, std::span<const std::uint16_t> part, int rounds) {
    std::vector<Partition::Shares> shares(part.size());
    for (std::size_t v = 0; v < part.size(); ++v) shares[v][0] = {part[v], 1};
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::vector<Partition::Share>> sums(part.size());
        std::vector<float> weight(part.size(), 0);
        const auto add = [&](std::size_t v, std::size_t from, float w) {
            weight[v] += w;
            for (const Partition::Share& s : shares[from]) {
                if (s.share <= 0) continue;
                const auto found = std::find_if(sums[v].begin(), sums[v].end(),
                                                [&](const Partition::Share& own) { return own.part == s.part; });
                if (found == sums[v].end())
                    sums[v].push_back({s.part, w * s.share});
                else
                    found->share += w * s.share;
            }
        };
        for (const Triangle& t : skin.triangles) {
            for (const auto& [v, w] : {std::pair{t.a, t.b}, std::pair{t.b, t.c}, std::pair{t.c, t.a}}) {
                add(v, w, 1);
                add(v, v, 1);  // half of what a point becomes is what it was
            }
        }
        for (std::size_t v = 0; v < part.size(); ++v) {
            if (weight[v] <= 0) continue;
            std::sort(sums[v].begin(), sums[v].end(), [](const auto& a, const auto& b) {
                return std::pair(b.share, a.part) < std::pair(a.share, b.part);
            });
            shares[v] = {};
            for (std::size_t i = 0; i < std::min(sums[v].size(), shares[v].size()); ++i)
                shares[v][i] = {sums[v][i].part, sums[v][i].share / weight[v]};
        }
    }
    return shares;
}

Image shade_partition(const Raster& raster, const Partition& partition) {
    const int reach = std::max(1, static_cast<int>(raster.samples_per_point * 0.3));
    return shade(raster, [&](const Sample& sample, int x, int y) {
        if (sample.seen_from_inside()) return Tint{};
        const std::uint16_t part = part_at(raster, sample, partition);
        for (const auto& [dx, dy] : {std::pair{reach, 0}, std::pair{0, reach}}) {
            if (x + dx >= raster.width || y + dy >= raster.height) continue;
            const Sample& next = raster.at(x + dx, y + dy);
            if (next.is_skin() && !next.seen_from_inside() && part_at(raster, next, partition) != part)
                return tint(style::paper, 0.95f);
        }
        const float light = brightness(view_normal(raster, sample));
        const Colour colour = partition.colours[part];
        return tint(mix(mix(colour, rgb(0x000000), 0.35), colour, static_cast<double>(light)), 0.70f);
    });
}

Image shade_fade(const Raster& raster, double width, const Edges& edges) {
    Image image;
    image.width = raster.width / samples_per_pixel;
    image.height = raster.height / samples_per_pixel;
    image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    const double pixels_per_point = raster.samples_per_point / samples_per_pixel;
    const double reach = width * pixels_per_point;
    // 0 at `reach` pixels from the edge, rising smoothly to 1 just before it.
    const auto strength = [&](bool edge, double pixels) {
        if (!edge) return 0.0;
        const double t = std::clamp(1.04 - pixels / reach, 0.0, 1.0);
        return t * t * (3 - 2 * t);
    };
    const auto around = static_cast<int>(std::ceil(1.5 * pixels_per_point)) * samples_per_pixel;  // outlines stand out
    const auto near_skin = [&](int x, int y) {
        for (const int dy : {0, -around, around}) {
            for (const int dx : {0, -around, around}) {
                const int column = std::clamp(x + dx, 0, raster.width - 1),
                          row = std::clamp(y + dy, 0, raster.height - 1);
                if (raster.at(column, row).is_skin()) return true;
            }
        }
        return false;
    };
    for (int row = 0; row < image.height; ++row) {
        for (int column = 0; column < image.width; ++column) {
            const double clear = (1 - strength(edges.left, column)) *
                                 (1 - strength(edges.right, image.width - 1 - column)) *
                                 (1 - strength(edges.top, row)) * (1 - strength(edges.bottom, image.height - 1 - row));
            if (clear >= 1 || !near_skin(column * samples_per_pixel, row * samples_per_pixel)) continue;
            PixelSum sum;
            for (int i = 0; i < samples_per_pixel * samples_per_pixel; ++i)
                sum.add(tint(style::paper, static_cast<float>(1 - clear)));
            image.pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width) +
                         static_cast<std::size_t>(column)] = sum.packed();
        }
    }
    return image;
}

std::vector<float> compute_coverage(const Raster& raster) {
    const int width = raster.width / samples_per_pixel, height = raster.height / samples_per_pixel;
    std::vector<float> coverage;
    coverage.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            int covered = 0;
            for (int i = 0; i < samples_per_pixel; ++i)
                for (int j = 0; j < samples_per_pixel; ++j)
                    covered += raster.at(column * samples_per_pixel + j, row * samples_per_pixel + i).is_skin() ? 1 : 0;
            coverage.push_back(static_cast<float>(covered) / (samples_per_pixel * samples_per_pixel));
        }
    }
    return coverage;
}

std::vector<float> compute_values(const Raster& raster, std::span<const float> values) {
    const int width = raster.width / samples_per_pixel, height = raster.height / samples_per_pixel;
    std::vector<float> out;
    out.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            const Sample& sample = raster.at(column * samples_per_pixel, row * samples_per_pixel);
            out.push_back(sample.is_skin() && !sample.seen_from_inside() ? raster.interpolate(sample, values) : -1.0f);
        }
    }
    return out;
}

}  // namespace knotwork
