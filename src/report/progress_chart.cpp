#include "report/progress_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string_view>

#include "engine/engine.hpp"
#include "engine/words.hpp"
#include "report/labels.hpp"
#include "report/page.hpp"
#include "report/progress_words.hpp"

namespace knotwork {
namespace {

using atlas_format::MeasureKind;

constexpr double default_main_height = 146;
constexpr double head_room = 13, date_room = 23, session_room = 12;  // of the main chart, above and below its plot
constexpr double tick_room = 24;                                     // left of the plot: numbers
constexpr double row_padding = 2.6, least_row = 20, least_small_row = 13.5;
constexpr double shortest_axis = 14;  // days; a young course would look long else
constexpr double gap = 7;
constexpr Colour level_colour = style::ink;

TextStyle small_text(double size = 7.2) { return {.size = size, .colour = style::quiet_ink, .line_spacing = 1.12}; }

bool is_pain(const Atlas::Measure& measure) { return static_cast<MeasureKind>(measure.kind) == MeasureKind::pain; }

Extent range_of(const Atlas::Measure& measure) {
    return {static_cast<double>(measure.low), static_cast<double>(measure.high)};
}

// Days of the episode on which a session was finished: their middles. What cannot be read is left out.
std::vector<double> list_session_days(const Records* records, const Progress& progress) {
    std::vector<double> out;
    if (records == nullptr) return out;
    for (const Entry& entry : records->entries) {
        if (entry.kind != EntryKind::session || entry.at.date() > progress.today) continue;
        if (const Result<SessionSummary> session = parse_session(entry.text); session && session->is_finished)
            out.push_back(count_days(progress.begun, entry.at.date()) + 0.5);
    }
    return out;
}

// What was measured and how it changed, the verdict in bold.
TextRuns emphasised(std::string said, bool is_verdict) {
    const std::size_t colon = said.find(':');
    if (colon == std::string::npos) return {{std::move(said)}};
    return {{said.substr(0, colon), is_verdict ? Weight::bold : Weight::semibold}, {said.substr(colon)}};
}

bool is_verdict(const Change& change) {
    return change.verdict == ChangeVerdict::better || change.verdict == ChangeVerdict::worse;
}

// The day that today ends: readings of today stand before it.
double end_of_today(const Progress& progress) { return count_days(progress.begun, progress.today) + 1.0; }

void rule(Canvas& canvas, PagePoint from, PagePoint to, Colour colour, double width,
          std::span<const double> dashes = {}) {
    const std::array<PagePoint, 2> line{from, to};
    canvas.draw_line(line, colour, width, 1, dashes);
}

// The band between two lines, and nothing of it outside the box.
void fill_band(Canvas& canvas, std::span<const PagePoint> upper, std::span<const PagePoint> lower, Colour colour,
               double opacity) {
    std::vector<PagePoint> shape(upper.begin(), upper.end());
    shape.insert(shape.end(), lower.rbegin(), lower.rend());
    canvas.fill_shape(shape, colour, opacity);
}

// Days without a reading from which on the level counts as unseen: what is measured once a month has no gap there.
double longest_gap_of(std::span<const Reading> readings) {
    if (readings.size() < 3) return longest_gap;
    std::vector<double> gaps;
    for (std::size_t i = 1; i < readings.size(); ++i) gaps.push_back(readings[i].day - readings[i - 1].day);
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return std::max(longest_gap, 2 * *middle);
}

// Whether the day lies between readings that are further apart than that.
bool is_unseen(std::span<const Reading> readings, double longest, double day) {
    const auto after =
        std::lower_bound(readings.begin(), readings.end(), day, [](const Reading& r, double d) { return r.day < d; });
    if (after == readings.begin() || after == readings.end()) return false;
    return after->day - std::prev(after)->day > longest;
}

constexpr double z90 = 1.6449;  // of a 90 % band

}  // namespace

// A rectangle of the page with time across and a measure upwards.
struct ProgressChart::Plot {
    Box box;
    TimeAxis axis;
    Extent values;

