// Sums that do not depend on their order: every term is first rounded to a multiple of 2^-32. Sums of such terms below
// 2^20 in size are exact in a double, so any order, platform or mirror image of it gives the same bits.
// Rounding moves a sum of n terms by at most n 2^-33: 2e-6 for 15,000 points.
#pragma once

namespace knotwork::infer {

// Nearest multiple of 2^-32; |x| below 2^19. Adding 1.5 x 2^20 leaves 32 bits behind the point.
inline double on_grid(double x) {
    constexpr double shift = 1572864.0;
    return (x + shift) - shift;
}

}  // namespace knotwork::infer
