// The answer of a report: what it probably is, what speaks for and against it, and what else it could be.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/chance.hpp"
#include "base/text.hpp"
#include "engine/words.hpp"
#include "report/document_parts.hpp"

namespace knotwork {
namespace {

constexpr double likely = 0.65, even = 0.45;
constexpr double least_drawn = 0.1;  // bits
constexpr double least_other = 0.05;
constexpr double least_taking_part = 0.2;
constexpr std::size_t most_taking_part = 3;

TextStyle answer_style() { return {.size = 9.2, .line_spacing = 1.27}; }

std::string source_title(const Atlas& atlas, SourceId id) { return source_name(atlas, atlas.sources()[id.value]); }

// "Gluteus minimus, right": without the point.
std::string decision_title(const Atlas& atlas, SourceId id) {
    const Atlas::Source& source = atlas.sources()[id.value];
    if (atlas.is_condition(source)) return source_title(atlas, id);
    return std::string(atlas.text(atlas.muscles()[source.muscle].name)) + ", " +
           std::string(name(static_cast<Side>(source.side)));
}

std::size_t count_answers(const Atlas& atlas, const Facts& facts) {
    return static_cast<std::size_t>(std::count_if(facts.answers.begin(), facts.answers.end(), [&](const Answer& a) {
        return a.reply != Reply::unknown && !is_danger_sign(atlas.findings()[a.subject.finding.value]);
    }));
}

void write_point(const ReportContext& context, const Standing& standing, bool is_named, Writer& writer) {
    const Atlas::Source& point = context.atlas.sources()[standing.source.value];
    const std::string_view label = context.atlas.text(point.label);
    TextRuns runs{{is_named ? fmt::format("Point {}", point.number)
                            : fmt::format("Likeliest point: {}, {}", point.number, chance(standing.source_probability)),
                   Weight::semibold}};
    runs.push_back({fmt::format("{}: {}", label.empty() ? "" : " (" + std::string(label) + ")",
                                sentence_of(context.atlas.text(point.where)))});
    switch (standing.activity) {
        case Activity::active: runs.push_back({" Active: pressing it brings on the familiar pain."}); break;
        case Activity::latent:
            runs.push_back({" Latent so far: tender, but pressing it does not bring on the familiar pain."});
            break;
        case Activity::unknown:
            runs.push_back(
                {" Active or latent is not known: nobody has said that pressing it brings on the familiar "
                 "pain."});
            break;
    }
    runs.push_back(context.cited.mark(point.cites));
    writer.paragraph(runs, answer_style());
}

// How sure the leading answer is, and what that means for who treats.
TextRun describe_certainty(double p, bool is_condition) {
    const std::string_view what = is_condition ? "cause" : "muscle to treat first";
    if (p >= likely)
        return {fmt::format("{} the {} ({}).", capitalised(std::string(likeliness(p))), what, percent_likely(p)),
                Weight::semibold};
    if (p >= even)
        return {fmt::format("About as likely the {} as not ({}): an examination should settle it.", what,
                            percent_likely(p)),
                Weight::semibold};
    return {fmt::format("The likeliest {}, but more likely than not it is another ({}).", what, percent_likely(p)),
            Weight::semibold};
}

void write_standing(const ReportContext& context, const Standing& standing, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const Assessment& a = context.assessment();
    const double p = standing.leading.probability;
    const bool is_condition = context.is_condition();
    // The point goes into the headline only where it is as likely as its muscle: both are true then.
    const bool names_point = !is_condition && chance(standing.source_probability) == chance(p);
    const std::string title =
        names_point ? source_title(atlas, standing.source) : decision_title(atlas, standing.leading.source);
    const std::string_view kicker = p >= likely ? (is_condition ? "Looks most like" : "Most likely source of the pain")
                                    : p >= even ? "May well be"
                                                : "Not clear; the first guess is";
    writer.kicker(std::string(kicker));
    writer.paragraph({{title, Weight::bold}, {": " + replace_all(chance(p), " ", "\u00A0"), Weight::regular}},
                     {.size = 18, .line_spacing = 1.1});
    TextRuns sure{{describe_certainty(p, is_condition)}};
    if (p >= surest)
        sure.push_back(
            {" In simulations, about 94 in 100 answers as sure as this were right; real people are harder to read."});
    const std::size_t answers = count_answers(atlas, context.input.known.facts);
    const bool has_drawing = a.trace.painted_cm2 > 0;
    const bool from_danger_signs =
        answers == 0 && std::any_of(standing.reasons.begin(), standing.reasons.end(),
                                    [](const Reason& reason) { return std::abs(reason.bits) >= least_drawn; });
    const std::string_view drawing_and = has_drawing ? "the drawing and " : "";
    if (from_danger_signs)
        sure.push_back({fmt::format(" It rests on {}what was said of danger signs alone.", drawing_and)});
    else if (answers == 0)
        sure.push_back({" It rests on the drawing alone, which is weak evidence.", Weight::semibold});
    else
        sure.push_back({fmt::format(" It rests on {}{} answer{}.", drawing_and, answers, answers == 1 ? "" : "s")});
    writer.paragraph(sure, answer_style());
    if (is_condition) {
        const Atlas::Condition& condition = atlas.conditions()[atlas.sources()[standing.source.value].condition];
        writer.paragraph(
            {{capitalised(sentence_of(atlas.text(condition.plain))) + " " + sentence_of(atlas.text(condition.summary))},
             context.cited.mark(condition.summary_cites)},
            answer_style());
    } else {
        write_point(context, standing, names_point, writer);
    }
    if (a.trace.explanations.empty()) return;
    std::vector<std::string> together;
    bool holds_leading = false;
    for (const SourceId id : a.trace.explanations.front().sources) {
        holds_leading = holds_leading || id == standing.source;
        if (id != standing.source) together.push_back(source_title(atlas, id));
    }
    if (holds_leading && !together.empty())
        writer.paragraph({{"Not alone: ", Weight::semibold},
                          {"the whole drawing is best explained together with " + joined(together) + "."}},
                         answer_style());
}

// "×4.7", "×48", "×0.3".
std::string format_ratio(double ratio) {
    return ratio >= 10 ? fmt::format("×{:.0f}", ratio) : fmt::format("×{:.2g}", ratio);
}

// A horizontal bar from the middle: to the right for, to the left against.
void add_bar(Writer& writer, double x, double width, double bits, const std::string& number) {
    constexpr double most_bits = 4;
    const double length = std::min(std::abs(bits) / most_bits, 1.0) * (width / 2 - 24);
    Stream stream = writer.take();
    Piece& piece = stream.back();
    piece.draw = [inner = std::move(piece.draw), x, width, bits, length, number](Canvas& canvas, PagePoint at) {
        inner(canvas, at);
        const double middle = at.x + x + width / 2, y = at.y + 5.2;
        const Box bar{bits > 0 ? middle : middle - length, y, length, 6};
        if (bits > 0)
            canvas.fill_box(bar, style::ink);
        else
            canvas.draw_box({bar.x, bar.y + 0.4, bar.width, bar.height - 0.8}, style::ink, 0.8);
        const std::array<PagePoint, 2> line{PagePoint{middle, at.y}, PagePoint{middle, at.y + 17}};
        canvas.draw_line(line, style::quiet_ink, 0.5);
        canvas.draw_text(number, {bits > 0 ? middle + length + 3 : middle - length - 3, at.y + 3.4},
                         {.size = 7.4, .colour = style::ink, .align = bits > 0 ? Align::left : Align::right});
    };
    for (Piece& each : stream) writer.add(std::move(each));
}

}  // namespace

const Atlas::Source* ReportContext::leading() const {
    const auto& standing = assessment().standing;
    return standing ? &atlas.sources()[standing->source.value] : nullptr;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string sentence_of(std::string_view text) {
    std::string out(text);
    if (!out.empty() && out.back() != '.' && out.back() != '?' && out.back() != '!') out += '.';
    return out;
}

std::string joined(const std::vector<std::string>& items, std::string_view last) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += i + 1 == items.size() ? " " + std::string(last) + " " : ", ";
        out += items[i];
    }
    return out;
}

