#include "study/patients.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <string_view>

namespace knotwork::study {
namespace {

// Streams of dice that have nothing to do with each other.
constexpr std::uint64_t shares_stream = 0x5A4E5u;
constexpr std::uint64_t patient_salt = 0x9A71E47u;
constexpr std::uint64_t answer_salt = 0xA45E3u;

// Marsaglia and Tsang 2000, doi:10.1145/358407.358414, for shape 1 and more; below by Johnk's power.
double draw_gamma(Dice& dice, double shape) {
    if (shape < 1) return draw_gamma(dice, shape + 1) * std::pow(1 - dice.uniform(), 1 / shape);
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = dice.normal(), v = std::pow(1 + c * x, 3);
        if (v <= 0) continue;
        if (std::log(1 - dice.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

double prior_odds(const Atlas::Source& source) {
    const double prior = static_cast<double>(source.prior);
    return prior / (1 - prior);
}

// How particularly a sign speaks of a source: 0 not at all, 1 by its group of muscles, 2 by its muscle, 3 by itself.
int closeness(const Atlas& atlas, const Atlas::Sign& sign, const Atlas::Source& source) {
    using enum atlas_format::SignTarget;
    const bool is_condition = atlas.is_condition(source);
    switch (static_cast<atlas_format::SignTarget>(sign.target)) {
        case condition: return is_condition && sign.index == source.condition ? 3 : 0;
        case muscle:
            if (is_condition || sign.index != source.muscle) return 0;
            return sign.number == 0 ? 2 : sign.number == source.number ? 3 : 0;
        case group:
            return !is_condition && atlas.text(atlas.muscles()[source.muscle].group) == atlas.text(sign.group) ? 1 : 0;
        case itself: return 0;  // of the pressed point, see chance_of_yes
    }
    return 0;
}

// Whether an answer about this side hears of a source there.
bool is_heard(const Subject& subject, const Atlas::Source& source, bool other_side) {
    if (!subject.side || source.sided == 0) return true;
    return (static_cast<Side>(source.side) == *subject.side) != other_side;
}

}  // namespace

double draw_share(Dice& dice, double mean, double people) {
    if (mean <= 0 || mean >= 1) return mean;
    const double count = std::max(people, 1 / std::min(mean, 1 - mean));
    const double yes = draw_gamma(dice, mean * count), no = draw_gamma(dice, (1 - mean) * count);
    return yes / (yes + no);
}

Patients::Patients(const Atlas& atlas, const People& people, std::uint64_t seed, const PatientHabits& habits)
    : atlas_(atlas), people_(people), seed_(seed), habits_(habits) {
    Dice dice(seed, shares_stream);
    std::map<std::string_view, std::uint64_t> families;
    for (const Atlas::Finding& finding : atlas.findings()) {
        const auto drawn = [&](double share, double of) {
            return habits.own_shares ? draw_share(dice, share, of) : share;
        };
        const double false_yes = drawn(static_cast<double>(finding.false_yes), static_cast<double>(finding.people));
        false_yes_.push_back(false_yes);
        yes_.emplace_back();
        for (const Atlas::Sign& sign : atlas.signs(finding.signs)) {
            const double yes = drawn(static_cast<double>(sign.yes), static_cast<double>(sign.people));
            yes_.back().push_back(false_yes + habits.telling * (yes - false_yes));
        }
        // Soreness to pressing is a family too.
        const std::string_view family = is_palpation(finding) ? "pressing" : atlas.text(finding.family);
        family_.push_back(family.empty() ? 0 : families.try_emplace(family, families.size() + 1).first->second);
    }
}

std::vector<std::uint32_t> Patients::pick_sources(const Facts& facts, std::uint32_t most, Dice& dice) const {
    const auto sources = atlas_.sources();
    const auto n = static_cast<std::uint32_t>(sources.size());
    std::vector<double> odds(n);
    for (std::uint32_t s = 0; s < n; ++s) {
        odds[s] = prior_odds(sources[s]);
        if (!atlas_.is_condition(sources[s])) continue;
        for (const Atlas::Shift& shift : atlas_.shifts(atlas_.conditions()[sources[s].condition].shifts))
            if (holds(atlas_, shift.when, facts)) odds[s] *= std::exp(static_cast<double>(shift.log_odds));
    }
    const Habits& habits = people_.habits();
    // The chance of one more, by how many there are.
    const std::array<double, 2> more{1 - habits.share_of_one, 1 - habits.share_of_two / (1 - habits.share_of_one)};
    std::vector<std::uint32_t> chosen;
    while (chosen.size() < most) {
        std::vector<double> weight = odds;
        double plain = 0, raised = 0, total = 0;
        for (std::uint32_t s = 0; s < n; ++s) {
            double breeding = 1, chain = 1;
            for (const std::uint32_t other : chosen) {
                // One condition on one side is there or not.
                if (other == s) weight[s] = 0;
                breeding *= people_.compute_breeding(other, s);
                chain *= people_.compute_chain(other, s);
            }
            plain += weight[s];
            raised += weight[s] * breeding;
            weight[s] *= breeding * chain;
            total += weight[s];
        }
        if (!chosen.empty()) {
            const double usual = more[chosen.size() - 1], likelier = usual / (1 - usual) * raised / plain;
            if (!dice.chance(likelier / (1 + likelier))) break;
        }
        chosen.push_back(dice.pick(n, total, [&](std::uint32_t s) { return weight[s]; }));
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

Patient Patients::make_patient(std::uint64_t index) const {
    Dice dice(seed_ ^ patient_salt, index);
    Patient patient;
    patient.index = index;
    patient.facts.sex = dice.chance(habits_.share_of_women) ? Sex::female : Sex::male;
    const double age = habits_.age_mean + habits_.age_spread * dice.normal();
    patient.facts.age = std::round(std::clamp(age, habits_.age_least, habits_.age_most));
    const double pain = habits_.pain_mean + habits_.pain_spread * dice.normal();
    patient.facts.pain = std::round(std::clamp(pain, 1.0, 10.0));
    const Habits& habits = people_.habits();
    const double kind = dice.uniform();
    patient.unmapped = kind < habits.only_unmapped + habits.also_unmapped;
    if (!(kind < habits.only_unmapped)) patient.active = pick_sources(patient.facts, 3, dice);
    return patient;
}

Painted Patients::draw(const Patient& patient) const {
    return people_.make_person_of(patient.active, patient.unmapped, seed_, patient.index).drawing;
}

double Patients::chance_of_yes(const Patient& patient, const Subject& subject) const {
    if (!can_be(patient, subject.finding)) return 0;
    const Atlas::Finding& finding = atlas_.findings()[subject.finding.value];
    const auto signs = atlas_.signs(finding.signs);
    const std::vector<double>& yes = yes_[subject.finding.value];
    const double false_yes = false_yes_[subject.finding.value];
    double no = 1 - false_yes;
    for (const std::uint32_t s : patient.active) {
        const Atlas::Source& source = atlas_.sources()[s];
        std::optional<double> own;
        int closest = 0;
        for (std::size_t i = 0; i < signs.size(); ++i) {
            if (!subject.point.is_none()) {
                if (subject.point.value == s) own = yes[i];
                continue;
            }
            const int close = closeness(atlas_, signs[i], source);
            if (close <= closest || !is_heard(subject, source, signs[i].other_side != 0)) continue;
            closest = close;
            own = yes[i];
        }
        if (own) no *= (1 - *own) / (1 - false_yes);
    }
    return std::clamp(1 - no, 0.0, 1.0);
}

Reply Patients::answer(const Patient& patient, const Subject& subject) const {
    const Atlas::Finding& finding = atlas_.findings()[subject.finding.value];
    const bool pressed = is_palpation(finding);
    const std::uint64_t side = subject.side ? 1 + static_cast<std::uint64_t>(*subject.side) : 0;
    // Both findings of a pressed point share what is the point's own, so that the rarer yes implies the other.
    const std::uint64_t what = pressed ? subject.point.value : subject.finding.value;
    const std::uint64_t person = Dice(seed_ ^ answer_salt, patient.index).next();
    Dice own(person, 4 * what + side + (pressed ? 0x10000000u : 0));
    const double own_part = own.normal();
    if (!is_danger_sign(finding) &&
        Dice(person, 0x20000000u + 4 * (what + 100'000 * subject.finding.value) + side).chance(habits_.unknown))
        return Reply::unknown;
    const double for_all = Dice(person, 0x30000000u).normal();
    double z = std::sqrt(habits_.readiness) * for_all, left = 1 - habits_.readiness;
    if (const std::uint64_t family = family_[subject.finding.value]; family != 0) {
        z += std::sqrt(habits_.readiness_of_family) * Dice(person, 0x40000000u + 4 * family + side).normal();
        left -= habits_.readiness_of_family;
    }
    z += std::sqrt(left) * own_part;
    const double above = 0.5 * std::erfc(z / std::numbers::sqrt2);  // share of people readier than this
    return above < chance_of_yes(patient, subject) ? Reply::yes : Reply::no;
}

// What sex and age rule out.
bool Patients::can_be(const Patient& patient, FindingId finding) const {
    constexpr double last_fertile = 51;
    const Atlas::Finding& asked = atlas_.findings()[finding.value];
    if (!concerns(asked, patient.facts)) return false;
    const std::string_view id = atlas_.text(asked.id);
    if (id == "pregnant" || id == "recent-childbirth" || id == "worse-with-period")
        return patient.facts.age.value_or(0) <= last_fertile;
    return true;
}

}  // namespace knotwork::study
