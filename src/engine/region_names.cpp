#include "engine/region_names.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr std::array<std::string_view, 16> stop_words{"a",  "an",   "and", "all", "at", "from", "her",   "his",
                                                      "in", "into", "my",  "of",  "on", "the",  "their", "to"};
constexpr std::array<std::string_view, 3> left_words{"left", "l", "lt"};
constexpr std::array<std::string_view, 3> right_words{"right", "r", "rt"};
constexpr std::array<std::string_view, 3> both_words{"both", "bilateral", "bilaterally"};

template <std::size_t n>
bool holds(const std::array<std::string_view, n>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Plural and singular are one: "calves" and "calf", "buttocks" and "buttock". Both sides of a comparison pass here, so
// it does not matter that "achilles" loses its s.
std::string singular(std::string word) {
    if (word == "feet") return "foot";
    if (word.size() > 4 && word.ends_with("lves")) return word.substr(0, word.size() - 3) + "f";
    if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
    return word;
}

// Letters and digits of a text, folded, as words.
std::vector<std::string> words_of(std::string_view text) {
    std::string plain;
    for (const char c : text) plain += c == '.' || c == '\'' || c == '(' || c == ')' || c == ':' ? ' ' : c;
    return split(fold(plain), ' ');
}

std::vector<std::string> meaning_of(const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (const std::string& word : words)
        if (!holds(stop_words, word)) out.push_back(singular(word));
    return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
    return out;
}

}  // namespace

RegionNames::RegionNames(const Atlas& atlas) {
    const auto regions = atlas.regions();
    std::map<std::string, std::uint32_t, std::less<>> part_of_id;
    std::vector<std::uint32_t> part_of_region;
    for (std::uint32_t r = 0; r < regions.size(); ++r) {
        const std::string id(atlas.text(regions[r].id));
        const auto [found, is_new] = part_of_id.try_emplace(id, static_cast<std::uint32_t>(parts_.size()));
        if (is_new) parts_.push_back({{}, {}, std::string(atlas.text(regions[r].label)), false});
        Part& part = parts_[found->second];
        (static_cast<Side>(regions[r].side) == Side::left ? part.left : part.right).push_back({r});
        part_of_region.push_back(found->second);
        add_name(id, found->second, true);
        add_name(part.label, found->second, true);
        for (const Atlas::Text synonym : atlas.names(regions[r].synonyms))
            add_name(atlas.text(synonym), found->second, false);
    }
    const Skin& skin = atlas.skin();
    for (std::uint32_t v = 0; v < skin.point_count(); ++v)
        if (skin.mirror[v] == v) parts_[part_of_region[skin.region[v]]].on_midline = true;
}

void RegionNames::add_name(std::string_view text, std::uint32_t part, bool whole) {
    std::vector<std::string> meaning = meaning_of(words_of(text));
    if (meaning.empty()) return;
    Name& name = names_[std::move(meaning)];
    if (name.text.empty()) name.text = joined(words_of(text), " ");
    name.whole = name.whole || whole;
    if (std::find(name.parts.begin(), name.parts.end(), part) == name.parts.end()) name.parts.push_back(part);
}

// The nearest name as it is written or, failing that, with the words of both in the same order.
std::string RegionNames::nearest_name(const std::vector<std::string>& words,
                                      const std::vector<std::string>& meaning) const {
    for (const bool in_order : {true, false}) {
        const std::string wanted = one_line(joined(in_order ? words : meaning, " "));
        std::vector<std::string> candidates, texts;
        for (const auto& [name_words, name] : names_) {
            std::string candidate = in_order ? name.text : joined(name_words, " ");
            // One of quite another length cannot be near; comparing is what costs.
            const std::size_t longer = std::max(candidate.size(), wanted.size());
            if (longer - std::min(candidate.size(), wanted.size()) > wanted.size() / 2 + 1) continue;
            candidates.push_back(std::move(candidate));
            texts.push_back(name.text);
        }
        const std::string_view near = find_nearest(wanted, candidates);
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (!near.empty() && candidates[i] == near) return texts[i];
    }
    return "";
}

