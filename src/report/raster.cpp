#include "report/raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace knotwork {
namespace {

// A corner of a tessellated triangle: place in samples, depth, and weights of the parent's second and third corner.
struct Corner {
    float x, y, depth, b, c;
};

class Filler {
  public:
    explicit Filler(Raster& raster) : raster_(raster) {}

    void fill(const Corner& p, const Corner& q, const Corner& r, std::uint32_t triangle, bool draw_inside) {
        // Rows run downwards, so what is counter-clockwise in the world has negative area here.
        const float area = (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
        if (area == 0 || (area > 0 && !draw_inside)) return;
        const std::uint32_t tag = area > 0 ? triangle | Sample::inside_bit : triangle;
        const int left = std::max(0, static_cast<int>(std::ceil(std::min({p.x, q.x, r.x}) - 0.5f)));
        const int right = std::min(raster_.width - 1, static_cast<int>(std::floor(std::max({p.x, q.x, r.x}) - 0.5f)));
        const int top = std::max(0, static_cast<int>(std::ceil(std::min({p.y, q.y, r.y}) - 0.5f)));
        const int bottom = std::min(raster_.height - 1, static_cast<int>(std::floor(std::max({p.y, q.y, r.y}) - 0.5f)));
        const float scale = 1 / area;
        // Shares of q and r at a sample are affine in its place.
        const float q_dx = -(r.y - p.y) * -scale, q_dy = (r.x - p.x) * -scale;
        const float r_dx = -(q.y - p.y) * scale, r_dy = (q.x - p.x) * scale;
        for (int row = top; row <= bottom; ++row) {
            const float dy = static_cast<float>(row) + 0.5f - p.y;
            float dx = static_cast<float>(left) + 0.5f - p.x;
            Sample* sample = &raster_.samples[static_cast<std::size_t>(row) * static_cast<std::size_t>(raster_.width) +
                                              static_cast<std::size_t>(left)];
            for (int column = left; column <= right; ++column, ++sample, dx += 1) {
                const float share_q = q_dx * dx + q_dy * dy;
                const float share_r = r_dx * dx + r_dy * dy;
                // The slack closes the hairline cracks that rounding leaves between neighbours.
                constexpr float slack = -1e-4f;
                if (share_q < slack || share_r < slack || share_q + share_r > 1 - slack) continue;
                const float depth = p.depth + share_q * (q.depth - p.depth) + share_r * (r.depth - p.depth);
                if (depth <= sample->depth) continue;
                const float b = p.b + share_q * (q.b - p.b) + share_r * (r.b - p.b);
                const float c = p.c + share_q * (q.c - p.c) + share_r * (r.c - p.c);
                *sample = {depth, tag, quantised(b), quantised(c)};
            }
        }
    }

    // A triangle of a lid, drawn from both sides as inside.
    void fill_lid(const Corner& p, const Corner& q, const Corner& r) { fill(p, q, r, Sample::inside_bit, true); }

  private:
    static std::uint16_t quantised(float weight) {
        return static_cast<std::uint16_t>(std::clamp(weight, 0.0f, 1.0f) * 65535.0f + 0.5f);
    }

    Raster& raster_;
};

// Point of the curved triangle: the flat point, drawn three quarters of the way to the tangent planes of the corners.
Vec3 rounded(const std::array<Vec3, 3>& corners, const std::array<Vec3, 3>& normals, float a, float b, float c) {
    const Vec3 flat = corners[0] * a + corners[1] * b + corners[2] * c;
    Vec3 lifted;
    const std::array<float, 3> weights{a, b, c};
    for (std::size_t i = 0; i < 3; ++i)
        lifted = lifted + weights[i] * (flat - normals[i] * dot(flat - corners[i], normals[i]));
    return lerp(flat, lifted, 0.75f);
}

using CutEdge = std::pair<std::uint16_t, std::uint16_t>;

// Edges of the shown part that only one shown triangle has: where the rest was taken away. Each runs as its triangle
// does.
std::vector<CutEdge> find_cut_edges(const Skin& skin, const Camera& camera) {
    std::vector<std::uint32_t> edges;
    for (const Triangle& t : skin.triangles) {
        if (!camera.shows(skin, t)) continue;
        for (const auto& [from, to] : {std::pair{t.a, t.b}, std::pair{t.b, t.c}, std::pair{t.c, t.a}})
            edges.push_back(static_cast<std::uint32_t>(from) << 16 | to);
    }
    std::sort(edges.begin(), edges.end());
    std::vector<CutEdge> cut;
    for (const std::uint32_t edge : edges) {
        const std::uint32_t back = edge << 16 | edge >> 16;
        if (!std::binary_search(edges.begin(), edges.end(), back))
            cut.emplace_back(static_cast<std::uint16_t>(edge >> 16), static_cast<std::uint16_t>(edge & 0xFFFF));
    }
    return cut;
}

// Evens the rims of the cuts, which follow the edges of triangles: each point moves towards its neighbours on the rim.
void smooth_rims(std::span<const CutEdge> edges, std::vector<Vec3>& positions) {
    struct Sum {
        Vec3 place;
        float count = 0;
    };
    for (int round = 0; round < 12; ++round) {
        std::unordered_map<std::uint16_t, Sum> sums;
        for (const auto& [from, to] : edges) {
            for (const auto& [v, w] : {std::pair{from, to}, std::pair{to, from}}) {
                sums[v].place = sums[v].place + positions[w];
                sums[v].count += 1;
            }
        }
        for (const auto& [v, sum] : sums) positions[v] = lerp(positions[v], sum.place * (1 / sum.count), 0.5f);
    }
}

// A lid on every cut: triangles from the middle of each ring of cut edges to its edges.
void fill_cuts(std::span<const CutEdge> edges, std::span<const Vec3> positions, const Raster& raster, Filler& filler) {
    // Rings are the joined parts of the edges, found by union and find over their points.
    std::unordered_map<std::uint16_t, std::uint16_t> parent;
    const auto root = [&](std::uint16_t v) {
        while (parent.at(v) != v) v = parent[v] = parent.at(parent.at(v));
        return v;
    };
    for (const auto& [from, to] : edges) {
        parent.try_emplace(from, from);
        parent.try_emplace(to, to);
        parent[root(from)] = root(to);
    }
    struct Ring {
        Vec3 sum;
        float count = 0;
    };
    std::unordered_map<std::uint16_t, Ring> rings;
    for (const auto& [from, to] : edges) {
        Ring& ring = rings[root(from)];
        ring.sum = ring.sum + positions[from];
        ring.count += 1;
    }
    const auto corner = [&](Vec3 place) {
        const PagePoint page = raster.projection.to_page(place);
        return Corner{static_cast<float>((page.x - raster.box.x) * raster.samples_per_point),
                      static_cast<float>((page.y - raster.box.y) * raster.samples_per_point),
                      raster.projection.depth(place), 0, 0};
    };
    for (const auto& [from, to] : edges) {
        const Ring& ring = rings[root(from)];
        filler.fill_lid(corner(positions[from]), corner(positions[to]), corner(ring.sum * (1 / ring.count)));
    }
}

}  // namespace

std::vector<Vec3> compute_normals(std::span<const Triangle> triangles, std::span<const Vec3> positions) {
    std::vector<Vec3> normals(positions.size());
    for (const Triangle& t : triangles) {
        const Vec3 normal = cross(positions[t.b] - positions[t.a], positions[t.c] - positions[t.a]);
        for (const std::uint16_t corner : {t.a, t.b, t.c}) normals[corner] = normals[corner] + normal;
    }
    for (Vec3& normal : normals) normal = normalized(normal);
    return normals;
}

// A place so far before the skin in sight lies on skin that was taken away; metres.
constexpr float off_the_skin = 0.02f;

const Sample* Raster::find(double page_x, double page_y) const {
    const double column = std::floor((page_x - box.x) * samples_per_point);
    const double row = std::floor((page_y - box.y) * samples_per_point);
    if (!(column >= 0 && row >= 0 && column < width && row < height)) return nullptr;
    const Sample& sample = at(static_cast<int>(column), static_cast<int>(row));
    return sample.is_skin() && !sample.seen_from_inside() ? &sample : nullptr;
}

bool Raster::is_visible(Vec3 place, float tolerance) const {
    const PagePoint p = projection.to_page(place);
    const Sample* sample = find(p.x, p.y);
    if (sample == nullptr) return false;
    const float behind = sample->depth - projection.depth(place);
    return behind < tolerance && behind > -off_the_skin;
}

Raster rasterise(const Skin& skin, std::span<const Vec3> places, const Camera& camera, const Projection& projection,
                 const Box& box, double samples_per_point) {
    Raster raster;
    raster.width = std::max(1, static_cast<int>(std::lround(box.width * samples_per_point)));
    raster.height = std::max(1, static_cast<int>(std::lround(box.height * samples_per_point)));
    raster.samples_per_point = samples_per_point;
    raster.box = box;
    raster.projection = projection;
    raster.triangles = skin.triangles;
    raster.normals = compute_normals(skin.triangles, places);
    std::vector<Vec3> positions(places.begin(), places.end());
    const bool draw_inside = !camera.shows_all();
    std::vector<CutEdge> cut_edges;
    if (draw_inside) {
        cut_edges = find_cut_edges(skin, camera);
        smooth_rims(cut_edges, positions);
    }
    raster.samples.assign(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height),
                          Sample{-1e30f, Sample::none, 0, 0});

