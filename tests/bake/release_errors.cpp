// One thing wrong in the files of release, a row each: what is replaced by what, and the refusal.
#include "bake/refusals.hpp"

namespace knotwork::bake::test {
namespace {

TEST(ReleaseErrors, Tools) {
    expect_refusals("routine/tools.toml",
                    {{"name = \"Ball\"", "", "tools.toml:1: 'name' is missing"},
                     {"instead =", "insted =", "tools.toml:3: unknown key 'insted'; did you mean 'instead'?"},
                     {"\"A tennis ball.\"", "\"\"", "tools.toml:3: 'instead' is empty"},
                     {"[ball]", "ball = 1\n[bell]", "tools.toml:1: the table [ball] is missing"},
                     {"[ball]", "[bell]", "contraindications.toml:13: no tool 'ball'; did you mean 'bell'?"}});
}

TEST(ReleaseErrors, Protocols) {
    const std::string hold = "protocols.toml:4: 'hold_s' must be [least, most], from 1 to 600",
                      repeats = "protocols.toml:5: 'repeats' must be [least, most], from 1 to 100",
                      day = "protocols.toml:7: 'per_day' must be [least, most], from 1 to 12",
                      rest = "protocols.toml:6: 'rest_s' must be a whole number from 0 to 600";
    expect_refusals(
        "routine/protocols.toml",
        {{"name = \"Standard\"", "", "protocols.toml:1: 'name' is missing"},
         {"of = \"pressure\"", "of = \"press\"",
          "protocols.toml:3: 'of' is 'press', but must be one of pressure, position, professional, stretch, exercise"},
         {"of = \"pressure\"", "of = \"professional\"", "protocols.toml:3: what a professional does has no dose here"},
         {"hold_s = [30, 60]\n", "", "protocols.toml:1: 'hold_s' is missing"},
         {"hold_s = [30, 60]", "hold_s = 30", "protocols.toml:4: 'hold_s' must be a list of numbers"},
         {"hold_s = [30, 60]", "hold_s = [\"half\", \"one\"]", "protocols.toml:4: 'hold_s' must hold numbers"},
         {"hold_s = [30, 60]", "hold_s = [30]", hold},
         {"hold_s = [30, 60]", "hold_s = [10, 20, 30]", hold},
         {"hold_s = [30, 60]", "hold_s = [60, 30]", hold},
         {"hold_s = [30, 60]", "hold_s = [0, 30]", hold},
         {"hold_s = [30, 60]", "hold_s = [30, 601]", hold},
         {"repeats = [1, 3]", "repeats = [0, 3]", repeats},
         {"repeats = [1, 3]", "repeats = [1, 101]", repeats},
         {"repeats = [1, 3]", "repeats = [1.5, 3]", "protocols.toml:5: 'repeats' must hold whole numbers"},
         {"per_day = [1, 2]", "per_day = [1, 13]", day},
         {"per_day = [1, 2]", "per_day = [0.5, 2]", day},
         {"per_day = [1, 2]", "per_day = [1, 1.5]", "protocols.toml:7: 'per_day' must hold whole numbers"},
         {"rest_s = 10\n", "", "protocols.toml:1: 'rest_s' is missing"},
         {"rest_s = 10", "rest_s = -1", rest},
         {"rest_s = 10", "rest_s = 601", rest},
         {"days_a_week = 7", "days_a_week = 8", "protocols.toml:8: 'days_a_week' must be a whole number from 1 to 7"},
         {"days_a_week = 7", "days_a_week = 2.5", "protocols.toml:8: 'days_a_week' must be a whole number from 1 to 7"},
         {"pain_most = 7", "pain_most = 11", "protocols.toml:9: 'pain_most' must be a whole number from 0 to 10"},
         {"pain_most = 7", "pain_most = -1", "protocols.toml:9: 'pain_most' must be a whole number from 0 to 10"},
         {"why = \"Until it eases.\"", "", "protocols.toml:1: 'why' is missing"},
         {"cite = [\"atlas-2000\"]", "cite = [\"atlas-2001\"]",
          "protocols.toml:11: no reference 'atlas-2001'; did you mean 'atlas-2000'?"},
         {"default = true", "default = \"yes\"", "protocols.toml:12: 'default' must be true or false"},
         {"default = true", "sets = [1, 2]", "protocols.toml:12: unknown key 'sets'"},
         {"sets = [2, 3]\n", "", "protocols.toml:14: 'sets' is missing"},
         {"sets = [2, 3]", "sets = [2, 11]", "protocols.toml:18: 'sets' must be [least, most], from 1 to 10"},
         {"sets = [2, 3]", "sets = [2, 2.5]", "protocols.toml:18: 'sets' must hold whole numbers"},
         {"sets = [2, 3]", "sets = [2, 3]\nhold_s = [1, 2]", "protocols.toml:19: unknown key 'hold_s'"},
         {"note = \"Or", "remark = \"Or", "protocols.toml:24: unknown key 'remark'"}});
}

TEST(ReleaseErrors, OneDefaultProtocolOfAKind) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.append("routine/protocols.toml", "default = true\n");
    EXPECT_EQ(refusal_of_spec(folder), "");
    const std::string one = folder.read("routine/protocols.toml");
    folder.append("routine/protocols.toml", "\n[more]" + one.substr(one.find("[sets]") + 6));
    EXPECT_EQ(refusal_of_spec(folder), "protocols.toml:28: a second default protocol of its kind");
}

TEST(ReleaseErrors, Contraindications) {
    expect_refusals(
        "routine/contraindications.toml",
        {{"of = [\"pressure\", \"position\", \"professional\"]", "of = []", "contraindications.toml:2: 'of' is empty"},
         {"\"position\"", "\"posture\"", "contraindications.toml:2: no kind of remedy 'posture'"},
         {"when = \"bruised\"\n", "", "contraindications.toml:1: 'when' is missing"},
         {"when = \"bruised\"", "when = \"bruise\"",
          "contraindications.toml:3: 'when' names a finding 'bruise' that does not exist; did you mean 'bruised'?"},
         {"when = \"bruised\"", "when = \"tender\"",
          "contraindications.toml:3: 'when' names a finding 'tender' that does not exist"},
         {"when = \"bruised\"", "when = \"bruised and\"",
          "contraindications.toml:3: 'when' should have a finding, 'age', 'sex', 'pain' or '(' at its end"},
         {"effect = \"refuse\"", "effect = \"forbid\"",
          "contraindications.toml:4: 'effect' is 'forbid', but must be one of refuse, light, warn"},
         {"say = \"Let the bruise heal.\"", "", "contraindications.toml:1: 'say' is missing"},
         {"cite = [\"judgement\"]", "cite = []", "contraindications.toml:6: 'cite' names no source"},
         {"groups = [\"hip\"]", "groups = [\"hips\"]",
          "contraindications.toml:11: no group of muscles 'hips'; did you mean 'hip'?"},
         {"muscles = [\"beta\"]", "muscles = [\"root\"]", "contraindications.toml:12: no muscle 'root'"},
         {"tools = [\"ball\"]", "tools = [\"bell\"]",
          "contraindications.toml:13: no tool 'bell'; did you mean 'ball'?"},
         {"\"kneeling\"", "\"hanging\"", "contraindications.toml:14: no position 'hanging'"},
         {"\"kneeling\"", "\"\"", "contraindications.toml:14: 'positions' must hold strings that are not empty"},
         {"level_from = 3", "level_from = 5",
          "contraindications.toml:15: 'level_from' must be a whole number from 1 to 4"},
         {"level_from = 3", "level_from = 0",
          "contraindications.toml:15: 'level_from' must be a whole number from 1 to 4"},
         {"note =", "notes =", "contraindications.toml:18: unknown key 'notes'; did you mean 'note'?"}});
}

TEST(ReleaseErrors, Advice) {
    expect_refusals(
        "routine/advice.toml",
        {{"kind = \"daily-life\"", "kind = \"daily\"",
          "advice.toml:2: 'kind' is 'daily', but must be one of load, daily-life, calm"},
         {"with_items = true", "with_items = 1", "advice.toml:3: 'with_items' must be true or false"},
         {"when = \"numb\"", "when = \"num\"",
          "advice.toml:4: 'when' names a finding 'num' that does not exist; did you mean 'numb'?"},
         {"muscles = [\"alpha\"]", "muscles = [\"alfa\"]", "advice.toml:5: no muscle 'alfa'"},
         {"groups = [\"thigh\"]", "groups = [\"thighs\"]",
          "advice.toml:6: no group of muscles 'thighs'; did you mean 'thigh'?"},
         {"conditions = [\"root\"]", "conditions = [\"roof\"]",
          "advice.toml:7: no condition 'roof'; did you mean 'root'?"},
         {"say = \"Sit less.\"", "", "advice.toml:1: 'say' is missing"},
         {"why = \"It presses.\"", "", "advice.toml:1: 'why' is missing"},
         {"grade = \"D\"", "grade = \"E\"", "advice.toml:10: 'grade' is 'E', but must be one of A, B, C, D"},
         {"grade = \"D\"\n", "", "advice.toml:1: 'grade' is missing"},
         {"cite = [\"judgement\"]", "", "advice.toml:1: 'cite' is missing"},
         {"note = \"Borrowed.\"", "of = \"pressure\"", "advice.toml:19: unknown key 'of'"}});
}

TEST(ReleaseErrors, Reassessments) {
    expect_refusals("routine/reassess.toml",
                    {{"name = \"Bend the knee\"", "", "reassess.toml:1: 'name' is missing"},
                     {"groups = [\"thigh\"]", "", "reassess.toml:1: needs 'muscles' or 'groups'"},
                     {"groups = [\"thigh\"]", "groups = [\"theigh\"]",
                      "reassess.toml:3: no group of muscles 'theigh'; did you mean 'thigh'?"},
                     {"muscles = [\"alpha\"]", "muscles = [\"alpfa\"]",
                      "reassess.toml:10: no muscle 'alpfa'; did you mean 'alpha'?"},
                     {"do = \"Bend it.\"", "", "reassess.toml:1: 'do' is missing"},
                     {"better = \"It bends further.\"", "", "reassess.toml:1: 'better' is missing"},
                     {"forbid = \"numb\"", "forbid = \"both fever\"",
                      "reassess.toml:13: 'when' has 'both' before 'fever', which is not asked of each side"},
                     {"cite = [\"judgement\"]", "cite = [\"me\"]", "reassess.toml:6: no reference 'me'"},
                     {"note =", "forbidden =", "reassess.toml:15: unknown key 'forbidden'; did you mean 'forbid'?"}});
}

TEST(ReleaseErrors, CompensationsAndDirections) {
    expect_refusals("routine/compensations.toml",
                    {{"overloaded = \"beta\"", "", "compensations.toml:1: 'overloaded' is missing"},
                     {"overloaded = \"beta\"", "overloaded = \"zeta\"",
                      "compensations.toml:2: no muscle 'zeta'; did you mean 'beta'?"},
                     {"strengthen = \"alpha\"", "strengthen = \"omega\"", "compensations.toml:3: no muscle 'omega'"},
                     {"why = \"does its share\"", "", "compensations.toml:1: 'why' is missing"},
                     {"cite = [\"atlas-2000\"]", "", "compensations.toml:1: 'cite' is missing"},
                     {"why =", "note = \"x\"\nwhy =", "compensations.toml:4: unknown key 'note'"}});
    expect_refusals(
        "routine/directions.toml",
        {{"kind = \"review\"", "kind = \"again\"",
          "directions.toml:7: 'kind' is 'again', but must be one of stop, progress, hold, regress, review, keep"},
         {"days = 14\n", "", "directions.toml:6: 'days' is missing"},
         {"days = 14", "days = 0", "directions.toml:8: 'days' must be a whole number from 1 to 365"},
         {"days = 14", "days = 3.5", "directions.toml:8: 'days' must be a whole number from 1 to 365"},
         {"kind = \"review\"", "kind = \"hold\"", "directions.toml:8: unknown key 'days'"},
         {"say = \"Look again.\"", "", "directions.toml:6: 'say' is missing"},
         {"cite = [\"judgement\"]", "", "directions.toml:1: 'cite' is missing"}});
}

TEST(ReleaseErrors, Courses) {
    const std::string length = "course.toml:11: 'weeks', 'share', 'low' and 'high' must be equally long, two at least",
                      order = "course.toml:14: 'weeks' must rise, from 0 or later",
                      between = "course.toml:15: 'share' must lie between 'low' and 'high', and these from 0 to 2";
    expect_refusals("routine/course.toml",
                    {{"name = \"Trigger points\"", "", "course.toml:1: 'name' is missing"},
                     {"of = \"trigger-point\"", "of = \"condition\"",
                      "course.toml:3: 'of' is 'condition', but must be one of trigger-point"},
                     {"default = true", "default = 1", "course.toml:4: 'default' must be true or false"},
                     {"conditions = [\"root\"]", "conditions = [\"alpha\"]", "course.toml:13: no condition 'alpha'"},
                     {"weeks = [0, 4, 12]\n", "", "course.toml:11: 'weeks' is missing"},
                     {"weeks = [0, 4, 12]", "weeks = 12", "course.toml:14: 'weeks' must be a list of numbers"},
                     {"weeks = [0, 4, 12]", "weeks = [0, 4]", length},
                     {"share = [1, 0.8, 0.4]", "share = [1, 0.8]", length},
                     {"low = [0.9, 0.6, 0]", "low = [0.9, 0.6, 0, 0]", length},
                     {"high = [1.1, 0.9, 0.7]", "high = []", length},
                     {"weeks = [0, 4, 12]", "weeks = [0, 4, 4]", order},
                     {"weeks = [0, 4, 12]", "weeks = [-1, 4, 12]", order},
                     {"share = [1, 0.8, 0.4]", "share = [1, 0.5, 0.4]", between},
                     {"share = [1, 0.8, 0.4]", "share = [1, 0.95, 0.4]", between},
                     {"low = [0.9, 0.6, 0]", "low = [0.9, 0.6, -0.1]", between},
                     {"high = [1.1, 0.9, 0.7]", "high = [2.1, 0.9, 0.7]", between},
                     {"note =", "notes =", "course.toml:19: unknown key 'notes'; did you mean 'note'?"}});
    KnowledgeFolder folder(tiny_knowledge());
    folder.write("routine/course.toml",
                 "[x]\nname = \"x\"\nweeks = [0]\nshare = [1]\nlow = [1]\nhigh = [1]\ncite = [\"judgement\"]\n");
    EXPECT_EQ(refusal_of_spec(folder),
              "course.toml:1: 'weeks', 'share', 'low' and 'high' must be equally long, two at least");
}

TEST(ReleaseErrors, Measures) {
    const std::string order = "measures.toml:9: 'high' must be above 'low'",
                      error = "measures.toml:10: 'error_sd' must lie between 0 and the difference of 'high' and 'low'",
                      change =
                          "measures.toml:11: 'least_change' must lie between 0 and the difference of 'high' and 'low'",
                      share = "measures.toml:12: 'least_share' must lie between 0 and 1";
    expect_refusals(
        "routine/measures.toml",
        {{"name = \"Pain\"", "", "measures.toml:1: 'name' is missing"},
         {"unit = \"of 10\"", "", "measures.toml:1: 'unit' is missing"},
         {"unit = \"of 10\"", "unit = \"\"", "measures.toml:3: 'unit' is empty"},
         {"ask = \"How bad is it?\"", "", "measures.toml:1: 'ask' is missing"},
         {"How bad is it?", "How bad is {it}?", "measures.toml:4: 'ask' has a brace that stands for nothing"},
         {"the {side} knee", "a knee", "measures.toml:21: 'ask' must say {side}, since it is asked of each"},
         {"the {side} knee", "the {side} knee ({where})",
          "measures.toml:21: 'ask' has a brace that stands for nothing; only {side} is filled in"},
         {" ({where})", "", "measures.toml:31: 'ask' must say {where}, since it is asked of each"},
         {"kind = \"pain\"", "kind = \"ache\"",
          "measures.toml:5: 'kind' is 'ache', but must be one of pain, function, range, balance, threshold, change, "
          "load, habit"},
         {"kind = \"pain\"", "", "measures.toml:1: 'kind' is missing"},
         {"sides = \"none\"", "sides = \"each\"",
          "measures.toml:6: 'sides' is 'each', but must be one of none, side, point"},
         {"sides = \"none\"", "", "measures.toml:1: 'sides' is missing"},
         {"lower_is_better = true", "lower_is_better = 1", "measures.toml:7: 'lower_is_better' must be true or false"},
         {"low = 0\n", "", "measures.toml:1: 'low' is missing"},
         {"high = 10\n", "", "measures.toml:1: 'high' is missing"},
         {"high = 10", "high = 0", order},
         {"high = 10", "high = -1", order},
         {"high = 10", "high = nan", "measures.toml:9: 'high' must be a number"},
         {"high = 10", "high = inf", "measures.toml:9: 'high' must be a number"},
         {"error_sd = 1.5", "error_sd = -0.1", error},
         {"error_sd = 1.5", "error_sd = 10.5", error},
         {"error_sd = 1.5", "error_sd = nan", "measures.toml:10: 'error_sd' must be a number"},
         {"error_sd = 1.5", "error_sd = \"big\"", "measures.toml:10: 'error_sd' must be a number"},
         {"least_change = 2", "least_change = -2", change},
         {"least_change = 2", "least_change = 11", change},
         {"least_share = 0.3", "least_share = -0.3", share},
         {"least_share = 0.3", "least_share = 1.1", share},
         {"ucum = \"{score}\"", "ucum = \"\"", "measures.toml:13: 'ucum' is empty"},
         {"loinc = \"72514-3\"", "loinc = 72514", "measures.toml:14: 'loinc' must be a string"},
         {"loinc = \"72514-3\"", "loin = \"72514-3\"", "measures.toml:14: unknown key 'loin'; did you mean 'loinc'?"},
         {"cite = [\"atlas-2000\", \"judgement\"]", "cite = [\"atlas-2001\"]",
          "measures.toml:15: no reference 'atlas-2001'; did you mean 'atlas-2000'?"},
         {"cite = [\"atlas-2000\", \"judgement\"]", "cite = []", "measures.toml:15: 'cite' names no source"},
         {"[bend]", "x = 1\n[bend]", "measures.toml:18: unknown key 'x'"}});
}

TEST(ReleaseErrors, NextSteps) {
    expect_refusals(
        "routine/next_steps.toml",
        {{"[keep-on]", "[go-on]", "next_steps.toml:1: the table [keep-on] is missing"},
         {"[see-somebody]", "[see-nobody]", "next_steps.toml:1: the table [see-somebody] is missing"},
         {"[see-somebody]", "[rest]\n\n[see-somebody]", "next_steps.toml:1: unknown key 'rest'"},
         {"say = \"Keep on.\"", "", "next_steps.toml:6: 'say' is missing"},
         {"{about}", "{who}",
          "next_steps.toml:2: 'say' has a brace that stands for nothing; only {about} is filled in"},
         {"{about}", "{about",
          "next_steps.toml:2: 'say' has a brace that stands for nothing; only {about} is filled in"},
         {"why = \"Because.\"", "why = \"Because of {about}.\"",
          "next_steps.toml:3: 'why' has a brace that stands for nothing"},
         {"why = \"Because.\"", "", "next_steps.toml:1: 'why' is missing"},
         {"why = \"Because.\"", "why = \"Because.\"\nnote = \"x\"", "next_steps.toml:4: unknown key 'note'"},
         {"cite = [\"judgement\"]", "cite = [\"judgment\"]",
          "next_steps.toml:4: no reference 'judgment'; did you mean 'judgement'?"},
         {"cite = [\"judgement\"]", "", "next_steps.toml:1: 'cite' is missing"}});
}

TEST(ReleaseErrors, Techniques) {
    expect_refusals(
        "techniques/alpha.toml",
        {{"name = \"Ball under the hip\"", "", "alpha.toml:1: 'name' is missing"},
         {"kind = \"pressure\"", "kind = \"stretch\"",
          "alpha.toml:3: 'kind' is 'stretch', but must be one of pressure, position, professional"},
         {"points = [1, 2]\n", "", "alpha.toml:1: 'points' is missing"},
         {"points = [1, 2]", "points = []", "alpha.toml:4: 'points' is empty"},
         {"points = [1, 2]", "points = [1, 3]", "alpha.toml:4: 'alpha' has no point 3"},
         {"points = [1, 2]", "points = [0, 1]", "alpha.toml:4: 'points' must be a whole number from 1 to 99"},
         {"points = [1, 2]", "points = [1.5]", "alpha.toml:4: 'points' must be a whole number from 1 to 99"},
         {"points = [1, 2]", "points = [2]", "alpha.toml:1: nothing treats point 1 of 'alpha'"},
         {"tools = [\"ball\", \"hand\"]", "tools = [\"bal\"]", "alpha.toml:5: no tool 'bal'; did you mean 'ball'?"},
         {"position = \"lying-back\"", "position = \"lying\"",
          "alpha.toml:6: 'position' is 'lying', but must be one of lying-back, lying-front, lying-side, sitting, "
          "standing, kneeling"},
         {"position = \"lying-back\"\n", "", "alpha.toml:1: 'position' is missing"},
         {"floor = true", "floor = \"no\"", "alpha.toml:7: 'floor' must be true or false"},
         {"steps = [\"Lie on it.\", \"Breathe.\"]", "steps = []", "alpha.toml:8: 'steps' is empty"},
         {"steps = [\"Lie on it.\", \"Breathe.\"]", "steps = [\"Lie on it.\", \"\"]",
          "alpha.toml:8: 'steps' must hold strings that are not empty"},
         {"avoid = [\"Not on the bone\"]", "avoid = []", "alpha.toml:10: 'avoid' is empty"},
         {"press = \"Straight up\"", "feel = \"Straight up\"", "alpha.toml:1: 'press' is missing"},
         {"easier = \"Use a softer ball.\"", "", "alpha.toml:1: 'easier' is missing"},
         {"harder = \"Lift the leg.\"", "", "alpha.toml:1: 'harder' is missing"},
         {"forbid = \"both numb\"", "forbid = \"both fever\"",
          "alpha.toml:13: 'when' has 'both' before 'fever', which is not asked of each side"},
         {"grade = \"C\"", "grade = \"c\"", "alpha.toml:14: 'grade' is 'c', but must be one of A, B, C, D"},
         {"cite = [\"atlas-2000\", \"judgement\"]", "", "alpha.toml:1: 'cite' is missing"},
         {"note = \"Slowly.\"", "sides = \"each\"", "alpha.toml:16: unknown key 'sides'"},
         {"provider = \"doctor\"", "provider = \"docter\"",
          "alpha.toml:21: no provider 'docter'; did you mean 'doctor'?"},
         {"provider = \"doctor\"", "", "alpha.toml:18: 'provider' is missing"},
         {"provider = \"doctor\"", "provider = \"doctor\"\nposition = \"sitting\"",
          "alpha.toml:22: unknown key 'position'"},
         {"[ball-on-floor]", "x = 1\n[ball-on-floor]", "alpha.toml:1: the table [x] is missing"}});
}

TEST(ReleaseErrors, TechniquesAreOfAMuscle) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.write("techniques/alfa.toml", folder.read("techniques/alpha.toml"));
    EXPECT_EQ(refusal_of_spec(folder), "alfa.toml:1: no muscle 'alfa'");
    folder.remove("techniques/alfa.toml");
    folder.write("techniques/beta.toml", "");
    EXPECT_EQ(refusal_of_spec(folder), "beta.toml:1: nothing treats point 1 of 'beta'");
}

