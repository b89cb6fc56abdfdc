// What all pages share: title, rule, footer, legends, and the words for sources.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "engine/views.hpp"
#include "report/body_view.hpp"
#include "report/canvas.hpp"
#include "report/picture.hpp"

namespace knotwork {

inline constexpr double a4_long = 842, a4_short = 595;  // points

Canvas new_page(const PictureOptions& options, double width, double height, std::string_view title);

// Title, and a smaller line after it on the same base; a rule below. Gives the height of the rule.
double draw_header(Canvas& canvas, std::string_view title, std::string_view subtitle);
// Small lines at the foot of the page: what it rests on, and whose it is.
void draw_footer(Canvas& canvas, std::string_view left, std::string_view right);

struct LegendEntry {
    enum class Sign : std::uint8_t { cross, solid, stippled, line, dashed, fibres };
    Sign sign;
    Colour colour;
    std::string text;
};
// Entries one below the other from `place`; gives the height taken.
double draw_legend(Canvas& canvas, PagePoint place, std::span<const LegendEntry> entries);

// A source's zones of each kind on every skin point, 0 to 1, smoothed for drawing. Spillover stands only where no
// essential zone does, so that the two do not lie on one another.
struct FieldValues {
    std::vector<float> essential, spillover;
};
FieldValues split_field(const Atlas& atlas, const Atlas::Source& source);
// Painted point by point, the edge of a drawing is a zigzag of triangles: evened, yet no point that is painted is lost.
std::vector<float> soft_edged(const Skin& skin, std::span<const float> painted);
// The muscle's fibres on a body's skin, on one side.
std::vector<std::vector<Vec3>> fibres_on(const Atlas& atlas, const Atlas::Muscle& muscle, Side side, Body body);
// Where the X goes.
Vec3 mark_position(const Atlas& atlas, const Atlas::Source& source, Body body);
// "Travell JG, Simons DG 1992; ..." without repeats, in the order given.
std::string citation_line(const Atlas& atlas, std::span<const Atlas::Source* const> sources);

}  // namespace knotwork
