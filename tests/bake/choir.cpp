// The segments of the CHOIR Body Map on the skin. What lies where is read off the outlines and the anatomy by eye.
#include "bake/choir.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "atlas/atlas_file.hpp"
#include "bake/knowledge_folder.hpp"
#include "base/text.hpp"

namespace knotwork::bake::test {
namespace {

constexpr std::array sexes{Body::female, Body::male};

using Pair = std::pair<std::uint32_t, std::uint32_t>;  // segments of the person's left and right

// In front the right comes first, behind the left.
std::vector<Pair> pairs_of(Body body) {
    std::vector<Pair> pairs{{102, 101}, {104, 103}, {106, 105}, {110, 107}, {109, 108}, {118, 115}, {124, 119},
                            {123, 120}, {122, 121}, {128, 125}, {127, 126}, {130, 129}, {132, 131}, {134, 133},
                            {136, 135}, {201, 202}, {203, 204}, {205, 206}, {207, 210}, {208, 209}, {211, 214},
                            {212, 213}, {215, 216}, {217, 220}, {218, 219}, {221, 226}, {222, 225}, {223, 224},
                            {227, 230}, {228, 229}, {231, 232}, {233, 234}, {235, 236}, {237, 238}};
    if (body == Body::male) {
        pairs.insert(pairs.end(), {{112, 111}, {114, 113}, {117, 116}});
    } else {  // the forearms, too, are another pair
        std::replace(pairs.begin(), pairs.end(), Pair{118, 115}, Pair{118, 117});
        pairs.insert(pairs.end(), {{114, 111}, {116, 115}, {113, 112}});
    }
    return pairs;
}

class Choir : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        laid =
            new std::vector<LaidChoirSegment>(lay_choir(knotwork::test::get_geometry(), shipped_knowledge() / "choir"));
        for (const LaidChoirSegment& segment : *laid)
            for (const std::uint16_t v : segment.points) segment_of[{segment.body, v}] = segment.number;
    }
    static void TearDownTestSuite() { delete laid; }

    std::uint32_t at_landmark(Body body, const char* id, Side side) const {
        const auto* landmark = atlas.find_landmark(id, side);
        return landmark ? segment_of.at({body, landmark->point}) : 0;
    }
    std::uint32_t at(Body body, Segment segment, float t, float angle, Side side) const {
        const SurfacePoint place = knotwork::test::get_geometry().at({segment, t, angle}, side);
        return segment_of.at({body, place.nearest.value});
    }

    static inline const std::vector<LaidChoirSegment>* laid = nullptr;
    static inline std::map<std::pair<Body, std::uint32_t>, std::uint32_t> segment_of;
    const Atlas& atlas = knotwork::test::get_atlas();
    const Skin& skin = atlas.skin();
};

TEST_F(Choir, EverySegmentOnceAndNotEmpty) {
    ASSERT_EQ(laid->size(), 148u);
    std::size_t i = 0;
    for (const Body body : sexes)
        for (std::uint32_t number = 101; number <= 238; number = number == 136 ? 201 : number + 1, ++i) {
            EXPECT_EQ((*laid)[i].body, body);
            EXPECT_EQ((*laid)[i].number, number);
            EXPECT_GE((*laid)[i].points.size(), 20u) << number;
        }
}

TEST_F(Choir, SegmentsTileTheSkin) {
    for (const Body body : sexes) {
        std::vector<int> times(skin.point_count(), 0);
        for (const LaidChoirSegment& segment : *laid) {
            EXPECT_TRUE(std::is_sorted(segment.points.begin(), segment.points.end()));
            if (segment.body == body)
                for (const std::uint16_t v : segment.points) ++times[v];
        }
        EXPECT_TRUE(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; })) << name(body);
    }
}

TEST_F(Choir, TheAtlasHoldsThem) {
    ASSERT_EQ(atlas.choir_segments().size(), laid->size());
    for (std::size_t i = 0; i < laid->size(); ++i) {
        const auto& written = atlas.choir_segments()[i];
        EXPECT_EQ(written.body, static_cast<std::uint32_t>((*laid)[i].body));
        EXPECT_EQ(written.number, (*laid)[i].number);
        const auto points = atlas.choir_points(written);
        EXPECT_TRUE(std::equal(points.begin(), points.end(), (*laid)[i].points.begin(), (*laid)[i].points.end()));
    }
}

