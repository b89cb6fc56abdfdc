#include "study/courses.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace knotwork::study {
namespace {

constexpr double pi = std::numbers::pi;

double at(int day) { return static_cast<double>(day); }

struct Recovery {
    double first = 6, rest = 0, days = 20;  // rest: what stays; days: in which the difference falls to a third
    double pain(double day) const { return rest + (first - rest) * std::exp(-day / days); }
};

Recovery draw_recovery(Dice& dice) {
    Recovery r;
    r.first = std::clamp(5.4 + 1.6 * dice.normal(), 3.0, 9.0);
    r.rest = r.first * dice.uniform(0, 0.3);
    r.days = std::clamp(26 * std::exp(0.6 * dice.normal()), 9.0, 70.0);
    return r;
}

std::vector<double> draw_slow(Dice& dice) {
    const double first = dice.uniform(5, 8.5), fall = dice.uniform(1.1, 1.8) / 14, rest = dice.uniform(0, 0.8);
    std::vector<double> truth;
    for (int day = 0; day < course_days; ++day) truth.push_back(std::max(rest, first - fall * at(day)));
    return truth;
}

std::vector<double> draw_plateau(Dice& dice, int& turn) {
    for (;;) {
        const bool even = dice.chance(0.5);
        const double fall = dice.uniform(1, 3.5) / 14;
        const Recovery recovery = draw_recovery(dice);
        const double first = even ? dice.uniform(5, 9) : recovery.first;
        const auto pain = [&](double day) { return even ? first - fall * day : recovery.pain(day); };
        turn = 14 + static_cast<int>(dice.below(57));
        const double left = pain(at(turn));
        if (left < 2.5 || first - left < 1.5 || pain(at(turn - 14)) - left < 1) continue;
        std::vector<double> truth;
        for (int day = 0; day < course_days; ++day) truth.push_back(pain(at(std::min(day, turn))));
        return truth;
    }
}

std::vector<double> draw_persistent(Dice& dice) {
    const double mean = dice.uniform(3, 8);
    const double slow = dice.uniform(60, 120), quick = dice.uniform(25, 50);
    const double a = dice.uniform(0, 2 * pi), b = dice.uniform(0, 2 * pi);
    std::vector<double> truth;
    for (int day = 0; day < course_days; ++day)
        truth.push_back(mean + 0.35 * std::sin(a + 2 * pi * at(day) / slow) +
                        0.15 * std::sin(b + 2 * pi * at(day) / quick));
    return truth;
}

std::vector<double> draw_improving(Dice& dice) {
    const Recovery recovery = draw_recovery(dice);
    std::vector<double> truth;
    for (int day = 0; day < course_days; ++day) truth.push_back(recovery.pain(at(day)));
    return truth;
}

// Adds a rise from `turn`, full after `rise` days, which after `stay` days goes in `fade`.
void add_episode(std::vector<double>& truth, int turn, double by, double rise, double stay, double fade) {
    for (int day = turn; day < course_days; ++day) {
        const double since = at(day - turn);
        const double up = std::min(1.0, (since + 1) / rise), down = std::exp(-std::max(0.0, since - stay) / fade);
        truth[static_cast<std::size_t>(day)] = std::min(9.5, truth[static_cast<std::size_t>(day)] + by * up * down);
    }
}

std::vector<double> draw_relapse(Dice& dice, int& turn) {
    for (;;) {
        std::vector<double> truth = draw_improving(dice);
        turn = 35 + static_cast<int>(dice.below(60));
        const double before = truth[static_cast<std::size_t>(turn)];
        if (before > 2 || truth[0] - before < 2.5) continue;
        add_episode(truth, turn, dice.uniform(2.5, 5), dice.uniform(1, 6), dice.uniform(21, 40), 20);
        return truth;
    }
}

std::vector<double> draw_overload(Dice& dice, int& turn, bool hurts) {
    std::vector<double> truth = dice.chance(0.5) ? draw_improving(dice) : draw_persistent(dice);
    for (double& pain : truth) pain = std::min(pain, 6.0);
    turn = 35 + static_cast<int>(dice.below(60));
    const double by = dice.uniform(1.8, 3.5), stay = dice.uniform(14, 28);
    if (hurts) add_episode(truth, turn + 2, by, 4, stay, 7);
    return truth;
}

// Training on three to five days a week, its size by the day; `turn`: the week in which it is far more.
std::vector<Reading> draw_loads(Dice& dice, std::optional<int> turn) {
    std::vector<Reading> loads;
    const double size = dice.uniform(20, 60), more = dice.uniform(1.7, 2.6), noted = dice.uniform(0.6, 1);
    const double share = dice.uniform(3, 5) / 7;
    for (int day = 0; day < course_days; ++day) {
        double load = dice.chance(share) ? size * std::exp(0.3 * dice.normal()) : 0;
        if (turn && day >= *turn && day < *turn + 7) {
            if (load == 0 && dice.chance(0.3)) load = size;
            load *= more;
        }
        if (dice.chance(noted)) loads.push_back({at(day), load});
    }
    return loads;
}

// What a day's reading adds to the truth; NaN-free and the same whichever days are told.
std::vector<double> draw_noise(Dice& dice, NoiseLevel level) {
    constexpr double levels[] = {0.5, 1.0, 1.5};
    const double sd = levels[static_cast<std::size_t>(level)] * dice.uniform(0.8, 1.2);
    const double rhythm = dice.uniform(0, 0.6) * sd, phase = dice.uniform(0, 2 * pi);
    const double rest = std::sqrt(sd * sd - rhythm * rhythm / 2), keep = dice.uniform(0.2, 0.5);
    const double flares = dice.uniform(0, 0.05);  // a day
    std::vector<double> noise;
    double swing = dice.normal(), flare = 0;
    std::uint32_t flare_days = 0;
    for (int day = 0; day < course_days; ++day) {
        if (flare_days > 0)
            --flare_days;
        else if (dice.chance(flares)) {
            flare = dice.uniform(1, 4);
            flare_days = 1 + (dice.chance(0.5) ? dice.below(4) : 0);
        }
        noise.push_back(rest * swing + rhythm * std::sin(phase + 2 * pi * at(day) / 7) + (flare_days > 0 ? flare : 0));
        swing = keep * swing + std::sqrt(1 - keep * keep) * dice.normal();
    }
    return noise;
}

std::vector<bool> draw_told(Dice& dice, Logging logging) {
    std::vector<bool> told(course_days, false);
    const double missed = logging == Logging::often ? dice.uniform(0.25, 0.6) : dice.uniform(0, 0.1);
    const int weekday = static_cast<int>(dice.below(7));
    bool away = false;
    for (int day = 0; day < course_days; ++day) {
        // Days missed come in runs: whoever missed yesterday misses today more readily.
        away = dice.chance(away ? std::min(1.0, missed + 0.2) : missed * (0.8 - missed) / (1 - missed));
        if (logging == Logging::daily) away = dice.chance(missed);
        told[static_cast<std::size_t>(day)] =
            logging == Logging::weekly ? day % 7 == weekday && !dice.chance(0.1) : !away;
    }
    return told;
}

}  // namespace