TEST(ReleaseErrors, Stretches) {
    expect_refusals(
        "stretches/lean.toml",
        {{"name = \"Lean\"", "", "lean.toml:1: 'name' is missing"},
         {"muscles = [\"alpha\", \"beta\"]", "muscles = []", "lean.toml:2: 'muscles' is empty"},
         {"muscles = [\"alpha\", \"beta\"]", "muscles = [\"alpha\", \"bet\"]",
          "lean.toml:2: no muscle 'bet'; did you mean 'beta'?"},
         {"sides = \"both\"", "sides = \"none\"", "lean.toml:3: 'sides' is 'none', but must be one of each, both"},
         {"sides = \"both\"\n", "", "lean.toml:1: 'sides' is missing"},
         {"tools = [\"wall\"]", "tools = [\"floor\"]", "lean.toml:4: no tool 'floor'"},
         {"feel = \"In the hip\"", "press = \"In the hip\"", "lean.toml:1: 'feel' is missing"},
         {"grade = \"D\"", "level = 1", "lean.toml:1: 'grade' is missing"},
         {"grade = \"D\"", "grade = \"D\"\nlevel = 1", "lean.toml:13: unknown key 'level'; did you mean 'feel'?"},
         {"cite = [\"judgement\"]", "cite = []", "lean.toml:13: 'cite' names no source"}});
}

