#include "bake/release_spec.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>
#include <tuple>

#include "bake/expression.hpp"
#include "bake/spec.hpp"
#include "bake/spec_reading.hpp"

namespace knotwork::bake {
namespace {

namespace af = atlas_format;
using af::RemedyKind;

constexpr std::array<std::string_view, 3> technique_kinds{"pressure", "position", "professional"};
constexpr std::array<std::string_view, 2> remedy_sides{"each", "both"};
constexpr std::array<std::string_view, 4> grades{"A", "B", "C", "D"};
// Whoever presses with nothing but these needs no tool.
constexpr std::array<std::string_view, 4> everywhere{"hand", "wall", "chair", "step"};
constexpr auto written_positions = std::span(af::start_position_names).subspan(1);
constexpr std::array<std::string_view, 1> course_targets{"trigger-point"};
// What the question of a measure must say, by MeasureSides.
constexpr std::array<std::string_view, 3> places_to_ask{"", "{side}", "{where}"};
constexpr int longest_hold_s = 600;
constexpr double greatest_share = 2;  // of the first pain

class ReleaseReader {
  public:
    ReleaseReader(const std::filesystem::path& knowledge, const KnownToInterview& known, const InterviewSpec& interview)
        : knowledge_(knowledge), routine_(knowledge / "routine"), known_(known) {
        for (std::uint32_t i = 0; i < interview.findings.size(); ++i)
            if (interview.findings[i].group != af::FindingGroup::palpation)
                findings_[interview.findings[i].id] = {i, interview.findings[i].sided};
        for (const ProviderSpec& provider : interview.providers) providers_.add(provider.id, "");
        for (const ConditionSpec& condition : interview.conditions) conditions_.add(condition.id, "");
    }

    ReleaseSpec run() {
        read_each("tools.toml", [&](const std::string& id, TomlReader& entry) {
            tools_.add(id, entry.where());
            out_.tools.push_back(
                {.id = id, .name = entry.text("name"), .instead = entry.find_text("instead").value_or("")});
        });
        for (const std::string_view id : everywhere) {
            if (tools_.contains(std::string(id))) continue;
            tools_.add(std::string(id), "");
            out_.tools.push_back({.id = std::string(id), .name = std::string(id), .instead = ""});
        }
        read_each("protocols.toml", [&](const std::string& id, TomlReader& entry) { read_protocol(id, entry); });
        read_each("contraindications.toml",
                  [&](const std::string& id, TomlReader& entry) { read_contraindication(id, entry); });
        read_each("advice.toml", [&](const std::string& id, TomlReader& entry) { read_advice(id, entry); });
        read_each("reassess.toml", [&](const std::string& id, TomlReader& entry) { read_reassessment(id, entry); });
        read_each("compensations.toml", [&](const std::string&, TomlReader& entry) { read_compensation(entry); });
        read_each("directions.toml", [&](const std::string&, TomlReader& entry) { read_direction(entry); });
        std::stable_sort(out_.directions.begin(), out_.directions.end(),
                         [](const DirectionSpec& a, const DirectionSpec& b) { return a.kind < b.kind; });
        read_each("course.toml", [&](const std::string& id, TomlReader& entry) { read_course(id, entry); });
        read_each("measures.toml", [&](const std::string& id, TomlReader& entry) { read_measure(id, entry); });
        read_next_steps();
        for (const auto& path : list_toml(knowledge_ / "techniques")) read_techniques(path);
        for (const auto& path : list_toml(knowledge_ / "stretches")) read_stretch(path);
        for (const auto& path : list_toml(knowledge_ / "exercises")) read_exercise(path);
        for (const RemedySpec& remedy : out_.remedies)
            if (!remedy.after.empty()) check_after(remedy);
        for (const RemedySpec& remedy : out_.remedies) check_beginning(remedy);
        return std::move(out_);
    }

  private:
    template <class Read>
    void read_each(const char* name, const Read& read) {
        const TomlFile file(routine_ / name);
        TomlReader root = file.root();
        Names ids("entry");
        for (const std::string& id : root.unread_keys_in_order()) {
            TomlReader entry = root.table(id);
            ids.add(id, entry.where());
            read(id, entry);
            entry.finish();
        }
    }