Result<RegionNames::Phrase> RegionNames::parse(const std::string& text, const std::string& where,
                                               std::vector<std::string>& warnings) const {
    Phrase phrase;
    std::vector<std::string> words;
    bool left = false, right = false;
    for (std::string& word : words_of(text)) {
        if (holds(left_words, word))
            left = true;
        else if (holds(right_words, word))
            right = true;
        else if (holds(both_words, word))
            left = right = true;
        else
            words.push_back(std::move(word));
    }
    if (left || right) phrase.sides = left && right ? Sides::both : left ? Sides::left : Sides::right;

    const std::vector<std::string> meaning = meaning_of(words);
    if (meaning.empty()) return fail(ErrorCode::unknown_name, where, "\"" + one_line(text) + "\" names no region");
    if (const auto found = names_.find(meaning); found != names_.end()) {
        phrase.parts = found->second.parts;
        return phrase;
    }

    // Not a name, but perhaps what several names have in common.
    for (const auto& [name_words, name] : names_)
        if (name.whole && std::includes(name_words.begin(), name_words.end(), meaning.begin(), meaning.end()))
            phrase.parts.insert(phrase.parts.end(), name.parts.begin(), name.parts.end());
    if (!phrase.parts.empty()) {
        std::sort(phrase.parts.begin(), phrase.parts.end());
        phrase.parts.erase(std::unique(phrase.parts.begin(), phrase.parts.end()), phrase.parts.end());
        std::vector<std::string> labels;
        for (const std::uint32_t part : phrase.parts) labels.push_back(parts_[part].label);
        warnings.push_back("\"" + one_line(text) + "\" was taken as " + joined(labels, ", "));
        return phrase;
    }

    const std::string near = nearest_name(words, meaning);
    return fail(ErrorCode::unknown_name, where,
                "no region \"" + one_line(text) + "\"" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
}

Result<std::vector<RegionGroup>> RegionNames::resolve(std::span<const std::string> phrases, const std::string& where,
                                                      std::vector<std::string>& warnings) const {
    std::vector<Phrase> parsed;
    bool left = false, right = false;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        Result<Phrase> phrase = parse(phrases[i], join_place(where, i), warnings);
        if (!phrase) return tl::unexpected(phrase.error());
        left = left || phrase->sides == Sides::left || phrase->sides == Sides::both;
        right = right || phrase->sides == Sides::right || phrase->sides == Sides::both;
        parsed.push_back(std::move(*phrase));
    }
    const Sides agreed = left == right ? Sides::both : left ? Sides::left : Sides::right;

    std::vector<RegionGroup> out;
    std::vector<std::string> assumed;
    for (std::size_t i = 0; i < parsed.size(); ++i) {
        bool told = false, across = false;
        RegionGroup left_group, right_group;
        for (const std::uint32_t p : parsed[i].parts) {
            const Part& part = parts_[p];
            Sides sides = parsed[i].sides;
            if (sides == Sides::unsaid) {
                sides = part.on_midline ? Sides::both : agreed;
                if (!part.on_midline && !told) assumed.push_back("\"" + one_line(phrases[i]) + "\"");
                told = told || !part.on_midline;
            }
            if (sides != Sides::right) left_group.insert(left_group.end(), part.left.begin(), part.left.end());
            if (sides != Sides::left) right_group.insert(right_group.end(), part.right.begin(), part.right.end());
            across = across || part.on_midline;
        }
        if (across) left_group.insert(left_group.end(), right_group.begin(), right_group.end());
        for (RegionGroup* group : {&left_group, across ? nullptr : &right_group}) {
            if (!group || group->empty()) continue;
            std::sort(group->begin(), group->end());
            group->erase(std::unique(group->begin(), group->end()), group->end());
            out.push_back(std::move(*group));
        }
    }
    if (!assumed.empty()) {
        const std::string taken = agreed == Sides::both   ? "on both sides"
                                  : agreed == Sides::left ? "on the left, like the rest"
                                                          : "on the right, like the rest";
        constexpr std::size_t longest_list = 10;
        if (assumed.size() > longest_list) {
            assumed.resize(longest_list);
            assumed.emplace_back("...");
        }
        warnings.push_back("no side was given for " + joined(assumed, ", ") + ": taken " + taken);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<std::string> split_phrases(std::string_view text) {
    std::string plain(text);
    for (char& c : plain)
        if (c == ';' || c == '\n' || c == '+') c = ',';
    for (std::size_t at = 0; (at = plain.find(" and ", at)) != std::string::npos;) plain.replace(at, 5, ", ");
    return split(plain, ',');
}

}  // namespace knotwork
