// Danger signs of a report: what is urgent, and what was asked.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "engine/words.hpp"
#include "report/document_parts.hpp"

namespace knotwork {
namespace {

std::string_view heading_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::emergency: return "Emergency: get help now";
        case Urgency::same_day: return "Today: to be looked at the same day";
        case Urgency::days: return "Soon: to be looked at within days";
        case Urgency::none: break;
    }
    return "Good to know";
}

// Danger signs by how they were answered; those of two sides by side.
struct Screen {
    std::vector<std::string> yes, no, unknown, unasked;
};

Screen read_screen(const Atlas& atlas, const Facts& facts) {
    Screen out;
    for (std::uint32_t f = 0; f < atlas.findings().size(); ++f) {
        const Atlas::Finding& finding = atlas.findings()[f];
        if (!is_danger_sign(finding) || !concerns(finding, facts)) continue;
        std::array<std::vector<std::string>*, 4> lists{&out.yes, &out.no, &out.unknown, &out.unasked};
        std::array<std::vector<Subject>, 4> subjects;
        std::size_t count = 0;
        for (const Subject& subject : list_subjects(atlas, FindingId{f})) {
            const Reply reply = facts.find(subject);
            const std::size_t kind = !facts.is_answered(subject) ? 3
                                     : reply == Reply::yes       ? 0
                                     : reply == Reply::no        ? 1
                                                                 : 2;
            subjects[kind].push_back(subject);
            ++count;
        }
        for (std::size_t kind = 0; kind < lists.size(); ++kind) {
            if (subjects[kind].size() == count && count > 1)
                lists[kind]->push_back(std::string(atlas.text(finding.name)) + ", both sides");
            else
                for (const Subject& subject : subjects[kind])
                    lists[kind]->push_back(format_subject_label(atlas, subject));
        }
    }
    return out;
}

std::string listed(const std::vector<std::string>& items) {
    std::string out;
    for (const std::string& item : items) out += (out.empty() ? "" : "; ") + item;
    return out + ".";
}

}  // namespace

void write_urgency(const ReportContext& context, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const std::vector<RuleId>& reasons =
        context.is_emergency() ? context.assessment().blocked_by : context.assessment().triage.reasons;
    std::vector<RuleId> rest;  // beside an emergency that blocks: what else holds
    if (context.is_emergency())
        for (const RuleId id : context.assessment().triage.reasons)
            if (std::find(reasons.begin(), reasons.end(), id) == reasons.end()) rest.push_back(id);
    if (reasons.empty()) return;
    std::vector<RuleId> all = reasons;
    all.insert(all.end(), rest.begin(), rest.end());
    for (std::size_t i = 0; i < all.size();) {
        const auto urgency = static_cast<Urgency>(atlas.rules()[all[i].value].urgency);
        const bool is_dark = urgency == Urgency::emergency;
        const Colour words = is_dark ? rgb(0xFFFFFF) : style::ink, quiet = is_dark ? rgb(0xF3D9DC) : style::quiet_ink;
        if (urgency == Urgency::emergency)
            writer.begin_ground(style::pain, rgb(0x5E0A17));
        else if (urgency == Urgency::same_day)
            writer.begin_ground(rgb(0xF6E4E4), style::pain);
        else
            writer.begin_ground(rgb(0xF3F0EC), style::quiet_ink);
        writer.paragraph({{std::string(heading_of(urgency)), Weight::bold}},
                         {.size = is_dark ? 17.0 : 12.0, .colour = words, .line_spacing = 1.15});
        std::uint32_t provider = atlas_format::no_index;
        const auto tell_provider = [&] {
            if (provider == atlas_format::no_index) return;
            const Atlas::Provider& p = atlas.providers()[provider];
            writer.paragraph({{"Whom: ", Weight::bold},
                              {std::string(atlas.text(p.name)), Weight::bold},
                              {". " + std::string(atlas.text(p.plain))}},
                             {.size = 8.6, .colour = words, .line_spacing = 1.2});
        };
        for (; i < all.size() && static_cast<Urgency>(atlas.rules()[all[i].value].urgency) == urgency; ++i) {
            const Atlas::Rule& rule = atlas.rules()[all[i].value];
            if (provider != rule.provider) tell_provider();
            provider = rule.provider;
            TextRun cites = context.cited.mark(rule.cites);
            cites.colour = quiet;
            writer.paragraph({{capitalised(std::string(atlas.text(rule.rule_class))) + ". ", Weight::bold},
                              {std::string(atlas.text(rule.say))},
                              cites},
                             {.size = is_dark ? 10.0 : 8.8, .colour = words, .line_spacing = 1.22});
        }
        tell_provider();
        writer.end_ground();
        writer.gap(8);
    }
}

void write_screen(const ReportContext& context, Writer& writer) {
    const Screen screen = read_screen(context.atlas, context.input.known.facts);
    const std::size_t asked = screen.yes.size() + screen.no.size() + screen.unknown.size();
    writer.heading("Danger signs", fmt::format("{} of {} asked", asked, asked + screen.unasked.size()));
    if (asked > 0 && screen.yes.empty())
        writer.paragraph(
            {{screen.unasked.empty() && screen.unknown.empty() ? "None is positive."
                                                               : "None is positive of those that were answered.",
              Weight::semibold}});
    if (!screen.yes.empty()) writer.paragraph({{"Yes: ", Weight::bold}, {listed(screen.yes), Weight::semibold}});
    if (!screen.unasked.empty()) {
        writer.begin_ground(rgb(0xF3F0EC), style::ink);
        writer.paragraph({{"Not asked; that is not a no: ", Weight::bold}, {listed(screen.unasked)}}, writer.body());
        writer.end_ground();
        writer.gap(4);
    }
    if (!screen.unknown.empty()) writer.paragraph({{"Not known: ", Weight::bold}, {listed(screen.unknown)}});
    TextStyle no = writer.small();
    no.size = 7.6;
    no.line_spacing = 1.27;
    if (!screen.no.empty()) writer.paragraph({{"No: ", Weight::bold, style::ink}, {listed(screen.no)}}, no);
}

}  // namespace knotwork