void write_answer(const ReportContext& context, Writer& writer) {
    const Assessment& a = context.assessment();
    if (context.is_emergency()) {
        writer.paragraph({{"Nothing else is told until the emergency was read and dealt with: no source, no plan, no "
                           "course. What was drawn and answered stands below.",
                           Weight::semibold}},
                         answer_style());
        return;
    }
    const bool is_unknown = a.standing && a.not_a_muscle && !context.is_condition();
    if (a.standing && !is_unknown) {
        write_standing(context, *a.standing, writer);
        return;
    }
    writer.kicker("Not clear");
    writer.paragraph(
        {{a.not_a_muscle && (a.trace.other > even || is_unknown) ? "This does not look like a muscle pattern"
                                                                 : "It is not clear where this comes from",
          Weight::bold}},
        {.size = 18, .line_spacing = 1.1});
    std::string why =
        a.trace.other > even ? fmt::format("Something outside this atlas explains it best ({}).", chance(a.trace.other))
        : is_unknown
            ? fmt::format("Nothing in this atlas fits well; something else is likelier ({}).", chance(a.trace.other))
            : "Several sources would feel like this, and none of them stands out.";
    if (is_unknown)
        why += fmt::format(" The nearest is {} ({}).", decision_title(context.atlas, a.standing->leading.source),
                           chance(a.standing->leading.probability));
    if (count_answers(context.atlas, context.input.known.facts) == 0)
        why += " No question was answered: it rests on the drawing alone, which is weak evidence.";
    why += " An examination can test what a drawing and answers cannot.";
    writer.paragraph({{why}}, answer_style());
}

