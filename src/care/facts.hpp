// What is known of a person besides the drawing: age and sex, how bad it is, and the answers given so far.
//
//     Facts facts;
//     facts.age = 47;
//     facts.answers.push_back({sitting, {}, {}, Reply::yes});
//
// Findings are those of the atlas; a sided one is answered for a side, a palpation for a trigger point.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/ids.hpp"
#include "base/side.hpp"

namespace knotwork {

enum class Sex : std::uint8_t { female, male };
enum class Reply : std::uint8_t { unknown, no, yes };

// What was asked: a finding, with its side or the point that was pressed where it has one.
struct Subject {
    FindingId finding;
    std::optional<Side> side;
    SourceId point;  // none unless the finding is a palpation

    friend bool operator==(const Subject&, const Subject&) = default;
};

struct Answer {
    Subject subject;
    Reply reply = Reply::unknown;
};

struct Facts {
    std::optional<double> age;  // years
    std::optional<Sex> sex;
    std::optional<double> pain;   // 0 to 10
    std::vector<Answer> answers;  // each subject at most once

    Reply find(const Subject& subject) const;  // unknown where there is no answer
    bool is_answered(const Subject& subject) const;
};

// "straight-leg-raise/right", "my-pain/gluteus-minimus/2/right", "worse-sitting".
std::string format_subject(const Atlas& atlas, const Subject& subject);

// Everything that can be asked: each finding, once a side where it has sides, once a trigger point if it is a
// palpation.
std::vector<Subject> list_subjects(const Atlas& atlas);
std::vector<Subject> list_subjects(const Atlas& atlas, FindingId finding);

constexpr bool is_palpation(const Atlas::Finding& finding) {
    return finding.group == static_cast<std::uint32_t>(atlas_format::FindingGroup::palpation);
}

constexpr bool is_danger_sign(const Atlas::Finding& finding) {
    return finding.group == static_cast<std::uint32_t>(atlas_format::FindingGroup::red_flag);
}

// The palpations: pressing there is tender; it brings on the pain that the person came with; pressing it in several
// sessions brought clear relief, which nobody is asked and the journal tells.
inline constexpr std::string_view tenderness = "tender";
inline constexpr std::string_view recognised_pain = "my-pain";
inline constexpr std::string_view relief = "responds";

// Whether the program tells it and nobody is asked.
constexpr bool is_never_asked(const Atlas::Finding& finding) {
    return finding.asked_of == static_cast<std::uint32_t>(atlas_format::AskedOf::nobody);
}

// How many questions were answered, be it with "I don't know": danger signs, which everyone is asked, are not counted,
// nor what nobody is asked.
std::size_t count_questions(const Atlas& atlas, const Facts& facts);

// Whether the question concerns this person: some are asked of one sex alone, some of nobody. Where the sex is not
// known, all others are asked.
bool concerns(const Atlas::Finding& finding, const Facts& facts);

// Whether the finding of this id was answered with yes, on any side.
bool says_yes(const Atlas& atlas, const Facts& facts, std::string_view id);

// What would be known if the finding were a yes wherever it was not answered; none if it was answered everywhere.
std::optional<Facts> suppose_yes(const Atlas& atlas, const Facts& facts, FindingId finding);

// Whether a term of an expression is about a finding, its `index`.
constexpr bool names_finding(const Atlas::Term& term) {
    return term.kind == static_cast<std::uint32_t>(atlas_format::TermKind::finding) ||
           term.kind == static_cast<std::uint32_t>(atlas_format::TermKind::both);
}

// Whether an expression holds. What is unknown counts as not so; "not x" holds where x was not answered with yes.
bool holds(const Atlas& atlas, Atlas::Range terms, const Facts& facts);

}  // namespace knotwork
