// What the atlas and a plan hold, in the words that every page uses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "care/facts.hpp"
#include "care/plan.hpp"

namespace knotwork {

// "right gluteus minimus", "L5 radiculopathy, right", "coccydynia": what a decision stands for.
std::string format_decision(const Atlas& atlas, SourceId id);

// "Straight-leg raise, right"; "Tenderness of gluteus minimus 2, right".
std::string format_subject_label(const Atlas& atlas, const Subject& subject);

// "Turning the hip in, left"; "Pressure threshold, gluteus minimus 2, right"; at a place that the atlas does not know,
// as it is written.
std::string format_measure_label(const Atlas& atlas, const Atlas::Measure& measure, const std::optional<Side>& side,
                                 std::string_view place);

// "60 to 90", "30".
std::string format_range(double least, double most);
// "once", "once or twice", "1 to 3 times".
std::string format_times(std::uint32_t least, std::uint32_t most);
// "Hold 60 to 90 s, 1 to 3 times; once a day; pain at most 5 of 10".
std::string format_dose(const Atlas& atlas, const PlanItem& item);

// "Finucane and others 2020", "a judgement of the authors".
std::string format_short_citation(const Atlas& atlas, const Atlas::Citation& work);
// "Finucane and others 2020; Dionne and others 2019", each once.
std::string format_short_citations(const Atlas& atlas, Atlas::Range cites);

// Marks of emphasis mean nothing on a page of plain text.
std::string without_emphasis(std::string text);

}  // namespace knotwork
