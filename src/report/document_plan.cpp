// The plan in a report: what is done, in which dose, and why; what is left out; what the therapist changed.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/chance.hpp"
#include "base/text.hpp"
#include "engine/words.hpp"
#include "report/document_parts.hpp"

namespace knotwork {
namespace {

using atlas_format::DirectionKind;
using atlas_format::RemedyKind;

std::string_view verb_of(RemedyKind kind) {
    switch (kind) {
        case RemedyKind::pressure: return "Press";
        case RemedyKind::position: return "Rest in position";
        case RemedyKind::professional: return "Have it treated";
        case RemedyKind::stretch: return "Stretch";
        case RemedyKind::exercise: return "Strengthen";
    }
    return "";
}

std::string provider_line(const Atlas& atlas, std::uint32_t provider) {
    const Atlas::Provider& p = atlas.providers()[provider];
    return std::string(atlas.text(p.name)) + ": " + std::string(atlas.text(p.plain));
}

void write_item(const ReportContext& context, const PlanItem& item, std::size_t number, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const Atlas::Remedy& remedy = atlas.remedies()[item.remedy.value];
    std::string title = fmt::format("{}: {}", verb_of(kind_of(remedy)), atlas.text(remedy.name));
    if (item.side) title += fmt::format(", {} side", name(*item.side));
    TextRuns what{{title, Weight::bold}};
    std::vector<std::string> about;
    if (!item.source.is_none()) about.push_back(source_name(atlas, atlas.sources()[item.source.value]));
    if (!item.tool.is_none()) about.push_back(within_sentence(atlas.text(atlas.tools()[item.tool.value].name)));
    if (item.is_light) about.emplace_back("lightly");
    if (item.is_added) about.emplace_back("added by the therapist");
    std::string line;
    for (const std::string& part : about) line += (line.empty() ? "" : "; ") + part;
    if (!line.empty()) what.push_back({"\n" + line});
    what.push_back({fmt::format("\nEvidence {}", atlas.text(remedy.grade)), std::nullopt, style::quiet_ink, 7.2});
    what.push_back(context.cited.mark(remedy.cites));

    TextRuns dose;
    if (!item.dose.protocol.is_none()) {
        const std::string words = format_dose(atlas, item);
        std::string laid;
        for (const std::string& part : split(words, ';')) laid += (laid.empty() ? "" : "\n") + part;
        dose.push_back({laid});
        dose.push_back(context.cited.mark(atlas.protocols()[item.dose.protocol.value].cites));
    } else {
        dose.push_back({"as the practitioner decides", std::nullopt, style::quiet_ink});
    }

    TextRuns why;
    for (const std::string& reason : item.why) why.push_back({(why.empty() ? "" : " ") + reason});
    // A long note would make a column of its own: it stands below, across the page.
    constexpr std::size_t longest_beside = 160;
    const bool is_beside = item.note.size() <= longest_beside;
    if (!item.note.empty() && is_beside) {
        why.push_back({std::string(why.empty() ? "" : "\n") + "Therapist: ", Weight::bold});
        why.push_back({item.note, std::nullopt, std::nullopt, 0, true});
    }
    writer.row({{0, 14, {{std::to_string(number), Weight::bold}}},
                {16, 186, what},
                {212, 122, dose},
                {344, writer.width() - 344, why}},
               item.note.empty() || is_beside);
    if (!item.note.empty() && !is_beside) {
        writer.row({{16,
                     writer.width() - 16,
                     {{"Therapist: ", Weight::bold}, {item.note, std::nullopt, std::nullopt, 0, true}}}});
    }
}

// What the therapist set, in words: "hold 45 s, 2 times".
std::string words_of(const PlanEdits::Change& change, bool with_note) {
    std::vector<std::string> parts;
    if (change.hold_s) parts.push_back(fmt::format("hold {:g} s", *change.hold_s));
    if (change.sets) parts.push_back(fmt::format("{} sets", *change.sets));
    if (change.repeats) parts.push_back(fmt::format("{} repeats", *change.repeats));
    if (change.per_day) parts.push_back(fmt::format("{} a day", *change.per_day));
    if (change.days_a_week) parts.push_back(fmt::format("{} days a week", *change.days_a_week));
    if (with_note && !change.note.empty()) parts.push_back("“" + change.note + "”");
    return parts.empty() ? "a note" : joined(parts, "and");
}

// "Ball on the floor, right", of "gluteus-minimus/ball-on-floor@right"; as it is where nothing is called so.
std::string name_of_item(const Atlas& atlas, const std::string& id) {
    const std::size_t at = id.rfind('@');
    const Atlas::Remedy* const remedy = atlas.find_remedy(id.substr(0, at));
    if (remedy == nullptr) return id;
    return std::string(atlas.text(remedy->name)) + (at == std::string::npos ? "" : ", " + id.substr(at + 1));
}

}  // namespace

void write_plan(const ReportContext& context, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const CasePlan& plan = context.input.plan;
    const std::string from = "from " + format_day(plan.start);
    const std::string review = plan.plan.items.empty() ? "" : ", review on " + format_day(plan.review);
    switch (plan.refusal) {
        case PlanRefusal::emergency: return;
        case PlanRefusal::urgent:
            writer.heading("No plan yet");
            writer.paragraph(
                {{"Nothing is pressed, stretched or trained before the danger signs above have been looked "
                  "at.",
                  Weight::semibold}});
            if (plan.provider)
                writer.paragraph({{"First to see: ", Weight::semibold}, {provider_line(atlas, *plan.provider)}});
            return;
        case PlanRefusal::not_a_muscle: {
            writer.heading("No muscle plan");
            writer.paragraph(
                {{"What comes first is not a muscle, and nothing is pressed against it. ", Weight::semibold},
                 {sentence_of(atlas.text(atlas.conditions()[context.leading()->condition].next))}});
            if (plan.provider)
                writer.paragraph({{"Whom to see: ", Weight::semibold}, {provider_line(atlas, *plan.provider)}});
            return;
        }
        case PlanRefusal::unknown:
            writer.heading("No plan");
            writer.paragraph({{"No cause is likely enough to be treated. ", Weight::semibold},
                              {"More answers and an examination may tell; gentle movement meanwhile, and if it has not "
                               "eased in two weeks a physiotherapist should look at it."}});
            return;
        case PlanRefusal::none: break;
    }
    writer.heading("Plan", from + review +
                               (plan.plan.items.empty()
                                    ? std::string()
                                    : std::string(context.input.progress != nullptr
                                                      ? "; steps, advice and when to stop stand in the plan itself"
                                                      : "; steps stand in the plan itself")));
    if (plan.provider && context.is_condition())
        writer.paragraph({{"A condition comes first; the trigger points that often go with it can be eased meanwhile. "
                           "What to do about it: ",
                           Weight::semibold},
                          {sentence_of(atlas.text(atlas.conditions()[context.leading()->condition].next)) + " " +
                           provider_line(atlas, *plan.provider)}});
    if (count_questions(atlas, context.input.known.facts) == 0)
        writer.paragraph(
            {{"It rests on the drawing alone: answers may make it surer, or show that it is something else."}});
    if (plan.plan.reassessment) {
        const Atlas::Reassessment& r = atlas.reassessments()[*plan.plan.reassessment];
        writer.paragraph({{"Test before and after: ", Weight::semibold},
                          {sentence_of(atlas.text(r.movement)) + " "},
                          {"Better: ", Weight::semibold},
                          {sentence_of(atlas.text(r.better))},
                          context.cited.mark(r.cites)});
    }
    if (plan.plan.items.empty())
        writer.paragraph({{"Nothing is left to do alone: what would help is not allowed now, for the reasons below.",
                           Weight::semibold}});
    writer.gap(4);
    std::size_t number = 0;
    for (const PlanItem& item : plan.plan.items) write_item(context, item, ++number, writer);
}

void write_before(const ReportContext& context, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const Plan& plan = context.input.plan.plan;
    std::vector<std::string> open;
    bool danger_unasked = false;
    for (const FindingId id : plan.open) {
        const Atlas::Finding& finding = atlas.findings()[id.value];
        if (is_danger_sign(finding)) danger_unasked = true;
        open.emplace_back(atlas.text(finding.name));
    }
    const LeftOut& left_out = plan.left_out;
    if (!open.empty()) {
        writer.kicker("To rule out before the first session");
        std::string list;
        for (const std::string& each : open) list += (list.empty() ? "" : "; ") + each;
        writer.paragraph({{list + "."}});
        if (danger_unasked) writer.paragraph({{"Danger signs are among them: they were not asked.", Weight::bold}});
    }
    if (!plan.cautions.empty()) {
        writer.kicker("With care");
        for (const ContraindicationId rule : plan.cautions) {
            const Atlas::Contraindication& c = atlas.contraindications()[rule.value];
            writer.item({{std::string(atlas.text(c.say))}, context.cited.mark(c.cites)});
        }
    }
    if (left_out.rules.empty() && left_out.forbidden.empty() && left_out.missing.empty()) return;
    writer.kicker("Left out, and why");
    for (const ContraindicationId rule : left_out.rules) {
        const Atlas::Contraindication& c = atlas.contraindications()[rule.value];
        writer.item({{std::string(atlas.text(c.say))}, context.cited.mark(c.cites)});
    }
    std::string names;
    for (const RemedyId remedy : left_out.forbidden)
        names += (names.empty() ? "" : "; ") + std::string(atlas.text(atlas.remedies()[remedy.value].name));
    if (!names.empty()) writer.item({{"Contraindicated by what was answered: " + names + "."}});
    for (const ToolId id : left_out.missing) {
        const Atlas::Tool& tool = atlas.tools()[id.value];
        const std::string_view instead = atlas.text(tool.instead);
        writer.item({{fmt::format("More could be done with: {}.{}{}", atlas.text(tool.name), instead.empty() ? "" : " ",
                                  instead)}});
    }
}

void write_edits(const ReportContext& context, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const PlanEdits& edits = context.input.plan.request.edits;
    if (!edits.is_empty()) {
        writer.kicker(edits.by.empty() ? "Changed by the therapist" : "Changed by " + edits.by);
        if (!edits.note.empty()) writer.paragraph({{edits.note, std::nullopt, std::nullopt, 0, true}});
        for (const std::string& id : edits.remove) writer.item({{"taken out: " + name_of_item(atlas, id)}});
        // A note that stands with its item is not told twice.
        const std::vector<PlanItem>& items = context.input.plan.plan.items;
        const auto is_told = [&](const std::string& note) {
            return std::any_of(items.begin(), items.end(), [&](const PlanItem& item) { return item.note == note; });
        };
        for (const PlanEdits::Addition& addition : edits.additions) {
            std::string line = "added: " + std::string(atlas.text(atlas.remedies()[addition.remedy.value].name));
            if (addition.side) line += ", " + std::string(name(*addition.side));
            if (!addition.note.empty() && !is_told(addition.note)) line += "; “" + addition.note + "”";
            writer.item({{line}});
        }
        for (const auto& [id, change] : edits.changes)
            writer.item({{name_of_item(atlas, id) + ": " + words_of(change, !is_told(change.note))}});
    }
}

void write_advice(const ReportContext& context, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const Plan& plan = context.input.plan.plan;
    TextStyle text = writer.body();
    text.size = 7.8;
    const auto say = [&](Atlas::Text words, Atlas::Range cites) {
        writer.item("–", {{std::string(atlas.text(words))}, context.cited.mark(cites)}, text);
    };
    for (const std::uint32_t a : plan.advice) say(atlas.advice()[a].say, atlas.advice()[a].cites);
    if (plan.items.empty()) return;
    // When to stop and when to look again concern the therapist; how to go up and down stands in the plan itself.
    for (const Atlas::Direction& direction : atlas.directions())
        if (const auto kind = static_cast<DirectionKind>(direction.kind);
            kind == DirectionKind::stop || kind == DirectionKind::review)
            say(direction.say, direction.cites);
}

void write_protocols(const ReportContext& context, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const Plan& plan = context.input.plan.plan;
    const auto is_press = [&](const PlanItem& item) {
        return kind_of(atlas.remedies()[item.remedy.value]) == RemedyKind::pressure;
    };
    const auto pressed = std::find_if(plan.items.begin(), plan.items.end(), is_press);
    if (pressed == plan.items.end()) return;
    writer.kicker("How long to press: protocols disagree");
    const auto line = [&](const std::vector<TextRuns>& columns, const TextStyle& text_style) {
        const double places[] = {0, 10, 108, 154, 182, writer.width() - 34};
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const double end = i + 1 < columns.size() ? places[i + 1] - 4 : writer.width();
            cells.push_back({places[i], end - places[i], columns[i], text_style});
        }
        writer.row(cells, true, 1.8);
    };
    line({{}, {{"● used here"}}, {{"hold"}}, {{"times"}}, {{"a day"}}, {{"pain ≤"}}}, writer.small());
    const TextStyle text{.size = 7.6, .line_spacing = 1.12};
    for (std::uint32_t i = 0; i < atlas.protocols().size(); ++i) {
        const Atlas::Protocol& p = atlas.protocols()[i];
        if (p.of != static_cast<std::uint32_t>(RemedyKind::pressure)) continue;
        const bool used = pressed->dose.protocol.value == i;
        line({{{used ? "●" : ""}},
              {{std::string(atlas.text(p.name)), used ? Weight::bold : Weight::regular}, context.cited.mark(p.cites)},
              {{format_range(static_cast<double>(p.hold_least_s), static_cast<double>(p.hold_most_s)) + " s"}},
              {{format_range(p.repeats_least, p.repeats_most)}},
              {{format_range(p.day_least, p.day_most)}},
              {{fmt::format("{:g} of 10", p.pain_most)}}},
             text);
    }
}

}  // namespace knotwork
