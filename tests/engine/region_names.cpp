// Everyday words for regions, on the real atlas.
#include "engine/region_names.hpp"

#include <gtest/gtest.h>

#include <set>

#include "atlas/atlas_file.hpp"

namespace knotwork {
namespace {

class RegionWords : public testing::Test {
  protected:
    // "buttock-upper left" and so on.
    std::set<std::string> regions_of(const std::string& words) {
        warnings_.clear();
        const auto regions = names_.resolve(split_phrases(words), "where", warnings_);
        std::set<std::string> out;
        if (!regions) {
            out.insert("error: " + regions.error().message());
            return out;
        }
        for (const RegionGroup& group : *regions)
            for (const RegionId id : group) {
                const Atlas::Region& region = atlas_.regions()[id.value];
                out.insert(std::string(atlas_.text(region.id)) + " " +
                           std::string(name(static_cast<Side>(region.side))));
            }
        return out;
    }
    std::string warning() const { return warnings_.empty() ? "" : warnings_[0]; }

    const Atlas& atlas_ = test::get_atlas();
    RegionNames names_{atlas_};
    std::vector<std::string> warnings_;
};

const std::set<std::string> right_buttock{"buttock-lower right", "buttock-outer right", "buttock-upper right"};

TEST_F(RegionWords, ASharedSynonymMeansAllOfItsRegions) { EXPECT_EQ(regions_of("right buttock"), right_buttock); }

TEST_F(RegionWords, OrderCaseHyphensPluralsAndSmallWordsDoNotMatter) {
    for (const char* words : {"buttock right", "Right BUTTOCK", "my right buttock", "the buttock on the right",
                              "right buttocks", "r buttock", "Buttock (right)"})
        EXPECT_EQ(regions_of(words), right_buttock) << words;
    EXPECT_EQ(regions_of("back of my left thigh"), regions_of("left thigh back"));
    EXPECT_EQ(regions_of("left calves"), regions_of("left calf"));
    EXPECT_EQ(regions_of("left thigh-back-upper"), regions_of("upper back of the left thigh"));
}

TEST_F(RegionWords, TheSentenceOfTheReadMe) {
    const auto found = regions_of("right buttock, back of right thigh, outer calf");
    for (const char* id : {"buttock-upper right", "thigh-back-upper right", "thigh-back-middle right",
                           "thigh-back-lower right", "calf-outer-upper right", "calf-outer-lower right"})
        EXPECT_EQ(found.count(id), 1u) << id;
    for (const std::string& region : found) EXPECT_TRUE(region.ends_with(" right")) << region;
    EXPECT_EQ(warning(), "no side was given for \"outer calf\": taken on the right, like the rest");
}

TEST_F(RegionWords, WithoutAnySideBothAreTaken) {
    EXPECT_EQ(regions_of("heel"), regions_of("both heels"));
    regions_of("heel");
    EXPECT_EQ(warning(), "no side was given for \"heel\": taken on both sides");
    regions_of("both heels");
    EXPECT_EQ(warning(), "");
    EXPECT_EQ(regions_of("left heel, right knee, groin").count("groin left"), 1u);
    EXPECT_EQ(regions_of("left heel, right knee, groin").count("groin right"), 1u);
}

TEST_F(RegionWords, ARegionOnTheMidLineIsTakenWholeUnlessASideIsSaid) {
    EXPECT_EQ(regions_of("left heel, sacrum").count("sacrum right"), 1u);
    EXPECT_EQ(warning(), "");
    EXPECT_EQ(regions_of("left heel, left sacrum").count("sacrum right"), 0u);
}

TEST_F(RegionWords, SeveralPhrasesMayBeJoined) {
    EXPECT_EQ(regions_of("left heel and left knee"), regions_of("left heel, left knee"));
    EXPECT_EQ(regions_of("left heel; left knee"), regions_of("left heel, left knee"));
}

TEST_F(RegionWords, WordsThatSeveralNamesShareMeanEachAndAreTold) {
    const auto found = regions_of("lower left buttock outer");
    // No region is both lower and outer, but the words of no name hold all three either.
    EXPECT_TRUE(found.begin()->starts_with("error: ")) << *found.begin();
    const auto upper = regions_of("left upper thigh");
    EXPECT_GE(upper.size(), 3u);
    for (const std::string& region : upper) EXPECT_NE(region.find("thigh"), std::string::npos);
    EXPECT_NE(warning().find("\"left upper thigh\" was taken as "), std::string::npos) << warning();
}

TEST_F(RegionWords, AnUnknownNameSuggestsTheNearest) {
    EXPECT_EQ(*regions_of("right botock").begin(),
              "error: where[0]: no region \"right botock\"; did you mean \"buttock\"?");
    EXPECT_EQ(*regions_of("left knee, left flnk").begin(),
              "error: where[1]: no region \"left flnk\"; did you mean \"flank\"?");
    EXPECT_EQ(*regions_of("left xylophone").begin(), "error: where[0]: no region \"left xylophone\"");
    EXPECT_EQ(*regions_of("left").begin(), "error: where[0]: \"left\" names no region");
    EXPECT_EQ(*regions_of("of the").begin(), "error: where[0]: \"of the\" names no region");
}

TEST_F(RegionWords, EveryLabelIdAndSynonymIsUnderstood) {
    for (std::uint32_t r = 0; r < atlas_.regions().size(); ++r) {
        const Atlas::Region& region = atlas_.regions()[r];
        const std::string side = std::string(name(static_cast<Side>(region.side))) + " ";
        std::vector<Atlas::Text> all{region.id, region.label};
        for (const Atlas::Text synonym : atlas_.names(region.synonyms)) all.push_back(synonym);
        for (const Atlas::Text text : all) {
            std::vector<std::string> warnings;
            const std::vector<std::string> phrase{side + std::string(atlas_.text(text))};
            const auto found = names_.resolve(phrase, "", warnings);
            ASSERT_TRUE(found.has_value()) << phrase[0];
            EXPECT_TRUE(std::any_of(found->begin(), found->end(), [r](const RegionGroup& group) {
                return std::find(group.begin(), group.end(), RegionId{r}) != group.end();
            })) << phrase[0];
            EXPECT_TRUE(warnings.empty()) << phrase[0];
        }
    }
}

TEST(SplitPhrases, AtCommasSemicolonsAndAnd) {
    EXPECT_EQ(split_phrases("a, b;c and d"), (std::vector<std::string>{"a", "b", "c", "d"}));
    EXPECT_EQ(split_phrases(" , "), std::vector<std::string>{});
    EXPECT_EQ(split_phrases("hand"), std::vector<std::string>{"hand"});
}

}  // namespace
}  // namespace knotwork
