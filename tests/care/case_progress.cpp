// How an episode goes, from the records of a journal: which case they come to, what was expected, and what to do next.
#include "engine/case_progress.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

#include "atlas/atlas_file.hpp"
#include "care/permission.hpp"
#include "engine/engine.hpp"

namespace knotwork::test {
namespace {

const Engine& engine() {
    static const Engine loaded = std::move(*load_engine(get_atlas_bytes()));
    return loaded;
}
const Atlas& atlas() { return engine().atlas(); }

constexpr Date begun{2026, 3, 2};

std::string runner_case() {
    std::ifstream file(std::string(KNOTWORK_ROOT) + "/examples/runner-case.json");
    return {std::istreambuf_iterator<char>(file), {}};
}

// An episode that is put together day by day.
class Diary {
  public:
    Diary() {
        records_.people = {{"p", "Ann"}};
        records_.episodes = {{"e", "p", "leg", begun, {}}};
    }
    Entry& add(int day, EntryKind kind, std::string text = {}) {
        Entry entry;
        entry.id = std::to_string(records_.entries.size());
        entry.episode = "e";
        entry.at = noon_of(add_days(begun, day), 60);
        entry.kind = kind;
        entry.text = std::move(text);
        records_.entries.push_back(std::move(entry));
        return records_.entries.back();
    }
    void measure(int day, const std::string& measure, double value) {
        Entry& entry = add(day, EntryKind::measure);
        entry.measure = measure;
        entry.value = value;
    }
    void pain(int from, int to, double first, double last) {
        for (int day = from; day <= to; ++day)
            measure(day, "pain", std::round(first + (last - first) * (day - from) / std::max(1, to - from)));
    }
    void plan(int day, bool with_exercise) {
        add(day, EntryKind::plan,
            R"({"format":"knotwork.plan/1","start":")" + format_date(add_days(begun, day)) +
                R"(","items":[{"remedy":"gluteus-minimus/ball-on-wall-back","kind":"pressure","dose":{"days_a_week":7}})" +
                (with_exercise ? R"(,{"remedy":"abduction-press","kind":"exercise","dose":{"days_a_week":3}})" : "") +
                "]}");
    }
    void session(int day, const std::string& verdict, const std::string& outcome, bool finished = true) {
        add(day, EntryKind::session,
            R"({"format":"knotwork.session/1","items":["gluteus-minimus/ball-on-wall-back@right"],)"
            R"("points":["gluteus-minimus/2/right"],"events":[],"outcomes":[")" +
                outcome + R"("],"verdict":")" + verdict + R"(","finished":)" + (finished ? "true" : "false") + "}");
    }
    const Records& records() const { return records_; }
    const Episode& episode() const { return records_.episodes.front(); }
    Progress assess(int day) const {
        TraceScratch scratch;
        Result<Progress> progress = assess_progress(engine(), records_, {add_days(begun, day), {}}, scratch);
        EXPECT_TRUE(progress) << progress.error().message();
        return std::move(*progress);
    }

  private:
    Records records_;
};

std::vector<std::string> steps_of(const Progress& progress) {
    std::vector<std::string> out;
    for (const StepTaken& step : progress.steps) {
        out.emplace_back(atlas_format::next_step_kind_names[atlas().next_steps()[step.step].kind]);
        EXPECT_EQ(format_step(atlas(), step).find('{'), std::string::npos);
    }
    return out;
}
using Words = std::vector<std::string>;

TEST(Progress, OfNothingMeasuredKeepsOn) {
    Diary diary;
    EXPECT_TRUE(diary.assess(3).series.empty());
    EXPECT_TRUE(diary.assess(3).steps.empty());
    diary.add(0, EntryKind::case_, runner_case());
    EXPECT_EQ(steps_of(diary.assess(3)), Words{"keep-on"});
}

