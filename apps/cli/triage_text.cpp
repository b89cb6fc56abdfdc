#include "triage_text.hpp"

#include <fmt/core.h>

namespace knotwork::cli {
namespace {

std::string_view heading_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::emergency: return "EMERGENCY: get help now";
        case Urgency::same_day: return "TODAY: have this looked at the same day";
        case Urgency::days: return "SOON: have this looked at within days";
        case Urgency::none: break;
    }
    return "GOOD TO KNOW";
}

}  // namespace

std::string format_rules(const Atlas& atlas, std::span<const RuleId> rules, const Colours& colours) {
    std::string out;
    std::optional<std::uint32_t> urgency;
    std::optional<std::uint32_t> provider;
    const auto tell_provider = [&] {
        if (!provider) return;
        const Atlas::Provider& p = atlas.providers()[*provider];
        out += wrap(fmt::format("{}: {}", atlas.text(p.name), atlas.text(p.plain)), "  Whom: ", "  ");
        provider.reset();
    };
    for (const RuleId id : rules) {
        const Atlas::Rule& rule = atlas.rules()[id.value];
        if (provider && (*provider != rule.provider || urgency != rule.urgency)) tell_provider();
        if (urgency != rule.urgency) {
            const bool is_emergency = rule.urgency == static_cast<std::uint32_t>(Urgency::emergency);
            out +=
                fmt::format("{}{}{}{}{}\n", out.empty() ? "" : "\n", colours.bold, is_emergency ? colours.accent : "",
                            heading_of(static_cast<Urgency>(rule.urgency)), colours.plain);
            urgency = rule.urgency;
        }
        out += wrap(atlas.text(rule.say), "  - ", "    ");
        out += colours.faint;
        out += wrap(fmt::format("({}: {})", atlas.text(rule.rule_class), format_short_citations(atlas, rule.cites)),
                    "    ");
        out += colours.plain;
        provider = rule.provider;
    }
    tell_provider();
    return out;
}

std::string format_triage_text(const Atlas& atlas, const Triage& triage, const Colours& colours) {
    if (!triage.reasons.empty()) return format_rules(atlas, triage.reasons, colours);
    return wrap(
        "No danger sign among the answers given. What was not asked is not ruled out: knotwork interview asks all of "
        "them.",
        "");
}

std::string format_emergency(const Atlas& atlas, std::span<const RuleId> blocked_by, const Colours& colours) {
    return format_rules(atlas, blocked_by, colours) + '\n' +
           wrap("This comes first. Nothing else is shown until you have read it and say so.", "");
}

}  // namespace knotwork::cli
