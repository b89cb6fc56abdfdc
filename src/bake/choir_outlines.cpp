#include "bake/choir_outlines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <string>

#include "bake/toml_reader.hpp"

namespace knotwork::bake {
namespace {

constexpr double farthest_counterpart = 8;  // units of the picture between the folded centres of a pair

struct Outline {
    std::uint32_t number = 0;
    bool left = false;  // of the person
    std::vector<Vec2> corners;
};

std::string at_line(const std::filesystem::path& path, std::size_t line) {
    return path.filename().string() + ":" + std::to_string(line);
}

bool read_field(const char*& at, const char* end, double& value, char after) {
    const auto [next, error] = std::from_chars(at, end, value);
    if (error != std::errc() || !std::isfinite(value)) return false;
    at = next;
    if (after == '\0') return at == end;
    if (at == end || *at != after) return false;
    ++at;
    return true;
}

std::map<std::uint32_t, std::vector<Vec2>> read_corners(const std::filesystem::path& path, std::uint32_t first,
                                                        std::uint32_t last) {
    std::ifstream in(path);
    if (!in) refuse(path.string(), "cannot be opened");
    std::map<std::uint32_t, std::vector<Vec2>> out;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        std::erase_if(line, [](char c) { return c == '"' || c == '\r'; });
        if (number == 1) {
            if (line != "id,x,y") refuse(at_line(path, 1), "the heading must be \"id\",\"x\",\"y\"");
            continue;
        }
        double id = 0;
        Vec2 corner;
        const char* at = line.data();
        const char* const end = at + line.size();
        if (!read_field(at, end, id, ',') || !read_field(at, end, corner.x, ',') ||
            !read_field(at, end, corner.y, '\0'))
            refuse(at_line(path, number), "is not of the form \"segment\",x,y");
        if (id < first || id > last || id != std::floor(id))
            refuse(at_line(path, number),
                   "the segments of this picture are " + std::to_string(first) + " to " + std::to_string(last));
        out[static_cast<std::uint32_t>(id)].push_back(corner);
    }
    for (std::uint32_t id = first; id <= last; ++id)
        if (out[id].size() < 3)
            refuse(path.filename().string(), "segment " + std::to_string(id) + " has fewer than three corners");
    return out;
}

Vec2 centre(const std::vector<Vec2>& corners) {
    double area = 0;
    Vec2 sum;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        const Vec2 a = corners[j], b = corners[i];
        const double twice = a.x * b.y - b.x * a.y;
        area += twice;
        sum.x += (a.x + b.x) * twice;
        sum.y += (a.y + b.y) * twice;
    }
    return area != 0 ? Vec2{sum.x / (3 * area), sum.y / (3 * area)} : corners.front();
}

bool contains(const std::vector<Vec2>& outline, Vec2 p) {  // even-odd rule
    bool inside = false;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const Vec2 a = outline[i], b = outline[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

double distance_to_edge(const std::vector<Vec2>& outline, Vec2 p) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const Vec2 a = outline[j], b = outline[i];
        const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
        const double f = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
        best = std::min(best, std::hypot(p.x - a.x - f * dx, p.y - a.y - f * dy));
    }
    return best;
}

}  // namespace

double ChoirPair::depth(Vec2 place) const {
    double sum = 0;
    for (const auto& half : outline) sum += (contains(half, place) ? 1 : -1) * distance_to_edge(half, place);
    return sum / 2;
}

const ChoirPair* ChoirOutlines::find(std::uint32_t number) const {
    const auto found = std::find_if(pairs.begin(), pairs.end(),
                                    [&](const ChoirPair& pair) { return pair.left == number || pair.right == number; });
    return found == pairs.end() ? nullptr : &*found;
}

ChoirOutlines read_choir_outlines(const std::filesystem::path& path, double middle, bool front) {
    std::vector<Outline> outlines;
    for (auto& [number, corners] : read_corners(path, front ? 101 : 201, front ? 136 : 238)) {
        // In front pictures the person's right is on the viewer's left.
        const bool viewers_left = centre(corners).x < middle;
        for (Vec2& corner : corners) corner.x = viewers_left ? middle - corner.x : corner.x - middle;
        outlines.push_back({number, viewers_left != front, std::move(corners)});
    }
    const auto nearest = [&](const Outline& of) {
        const Vec2 a = centre(of.corners);
        const Outline* best = nullptr;
        double best_distance = farthest_counterpart;
        for (const Outline& other : outlines) {
            const Vec2 b = centre(other.corners);
            const double d = std::hypot(a.x - b.x, a.y - b.y);
            if (other.left != of.left && d < best_distance) best_distance = d, best = &other;
        }
        return best;
    };
    ChoirOutlines out;
    for (const Outline& outline : outlines) {
        const Outline* other = nearest(outline);
        if (!other || nearest(*other) != &outline)
            refuse(path.filename().string(),
                   "segment " + std::to_string(outline.number) + " has no counterpart on the other half");
        if (other->number < outline.number) continue;
        const Outline& left = outline.left ? outline : *other;
        const Outline& right = outline.left ? *other : outline;
        out.pairs.push_back({left.number, right.number, {left.corners, right.corners}});
    }
    return out;
}

}  // namespace knotwork::bake
