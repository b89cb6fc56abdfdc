#include "clock.hpp"

#include <ctime>

namespace knotwork::cli {

Moment get_now() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {static_cast<std::int64_t>(now), static_cast<std::int32_t>(local.tm_gmtoff / 60)};
}

Result<Date> read_day(const std::string& text, const std::string& option) {
    return text.empty() ? Result<Date>(get_now().date()) : parse_date(text, option);
}

}  // namespace knotwork::cli
