#include "interview_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "citations.hpp"
#include "trace_text.hpp"
#include "triage_text.hpp"

namespace knotwork::cli {
namespace {

// Answers that move the odds by less are counted, not drawn.
constexpr double least_drawn = 0.1;
constexpr std::size_t most_drawn = 12;
// Another decision is worth a line from here on.
constexpr double least_other = 0.05, least_doubt = 0.005;
constexpr std::size_t most_others = 3;
constexpr double likely = 0.65, even = 0.45;

const Atlas::Finding& finding_of(const Atlas& atlas, const Subject& subject) {
    return atlas.findings()[subject.finding.value];
}

}  // namespace

std::string format_question_text(const Atlas& atlas, const Subject& subject, const Colours& colours) {
    const Atlas::Finding& finding = finding_of(atlas, subject);
    std::string out;
    if (subject.point.is_none()) {
        out += colours.bold;
        out += wrap(without_emphasis(format_question(atlas, subject)), "");
    } else {
        // The place is told apart from the question, which would be lost behind it.
        const Atlas::Source& point = atlas.sources()[subject.point.value];
        out +=
            wrap(fmt::format("{}: {}", format_source(atlas, subject.point), atlas.text(point.where)), "Place: ", "  ");
        out += colours.bold;
        out += wrap(without_emphasis(replace_all(std::string(atlas.text(finding.ask)), " ({where})", "")), "");
    }
    out += colours.plain;
    if (const std::string_view stop = atlas.text(finding.stop); !stop.empty()) out += wrap(stop, "  Care: ", "  ");
    std::size_t step = 0;
    for (const Atlas::Text text : atlas.names(finding.how))
        out += wrap(atlas.text(text), fmt::format("  {}. ", ++step));
    if (finding.who == static_cast<std::uint32_t>(atlas_format::Examiner::helper))
        out += wrap("A second person is needed.", "  ");
    if (const std::string_view yes = atlas.text(finding.yes); !yes.empty()) {
        out += colours.faint;
        out += wrap(yes, "  Yes if: ", "  ");
        out += colours.plain;
    }
    return out;
}

std::string format_why(const Engine& engine, const Assessment& assessment, const Question& question) {
    const Atlas& atlas = engine.atlas();
    std::string out;
    const auto tell = [&](const std::string& who, SourceId source) {
        const ExpectedYes expected = find_expected_yes(engine, question.subject, source);
        if (std::abs(expected.with - expected.without) < 0.01)
            out += wrap(fmt::format("{}: says nothing about it", who), "  - ", "    ");
        else
            out += wrap(fmt::format("{}: {} of 100 say yes", who, std::lround(100 * expected.with)), "  - ", "    ");
    };
    const ExpectedYes others = find_expected_yes(engine, question.subject, SourceId{0});
    out += wrap("Because the answer tells more than any other for the effort. How many would say yes:", "");
    if (!question.subject.point.is_none()) tell(format_source(atlas, question.subject.point), question.subject.point);
    for (std::size_t i = 0; i < std::min<std::size_t>(3, assessment.trace.decisions.size()); ++i) {
        const Decision& decision = assessment.trace.decisions[i];
        const Atlas::Source& stands = atlas.sources()[decision.source.value];
        // Of a muscle, the point on which the answer bears most.
        SourceId source = decision.source;
        if (!atlas.is_condition(stands)) {
            if (!question.subject.point.is_none()) continue;
            const Atlas::Range points = atlas.muscles()[stands.muscle].sources;
            for (std::uint32_t s = points.begin; s < points.end; ++s)
                if (atlas.sources()[s].side == stands.side &&
                    find_expected_yes(engine, question.subject, SourceId{s}).with >
                        find_expected_yes(engine, question.subject, source).with)
                    source = SourceId{s};
        }
        tell(fmt::format("with {} ({} so far)", format_decision(atlas, decision.source), chance(decision.probability)),
             source);
    }
    out += wrap(fmt::format("with anything that it is no sign of: {} of 100", std::lround(100 * others.without)),
                "  - ", "    ");
    return out;
}

std::string format_bar(double bits) {
    const std::size_t halves =
        std::min(static_cast<std::size_t>(std::lround(2 * std::abs(bits) / bits_of_a_block)), 2 * bar_width);
    const std::size_t blocks = halves / 2, used = (halves + 1) / 2;
    std::string bar;
    if (bits < 0) {
        bar = std::string(bar_width - used, ' ') + (halves % 2 != 0 ? "▐" : "");
        for (std::size_t i = 0; i < blocks; ++i) bar += "█";
        return bar + "│" + std::string(bar_width, ' ');
    }
    bar = std::string(bar_width, ' ') + "│";
    for (std::size_t i = 0; i < blocks; ++i) bar += "█";
    return bar + (halves % 2 != 0 ? "▌" : "") + std::string(bar_width - used, ' ');
}

namespace {

class Page {
  public:
    Page(const Engine& engine, const Case& known, const Assessment& assessment, bool asked_all, const Colours& colours)
        : atlas_(engine.atlas()), known_(known), a_(assessment), asked_all_(asked_all), colours_(colours) {
        if (a_.standing) is_condition_ = atlas_.is_condition(atlas_.sources()[a_.standing->source.value]);
    }