TEST(ReleaseErrors, Exercises) {
    const std::string dose = "lift.toml:1: an exercise needs either 'repeats' or 'hold_s'",
                      above = "lift.toml:20: 'mvic' and 'people' must be above 0";
    expect_refusals(
        "exercises/lift.toml",
        {{"level = 1", "level = 0", "lift.toml:4: 'level' must be a whole number from 1 to 4"},
         {"level = 1", "level = 5", "lift.toml:4: 'level' must be a whole number from 1 to 4"},
         {"level = 1\n", "", "lift.toml:1: 'level' is missing"},
         {"sets = 2", "sets = 11", "lift.toml:5: 'sets' must be a whole number from 1 to 10"},
         {"sets = 2", "sets = 1.5", "lift.toml:5: 'sets' must be a whole number from 1 to 10"},
         {"repeats = 10", "repeats = 0", "lift.toml:6: 'repeats' must be a whole number from 1 to 100"},
         {"repeats = 10", "repeats = 101", "lift.toml:6: 'repeats' must be a whole number from 1 to 100"},
         {"repeats = 10\n", "", dose},
         {"repeats = 10", "repeats = 10\nhold_s = 5", dose},
         {"repeats = 10", "hold_s = 301", "lift.toml:6: 'hold_s' must be a whole number from 1 to 300"},
         {"repeats = 10", "repeats = 10\nafter = \"lift\"", "lift.toml:1: an exercise cannot come after itself"},
         {"repeats = 10", "repeats = 10\nafter = \"plank\"",
          "lift.toml:1: comes after 'plank', which is of a higher level"},
         {"gluteal_to_tfl = 59", "gluteal_to_tfl = \"high\"", "lift.toml:17: 'gluteal_to_tfl' must be a number"},
         {"gluteal_to_tfl = 59", "gluteal_to_tfl = 0", "lift.toml:17: 'gluteal_to_tfl' must be above 0"},
         {"gluteal_to_tfl_cite = [\"atlas-2000\"]", "", "lift.toml:1: 'gluteal_to_tfl_cite' is missing"},
         {"gluteal_to_tfl = 59\n", "",
          "lift.toml:17: unknown key 'gluteal_to_tfl_cite'; did you mean 'gluteal_to_tfl'?"},
         {"muscle = \"alpha\"", "muscle = \"alphas\"", "lift.toml:21: no muscle 'alphas'; did you mean 'alpha'?"},
         {"mvic = 40.5", "mvic = 0", above},
         {"mvic = 40.5", "mvic = -3", above},
         {"people = 12", "people = 0", above},
         {"people = 12\n", "", "lift.toml:20: 'people' is missing"},
         {"mvic = 40.5\n", "", "lift.toml:20: 'mvic' is missing"},
         {"note = \"Of young people.\"", "group = \"young\"", "lift.toml:25: unknown key 'group'"},
         {"cite = [\"judgement\"]", "", "lift.toml:27: 'cite' is missing"}});
    expect_refusals("exercises/plank.toml",
                    {{"after = \"lift\"", "after = \"lean\"", "plank.toml:1: no exercise 'lean' to come after"},
                     {"after = \"lift\"", "after = \"jump\"", "plank.toml:1: no exercise 'jump' to come after"},
                     {"after = \"lift\"", "after = \"plank\"", "plank.toml:1: an exercise cannot come after itself"},
                     {"forbid = \"fever or age < 12\"", "forbid = \"feverish\"",
                      "plank.toml:15: 'when' names a finding 'feverish' that does not exist; did you mean 'fever'?"},
                     {"hold_s = 20", "hold_s = 0", "plank.toml:6: 'hold_s' must be a whole number from 1 to 300"},
                     {"hold_s = 20", "hold_s = 2.5", "plank.toml:6: 'hold_s' must be a whole number from 1 to 300"},
                     {"note = \"Straight.\"", "mvic = 3", "plank.toml:18: unknown key 'mvic'"}});
}

