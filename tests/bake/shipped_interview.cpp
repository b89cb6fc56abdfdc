// The knowledge of the interview as it ships, read and laid out anew, equals what the atlas holds.
#include <cmath>

#include "bake/shipped.hpp"

namespace knotwork::bake::test {
namespace {

class ShippedInterview : public ShippedKnowledge {};

TEST_F(ShippedInterview, Conditions) {
    const auto& read = spec->interview.conditions;
    ASSERT_EQ(atlas.conditions().size(), read.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        const auto& written = atlas.conditions()[i];
        const ConditionSpec& c = read[i];
        EXPECT_EQ(text(written.id), c.id);
        EXPECT_EQ(text(written.name), c.name);
        EXPECT_EQ(text(written.plain), c.plain);
        EXPECT_EQ(text(written.group), c.group);
        EXPECT_EQ(text(written.summary), c.summary);
        EXPECT_EQ(text(written.next), c.next);
        EXPECT_EQ(text(written.note), c.note);
        EXPECT_EQ(names(written.synonyms), c.synonyms);
        EXPECT_EQ(names(written.symptoms), c.symptoms);
        EXPECT_EQ(text(atlas.providers()[written.provider].id), c.provider);
        EXPECT_EQ(written.base_rate, static_cast<float>(c.base_rate));
        EXPECT_EQ(cites(written.summary_cites), c.summary_cites);
        EXPECT_EQ(cites(written.base_rate_cites), c.base_rate_cites);
        const auto shifts = atlas.shifts(written.shifts);
        ASSERT_EQ(shifts.size(), c.shifts.size()) << c.id;
        for (std::size_t s = 0; s < shifts.size(); ++s) {
            expect_terms(shifts[s].when, c.shifts[s].when, c.id);
            EXPECT_NEAR(std::exp(shifts[s].log_odds), c.shifts[s].odds, 1e-4) << c.id;
            EXPECT_EQ(cites(shifts[s].cites), c.shifts[s].cites);
        }
        const auto breeds = atlas.breeds(written.breeds);
        ASSERT_EQ(breeds.size(), c.breeds.size()) << c.id;
        for (std::size_t b = 0; b < breeds.size(); ++b) {
            EXPECT_EQ(text(atlas.muscles()[breeds[b].muscle].id), c.breeds[b].muscle);
            EXPECT_EQ(breeds[b].number, c.breeds[b].number);
            EXPECT_NEAR(std::exp(breeds[b].log_odds), c.breeds[b].odds, 1e-4) << c.id;
            EXPECT_EQ(text(breeds[b].why), c.breeds[b].why);
            EXPECT_EQ(cites(breeds[b].cites), c.breeds[b].cites);
        }
    }
}

TEST_F(ShippedInterview, EveryConditionHasItsSourcesAndTheirMaps) {
    const auto& mirror = atlas.skin().mirror;
    for (std::size_t i = 0; i < laid->conditions.size(); ++i) {
        const LaidCondition& read = laid->conditions[i];
        const ConditionSpec& c = *read.spec;
        const auto sources = atlas.sources(atlas.conditions()[i].sources);
        ASSERT_EQ(sources.size(), c.sided ? 2u : 1u) << c.id;
        for (const auto& source : sources) {
            const bool left = static_cast<Side>(source.side) == Side::left;
            EXPECT_TRUE(atlas.is_condition(source));
            EXPECT_EQ(source.condition, i);
            EXPECT_EQ(text(source.id), !c.sided ? c.id : c.id + (left ? "/left" : "/right"));
            EXPECT_EQ(left, &source == &sources[0]);
            EXPECT_EQ(source.prior, sources[0].prior);
            EXPECT_EQ(cites(source.cites), c.summary_cites);
            EXPECT_EQ(&atlas.sources()[source.mirror], c.sided ? &sources[left ? 1 : 0] : &source);
            const auto zones = atlas.zones(source.zones);
            ASSERT_EQ(zones.size(), read.zones.size()) << c.id;
            bool essential = false;
            for (std::size_t z = 0; z < zones.size(); ++z) {
                essential = essential || zones[z].essential == 1;
                EXPECT_EQ(text(zones[z].felt), read.zones[z].spec->felt);
                std::vector<int> expected(mirror.size(), 0), found(mirror.size(), 0);
                for (std::size_t k = 0; k < read.zones[z].points.size(); ++k) {
                    const std::uint16_t v = read.zones[z].points[k];
                    expected[left ? v : mirror[v]] = read.zones[z].coverage[k];
                }
                for (std::size_t k = 0; k < atlas.zone_points(zones[z]).size(); ++k)
                    found[atlas.zone_points(zones[z])[k]] = atlas.zone_coverage(zones[z])[k];
                EXPECT_EQ(found, expected) << c.id << ' ' << read.zones[z].spec->felt;
            }
            EXPECT_TRUE(essential) << c.id;
        }
    }
}

TEST_F(ShippedInterview, Findings) {
    const auto& read = spec->interview.findings;
    ASSERT_EQ(atlas.findings().size(), read.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        const auto& written = atlas.findings()[i];
        const FindingSpec& f = read[i];
        for (const auto& [found, expected] : {std::pair{written.id, f.id},
                                              {written.name, f.name},
                                              {written.ask, f.ask},
                                              {written.yes, f.yes},
                                              {written.stop, f.stop},
                                              {written.family, f.family},
                                              {written.note, f.note},
                                              {written.unit, f.unit}})
            EXPECT_EQ(text(found), expected) << f.id;
        EXPECT_EQ(names(written.how), f.how);
        EXPECT_EQ(written.group, static_cast<std::uint32_t>(f.group));
        EXPECT_EQ(written.who, static_cast<std::uint32_t>(f.who));
        EXPECT_EQ(written.sided == 1, f.sided);
        EXPECT_EQ(written.effort, f.effort);
        EXPECT_EQ(written.discomfort, f.discomfort);
        EXPECT_EQ(written.asked_of, static_cast<std::uint32_t>(f.asked_of));
        EXPECT_EQ(written.least, static_cast<float>(f.least));
        EXPECT_EQ(written.most, static_cast<float>(f.most));
        EXPECT_EQ(written.threshold, static_cast<float>(f.threshold));
        EXPECT_EQ(written.yes_above == 1, f.yes_above);
        EXPECT_EQ(written.false_yes, static_cast<float>(f.false_yes));
        EXPECT_EQ(written.people, static_cast<float>(f.people));
        EXPECT_EQ(cites(written.cites), f.cites);
        const auto signs = atlas.signs(written.signs);
        ASSERT_EQ(signs.size(), f.signs.size()) << f.id;
        for (std::size_t s = 0; s < signs.size(); ++s) {
            const SignSpec& sign = f.signs[s];
            ASSERT_EQ(signs[s].target, static_cast<std::uint32_t>(sign.target)) << f.id;
            using enum atlas_format::SignTarget;
            const std::string id = sign.target == condition ? text(atlas.conditions()[signs[s].index].id)
                                   : sign.target == muscle  ? text(atlas.muscles()[signs[s].index].id)
                                   : sign.target == group   ? text(signs[s].group)
                                                            : "";
            EXPECT_EQ(id, sign.id);
            EXPECT_EQ(signs[s].number, sign.number);
            EXPECT_EQ(signs[s].other_side == 1, sign.other_side);
            EXPECT_EQ(signs[s].yes, static_cast<float>(sign.yes));
            EXPECT_EQ(signs[s].people, static_cast<float>(sign.people));
            EXPECT_EQ(cites(signs[s].cites), sign.cites);
        }
        EXPECT_EQ(atlas.find_finding(f.id), &written);
    }
}

TEST_F(ShippedInterview, RulesAndProviders) {
    const auto& read = spec->interview;
    ASSERT_EQ(atlas.providers().size(), read.providers.size());
    for (std::size_t i = 0; i < read.providers.size(); ++i) {
        EXPECT_EQ(text(atlas.providers()[i].id), read.providers[i].id);
        EXPECT_EQ(text(atlas.providers()[i].name), read.providers[i].name);
        EXPECT_EQ(text(atlas.providers()[i].plain), read.providers[i].plain);
        EXPECT_EQ(cites(atlas.providers()[i].cites), read.providers[i].cites);
    }
    ASSERT_EQ(atlas.rules().size(), read.rules.size());
    for (std::size_t i = 0; i < read.rules.size(); ++i) {
        const auto& written = atlas.rules()[i];
        const RuleSpec& r = read.rules[i];
        EXPECT_EQ(text(written.id), r.id);
        EXPECT_EQ(text(written.rule_class), r.rule_class);
        EXPECT_EQ(text(written.say), r.say);
        EXPECT_EQ(text(written.note), r.note);
        EXPECT_EQ(written.urgency, static_cast<std::uint32_t>(r.urgency));
        EXPECT_EQ(text(atlas.providers()[written.provider].id), r.provider);
        EXPECT_EQ(cites(written.cites), r.cites);
        expect_terms(written.when, r.when, r.id);
    }
}

}  // namespace
}  // namespace knotwork::bake::test
