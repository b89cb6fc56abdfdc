#include "bake/interview_spec.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <utility>

#include "bake/expression.hpp"
#include "bake/spec.hpp"
#include "bake/spec_reading.hpp"

namespace knotwork::bake {
namespace {

using atlas_format::SignTarget;

constexpr std::array<std::string_view, 12> condition_groups{"nerve root",   "nerve",      "spine", "joint",
                                                            "tendon",       "muscle",     "bone",  "vessel",
                                                            "inflammatory", "widespread", "organ", "skin"};
constexpr std::array<std::string_view, 2> condition_sides{"each", "none"};
// A palpation is not written as one of a group: it has a file of its own.
constexpr auto written_groups = std::span(atlas_format::finding_group_names)
                                    .first<static_cast<std::size_t>(atlas_format::FindingGroup::palpation)>();
// In the order of Urgency.
constexpr std::array<std::string_view, 3> urgencies{"days", "same-day", "emergency"};
constexpr std::array<std::string_view, 2> answers{"yes-no", "number"};
constexpr std::array<std::string_view, 2> sign_sides{"own", "other"};
constexpr std::size_t most_zones = 10;   // of a source; what the inference can take
constexpr double most_of_judgement = 8;  // people that a mere judgement may count for
constexpr double greatest_odds = 1000;

double read_between(TomlReader& reader, std::string_view key, double low, double high, const char* range) {
    const double value = reader.number(key);
    if (!(value > low && value < high)) refuse(reader.where(key), "'" + std::string(key) + "' must be " + range);
    return value;
}
double read_probability(TomlReader& reader, std::string_view key) {
    return read_between(reader, key, 0, 1, "above 0 and below 1");
}
double read_odds(TomlReader& reader) {
    return read_between(reader, "odds", 0, greatest_odds, "above 0 and below 1000");
}
double read_people(TomlReader& reader, std::string_view key, const std::vector<std::string>& cites) {
    const double people = reader.number(key);
    if (!(people > 0)) refuse(reader.where(key), "'" + std::string(key) + "' must be above 0");
    if (people > most_of_judgement && cites == std::vector<std::string>{"judgement"})
        refuse(reader.where(key), "'" + std::string(key) + "' of a judgement is at most 8");
    return people;
}

class InterviewReader {
  public:
    InterviewReader(const std::filesystem::path& knowledge, const KnownToInterview& known)
        : knowledge_(knowledge), known_(known) {}

    InterviewSpec run() {
        read_providers();
        for (const auto& path : list_toml(knowledge_ / "conditions")) read_condition(path);
        for (const auto& path : list_toml(knowledge_ / "findings")) {
            const TomlFile file(path);
            TomlReader root = file.root();
            const bool pressing = path.stem() == "palpation";
            for (const std::string& id : root.unread_keys()) {
                TomlReader entry = root.table(id);
                if (is_expression_word(id)) refuse(entry.where(), "a finding cannot be called '" + id + "'");
                findings_.add(id, entry.where());
                out_.findings.push_back(pressing ? read_palpation(id, entry) : read_finding(id, entry));
            }
        }
        // Last, so that the numbers of what is asked do not hang on it: simulated people draw their answers by them.
        std::stable_partition(out_.findings.begin(), out_.findings.end(),
                              [](const FindingSpec& f) { return f.asked_of != atlas_format::AskedOf::nobody; });
        KnownFindings by_id;
        for (std::uint32_t i = 0; i < out_.findings.size(); ++i)
            if (out_.findings[i].group != atlas_format::FindingGroup::palpation)
                by_id[out_.findings[i].id] = {i, out_.findings[i].sided};
        Names rules("rule");
        for (const auto& path : list_toml(knowledge_ / "triage")) {
            const TomlFile file(path);
            TomlReader root = file.root();
            for (const std::string& id : root.unread_keys()) {
                TomlReader entry = root.table(id);
                rules.add(id, entry.where());
                out_.rules.push_back(read_rule(id, entry, by_id));
            }
        }
        return std::move(out_);
    }

  private:
    std::vector<std::string> cites(TomlReader& reader, std::string_view key = "cite") const {
        return read_cites(reader, key, known_.citations);
    }