TEST(Progress, AStandBeforeThePlanWasTriedAsksToTryIt) {
    Diary diary;
    diary.add(0, EntryKind::case_, runner_case());
    diary.plan(0, true);
    diary.pain(0, 60, 6, 6);
    diary.session(3, "better", "eased");
    const Progress progress = diary.assess(60);
    EXPECT_EQ(progress.practice.sessions, 1u);
    EXPECT_NEAR(*progress.practice.planned, 60, 1e-9);
    EXPECT_EQ(steps_of(progress), (Words{"do-as-planned", "see-somebody"}));
}

TEST(Progress, AStandWithAPointThatDoesNotRespondAsksForAnotherWay) {
    Diary diary;
    diary.add(0, EntryKind::case_, runner_case());
    diary.plan(0, true);
    diary.pain(0, 60, 6, 6);
    for (int day = 1; day < 60; day += 1) diary.session(day, "no-change", "left");
    const Progress progress = diary.assess(60);
    ASSERT_EQ(progress.practice.points.size(), 1u);
    EXPECT_EQ(progress.practice.points[0].reply, Reply::no);
    const Words steps = steps_of(progress);
    ASSERT_EQ(steps.size(), 2u);
    EXPECT_TRUE(steps[0] == "other-point" || steps[0] == "other-technique") << steps[0];
    EXPECT_FALSE(progress.steps[0].about.empty());
    EXPECT_EQ(steps[1], "see-somebody");
}

// Nothing is named that the answers forbid, whatever else they are.
TEST(Progress, NamesNoTechniqueThatIsForbidden) {
    const Atlas::Source& point = *atlas().find_source("gluteus-minimus/2/right");
    const auto named = [&](const std::string& answers) {
        Diary diary;
        diary.add(0, EntryKind::case_, runner_case());
        diary.add(1, EntryKind::answers, answers);
        diary.plan(0, true);
        diary.pain(0, 60, 6, 6);
        for (int day = 1; day < 60; day += 1) diary.session(day, "no-change", "left");
        const Case known = *build_case(atlas(), diary.records(), diary.episode(), add_days(begun, 60));
        const Progress progress = diary.assess(60);
        std::set<std::string> out;
        for (const StepTaken& step : progress.steps) {
            if (static_cast<atlas_format::NextStepKind>(atlas().next_steps()[step.step].kind) !=
                atlas_format::NextStepKind::other_technique)
                continue;
            for (std::uint32_t r = 0; r < atlas().remedies().size(); ++r) {
                const Atlas::Remedy& remedy = atlas().remedies()[r];
                if (atlas().text(remedy.name) != step.about || atlas().refs(remedy.muscles).front() != point.muscle)
                    continue;
                EXPECT_TRUE(find_permission(atlas(), known.facts, RemedyId{r}, {}).is_allowed()) << step.about;
                out.insert(step.about);
            }
        }
        return out;
    };
    const std::set<std::string> usual = named(R"({"worse-sitting":"no"})");
    ASSERT_EQ(usual.size(), 1u);
    EXPECT_NE(named(R"({"cannot-use-floor":"yes"})"), usual);
    named(R"({"anticoagulant":"yes"})");
    named(R"({"skin-broken":"yes"})");
    named(R"({"pregnant":"yes"})");
}

TEST(Progress, AStandWithAPointThatRespondsAsksForWhatLiesBehindIt) {
    Diary diary;
    diary.add(0, EntryKind::case_, runner_case());
    diary.plan(0, false);
    diary.pain(0, 60, 6, 6);
    for (int day = 1; day < 60; ++day) diary.session(day, "better", "eased");
    const Progress progress = diary.assess(60);
    EXPECT_EQ(progress.practice.points[0].reply, Reply::yes);
    const Words steps = steps_of(progress);
    EXPECT_TRUE(steps[0] == "origin" || steps[0] == "strengthen") << steps[0];
}

