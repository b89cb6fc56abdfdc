// Readings as a table for a spreadsheet: CSV as in RFC 4180, UTF-8, lines ending in CR LF, a heading first.
//
//     std::string table = format_measures_csv(records, codes);
//
// time                       date        person  episode       measure       side   place  value  unit   remark
// 2026-11-22T18:05:00+01:00  2026-11-22  A. B.   right buttock Pain, 0 to 10 right         4      of 10
//
// `time` has the offset of the clock that it was read from, `date` is the day by that clock; a value has a point for
// its decimals, and as many digits as it takes to read the same number back. A text that begins with = + - @ or a tab
// gets a ' before it: a spreadsheet would take it for a formula, and run it.
#pragma once

#include <span>
#include <string>

#include "base/record.hpp"
#include "exchange/fhir.hpp"

namespace knotwork {

// In the order of the records; entries that are no readings are left out.
std::string format_measures_csv(const Records& records, std::span<const MeasureCode> measures);

}  // namespace knotwork
