#include "care/level_gaussian.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace knotwork::test {
namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix make_matrix(std::size_t rows, std::size_t columns) { return Matrix(rows, std::vector<double>(columns, 0)); }

// Gauss and Jordan, with pivots: a x = b for many b. Returns log |a| too.
double solve(Matrix a, Matrix& b) {
    double log_determinant = 0;
    const std::size_t n = a.size();
    for (std::size_t c = 0; c < n; ++c) {
        std::size_t pivot = c;
        for (std::size_t r = c + 1; r < n; ++r)
            if (std::abs(a[r][c]) > std::abs(a[pivot][c])) pivot = r;
        std::swap(a[c], a[pivot]);
        std::swap(b[c], b[pivot]);
        log_determinant += std::log(std::abs(a[c][c]));
        for (std::size_t r = 0; r < n; ++r) {
            if (r == c) continue;
            const double factor = a[r][c] / a[c][c];
            for (std::size_t k = c; k < n; ++k) a[r][k] -= factor * a[c][k];
            for (std::size_t k = 0; k < b[r].size(); ++k) b[r][k] -= factor * b[c][k];
        }
    }
    for (std::size_t r = 0; r < n; ++r)
        for (double& value : b[r]) value /= a[r][r];
    return log_determinant;
}

// What one push of the slope at time u has done to level and slope by time t.
double reach(double since, const LevelModel& m) {
    return since <= 0 ? 0 : m.slope_days * (1 - std::exp(-since / m.slope_days));
}
double left(double since, const LevelModel& m) { return since < 0 ? 0 : std::exp(-since / m.slope_days); }

// Sum over pushes between the start and the earlier of two times, by Gauss and Legendre on short pieces.
template <class F>
double integrate(double until, const F& f) {
    constexpr double points[] = {-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664};
    constexpr double weights[] = {0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366,
                                  0.236926885056189};
    const auto pieces = static_cast<int>(std::ceil(until)) + 1;
    const double half = until / pieces / 2;
    double sum = 0;
    for (int piece = 0; piece < pieces; ++piece)
        for (std::size_t i = 0; i < 5; ++i) sum += half * weights[i] * f(half * (2 * piece + 1 + points[i]));
    return sum;
}

}  // namespace

LevelGaussian condition_levels(std::span<const Reading> readings, std::span<const double> days, const LevelModel& m) {
    LevelGaussian out;
    for (const Reading& r : readings) out.days.push_back(r.day);
    out.days.insert(out.days.end(), days.begin(), days.end());
    std::sort(out.days.begin(), out.days.end());
    out.days.erase(std::unique(out.days.begin(), out.days.end()), out.days.end());
    const std::size_t n = out.days.size(), states = 3 * n;
    const double start = out.days.front();
    const double push = 2 * m.slope_sd * m.slope_sd / m.slope_days;
    Matrix prior = make_matrix(states, states);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            const double t = out.days[i] - start, s = out.days[j] - start, first = std::min(t, s);
            double jumps = 0;
            for (const double jump : m.jumps)
                if (jump > start && jump - start <= first) jumps += m.jump_sd * m.jump_sd;
            const double slope = m.first_slope_sd * m.first_slope_sd;
            prior[3 * i][3 * j] = m.level_sd * m.level_sd + m.drift_sd * m.drift_sd * first + jumps +
                                  slope * reach(t, m) * reach(s, m) +
                                  push * integrate(first, [&](double u) { return reach(t - u, m) * reach(s - u, m); });
            prior[3 * i][3 * j + 1] = slope * reach(t, m) * left(s, m) + push * integrate(first, [&](double u) {
                                                                             return reach(t - u, m) * left(s - u, m);
                                                                         });
            prior[3 * j + 1][3 * i] = prior[3 * i][3 * j + 1];
            prior[3 * i + 1][3 * j + 1] = slope * left(t, m) * left(s, m) + push * integrate(first, [&](double u) {
                                                                                return left(t - u, m) * left(s - u, m);
                                                                            });
            prior[3 * i + 2][3 * j + 2] = m.swing_sd * m.swing_sd * std::exp(-std::abs(t - s) / m.swing_days);
        }
    const std::size_t count = readings.size();
    Matrix seen = make_matrix(count, states), cov = make_matrix(count, count);  // with states, and with each other
    std::vector<double> surprise(count);
    std::vector<std::size_t> at(count);
    for (std::size_t r = 0; r < count; ++r) {
        at[r] = static_cast<std::size_t>(std::lower_bound(out.days.begin(), out.days.end(), readings[r].day) -
                                         out.days.begin());
        surprise[r] = readings[r].value - m.level_mean;
        for (std::size_t k = 0; k < states; ++k) seen[r][k] = prior[3 * at[r]][k] + prior[3 * at[r] + 2][k];
    }
    for (std::size_t r = 0; r < count; ++r)
        for (std::size_t q = 0; q < count; ++q)
            cov[r][q] = seen[r][3 * at[q]] + seen[r][3 * at[q] + 2] + (r == q ? m.reading_sd * m.reading_sd : 0);
    Matrix solved = seen;  // cov^-1 seen, and cov^-1 surprise in a last column
    for (std::size_t r = 0; r < count; ++r) solved[r].push_back(surprise[r]);
    const double log_determinant = count > 0 ? solve(cov, solved) : 0;
    out.mean.assign(states, 0);
    for (std::size_t i = 0; i < n; ++i) out.mean[3 * i] = m.level_mean;
    out.cov = prior;
    double misfit = 0;
    for (std::size_t r = 0; r < count; ++r) {
        misfit += surprise[r] * solved[r][states];
        for (std::size_t k = 0; k < states; ++k) {
            out.mean[k] += seen[r][k] * solved[r][states];
            for (std::size_t l = 0; l < states; ++l) out.cov[k][l] -= seen[r][k] * solved[r][l];
        }
    }
    out.log_likelihood =
        -0.5 * (static_cast<double>(count) * std::log(2 * std::numbers::pi) + log_determinant + misfit);
    return out;
}

}  // namespace knotwork::test
