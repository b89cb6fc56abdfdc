// How an episode goes, as a chart: pain over time with its level, the course that is expected, sessions and signs; and
// below it one row for each other measure, on the same axis of time.
//
//     ChartInput input{.progress = progress, .scales = scales, .sessions = {3, 4, 6}, .title = "Right buttock"};
//     PictureBytes page = draw_progress(atlas, input, {.format = PictureFormat::svg});
//
//     const ProgressChart chart(canvas, input, 515);          // the same, as part of another page
//     chart.draw_main(canvas, {40, 100});
//     for (std::size_t i = 0; i < chart.rows().size(); ++i) chart.draw_row(canvas, i, {40, y +=
//     chart.rows()[i].height});
//
// Nothing is told by colour alone: readings are dots, the level a solid line, what is expected a dashed one, and each
// is named beside it. A level across a long gap is dotted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/case_progress.hpp"
#include "report/picture.hpp"
#include "report/text_block.hpp"
#include "report/time_axis.hpp"

namespace knotwork {

inline constexpr double longest_gap = 21;  // days; more where the measure is seldom taken

// What a chart must know of a measure (atlas: measures).
struct ChartScale {
    std::string name;  // "Pain", "Internal rotation"; the side is added
    std::string unit;  // "of 10", "degrees"; may be empty
    atlas_format::MeasureKind kind = atlas_format::MeasureKind::pain;
    double low = 0, high = 10;           // what a value may be
    bool lower_is_better = true;         // means nothing of load and habit
    std::vector<std::uint32_t> cites{};  // citations of the atlas that it rests on

    bool is_judged() const {
        return kind != atlas_format::MeasureKind::load && kind != atlas_format::MeasureKind::habit;
    }
};

// Of each series, as the atlas has it.
std::vector<ChartScale> list_chart_scales(const Atlas& atlas, const Progress& progress);
// Days of the episode on which a session was finished.
std::vector<double> list_session_days(const Records& records, const Progress& progress);

struct ChartInput {
    const Progress& progress;
    std::vector<ChartScale> scales;  // one for each of progress.series, in the same order
    std::vector<double> sessions{};  // days on which a session was done
    std::string title{};
};

// "better: −3 of 10, beyond what chance and a meaningful difference ask".
std::string describe_change(const Change& change, const ChartScale& scale);
// "6", "4.5"; never more than one decimal.
std::string format_value(double value);
// "plateau since 12 Jan 2027, 93 %".
std::string describe_sign(const CourseSign& sign, Date begun);

class ProgressChart {
  public:
    // Both outlive the chart. The scales must be as many as the series.
    ProgressChart(Canvas& canvas, const ChartInput& input, double width);

    // The first series of pain, or else the first of all; none without series.
    std::optional<std::size_t> main_series() const { return main_; }
    double main_height() const { return main_height_; }
    void draw_main(Canvas& canvas, PagePoint place) const;

    // Every series, the main one too if it was asked for.
    struct Row {
        std::size_t series = 0;
        TextBlock name, words;
        double height = 0;
    };
    const std::vector<Row>& rows() const { return rows_; }
    double head_height() const { return 14; }
    void draw_head(Canvas& canvas, PagePoint place) const;  // what the columns of the rows are
    void draw_row(Canvas& canvas, std::size_t row, PagePoint place) const;

    void set_main_height(double height) { main_height_ = height; }

  private:
    struct Plot;

    TimeAxis axis_at(double x) const;
    void draw_levels(Canvas& canvas, const Series& series, const Plot& plot, bool is_main) const;
    void draw_expected(Canvas& canvas, const Plot& plot) const;
    void draw_sessions(Canvas& canvas, const Plot& plot) const;
    void draw_signs(Canvas& canvas, const Plot& plot) const;
    void draw_end_labels(Canvas& canvas, const Series& series, const Plot& plot) const;

    const ChartInput* input_;
    double width_, main_height_;
    double plot_x_ = 0, plot_width_ = 0, last_width_ = 0, words_width_ = 0;
    Extent days_;
    std::optional<std::size_t> main_;
    std::vector<Row> rows_;
};

// One page, A4 across.
PictureBytes draw_progress(const Atlas& atlas, const ChartInput& input, const PictureOptions& options);

}  // namespace knotwork
