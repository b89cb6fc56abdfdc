#include "bake/motion_spec.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "bake/spec_reading.hpp"
#include "base/text.hpp"

namespace knotwork::bake {
namespace {

namespace af = atlas_format;

constexpr std::array<std::string_view, 2> motion_sides{"each", "both"};
struct NamedView {
    std::string_view name;
    double azimuth, elevation;
};
// From where a figure is seen. The tested side is the left of the figures in the files.
constexpr std::array<NamedView, 13> views{{{"front", 0, 8},
                                           {"front-this", 40, 12},
                                           {"this", 90, 6},
                                           {"back-this", 140, 12},
                                           {"back", 180, 8},
                                           {"back-other", 220, 12},
                                           {"other", 270, 6},
                                           {"front-other", 320, 12},
                                           {"above", 0, 75},
                                           {"above-front", 0, 35},
                                           {"above-back", 180, 35},
                                           {"above-this", 60, 38},
                                           {"above-other", 300, 38}}};
constexpr double default_return_s = 1.5, start_hold_s = 0.8, default_seconds = 1.2, default_hold_s = 0.8;
constexpr double longest_s = 30;
constexpr float at_seat = -1;
constexpr double cm = 0.01;

// A posture that motions start from: what has been said of it so far.
struct Pose {
    af::Lie lie = af::Lie::standing;
    af::Stance stance = af::Stance::none;
    double azimuth = 40, elevation = 12;
    PartKind focus = PartKind::whole;
    PartSide focus_side = PartSide::both;
    MotionFrameSpec frame;
    std::vector<MotionPropSpec> props;
};

template <std::size_t n>
std::string all_of(const std::array<std::string_view, n>& names) {
    std::string out;
    for (const std::string_view name : names) out += (out.empty() ? "" : ", ") + std::string(name);
    return out;
}

std::vector<std::string> words(const std::string& text) { return split(text, ' '); }

class MotionReader {
  public:
    MotionReader(const InterviewSpec& interview, const ReleaseSpec& release)
        : interview_(interview), release_(release) {
        for (const FindingSpec& finding : interview.findings)
            if (finding.group == af::FindingGroup::test) findings_.add(finding.id, "");
        for (const RemedySpec& remedy : release.remedies) remedies_.add(remedy.id, "");
    }

    MotionsSpec run(const std::filesystem::path& folder) {
        read_poses(folder / "poses.toml");
        for (const auto& path : list_toml(folder)) {
            if (path.filename() == "poses.toml") continue;
            const TomlFile file(path);
            TomlReader root = file.root();
            for (const std::string& id : root.unread_keys_in_order()) {
                TomlReader entry = root.table(id);
                ids_.add(id, entry.where());
                read_motion(id, entry);
                entry.finish();
            }
        }
        warn();
        return std::move(out_);
    }

  private:
    void read_poses(const std::filesystem::path& path) {
        const TomlFile file(path);
        TomlReader root = file.root();
        for (const std::string& id : root.unread_keys_in_order()) {
            TomlReader entry = root.table(id);
            pose_names_.add(id, entry.where());
            Pose pose;
            if (const auto from = entry.find_text("from")) {
                pose_names_.check(*from, entry.where("from"));
                pose = poses_.at(*from);
            }
            read_pose(entry, pose);
            entry.finish();
            poses_.emplace(id, std::move(pose));
        }
    }

    // What poses and motions share.
    void read_pose(TomlReader& reader, Pose& pose) {
        if (reader.find_node("lie")) pose.lie = static_cast<af::Lie>(reader.choice("lie", af::lie_names));
        if (reader.find_node("stands"))
            pose.stance = static_cast<af::Stance>(reader.choice("stands", af::stance_names));
        if (const auto view = reader.find_text("view")) {
            const auto found =
                std::find_if(views.begin(), views.end(), [&](const NamedView& v) { return v.name == *view; });
            if (found == views.end()) {
                std::vector<std::string> known;
                for (const NamedView& v : views) known.emplace_back(v.name);
                refuse(reader.where("view"), "no view '" + *view + "'" + hint(*view, known));
            }
            pose.azimuth = found->azimuth;
            pose.elevation = found->elevation;
        }
        if (const auto focus = reader.find_text("focus"))
            std::tie(pose.focus, pose.focus_side) = read_part(*focus, reader.where("focus"));
        read_posture(reader, pose.frame);
        if (reader.flag("bare")) pose.props.clear();
        for (TomlReader& prop : reader.tables("prop")) {
            pose.props.push_back(read_prop(prop));
            prop.finish();
        }
    }

