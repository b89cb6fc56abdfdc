#include "study/interview_study.hpp"

#include <algorithm>
#include <map>

#include "care/interview.hpp"
#include "engine/assessment.hpp"

namespace knotwork::study {
namespace {

constexpr std::uint32_t longest = most_questions;
constexpr std::uint32_t aimed = checkpoints[aimed_checkpoint];

// A muscle on its side, or a condition on its side.
bool same_decision(const Atlas& atlas, SourceId decision, std::uint32_t source) {
    const Atlas::Source& a = atlas.sources()[decision.value];
    const Atlas::Source& b = atlas.sources()[source];
    return atlas.is_condition(a) ? decision.value == source : a.muscle == b.muscle && a.side == b.side;
}

struct Weighing {
    Verdict verdict;
    std::vector<Question> questions;
};

// Weighs what is known of a patient as the engine does, and compares it with what is true.
class Judge {
  public:
    Judge(const Atlas& atlas, const SignTable& table, std::span<const infer::Model> kinds, const Patient& patient,
          const Painted& drawing, infer::Scratch& scratch)
        : atlas_(atlas), table_(table), kinds_(kinds), patient_(patient), drawing_(drawing), scratch_(scratch) {}

    Weighing weigh(const Facts& facts, bool want_questions) const {
        const CaseEvidence evidence = build_evidence(atlas_, table_, facts);
        const infer::Posterior& posterior = infer::compute_posterior(kinds_, drawing_, evidence.view(), scratch_);
        const std::vector<infer::SourceSet> sets = infer::list_sets(kinds_, scratch_, least_explanation);
        const std::vector<Decision> decisions = rank_decisions(atlas_, sets, posterior.sources);
        Weighing out;
        Verdict& verdict = out.verdict;
        verdict.other = posterior.other;
        if (!decisions.empty()) {
            verdict.leading = decisions[0].source;
            verdict.called = std::clamp(decisions[0].probability, 0.0, 1.0);
            for (const infer::SourceSet& set : sets) {
                const auto members = set.members();
                if (std::any_of(members.begin(), members.end(),
                                [&](SourceId s) { return same_decision(atlas_, verdict.leading, s.value); }))
                    verdict.active += set.probability;
            }
            verdict.active = std::clamp(verdict.active, 0.0, 1.0);
            verdict.names_condition = atlas_.is_condition(atlas_.sources()[verdict.leading.value]);
            for (std::size_t d = 0; d < std::min<std::size_t>(3, decisions.size()); ++d)
                verdict.right_of_three = verdict.right_of_three || is_true(decisions[d].source);
            verdict.right = is_true(verdict.leading);
        }
        verdict.unsure = verdict.called < least_named || verdict.other > verdict.called;
        if (want_questions) {
            Inquiry inquiry = plan_inquiry(atlas_, table_, sets, posterior.sources, decisions, facts, {});
            out.questions = std::move(inquiry.questions);
            verdict.settled = inquiry.settled;
        }
        return out;
    }

  private:
    bool is_true(SourceId decision) const {
        return std::any_of(patient_.active.begin(), patient_.active.end(),
                           [&](std::uint32_t s) { return same_decision(atlas_, decision, s); });
    }

