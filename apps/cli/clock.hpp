// The clock of this machine, read at the door and handed in.
#pragma once

#include "base/date.hpp"

namespace knotwork::cli {

// Now, with the offset of the local time zone.
Moment get_now();

}  // namespace knotwork::cli