    // Angles, goals and what it rests on: what changes from one frame to the next.
    void read_posture(TomlReader& reader, MotionFrameSpec& frame) {
        const auto read_angles = [&](std::string_view key, const auto& movements, auto place) {
            if (!reader.find_node(key)) return;
            TomlReader table = reader.table(key);
            for (std::size_t i = 0; i < movements.size(); ++i) {
                const MovementRange& movement = movements[i];
                const auto degrees = table.find_number(movement.name);
                if (!degrees) continue;
                if (!(*degrees >= static_cast<double>(movement.least) &&
                      *degrees <= static_cast<double>(movement.most)))
                    refuse(table.where(movement.name), "'" + std::string(movement.name) + "' must lie between " +
                                                           std::to_string(std::lround(movement.least)) + " and " +
                                                           std::to_string(std::lround(movement.most)));
                for (const std::size_t index : place(i))
                    frame.angles[static_cast<std::uint32_t>(index)] = static_cast<float>(*degrees);
            }
            table.finish();
        };
        using Indices = std::vector<std::size_t>;
        read_angles("trunk", trunk_movements, [](std::size_t i) { return Indices{i}; });
        read_angles("both", limb_movements, [](std::size_t i) {
            const auto movement = static_cast<LimbMovement>(i);
            return Indices{index(movement, false), index(movement, true)};
        });
        read_angles("this", limb_movements,
                    [](std::size_t i) { return Indices{index(static_cast<LimbMovement>(i), false)}; });
        read_angles("other", limb_movements,
                    [](std::size_t i) { return Indices{index(static_cast<LimbMovement>(i), true)}; });

        for (const auto& [key, first] : {std::pair{"hands", 0u}, std::pair{"feet", 2u}})
            if (const auto text = reader.find_text(key)) {
                set_goal(frame, static_cast<af::Limb>(first), *text, reader.where(key));
                set_goal(frame, static_cast<af::Limb>(first + 1), swap_sides(*text), reader.where(key));
            }
        for (std::size_t i = 0; i < af::limb_names.size(); ++i)
            if (const auto text = reader.find_text(af::limb_names[i]))
                set_goal(frame, static_cast<af::Limb>(i), *text, reader.where(af::limb_names[i]));

        if (const auto rests = reader.find_texts("rests")) {
            frame.rests.clear();
            for (const std::string& text : *rests) frame.rests.push_back(read_rest(text, reader.where("rests")));
            if (frame.rests.size() > 2) refuse(reader.where("rests"), "'rests' names at most two parts");
        }
    }

    // What is said of the hand of this side, said of the other.
    static std::string swap_sides(const std::string& text) {
        std::vector<std::string> parts = words(text);
        if (!parts.empty() && parts[0] == "room" && parts.size() == 4)
            parts[1] = parts[1].starts_with('-') ? parts[1].substr(1) : "-" + parts[1];
        std::string out;
        for (std::string& word : parts) {
            if (word == "this")
                word = "other";
            else if (word == "other")
                word = "this";
            out += (out.empty() ? "" : " ") + word;
        }
        return out;
    }

    void set_goal(MotionFrameSpec& frame, af::Limb limb, const std::string& text, const std::string& where) {
        if (text == "free")
            frame.goals.erase(limb);
        else
            frame.goals[limb] = read_spot(text, where);
    }

    static std::optional<double> as_number(const std::string& word) {
        double value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error != std::errc() || end != word.data() + word.size() || !std::isfinite(value)) return std::nullopt;
        return value;
    }

