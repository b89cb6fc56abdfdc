// What the readers of all knowledge files share: names that references are checked against, citations, zones.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bake/toml_reader.hpp"
#include "bake/zone_spec.hpp"

namespace knotwork::bake {

inline constexpr std::array<std::string_view, 7> muscle_groups{"low back", "abdomen", "pelvic floor", "hip",
                                                               "thigh",    "leg",     "foot"};

// Names known so far, to check references against.
class Names {
  public:
    explicit Names(std::string kind) : kind_(std::move(kind)) {}
    // Refuses a name that is known already.
    void add(const std::string& name, const std::string& where);
    bool contains(const std::string& name) const { return names_.contains(name); }
    // Refuses a name that is not known, with the nearest that is.
    void check(const std::string& name, const std::string& where) const;
    const std::set<std::string>& all() const { return names_; }

  private:
    std::string kind_;
    std::set<std::string> names_;
};

// "; did you mean 'x'?", or "" if no name is near.
std::string hint(std::string_view word, std::span<const std::string> names);

// One of a few words, as it is written.
std::string chosen(TomlReader& reader, std::string_view key, std::span<const std::string_view> words);
// A whole number of a range; `value` where it is one of a list under that key.
std::uint32_t read_whole(TomlReader& reader, std::string_view key, int low, int high);
std::uint32_t check_whole(double value, TomlReader& reader, std::string_view key, int low, int high);
// At least one key of the bibliography.
std::vector<std::string> read_cites(TomlReader& reader, std::string_view key, const Names& citations);
// Which words in braces a text holds: what they stand for is put in when it is shown. `allowed` is "{side}", or empty.
void check_braces(const std::string& text, std::string_view allowed, const std::string& key, const std::string& where);
ZoneSpec read_zone(TomlReader& reader, const Names& regions);

}  // namespace knotwork::bake
