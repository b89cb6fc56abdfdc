#include "clock.hpp"

#include <ctime>

namespace knotwork::cli {

Moment get_now() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {static_cast<std::int64_t>(now), static_cast<std::int32_t>(local.tm_gmtoff / 60)};
}

}  // namespace knotwork::cli