    // "stay", "trigger", "room 20 0 35", "part hand of this", or a place on the skin: "thigh 0.8 @ 180 of this".
    static SpotSpec read_spot(const std::string& text, const std::string& where) {
        SpotSpec spot;
        spot.where = where;
        if (text == "stay") return spot.kind = af::SpotKind::stay, spot;
        if (text == "trigger") return spot.kind = af::SpotKind::trigger, spot;
        const std::vector<std::string> parts = words(text);
        if (parts[0] == "room") {
            spot.kind = af::SpotKind::room;
            std::array<float, 3> at{};
            bool is_right = parts.size() == 4;
            for (std::size_t i = 0; is_right && i < 3; ++i) {
                const auto value = as_number(parts[i + 1]);
                if (value && std::abs(*value) <= 500)
                    at[i] = static_cast<float>(*value * cm);
                else
                    is_right = false;
            }
            if (!is_right)
                refuse(where,
                       "'" + text + "' must be 'room' and three numbers: centimetres to the tested side, up, ahead");
            spot.at = {at[0], at[1], at[2]};
            return spot;
        }
        if (parts[0] == "part") {
            spot.kind = af::SpotKind::part;
            const auto [part, side] = read_part(text.substr(5), where);
            spot.part = static_cast<std::uint32_t>(part);
            spot.side = side;
            return spot;
        }
        spot.kind = af::SpotKind::skin;
        if (parts.size() < 3 || parts[parts.size() - 2] != "of" || (parts.back() != "this" && parts.back() != "other"))
            refuse(where,
                   "'" + text +
                       "' must be 'stay', 'free', 'trigger', 'room ...', 'part ...', or a place on the skin that "
                       "ends with 'of this' or 'of other'");
        spot.side = parts.back() == "this" ? PartSide::this_ : PartSide::other;
        spot.place = text.substr(0, text.rfind(" of "));
        return spot;
    }

    // "pelvis", "knee of this".
    static std::pair<PartKind, PartSide> read_part(const std::string& text, const std::string& where) {
        const std::vector<std::string> parts = words(text);
        const auto found = std::find(part_names.begin(), part_names.end(), parts.empty() ? "" : parts[0]);
        if (found == part_names.end()) refuse(where, "no part '" + text + "': it must be one of " + all_of(part_names));
        PartSide side = PartSide::both;
        if (parts.size() > 1) {
            const auto of = parts.size() == 3 && parts[1] == "of"
                                ? std::find(part_side_names.begin(), part_side_names.end(), parts[2])
                                : part_side_names.end();
            if (of == part_side_names.end())
                refuse(where, "'" + text + "' must end with 'of this', 'of other' or 'of both'");
            side = static_cast<PartSide>(of - part_side_names.begin());
        }
        return {static_cast<PartKind>(found - part_names.begin()), side};
    }

    // "pelvis", "knee of this", "leg at 45", "pelvis at seat".
    static af::MotionRest read_rest(const std::string& text, const std::string& where) {
        af::MotionRest rest{};
        std::string part = text;
        if (const std::size_t at = text.rfind(" at "); at != std::string::npos) {
            part = text.substr(0, at);
            const std::string height = text.substr(at + 4);
            if (height == "seat") {
                rest.height = at_seat;
            } else {
                const auto value = as_number(height);
                if (!value || *value < 0 || *value > 200)
                    refuse(where, "'" + text + "' must end with 'at seat', or 'at' and 0 to 200 centimetres");
                rest.height = static_cast<float>(*value * cm);
            }
        }
        const auto [kind, side] = read_part(part, where);
        rest.part = static_cast<std::uint32_t>(kind);
        rest.side = static_cast<std::uint32_t>(side);
        return rest;
    }

    static Vec3 read_lengths(TomlReader& reader, std::string_view key) {
        if (!reader.find_node(key)) return {};
        const std::vector<double> v = reader.numbers(key);
        if (v.size() != 3 || std::any_of(v.begin(), v.end(), [](double x) { return std::abs(x) > 500; }))
            refuse(reader.where(key), "'" + std::string(key) + "' must be three numbers of centimetres");
        return {static_cast<float>(v[0] * cm), static_cast<float>(v[1] * cm), static_cast<float>(v[2] * cm)};
    }

    static MotionPropSpec read_prop(TomlReader& reader) {
        MotionPropSpec prop;
        prop.kind = static_cast<af::PropKind>(reader.choice("kind", af::prop_kind_names));
        for (const std::string& text : reader.find_texts("at").value_or(std::vector<std::string>{}))
            prop.spots.push_back(read_spot(text, reader.where("at")));
        for (const SpotSpec& spot : prop.spots)
            if (spot.kind == af::SpotKind::stay) refuse(reader.where("at"), "a thing cannot be at 'stay'");
        const bool is_fitted = prop.kind != af::PropKind::mat;
        if (prop.spots.empty() && is_fitted) refuse(reader.where(), "'at' is missing");
        if (reader.find_node("toward"))
            prop.direction = static_cast<af::Direction3>(reader.choice("toward", af::direction3_names));
        if (reader.find_node("frame")) prop.frame = read_whole(reader, "frame", 0, 20);
        prop.turn = reader.find_number("turn").value_or(0);
        if (std::abs(prop.turn) > 360) refuse(reader.where("turn"), "'turn' must lie between -360 and 360 degrees");
        prop.size = read_lengths(reader, "size");
        prop.shift = read_lengths(reader, "shift");
        return prop;
    }

