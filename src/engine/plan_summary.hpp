// What progress needs of a plan that was kept, read from its document.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"

namespace knotwork {

struct PlanSummary {
    Date start;
    struct Item {
        std::string remedy, kind;
        double days_a_week = 7;
    };
    std::vector<Item> items;
};

// Errors: those of parse_json, and of a plan that lacks what is read.
Result<PlanSummary> parse_plan_summary(const std::string& text);

}  // namespace knotwork
