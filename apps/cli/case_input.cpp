#include "case_input.hpp"

namespace knotwork::cli {

Result<Case> parse_case_or_drawing(const Atlas& atlas, std::string_view json) {
    if (is_case(json)) return parse_case(atlas, json);
    Result<Drawing> drawing = parse_drawing(json);
    if (!drawing) return tl::unexpected(drawing.error());
    Case known;
    set_drawing(known, std::move(*drawing));
    return known;
}

}  // namespace knotwork::cli
