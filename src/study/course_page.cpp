// The figures of course_study.hpp as Markdown; a part of docs/progress.md.
#include <cmath>

#include "study/course_study.hpp"
#include "study/page_text.hpp"

namespace knotwork::study {
namespace {

constexpr std::size_t index_of_least() {
    for (std::size_t p = 0; p < tried_probabilities.size(); ++p)
        if (tried_probabilities[p] == least_sign_probability) return p;
    return tried_probabilities.size();
}
constexpr std::size_t used = index_of_least();
static_assert(used < tried_probabilities.size());

double share(const Alarm& alarm) { return percent(alarm.wrong, alarm.courses); }
double in_14(const Named& named) { return percent(named.in_14, named.courses); }
double in_28(const Named& named) { return percent(named.in_28, named.courses); }
std::string median_of(const Named& named) {
    const double days = named.median_delay();
    return std::isfinite(days) ? fmt::format("{:.0f}", days) : "never";
}

template <class Row>
void write_cells(std::string& out, const CourseFigures& figures, const Row& row) {
    for (std::size_t n = 0; n < noise_level_count; ++n)
        for (std::size_t l = 0; l < logging_count; ++l) {
            write(out, "| {} | {} |", name(static_cast<NoiseLevel>(n)), name(static_cast<Logging>(l)));
            row(figures.cells[n][l]);
        }
    write(out, "| all | |");
    row(figures.sum());
    write(out, "\n");
}

void write_aims(std::string& out, const CourseFigures& figures) {
    const auto& usual = figures.cells[1];
    const auto daily = static_cast<std::size_t>(Logging::daily);
    const PlateauFigures &all = figures.sum().plateau[used], &one = usual[daily].plateau[used],
                         &quiet = figures.cells[0][daily].plateau[used];
    write(out, "| aim | measured | |\n| --- | --- | --- |\n");
    write(out, "| false plateau in under 5 % of improving courses, all of them | {:.1f} % | {} |\n",
          100 * all.false_share(), met(all.false_share() < 0.05));
    write(out, "| the same, usual noise, logged daily | {:.1f} % | {} |\n", 100 * one.false_share(),
          met(one.false_share() < 0.05));
    write(out, "| a real plateau found within 14 days (half of them), quiet, daily | {:.0f} %, median {} days | {} |\n",
          in_14(quiet.found), median_of(quiet.found), met(in_14(quiet.found) >= 50));
    write(out, "| the same, usual noise, logged daily | {:.0f} %, median {} days | {} |\n\n", in_14(one.found),
          median_of(one.found), met(in_14(one.found) >= 50));
}

void write_plateau(std::string& out, const CourseFigures& figures) {
    write(
        out,
        "### Plateau\n\n"
        "*False*: named on any day on which true pain had fallen by a point or more in the fortnight before, or was 1\n"
        "or less; percent of improving courses, of slow ones, of both together (three to one), and of those with a\n"
        "plateau before it began. *Found*: percent of plateaus named within 14 and 28 days from the day on which\n"
        "improvement stopped, and the median delay. *Never better*: percent of persistent courses named within four\n"
        "weeks after the sixth.\n\n"
        "| noise | logged | false: improving | slow | both | before | found in 14 | in 28 | median days | never "
        "better |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    write_cells(out, figures, [&](const CourseTally& cell) {
        const PlateauFigures& p = cell.plateau[used];
        write(out, " {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.0f} | {:.0f} | {} | {:.0f} |\n", share(p.improving),
              share(p.slow), 100 * p.false_share(), share(p.before), in_14(p.found), in_28(p.found), median_of(p.found),
              in_28(p.persistent));
    });
    write(out,
          "The trade-off: what other probabilities would give, false in percent of improving and slow courses / found "
          "in\n"
          "14 / in 28 days.\n\n| named from |");
    for (std::size_t n = 0; n < noise_level_count; ++n) write(out, " {}, daily |", name(static_cast<NoiseLevel>(n)));
    for (std::size_t n = 0; n < noise_level_count; ++n) write(out, " {}, weekly |", name(static_cast<NoiseLevel>(n)));
    write(out, " all |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (std::size_t p = 0; p < tried_probabilities.size(); ++p) {
        write(out, "| {:.0f} %{} |", 100 * tried_probabilities[p], p == used ? " (used)" : "");
        const auto cell = [&](const CourseTally& tally) {
            const PlateauFigures& plateau = tally.plateau[p];
            write(out, " {:.1f} / {:.0f} / {:.0f} |", 100 * plateau.false_share(), in_14(plateau.found),
                  in_28(plateau.found));
        };
        for (const Logging logging : {Logging::daily, Logging::weekly})
            for (std::size_t n = 0; n < noise_level_count; ++n)
                cell(figures.cells[n][static_cast<std::size_t>(logging)]);
        cell(figures.sum());
        write(out, "\n");
    }
    write(out, "\n");
}

void write_signs(std::string& out, const CourseFigures& figures) {
    write(out,
          "### Relapse, overload, recovered\n\n"
          "*False relapse*: named in a course without one, or before it. *False overload*: named without a heavy week\n"
          "(training varies by chance), and after a heavy week that pain did not mind. *False recovered*: named when "
          "true\n"
          "pain was above 1 on a day of the last fortnight. Percent of courses, whatever the day. *Named*: percent "
          "within\n"
          "14 and 28 days from the first day of it, and the median delay.\n\n"
          "| noise | logged | false relapse | relapse named | median | false overload: no heavy week | heavy week | "
          "overload named | median | false recovered | recovered named | median |\n"
          "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    write_cells(out, figures, [&](const CourseTally& cell) {
        const auto found = [](const Named& named) {
            return fmt::format("{:.0f}, {:.0f} | {}", in_14(named), in_28(named), median_of(named));
        };
        const SignFigures& s = cell.signs[used];
        write(out, " {:.1f} | {} | {:.1f} | {:.1f} | {} | {:.1f} | {} |\n", share(s.relapse), found(s.relapses),
              share(s.overload), share(s.load_alone), found(s.overloads), share(s.recovered), found(s.recoveries));
    });
    write(
        out,
        "The trade-off, usual noise logged daily, and all: false in percent of courses / named in 14 / in 28 days.\n\n"
        "| named from | relapse, usual | relapse, all | overload, usual | overload, all | recovered, usual | "
        "recovered, all |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    const CourseTally all = figures.sum();
    const CourseTally& usual = figures.cells[1][0];
    for (std::size_t p = 0; p < tried_probabilities.size(); ++p) {
        write(out, "| {:.0f} %{} |", 100 * tried_probabilities[p], p == used ? " (used)" : "");
        const auto both = [&](auto alarm, auto named) {
            for (const CourseTally* tally : {&usual, &all})
                write(out, " {:.1f} / {:.0f} / {:.0f} |", share(tally->signs[p].*alarm), in_14(tally->signs[p].*named),
                      in_28(tally->signs[p].*named));
        };
        both(&SignFigures::relapse, &SignFigures::relapses);
        both(&SignFigures::overload, &SignFigures::overloads);
        both(&SignFigures::recovered, &SignFigures::recoveries);
        write(out, "\n");
    }
    write(out, "\n");
}

void write_levels(std::string& out, const CourseFigures& figures) {
    write(
        out,
        "### Levels and changes\n\n"
        "*Now*: percent of days on which the 90 % band of the last level holds the true pain, by what was known then;\n"
        "*in hindsight*: the same for every day, by all readings. *Better*: of the verdicts \"better\", those where "
        "true\n"
        "pain had fallen by 2 points and 30 % or more; *noticed*: of such falls, those that were called so. *Same*: "
        "of\n"
        "the verdicts \"same\", those where it had changed by less.\n\n"
        "| noise | logged | now | in hindsight | better: right | noticed | same: right |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    write_cells(out, figures, [&](const CourseTally& cell) {
        write(out, " {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.1f} |\n", percent(cell.now_inside, cell.now),
              percent(cell.then_inside, cell.then), percent(cell.truly_better, cell.called_better),
              percent(cell.changed_called, cell.changed), percent(cell.truly_same, cell.called_same));
    });
    const CourseTally all = figures.sum();
    std::array<CourseTally, noise_level_count> by_noise{};
    for (std::size_t n = 0; n < noise_level_count; ++n)
        for (const CourseTally& cell : figures.cells[n]) by_noise[n].add(cell);
    write(out, "How probable an important fall was called, and how often it was true (calibration error {:.3f}):\n\n|",
          all.better.error());
    write(out, " called |");
    for (std::size_t n = 0; n < noise_level_count; ++n)
        write(out, " {}: cases | called on average | came true |", name(static_cast<NoiseLevel>(n)));
    write(out, "\n| --- |");
    for (std::size_t n = 0; n < noise_level_count; ++n) write(out, " ---: | ---: | ---: |");
    write(out, "\n");
    write_reliability_rows(out, {&by_noise[0].better, &by_noise[1].better, &by_noise[2].better});
}

}  // namespace

std::string render_course_figures(const CourseFigures& figures) {
    std::string out;
    write(out, "Written by `knotwork evaluate --courses {} --seed {}`; do not edit below this line.\n\n",
          figures.options.courses, figures.options.seed);
    write(out, "{} simulated courses of {} days: {} for each level of noise and each way of logging.\n\n",
          figures.sum().courses, course_days, figures.options.courses);
    write_aims(out, figures);
    write_plateau(out, figures);
    write_signs(out, figures);
    write_levels(out, figures);
    return out;
}

}  // namespace knotwork::study