void write_reasons(const ReportContext& context, Writer& writer) {
    const Assessment& a = context.assessment();
    if (!a.standing) return;
    const Atlas& atlas = context.atlas;
    writer.heading("For and against", within_sentence(decision_title(atlas, a.standing->leading.source)));
    for (const TracedSource& traced : a.trace.sources) {
        if (traced.source != a.standing->source || a.trace.painted_cm2 <= 0) continue;
        std::string line = fmt::format("Its pattern covers {} of what was painted", percent(traced.explains));
        if (traced.predicted_blank >= 0.1)
            line += fmt::format("; {} of the pattern was left unpainted", percent(traced.predicted_blank));
        writer.paragraph({{line + "."}});
    }
    const double bar_x = 0.57 * writer.width(), bar_width = 0.43 * writer.width();
    std::size_t drawn = 0;
    for (const Reason& reason : a.standing->reasons) {
        if (std::abs(reason.bits) < least_drawn) break;
        if (drawn++ == 0) {
            TextStyle head = writer.small();
            TextStyle right = head;
            right.align = Align::right;
            writer.row(
                {{bar_x, bar_width / 2 - 3, {{"against"}}, right}, {bar_x + bar_width / 2 + 3, 60, {{"for"}}, head}},
                false);
        }
        writer.row({{0, 20, {{reason.reply == Reply::yes ? "yes" : "no", std::nullopt, style::quiet_ink}}},
                    {20, bar_x - 24, {{format_subject_label(atlas, reason.subject)}}}},
                   false);
        add_bar(writer, bar_x, bar_width, reason.bits, format_ratio(std::exp2(reason.bits)));
    }
    const std::size_t rest = a.standing->reasons.size() - drawn;
    std::string note;
    if (drawn == 0)
        note = "No answer speaks clearly for or against it.";
    else
        note = "× is the likelihood ratio: how much likelier the answer is with this source than without.";
    if (rest > 0) note += fmt::format(" {} more {} it little.", rest, rest == 1 ? "answer moves" : "answers move");
    writer.gap(4);
    writer.paragraph({{note}}, writer.small());
}

void write_alternatives(const ReportContext& context, Writer& writer) {
    const Assessment& a = context.assessment();
    const Atlas& atlas = context.atlas;
    writer.heading(a.standing ? "What else it could be" : "What comes nearest",
                   a.standing && !context.is_condition() ? "chance to be the one to treat first" : "");
    const double name_width = 0.66 * writer.width();
    const auto line = [&](const std::string& what, double probability) {
        TextStyle right{.size = 8.2, .align = Align::right, .line_spacing = 1.06};
        writer.row(
            {{0, name_width, {{what}}}, {name_width, writer.width() - name_width, {{chance(probability)}}, right}});
    };
    std::size_t shown = 0, listed = 0;  // decisions: in lines here, and with the leading one before them
    for (std::size_t i = a.standing ? 1 : 0; i < a.trace.decisions.size(); ++i) {
        if (a.trace.decisions[i].probability < (shown == 0 ? 0.005 : least_other)) break;
        ++shown;
        listed = i + 1;
        line(decision_title(atlas, a.trace.decisions[i].source), a.trace.decisions[i].probability);
    }
    if (a.trace.other >= 0.05) line("Something outside this atlas", a.trace.other);
    if (shown == 0 && a.trace.other < 0.05) writer.paragraph({{"Nothing else reaches 1 in 200."}});
    if (!a.standing) return;
    writer.gap(5);
    const Standing& s = *a.standing;
    // Pain may have several sources: what is not treated first may take part all the same.
    std::vector<std::string> others;
    for (const TracedSource& traced : a.trace.sources) {
        if (traced.source == s.source || traced.probability < least_taking_part || others.size() == most_taking_part)
            continue;
        const auto is_it = [&](const ChainLink& link) { return link.source == traced.source; };
        if (std::any_of(s.chain.begin(), s.chain.end(), is_it) || (s.origin && is_it(*s.origin))) continue;
        const bool is_listed =
            std::any_of(a.trace.decisions.begin(), a.trace.decisions.begin() + static_cast<std::ptrdiff_t>(listed),
                        [&](const Decision& decision) {
                            return decision_title(atlas, decision.source) == decision_title(atlas, traced.source);
                        });
        if (!is_listed)
            others.push_back(fmt::format("{} ({})", source_title(atlas, traced.source), chance(traced.probability)));
    }
    if (!others.empty()) writer.paragraph({{"May take part as well: ", Weight::semibold}, {joined(others) + "."}});
    if (s.tells_apart && shown > 0)
        writer.paragraph({{"Would tell the first two apart: ", Weight::semibold},
                          {without_emphasis(format_question(atlas, s.tells_apart->subject))}});
    std::vector<const ChainLink*> links;
    for (const ChainLink& link : s.chain)
        if (!s.origin || link.source != s.origin->source) links.push_back(&link);
    if (s.origin)
        writer.paragraph({{"Likely origin: ", Weight::semibold},
                          {fmt::format("{} ({}): {}", decision_title(atlas, s.origin->source),
                                       chance(s.origin->probability), sentence_of(s.origin->why))}});
    if (links.empty()) return;
    writer.paragraph(
        {{context.is_condition() ? "Muscles that it often sets off:" : "Linked with it:", Weight::semibold}});
    for (const ChainLink* link : links)
        writer.item({{fmt::format("{} ({}): {}", decision_title(atlas, link->source), chance(link->probability),
                                  sentence_of(link->why))}});
}

}  // namespace knotwork
