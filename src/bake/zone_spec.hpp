// A referral zone as a knowledge file gives it: of a trigger point or of a condition.
#pragma once

#include <string>
#include <vector>

namespace knotwork::bake {

enum class ZoneSide { own, other, both };
struct ZoneSpec {
    std::string felt, where;
    bool essential = false;
    ZoneSide side = ZoneSide::own;
    std::vector<std::string> stroke, patch, regions;  // exactly one is filled
    float radius = 0;                                 // metres; half the width of a stroke
};

}  // namespace knotwork::bake
