// Regions tile the skin: each point in one, each in one piece, next to those that anatomy puts there.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

class Regions : public testing::Test {
  protected:
    std::string name_of(std::size_t region) const {
        const auto& r = atlas.regions()[region];
        return std::string(name(static_cast<Side>(r.side))) + ' ' + std::string(atlas.text(r.id));
    }
    // Sizes of the pieces a region of the left side falls into, by edges within it; the mid-line counts as left.
    std::vector<std::size_t> pieces(std::size_t region) const {
        std::vector<bool> seen(skin.point_count(), false);
        std::vector<std::size_t> out;
        for (std::uint32_t start = 0; start < skin.point_count(); ++start) {
            if (seen[start] || skin.region[start] != region) continue;
            std::size_t size = 0;
            std::vector<std::uint32_t> open{start};
            seen[start] = true;
            while (!open.empty()) {
                const std::uint32_t v = open.back();
                open.pop_back();
                ++size;
                for (const std::uint16_t w : get_geometry().neighbours(v))
                    if (!seen[w] && skin.region[w] == region) seen[w] = true, open.push_back(w);
            }
            out.push_back(size);
        }
        std::sort(out.rbegin(), out.rend());
        return out;
    }
    // Left regions that share an edge, by id.
    std::set<std::pair<std::string, std::string>> adjacent() const {
        std::set<std::pair<std::string, std::string>> out;
        for (std::uint32_t v = 0; v < skin.point_count(); ++v)
            for (const std::uint16_t w : get_geometry().neighbours(v)) {
                const auto &a = atlas.regions()[skin.region[v]], &b = atlas.regions()[skin.region[w]];
                if (a.side == 0 && b.side == 0) out.emplace(atlas.text(a.id), atlas.text(b.id));
            }
        return out;
    }

    const Atlas& atlas = get_atlas();
    const Skin& skin = atlas.skin();
};

TEST_F(Regions, AreAboutAHundredAndTwentyOnBothSides) {
    EXPECT_GE(atlas.regions().size(), 110u);
    std::map<std::string_view, int> sides;
    for (const auto& r : atlas.regions()) sides[atlas.text(r.id)] += r.side == 0 ? 1 : 10;
    for (const auto& [id, both] : sides) EXPECT_EQ(both, 11) << id;
    std::set<std::string_view> labels;
    for (const auto& r : atlas.regions())
        if (r.side == 0) {
            EXPECT_TRUE(labels.insert(atlas.text(r.label)).second) << atlas.text(r.label) << " names two regions";
        }
}

TEST_F(Regions, EveryPointLiesInOneOfItsOwnSide) {
    for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
        const auto& region = atlas.regions()[skin.region[v]];
        ASSERT_EQ(static_cast<Side>(region.side), skin.side(SkinPoint{v})) << v;
        const auto& image = atlas.regions()[skin.region[skin.mirror[v]]];
        ASSERT_EQ(atlas.text(region.id), atlas.text(image.id)) << v;
        ASSERT_EQ(region.side == image.side, skin.mirror[v] == v) << v;
    }
}

TEST_F(Regions, HaveTheAreaOfTheirPoints) {
    std::vector<double> area(atlas.regions().size(), 0);
    double whole = 0, skin_area = 0;
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        area[skin.region[v]] += skin.area[v], skin_area += skin.area[v];
    for (std::size_t r = 0; r < area.size(); ++r) {
        EXPECT_NEAR(atlas.regions()[r].area, area[r], 1e-6) << name_of(r);
        EXPECT_GT(area[r], 4e-4) << name_of(r) << " is smaller than a finger tip";
        EXPECT_LT(area[r], 0.045) << name_of(r);
        whole += atlas.regions()[r].area;
    }
    EXPECT_NEAR(whole, skin_area, 1e-4);
}

TEST_F(Regions, AreEachInOnePiece) {
    for (std::size_t r = 0; r < atlas.regions().size(); ++r) {
        if (atlas.regions()[r].side != 0) continue;  // its mirror image, but for the mid-line
        const auto sizes = pieces(r);
        std::string list;
        for (const std::size_t size : sizes) list += ' ' + std::to_string(size);
        EXPECT_EQ(sizes.size(), 1u) << name_of(r) << " falls into pieces of" << list << " points";
    }
}