    double x(double day) const { return axis.x(day); }
    double y(double value) const {
        const double share = (value - values.from) / values.length();
        return box.bottom() - std::clamp(share, 0.0, 1.0) * box.height;
    }
    PagePoint at(double day, double value) const { return {x(day), y(value)}; }
};

ProgressChart::ProgressChart(Canvas& canvas, const Atlas& atlas, const ChartInput& input, double width)
    : atlas_(&atlas),
      progress_(&input.progress),
      sessions_(list_session_days(input.records, input.progress)),
      width_(width),
      main_height_(default_main_height) {
    const std::vector<Series>& all = progress_->series;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (!main_ || (is_pain(measure_of(all[i])) && !is_pain(measure_of(all[*main_])))) main_ = i;
    label_width_ = std::min(160.0, 0.235 * width);
    last_width_ = 24;
    words_width_ = std::min(200.0, 0.31 * width);
    plot_x_ = label_width_ + gap + tick_room;
    plot_width_ = width - plot_x_ - gap - last_width_ - gap - words_width_;

    days_ = {0, std::max(shortest_axis, end_of_today(*progress_))};
    for (const Series& series : all)
        for (const Reading& reading : series.readings) {
            days_.from = std::min(days_.from, reading.day);
            days_.to = std::max(days_.to, reading.day);
        }
    // A little of what is expected next.
    const auto& expected = progress_->expected;
    if (expected && !expected->points.empty())
        days_.to =
            std::max(days_.to, std::min(expected->points.back().day, days_.to + std::max(7.0, 0.12 * days_.length())));

    for (const bool background : {false, true})
        for (std::size_t i = 0; i < all.size(); ++i)
            if (i != main_ && is_background(measure_of(all[i])) == background) rows_.push_back(build_row(canvas, i));
}

ProgressChart::Row ProgressChart::build_row(Canvas& canvas, std::size_t index) const {
    const Series& series = progress_->series[index];
    const Atlas::Measure& measure = measure_of(series);
    const bool is_small = is_background(measure);
    TextRuns label{{format_measure_label(*atlas_, measure, series.side, series.place),
                    is_small ? Weight::regular : Weight::semibold}};
    if (const std::string_view unit = atlas_->text(measure.unit); !unit.empty())
        label.push_back({" " + std::string(unit), Weight::regular, style::quiet_ink, is_small ? 6.6 : 7.2});
    TextBlock name(canvas, label, {.size = is_small ? 7.4 : 8.2, .width = label_width_, .line_spacing = 1.12});
    TextBlock words(canvas, emphasised(describe_change(*atlas_, series), is_verdict(series.change)),
                    {.size = is_small ? 7.4 : 7.8, .width = words_width_, .line_spacing = 1.12});
    const double padding = is_small ? row_padding / 2 : row_padding;
    const double height =
        std::max({is_small ? least_small_row : least_row, name.height() + 2 * padding, words.height() + 2 * padding});
    return {index, std::move(name), std::move(words), height, is_small};
}

TimeAxis ProgressChart::axis_at(double x) const {
    return {progress_->begun, days_, {x + plot_x_, x + plot_x_ + plot_width_}};
}

void ProgressChart::draw_expected(Canvas& canvas, const Plot& plot) const {
    const auto& expected = progress_->expected;
    if (!expected) return;
    std::vector<PagePoint> middle, low, high;
    for (const ExpectedCourse::Point& p : expected->points) {
        if (p.day < days_.from || p.day > days_.to + 1e-9) continue;
        middle.push_back(plot.at(p.day, p.expected));
        low.push_back(plot.at(p.day, p.low));
        high.push_back(plot.at(p.day, p.high));
    }
    if (middle.size() < 2) return;
    fill_band(canvas, high, low, style::field, 0.10);
    constexpr std::array<double, 2> dashes{3.6, 2.8};
    canvas.draw_line(middle, style::field, 1.1, 1, dashes);
}

void ProgressChart::draw_levels(Canvas& canvas, const Series& series, const Plot& plot, bool is_main) const {
    // The level, in pieces that were seen and pieces that bridge a gap.
    std::vector<PagePoint> low, high;
    for (const TrendPoint& p : series.trend) {
        low.push_back(plot.at(p.day, p.level - z90 * p.level_sd));
        high.push_back(plot.at(p.day, p.level + z90 * p.level_sd));
    }
    if (low.size() > 1) fill_band(canvas, high, low, rgb(0x8C7F76), is_main ? 0.30 : 0.22);
    constexpr std::array<double, 2> dots{0.2, 3.2};
    std::vector<PagePoint> piece;
    bool was_unseen = false;
    const double longest = longest_gap_of(series.readings);
    const auto flush = [&] {
        canvas.draw_line(piece, level_colour, is_main ? 1.7 : 1.2, 1,
                         was_unseen ? std::span<const double>(dots) : std::span<const double>());
        piece.clear();
    };
    for (const TrendPoint& p : series.trend) {
        const bool unseen = is_unseen(series.readings, longest, p.day);
        const PagePoint place = plot.at(p.day, p.level);
        if (!piece.empty() && unseen != was_unseen) {
            const PagePoint join = piece.back();
            flush();
            piece.push_back(join);
        }
        was_unseen = unseen;
        piece.push_back(place);
    }
    flush();
    const bool many = static_cast<double>(series.readings.size()) * 5 > plot.box.width;
    const double radius = (is_main ? 2.3 : 1.5) * (many ? 0.62 : 1);
    for (const Reading& reading : series.readings) {
        const PagePoint place = plot.at(reading.day, reading.value);
        canvas.fill_circle(place, radius + (many ? 0.25 : 0.7), canvas.paper());
        canvas.fill_circle(place, radius, style::pain);
    }
}

void ProgressChart::draw_sessions(Canvas& canvas, const Plot& plot) const {
    if (sessions_.empty()) return;
    const double top = plot.box.bottom() + 4;
    for (const double day : sessions_)
        if (day >= days_.from && day <= days_.to)
            rule(canvas, {plot.x(day), top}, {plot.x(day), top + 6}, style::ink, 0.8);
    TextStyle label = small_text();
    label.align = Align::right;
    canvas.draw_text("sessions", {plot.box.x - 5, top - 1.6}, label);
}

void ProgressChart::draw_signs(Canvas& canvas, const Plot& plot) const {
    constexpr std::array<double, 2> dashes{1.2, 2.2};
    double taken = -1e9;
    std::vector<CourseSign> signs = progress_->signs;
    std::sort(signs.begin(), signs.end(),
              [](const CourseSign& a, const CourseSign& b) { return a.since_day < b.since_day; });
    double lift = 0;
    for (const CourseSign& sign : signs) {
        const double x = plot.x(std::clamp(sign.since_day, days_.from, days_.to));
        const std::string_view word = name(sign.kind);
        const TextStyle text{.size = 8, .weight = Weight::bold, .colour = style::ink, .halo = 1.5};
        const double width = canvas.measure_text(word, text).width;
        const bool to_left = x + 4 + width > plot.box.right();
        const double left = to_left ? x - 3 - width : x + 3;
        lift = left < taken ? lift + 10.5 : 0;
        taken = std::max(taken, left + width + 4);
        rule(canvas, {x, plot.box.y - 9 + lift}, {x, plot.box.bottom()}, style::ink, 0.8, dashes);
        canvas.draw_text(word, {left, plot.box.y - 11 + lift}, text);
    }
}

void ProgressChart::draw_end_labels(Canvas& canvas, const Series& series, const Plot& plot) const {
    struct Label {
        PagePoint anchor;
        TextBlock block;
        Colour colour;
    };
    std::vector<Label> labels;
    const double x = plot.box.right() + 12, width = last_width_ + gap + words_width_ - 4;
    const TextStyle text{.size = 8, .width = width, .line_spacing = 1.0};
    if (!series.trend.empty() && series.readings.size() > 1) {
        const TrendPoint& now = series.trend.back();
        const Extent range = range_of(measure_of(series));
        const auto bounded = [&](double v) { return format_value(std::clamp(v, range.from, range.to)); };
        labels.push_back(
            {plot.at(now.day, now.level),
             TextBlock(canvas,
                       {{"level " + format_value(now.level), Weight::bold},
                        {fmt::format("  with its 90 % band, {} to {}", bounded(now.level - z90 * now.level_sd),
                                     bounded(now.level + z90 * now.level_sd)),
                         std::nullopt, style::quiet_ink, 7.2}},
                       text),
             level_colour});
    } else if (!series.readings.empty()) {
        labels.push_back({plot.at(series.readings.back().day, series.readings.back().value),
                          TextBlock(canvas,
                                    {{"one reading: " + format_value(series.readings.back().value), Weight::bold},
                                     {"; a course needs more", std::nullopt, style::quiet_ink, 7.2}},
                                    text),
                          level_colour});
    }
    const auto& expected = progress_->expected;
    if (expected && expected->points.size() > 1) {
        const ExpectedCourse::Point* last = nullptr;
        for (const ExpectedCourse::Point& p : expected->points)
            if (p.day <= days_.to + 1e-9) last = &p;
        if (last != nullptr)
            labels.push_back({plot.at(last->day, last->expected),
                              TextBlock(canvas,
                                        {{"expected", Weight::bold},
                                         {"  on average, and the spread of groups", std::nullopt, std::nullopt, 7.2}},
                                        {.size = 8, .colour = style::field, .width = width, .line_spacing = 1.0}),
                              style::field});
    }
    double tallest = 0;
    std::vector<PagePoint> anchors;
    for (const Label& label : labels) {
        tallest = std::max(tallest, label.block.height());
        anchors.push_back(label.anchor);
    }
    const std::vector<double> heights = place_labels(anchors, x, tallest + 3, plot.box.y + tallest / 2 - 2,
                                                     plot.box.bottom() - tallest / 2 + session_room);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::array<PagePoint, 3> leader{PagePoint{labels[i].anchor.x + 3, labels[i].anchor.y},
                                              PagePoint{x - 7, heights[i]}, PagePoint{x - 2, heights[i]}};
        canvas.draw_line(leader, labels[i].colour, 0.5, 0.8);
        labels[i].block.draw(canvas, {x + 1, heights[i] - labels[i].block.height() / 2});
    }
}

