#include "care/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace knotwork {
namespace {

constexpr double greatest_strength = 0.98;

// Chance that a source makes the answer yes by itself, from the share of yes with and without it.
double strength_of(double yes, double yes_people, double false_yes, double false_people) {
    const double people = 1 / (1 / yes_people + 1 / false_people);
    const double drawn_in = false_yes + (yes - false_yes) * people / (people + few_people);
    return std::clamp((drawn_in - false_yes) / (1 - false_yes), 0.0, greatest_strength);
}

}  // namespace

SignTable::SignTable(const Atlas& atlas) {
    using enum atlas_format::SignTarget;
    for (const Atlas::Finding& finding : atlas.findings()) {
        const auto false_yes = static_cast<double>(finding.false_yes);
        leak_.push_back(false_yes);
        itself_.push_back(0);
        // Of several signs for one source (a muscle, and one of its points) the most particular holds.
        struct Claim {
            double strength;
            int particular;
        };
        std::map<std::pair<std::uint32_t, bool>, Claim> claims;  // by source asked of the left
        for (const Atlas::Sign& sign : atlas.signs(finding.signs)) {
            const double strength = strength_of(static_cast<double>(sign.yes), static_cast<double>(sign.people),
                                                false_yes, static_cast<double>(finding.people));
            const auto target = static_cast<atlas_format::SignTarget>(sign.target);
            if (target == itself) itself_.back() = strength;
            const auto claim = [&](std::uint32_t source, int particular) {
                if (atlas.sources()[source].sided != 0 &&
                    static_cast<Side>(atlas.sources()[source].side) == Side::right)
                    return;
                Claim& known =
                    claims.try_emplace({source, sign.other_side != 0}, Claim{strength, particular}).first->second;
                if (particular > known.particular) known = {strength, particular};
            };
            for (std::uint32_t s = 0; s < atlas.sources().size(); ++s) {
                const Atlas::Source& source = atlas.sources()[s];
                if (target == condition && source.condition == sign.index) claim(s, 2);
                if (atlas.is_condition(source)) continue;
                if (target == muscle && source.muscle == sign.index &&
                    (sign.number == 0 || sign.number == source.number))
                    claim(s, sign.number == 0 ? 1 : 2);
                if (target == group && atlas.text(atlas.muscles()[source.muscle].group) == atlas.text(sign.group))
                    claim(s, 0);
            }
        }
        signs_.emplace_back();
        for (const auto& [key, claim] : claims)
            signs_.back().push_back(
                {SourceId{key.first}, SourceId{atlas.sources()[key.first].mirror}, claim.strength, key.second});
    }
}

std::vector<infer::Sign> SignTable::list_signs(const Subject& subject) const {
    std::vector<infer::Sign> out;
    if (!subject.point.is_none()) return {{subject.point, itself_[subject.finding.value]}};
    for (const Entry& entry : signs_[subject.finding.value]) {
        // A finding without a side is a sign of the source on either side; one without a side hears of both sides.
        const bool no_side = !subject.side || entry.left == entry.right;
        const bool left = no_side || ((*subject.side == Side::left) != entry.other_side);
        if (left) out.push_back({entry.left, entry.strength});
        if ((!subject.side || !left) && entry.right != entry.left) out.push_back({entry.right, entry.strength});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.source < b.source; });
    // The same source as a sign of its own and of the other side: the stronger.
    std::size_t kept = 0;
    for (const infer::Sign& sign : out) {
        if (kept > 0 && out[kept - 1].source == sign.source)
            out[kept - 1].strength = std::max(out[kept - 1].strength, sign.strength);
        else
            out[kept++] = sign;
    }
    out.resize(kept);
    return out;
}

double SignTable::chance_of_yes(const Subject& subject, std::span<const SourceId> active) const {
    double no = 1 - leak(subject.finding);
    for (const infer::Sign& sign : list_signs(subject))
        if (std::find(active.begin(), active.end(), sign.source) != active.end()) no *= 1 - sign.strength;
    return 1 - no;
}

double compute_weight(const Atlas& atlas, const Facts& facts, const Answer& answer) {
    const Atlas::Finding& finding = atlas.findings()[answer.subject.finding.value];
    if (is_palpation(finding)) {
        // Recognised pain says all that tenderness says; a point that is not tender has no pain to recognise.
        if (atlas.text(finding.id) != tenderness) return 1;
        const bool is_said_already = std::any_of(facts.answers.begin(), facts.answers.end(), [&](const Answer& other) {
            return other.subject.point == answer.subject.point && other.reply != Reply::unknown &&
                   atlas.text(atlas.findings()[other.subject.finding.value].id) == recognised_pain;
        });
        return is_said_already ? 0 : 1;
    }
    const std::string_view family = atlas.text(finding.family);
    if (family.empty()) return 1;
    double members = 0;
    for (const Answer& other : facts.answers)
        if (other.reply != Reply::unknown && other.subject.side == answer.subject.side &&
            atlas.text(atlas.findings()[other.subject.finding.value].family) == family)
            ++members;
    return 1 / std::sqrt(std::max(1.0, members));
}

CaseEvidence build_evidence(const Atlas& atlas, const SignTable& table, const Facts& facts) {
    CaseEvidence out;
    out.log_ratio.assign(atlas.sources().size(), 0);
    out.log_odds.assign(atlas.sources().size(), 0);
    for (const Atlas::Condition& condition : atlas.conditions())
        for (const Atlas::Shift& shift : atlas.shifts(condition.shifts))
            if (holds(atlas, shift.when, facts))
                for (std::uint32_t s = condition.sources.begin; s < condition.sources.end; ++s)
                    out.log_odds[s] += static_cast<double>(shift.log_odds);
    for (const Answer& answer : facts.answers) {
        if (answer.reply == Reply::unknown) continue;
        const double weight = compute_weight(atlas, facts, answer);
        if (weight == 0) continue;
        std::vector<infer::Sign> signs = table.list_signs(answer.subject);
        if (answer.reply == Reply::no) {
            for (const infer::Sign& sign : signs)
                out.log_ratio[sign.source.value] += weight * std::log1p(-sign.strength);
        } else if (!signs.empty()) {
            out.yes.push_back({table.leak(answer.subject.finding), weight, {}});
            out.signs.push_back(std::move(signs));
        }
    }
    for (std::size_t i = 0; i < out.yes.size(); ++i) out.yes[i].signs = out.signs[i];
    return out;
}

}  // namespace knotwork
