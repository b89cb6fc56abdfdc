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
    EXPECT_GE(atlas.trigger_points().size(), 200u);
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

TEST_F(AtlasContent, SourcesAreMirrorImagesOfEachOther) {
    const auto& mirror = atlas.skin().mirror;
    std::size_t without_side = 0;
    for (const auto& left : atlas.sources()) {
        const auto id = atlas.text(left.id);
        if (left.sided == 0) ++without_side;
        if (left.sided == 0 || static_cast<Side>(left.side) == Side::right) continue;
        const auto& right = atlas.sources()[left.mirror];
        EXPECT_EQ(static_cast<Side>(right.side), Side::right) << id;
        EXPECT_EQ(left.kind, right.kind) << id;
        EXPECT_EQ(left.muscle, right.muscle) << id;
        EXPECT_EQ(left.condition, right.condition) << id;
        EXPECT_EQ(left.number, right.number) << id;
        EXPECT_EQ(left.prior, right.prior) << id;
        EXPECT_EQ(atlas.text(left.label), atlas.text(right.label)) << id;
        if (!atlas.is_condition(left)) {
            EXPECT_EQ(mirrored(left.position), right.position) << id;
            EXPECT_EQ(mirror[left.point], right.point) << id;
            EXPECT_GE(left.position.x, 0) << id;
        }
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
    EXPECT_GE(without_side, 6u);
    EXPECT_LE(without_side, 12u);
}

// What lies in the middle, or everywhere, is felt alike on both sides.
TEST_F(AtlasContent, SourcesWithoutASideAreFeltAlikeOnBoth) {
    const auto& mirror = atlas.skin().mirror;
    for (const auto& source : atlas.sources()) {
        if (source.sided != 0) continue;
        double whole = 0, unlike = 0;
        for (const auto& zone : atlas.zones(source.zones)) {
            const auto points = field(zone);
            for (const auto& [v, coverage] : points) {
                const auto image = points.find(mirror[v]);
                const double area = static_cast<double>(atlas.skin().area[v]);
                whole += area * coverage;
                unlike += area * std::abs(coverage - (image == points.end() ? 0 : image->second));
            }
        }
        EXPECT_LT(unlike, 0.1 * whole) << atlas.text(source.id);
    }
}

TEST_F(AtlasContent, IdsTellWhatASourceIs) {
    std::set<std::string_view> ids;
    for (const auto& s : atlas.sources()) {
        EXPECT_TRUE(ids.insert(atlas.text(s.id)).second) << atlas.text(s.id);
        const std::string id(atlas.is_condition(s) ? atlas.text(atlas.conditions()[s.condition].id)
                                                   : atlas.text(atlas.muscles()[s.muscle].id));
        const std::string number = atlas.is_condition(s) ? "" : "/" + std::to_string(s.number);
        const std::string side = s.sided == 0 ? "" : "/" + std::string(name(static_cast<Side>(s.side)));
        EXPECT_EQ(atlas.text(s.id), id + number + side);
    }
    std::set<std::string_view> names;
    for (const auto& m : atlas.muscles()) EXPECT_TRUE(names.insert(atlas.text(m.id)).second) << atlas.text(m.id);
    for (const auto& c : atlas.conditions()) EXPECT_TRUE(names.insert(atlas.text(c.id)).second) << atlas.text(c.id);
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

TEST_F(AtlasContent, PriorsOfTriggerPointsSumToTheExpectedNumberOfActiveOnes) {
    double sum = 0;
    for (const auto& s : atlas.trigger_points()) {
        EXPECT_GT(s.prior, 0);
        EXPECT_LT(s.prior, 0.05) << atlas.text(s.id);
        sum += s.prior;
    }
    EXPECT_NEAR(sum, 0.5, 0.001);  // knowledge/model.toml
}

TEST_F(AtlasContent, PriorsOfConditionsKeepTheRatiosOfTheirBaseRates) {
    const auto sum = [&](const Atlas::Condition& c) {
        double prior = 0;
        for (const auto& s : atlas.sources(c.sources)) prior += static_cast<double>(s.prior);
        return prior;
    };
    ASSERT_GE(atlas.conditions().size(), 40u);
    const auto& first = atlas.conditions()[0];
    const double scale = sum(first) / static_cast<double>(first.base_rate);
    EXPECT_GT(scale, 0.1);
    EXPECT_LE(scale, 1.000001);
    for (const auto& c : atlas.conditions()) {
        EXPECT_NEAR(sum(c), scale * static_cast<double>(c.base_rate), 1e-6) << atlas.text(c.id);
        EXPECT_LE(c.base_rate, 0.2) << atlas.text(c.id);
    }
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
    for (const auto& c : atlas.conditions()) {
        EXPECT_TRUE(cited(c.summary_cites) && cited(c.base_rate_cites)) << atlas.text(c.id);
        for (const auto& s : atlas.shifts(c.shifts)) EXPECT_TRUE(cited(s.cites)) << atlas.text(c.id);
        for (const auto& b : atlas.breeds(c.breeds)) EXPECT_TRUE(cited(b.cites)) << atlas.text(c.id);
    }
    for (const auto& f : atlas.findings()) {
        EXPECT_TRUE(cited(f.cites)) << atlas.text(f.id);
        for (const auto& s : atlas.signs(f.signs)) EXPECT_TRUE(cited(s.cites)) << atlas.text(f.id);
    }
    for (const auto& r : atlas.rules()) EXPECT_TRUE(cited(r.cites)) << atlas.text(r.id);
    for (const auto& p : atlas.providers()) EXPECT_TRUE(cited(p.cites)) << atlas.text(p.id);
    for (const auto& r : atlas.remedies()) {
        EXPECT_TRUE(cited(r.cites)) << atlas.text(r.id);
        EXPECT_EQ(r.gluteal_to_tfl > 0, cited(r.gluteal_to_tfl_cites)) << atlas.text(r.id);
        for (const auto& a : atlas.activities(r.activities)) EXPECT_TRUE(cited(a.cites)) << atlas.text(r.id);
    }
    for (const auto& p : atlas.protocols()) EXPECT_TRUE(cited(p.cites)) << atlas.text(p.id);
    for (const auto& c : atlas.contraindications()) EXPECT_TRUE(cited(c.cites)) << atlas.text(c.id);
    for (const auto& a : atlas.advice()) EXPECT_TRUE(cited(a.cites)) << atlas.text(a.id);
    for (const auto& r : atlas.reassessments()) EXPECT_TRUE(cited(r.cites)) << atlas.text(r.id);
    for (const auto& c : atlas.compensations()) EXPECT_TRUE(cited(c.cites)) << atlas.text(c.why);
    for (const auto& d : atlas.directions()) EXPECT_TRUE(cited(d.cites)) << atlas.text(d.say);
    for (const auto& c : atlas.courses()) EXPECT_TRUE(cited(c.cites)) << atlas.text(c.id);
    for (const auto& m : atlas.measures()) EXPECT_TRUE(cited(m.cites)) << atlas.text(m.id);
    for (const auto& s : atlas.next_steps()) EXPECT_TRUE(cited(s.cites)) << atlas.text(s.say);
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
