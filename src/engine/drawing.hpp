// Drawings: what a person painted on the body, and how it reads as JSON ("knotwork.drawing/1",
// schemas/drawing.schema.json).
//
//     Result<Drawing> drawing = parse_drawing(R"({"format": "knotwork.drawing/1",
//         "marks": [{"intensity": 6, "quality": "ache", "regions": ["right buttock", "back of right thigh"]}]})");
//
// A mark is painted in one of five ways, each for another kind of sender: `stroke` and `patch` for people who write a
// drawing down or paint on a body, `regions` for words, `choir` for the CHOIR body map, `points` for a program that
// shares the skin. Lengths that end in `_cm` are centimetres, `xyz` is metres on the drawing's
// body; see docs/coordinates.md.
//
// Nothing here needs the atlas: names and places are resolved when the drawing is painted (engine/paint.hpp).
// Cost: linear in the text; a text beyond the limits is refused as soon as the limit is met.
// Errors: not_json, wrong_type, out_of_range, missing, unknown_key, unknown_name, too_large, empty_drawing; each with
// its place, as in "marks[2].stroke.radius_cm".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/side.hpp"
#include "base/vec3.hpp"
#include "body/skin.hpp"

namespace knotwork {

// How pain feels, in the words of the schema.
enum class Quality : std::uint8_t {
    ache,
    dull,
    cramp,
    tight,
    heavy,
    stiff,
    tender,
    throbbing,
    sharp,
    stabbing,
    shooting,
    burning,
    electric,
    tingling,
    numb,
    itching,
    cold,
    weak,
};
inline constexpr std::array<std::string_view, 18> quality_names{
    "ache",     "dull",     "cramp",   "tight",    "heavy",    "stiff", "tender",  "throbbing", "sharp",
    "stabbing", "shooting", "burning", "electric", "tingling", "numb",  "itching", "cold",      "weak"};
constexpr std::string_view name(Quality quality) { return quality_names[static_cast<std::size_t>(quality)]; }

// A place in words, "thigh 0.5 @ 180", with the side it lies on (none: the words must name a place of the mid-line).
struct NamedPlace {
    std::string text;
    std::optional<Side> side;
};
// A place as a position near the skin of the drawing's body, metres.
struct PositionedPlace {
    Vec3 xyz;
};
using DrawnPlace = std::variant<NamedPlace, PositionedPlace>;

// A band that follows the skin through its points.
struct Stroke {
    std::vector<DrawnPlace> points;
    float radius_cm = 0;
};
// A round spot.
struct Patch {
    DrawnPlace at;
    float radius_cm = 0;
};
// Whole regions in everyday words (engine/region_names.hpp).
struct PaintedRegions {
    std::vector<std::string> names;
};
// Segments of the CHOIR body map, whose numbers mean other places on each sex's map.
struct ChoirMark {
    Body body = Body::female;
    std::vector<std::uint32_t> segments;
};
// Skin points by their numbers, of the skin with this hash (Atlas::skin_hash()).
struct PaintedPoints {
    std::string skin;
    std::vector<std::uint32_t> indices;
};
using Paint = std::variant<Stroke, Patch, PaintedRegions, ChoirMark, PaintedPoints>;

struct Mark {
    std::optional<float> intensity;  // 0 (no pain: the mark counts as not painted) to 10
    std::vector<Quality> qualities;
    std::string note;
    Paint paint;
};

struct Drawing {
    std::string id;  // the sender's own name for it; may be empty
    Body body = Body::neutral;
    std::vector<Mark> marks;
};

// What a drawing may hold at most. People stay far below; a text beyond is a mistake or an attack.
struct DrawingLimits {
    static constexpr std::size_t bytes = 16u << 20;
    static constexpr std::size_t marks = 10'000;
    static constexpr std::size_t places = 100'000;      // of all strokes together
    static constexpr std::size_t named_places = 2'000;  // of these, places in words, which cost more
    static constexpr std::size_t names = 100'000;       // regions, CHOIR segments or skin points of one mark
    static constexpr std::size_t text_bytes = 1'000;    // of one name, place or note
    static constexpr float radius_cm = 30;
};

inline constexpr std::string_view drawing_format = "knotwork.drawing/1";

Result<Drawing> parse_drawing(std::string_view json);
// The drawing as parse_drawing reads it.
std::string format_drawing(const Drawing& drawing);

}  // namespace knotwork
