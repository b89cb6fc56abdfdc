#include "body/place.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/text.hpp"

namespace knotwork {
namespace {

constexpr float cm = 0.01f;
constexpr float off_the_body = 8 * cm;  // a moved place farther than this from any skin was not meant

// `text` without leading and trailing blanks.
std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::optional<float> read_number(std::string_view text) {
    float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    text = trimmed(text);
    return true;
}

class Resolver {
  public:
    Resolver(const PlaceContext& context, const std::string& where) : context_(context), where_(where) {}

    Result<SurfacePoint> resolve(std::string_view text, Side side) const {
        const std::vector<std::string> parts = split(text, '+');
        if (parts.empty()) return fail(ErrorCode::wrong_type, where_, "an empty place");
        Result<SurfacePoint> base = resolve_base(parts[0], side);
        if (!base || parts.size() == 1) return base;
        Vec3 shift;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const Result<Vec3> step = read_offset(parts[i], side_of(base->position, side));
            if (!step) return tl::unexpected(step.error());
            shift = shift + *step;
        }
        // Seen along the skin's normal there, so that a shift across a hollow lands on the skin over it.
        const Vec3 moved = base->position + shift;
        SurfacePoint found = context_.geometry->nearest(moved, base->normal);
        if (const auto hit = context_.geometry->project(moved, base->normal);
            hit && norm(hit->position - moved) < norm(shift) + 2 * cm)
            found = *hit;
        if (norm(found.position - moved) > off_the_body)
            return fail(ErrorCode::out_of_range, where_, "'" + std::string(text) + "' lies off the body");
        return found;
    }

  private:
    // A place on the mid-line, give or take half a centimetre, belongs to the side that names it.
    static Side side_of(Vec3 position, Side named_from) {
        if (std::abs(position.x) < 0.5f * cm) return named_from;
        return position.x > 0 ? Side::left : Side::right;
    }

    // landmark | segment t @ angle | landmark -> landmark fraction, each with "other" before a name
    Result<SurfacePoint> resolve_base(std::string_view text, Side side) const {
        if (const auto arrow = text.find("->"); arrow != std::string_view::npos) {
            std::string_view to = trimmed(text.substr(arrow + 2));
            const auto space = to.rfind(' ');
            const auto fraction = space == std::string_view::npos ? std::nullopt : read_number(to.substr(space + 1));
            if (!fraction || *fraction < 0 || *fraction > 1)
                return fail(ErrorCode::out_of_range, where_,
                            "'" + std::string(text) + "' must end in a fraction from 0 to 1");
            auto a = resolve_base(trimmed(text.substr(0, arrow)), side);
            if (!a) return a;
            auto b = resolve_base(trimmed(to.substr(0, space)), side);
            if (!b) return b;
            return between(*a, *b, *fraction);
        }
        if (take_prefix(text, "other ")) side = other(side);
        if (const auto at = text.find('@'); at != std::string_view::npos) return resolve_coordinate(text, at, side);
        if (const auto found = context_.landmark(text, side)) return *found;
        const auto near = find_nearest(text, context_.landmark_names);
        return fail(ErrorCode::unknown_name, where_,
                    "no landmark '" + std::string(text) + "'" +
                        (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
    }

    Result<SurfacePoint> resolve_coordinate(std::string_view text, std::size_t at, Side side) const {
        const std::vector<std::string> words = split(text.substr(0, at), ' ');
        const auto angle = read_number(trimmed(text.substr(at + 1)));
        const auto t = words.size() == 2 ? read_number(words[1]) : std::nullopt;
        if (!t || !angle)
            return fail(ErrorCode::wrong_type, where_,
                        "'" + std::string(text) + "' must read 'segment t @ angle', as in 'thigh 0.5 @ 180'");
        const auto segment = find_segment(words[0]);
        if (!segment) {
            const std::vector<std::string> names(segment_names.begin(), segment_names.end());
            const auto near = find_nearest(words[0], names);
            return fail(
                ErrorCode::unknown_name, where_,
                "no segment '" + words[0] + "'" + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
        }
        if (*t < 0 || *t > 1)
            return fail(ErrorCode::out_of_range, where_, "t must be from 0 to 1 in '" + std::string(text) + "'");
        const float low = is_axial(*segment) ? 0.0f : -180.0f;
        if (*angle < low || *angle > 180)
            return fail(ErrorCode::out_of_range, where_,
                        "the angle must be from " + std::to_string(static_cast<int>(low)) + " to 180 in '" +
                            std::string(text) + "'");
        return context_.geometry->at({*segment, *t, *angle}, side);
    }

    Result<Vec3> read_offset(std::string_view text, Side side) const {
        const std::vector<std::string> words = split(text, ' ');
        const auto length = words.size() == 3 && words[1] == "cm" ? read_number(words[0]) : std::nullopt;
        if (length && *length > 0 && *length <= 60) {
            const float s = *length * cm;
            if (words[2] == "up") return Vec3{0, s, 0};
            if (words[2] == "down") return Vec3{0, -s, 0};
            if (words[2] == "front") return Vec3{0, 0, s};
            if (words[2] == "back") return Vec3{0, 0, -s};
            if (words[2] == "out") return Vec3{s * sign(side), 0, 0};
            if (words[2] == "in") return Vec3{-s * sign(side), 0, 0};
        }
        return fail(ErrorCode::wrong_type, where_,
                    "'+ " + std::string(text) + "' must read '+ 2 cm up' (or down, front, back, out, in)");
    }

    SurfacePoint between(const SurfacePoint& a, const SurfacePoint& b, float fraction) const {
        const auto path = context_.geometry->path(a, b);
        float length = 0;
        for (std::size_t i = 1; i < path.size(); ++i) length += norm(path[i].position - path[i - 1].position);
        float left = length * fraction;
        for (std::size_t i = 1; i < path.size(); ++i) {
            const float piece = norm(path[i].position - path[i - 1].position);
            if (left <= piece && piece > 0)
                return context_.geometry->nearest(lerp(path[i - 1].position, path[i].position, left / piece),
                                                  path[i].normal);
            left -= piece;
        }
        return b;
    }

    const PlaceContext& context_;
    const std::string& where_;
};

}  // namespace

Result<SurfacePoint> resolve_place(const PlaceContext& context, std::string_view text, Side side,
                                   const std::string& where) {
    return Resolver(context, where).resolve(trimmed(text), side);
}

}  // namespace knotwork