TEST_F(Choir, MirroredPointsHaveTheCounterpart) {
    for (const Body body : sexes) {
        std::map<std::uint32_t, std::uint32_t> counterpart;
        for (const auto& [left, right] : pairs_of(body)) counterpart[left] = right, counterpart[right] = left;
        ASSERT_EQ(counterpart.size(), 74u);
        for (std::uint32_t v = 0; v < skin.point_count(); ++v) {
            const std::uint32_t w = skin.mirror[v];
            if (w != v) {
                ASSERT_EQ(segment_of.at({body, w}), counterpart.at(segment_of.at({body, v}))) << name(body);
            }
        }
    }
}

TEST_F(Choir, SidesAreThePersons) {
    for (const Body body : sexes)
        for (const auto& [left, right] : pairs_of(body))
            for (const LaidChoirSegment& segment : *laid)
                if (segment.body == body && (segment.number == left || segment.number == right)) {
                    for (const std::uint16_t v : segment.points)
                        ASSERT_EQ(skin.side(SkinPoint{v}), segment.number == left ? Side::left : Side::right)
                            << segment.number;
                }
}

TEST_F(Choir, Landmarks) {
    const struct {
        const char* id;
        std::uint32_t left, right;
    } both_sexes[] = {
        {"patella", 130, 129},
        {"patella-top", 130, 129},
        {"popliteal-crease", 231, 232},
        {"tibial-tuberosity", 130, 129},
        {"asis", 123, 120},
        {"pubic-tubercle", 122, 121},
        {"rib-12-tip", 212, 213},
        {"ischial-tuberosity", 223, 224},
        {"greater-sciatic-notch", 223, 224},
        {"sacral-angle", 223, 224},
        {"heel-back", 237, 238},
        {"heel-pad", 237, 238},
        {"metatarsal-head-1", 237, 238},
        {"achilles-midportion", 235, 236},
        {"lateral-malleolus", 235, 236},

        {"navicular-tuberosity", 136, 135},
        {"toe-1", 136, 135},
        {"scapula-spine-root", 208, 209},
        {"olecranon", 215, 216},
        {"nipple", 109, 108},
    };
    for (const Body body : sexes)
        for (const auto& expected : both_sexes) {
            EXPECT_EQ(at_landmark(body, expected.id, Side::left), expected.left) << expected.id << ' ' << name(body);
            EXPECT_EQ(at_landmark(body, expected.id, Side::right), expected.right) << expected.id << ' ' << name(body);
        }
    for (const Body body : sexes) {  // on the mid-line, which counts as left
        for (const char* id : {"l3", "l4", "l5", "s1"}) EXPECT_EQ(at_landmark(body, id, Side::left), 218u) << id;
        for (const char* id : {"s3", "s4", "coccyx"}) EXPECT_EQ(at_landmark(body, id, Side::left), 223u) << id;
        for (const char* id : {"t10", "t12"}) EXPECT_EQ(at_landmark(body, id, Side::left), 212u) << id;
        EXPECT_EQ(at_landmark(body, "occiput", Side::left), 203u);
        EXPECT_EQ(at_landmark(body, "chin", Side::left), 104u);
        EXPECT_EQ(at_landmark(body, "pubic-symphysis", Side::left), 122u);
    }
    EXPECT_EQ(at_landmark(Body::female, "umbilicus", Side::left), 113u);
    EXPECT_EQ(at_landmark(Body::male, "umbilicus", Side::left), 117u);
}

TEST_F(Choir, Limbs) {
    const struct {
        Segment segment;
        float t, angle;
        std::uint32_t female_left, male_left;
    } places[] = {
        {Segment::thigh, 0.5f, 0, 127, 127},     {Segment::thigh, 0.5f, 180, 228, 228},
        {Segment::thigh, 0.05f, 150, 228, 228},  {Segment::pelvis, 0.95f, 150, 223, 223},
        {Segment::pelvis, 0.6f, 110, 222, 222},  {Segment::leg, 0.4f, 0, 132, 132},
        {Segment::leg, 0.4f, 180, 233, 233},     {Segment::leg, 0.85f, 0, 134, 134},
        {Segment::foot, 0.6f, 0, 136, 136},      {Segment::foot, 0.6f, 180, 237, 237},
        {Segment::upper_arm, 0.6f, 0, 114, 112}, {Segment::upper_arm, 1, 0, 116, 114},
        {Segment::forearm, 0.5f, 0, 118, 118},   {Segment::forearm, 0.5f, 180, 217, 217},
        {Segment::hand, 0.4f, 0, 128, 128},      {Segment::hand, 0.4f, 180, 227, 227},
    };
    for (const auto& p : places) {
        EXPECT_EQ(at(Body::female, p.segment, p.t, p.angle, Side::left), p.female_left)
            << name(p.segment) << ' ' << p.t << " @ " << p.angle;
        EXPECT_EQ(at(Body::male, p.segment, p.t, p.angle, Side::left), p.male_left)
            << name(p.segment) << ' ' << p.t << " @ " << p.angle;
    }
}

