// Which question is worth asking next, and when to stop.
//
//     std::vector<Question> questions = rank_questions(atlas, table, sets, facts, options);
//     if (!is_settled(...)) ask(questions.front());
//
// The value of a question is what its answer is expected to tell about the decision, per effort and discomfort. The
// decision is what would be treated first: the most probable muscle (on its side) or condition of an explanation. With
// Y the answer and D the decision, the information is I(Y; D) = H(Y) - sum over d of P(d) H(Y | d), in bits (Shannon
// 1948; the same measure that Lindley 1956, doi:10.1214/aoms/1177728069, proposed for experiments). P(yes | D) follows
// from the explanations and the signs (evidence.hpp). A question of a family counts the less the more of it is
// answered.
//
// Cost: explanations x subjects, about a millisecond.
#pragma once

#include <span>
#include <vector>

#include "atlas/atlas.hpp"
#include "care/evidence.hpp"
#include "care/facts.hpp"
#include "infer/posterior.hpp"

namespace knotwork {

// What would be treated first: a muscle on one side, or a condition. A source stands for it: the first trigger point of
// the muscle on that side, or the condition itself.
struct Decision {
    SourceId source;         // stands for the decision
    double probability = 0;  // that it is the main one
};

// Decisions, likeliest first. What explanations hold no source at all leave is not among them.
std::vector<Decision> rank_decisions(const Atlas& atlas, std::span<const infer::SourceSet> sets,
                                     std::span<const infer::Belief> beliefs);

struct Question {
    Subject subject;
    double bits = 0;  // expected information about the decision
    double cost = 0;  // effort and discomfort: 1 for a word, a quarter more for each step of either
    double yes = 0;   // chance that the answer will be yes
    double value() const { return bits / cost; }
};

struct InterviewOptions {
    bool with_helper = true;         // a second person is there
    bool with_professional = false;  // tests that need training
};

// Questions not yet answered, the most valuable first. Danger signs are asked by screens (triage.hpp), not here.
std::vector<Question> rank_questions(const Atlas& atlas, const SignTable& table, std::span<const infer::SourceSet> sets,
                                     std::span<const infer::Belief> beliefs, const Facts& facts,
                                     const InterviewOptions& options);

// Questions by how well they would tell two decisions apart, whatever they cost.
std::vector<Question> rank_questions_between(const Atlas& atlas, const SignTable& table,
                                             std::span<const infer::SourceSet> sets,
                                             std::span<const infer::Belief> beliefs, const Facts& facts,
                                             const InterviewOptions& options, const Decision& a, const Decision& b);

// Explanations less probable than this play no part in what to ask next.
inline constexpr double least_explanation = 1e-5;

// Nothing more need be asked: one decision has at least this probability, so many questions were answered beside the
// danger signs (no drawing settles anything by itself; they are chosen as if the decision were no surer than this), and
// its trigger point was pressed,
inline constexpr double settled_probability = 0.85;
inline constexpr std::size_t least_questions = 4;
// or no decision is that likely, and no question is worth this many bits per unit of cost,
inline constexpr double least_value = 0.005;
// or so many have been answered.
inline constexpr std::size_t most_questions = 20;

// What to do next: the questions in the order to ask them, none once nothing more need be asked.
struct Inquiry {
    std::vector<Question> questions;
    bool settled = false;
};
Inquiry plan_inquiry(const Atlas& atlas, const SignTable& table, std::span<const infer::SourceSet> sets,
                     std::span<const infer::Belief> beliefs, std::span<const Decision> decisions, const Facts& facts,
                     const InterviewOptions& options);

// The likeliest trigger point of a decision, or its condition.
SourceId find_likeliest(const Atlas& atlas, std::span<const infer::Belief> beliefs, const Decision& decision);

// What one answer says for a source, in bits: log2 of how much likelier the answer is with the source than without.
struct Reason {
    Subject subject;
    Reply reply = Reply::unknown;
    double bits = 0;
};
// Answers that speak for or against the source, the strongest first.
std::vector<Reason> list_reasons(const Atlas& atlas, const SignTable& table, const Facts& facts, SourceId source);

}  // namespace knotwork
