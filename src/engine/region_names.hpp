// Everyday words for parts of the body: "right buttock", "back of my left thigh", "both calves".
//
//     RegionNames names(atlas);
//     std::vector<std::string> warnings;
//     Result<std::vector<RegionGroup>> groups = names.resolve(phrases, "marks[0].regions", warnings);
//
// A phrase names regions by id, label or synonym, in any order of its words; a synonym that several regions share
// ("thigh") means all of them, and words that several names hold together ("upper thigh") mean each of those. A side
// word (left, right, both) may stand anywhere. A phrase without one takes the side of the others if they agree, else
// both sides; a region on the mid-line is taken whole. What was assumed is told in `warnings`.
//
// Built once an atlas; holds copies only. Cost of a phrase: O(names).
// Errors: unknown_name, with the nearest name as a suggestion.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/side.hpp"

namespace knotwork {

// Regions that were named in one breath, rising, each once.
using RegionGroup = std::vector<RegionId>;

class RegionNames {
  public:
    explicit RegionNames(const Atlas& atlas);

    // What each phrase names, on each side: a phrase on the mid-line is one group, another one a group a side. `where`
    // is the place of the list, for errors.
    Result<std::vector<RegionGroup>> resolve(std::span<const std::string> phrases, const std::string& where,
                                             std::vector<std::string>& warnings) const;

  private:
    enum class Sides : std::uint8_t { unsaid, left, right, both };
    struct Part {  // a region without its side
        std::vector<RegionId> left, right;
        std::string label;
        bool on_midline = false;
    };
    struct Name {
        std::string text;  // as people would write it, for suggestions
        std::vector<std::uint32_t> parts;
        bool whole = false;  // an id or label: may be named by some of its words only
    };
    struct Phrase {
        std::vector<std::uint32_t> parts;
        Sides sides = Sides::unsaid;
    };

    Result<Phrase> parse(const std::string& text, const std::string& where, std::vector<std::string>& warnings) const;
    std::string nearest_name(const std::vector<std::string>& words, const std::vector<std::string>& meaning) const;
    void add_name(std::string_view text, std::uint32_t part, bool whole);

    std::vector<Part> parts_;
    std::map<std::vector<std::string>, Name> names_;  // by their words, sorted and without stop words
};

// "right buttock, back of right thigh and outer calf" -> its phrases.
std::vector<std::string> split_phrases(std::string_view text);

}  // namespace knotwork
