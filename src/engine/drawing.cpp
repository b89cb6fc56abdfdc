#include "engine/drawing.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "engine/drawing_check.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr std::string_view paint_keys = "stroke, patch, regions, choir or points";

std::optional<Side> find_side(std::string_view text) {
    if (text == "left") return Side::left;
    if (text == "right") return Side::right;
    return std::nullopt;
}

// Reads the parts of a drawing. Types, keys and names are checked here; numbers and counts by check_drawing.
class DrawingReader : public JsonReader {
  public:
    Drawing drawing(const Json& root) {
        Drawing drawing;
        object(root, "", {"format", "id", "body", "marks"});
        const std::string format = text(required(root, "format", ""), "format");
        if (!failed() && format != drawing_format)
            fail(ErrorCode::wrong_type, "format",
                 "must be \"" + std::string(drawing_format) + "\", not \"" + one_line(format) + "\"");
        if (const Json* id = optional(root, "id")) drawing.id = text(*id, "id");
        if (const Json* body = optional(root, "body")) drawing.body = named_body(*body, "body", false);
        const Json& marks = array(required(root, "marks", ""), "marks");
        for (std::size_t i = 0; i < marks.size() && !failed(); ++i)
            drawing.marks.push_back(mark(marks[i], join_place("marks", i)));
        return drawing;
    }

  private:
    Mark mark(const Json& value, const std::string& where) {
        Mark mark;
        object(value, where, {"intensity", "quality", "note", "stroke", "patch", "regions", "choir", "points"});
        if (const Json* intensity = optional(value, "intensity"))
            mark.intensity = static_cast<float>(number(*intensity, join_place(where, "intensity")));
        if (const Json* quality = optional(value, "quality")) qualities(*quality, join_place(where, "quality"), mark);
        if (const Json* note = optional(value, "note")) mark.note = text(*note, join_place(where, "note"));

        std::size_t ways = 0;
        const auto way = [&](std::string_view key, auto read) {
            const Json* found = optional(value, key);
            if (!found) return;
            if (++ways > 1)
                return fail(ErrorCode::wrong_type, where, "must have only one of " + std::string(paint_keys));
            mark.paint = (this->*read)(*found, join_place(where, key));
        };
        way("stroke", &DrawingReader::stroke);
        way("patch", &DrawingReader::patch);
        way("regions", &DrawingReader::regions);
        way("choir", &DrawingReader::choir);
        way("points", &DrawingReader::points);
        if (ways == 0) fail(ErrorCode::missing, where, "paints nothing: give one of " + std::string(paint_keys));
        return mark;
    }

    Body named_body(const Json& value, const std::string& where, bool with_sex) {
        const std::string word = text(value, where);
        if (failed()) return Body::neutral;
        const auto body = find_body(word);
        if (body && !(with_sex && *body == Body::neutral)) return *body;
        fail(ErrorCode::unknown_name, where,
             std::string("must be ") + (with_sex ? "female or male" : "neutral, female or male") + ", not \"" +
                 one_line(word, 40) + "\"");
        return Body::neutral;
    }

    Side side(const Json& value, const std::string& where) {
        const std::string word = text(value, where);
        const auto found = find_side(word);
        if (!found && !failed())
            fail(ErrorCode::unknown_name, where, "must be left or right, not \"" + one_line(word, 40) + "\"");
        return found.value_or(Side::left);
    }

    void qualities(const Json& value, const std::string& where, Mark& mark) {
        if (value.is_string()) {
            mark.qualities.push_back(quality(value, where));
            return;
        }
        if (!value.is_array()) return fail(ErrorCode::wrong_type, where, "must be a word or a list of words");
        for (std::size_t i = 0; i < value.size() && !failed(); ++i)
            mark.qualities.push_back(quality(value[i], join_place(where, i)));
    }

    Quality quality(const Json& value, const std::string& where) {
        const std::string word = text(value, where);
        const auto found = std::find(quality_names.begin(), quality_names.end(), word);
        if (found != quality_names.end()) return static_cast<Quality>(found - quality_names.begin());
        if (!failed()) {
            const std::vector<std::string> names(quality_names.begin(), quality_names.end());
            const auto near = find_nearest(one_line(word, 40), names);
            std::string all;
            for (const std::string& n : names) all += (all.empty() ? "" : ", ") + n;
            fail(ErrorCode::unknown_name, where,
                 "no quality \"" + one_line(word, 40) + "\"; " +
                     (near.empty() ? "known: " + all : "did you mean \"" + std::string(near) + "\"?"));
        }
        return Quality::ache;
    }

    DrawnPlace place(const Json& value, const std::string& where) {
        if (value.is_string()) return place_with_side(text(value, where));
        if (!value.is_object()) {
            fail(ErrorCode::wrong_type, where, "must be a place in words, or an object with \"place\" or \"xyz\"");
            return {};
        }
        if (!value.contains("xyz")) {
            object(value, where, {"place", "side"});
            NamedPlace named{text(required(value, "place", where), join_place(where, "place")), std::nullopt};
            if (const Json* word = optional(value, "side")) named.side = side(*word, join_place(where, "side"));
            return named;
        }
        object(value, where, {"xyz"});
        const std::string at = join_place(where, "xyz");
        const Json& xyz = array(required(value, "xyz", where), at);
        if (!failed() && xyz.size() != 3) fail(ErrorCode::wrong_type, at, "must be three numbers");
        if (failed()) return {};
        const auto coordinate = [&](std::size_t i) { return static_cast<float>(number(xyz[i], join_place(at, i))); };
        const float x = coordinate(0), y = coordinate(1), z = coordinate(2);
        return PositionedPlace{{x, y, z}};
    }

