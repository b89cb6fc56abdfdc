// Traces in a world of six skin points, where every number can be checked by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "atlas/tiny_atlas.hpp"
#include "engine/engine.hpp"

namespace knotwork {
namespace {

using nlohmann::json;

// The octahedron of tests/atlas: alpha/1 hurts in front (2) and, weakly, at its own side (4 or 5), sometimes at the
// back (3); beta/1/left hurts at the top (0) and in front (2), beta/1/right at the back (3). The condition root hurts
// at its own side (4 or 5), belly in front and at the back (2 and 3). 40 cm2 a point.
class TinyTrace : public testing::Test {
  protected:
    TinyTrace() {
        test::TinyAtlas tiny;
        tiny.area.assign(6, 0.004f);
        bytes_ = pack(tiny);
        auto engine = load_engine(bytes_);
        EXPECT_TRUE(engine.has_value()) << engine.error().message();
        engine_.emplace(std::move(*engine));
    }
    std::string drawing(const std::string& indices) const {
        return R"({"format":"knotwork.drawing/1","marks":[{"points":{"skin":")" + engine_->atlas().skin_hash() +
               R"(","indices":[)" + indices + "]}}]}";
    }
    Trace trace(const std::string& indices) const {
        auto parsed = parse_drawing(drawing(indices));
        EXPECT_TRUE(parsed.has_value()) << parsed.error().message();
        auto out = trace_drawing(*engine_, *parsed);
        EXPECT_TRUE(out.has_value()) << out.error().message();
        return out ? *out : Trace{};
    }
    std::string id(SourceId source) const {
        return std::string(engine_->atlas().text(engine_->atlas().sources()[source.value].id));
    }
    double probability(const Trace& trace, std::string_view wanted) const {
        for (const TracedSource& source : trace.sources)
            if (id(source.source) == wanted) return source.probability;
        return 0;
    }

    std::vector<std::byte> bytes_;
    std::optional<Engine> engine_;
};

TEST_F(TinyTrace, TheSourceWhoseFieldIsPaintedLeads) {
    const Trace beta = trace("0, 2");
    ASSERT_FALSE(beta.sources.empty());
    EXPECT_EQ(id(beta.sources[0].source), "beta/1/left");
    EXPECT_NEAR(beta.painted_cm2, 80, 0.01);
    EXPECT_NEAR(beta.sources[0].explains, 1, 1e-6);
    EXPECT_NEAR(beta.sources[0].predicted_blank, 0, 1e-6);
    ASSERT_EQ(beta.sources[0].zones.size(), 1u);
    EXPECT_NEAR(beta.sources[0].zones[0].painted, 1, 1e-6);
    EXPECT_NEAR(beta.sources[0].zones[0].explains, 1, 1e-6);
}

TEST_F(TinyTrace, SharesAreOfAreaWeightedWithCoverage) {
    const Trace t = trace("4");
    // alpha/1/left covers point 4 with 100/255; its essential zone is 2 (1) and 4 (100/255).
    for (const TracedSource& source : t.sources) {
        if (id(source.source) != "alpha/1/left") continue;
        EXPECT_NEAR(source.explains, 100.0 / 255, 1e-6);
        ASSERT_EQ(source.zones.size(), 2u);
        EXPECT_NEAR(source.zones[0].painted, (100.0 / 255) / (1 + 100.0 / 255), 1e-6);
        EXPECT_TRUE(source.zones[0].essential);
        EXPECT_EQ(source.zones[1].painted, 0);
        return;
    }
    FAIL() << "alpha/1/left is not listed";
}

TEST_F(TinyTrace, MirroredPaintMirrorsTheAnswer) {
    const Trace left = trace("4"), right = trace("5");
    EXPECT_GT(probability(left, "alpha/1/left"), 0.001);
    EXPECT_EQ(probability(left, "alpha/1/left"), probability(right, "alpha/1/right"));
    EXPECT_EQ(probability(left, "alpha/1/right"), probability(right, "alpha/1/left"));
    EXPECT_EQ(left.other, right.other);
}

TEST_F(TinyTrace, PaintWhereNothingRefersIsUnknown) {
    const Trace t = trace("1");
    EXPECT_TRUE(t.sources.empty());
    EXPECT_NEAR(t.other, 1, 1e-9);
    EXPECT_NEAR(t.unexplained_cm2, 40, 0.01);
    ASSERT_EQ(t.explanations.size(), 1u);
    EXPECT_TRUE(t.explanations[0].other);
    EXPECT_TRUE(t.explanations[0].sources.empty());
}

TEST_F(TinyTrace, JsonHasTheStableForm) {
    const json answer = json::parse(trace_json(*engine_, drawing("0, 2")));
    EXPECT_EQ(answer["format"], "knotwork.trace/1");
    EXPECT_EQ(answer["atlas"], engine_->atlas().hash());
    EXPECT_FALSE(answer.contains("warnings"));
    const json& first = answer["sources"][0];
    EXPECT_EQ(first["id"], "beta/1/left");
    EXPECT_EQ(first["kind"], "trigger-point");
    EXPECT_EQ(first["muscle"], "beta");
    EXPECT_EQ(first["point"], 1);
    EXPECT_EQ(first["side"], "left");
    double before = 1;
    for (const json& source : answer["sources"]) {
        EXPECT_LE(source["probability"].get<double>(), before);
        EXPECT_GE(source["probability"].get<double>(), 0.001);
        before = source["probability"];
    }
    EXPECT_EQ(answer["decisions"][0]["muscle"], "beta");
    double sum = 0;
    for (const json& decision : answer["decisions"]) sum += decision["probability"].get<double>();
    EXPECT_LE(sum, 1 + 1e-6);  // one at most is the main one
    const json unknown = json::parse(trace_json(*engine_, drawing("1")));
    EXPECT_EQ(unknown["explanations"][0]["sources"], json::array({"other"}));
    EXPECT_EQ(unknown["sources"], json::array());
    EXPECT_EQ(unknown["decisions"], json::array());
}

