#include "care/level_model.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace knotwork {
namespace {

constexpr std::size_t level = 0, slope = 1, swing = 2;
constexpr Matrix3 identity{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

Matrix3 operator*(const Matrix3& a, const Matrix3& b) {
    Matrix3 out{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) out[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
    return out;
}

Matrix3 operator+(const Matrix3& a, const Matrix3& b) {
    Matrix3 out{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) out[i][j] = a[i][j] + b[i][j];
    return out;
}

Matrix3 operator-(const Matrix3& a, const Matrix3& b) {
    Matrix3 out{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) out[i][j] = a[i][j] - b[i][j];
    return out;
}

State operator*(const Matrix3& a, const State& x) {
    State out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = a[i][0] * x[0] + a[i][1] * x[1] + a[i][2] * x[2];
    return out;
}

Matrix3 transpose(const Matrix3& a) {
    Matrix3 out{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) out[i][j] = a[j][i];
    return out;
}

// a b a', made symmetric to the last bit.
Matrix3 sandwich(const Matrix3& a, const Matrix3& b) {
    Matrix3 out = a * b * transpose(a);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < i; ++j) out[i][j] = out[j][i] = 0.5 * (out[i][j] + out[j][i]);
    return out;
}

// Of a positive definite matrix, by its Cholesky factor.
Matrix3 invert(const Matrix3& a) {
    Matrix3 factor{}, inverse{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = a[i][j];
            for (std::size_t k = 0; k < j; ++k) sum -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? std::sqrt(std::max(sum, 1e-300)) : sum / factor[j][j];
        }
    for (std::size_t column = 0; column < 3; ++column) {
        State x = identity[column];
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t k = 0; k < i; ++k) x[i] -= factor[i][k] * x[k];
            x[i] /= factor[i][i];
        }
        for (std::size_t i = 3; i-- > 0;) {
            for (std::size_t k = i + 1; k < 3; ++k) x[i] -= factor[k][i] * x[k];
            x[i] /= factor[i][i];
        }
        for (std::size_t i = 0; i < 3; ++i) inverse[i][column] = x[i];
    }
    return inverse;
}

struct Belief {
    State mean{};
    Matrix3 cov{};
};

struct Step {
    Matrix3 move = identity, noise{};
};

// z - 2 (1 - e^-z) + (1 - e^-2z)/2, which is z^3/3 where z is small.
double integrate_squared_fade(double z) {
    if (z < 0.01) return z * z * z * (1.0 / 3 - z * (1.0 / 4 - z * (7.0 / 60 - z / 24)));
    return z + 2 * std::expm1(-z) - std::expm1(-2 * z) / 2;
}

Step make_step(double days, const LevelModel& m) {
    Step step;
    const double z = days / m.slope_days;
    const double push = 2 * m.slope_sd * m.slope_sd / m.slope_days;  // variance a day
    const double reach = -m.slope_days * std::expm1(-z);             // of a slope of 1
    step.move[level][slope] = reach;
    step.move[slope][slope] = std::exp(-z);
    step.move[swing][swing] = std::exp(-days / m.swing_days);
    step.noise[level][level] =
        m.drift_sd * m.drift_sd * days + push * std::pow(m.slope_days, 3) * integrate_squared_fade(z);
    step.noise[level][slope] = step.noise[slope][level] = push * reach * reach / 2;
    step.noise[slope][slope] = -m.slope_sd * m.slope_sd * std::expm1(-2 * z);
    step.noise[swing][swing] = -m.swing_sd * m.swing_sd * std::expm1(-2 * days / m.swing_days);
    return step;
}

Belief begin(const LevelModel& m) {
    Belief out;
    out.mean = {m.level_mean, 0, 0};
    out.cov[level][level] = m.level_sd * m.level_sd;
    out.cov[slope][slope] = m.first_slope_sd * m.first_slope_sd;
    out.cov[swing][swing] = m.swing_sd * m.swing_sd;
    return out;
}

// The step from one day to a later one, with the jump that it may hold.
Step make_step(double from, double to, const LevelModel& m) {
    Step step = make_step(to - from, m);
    for (const double jump : m.jumps)
        if (jump > from && jump <= to) step.noise[level][level] += m.jump_sd * m.jump_sd;
    return step;
}

Belief predict(const Belief& now, const Step& step) {
    return {step.move * now.mean, sandwich(step.move, now.cov) + step.noise};
}

struct Seen {
    double surprise = 0;  // in its sd
    double log_likelihood = 0;
};