    std::vector<std::string> cites(TomlReader& reader, std::string_view key = "cite") const {
        return read_cites(reader, key, known_.citations);
    }
    static std::string optional_text(TomlReader& reader, std::string_view key) {
        return reader.find_text(key).value_or("");
    }
    // [least, most]
    static std::pair<double, double> range(TomlReader& reader, std::string_view key, double low, double high) {
        const std::vector<double> values = reader.numbers(key);
        if (values.size() != 2 || !(values[0] >= low && values[0] <= values[1] && values[1] <= high))
            refuse(reader.where(key), "'" + std::string(key) + "' must be [least, most], from " +
                                          std::to_string(std::lround(low)) + " to " +
                                          std::to_string(std::lround(high)));
        return {values[0], values[1]};
    }
    static std::pair<std::uint32_t, std::uint32_t> whole_range(TomlReader& reader, std::string_view key, double low,
                                                               double high) {
        const auto [least, most] = range(reader, key, low, high);
        if (least != std::floor(least) || most != std::floor(most))
            refuse(reader.where(key), "'" + std::string(key) + "' must hold whole numbers");
        return {static_cast<std::uint32_t>(least), static_cast<std::uint32_t>(most)};
    }
    std::vector<af::Term> expression(TomlReader& reader, std::string_view key, bool is_required) const {
        const auto text = is_required ? std::optional(reader.text(key)) : reader.find_text(key);
        if (!text) return {};
        return compile_expression(*text, &findings_, reader.where(key));
    }
    std::vector<std::string> names(TomlReader& reader, std::string_view key, const Names& known) const {
        std::vector<std::string> out = reader.find_texts(key).value_or(std::vector<std::string>{});
        for (const std::string& name : out) known.check(name, reader.where(key));
        return out;
    }
    static std::vector<std::string> groups(TomlReader& reader) {
        std::vector<std::string> out = reader.find_texts("groups").value_or(std::vector<std::string>{});
        const std::vector<std::string> known(muscle_groups.begin(), muscle_groups.end());
        for (const std::string& group : out)
            if (std::find(known.begin(), known.end(), group) == known.end())
                refuse(reader.where("groups"), "no group of muscles '" + group + "'" + hint(group, known));
        return out;
    }
    static std::vector<std::string> filled(TomlReader& reader, std::string_view key) {
        std::vector<std::string> out = reader.texts(key);
        if (out.empty()) refuse(reader.where(key), "'" + std::string(key) + "' is empty");
        return out;
    }

    void read_protocol(const std::string& id, TomlReader& reader) {
        ProtocolSpec p;
        p.id = id;
        p.where = reader.where();
        p.name = reader.text("name");
        p.of = static_cast<RemedyKind>(reader.choice("of", af::remedy_kind_names));
        if (p.of == RemedyKind::professional) refuse(reader.where("of"), "what a professional does has no dose here");
        if (p.of != RemedyKind::exercise)
            std::tie(p.hold_least_s, p.hold_most_s) = range(reader, "hold_s", 1, longest_hold_s);
        std::tie(p.repeats_least, p.repeats_most) = whole_range(reader, "repeats", 1, 100);
        std::tie(p.day_least, p.day_most) = whole_range(reader, "per_day", 1, 12);
        if (p.of == RemedyKind::exercise) std::tie(p.sets_least, p.sets_most) = whole_range(reader, "sets", 1, 10);
        p.rest_s = read_whole(reader, "rest_s", 0, longest_hold_s);
        p.days_a_week = read_whole(reader, "days_a_week", 1, 7);
        p.pain_most = read_whole(reader, "pain_most", 0, 10);
        p.why = reader.text("why");
        p.note = optional_text(reader, "note");
        p.is_default = reader.flag("default");
        p.cites = cites(reader);
        if (p.is_default && std::any_of(out_.protocols.begin(), out_.protocols.end(),
                                        [&](const ProtocolSpec& q) { return q.of == p.of && q.is_default; }))
            refuse(p.where, "a second default protocol of its kind");
        out_.protocols.push_back(std::move(p));
    }

    void read_contraindication(const std::string& id, TomlReader& reader) {
        ContraindicationSpec c;
        c.id = id;
        for (const std::string& kind : filled(reader, "of")) {
            const auto found = std::find(af::remedy_kind_names.begin(), af::remedy_kind_names.end(), kind);
            if (found == af::remedy_kind_names.end()) refuse(reader.where("of"), "no kind of remedy '" + kind + "'");
            c.kinds |= 1u << (found - af::remedy_kind_names.begin());
        }
        c.when = expression(reader, "when", true);
        c.groups = groups(reader);
        c.muscles = names(reader, "muscles", known_.muscles);
        c.tools = names(reader, "tools", tools_);
        for (const std::string& position : reader.find_texts("positions").value_or(std::vector<std::string>{})) {
            const auto found = std::find(written_positions.begin(), written_positions.end(), position);
            if (found == written_positions.end()) refuse(reader.where("positions"), "no position '" + position + "'");
            c.positions |= 2u << (found - written_positions.begin());
        }
        if (reader.find_node("level_from")) c.level_from = read_whole(reader, "level_from", 1, 4);
        c.effect = static_cast<af::Effect>(reader.choice("effect", af::effect_names));
        c.say = reader.text("say");
        c.note = optional_text(reader, "note");
        c.cites = cites(reader);
        out_.contraindications.push_back(std::move(c));
    }

