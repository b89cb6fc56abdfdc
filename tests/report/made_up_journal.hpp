// A made-up journal of a runner's eight weeks, and courses of every shape, for pictures of them.
#pragma once

#include <string>
#include <vector>

#include "base/record.hpp"
#include "report/document.hpp"

namespace knotwork::test {

inline constexpr Date made_up_start{2026, 9, 27};

struct MadeUpCourse {
    Progress progress;
    std::vector<ChartScale> scales;
    std::vector<double> sessions;

    ChartInput input(std::string title = "Right buttock and leg") const { return {progress, scales, sessions, title}; }
    void add(const ChartScale& scale, std::vector<Reading> readings, double error_sd, Change change,
             std::optional<Side> side = std::nullopt);
};

// Pain, worst pain, function, hip rotation of both sides, load and sleep; a plateau, an expected course, practice.
MadeUpCourse eight_weeks(const Atlas& atlas);
// What to do next, for it.
std::vector<ReportStep> made_up_steps();
// Pain alone: these readings, in the days that they span.
MadeUpCourse pain_alone(std::vector<Reading> readings, ChangeVerdict verdict = ChangeVerdict::too_early);
// Daily pain and weekly function for a year, with a gap of six weeks.
MadeUpCourse whole_year();

// Journal entries of the eight weeks: the case, three drawings since, and sessions.
Records journal_of(const std::string& case_json);

}  // namespace knotwork::test
