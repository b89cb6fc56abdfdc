#include "bake/regions.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "bake/toml_reader.hpp"

namespace knotwork::bake {
namespace {

bool holds(const RegionBox& box, const Skin& skin, std::uint32_t v) {
    if (skin.segment[v] != box.segment) return false;
    const float t = skin.t[v], angle = skin.angle[v], x = std::abs(skin.of(Body::neutral)[v].x);
    const bool in_t = t >= box.t0 && (t < box.t1 || (t == box.t1 && box.t1 == 1));
    const bool in_angle = box.angle0 <= box.angle1 ? angle >= box.angle0 && (angle < box.angle1 || box.angle1 == 180)
                                                   : angle >= box.angle0 || angle < box.angle1;
    return in_t && in_angle && x >= box.x0 && (box.x1 == 0 || x < box.x1);
}

bool on_left(const Skin& skin, std::uint32_t v) { return skin.of(Body::neutral)[v].x >= 0; }

using Piece = std::vector<std::uint32_t>;  // skin points of the left half, joined by edges, in one region

std::vector<Piece> find_pieces(const std::vector<std::uint16_t>& region, const SkinGeometry& geometry) {
    const Skin& skin = geometry.skin();
    std::vector<Piece> out;
    std::vector<bool> seen(region.size(), false);
    for (std::uint32_t start = 0; start < region.size(); ++start) {
        if (seen[start] || !on_left(skin, start)) continue;
        Piece piece{start};
        seen[start] = true;
        for (std::size_t i = 0; i < piece.size(); ++i)
            for (const std::uint16_t w : geometry.neighbours(piece[i]))
                if (!seen[w] && on_left(skin, w) && region[w] == region[start]) {
                    seen[w] = true;
                    piece.push_back(w);
                }
        out.push_back(std::move(piece));
    }
    return out;
}

// The region that most edges out of the piece lead to; its own if none does.
std::uint16_t find_surrounding(const Piece& piece, const std::vector<std::uint16_t>& region,
                               const SkinGeometry& geometry) {
    std::map<std::uint16_t, std::size_t> edges;
    for (const std::uint32_t v : piece)
        for (const std::uint16_t w : geometry.neighbours(v))
            if (region[w] != region[v]) ++edges[region[w]];
    std::uint16_t best = region[piece.front()];
    std::size_t most = 0;
    for (const auto& [r, count] : edges)
        if (count > most) most = count, best = r;
    return best;
}

void absorb_islands(std::vector<std::uint16_t>& region, const SkinGeometry& geometry) {
    const std::vector<Piece> pieces = find_pieces(region, geometry);
    std::map<std::uint16_t, std::size_t> largest;  // piece of each region
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const auto [entry, is_new] = largest.try_emplace(region[pieces[p].front()], p);
        if (!is_new && pieces[p].size() > pieces[entry->second].size()) entry->second = p;
    }
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        if (largest.at(region[pieces[p].front()]) == p) continue;
        const std::uint16_t around = find_surrounding(pieces[p], region, geometry);
        for (const std::uint32_t v : pieces[p]) region[v] = around;
    }
}

}  // namespace

std::vector<std::uint16_t> assign_regions(const Spec& spec, const SkinGeometry& geometry) {
    const Skin& skin = geometry.skin();
    std::vector<std::uint16_t> out(skin.point_count());
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const auto found = std::find_if(spec.regions.begin(), spec.regions.end(), [&](const RegionSpec& region) {
            return std::any_of(region.boxes.begin(), region.boxes.end(),
                               [&](const RegionBox& box) { return holds(box, skin, v); });
        });
        if (found == spec.regions.end())
            refuse("regions.toml", "no region holds " + std::string(name(skin.segment[v])) + " " +
                                       std::to_string(skin.t[v]) + " @ " + std::to_string(skin.angle[v]));
        out[v] = static_cast<std::uint16_t>(found - spec.regions.begin());
    }
    // An island inside an island needs a second look; more than a few would mean that regions.toml makes no sense.
    constexpr int most_looks = 10;
    std::vector<std::uint16_t> before;
    for (int look = 0; look < most_looks && before != out; ++look) {
        before = out;
        absorb_islands(out, geometry);
    }
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        if (!on_left(skin, v)) out[v] = out[skin.mirror[v]];
    std::vector<bool> used(spec.regions.size(), false);
    for (const std::uint16_t r : out) used[r] = true;
    for (std::size_t r = 0; r < spec.regions.size(); ++r)
        if (!used[r]) refuse(spec.regions[r].where, "the region '" + spec.regions[r].id + "' holds no skin");
    return out;
}

}  // namespace knotwork::bake
