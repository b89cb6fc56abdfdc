#include "study/triage_study.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "care/triage.hpp"
#include "study/evaluate.hpp"
#include "study/patients.hpp"

namespace knotwork::study {
namespace {

constexpr std::uint64_t emergency_salt = 0xE3E26u;
constexpr double withheld_share = 0.1;
// Nobody is drawn more often than this for a sign to show.
constexpr int most_draws = 200;

std::string describe(const Presentation& person) {
    std::string out =
        std::to_string(static_cast<int>(person.age)) + ", pain " + std::to_string(static_cast<int>(person.pain)) + ":";
    for (const auto& [id, sides] : person.signs) out += " " + std::string(id);
    return out;
}

// Whether a condition is one that someone should see: an alarm is no false one then.
bool is_dangerous(const Atlas& atlas, std::uint32_t source) {
    const Atlas::Source& s = atlas.sources()[source];
    if (!atlas.is_condition(s)) return false;
    const std::string_view group = atlas.text(atlas.conditions()[s.condition].group);
    return group == "vessel" || group == "organ" || group == "bone" || group == "skin";
}

Result<ScenarioFigures> run_scenario(const Atlas& atlas, const Scenario& scenario, std::uint32_t people,
                                     std::uint64_t seed) {
    ScenarioFigures figures;
    figures.name = scenario.name;
    figures.guideline = scenario.guideline;
    figures.shares_from = scenario.shares_from;
    for (std::uint32_t p = 0; p < people; ++p) {
        Dice dice(seed, p);
        for (int draw = 0; draw < most_draws; ++draw) {
            const Presentation person = present(scenario, dice);
            const Urgency demanded = scenario.demand(person);
            const auto facts = answer_as(atlas, person, 0, dice);
            if (!facts) return tl::unexpected(facts.error());
            const Urgency called = compute_triage(atlas, *facts).urgency;
            if (demanded == Urgency::none) {
                ++figures.without_sign;
                figures.without_sign_alarmed += called >= Urgency::same_day ? 1 : 0;
                continue;
            }
            ++figures.people;
            figures.demanded_now += demanded == Urgency::emergency ? 1 : 0;
            figures.missed += called < Urgency::same_day ? 1 : 0;
            figures.late += called < demanded && called >= Urgency::same_day ? 1 : 0;
            if (called < demanded && figures.example.empty()) figures.example = describe(person);
            const auto less = answer_as(atlas, person, withheld_share, dice);
            if (!less) return tl::unexpected(less.error());
            figures.withheld_missed += compute_triage(atlas, *less).urgency < demanded ? 1 : 0;
            break;
        }
    }
    return figures;
}

enum class Ordinary : std::uint8_t { points, conditions, neither, not_ordinary };

Ordinary kind_of(const Atlas& atlas, const Patient& patient) {
    const auto any = [&](const auto& test) { return std::any_of(patient.active.begin(), patient.active.end(), test); };
    if (any([&](std::uint32_t s) { return is_dangerous(atlas, s); })) return Ordinary::not_ordinary;
    if (any([&](std::uint32_t s) { return atlas.is_condition(atlas.sources()[s]); })) return Ordinary::conditions;
    return patient.active.empty() ? Ordinary::neither : Ordinary::points;
}

void run_ordinary(const Atlas& atlas, const People& people, TriageFigures& figures) {
    PatientHabits habits;
    habits.own_shares = false;
    const Patients patients(atlas, people, figures.options.seed, habits);
    const std::vector<Subject> subjects = list_subjects(atlas);
    struct Person {
        Ordinary kind = Ordinary::points;
        Triage triage;
    };
    std::vector<Person> persons(figures.options.ordinary);
    run_parallel(figures.options.ordinary, figures.options.threads, [&](std::uint32_t p, unsigned) {
        const Patient patient = patients.make_patient(p);
        Facts facts = patient.facts;
        for (const Subject& subject : subjects)
            if (subject.point.is_none()) facts.answers.push_back({subject, patients.answer(patient, subject)});
        persons[p] = {kind_of(atlas, patient), compute_triage(atlas, facts)};
    });
    figures.alarms = {{"Ordinary people", 0, {}},
                      {"– who hurt from trigger points", 0, {}},
                      {"– from a harmless condition, alone or with trigger points", 0, {}},
                      {"– from something that the atlas does not hold", 0, {}},
                      {"People with a condition of vessels, organs, bones or skin", 0, {}}};
    std::map<std::uint32_t, std::uint32_t> by_rule;
    for (const Person& person : persons) {
        const auto count = [&](std::size_t row) {
            ++figures.alarms[row].people;
            ++figures.alarms[row].urgencies[static_cast<std::size_t>(person.triage.urgency)];
        };
        count(1 + static_cast<std::size_t>(person.kind));
        if (person.kind == Ordinary::not_ordinary) continue;
        count(0);
        for (const RuleId rule : person.triage.reasons) ++by_rule[rule.value];
    }
    for (const auto& [r, count] : by_rule) {
        const Atlas::Rule& rule = atlas.rules()[r];
        const auto urgency = static_cast<Urgency>(rule.urgency);
        if (urgency >= Urgency::same_day) figures.rules.push_back({std::string(atlas.text(rule.id)), urgency, count});
    }
    std::stable_sort(figures.rules.begin(), figures.rules.end(),
                     [](const RuleAlarms& a, const RuleAlarms& b) { return a.people > b.people; });
}

}  // namespace

Result<TriageFigures> study_triage(const Atlas& atlas, const People& people, const TriageStudyOptions& options) {
    TriageFigures figures;
    figures.options = options;
    const auto scenarios = list_scenarios();
    const auto count = static_cast<std::uint32_t>(scenarios.size());
    std::vector<std::optional<Result<ScenarioFigures>>> results(count);
    run_parallel(count, options.threads, [&](std::uint32_t s, unsigned) {
        const std::uint32_t of_it = options.emergencies / count + (s < options.emergencies % count ? 1 : 0);
        results[s] = run_scenario(atlas, scenarios[s], of_it, (options.seed ^ emergency_salt) + s);
    });
    for (auto& result : results) {
        if (!*result) return tl::unexpected(result->error());
        figures.scenarios.push_back(std::move(**result));
    }
    run_ordinary(atlas, people, figures);
    return figures;
}

}  // namespace knotwork::study
