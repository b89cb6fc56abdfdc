// What the answers say for and against each source, in the form the inference takes.
//
//     const SignTable table(atlas);                       // once
//     const CaseEvidence evidence = build_evidence(atlas, table, facts);
//     infer::compute_posterior(kinds, painted, evidence.view(), scratch);
//
// A finding is yes with the probability `false_yes` where none of the sources it is a sign of is active, and each
// active one makes it yes by itself with its own strength (noisy-OR, Pearl 1988). Three things keep the answers from
// saying more than is known:
//   - a share that rests on few people is drawn towards saying nothing: `few_people` imagined people for whom the sign
//     tells nothing are counted beside those who were studied (a judgement counts as 8 people or fewer);
//   - findings of one family tell partly the same thing, so each of k answered ones counts 1 / sqrt(k);
//   - tenderness is left out where the same point brings on the person's own pain, which says it already.
// The second and third are judgements; no study gives the dependence of findings.
#pragma once

#include <span>
#include <vector>

#include "atlas/atlas.hpp"
#include "care/facts.hpp"
#include "infer/posterior.hpp"

namespace knotwork {

inline constexpr double few_people = 2;

// The signs of the atlas, each spelled out for single sources.
class SignTable {
  public:
    explicit SignTable(const Atlas& atlas);

    // What a finding is a sign of, asked of this subject; rising by source.
    std::vector<infer::Sign> list_signs(const Subject& subject) const;
    double leak(FindingId finding) const { return leak_[finding.value]; }
    // Chance of a yes where these sources are active, and no other.
    double chance_of_yes(const Subject& subject, std::span<const SourceId> active) const;

  private:
    struct Entry {
        SourceId left, right;  // asked of the left, of the right; the same for a source without side
        double strength;
        bool other_side;
    };
    std::vector<double> leak_;               // by finding
    std::vector<std::vector<Entry>> signs_;  // by finding; empty for palpations
    std::vector<double> itself_;             // by finding: strength of the pressed point, palpations only
};

struct CaseEvidence {
    std::vector<double> log_ratio;
    std::vector<double> log_odds;  // what age and sex make of the priors
    std::vector<infer::YesAnswer> yes;
    std::vector<std::vector<infer::Sign>> signs;  // what `yes` points at

    infer::Evidence view() const { return {log_ratio, log_odds, yes}; }
};

CaseEvidence build_evidence(const Atlas& atlas, const SignTable& table, const Facts& facts);

// How much an answer counts among all that were given: 1, or less in a family, or 0 if another says it already.
double compute_weight(const Atlas& atlas, const Facts& facts, const Answer& answer);

}  // namespace knotwork
