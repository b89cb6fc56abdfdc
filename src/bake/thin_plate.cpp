#include "bake/thin_plate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace knotwork::bake {
namespace {

// r^2 log r, from the square of r.
double bend(Vec2 a, Vec2 b) {
    const double r2 = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
    return r2 > 0 ? r2 * std::log(r2) / 2 : 0;
}

// One row of linear equations for both coordinates of the image.
struct Row {
    std::vector<double> factors;
    Vec2 image;
};

void subtract(Row& row, const Row& other, double times) {
    for (std::size_t k = 0; k < row.factors.size(); ++k) row.factors[k] -= times * other.factors[k];
    row.image.x -= times * other.image.x;
    row.image.y -= times * other.image.y;
}

// Elimination with the greatest pivot of each column (the system is symmetric but has both signs).
std::vector<Vec2> solve(std::vector<Row> rows) {
    for (std::size_t column = 0; column < rows.size(); ++column) {
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(column);
        std::iter_swap(begin, std::max_element(begin, rows.end(), [&](const Row& a, const Row& b) {
                           return std::abs(a.factors[column]) < std::abs(b.factors[column]);
                       }));
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (i != column) subtract(rows[i], rows[column], rows[i].factors[column] / rows[column].factors[column]);
    }
    std::vector<Vec2> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({rows[i].image.x / rows[i].factors[i], rows[i].image.y / rows[i].factors[i]});
    return out;
}

}  // namespace

ThinPlate::ThinPlate(std::span<const Vec2> from, std::span<const Vec2> to) : from_(from.begin(), from.end()) {
    const std::size_t n = from.size();
    std::vector<Row> rows(n + 3, {std::vector<double>(n + 3, 0), {}});
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) rows[i].factors[j] = bend(from[i], from[j]);
        const double straight[3] = {1, from[i].x, from[i].y};
        for (std::size_t k = 0; k < 3; ++k) rows[i].factors[n + k] = rows[n + k].factors[i] = straight[k];
        rows[i].image = to[i];
    }
    weight_ = solve(std::move(rows));
    along_y_ = weight_[n + 2];
    along_x_ = weight_[n + 1];
    constant_ = weight_[n];
    weight_.resize(n);
}

Vec2 ThinPlate::operator()(Vec2 place) const {
    Vec2 out{constant_.x + along_x_.x * place.x + along_y_.x * place.y,
             constant_.y + along_x_.y * place.x + along_y_.y * place.y};
    for (std::size_t i = 0; i < from_.size(); ++i) {
        const double pull = bend(place, from_[i]);
        out.x += weight_[i].x * pull;
        out.y += weight_[i].y * pull;
    }
    return out;
}

}  // namespace knotwork::bake
