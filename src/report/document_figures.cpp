// The pictures of the body in a report.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/document_parts.hpp"

namespace knotwork {
namespace {

constexpr double panel_gap = 15, panel_padding = 10, panel_heading = 30, caption_room = 20, view_gap = 14;
constexpr double legend_row = 11;

struct Panel {
    std::string small, title;
    Colour colour;
    struct Sign {
        LegendEntry::Sign sign;
        Colour colour;
        std::string text;
    };
    std::vector<Sign> legend;
};

// One entry after another on one line, small.
void draw_small_legend(Canvas& canvas, PagePoint place, double width, const std::vector<Panel::Sign>& legend) {
    double x = place.x, y = place.y;
    for (const Panel::Sign& entry : legend) {
        const TextStyle text{.size = 7.2, .colour = style::ink};
        const double needed = 19 + canvas.measure_text(entry.text, text).width;
        if (x + needed > place.x + width && x > place.x) {
            x = place.x;
            y += legend_row;
        }
        const Box box{x, y + 1.2, 13, 7};
        const PagePoint middle{box.x + box.width / 2, box.y + box.height / 2};
        const std::array<PagePoint, 2> line{PagePoint{box.x, middle.y}, PagePoint{box.right(), middle.y}};
        constexpr std::array<double, 2> dashes{3.2, 2.6};
        switch (entry.sign) {
            case LegendEntry::Sign::cross: draw_cross(canvas, middle, 2.8, entry.colour); break;
            case LegendEntry::Sign::solid:
                canvas.fill_box(box, mix(entry.colour, style::skin_light, 0.2));
                canvas.draw_box(box, mix(entry.colour, rgb(0x000000), 0.2), 0.5);
                break;
            case LegendEntry::Sign::stippled:
                canvas.fill_box(box, mix(style::skin_light, style::skin_dark, 0.18));
                for (int i = 0; i < 5; ++i)
                    for (int j = 0; j < 2; ++j)
                        canvas.fill_circle({box.x + 1.6 + 2.5 * i, box.y + 2 + 3 * j}, 0.8, entry.colour);
                break;
            case LegendEntry::Sign::dashed: canvas.draw_line(line, entry.colour, 1.1, 1, dashes); break;
            case LegendEntry::Sign::line:
            case LegendEntry::Sign::fibres: canvas.draw_line(line, entry.colour, 1.1); break;
        }
        canvas.draw_text(entry.text, {box.right() + 4, y - 0.2}, text);
        x += needed + 9;
    }
}

// Rows that a legend takes.
std::size_t count_rows(Canvas& canvas, double width, const std::vector<Panel::Sign>& legend) {
    double x = 0;
    std::size_t rows = legend.empty() ? 0 : 1;
    for (const Panel::Sign& entry : legend) {
        const double needed = 19 + canvas.measure_text(entry.text, {.size = 7.2}).width;
        if (x + needed > width && x > 0) {
            x = 0;
            ++rows;
        }
        x += needed + 9;
    }
    return rows;
}

// What the marks of the drawing say in words.
TextRuns words_of(const Case& known) {
    TextRuns out;
    if (!known.drawing) return out;
    std::vector<std::string> qualities, notes;
    float least = 11, most = -1;
    for (const Mark& mark : known.drawing->marks) {
        if (mark.intensity) {
            least = std::min(least, *mark.intensity);
            most = std::max(most, *mark.intensity);
        }
        for (const Quality quality : mark.qualities)
            if (const std::string word(name(quality));
                std::find(qualities.begin(), qualities.end(), word) == qualities.end())
                qualities.push_back(word);
        if (!mark.note.empty()) notes.push_back("“" + mark.note + "”");
    }
    if (!qualities.empty()) out.push_back({capitalised(joined(qualities, "and")) + ". ", Weight::semibold});
    if (most >= 0)
        out.push_back({least == most ? fmt::format("Intensity {:g} of 10. ", most)
                                     : fmt::format("Intensity {:g} to {:g} of 10. ", least, most)});
    for (const std::string& note : notes) out.push_back({note + " ", std::nullopt, std::nullopt, 0, true});
    return out;
}

void draw_panel(Canvas& canvas, const Box& box, const Panel& panel) {
    canvas.fill_box(box, style::paper);
    canvas.draw_text(panel.small, {box.x + panel_padding, box.y + 7},
                     {.size = 7.2, .weight = Weight::semibold, .colour = style::quiet_ink});
    TextStyle title{.size = 10.5, .weight = Weight::bold, .colour = panel.colour};
    const double room = box.width - 2 * panel_padding;
    if (const double needed = canvas.measure_text(panel.title, title).width; needed > room) title.size *= room / needed;
    canvas.draw_text(panel.title, {box.x + panel_padding, box.y + 15.5}, title);
}

}  // namespace

void write_words(const ReportContext& context, Writer& writer) {
    const TextRuns words = words_of(context.input.known);
    if (!words.empty()) writer.paragraph(words, {.size = 8.0, .line_spacing = 1.16});
}

FigureParts choose_figure(const ReportContext& context, std::vector<float> painted) {
    const Skin& skin = context.atlas.skin();
    FigureParts out{std::move(painted), Body::neutral, {}};
    if (context.input.known.drawing) out.body = context.input.known.drawing->body;
    Interest interest{std::vector<float>(skin.point_count(), 0), {}};
    if (!out.painted.empty()) interest.add(soft_edged(skin, out.painted), skin.area, 1);
    if (const Atlas::Source* source = context.leading(); source != nullptr && !context.is_emergency()) {
        const FieldValues values = split_field(context.atlas, *source);
        interest.add(values.essential, skin.area, 0.8f);
        interest.add(values.spillover, skin.area, 0.3f);
        if (!context.is_condition()) interest.marks.push_back(mark_position(context.atlas, *source, out.body));
    }
    if (std::any_of(interest.weight.begin(), interest.weight.end(), [](float w) { return w > 0; }))
        out.shots = choose_shots(skin, out.body, interest, 2);
    return out;
}

Piece draw_figures(const ReportContext& context, const FigureParts& figure, double width, double height) {
    if (figure.shots.empty()) return {};
    const Atlas& atlas = context.atlas;
    const Skin& skin = atlas.skin();
    const bool has_field = context.leading() != nullptr && !context.is_emergency();
    const double panel_width = has_field ? (width - panel_gap) / 2 : width;
    std::vector<Panel> panels{{"The drawing", "Where it hurts", style::pain, {}}};
    if (!figure.painted.empty()) panels[0].legend.push_back({LegendEntry::Sign::solid, style::pain, "painted"});
    if (has_field) {
        if (!figure.painted.empty())
            panels[0].legend.push_back({LegendEntry::Sign::dashed, style::field, "expected, left blank"});
        panels.push_back({context.is_condition() ? "Where this is felt" : "Referral field",
                          source_name(atlas, *context.leading()),
                          style::field,
                          {}});
        if (!context.is_condition())
            panels[1].legend.push_back({LegendEntry::Sign::cross, style::ink, "trigger point"});
        panels[1].legend.push_back({LegendEntry::Sign::solid, style::field, "felt by nearly all"});
        panels[1].legend.push_back({LegendEntry::Sign::stippled, style::field, "by some"});
        if (!figure.painted.empty()) panels[1].legend.push_back({LegendEntry::Sign::line, style::pain, "the drawing"});
    }
    const double inner = panel_width - 2 * panel_padding;
    std::size_t rows = 0;
    for (const Panel& panel : panels) rows = std::max(rows, count_rows(context.canvas, inner, panel.legend));
    const double legend = static_cast<double>(rows) * legend_row + 4;
    // Views that fill the width before the height leave the rest of it to the page.
    const double around = panel_heading + 4 + caption_room + legend + 4;
    std::vector<Shot> shots = figure.shots;
    widen(shots, {0, 0, inner, height - around}, view_gap);
    height = around + arrange(shots, {0, 0, inner, height - around}, view_gap).front().height;
    const auto draw = [&context, &atlas, &skin, figure, shots, panels, panel_width, inner, legend, height, around,
                       has_field](Canvas& canvas, PagePoint at) {
        std::vector<Overlay> drawing, field;
        std::vector<std::vector<Vec3>> fibres;
        std::vector<PointMark> marks;
        if (!figure.painted.empty()) drawing.push_back({soft_edged(skin, figure.painted), style::pain, Ink::solid});
        if (has_field) {
            const Atlas::Source& source = *context.leading();
            FieldValues values = split_field(atlas, source);
            if (!drawing.empty()) {
                std::vector<float> blank(values.essential);
                for (std::size_t v = 0; v < blank.size(); ++v) blank[v] = std::min(blank[v], 1 - drawing[0].values[v]);
                field.push_back({values.essential, style::field, Ink::solid});
                field.push_back({std::move(values.spillover), style::field, Ink::stippled});
                field.push_back({drawing[0].values, style::pain, Ink::line});
                drawing.push_back({std::move(blank), style::field, Ink::dashed});
            } else {
                field.push_back({std::move(values.essential), style::field, Ink::solid});
                field.push_back({std::move(values.spillover), style::field, Ink::stippled});
            }
            if (!context.is_condition()) {
                fibres = fibres_on(atlas, atlas.muscles()[source.muscle], static_cast<Side>(source.side), figure.body);
                marks.push_back({mark_position(atlas, source, figure.body), std::to_string(source.number), style::ink});
            }
        }
        for (std::size_t i = 0; i < panels.size(); ++i) {
            const Box box{at.x + static_cast<double>(i) * (panel_width + panel_gap), at.y, panel_width, height};
            draw_panel(canvas, box, panels[i]);
            const Box area{box.x + panel_padding, box.y + panel_heading + 4, inner, height - around};
            const std::vector<Box> boxes = arrange(shots, area, view_gap);
            for (std::size_t s = 0; s < shots.size(); ++s) {
                const BodyView view(skin, figure.body, shots[s].camera, shots[s].frame, boxes[s],
                                    canvas.pixels_per_point());
                view.draw_body(canvas);
                if (i == 1) view.draw_fibres(canvas, fibres);
                view.draw_overlays(canvas, i == 0 ? drawing : field);
                view.draw_fade(canvas);
                if (i == 1)
                    for (const PointMark& mark : marks) view.draw_mark(canvas, mark);
                view.draw_caption(canvas, 0.78);
            }
            draw_small_legend(canvas, {box.x + panel_padding, box.bottom() - legend - 1}, inner, panels[i].legend);
        }
    };
    return {.height = height, .draw = draw};
}

Piece draw_strip(const ReportContext& context, const FigureParts& figure, const std::vector<Snapshot>& snapshots,
                 double width, double height) {
    constexpr std::size_t most = 4;
    if (snapshots.size() < 2) return {};
    std::vector<const Snapshot*> shown;
    const std::size_t count = std::min(most, snapshots.size());
    for (std::size_t i = 0; i < count; ++i)
        shown.push_back(&snapshots[static_cast<std::size_t>(
            std::lround(static_cast<double>(i * (snapshots.size() - 1)) / static_cast<double>(count - 1)))]);
    std::vector<Snapshot> copies;
    // The views are chosen anew: pain may have moved to where today's drawing shows nothing.
    const Skin& skin_of_all = context.atlas.skin();
    Interest interest{std::vector<float>(skin_of_all.point_count(), 0), {}};
    for (const Snapshot* s : shown) {
        copies.push_back(*s);
        interest.add(soft_edged(skin_of_all, s->painted), skin_of_all.area, 1);
    }
    const std::vector<Shot> views = choose_shots(skin_of_all, figure.body, interest, 2);
    constexpr double words = 24, between = 8;
    return {.height = height,
            .draw = [&context, body = figure.body, views, copies = std::move(copies), width, height](Canvas& canvas,
                                                                                                     PagePoint at) {
                const Skin& skin = context.atlas.skin();
                const double each = (width - between * static_cast<double>(most - 1)) / static_cast<double>(most);
                for (std::size_t i = 0; i < copies.size(); ++i) {
                    const Box box{at.x + static_cast<double>(i) * (each + between), at.y, each, height};
                    canvas.fill_box(box, style::paper);
                    canvas.draw_text(format_day(copies[i].date), {box.x + 7, box.y + 4},
                                     {.size = 8, .weight = Weight::bold});
                    const double change = copies[0].area_cm2 > 0 ? copies[i].area_cm2 / copies[0].area_cm2 - 1 : 0;
                    std::string area = fmt::format("{:.0f} cm² painted", copies[i].area_cm2);
                    if (i > 0 && copies[0].area_cm2 > 0)
                        area += fmt::format(", {}{:.0f} %", change < 0 ? "−" : "+", std::abs(100 * change));
                    canvas.draw_text(area, {box.x + 7, box.y + 14}, {.size = 7.2, .colour = style::quiet_ink});
                    const Overlay overlay{soft_edged(skin, copies[i].painted), style::pain, Ink::solid};
                    const Box room{box.x + 5, box.y + words + 4, box.width - 10, box.height - words - 9};
                    std::vector<Shot> shots = views;
                    widen(shots, {0, 0, room.width, room.height}, 4);
                    const std::vector<Box> boxes = arrange(shots, room, 4);
                    for (std::size_t s = 0; s < shots.size(); ++s) {
                        const BodyView view(skin, body, shots[s].camera, shots[s].frame, boxes[s],
                                            canvas.pixels_per_point());
                        view.draw_body(canvas);
                        view.draw_overlays(canvas, std::span(&overlay, 1));
                        view.draw_fade(canvas, 10);
                    }
                }
            }};
}

}  // namespace knotwork
