// The shipped knowledge, read and laid out anew, equals what the atlas holds: nothing is lost or mixed up in writing.
#include "bake/shipped.hpp"

namespace knotwork::bake::test {
namespace {

class Shipped : public ShippedKnowledge {};

TEST_F(Shipped, Bibliography) {
    ASSERT_EQ(atlas.citations().size(), spec->citations.size());
    for (std::size_t i = 0; i < spec->citations.size(); ++i) {
        const auto& written = atlas.citations()[i];
        const CitationSpec& read = spec->citations[i];
        EXPECT_EQ(atlas.text(written.key), read.key);
        EXPECT_EQ(atlas.text(written.authors), read.authors);
        EXPECT_EQ(atlas.text(written.title), read.title);
        EXPECT_EQ(atlas.text(written.in), read.in);
        EXPECT_EQ(atlas.text(written.doi), read.doi);
        EXPECT_EQ(atlas.text(written.pmid), read.pmid);
        EXPECT_EQ(atlas.text(written.isbn), read.isbn);
        EXPECT_EQ(atlas.text(written.url), read.url);
        EXPECT_EQ(written.year, read.year);
    }
}

TEST_F(Shipped, Regions) {
    ASSERT_EQ(atlas.regions().size(), 2 * spec->regions.size());
    for (std::size_t r = 0; r < atlas.regions().size(); ++r) {
        const auto& written = atlas.regions()[r];
        const RegionSpec& read = spec->regions[r / 2];
        EXPECT_EQ(atlas.text(written.id), read.id);
        EXPECT_EQ(atlas.text(written.label), read.label);
        EXPECT_EQ(names(written.synonyms), read.synonyms);
        EXPECT_EQ(written.side, r % 2);
    }
    for (std::size_t v = 0; v < laid->region.size(); ++v) ASSERT_EQ(atlas.skin().region[v] / 2, laid->region[v]) << v;
}

TEST_F(Shipped, Landmarks) {
    std::size_t i = 0;
    for (const LaidLandmark& read : laid->landmarks)
        for (const Side side : {Side::left, Side::right}) {
            if (read.spec->midline && side == Side::right) continue;
            ASSERT_LT(i, atlas.landmarks().size());
            const auto& written = atlas.landmarks()[i++];
            EXPECT_EQ(atlas.text(written.id), read.spec->id);
            EXPECT_EQ(atlas.text(written.label), read.spec->label);
            EXPECT_EQ(atlas.text(written.find), read.spec->find);
            EXPECT_EQ(cites(written.cites), read.spec->cites);
            EXPECT_EQ(static_cast<Side>(written.side), side);
            EXPECT_EQ(written.midline == 1, read.spec->midline);
            EXPECT_EQ(written.position, side == Side::left ? read.at.position : mirrored(read.at.position))
                << read.spec->id;
        }
    EXPECT_EQ(i, atlas.landmarks().size());
}

TEST_F(Shipped, Muscles) {
    ASSERT_EQ(atlas.muscles().size(), spec->muscles.size());
    for (std::size_t i = 0; i < spec->muscles.size(); ++i) {
        const auto& written = atlas.muscles()[i];
        const MuscleSpec& read = spec->muscles[i];
        for (const auto& [text, expected] : {std::pair{written.id, read.id},
                                             {written.name, read.name},
                                             {written.latin, read.latin},
                                             {written.group, read.group},
                                             {written.layer, read.layer},
                                             {written.summary, read.summary},
                                             {written.origin, read.origin},
                                             {written.insertion, read.insertion},
                                             {written.nerve, read.nerve},
                                             {written.note, read.note},
                                             {written.base_rate, read.base_rate}})
            EXPECT_EQ(atlas.text(text), expected);
        EXPECT_EQ(names(written.synonyms), read.synonyms);
        std::vector<std::string> under;
        for (const auto m : atlas.refs(written.under)) under.emplace_back(atlas.text(atlas.muscles()[m].id));
        EXPECT_EQ(under, read.under);
        EXPECT_EQ(cites(written.anatomy_cites), read.anatomy_cites);
        EXPECT_EQ(cites(written.base_rate_cites), read.base_rate_cites);
        const auto facts = atlas.facts(written.facts);
        ASSERT_EQ(facts.size(), read.facts.size()) << read.id;
        for (std::size_t f = 0; f < facts.size(); ++f) {
            EXPECT_EQ(static_cast<atlas_format::FactKind>(facts[f].kind), read.facts[f].kind);
            EXPECT_EQ(atlas.text(facts[f].text), read.facts[f].text);
            EXPECT_EQ(cites(facts[f].cites), facts[f].kind == 0 ? read.anatomy_cites : read.symptom_cites);
        }
        const auto neighbours = atlas.neighbours(written.neighbours);
        ASSERT_EQ(neighbours.size(), read.neighbours.size()) << read.id;
        for (std::size_t n = 0; n < neighbours.size(); ++n) {
            EXPECT_EQ(atlas.text(atlas.muscles()[neighbours[n].muscle].id), read.neighbours[n].muscle);
            EXPECT_EQ(atlas.text(neighbours[n].why), read.neighbours[n].why);
            EXPECT_EQ(cites(neighbours[n].cites), read.neighbours[n].cites);
        }
        const auto fibres = atlas.fibres(written.fibres);
        ASSERT_EQ(fibres.size(), laid->muscles[i].fibres.size()) << read.id;
        for (std::size_t f = 0; f < fibres.size(); ++f) {
            const auto line = atlas.fibre_points(fibres[f].points);
            EXPECT_TRUE(std::equal(line.begin(), line.end(), laid->muscles[i].fibres[f].begin(),
                                   laid->muscles[i].fibres[f].end()))
                << read.id;
        }
    }
}

TEST_F(Shipped, PointsAndZones) {
    const auto& skin = atlas.skin();
    for (std::size_t i = 0; i < laid->muscles.size(); ++i) {
        const auto sources = atlas.sources(atlas.muscles()[i].sources);
        ASSERT_EQ(sources.size(), 2 * laid->muscles[i].points.size());
        for (std::size_t s = 0; s < sources.size(); ++s) {
            const LaidPoint& read = laid->muscles[i].points[s / 2];
            const auto& written = sources[s];
            EXPECT_EQ(written.number, read.spec->number);
            EXPECT_EQ(atlas.text(written.label), read.spec->label);
            EXPECT_EQ(atlas.text(written.where), read.spec->text);
            EXPECT_EQ(atlas.text(written.depth), read.spec->depth);
            EXPECT_EQ(atlas.text(written.reach), read.spec->reach);
            EXPECT_EQ(cites(written.cites), read.spec->cites);
            const bool left = s % 2 == 0;
            EXPECT_EQ(written.position, left ? read.at.position : mirrored(read.at.position));
            const auto zones = atlas.zones(written.zones);
            ASSERT_EQ(zones.size(), read.zones.size()) << atlas.text(written.id);
            for (std::size_t z = 0; z < zones.size(); ++z) {
                EXPECT_EQ(zones[z].essential == 1, read.zones[z].spec->essential);
                EXPECT_EQ(atlas.text(zones[z].felt), read.zones[z].spec->felt);
                std::vector<int> expected(skin.point_count(), 0), found(skin.point_count(), 0);
                for (std::size_t k = 0; k < read.zones[z].points.size(); ++k) {
                    const std::uint16_t v = read.zones[z].points[k];
                    expected[left ? v : skin.mirror[v]] = read.zones[z].coverage[k];
                }
                for (std::size_t k = 0; k < atlas.zone_points(zones[z]).size(); ++k)
                    found[atlas.zone_points(zones[z])[k]] = atlas.zone_coverage(zones[z])[k];
                EXPECT_EQ(found, expected) << atlas.text(written.id) << ' ' << read.zones[z].spec->felt;
            }
        }
    }
}

TEST_F(Shipped, PriorsKeepTheRatiosOfTheBaseRates) {
    double sum = 0;
    for (const LaidMuscle& m : laid->muscles)
        for (const LaidPoint& p : m.points) sum += 2 * p.spec->weight;
    for (std::size_t i = 0; i < laid->muscles.size(); ++i) {
        const auto sources = atlas.sources(atlas.muscles()[i].sources);
        for (std::size_t s = 0; s < sources.size(); ++s)
            EXPECT_NEAR(sources[s].prior, laid->muscles[i].points[s / 2].spec->weight * spec->expected_active / sum,
                        1e-6)
                << atlas.text(sources[s].id);
    }
}

TEST_F(Shipped, BaseRatesOrderTheMuscles) {
    const auto rate = [&](std::string_view word) {
        double least = 1, most = 0;
        for (const MuscleSpec& m : spec->muscles) {
            double sum = 0;
            for (const PointSpec& p : m.points) sum += p.weight;
            if (m.base_rate == word) least = std::min(least, sum), most = std::max(most, sum);
        }
        return std::pair{least, most};
    };
    EXPECT_GT(rate("common").second, rate("usual").second);
    EXPECT_GT(rate("usual").second, rate("rare").second);
    EXPECT_GT(rate("rare").first, 0);
}

}  // namespace
}  // namespace knotwork::bake::test