    void read_providers() {
        const TomlFile file(knowledge_ / "providers.toml");
        TomlReader root = file.root();
        for (const std::string& id : root.unread_keys()) {
            TomlReader entry = root.table(id);
            providers_.add(id, entry.where());
            out_.providers.push_back(
                {.id = id, .name = entry.text("name"), .plain = entry.text("plain"), .cites = cites(entry)});
            entry.finish();
        }
    }
    std::string read_provider(TomlReader& reader) const {
        std::string id = reader.text("provider");
        providers_.check(id, reader.where("provider"));
        return id;
    }

    void read_condition(const std::filesystem::path& path) {
        const TomlFile file(path);
        TomlReader root = file.root();
        ConditionSpec c;
        c.id = path.stem().string();
        c.where = root.where();
        if (known_.muscles.contains(c.id)) refuse(c.where, "'" + c.id + "' is the name of a muscle");
        c.name = root.text("name");
        c.plain = root.text("plain");
        c.synonyms = root.texts("synonyms");
        c.group = chosen(root, "group", condition_groups);
        c.sided = root.choice("sides", condition_sides) == 0;
        c.summary = root.text("summary");
        c.symptoms = root.texts("symptoms");
        if (c.symptoms.empty()) refuse(root.where("symptoms"), "'symptoms' is empty");
        c.next = root.text("next");
        c.provider = read_provider(root);
        c.note = root.find_text("note").value_or("");
        c.base_rate = read_probability(root, "base_rate");
        TomlReader cite = root.table("cite");
        c.summary_cites = cites(cite, "summary");
        c.base_rate_cites = cites(cite, "base_rate");
        cite.finish();
        for (TomlReader& shift : root.tables("shift")) {
            const std::string when = shift.text("when");
            c.shifts.push_back({.when = compile_expression(when, nullptr, shift.where("when")),
                                .odds = read_odds(shift),
                                .cites = cites(shift)});
            shift.find_text("note");  // for those who read the file
            shift.finish();
        }
        std::set<std::pair<std::string, std::uint32_t>> bred;
        for (TomlReader& breeds : root.tables("breeds")) {
            BreedSpec b;
            b.muscle = breeds.text("muscle");
            known_.muscles.check(b.muscle, breeds.where("muscle"));
            if (breeds.find_node("point"))
                b.number = checked_point(b.muscle, read_whole(breeds, "point", 1, 99), breeds.where("point"));
            for (const std::uint32_t number : points_of(b.muscle))
                if ((b.number == 0 || b.number == number) && !bred.emplace(b.muscle, number).second)
                    refuse(breeds.where(), "'" + b.muscle + "' is bred twice");
            b.odds = read_odds(breeds);
            b.why = breeds.text("why");
            b.cites = cites(breeds);
            breeds.finish();
            c.breeds.push_back(std::move(b));
        }
        for (TomlReader& zone : root.tables("zone")) c.zones.push_back(read_zone(zone, known_.regions));
        if (std::none_of(c.zones.begin(), c.zones.end(), [](const ZoneSpec& z) { return z.essential; }))
            refuse(c.where, "a condition needs at least one essential zone");
        if (c.zones.size() > most_zones) refuse(c.where, "a condition has at most 10 zones");
        root.finish();
        conditions_.add(c.id, c.where);
        out_.conditions.push_back(std::move(c));
    }

    std::vector<std::uint32_t> points_of(const std::string& muscle) const {
        std::vector<std::uint32_t> out;
        for (const MuscleSpec& m : known_.muscle_specs)
            if (m.id == muscle)
                for (const PointSpec& point : m.points) out.push_back(point.number);
        return out;
    }
    std::uint32_t checked_point(const std::string& muscle, std::uint32_t number, const std::string& where) const {
        const auto numbers = points_of(muscle);
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end())
            refuse(where, "'" + muscle + "' has no point " + std::to_string(number));
        return number;
    }

    // What questions and presses on trigger points have in common.
    FindingSpec read_common(const std::string& id, TomlReader& reader) const {
        FindingSpec f;
        f.id = id;
        f.where = reader.where();
        f.name = reader.text("name");
        f.who = static_cast<atlas_format::Examiner>(reader.choice("who", atlas_format::examiner_names));
        f.effort = read_whole(reader, "effort", 1, 5);
        f.discomfort = read_whole(reader, "discomfort", 0, 4);
        if (reader.find_node("asked_of"))
            f.asked_of = static_cast<atlas_format::AskedOf>(reader.choice("asked_of", atlas_format::asked_of_names));
        f.ask = reader.text("ask");
        f.how = reader.texts("how");
        f.stop = reader.find_text("stop").value_or("");
        f.family = reader.find_text("family").value_or("");
        f.note = reader.find_text("note").value_or("");
        f.cites = cites(reader);
        for (const auto& step : f.how) check_braces(step, "", "how", reader.where("how"));
        check_braces(f.stop, "", "stop", reader.where("stop"));
        return f;
    }

