// A person's drawing beside the field of the source that explains it best.
#include <algorithm>
#include <array>

#include "report/page.hpp"
#include "report/views.hpp"

namespace knotwork {
namespace {

constexpr double panel_gap = 36;
constexpr double reason_gap = 4;
constexpr double most_text_height = 190;  // below the panels

void draw_panel_heading(Canvas& canvas, const Box& panel, std::string_view small, std::string_view text,
                        Colour colour) {
    canvas.draw_text(small, {panel.x, panel.y},
                     {.size = 8, .weight = Weight::semibold, .colour = style::quiet_ink, .spacing = 0.8});
    canvas.draw_text(text, {panel.x, panel.y + 12},
                     {.size = 14, .weight = Weight::bold, .colour = colour, .width = panel.width, .shortened = true});
}

}  // namespace

PictureBytes draw_trace(const Atlas& atlas, const TraceFigure& figure, const PictureOptions& options) {
    const Skin& skin = atlas.skin();
    const Overlay painted{soft_edged(skin, figure.painted), style::pain, Ink::solid};
    std::vector<Overlay> field, drawing{painted};
    Interest interest{std::vector<float>(skin.point_count(), 0), {}};
    interest.add(painted.values, skin.area, 1);
    std::vector<std::vector<Vec3>> fibres;
    std::vector<PointMark> marks;
    std::string found = "Nothing in the atlas explains this drawing";
    if (figure.source != nullptr) {
        const Atlas::Source& source = *figure.source;
        FieldValues values = split_field(atlas, source);
        interest.add(values.essential, skin.area, 0.8f);
        interest.add(values.spillover, skin.area, 0.3f);
        std::vector<float> blank(values.essential);  // predicted, but not drawn
        for (std::size_t v = 0; v < blank.size(); ++v) blank[v] = std::min(blank[v], 1 - painted.values[v]);
        drawing.push_back({std::move(blank), style::field, Ink::dashed});
        field.push_back({std::move(values.essential), style::field, Ink::solid});
        field.push_back({std::move(values.spillover), style::field, Ink::stippled});
        if (!atlas.is_condition(source)) {  // a condition has no muscle, and no one place to mark
            fibres = fibres_on(atlas, atlas.muscles()[source.muscle], static_cast<Side>(source.side), options.body);
            marks.push_back({mark_position(atlas, source, options.body), std::to_string(source.number), style::ink});
            interest.marks.push_back(marks.back().position);
        }
        found = source_name(atlas, source);
    }
    if (!figure.headline.empty()) found = figure.headline;

    Canvas canvas = new_page(options, a4_long, a4_short, "Pain drawing and its likely source");
    const double rule = draw_header(canvas, "Where the pain may come from", "");

    std::vector<LegendEntry> legend{{LegendEntry::Sign::solid, style::pain, "what you drew"}};
    if (figure.source != nullptr) {
        legend.push_back({LegendEntry::Sign::dashed, style::field, "predicted, but not drawn"});
        if (!marks.empty()) legend.push_back({LegendEntry::Sign::cross, style::ink, "trigger point"});
        legend.push_back(
            {LegendEntry::Sign::solid, style::field,
             marks.empty() ? "felt by nearly everyone with it" : "felt by nearly everyone with this point"});
        legend.push_back({LegendEntry::Sign::stippled, style::field, "felt by some (spillover)"});
        legend.push_back({LegendEntry::Sign::line, style::pain, "outline of your drawing"});
    }
    // The reasons fill what the legend leaves beside it; the figure gets what height they do not need.
    const double legend_width = 212, text_width = canvas.width() - 2 * style::margin - legend_width - panel_gap;
    const TextStyle reason_style{.size = 9.5, .width = text_width};
    double text_height = 17.0 * static_cast<double>(legend.size());
    double reasons_height = 0;
    for (const std::string& reason : figure.lines)
        reasons_height += canvas.measure_text(reason, reason_style).height + reason_gap;
    text_height = std::min(std::max(text_height, reasons_height), most_text_height) + 16;

    const double width = (canvas.width() - 2 * style::margin - panel_gap) / 2;
    const double top = rule + 14, height = canvas.height() - top - text_height - 44;
    const std::array<Box, 2> panels{Box{style::margin, top, width, height},
                                    Box{style::margin + width + panel_gap, top, width, height}};
    draw_panel_heading(canvas, panels[0], "YOUR DRAWING", "Where you feel it", style::pain);
    draw_panel_heading(canvas, panels[1], figure.source != nullptr ? figure.heading : "SOURCE", found, style::field);
    const double heading = 36, captions = 20;
    std::vector<Shot> shots = choose_shots(skin, options.body, interest, 2);
    constexpr double view_gap = 14;
    widen(shots, {0, 0, width, height - heading - captions}, view_gap);
    for (std::size_t side = 0; side < panels.size(); ++side) {
        const Box& panel = panels[side];
        const Box area{panel.x, panel.y + heading, panel.width, panel.height - heading - captions};
        const std::vector<Box> boxes = arrange(shots, area, view_gap);
        for (std::size_t i = 0; i < shots.size(); ++i) {
            const BodyView view(skin, options.body, shots[i].camera, shots[i].frame, boxes[i],
                                canvas.pixels_per_point());
            view.draw_body(canvas);
            if (side == 0) {
                view.draw_overlays(canvas, drawing);
            } else {
                view.draw_fibres(canvas, fibres);
                std::vector<Overlay> overlays = field;
                overlays.push_back(painted);
                overlays.back().ink = Ink::line;
                view.draw_overlays(canvas, overlays);
            }
            view.draw_fade(canvas);
            if (side == 1)
                for (const PointMark& mark : marks) view.draw_mark(canvas, mark);
            view.draw_caption(canvas);
        }
    }
    const std::array<PagePoint, 2> divider{PagePoint{canvas.width() / 2, top},
                                           PagePoint{canvas.width() / 2, top + height}};
    canvas.draw_line(divider, style::hairline, 0.6);

    const double text_top = top + height + 14;
    const std::array<PagePoint, 2> line{PagePoint{style::margin, text_top - 6},
                                        PagePoint{canvas.width() - style::margin, text_top - 6}};
    canvas.draw_line(line, style::hairline, 0.6);
    double y = text_top + 2;
    for (const std::string& reason : figure.lines) {
        const double needed = canvas.measure_text(reason, reason_style).height;
        if (y + needed > canvas.height() - 36) break;  // only what still fits above the footer
        canvas.draw_text(reason, {style::margin, y}, reason_style);
        y += needed + reason_gap;
    }
    draw_legend(canvas, {canvas.width() - style::margin - legend_width, text_top + 2}, legend);

    std::string cited;
    if (figure.source != nullptr) cited = citation_line(atlas, std::span(&figure.source, 1));
    draw_footer(canvas, cited.empty() ? "" : "Referral map drawn after " + cited + ".",
                "Knotwork · Education, not medical advice");
    return canvas.finish();
}

}  // namespace knotwork
