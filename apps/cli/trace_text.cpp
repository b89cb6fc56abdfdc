#include "trace_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace knotwork::cli {
namespace {

// A source below this is not named as the answer: nobody should press on a muscle for a chance of one in five.
constexpr double named_from = 0.2;
// Parts of a zone that count as felt, and as left blank.
constexpr double felt_from = 0.5, blank_below = 0.25;
// Probability from which something outside the atlas is worth a sentence.
constexpr double other_worth_saying = 0.1;

const Atlas::Source& source_of(const Atlas& atlas, SourceId source) { return atlas.sources()[source.value]; }

// ", right", or nothing if the source has no side.
std::string side_of(const Atlas::Source& source) {
    return source.sided != 0 ? fmt::format(", {}", name(static_cast<Side>(source.side))) : "";
}
std::string_view condition_name(const Atlas& atlas, const Atlas::Source& source) {
    return atlas.text(atlas.conditions()[source.condition].name);
}
std::string_view muscle_name(const Atlas& atlas, const Atlas::Source& source) {
    return atlas.text(atlas.muscles()[source.muscle].name);
}

std::string join(const std::vector<std::string>& items) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i)
        out += (i == 0 ? "" : i + 1 < items.size() ? ", " : " and ") + items[i];
    return out;
}

struct Compared {
    std::vector<std::string> felt, partly, blank;  // what the zones are called
};

Compared compare(const Atlas& atlas, const TracedSource& source) {
    Compared out;
    for (const TracedZone& zone : source.zones) {
        const std::string felt(atlas.text(atlas.zones()[zone.zone.value].felt));
        if (zone.painted >= felt_from)
            out.felt.push_back(felt);
        else if (zone.painted >= blank_below)
            out.partly.push_back(felt);
        else if (zone.essential)
            out.blank.push_back(felt);
    }
    return out;
}

std::string area(double cm2) { return fmt::format("{} cm²", std::lround(cm2)); }

}  // namespace

Verdict judge(const Trace& trace) {
    const double best = trace.sources.empty() ? 0 : trace.sources.front().probability;
    if (best >= named_from && best >= trace.other) return Verdict::stands_out;
    return trace.other >= best || trace.other >= 0.5 ? Verdict::unknown : Verdict::undecided;
}

std::string format_source(const Atlas& atlas, SourceId id) {
    const Atlas::Source& source = source_of(atlas, id);
    if (atlas.is_condition(source)) return std::string(condition_name(atlas, source)) + side_of(source);
    return fmt::format("{} {} ({}){}", muscle_name(atlas, source), source.number, atlas.text(source.label),
                       side_of(source));
}

std::string format_headline(const Engine& engine, const Trace& trace, Verdict verdict) {
    if (trace.sources.empty()) return "I do not know";
    const Atlas& atlas = engine.atlas();
    const Atlas::Source& source = source_of(atlas, trace.sources.front().source);
    const std::string first =
        (atlas.is_condition(source) ? std::string(condition_name(atlas, source))
                                    : fmt::format("{} {}", muscle_name(atlas, source), source.number)) +
        side_of(source);
    if (verdict != Verdict::stands_out) return "Unsure; nearest: " + first;
    return first + ": " + chance(trace.sources.front().probability);
}