    Filler filler(raster);
    constexpr int most_pieces = 4;
    // Pieces of about 8 samples. All edges of one picture must be cut alike or cracks open, so the count depends on the
    // scale and on nothing else.
    const double samples_per_centimetre = 0.01 * projection.points_per_metre * samples_per_point;
    const int pieces = std::clamp(static_cast<int>(std::ceil(samples_per_centimetre / 8)), 1, most_pieces);
    std::array<Corner, (most_pieces + 1) * (most_pieces + 2) / 2> grid{};
    for (std::uint32_t index = 0; index < skin.triangles.size(); ++index) {
        const Triangle& t = skin.triangles[index];
        if (!camera.shows(skin, t)) continue;
        const std::array<Vec3, 3> corners{positions[t.a], positions[t.b], positions[t.c]};
        const std::array<Vec3, 3> normals{raster.normals[t.a], raster.normals[t.b], raster.normals[t.c]};
        std::size_t count = 0;
        for (int i = 0; i <= pieces; ++i) {
            for (int j = 0; j <= pieces - i; ++j) {
                const float b = static_cast<float>(i) / static_cast<float>(pieces);
                const float c = static_cast<float>(j) / static_cast<float>(pieces);
                const Vec3 place = rounded(corners, normals, 1 - b - c, b, c);
                const PagePoint page = projection.to_page(place);
                grid[count++] = {static_cast<float>((page.x - box.x) * samples_per_point),
                                 static_cast<float>((page.y - box.y) * samples_per_point), projection.depth(place), b,
                                 c};
            }
        }
        // Row i of the grid has pieces - i + 1 corners.
        std::size_t row = 0;
        for (int i = 0; i < pieces; ++i) {
            const auto length = static_cast<std::size_t>(pieces - i + 1);
            const std::size_t next = row + length;
            for (std::size_t j = 0; j + 1 < length; ++j) {
                filler.fill(grid[row + j], grid[next + j], grid[row + j + 1], index, draw_inside);
                if (j + 2 < length)
                    filler.fill(grid[next + j], grid[next + j + 1], grid[row + j + 1], index, draw_inside);
            }
            row = next;
        }
    }
    fill_cuts(cut_edges, positions, raster, filler);
    return raster;
}

}  // namespace knotwork
