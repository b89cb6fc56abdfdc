#include "bake/spec_reading.hpp"

#include <cmath>

#include "base/text.hpp"

namespace knotwork::bake {
namespace {

constexpr std::array<std::string_view, 2> zone_kinds{"essential", "spillover"};
constexpr std::array<std::string_view, 3> zone_sides{"own", "other", "both"};

}  // namespace

void Names::add(const std::string& name, const std::string& where) {
    if (!names_.insert(name).second) refuse(where, "a second " + kind_ + " '" + name + "'");
}

void Names::check(const std::string& name, const std::string& where) const {
    if (names_.contains(name)) return;
    const std::vector<std::string> all(names_.begin(), names_.end());
    refuse(where, "no " + kind_ + " '" + name + "'" + hint(name, all));
}

std::string hint(std::string_view word, std::span<const std::string> names) {
    const auto near = find_nearest(word, names);
    return near.empty() ? "" : "; did you mean '" + std::string(near) + "'?";
}

std::string chosen(TomlReader& reader, std::string_view key, std::span<const std::string_view> words) {
    return std::string(words[reader.choice(key, words)]);
}

std::uint32_t read_whole(TomlReader& reader, std::string_view key, int low, int high) {
    return check_whole(reader.number(key), reader, key, low, high);
}

std::uint32_t check_whole(double value, TomlReader& reader, std::string_view key, int low, int high) {
    if (!(value >= low && value <= high) || value != std::floor(value))
        refuse(reader.where(key), "'" + std::string(key) + "' must be a whole number from " + std::to_string(low) +
                                      " to " + std::to_string(high));
    return static_cast<std::uint32_t>(value);
}

std::vector<std::string> read_cites(TomlReader& reader, std::string_view key, const Names& citations) {
    auto cites = reader.texts(key);
    if (cites.empty()) refuse(reader.where(key), "'" + std::string(key) + "' names no source");
    for (const std::string& cite : cites) citations.check(cite, reader.where(key));
    return cites;
}

void check_braces(const std::string& text, std::string_view allowed, const std::string& key, const std::string& where) {
    for (std::size_t at = text.find_first_of("{}"); at != std::string::npos; at = text.find_first_of("{}", at)) {
        if (allowed.empty() || text.compare(at, allowed.size(), allowed) != 0)
            refuse(where, "'" + key + "' has a brace that stands for nothing" +
                              (allowed.empty() ? "" : "; only " + std::string(allowed) + " is filled in"));
        at += allowed.size();
    }
}

ZoneSpec read_zone(TomlReader& reader, const Names& regions) {
    ZoneSpec zone;
    zone.where = reader.where();
    zone.essential = reader.choice("kind", zone_kinds) == 0;
    zone.felt = reader.text("felt");
    if (reader.find_node("side")) zone.side = static_cast<ZoneSide>(reader.choice("side", zone_sides));
    zone.stroke = reader.find_texts("stroke").value_or(std::vector<std::string>{});
    zone.patch = reader.find_texts("patch").value_or(std::vector<std::string>{});
    zone.regions = reader.find_texts("regions").value_or(std::vector<std::string>{});
    if ((zone.stroke.empty() ? 0 : 1) + (zone.patch.empty() ? 0 : 1) + (zone.regions.empty() ? 0 : 1) != 1)
        refuse(zone.where, "a zone needs exactly one of 'stroke', 'patch' and 'regions'");
    for (const std::string& region : zone.regions) regions.check(region, reader.where("regions"));
    const auto length = [&](std::string_view key) {
        const double value = reader.number(key);
        if (value <= 0 || value > 40)
            refuse(reader.where(key), "'" + std::string(key) + "' must be above 0 and at most 40 cm");
        return static_cast<float>(value) / 100;
    };
    if (!zone.stroke.empty()) zone.radius = length("width_cm") / 2;
    if (!zone.patch.empty()) zone.radius = length("radius_cm");
    reader.finish();
    return zone;
}

}  // namespace knotwork::bake