// Takes one reading in.
Seen take(Belief& belief, double value, const LevelModel& m) {
    const double noise = m.reading_sd * m.reading_sd;
    State seen{};  // covariance of each quantity with level + swing
    for (std::size_t i = 0; i < 3; ++i) seen[i] = belief.cov[i][level] + belief.cov[i][swing];
    const double variance = seen[level] + seen[swing] + noise;
    const double surprise = value - belief.mean[level] - belief.mean[swing];
    Matrix3 kept = identity, error{};
    State gain{};
    for (std::size_t i = 0; i < 3; ++i) {
        gain[i] = seen[i] / variance;
        belief.mean[i] += gain[i] * surprise;
        kept[i][level] -= gain[i];
        kept[i][swing] -= gain[i];
    }
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) error[i][j] = gain[i] * noise * gain[j];
    belief.cov = sandwich(kept, belief.cov) + error;
    return {surprise / std::sqrt(variance),
            -0.5 * (std::log(2 * std::numbers::pi * variance) + surprise * surprise / variance)};
}

constexpr double scatters[] = {0.5, 0.7, 1, 1.4, 2};
constexpr double scatter_log_sd = 0.35;
constexpr double jump_days = 28;  // readings of so many days tell whether there was a jump
constexpr double days_between_jumps = 200;
constexpr std::size_t most_jumps = 12;
constexpr std::size_t glance_readings = 6;  // a jump shows in at least one mean of up to so many readings
constexpr double least_glance = 2.5;        // in its sd; only days beyond are looked into

// What is believed before each reading, and how it fits.
struct Foreseen {
    Belief belief;
    Seen seen;
};
std::vector<Foreseen> foresee(std::span<const Reading> readings, const LevelModel& model) {
    std::vector<Foreseen> out;
    Belief belief = begin(model);
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (i > 0 && readings[i].day > readings[i - 1].day)
            belief = predict(belief, make_step(readings[i - 1].day, readings[i].day, model));
        Foreseen foreseen{belief, {}};
        foreseen.seen = take(belief, readings[i].value, model);
        out.push_back(foreseen);
    }
    return out;
}

bool is_odd(std::span<const Foreseen> foreseen, std::size_t from) {
    double sum = 0;
    for (std::size_t k = 0; k < glance_readings && from + k < foreseen.size(); ++k) {
        sum += foreseen[from + k].seen.surprise;
        if (std::abs(sum) >= least_glance * std::sqrt(static_cast<double>(k + 1))) return true;
    }
    return false;
}

// By how much a jump just before a reading makes it and those of the next weeks likelier (logarithm).
double weigh_jump(std::span<const Reading> readings, std::span<const Foreseen> foreseen, std::size_t from,
                  const LevelModel& model) {
    Belief belief = foreseen[from].belief;
    belief.cov[level][level] += model.jump_sd * model.jump_sd;
    double gain = 0;
    for (std::size_t i = from; i < readings.size() && readings[i].day <= readings[from].day + jump_days; ++i) {
        if (i > from && readings[i].day > readings[i - 1].day)
            belief = predict(belief, make_step(readings[i - 1].day, readings[i].day, model));
        gain += take(belief, readings[i].value, model).log_likelihood - foreseen[i].seen.log_likelihood;
    }
    return gain;
}

struct Candidate {
    LevelModel model;
    double odds = 0;  // logarithm
};

Candidate weigh_scatter(std::span<const Reading> readings, const LevelModel& usual, double scatter) {
    Candidate out{usual, 0};
    out.model.swing_sd *= scatter;
    out.model.reading_sd *= scatter;
    const double off = std::log(scatter) / scatter_log_sd;
    out.odds = compute_log_likelihood(readings, out.model) - off * off / 2;
    return out;
}

// The day whose jump is worth most, if any is.
std::optional<double> find_jump(std::span<const Reading> readings, const LevelModel& model) {
    const std::vector<Foreseen> foreseen = foresee(readings, model);
    double most = std::log(days_between_jumps);
    std::optional<double> best;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        if (readings[i].day <= readings[i - 1].day || !is_odd(foreseen, i)) continue;
        const double gain = weigh_jump(readings, foreseen, i, model);
        if (gain <= most) continue;
        most = gain;
        best = readings[i].day;
    }
    return best;
}