Course simulate_course(CourseKind kind, NoiseLevel noise, Logging logging, Dice& dice) {
    Course course;
    course.kind = kind;
    int turn = 0;
    switch (kind) {
        case CourseKind::improving: course.truth = draw_improving(dice); break;
        case CourseKind::slow: course.truth = draw_slow(dice); break;
        case CourseKind::plateau: course.truth = draw_plateau(dice, turn); break;
        case CourseKind::persistent: course.truth = draw_persistent(dice); break;
        case CourseKind::relapse: course.truth = draw_relapse(dice, turn); break;
        case CourseKind::overload: course.truth = draw_overload(dice, turn, true); break;
        case CourseKind::load_alone: course.truth = draw_overload(dice, turn, false); break;
    }
    if (turn > 0) course.turn = turn;
    const bool trained_more = kind == CourseKind::overload || kind == CourseKind::load_alone;
    course.loads = draw_loads(dice, trained_more ? course.turn : std::nullopt);
    const std::vector<double> swings = draw_noise(dice, noise);
    const std::vector<bool> told = draw_told(dice, logging);
    for (std::size_t day = 0; day < course.truth.size(); ++day)
        if (told[day])
            course.readings.push_back(
                {static_cast<double>(day), std::clamp(std::round(course.truth[day] + swings[day]) + 0.0, 0.0, 10.0)});
    return course;
}

}  // namespace knotwork::study
