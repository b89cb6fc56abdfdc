// What the case library must answer (tests/cases/ranks.txt), and what it answered when this was last looked at
// (tests/cases/digest.txt).
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "engine/case_library.hpp"

namespace knotwork::test {
namespace {

const std::string cases_folder = KNOTWORK_ROOT "/tests/cases/";

const std::vector<Case>& library() {
    static const std::vector<Case> cases = trace_case_library();
    return cases;
}

std::size_t rank_of(const nlohmann::json& answer, const std::string& id) {
    const auto& sources = answer.at("sources");
    for (std::size_t i = 0; i < sources.size(); ++i)
        if (sources[i]["id"] == id) return i + 1;
    return 1000;
}

TEST(Cases, AnswerAsAClinicianWouldInsist) {
    std::map<std::string, nlohmann::json> answers;
    for (const Case& c : library()) answers[c.file] = c.answer;
    std::set<std::string> named;
    std::istringstream lines(read_file(cases_folder + "ranks.txt"));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        std::string file, condition, id;
        words >> file >> condition;
        ASSERT_EQ(answers.count(file), 1u) << line;
        named.insert(file);
        const nlohmann::json& answer = answers[file];
        SCOPED_TRACE(line);
        if (condition == "refused") {
            std::string code, where;
            words >> code >> where;
            ASSERT_TRUE(answer.contains("error"));
            EXPECT_EQ(answer["error"]["code"], code);
            EXPECT_EQ(answer["error"]["where"], where);
            continue;
        }
        ASSERT_FALSE(answer.contains("error")) << answer.dump();
        if (condition == "first") {
            words >> id;
            EXPECT_EQ(rank_of(answer, id), 1u) << answer["sources"].dump();
        } else if (condition == "within") {
            std::size_t most = 0;
            words >> most >> id;
            EXPECT_LE(rank_of(answer, id), most) << answer["sources"].dump();
        } else if (condition == "blocked") {
            words >> id;
            EXPECT_EQ(answer.at("blocked_by"), nlohmann::json::array({id}));
            EXPECT_TRUE(answer["sources"].empty());
        } else if (condition == "urgency") {
            words >> id;
            EXPECT_EQ(answer["triage"]["urgency"], id);
        } else if (condition == "unknown") {
            const double best = answer["sources"].empty() ? 0.0 : answer["sources"][0]["probability"].get<double>();
            EXPECT_GT(answer["other"].get<double>(), best);
        } else if (condition == "warns") {
            std::string wanted;
            std::getline(words >> std::ws, wanted);
            EXPECT_NE(answer.value("warnings", nlohmann::json::array()).dump().find(wanted), std::string::npos);
        } else {
            ADD_FAILURE() << "unknown condition";
        }
    }
    for (const auto& [file, answer] : answers) EXPECT_EQ(named.count(file), 1u) << file << " is not named in ranks.txt";
}

// Words equal, numbers within 1e-6 (and the rounding of both).
void expect_same(const std::string& now, const std::string& then) {
    std::istringstream a(now), b(then);
    std::string word, other;
    while (a >> word) {
        ASSERT_TRUE(b >> other) << now;
        char* end = nullptr;
        const double value = std::strtod(word.c_str(), &end);
        if (*end == '\0')
            ASSERT_NEAR(value, std::strtod(other.c_str(), nullptr), 2.1e-6) << now << "\n" << then;
        else
            ASSERT_EQ(word, other) << now << "\n" << then;
    }
    EXPECT_FALSE(b >> other) << then;
}

TEST(Cases, BehaveAsTheyDid) {
    std::istringstream now(format_digest(library())), then(read_file(cases_folder + "digest.txt"));
    std::string line, kept;
    while (std::getline(now, line)) {
        ASSERT_TRUE(std::getline(then, kept)) << "new: " << line;
        expect_same(line, kept);
        if (HasFailure())
            FAIL() << "An answer of the case library moved. If it should have: build/release/bin/write_digest, and say "
                      "so in the commit.";
    }
    EXPECT_FALSE(std::getline(then, kept)) << "gone: " << kept;
}

// A mirrored drawing has the mirrored answer.
TEST(Cases, MirroredDrawingsHaveMirroredAnswers) {
    nlohmann::json right, left;
    for (const Case& c : library()) {
        if (c.file == "runner.json") right = c.answer;
        if (c.file == "runner-left.json") left = c.answer;
    }
    ASSERT_EQ(right["sources"].size(), left["sources"].size());
    EXPECT_NEAR(right["other"].get<double>(), left["other"].get<double>(), 0.02);
    const std::string first = right["sources"][0]["id"];
    EXPECT_EQ(left["sources"][0]["id"].get<std::string>(), first.substr(0, first.rfind('/')) + "/left");
}

}  // namespace
}  // namespace knotwork::test
