// What load_spec makes of the knowledge files.
#include "bake/spec.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "bake/knowledge_folder.hpp"

namespace knotwork::bake::test {
namespace {

TEST(Spec, HoldsWhatTheTinyFilesSay) {
    const Spec spec = load_spec(tiny_knowledge());
    ASSERT_EQ(spec.citations.size(), 2u);
    EXPECT_EQ(spec.citations[0].key, "atlas-2000");
    EXPECT_EQ(spec.citations[0].isbn, "0-000-00000-0");
    EXPECT_EQ(spec.citations[0].year, 2000u);
    ASSERT_EQ(spec.landmarks.size(), 4u);
    EXPECT_EQ(spec.landmarks[3].id, "tail");
    EXPECT_TRUE(spec.landmarks[3].midline);
    EXPECT_FALSE(spec.landmarks[0].midline);
    EXPECT_EQ(spec.landmarks[1].where, "landmarks.toml:7");
    ASSERT_EQ(spec.regions.size(), 6u);
    EXPECT_EQ(spec.regions[0].boxes.size(), 4u);
    EXPECT_EQ(spec.regions[4].boxes[0].segment, Segment::thigh);
    EXPECT_EQ(spec.regions[4].boxes[0].angle0, 90);
    EXPECT_EQ(spec.regions[4].boxes[0].angle1, -90);
    EXPECT_EQ(spec.expected_active, 0.5);

    ASSERT_EQ(spec.muscles.size(), 2u);
    const MuscleSpec& alpha = spec.muscles[0];
    EXPECT_EQ(alpha.id, "alpha");
    EXPECT_EQ(alpha.name, "Alpha");
    EXPECT_EQ(alpha.under, std::vector<std::string>{"beta"});
    EXPECT_EQ(alpha.facts.size(), 3u);  // an action, a symptom, an overload; no caution
    EXPECT_EQ(alpha.neighbours[0].why, "shares its load");
    ASSERT_EQ(alpha.points.size(), 2u);
    EXPECT_EQ(alpha.points[0].at, "hip -> knee 0.1");
    EXPECT_EQ(alpha.points[1].where, "alpha.toml:52");
    const ZoneSpec &stroke = alpha.points[0].zones[0], &patch = alpha.points[0].zones[1],
                   &both = alpha.points[1].zones[1];
    EXPECT_TRUE(stroke.essential);
    EXPECT_FLOAT_EQ(stroke.radius, 0.03f);  // half of 6 cm
    EXPECT_FALSE(patch.essential);
    EXPECT_FLOAT_EQ(patch.radius, 0.04f);
    EXPECT_EQ(patch.side, ZoneSide::own);
    EXPECT_EQ(both.side, ZoneSide::both);
    EXPECT_EQ(spec.muscles[1].fibres[0].from, std::vector<std::string>{"hip"});  // one place may stand without brackets
}

TEST(Spec, AMuscleSharesItsRateAmongItsPoints) {
    const Spec spec = load_spec(tiny_knowledge());
    EXPECT_DOUBLE_EQ(spec.muscles[0].points[0].weight, 0.4 / 2);
    EXPECT_DOUBLE_EQ(spec.muscles[0].points[1].weight, 0.4 / 2);
    EXPECT_DOUBLE_EQ(spec.muscles[1].points[0].weight, 0.02);
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace("muscles/alpha.toml", "number = 2", "number = 2\nbase_rate = \"rare\"");
    const Spec own_rate = load_spec(folder.path());
    EXPECT_DOUBLE_EQ(own_rate.muscles[0].points[0].weight, 0.4 / 2);
    EXPECT_DOUBLE_EQ(own_rate.muscles[0].points[1].weight, 0.02 / 2);
}

TEST(Spec, DoesNotDependOnTheOrderOfFiles) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.write("bibliography/aaa.toml",
                 "[zzz]\nauthors = \"x\"\nyear = 2000\ntitle = \"x\"\nurl = \"https://example.org\"\n");
    folder.write("muscles/notes.txt", "not knowledge");
    const Spec spec = load_spec(folder.path());
    EXPECT_EQ(spec.citations.back().key, "zzz");
    EXPECT_EQ(spec.muscles.size(), 2u);
}

TEST(Spec, ReadsTheShippedKnowledge) {
    const Spec spec = load_spec(shipped_knowledge());
    EXPECT_GE(spec.muscles.size(), 55u);
    EXPECT_GE(spec.landmarks.size(), 60u);
    EXPECT_GE(spec.citations.size(), 20u);
    const auto by_key = [](const auto& a, const auto& b) { return a.key < b.key; };
    EXPECT_TRUE(std::is_sorted(spec.citations.begin(), spec.citations.end(), by_key));
}

}  // namespace
}  // namespace knotwork::bake::test
