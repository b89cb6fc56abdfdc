#include "care/interview.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace knotwork {
namespace {

double entropy(double p) {
    if (p <= 0 || p >= 1) return 0;
    return -(p * std::log2(p) + (1 - p) * std::log2(1 - p));
}

// The source that stands for what would be treated if `source` were the main one.
std::uint32_t standing_for(const Atlas& atlas, SourceId source) {
    const Atlas::Source& s = atlas.sources()[source.value];
    if (atlas.is_condition(s)) return source.value;
    const Atlas::Range of_muscle = atlas.muscles()[s.muscle].sources;
    for (std::uint32_t i = of_muscle.begin; i < of_muscle.end; ++i)
        if (atlas.sources()[i].side == s.side) return i;
    return source.value;
}

// Of each explanation the member with the greatest probability of all leads.
std::uint32_t decision_of(const Atlas& atlas, const infer::SourceSet& set, std::span<const infer::Belief> beliefs) {
    SourceId lead = set.members().front();
    for (const SourceId member : set.members())
        if (beliefs[member.value].probability > beliefs[lead.value].probability) lead = member;
    return standing_for(atlas, lead);
}

constexpr std::uint32_t no_decision = 0xFFFFFFFFu;
// Explanations beyond these are left out when questions are weighed; they hold little.
constexpr std::size_t most_sets = 400;
// A point is worth pressing, and a question asking, only about what may well be the cause.
constexpr double least_pressed = 0.02;

// Explanations with the number of their decision, and how likely each decision is.
struct Weighed {
    std::span<const infer::SourceSet> sets;
    std::vector<std::uint32_t> decision;  // by set
    std::vector<double> probability;      // by decision, not normalised
    double total = 0;
};

class Weigher {
  public:
    Weigher(const Atlas& atlas, const SignTable& table, const Weighed& weighed)
        : table_(table), weighed_(weighed), strength_(atlas.sources().size(), 0), yes_(weighed.probability.size(), 0) {}

    Question weigh(const Subject& subject, std::span<const infer::Sign> signs, double cost, double weight) {
        for (const infer::Sign& sign : signs) strength_[sign.source.value] = sign.strength;
        const double leak = table_.leak(subject.finding);
        std::fill(yes_.begin(), yes_.end(), 0.0);
        double yes = 0;
        for (std::size_t s = 0; s < weighed_.sets.size(); ++s) {
            double no = 1 - leak;
            for (const SourceId member : weighed_.sets[s].members()) no *= 1 - strength_[member.value];
            const double part = weighed_.sets[s].probability * (1 - no);
            yes += part;
            yes_[weighed_.decision[s]] += part;
        }
        for (const infer::Sign& sign : signs) strength_[sign.source.value] = 0;
        double within = 0;
        for (std::size_t d = 0; d < yes_.size(); ++d)
            if (weighed_.probability[d] > 0)
                within += weighed_.probability[d] * entropy(yes_[d] / weighed_.probability[d]);
        const double p = yes / weighed_.total;
        return {subject, std::max(0.0, weight * (entropy(p) - within / weighed_.total)), cost, p};
    }

  private:
    const SignTable& table_;
    const Weighed& weighed_;
    std::vector<double> strength_, yes_;
};

double cost_of(const Atlas::Finding& finding) { return 1 + 0.25 * (finding.effort - 1) + 0.25 * finding.discomfort; }

bool may_ask(const Atlas::Finding& finding, const Facts& facts, const InterviewOptions& options) {
    using enum atlas_format::Examiner;
    if (!concerns(finding, facts) || is_danger_sign(finding)) return false;
    if (finding.who == static_cast<std::uint32_t>(professional)) return options.with_professional;
    return finding.who != static_cast<std::uint32_t>(helper) || options.with_helper;
}

std::vector<Question> rank(const Atlas& atlas, const SignTable& table, const Weighed& weighed,
                           std::span<const infer::Belief> beliefs, const Facts& facts,
                           const InterviewOptions& options) {
    std::vector<Question> out;
    if (weighed.total <= 0) return out;
    // Families of which something is known already tell less.
    std::map<std::pair<std::string_view, int>, double> answered;
    const auto family_of = [&](const Subject& subject) {
        const int side = subject.side ? 1 + static_cast<int>(*subject.side) : 0;
        return std::pair(atlas.text(atlas.findings()[subject.finding.value].family), side);
    };
    for (const Answer& answer : facts.answers)
        if (answer.reply != Reply::unknown) ++answered[family_of(answer.subject)];

    Weigher weigher(atlas, table, weighed);
    for (const Subject& subject : list_subjects(atlas)) {
        const Atlas::Finding& finding = atlas.findings()[subject.finding.value];
        if (!may_ask(finding, facts, options) || facts.is_answered(subject)) continue;
        double weight = 1;
        if (is_palpation(finding)) {
            if (beliefs[subject.point.value].probability < least_pressed) continue;
            if (compute_weight(atlas, facts, {subject, Reply::yes}) == 0) continue;
        } else if (const auto family = family_of(subject); !family.first.empty()) {
            weight = 1 / std::sqrt(1 + answered[family]);
        }
        // What is a sign of nothing likely cannot matter: the painless side, say.
        const auto signs = table.list_signs(subject);
        if (std::none_of(signs.begin(), signs.end(), [&](const infer::Sign& sign) {
                return beliefs[sign.source.value].probability >= least_pressed;
            }))
            continue;
        out.push_back(weigher.weigh(subject, signs, cost_of(finding), weight));
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Question& a, const Question& b) { return a.value() > b.value(); });
    return out;
}