void ProgressChart::draw_main(Canvas& canvas, PagePoint place) const {
    if (!main_) return;
    const Series& series = progress_->series[*main_];
    const Atlas::Measure& measure = measure_of(series);
    const Extent range = range_of(measure);
    const double bottom_room = date_room + (sessions_.empty() ? 2 : session_room);
    const Plot plot{{place.x + plot_x_, place.y + head_room, plot_width_, main_height_ - head_room - bottom_room},
                    axis_at(place.x),
                    range};
    // What is measured and what became of it, at the left where the rows have their names.
    const std::string unit(atlas_->text(measure.unit));
    TextRuns about{
        {format_measure_label(*atlas_, measure, series.side, series.place) + "\n", Weight::bold, style::ink, 9.5},
        {unit}};
    if (may_be_judged(measure))
        about.push_back({std::string(unit.empty() ? "" : "; ") + (measure.lower_is_better != 0 ? "lower" : "higher") +
                         " is better"});
    about.push_back({"\n● ", std::nullopt, style::pain, 6.5});
    about.push_back({"each dot a reading"});
    const TextBlock label(canvas, about,
                          {.size = 7.4, .colour = style::quiet_ink, .width = label_width_, .line_spacing = 1.15});
    label.draw(canvas, {place.x, plot.box.y - 5});
    TextRuns change = emphasised(describe_change(*atlas_, series), is_verdict(series.change));
    if (change.size() > 1) change.insert(change.begin(), {"since the beginning ", std::nullopt, style::quiet_ink});
    const TextBlock words(canvas, change, {.size = 7.8, .width = label_width_, .line_spacing = 1.15});
    words.draw(canvas, {place.x, plot.box.y + label.height() + 2});

    TextStyle number = small_text();
    number.align = Align::right;
    for (const double value : round_steps(range.from, range.to, 6)) {
        const double y = plot.y(value);
        rule(canvas, {plot.box.x, y}, {plot.box.right(), y}, style::hairline, value == range.from ? 0.8 : 0.4);
        canvas.draw_text(format_value(value), {plot.box.x - 5, y - 4.6}, number);
    }
    const double dates = plot.box.bottom() + bottom_room - date_room + 2;
    double free = -1e9;
    for (const TimeTick& tick : plot.axis.ticks()) {
        rule(canvas, {tick.x, plot.box.bottom()}, {tick.x, plot.box.bottom() + 2.5}, style::quiet_ink, 0.5);
        TextStyle date = small_text();
        date.align = Align::centre;
        date.colour = style::ink;
        TextStyle count = small_text(6.6);
        count.align = Align::centre;
        const double half =
            std::max(canvas.measure_text(tick.date, date).width, canvas.measure_text(tick.count, count).width) / 2;
        if (tick.x - half < free) continue;
        free = tick.x + half + 4;
        canvas.draw_text(tick.date, {tick.x, dates}, date);
        canvas.draw_text(tick.count, {tick.x, dates + 9}, count);
    }
    draw_expected(canvas, plot);
    if (const double today = end_of_today(*progress_); today < days_.to - 0.02 * days_.length()) {
        rule(canvas, {plot.x(today), plot.box.y}, {plot.x(today), plot.box.bottom()}, style::quiet_ink, 0.5);
        TextStyle text = small_text(6.8);
        text.halo = 1.2;
        text.align = Align::right;
        // Where the readings are not.
        const bool is_high =
            !series.readings.empty() && plot.y(series.readings.back().value) < plot.box.y + plot.box.height / 2;
        canvas.draw_text("today", {plot.x(today) - 2, is_high ? plot.box.bottom() - 9.5 : plot.box.y + 1}, text);
    }
    draw_signs(canvas, plot);
    draw_levels(canvas, series, plot, true);
    draw_sessions(canvas, plot);
    draw_end_labels(canvas, series, plot);
}

