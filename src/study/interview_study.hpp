// How good the interview is, measured on simulated patients: accuracy and calibration against the number of questions.
//
//     Result<InterviewFigures> figures = study_interviews(atlas, build, {.seed = 2, .people = 1000, .threads = 2});
//
// Every patient answers the danger signs first; then questions come one by one, in the order the engine chooses, or at
// random, or all at once. Where the engine would stop, nothing more is asked: figures after n questions are those after
// at most n. What is measured is the decision: a muscle on one side, or a condition (on its side).
// The result depends on atlas, seed and number of people alone, not on the number of threads.
// Cost: some 15 posteriors a patient, which takes half a second on average: people who hurt in many places paint so
// much that one posterior takes a tenth of a second. Errors: those of the model builder.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "care/evidence.hpp"
#include "study/evaluate.hpp"
#include "study/patients.hpp"

namespace knotwork::study {

struct InterviewStudyOptions {
    std::uint64_t seed = 2;
    std::uint32_t people = 1000;
    std::uint32_t variant_people = 400;  // the first of them, for each variant
    unsigned threads = 1;
};

inline constexpr std::array<std::uint32_t, 7> checkpoints{0, 1, 2, 4, 8, 12, 16};
inline constexpr std::uint32_t aimed_checkpoint = 4;  // of 8 questions

// What patients hurt from, as far as the atlas holds it.
enum class Complaint : std::uint8_t { points, conditions, both, neither };
inline constexpr std::size_t complaint_count = 4;

// How things stand for one patient at one moment.
struct Verdict {
    SourceId leading;              // stands for the first decision; none if there is none
    double called = 0;             // its probability of being the main one, as the engine says it
    double active = 0;             // probability that any source of it is active
    double other = 0;              // that something takes part which the atlas does not hold
    bool right = false;            // the first decision is one of the patient's
    bool right_of_three = false;   // one of the first three is
    bool unsure = false;           // the engine would say that it does not know
    bool names_condition = false;  // the first decision is a condition
    bool settled = false;          // the engine would stop asking
};

struct Tally {
    std::uint32_t people = 0, top1 = 0, top3 = 0, unsure = 0;
    std::uint32_t named_condition = 0, named_muscle = 0;  // of those not unsure
    Reliability called, active;                           // of the first decision; fact: it is one of the patient's
    Reliability other;

    void add(const Verdict& verdict, bool unmapped);
    void add(const Tally& tally);
};

// One moment of the interview, over all patients: by complaint.
using Moment = std::array<Tally, complaint_count>;
Tally sum(const Moment& moment, Complaint first = Complaint::points, Complaint last = Complaint::both);

struct Stops {
    std::array<std::uint32_t, 21> after{};  // people who were asked so many questions when the engine stopped
    Moment moment{};                        // how things stood then
    double cost = 0;                        // mean effort and discomfort of the questions
};

// Patients with one known source, by its group of muscles or conditions.
struct GroupFigures {
    std::string name;
    bool is_condition = false;
    std::array<Tally, 3> tallies{};  // after 0 and 8 questions, and with all findings
};

// The same patients if findings tell less than published.
struct TellingVariant {
    double telling = 1;
    std::uint32_t people = 0;
    Tally at_first, after_eight, with_all;
};

struct InterviewFigures {
    std::string atlas;
    InterviewStudyOptions options;
    std::array<std::uint32_t, complaint_count> people{};  // by complaint
    double drawing_cm2 = 0;                               // median
    Moment drawing_alone{};                               // no age, sex, danger signs or question
    std::array<Moment, checkpoints.size()> chosen{}, random{};
    Moment all{};
    double questions_in_all = 0;  // mean number of findings that all are
    double pressed_of_eight = 0;  // mean number of points pressed among the first eight
    Stops stops;
    std::vector<GroupFigures> groups;
    std::vector<TellingVariant> variants;
};

Result<InterviewFigures> study_interviews(const Atlas& atlas, const ModelBuilder& build,
                                          const InterviewStudyOptions& options);

// One patient's interview: the questions as the engine chooses them, until it stops or `most` were asked, and how
// things stood before each of them and at the end.
struct Interview {
    std::vector<Subject> asked;
    std::vector<Verdict> verdicts;  // one more than asked
    double cost = 0;                // effort and discomfort
};
Interview run_interview(const Atlas& atlas, const SignTable& table, std::span<const infer::Model> kinds,
                        const Patients& patients, const Patient& patient, const Painted& drawing, std::uint32_t most,
                        infer::Scratch& scratch);

}  // namespace knotwork::study
