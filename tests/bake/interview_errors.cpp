// One thing wrong in the files of the interview, a row each: what is replaced by what, and the refusal.
#include "bake/refusals.hpp"

namespace knotwork::bake::test {
namespace {

std::string repeated(const std::string& text, int times) { return times == 0 ? "" : text + repeated(text, times - 1); }

TEST(InterviewErrors, Providers) {
    expect_refusals(
        "providers.toml",
        {{"plain = \"Looks", "plane = \"Looks", "providers.toml:1: 'plain' is missing"},
         {"cite = [\"judgement\"]", "cite = []", "providers.toml:4: 'cite' names no source"},
         {"cite = [\"judgement\"]", "cite = \"judgement\"\nphone = \"1\"", "providers.toml:5: unknown key 'phone'"},
         {"[doctor]", "doctor = 1\n[nurse]", "providers.toml:1: the table [doctor] is missing"},
         {"[doctor]", "[nurse]", "belly.toml:9: no provider 'doctor'"}});
}

TEST(InterviewErrors, Conditions) {
    const std::string odds = "root.toml:19: 'odds' must be above 0 and below 1000";
    const std::string rate = "root.toml:11: 'base_rate' must be above 0 and below 1";
    expect_refusals(
        "conditions/root.toml",
        {{"plain =", "plan =", "root.toml:1: 'plain' is missing"},
         {"note = \"Maps differ.\"", "notes = \"Maps differ.\"",
          "root.toml:10: unknown key 'notes'; did you mean 'note'?"},
         {"group = \"nerve root\"", "group = \"nerves\"",
          "root.toml:4: 'group' is 'nerves', but must be one of nerve root, nerve, spine, joint, tendon, muscle, bone, "
          "vessel, inflammatory, widespread, organ, skin"},
         {"sides = \"each\"", "sides = \"both\"", "root.toml:5: 'sides' is 'both', but must be one of each, none"},
         {"symptoms = [\"pain down the leg\"]", "symptoms = []", "root.toml:7: 'symptoms' is empty"},
         {"provider = \"doctor\"", "provider = \"docter\"",
          "root.toml:9: no provider 'docter'; did you mean 'doctor'?"},
         {"base_rate = 0.1", "base_rate = 0", rate},
         {"base_rate = 0.1", "base_rate = 1", rate},
         {"base_rate = 0.1", "base_rate = -0.1", rate},
         {"base_rate = 0.1", "base_rate = \"rare\"", "root.toml:11: 'base_rate' must be a number"},
         {"[cite]", "[cites]", "root.toml:1: the table [cite] is missing"},
         {"summary = [\"atlas-2000\"]", "summary = [\"atlas-2001\"]",
          "root.toml:14: no reference 'atlas-2001'; did you mean 'atlas-2000'?"},
         {"base_rate = [\"judgement\"]", "", "root.toml:13: 'base_rate' is missing"},
         {"odds = 2\n", "odds = 0\n", odds},
         {"odds = 2\n", "odds = -1\n", odds},
         {"odds = 2\n", "odds = 1000\n", odds},
         {"odds = 2\n", "", "root.toml:17: 'odds' is missing"},
         {"age >= 50 and sex = female", "fever", "root.toml:18: 'when' may name age and sex only, not 'fever'"},
         {"age >= 50 and sex = female", "pain >= 3",
          "root.toml:18: 'when' should have 'age', 'sex' or '(' where 'pain' is"},
         {"note = \"Seldom.\"", "notice = \"Seldom.\"", "root.toml:26: unknown key 'notice'; did you mean 'note'?"},
         {"muscle = \"alpha\"", "muscle = \"alfa\"", "root.toml:29: no muscle 'alfa'"},
         {"muscle = \"alpha\"", "muscle = \"beta\"", "root.toml:30: 'beta' has no point 2"},
         {"point = 2", "point = 7", "root.toml:30: 'alpha' has no point 7"},
         {"point = 2", "point = 0", "root.toml:30: 'point' must be a whole number from 1 to 99"},
         {"muscle = \"beta\"", "muscle = \"alpha\"", "root.toml:35: 'alpha' is bred twice"},
         {"why = \"guards it\"", "", "root.toml:35: 'why' is missing"},
         {"regions = [\"thigh-back\"]", "regions = [\"thigh\"]", "root.toml:44: no region 'thigh'"},
         {"kind = \"essential\"", "kind = \"spillover\"", "root.toml:1: a condition needs at least one essential zone"},
         {"[[zone]]\nkind = \"spillover\"",
          repeated("[[zone]]\nkind = \"spillover\"\nfelt = \"knee\"\npatch = \"knee\"\nradius_cm = 4\n", 9) +
              "[[zone]]\nkind = \"spillover\"",
          "root.toml:1: a condition has at most 10 zones"}});
}

TEST(InterviewErrors, AConditionIsNoMuscle) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.write("conditions/alpha.toml", folder.read("conditions/root.toml"));
    EXPECT_EQ(refusal_of_spec(folder), "alpha.toml:1: 'alpha' is the name of a muscle");
}

TEST(InterviewErrors, Findings) {
    const std::string people = "asked.toml:24: 'people' must be above 0";
    const std::string probability = "'false_yes' must be above 0 and below 1";
    expect_refusals(
        "findings/asked.toml",
        {{"[numb]", "[both]", "asked.toml:15: a finding cannot be called 'both'"},
         {"[numb]", "[tender]", "asked.toml:31: 'name' is missing"},
         {"family =", "familiy =", "asked.toml:25: unknown key 'familiy'; did you mean 'family'?"},
         {"group = \"symptom\"", "group = \"palpation\"",
          "asked.toml:17: 'group' is 'palpation', but must be one of symptom, quality, provocation, onset, history, "
          "activity, red-flag, test, treatment"},
         {"sides = \"each\"", "sides = \"left\"", "asked.toml:18: 'sides' is 'left', but must be one of each, none"},
         {"who = \"self\"", "who = \"me\"",
          "asked.toml:5: 'who' is 'me', but must be one of self, helper, professional"},
         {"effort = 1", "effort = 0", "asked.toml:6: 'effort' must be a whole number from 1 to 5"},
         {"effort = 1", "effort = 2.5", "asked.toml:6: 'effort' must be a whole number from 1 to 5"},
         {"discomfort = 0", "discomfort = 5", "asked.toml:7: 'discomfort' must be a whole number from 0 to 4"},
         {"Is your {side} leg numb?", "Is your leg numb?",
          "asked.toml:22: 'ask' must name the {side}, since it is asked of each"},
         {"Is your {side} leg numb?", "Is your {side} leg {very} numb?",
          "asked.toml:22: 'ask' has a brace that stands for nothing; only {side} is filled in"},
         {"Do you have a fever?", "Is your {side} head hot?",
          "asked.toml:8: 'ask' has a brace that stands for nothing"},
         {"how = []", "how = [\"Lift the {side} leg.\"]", "asked.toml:9: 'how' has a brace that stands for nothing"},
         {"less felt than", "less felt {than", "asked.toml:24: 'yes' has a brace that stands for nothing"},
         {"how = []", "", "asked.toml:1: 'how' is missing"},
         {"false_yes = 0.02", "false_yes = 0", "asked.toml:11: " + probability},
         {"false_yes = 0.02", "false_yes = 1", "asked.toml:11: " + probability},
         {"false_yes = 0.02", "false_yes = 1.2", "asked.toml:11: " + probability},
         {"people = 50", "people = 0", "asked.toml:27: 'people' must be above 0"},
         {"people = 50", "people = -3", "asked.toml:27: 'people' must be above 0"},
         {"people = 8\n", "people = 9\n", "asked.toml:41: 'people' of a judgement is at most 8"},
         {"[\"atlas-2000\", \"judgement\"]", "[]", "asked.toml:28: 'cite' names no source"}});
}

TEST(InterviewErrors, Signs) {
    expect_refusals(
        "findings/asked.toml",
        {{"source = \"root\"", "source = \"roof\"",
          "asked.toml:32: no condition or muscle 'roof'; did you mean 'root'?"},
         {"source = \"root\"", "source = \"kidney\"", "asked.toml:32: no condition or muscle 'kidney'"},
         {"source = \"root\"", "source = \"group:hips\"",
          "asked.toml:32: no group of muscles 'hips'; did you mean 'hip'?"},
         {"source = \"alpha/2\"", "source = \"alpha/3\"", "asked.toml:45: 'alpha' has no point 3"},
         {"source = \"alpha/2\"", "source = \"alpha/two\"",
          "asked.toml:45: 'alpha/two' must end in the number of a point, as gluteus-minimus/2"},
         {"source = \"alpha/2\"", "source = \"alpha/\"",
          "asked.toml:45: 'alpha/' must end in the number of a point, as gluteus-minimus/2"},
         {"source = \"alpha/2\"", "source = \"root/2\"", "asked.toml:45: 'root' is a condition, which has no points"},
         {"yes = 0.6", "yes = 0.19",
          "asked.toml:33: 'yes' is below 'false_yes': a finding that speaks against a source is not its sign"},
         {"yes = 0.6", "yes = 1", "asked.toml:33: 'yes' must be above 0 and below 1"},
         {"people = 40", "people = 0", "asked.toml:34: 'people' must be above 0"},
         {"side = \"other\"\n", "", "asked.toml:37: a second sign of 'root'"},
         {"side = \"other\"", "side = \"left\"", "asked.toml:39: 'side' is 'left', but must be one of own, other"},
         {"source = \"root\"\nside", "source = \"belly\"\nside", "asked.toml:39: 'belly' has no side"},
         {"note = \"A guess.\"", "why = \"A guess.\"", "asked.toml:49: unknown key 'why'"}});
    expect_refusals(
        "findings/tested.toml",
        {{"source = \"beta\"", "source = \"alpha\"", "tested.toml:27: a second sign of 'alpha/1'"},
         {"source = \"beta\"", "source = \"alpha/2\"", "tested.toml:27: a second sign of 'alpha/2'"},
         {"sides = \"each\"", "sides = \"none\"", "tested.toml:8: 'ask' has a brace that stands for nothing"}});
    KnowledgeFolder folder(tiny_knowledge());
    folder.append("findings/tested.toml", "side = \"other\"\n");
    folder.replace("findings/tested.toml", "your {side} leg", "your leg");
    folder.replace("findings/tested.toml", "sides = \"each\"", "sides = \"none\"");
    EXPECT_EQ(refusal_of_spec(folder), "tested.toml:32: 'stand' is not asked of a side, so it has no other");
}

TEST(InterviewErrors, FindingsThatAreNumbers) {
    const std::string form = "tested.toml:16: 'yes_if' must be written as \"<= 30\" or \">= 30\"";
    const std::string file = "findings/tested.toml";
    for (const char* wrong : {"30", "< 30", "<=30", "<= ", "<= half", "<= 30 s", "<= 1e999"})
        expect_refusals(file, {{"<= 30", wrong, form}});
    expect_refusals(file, {{"<= 30", "<= 61", "tested.toml:16: 'yes_if' must lie between 'least' and 'most'"},
                           {"<= 30", ">= -1", "tested.toml:16: 'yes_if' must lie between 'least' and 'most'"},
                           {"<= 30", "<= nan", "tested.toml:16: 'yes_if' must lie between 'least' and 'most'"},
                           {"most = 60", "most = 0", "tested.toml:15: 'most' must be above 'least'"},
                           {"unit = \"s\"\n", "", "tested.toml:1: 'unit' is missing"},
                           {"answer = \"number\"", "answer = \"words\"",
                            "tested.toml:12: 'answer' is 'words', but must be one of yes-no, number"},
                           {"answer = \"number\"\n", "", "tested.toml:13: unknown key 'least'"}});
}

TEST(InterviewErrors, WhatOnlyDecidesOnTheTreatmentIsNotCounted) {
    expect_refusals(
        "findings/treatment.toml",
        {{"how = []", "how = []\nfalse_yes = 0.1", "treatment.toml:10: unknown key 'false_yes'"},
         {"how = []", "how = []\npeople = 5", "treatment.toml:10: unknown key 'people'"},
         {"group = \"treatment\"", "group = \"test\"", "treatment.toml:1: 'false_yes' is missing"},
         {"[\"judgement\"]", "[]", "treatment.toml:11: 'cite' names no source"},
         {"Is the spot", "Is the {side} spot", "treatment.toml:8: 'ask' has a brace that stands for nothing"}});
}

TEST(InterviewErrors, Palpation) {
    expect_refusals(
        "findings/palpation.toml",
        {{"({where})", "", "palpation.toml:6: 'ask' must say {where} to press"},
         {"({where})", "({where}, {side})",
          "palpation.toml:6: 'ask' has a brace that stands for nothing; only {where} is filled in"},
         {"yes = 0.8", "yes = 0.2",
          "palpation.toml:10: 'yes' is below 'false_yes': a finding that speaks against a source is not its sign"},
         {"people_yes = 20", "", "palpation.toml:1: 'people_yes' is missing"},
         {"people_yes = 20", "people_yes = 0", "palpation.toml:11: 'people_yes' must be above 0"},
         {"who = \"self\"", "who = \"self\"\nasked_of = \"none\"",
          "palpation.toml:4: 'asked_of' is 'none', but must be one of everyone, female, male, nobody"},
         {"people_yes = 20", "people_yes = 20\ngroup = \"test\"", "palpation.toml:12: unknown key 'group'"}});
}

TEST(InterviewErrors, Rules) {
    expect_refusals(
        "triage/infection.toml",
        {{"class = \"infection\"", "", "infection.toml:1: 'class' is missing"},
         {"urgency = \"same-day\"", "urgency = \"soon\"",
          "infection.toml:3: 'urgency' is 'soon', but must be one of days, same-day, emergency"},
         {"fever and (numb or age >= 60)", "fever and (num or age >= 60)",
          "infection.toml:4: 'when' names a finding 'num' that does not exist; did you mean 'numb'?"},
         {"fever and (numb or age >= 60)", "fever and tender",
          "infection.toml:4: 'when' names a finding 'tender' that does not exist"},
         {"both numb", "both fever",
          "infection.toml:12: 'when' has 'both' before 'fever', which is not asked of each side"},
         {"2 of (", "5 of (", "infection.toml:12: 'when' asks for 5 of a list of 4"},
         {"provider = \"doctor\"", "provider = \"nobody\"", "infection.toml:6: no provider 'nobody'"},
         {"note = \"Both together.\"", "remark = \"Both together.\"", "infection.toml:16: unknown key 'remark'"},
         {"cite = [\"atlas-2000\"]", "", "infection.toml:9: 'cite' is missing"}});
}

TEST(InterviewErrors, NamesGivenTwiceInTwoFiles) {
    KnowledgeFolder findings(tiny_knowledge()), rules(tiny_knowledge());
    findings.write("findings/zz.toml", findings.read("findings/asked.toml"));
    EXPECT_EQ(refusal_of_spec(findings), "zz.toml:1: a second finding 'fever'");
    rules.write("triage/zz.toml", rules.read("triage/infection.toml"));
    EXPECT_EQ(refusal_of_spec(rules), "zz.toml:1: a second rule 'hot'");
}

}  // namespace
}  // namespace knotwork::bake::test