void ProgressChart::draw_head(Canvas& canvas, PagePoint place) const {
    if (rows_.empty()) return;
    TextStyle text = small_text(7);
    canvas.draw_text("MEASURE", place, text);
    const double words = place.x + plot_x_ + plot_width_ + gap + last_width_ + gap;
    canvas.draw_text("CHANGE SINCE THE BEGINNING", {words, place.y}, text);
    canvas.draw_text("LAST", {place.x + plot_x_ + plot_width_ + gap, place.y}, text);
    text.align = Align::right;
    canvas.draw_text("FIRST", {place.x + plot_x_ - 5, place.y}, text);
    rule(canvas, {place.x, place.y + head_height() - 2}, {place.x + width_, place.y + head_height() - 2},
         style::hairline, 0.8);
}

void ProgressChart::draw_row(Canvas& canvas, std::size_t row, PagePoint place) const {
    const Row& r = rows_[row];
    const Series& series = progress_->series[r.series];
    const Extent range = range_of(measure_of(series));
    const double middle = place.y + r.height / 2;
    r.name.draw(canvas, {place.x, middle - r.name.height() / 2});
    r.words.draw(canvas, {place.x + plot_x_ + plot_width_ + gap + last_width_ + gap, middle - r.words.height() / 2});
    rule(canvas, {place.x, place.y + r.height}, {place.x + width_, place.y + r.height}, style::hairline, 0.4);
    if (series.readings.empty()) return;

    Extent values{1e300, -1e300};
    const auto include = [&](double v) {
        values.from = std::min(values.from, v);
        values.to = std::max(values.to, v);
    };
    for (const Reading& reading : series.readings) include(reading.value);
    for (const TrendPoint& p : series.trend) include(p.level);
    // A change that means nothing shall not fill the height.
    const double least = std::max({series.change.important * 1.5, r.is_small ? 0 : 0.08 * range.length(), 1e-9});
    const double missing = least - values.length();
    if (missing > 0) {
        values.from -= missing / 2;
        values.to += missing / 2;
    }
    const Plot plot{
        {place.x + plot_x_, place.y + row_padding, plot_width_, r.height - 2 * row_padding}, axis_at(place.x), values};
    draw_levels(canvas, series, plot, false);
    TextStyle number{.size = r.is_small ? 7.4 : 8.2, .align = Align::right};
    const double rise = 0.66 * number.size;
    canvas.draw_text(format_value(series.readings.front().value), {plot.box.x - 5, middle - rise}, number);
    number.align = Align::left;
    if (!r.is_small) number.weight = Weight::bold;
    if (series.readings.size() > 1)
        canvas.draw_text(format_value(series.readings.back().value), {plot.box.right() + gap, middle - rise}, number);
}

