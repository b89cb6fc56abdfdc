// Events as libical writes them: what our own writer is held against.
#pragma once

#include <string>
#include <vector>

#include "exchange/calendar.hpp"

namespace knotwork::test {

std::string format_calendar_by_libical(const std::vector<CalendarEvent>& events, const Moment& now);

}  // namespace knotwork::test