void add_jumps(std::span<const Reading> readings, Candidate& candidate) {
    std::vector<double>& jumps = candidate.model.jumps;
    const double before = compute_log_likelihood(readings, candidate.model);
    while (jumps.size() < most_jumps) {
        const std::optional<double> jump = find_jump(readings, candidate.model);
        if (!jump || std::find(jumps.begin(), jumps.end(), *jump) != jumps.end()) break;
        jumps.insert(std::upper_bound(jumps.begin(), jumps.end(), *jump), *jump);
    }
    if (jumps.empty()) return;
    candidate.odds += compute_log_likelihood(readings, candidate.model) - before -
                      static_cast<double>(jumps.size()) * std::log(days_between_jumps);
}

}  // namespace

LevelModel choose_model(std::span<const Reading> readings, const Scale& scale) {
    LevelModel usual;
    usual.level_mean = (scale.high - scale.low) / 2;
    usual.level_sd = scale.high - scale.low;
    for (double* in_unit :
         {&usual.first_slope_sd, &usual.slope_sd, &usual.drift_sd, &usual.swing_sd, &usual.reading_sd, &usual.jump_sd})
        *in_unit *= scale.error_sd;
    std::array<Candidate, std::size(scatters)> candidates;
    for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i] = weigh_scatter(readings, usual, scatters[i]);
    const auto is_less = [](const Candidate& a, const Candidate& b) { return a.odds < b.odds; };
    const auto best = std::max_element(candidates.begin(), candidates.end(), is_less);
    // What looks like much scatter may be less of it and a jump.
    Candidate chosen = *best;
    add_jumps(readings, chosen);
    if (best != candidates.begin()) {
        Candidate quieter = *std::prev(best);
        add_jumps(readings, quieter);
        if (quieter.odds > chosen.odds) chosen = quieter;
    }
    return chosen.model;
}

LevelCourse smooth_levels(std::span<const Reading> readings, std::span<const double> days, const LevelModel& model) {
    LevelCourse course;
    std::vector<Step> steps;  // into each node
    std::size_t reading = 0, day = 0;
    Belief belief = begin(model);
    while (reading < readings.size() || day < days.size()) {
        LevelNode node;
        if (day == days.size())
            node.day = readings[reading].day;
        else if (reading == readings.size())
            node.day = days[day];
        else
            node.day = std::min(readings[reading].day, days[day]);
        steps.push_back(course.nodes.empty() ? Step{} : make_step(course.nodes.back().day, node.day, model));
        if (!course.nodes.empty()) belief = predict(belief, steps.back());
        for (; reading < readings.size() && readings[reading].day <= node.day; ++reading)
            course.log_likelihood += take(belief, readings[reading].value, model).log_likelihood;
        while (day < days.size() && days[day] <= node.day) ++day;
        node.mean = belief.mean;
        node.cov = belief.cov;
        course.nodes.push_back(node);
    }
    for (std::size_t i = course.nodes.size(); i-- > 1;) {
        LevelNode &node = course.nodes[i - 1], &next = course.nodes[i];
        const Step& step = steps[i];
        const Belief foreseen = predict({node.mean, node.cov}, step);
        node.gain = node.cov * transpose(step.move) * invert(foreseen.cov);
        State surprise{};
        for (std::size_t k = 0; k < 3; ++k) surprise[k] = next.mean[k] - foreseen.mean[k];
        const State moved = node.gain * surprise;
        for (std::size_t k = 0; k < 3; ++k) node.mean[k] += moved[k];
        // The same as cov + gain (next.cov - foreseen.cov) gain', as a sum of two that are never negative.
        node.cov = sandwich(identity - node.gain * step.move, node.cov) + sandwich(node.gain, next.cov + step.noise);
    }
    return course;
}

double compute_log_likelihood(std::span<const Reading> readings, const LevelModel& model) {
    double sum = 0;
    for (const Foreseen& foreseen : foresee(readings, model)) sum += foreseen.seen.log_likelihood;
    return sum;
}

double Gaussian::above(double limit) const { return 0.5 * std::erfc((limit - mean) / (sd * std::numbers::sqrt2)); }

Gaussian compute_fall(const LevelCourse& course, std::size_t a, std::size_t b) {
    const LevelNode &first = course.nodes[a], &last = course.nodes[b];
    Matrix3 joint = last.cov;
    for (std::size_t i = b; i-- > a;) joint = course.nodes[i].gain * joint;
    const double variance = first.cov[level][level] + last.cov[level][level] - 2 * joint[level][level];
    return {first.mean[level] - last.mean[level], std::sqrt(std::max(variance, 0.0))};
}

}  // namespace knotwork
