// A plan as a calendar (iCalendar, RFC 5545), to be put into whichever calendar a person keeps.
//
//     Result<std::string> calendar = build_calendar(engine.atlas(), plan, {.now = now, .alarm_minutes = 10});
//     write_file("plan.ics", *calendar);
//
// One event for each group of days on which the same things are done at the same time of day, repeated each week until
// the review, and one for the review itself. What is done n days a week is done on n weekdays spread evenly, the first
// of them that on which the plan begins. Times are those of whatever clock the calendar shows ("floating"). The same
// plan gives the same bytes, and the same UIDs, so that a calendar replaces what it had.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"

namespace knotwork {

struct TimeOfDay {
    unsigned hour = 18, minute = 30;
};

struct CalendarOptions {
    Moment now;  // when the calendar is made
    // When things are done: what is done once a day at the first time, twice a day at the second too, and so on. What
    // the dose asks for beyond the last time stands in the description alone.
    std::vector<TimeOfDay> times{{18, 30}, {8, 0}, {13, 0}};
    std::optional<unsigned> alarm_minutes = {};  // reminder before each event but the review; none: no reminder
    std::string plan_id = {};  // tells plans apart whose items are the same: the journal's id; may be empty
};

// What is done on a weekday at one time, and for how long.
struct DayGroup {
    std::vector<unsigned> offsets;   // days after the plan's first weekday, 0 to 6, rising
    std::vector<std::size_t> items;  // of the plan, rising
    std::size_t time = 0;            // index of the time of day
    unsigned minutes = 0;            // estimated from the doses, in steps of 5
};
std::vector<DayGroup> group_days(const Atlas& atlas, const Plan& plan, std::size_t times);

struct CalendarEvent {
    std::string uid, title, description;
    Date date;                      // the first one
    std::optional<TimeOfDay> time;  // none: all day
    unsigned minutes = 0;           // of an event with a time
    // Of one that comes again each week: on these days of the week (0 Sunday to 6 Saturday), until this date.
    std::vector<unsigned> weekdays;
    std::optional<Date> until;
    std::optional<unsigned> alarm_minutes;
};
// The events of a plan. Errors: missing (there is no plan, since it was refused), out_of_range (a time that no clock
// shows).
Result<std::vector<CalendarEvent>> list_events(const Atlas& atlas, const CasePlan& plan,
                                               const CalendarOptions& options);

// Events as iCalendar. Texts are UTF-8 without control characters but tabs and line ends, as list_events gives them.
std::string format_calendar(const std::vector<CalendarEvent>& events, const Moment& now);

// Both in one. Errors: those of list_events.
Result<std::string> build_calendar(const Atlas& atlas, const CasePlan& plan, const CalendarOptions& options);

}  // namespace knotwork