PictureBytes draw_progress(const Atlas& atlas, const ChartInput& input, const PictureOptions& options) {
    const Progress& progress = input.progress;
    Canvas canvas = new_page(options, a4_long, a4_short, "Progress");
    const double top =
        draw_header(canvas, input.title.empty() ? "How it goes" : input.title,
                    fmt::format("from {} to {}", format_day(progress.begun), format_day(progress.today)));
    const double width = canvas.width() - 2 * style::margin, bottom = canvas.height() - 40;
    ProgressChart chart(canvas, atlas, input, width);
    double y = top + 14;
    if (!chart.main_series()) {
        canvas.draw_text("Nothing has been measured yet.", {style::margin, y}, {.size = 12});
    } else {
        double rows = chart.head_height() + 10;
        for (const ProgressChart::Row& row : chart.rows()) rows += row.height;
        // Rows are as high as they need; where there are very many, the page is drawn smaller.
        constexpr double least_main = 150, most_main = 330;
        const double main = std::clamp(bottom - y - rows, least_main, most_main);
        chart.set_main_height(main);
        const double scale = std::min(1.0, (bottom - y) / (main + rows));
        cairo_save(canvas.context());
        cairo_translate(canvas.context(), style::margin, y);
        cairo_scale(canvas.context(), scale, scale);
        chart.draw_main(canvas, {0, 0});
        double row_y = main + 10;
        chart.draw_head(canvas, {0, row_y});
        row_y += chart.head_height();
        for (std::size_t i = 0; i < chart.rows().size(); ++i) {
            chart.draw_row(canvas, i, {0, row_y});
            row_y += chart.rows()[i].height;
        }
        cairo_restore(canvas.context());
    }
    std::string cited;
    if (progress.expected && progress.expected->course < atlas.courses().size())
        cited = "Expected course after " +
                format_short_citations(atlas, atlas.courses()[progress.expected->course].cites) + ".";
    draw_footer(canvas, cited, "Knotwork · Education, not medical advice");
    return canvas.finish();
}

}  // namespace knotwork