Weighed weigh_sets(const Atlas& atlas, std::span<const infer::SourceSet> sets, std::span<const infer::Belief> beliefs) {
    Weighed out;
    out.sets = sets.first(std::min(sets.size(), most_sets));
    std::map<std::uint32_t, std::uint32_t> number;
    for (const infer::SourceSet& set : out.sets) {
        const std::uint32_t decision = set.source_count == 0 ? no_decision : decision_of(atlas, set, beliefs);
        const auto [found, is_new] = number.try_emplace(decision, static_cast<std::uint32_t>(number.size()));
        if (is_new) out.probability.push_back(0);
        out.decision.push_back(found->second);
        out.probability[found->second] += set.probability;
        out.total += set.probability;
    }
    return out;
}

}  // namespace

std::vector<Decision> rank_decisions(const Atlas& atlas, std::span<const infer::SourceSet> sets,
                                     std::span<const infer::Belief> beliefs) {
    std::map<std::uint32_t, double> probability;
    for (const infer::SourceSet& set : sets)
        if (set.source_count > 0) probability[decision_of(atlas, set, beliefs)] += set.probability;
    std::vector<Decision> out;
    for (const auto& [source, p] : probability) out.push_back({SourceId{source}, p});
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    return out;
}

std::vector<Question> rank_questions(const Atlas& atlas, const SignTable& table, std::span<const infer::SourceSet> sets,
                                     std::span<const infer::Belief> beliefs, const Facts& facts,
                                     const InterviewOptions& options) {
    return rank(atlas, table, weigh_sets(atlas, sets, beliefs), beliefs, facts, options);
}

std::vector<Question> rank_questions_between(const Atlas& atlas, const SignTable& table,
                                             std::span<const infer::SourceSet> sets,
                                             std::span<const infer::Belief> beliefs, const Facts& facts,
                                             const InterviewOptions& options, const Decision& a, const Decision& b) {
    std::vector<infer::SourceSet> of_both;
    for (const infer::SourceSet& set : sets) {
        if (set.source_count == 0) continue;
        const std::uint32_t decision = decision_of(atlas, set, beliefs);
        if (decision == a.source.value || decision == b.source.value) of_both.push_back(set);
    }
    std::vector<Question> out = rank(atlas, table, weigh_sets(atlas, of_both, beliefs), beliefs, facts, options);
    std::stable_sort(out.begin(), out.end(), [](const Question& x, const Question& y) { return x.bits > y.bits; });
    return out;
}

SourceId find_likeliest(const Atlas& atlas, std::span<const infer::Belief> beliefs, const Decision& decision) {
    const Atlas::Source& stands = atlas.sources()[decision.source.value];
    if (atlas.is_condition(stands)) return decision.source;
    SourceId best = decision.source;
    const Atlas::Range of_muscle = atlas.muscles()[stands.muscle].sources;
    for (std::uint32_t s = of_muscle.begin; s < of_muscle.end; ++s)
        if (atlas.sources()[s].side == stands.side && beliefs[s].probability > beliefs[best.value].probability)
            best = SourceId{s};
    return best;
}