    void read_advice(const std::string& id, TomlReader& reader) {
        AdviceSpec a;
        a.id = id;
        a.kind = static_cast<af::AdviceKind>(reader.choice("kind", af::advice_kind_names));
        a.with_items = reader.flag("with_items");
        a.first = reader.flag("first");
        a.when = expression(reader, "when", false);
        a.muscles = names(reader, "muscles", known_.muscles);
        a.conditions = names(reader, "conditions", conditions_);
        a.groups = groups(reader);
        a.say = reader.text("say");
        a.why = reader.text("why");
        a.grade = chosen(reader, "grade", grades);
        a.cites = cites(reader);
        reader.find_text("note");  // for those who read the file
        out_.advice.push_back(std::move(a));
    }

    void read_reassessment(const std::string& id, TomlReader& reader) {
        ReassessmentSpec r;
        r.id = id;
        r.name = reader.text("name");
        r.muscles = names(reader, "muscles", known_.muscles);
        r.groups = groups(reader);
        if (r.muscles.empty() && r.groups.empty()) refuse(reader.where(), "needs 'muscles' or 'groups'");
        r.forbid = expression(reader, "forbid", false);
        r.movement = reader.text("do");
        r.better = reader.text("better");
        r.cites = cites(reader);
        reader.find_text("note");
        out_.reassessments.push_back(std::move(r));
    }

    void read_compensation(TomlReader& reader) {
        CompensationSpec c;
        c.overloaded = reader.text("overloaded");
        c.strengthen = reader.text("strengthen");
        known_.muscles.check(c.overloaded, reader.where("overloaded"));
        known_.muscles.check(c.strengthen, reader.where("strengthen"));
        c.why = reader.text("why");
        c.cites = cites(reader);
        out_.compensations.push_back(std::move(c));
    }

    void read_direction(TomlReader& reader) {
        DirectionSpec d;
        d.kind = static_cast<af::DirectionKind>(reader.choice("kind", af::direction_kind_names));
        d.say = reader.text("say");
        if (d.kind == af::DirectionKind::review) d.days = read_whole(reader, "days", 1, 365);
        d.cites = cites(reader);
        out_.directions.push_back(std::move(d));
    }

    void read_course(const std::string& id, TomlReader& reader) {
        CourseSpec c;
        c.id = id;
        c.name = reader.text("name");
        c.conditions = names(reader, "conditions", conditions_);
        if (reader.find_node("of")) c.of_points = reader.choice("of", course_targets) == 0;
        c.is_default = reader.flag("default");
        const auto weeks = reader.numbers("weeks"), share = reader.numbers("share"), low = reader.numbers("low"),
                   high = reader.numbers("high");
        if (weeks.size() < 2 || share.size() != weeks.size() || low.size() != weeks.size() ||
            high.size() != weeks.size())
            refuse(reader.where(), "'weeks', 'share', 'low' and 'high' must be equally long, two at least");
        for (std::size_t i = 0; i < weeks.size(); ++i) {
            if (weeks[i] < 0 || (i > 0 && weeks[i] <= weeks[i - 1]))
                refuse(reader.where("weeks"), "'weeks' must rise, from 0 or later");
            if (!(low[i] >= 0 && low[i] <= share[i] && share[i] <= high[i] && high[i] <= greatest_share))
                refuse(reader.where("share"), "'share' must lie between 'low' and 'high', and these from 0 to 2");
            c.points.push_back({static_cast<float>(weeks[i]), static_cast<float>(share[i]), static_cast<float>(low[i]),
                                static_cast<float>(high[i])});
        }
        c.cites = cites(reader);
        c.note = optional_text(reader, "note");
        out_.courses.push_back(std::move(c));
    }

    // 0, not known, where the key is absent.
    static double read_size(TomlReader& reader, std::string_view key, double most) {
        const double value = reader.find_number(key).value_or(0);
        if (!(value >= 0 && value <= most))
            refuse(reader.where(key), "'" + std::string(key) + "' must lie between 0 and " +
                                          (most == 1 ? "1" : "the difference of 'high' and 'low'"));
        return value;
    }