TEST(Progress, RecoveredWindsDown) {
    Diary diary;
    diary.add(0, EntryKind::case_, runner_case());
    diary.pain(0, 20, 6, 0);
    diary.pain(21, 60, 0, 0);
    const Progress progress = diary.assess(60);
    ASSERT_EQ(progress.signs.size(), 1u);
    EXPECT_EQ(progress.signs[0].kind, SignKind::recovered);
    EXPECT_EQ(steps_of(progress), Words{"wind-down"});
    EXPECT_EQ(progress.series[0].change.verdict, ChangeVerdict::better);
}

TEST(Progress, DangerSignsComeBeforeAllElse) {
    Diary diary;
    diary.add(0, EntryKind::case_, runner_case());
    diary.pain(0, 60, 6, 0);
    diary.add(30, EntryKind::answers, R"({"saddle-numbness":"yes","bladder-retention":"yes"})");
    const Progress progress = diary.assess(60);
    EXPECT_EQ(steps_of(progress), Words{"see-somebody"});
    EXPECT_FALSE(progress.steps[0].about.empty());
}

TEST(Progress, TheExpectedCourseStartsAtTheFirstLevelAndKeepsItsShares) {
    Diary diary;
    diary.add(0, EntryKind::case_, runner_case());
    diary.pain(0, 42, 6, 3);
    const Progress progress = diary.assess(42);
    ASSERT_TRUE(progress.expected);
    const Atlas::Course& course = atlas().courses()[progress.expected->course];
    EXPECT_EQ(course.of_points, 1u);
    const double first = progress.series[0].trend.front().level;
    const auto& points = progress.expected->points;
    EXPECT_NEAR(points.front().expected, first, 1e-9);
    const auto known = atlas().course_points(course.points);
    for (const auto& at : known) {
        const auto day = static_cast<std::size_t>(std::lround(at.week * 7));
        if (day >= points.size()) continue;
        EXPECT_NEAR(points[day].expected, first * static_cast<double>(at.share), 1e-6);
        EXPECT_NEAR(points[day].low, first * static_cast<double>(at.low), 1e-6);
        EXPECT_NEAR(points[day].high, first * static_cast<double>(at.high), 1e-6);
    }
    for (const auto& at : points) EXPECT_TRUE(at.low <= at.expected && at.expected <= at.high);
}

TEST(Progress, LeavesOutWhatLiesLaterAndSaysSo) {
    Diary diary;
    diary.pain(0, 10, 5, 5);
    const Progress progress = diary.assess(4);
    EXPECT_EQ(progress.series[0].readings.size(), 5u);
    ASSERT_EQ(progress.warnings.size(), 1u);
    EXPECT_EQ(progress.warnings[0], "6 entries lie after 2026-03-06 and are left out");
}

TEST(Progress, KeepsSidesAndPlacesApartAndNamesUnknownMeasures) {
    Diary diary;
    for (int day = 0; day < 3; ++day) {
        for (const Side side : {Side::left, Side::right}) {
            diary.measure(day, "hip-turn-in", 30);
            const_cast<Entry&>(diary.records().entries.back()).side = side;
        }
        diary.measure(day, "pain", 4);
        diary.measure(day, "mood", 4);
    }
    const Progress progress = diary.assess(5);
    ASSERT_EQ(progress.series.size(), 3u);
    EXPECT_EQ(atlas().text(atlas().measures()[progress.series[0].measure.value].id), "pain");
    ASSERT_EQ(progress.warnings.size(), 1u);
    EXPECT_NE(progress.warnings[0].find("mood"), std::string::npos);
}

Case case_of(const Diary& diary, int day) {
    Result<Case> known = build_case(atlas(), diary.records(), diary.episode(), add_days(begun, day));
    EXPECT_TRUE(known) << known.error().message();
    return std::move(*known);
}
Reply reply_to(const Case& known, const std::string& subject) {
    return known.facts.find(*resolve_subject(atlas(), subject, ""));
}

