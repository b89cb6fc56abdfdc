// The knowledge of release as it ships: nothing is without a remedy, and what the atlas holds equals what was read.
#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "bake/shipped.hpp"

namespace knotwork::bake::test {
namespace {

using namespace atlas_format;

class ShippedRelease : public ShippedKnowledge {
  protected:
    std::vector<std::string> muscles(Atlas::Range range) const {
        std::vector<std::string> out;
        for (const auto i : atlas.refs(range)) out.push_back(text(atlas.muscles()[i].id));
        return out;
    }
    std::vector<std::string> tools(Atlas::Range range) const {
        std::vector<std::string> out;
        for (const auto i : atlas.refs(range)) out.push_back(text(atlas.tools()[i].id));
        return out;
    }
    std::vector<std::string> conditions(Atlas::Range range) const {
        std::vector<std::string> out;
        for (const auto i : atlas.refs(range)) out.push_back(text(atlas.conditions()[i].id));
        return out;
    }
    // Names of muscles that a remedy of one of these kinds has among its own.
    std::set<std::string> muscles_of(std::initializer_list<RemedyKind> kinds) const {
        std::set<std::string> out;
        for (const RemedySpec& r : release.remedies)
            if (std::find(kinds.begin(), kinds.end(), r.kind) != kinds.end())
                out.insert(r.muscles.begin(), r.muscles.end());
        return out;
    }
    const RemedySpec* find(const std::string& id) const {
        for (const RemedySpec& r : release.remedies)
            if (r.id == id) return &r;
        return nullptr;
    }

