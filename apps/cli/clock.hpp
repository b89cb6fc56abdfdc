// The clock of this machine, read at the door and handed in.
#pragma once

#include "base/date.hpp"

namespace knotwork::cli {

// Now, with the offset of the local time zone.
Moment get_now();
// The day that an option names, else today. Errors: those of parse_date.
Result<Date> read_day(const std::string& text, const std::string& option);

}  // namespace knotwork::cli
