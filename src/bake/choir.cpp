#include "bake/choir.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <string>

#include "bake/toml_reader.hpp"

namespace knotwork::bake {
namespace {

constexpr float crotch = 0.805f;       // metres: the legs part below
constexpr float slice_height = 0.01f;  // metres

struct Dot {
    float x, y;
};
using Polygon = std::vector<Dot>;
using Polygons = std::map<std::uint32_t, Polygon>;

bool contains(const Polygon& polygon, Dot p) {  // even-odd rule
    bool inside = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const Dot a = polygon[i], b = polygon[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

float distance(const Polygon& polygon, Dot p) {
    float best = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const Dot a = polygon[j], b = polygon[i];
        const float dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
        const float f = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0f, 1.0f) : 0.0f;
        best = std::min(best, std::hypot(p.x - a.x - f * dx, p.y - a.y - f * dy));
    }
    return best;
}

// Lines of the form "101",116,27 below a heading.
Polygons read_polygons(const std::filesystem::path& path) {
    std::ifstream in(path);
    if (!in) refuse(path.string(), "cannot be opened");
    Polygons out;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (number == 1) continue;
        line.erase(std::remove_if(line.begin(), line.end(), [](char c) { return c == '"' || c == '\r'; }), line.end());
        std::array<float, 3> v{};
        const char* at = line.data();
        const char* const end = line.data() + line.size();
        for (std::size_t k = 0; k < 3; ++k) {
            const auto [next, error] = std::from_chars(at, end, v[k]);
            if (error != std::errc() || (k < 2 ? next == end || *next != ',' : next != end))
                refuse(path.filename().string() + ":" + std::to_string(number), "is not of the form \"segment\",x,y");
            at = next + 1;
        }
        out[static_cast<std::uint32_t>(v[0])].push_back({v[1], v[2]});
    }
    if (out.empty()) refuse(path.filename().string(), "holds no polygons");
    return out;
}

// Least and greatest x at each height; what has none at a height is empty there.
class Extent {
  public:
    void add(float x, std::size_t slice) {
        if (slice >= low_.size()) {
            low_.resize(slice + 1, 1e9f);
            high_.resize(slice + 1, -1e9f);
        }
        low_[slice] = std::min(low_[slice], x);
        high_[slice] = std::max(high_[slice], x);
    }
    // Share of the way across at that slice, 0 to 1.
    float share(float x, std::size_t slice) const {
        return high_[slice] > low_[slice] ? (x - low_[slice]) / (high_[slice] - low_[slice]) : 0.5f;
    }

  private:
    std::vector<float> low_, high_;
};

std::size_t slice_of(Vec3 p) { return static_cast<std::size_t>(std::max(p.y, 0.0f) / slice_height); }

// One picture: the front or the back of one sex.
class Picture {
  public:
    Picture(Polygons polygons, TomlReader reader, bool front) : polygons_(std::move(polygons)), front_(front) {
        const toml::node* node = reader.find_node("heights");
        const toml::array* rows = node ? node->as_array() : nullptr;
        if (!rows || rows->size() < 2) refuse(reader.where("heights"), "'heights' must be a list of [cm, y]");
        for (const toml::node& row : *rows) {
            const toml::array* pair = row.as_array();
            const auto height = pair && pair->size() == 2 ? (*pair)[0].value<double>() : std::nullopt;
            const auto y = pair && pair->size() == 2 ? (*pair)[1].value<double>() : std::nullopt;
            if (!height || !y || (!heights_.empty() && static_cast<float>(*height) / 100 >= heights_.back().x))
                refuse(reader.where("heights"), "'heights' must be a list of [cm, y] from the crown down");
            heights_.push_back({static_cast<float>(*height) / 100, static_cast<float>(*y)});
        }
        for (const Side side : {Side::left, Side::right}) {
            const std::string key = std::string(name(side)) + "_arm";
            for (const double number : reader.numbers(key)) {
                const auto segment = static_cast<std::uint32_t>(number);
                if (!polygons_.contains(segment)) refuse(reader.where(key), "no segment " + std::to_string(segment));
                arms_[static_cast<std::size_t>(side)].push_back(segment);
            }
            if (arms_[static_cast<std::size_t>(side)].size() != 6)
                refuse(reader.where(key), "'" + key + "' must name six segments");
        }
        reader.finish();
        float low = 1e9f, high = -1e9f;  // the mid-line is the middle of all outlines
        for (const auto& [number, polygon] : polygons_)
            for (const Dot p : polygon) low = std::min(low, p.x), high = std::max(high, p.x);
        for (const auto& [number, polygon] : polygons_) {
            float sum = 0;
            for (const Dot p : polygon) sum += p.x - (low + high) / 2;
            // In front pictures the person's right is on the viewer's left.
            side_[number] = (sum < 0) == front_ ? Side::right : Side::left;
        }
    }

    std::uint32_t arm_segment(Side side, std::size_t piece) const {
        return arms_[static_cast<std::size_t>(side)][piece];
    }

