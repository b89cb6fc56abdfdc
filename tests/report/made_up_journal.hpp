// Made-up journals: a runner's eight weeks, and courses of every shape, for pictures of them.
#pragma once

#include <span>
#include <string>

#include "base/record.hpp"
#include "report/document.hpp"
#include "report/progress_chart.hpp"

namespace knotwork::test {

inline constexpr Date made_up_start{2026, 9, 27};

// A journal, and how the engine says that it goes.
struct MadeUpCourse {
    Records records;
    Progress progress;

    ChartInput input(std::string title = "Right buttock and leg") const { return {progress, &records, title}; }
};
MadeUpCourse assess(const Engine& engine, Records records, Date today);

// Measures of every kind, a plan, sessions, and three drawings; with the case where one is given. Pain falls for four
// weeks and then stays.
Records eight_weeks(const std::string& case_json = {});
// Pain alone, by day.
Records pain_alone(std::span<const Reading> readings);
// Daily pain and weekly function for a year, with a gap of six weeks; pain comes back at the end.
Records whole_year();

}  // namespace knotwork::test
