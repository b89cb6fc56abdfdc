// What must hold of the atlas that ships: both sides alike, every claim with its source, probabilities that add up.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {
namespace {

class AtlasContent : public testing::Test {
  protected:
    // The points of a zone with their coverage.
    std::map<std::uint32_t, int> field(const Atlas::Zone& zone) const {
        std::map<std::uint32_t, int> out;
        const auto points = atlas.zone_points(zone);
        for (std::size_t i = 0; i < points.size(); ++i) out[points[i]] = atlas.zone_coverage(zone)[i];
        return out;
    }

    const Atlas& atlas = get_atlas();
};

TEST_F(AtlasContent, HasTheMusclesOfTheLowBackAndTheLeg) {
    EXPECT_GE(atlas.muscles().size(), 55u);
    EXPECT_GE(atlas.sources().size(), 200u);
    const auto points_of = [this](std::string_view id) {
        const auto* muscle = atlas.find_muscle(id);
        return muscle ? (muscle->sources.end - muscle->sources.begin) / 2 : 0;
    };
    EXPECT_EQ(points_of("vastus-lateralis"), 5u);  // counts of Travell and Simons
    EXPECT_EQ(points_of("gastrocnemius"), 4u);
    EXPECT_EQ(points_of("soleus"), 3u);
    EXPECT_EQ(points_of("gluteus-maximus"), 3u);
    EXPECT_EQ(points_of("gluteus-medius"), 3u);
    EXPECT_GE(points_of("piriformis"), 2u);
}

TEST_F(AtlasContent, SourcesComeInPairsOfMirrorImages) {
    const auto& mirror = atlas.skin().mirror;
    ASSERT_EQ(atlas.sources().size() % 2, 0u);
    for (std::size_t i = 0; i < atlas.sources().size(); i += 2) {
        const auto &left = atlas.sources()[i], &right = atlas.sources()[i + 1];
        const auto id = atlas.text(left.id);
        EXPECT_EQ(static_cast<Side>(left.side), Side::left) << id;
        EXPECT_EQ(static_cast<Side>(right.side), Side::right) << id;
        EXPECT_EQ(left.muscle, right.muscle) << id;
        EXPECT_EQ(left.number, right.number) << id;
        EXPECT_EQ(left.prior, right.prior) << id;
        EXPECT_EQ(atlas.text(left.label), atlas.text(right.label)) << id;
        EXPECT_EQ(mirrored(left.position), right.position) << id;
        EXPECT_EQ(mirror[left.point], right.point) << id;
        EXPECT_GE(left.position.x, 0) << id;
        const auto left_zones = atlas.zones(left.zones), right_zones = atlas.zones(right.zones);
        ASSERT_EQ(left_zones.size(), right_zones.size()) << id;
        for (std::size_t z = 0; z < left_zones.size(); ++z) {
            EXPECT_EQ(left_zones[z].essential, right_zones[z].essential) << id;
            EXPECT_EQ(atlas.text(left_zones[z].felt), atlas.text(right_zones[z].felt)) << id;
            EXPECT_NEAR(left_zones[z].area, right_zones[z].area, 1e-7) << id;
            std::map<std::uint32_t, int> image;
            for (const auto& [v, coverage] : field(left_zones[z])) image[mirror[v]] = coverage;
            EXPECT_EQ(image, field(right_zones[z])) << id << ' ' << atlas.text(left_zones[z].felt);
        }
    }
}

TEST_F(AtlasContent, IdsTellMuscleNumberAndSide) {
    std::set<std::string_view> ids;
    for (const auto& s : atlas.sources()) {
        EXPECT_TRUE(ids.insert(atlas.text(s.id)).second) << atlas.text(s.id);
        EXPECT_EQ(atlas.text(s.id), std::string(atlas.text(atlas.muscles()[s.muscle].id)) + "/" +
                                        std::to_string(s.number) + "/" + std::string(name(static_cast<Side>(s.side))));
    }
    std::set<std::string_view> muscles;
    for (const auto& m : atlas.muscles()) EXPECT_TRUE(muscles.insert(atlas.text(m.id)).second) << atlas.text(m.id);
}

TEST_F(AtlasContent, EverySourceIsFeltSomewhere) {
    const auto& skin = atlas.skin();
    for (const auto& s : atlas.sources()) {
        bool essential = false;
        for (const auto& z : atlas.zones(s.zones)) {
            essential = essential || z.essential == 1;
            double area = 0;
            for (const auto& [v, coverage] : field(z)) {
                EXPECT_GT(coverage, 0);
                area += static_cast<double>(skin.area[v]) * coverage / 255;
            }
            EXPECT_NEAR(z.area, area, 1e-6) << atlas.text(s.id);
            EXPECT_GT(z.area, 1e-4) << atlas.text(s.id) << ": less than a square centimetre";
            EXPECT_LT(z.area, 0.25) << atlas.text(s.id) << ": more than a whole leg";
        }
        EXPECT_TRUE(essential) << atlas.text(s.id);
    }
}

TEST_F(AtlasContent, PriorsSumToTheExpectedNumberOfActiveSources) {
    double sum = 0;
    for (const auto& s : atlas.sources()) {
        EXPECT_GT(s.prior, 0);
        EXPECT_LT(s.prior, 0.05) << atlas.text(s.id);
        sum += s.prior;
    }
    EXPECT_NEAR(sum, 0.5, 0.001);  // knowledge/model.toml
}

TEST_F(AtlasContent, EveryClaimNamesItsSource) {
    const auto cited = [](Atlas::Range range) { return range.end > range.begin; };
    for (const auto& l : atlas.landmarks()) EXPECT_TRUE(cited(l.cites)) << atlas.text(l.id);
    for (const auto& s : atlas.sources()) EXPECT_TRUE(cited(s.cites)) << atlas.text(s.id);
    for (const auto& m : atlas.muscles()) {
        EXPECT_TRUE(cited(m.anatomy_cites) && cited(m.base_rate_cites)) << atlas.text(m.id);
        std::set<std::uint32_t> kinds;
        for (const auto& f : atlas.facts(m.facts)) {
            EXPECT_TRUE(cited(f.cites)) << atlas.text(f.text);
            kinds.insert(f.kind);
        }
        for (std::uint32_t kind = 0; kind < 3; ++kind)
            EXPECT_TRUE(kinds.contains(kind)) << atlas.text(m.id) << ' ' << kind;
        for (const auto& n : atlas.neighbours(m.neighbours)) EXPECT_TRUE(cited(n.cites)) << atlas.text(m.id);
        EXPECT_FALSE(atlas.fibres(m.fibres).empty()) << atlas.text(m.id) << " is drawn without fibres";
        EXPECT_FALSE(atlas.neighbours(m.neighbours).empty()) << atlas.text(m.id) << " stands in no chain";
    }
    for (const auto& c : atlas.citations())
        if (atlas.text(c.key) != "judgement") {
            EXPECT_GT(c.doi.end - c.doi.begin + c.pmid.end - c.pmid.begin + c.isbn.end - c.isbn.begin + c.url.end -
                          c.url.begin,
                      0u)
                << atlas.text(c.key);
        }
}

TEST_F(AtlasContent, FibresRunAlongTheSkinOfTheLeftSide) {
    const auto& geometry = get_geometry();
    for (const auto& m : atlas.muscles())
        for (const auto& f : atlas.fibres(m.fibres)) {
            const auto line = atlas.fibre_points(f.points);
            ASSERT_GE(line.size(), 2u) << atlas.text(m.id);
            for (std::size_t i = 0; i < line.size(); ++i) {
                EXPECT_LT(norm(geometry.nearest(line[i]).position - line[i]), 0.001f) << atlas.text(m.id);
                EXPECT_GT(line[i].x, -0.01f) << atlas.text(m.id);
                if (i > 0) {
                    EXPECT_LT(norm(line[i] - line[i - 1]), 0.03f) << atlas.text(m.id);
                }
            }
        }
}

}  // namespace
}  // namespace knotwork::test
