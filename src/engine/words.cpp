#include "engine/words.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace knotwork {
namespace {

// "gluteus minimus 2, right"
std::string format_point(const Atlas& atlas, SourceId id) {
    const Atlas::Source& point = atlas.sources()[id.value];
    return within_sentence(atlas.text(atlas.muscles()[point.muscle].name)) + " " + std::to_string(point.number) + ", " +
           std::string(name(static_cast<Side>(point.side)));
}

std::string format_often(const Dose& dose) {
    std::string out = format_times(dose.day_least, dose.day_most) + " a day";
    if (dose.days_a_week < 7) out += ", " + std::to_string(dose.days_a_week) + " days a week";
    return out;
}

}  // namespace

std::string format_decision(const Atlas& atlas, SourceId id) {
    const Atlas::Source& source = atlas.sources()[id.value];
    const std::string side(source.sided != 0 ? name(static_cast<Side>(source.side)) : std::string_view());
    if (atlas.is_condition(source)) {
        const std::string condition(atlas.text(atlas.conditions()[source.condition].name));
        return side.empty() ? condition : condition + ", " + side;
    }
    return side + " " + within_sentence(atlas.text(atlas.muscles()[source.muscle].name));
}

std::string format_subject_label(const Atlas& atlas, const Subject& subject) {
    std::string out(atlas.text(atlas.findings()[subject.finding.value].name));
    if (!subject.point.is_none())
        return replace_all(std::move(out), "a trigger point", format_point(atlas, subject.point));
    if (subject.side) out += ", " + std::string(name(*subject.side));
    return out;
}

std::string format_measure_label(const Atlas& atlas, const Atlas::Measure& measure, const std::optional<Side>& side,
                                 std::string_view place) {
    std::string out(atlas.text(measure.name));
    const Atlas::Source* const source = place.empty() ? nullptr : atlas.find_source(place);
    if (source != nullptr && !atlas.is_condition(*source))
        return out + ", " + format_point(atlas, {static_cast<std::uint32_t>(source - atlas.sources().data())});
    if (!place.empty()) out += ", " + std::string(place);
    if (side) out += ", " + std::string(name(*side));
    return out;
}

std::string format_range(double least, double most) {
    const std::string end = std::to_string(std::lround(most));
    return least == most ? end : std::to_string(std::lround(least)) + " to " + end;
}

std::string format_times(std::uint32_t least, std::uint32_t most) {
    if (most == 1) return "once";
    if (least == 1 && most == 2) return "once or twice";
    return format_range(least, most) + " times";
}

std::string format_dose(const Atlas& atlas, const PlanItem& item) {
    using atlas_format::RemedyKind;
    const Dose& dose = item.dose;
    const auto kind = static_cast<RemedyKind>(atlas.remedies()[item.remedy.value].kind);
    std::string out;
    if (kind == RemedyKind::exercise) {
        out = std::to_string(dose.sets);
        out += dose.hold_most_s > 0 ? " sets, each held " + format_range(dose.hold_least_s, dose.hold_most_s) + " s"
                                    : " sets of " + format_range(dose.repeats_least, dose.repeats_most);
    } else {
        out = "Hold " + format_range(dose.hold_least_s, dose.hold_most_s) + " s, " +
              format_times(dose.repeats_least, dose.repeats_most);
    }
    out += "; " + format_often(dose);
    if (kind != RemedyKind::position) out += "; pain at most " + std::to_string(std::lround(dose.pain_most)) + " of 10";
    return out;
}

std::string format_short_citation(const Atlas& atlas, const Atlas::Citation& work) {
    if (atlas.text(work.key) == "judgement") return "a judgement of the authors";
    const std::string_view authors = atlas.text(work.authors);
    const std::size_t comma = authors.find(',');
    std::string_view first = authors.substr(0, comma);
    // "Finucane LM": without the initials, which are the last word in capitals.
    if (const std::size_t blank = first.rfind(' ');
        comma != std::string_view::npos && blank != std::string_view::npos && blank + 4 >= first.size())
        first = first.substr(0, blank);
    return std::string(first) + (comma == std::string_view::npos ? " " : " and others ") + std::to_string(work.year);
}

std::string format_short_citations(const Atlas& atlas, Atlas::Range cites) {
    std::string out;
    for (const std::uint32_t c : atlas.refs(cites)) {
        const std::string work = format_short_citation(atlas, atlas.citations()[c]);
        // Two works of the same authors and year read alike.
        if (out.find(work) == std::string::npos) out += (out.empty() ? "" : "; ") + work;
    }
    return out;
}

std::string without_emphasis(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '*'), text.end());
    return text;
}

}  // namespace knotwork
