// One thing wrong in the knowledge files: each is refused with file, line and reason.
#include <gtest/gtest.h>

#include "bake/knowledge_folder.hpp"

namespace knotwork::bake::test {
namespace {

const std::string alpha = "muscles/alpha.toml", beta = "muscles/beta.toml", books = "bibliography/books.toml",
                  landmarks = "body/landmarks.toml", regions = "body/regions.toml", model = "model.toml";

// The message after `from` has become `to` in a file of the tiny knowledge.
std::string refusal(const std::string& file, std::string_view from, std::string_view to) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace(file, from, to);
    return refusal_of_spec(folder);
}

TEST(SpecErrors, TheTinyKnowledgeIsRight) { EXPECT_EQ(refusal_of_spec(KnowledgeFolder(tiny_knowledge())), ""); }

TEST(SpecErrors, NotToml) {
    EXPECT_TRUE(refusal(alpha, "latin = \"musculus alpha\"", "latin = musculus").starts_with("alpha.toml:2: "))
        << refusal(alpha, "latin = \"musculus alpha\"", "latin = musculus");
    EXPECT_TRUE(refusal(alpha, "[cite]", "[cite").starts_with("alpha.toml:17: "));
    EXPECT_TRUE(refusal(alpha, "layer = \"deep\"", "name = \"again\"").starts_with("alpha.toml:5: "));
}

TEST(SpecErrors, UnknownKeys) {
    EXPECT_EQ(refusal(alpha, "summary =", "sumary = \"x\"\nsummary ="),
              "alpha.toml:7: unknown key 'sumary'; did you mean 'summary'?");
    EXPECT_EQ(refusal(alpha, "caution = []", "caution = []\nflavour = \"sweet\""),
              "alpha.toml:15: unknown key 'flavour'");
    EXPECT_EQ(refusal(alpha, "[cite]", "[cite]\nanatomie = [\"atlas-2000\"]"),
              "alpha.toml:18: unknown key 'anatomie'; did you mean 'anatomy'?");
    EXPECT_EQ(refusal(alpha, "why = \"shares", "whi = \"x\"\nwhy = \"shares"),
              "alpha.toml:24: unknown key 'whi'; did you mean 'why'?");
    EXPECT_EQ(refusal(alpha, "to = [\"knee\"]", "to = [\"knee\"]\ntoo = []"),
              "alpha.toml:30: unknown key 'too'; did you mean 'to'?");
    EXPECT_EQ(refusal(alpha, "label = \"upper\"", "label = \"upper\"\nlabels = \"x\""),
              "alpha.toml:34: unknown key 'labels'; did you mean 'label'?");
    EXPECT_EQ(refusal(alpha, "width_cm = 6", "width_cm = 6\nradius_cm = 3"), "alpha.toml:45: unknown key 'radius_cm'");
    EXPECT_EQ(refusal(alpha, "regions = [\"thigh-back\"]", "regions = [\"thigh-back\"]\nwidth_cm = 3"),
              "alpha.toml:65: unknown key 'width_cm'");
    EXPECT_EQ(refusal(books, "isbn =", "isbm = \"1\"\nisbn ="),
              "books.toml:5: unknown key 'isbm'; did you mean 'isbn'?");
    EXPECT_EQ(refusal(landmarks, "find = \"in front\"", "find = \"in front\"\nfond = 1"),
              "landmarks.toml:10: unknown key 'fond'; did you mean 'find'?");
    EXPECT_EQ(refusal(regions, "synonyms = [\"torso\"]", "synonyms = [\"torso\"]\nsynonym = 1"),
              "regions.toml:11: unknown key 'synonym'; did you mean 'synonyms'?");
    EXPECT_EQ(refusal(regions, "{ segment = \"head\", ", "{ segment = \"head\", tt = 1, "),
              "regions.toml:5: unknown key 'tt'; did you mean 't'?");
    EXPECT_EQ(refusal(regions, "[[region]]", "regio = 1\n[[region]]"),
              "regions.toml:1: unknown key 'regio'; did you mean 'region'?");
    EXPECT_EQ(refusal(model, "rare = 0.02", "rare = 0.02\nnever = 0.001"), "model.toml:5: unknown key 'never'");
    EXPECT_EQ(refusal(model, "[base_rate]", "[base_rates]\n[base_rate]"),
              "model.toml:1: unknown key 'base_rates'; did you mean 'base_rate'?");
}

TEST(SpecErrors, MissingKeys) {
    for (const char* key : {"name", "latin", "synonyms", "group", "layer", "under", "summary", "origin", "insertion",
                            "action", "nerve", "symptoms", "overload", "caution", "base_rate"}) {
        KnowledgeFolder folder(tiny_knowledge());
        const std::string text = "\n" + folder.read(alpha), line = "\n" + std::string(key) + " = ";
        const auto begin = text.find(line), end = text.find('\n', begin + 1);
        folder.write(alpha, text.substr(1, begin) + text.substr(end + 1));
        EXPECT_EQ(refusal_of_spec(folder), "alpha.toml:1: '" + std::string(key) + "' is missing");
    }
    EXPECT_EQ(refusal(alpha, "anatomy = [\"atlas-2000\"]\n", ""), "alpha.toml:17: 'anatomy' is missing");
    EXPECT_EQ(refusal(alpha, "base_rate = [\"judgement\"]", ""), "alpha.toml:17: 'base_rate' is missing");
    EXPECT_EQ(refusal(alpha, "muscle = \"beta\"", ""), "alpha.toml:22: 'muscle' is missing");
    EXPECT_EQ(refusal(alpha, "why = \"shares its load\"", ""), "alpha.toml:22: 'why' is missing");
    EXPECT_EQ(refusal(alpha, "from = [\"hip\", \"hip + 2 cm back\"]", ""), "alpha.toml:27: 'from' is missing");
    EXPECT_EQ(refusal(alpha, "number = 1", ""), "alpha.toml:31: 'number' is missing");
    EXPECT_EQ(refusal(alpha, "where = \"Over the hip\"", ""), "alpha.toml:31: 'where' is missing");
    EXPECT_EQ(refusal(alpha, "at = \"hip -> knee 0.1\"", ""), "alpha.toml:31: 'at' is missing");
    EXPECT_EQ(refusal(alpha, "reach = \"external\"", ""), "alpha.toml:31: 'reach' is missing");
    EXPECT_EQ(refusal(alpha, "kind = \"essential\"", ""), "alpha.toml:40: 'kind' is missing");
    EXPECT_EQ(refusal(alpha, "felt = \"outer thigh\"", ""), "alpha.toml:40: 'felt' is missing");
    EXPECT_EQ(refusal(alpha, "width_cm = 6", ""), "alpha.toml:40: 'width_cm' is missing");
    EXPECT_EQ(refusal(alpha, "radius_cm = 4", ""), "alpha.toml:46: 'radius_cm' is missing");
    EXPECT_EQ(refusal(books, "title = \"An atlas\"", ""), "books.toml:1: 'title' is missing");
    EXPECT_EQ(refusal(books, "year = 2000", ""), "books.toml:1: 'year' is missing");
    EXPECT_EQ(refusal(landmarks, "at = \"thigh 0.92 @ 8\"", ""), "landmarks.toml:7: 'at' is missing");
    EXPECT_EQ(refusal(regions, "label = \"arm\"", ""), "regions.toml:12: 'label' is missing");
    EXPECT_EQ(refusal(regions, "segment = \"head\", ", ""), "regions.toml:5: 'segment' is missing");
    EXPECT_EQ(refusal(regions, "t = [0, 1], angle = [0, 180] },\n  { segment = \"neck\"",
                      "angle = [0, 180] },\n  { segment = \"neck\""),
              "regions.toml:5: 't' is missing");
    EXPECT_EQ(refusal(model, "rare = 0.02", ""), "model.toml:1: 'rare' is missing");
    EXPECT_EQ(refusal(model, "value = 0.5", ""), "model.toml:7: 'value' is missing");
    EXPECT_EQ(refusal(model, "[expected_active]\nvalue = 0.5\ncite = [\"judgement\"]", ""),
              "model.toml:1: the table [expected_active] is missing");
}

TEST(SpecErrors, WrongTypes) {
    EXPECT_EQ(refusal(alpha, "name = \"Alpha\"", "name = 3"), "alpha.toml:1: 'name' must be a string");
    EXPECT_EQ(refusal(alpha, "name = \"Alpha\"", "name = \"\""), "alpha.toml:1: 'name' is empty");
    EXPECT_EQ(refusal(alpha, "synonyms = [\"first muscle\"]", "synonyms = 1"),
              "alpha.toml:3: 'synonyms' must be a list of strings");
    EXPECT_EQ(refusal(alpha, "action = [\"lifts the thigh\"]", "action = [\"lifts\",\n  2]"),
              "alpha.toml:11: 'action' must hold strings that are not empty");
    EXPECT_EQ(refusal(alpha, "action = [\"lifts the thigh\"]", "action = [\"\"]"),
              "alpha.toml:10: 'action' must hold strings that are not empty");
    EXPECT_EQ(refusal(alpha, "symptoms = [\"an ache\"]", "symptoms = []"), "alpha.toml:12: 'symptoms' is empty");
    EXPECT_EQ(refusal(alpha, "number = 1", "number = \"1\""), "alpha.toml:32: 'number' must be a number");
    EXPECT_EQ(refusal(alpha, "width_cm = 6", "width_cm = nan"), "alpha.toml:44: 'width_cm' must be a number");
    EXPECT_EQ(refusal(alpha, "[[neighbour]]", "[neighbour]"),
              "alpha.toml:22: 'neighbour' must be written as [[neighbour]]");
    EXPECT_EQ(refusal(alpha, "[cite]\nanatomy", "[[cite]]\nanatomy"), "alpha.toml:17: the table [cite] is missing");
    EXPECT_EQ(refusal(landmarks, "midline = true", "midline = \"yes\""),
              "landmarks.toml:23: 'midline' must be true or false");
    EXPECT_EQ(refusal(landmarks, "[hip]", "hips = 1\n[hip]"), "landmarks.toml:1: the table [hips] is missing");
    EXPECT_EQ(refusal(regions, "t = [0, 1]", "t = 0"), "regions.toml:5: 't' must be a list of numbers");
    EXPECT_EQ(refusal(regions, "t = [0, 1]", "t = [0, \"1\"]"), "regions.toml:5: 't' must hold numbers");
}

TEST(SpecErrors, WordsOutsideTheirList) {
    EXPECT_EQ(
        refusal(alpha, "group = \"hip\"", "group = \"neck\""),
        "alpha.toml:4: 'group' is 'neck', but must be one of low back, abdomen, pelvic floor, hip, thigh, leg, foot");
    EXPECT_EQ(refusal(alpha, "layer = \"deep\"", "layer = \"deeper\""),
              "alpha.toml:5: 'layer' is 'deeper', but must be one of superficial, intermediate, deep");
    EXPECT_EQ(refusal(alpha, "base_rate = \"common\"", "base_rate = \"often\""),
              "alpha.toml:15: 'base_rate' is 'often', but must be one of common, usual, rare");
    EXPECT_EQ(refusal(alpha, "depth = \"deep\"", "depth = \"5 cm\""),
              "alpha.toml:36: 'depth' is '5 cm', but must be one of superficial, intermediate, deep");
    EXPECT_EQ(refusal(alpha, "reach = \"external\"", "reach = \"far\""),
              "alpha.toml:37: 'reach' is 'far', but must be one of external, internal, professional");
    EXPECT_EQ(refusal(alpha, "kind = \"essential\"", "kind = \"main\""),
              "alpha.toml:41: 'kind' is 'main', but must be one of essential, spillover");
    EXPECT_EQ(refusal(alpha, "side = \"both\"", "side = \"left\""),
              "alpha.toml:71: 'side' is 'left', but must be one of own, other, both");
    EXPECT_TRUE(refusal(regions, "segment = \"head\"", "segment = \"hed\"")
                    .starts_with("regions.toml:5: 'segment' is 'hed', but must be one of head, neck, "));
}

TEST(SpecErrors, NumbersOutOfRange) {
    for (const char* number : {"0", "-1", "100", "1.5"})
        EXPECT_EQ(refusal(alpha, "number = 1", "number = " + std::string(number)),
                  "alpha.toml:32: 'number' must be a whole number from 1 to 99");
    for (const char* width : {"0", "-3", "41"})
        EXPECT_EQ(refusal(alpha, "width_cm = 6", "width_cm = " + std::string(width)),
                  "alpha.toml:44: 'width_cm' must be above 0 and at most 40 cm");
    EXPECT_EQ(refusal(alpha, "radius_cm = 4", "radius_cm = 0"),
              "alpha.toml:50: 'radius_cm' must be above 0 and at most 40 cm");
    for (const char* year : {"1799", "2101", "1999.5"})
        EXPECT_EQ(refusal(books, "year = 2000", "year = " + std::string(year)), "books.toml:3: 'year' must be a year");
    for (const char* pair : {"[0, 1.5]", "[-0.1, 1]", "[0]", "[0, 0.5, 1]"})
        EXPECT_EQ(refusal(regions, "t = [0, 1]", "t = " + std::string(pair)),
                  "regions.toml:5: 't' must be two numbers from 0 to 1");
    EXPECT_EQ(refusal(regions, "t = [0, 1]", "t = [0.6, 0.4]"), "regions.toml:5: 't' must rise");
    EXPECT_EQ(refusal(regions, "t = [0, 1]", "x = [5, 3], t = [0, 1]"), "regions.toml:5: 'x' must rise");
    EXPECT_EQ(refusal(regions, "angle = [0, 180]", "angle = [0, 360]"),
              "regions.toml:5: 'angle' must be two numbers from -180 to 180");
    for (const char* rate : {"0", "1", "-0.1"})
        EXPECT_EQ(refusal(model, "usual = 0.1", "usual = " + std::string(rate)),
                  "model.toml:3: a base rate must lie between 0 and 1");
    for (const char* value : {"0", "11"})
        EXPECT_EQ(refusal(model, "value = 0.5", "value = " + std::string(value)),
                  "model.toml:8: 'value' must be above 0 and at most 10");
}

TEST(SpecErrors, MissingAndUnknownCitations) {
    EXPECT_EQ(refusal(alpha, "anatomy = [\"atlas-2000\"]", "anatomy = []"), "alpha.toml:18: 'anatomy' names no source");
    EXPECT_EQ(refusal(alpha, "symptoms = [\"atlas-2000\"]", "symptoms = [\"atlas-2001\"]"),
              "alpha.toml:19: no reference 'atlas-2001'; did you mean 'atlas-2000'?");
    EXPECT_EQ(refusal(alpha, "why = \"shares its load\"\ncite = [\"atlas-2000\"]", "why = \"shares its load\""),
              "alpha.toml:22: 'cite' is missing");
    EXPECT_EQ(refusal(alpha, "reach = \"external\"\ncite = [\"atlas-2000\"]", "reach = \"external\"\ncite = []"),
              "alpha.toml:38: 'cite' names no source");
    EXPECT_EQ(refusal(alpha, "cite = [\"atlas-2000\", \"judgement\"]", "cite = [\"atlas-2000\", \"gray\"]"),
              "alpha.toml:59: no reference 'gray'");
    EXPECT_EQ(refusal(landmarks, "cite = [\"judgement\"]", "cite = [\"judgment\"]"),
              "landmarks.toml:17: no reference 'judgment'; did you mean 'judgement'?");
    EXPECT_EQ(refusal(landmarks, "cite = [\"judgement\"]", ""), "landmarks.toml:13: 'cite' is missing");
    EXPECT_EQ(refusal(model, "cite = [\"judgement\"]", "cite = []"), "model.toml:5: 'cite' names no source");
    EXPECT_EQ(refusal(books, "isbn = \"0-000-00000-0\"", ""),
              "books.toml:1: 'atlas-2000' needs at least one of doi, pmid, isbn, url");
}

TEST(SpecErrors, NamesThatDoNotExist) {
    EXPECT_EQ(refusal(alpha, "muscle = \"beta\"", "muscle = \"bets\""),
              "alpha.toml:22: no muscle 'bets'; did you mean 'beta'?");
    EXPECT_EQ(refusal(alpha, "muscle = \"beta\"", "muscle = \"soleus\""), "alpha.toml:22: no muscle 'soleus'");
    EXPECT_EQ(refusal(alpha, "muscle = \"beta\"", "muscle = \"alpha\""),
              "alpha.toml:22: a muscle cannot be its own neighbour");
    EXPECT_EQ(refusal(alpha, "under = [\"beta\"]", "under = [\"betta\"]"),
              "alpha.toml:6: no muscle 'betta'; did you mean 'beta'?");
    EXPECT_EQ(refusal(alpha, "under = [\"beta\"]", "under = [\"alpha\"]"),
              "alpha.toml:6: a muscle cannot lie under itself");
    EXPECT_EQ(refusal(alpha, "regions = [\"thigh-back\"]", "regions = [\"thigh-bak\"]"),
              "alpha.toml:64: no region 'thigh-bak'; did you mean 'thigh-back'?");
    EXPECT_EQ(refusal(alpha, "regions = [\"thigh-back\"]", "regions = [\"tail\"]"), "alpha.toml:64: no region 'tail'");
}

TEST(SpecErrors, NamesGivenTwice) {
    EXPECT_EQ(refusal(alpha, "number = 2", "number = 1"), "alpha.toml:52: a second point number 1");
    EXPECT_EQ(refusal(regions, "id = \"arm\"", "id = \"trunk\""), "regions.toml:12: a second region 'trunk'");
    KnowledgeFolder folder(tiny_knowledge());
    folder.write("bibliography/more.toml", "[judgement]\nauthors = \"x\"\nyear = 2000\ntitle = \"x\"\n");
    EXPECT_EQ(refusal_of_spec(folder), "more.toml:1: a second reference 'judgement'");
}

TEST(SpecErrors, ZonesThatAreNone) {
    const std::string exactly_one = "a zone needs exactly one of 'stroke', 'patch' and 'regions'";
    EXPECT_EQ(refusal(alpha, "patch = \"knee\"\n", ""), "alpha.toml:46: " + exactly_one);
    EXPECT_EQ(refusal(alpha, "patch = \"knee\"", "patch = []"), "alpha.toml:46: " + exactly_one);
    EXPECT_EQ(refusal(alpha, "patch = \"knee\"", "patch = \"knee\"\nregions = [\"arm\"]"),
              "alpha.toml:46: " + exactly_one);
    EXPECT_EQ(refusal(alpha, "width_cm = 6", "width_cm = 6\npatch = \"hip\""), "alpha.toml:40: " + exactly_one);
    EXPECT_EQ(refusal(alpha, "kind = \"essential\"", "kind = \"spillover\""),
              "alpha.toml:31: a point needs at least one essential zone");
    EXPECT_EQ(refusal(regions, "boxes = [{ segment = \"pelvis\", t = [0, 1], angle = [0, 180] }]", "boxes = []"),
              "regions.toml:22: 'boxes' is empty");
    KnowledgeFolder folder(tiny_knowledge());
    const std::string text = folder.read(beta);
    folder.write(beta, text.substr(0, text.find("[[point]]")));
    EXPECT_EQ(refusal_of_spec(folder), "beta.toml:1: a muscle needs at least one [[point]]");
}

TEST(SpecErrors, FilesAndFoldersThatAreNotThere) {
    for (const char* file : {"model.toml", "body/landmarks.toml", "body/regions.toml", "providers.toml"}) {
        KnowledgeFolder folder(tiny_knowledge());
        folder.remove(file);
        EXPECT_EQ(refusal_of_spec(folder), (folder.path() / file).string() + ": cannot be opened");
    }
    for (const char* name : {"bibliography", "muscles", "conditions", "findings", "triage"}) {
        KnowledgeFolder folder(tiny_knowledge());
        folder.remove(name);
        EXPECT_EQ(refusal_of_spec(folder), (folder.path() / name).string() + ": is not a folder");
    }
}

}  // namespace
}  // namespace knotwork::bake::test