    // "right thigh 0.5 @ 180": the side stands first.
    static NamedPlace place_with_side(const std::string& text) {
        for (const Side side : {Side::left, Side::right}) {
            const std::string word = std::string(name(side)) + " ";
            if (text.starts_with(word)) return {text.substr(word.size()), side};
        }
        return {text, std::nullopt};
    }

    Paint stroke(const Json& value, const std::string& where) {
        Stroke stroke;
        object(value, where, {"points", "radius_cm"});
        const std::string at = join_place(where, "points");
        const Json& points = array(required(value, "points", where), at);
        for (std::size_t i = 0; i < points.size() && !failed(); ++i)
            stroke.points.push_back(place(points[i], join_place(at, i)));
        stroke.radius_cm = radius(value, where);
        return stroke;
    }

    Paint patch(const Json& value, const std::string& where) {
        Patch patch;
        object(value, where, {"at", "radius_cm"});
        const Json& at = required(value, "at", where);
        if (!failed()) patch.at = place(at, join_place(where, "at"));
        patch.radius_cm = radius(value, where);
        return patch;
    }

    float radius(const Json& value, const std::string& where) {
        return static_cast<float>(number(required(value, "radius_cm", where), join_place(where, "radius_cm")));
    }

    Paint regions(const Json& value, const std::string& where) {
        PaintedRegions regions;
        array(value, where);
        for (std::size_t i = 0; i < value.size() && !failed(); ++i)
            regions.names.push_back(text(value[i], join_place(where, i)));
        return regions;
    }

    Paint choir(const Json& value, const std::string& where) {
        ChoirMark choir;
        object(value, where, {"body", "segments"});
        choir.body = named_body(required(value, "body", where), join_place(where, "body"), true);
        choir.segments = indices(value, "segments", where);
        return choir;
    }

    Paint points(const Json& value, const std::string& where) {
        PaintedPoints points;
        object(value, where, {"skin", "indices"});
        points.skin = text(required(value, "skin", where), join_place(where, "skin"));
        points.indices = indices(value, "indices", where);
        return points;
    }

    std::vector<std::uint32_t> indices(const Json& object, std::string_view key, const std::string& where) {
        const std::string at = join_place(where, key);
        const Json& list = array(required(object, key, where), at);
        std::vector<std::uint32_t> out;
        for (std::size_t i = 0; i < list.size() && !failed(); ++i) out.push_back(index(list[i], join_place(at, i)));
        return out;
    }
};

OrderedJson place_to_json(const DrawnPlace& place) {
    OrderedJson out = OrderedJson::object();
    if (const auto* at = std::get_if<PositionedPlace>(&place)) {
        out["xyz"] = {at->xyz.x, at->xyz.y, at->xyz.z};
        return out;
    }
    const auto& named = std::get<NamedPlace>(place);
    out["place"] = named.text;
    if (named.side) out["side"] = name(*named.side);
    return out;
}

void add_paint(OrderedJson& mark, const Paint& paint) {
    if (const auto* stroke = std::get_if<Stroke>(&paint)) {
        OrderedJson points = OrderedJson::array();
        for (const DrawnPlace& place : stroke->points) points.push_back(place_to_json(place));
        mark["stroke"] = {{"points", points}, {"radius_cm", stroke->radius_cm}};
    } else if (const auto* patch = std::get_if<Patch>(&paint)) {
        mark["patch"] = {{"at", place_to_json(patch->at)}, {"radius_cm", patch->radius_cm}};
    } else if (const auto* regions = std::get_if<PaintedRegions>(&paint)) {
        mark["regions"] = regions->names;
    } else if (const auto* choir = std::get_if<ChoirMark>(&paint)) {
        mark["choir"] = {{"body", name(choir->body)}, {"segments", choir->segments}};
    } else {
        const auto& points = std::get<PaintedPoints>(paint);
        mark["points"] = {{"skin", points.skin}, {"indices", points.indices}};
    }
}

}  // namespace

Result<Drawing> parse_drawing(std::string_view json) {
    constexpr JsonLimits limits{DrawingLimits::bytes, 8, 1'500'000, "marks", DrawingLimits::marks};
    const Result<Json> root = parse_json(json, limits);
    if (!root) return tl::unexpected(root.error());
    DrawingReader reader;
    Drawing drawing = reader.drawing(*root);
    if (reader.failed()) return tl::unexpected(reader.error());
    if (auto error = check_drawing(drawing)) return tl::unexpected(std::move(*error));
    return drawing;
}

std::string format_drawing(const Drawing& drawing) {
    OrderedJson out = OrderedJson::object();
    out["format"] = drawing_format;
    if (!drawing.id.empty()) out["id"] = drawing.id;
    out["body"] = name(drawing.body);
    out["marks"] = OrderedJson::array();
    for (const Mark& mark : drawing.marks) {
        OrderedJson one = OrderedJson::object();
        if (mark.intensity) one["intensity"] = *mark.intensity;
        if (!mark.qualities.empty()) {
            for (const Quality quality : mark.qualities) one["quality"].push_back(name(quality));
        }
        if (!mark.note.empty()) one["note"] = mark.note;
        add_paint(one, mark.paint);
        out["marks"].push_back(std::move(one));
    }
    return format_json(out);
}

}  // namespace knotwork
