// How an episode goes, as a chart: pain over time with its level, the course that is expected, sessions and signs; and
// below it one row for each other measure, on the same axis of time; smaller ones for load and habits.
//
//     ChartInput input{.progress = progress, .records = &records, .title = "Right buttock"};
//     PictureBytes page = draw_progress(atlas, input, {.format = PictureFormat::svg});
//
//     const ProgressChart chart(canvas, atlas, input, 515);          // the same, as part of another page
//     chart.draw_main(canvas, {40, 100});
//     chart.draw_row(canvas, 0, {40, 300});
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

struct ChartInput {
    const Progress& progress;
    const Records* records = nullptr;  // of its episode; days with a finished session are marked
    std::string title{};
};

class ProgressChart {
  public:
    // All three outlive the chart.
    ProgressChart(Canvas& canvas, const Atlas& atlas, const ChartInput& input, double width);

    // The first series of pain, or else the first of all; none without series.
    std::optional<std::size_t> main_series() const { return main_; }
    double main_height() const { return main_height_; }
    void draw_main(Canvas& canvas, PagePoint place) const;

    // Every series but the main one; load and habits last.
    struct Row {
        std::size_t series = 0;
        TextBlock name, words;
        double height = 0;
        bool is_small = false;
    };
    const std::vector<Row>& rows() const { return rows_; }
    double head_height() const { return rows_.empty() ? 0 : 14; }
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

    const Atlas::Measure& measure_of(const Series& series) const { return atlas_->measures()[series.measure.value]; }
    Row build_row(Canvas& canvas, std::size_t index) const;

    const Atlas* atlas_;
    const Progress* progress_;
    std::vector<double> sessions_;  // days of the episode
    double width_, main_height_;
    double label_width_ = 0, plot_x_ = 0, plot_width_ = 0, last_width_ = 0, words_width_ = 0;
    Extent days_;
    std::optional<std::size_t> main_;
    std::vector<Row> rows_;
};

// One page, A4 across.
PictureBytes draw_progress(const Atlas& atlas, const ChartInput& input, const PictureOptions& options);

}  // namespace knotwork