    // How often it is a yes without any of what it is a sign of.
    static void read_false_yes(TomlReader& reader, FindingSpec& f) {
        f.false_yes = read_probability(reader, "false_yes");
        f.people = read_people(reader, "people", f.cites);
    }

    static double read_yes(TomlReader& reader, double false_yes) {
        const double yes = read_probability(reader, "yes");
        if (yes < false_yes)
            refuse(reader.where("yes"),
                   "'yes' is below 'false_yes': a finding that speaks against a source is not "
                   "its sign");
        return yes;
    }

    FindingSpec read_palpation(const std::string& id, TomlReader& reader) const {
        FindingSpec f = read_common(id, reader);
        f.group = atlas_format::FindingGroup::palpation;
        read_false_yes(reader, f);
        f.sided = true;
        if (f.ask.find("{where}") == std::string::npos) refuse(reader.where("ask"), "'ask' must say {where} to press");
        check_braces(f.ask, "{where}", "ask", reader.where("ask"));
        f.signs.push_back({.target = SignTarget::itself,
                           .id = "",
                           .yes = read_yes(reader, f.false_yes),
                           .people = read_people(reader, "people_yes", f.cites),
                           .cites = f.cites});
        reader.finish();
        return f;
    }

    FindingSpec read_finding(const std::string& id, TomlReader& reader) const {
        FindingSpec f = read_common(id, reader);
        f.group = static_cast<atlas_format::FindingGroup>(reader.choice("group", written_groups));
        // What only decides on the treatment is a sign of nothing, so nobody counts how often it is a yes.
        if (f.group == atlas_format::FindingGroup::treatment) {
            f.false_yes = 0.05;
            f.people = most_of_judgement;
        } else {
            read_false_yes(reader, f);
        }
        f.sided = reader.choice("sides", condition_sides) == 0;
        f.yes = reader.text("yes");
        check_braces(f.yes, "", "yes", reader.where("yes"));
        if (f.sided && f.ask.find("{side}") == std::string::npos)
            refuse(reader.where("ask"), "'ask' must name the {side}, since it is asked of each");
        check_braces(f.ask, f.sided ? "{side}" : "", "ask", reader.where("ask"));
        if (reader.find_node("answer") && reader.choice("answer", answers) == 1) read_number(reader, f);
        std::set<std::string> named;
        for (TomlReader& sign : reader.tables("sign")) {
            f.signs.push_back(read_sign(sign, f));
            for (std::string& source : sources_of(f.signs.back()))
                if (!named.insert(source).second) refuse(sign.where(), "a second sign of '" + source + "'");
        }
        reader.finish();
        return f;
    }

    static void read_number(TomlReader& reader, FindingSpec& f) {
        f.unit = reader.text("unit");
        f.least = reader.number("least");
        f.most = reader.number("most");
        if (!(f.least < f.most)) refuse(reader.where("most"), "'most' must be above 'least'");
        const std::string yes_if = reader.text("yes_if");
        const std::string where = reader.where("yes_if");
        f.yes_above = yes_if.starts_with(">= ");
        if (!f.yes_above && !yes_if.starts_with("<= "))
            refuse(where, "'yes_if' must be written as \"<= 30\" or \">= 30\"");
        try {
            std::size_t end = 0;
            f.threshold = std::stod(yes_if.substr(3), &end);
            if (end + 3 != yes_if.size()) refuse(where, "'yes_if' must be written as \"<= 30\" or \">= 30\"");
        } catch (const std::exception&) {
            refuse(where, "'yes_if' must be written as \"<= 30\" or \">= 30\"");
        }
        if (!(f.threshold >= f.least && f.threshold <= f.most))
            refuse(where, "'yes_if' must lie between 'least' and 'most'");
    }

