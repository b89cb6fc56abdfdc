#include "study/accuracy_page.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "study/fit.hpp"
#include "study/page_text.hpp"

namespace knotwork::study {
namespace {

// Sums of the groups [first, last].
Hits sum_groups(const MethodResult& method, std::size_t first, std::size_t last) {
    Hits sum;
    for (std::size_t g = first; g <= last; ++g) {
        const Hits& hits = method.groups[g];
        sum.people += hits.people;
        sum.top1 += hits.top1;
        sum.top3 += hits.top3;
        sum.found3 += hits.found3;
        sum.muscle_and_side += hits.muscle_and_side;
        sum.muscle += hits.muscle;
        for (std::size_t t = 0; t < redraw_targets.size(); ++t) {
            sum.redrawn[t] += hits.redrawn[t];
            sum.same_first[t] += hits.same_first[t];
            sum.same_muscle[t] += hits.same_muscle[t];
            sum.sure_redrawn[t] += hits.sure_redrawn[t];
            sum.sure_same_first[t] += hits.sure_same_first[t];
        }
    }
    return sum;
}

struct Column {
    const char* name;
    std::size_t first, last;  // groups
};
constexpr std::array<Column, 4> columns{{{"one", 1, 1}, {"two", 2, 2}, {"three", 3, 3}, {"all", 1, 3}}};

// One row a method, one column a number of active sources; `figure` gives percent.
template <class Figure>
void write_table(std::string& out, std::span<const MethodResult> methods, const Figure& figure) {
    write(out, "| |");
    for (const Column& column : columns)
        write(out, " {} ({}) |", column.name, sum_groups(methods.front(), column.first, column.last).people);
    write(out, "\n| --- |{}\n", " ---: | ---: | ---: | ---: |");
    for (const MethodResult& method : methods) {
        write(out, "| {} |", method.name);
        for (const Column& column : columns)
            write(out, " {:.1f} |", figure(sum_groups(method, column.first, column.last)));
        write(out, "\n");
    }
    write(out, "\n");
}

double top1(const Hits& h) { return percent(h.top1, h.people); }
double top3(const Hits& h) { return percent(h.top3, h.people); }
double found3(const Hits& h) { return percent(h.found3, h.people); }

void write_reliability(std::string& out, const Reliability& first, const Reliability& listed,
                       const Reliability& other) {
    write(out,
          "| called | first: cases | called on average | came true | listed: cases | called | came true | "
          "other: cases | called | came true |\n");
    write(out, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    write_reliability_rows(out, {&first, &listed, &other});
    write(out, "\n");
}

void write_aims(std::string& out, const Accuracy& a) {
    const MethodResult& ours = a.methods.front();
    const Hits all = sum_groups(ours, 1, 3);
    double best1 = 0, best3 = 0;
    for (std::size_t m = 2; m < a.methods.size(); ++m) {
        best1 = std::max(best1, top1(sum_groups(a.methods[m], 1, 3)));
        best3 = std::max(best3, top3(sum_groups(a.methods[m], 1, 3)));
    }
    write(out, "## The aims\n\n| aim | measured | |\n| --- | --- | --- |\n");
    if (!a.oracle_methods.empty() && a.oracle_methods.front().groups[1].people > 0) {
        const Hits oracle = sum_groups(a.oracle_methods[0], 1, 3), same = sum_groups(a.oracle_methods.back(), 1, 3);
        const double gap1 = top1(oracle) - top1(same), gap3 = top3(oracle) - top3(same);
        write(out, "| top-1 within 2 points of the oracle | {:.1f} behind | {} |\n", gap1, met(gap1 <= 2));
        write(out, "| top-3 within 2 points of the oracle | {:.1f} behind | {} |\n", gap3, met(gap3 <= 2));
    }
    write(out, "| top-1 10 points above the best baseline | {:+.1f} | {} |\n", top1(all) - best1,
          met(top1(all) - best1 >= 10));
    write(out, "| top-3 10 points above the best baseline | {:+.1f} | {} |\n", top3(all) - best3,
          met(top3(all) - best3 >= 10));
    write(out, "| calibration error of the first-ranked source at most 0.05 | {:.3f} | {} |\n", ours.first.error(),
          met(ours.first.error() <= 0.05));
    write(out, "| calibration error of all listed sources at most 0.05 | {:.3f} | {} |\n", ours.listed.error(),
          met(ours.listed.error() <= 0.05));
    const double stable = percent(all.same_first[1], all.redrawn[1]);
    write(out, "| first source unchanged in 90 % of redraws at Jaccard 0.6 | {:.1f} % | {} |\n\n", stable,
          met(stable >= 90));
}

void write_people(std::string& out, const Accuracy& a) {
    const Hits none = a.methods.front().groups[0];
    write(
        out,
        "## The people\n\n"
        "{} simulated people (seed {}); how they come about is described in `src/study/people.hpp`, which shares the\n"
        "atlas with the inference and nothing else. Every person has a pattern, a feeling and a hand of their own: "
        "zones\n"
        "are dilated, shrunk and displaced, spillover is felt or not, borders wobble, pieces are missed or added, a "
        "few\n"
        "paint the wrong side. One person in seven does not follow the maps, one in ten hurts from something the "
        "atlas\n"
        "does not hold ({} of them from that alone). The median drawing covers {:.0f} cm². A drawing of a single\n"
        "source agrees with the essential zones of its map to a Jaccard index of {:.2f} on average, so these people "
        "are\n"
        "hard to read; published drawings of one person a minute or a day apart agree to 0.4 to 0.6.\n\n"
        "Of the {} sources {} have a twin: another source with nearly the same map (cosine above 0.9). No method can\n"
        "tell twins apart from a drawing; findings must.\n\n",
        a.options.people, a.options.seed, none.people, a.drawing_cm2, a.map_agreement, a.sources, a.twins);
}

void write_variants(std::string& out, const Accuracy& a) {
    const Hits known = sum_groups(a.methods.front(), 1, 3);
    Variant usual;
    usual.people = a.options.people;
    usual.map_agreement = a.map_agreement;
    usual.top1 = top1(known) / 100;
    usual.top3 = top3(known) / 100;
    for (std::size_t m = 2; m < a.methods.size(); ++m) {
        const Hits baseline = sum_groups(a.methods[m], 1, 3);
        usual.best_baseline_top1 = std::max(usual.best_baseline_top1, top1(baseline) / 100);
        usual.best_baseline_top3 = std::max(usual.best_baseline_top3, top3(baseline) / 100);
    }
    usual.first_error = a.methods.front().first.error();
    usual.listed_error = a.methods.front().listed.error();
    usual.same_first = percent(known.same_first[1], known.redrawn[1]) / 100;
    std::vector<Variant> variants = a.variants;
    variants.push_back(usual);
    std::sort(variants.begin(), variants.end(),
              [](const Variant& x, const Variant& y) { return x.looseness < y.looseness; });
    write(
        out,
        "\n## If people are otherwise\n\n"
        "How closely people keep to the maps is assumed, not known. The same figures for people who keep to them more\n"
        "closely or more loosely: every displacement, dilation and wobble, and the share of those who do not follow "
        "the\n"
        "maps, times the factor. Nothing is fitted anew.\n\n"
        "| looseness | people | agreement with the map | top-1 (best baseline) | top-3 (best baseline) | ECE first |"
        " ECE listed | unchanged at 0.6 |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const Variant& v : variants)
        write(out, "| {:.1f} | {} | {:.2f} | {:.1f} ({:.1f}) | {:.1f} ({:.1f}) | {:.3f} | {:.4f} | {:.1f} |\n",
              v.looseness, v.people, v.map_agreement, 100 * v.top1, 100 * v.best_baseline_top1, 100 * v.top3,
              100 * v.best_baseline_top3, v.first_error, v.listed_error, 100 * v.same_first);
}

}  // namespace

std::string render_accuracy_page(const Accuracy& a) {
    const MethodResult& ours = a.methods.front();
    const std::span<const MethodResult> methods(a.methods);
    std::string out;
    write(
        out,
        "# Accuracy\n\n"
        "Written by `knotwork evaluate --seed {} --people {}` from atlas `{}`; do not edit.\n\n"
        "**What this page is worth.** The people below are simulated from the project's own maps. The figures measure\n"
        "self-consistency: whether the inference reads drawings that follow the maps as loosely as people are thought "
        "to.\n"
        "They are not clinical truth. Published findings say that referral maps discriminate weakly: referred pain "
        "did\n"
        "not tell patients from controls (Njoo and van der Does 1994, Pain 58:317), and experts agree that no fixed\n"
        "referral area should be expected (Fernández-de-las-Peñas and Dommerholt 2018, doi:10.1093/pm/pnx207). Real\n"
        "accuracy is lower than anything here and has not been measured.\n\n",
        a.options.seed, a.options.people, a.atlas);
    write_aims(out, a);
    write_people(out, a);

    write(out,
          "## Finding the source\n\n"
          "Columns: how many known sources are active (people). *Top-1*: the first-ranked source is an active one.\n"
          "*Top-3*: one of the first three is. *Found*: share of all active sources among the first three. Percent.\n\n"
          "**Top-1**\n\n");
    write_table(out, methods, top1);
    write(out, "**Top-3**\n\n");
    write_table(out, methods, top3);
    write(out, "**Found among the first three**\n\n");
    write_table(out, methods, found3);
    write(out, "**Top-1 counted by muscle and side** (which of a muscle's points it is does not matter)\n\n");
    write_table(out, methods, [](const Hits& h) { return percent(h.muscle_and_side, h.people); });
    write(out, "**Top-1 counted by muscle alone** (either side)\n\n");
    write_table(out, methods, [](const Hits& h) { return percent(h.muscle, h.people); });

    if (!a.oracle_methods.empty() && a.oracle_methods.front().groups[1].people > 0) {
        write(
            out,
            "## Against the oracle\n\n"
            "The oracle runs the same inference given the generator's true parameters of each person: how the pattern "
            "as a\n"
            "whole is displaced and dilated, how surely zones are felt, how the person paints. A second one is told "
            "beside\n"
            "these where every single zone lies in that person, for all sources; what it gains is what no drawing can\n"
            "tell. First {} people.\n\n**Top-1**\n\n",
            std::min(a.options.oracle_people, a.options.people));
        const std::span<const MethodResult> oracle(a.oracle_methods);
        write_table(out, oracle, top1);
        write(out, "**Top-3**\n\n");
        write_table(out, oracle, top3);
    }

    write(out,
          "## Honest probabilities\n\n"
          "Forecast against fact: of the sources called 70 %, 70 % should be active. *First*: the first-ranked source "
          "of\n"
          "each person. *Listed*: every source of at least 0.1 %, as a trace lists them. *Other*: that something "
          "outside\n"
          "the atlas takes part. The expected calibration error (ECE) is the mean distance between both, over ten "
          "bins.\n\n"
          "| | ECE first | ECE listed | ECE other | log score |\n| --- | ---: | ---: | ---: | ---: |\n");
    for (const MethodResult& m : methods)
        if (m.probabilistic)
            write(out, "| {} | {:.3f} | {:.4f} | {:.3f} | {:.3f} |\n", m.name, m.first.error(), m.listed.error(),
                  m.other.error(), m.log_loss);
    write(out, "\n(Log score: mean over people of the summed logarithmic loss of all sources; less is better.)\n\n");
    write(out, "Knotwork in full:\n\n");
    write_reliability(out, ours.first, ours.listed, ours.other);
    write(
        out,
        "*Something else*: where the pain comes from outside the atlas, alone or in part, that is given {:.0f} % on\n"
        "average; where it does not, {:.0f} %. It outranks every source in {:.0f} % of the people who hurt from that\n"
        "alone.\n\n",
        100 * ours.other_when_unmapped, 100 * ours.other_when_mapped,
        percent(ours.groups[0].top1, ours.groups[0].people));

    write(out,
          "## Drawn again\n\n"
          "The same person draws a second time, so that both drawings agree to the Jaccard index given (reached on "
          "average:\n"
          "{:.2f}, {:.2f}, {:.2f}). How often, in percent, the first-ranked source stays the same; in brackets, its "
          "muscle\n"
          "and side. The second drawing starts from the first, so it is twice removed from what the person feels.\n\n"
          "| | 0.8 | 0.6 | 0.4 |\n| --- | ---: | ---: | ---: |\n",
          a.redraw_agreement[0], a.redraw_agreement[1], a.redraw_agreement[2]);
    for (const MethodResult& m : methods) {
        const Hits all = sum_groups(m, 1, 3);
        write(out, "| {} |", m.name);
        for (std::size_t t = 0; t < redraw_targets.size(); ++t)
            write(out, " {:.1f} ({:.1f}) |", percent(all.same_first[t], all.redrawn[t]),
                  percent(all.same_muscle[t], all.redrawn[t]));
        write(out, "\n");
    }
    const Hits known = sum_groups(ours, 1, 3);
    write(out, "| Knotwork, where the first source is given {:.0f} % or more ({} people) |", 100 * sure,
          known.sure_redrawn[0]);
    for (std::size_t t = 0; t < redraw_targets.size(); ++t)
        write(out, " {:.1f} |", percent(known.sure_same_first[t], known.sure_redrawn[t]));
    write(out, "\n\nKnotwork by number of active sources:\n\n| | 0.8 | 0.6 | 0.4 |\n| --- | ---: | ---: | ---: |\n");
    for (const Column& column : columns) {
        const Hits hits = sum_groups(ours, column.first, column.last);
        write(out, "| {} |", column.name);
        for (std::size_t t = 0; t < redraw_targets.size(); ++t)
            write(out, " {:.1f} ({:.1f}) |", percent(hits.same_first[t], hits.redrawn[t]),
                  percent(hits.same_muscle[t], hits.redrawn[t]));
        write(out, "\n");
    }

    write_variants(out, a);

    write(
        out,
        "\n## How it was set\n\n"
        "The few numbers of the model (`infer::Parameters`) were fitted by log score to other people of the same sort\n"
        "(seed 1, `knotwork evaluate --fit --seed 1 --people 1000`), never to a single case. There are two kinds of "
        "people,\n"
        "those who keep to the maps and those who do not; a drawing is explained by both together, each weighed by "
        "how well\n"
        "it accounts for the drawing. The generator's own numbers are judgements, set beforehand.\n\n");
    for (const infer::Parameters& kind : a.parameters) write(out, "- {}\n", format_parameters(kind));
    write(out,
          "\n*Tempering.* Taken at face value, sharp maps would make the inference far surer than the evidence allows. "
          "Three\n"
          "things hold it back, all fitted together: the borders of the maps are softened (`spread_cm`), a whole patch "
          "of\n"
          "skin counts as one observation (`effective_area_cm2`), and the people it is fitted to include those who do "
          "not\n"
          "follow the maps. Nothing is added on top: whoever trusts the maps less should widen both.\n\n"
          "*Exactness.* Sets of three that were not summed exactly move no probability by more than {:.1e} on average "
          "and\n"
          "{:.1e} at worst (the bound `Posterior::unresolved`). Against all sets summed exactly, the greatest error of "
          "any\n"
          "probability was {:.1e} on average and {:.1e} at worst (first {} people).\n",
          a.mean_unresolved, a.worst_unresolved, a.mean_error, a.worst_error,
          std::min(a.options.oracle_people, a.options.people));
    return out;
}

}  // namespace knotwork::study
