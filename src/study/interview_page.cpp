#include "study/interview_page.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "care/interview.hpp"
#include "engine/assessment.hpp"
#include "study/page_text.hpp"

namespace knotwork::study {
namespace {

constexpr std::array<const char*, complaint_count> complaint_names{
    "trigger points alone", "conditions alone", "a condition with trigger points", "nothing the atlas holds"};

double top1(const Tally& t) { return percent(t.top1, t.people); }
double top3(const Tally& t) { return percent(t.top3, t.people); }
double unsure(const Tally& t) { return percent(t.unsure, t.people); }
const Tally& of(const Moment& moment, Complaint complaint) { return moment[static_cast<std::size_t>(complaint)]; }

struct TriageSum {
    std::uint32_t people = 0, late = 0, missed = 0, withheld = 0;
};

TriageSum sum_scenarios(const TriageFigures& triage) {
    TriageSum out;
    for (const ScenarioFigures& s : triage.scenarios) {
        out.people += s.people;
        out.late += s.late;
        out.missed += s.missed;
        out.withheld += s.withheld_missed;
    }
    return out;
}

std::uint32_t at_least_same_day(const Alarms& alarms) {
    return alarms.urgencies[static_cast<std::size_t>(Urgency::same_day)] +
           alarms.urgencies[static_cast<std::size_t>(Urgency::emergency)];
}

void write_aims(std::string& out, const InterviewFigures& f, const TriageFigures& triage) {
    const Tally first = sum(f.chosen[0]), eight = sum(f.chosen[aimed_checkpoint]), all = sum(f.all);
    const auto gained = [](double at_first, double now, double in_all) {
        return in_all > at_first ? 100 * (now - at_first) / (in_all - at_first) : 0;
    };
    const double share = percent(top1(eight), top1(all)), share3 = percent(top3(eight), top3(all));
    const double gain = gained(top1(first), top1(eight), top1(all));
    const TriageSum triaged = sum_scenarios(triage);
    const double alarms = percent(at_least_same_day(triage.alarms[0]), triage.alarms[0].people);
    write(out, "## The aims\n\n| aim | measured | |\n| --- | --- | --- |\n");
    write(out, "| top-1 after 8 questions: 90 % of what all findings give | {:.0f} % | {} |\n", share,
          met(share >= 90));
    write(out, "| top-3 after 8 questions: 90 % of what all findings give | {:.0f} % | {} |\n", share3,
          met(share3 >= 90));
    write(out,
          "| (top-1 after 8 questions: of what all findings *add* to the drawing, the harder reading) | {:.0f} % | |\n",
          gain);
    write(out, "| calibration error of the first decision after 8 questions at most 0.05 | {:.3f} | {} |\n",
          eight.called.error(), met(eight.called.error() <= 0.05));
    write(out, "| no simulated emergency called less urgent than same day | {} of {} | {} |\n", triaged.missed,
          triaged.people, met(triaged.missed == 0));
    write(out, "| none called less urgent than its guideline demands | {} of {} | {} |\n",
          triaged.late + triaged.missed, triaged.people, met(triaged.late + triaged.missed == 0));
    write(out, "| same-day or emergency alarm in under 5 % of ordinary people | {:.1f} % | {} |\n\n", alarms,
          met(alarms < 5));
}

void write_people(std::string& out, const InterviewFigures& f) {
    write(out, "## The people\n\n{} simulated patients (seed {}): ", f.options.people, f.options.seed);
    for (std::size_t c = 0; c < complaint_count; ++c)
        write(out, "{} hurt from {}{}", f.people[c], complaint_names[c], c + 1 < complaint_count ? ", " : ".\n");
    write(
        out,
        "How they come about is described in `src/study/patients.hpp`. What they hurt from follows the priors of the\n"
        "atlas, for conditions by age and sex; a condition that breeds trigger points makes them likelier. They paint\n"
        "as the people of [accuracy.md](accuracy.md) do; the median drawing covers {:.0f} cm², more than there, "
        "because\n"
        "conditions hurt in wider fields. They answer by the shares published for each finding, and differ in ways\n"
        "that the inference does not know of: the true shares of their population lie about the published ones as\n"
        "widely as so few people or a mere judgement leave open; some say yes to everything more readily; answers to\n"
        "similar questions go together; one answer in ten is \"I don't know\". Danger signs are answered before the\n"
        "first question.\n\n",
        f.drawing_cm2);
}

void write_row(std::string& out, const std::string& name, const Moment& moment) {
    const Tally all = sum(moment);
    write(out, "| {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.3f} | {:.3f} | {:.1f} |\n", name, top1(all),
          top3(all), top1(of(moment, Complaint::points)), top1(of(moment, Complaint::conditions)),
          top1(of(moment, Complaint::both)), all.called.error(), all.active.error(), unsure(all));
}

void write_curve(std::string& out, const InterviewFigures& f) {
    write(
        out,
        "## What questions add\n\n"
        "*Top-1*: the first decision (a muscle on one side, or a condition) is among what hurts. *Top-3*: one of the\n"
        "first three is. Percent of the {} people in whom something of the atlas hurts; *points*, *conditions*, "
        "*both*:\n"
        "top-1 in those who hurt from trigger points alone, conditions alone, and both. *ECE*: calibration error of "
        "the\n"
        "first decision's probability, as the main cause (which is what is shown) and as a cause at all. *Unsure*:\n"
        "nothing reaches {:.0f} %, or something outside the atlas is likelier. Who is settled (a decision of {:.0f} % "
        "or\n"
        "more, or nothing left worth asking) is asked no more, so a row tells how things stand after *at most* so "
        "many\n"
        "questions.\n\n",
        sum(f.all).people, 100 * least_named, 100 * settled_probability);
    write(out,
          "| questions | top-1 | top-3 | points | conditions | both | ECE main | ECE cause | unsure |\n"
          "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    write_row(out, "drawing alone", f.drawing_alone);
    for (std::size_t c = 0; c < checkpoints.size(); ++c)
        write_row(
            out, c == 0 ? "0 (with age, sex, danger signs)" : std::to_string(checkpoints[c]) + ", chosen by the engine",
            f.chosen[c]);
    for (std::size_t c = 1; c < checkpoints.size(); ++c)
        write_row(out, std::to_string(checkpoints[c]) + ", at random", f.random[c]);
    write_row(out, fmt::format("all ({:.0f})", f.questions_in_all), f.all);
    write(
        out,
        "\nRandom questions are drawn from those that the engine might ask of this drawing. *All* are all that need "
        "no\n"
        "professional, with every trigger point of the atlas pressed; nobody would sit through that. Among the first\n"
        "eight questions of the engine {:.1f} are about pressing a point.\n\n",
        f.pressed_of_eight);
}

void write_reliability(std::string& out, const InterviewFigures& f) {
    const Reliability none_asked = sum(f.chosen[0]).called, aimed = sum(f.chosen[aimed_checkpoint]).called,
                      all = sum(f.all).called;
    write(
        out,
        "## Honest probabilities\n\n"
        "Of the first decisions called 70 %, 70 % should be right.\n\n"
        "| called | 0 questions: cases | called on average | came true | 8 questions: cases | called | came true | "
        "all: cases | called | came true |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    write_reliability_rows(out, {&none_asked, &aimed, &all});
    const Tally none = of(f.chosen[aimed_checkpoint], Complaint::neither);
    write(
        out,
        "\nCalibration error of \"something outside the atlas takes part\": {:.3f} after 8 questions. Of the {} people "
        "who hurt\nfrom that alone, {:.0f} % are told that it is not known; the others are told a wrong cause.\n\n",
        sum(f.chosen[aimed_checkpoint], Complaint::points, Complaint::neither).other.error(), none.people,
        unsure(none));
}

void write_confusion(std::string& out, const InterviewFigures& f) {
    write(out,
          "## Imitators taken for trigger points, and the reverse\n\n"
          "What is named first, in percent of those who hurt from this.\n\n"
          "| hurt from | people | questions | a muscle | a condition | unsure |\n"
          "| --- | ---: | --- | ---: | ---: | ---: |\n");
    for (std::size_t c = 0; c < complaint_count; ++c)
        for (const auto& [name, moment] :
             {std::pair("0", &f.chosen[0]), std::pair("8", &f.chosen[aimed_checkpoint]), std::pair("all", &f.all)}) {
            const Tally& t = (*moment)[c];
            write(out, "| {} | {} | {} | {:.1f} | {:.1f} | {:.1f} |\n", complaint_names[c], t.people, name,
                  percent(t.named_muscle, t.people), percent(t.named_condition, t.people), unsure(t));
        }
    const Tally& imitators = of(f.chosen[aimed_checkpoint], Complaint::conditions);
    const Tally& points = of(f.chosen[aimed_checkpoint], Complaint::points);
    write(out,
          "\nSo after 8 questions {:.1f} % of imitators are wrongly called trigger points, and {:.1f} % of trigger "
          "points "
          "a\ncondition.\n\n",
          percent(imitators.named_muscle, imitators.people), percent(points.named_condition, points.people));
}

void write_groups(std::string& out, const InterviewFigures& f) {
    write(out,
          "## By kind\n\nPeople with one cause and nothing else. Top-1 and, in brackets, top-3, percent; of few people "
          "a figure means\nlittle.\n\n| cause | people | 0 questions | 8 questions | all |\n"
          "| --- | ---: | ---: | ---: | ---: |\n");
    for (const GroupFigures& group : f.groups) {
        write(out, "| {}: {} | {} |", group.is_condition ? "condition" : "trigger point", group.name,
              group.tallies[0].people);
        for (const Tally& tally : group.tallies) write(out, " {:.0f} ({:.0f}) |", top1(tally), top3(tally));
        write(out, "\n");
    }
    write(out, "\n");
}

void write_stops(std::string& out, const InterviewFigures& f) {
    std::uint32_t seen = 0, median = 0;
    double mean = 0;
    for (std::uint32_t n = 0; n < f.stops.after.size(); ++n) {
        if (2 * seen < f.options.people) median = n;
        seen += f.stops.after[n];
        mean += static_cast<double>(n) * f.stops.after[n] / std::max(1u, f.options.people);
    }
    const Tally known = sum(f.stops.moment);
    const auto& last = f.stops.after.back();
    write(
        out,
        "## When it stops by itself\n\n"
        "The median number of questions is {}, the mean {:.1f}; {:.0f} % of people are asked none, {:.0f} % all {}. "
        "The\neffort and discomfort of the questions sum to {:.1f} on average (a question answered from memory is 1). "
        "Then top-1\nis {:.1f} %, top-3 {:.1f} %, the calibration error {:.3f}, and {:.1f} % are told that it is not "
        "known.\n\n",
        median, mean, percent(f.stops.after[0], f.options.people), percent(last, f.options.people),
        f.stops.after.size() - 1, f.stops.cost, top1(known), top3(known), known.called.error(), unsure(known));
    const Reliability::Bin& settled = known.called.bins.back();
    if (settled.count > 0)
        write(out,
              "Of those who stop at 90 % or more ({}), {:.1f} % are right; they were called {:.1f} % on average.\n\n",
              settled.count, 100 * settled.fact / settled.count, 100 * settled.forecast / settled.count);
}

void write_variants(std::string& out, const InterviewFigures& f) {
    write(
        out,
        "## If findings tell less\n\n"
        "Most shares are judgements, and studied people are sicker than those who ask. The same people (the first {}) "
        "if\nfindings tell less than published: the share of yes with a source moved towards that without.\n\n"
        "| findings tell | top-1: 0 | 8 | all | top-3: 0 | 8 | all | ECE main: 0 | 8 | all |\n"
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        f.variants.empty() ? 0 : f.variants.front().people);
    for (const TellingVariant& v : f.variants) {
        write(out, "| {:.0f} % |", 100 * v.telling);
        const std::array<const Tally*, 3> tallies{&v.at_first, &v.after_eight, &v.with_all};
        for (const Tally* t : tallies) write(out, " {:.1f} |", top1(*t));
        for (const Tally* t : tallies) write(out, " {:.1f} |", top3(*t));
        for (const Tally* t : tallies) write(out, " {:.3f} |", t->called.error());
        write(out, "\n");
    }
    write(out, "\n");
}

void write_triage(std::string& out, const TriageFigures& t) {
    const TriageSum all = sum_scenarios(t);
    write(out,
          "## Emergencies\n\n"
          "**What this is worth.** Nothing here was seen in a hospital. Each row is a scenario of "
          "`src/study/emergencies.cpp`: who\nhas the illness, which signs they show and how often, and by which signs "
          "the "
          "guideline named sends them to hospital\n*now* or *today*. Rules, shares and scenarios were written by the "
          "same "
          "hands with the aim in view, so \"none missed\"\nsays that the rules say what was meant, and no more. People "
          "without any such sign are counted in the last columns: no\nlist of questions finds them by their danger "
          "signs.\n\n"
          "*Late*: called same-day where the guideline says now. *Missed*: less than same-day. *Withheld*: late or "
          "missed "
          "if one yes\nin ten becomes \"I don't know\". *Without a sign*: drawn besides, in percent of all with the "
          "illness, and how many of\nthese are sent the same day or now all the same.\n\n"
          "| scenario | guideline (shares from) | people | of these now | late | missed | withheld | without a sign | "
          "caught all the same |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const ScenarioFigures& s : t.scenarios)
        write(out, "| {} | {} ({}) | {} | {} | {} | {} | {:.1f} % | {:.1f} % | {:.0f} % |\n", s.name, s.guideline,
              s.shares_from, s.people, s.demanded_now, s.late, s.missed, percent(s.withheld_missed, s.people),
              percent(s.without_sign, s.people + s.without_sign), percent(s.without_sign_alarmed, s.without_sign));
    write(out, "| **all** | | {} | | {} | {} | {:.1f} % | | |\n\n", all.people, all.late, all.missed,
          percent(all.withheld, all.people));
    bool headed = false;
    for (const ScenarioFigures& s : t.scenarios) {
        if (s.example.empty()) continue;
        if (!headed)
            write(out, "One late or missed person of each such scenario (age, pain, what was said yes to):\n\n");
        headed = true;
        write(out, "- {}: {}\n", s.name, s.example);
    }
    if (headed) write(out, "\n");
}

void write_alarms(std::string& out, const TriageFigures& t) {
    write(out,
          "## False alarms\n\n"
          "{} simulated patients answer every danger sign and question, with the shares of yes that the atlas gives. "
          "Those of the "
          "danger\nsigns are judgements, set low because the questions are narrow: eight in ten people with new back "
          "pain "
          "have at least one\nclassic red flag (Henschke 2009), so this share is an assumption until real people have "
          "answered. In percent, by the most\nurgent rule that holds:\n\n"
          "| | people | none | days | same-day | emergency | same-day or emergency |\n"
          "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
          t.options.ordinary);
    for (const Alarms& alarms : t.alarms) {
        write(out, "| {} | {} |", alarms.who, alarms.people);
        for (const std::uint32_t count : alarms.urgencies) write(out, " {:.1f} |", percent(count, alarms.people));
        write(out, " {:.1f} |\n", percent(at_least_same_day(alarms), alarms.people));
    }
    write(out,
          "\nAn alarm in the last row may well be right. The rules that alarm ordinary people most:\n\n"
          "| rule | urgency | people in 1,000 |\n| --- | --- | ---: |\n");
    for (const RuleAlarms& rule : std::span(t.rules).first(std::min<std::size_t>(12, t.rules.size())))
        write(out, "| {} | {} | {:.1f} |\n", rule.rule, name(rule.urgency),
              10 * percent(rule.people, t.alarms[0].people));
}

}  // namespace

std::string render_interview_page(const InterviewFigures& interviews, const TriageFigures& triage) {
    std::string out;
    write(
        out,
        "# Accuracy of the interview\n\n"
        "Written by `knotwork evaluate --interview --seed {} --people {}` from atlas `{}`; do not edit.\n\n"
        "**What this page is worth.** The people below are simulated from the project's own maps, base rates and "
        "shares of yes.\nThe figures measure self-consistency: whether the interview makes good use of what the atlas "
        "says, if the atlas is right.\nMost of what the atlas says of findings is a judgement. Real accuracy is lower "
        "than anything here and has not been measured;\nexperts naming one of five causes from a drawing were right in "
        "about half the cases.\n\n",
        interviews.options.seed, interviews.options.people, interviews.atlas);
    write_aims(out, interviews, triage);
    write_people(out, interviews);
    write_curve(out, interviews);
    write_stops(out, interviews);
    write_reliability(out, interviews);
    write_confusion(out, interviews);
    write_groups(out, interviews);
    write_variants(out, interviews);
    write_triage(out, triage);
    write_alarms(out, triage);
    return out;
}

}  // namespace knotwork::study
