#include "study/course_study.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace knotwork::study {
namespace {

constexpr double band = 1.6449;  // 90 %
constexpr double gone = 1;       // of 10
constexpr int fortnight = 14;
constexpr double least_fall = 1;      // in a fortnight: still improving
constexpr int judged_every_days = 7;  // levels and changes, which differ little from one day to the next
constexpr int due_day = 42;
constexpr std::size_t least_told = 4;

// What was weighed on one day.
struct Day {
    int day = 0;
    std::array<double, 4> signs{};  // probability by kind
    double of(SignKind kind) const { return signs[static_cast<std::size_t>(kind)]; }
};

double true_pain(const Course& course, int day) { return course.truth[static_cast<std::size_t>(day)]; }

bool still_improves(const Course& course, int day) {
    return day < fortnight || true_pain(course, day - fortnight) - true_pain(course, day) >= least_fall;
}

std::vector<Day> weigh_days(const Course& course) {
    std::vector<Day> days;
    for (std::size_t told = least_told; told <= course.readings.size(); ++told) {
        const auto readings = std::span<const Reading>(course.readings).first(told);
        Day day;
        day.day = static_cast<int>(readings.back().day);
        const auto later = std::find_if(course.loads.begin(), course.loads.end(),
                                        [&](const Reading& load) { return load.day > readings.back().day; });
        const std::span<const Reading> loads(course.loads.begin(), later);
        for (const CourseSign& sign : weigh_course_signs(readings, loads, pain_scale))
            day.signs[static_cast<std::size_t>(sign.kind)] = sign.probability;
        days.push_back(day);
    }
    return days;
}

void add_named(Named& named, int begun, std::optional<int> first) {
    ++named.courses;
    if (!first) return;
    const int delay = *first - begun;
    named.in_14 += delay <= 14 ? 1 : 0;
    named.in_28 += delay <= 28 ? 1 : 0;
    named.delays.push_back(delay);
}

void add_alarm(Alarm& alarm, bool wrong) {
    ++alarm.courses;
    alarm.wrong += wrong ? 1 : 0;
}

// The first day from `since` on that passes.
template <class Test>
std::optional<int> find_day(const std::vector<Day>& days, int since, const Test& test) {
    for (const Day& day : days)
        if (day.day >= since && test(day)) return day.day;
    return std::nullopt;
}

void tally_plateau(const Course& course, const std::vector<Day>& days, double probability, PlateauFigures& out) {
    const auto is_named = [&](const Day& day) {
        return day.of(SignKind::plateau) >= probability && day.of(SignKind::relapse) < probability;
    };
    const bool wrong = find_day(days, 0, [&](const Day& day) {
                           return is_named(day) && (!course.turn || day.day < *course.turn) &&
                                  (still_improves(course, day.day) || true_pain(course, day.day) <= gone);
                       }).has_value();
    switch (course.kind) {
        case CourseKind::improving: return add_alarm(out.improving, wrong);
        case CourseKind::slow: return add_alarm(out.slow, wrong);
        case CourseKind::persistent: return add_named(out.persistent, due_day, find_day(days, due_day, is_named));
        case CourseKind::plateau:
            add_alarm(out.before, wrong);
            return add_named(out.found, *course.turn, find_day(days, *course.turn, is_named));
        case CourseKind::relapse:
        case CourseKind::overload:
        case CourseKind::load_alone: return;
    }
}

void tally_signs(const Course& course, const std::vector<Day>& days, double probability, SignFigures& out) {
    const auto named = [probability](SignKind kind) {
        return [kind, probability](const Day& day) { return day.of(kind) >= probability; };
    };
    const auto first_relapse = find_day(days, 0, named(SignKind::relapse));
    const auto first_overload = find_day(days, 0, named(SignKind::overload));
    const bool rises = course.kind == CourseKind::relapse || course.kind == CourseKind::overload;
    add_alarm(out.relapse, first_relapse && (!rises || *first_relapse < *course.turn));
    if (course.kind == CourseKind::relapse)
        add_named(out.relapses, *course.turn, find_day(days, *course.turn, named(SignKind::relapse)));
    if (course.kind == CourseKind::overload)
        add_named(out.overloads, *course.turn, find_day(days, *course.turn, named(SignKind::overload)));
    else if (course.kind == CourseKind::load_alone)
        add_alarm(out.load_alone, first_overload.has_value());
    else
        add_alarm(out.overload, first_overload.has_value());
    // Whether pain was little enough for two weeks, and when it was first clearly so.
    int little = 0, very_little = 0;
    std::optional<int> recovered;
    std::vector<bool> was_little;
    for (int day = 0; day < course_days; ++day) {
        little = true_pain(course, day) <= gone ? little + 1 : 0;
        very_little = true_pain(course, day) <= gone / 2 ? very_little + 1 : 0;
        was_little.push_back(little > fortnight);
        if (!recovered && very_little > fortnight) recovered = day;
    }
    add_alarm(out.recovered, find_day(days, 0, [&](const Day& day) {
                                 return named(SignKind::recovered)(day) &&
                                        !was_little[static_cast<std::size_t>(day.day)];
                             }).has_value());
    if (recovered && *recovered + 28 < course_days)
        add_named(out.recoveries, *recovered, find_day(days, *recovered, named(SignKind::recovered)));
}

bool is_inside(const TrendPoint& point, const Course& course) {
    return std::abs(point.level - true_pain(course, static_cast<int>(point.day))) <= band * point.level_sd;
}

void tally_levels(const Course& course, CourseTally& out) {
    for (const TrendPoint& point : compute_trend(course.readings, pain_scale)) {
        ++out.then;
        out.then_inside += is_inside(point, course) ? 1 : 0;
    }
    int judged = 0;
    for (std::size_t told = least_told; told <= course.readings.size(); ++told) {
        const auto readings = std::span<const Reading>(course.readings).first(told);
        const int day = static_cast<int>(readings.back().day);
        if (day - judged < judged_every_days) continue;
        judged = day;
        ++out.now;
        out.now_inside += is_inside(compute_trend(readings, pain_scale).back(), course) ? 1 : 0;
        const Change change = judge_change(readings, pain_scale);
        if (change.verdict == ChangeVerdict::too_early) continue;
        const double from = true_pain(course, static_cast<int>(readings.front().day));
        const double fallen = from - true_pain(course, day);
        const double important = std::max(pain_scale.least_change, pain_scale.least_share * from);
        const bool better = fallen >= important, says_better = change.verdict == ChangeVerdict::better;
        out.better.add(change.better, better);
        out.called_better += says_better ? 1 : 0;
        out.truly_better += says_better && better ? 1 : 0;
        out.changed += better ? 1 : 0;
        out.changed_called += says_better && better ? 1 : 0;
        const bool says_same = change.verdict == ChangeVerdict::same;
        out.called_same += says_same ? 1 : 0;
        out.truly_same += says_same && std::abs(fallen) < important ? 1 : 0;
    }
}

CourseTally study_course(CourseKind kind, NoiseLevel noise, Logging logging, Dice dice) {
    CourseTally out;
    out.courses = 1;
    const Course course = simulate_course(kind, noise, logging, dice);
    const std::vector<Day> days = weigh_days(course);
    for (std::size_t p = 0; p < tried_probabilities.size(); ++p) {
        tally_plateau(course, days, tried_probabilities[p], out.plateau[p]);
        tally_signs(course, days, tried_probabilities[p], out.signs[p]);
    }
    tally_levels(course, out);
    return out;
}

void add(Named& to, const Named& other) {
    to.courses += other.courses;
    to.in_14 += other.in_14;
    to.in_28 += other.in_28;
    to.delays.insert(to.delays.end(), other.delays.begin(), other.delays.end());
}

void add(Alarm& to, const Alarm& other) {
    to.courses += other.courses;
    to.wrong += other.wrong;
}

}  // namespace