TEST_F(TinyTrace, ConditionsAreNamedAsSuch) {
    const json root = json::parse(trace_json(*engine_, drawing("4")))["sources"][0];
    EXPECT_EQ(root["id"], "root/left");
    EXPECT_EQ(root["kind"], "condition");
    EXPECT_EQ(root["condition"], "root");
    EXPECT_EQ(root["side"], "left");
    EXPECT_FALSE(root.contains("muscle") || root.contains("point"));
    const json answer = json::parse(trace_json(*engine_, drawing("2, 3")));
    const auto belly = std::find_if(answer["sources"].begin(), answer["sources"].end(),
                                    [](const json& source) { return source["id"] == "belly"; });
    ASSERT_NE(belly, answer["sources"].end());
    EXPECT_EQ((*belly)["condition"], "belly");
    EXPECT_FALSE(belly->contains("side"));
}

// Of two atlases that differ in nothing else, the one that knows more of their going together finds both likelier.
TEST_F(TinyTrace, AConditionRaisesThePointsThatItBreeds) {
    const auto of_both = [this](float log_odds) {
        test::TinyAtlas tiny;
        tiny.area.assign(6, 0.004f);
        tiny.breeds[0].log_odds = log_odds;
        bytes_ = pack(tiny);
        auto engine = load_engine(bytes_);
        EXPECT_TRUE(engine.has_value()) << engine.error().message();
        engine_.emplace(std::move(*engine));
        const Trace t = trace("2, 4");
        return std::array{probability(t, "alpha/1/left"), probability(t, "root/left"), probability(t, "beta/1/left")};
    };
    const auto apart = of_both(0), together = of_both(2);
    EXPECT_GT(together[0], apart[0]);
    EXPECT_GT(together[1], apart[1]);
    EXPECT_LT(together[2], apart[2]);  // another muscle, which root breeds no more than before
}

TEST_F(TinyTrace, JsonErrorsHaveCodePlaceAndReason) {
    const json answer = json::parse(trace_json(*engine_, drawing("6")));
    EXPECT_EQ(answer["error"]["code"], "out-of-range");
    EXPECT_EQ(answer["error"]["where"], "marks[0].points.indices[0]");
    EXPECT_EQ(answer["error"]["reason"], "no skin point 6; there are 6");
    EXPECT_EQ(json::parse(trace_json(*engine_, "\xff"))["error"]["code"], "not-json");
    EXPECT_EQ(json::parse(muscle_json(*engine_, "gamma\xff"))["error"]["code"], "unknown-name");
}

TEST_F(TinyTrace, AScratchThatWasUsedGivesTheSameAnswer) {
    TraceScratch scratch;
    const std::string fresh = trace_json(*engine_, drawing("0, 2"));
    for (const char* indices : {"1", "4, 5", "0"}) trace_json(*engine_, drawing(indices), scratch);
    EXPECT_EQ(trace_json(*engine_, drawing("0, 2"), scratch), fresh);
}

TEST_F(TinyTrace, AnEngineCanBeMoved) {
    const std::string request = drawing("0, 2"), before = trace_json(*engine_, request);
    const Engine moved = std::move(*engine_);
    EXPECT_EQ(trace_json(moved, request), before);
}

TEST_F(TinyTrace, ViewsGiveTextsForIndices) {
    const auto muscle = resolve_muscle(*engine_, "ALPHA muscle");
    ASSERT_TRUE(muscle.has_value());
    EXPECT_EQ(muscle->id, "alpha");
    EXPECT_EQ(muscle->under, (std::vector<std::string_view>{"beta"}));
    ASSERT_EQ(muscle->points.size(), 1u);
    ASSERT_EQ(muscle->points[0].zones.size(), 2u);
    ASSERT_EQ(muscle->citations.size(), 1u);
    EXPECT_EQ(muscle->citations[0].key, "book");
    EXPECT_EQ(muscle->facts.size(), 4u);
    EXPECT_EQ(muscle->facts[0].cites, std::vector<std::uint32_t>{0});
    EXPECT_EQ(muscle->neighbours[0].id, "beta");
    EXPECT_EQ(get_muscles(*engine_)[0].point_count, 1u);
    EXPECT_EQ(get_regions(*engine_)[0].label, "whole skin");
    EXPECT_EQ(get_landmarks(*engine_).size(), 2u);
    const auto none = resolve_muscle(*engine_, "alhpa");
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().reason, "no muscle \"alhpa\"; did you mean \"alpha\"?");
    const auto several = resolve_muscle(*engine_, "");
    EXPECT_FALSE(several.has_value());
}

TEST(LoadEngine, RefusesWhatMakesNoModel) {
    test::TinyAtlas tiny;
    tiny.area.assign(6, 0.004f);
    tiny.sources[0].prior = 0.5f;
    EXPECT_TRUE(load_engine(pack(tiny)).has_value());
    const auto truncated = [&] {
        std::vector<std::byte> bytes = pack(tiny);
        bytes.resize(bytes.size() / 2);
        return bytes;
    }();
    const auto engine = load_engine(truncated);
    ASSERT_FALSE(engine.has_value());
    EXPECT_EQ(engine.error().code, ErrorCode::bad_atlas);
    EXPECT_FALSE(engine.error().message().empty());
}

}  // namespace
}  // namespace knotwork
