#include "care/progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "care/level_model.hpp"

namespace knotwork {
namespace {

constexpr double sure = 0.9;
constexpr double longest_days = 36525;  // a century of points is enough

// What signs need; docs/progress.md says why.
constexpr double window_days = 14;
constexpr std::size_t least_window_readings = 3;  // days with readings in the window: one who notes weekly has three
constexpr double due_days = 42;                   // by when there should have been improvement
constexpr double gone_share = 0.1;                // of the scale
constexpr double look_days = 3.5;                 // looks so long ago must agree
constexpr std::size_t least_looks = 2;
constexpr double week_days = 7, weeks_before_days = 28;
constexpr double far_above = 1.5;  // Gabbett 2016, doi:10.1136/bjsports-2015-095788; contested
constexpr std::size_t least_week_loads = 3, least_loads_before = 8;

bool is_usable(const Scale& scale) {
    return scale.high > scale.low && scale.error_sd > 0 && std::isfinite(scale.high - scale.low) &&
           std::isfinite(scale.error_sd);
}

std::vector<Reading> sort_finite(std::span<const Reading> readings) {
    std::vector<Reading> out;
    for (const Reading& r : readings)
        if (std::isfinite(r.day) && std::isfinite(r.value)) out.push_back(r);
    std::stable_sort(out.begin(), out.end(), [](const Reading& a, const Reading& b) { return a.day < b.day; });
    return out;
}

// Measured from the best end of the scale, so that less is better; in order of day.
std::vector<Reading> list_distances(std::span<const Reading> readings, const Scale& scale) {
    if (!is_usable(scale)) return {};
    std::vector<Reading> out = sort_finite(readings);
    for (Reading& r : out) r.value = scale.lower_is_better ? r.value - scale.low : scale.high - r.value;
    return out;
}

double extent(const Scale& scale) { return scale.high - scale.low; }

// From a distance back to the unit.
double find_value(double distance, const Scale& scale) {
    const double inside = std::clamp(distance, 0.0, extent(scale));
    return scale.lower_is_better ? scale.low + inside : scale.high - inside;
}

// The first reading of each day; days are counted from the first reading of all.
std::vector<std::size_t> list_day_starts(std::span<const Reading> readings) {
    std::vector<std::size_t> starts;
    double last = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const double day = std::floor(readings[i].day - readings[0].day);
        if (i > 0 && day <= last) continue;
        starts.push_back(i);
        last = day;
    }
    return starts;
}

Gaussian level_of(const LevelNode& node) { return {node.mean[0], std::sqrt(node.cov[0][0])}; }

struct Weighed {
    double since_day = 0, probability = 0;
};

// One look at a course: the readings until then, smoothed.
class Look {
  public:
    Look(std::span<const Reading> readings, const Scale& scale)
        : readings_(readings), scale_(scale), first_(readings.front().day), last_(readings.back().day) {
        const double start = last_ - window_days;
        std::vector<double> days;
        if (start >= first_) days.push_back(start);
        course_ = smooth_levels(readings, days, choose_model(readings, scale));
        while (course_.nodes[window_].day < start) ++window_;
    }

    std::optional<Weighed> weigh_plateau() const {
        if (!has_window()) return std::nullopt;
        const std::size_t end = nodes().size() - 1;
        const double important = scale_.least_change;
        if (nodes()[window_].mean[0] < important || nodes()[end].mean[0] < important) return std::nullopt;
        const Gaussian fallen = compute_fall(course_, window_, end);
        if (fallen.mean < -important) return std::nullopt;  // it grew: that is another matter
        const bool improved = compute_fall(course_, 0, window_).above(important / 2) >= sure;
        if (!improved && last_ - first_ < due_days) return std::nullopt;
        std::size_t since = end;
        while (since > 0 && std::abs(nodes()[since - 1].mean[0] - nodes()[end].mean[0]) < important / 2) --since;
        return Weighed{nodes()[since].day, fallen.below(important / 2)};
    }

    std::optional<Weighed> weigh_relapse() const {
        const std::size_t end = nodes().size() - 1;
        const double important = scale_.least_change;
        std::size_t best = 0;
        for (std::size_t i = 1; i <= end; ++i)
            if (nodes()[i].mean[0] < nodes()[best].mean[0]) best = i;
        if (best == 0 || best == end || compute_fall(course_, 0, best).above(important) < least_sign_probability)
            return std::nullopt;
        std::size_t since = end;
        while (nodes()[since - 1].mean[0] - nodes()[best].mean[0] > important / 2) --since;
        if (count_days(nodes()[since].day) < least_window_readings) return std::nullopt;
        const Gaussian fallen = compute_fall(course_, best, end);
        return Weighed{nodes()[since].day, fallen.below(-important)};
    }

