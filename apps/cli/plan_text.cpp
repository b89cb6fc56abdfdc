#include "plan_text.hpp"

#include <fmt/core.h>

#include "interview_text.hpp"
#include "triage_text.hpp"

namespace knotwork::cli {
namespace {

using atlas_format::RemedyKind;

std::string heading(std::string_view text, const Colours& colours) {
    return fmt::format("\n{}{}{}\n", colours.bold, text, colours.plain);
}

std::string_view verb_of(RemedyKind kind) {
    switch (kind) {
        case RemedyKind::pressure: return "PRESS";
        case RemedyKind::position: return "REST IN POSITION";
        case RemedyKind::professional: return "HAVE IT TREATED";
        case RemedyKind::stretch: return "STRETCH";
        case RemedyKind::exercise: return "STRENGTHEN";
    }
    return "";
}

std::string format_title(const Atlas& atlas, const PlanItem& item, std::size_t number, const Colours& colours) {
    const Atlas::Remedy& remedy = atlas.remedies()[item.remedy.value];
    std::string title = fmt::format("{}. {}: {}", number, verb_of(kind_of(remedy)), atlas.text(remedy.name));
    if (item.side) title += fmt::format(", {} side", name(*item.side));
    return fmt::format("{}{}{}\n", colours.bold, title, colours.plain);
}

// How it is done: tool, place, steps, direction, and what to mind.
std::string format_steps(const Atlas& atlas, const PlanItem& item) {
    const Atlas::Remedy& remedy = atlas.remedies()[item.remedy.value];
    std::string out;
    if (!item.tool.is_none()) {
        const Atlas::Tool& tool = atlas.tools()[item.tool.value];
        const std::string_view instead = atlas.text(tool.instead);
        if (!instead.empty())
            out += wrap(fmt::format("{} ({})", atlas.text(tool.name), instead), "   With: ", "         ");
    }
    if (!item.source.is_none())
        out +=
            wrap(atlas.text(atlas.sources()[item.source.value].where), "   The point, as a therapist says it: ", "   ");
    std::size_t step = 0;
    for (const Atlas::Text text : atlas.names(remedy.steps))
        out += kind_of(remedy) == RemedyKind::professional
                   ? wrap(atlas.text(text), "   - ", "     ")
                   : wrap(atlas.text(text), fmt::format("   {}) ", ++step), "      ");
    if (!atlas.text(remedy.feel).empty()) {
        const bool presses = kind_of(remedy) == RemedyKind::pressure;
        out += wrap(atlas.text(remedy.feel),
                    presses                                   ? "   Direction: "
                    : kind_of(remedy) == RemedyKind::position ? "   Touch: "
                                                              : "   You feel it: ",
                    "   ");
    }
    for (const Atlas::Text text : atlas.names(remedy.avoid)) out += wrap(atlas.text(text), "   Mind: ", "   ");
    return out;
}

std::string format_item(const Atlas& atlas, const PlanItem& item, std::size_t number, const Colours& colours) {
    const Atlas::Remedy& remedy = atlas.remedies()[item.remedy.value];
    std::string out = "\n" + format_title(atlas, item, number, colours);
    if (!item.dose.protocol.is_none())
        out += fmt::format("{}{}{}", colours.accent, wrap(format_dose(atlas, item), "   "), colours.plain);
    for (const std::string& why : item.why) out += wrap(why, "   Why: ", "        ");
    if (!item.note.empty()) out += wrap(item.note, "   Your therapist: ", "   ");
    out += format_steps(atlas, item);
    if (!atlas.text(remedy.easier).empty()) out += wrap(atlas.text(remedy.easier), "   Easier: ", "   ");
    if (!atlas.text(remedy.harder).empty()) out += wrap(atlas.text(remedy.harder), "   Later, harder: ", "   ");
    out += colours.faint;
    out += wrap(fmt::format("(evidence {}: {})", atlas.text(remedy.grade), format_short_citations(atlas, remedy.cites)),
                "   ");
    out += colours.plain;
    return out;
}

std::string format_provider(const Atlas& atlas, std::uint32_t provider) {
    const Atlas::Provider& p = atlas.providers()[provider];
    return wrap(fmt::format("{}: {}", atlas.text(p.name), atlas.text(p.plain)), "  Whom: ", "  ");
}

std::string format_refusal(const Atlas& atlas, const CasePlan& plan, const Colours& colours) {
    std::string out;
    switch (plan.refusal) {
        case PlanRefusal::none:
        case PlanRefusal::emergency: break;
        case PlanRefusal::urgent:
            out += heading("No plan yet: see somebody first", colours);
            out += wrap("Nothing is pressed, stretched or trained before this has been looked at:", "  ") + "\n";
            out += format_triage_text(atlas, plan.assessment.triage, colours);
            break;
        case PlanRefusal::not_a_muscle: {
            const Standing& standing = *plan.assessment.standing;
            out += heading("No muscle plan: this does not look like a muscle", colours);
            out += wrap(fmt::format("The likeliest explanation is {} ({}).", format_decision(atlas, standing.source),
                                    percent_likely(standing.leading.probability)),
                        "  ");
            const Atlas::Source& source = atlas.sources()[standing.source.value];
            out += wrap(atlas.text(atlas.conditions()[source.condition].next), "  ");
            if (plan.provider) out += format_provider(atlas, *plan.provider);
            break;
        }
        case PlanRefusal::unknown:
            out += heading("No plan: we do not know what it comes from", colours);
            out += wrap(
                "No cause is likely enough to be treated. Answer more questions (knotwork interview), keep moving "
                "gently, and if it has not eased in two weeks let a physiotherapist look at it.",
                "  ");
            break;
    }
    return out;
}

// One line each; why is told in JSON.
std::string format_protocols(const Atlas& atlas, const Colours& colours) {
    std::string out = heading("How long to press: sources disagree", colours);
    for (const Atlas::Protocol& p : atlas.protocols()) {
        if (p.of != static_cast<std::uint32_t>(RemedyKind::pressure)) continue;
        out += wrap(fmt::format("{}{}: {} s, {} ({})", atlas.text(p.name), p.is_default != 0 ? " (used here)" : "",
                                format_range(static_cast<double>(p.hold_least_s), static_cast<double>(p.hold_most_s)),
                                format_times(p.repeats_least, p.repeats_most), format_short_citations(atlas, p.cites)),
                    "  - ", "    ");
    }
    return out;
}

std::string format_left_out(const Atlas& atlas, const LeftOut& left_out, const Colours& colours) {
    if (left_out.rules.empty() && left_out.forbidden.empty() && left_out.missing.empty()) return "";
    std::string out = heading("Left out, and why", colours);
    for (const ContraindicationId rule : left_out.rules)
        out += wrap(atlas.text(atlas.contraindications()[rule.value].say), "  - ", "    ");
    std::string names;
    for (const RemedyId remedy : left_out.forbidden)
        names += (names.empty() ? "" : "; ") + std::string(atlas.text(atlas.remedies()[remedy.value].name));
    if (!names.empty()) out += wrap("Not for you, for what you answered: " + names + ".", "  - ", "    ");
    for (const ToolId id : left_out.missing) {
        const Atlas::Tool& tool = atlas.tools()[id.value];
        if (atlas.text(tool.instead).empty()) continue;
        out += wrap(fmt::format("More could be done with: {}. {}", atlas.text(tool.name), atlas.text(tool.instead)),
                    "  - ", "    ");
    }
    return out;
}

std::string format_make_sure(const Atlas& atlas, const Plan& plan, const Colours& colours) {
    std::string list;
    bool danger_unasked = false;
    for (const FindingId id : plan.open) {
        const Atlas::Finding& finding = atlas.findings()[id.value];
        if (is_danger_sign(finding))
            danger_unasked = true;
        else
            list += wrap(atlas.text(finding.name), "  - ", "    ");
    }
    std::string out;
    if (danger_unasked)
        out += "\n" +
               wrap("Not all danger signs have been asked. Answer them before you do any of this: knotwork interview.",
                    "", "");
    if (list.empty()) return out;
    out += heading("Before you begin: none of these must be so", colours) + list;
    return out + wrap("If one is, add it to your answers and make the plan anew.", "  ");
}

}  // namespace

std::string format_before(const Atlas& atlas, const Plan& plan, const Colours& colours) {
    std::string out = format_make_sure(atlas, plan, colours);
    if (plan.cautions.empty()) return out;
    out += heading("Take care", colours);
    for (const ContraindicationId rule : plan.cautions)
        out += wrap(atlas.text(atlas.contraindications()[rule.value].say), "  - ", "    ");
    return out;
}

std::string format_item_steps(const Atlas& atlas, const PlanItem& item, std::size_t number, const Colours& colours) {
    return format_title(atlas, item, number, colours) + wrap(format_dose(atlas, item), "   ") +
           format_steps(atlas, item);
}

std::string format_plan_text(const Engine& engine, const Case& known, const CasePlan& plan, const Colours& colours) {
    const Atlas& atlas = engine.atlas();
    if (plan.refusal == PlanRefusal::emergency) return format_emergency(atlas, plan.assessment.blocked_by, colours);
    std::string out = fmt::format(
        "{}Plan from {}{}{}\n", colours.bold, format_date(plan.start),
        plan.plan.items.empty() ? "" : ", to be looked at again on " + format_date(plan.review), colours.plain);
    if (plan.refusal != PlanRefusal::none) {
        out += format_refusal(atlas, plan, colours);
        if (plan.refusal == PlanRefusal::urgent) return out;
    } else {
        const Standing& standing = *plan.assessment.standing;
        out += wrap(fmt::format("For {}, {} ({}).", format_decision(atlas, standing.source),
                                likeliness(standing.leading.probability), percent_likely(standing.leading.probability)),
                    "");
        if (plan.provider) {
            const Atlas::Source& source = atlas.sources()[standing.source.value];
            out += wrap("A condition leads; the trigger points that often go with it can be eased meanwhile. First: " +
                            std::string(atlas.text(atlas.conditions()[source.condition].next)),
                        "");
            out += format_provider(atlas, *plan.provider);
        }
    }
    if (plan.assessment.triage.urgency == Urgency::days)
        out += "\n" + format_triage_text(atlas, plan.assessment.triage, colours);
    if (plan.refusal == PlanRefusal::none) {
        if (!plan.request.edits.by.empty() || !plan.request.edits.note.empty())
            out += wrap(fmt::format("{}{}", plan.request.edits.note,
                                    plan.request.edits.by.empty() ? "" : " (" + plan.request.edits.by + ")"),
                        "Your therapist: ", "  ");
        if (count_questions(atlas, known.facts) == 0)
            out +=
                "\n" +
                wrap(
                    "It rests on the drawing alone. Answering questions makes it surer, or shows that it is something "
                    "else: knotwork interview.",
                    "");
        out += format_before(atlas, plan.plan, colours);
        if (plan.plan.reassessment) {
            const Atlas::Reassessment& r = atlas.reassessments()[*plan.plan.reassessment];
            out += heading("What it is for, and how you see that it works", colours);
            out += wrap(atlas.text(r.movement), "  Before and after: ", "  ");
            out += wrap(atlas.text(r.better), "  Better: ", "  ");
        }
        if (plan.plan.items.empty())
            out += "\n" +
                   wrap("Nothing is left to do by yourself: what would help is not for you now, for the reasons below.",
                        "");
        std::size_t number = 0;
        for (const PlanItem& item : plan.plan.items) out += format_item(atlas, item, ++number, colours);
    }
    out += format_left_out(atlas, plan.plan.left_out, colours);
    if (!plan.plan.advice.empty()) {
        out += heading("Besides", colours);
        for (const std::uint32_t a : plan.plan.advice) {
            const Atlas::Advice& advice = atlas.advice()[a];
            out += wrap(fmt::format("{} ({})", atlas.text(advice.say), format_short_citations(atlas, advice.cites)),
                        "  - ", "    ");
        }
    }
    if (!plan.plan.items.empty()) {
        out += heading("How to go on", colours);
        for (const Atlas::Direction& direction : atlas.directions())
            out += wrap(atlas.text(direction.say), "  - ", "    ");
        out += format_protocols(atlas, colours);
    }
    for (const std::string& warning : plan.plan.warnings) out += wrap(warning, "Note: ", "  ");
    return out + "\n" + wrap("Education, not medical advice; it does not replace an examination.", "");
}

}  // namespace knotwork::cli
