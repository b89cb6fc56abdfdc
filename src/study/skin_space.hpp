// Distances on the skin, for moving and redrawing what people feel. Centimetres on the neutral body throughout.
//
// Distances run along mesh edges (Dijkstra 1959): some 5 % longer than true geodesics, which is finer than anyone
// draws.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "body/skin.hpp"
#include "study/dice.hpp"

namespace knotwork::study {

struct PointCm {
    double x = 0, y = 0, z = 0;
};

using Painted = std::vector<std::uint8_t>;  // by skin point: 1 where painted

class SkinSpace {
  public:
    explicit SkinSpace(const Skin& skin);

    std::uint32_t point_count() const { return static_cast<std::uint32_t>(position_.size()); }
    const PointCm& position(std::uint32_t point) const { return position_[point]; }
    double area(std::uint32_t point) const { return area_[point]; }  // cm2
    std::uint32_t mirror(std::uint32_t point) const { return mirror_[point]; }

    // The skin point nearest to `place` that faces much as `like` does, or no_point if none lies within 3 cm.
    std::uint32_t find_nearest(const PointCm& place, std::uint32_t like) const;
    static constexpr std::uint32_t no_point = 0xFFFFFFFFu;

    // Distance to the border of a region, positive inside; points further outside than `reach` get -reach.
    std::vector<double> compute_border_distance(const Painted& region, double reach) const;
    // Adds the points within `radius` of `centre`.
    void add_disc(std::uint32_t centre, double radius, Painted& region, std::uint8_t value = 1) const;
    double compute_area(const Painted& region) const;

  private:
    void spread(std::vector<double>& reached, std::vector<std::pair<double, std::uint32_t>>& heap, double reach,
                const Painted* within, std::uint8_t value) const;
    std::size_t cell_of(double x, double y, double z) const;

    std::vector<PointCm> position_, normal_;
    std::vector<double> area_;
    std::vector<std::uint32_t> mirror_;
    std::vector<std::uint32_t> neighbour_begin_, neighbour_;
    std::vector<double> edge_;
    PointCm low_;
    std::size_t cells_x_ = 0, cells_y_ = 0, cells_z_ = 0;
    std::vector<std::uint32_t> cell_begin_, cell_point_;
};

double jaccard(const SkinSpace& space, const Painted& a, const Painted& b);

// Smooth random values over the skin, mean 0, variance 1: random Fourier features of a Gaussian field (Rahimi and Recht
// 2007). Two scales together: the hand's wobble (3 cm) and the slip of whole parts (14 cm).
class Wobble {
  public:
    explicit Wobble(Dice& dice);
    double at(const PointCm& p) const;

  private:
    struct Wave {
        double x, y, z, phase, amplitude;
    };
    std::vector<Wave> waves_;
};

}  // namespace knotwork::study
