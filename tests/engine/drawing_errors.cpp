// Every way a drawing's JSON can be wrong has its own code, place and words.
#include <gtest/gtest.h>

#include <limits>
#include <ostream>
#include <string>

#include "engine/drawing.hpp"
#include "engine/drawing_check.hpp"

namespace knotwork {
namespace {

// A drawing of one mark, of which this is the inside.
std::string of_mark(const std::string& inside) {
    return R"({"format": "knotwork.drawing/1", "marks": [{)" + inside + "}]}";
}
const std::string knee = R"("regions": ["left knee"])";

struct WrongDrawing {
    const char* name;
    std::string text;
    ErrorCode code;
    std::string where;
    std::string reason;  // a part of it
};

void PrintTo(const WrongDrawing& wrong, std::ostream* out) { *out << wrong.name; }

class Wrong : public testing::TestWithParam<WrongDrawing> {};

TEST_P(Wrong, IsRefusedAtItsPlace) {
    const WrongDrawing& wrong = GetParam();
    const Result<Drawing> drawing = parse_drawing(wrong.text);
    ASSERT_FALSE(drawing.has_value()) << wrong.text;
    EXPECT_EQ(name(drawing.error().code), name(wrong.code));
    EXPECT_EQ(drawing.error().where, wrong.where);
    EXPECT_NE(drawing.error().reason.find(wrong.reason), std::string::npos) << drawing.error().reason;
    EXPECT_EQ(drawing.error().message().find('\n'), std::string::npos);
    EXPECT_LT(drawing.error().message().size(), 500u);
}

using enum ErrorCode;
const WrongDrawing wrong_drawings[] = {
    {"Empty", "", not_json, "", "line 1, column 1"},
    {"Cut", R"({"format": "knotwork.drawing/1", "marks": [{)", not_json, "", "unexpected end of input"},
    {"Words", "my leg hurts", not_json, "", "line 1, column 1"},
    {"LineTold", "{\n\n  oops", not_json, "", "line 3"},
    {"NotANumber", of_mark(R"("intensity": NaN, )" + knee), not_json, "", "last read"},
    {"BrokenUtf8", of_mark("\"note\": \"\xff\", " + knee), not_json, "", "UTF-8"},
    {"HugeNumber", of_mark(R"("intensity": 1e999, )" + knee), out_of_range, "marks[0].intensity", "beyond all bounds"},
    {"TwoValues", of_mark(knee) + "{}", not_json, "", "expected end of input"},
    {"KeyTwice", of_mark(knee + ", " + knee), wrong_type, "marks[0].regions", "given twice"},
    {"Deep", std::string(100'000, '['), too_large, "[0][0][0][0][0][0][0][0]", "nested too deep"},
    {"List", "[]", wrong_type, "", "must be an object, not a list"},
    {"Null", "null", wrong_type, "", "must be an object, not null"},
    {"NoFormat", R"({"marks": []})", missing, "format", "is missing"},
    {"OtherFormat", R"({"format": "knotwork.drawing/2", "marks": []})", wrong_type, "format",
     "must be \"knotwork.drawing/1\", not \"knotwork.drawing/2\""},
    {"NoMarks", R"({"format": "knotwork.drawing/1"})", missing, "marks", "is missing"},
    {"MarksNoList", R"({"format": "knotwork.drawing/1", "marks": {}})", wrong_type, "marks",
     "must be a list, not an object"},
    {"NoMark", R"({"format": "knotwork.drawing/1", "marks": []})", empty_drawing, "marks", "nothing is painted"},
    {"UnknownKey", R"({"format": "knotwork.drawing/1", "colour": 1, "marks": []})", unknown_key, "colour",
     "known here: format, id, body, marks"},
    {"UnknownBody", R"({"format": "knotwork.drawing/1", "body": "horse", "marks": []})", unknown_name, "body",
     "neutral, female or male, not \"horse\""},
    {"IdNoText", R"({"format": "knotwork.drawing/1", "id": 7, "marks": []})", wrong_type, "id",
     "must be text, not a number"},
    {"EmptyMark", of_mark(""), missing, "marks[0]", "paints nothing"},
    {"TwoWays", of_mark(knee + R"(, "choir": {"body": "male", "segments": [101]})"), wrong_type, "marks[0]",
     "only one of"},
    {"UnknownMarkKey", of_mark(R"("pain": 3, )" + knee), unknown_key, "marks[0].pain", "unknown key"},
    {"IntensityEleven", of_mark(R"("intensity": 11, )" + knee), out_of_range, "marks[0].intensity",
     "must be from 0 to 10"},
    {"IntensityBelow", of_mark(R"("intensity": -0.5, )" + knee), out_of_range, "marks[0].intensity",
     "must be from 0 to 10"},
    {"IntensityBeyondFloat", of_mark(R"("intensity": 1e300, )" + knee), out_of_range, "marks[0].intensity", "0 to 10"},
    {"IntensityText", of_mark(R"("intensity": "5", )" + knee), wrong_type, "marks[0].intensity",
     "must be a number, not text"},
    {"IntensityBool", of_mark(R"("intensity": true, )" + knee), wrong_type, "marks[0].intensity", "not true or false"},
    {"QualityMisspelt", of_mark(R"("quality": "akhe", )" + knee), unknown_name, "marks[0].quality",
     "did you mean \"ache\""},
    {"QualityUnknown", of_mark(R"("quality": ["ache", "purple smell"], )" + knee), unknown_name, "marks[0].quality[1]",
     "known: ache, dull"},
    {"QualityNumber", of_mark(R"("quality": 3, )" + knee), wrong_type, "marks[0].quality", "a word or a list of words"},
    {"NoteTooLong", of_mark(R"("note": ")" + std::string(1001, 'x') + "\", " + knee), too_large, "marks[0].note",
     "longer than 1,000 bytes"},
    {"RegionsText", of_mark(R"("regions": "left knee")"), wrong_type, "marks[0].regions", "must be a list, not text"},
    {"RegionsEmpty", of_mark(R"("regions": [])"), empty_drawing, "marks[0].regions", "nothing is painted"},
    {"RegionNumber", of_mark(R"("regions": ["left knee", 4])"), wrong_type, "marks[0].regions[1]", "must be text"},
    {"ChoirNoBody", of_mark(R"("choir": {"segments": [101]})"), missing, "marks[0].choir.body", "is missing"},
    {"ChoirNeutral", of_mark(R"("choir": {"body": "neutral", "segments": [101]})"), unknown_name, "marks[0].choir.body",
     "must be female or male"},
    {"ChoirFraction", of_mark(R"("choir": {"body": "male", "segments": [101.5]})"), out_of_range,
     "marks[0].choir.segments[0]", "must be a whole number from 0"},
    {"ChoirNegative", of_mark(R"("choir": {"body": "male", "segments": [-1]})"), out_of_range,
     "marks[0].choir.segments[0]", "must be a whole number from 0"},
    {"ChoirText", of_mark(R"("choir": {"body": "male", "segments": ["101"]})"), wrong_type,
     "marks[0].choir.segments[0]", "must be a whole number, not text"},
    {"PointsNoAtlas", of_mark(R"("points": {"indices": [1]})"), missing, "marks[0].points.skin", "is missing"},
    {"PointsEmpty", of_mark(R"("points": {"skin": "x", "indices": []})"), empty_drawing, "marks[0].points.indices",
     "nothing"},
    {"StrokeEmpty", of_mark(R"("stroke": {"points": [], "radius_cm": 2})"), empty_drawing, "marks[0].stroke.points",
     "nothing"},
    {"StrokeNoRadius", of_mark(R"("stroke": {"points": ["left psis"]})"), missing, "marks[0].stroke.radius_cm",
     "is missing"},
    {"RadiusZero", of_mark(R"("patch": {"at": "left psis", "radius_cm": 0})"), out_of_range, "marks[0].patch.radius_cm",
     "must be above 0"},
    {"RadiusHuge", of_mark(R"("patch": {"at": "left psis", "radius_cm": 31})"), out_of_range,
     "marks[0].patch.radius_cm", "must be at most 30"},
    {"PlaceNumber", of_mark(R"("patch": {"at": 5, "radius_cm": 1})"), wrong_type, "marks[0].patch.at",
     "a place in words"},
    {"PlaceSide", of_mark(R"("patch": {"at": {"place": "psis", "side": "up"}, "radius_cm": 1})"), unknown_name,
     "marks[0].patch.at.side", "must be left or right, not \"up\""},
    {"PlaceBothForms", of_mark(R"("patch": {"at": {"place": "psis", "xyz": [0, 0, 0]}, "radius_cm": 1})"), unknown_key,
     "marks[0].patch.at.place", "known here: xyz"},
    {"PlaceEmpty", of_mark(R"("patch": {"at": {}, "radius_cm": 1})"), missing, "marks[0].patch.at.place", "is missing"},
    {"XyzShort", of_mark(R"("patch": {"at": {"xyz": [0, 1]}, "radius_cm": 1})"), wrong_type, "marks[0].patch.at.xyz",
     "must be three numbers"},
    {"XyzText", of_mark(R"("patch": {"at": {"xyz": [0, "1", 0]}, "radius_cm": 1})"), wrong_type,
     "marks[0].patch.at.xyz[1]", "must be a number"},
    {"XyzFar", of_mark(R"("stroke": {"points": [{"xyz": [0, 170, 0]}], "radius_cm": 1})"), out_of_range,
     "marks[0].stroke.points[0].xyz", "must be metres"},
};
INSTANTIATE_TEST_SUITE_P(Drawing, Wrong, testing::ValuesIn(wrong_drawings),
                         [](const auto& param) { return std::string(param.param.name); });

// The mark with an error is the third one, as in the docs.
TEST(DrawingErrors, CountMarksFromZero) {
    const auto drawing =
        parse_drawing(R"({"format": "knotwork.drawing/1", "marks": [{"regions": ["a"]}, {"regions": ["b"]},
        {"stroke": {"points": ["left psis"], "radius_cm": -1}}]})");
    ASSERT_FALSE(drawing.has_value());
    EXPECT_EQ(drawing.error().message(), "marks[2].stroke.radius_cm: must be above 0");
}

std::string repeated(std::size_t count, const std::string& item) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i ? "," : "") + item;
    return out;
}

