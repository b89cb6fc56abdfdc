#include "body/skin.hpp"

#include <algorithm>

namespace knotwork {
namespace {

template <class Enum, std::size_t n>
std::optional<Enum> find_enum(const std::array<std::string_view, n>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::optional<Body> find_body(std::string_view name) { return find_enum<Body>(body_names, name); }
std::optional<Segment> find_segment(std::string_view name) { return find_enum<Segment>(segment_names, name); }

}  // namespace knotwork