    // The segment at a height (metres) and a share of the way across: of the whole trunk, or of one leg, 0 at its left
    // end as the viewer sees it.
    std::uint32_t segment_at(float height, float share, Side side, bool on_leg) const {
        const float y = picture_y(height);
        const auto [low, high] = extent(y, on_leg ? std::optional(side) : std::nullopt);
        const Dot p{low + (high - low) * share, y};
        std::uint32_t best = 0;
        float best_distance = std::numeric_limits<float>::infinity();
        for (const auto& [number, polygon] : polygons_) {
            if (is_lower_arm(number) || side_.at(number) != side) continue;
            if (contains(polygon, p)) return number;
            if (const float d = distance(polygon, p); d < best_distance) best_distance = d, best = number;
        }
        return best;
    }

    bool front() const { return front_; }

  private:
    float picture_y(float height) const {
        std::size_t i = 1;
        while (i + 1 < heights_.size() && heights_[i].x > height) ++i;
        const Dot a = heights_[i - 1], b = heights_[i];
        return a.y + (b.y - a.y) * std::clamp((a.x - height) / (a.x - b.x), 0.0f, 1.0f);
    }

    bool is_lower_arm(std::uint32_t number) const {
        return std::any_of(arms_.begin(), arms_.end(),
                           [&](const auto& arm) { return std::find(arm.begin() + 1, arm.end(), number) != arm.end(); });
    }

    // Where the line at y enters and leaves the outlines; the nearest line above that meets any.
    std::array<float, 2> extent(float y, std::optional<Side> leg) const {
        for (float at = y;; at -= 0.5f) {
            float low = 1e9f, high = -1e9f;
            for (const auto& [number, polygon] : polygons_) {
                if (is_lower_arm(number) || (leg && side_.at(number) != *leg)) continue;
                for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
                    const Dot a = polygon[i], b = polygon[j];
                    if ((a.y > at) == (b.y > at)) continue;
                    const float x = (b.x - a.x) * (at - a.y) / (b.y - a.y) + a.x;
                    low = std::min(low, x);
                    high = std::max(high, x);
                }
            }
            if (low < high || at < 0) return {low, high};
        }
    }

    Polygons polygons_;
    bool front_;
    std::vector<Dot> heights_;  // x: metres, falling; y: in the picture
    std::array<std::vector<std::uint32_t>, 2> arms_;
    std::map<std::uint32_t, Side> side_;  // of each segment
};

// Position along the arm: 0 to 1 upper arm, 1 to 2 forearm, 2 to 3 hand; nothing off the arm.
std::optional<float> along_arm(const Skin& skin, std::uint32_t v) {
    switch (skin.segment[v]) {
        case Segment::upper_arm: return skin.t[v];
        case Segment::forearm: return 1 + skin.t[v];
        case Segment::hand: return 2 + skin.t[v];
        default: return std::nullopt;
    }
}

}  // namespace

std::vector<LaidChoirSegment> lay_choir(const Skin& skin, const std::filesystem::path& folder) {
    const TomlFile file(folder / "warp.toml");
    TomlReader root = file.root();
    const auto numbers = root.numbers("arm_cuts");
    if (numbers.size() != 5 || !std::is_sorted(numbers.begin(), numbers.end()))
        refuse(root.where("arm_cuts"), "'arm_cuts' must be five rising numbers");
    const std::vector<float> cuts(numbers.begin(), numbers.end());

    const auto positions = skin.of(Body::neutral);
    Extent trunk;  // with the shoulders, both halves
    std::array<Extent, 2> legs;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const Vec3 p = positions[v];
        const auto arm = along_arm(skin, v);
        if (p.y < crotch && !arm) legs[p.x >= 0 ? 0 : 1].add(p.x, slice_of(p));
        if (p.y >= crotch && (!arm || *arm < cuts[0])) trunk.add(p.x, slice_of(p));
    }

    std::vector<LaidChoirSegment> out;
    for (const Body body : {Body::female, Body::male}) {
        const std::string sex(name(body));
        const auto picture = [&](bool front) {
            const std::string view = front ? "front" : "back";
            return Picture(read_polygons(folder / (sex + "_" + view + "_polygons.csv")), root.table(sex + "-" + view),
                           front);
        };
        const Picture front = picture(true), back = picture(false);
        std::map<std::uint32_t, std::vector<std::uint16_t>> points;
        for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
            const Vec3 p = positions[v];
            const Side side = skin.side(SkinPoint{v});
            const Picture& seen = std::abs(skin.angle[v]) < 90 ? front : back;
            std::uint32_t segment = 0;
            if (const auto arm = along_arm(skin, v)) {
                const auto piece = std::upper_bound(cuts.begin(), cuts.end(), *arm) - cuts.begin();
                segment = seen.arm_segment(side, static_cast<std::size_t>(piece));
            } else {
                const bool on_leg = p.y < crotch;
                const Extent& extent = on_leg ? legs[static_cast<std::size_t>(side)] : trunk;
                const float share = extent.share(p.x, slice_of(p));  // 0 at the person's right
                segment = seen.segment_at(p.y, seen.front() ? share : 1 - share, side, on_leg);
            }
            points[segment].push_back(static_cast<std::uint16_t>(v));
        }
        for (auto& [number, list] : points) out.push_back({body, number, std::move(list)});
    }
    root.finish();
    return out;
}

}  // namespace knotwork::bake