    std::string text() {
        if (!a_.triage.reasons.empty()) out_ += format_rules(atlas_, a_.triage.reasons, colours_) + '\n';
        answer();
        if (a_.standing) {
            drawing();
            reasons();
            activity();
        }
        what_else();
        if (a_.standing) {
            chain();
            next();
        } else {
            heading("What to do next");
            danger_first();
            out_ += wrap("Let a physiotherapist or your doctor examine you: they can test what nobody can test alone.",
                         "  ");
        }
        for (const std::string& warning : a_.trace.warnings) out_ += wrap(warning + ".", "Note: ");
        out_ += '\n';
        out_ += colours_.faint;
        out_ += wrap(
            "Not a diagnosis. The chances are reckoned from published figures and, where there are none, from "
            "judgements; no study has yet tested the answers on patients. See a doctor about pain that is new and "
            "severe, or comes with weakness, numbness, fever, or trouble "
            "with bladder or bowel.",
            "");
        out_ += colours_.plain;
        return std::move(out_);
    }

  private:
    void heading(std::string_view words) { out_ += fmt::format("\n{}{}{}\n", colours_.bold, words, colours_.plain); }
    void say(std::string_view words) { out_ += wrap(words, "  "); }
    void headline(std::string_view words) {
        out_ += colours_.bold;
        out_ += wrap(words, "");
        out_ += colours_.plain;
    }

    void answer() {
        const bool nothing_known = a_.standing && a_.not_a_muscle && !is_condition_;
        if (!a_.standing) {
            headline(a_.not_a_muscle ? "This does not look like a muscle pattern."
                                     : "I do not know where this comes from.");
            say(a_.trace.other > even ? fmt::format("Something that this atlas does not hold explains it best ({}).",
                                                    chance(a_.trace.other))
                                      : "Several sources would be felt like this, and none of them stands out.");
        } else if (nothing_known) {
            headline("This does not look like a muscle pattern.");
            say(
                fmt::format("Nor does it look like any other source of this atlas: something it does not hold explains "
                            "it best ({}). The nearest is a knot in the {}.",
                            chance(a_.trace.other), format_decision(atlas_, a_.standing->leading.source)));
        } else {
            const double p = a_.standing->leading.probability;
            const std::string what = format_decision(atlas_, a_.standing->leading.source);
            if (is_condition_) {
                headline(p >= even ? "This does not look like a muscle pattern."
                                   : "This may well not come from a muscle.");
                out_ += '\n';
                headline(fmt::format("{} {}: {}",
                                     p >= likely ? "It looks most like"
                                     : p >= even ? "It may well be"
                                                 : "The first guess is",
                                     what, sentence(condition().plain_text)));
            } else {
                headline(p >= likely ? fmt::format("Your pain comes most likely from a knot in the {}.", what)
                         : p >= even
                             ? fmt::format("Your pain may well come from a knot in the {}.", what)
                             : fmt::format(
                                   "It is not clear where your pain comes from. The first guess is a knot in the {}.",
                                   what));
                say(sentence(format_source(atlas_, a_.standing->source)));
            }
            say(fmt::format("How sure: {}, {} ({}).", likeliness(p), chance(p), percent_likely(p)));
            // docs/accuracy-interview.md: called 97.7 % on average, right in 93.6 %.
            if (p >= surest)
                say("Of simulated people who were told so much, about 94 in 100 were told the truth; real people are "
                    "harder to read.");
        }
        together();
        if (count_answers() == 0 && a_.trace.painted_cm2 > 0)
            say("This rests on the drawing alone, which is weak evidence: no question was answered.");
        if (!asked_all_ || !a_.screens.empty()) {
            std::string left;
            if (!a_.screens.empty()) left = "Danger signs were not all asked for. ";
            if (!asked_all_) left += "There was more to ask; the answer may still change.";
            say(left);
        }
    }

