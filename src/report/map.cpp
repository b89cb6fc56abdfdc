// The referral map of a muscle, and of a condition.
#include <algorithm>

#include "report/page.hpp"
#include "report/views.hpp"

namespace knotwork {
namespace {

constexpr double sidebar_width = 188, gap = 26;

// What is felt in zones of one kind, in words: "buttock; back of the thigh".
std::string felt_words(const Atlas& atlas, const Atlas::Source& source, bool essential) {
    std::string words;
    for (const Atlas::Zone& zone : atlas.zones(source.zones)) {
        if ((zone.essential != 0) != essential || atlas.text(zone.felt).empty()) continue;
        if (!words.empty()) words += "; ";
        words += atlas.text(zone.felt);
    }
    return words;
}

// One source in words beside the figure; gives the height taken. Conditions have no place to mark.
double draw_source_text(Canvas& canvas, const Atlas& atlas, const Atlas::Source& source, Colour colour, PagePoint place,
                        bool with_place) {
    const bool is_condition = atlas.is_condition(source);
    const double indent = is_condition ? 0 : 20;
    const double width = sidebar_width - indent;
    double y = place.y;
    if (!is_condition) draw_cross(canvas, {place.x + 5, y + 7.5}, 3.4, colour);
    std::string heading = is_condition ? std::string(atlas.text(atlas.conditions()[source.condition].plain))
                                       : std::to_string(source.number);
    if (!atlas.text(source.label).empty()) heading += "  " + std::string(atlas.text(source.label));
    y += canvas
             .draw_text(heading, {place.x + indent, y},
                        {.size = 10.5, .weight = Weight::bold, .colour = colour, .width = width})
             .height +
         1.5;
    if (const std::string_view where = atlas.text(source.where); with_place && !where.empty())
        y += canvas
                 .draw_text(where, {place.x + indent, y},
                            {.size = 8, .italic = true, .colour = style::quiet_ink, .width = width})
                 .height +
             2;
    for (const bool essential : {true, false}) {
        const std::string words = felt_words(atlas, source, essential);
        if (words.empty()) continue;
        y += canvas
                 .draw_text((essential ? "Felt: " : "Spills over to: ") + words, {place.x + indent, y},
                            {.size = 8.5, .colour = essential ? style::ink : style::quiet_ink, .width = width})
                 .height +
             1.5;
    }
    return y - place.y;
}

// What a map shows.
struct MapFigure {
    std::string title, subtitle;
    std::vector<const Atlas::Source*> sources;
    std::vector<std::vector<Vec3>> fibres;
};

PictureBytes draw_figure(const Atlas& atlas, const MapFigure& figure, const PictureOptions& options) {
    const std::vector<const Atlas::Source*>& sources = figure.sources;
    const bool is_condition = atlas.is_condition(*sources.front());
    const Skin& skin = atlas.skin();
    Interest interest{std::vector<float>(skin.point_count(), 0), {}};
    std::vector<Overlay> overlays;
    std::vector<PointMark> marks;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Atlas::Source& source = *sources[i];
        const Colour colour = style::point_colours[i % style::point_colours.size()];
        FieldValues field = split_field(atlas, source);
        interest.add(field.essential, skin.area, 1);
        interest.add(field.spillover, skin.area, 0.5f);
        overlays.push_back({std::move(field.essential), colour, Ink::solid});
        overlays.push_back({std::move(field.spillover), colour, Ink::stippled});
        if (is_condition) continue;
        const Vec3 position = mark_position(atlas, source, options.body);
        interest.marks.push_back(position);
        marks.push_back(
            {position, sources.size() > 1 || source.number > 1 ? std::to_string(source.number) : "", colour});
    }
    std::vector<Shot> shots = choose_shots(skin, options.body, interest, 3);

    Canvas canvas = new_page(options, a4_long, a4_short, figure.title + ": referral map");
    const double rule = draw_header(canvas, figure.title, figure.subtitle);

    const Box area{style::margin, rule + 14, canvas.width() - 2 * style::margin - sidebar_width - gap,
                   canvas.height() - rule - 14 - 66};
    widen(shots, area, gap);
    const std::vector<Box> boxes = arrange(shots, area, gap);
    for (std::size_t i = 0; i < shots.size(); ++i) {
        const BodyView view(skin, options.body, shots[i].camera, shots[i].frame, boxes[i], canvas.pixels_per_point());
        view.draw_body(canvas);
        view.draw_fibres(canvas, figure.fibres);
        view.draw_overlays(canvas, overlays);
        view.draw_fade(canvas);
        for (const PointMark& mark : marks) view.draw_mark(canvas, mark);
        view.draw_caption(canvas);
    }