TEST(JournalCase, IsTheNewestWithWhatCameAfter) {
    Diary diary;
    EXPECT_EQ(build_case(atlas(), diary.records(), diary.episode(), begun).error().code, ErrorCode::missing);
    diary.add(0, EntryKind::case_, runner_case());
    const Case first = case_of(diary, 0);
    diary.add(2, EntryKind::answers, R"({"worse-cough":"yes","worse-sitting":"no"})");
    diary.measure(3, "pain", 2);
    diary.add(4, EntryKind::drawing, R"({"format":"knotwork.drawing/1","marks":[{"regions":["right calf"]}]})");
    EXPECT_EQ(reply_to(case_of(diary, 1), "worse-cough"), Reply::no);
    const Case later = case_of(diary, 5);
    EXPECT_EQ(reply_to(later, "worse-cough"), Reply::yes);
    EXPECT_EQ(reply_to(later, "worse-sitting"), Reply::no);
    EXPECT_EQ(later.facts.pain, 2);
    EXPECT_EQ(format_drawing(*later.drawing), format_drawing(*first.drawing));
    diary.add(6, EntryKind::case_, runner_case());
    EXPECT_EQ(reply_to(case_of(diary, 7), "worse-cough"), Reply::no);
}

TEST(JournalCase, CountsOnlyPointsThatWerePressedOftenEnoughAndLately) {
    const std::string subject = "responds/gluteus-minimus/2/right";
    const auto reply_after = [&](std::vector<std::pair<std::string, std::string>> sessions, int today = 20) {
        Diary diary;
        diary.add(0, EntryKind::case_, runner_case());
        int day = 0;
        for (const auto& [verdict, outcome] : sessions) diary.session(++day, verdict, outcome);
        return reply_to(case_of(diary, today), subject);
    };
    const auto none = std::pair("no-change", "left"), good = std::pair("better", "eased");
    EXPECT_EQ(reply_after({none, none}), Reply::unknown);
    EXPECT_EQ(reply_after({none, none, none}), Reply::no);
    EXPECT_EQ(reply_after({good, good, good}), Reply::yes);
    EXPECT_EQ(reply_after({good, good, none}), Reply::yes);
    EXPECT_EQ(reply_after({good, none, none}), Reply::unknown);
    EXPECT_EQ(reply_after({none, none, {"no-change", "skipped"}}), Reply::unknown);
    EXPECT_EQ(reply_after({none, none, {"unknown", "left"}}), Reply::unknown);
    EXPECT_EQ(reply_after({none, none, none}, 2), Reply::unknown);    // before the third
    EXPECT_EQ(reply_after({none, none, none}, 100), Reply::unknown);  // long ago
}

TEST(JournalCase, SaysWhichEntryIsWrong) {
    Diary diary;
    diary.add(0, EntryKind::case_, runner_case());
    diary.add(1, EntryKind::answers, R"({"worse-sittin":"yes"})");
    const Result<Case> known = build_case(atlas(), diary.records(), diary.episode(), add_days(begun, 2));
    ASSERT_FALSE(known);
    EXPECT_EQ(known.error().message().substr(0, 47), "answers of 2026-03-03T12:00:00+01:00: answers.w");
}

TEST(JournalEpisode, IsTheLatestThatHasNotEnded) {
    Records records;
    EXPECT_EQ(find_episode(records, ""), nullptr);
    records.episodes = {{"a", "p", "old", {2026, 1, 1}, {}},
                        {"b", "p", "ended", {2026, 3, 1}, Date{2026, 3, 9}},
                        {"c", "p", "new", {2026, 2, 1}, {}}};
    EXPECT_EQ(find_episode(records, "")->id, "c");
    EXPECT_EQ(find_episode(records, "b")->id, "b");
    EXPECT_EQ(find_episode(records, "d"), nullptr);
    records.episodes = {{"b", "p", "ended", {2026, 3, 1}, Date{2026, 3, 9}}};
    EXPECT_EQ(find_episode(records, "")->id, "b");
}

}  // namespace
}  // namespace knotwork::test