namespace {

// Whether pressing the leading trigger point brings on the pain itself: asked before a muscle is named for good, where
// one can reach it.
std::optional<Question> find_confirmation(const Atlas& atlas, const SignTable& table, const Facts& facts,
                                          std::span<const infer::Belief> beliefs, const Decision& leading) {
    const SourceId source = find_likeliest(atlas, beliefs, leading);
    const Atlas::Source& point = atlas.sources()[source.value];
    if (atlas.is_condition(point) || atlas.text(point.reach) != "external") return std::nullopt;
    const Atlas::Finding* const finding = atlas.find_finding(recognised_pain);
    if (finding == nullptr) return std::nullopt;
    const FindingId pressing{static_cast<std::uint32_t>(finding - atlas.findings().data())};
    for (const Answer& answer : facts.answers) {  // any point of the muscle will do
        if (answer.subject.finding != pressing) continue;
        const Atlas::Source& pressed = atlas.sources()[answer.subject.point.value];
        if (pressed.muscle == point.muscle && pressed.side == point.side) return std::nullopt;
    }
    const Subject subject{pressing, {}, source};
    return Question{subject, 0, 1, table.chance_of_yes(subject, std::span(&source, 1))};
}

// A leading decision made no surer than `settled_probability`; the rest goes to all that leads elsewhere, each source
// by its own share. What is held for certain would leave nothing worth asking, and nobody would ever notice that it is
// wrong.
struct Doubted {
    std::vector<infer::SourceSet> sets;  // likeliest first
    std::vector<infer::Belief> beliefs;
};

Doubted doubt(const Atlas& atlas, std::span<const infer::SourceSet> sets, std::span<const infer::Belief> beliefs,
              const Decision& leading) {
    Doubted out{{}, {beliefs.begin(), beliefs.end()}};
    for (const infer::SourceSet& set : sets) {
        if (set.source_count == 0 || decision_of(atlas, set, beliefs) != leading.source.value) continue;
        out.sets.push_back(set);
        out.sets.back().probability *= settled_probability / leading.probability;
    }
    const auto is_other = [&](std::uint32_t s) { return standing_for(atlas, SourceId{s}) != leading.source.value; };
    double others = 0;
    for (std::uint32_t s = 0; s < beliefs.size(); ++s)
        if (is_other(s)) others += beliefs[s].probability;
    if (!(others > 0)) return out;
    for (std::uint32_t s = 0; s < beliefs.size(); ++s) {
        if (!is_other(s)) continue;
        infer::SourceSet alone;
        alone.sources[alone.source_count++] = SourceId{s};
        alone.probability = (1 - settled_probability) * beliefs[s].probability / others;
        if (alone.probability < least_explanation) continue;
        out.beliefs[s].probability = std::max(beliefs[s].probability, alone.probability);
        out.sets.push_back(alone);
    }
    std::stable_sort(out.sets.begin(), out.sets.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    return out;
}

}  // namespace

Inquiry plan_inquiry(const Atlas& atlas, const SignTable& table, std::span<const infer::SourceSet> sets,
                     std::span<const infer::Belief> beliefs, std::span<const Decision> decisions, const Facts& facts,
                     const InterviewOptions& options) {
    Inquiry out;
    const std::size_t answered = count_questions(atlas, facts);
    if (!decisions.empty() && decisions.front().probability >= settled_probability) {
        const Doubted doubted = doubt(atlas, sets, beliefs, decisions.front());
        out.questions = rank_questions(atlas, table, doubted.sets, doubted.beliefs, facts, options);
        if (const auto press = find_confirmation(atlas, table, facts, beliefs, decisions.front())) {
            std::erase_if(out.questions, [&](const Question& q) { return q.subject == press->subject; });
            out.questions.insert(out.questions.begin(), *press);
        } else {
            out.settled = answered >= least_questions;
        }
    } else {
        out.questions = rank_questions(atlas, table, sets, beliefs, facts, options);
        out.settled = out.questions.empty() || out.questions.front().value() < least_value;
    }
    out.settled = out.settled || answered >= most_questions || out.questions.empty();
    if (out.settled) out.questions.clear();
    return out;
}

std::vector<Reason> list_reasons(const Atlas& atlas, const SignTable& table, const Facts& facts, SourceId source) {
    std::vector<Reason> out;
    for (const Answer& answer : facts.answers) {
        if (answer.reply == Reply::unknown) continue;
        const double with = table.chance_of_yes(answer.subject, std::span(&source, 1));
        const double without = table.leak(answer.subject.finding);
        const double ratio = answer.reply == Reply::yes ? with / without : (1 - with) / (1 - without);
        const double bits = compute_weight(atlas, facts, answer) * std::log2(ratio);
        if (std::abs(bits) > 1e-9) out.push_back({answer.subject, answer.reply, bits});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Reason& a, const Reason& b) { return std::abs(a.bits) > std::abs(b.bits); });
    return out;
}

}  // namespace knotwork
