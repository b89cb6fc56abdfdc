#include "atlas/check_atlas.hpp"

#include <cmath>

namespace knotwork {

namespace af = atlas_format;

bool AtlasCheck::is_expression(af::Range range, bool about_findings) const {
    if (!inside(range, atlas_.terms_.size())) return false;
    std::size_t depth = 0;
    for (const af::Term& term : atlas_.terms(range)) {
        if (!std::isfinite(term.number)) return false;
        std::size_t used = 0;
        switch (static_cast<af::TermKind>(term.kind)) {
            case af::TermKind::finding:
            case af::TermKind::both:
                if (!about_findings || term.index >= atlas_.findings_.size() ||
                    (term.kind == static_cast<std::uint32_t>(af::TermKind::both) &&
                     atlas_.findings_[term.index].sided == 0))
                    return false;
                break;
            case af::TermKind::pain_at_least:
                if (!about_findings) return false;
                break;
            case af::TermKind::age_at_least:
            case af::TermKind::age_below:
            case af::TermKind::sex_female:
            case af::TermKind::sex_male: break;
            case af::TermKind::op_not: used = 1; break;
            case af::TermKind::op_and:
            case af::TermKind::op_or: used = 2; break;
            case af::TermKind::at_least:
                if (!(term.number >= 1 && term.number <= static_cast<float>(af::deepest_expression)) ||
                    term.number != std::floor(term.number) || term.index < 1 ||
                    static_cast<float>(term.index) > term.number)
                    return false;
                used = static_cast<std::size_t>(term.number);
                break;
            default: return false;
        }
        if (depth < used) return false;
        depth = depth - used + 1;
        if (depth > af::deepest_expression) return false;
    }
    return depth == 1;
}

bool AtlasCheck::is_optional_expression(af::Range range) const {
    return (range.begin == range.end && inside(range, atlas_.terms_.size())) || is_expression(range, true);
}

bool AtlasCheck::check_findings() {
    const Atlas& a = atlas_;
    for (const auto& s : a.signs_)
        if (!is_sign(s)) return refuse("has a broken sign");
    for (const auto& f : a.findings_) {
        if (!are_texts({f.id, f.name, f.ask, f.yes, f.stop, f.family, f.note, f.unit}) ||
            !inside(f.how, a.names_.size()) || f.group > static_cast<std::uint32_t>(af::FindingGroup::palpation) ||
            f.who > static_cast<std::uint32_t>(af::Examiner::professional) || f.sided > 1 || f.effort < 1 ||
            f.effort > 5 || f.discomfort > 4 || f.asked_of > static_cast<std::uint32_t>(af::AskedOf::nobody) ||
            f.yes_above > 1 || !is_probability(f.false_yes) || !is_count(f.people) ||
            !inside(f.signs, a.signs_.size()) || !are_cites(f.cites))
            return refuse("has a broken finding");
        const bool counted = f.unit.begin != f.unit.end;
        if (!std::isfinite(f.least) || !std::isfinite(f.most) || !std::isfinite(f.threshold) ||
            (counted && !(f.least < f.most && f.least <= f.threshold && f.threshold <= f.most)))
            return refuse("has a finding whose number has no range");
        const bool pressing = f.group == static_cast<std::uint32_t>(af::FindingGroup::palpation);
        for (const auto& s : a.signs(f.signs))
            if (s.yes < f.false_yes || (s.other_side == 1 && f.sided == 0) ||
                (s.target == static_cast<std::uint32_t>(af::SignTarget::itself)) != pressing)
                return refuse("has a sign that does not fit its finding");
    }
    return true;
}

bool AtlasCheck::is_sign(const af::Sign& s) const {
    if (!is_text(s.group) || s.other_side > 1 || !is_probability(s.yes) || !is_count(s.people) || !are_cites(s.cites))
        return false;
    switch (static_cast<af::SignTarget>(s.target)) {
        case af::SignTarget::condition: return s.index < atlas_.conditions_.size();
        case af::SignTarget::muscle: return s.index < atlas_.muscles_.size();
        case af::SignTarget::group: return s.index == af::no_index && s.group.begin != s.group.end;
        case af::SignTarget::itself: return s.index == af::no_index;
    }
    return false;
}

bool AtlasCheck::check_rules() {
    const Atlas& a = atlas_;
    for (const auto& p : a.providers_)
        if (!are_texts({p.id, p.name, p.plain}) || !are_cites(p.cites)) return refuse("has a broken provider");
    for (const auto& r : a.rules_)
        if (!are_texts({r.id, r.rule_class, r.say, r.note}) || r.urgency < 1 ||
            r.urgency > static_cast<std::uint32_t>(af::Urgency::emergency) || r.provider >= a.providers_.size() ||
            !is_expression(r.when, true) || !are_cites(r.cites))
            return refuse("has a broken rule");
    return true;
}

}  // namespace knotwork