    void read_measure(const std::string& id, TomlReader& reader) {
        MeasureSpec m;
        m.id = id;
        m.name = reader.text("name");
        m.unit = reader.text("unit");
        m.ask = reader.text("ask");
        m.kind = static_cast<af::MeasureKind>(reader.choice("kind", af::measure_kind_names));
        m.sides = static_cast<af::MeasureSides>(reader.choice("sides", af::measure_sides_names));
        const std::string_view place = places_to_ask[static_cast<std::size_t>(m.sides)];
        if (m.ask.find(place) == std::string::npos)
            refuse(reader.where("ask"), "'ask' must say " + std::string(place) + ", since it is asked of each");
        check_braces(m.ask, place, "ask", reader.where("ask"));
        m.lower_is_better = reader.flag("lower_is_better");
        m.low = reader.number("low");
        m.high = reader.number("high");
        if (!(m.low < m.high)) refuse(reader.where("high"), "'high' must be above 'low'");
        m.error_sd = read_size(reader, "error_sd", m.high - m.low);
        m.least_change = read_size(reader, "least_change", m.high - m.low);
        m.least_share = read_size(reader, "least_share", 1);
        m.ucum = optional_text(reader, "ucum");
        m.loinc = optional_text(reader, "loinc");
        m.note = optional_text(reader, "note");
        m.cites = cites(reader);
        out_.measures.push_back(std::move(m));
    }

    void read_next_steps() {
        const TomlFile file(routine_ / "next_steps.toml");
        TomlReader root = file.root();
        for (std::size_t kind = 0; kind < af::next_step_kind_names.size(); ++kind) {
            TomlReader entry = root.table(af::next_step_kind_names[kind]);
            NextStepSpec s;
            s.kind = static_cast<af::NextStepKind>(kind);
            s.say = entry.text("say");
            check_braces(s.say, "{about}", "say", entry.where("say"));
            s.why = entry.text("why");
            check_braces(s.why, "", "why", entry.where("why"));
            s.cites = cites(entry);
            entry.finish();
            out_.next_steps.push_back(std::move(s));
        }
        root.finish();
    }

    // What all remedies have in common.
    RemedySpec read_common(TomlReader& reader, RemedyKind kind) {
        RemedySpec r;
        r.kind = kind;
        r.where = reader.where();
        r.name = reader.text("name");
        r.steps = filled(reader, "steps");
        r.avoid = filled(reader, "avoid");
        r.note = optional_text(reader, "note");
        r.grade = chosen(reader, "grade", grades);
        r.forbid = expression(reader, "forbid", false);
        r.cites = cites(reader);
        r.tools = names(reader, "tools", tools_);
        if (kind == RemedyKind::professional) {
            r.provider = reader.text("provider");
            providers_.check(r.provider, reader.where("provider"));
            return r;
        }
        r.position = static_cast<af::StartPosition>(reader.choice("position", written_positions) + 1);
        r.floor = reader.flag("floor");
        r.light = reader.flag("light");
        r.easier = reader.text("easier");
        r.harder = reader.text("harder");
        r.feel = reader.text(kind == RemedyKind::pressure || kind == RemedyKind::position ? "press" : "feel");
        return r;
    }

    void keep(RemedySpec remedy) {
        remedies_.add(remedy.id, remedy.where);
        out_.remedies.push_back(std::move(remedy));
    }

    void read_techniques(const std::filesystem::path& path) {
        const TomlFile file(path);
        TomlReader root = file.root();
        const std::string muscle = path.stem().string();
        known_.muscles.check(muscle, root.where());
        const auto found = std::find_if(known_.muscle_specs.begin(), known_.muscle_specs.end(),
                                        [&](const MuscleSpec& m) { return m.id == muscle; });
        std::set<std::uint32_t> treated;
        for (const std::string& id : root.unread_keys_in_order()) {
            TomlReader entry = root.table(id);
            RemedySpec r = read_common(entry, static_cast<RemedyKind>(entry.choice("kind", technique_kinds)));
            r.id = muscle;
            r.id.append("/").append(id);
            r.muscles = {muscle};
            for (const double number : entry.numbers("points")) {
                r.points.push_back(check_whole(number, entry, "points", 1, 99));
                if (std::none_of(found->points.begin(), found->points.end(),
                                 [&](const PointSpec& point) { return point.number == r.points.back(); }))
                    refuse(entry.where("points"), "'" + muscle + "' has no point " + std::to_string(r.points.back()));
                treated.insert(r.points.back());
            }
            if (r.points.empty()) refuse(entry.where("points"), "'points' is empty");
            entry.finish();
            keep(std::move(r));
        }
        for (const PointSpec& point : found->points)
            if (!treated.contains(point.number))
                refuse(root.where(), "nothing treats point " + std::to_string(point.number) + " of '" + muscle + "'");
    }