    const ReleaseSpec& release = spec->release;
};

TEST_F(ShippedRelease, EveryMuscleHasATechniqueAStretchAndAnExercise) {
    using enum RemedyKind;
    const auto pressed = muscles_of({pressure, position, professional}), stretched = muscles_of({stretch}),
               trained = muscles_of({exercise});
    for (const MuscleSpec& m : spec->muscles) {
        EXPECT_TRUE(pressed.contains(m.id)) << "no technique for " << m.id;
        EXPECT_TRUE(stretched.contains(m.id)) << "no stretch of " << m.id;
        EXPECT_TRUE(trained.contains(m.id)) << "no exercise for " << m.id;
    }
}

TEST_F(ShippedRelease, EveryTriggerPointIsTreated) {
    std::set<std::pair<std::string, std::uint32_t>> treated;
    for (const RemedySpec& r : release.remedies)
        for (const std::uint32_t number : r.points) treated.emplace(r.muscles.front(), number);
    for (const MuscleSpec& m : spec->muscles)
        for (const PointSpec& p : m.points) EXPECT_TRUE(treated.contains({m.id, p.number})) << m.id << '/' << p.number;
}

TEST_F(ShippedRelease, EveryMuscleHasAReassessment) {
    std::set<std::string> named, grouped;
    for (const ReassessmentSpec& r : release.reassessments) {
        named.insert(r.muscles.begin(), r.muscles.end());
        grouped.insert(r.groups.begin(), r.groups.end());
    }
    for (const MuscleSpec& m : spec->muscles)
        EXPECT_TRUE(named.contains(m.id) || grouped.contains(m.group)) << m.id << " of " << m.group;
}

TEST_F(ShippedRelease, EachKindHasOneDefaultProtocol) {
    std::map<RemedyKind, int> defaults;
    std::set<std::string> of_pressure;
    for (const ProtocolSpec& p : release.protocols) {
        defaults[p.of] += p.is_default ? 1 : 0;
        if (p.of == RemedyKind::pressure) of_pressure.insert(p.id);
    }
    using enum RemedyKind;
    EXPECT_EQ(defaults, (std::map<RemedyKind, int>{{pressure, 1}, {position, 1}, {stretch, 1}, {exercise, 1}}));
    for (const char* id : {"short", "standard", "long", "light"}) EXPECT_TRUE(of_pressure.contains(id)) << id;
}

TEST_F(ShippedRelease, ExercisesBeginSomewhere) {
    for (const RemedySpec& r : release.remedies) {
        std::set<std::string> before{r.id};
        for (const RemedySpec* at = &r; !at->after.empty();) {
            at = find(at->after);
            ASSERT_NE(at, nullptr) << r.id;
            ASSERT_TRUE(before.insert(at->id).second) << r.id << " comes after itself, by way of " << at->id;
        }
    }
}

// How long and how often is said by the protocols, which know who it is for.
TEST_F(ShippedRelease, WordsHoldNoDose) {
    const std::regex dose(
        R"(\b([0-9]+|two|three|four|five|six|seven|eight|ten|twelve|fifteen|twenty|thirty|sixty|ninety))"
        R"( ?(s|sec|secs|second|seconds|min|minute|minutes|rep|reps|repeats|repetitions|times|x)\b)",
        std::regex::icase);
    for (const RemedySpec& r : release.remedies) {
        std::vector<std::string> words = r.steps;
        words.insert(words.end(), {r.easier, r.harder});
        for (const std::string& sentence : words)
            EXPECT_FALSE(std::regex_search(sentence, dose)) << r.id << ": " << sentence;
    }
    for (const char* told : {"Hold for 30 s.", "hold 30s", "Press 10 seconds", "Do it 3 times", "3x a day"})
        EXPECT_TRUE(std::regex_search(told, dose)) << told;
    for (const char* silent : {"Bend 90 degrees.", "2 steps", "a few times"})
        EXPECT_FALSE(std::regex_search(silent, dose)) << silent;
}

// The last digit of a LOINC code checks the others (Luhn's formula).
bool has_check_digit(const std::string& code) {
    const std::size_t dash = code.find('-');
    if (dash == std::string::npos || dash == 0 || code.size() != dash + 2) return false;
    int sum = 0;
    for (std::size_t i = 0; i < dash; ++i) {
        const int digit = code[dash - 1 - i] - '0';
        const int counted = i % 2 == 0 ? 2 * digit : digit;
        sum += counted > 9 ? counted - 9 : counted;
    }
    return (10 - sum % 10) % 10 == code[dash + 1] - '0';
}

TEST_F(ShippedRelease, MeasuresAreCitedAndCoded) {
    std::set<MeasureKind> kinds;
    for (const MeasureSpec& m : release.measures) {
        EXPECT_FALSE(m.cites.empty() || m.note.empty()) << m.id;
        if (m.error_sd == 0) {
            EXPECT_EQ(m.least_change, 0) << m.id << " has a least change, but no error to judge it by";
        }
        if (!m.loinc.empty()) {
            EXPECT_TRUE(has_check_digit(m.loinc)) << m.id << ' ' << m.loinc;
        }
        kinds.insert(m.kind);
    }
    EXPECT_EQ(kinds.size(), measure_kind_names.size());
    EXPECT_EQ(release.measures.front().id, "pain");  // what is asked first of all
    for (const char* id : {"72514-3", "41950-7"}) EXPECT_TRUE(has_check_digit(id));
    for (const char* id : {"72514-4", "75214-3", "72514", "-3", "72514-33"}) EXPECT_FALSE(has_check_digit(id)) << id;
}

TEST_F(ShippedRelease, EveryKindOfNextStepIsThereAndWithoutBlame) {
    ASSERT_EQ(release.next_steps.size(), next_step_kind_names.size());
    const std::regex blame(R"(\b(fail|failed|lazy|should have|must|fault|compliance)\b)", std::regex::icase);
    for (const NextStepSpec& s : release.next_steps) {
        EXPECT_FALSE(s.cites.empty()) << s.say;
        EXPECT_FALSE(std::regex_search(s.say, blame)) << s.say;
    }
}

TEST_F(ShippedRelease, Remedies) {
    ASSERT_EQ(atlas.remedies().size(), release.remedies.size());
    for (std::size_t i = 0; i < release.remedies.size(); ++i) {
        const auto& written = atlas.remedies()[i];
        const RemedySpec& r = release.remedies[i];
        for (const auto& [found, expected] : {std::pair{written.id, r.id},
                                              {written.name, r.name},
                                              {written.feel, r.feel},
                                              {written.easier, r.easier},
                                              {written.harder, r.harder},
                                              {written.note, r.note},
                                              {written.grade, r.grade}})
            EXPECT_EQ(text(found), expected) << r.id;
        EXPECT_EQ(names(written.steps), r.steps);
        EXPECT_EQ(names(written.avoid), r.avoid);
        EXPECT_EQ(written.kind, static_cast<std::uint32_t>(r.kind));
        EXPECT_EQ(written.position, static_cast<std::uint32_t>(r.position));
        EXPECT_EQ(written.floor == 1, r.floor);
        EXPECT_EQ(written.light == 1, r.light);
        EXPECT_EQ(written.sided == 1, r.sided);
        EXPECT_EQ(written.provider == no_index ? "" : text(atlas.providers()[written.provider].id), r.provider);
        EXPECT_EQ(muscles(written.muscles), r.muscles);
        const auto points = atlas.refs(written.points);
        EXPECT_TRUE(std::equal(points.begin(), points.end(), r.points.begin(), r.points.end())) << r.id;
        EXPECT_EQ(tools(written.tools), r.tools);
        expect_terms(written.forbid, r.forbid, r.id);
        EXPECT_EQ(written.level, r.level);
        EXPECT_EQ(written.sets, r.sets);
        EXPECT_EQ(written.repeats, r.repeats);
        EXPECT_EQ(written.hold_s, static_cast<float>(r.hold_s));
        EXPECT_EQ(written.after == no_index ? "" : text(atlas.remedies()[written.after].id), r.after);
        EXPECT_EQ(written.gluteal_to_tfl, static_cast<float>(r.gluteal_to_tfl));
        EXPECT_EQ(cites(written.gluteal_to_tfl_cites), r.gluteal_to_tfl_cites);
        EXPECT_EQ(cites(written.cites), r.cites);
        const auto activities = atlas.activities(written.activities);
        ASSERT_EQ(activities.size(), r.activities.size()) << r.id;
        for (std::size_t a = 0; a < activities.size(); ++a) {
            EXPECT_EQ(text(atlas.muscles()[activities[a].muscle].id), r.activities[a].muscle);
            EXPECT_EQ(activities[a].mvic, static_cast<float>(r.activities[a].mvic));
            EXPECT_EQ(activities[a].people, static_cast<float>(r.activities[a].people));
            EXPECT_EQ(cites(activities[a].cites), r.activities[a].cites);
        }
        EXPECT_EQ(atlas.find_remedy(r.id), &written);
    }
}

TEST_F(ShippedRelease, ToolsAndProtocols) {
    ASSERT_EQ(atlas.tools().size(), release.tools.size());
    for (std::size_t i = 0; i < release.tools.size(); ++i) {
        EXPECT_EQ(text(atlas.tools()[i].id), release.tools[i].id);
        EXPECT_EQ(text(atlas.tools()[i].name), release.tools[i].name);
        EXPECT_EQ(text(atlas.tools()[i].instead), release.tools[i].instead);
    }
    ASSERT_EQ(atlas.protocols().size(), release.protocols.size());
    for (std::size_t i = 0; i < release.protocols.size(); ++i) {
        const auto& written = atlas.protocols()[i];
        const ProtocolSpec& p = release.protocols[i];
        EXPECT_EQ(text(written.id), p.id);
        EXPECT_EQ(text(written.name), p.name);
        EXPECT_EQ(text(written.why), p.why);
        EXPECT_EQ(text(written.note), p.note);
        EXPECT_EQ(written.of, static_cast<std::uint32_t>(p.of));
        EXPECT_EQ(written.is_default == 1, p.is_default);
        EXPECT_EQ(written.hold_least_s, static_cast<float>(p.hold_least_s));
        EXPECT_EQ(written.hold_most_s, static_cast<float>(p.hold_most_s));
        EXPECT_EQ(written.repeats_least, p.repeats_least);
        EXPECT_EQ(written.repeats_most, p.repeats_most);
        EXPECT_EQ(written.sets_least, p.sets_least);
        EXPECT_EQ(written.sets_most, p.sets_most);
        EXPECT_EQ(written.rest_s, static_cast<float>(p.rest_s));
        EXPECT_EQ(written.day_least, p.day_least);
        EXPECT_EQ(written.day_most, p.day_most);
        EXPECT_EQ(written.days_a_week, p.days_a_week);
        EXPECT_EQ(written.pain_most, static_cast<float>(p.pain_most));
        EXPECT_EQ(cites(written.cites), p.cites);
    }
}

TEST_F(ShippedRelease, ContraindicationsAndAdvice) {
    ASSERT_EQ(atlas.contraindications().size(), release.contraindications.size());
    for (std::size_t i = 0; i < release.contraindications.size(); ++i) {
        const auto& written = atlas.contraindications()[i];
        const ContraindicationSpec& c = release.contraindications[i];
        EXPECT_EQ(text(written.id), c.id);
        EXPECT_EQ(text(written.say), c.say);
        EXPECT_EQ(text(written.note), c.note);
        EXPECT_EQ(written.kinds, c.kinds);
        EXPECT_EQ(written.effect, static_cast<std::uint32_t>(c.effect));
        EXPECT_EQ(written.positions, c.positions);
        EXPECT_EQ(written.level_from, c.level_from);
        expect_terms(written.when, c.when, c.id);
        EXPECT_EQ(muscles(written.muscles), c.muscles);
        EXPECT_EQ(tools(written.tools), c.tools);
        EXPECT_EQ(names(written.groups), c.groups);
        EXPECT_EQ(cites(written.cites), c.cites);
    }
    ASSERT_EQ(atlas.advice().size(), release.advice.size());
    for (std::size_t i = 0; i < release.advice.size(); ++i) {
        const auto& written = atlas.advice()[i];
        const AdviceSpec& a = release.advice[i];
        EXPECT_EQ(text(written.id), a.id);
        EXPECT_EQ(text(written.say), a.say);
        EXPECT_EQ(text(written.why), a.why);
        EXPECT_EQ(text(written.grade), a.grade);
        EXPECT_EQ(written.kind, static_cast<std::uint32_t>(a.kind));
        EXPECT_EQ(written.with_items == 1, a.with_items);
        EXPECT_EQ(written.first == 1, a.first);
        expect_terms(written.when, a.when, a.id);
        EXPECT_EQ(muscles(written.muscles), a.muscles);
        EXPECT_EQ(conditions(written.conditions), a.conditions);
        EXPECT_EQ(names(written.groups), a.groups);
        EXPECT_EQ(cites(written.cites), a.cites);
    }
}

TEST_F(ShippedRelease, TheRestOfTheRoutine) {
    ASSERT_EQ(atlas.reassessments().size(), release.reassessments.size());
    for (std::size_t i = 0; i < release.reassessments.size(); ++i) {
        const auto& written = atlas.reassessments()[i];
        const ReassessmentSpec& r = release.reassessments[i];
        EXPECT_EQ(text(written.id), r.id);
        EXPECT_EQ(text(written.name), r.name);
        EXPECT_EQ(text(written.movement), r.movement);
        EXPECT_EQ(text(written.better), r.better);
        EXPECT_EQ(muscles(written.muscles), r.muscles);
        EXPECT_EQ(names(written.groups), r.groups);
        expect_terms(written.forbid, r.forbid, r.id);
        EXPECT_EQ(cites(written.cites), r.cites);
    }
    ASSERT_EQ(atlas.compensations().size(), release.compensations.size());
    for (std::size_t i = 0; i < release.compensations.size(); ++i) {
        const auto& written = atlas.compensations()[i];
        const CompensationSpec& c = release.compensations[i];
        EXPECT_EQ(text(atlas.muscles()[written.overloaded].id), c.overloaded);
        EXPECT_EQ(text(atlas.muscles()[written.strengthen].id), c.strengthen);
        EXPECT_EQ(text(written.why), c.why);
        EXPECT_EQ(cites(written.cites), c.cites);
    }
    ASSERT_EQ(atlas.directions().size(), release.directions.size());
    for (std::size_t i = 0; i < release.directions.size(); ++i) {
        const auto& written = atlas.directions()[i];
        const DirectionSpec& d = release.directions[i];
        EXPECT_EQ(written.kind, static_cast<std::uint32_t>(d.kind));
        EXPECT_EQ(text(written.say), d.say);
        EXPECT_EQ(written.days, d.days);
        EXPECT_EQ(cites(written.cites), d.cites);
    }
    ASSERT_EQ(atlas.courses().size(), release.courses.size());
    for (std::size_t i = 0; i < release.courses.size(); ++i) {
        const auto& written = atlas.courses()[i];
        const CourseSpec& c = release.courses[i];
        EXPECT_EQ(text(written.id), c.id);
        EXPECT_EQ(text(written.name), c.name);
        EXPECT_EQ(text(written.note), c.note);
        EXPECT_EQ(conditions(written.conditions), c.conditions);
        EXPECT_EQ(written.of_points == 1, c.of_points);
        EXPECT_EQ(written.is_default == 1, c.is_default);
        EXPECT_EQ(cites(written.cites), c.cites);
        const auto points = atlas.course_points(written.points);
        ASSERT_EQ(points.size(), c.points.size()) << c.id;
        for (std::size_t p = 0; p < points.size(); ++p)
            EXPECT_TRUE(points[p].week == c.points[p].week && points[p].share == c.points[p].share &&
                        points[p].low == c.points[p].low && points[p].high == c.points[p].high)
                << c.id;
    }
    ASSERT_EQ(atlas.measures().size(), release.measures.size());
    for (std::size_t i = 0; i < release.measures.size(); ++i) {
        const auto& written = atlas.measures()[i];
        const MeasureSpec& m = release.measures[i];
        for (const auto& [found, expected] : {std::pair{written.id, m.id},
                                              {written.name, m.name},
                                              {written.unit, m.unit},
                                              {written.ask, m.ask},
                                              {written.note, m.note},
                                              {written.ucum, m.ucum},
                                              {written.loinc, m.loinc}})
            EXPECT_EQ(text(found), expected) << m.id;
        EXPECT_EQ(written.kind, static_cast<std::uint32_t>(m.kind));
        EXPECT_EQ(written.sides, static_cast<std::uint32_t>(m.sides));
        EXPECT_EQ(written.lower_is_better == 1, m.lower_is_better);
        EXPECT_EQ(written.low, static_cast<float>(m.low));
        EXPECT_EQ(written.high, static_cast<float>(m.high));
        EXPECT_EQ(written.error_sd, static_cast<float>(m.error_sd));
        EXPECT_EQ(written.least_change, static_cast<float>(m.least_change));
        EXPECT_EQ(written.least_share, static_cast<float>(m.least_share));
        EXPECT_EQ(cites(written.cites), m.cites);
        EXPECT_EQ(atlas.find_measure(m.id), &written);
    }
    ASSERT_EQ(atlas.next_steps().size(), release.next_steps.size());
    for (std::size_t i = 0; i < release.next_steps.size(); ++i) {
        const auto& written = atlas.next_steps()[i];
        EXPECT_EQ(written.kind, static_cast<std::uint32_t>(release.next_steps[i].kind));
        EXPECT_EQ(text(written.say), release.next_steps[i].say);
        EXPECT_EQ(text(written.why), release.next_steps[i].why);
        EXPECT_EQ(cites(written.cites), release.next_steps[i].cites);
    }
}

}  // namespace
}  // namespace knotwork::bake::test