CourseKind kind_of_course(std::uint32_t index) {
    using enum CourseKind;
    constexpr CourseKind kinds[] = {improving, improving,  improving, slow,     plateau,
                                    plateau,   persistent, relapse,   overload, load_alone};
    return kinds[index % std::size(kinds)];
}

double Named::median_delay() const {
    if (2 * delays.size() <= courses) return std::numeric_limits<double>::infinity();
    std::vector<double> sorted = delays;
    std::sort(sorted.begin(), sorted.end());
    return sorted[courses / 2];
}

double PlateauFigures::false_share() const {
    const std::uint32_t courses = improving.courses + slow.courses;
    return courses > 0 ? static_cast<double>(improving.wrong + slow.wrong) / courses : 0;
}

void CourseTally::add(const CourseTally& other) {
    courses += other.courses;
    for (std::size_t p = 0; p < plateau.size(); ++p) {
        study::add(plateau[p].improving, other.plateau[p].improving);
        study::add(plateau[p].slow, other.plateau[p].slow);
        study::add(plateau[p].before, other.plateau[p].before);
        study::add(plateau[p].found, other.plateau[p].found);
        study::add(plateau[p].persistent, other.plateau[p].persistent);
        study::add(signs[p].relapse, other.signs[p].relapse);
        study::add(signs[p].overload, other.signs[p].overload);
        study::add(signs[p].load_alone, other.signs[p].load_alone);
        study::add(signs[p].recovered, other.signs[p].recovered);
        study::add(signs[p].relapses, other.signs[p].relapses);
        study::add(signs[p].overloads, other.signs[p].overloads);
        study::add(signs[p].recoveries, other.signs[p].recoveries);
    }
    now += other.now;
    now_inside += other.now_inside;
    then += other.then;
    then_inside += other.then_inside;
    better.add(other.better);
    called_better += other.called_better;
    truly_better += other.truly_better;
    called_same += other.called_same;
    truly_same += other.truly_same;
    changed += other.changed;
    changed_called += other.changed_called;
}

CourseTally CourseFigures::sum() const {
    CourseTally out;
    for (const auto& row : cells)
        for (const CourseTally& cell : row) out.add(cell);
    return out;
}

CourseFigures study_courses(const CourseStudyOptions& options) {
    CourseFigures figures;
    figures.options = options;
    constexpr auto cell_count = static_cast<std::uint32_t>(noise_level_count * logging_count);
    std::vector<CourseTally> tallies(std::size_t{cell_count} * options.courses);
    const auto count = static_cast<std::uint32_t>(tallies.size());
    run_parallel(count, options.threads, [&](std::uint32_t index, unsigned) {
        const std::uint32_t cell = index % cell_count, person = index / cell_count;
        const auto noise = static_cast<NoiseLevel>(cell / logging_count);
        const auto logging = static_cast<Logging>(cell % logging_count);
        tallies[index] = study_course(kind_of_course(person), noise, logging, Dice(options.seed, index));
    });
    for (std::uint32_t index = 0; index < count; ++index) {
        const std::uint32_t cell = index % cell_count;
        figures.cells[cell / logging_count][cell % logging_count].add(tallies[index]);
    }
    return figures;
}

}  // namespace knotwork::study