    SignSpec read_sign(TomlReader& reader, const FindingSpec& finding) const {
        SignSpec s;
        const std::string source = reader.text("source");
        resolve_source(source, reader.where("source"), s);
        if (reader.find_node("side")) s.other_side = reader.choice("side", sign_sides) == 1;
        if (s.other_side && !finding.sided)
            refuse(reader.where("side"), "'" + finding.id + "' is not asked of a side, so it has no other");
        if (s.other_side && s.target == SignTarget::condition && !condition(s.id).sided)
            refuse(reader.where("side"), "'" + s.id + "' has no side");
        s.yes = read_yes(reader, finding.false_yes);
        s.cites = cites(reader);
        s.people = read_people(reader, "people", s.cites);
        reader.find_text("note");  // for those who read the file
        reader.finish();
        return s;
    }

    const ConditionSpec& condition(const std::string& id) const {
        return *std::find_if(out_.conditions.begin(), out_.conditions.end(),
                             [&](const ConditionSpec& c) { return c.id == id; });
    }

    // "l5-radiculopathy", "gluteus-minimus", "gluteus-minimus/2" or "group:hip".
    void resolve_source(const std::string& source, const std::string& where, SignSpec& out) const {
        constexpr std::string_view group = "group:";
        if (source.starts_with(group)) {
            out.target = SignTarget::group;
            out.id = source.substr(group.size());
            const std::vector<std::string> groups(muscle_groups.begin(), muscle_groups.end());
            if (std::find(groups.begin(), groups.end(), out.id) == groups.end())
                refuse(where, "no group of muscles '" + out.id + "'" + hint(out.id, groups));
            return;
        }
        const auto slash = source.find('/');
        out.id = source.substr(0, slash);
        if (slash == std::string::npos && conditions_.contains(source)) {
            out.target = SignTarget::condition;
            return;
        }
        if (conditions_.contains(out.id)) refuse(where, "'" + out.id + "' is a condition, which has no points");
        out.target = SignTarget::muscle;
        if (!known_.muscles.contains(out.id)) {
            std::vector<std::string> names(known_.muscles.all().begin(), known_.muscles.all().end());
            names.insert(names.end(), conditions_.all().begin(), conditions_.all().end());
            refuse(where, "no condition or muscle '" + out.id + "'" + hint(out.id, names));
        }
        if (slash == std::string::npos) return;
        const std::string number = source.substr(slash + 1);
        if (number.empty() || number.size() > 2 || number.find_first_not_of("0123456789") != std::string::npos)
            refuse(where, "'" + source + "' must end in the number of a point, as gluteus-minimus/2");
        out.number = checked_point(out.id, static_cast<std::uint32_t>(std::stoul(number)), where);
    }

    // Every source that a sign speaks for, so that none is named twice, be it once by its muscle and once by its group.
    std::vector<std::string> sources_of(const SignSpec& sign) const {
        const std::string side = sign.other_side ? " of the other side" : "";
        if (sign.target == SignTarget::condition) return {sign.id + side};
        std::vector<std::string> out;
        for (const MuscleSpec& m : known_.muscle_specs)
            if (sign.target == SignTarget::group ? m.group == sign.id : m.id == sign.id)
                for (const PointSpec& point : m.points)
                    if (sign.number == 0 || sign.number == point.number)
                        out.push_back(m.id + "/" + std::to_string(point.number) + side);
        return out;
    }

    RuleSpec read_rule(const std::string& id, TomlReader& reader, const KnownFindings& findings) const {
        RuleSpec r;
        r.id = id;
        r.rule_class = reader.text("class");
        r.urgency = static_cast<atlas_format::Urgency>(reader.choice("urgency", urgencies) + 1);
        const std::string when = reader.text("when");
        r.when = compile_expression(when, &findings, reader.where("when"));
        r.say = reader.text("say");
        r.provider = read_provider(reader);
        r.cites = cites(reader);
        r.note = reader.find_text("note").value_or("");
        reader.finish();
        return r;
    }

    const std::filesystem::path& knowledge_;
    const KnownToInterview& known_;
    InterviewSpec out_;
    Names providers_{"provider"}, conditions_{"condition"}, findings_{"finding"};
};

}  // namespace

InterviewSpec load_interview(const std::filesystem::path& knowledge, const KnownToInterview& known) {
    return InterviewReader(knowledge, known).run();
}

}  // namespace knotwork::bake