    // Beside the figure: the points in words, then what the signs mean, then where on the body all this is.
    const double x = canvas.width() - style::margin - sidebar_width;
    const double bottom = canvas.height() - 52;
    double y = rule + 18;
    const bool with_place = sources.size() <= 3;
    for (std::size_t i = 0; i < sources.size(); ++i)
        y += draw_source_text(canvas, atlas, *sources[i], style::point_colours[i % style::point_colours.size()], {x, y},
                              with_place) +
             8;

    const Colour sign = sources.size() == 1 ? style::pain : style::quiet_ink;
    std::vector<LegendEntry> legend;
    if (!is_condition) legend.push_back({LegendEntry::Sign::cross, sign, "trigger point"});
    legend.push_back({LegendEntry::Sign::solid, sign, "felt by nearly everyone"});
    legend.push_back({LegendEntry::Sign::stippled, sign, "felt by some (spillover)"});
    if (!figure.fibres.empty()) legend.push_back({LegendEntry::Sign::fibres, style::fibre, "fibres of the muscle"});
    const double legend_top = bottom - 17.0 * static_cast<double>(legend.size());
    const auto cropped = std::find_if(shots.begin(), shots.end(), [](const Shot& s) {
        return s.cropped && s.camera.view != View::sole && s.camera.view != View::instep;
    });
    constexpr double inset_height = 118;
    // The inset stands above the legend, or left of a narrow figure if the words take that place.
    const bool beside_figure = legend_top - y <= inset_height + 20;
    const double room_left = boxes.front().x - area.x;
    if (cropped != shots.end() && (!beside_figure || room_left > inset_height)) {
        Camera camera = cropped->camera;
        Frame marked = cropped->frame;
        if (camera.left_half != camera.right_half) {
            // The inner side of a leg is shown on the body from before, by the leg's own width.
            camera.view = View::front;
            const Frame leg = find_extent(skin, skin.of(options.body), camera);
            camera = {};
            marked.u0 = leg.u0;
            marked.u1 = leg.u1;
        }
        if (camera.view == View::front || camera.view == View::back) camera.segments = all_segments;
        const Frame whole = whole_frame(skin, skin.of(options.body), camera);
        const double width = inset_height * whole.width() / whole.height();
        const Box box = beside_figure ? Box{area.x, area.bottom() - inset_height, width, inset_height}
                                      : Box{x, legend_top - inset_height - 16, width, inset_height};
        const BodyView inset(skin, options.body, camera, whole, box, canvas.pixels_per_point());
        inset.draw_body(canvas);
        const PagePoint at{inset.projection().x0, inset.projection().y0};
        const double scale = inset.projection().points_per_metre;
        const Box shown{at.x + marked.u0 * scale, at.y - marked.v1 * scale, marked.width() * scale,
                        marked.height() * scale};
        canvas.draw_box(shown, style::pain, 0.9);
    }
    draw_legend(canvas, {x, legend_top}, legend);

    const std::string cited = citation_line(atlas, sources);
    draw_footer(canvas, cited.empty() ? "" : "Referral map drawn after " + cited + ".",
                "Knotwork · Education, not medical advice");
    return canvas.finish();
}

}  // namespace

Result<PictureBytes> draw_map(const Atlas& atlas, const Atlas::Muscle& muscle, std::span<const std::uint32_t> numbers,
                              Side side, const PictureOptions& options) {
    std::vector<const Atlas::Source*> sources;
    std::string known;
    for (const Atlas::Source& source : atlas.sources(muscle.sources)) {
        if (source.side != static_cast<std::uint32_t>(side)) continue;
        if (!known.empty()) known += ", ";
        known += std::to_string(source.number);
        if (numbers.empty() || std::find(numbers.begin(), numbers.end(), source.number) != numbers.end())
            sources.push_back(&source);
    }
    for (const std::uint32_t number : numbers) {
        const bool found =
            std::any_of(sources.begin(), sources.end(), [&](const auto* s) { return s->number == number; });
        if (!found)
            return fail(ErrorCode::unknown_name, std::string(atlas.text(muscle.id)),
                        "has no point " + std::to_string(number) + "; its points are " + known);
    }

    return draw_figure(atlas,
                       {std::string(atlas.text(muscle.name)), std::string(atlas.text(muscle.latin)), std::move(sources),
                        fibres_on(atlas, muscle, side, options.body)},
                       options);
}

PictureBytes draw_map(const Atlas& atlas, const Atlas::Condition& condition, Side side, const PictureOptions& options) {
    const Atlas::Source* shown = &atlas.sources(condition.sources).front();
    for (const Atlas::Source& source : atlas.sources(condition.sources))
        if (source.sided != 0 && source.side == static_cast<std::uint32_t>(side)) shown = &source;
    return draw_figure(atlas, {std::string(atlas.text(condition.name)), {}, {shown}, {}}, options);
}

}  // namespace knotwork