    RemedySpec read_on_muscles(const std::filesystem::path& path, TomlReader& root, RemedyKind kind) {
        RemedySpec r = read_common(root, kind);
        r.id = path.stem().string();
        r.muscles = filled(root, "muscles");
        for (const std::string& muscle : r.muscles) known_.muscles.check(muscle, root.where("muscles"));
        r.sided = root.choice("sides", remedy_sides) == 0;
        return r;
    }

    void read_stretch(const std::filesystem::path& path) {
        const TomlFile file(path);
        TomlReader root = file.root();
        RemedySpec r = read_on_muscles(path, root, RemedyKind::stretch);
        root.finish();
        keep(std::move(r));
    }

    void read_exercise(const std::filesystem::path& path) {
        const TomlFile file(path);
        TomlReader root = file.root();
        RemedySpec r = read_on_muscles(path, root, RemedyKind::exercise);
        r.level = read_whole(root, "level", 1, 4);
        r.sets = read_whole(root, "sets", 1, 10);
        if (root.find_node("repeats")) r.repeats = read_whole(root, "repeats", 1, 100);
        if (root.find_node("hold_s")) r.hold_s = read_whole(root, "hold_s", 1, 300);
        if ((r.repeats == 0) == (r.hold_s == 0)) refuse(r.where, "an exercise needs either 'repeats' or 'hold_s'");
        r.after = optional_text(root, "after");
        if (root.find_node("gluteal_to_tfl")) {
            r.gluteal_to_tfl = root.number("gluteal_to_tfl");
            if (!(r.gluteal_to_tfl > 0)) refuse(root.where("gluteal_to_tfl"), "'gluteal_to_tfl' must be above 0");
            r.gluteal_to_tfl_cites = cites(root, "gluteal_to_tfl_cite");
        }
        for (TomlReader& activity : root.tables("activity")) {
            ActivitySpec a;
            a.muscle = activity.text("muscle");
            known_.muscles.check(a.muscle, activity.where("muscle"));
            a.mvic = activity.number("mvic");
            a.people = activity.number("people");
            if (!(a.mvic > 0 && a.people > 0)) refuse(activity.where(), "'mvic' and 'people' must be above 0");
            a.cites = cites(activity);
            activity.find_text("note");
            activity.finish();
            r.activities.push_back(std::move(a));
        }
        root.finish();
        keep(std::move(r));
    }

    const RemedySpec* find_remedy(const std::string& id) const {
        const auto found =
            std::find_if(out_.remedies.begin(), out_.remedies.end(), [&](const RemedySpec& r) { return r.id == id; });
        return found == out_.remedies.end() ? nullptr : &*found;
    }

    // An exercise follows an easier one.
    void check_after(const RemedySpec& remedy) const {
        const RemedySpec* const before = find_remedy(remedy.after);
        if (!before || before->kind != RemedyKind::exercise)
            refuse(remedy.where, "no exercise '" + remedy.after + "' to come after");
        if (before->level > remedy.level)
            refuse(remedy.where, "comes after '" + remedy.after + "', which is of a higher level");
    }

    // Whoever goes back from exercise to easier exercise comes to a first one.
    void check_beginning(const RemedySpec& remedy) const {
        std::set<std::string> passed;
        for (const RemedySpec* at = &remedy; !at->after.empty(); at = find_remedy(at->after))
            if (!passed.insert(at->id).second) refuse(remedy.where, "an exercise cannot come after itself");
    }

    const std::filesystem::path& knowledge_;
    const std::filesystem::path routine_;
    const KnownToInterview& known_;
    ReleaseSpec out_;
    KnownFindings findings_;
    Names providers_{"provider"}, conditions_{"condition"}, tools_{"tool"}, remedies_{"remedy"};
};

}  // namespace

ReleaseSpec load_release(const std::filesystem::path& knowledge, const KnownToInterview& known,
                         const InterviewSpec& interview) {
    if (!std::filesystem::is_directory(knowledge / "routine")) return {};
    return ReleaseReader(knowledge, known, interview).run();
}

}  // namespace knotwork::bake