TEST_F(Regions, TouchTheirNeighbours) {
    const auto pairs = adjacent();
    for (const auto& [a, b] :
         std::initializer_list<std::pair<const char*, const char*>>{{"buttock-lower", "thigh-back-upper"},
                                                                    {"buttock-upper", "buttock-lower"},
                                                                    {"buttock-outer", "buttock-lower"},
                                                                    {"buttock-outer", "hip-outer"},
                                                                    {"sacrum", "buttock-upper"},
                                                                    {"sacrum", "coccyx-region"},
                                                                    {"sacrum", "lumbar-spine"},
                                                                    {"low-back", "buttock-upper"},
                                                                    {"low-back", "lumbar-spine"},
                                                                    {"low-back", "flank"},
                                                                    {"flank", "hip-outer"},
                                                                    {"mid-back", "low-back"},
                                                                    {"groin", "thigh-front-upper"},
                                                                    {"groin", "hip-front"},
                                                                    {"groin", "pubic-area"},
                                                                    {"hip-front", "hip-outer"},
                                                                    {"hip-outer", "thigh-outer-upper"},
                                                                    {"perineum-region", "thigh-inner-upper"},
                                                                    {"thigh-back-upper", "thigh-back-middle"},
                                                                    {"thigh-back-middle", "thigh-back-lower"},
                                                                    {"thigh-back-lower", "knee-back"},
                                                                    {"knee-back", "calf-upper"},
                                                                    {"calf-upper", "calf-lower"},
                                                                    {"calf-lower", "achilles"},
                                                                    {"achilles", "heel"},
                                                                    {"thigh-front-upper", "thigh-front-middle"},
                                                                    {"thigh-front-middle", "thigh-front-lower"},
                                                                    {"thigh-front-lower", "knee-front"},
                                                                    {"knee-front", "shin-upper"},
                                                                    {"shin-upper", "shin-lower"},
                                                                    {"shin-lower", "ankle-front"},
                                                                    {"ankle-front", "dorsum-of-foot"},
                                                                    {"thigh-outer-upper", "thigh-outer-middle"},
                                                                    {"thigh-outer-middle", "thigh-outer-lower"},
                                                                    {"thigh-outer-lower", "knee-outer"},
                                                                    {"knee-outer", "calf-outer-upper"},
                                                                    {"calf-outer-upper", "calf-outer-lower"},
                                                                    {"calf-outer-lower", "ankle-outer"},
                                                                    {"thigh-inner-upper", "thigh-inner-middle"},
                                                                    {"thigh-inner-middle", "thigh-inner-lower"},
                                                                    {"thigh-inner-lower", "knee-inner"},
                                                                    {"knee-inner", "calf-inner-upper"},
                                                                    {"calf-inner-upper", "calf-inner-lower"},
                                                                    {"calf-inner-lower", "ankle-inner"},
                                                                    {"thigh-front-middle", "thigh-outer-middle"},
                                                                    {"thigh-outer-middle", "thigh-back-middle"},
                                                                    {"thigh-back-middle", "thigh-inner-middle"},
                                                                    {"thigh-inner-middle", "thigh-front-middle"},
                                                                    {"ball-of-foot", "sole-arch"},
                                                                    {"sole-arch", "heel"},
                                                                    {"sole-arch", "sole-outer"},
                                                                    {"ball-of-foot", "big-toe"},
                                                                    {"dorsum-of-foot", "big-toe"},
                                                                    {"dorsum-of-foot", "second-toe"},
                                                                    {"dorsum-of-foot", "third-toe"},
                                                                    {"foot-outer-edge", "little-toe"},
                                                                    {"upper-arm-back", "elbow-back"},
                                                                    {"forearm-front", "wrist"},
                                                                    {"wrist", "palm"},
                                                                    {"wrist", "back-of-hand"},
                                                                    {"palm", "fingers"},
                                                                    {"neck-back", "back-of-head"},
                                                                    {"shoulder-blade", "upper-back"}})
        EXPECT_TRUE(pairs.contains({a, b})) << a << " does not touch " << b;
    for (const auto& [a, b] :
         std::initializer_list<std::pair<const char*, const char*>>{{"buttock-lower", "thigh-front-upper"},
                                                                    {"buttock-upper", "thigh-back-upper"},
                                                                    {"thigh-front-middle", "thigh-back-middle"},
                                                                    {"thigh-inner-middle", "thigh-outer-middle"},
                                                                    {"shin-upper", "calf-upper"},
                                                                    {"dorsum-of-foot", "sole-arch"},
                                                                    {"dorsum-of-foot", "ball-of-foot"},
                                                                    {"heel", "ball-of-foot"},
                                                                    {"low-back", "upper-abdomen"},
                                                                    {"palm", "back-of-head"},
                                                                    {"big-toe", "third-toe"},
                                                                    {"sacrum", "thigh-back-upper"}})
        EXPECT_FALSE(pairs.contains({a, b})) << a << " touches " << b;
}

TEST_F(Regions, HoldTheLandmarksOfTheirNames) {
    for (const auto& [landmark, region] :
         std::initializer_list<std::pair<const char*, const char*>>{{"patella", "knee-front"},
                                                                    {"popliteal-crease", "knee-back"},
                                                                    {"lateral-malleolus", "ankle-outer"},
                                                                    {"medial-malleolus", "ankle-inner"},
                                                                    {"heel-pad", "heel"},
                                                                    {"achilles-midportion", "achilles"},
                                                                    {"greater-trochanter", "hip-outer"},
                                                                    {"ischial-tuberosity", "buttock-lower"},
                                                                    {"s2", "sacrum"},
                                                                    {"coccyx", "coccyx-region"},
                                                                    {"l3", "lumbar-spine"},
                                                                    {"t7", "mid-back-spine"},
                                                                    {"umbilicus", "navel"},
                                                                    {"pubic-symphysis", "pubic-area"},
                                                                    {"toe-1", "big-toe"},
                                                                    {"toe-2", "second-toe"},
                                                                    {"toe-3", "third-toe"},
                                                                    {"toe-4", "fourth-toe"},
                                                                    {"toe-5", "little-toe"},
                                                                    {"metatarsal-head-2", "ball-of-foot"},
                                                                    {"asis", "hip-front"},
                                                                    {"inguinal-midpoint", "groin"},
                                                                    {"scapula-inferior-angle", "shoulder-blade"},
                                                                    {"olecranon", "elbow-back"},
                                                                    {"nipple", "breast"}}) {
        const auto* l = atlas.find_landmark(landmark, Side::left);
        ASSERT_NE(l, nullptr) << landmark;
        EXPECT_EQ(atlas.text(atlas.regions()[skin.region[l->point]].id), region) << landmark;
    }
}

}  // namespace
}  // namespace knotwork::test