    // `week`: the day on which the week of training began.
    std::optional<Weighed> weigh_overload(std::optional<double> week) const {
        if (!week || *week < first_) return std::nullopt;
        std::size_t before = 0;
        while (before + 1 < nodes().size() && nodes()[before + 1].day <= *week) ++before;
        if (count_days(nodes()[before].day) <= least_window_readings) return std::nullopt;
        const Gaussian fallen = compute_fall(course_, before, nodes().size() - 1);
        if (fallen.mean > -scale_.least_change / 2) return std::nullopt;
        return Weighed{*week, fallen.below(0)};
    }

    std::optional<Weighed> weigh_recovered() const {
        if (!has_window()) return std::nullopt;
        const double gone = gone_share * extent(scale_);
        double least = 1;
        for (std::size_t i = window_; i < nodes().size(); ++i)
            least = std::min(least, level_of(nodes()[i]).below(gone));
        std::size_t since = nodes().size() - 1;
        while (since > 0 && nodes()[since - 1].mean[0] <= gone) --since;
        return Weighed{nodes()[since].day, least};
    }

    double last_day() const { return last_; }

  private:
    const std::vector<LevelNode>& nodes() const { return course_.nodes; }
    bool has_window() const {
        return last_ - first_ >= window_days && count_days(last_ - window_days) >= least_window_readings;
    }
    // Days with readings since then.
    std::size_t count_days(double since) const {
        const auto from = std::lower_bound(readings_.begin(), readings_.end(), since,
                                           [](const Reading& r, double day) { return r.day < day; });
        return list_day_starts(readings_.subspan(static_cast<std::size_t>(from - readings_.begin()))).size();
    }

    std::span<const Reading> readings_;
    const Scale& scale_;
    double first_, last_;
    LevelCourse course_;
    std::size_t window_ = 0;  // node at which the last 14 days begin
};

// Loads of each day that was noted, added up.
std::vector<Reading> list_daily_loads(std::span<const Reading> loads) {
    std::vector<Reading> days;
    for (const Reading& load : sort_finite(loads)) {
        const double day = std::floor(load.day);
        if (!days.empty() && days.back().day == day)
            days.back().value += load.value;
        else
            days.push_back({day, load.value});
    }
    return days;
}

struct MeanLoad {
    std::size_t days = 0;
    double mean = 0;
};
MeanLoad find_mean_load(std::span<const Reading> loads, double from, double until) {
    MeanLoad out;
    for (const Reading& load : loads)
        if (load.day >= from && load.day < until) {
            out.mean += load.value;
            ++out.days;
        }
    if (out.days > 0) out.mean /= static_cast<double>(out.days);
    return out;
}

// The first day of the week with the most training above that of the weeks before, if it is far above; the week ends in
// the last seven days.
std::optional<double> find_heavy_week(std::span<const Reading> loads, double last_day) {
    std::optional<double> best;
    double most = 0;
    for (int ago = 0; ago <= 7; ++ago) {
        const double end = std::floor(last_day) + 1 - ago, begin = end - week_days;
        const MeanLoad week = find_mean_load(loads, begin, end);
        const MeanLoad before = find_mean_load(loads, begin - weeks_before_days, begin);
        if (week.days < least_week_loads || before.days < least_loads_before) continue;
        const double above = week.mean - far_above * before.mean;
        if (above < 0 || week.mean <= 0 || (best && above <= most)) continue;
        best = begin;
        most = above;
    }
    return best;
}

}  // namespace

