#include "choir_csv.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/engine.hpp"
#include "engine/json_text.hpp"

namespace knotwork::cli {

Result<std::vector<std::string>> parse_csv_line(std::string_view line) {
    while (line.ends_with('\r') || line.ends_with('\n')) line.remove_suffix(1);
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += '"';
            ++i;
        } else if (c == '"' && (quoted || fields.back().empty())) {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    if (quoted) return fail(ErrorCode::wrong_type, "", "a quoted field has no end");
    return fields;
}

Result<ChoirColumns> ChoirColumns::parse(std::string_view heading) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (heading.starts_with(byte_order_mark)) heading.remove_prefix(byte_order_mark.size());
    const auto fields = parse_csv_line(heading);
    if (!fields) return tl::unexpected(fields.error());
    const auto find = [&](std::string_view wanted) -> std::optional<std::size_t> {
        const auto found = std::find(fields->begin(), fields->end(), wanted);
        if (found == fields->end()) return std::nullopt;
        return static_cast<std::size_t>(found - fields->begin());
    };
    ChoirColumns out;
    out.count_ = fields->size();
    const auto segments = find("bodymap_regions_csv"), gender = find("gender");
    if (!segments || !gender)
        return fail(ErrorCode::missing, "",
                    fmt::format("the heading has no column {}", segments ? "gender" : "bodymap_regions_csv"));
    out.segments_ = *segments;
    out.gender_ = *gender;
    out.id_ = find("id");
    return out;
}

Result<Drawing> ChoirColumns::parse_drawing(std::string_view line) const {
    const auto fields = parse_csv_line(line);
    if (!fields) return tl::unexpected(fields.error());
    if (fields->size() != count_)
        return fail(ErrorCode::wrong_type, "",
                    fmt::format("{} fields where the heading has {}", fields->size(), count_));
    const std::string gender = fold((*fields)[gender_]);
    if (gender != "female" && gender != "male")
        return fail(ErrorCode::unknown_name, "gender",
                    fmt::format("must be Female or Male, whose body maps differ, not \"{}\"",
                                one_line((*fields)[gender_], 40)));
    Result<Drawing> drawing = build_drawing_of_choir(*find_body(gender), (*fields)[segments_]);
    if (!drawing) return fail(drawing.error().code, "bodymap_regions_csv", drawing.error().reason);
    if (id_) drawing->id = (*fields)[*id_];
    return drawing;
}

}  // namespace knotwork::cli
