// Colours, type and measures of every picture, in one place. Colours are sRGB, 0 to 1; lengths are points (1/72 inch).
//
// The hues tell apart under the common colour vision deficiencies (Okabe and Ito 2008, "Color Universal Design"):
// neighbours in `point_colours` differ in lightness as well as in hue, and a zone's kind is told by its texture
// (solid or stippled), never by hue alone.
#pragma once

#include <array>

namespace knotwork {

struct Colour {
    double red = 0, green = 0, blue = 0;
};

constexpr Colour mix(Colour a, Colour b, double share_of_b) {
    return {a.red + (b.red - a.red) * share_of_b, a.green + (b.green - a.green) * share_of_b,
            a.blue + (b.blue - a.blue) * share_of_b};
}
constexpr Colour rgb(unsigned hex) {
    return {((hex >> 16) & 255) / 255.0, ((hex >> 8) & 255) / 255.0, (hex & 255) / 255.0};
}

namespace style {

inline constexpr Colour paper = rgb(0xFBF8F3);
inline constexpr Colour ink = rgb(0x2A2421);
inline constexpr Colour quiet_ink = rgb(0x7B7069);
inline constexpr Colour hairline = rgb(0xCFC5BA);
inline constexpr Colour pain = rgb(0xA5182D);
inline constexpr Colour field = rgb(0x1F5F8B);
inline constexpr Colour fibre = rgb(0x7A4438);

inline constexpr Colour skin_light = rgb(0xF7F0E7);
inline constexpr Colour skin_dark = rgb(0x9A8577);
inline constexpr Colour skin_line = rgb(0x5E4D43);
inline constexpr Colour cut = rgb(0xDDCFC3);  // where the body is cut open to show an inner side

inline constexpr std::array<Colour, 6> point_colours{pain,          rgb(0x1F5F8B), rgb(0xC77700),
                                                     rgb(0x0B7A5E), rgb(0x7B3F98), rgb(0x4A4A4A)};

// Lato (Debian's fonts-lato) where it is installed, else what every Debian desktop has.
inline constexpr const char* family = "Lato, Inter, Noto Sans, DejaVu Sans, sans-serif";

inline constexpr double margin = 40;

}  // namespace style
}  // namespace knotwork
