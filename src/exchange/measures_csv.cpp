#include "exchange/measures_csv.hpp"

#include <cmath>
#include <string_view>
#include <unordered_map>

#include "engine/json_text.hpp"
#include "exchange/clean_text.hpp"

namespace knotwork {
namespace {

std::string quote(std::string_view field) {
    if (field.find_first_of("\",\r\n") == std::string_view::npos) return std::string(field);
    std::string out = "\"";
    for (const char c : field) out.append(c == '"' ? 2 : 1, c);
    return out + "\"";
}

std::string format_text(std::string_view text) {
    std::string clean = clean_text(text);
    constexpr std::string_view formula_signs = "=+-@\t\r";
    if (!clean.empty() && formula_signs.find(clean.front()) != std::string_view::npos) clean.insert(0, 1, '\'');
    return quote(clean);
}

// As many digits as it takes to read the same number back; what is no number stays empty.
std::string format_value(double value) {
    if (!std::isfinite(value)) return {};
    std::string out = format_json(value);
    if (out.ends_with(".0")) out.resize(out.size() - 2);
    return out;
}

}  // namespace

std::string format_measures_csv(const Records& records, std::span<const MeasureCode> measures) {
    std::unordered_map<std::string_view, const Episode*> episodes;
    std::unordered_map<std::string_view, std::string_view> names;
    for (const Person& person : records.people) names.emplace(person.id, person.name);
    for (const Episode& episode : records.episodes) episodes.emplace(episode.id, &episode);
    std::string out = "time,date,person,episode,measure,side,place,value,unit,remark\r\n";
    for (const Entry& entry : records.entries) {
        if (entry.kind != EntryKind::measure) continue;
        std::string_view person, title, measure = entry.measure, unit;
        if (const auto found = episodes.find(entry.episode); found != episodes.end()) {
            title = found->second->title;
            if (const auto who = names.find(found->second->person); who != names.end()) person = who->second;
        }
        for (const MeasureCode& code : measures) {
            if (code.id != entry.measure) continue;
            if (!code.name.empty()) measure = code.name;
            unit = code.unit;
        }
        const std::string fields[] = {
            format_moment(entry.at),  format_date(entry.at.date()),
            format_text(person),      format_text(title),
            format_text(measure),     std::string(entry.side ? name(*entry.side) : std::string_view{}),
            format_text(entry.place), format_value(entry.value),
            format_text(unit),        format_text(entry.text)};
        for (const std::string& field : fields) out += (&field == fields ? "" : ",") + field;
        out += "\r\n";
    }
    return out;
}

}  // namespace knotwork
