#include "engine/plan_summary.hpp"

#include <utility>

#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr JsonLimits plan_limits{.bytes = 4u << 20, .depth = 16, .values = 100'000};

class PlanSummaryReader : JsonReader {
  public:
    using JsonReader::error;
    using JsonReader::failed;

    PlanSummary read(const Json& root) {
        PlanSummary out;
        if (!root.is_object()) {
            fail(ErrorCode::wrong_type, "", "a plan must be an object");
            return out;
        }
        const std::string start = text(required(root, "start", ""), "start");
        const Result<Date> date = parse_date(start, "start");
        if (!failed() && !date) fail(date.error().code, date.error().where, date.error().reason);
        if (failed()) return out;
        out.start = *date;
        const Json* const items = optional(root, "items");
        if (items == nullptr) return out;
        const Json& list = array(*items, "items");
        for (std::size_t i = 0; i < list.size() && !failed(); ++i) {
            const std::string where = join_place("items", i);
            if (!list[i].is_object()) {
                fail(ErrorCode::wrong_type, where, "must be an object");
                break;
            }
            PlanSummary::Item item{text(required(list[i], "remedy", where), join_place(where, "remedy")),
                                   text(required(list[i], "kind", where), join_place(where, "kind"))};
            const Json* const dose = optional(list[i], "dose");
            if (dose != nullptr && dose->is_object() && dose->contains("days_a_week"))
                item.days_a_week = number((*dose)["days_a_week"], where + ".dose.days_a_week");
            out.items.push_back(std::move(item));
        }
        return out;
    }
};

}  // namespace

Result<PlanSummary> parse_plan_summary(const std::string& text) {
    const Result<Json> root = parse_json(text, plan_limits);
    if (!root) return tl::unexpected(root.error());
    PlanSummaryReader reader;
    PlanSummary summary = reader.read(*root);
    if (reader.failed()) return tl::unexpected(reader.error());
    return summary;
}

}  // namespace knotwork
