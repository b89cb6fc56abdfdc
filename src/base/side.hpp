// Left and right are always the person's own.
#pragma once

#include <cstdint>
#include <string_view>

namespace knotwork {

enum class Side : std::uint8_t { left, right };

constexpr Side other(Side side) { return side == Side::left ? Side::right : Side::left; }
constexpr std::string_view name(Side side) { return side == Side::left ? "left" : "right"; }
// +1 on the left (x > 0), -1 on the right.
constexpr float sign(Side side) { return side == Side::left ? 1.0f : -1.0f; }

}  // namespace knotwork