    // The best account, where it takes more than one source.
    void together() {
        if (!a_.standing || a_.trace.explanations.empty()) return;
        const TracedExplanation& best = a_.trace.explanations.front();
        std::string others;
        const auto is_leading = [&](SourceId id) { return id == a_.standing->source; };
        if (std::none_of(best.sources.begin(), best.sources.end(), is_leading)) return;
        for (const SourceId id : best.sources)
            if (!is_leading(id)) others += (others.empty() ? "" : " and ") + format_source(atlas_, id);
        if (!others.empty()) say(fmt::format("Not alone: it is best explained together with {}.", others));
    }

    struct ConditionWords {
        std::string_view plain_text, next;
        const Atlas::Provider* provider;
    };
    ConditionWords condition() const {
        const Atlas::Condition& c = atlas_.conditions()[atlas_.sources()[a_.standing->source.value].condition];
        return {atlas_.text(c.plain), atlas_.text(c.next), &atlas_.providers()[c.provider]};
    }

    void drawing() {
        heading("Why");
        if (a_.trace.painted_cm2 <= 0) return;
        for (const TracedSource& traced : a_.trace.sources) {
            if (traced.source != a_.standing->source) continue;
            std::string line =
                fmt::format("Where it hurts: its pain pattern covers {} of what you painted", percent(traced.explains));
            if (traced.predicted_blank >= 0.1)
                line += fmt::format(", and {} of its pattern was left blank", percent(traced.predicted_blank));
            say(line + ".");
        }
    }

    void reasons() {
        const std::vector<Reason>& all = a_.standing->reasons;
        std::size_t drawn = 0;
        for (const Reason& reason : all) {
            if (std::abs(reason.bits) < least_drawn || drawn == most_drawn) break;
            if (drawn++ == 0)
                out_ += fmt::format("{}  {:<3} {:<41}{:>10}│{:<10} bits{}\n", colours_.faint, "", "", "against", "for",
                                    colours_.plain);
            reason_line(reason);
        }
        const std::size_t rest = all.size() - drawn;
        if (drawn == 0 && count_answers() > 0)
            say("None of your answers speaks clearly for or against it.");
        else if (rest > 0)
            say(fmt::format("{} more {} it little.", rest, rest == 1 ? "answer moves" : "answers move"));
        if (drawn > 0) say("One bit doubles the odds, or halves them.");
    }

    // Without danger signs, which say what to do first and little about the source.
    std::ptrdiff_t count_answers() const {
        return std::count_if(known_.facts.answers.begin(), known_.facts.answers.end(), [&](const Answer& answer) {
            return answer.reply != Reply::unknown && !is_danger_sign(finding_of(atlas_, answer.subject));
        });
    }

    // The label may take several lines; the bar stands beside the first.
    void reason_line(const Reason& reason) {
        constexpr std::size_t width = 40, indent = 6;
        const std::string words = wrap(format_subject_label(atlas_, reason.subject), "", width);
        std::size_t begin = 0;
        bool is_first = true;
        while (begin < words.size()) {
            const std::size_t end = words.find('\n', begin);
            const std::string_view line = std::string_view(words).substr(begin, end - begin);
            if (is_first)
                out_ += fmt::format("  {:<3} {} {} {:>+5.1f}\n", reason.reply == Reply::yes ? "yes" : "no",
                                    padded(line, width), format_bar(reason.bits), reason.bits);
            else
                out_ += std::string(indent, ' ') + std::string(line) + "\n";
            is_first = false;
            begin = end + 1;
        }
    }

    void activity() {
        if (is_condition_) return;
        heading("Active or latent?");
        switch (a_.standing->activity) {
            case Activity::active: say("Active: pressing it brings on the pain that you know."); break;
            case Activity::latent:
                say("Latent, so far: it is tender, but pressing it does not bring on your pain. Such points are common "
                    "and hurt nobody by themselves; the pain may come from elsewhere.");
                break;
            case Activity::unknown:
                say("Not known: you have not found that pressing it brings on your own pain. If it does, it is active, "
                    "and that speaks strongly for it.");
                break;
        }
    }

