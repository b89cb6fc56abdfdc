#include "engine/assessment.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace knotwork {
namespace {

// A neighbour of the chain is worth naming from here on, and a condition as the origin.
constexpr double least_in_chain = 0.05;
constexpr double least_origin = 0.25;

}  // namespace

std::string format_question(const Atlas& atlas, const Subject& subject) {
    std::string ask(atlas.text(atlas.findings()[subject.finding.value].ask));
    if (subject.side) ask = replace_all(std::move(ask), "{side}", name(*subject.side));
    if (!subject.point.is_none()) {
        const Atlas::Source& point = atlas.sources()[subject.point.value];
        const std::string where =
            std::string(atlas.text(atlas.muscles()[point.muscle].name)) + " " + std::to_string(point.number) + ", " +
            std::string(name(static_cast<Side>(point.side))) + " side: " + std::string(atlas.text(point.where));
        ask = replace_all(std::move(ask), "{where}", where);
    }
    return ask;
}

Activity find_activity(const Atlas& atlas, const Facts& facts, SourceId source) {
    const Atlas::Source& lead = atlas.sources()[source.value];
    if (atlas.is_condition(lead)) return Activity::unknown;
    bool is_tender = false, is_not_own = false;
    for (const Answer& answer : facts.answers) {
        if (answer.subject.point.is_none()) continue;
        const Atlas::Source& point = atlas.sources()[answer.subject.point.value];
        if (point.muscle != lead.muscle || point.side != lead.side) continue;
        const std::string_view pressing = atlas.text(atlas.findings()[answer.subject.finding.value].id);
        if (pressing == recognised_pain && answer.reply == Reply::yes) return Activity::active;
        is_not_own = is_not_own || (pressing == recognised_pain && answer.reply == Reply::no);
        is_tender = is_tender || (pressing == tenderness && answer.reply == Reply::yes);
    }
    // What is not tender is nothing at all.
    return is_tender && is_not_own ? Activity::latent : Activity::unknown;
}

namespace {

// Muscles that share the load of the leading one, and conditions that breed its points, as far as they are likely here.
void add_chain(const Atlas& atlas, std::span<const infer::Belief> beliefs, Standing& standing) {
    const Atlas::Source& lead = atlas.sources()[standing.source.value];
    if (atlas.is_condition(lead)) {
        for (const Atlas::Breed& breed : atlas.breeds(atlas.conditions()[lead.condition].breeds)) {
            const Atlas::Range of_muscle = atlas.muscles()[breed.muscle].sources;
            ChainLink link;
            for (std::uint32_t s = of_muscle.begin; s < of_muscle.end; ++s) {
                const Atlas::Source& point = atlas.sources()[s];
                if (lead.sided != 0 && point.side != lead.side) continue;
                if (breed.number != 0 && breed.number != point.number) continue;
                if (beliefs[s].probability > link.probability) link = {SourceId{s}, beliefs[s].probability, {}};
            }
            if (link.probability < least_in_chain) continue;
            link.why = std::string(atlas.text(breed.why));
            standing.chain.push_back(std::move(link));
        }
    } else {
        for (const Atlas::Neighbour& neighbour : atlas.neighbours(atlas.muscles()[lead.muscle].neighbours)) {
            const Atlas::Range of_muscle = atlas.muscles()[neighbour.muscle].sources;
            ChainLink link;
            for (std::uint32_t s = of_muscle.begin; s < of_muscle.end; ++s)
                if (atlas.sources()[s].side == lead.side && beliefs[s].probability > link.probability)
                    link = {SourceId{s}, beliefs[s].probability, {}};
            if (link.probability < least_in_chain) continue;
            link.why = std::string(atlas.text(neighbour.why));
            standing.chain.push_back(std::move(link));
        }
        for (const Atlas::Condition& condition : atlas.conditions())
            for (const Atlas::Breed& breed : atlas.breeds(condition.breeds)) {
                if (breed.muscle != lead.muscle || (breed.number != 0 && breed.number != lead.number)) continue;
                for (std::uint32_t s = condition.sources.begin; s < condition.sources.end; ++s) {
                    if (atlas.sources()[s].sided != 0 && atlas.sources()[s].side != lead.side) continue;
                    ChainLink link{SourceId{s}, beliefs[s].probability, std::string(atlas.text(breed.why))};
                    if (link.probability >= least_origin &&
                        (!standing.origin || link.probability > standing.origin->probability))
                        standing.origin = link;
                    if (link.probability >= least_in_chain) standing.chain.push_back(std::move(link));
                }
            }
    }
    std::stable_sort(standing.chain.begin(), standing.chain.end(),
                     [](const ChainLink& a, const ChainLink& b) { return a.probability > b.probability; });
}

}  // namespace

void weigh_case(const Atlas& atlas, const SignTable& table, const Facts& facts, std::span<const infer::SourceSet> sets,
                std::span<const infer::Belief> beliefs, const InterviewOptions& options, Assessment& out) {
    out.screens = list_screens(atlas, facts);
    const std::vector<Decision>& decisions = out.trace.decisions;
    Inquiry inquiry = plan_inquiry(atlas, table, sets, beliefs, decisions, facts, options);
    out.settled = inquiry.settled;
    out.questions = std::move(inquiry.questions);
    const double best = decisions.empty() ? 0 : decisions.front().probability;
    out.not_a_muscle = out.trace.other > best ||
                       (!decisions.empty() && atlas.is_condition(atlas.sources()[decisions.front().source.value]));
    if (best < least_named) return;
    Standing standing;
    standing.leading = decisions.front();
    standing.source = find_likeliest(atlas, beliefs, standing.leading);
    standing.source_probability = beliefs[standing.source.value].probability;
    standing.reasons = list_reasons(atlas, table, facts, standing.source);
    standing.activity = find_activity(atlas, facts, standing.source);
    add_chain(atlas, beliefs, standing);
    if (decisions.size() > 1) {
        standing.alternative = decisions[1];
        const std::vector<Question> between =
            rank_questions_between(atlas, table, sets, beliefs, facts, options, standing.leading, decisions[1]);
        if (!between.empty() && between.front().bits > 0.01) standing.tells_apart = between.front();
    }
    out.standing = std::move(standing);
}

}  // namespace knotwork
