// Looking things up by name.
#include <gtest/gtest.h>

#include "atlas/atlas_file.hpp"
#include "atlas/tiny_atlas.hpp"

namespace knotwork::test {
namespace {

TEST(AtlasLookup, MusclesByIdNameLatinOrSynonymHoweverSpelt) {
    const auto bytes = pack(TinyAtlas());
    const auto tiny = load_atlas(bytes);
    ASSERT_TRUE(tiny.has_value());
    EXPECT_EQ(tiny->find_muscle("alpha"), &tiny->muscles()[0]);
    EXPECT_EQ(tiny->find_muscle("beta"), &tiny->muscles()[1]);
    EXPECT_EQ(tiny->find_muscle(" Alpha-MUSCLE"), &tiny->muscles()[0]);
    EXPECT_EQ(tiny->find_muscle("musculus"), &tiny->muscles()[0]);  // of two with that name, the first
    EXPECT_EQ(tiny->find_muscle("gamma"), nullptr);
    EXPECT_EQ(tiny->find_muscle(""), nullptr);
}

TEST(AtlasLookup, LandmarksBySide) {
    const auto bytes = pack(TinyAtlas());
    const auto tiny = load_atlas(bytes);
    ASSERT_TRUE(tiny.has_value());
    EXPECT_EQ(tiny->find_landmark("hip", Side::left), &tiny->landmarks()[0]);
    EXPECT_EQ(tiny->find_landmark("hip", Side::right), &tiny->landmarks()[1]);
    EXPECT_EQ(tiny->find_landmark("navel", Side::left), &tiny->landmarks()[2]);
    EXPECT_EQ(tiny->find_landmark("navel", Side::right), &tiny->landmarks()[2]);
    EXPECT_EQ(tiny->find_landmark("knee", Side::left), nullptr);
}

TEST(AtlasLookup, SourcesById) {
    const auto bytes = pack(TinyAtlas());
    const auto tiny = load_atlas(bytes);
    ASSERT_TRUE(tiny.has_value());
    EXPECT_EQ(tiny->find_source("alpha/1/right"), &tiny->sources()[1]);
    EXPECT_EQ(tiny->find_source("alpha/1"), nullptr);
}

TEST(AtlasLookup, ConditionsAsMusclesAndFindingsById) {
    const auto bytes = pack(TinyAtlas());
    const auto tiny = load_atlas(bytes);
    ASSERT_TRUE(tiny.has_value());
    EXPECT_EQ(tiny->find_condition("belly"), &tiny->conditions()[1]);
    EXPECT_EQ(tiny->find_condition("nerve-ROOT "), &tiny->conditions()[0]);
    EXPECT_EQ(tiny->find_condition("everything"), &tiny->conditions()[0]);  // a synonym
    EXPECT_EQ(tiny->find_condition("alpha"), nullptr);
    EXPECT_EQ(tiny->find_finding("numb"), &tiny->findings()[1]);
    EXPECT_EQ(tiny->find_finding("Numb"), nullptr);
    EXPECT_EQ(tiny->find_source("root/right"), &tiny->sources()[5]);
    EXPECT_EQ(tiny->find_source("belly"), &tiny->sources()[6]);
    EXPECT_EQ(tiny->trigger_points().size(), 4u);
}

TEST(AtlasLookup, RemediesProtocolsAndMeasuresById) {
    const auto bytes = pack(TinyAtlas());
    const auto tiny = load_atlas(bytes);
    ASSERT_TRUE(tiny.has_value());
    EXPECT_EQ(tiny->find_remedy("alpha/needle"), &tiny->remedies()[1]);
    EXPECT_EQ(tiny->find_remedy("hold"), &tiny->remedies()[4]);
    EXPECT_EQ(tiny->find_remedy("alpha"), nullptr);
    EXPECT_EQ(tiny->find_protocol("sets"), &tiny->protocols()[1]);
    EXPECT_EQ(tiny->find_protocol("hold"), nullptr);
    EXPECT_EQ(tiny->find_measure("threshold"), &tiny->measures()[1]);
    EXPECT_EQ(tiny->find_measure("Pain"), nullptr);
    EXPECT_EQ(tiny->activities(tiny->remedies()[3].activities).size(), 2u);
    EXPECT_EQ(tiny->course_points(tiny->courses()[1].points)[1].week, 52);
}

TEST(AtlasLookup, EverythingInTheAtlasIsFoundUnderItsOwnName) {
    const Atlas& atlas = get_atlas();
    for (const auto& muscle : atlas.muscles()) {
        EXPECT_EQ(atlas.find_muscle(atlas.text(muscle.id)), &muscle) << atlas.text(muscle.id);
        EXPECT_EQ(atlas.find_muscle(atlas.text(muscle.name)), &muscle) << atlas.text(muscle.name);
        EXPECT_EQ(atlas.find_muscle(atlas.text(muscle.latin)), &muscle) << atlas.text(muscle.latin);
        for (const auto synonym : atlas.names(muscle.synonyms))
            EXPECT_NE(atlas.find_muscle(atlas.text(synonym)), nullptr) << atlas.text(synonym);
    }
    for (const auto& landmark : atlas.landmarks())
        EXPECT_EQ(atlas.find_landmark(atlas.text(landmark.id), static_cast<Side>(landmark.side)), &landmark);
    for (const auto& condition : atlas.conditions()) {
        EXPECT_EQ(atlas.find_condition(atlas.text(condition.id)), &condition) << atlas.text(condition.id);
        EXPECT_EQ(atlas.find_condition(atlas.text(condition.name)), &condition) << atlas.text(condition.name);
        for (const auto synonym : atlas.names(condition.synonyms))
            EXPECT_NE(atlas.find_condition(atlas.text(synonym)), nullptr) << atlas.text(synonym);
    }
    for (const auto& finding : atlas.findings()) EXPECT_EQ(atlas.find_finding(atlas.text(finding.id)), &finding);
    for (const auto& source : atlas.sources()) EXPECT_EQ(atlas.find_source(atlas.text(source.id)), &source);
    for (const auto& remedy : atlas.remedies()) EXPECT_EQ(atlas.find_remedy(atlas.text(remedy.id)), &remedy);
    for (const auto& protocol : atlas.protocols()) EXPECT_EQ(atlas.find_protocol(atlas.text(protocol.id)), &protocol);
    for (const auto& measure : atlas.measures()) EXPECT_EQ(atlas.find_measure(atlas.text(measure.id)), &measure);
}

}  // namespace
}  // namespace knotwork::test
