// Tables of CHOIR body maps as CSV (RFC 4180): a heading line, then one person a line.
//
//     CHOIR columns used: `bodymap_regions_csv` (required: "218,228"), `gender` (required: Female or Male, which body
//     map the numbers belong to) and `id` (optional). Other columns are passed over.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "engine/drawing.hpp"

namespace knotwork::cli {

// Fields of one line; a quoted field may hold commas and doubled quotes, but no line feed. Errors: wrong_type.
Result<std::vector<std::string>> parse_csv_line(std::string_view line);

class ChoirColumns {
  public:
    // Errors: missing (a column), wrong_type.
    static Result<ChoirColumns> parse(std::string_view heading);

    // The drawing of one line, with its id. Errors: those of build_drawing_of_choir, unknown_name (a gender without a
    // map).
    Result<Drawing> parse_drawing(std::string_view line) const;

  private:
    std::size_t count_ = 0, segments_ = 0, gender_ = 0;
    std::optional<std::size_t> id_;
};

}  // namespace knotwork::cli
