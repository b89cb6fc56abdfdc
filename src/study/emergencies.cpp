#include "study/emergencies.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace knotwork::study {
namespace {

using enum Spread;
using P = Presentation;

Urgency either(bool now, bool today = false) {
    return now ? Urgency::emergency : today ? Urgency::same_day : Urgency::none;
}

bool saddle_or_sphincter(const P& p) {
    return p.has("bladder-retention") || p.has("bowel-loss") || p.has("saddle-numbness") || p.has("sexual-numbness");
}

std::vector<Scenario> build_scenarios() {
    return {
        {"Cauda equina",
         "CSP and GIRFT 2024; Finucane 2020",
         "Dionne 2019 (single signs 19 to 43 %); judgement",
         25,
         75,
         0.55,
         7,
         {{"bladder-retention", 0.43},
          {"saddle-numbness", 0.40},
          {"bowel-loss", 0.25},
          {"sexual-numbness", 0.20},
          {"both-legs-affected", 0.40},
          {"weakness-progressive", 0.30},
          {"weakness-leg", 0.25, both_sides},
          {"numbness", 0.30, both_sides},
          {"electric", 0.30, both_sides}},
         [](const P& p) {
             return either(saddle_or_sphincter(p) ||
                               (p.has("both-legs-affected") && (p.has("weakness-progressive") ||
                                                                p.has_both("weakness-leg") || p.has_both("numbness"))),
                           p.has("weakness-progressive") || (p.has("both-legs-affected") && p.has_both("electric")));
         }},
        {"Cord compression by a tumour",
         "NICE NG234 (2023)",
         "Levack 2002 (cancer not known before in 23 %); judgement",
         45,
         88,
         0.45,
         7,
         {{"cancer-past", 0.77},
          {"weakness-progressive", 0.55},
          {"weakness-leg", 0.40, both_sides},
          {"weakness-leg", 0.25},
          {"numbness", 0.35, both_sides},
          {"both-legs-affected", 0.40},
          {"bladder-retention", 0.30},
          {"bowel-loss", 0.15},
          {"unrelenting-rest-pain", 0.50}},
         [](const P& p) {
             const bool loss = p.has("weakness-progressive") || p.has("weakness-leg") || p.has("numbness") ||
                               p.has("both-legs-affected") || saddle_or_sphincter(p);
             return either((p.has("cancer-past") && loss) || saddle_or_sphincter(p),
                           p.has("weakness-progressive") || (p.has("cancer-past") && p.has("unrelenting-rest-pain")));
         }},
        {"Broken hip after a fall",
         "NICE CG124",
         "Parker and Johansen 2006; judgement",
         65,
         98,
         0.73,
         7,
         {{"onset-fall", 0.95},
          {"minor-trauma", 0.85},
          {"cannot-bear-weight", 0.90},
          {"osteoporosis", 0.40},
          {"hip-rotation-in-painful", 0.80}},
         [](const P& p) { return either(p.has("cannot-bear-weight")); }},
        {"Broken spine or pelvis after an accident",
         "NICE NG41",
         "judgement",
         18,
         85,
         0.40,
         8,
         {{"major-trauma", 1.0},
          {"cannot-bear-weight", 0.40},
          {"numbness", 0.25},
          {"tingling", 0.20},
          {"weakness-leg", 0.20},
          {"weakness-progressive", 0.10}},
         [](const P& p) {
             return either(p.has("cannot-bear-weight") || p.has("numbness") || p.has("tingling") ||
                               p.has("weakness-leg") || p.has("weakness-progressive"),
                           p.has("major-trauma"));
         }},
        {"Weak bone broken without a fall",
         "NICE CG124; Finucane 2020",
         "judgement",
         65,
         95,
         0.80,
         7,
         {{"cannot-bear-weight", 0.80},
          {"osteoporosis", 0.60},
          {"long-steroids", 0.20},
          {"minor-trauma", 0.30},
          {"unrelenting-rest-pain", 0.20}},
         [](const P& p) { return either(p.has("cannot-bear-weight")); }},
        {"Stress fracture of the femoral neck, about to break",
         "Robertson 2017",
         "judgement",
         18,
         45,
         0.60,
         6,
         {{"bone-pain-hop", 0.95},
          {"cannot-bear-weight", 0.35},
          {"unrelenting-rest-pain", 0.35},
          {"night-pain", 0.40},
          {"hip-rotation-in-painful", 0.70}},
         [](const P& p) {
             return either(p.has("bone-pain-hop") && p.has("cannot-bear-weight"),
                           p.has("bone-pain-hop") && p.has("unrelenting-rest-pain"));
         }},
        {"Infected joint",
         "Coakley 2006 (British Society for Rheumatology)",
         "Margaretten 2007; judgement",
         25,
         88,
         0.45,
         8,
         {{"joint-hot-swollen", 0.85},
          {"fever", 0.57},
          {"cannot-bear-weight", 0.60},
          {"immunosuppressed", 0.25},
          {"injects-drugs", 0.10},
          {"recent-surgery", 0.15},
          {"recent-infection", 0.30}},
         [](const P& p) {
             const bool at_risk = p.has("immunosuppressed") || p.has("injects-drugs") || p.has("recent-surgery");
             return either((p.has("joint-hot-swollen") && (p.has("fever") || at_risk || p.has("cannot-bear-weight"))) ||
                               (p.has("fever") && p.has("cannot-bear-weight")),
                           p.has("joint-hot-swollen"));
         }},
        {"Infected spine",
         "IDSA 2015 (Berbari)",
         "Yusuf 2019; Reihsaus 2000; judgement",
         25,
         85,
         0.40,
         8,
         {{"fever", 0.60},
          {"unrelenting-rest-pain", 0.60},
          {"night-sweats", 0.30},
          {"injects-drugs", 0.20},
          {"immunosuppressed", 0.35},
          {"recent-surgery", 0.20},
          {"recent-infection", 0.35},
          {"weakness-progressive", 0.25},
          {"both-legs-affected", 0.15},
          {"bladder-retention", 0.20}},
         [](const P& p) {
             const bool at_risk = p.has("immunosuppressed") || p.has("injects-drugs") || p.has("recent-surgery");
             const bool loss = p.has("weakness-progressive") || p.has("both-legs-affected");
             return either((p.has("fever") && (at_risk || loss)) || saddle_or_sphincter(p),
                           p.has("weakness-progressive") ||
                               (p.has("fever") && (p.has("recent-infection") || p.has("unrelenting-rest-pain") ||
                                                   p.has("night-sweats"))) ||
                               (p.has("unrelenting-rest-pain") && at_risk));
         }},
        {"Abscess in the iliopsoas",
         "Mallick 2004",
         "Mallick 2004; judgement",
         18,
         80,
         0.40,
         7,
         {{"fever", 0.75},
          {"hip-extension-less", 0.70},
          {"hip-rotation-in-painful", 0.50},
          {"cannot-bear-weight", 0.35},
          {"unrelenting-rest-pain", 0.50},
          {"immunosuppressed", 0.30},
          {"injects-drugs", 0.10},
          {"recent-infection", 0.30}},
         [](const P& p) {
             return either(
                 p.has("fever") && (p.has("cannot-bear-weight") || p.has("immunosuppressed") || p.has("injects-drugs")),
                 p.has("fever") && p.has("unrelenting-rest-pain"));
         }},
        {"Burst aneurysm of the belly",
         "NICE NG156 (2020)",
         "UK cohort 2016 and Stockholm 2024 (fainting); judgement",
         60,
         92,
         0.22,
         8,
         {{"faint-or-sweating", 0.45},
          {"known-aneurysm", 0.25},
          {"belly-pulsing", 0.30},
          {"loin-colic", 0.12},
          {"vascular-risk", 0.85},
          {"unaffected-by-movement", 0.80},
          {"unrelenting-rest-pain", 0.70}},
         [](const P& p) {
             return either(p.has("faint-or-sweating") || p.has("known-aneurysm") || p.has("belly-pulsing") ||
                           p.has("loin-colic"));
         }},
        {"Clot in the lung",
         "NICE NG158; ESC 2019",
         "Pollack 2011; judgement",
         25,
         88,
         0.52,
         5,
         {{"breathless", 0.70},
          {"chest-pain", 0.45},
          {"faint-or-sweating", 0.06},
          {"calf-swollen", 0.24},
          {"long-immobility", 0.20},
          {"recent-surgery", 0.20},
          {"cancer-active", 0.17}},
         [](const P& p) {
             return either(p.has("breathless") || p.has("chest-pain") ||
                               (p.has("faint-or-sweating") &&
                                (p.has("calf-swollen") || p.has("long-immobility") || p.has("recent-surgery"))),
                           p.has("calf-swollen"));
         }},
        {"Clot in a leg",
         "NICE NG158 (2 points of Wells or more, or a swollen leg)",
         "Goodacre 2005; judgement",
         25,
         88,
         0.50,
         5,
         {{"calf-swollen", 0.75},
          {"calf-press-tender", 0.60},
          {"long-immobility", 0.30},
          {"recent-surgery", 0.15},
          {"cancer-active", 0.20}},
         [](const P& p) {
             const int points = (p.has("calf-press-tender") ? 1 : 0) + (p.has("long-immobility") ? 1 : 0) +
                                (p.has("recent-surgery") ? 1 : 0) + (p.has("cancer-active") ? 1 : 0);
             return either(false, p.has("calf-swollen") || (p.has("calf-press-tender") && points >= 2));
         }},
        {"Leg without blood",
         "ESVS 2020 (Bjorck)",
         "judgement",
         50,
         92,
         0.45,
         7,
         {{"foot-cold-pale", 0.90},
          {"numbness", 0.50},
          {"weakness-leg", 0.40},
          {"vascular-risk", 0.80},
          {"foot-rest-pain", 0.30}},
         [](const P& p) { return either(p.has("foot-cold-pale")); }},
        {"Compartment syndrome",
         "BOAST 2014",
         "judgement",
         16,
         50,
         0.25,
         9,
         {{"tense-after-effort", 0.85}, {"unrelenting-rest-pain", 0.80}, {"numbness", 0.40}, {"weakness-leg", 0.30}},
         [](const P& p) { return either(p.has("tense-after-effort") && p.has("unrelenting-rest-pain")); }},
        {"Kidney infected or blocked",
         "NICE NG118, NG111",
         "Moore 2014; judgement",
         20,
         80,
         0.55,
         8,
         {{"loin-colic", 0.80},
          {"fever", 0.70},
          {"urine-burning", 0.50},
          {"blood-in-urine", 0.40},
          {"loin-knock", 0.70}},
         [](const P& p) {
             return either(p.has("fever") && p.has("loin-colic"),
                           p.has("loin-colic") || (p.has("fever") && p.has("urine-burning")));
         }},
        {"Kidney infection in pregnancy",
         "NICE NG111",
         "judgement",
         18,
         45,
         1.0,
         6,
         {{"pregnant", 1.0}, {"fever", 0.85}, {"urine-burning", 0.60}, {"loin-colic", 0.40}, {"loin-knock", 0.70}},
         [](const P& p) {
             return either(false,
                           p.has("fever") && (p.has("urine-burning") || p.has("loin-colic") || p.has("loin-knock")));
         }},
        {"Pregnancy outside the womb",
         "NICE NG126",
         "Alsuleiman and Grimes 1982; judgement",
         18,
         45,
         1.0,
         6,
         {{"pregnant", 0.80}, {"bleeding-vaginal", 0.56}, {"faint-or-sweating", 0.20}},
         [](const P& p) {
             const bool bleeds = p.has("bleeding-vaginal"), faints = p.has("faint-or-sweating");
             return either((p.has("pregnant") && (bleeds || faints)) || (bleeds && faints));
         }},
        {"Twisted testicle",
         "EAU 2023",
         "by definition; judgement",
         18,
         35,
         0.0,
         8,
         {{"testicle-pain", 0.95}},
         [](const P& p) { return either(p.has("testicle-pain")); }},
        {"Caught hernia",
         "HerniaSurge 2018",
         "judgement",
         30,
         92,
         0.45,
         7,
         {{"groin-lump", 0.80}, {"constant-pain", 0.70}},
         [](const P& p) { return either(p.has("groin-lump")); }},
        {"Heart",
         "NICE CG95",
         "judgement",
         35,
         88,
         0.40,
         6,
         {{"chest-pain", 0.90}, {"breathless", 0.40}, {"faint-or-sweating", 0.40}, {"vascular-risk", 0.70}},
         [](const P& p) { return either(p.has("chest-pain") || p.has("breathless")); }},
        {"Bleeding about the spine with blood thinners",
         "judgement",
         "judgement",
         50,
         92,
         0.45,
         8,
         {{"anticoagulant", 1.0},
          {"weakness-progressive", 0.50},
          {"both-legs-affected", 0.30},
          {"faint-or-sweating", 0.20},
          {"weakness-leg", 0.50},
          {"numbness", 0.40}},
         [](const P& p) {
             return either(p.has("weakness-progressive") || p.has("both-legs-affected") || p.has("faint-or-sweating"));
         }},
        {"Foot drop that grows",
         "NICE CKS sciatica",
         "judgement",
         25,
         75,
         0.45,
         7,
         {{"weakness-progressive", 0.90}, {"ankle-lift-weak", 0.80}, {"numbness", 0.70}, {"weakness-leg", 0.80}},
         [](const P& p) { return either(false, p.has("weakness-progressive")); }},
        {"Slipped or infected hip before 18",
         "Peck 2017; Kocher 1999",
         "judgement",
         9,
         16,
         0.40,
         6,
         {{"cannot-bear-weight", 0.50},
          {"hip-rotation-in-less", 0.90},
          {"hip-rotation-in-painful", 0.85},
          {"fever", 0.25},
          {"minor-trauma", 0.30}},
         [](const P& p) {
             return either(
                 p.has("fever") && p.has("cannot-bear-weight"),
                 p.has("cannot-bear-weight") || (p.has("hip-rotation-in-less") && p.has("hip-rotation-in-painful")));
         }},
    };
}

}  // namespace

