// The kinds of picture file.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace knotwork {

enum class PictureFormat : std::uint8_t { svg, png, pdf };

// By the ending of a file's name, in either case: "out.svg", "plate.PDF". Nothing if it is none of the three.
std::optional<PictureFormat> find_picture_format(std::string_view file_name);

}  // namespace knotwork
