// What is wrong in knowledge/choir is refused with file and line.
#include <gtest/gtest.h>

#include <algorithm>

#include "atlas/atlas_file.hpp"
#include "bake/choir.hpp"
#include "bake/knowledge_folder.hpp"
#include "bake/thin_plate.hpp"
#include "base/text.hpp"

namespace knotwork::bake::test {
namespace {

struct ChoirErrors : testing::Test {
    KnowledgeFolder folder{shipped_knowledge() / "choir"};

    std::string refusal() const {
        try {
            lay_choir(knotwork::test::get_geometry(), folder.path());
        } catch (const Refused& refused) {
            EXPECT_EQ(refused.error.code, ErrorCode::bad_knowledge);
            return refused.error.message();
        }
        return "";
    }
    // "file.ext:12", the line that first holds `text`.
    std::string line_of(const std::string& file, const std::string& text) const {
        const std::string all = folder.read(file);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(all.find(text));
        return file + ":" + std::to_string(std::count(all.begin(), end, '\n') + 1);
    }
};

TEST_F(ChoirErrors, NoneInTheShippedFiles) { EXPECT_EQ(refusal(), ""); }

TEST_F(ChoirErrors, OutlinesNameFileAndLine) {
    const std::string file = "male_back_polygons.csv", form = file + ":2: is not of the form \"segment\",x,y",
                      number = file + ":2: the segments of this picture are 201 to 238";
    const std::string good = folder.read(file);
    const std::string first =
        good.substr(good.find('\n') + 1, good.find('\n', good.find('\n') + 1) - good.find('\n') - 1);
    for (const char* wrong : {"", "\"201\",120", "\"201\",120,x", "\"201\",120,34,5", "\"201\",nan,34", "201;120;34"}) {
        folder.write(file, good);
        folder.replace(file, first, wrong);
        EXPECT_EQ(refusal(), form) << wrong;
    }
    for (const char* wrong : {"\"136\",120,34", "\"239\",120,34", "\"201.5\",120,34", "\"-1\",120,34"}) {
        folder.write(file, good);
        folder.replace(file, first, wrong);
        EXPECT_EQ(refusal(), number) << wrong;
    }
    folder.write(file, good);
    folder.replace(file, "id", "segment");
    EXPECT_EQ(refusal(), file + ":1: the heading must be \"id\",\"x\",\"y\"");
    folder.write(file, "\"id\",\"x\",\"y\"\n");
    EXPECT_EQ(refusal(), file + ": segment 201 has fewer than three corners");
    folder.remove(file);
    EXPECT_EQ(refusal(), (folder.path() / file).string() + ": cannot be opened");
}

TEST_F(ChoirErrors, SegmentWithoutCounterpart) {
    const std::string file = "male_back_polygons.csv";
    const std::string text = folder.read(file);
    std::string rest;  // without the left buttock, which moves to the hand
    for (const std::string& line : split(text, '\n'))
        if (!line.starts_with("\"223\"")) rest.append(line).append("\n");
    folder.write(file, rest + "\"223\",20,300\n\"223\",30,300\n\"223\",30,310\n");
    EXPECT_EQ(refusal(), file + ": segment 223 has no counterpart on the other half");
}

TEST_F(ChoirErrors, WarpNamesFileAndLine) {
    const std::string file = "warp.toml", good = folder.read(file);
    const auto with = [&](const std::string& from, const std::string& to) {
        folder.write(file, good);
        folder.replace(file, from, to);
        return refusal();
    };
    const auto expect = [&](const std::string& from, const std::string& to, const std::string& message) {
        const std::string refused = with(from, to);
        EXPECT_EQ(refused, line_of(file, to) + ": " + message);
    };
    const std::string crown = "[ 0.0, 170.0,   0.0,  13.0]", elbow = "[1.00,  82, 213,  58, 214]";
    expect(crown, "[0, 170, 0]", "is not [x, height, across, y]");
    expect(crown, "[0, 170, 0, \"13\"]", "is not [x, height, across, y]");
    expect(crown, "[0, 170, 0, inf]", "is not [x, height, across, y]");
    expect(crown, "1234567", "is not [x, height, across, y]");
    expect(elbow, "[1, 2]", "is not [along, outer across, y, inner across, y]");
    expect("middle = 140.2", "middle = \"140\"", "'middle' must be a number");
    expect("middle = 140.2", "midle = 1\nmiddle = 140.2", "unknown key 'midle'; did you mean 'middle'?");
    expect("foot_segments = [135, 136]", "foot_segments = [135, 137]",
           "'foot_segments' names a segment that the picture does not have");
    expect("foot_segments = [135, 136]", "foot_segments = []", "'foot_segments' is empty");
    EXPECT_TRUE(
        with(elbow, "[0.1, 82, 213, 58, 214]").ends_with(": 'arm' must run from the shoulder to the finger tips"));
    EXPECT_TRUE(with(crown, "[5.8, 168.0, 0, 13]").ends_with(": 'body' gives the same place twice"));
    EXPECT_TRUE(with("[male-back]", "[male-behind]").ends_with("the table [male-back] is missing"));
}

TEST(ThinPlate, TakesEveryPairExactlyAndKeepsStraightMaps) {
    const std::vector<Vec2> from{{0, 0}, {1, 0}, {0, 1}, {1, 1}, {0.4, 0.7}};
    const std::vector<Vec2> bent{{0, 0}, {2, 0.5}, {0, 3}, {1, 1}, {-1, 4}};
    const ThinPlate map(from, bent);
    for (std::size_t i = 0; i < from.size(); ++i) {
        EXPECT_NEAR(map(from[i]).x, bent[i].x, 1e-9);
        EXPECT_NEAR(map(from[i]).y, bent[i].y, 1e-9);
    }
    std::vector<Vec2> straight;
    const auto affine = [](Vec2 p) { return Vec2{3 + 2 * p.x - p.y, -1 + 0.5 * p.x + 4 * p.y}; };
    for (const Vec2 p : from) straight.push_back(affine(p));
    const ThinPlate plane(from, straight);
    const Vec2 far{5, -7};
    EXPECT_NEAR(plane(far).x, affine(far).x, 1e-8);
    EXPECT_NEAR(plane(far).y, affine(far).y, 1e-8);
}

}  // namespace
}  // namespace knotwork::bake::test
