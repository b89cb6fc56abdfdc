#include "engine/drawing_check.hpp"

#include <cmath>

#include "engine/json_text.hpp"

namespace knotwork {
namespace {

// Farthest that a position may lie from the origin between the soles, metres: beyond any body.
constexpr float farthest = 3;

class Checker {
  public:
    std::optional<Error> error;

    void drawing(const Drawing& drawing) {
        text(drawing.id, "id");
        if (drawing.marks.empty()) refuse(ErrorCode::empty_drawing, "marks", "nothing is painted");
        if (drawing.marks.size() > DrawingLimits::marks)
            refuse(ErrorCode::too_large, "marks", "more than 10,000 of them");
        for (std::size_t i = 0; i < drawing.marks.size() && !error; ++i) mark(drawing.marks[i], join_place("marks", i));
    }

  private:
    void refuse(ErrorCode code, std::string where, std::string reason) {
        if (!error) error = Error{code, std::move(where), std::move(reason)};
    }

    void text(const std::string& value, const std::string& where) {
        if (value.size() > DrawingLimits::text_bytes) refuse(ErrorCode::too_large, where, "longer than 1,000 bytes");
    }

    void mark(const Mark& mark, const std::string& where) {
        if (mark.intensity && !(*mark.intensity >= 0 && *mark.intensity <= 10))
            refuse(ErrorCode::out_of_range, join_place(where, "intensity"), "must be from 0 to 10");
        if (mark.qualities.size() > quality_names.size())
            refuse(ErrorCode::too_large, join_place(where, "quality"), "more words than there are qualities");
        text(mark.note, join_place(where, "note"));
        if (const auto* stroke = std::get_if<Stroke>(&mark.paint)) {
            const std::string at = join_place(where, "stroke");
            const std::string points = join_place(at, "points");
            if (stroke->points.empty()) refuse(ErrorCode::empty_drawing, points, "nothing is painted");
            for (std::size_t i = 0; i < stroke->points.size() && !error; ++i)
                place(stroke->points[i], join_place(points, i));
            radius(stroke->radius_cm, at);
        } else if (const auto* patch = std::get_if<Patch>(&mark.paint)) {
            const std::string at = join_place(where, "patch");
            place(patch->at, join_place(at, "at"));
            radius(patch->radius_cm, at);
        } else if (const auto* regions = std::get_if<PaintedRegions>(&mark.paint)) {
            const std::string at = join_place(where, "regions");
            count(regions->names.size(), at);
            for (std::size_t i = 0; i < regions->names.size() && !error; ++i)
                text(regions->names[i], join_place(at, i));
        } else if (const auto* choir = std::get_if<ChoirMark>(&mark.paint)) {
            count(choir->segments.size(), join_place(join_place(where, "choir"), "segments"));
        } else {
            count(std::get<PaintedPoints>(mark.paint).indices.size(),
                  join_place(join_place(where, "points"), "indices"));
        }
    }

    void count(std::size_t number, const std::string& where) {
        if (number == 0) refuse(ErrorCode::empty_drawing, where, "nothing is painted");
        if (number > DrawingLimits::names) refuse(ErrorCode::too_large, where, "more than 100,000 of them");
    }

    void radius(float radius_cm, const std::string& where) {
        if (!(radius_cm > 0)) refuse(ErrorCode::out_of_range, join_place(where, "radius_cm"), "must be above 0");
        if (!(radius_cm <= DrawingLimits::radius_cm))
            refuse(ErrorCode::out_of_range, join_place(where, "radius_cm"), "must be at most 30");
    }

    void place(const DrawnPlace& place, const std::string& where) {
        if (++places_ > DrawingLimits::places)
            return refuse(ErrorCode::too_large, where, "more than 100,000 places in all");
        if (const auto* named = std::get_if<NamedPlace>(&place)) {
            if (++named_places_ > DrawingLimits::named_places)
                refuse(ErrorCode::too_large, where, "more than 2,000 places in words in all");
            return text(named->text, where);
        }
        const Vec3 xyz = std::get<PositionedPlace>(place).xyz;
        // Written so that NaN is refused too.
        const auto is_near = [](float v) { return v >= -farthest && v <= farthest; };
        if (!is_near(xyz.x) || !is_near(xyz.y) || !is_near(xyz.z))
            refuse(ErrorCode::out_of_range, join_place(where, "xyz"), "must be metres on the body, each from -3 to 3");
    }

    std::size_t places_ = 0, named_places_ = 0;
};

}  // namespace

std::optional<Error> check_drawing(const Drawing& drawing) {
    Checker checker;
    checker.drawing(drawing);
    return std::move(checker.error);
}

}  // namespace knotwork
