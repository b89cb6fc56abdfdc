// Text that other programs can hold. Inside of exchange.
#pragma once

#include <string>
#include <string_view>

namespace knotwork {

// UTF-8 without control characters other than tab and line end, and with plain blanks alone; bytes that are no UTF-8
// become the replacement character.
std::string clean_text(std::string_view text);

}  // namespace knotwork