// Both sexes have the same segments, but for their form, once the female numbers are made male as the authors of
// CHOIRBM do (convert_bodymap).
TEST_F(Choir, FemaleNumbersBecomeMaleOnes) {
    const std::map<std::uint32_t, std::uint32_t> male{{112, 116}, {113, 117}, {114, 112},
                                                      {115, 113}, {116, 114}, {117, 115}};
    for (const LaidChoirSegment& segment : *laid) {
        if (segment.body != Body::female) continue;
        std::map<std::uint32_t, std::size_t> shared;
        for (const std::uint16_t v : segment.points) ++shared[segment_of.at({Body::male, v})];
        const auto most = std::max_element(shared.begin(), shared.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        const auto expected = male.find(segment.number);
        EXPECT_EQ(most->first, expected == male.end() ? segment.number : expected->second) << segment.number;
    }
}

// Fingers curl, so the palm is not one piece; nothing else may fall apart.
TEST_F(Choir, SegmentsHoldTogether) {
    const SkinGeometry& geometry = knotwork::test::get_geometry();
    for (const LaidChoirSegment& segment : *laid) {
        std::set<std::uint32_t> left(segment.points.begin(), segment.points.end());
        std::size_t largest = 0;
        while (!left.empty()) {
            std::vector<std::uint32_t> piece{*left.begin()};
            left.erase(left.begin());
            for (std::size_t i = 0; i < piece.size(); ++i)
                for (const std::uint16_t w : geometry.neighbours(piece[i]))
                    if (left.erase(w)) piece.push_back(w);
            largest = std::max(largest, piece.size());
        }
        const bool palm = segment.number == 125 || segment.number == 128;
        EXPECT_GE(static_cast<double>(largest), (palm ? 0.7 : 0.85) * static_cast<double>(segment.points.size()))
            << name(segment.body) << ' ' << segment.number;
    }
}

// People whose one knee, hip, calf, foot or hand hurts in front tend to mark the same one behind: in the maps of the
// instrument's own study, front and back must agree on the sides.
TEST_F(Choir, PeopleMarkTheSameSideInFrontAndBehind) {
    std::ifstream in(std::filesystem::path(KNOTWORK_TEST_DATA) / "choir" / "bodymaps.csv");
    std::string line;
    ASSERT_TRUE(std::getline(in, line));
    std::vector<std::set<std::string>> maps;
    while (std::getline(in, line)) {
        const auto begin = line.find(",\"", line.find("ale\"") + 5);  // past the race, to the list of segments
        std::set<std::string> marked;
        for (const std::string& field : split(line.substr(begin), '"'))
            for (const std::string& segment : split(field, ',')) marked.insert(segment);
        maps.push_back(std::move(marked));
    }
    EXPECT_EQ(maps.size(), 7068u);
    const auto together = [&](std::uint32_t a, std::uint32_t b) {
        return std::count_if(maps.begin(), maps.end(), [&](const auto& marked) {
            return marked.contains(std::to_string(a)) && marked.contains(std::to_string(b));
        });
    };
    const auto pairs = pairs_of(Body::male);
    for (const auto& [front, back] : {Pair{130, 231}, Pair{123, 222}, Pair{134, 235}, Pair{136, 237}, Pair{128, 227}}) {
        const auto right = [&](std::uint32_t left) {
            return std::find_if(pairs.begin(), pairs.end(), [&](Pair p) { return p.first == left; })->second;
        };
        EXPECT_GT(together(front, back), together(right(front), back)) << front << ' ' << back;
        EXPECT_GT(together(right(front), right(back)), together(front, right(back))) << front << ' ' << back;
    }
}

}  // namespace
}  // namespace knotwork::bake::test
