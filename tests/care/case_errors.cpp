// Every way a case can be wrong has its place and words; contradictions are resolved and said.
#include <gtest/gtest.h>

#include <string>

#include "atlas/atlas_file.hpp"
#include "engine/case.hpp"

namespace knotwork::test {
namespace {

struct Wrong {
    std::string inside, where, reason;
    ErrorCode code;
};

TEST(Case, IsRefusedAtItsPlace) {
    using enum ErrorCode;
    const std::vector<Wrong> wrongs{
        {R"("profile": {"age": 130}, "answers": {"fever": "no"})", "profile.age", "from 0 to 120", out_of_range},
        {R"("profile": {"age": "old"}, "answers": {"fever": "no"})", "profile.age", "number", wrong_type},
        {R"("profile": {"sex": "x"}, "answers": {"fever": "no"})", "profile.sex", "female or male", wrong_type},
        {R"("profile": {"size": 3}, "answers": {"fever": "no"})", "profile.size", "unknown key", unknown_key},
        {R"("answers": {"fewer": "no"})", "answers.fewer", "did you mean \"fever\"?", unknown_name},
        {R"("answers": {"fever": "maybe"})", "answers.fever", "\"yes\", \"no\" or \"unknown\"", wrong_type},
        {R"("answers": {"fever": 3})", "answers.fever", "not with a number", wrong_type},
        {R"("answers": {"fever/left": "no"})", "answers.fever/left", "without a side", unknown_name},
        {R"("answers": {"slump": "no"})", "answers.slump", "slump/left or slump/right", missing},
        {R"("answers": {"slump/middle": "no"})", "answers.slump/middle", "slump/left", unknown_name},
        {R"("answers": {"tender/gluteus-minimus/9/right": "yes"})", "answers.tender/gluteus-minimus/9/right",
         "no trigger point", unknown_name},
        {R"("answers": {"tender/l5-radiculopathy/right": "yes"})", "answers.tender/l5-radiculopathy/right",
         "no trigger point", unknown_name},
        {R"("answers": {"fever": "no", "fever": "yes"})", "answers.fever", "twice", wrong_type},
        {R"("answers": [])", "answers", "object", wrong_type},
        {R"("acknowledged": ["nothing"], "answers": {"fever": "no"})", "acknowledged[0]", "no rule", unknown_name},
        {R"("drawing": {"format": "knotwork.drawing/1", "marks": [{"intensity": 11, "regions": ["left knee"]}]})",
         "drawing.marks[0].intensity", "0 to 10", out_of_range},
        {R"("profile": {"age": 30})", "", "needs a drawing or answers", missing},
    };
    for (const Wrong& wrong : wrongs) {
        const auto known = parse_case(get_atlas(), R"({"format": "knotwork.case/1", )" + wrong.inside + "}");
        ASSERT_FALSE(known.has_value()) << wrong.inside;
        EXPECT_EQ(name(known.error().code), name(wrong.code)) << wrong.inside;
        EXPECT_EQ(known.error().where, wrong.where) << wrong.inside;
        EXPECT_NE(known.error().reason.find(wrong.reason), std::string::npos) << known.error().message();
        EXPECT_EQ(known.error().message().find('\n'), std::string::npos);
    }
    EXPECT_FALSE(parse_case(get_atlas(), R"({"format": "knotwork.drawing/1", "answers": {"fever": "no"}})"));
    EXPECT_FALSE(parse_case(get_atlas(), "nothing"));
}

TEST(Case, ReadsBackAsItIsWritten) {
    const std::string text =
        R"({"format":"knotwork.case/1","profile":{"age":47.0,"sex":"female","pain":6.0},"drawing":)"
        R"({"format":"knotwork.drawing/1","body":"neutral","marks":[{"intensity":6.0,"regions":["left knee"]}]},)"
        R"("answers":{"fever":"no","my-pain/gluteus-minimus/2/right":"unknown","slump/left":"yes"},)"
        R"("acknowledged":["cauda-equina-bladder-bowel-saddle"]})";
    const auto known = parse_case(get_atlas(), text);
    ASSERT_TRUE(known.has_value()) << known.error().message();
    EXPECT_EQ(format_case(get_atlas(), *known), text);
}

TEST(Case, APointThatBringsOnThePainIsTender) {
    const auto known = parse_case(get_atlas(), R"({"format": "knotwork.case/1", "answers": {
        "tender/piriformis/1/left": "no", "my-pain/piriformis/1/left": "yes"}})");
    ASSERT_TRUE(known.has_value());
    ASSERT_EQ(known->warnings.size(), 1u);
    EXPECT_NE(known->warnings[0].find("tender/piriformis/1/left is taken as yes"), std::string::npos);
    for (const Answer& answer : known->facts.answers) EXPECT_EQ(answer.reply, Reply::yes);
}

}  // namespace
}  // namespace knotwork::test