TEST(DrawingLimit, MarksAreRefusedAtTheFirstTooMany) {
    const auto many = [](std::size_t count) {
        return R"({"format": "knotwork.drawing/1", "marks": [)" + repeated(count, R"({"regions": ["navel"]})") + "]}";
    };
    EXPECT_TRUE(parse_drawing(many(10'000)).has_value());
    const auto drawing = parse_drawing(many(10'001));
    ASSERT_FALSE(drawing.has_value());
    EXPECT_EQ(drawing.error().message(), "marks: more than 10,000 of them");
    // Not even read to its end: what follows is no JSON.
    const auto broken = parse_drawing(R"({"marks": [)" + repeated(10'001, "{}") + "oops");
    ASSERT_FALSE(broken.has_value());
    EXPECT_EQ(broken.error().message(), "marks: more than 10,000 of them");
}

TEST(DrawingLimit, Bytes) {
    const auto drawing = parse_drawing(std::string(DrawingLimits::bytes + 1, ' '));
    ASSERT_FALSE(drawing.has_value());
    EXPECT_EQ(drawing.error().message(), "longer than 16,777,216 bytes");
}

TEST(DrawingLimit, PlacesInWordsOfAllStrokes) {
    const std::string half = R"({"stroke": {"radius_cm": 1, "points": [)" + repeated(1'001, R"("right psis")") + "]}}";
    const auto drawing = parse_drawing(R"({"format": "knotwork.drawing/1", "marks": [)" + half + "," + half + "]}");
    ASSERT_FALSE(drawing.has_value());
    EXPECT_EQ(drawing.error().message(), "marks[1].stroke.points[999]: more than 2,000 places in words in all");
}

TEST(DrawingLimit, Values) {
    const auto drawing =
        parse_drawing(of_mark(R"("points": {"skin": "x", "indices": [)" + repeated(1'600'000, "1") + "]}"));
    ASSERT_FALSE(drawing.has_value());
    EXPECT_EQ(drawing.error().code, too_large);
    EXPECT_NE(drawing.error().message().find("more than 1,500,000 values in all"), std::string::npos);
}

// C++ callers can hold what JSON cannot: NaN and infinity.
TEST(CheckDrawing, RefusesWhatIsNotFinite) {
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    Drawing drawing;
    drawing.marks.push_back({{}, {}, {}, Patch{NamedPlace{"navel", {}}, 2}});
    EXPECT_FALSE(check_drawing(drawing).has_value());
    for (const float wrong : {nan, inf, -inf}) {
        Drawing bad = drawing;
        bad.marks[0].intensity = wrong;
        ASSERT_TRUE(check_drawing(bad).has_value());
        EXPECT_EQ(check_drawing(bad)->where, "marks[0].intensity");
        bad = drawing;
        std::get<Patch>(bad.marks[0].paint).radius_cm = wrong;
        ASSERT_TRUE(check_drawing(bad).has_value());
        EXPECT_EQ(check_drawing(bad)->where, "marks[0].patch.radius_cm");
        bad = drawing;
        std::get<Patch>(bad.marks[0].paint).at = PositionedPlace{{0, wrong, 0}};
        ASSERT_TRUE(check_drawing(bad).has_value());
        EXPECT_EQ(check_drawing(bad)->where, "marks[0].patch.at.xyz");
    }
}

TEST(Drawing, ReadsEveryWayToPaint) {
    const std::string text =
        R"({"format":"knotwork.drawing/1","id":"a b","body":"female","marks":[)"
        R"({"intensity":2.5,"quality":["ache","numb"],"note":"n","stroke":{"points":[{"place":"psis","side":"left"},)"
        R"({"xyz":[0.5,1.0,-0.25]}],"radius_cm":1.5}},)"
        R"({"patch":{"at":{"place":"navel"},"radius_cm":2.0}},)"
        R"({"regions":["left knee","navel"]},)"
        R"({"choir":{"body":"male","segments":[101,238]}},)"
        R"({"points":{"skin":"0f","indices":[0,7]}}]})";
    const auto drawing = parse_drawing(text);
    ASSERT_TRUE(drawing.has_value()) << drawing.error().message();
    EXPECT_EQ(drawing->body, Body::female);
    EXPECT_EQ(drawing->marks[0].qualities, (std::vector{Quality::ache, Quality::numb}));
    EXPECT_EQ(format_drawing(*drawing), text);  // so everything was read, and is written as it was
}

TEST(Drawing, SideMayStandBeforeThePlace) {
    const auto drawing = parse_drawing(of_mark(R"("patch": {"at": "right thigh 0.5 @ 180", "radius_cm": 1})"));
    ASSERT_TRUE(drawing.has_value());
    const auto& place = std::get<NamedPlace>(std::get<Patch>(drawing->marks[0].paint).at);
    EXPECT_EQ(place.text, "thigh 0.5 @ 180");
    EXPECT_EQ(place.side, Side::right);
}

}  // namespace
}  // namespace knotwork