std::vector<std::string> format_reasons(const Engine& engine, const Trace& trace, Verdict verdict) {
    const Atlas& atlas = engine.atlas();
    std::vector<std::string> out;
    if (verdict == Verdict::unknown)
        out.push_back(fmt::format(
            "I do not know what this comes from: something that is not in this atlas explains it best ({}).",
            chance(trace.other)));
    if (verdict == Verdict::undecided)
        out.emplace_back("I do not know which it is: several sources would be felt much like this.");
    if (trace.sources.empty()) return out;
    const TracedSource& first = trace.sources.front();
    if (verdict != Verdict::stands_out)
        out.push_back(
            fmt::format("The nearest is {}: {}.", format_source(atlas, first.source), chance(first.probability)));
    const Compared zones = compare(atlas, first);
    if (trace.painted_cm2 <= 0) return out;
    std::string why = fmt::format("Its pain pattern covers {} of what you painted", percent(first.explains));
    if (!zones.felt.empty()) why += ": " + join(zones.felt);
    out.push_back(why + ".");
    if (!zones.partly.empty()) out.push_back(fmt::format("You painted a part of: {}.", join(zones.partly)));
    if (!zones.blank.empty())
        out.push_back(fmt::format("It would also be felt, but you left blank: {}.", join(zones.blank)));
    else if (first.predicted_blank > blank_below)
        out.push_back(fmt::format("You left {} of its pattern blank.", percent(first.predicted_blank)));
    return out;
}

namespace {

class Page {
  public:
    Page(const Engine& engine, const Trace& trace, std::size_t top, const Colours& colours)
        : atlas_(engine.atlas()), trace_(trace), top_(top), colours_(colours), verdict_(judge(trace)) {}

    std::string text() {
        answer();
        if (verdict_ == Verdict::stands_out) reasons();
        together();
        others();
        open_ends();
        for (const std::string& warning : trace_.warnings) out_ += wrap(warning + ".", "Note: ");
        out_ += '\n';
        out_ += colours_.faint;
        out_ += wrap(
            "The chances come from published pain maps and hold only as far as pain follows them, which no study has "
            "measured. Not a diagnosis. See a doctor about pain that is new and severe, "
            "or comes with weakness, numbness, fever, or trouble with bladder or bowel.",
            "");
        out_ += colours_.plain;
        return std::move(out_);
    }

  private:
    void heading(std::string_view words) { out_ += fmt::format("\n{}{}{}\n", colours_.bold, words, colours_.plain); }

    void answer() {
        if (verdict_ == Verdict::unknown) {
            out_ += fmt::format("{}I do not know what this comes from.{}\n", colours_.bold, colours_.plain);
            out_ += wrap(
                fmt::format("Something that this atlas does not hold explains it best ({}).", chance(trace_.other)),
                "  ");
        } else if (verdict_ == Verdict::undecided) {
            out_ += fmt::format("{}I do not know which source this comes from.{}\n", colours_.bold, colours_.plain);
            out_ += wrap("Several sources would be felt much like this; none of them stands out.", "  ");
        } else {
            const TracedSource& first = trace_.sources.front();
            out_ += fmt::format("{}{}{}{}\n", colours_.bold, colours_.accent, format_source(atlas_, first.source),
                                colours_.plain);
            out_ += fmt::format("  {}: {}\n", likeliness(first.probability), chance(first.probability));
        }
    }

    void reasons() {
        const TracedSource& first = trace_.sources.front();
        const Atlas::Source& source = source_of(atlas_, first.source);
        if (trace_.painted_cm2 > 0) compared(first);
        if (atlas_.is_condition(source))
            what_it_is(atlas_.conditions()[source.condition]);
        else
            where_it_lies(source);
    }

    void compared(const TracedSource& first) {
        heading("Why");
        out_ += wrap(fmt::format("Its pain pattern covers {} of what you painted:", percent(first.explains)), "  ");
        for (const TracedZone& zone : first.zones) {
            const std::string_view felt = atlas_.text(atlas_.zones()[zone.zone.value].felt);
            const char* painted = zone.painted >= felt_from     ? "painted"
                                  : zone.painted >= blank_below ? "painted in part"
                                                                : "left blank";
            const char* kind = zone.essential ? "felt by nearly all" : "felt by some";
            out_ += wrap(felt, "    " + padded(painted, 16) + padded(kind, 20));
        }
        out_ += wrap(fmt::format("Of the skin where it would be expected, {} was left blank.",
                                 first.predicted_blank > 0 ? percent(first.predicted_blank) : "nothing"),
                     "  ");
    }