    void what_else() {
        const std::size_t begin = a_.standing ? 1 : 0;
        std::string lines;
        std::size_t shown = 0;
        for (std::size_t i = begin; i < a_.trace.decisions.size() && shown < most_others; ++i) {
            // The first is always named: there is always a doubt.
            if (a_.trace.decisions[i].probability < (shown == 0 ? least_doubt : least_other)) break;
            ++shown;
            std::string what = format_decision(atlas_, a_.trace.decisions[i].source);
            if (!atlas_.is_condition(atlas_.sources()[a_.trace.decisions[i].source.value]))
                what.insert(0, "a knot in the ");
            lines += wrap(what, "  " + padded(chance(a_.trace.decisions[i].probability), 22));
        }
        const bool was_said = !a_.standing || (a_.not_a_muscle && !is_condition_);
        if (a_.trace.other >= 0.1 && !was_said)
            lines += wrap("something that this atlas does not hold", "  " + padded(chance(a_.trace.other), 22));
        if (lines.empty()) return;
        heading(a_.standing ? "What else it could be" : "What comes nearest");
        out_ += lines;
        if (!a_.standing || !a_.standing->tells_apart || shown == 0) return;
        const Subject& subject = a_.standing->tells_apart->subject;
        say(fmt::format("What would tell the first two apart: {}", without_emphasis(format_question(atlas_, subject))));
    }

    void chain() {
        const Standing& s = *a_.standing;
        if (s.chain.empty() && !s.origin) return;
        heading(is_condition_ ? "Muscles that it often sets off" : "What goes with it");
        for (const ChainLink& link : s.chain) {
            if (s.origin && link.source == s.origin->source) continue;
            out_ += wrap(fmt::format("{} ({}): {}", format_decision(atlas_, link.source), chance(link.probability),
                                     sentence(link.why)),
                         "  - ", "    ");
        }
        if (s.origin)
            out_ += wrap(fmt::format("{} ({}): {}", format_decision(atlas_, s.origin->source),
                                     chance(s.origin->probability), sentence(s.origin->why)),
                         "  Likely origin: ", "    ");
    }

    void danger_first() {
        if (a_.triage.urgency != Urgency::none) say("First see to the danger signs above.");
    }

    void next() {
        heading("What to do next");
        danger_first();
        if (is_condition_) {
            say(condition().next);
            const Atlas::Provider& provider = *condition().provider;
            out_ += wrap(fmt::format("{}: {}", atlas_.text(provider.name), atlas_.text(provider.plain)),
                         "  Whom to see: ", "  ");
            return;
        }
        const Atlas::Source& point = atlas_.sources()[a_.standing->source.value];
        const Atlas::Muscle& muscle = atlas_.muscles()[point.muscle];
        out_ += wrap(sentence(atlas_.text(point.where)), "  The place: ", "  ");
        const std::string_view reach = atlas_.text(point.reach);
        if (reach == "internal")
            say("It can be reached from within only: see a physiotherapist for the pelvic floor.");
        else if (reach == "professional")
            say("Do not press it on your own: let a physiotherapist do that.");
        else
            say("Press it firmly but bearably, for some seconds at a time, and keep moving as the pain allows.");
        for (const Atlas::Fact& fact : atlas_.facts(muscle.facts))
            if (fact.kind == static_cast<std::uint32_t>(atlas_format::FactKind::caution))
                out_ += wrap(sentence(atlas_.text(fact.text)), "  Care: ", "  ");
        for (const Atlas::Provider& provider : atlas_.providers())
            if (atlas_.text(provider.id) == "physiotherapist")
                out_ += wrap(fmt::format("{}, at the latest if two weeks of care change nothing. {}",
                                         atlas_.text(provider.name), atlas_.text(provider.plain)),
                             "  Whom to see: ", "  ");
        say(fmt::format("More: knotwork muscle {}", atlas_.text(muscle.id)));
    }

    const Atlas& atlas_;
    const Case& known_;
    const Assessment& a_;
    bool asked_all_;
    const Colours& colours_;
    bool is_condition_ = false;
    std::string out_;
};

}  // namespace

std::string format_standing(const Engine& engine, const Case& known, const Assessment& assessment, bool asked_all,
                            const Colours& colours) {
    return Page(engine, known, assessment, asked_all, colours).text();
}

}  // namespace knotwork::cli
