// How an episode goes, from what the journal holds: trends, the expected course behind them, and what to change.
//
//     Result<Progress> progress = assess_progress(engine, records, {.today = today});
//     if (!progress->series.empty()) show(progress->series.front());        // pain first
//     for (const StepTaken& step : progress->steps) show(step);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/record.hpp"
#include "care/facts.hpp"
#include "care/progress.hpp"

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

// The course that is expected of the leading source's pain, from the level it began with: by day, in the unit of pain.
struct ExpectedCourse {
    std::uint32_t course = 0;  // of the atlas
    struct Point {
        double day = 0, expected = 0, low = 0, high = 0;
    };
    std::vector<Point> points;
    double below = 0;  // share of the band's height that the level lies above its line today; negative: better
};

// How often a plan was done, and what its points answered.
struct PointResponse {
    SourceId point;
    std::uint32_t sessions = 0;    // in which it was pressed
    std::uint32_t eased = 0;       // and became less
    std::uint32_t better = 0;      // sessions after which pain or movement was better
    Reply reply = Reply::unknown;  // yes: it responds; no: it does not; unknown: too few sessions, or between
};
struct Practice {
    std::uint32_t sessions = 0;     // finished since the latest plan
    std::optional<double> planned;  // that would have been done by today
    std::vector<PointResponse> points;
};

struct StepTaken {
    std::uint32_t step = 0;  // of the atlas: next_steps
    std::string about;       // what it is about here, in words: a point, a muscle, a provider; may be empty
    std::optional<SourceId> source;
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
    std::string episode;  // id; empty: the latest
};

// Days of the episode count from its beginning. What lies after `today` is left out, and said.
class Engine;
Result<Progress> assess_progress(const Engine& engine, const Records& records, const ProgressOptions& options);

// The latest case of an episode: its newest "case" entry, with what was painted and answered since, and with what the
// sessions say of the points that were pressed. Errors: missing (no case), those of parse_case.
struct Case;
Result<Case> find_case(const Engine& engine, const Records& records, const std::string& episode);

// The JSON form, "knotwork.progress/1" (schemas/progress.schema.json).
std::string format_progress(const Engine& engine, const Progress& progress);

}  // namespace knotwork