    static double read_seconds(TomlReader& reader, std::string_view key, double value) {
        const double seconds = reader.find_number(key).value_or(value);
        if (!(seconds >= 0 && seconds <= longest_s))
            refuse(reader.where(key), "'" + std::string(key) + "' must lie between 0 and 30 seconds");
        return seconds;
    }

    void read_motion(const std::string& id, TomlReader& reader) {
        MotionSpec motion;
        motion.id = id;
        motion.where = reader.where();
        motion.name = reader.text("name");
        const std::string start = reader.text("pose");
        pose_names_.check(start, reader.where("pose"));
        Pose pose = poses_.at(start);
        read_pose(reader, pose);
        motion.lie = pose.lie;
        motion.stance = pose.stance;
        motion.azimuth = pose.azimuth;
        motion.elevation = pose.elevation;
        motion.focus = pose.focus;
        motion.focus_side = pose.focus_side;
        motion.props = pose.props;
        if (reader.find_node("sides")) motion.sided = reader.choice("sides", motion_sides) == 0;
        motion.return_s = read_seconds(reader, "return", default_return_s);
        motion.findings = reader.find_texts("findings").value_or(std::vector<std::string>{});
        motion.remedies = reader.find_texts("remedies").value_or(std::vector<std::string>{});
        for (const std::string& finding : motion.findings) {
            findings_.check(finding, reader.where("findings"));
            shown_findings_.insert(finding);
        }
        for (const std::string& remedy : motion.remedies) {
            remedies_.check(remedy, reader.where("remedies"));
            shown_remedies_.insert(remedy);
        }

        MotionFrameSpec frame = pose.frame;
        frame.say = reader.find_text("start").value_or("");
        frame.hold_s = read_seconds(reader, "hold", start_hold_s);
        motion.frames.push_back(frame);
        for (TomlReader& next : reader.tables("frame")) {
            frame.say = next.find_text("say").value_or("");
            frame.seconds = read_seconds(next, "seconds", default_seconds);
            frame.hold_s = read_seconds(next, "hold", default_hold_s);
            read_posture(next, frame);
            next.finish();
            motion.frames.push_back(frame);
        }
        for (const MotionPropSpec& prop : motion.props)
            if (prop.frame >= motion.frames.size())
                refuse(motion.where, "a thing is put in its place at frame " + std::to_string(prop.frame) +
                                         ", but the last is " + std::to_string(motion.frames.size() - 1));
        out_.motions.push_back(std::move(motion));
    }

    void warn() {
        const auto say = [&](const char* what, const std::vector<std::string>& missing) {
            if (missing.empty()) return;
            std::string text;
            for (const std::string& id : missing) text += (text.empty() ? "" : ", ") + id;
            out_.warnings.push_back("no figure shows these " + std::string(what) + ": " + text);
        };
        std::vector<std::string> missing;
        for (const FindingSpec& finding : interview_.findings)
            if (finding.group == af::FindingGroup::test && !finding.how.empty() &&
                finding.who != af::Examiner::professional && !shown_findings_.contains(finding.id))
                missing.push_back(finding.id);
        say("tests", missing);
        for (const auto& [kind, what] :
             {std::pair{af::RemedyKind::stretch, "stretches"}, std::pair{af::RemedyKind::exercise, "exercises"},
              std::pair{af::RemedyKind::pressure, "pressure techniques"}}) {
            missing.clear();
            for (const RemedySpec& remedy : release_.remedies)
                if (remedy.kind == kind && !shown_remedies_.contains(remedy.id)) missing.push_back(remedy.id);
            say(what, missing);
        }
    }

    const InterviewSpec& interview_;
    const ReleaseSpec& release_;
    Names findings_{"test"}, remedies_{"remedy"}, ids_{"motion"}, pose_names_{"pose"};
    std::map<std::string, Pose> poses_;
    std::set<std::string> shown_findings_, shown_remedies_;
    MotionsSpec out_;
};

}  // namespace

MotionsSpec load_motions(const std::filesystem::path& knowledge, const InterviewSpec& interview,
                         const ReleaseSpec& release) {
    if (!std::filesystem::is_directory(knowledge / "motions")) return {};
    return MotionReader(interview, release).run(knowledge / "motions");
}

}  // namespace knotwork::bake