std::span<const Scenario> list_scenarios() {
    static const std::vector<Scenario> scenarios = build_scenarios();
    return scenarios;
}

Presentation present(const Scenario& scenario, Dice& dice) {
    Presentation person;
    person.age = std::floor(dice.uniform(scenario.age_least, scenario.age_most + 1));
    person.is_woman = dice.chance(scenario.share_of_women);
    person.pain = std::clamp(std::round(scenario.pain + dice.normal()), 1.0, 10.0);
    const bool left = dice.chance(0.5);
    for (const ScenarioSign& sign : scenario.signs) {
        if (!dice.chance(sign.share)) continue;
        Presentation::Sides& sides = person.signs[sign.finding];
        sides.left = sides.left || left || sign.spread == both_sides;
        sides.right = sides.right || !left || sign.spread == both_sides;
    }
    return person;
}

Result<Facts> answer_as(const Atlas& atlas, const Presentation& person, double withheld, Dice& dice) {
    Facts facts;
    facts.age = person.age;
    facts.pain = person.pain;
    facts.sex = person.is_woman ? Sex::female : Sex::male;
    for (const auto& [id, sides] : person.signs)
        if (atlas.find_finding(id) == nullptr)
            return fail(ErrorCode::unknown_name, "", "the atlas has no finding \"" + std::string(id) + "\"");
    for (const Subject& subject : list_subjects(atlas)) {
        const Atlas::Finding& finding = atlas.findings()[subject.finding.value];
        const auto sign = person.signs.find(atlas.text(finding.id));
        if (sign == person.signs.end()) {
            if (is_danger_sign(finding)) facts.answers.push_back({subject, Reply::no});
            continue;
        }
        const bool yes = !subject.side || (*subject.side == Side::left ? sign->second.left : sign->second.right);
        facts.answers.push_back({subject, !yes ? Reply::no : dice.chance(withheld) ? Reply::unknown : Reply::yes});
    }
    return facts;
}

}  // namespace knotwork::study
