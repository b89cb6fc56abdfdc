#include "report/page.hpp"

#include <algorithm>
#include <array>

namespace knotwork {
namespace {

std::vector<float> zone_values(const Atlas& atlas, const Atlas::Source& source, bool essential) {
    std::vector<float> values(atlas.skin().point_count(), 0);
    for (const Atlas::Zone& zone : atlas.zones(source.zones)) {
        if ((zone.essential != 0) != essential) continue;
        const auto points = atlas.zone_points(zone);
        const auto coverage = atlas.zone_coverage(zone);
        for (std::size_t i = 0; i < points.size(); ++i)
            values[points[i]] = std::max(values[points[i]], static_cast<float>(coverage[i]) / 255.0f);
    }
    return values;
}

}  // namespace

Canvas new_page(const PictureOptions& options, double width, double height, std::string_view title) {
    return Canvas(options.format, width, height, options.png_height / height, title);
}

double draw_header(Canvas& canvas, std::string_view title, std::string_view subtitle) {
    constexpr double top = 28, gap = 12;
    const TextStyle heading{.size = 25, .weight = Weight::bold};
    const double available = canvas.width() - 2 * style::margin;
    TextStyle fitted = heading;
    if (const double w = canvas.measure_text(title, heading).width; w > available) fitted.size *= available / w;
    const TextSize size = canvas.draw_text(title, {style::margin, top}, fitted);
    const TextStyle small{.size = 12.5, .weight = Weight::light, .italic = true, .colour = style::quiet_ink};
    const double subtitle_width = canvas.measure_text(subtitle, small).width;
    const double rule = top + size.height + 8;
    if (!subtitle.empty() && size.width + gap + subtitle_width <= available) {
        // Both lines stand on one base line: letters of both fonts hang about a fifth of their size below it.
        const double y = top + size.height - canvas.measure_text(subtitle, small).height - 3;
        canvas.draw_text(subtitle, {style::margin + size.width + gap, y}, small);
    }
    const std::array<PagePoint, 2> line{PagePoint{style::margin, rule},
                                        PagePoint{canvas.width() - style::margin, rule}};
    canvas.draw_line(line, style::hairline, 0.8);
    const std::array<PagePoint, 2> accent{PagePoint{style::margin, rule}, PagePoint{style::margin + 46, rule}};
    canvas.draw_line(accent, style::pain, 2.2);
    return rule;
}

void draw_footer(Canvas& canvas, std::string_view left, std::string_view right) {
    const double y = canvas.height() - 30;
    const TextStyle text{.size = 7.5, .colour = style::quiet_ink};
    TextStyle right_text = text;
    right_text.align = Align::right;
    const double right_width = canvas.measure_text(right, text).width;
    canvas.draw_text(right, {canvas.width() - style::margin, y}, right_text);
    TextStyle left_text = text;
    left_text.width = canvas.width() - 2 * style::margin - right_width - 24;
    left_text.shortened = true;
    canvas.draw_text(left, {style::margin, y}, left_text);
}

double draw_legend(Canvas& canvas, PagePoint place, std::span<const LegendEntry> entries) {
    constexpr double row = 17, swatch_width = 22, swatch_height = 10;
    double y = place.y;
    for (const LegendEntry& entry : entries) {
        const Box swatch{place.x, y + 1, swatch_width, swatch_height};
        const PagePoint centre{swatch.x + swatch.width / 2, swatch.y + swatch.height / 2};
        const std::array<PagePoint, 2> middle{PagePoint{swatch.x, centre.y}, PagePoint{swatch.right(), centre.y}};
        switch (entry.sign) {
            case LegendEntry::Sign::cross: draw_cross(canvas, centre, 3.6, entry.colour); break;
            case LegendEntry::Sign::solid:
                canvas.fill_box(swatch, mix(entry.colour, style::skin_light, 0.2));
                canvas.draw_box(swatch, mix(entry.colour, rgb(0x000000), 0.2), 0.5);
                break;
            case LegendEntry::Sign::stippled:
                canvas.fill_box(swatch, mix(style::skin_light, style::skin_dark, 0.18));
                for (int i = 0; i < 8; ++i)
                    for (int j = 0; j < 3; ++j)
                        canvas.fill_circle({swatch.x + 1.9 + 2.6 * i + (j % 2 == 0 ? 0.5 : -0.5),
                                            swatch.y + 2 + 3 * j + (i % 2 == 0 ? 0.4 : -0.4)},
                                           0.8, entry.colour);
                break;
            case LegendEntry::Sign::line: canvas.draw_line(middle, entry.colour, 1.2); break;
            case LegendEntry::Sign::dashed: {
                constexpr std::array<double, 2> dashes{3.2, 2.6};
                canvas.draw_line(middle, entry.colour, 1.2, 1, dashes);
                break;
            }
            case LegendEntry::Sign::fibres:
                for (int i = 0; i < 4; ++i) {
                    const double offset = 1.2 + 2.5 * i;
                    const std::array<PagePoint, 2> line{PagePoint{swatch.x, swatch.y + offset},
                                                        PagePoint{swatch.right(), swatch.y + offset}};
                    canvas.draw_line(line, entry.colour, 0.5, 0.7);
                }
                break;
        }
        canvas.draw_text(entry.text, {place.x + swatch_width + 8, y}, {.size = 9});
        y += row;
    }
    return y - place.y;
}

std::vector<float> soft_edged(const Skin& skin, std::span<const float> painted) {
    constexpr float still_painted = 0.52f;
    std::vector<float> values = smoothed(skin, smoothed(skin, painted));
    for (std::size_t v = 0; v < values.size(); ++v) values[v] = std::max(values[v], still_painted * painted[v]);
    return values;
}

FieldValues split_field(const Atlas& atlas, const Atlas::Source& source) {
    FieldValues field{smoothed(atlas.skin(), zone_values(atlas, source, true)),
                      smoothed(atlas.skin(), zone_values(atlas, source, false))};
    for (std::size_t v = 0; v < field.spillover.size(); ++v)
        field.spillover[v] = std::min(field.spillover[v], 1 - field.essential[v]);
    return field;
}

std::vector<std::vector<Vec3>> fibres_on(const Atlas& atlas, const Atlas::Muscle& muscle, Side side, Body body) {
    std::vector<std::vector<Vec3>> fibres;
    for (const Atlas::Fibre& fibre : atlas.fibres(muscle.fibres)) {
        std::vector<Vec3> line;
        for (const Vec3& p : atlas.fibre_points(fibre.points))
            line.push_back(transferred(atlas.skin(), body, side == Side::left ? p : mirrored(p)));
        fibres.push_back(std::move(line));
    }
    return fibres;
}

Vec3 mark_position(const Atlas& atlas, const Atlas::Source& source, Body body) {
    return transferred(atlas.skin(), body, source.position);
}

std::string citation_line(const Atlas& atlas, std::span<const Atlas::Source* const> sources) {
    std::string line;
    std::vector<std::uint32_t> named;
    for (const Atlas::Source* source : sources) {
        for (const std::uint32_t index : atlas.refs(source->cites)) {
            if (std::find(named.begin(), named.end(), index) != named.end()) continue;
            named.push_back(index);
            const Atlas::Citation& citation = atlas.citations()[index];
            if (!line.empty()) line += "; ";
            line += atlas.text(citation.authors);
            line += " " + std::to_string(citation.year);
        }
    }
    return line;
}

}  // namespace knotwork