    const Atlas& atlas_;
    const SignTable& table_;
    std::span<const infer::Model> kinds_;
    const Patient& patient_;
    const Painted& drawing_;
    infer::Scratch& scratch_;
};

// What is known of a patient when the first question is asked.
Facts answer_danger_signs(const Atlas& atlas, const Patients& patients, const Patient& patient) {
    Facts facts = patient.facts;
    for (const Subject& subject : list_subjects(atlas))
        if (is_danger_sign(atlas.findings()[subject.finding.value]))
            facts.answers.push_back({subject, patients.answer(patient, subject)});
    return facts;
}

bool may_be_asked(const Atlas::Finding& finding) {
    return !is_danger_sign(finding) && !is_never_asked(finding) &&
           finding.who != static_cast<std::uint32_t>(atlas_format::Examiner::professional);
}

Complaint complaint_of(const Atlas& atlas, const Patient& patient) {
    bool points = false, conditions = false;
    for (const std::uint32_t s : patient.active) (atlas.is_condition(atlas.sources()[s]) ? conditions : points) = true;
    return points && conditions ? Complaint::both
           : points             ? Complaint::points
           : conditions         ? Complaint::conditions
                                : Complaint::neither;
}

// Everything measured of one patient.
struct Record {
    Patient patient;
    double drawing_cm2 = 0;
    Verdict drawing_alone, all, at_stop;
    std::array<Verdict, checkpoints.size()> chosen, random;
    std::uint32_t stopped_after = 0, pressed = 0, questions_in_all = 0;
    double cost = 0;
};

struct Study {
    const Atlas& atlas;
    const SignTable table;
    const People people;
    std::vector<infer::Model> kinds;
};

Verdict weigh_all(const Study& study, const Patients& patients, const Judge& judge, Record& record) {
    Facts facts = answer_danger_signs(study.atlas, patients, record.patient);
    for (const Subject& subject : list_subjects(study.atlas)) {
        if (!may_be_asked(study.atlas.findings()[subject.finding.value])) continue;
        facts.answers.push_back({subject, patients.answer(record.patient, subject)});
        ++record.questions_in_all;
    }
    return judge.weigh(facts, false).verdict;
}

// Stops where the engine would: once a decision is likely enough.
std::array<Verdict, checkpoints.size()> ask_at_random(const Study& study, const Patients& patients, const Judge& judge,
                                                      const Patient& patient, std::uint64_t seed) {
    Facts facts = answer_danger_signs(study.atlas, patients, patient);
    Weighing now = judge.weigh(facts, true);
    std::vector<Question> questions = std::move(now.questions);
    Dice dice(seed ^ 0x4A4D0u, patient.index);
    for (std::size_t i = questions.size(); i > 1; --i)
        std::swap(questions[i - 1], questions[dice.below(static_cast<std::uint32_t>(i))]);
    std::array<Verdict, checkpoints.size()> out;
    out[0] = now.verdict;
    std::size_t next = 0;
    for (std::size_t c = 1; c < checkpoints.size(); ++c) {
        out[c] = out[c - 1];
        if (out[c].called >= settled_probability) continue;
        for (; next < std::min<std::size_t>(checkpoints[c], questions.size()); ++next)
            facts.answers.push_back({questions[next].subject, patients.answer(patient, questions[next].subject)});
        out[c] = judge.weigh(facts, false).verdict;
    }
    return out;
}

std::vector<Record> run_patients(const Study& study, const Patients& patients, const InterviewStudyOptions& options,
                                 std::uint32_t count, bool whole) {
    std::vector<Record> records(count);
    std::vector<infer::Scratch> scratch(std::max(1u, options.threads));
    run_parallel(count, options.threads, [&](std::uint32_t p, unsigned t) {
        Record& record = records[p];
        record.patient = patients.make_patient(p);
        const Painted drawing = patients.draw(record.patient);
        record.drawing_cm2 = study.people.space().compute_area(drawing);
        const Judge judge(study.atlas, study.table, study.kinds, record.patient, drawing, scratch[t]);
        if (whole) {
            record.drawing_alone = judge.weigh({}, false).verdict;
            record.random = ask_at_random(study, patients, judge, record.patient, options.seed);
        }
        record.all = weigh_all(study, patients, judge, record);
        const Interview interview = run_interview(study.atlas, study.table, study.kinds, patients, record.patient,
                                                  drawing, whole ? longest : aimed, scratch[t]);
        const auto verdict_after = [&](std::uint32_t questions) {
            return interview.verdicts[std::min<std::size_t>(questions, interview.verdicts.size() - 1)];
        };
        for (std::size_t c = 0; c < checkpoints.size(); ++c) record.chosen[c] = verdict_after(checkpoints[c]);
        record.at_stop = interview.verdicts.back();
        record.stopped_after = static_cast<std::uint32_t>(interview.asked.size());
        record.cost = interview.cost;
        for (std::size_t q = 0; q < std::min<std::size_t>(aimed, interview.asked.size()); ++q)
            record.pressed += interview.asked[q].point.is_none() ? 0 : 1;
    });
    return records;
}

template <class Pick>
Moment tally(const Atlas& atlas, std::span<const Record> records, const Pick& pick) {
    Moment moment{};
    for (const Record& record : records)
        moment[static_cast<std::size_t>(complaint_of(atlas, record.patient))].add(pick(record),
                                                                                  record.patient.unmapped);
    return moment;
}

std::vector<GroupFigures> tally_groups(const Atlas& atlas, std::span<const Record> records) {
    std::map<std::pair<bool, std::string>, GroupFigures> groups;
    for (const Record& record : records) {
        if (record.patient.active.size() != 1 || record.patient.unmapped) continue;
        const Atlas::Source& source = atlas.sources()[record.patient.active[0]];
        const bool is_condition = atlas.is_condition(source);
        const std::string name(atlas.text(is_condition ? atlas.conditions()[source.condition].group
                                                       : atlas.muscles()[source.muscle].group));
        GroupFigures& group = groups[{is_condition, name}];
        group.name = name;
        group.is_condition = is_condition;
        group.tallies[0].add(record.chosen[0], false);
        group.tallies[1].add(record.chosen[aimed_checkpoint], false);
        group.tallies[2].add(record.all, false);
    }
    std::vector<GroupFigures> out;
    for (auto& [key, group] : groups) out.push_back(std::move(group));
    return out;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

void Tally::add(const Verdict& verdict, bool unmapped) {
    ++people;
    top1 += verdict.right ? 1 : 0;
    top3 += verdict.right_of_three ? 1 : 0;
    unsure += verdict.unsure ? 1 : 0;
    if (!verdict.unsure) ++(verdict.names_condition ? named_condition : named_muscle);
    if (!verdict.leading.is_none()) {
        called.add(verdict.called, verdict.right);
        active.add(verdict.active, verdict.right);
    }
    other.add(verdict.other, unmapped);
}

void Tally::add(const Tally& tally) {
    people += tally.people;
    top1 += tally.top1;
    top3 += tally.top3;
    unsure += tally.unsure;
    named_condition += tally.named_condition;
    named_muscle += tally.named_muscle;
    called.add(tally.called);
    active.add(tally.active);
    other.add(tally.other);
}

Tally sum(const Moment& moment, Complaint first, Complaint last) {
    Tally out;
    for (auto c = static_cast<std::size_t>(first); c <= static_cast<std::size_t>(last); ++c) out.add(moment[c]);
    return out;
}

Interview run_interview(const Atlas& atlas, const SignTable& table, std::span<const infer::Model> kinds,
                        const Patients& patients, const Patient& patient, const Painted& drawing, std::uint32_t most,
                        infer::Scratch& scratch) {
    const Judge judge(atlas, table, kinds, patient, drawing, scratch);
    Interview out;
    Facts facts = answer_danger_signs(atlas, patients, patient);
    for (;;) {
        const auto asked = static_cast<std::uint32_t>(out.asked.size());
        const Weighing now = judge.weigh(facts, true);
        out.verdicts.push_back(now.verdict);
        if (now.verdict.settled || asked >= most) return out;
        const Question& question = now.questions.front();
        out.cost += question.cost;
        facts.answers.push_back({question.subject, patients.answer(patient, question.subject)});
        out.asked.push_back(question.subject);
    }
}

Result<InterviewFigures> study_interviews(const Atlas& atlas, const ModelBuilder& build,
                                          const InterviewStudyOptions& options) {
    Result<std::vector<infer::Model>> kinds = build(infer::fitted_parameters());
    if (!kinds) return tl::unexpected(kinds.error());
    const Study study{atlas, SignTable(atlas), People(atlas), std::move(*kinds)};

    InterviewFigures figures;
    figures.atlas = atlas.hash();
    figures.options = options;
    const Patients patients(atlas, study.people, options.seed);
    const std::vector<Record> records = run_patients(study, patients, options, options.people, true);
    std::vector<double> areas;
    for (const Record& record : records) {
        ++figures.people[static_cast<std::size_t>(complaint_of(atlas, record.patient))];
        areas.push_back(record.drawing_cm2);
        figures.questions_in_all += static_cast<double>(record.questions_in_all) / options.people;
        figures.pressed_of_eight += static_cast<double>(record.pressed) / options.people;
        figures.stops.cost += record.cost / options.people;
        ++figures.stops.after[record.stopped_after];
    }
    figures.drawing_cm2 = median(areas);
    figures.drawing_alone = tally(atlas, records, [](const Record& r) { return r.drawing_alone; });
    for (std::size_t c = 0; c < checkpoints.size(); ++c) {
        figures.chosen[c] = tally(atlas, records, [&](const Record& r) { return r.chosen[c]; });
        figures.random[c] = tally(atlas, records, [&](const Record& r) { return r.random[c]; });
    }
    figures.all = tally(atlas, records, [](const Record& r) { return r.all; });
    figures.stops.moment = tally(atlas, records, [](const Record& r) { return r.at_stop; });
    figures.groups = tally_groups(atlas, records);

    const std::uint32_t fewer = std::min(options.variant_people, options.people);
    for (const double telling : {1.0, 0.7, 0.4}) {
        PatientHabits habits;
        habits.telling = telling;
        const Patients others(atlas, study.people, options.seed, habits);
        const std::vector<Record> varied = telling == 1 ? std::vector<Record>(records.begin(), records.begin() + fewer)
                                                        : run_patients(study, others, options, fewer, false);
        const auto known = [&](const auto& pick) { return sum(tally(atlas, varied, pick)); };
        figures.variants.push_back({telling, fewer, known([](const Record& r) { return r.chosen[0]; }),
                                    known([](const Record& r) { return r.chosen[aimed_checkpoint]; }),
                                    known([](const Record& r) { return r.all; })});
    }
    return figures;
}

}  // namespace knotwork::study