    void what_it_is(const Atlas::Condition& condition) {
        heading("What it is");
        out_ += wrap(atlas_.text(condition.summary), "  ");
        heading("What to do");
        out_ += wrap(atlas_.text(condition.next), "  ");
    }

    void where_it_lies(const Atlas::Source& source) {
        heading("Where it lies");
        out_ += wrap(atlas_.text(source.where), "  ");
        const std::string_view reach = atlas_.text(source.reach);
        if (reach == "internal")
            out_ += wrap("It can be reached from within only: a matter for a specialist.", "  ");
        else if (reach == "professional")
            out_ += wrap("Not one to press on your own.", "  ");
        else
            out_ += wrap("If pressing there brings on the pain that you know, that speaks for it.", "  ");
        out_ += wrap(fmt::format("More: knotwork muscle {}", atlas_.text(atlas_.muscles()[source.muscle].id)), "  ");
    }

    // The best explanation, where it takes more than one source.
    void together() {
        if (trace_.explanations.empty() || trace_.explanations.front().sources.size() < 2) return;
        const TracedExplanation& best = trace_.explanations.front();
        std::vector<std::string> names;
        for (const SourceId source : best.sources) names.push_back(format_source(atlas_, source));
        heading("Best explained together");
        for (const std::string& name : names) out_ += wrap(name, "  ");
        std::string line = fmt::format("{}: {}", likeliness(best.probability), chance(best.probability));
        if (trace_.painted_cm2 > 0)
            line += fmt::format(", together they cover {} of what you painted", percent(best.explains));
        out_ += wrap(line + ".", "  ");
    }

    // The sources that are not shown at length.
    void others() {
        const std::size_t begin = verdict_ == Verdict::stands_out ? 1 : 0;
        const std::size_t end = std::min(top_, trace_.sources.size());
        if (begin >= end) return;
        heading(verdict_ == Verdict::stands_out ? "What else it could be, or what may come with it"
                                                : "The sources that come nearest");
        for (std::size_t i = begin; i < end; ++i) {
            const TracedSource& source = trace_.sources[i];
            const std::string odds = padded(chance(source.probability), 22);
            out_ += wrap(format_source(atlas_, source.source), "  " + odds);
            if (trace_.painted_cm2 <= 0) continue;
            std::string covers = fmt::format("covers {} of what you painted", percent(source.explains));
            if (source.predicted_blank >= blank_below)
                covers += fmt::format("; {} of its skin left blank", percent(source.predicted_blank));
            out_ += wrap(covers, std::string(2 + odds.size(), ' '));
        }
        if (end < trace_.sources.size())
            out_ += wrap(fmt::format("{} more (--top shows them)", trace_.sources.size() - end), "  ");
    }

    void open_ends() {
        if (trace_.painted_cm2 <= 0) return;
        heading("What stays open");
        const std::string painted = area(trace_.painted_cm2);
        const double left = trace_.unexplained_cm2 / trace_.painted_cm2;
        if (left > 0.995)
            out_ +=
                wrap(fmt::format("All of it: no known source accounts for the {} that you painted.", painted), "  ");
        else if (left < 0.005)
            out_ += wrap(fmt::format("None of the {} that you painted is left unexplained.", painted), "  ");
        else
            out_ += wrap(fmt::format("{} of the {} that you painted ({}) are not explained by the best account.",
                                     std::lround(trace_.unexplained_cm2), painted, percent(left)),
                         "  ");
        if (verdict_ != Verdict::unknown && trace_.other >= other_worth_saying)
            out_ += wrap(
                fmt::format("Something that this atlas does not hold may take part: {}.", chance(trace_.other)), "  ");
    }

    const Atlas& atlas_;
    const Trace& trace_;
    std::size_t top_;
    const Colours& colours_;
    Verdict verdict_;
    std::string out_;
};

}  // namespace

std::string format_trace_text(const Engine& engine, const Trace& trace, std::size_t top, const Colours& colours) {
    return Page(engine, trace, top, colours).text();
}

}  // namespace knotwork::cli