TEST(ReleaseErrors, ExercisesDoNotComeAfterEachOther) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace("exercises/plank.toml", "level = 2", "level = 1");
    folder.replace("exercises/lift.toml", "level = 1", "level = 1\nafter = \"plank\"");
    EXPECT_EQ(refusal_of_spec(folder), "lift.toml:1: an exercise cannot come after itself");
}

TEST(ReleaseErrors, NamesGivenTwice) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.write("exercises/lean.toml", folder.read("exercises/lift.toml"));
    EXPECT_EQ(refusal_of_spec(folder), "lean.toml:1: a second remedy 'lean'");
}

TEST(ReleaseErrors, NothingIsLeftOut) {
    for (const char* file : {"tools", "protocols", "contraindications", "advice", "reassess", "compensations",
                             "directions", "course", "measures", "next_steps"}) {
        KnowledgeFolder folder(tiny_knowledge());
        const std::string name = "routine/" + std::string(file) + ".toml";
        folder.remove(name);
        EXPECT_EQ(refusal_of_spec(folder), (folder.path() / name).string() + ": cannot be opened");
    }
    for (const char* part : {"techniques", "stretches", "exercises"}) {
        KnowledgeFolder folder(tiny_knowledge());
        folder.remove(part);
        EXPECT_EQ(refusal_of_spec(folder), (folder.path() / part).string() + ": is not a folder");
    }
}

}  // namespace
}  // namespace knotwork::bake::test