std::vector<TrendPoint> compute_trend(std::span<const Reading> readings, const Scale& scale) {
    const std::vector<Reading> distances = list_distances(readings, scale);
    if (distances.empty()) return {};
    const double first = distances.front().day, last = distances.back().day;
    std::vector<double> days;
    if (last - first <= longest_days) {
        for (double day = 0; first + day < last; ++day) days.push_back(first + day);
        days.push_back(last);
    } else {
        for (const std::size_t start : list_day_starts(distances)) days.push_back(distances[start].day);
        if (days.back() < last) days.push_back(last);
    }
    const LevelCourse course = smooth_levels(distances, days, choose_model(distances, scale));
    std::vector<TrendPoint> points;
    for (const LevelNode& node : course.nodes) {
        if (node.day != days[points.size()]) continue;
        TrendPoint point;
        point.day = node.day;
        point.level = find_value(node.mean[0], scale);
        point.level_sd = std::sqrt(node.cov[0][0]);
        point.slope = scale.lower_is_better ? node.mean[1] : -node.mean[1];
        point.slope_sd = std::sqrt(node.cov[1][1]);
        points.push_back(point);
    }
    return points;
}

Change judge_change(std::span<const Reading> readings, const Scale& scale) {
    Change change;
    const std::vector<Reading> distances = list_distances(readings, scale);
    if (distances.empty()) return change;
    const LevelCourse course = smooth_levels(distances, {}, choose_model(distances, scale));
    const LevelNode &first = course.nodes.front(), &last = course.nodes.back();
    const Gaussian fallen = compute_fall(course, 0, course.nodes.size() - 1);
    change.from = find_value(first.mean[0], scale);
    change.to = find_value(last.mean[0], scale);
    change.sd = fallen.sd;
    change.important = std::max(scale.least_change, scale.least_share * std::clamp(first.mean[0], 0.0, extent(scale)));
    if (list_day_starts(distances).size() < least_reading_days || last.day - first.day < least_span_days) return change;
    change.better = fallen.above(change.important);
    change.worse = fallen.below(-change.important);
    if (change.better >= sure)
        change.verdict = ChangeVerdict::better;
    else if (change.worse >= sure)
        change.verdict = ChangeVerdict::worse;
    else if (change.better + change.worse <= 1 - sure)
        change.verdict = ChangeVerdict::same;
    else
        change.verdict = ChangeVerdict::unclear;
    return change;
}

std::vector<CourseSign> weigh_course_signs(std::span<const Reading> readings, std::span<const Reading> loads,
                                           const Scale& scale) {
    const std::vector<Reading> distances = list_distances(readings, scale);
    const std::vector<std::size_t> days = list_day_starts(distances);
    if (days.size() < least_reading_days) return {};
    const std::vector<Reading> daily_loads = list_daily_loads(loads);
    constexpr std::array kinds{SignKind::plateau, SignKind::relapse, SignKind::overload, SignKind::recovered};
    std::array<std::optional<Weighed>, kinds.size()> now;
    // From the last look back to the earliest that must agree.
    for (std::size_t looks = 0; looks < days.size(); ++looks) {
        const std::size_t d = days.size() - 1 - looks;
        const std::size_t end = d + 1 < days.size() ? days[d + 1] : distances.size();
        if (looks >= least_looks && distances[end - 1].day < distances.back().day - look_days) break;
        const Look look(std::span<const Reading>(distances).first(end), scale);
        const std::array then{look.weigh_plateau(), look.weigh_relapse(),
                              look.weigh_overload(find_heavy_week(daily_loads, look.last_day())),
                              look.weigh_recovered()};
        for (std::size_t k = 0; k < kinds.size(); ++k) {
            if (looks == 0)
                now[k] = then[k];
            else if (now[k])
                now[k]->probability = then[k] ? std::min(now[k]->probability, then[k]->probability) : 0;
        }
        if (std::none_of(now.begin(), now.end(), [](const auto& n) { return n && n->probability > 0; })) break;
    }
    std::vector<CourseSign> signs;
    for (std::size_t k = 0; k < kinds.size(); ++k)
        if (now[k]) signs.push_back({kinds[k], now[k]->since_day, now[k]->probability});
    return signs;
}

std::vector<CourseSign> find_course_signs(std::span<const Reading> readings, std::span<const Reading> loads,
                                          const Scale& scale) {
    std::vector<CourseSign> signs = weigh_course_signs(readings, loads, scale);
    std::erase_if(signs, [](const CourseSign& sign) { return sign.probability < least_sign_probability; });
    const auto is_relapse = [](const CourseSign& sign) { return sign.kind == SignKind::relapse; };
    if (std::any_of(signs.begin(), signs.end(), is_relapse))
        std::erase_if(signs, [](const CourseSign& sign) { return sign.kind == SignKind::plateau; });
    return signs;
}

}  // namespace knotwork
