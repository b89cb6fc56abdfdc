// Guided sessions: each way through them, and that events make the same session again.
#include "care/session.hpp"

#include <gtest/gtest.h>

#include <random>

namespace knotwork::test {
namespace {

constexpr SessionTask point{0, TaskKind::point, 30, 60, 1, 3, 20};
constexpr SessionTask stretch{1, TaskKind::stretch, 30, 30, 2, 2, 15};
constexpr SessionTask counted{2, TaskKind::exercise, 0, 0, 2, 2, 60};

// Through the first question to the first item, and into its first round.
GuidedSession begun(std::vector<SessionTask> tasks) {
    GuidedSession session(std::move(tasks));
    EXPECT_TRUE(session.act(Act::pain, 0, 6));
    EXPECT_TRUE(session.act(Act::go, 0));
    return session;
}

TEST(GuidedSession, APointThatEasesIsDone) {
    GuidedSession session = begun({point, stretch});
    EXPECT_EQ(session.view().phase, Phase::hold);
    EXPECT_DOUBLE_EQ(session.view().remaining_s, 60);
    EXPECT_TRUE(session.view().breathe_in);
    session.advance(5);
    EXPECT_FALSE(session.view().breathe_in);
    EXPECT_TRUE(session.act(Act::less, 10));  // too early: on it goes
    EXPECT_EQ(session.view().phase, Phase::hold);
    EXPECT_FALSE(session.view().may_end);
    session.advance(30);
    EXPECT_TRUE(session.view().may_end);
    EXPECT_TRUE(session.act(Act::less, 40));
    EXPECT_EQ(session.outcomes()[0], Outcome::eased);
    EXPECT_DOUBLE_EQ(session.held_s()[0], 40);
    EXPECT_EQ(session.view().task, 1u);
    EXPECT_EQ(session.view().phase, Phase::ready);
}

TEST(GuidedSession, AHoldEndsOfWhichRoundingLeavesNothing) {
    GuidedSession session = begun({point});
    for (int tick = 1; tick <= 600; ++tick) session.advance(0.1 * tick - 1e-6);
    EXPECT_EQ(session.view().phase, Phase::ask);
    EXPECT_DOUBLE_EQ(session.held_s()[0], 60);
    session = begun({point});
    session.advance(59.99);
    EXPECT_EQ(session.view().phase, Phase::hold);
}

TEST(GuidedSession, APointThatDoesNotEaseIsLeftAndComesBackOnce) {
    GuidedSession session = begun({point, stretch});
    double now = 0;
    const auto hold_three = [&] {
        for (int round = 1; round <= 3; ++round) {
            EXPECT_EQ(session.view().phase, Phase::hold);
            EXPECT_EQ(session.view().round, static_cast<std::uint32_t>(round));
            session.advance(now += 60);
            EXPECT_EQ(session.view().phase, Phase::ask);
            EXPECT_TRUE(session.act(Act::same, now));
            session.advance(now += 20);  // the rest
        }
    };
    hold_three();
    EXPECT_EQ(session.outcomes()[0], Outcome::left);
    EXPECT_EQ(session.view().task, 1u);
    EXPECT_TRUE(session.act(Act::skip, now));
    EXPECT_EQ(session.view().task, 0u);
    EXPECT_TRUE(session.view().is_return);
    EXPECT_TRUE(session.act(Act::go, now));
    hold_three();
    EXPECT_EQ(session.outcomes()[0], Outcome::left);
    EXPECT_EQ(session.view().phase, Phase::after_pain);  // it does not come back again
}

TEST(GuidedSession, PainAboveSevenEndsAnItem) {
    for (const double pain : {7.0, 7.5, 10.0}) {
        GuidedSession session = begun({point, stretch});
        EXPECT_TRUE(session.act(Act::pain, 5, pain));
        EXPECT_EQ(session.view().phase, pain > 7 ? Phase::ready : Phase::hold);
        EXPECT_EQ(session.outcomes()[0], pain > 7 ? Outcome::too_painful : Outcome::not_reached);
    }
}

TEST(GuidedSession, WhatGrowsTwiceIsEnded) {
    GuidedSession session = begun({point, stretch});
    EXPECT_TRUE(session.act(Act::more, 10));
    EXPECT_EQ(session.view().phase, Phase::hold);
    EXPECT_TRUE(session.view().press_less);
    EXPECT_TRUE(session.act(Act::more, 20));
    EXPECT_EQ(session.outcomes()[0], Outcome::worse);
}

TEST(GuidedSession, StretchesAndExercisesGoRoundByRound) {
    GuidedSession session = begun({stretch, counted});
    session.advance(30);
    EXPECT_EQ(session.view().phase, Phase::rest);
    session.advance(45);
    EXPECT_EQ(session.view().phase, Phase::hold);
    EXPECT_EQ(session.view().round, 2u);
    session.advance(75);
    EXPECT_EQ(session.outcomes()[0], Outcome::done);
    EXPECT_TRUE(session.act(Act::go, 80));  // in position
    EXPECT_EQ(session.view().phase, Phase::work);
    session.advance(10'000);  // as long as it takes
    EXPECT_EQ(session.view().phase, Phase::work);
    EXPECT_TRUE(session.act(Act::go, 10'000));
    EXPECT_EQ(session.view().phase, Phase::rest);
    EXPECT_TRUE(session.act(Act::go, 10'001));
    EXPECT_TRUE(session.act(Act::go, 10'002));
    EXPECT_EQ(session.outcomes()[1], Outcome::done);
    EXPECT_EQ(session.view().phase, Phase::after_pain);
}

TEST(GuidedSession, OneLeapOfTheClockGoesThroughAllThatTimeEnds) {
    GuidedSession session = begun({stretch, counted});
    session.advance(1000);
    EXPECT_EQ(session.outcomes()[0], Outcome::done);
    EXPECT_EQ(session.view().phase, Phase::ready);
    EXPECT_DOUBLE_EQ(session.held_s()[0], 60);
}

TEST(GuidedSession, PausedTimeDoesNotCountAndAClockThatGoesBackStandsStill) {
    GuidedSession session = begun({stretch});
    EXPECT_TRUE(session.act(Act::pause, 10));
    EXPECT_FALSE(session.act(Act::pause, 11));
    EXPECT_FALSE(session.act(Act::stop, 12));
    session.advance(500);
    EXPECT_DOUBLE_EQ(session.view().remaining_s, 20);
    EXPECT_TRUE(session.act(Act::resume, 500));
    session.advance(400);
    EXPECT_DOUBLE_EQ(session.view().remaining_s, 20);
    session.advance(505);
    EXPECT_DOUBLE_EQ(session.view().remaining_s, 15);
}

TEST(GuidedSession, WhatItMeansAtTheEnd) {
    struct Row {
        std::optional<double> before, after;
        Act movement;
        Verdict verdict;
    };
    for (const Row& row : {Row{6, 4, Act::same, Verdict::better}, Row{6, 5, Act::same, Verdict::no_change},
                           Row{6, 5, Act::better, Verdict::better}, Row{3, 2, Act::same, Verdict::better},
                           Row{4, 6, Act::better, Verdict::worse}, Row{{}, {}, Act::worse, Verdict::worse},
                           Row{2, 2, Act::worse, Verdict::worse}, Row{6, {}, Act::better, Verdict::better}}) {
        GuidedSession session({stretch});
        row.before ? session.act(Act::pain, 0, *row.before) : session.act(Act::go, 0);
        EXPECT_TRUE(session.act(Act::skip, 1));
        row.after ? session.act(Act::pain, 2, *row.after) : session.act(Act::go, 2);
        EXPECT_TRUE(session.act(row.movement, 3));
        EXPECT_TRUE(session.is_finished());
        EXPECT_EQ(session.verdict(), row.verdict) << row.before.value_or(-1) << " " << row.after.value_or(-1);
    }
}

TEST(GuidedSession, WithoutTasksItIsOver) { EXPECT_TRUE(GuidedSession({}).is_finished()); }

// Whatever is pressed whenever: it ends, and its events make the same session.
TEST(GuidedSession, AnyEventsEndSomewhereAndReplayTheSame) {
    std::mt19937 random(4);
    std::size_t finished = 0;
    for (int run = 0; run < 2000; ++run) {
        GuidedSession session({point, stretch, counted});
        double now = 0;
        for (int step = 0; step < 400 && !session.is_finished(); ++step) {
            now += static_cast<double>(random() % 40) - 3;     // at times backwards
            const auto act = static_cast<Act>(random() % 11);  // all but quitting
            session.act(act, now, static_cast<double>(random() % 12));
            const SessionView view = session.view();
            ASSERT_LT(view.task, 3u);
            ASSERT_GE(view.remaining_s, 0);
            ASSERT_LE(view.remaining_s, 60);
        }
        finished += session.is_finished() ? 1 : 0;
        const GuidedSession again = replay({point, stretch, counted}, session.events());
        EXPECT_EQ(again.view().phase, session.view().phase);
        EXPECT_EQ(again.view().task, session.view().task);
        EXPECT_EQ(again.events().size(), session.events().size());
        EXPECT_TRUE(std::equal(again.outcomes().begin(), again.outcomes().end(), session.outcomes().begin()));
        EXPECT_EQ(again.verdict(), session.verdict());
    }
    EXPECT_GT(finished, 1900u);
}

}  // namespace
}  // namespace knotwork::test
