// Left and right are alike: a mirrored case gives the mirrored answer.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "atlas/atlas_file.hpp"
#include "engine/engine.hpp"

namespace knotwork::test {
namespace {

// Swaps the words left and right throughout.
std::string mirrored(std::string text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto is = [&](std::string_view word) { return text.compare(i, word.size(), word) == 0; };
        if (is("left")) {
            out += "right";
            i += 4;
        } else if (is("right")) {
            out += "left";
            i += 5;
        } else {
            out += text[i++];
        }
    }
    return out;
}

std::string without_about(const std::string& text) {
    auto json = nlohmann::ordered_json::parse(text);
    json.erase("about");
    return json.dump();
}

TEST(MirroredCases, GiveMirroredAnswers) {
    const Engine engine = *load_engine(get_atlas_bytes());
    const Atlas& atlas = engine.atlas();
    TraceScratch scratch;
    std::size_t compared = 0;
    for (const auto& entry : std::filesystem::directory_iterator(KNOTWORK_ROOT "/examples/cases")) {
        std::ifstream in(entry.path());
        const std::string text = without_about({std::istreambuf_iterator<char>(in), {}});
        auto one = parse_case(atlas, text), two = parse_case(atlas, mirrored(text));
        ASSERT_TRUE(one.has_value() && two.has_value()) << entry.path();
        for (Case* known : {&*one, &*two}) acknowledge_emergencies(atlas, *known);
        const auto here = assess_case(engine, *one, {}, scratch), there = assess_case(engine, *two, {}, scratch);
        ASSERT_TRUE(here.has_value() && there.has_value()) << entry.path();
        EXPECT_EQ(here->triage.urgency, there->triage.urgency) << entry.path();
        EXPECT_NEAR(here->trace.other, there->trace.other, 1e-9) << entry.path();
        std::vector<double> p(atlas.sources().size(), 0), q(atlas.sources().size(), 0);
        for (const TracedSource& s : here->trace.sources) p[s.source.value] = s.probability;
        for (const TracedSource& s : there->trace.sources) q[atlas.sources()[s.source.value].mirror] = s.probability;
        for (std::size_t s = 0; s < p.size(); ++s)
            EXPECT_NEAR(p[s], q[s], 1e-9) << entry.path() << " " << atlas.text(atlas.sources()[s].id);
        ++compared;
    }
    EXPECT_GE(compared, 40u);
}

}  // namespace
}  // namespace knotwork::test
