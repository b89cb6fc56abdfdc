// How an episode of pain goes, from what a journal holds: trends, the expected course behind them, and what to change.
//
//     Result<Progress> progress = assess_progress(engine, records, {.today = today}, scratch);
//     if (!progress->series.empty()) show(progress->series.front());        // pain first
//     for (const StepTaken& step : progress->steps) show(step);
//
// Steps are chosen by rules from the signs of the course, the practice and the standing of the case; their words and
// citations are in the atlas. Pure: "today" is handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/record.hpp"
#include "care/facts.hpp"
#include "care/plan.hpp"
#include "care/progress.hpp"
#include "care/session.hpp"
#include "engine/case.hpp"

namespace knotwork {

// One measure of one side or place, with its course.
struct Series {
    MeasureId measure;
    std::optional<Side> side;
    std::string place;  // trigger point; may be empty
    std::vector<Reading> readings;
    std::vector<TrendPoint> trend;
    Change change;
};
// What the model of progress knows of a measure. Where its scatter or least important difference is not known, nothing
// can be said about change.
Scale scale_of(const Atlas::Measure& measure);
bool may_be_judged(const Atlas::Measure& measure);

// The course that is expected of the leading source's pain, from the level it began with: by day, in the unit of pain.
struct ExpectedCourse {
    std::uint32_t course = 0;  // of the atlas
    struct Point {
        double day = 0, expected = 0, low = 0, high = 0;
    };
    std::vector<Point> points;  // one a day, from the first reading to some weeks after today
    Point now;                  // today
};

// How often a plan was done, and what its points answered.
struct PointResponse {
    SourceId point;
    std::uint32_t sessions = 0;    // finished ones in which it was pressed and the result was told
    std::uint32_t eased = 0;       // in which it became less under the press
    std::uint32_t better = 0;      // after which pain or movement was better
    Reply reply = Reply::unknown;  // yes: it responds; no: it does not; unknown: too few sessions, or between
};
struct Practice {
    std::uint32_t sessions = 0;     // finished since the latest plan
    std::optional<double> planned;  // that would have been done by today
    std::optional<Date> plan_start;
    std::vector<PointResponse> points;  // most often pressed first
};

struct StepTaken {
    std::uint32_t step = 0;          // of the atlas: next_steps
    std::string about;               // what it is about here, in words: a point, a muscle, a provider; may be empty
    std::optional<SourceId> source;  // where it is about one
};

struct Progress {
    Date begun, today;
    std::vector<Series> series;     // pain first, then as in the atlas
    std::vector<CourseSign> signs;  // of pain
    std::optional<ExpectedCourse> expected;
    Practice practice;
    std::vector<StepTaken> steps;  // what to do now; the first matters most
    std::vector<std::string> warnings;
};

struct ProgressOptions {
    Date today;
    std::string episode;  // id; empty: find_episode
};

inline constexpr std::uint32_t least_sessions = 3;  // before a point is said to respond or not
inline constexpr double least_responding = 0.6;     // share of sessions after which it was better (a judgement)
inline constexpr double most_not_responding = 0.3;  // the same
inline constexpr int response_days = 42;            // sessions longer ago say little
inline constexpr int patience_days = 42;            // without clear change: let somebody look at it
inline constexpr double least_kept = 0.5;           // share of the planned sessions below which a plan was not tried
inline constexpr double least_other_point = 0.2;    // probability from which another source is worth a try
inline constexpr int expected_weeks_ahead = 4;

// The episode that is meant where none is named: the latest that has not ended, else the latest. Nothing where there is
// none.
const Episode* find_episode(const Records& records, const std::string& id);

// Its newest case, with the pain that was measured and what was answered since, and with what the sessions say of the
// points that were pressed: they count in the trace as answers to "responds". What was painted since is no part of it:
// a pain that shrinks leaves places blank that it did reach, and a trace of the rest would hold that against its
// source. Errors: missing (no case), those of parse_case with the entry before the place.
Result<Case> build_case(const Atlas& atlas, const Records& records, const Episode& episode, Date today);

// The edits of its newest plan, to be kept in the next. Errors: those of parse_plan_edits.
Result<PlanEdits> find_plan_edits(const Atlas& atlas, const Records& records, const Episode& episode, Date today);

// What a step says, with what it is about.
std::string format_step(const Atlas& atlas, const StepTaken& step);

// What sessions of the last weeks say of each point that was pressed.
std::vector<PointResponse> list_responses(const Atlas& atlas, const Records& records, const Episode& episode,
                                          Date today);

}  // namespace knotwork
