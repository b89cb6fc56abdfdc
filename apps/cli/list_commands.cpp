// knotwork regions, landmarks, muscles, conditions, findings and measures: what the atlas holds, as tables.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "citations.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "report/picture.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

template <class Views, class Column>
std::size_t column_width(const Views& views, Column column) {
    std::size_t width = 0;
    for (const auto& view : views) width = std::max(width, count_columns(column(view)));
    return width + 2;
}

// The groups in the order of their first members.
template <class Views>
std::vector<std::string_view> list_groups(const Views& views) {
    std::vector<std::string_view> groups;
    for (const auto& view : views)
        if (std::find(groups.begin(), groups.end(), view.group) == groups.end()) groups.push_back(view.group);
    return groups;
}

void print_regions(const Engine& engine) {
    const auto regions = get_regions(engine);
    const Colours colours = find_colours(stdout);
    const std::size_t width = column_width(regions, [](const RegionView& r) { return r.label; });
    fmt::print("{}{}{:>8}  also called{}\n", colours.bold, padded("region", width), "cm²", colours.plain);
    for (const RegionView& region : regions) {
        const std::string first = fmt::format("{}{:>7}  ", padded(region.label, width), std::lround(region.area_cm2));
        fmt::print("{}", wrap(region.synonyms.empty() ? "-" : join(region.synonyms), first));
    }
    fmt::print("\n{} regions a side. Say left, right or both: --where \"right {}\"\n", regions.size(),
               regions.empty() ? std::string_view("buttock") : regions.front().label);
}

void print_landmarks(const Engine& engine) {
    const auto landmarks = get_landmarks(engine);
    const Colours colours = find_colours(stdout);
    for (const LandmarkView& l : landmarks) {
        fmt::print("{}{}{}  {}\n", colours.bold, l.id, colours.plain, l.label == l.id ? "" : l.label);
        if (!l.find.empty()) fmt::print("{}", wrap(l.find, "    "));
        fmt::print("    {}{} {:.2f} @ {:.0f}{}{}\n", colours.faint, name(l.segment), l.t, l.angle,
                   l.midline ? ", on the mid-line" : "", colours.plain);
    }
    fmt::print("\n{} landmarks. Places start from them: \"right psis + 2 cm down\"\n", landmarks.size());
}

void print_muscles(const Engine& engine) {
    const auto muscles = get_muscles(engine);
    const Colours colours = find_colours(stdout);
    const std::size_t width = column_width(muscles, [](const MuscleView& m) { return m.id; });
    std::uint32_t points = 0;
    fmt::print("{}{}points{}\n", colours.faint, padded("", width), colours.plain);
    for (const std::string_view group : list_groups(muscles)) {
        fmt::print("{}{}{}\n", colours.bold, group, colours.plain);
        for (const MuscleView& muscle : muscles) {
            if (muscle.group != group) continue;
            points += muscle.point_count;
            fmt::print("  {}{:>2}  {}\n", padded(muscle.id, width), muscle.point_count, muscle.name);
        }
    }
    fmt::print("\n{} muscles, {} trigger points a side. More: knotwork muscle NAME\n", muscles.size(), points);
}

void print_conditions(const Engine& engine) {
    const auto conditions = get_conditions(engine);
    const Colours colours = find_colours(stdout);
    const std::size_t width = column_width(conditions, [](const ConditionView& c) { return c.id; });
    for (const std::string_view group : list_groups(conditions)) {
        fmt::print("{}{}{}\n", colours.bold, group, colours.plain);
        for (const ConditionView& condition : conditions)
            if (condition.group == group) fmt::print("{}", wrap(condition.plain, "  " + padded(condition.id, width)));
    }
    fmt::print("\n{} conditions. More: knotwork condition NAME\n", conditions.size());
}

void print_findings(const Engine& engine) {
    const Atlas& atlas = engine.atlas();
    const Colours colours = find_colours(stdout);
    constexpr std::array<std::string_view, 10> groups{
        "How it feels and what else there is",
        "Quality of the pain",
        "What makes it worse or better",
        "How it began",
        "History",
        "Activity",
        "Danger signs and circumstances",
        "Tests",
        "What a plan has to know",
        "Pressing on trigger points (write ID/MUSCLE/NUMBER/SIDE)",
    };
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
        fmt::print("{}{}{}{}\n", group == 0 ? "" : "\n", colours.bold, groups[group], colours.plain);
        for (const Atlas::Finding& finding : atlas.findings()) {
            if (finding.group != group) continue;
            std::string id(atlas.text(finding.id));
            if (finding.sided != 0 && !is_palpation(finding)) id += "/SIDE";
            std::string name(atlas.text(finding.name));
            if (finding.who == static_cast<std::uint32_t>(atlas_format::Examiner::helper)) name += " (needs a helper)";
            if (finding.who == static_cast<std::uint32_t>(atlas_format::Examiner::professional))
                name += " (needs training)";
            constexpr std::size_t width = 36;
            if (id.size() + 2 > width) fmt::print("  {}\n", id);
            fmt::print("{}", wrap(name, "  " + (id.size() + 2 > width ? std::string(width, ' ') : padded(id, width))));
        }
    }
    fmt::print(
        "\n{} findings, answered with yes, no or unknown. SIDE is left or right.\n"
        "How each is asked, and how a test is done: knotwork findings --json\n",
        atlas.findings().size());
}

void print_measures(const Engine& engine) {
    using atlas_format::MeasureSides;
    const Atlas& atlas = engine.atlas();
    for (const Atlas::Measure& measure : atlas.measures()) {
        std::string id(atlas.text(measure.id));
        if (measure.sides == static_cast<std::uint32_t>(MeasureSides::sided)) id += "/SIDE";
        if (measure.sides == static_cast<std::uint32_t>(MeasureSides::point)) id += "/POINT";
        const std::string_view unit = atlas.text(measure.unit);
        std::string range = fmt::format("{:g} to {:g}", measure.low, measure.high);
        if (!unit.empty()) range += " " + std::string(unit);
        if (measure.least_change > 0) range += fmt::format("; {:g} is a change that matters", measure.least_change);
        constexpr std::size_t width = 30;
        fmt::print("{}", wrap(fmt::format("{} ({})", atlas.text(measure.name), range), "  " + padded(id, width)));
    }
    fmt::print(
        "\nknotwork log pain=4 writes one down. SIDE is left or right, POINT as in gluteus-minimus/2/right.\n"
        "How each is asked, and where its figures are from: knotwork measures --json\n");
}

using DrawPlate = PictureBytes (*)(const Atlas&, const Plate&, const PictureOptions&);

// One PNG for each plate of the body, named after the command and the plate: regions-back.png.
int write_plates(const Session& session, const Engine& engine, const std::string& folder, const std::string& name,
                 DrawPlate draw) {
    constexpr int height = 1200;  // pixels
    for (const Plate& plate : body_plates()) {
        const PictureBytes picture = draw(engine.atlas(), plate, {PictureFormat::png, Body::neutral, height});
        const auto written = write_file(fmt::format("{}/{}-{}.png", folder, name, plate.id), picture);
        if (!written) return report(session, written.error());
    }
    return exit_fine;
}

// Adds a command that loads the atlas and either prints text or JSON, or draws plates where `draw` is given.
template <class Print, class Json>
CLI::App* add_list(CLI::App& app, Session& session, const char* name, const char* description, Print print, Json json,
                   DrawPlate draw = nullptr) {
    CLI::App* command = app.add_subcommand(name, description);
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    const auto folder = std::make_shared<std::string>();
    if (draw)
        command->add_option("--pictures", *folder, "Draw them, view by view, into this folder")->type_name("FOLDER");
    command->callback([&session, print, json, draw, folder, name] {
        session.run = [&session, print, json, draw, folder, name] {
            const auto loaded = load_engine_of(session);
            if (!loaded) return report(session, loaded.error());
            if (!folder->empty()) return write_plates(session, loaded->engine, *folder, name, draw);
            if (session.json)
                fmt::print("{}\n", json(loaded->engine));
            else
                print(loaded->engine);
            return exit_fine;
        };
    });
    return command;
}

// The same for things with an id, which can be listed alone. `ids` gives them.
template <class Print, class Ids, class Json>
void add_list_of_named(CLI::App& app, Session& session, const char* name, const char* description, Print print, Ids ids,
                       Json json) {
    const auto ids_only = std::make_shared<bool>(false);
    const auto print_either = [ids_only, print, ids](const Engine& engine) {
        if (!*ids_only) return print(engine);
        for (const std::string_view id : ids(engine)) fmt::print("{}\n", id);
    };
    add_list(app, session, name, description, print_either, json)
        ->add_flag("--ids", *ids_only, "Only their ids, one a line");
}

template <class Views>
std::vector<std::string_view> list_ids(const Views& views) {
    std::vector<std::string_view> ids;
    for (const auto& view : views) ids.push_back(view.id);
    return ids;
}

}  // namespace

void add_regions(CLI::App& app, Session& session) {
    add_list(app, session, "regions", "List the regions of the skin and what they are called", print_regions,
             regions_json, draw_regions);
}

void add_landmarks(CLI::App& app, Session& session) {
    add_list(app, session, "landmarks", "List the landmarks, and how to find them with the fingers", print_landmarks,
             landmarks_json, draw_landmarks);
}

void add_muscles(CLI::App& app, Session& session) {
    add_list_of_named(
        app, session, "muscles", "List the muscles", print_muscles,
        [](const Engine& engine) { return list_ids(get_muscles(engine)); }, muscles_json);
}

void add_conditions(CLI::App& app, Session& session) {
    add_list_of_named(
        app, session, "conditions", "List the conditions that imitate trigger points", print_conditions,
        [](const Engine& engine) { return list_ids(get_conditions(engine)); }, conditions_json);
}

void add_findings(CLI::App& app, Session& session) {
    const auto ids = [](const Engine& engine) {
        std::vector<std::string_view> out;
        for (const Atlas::Finding& finding : engine.atlas().findings()) out.push_back(engine.atlas().text(finding.id));
        return out;
    };
    add_list_of_named(app, session, "findings", "List the questions and tests that a case may answer", print_findings,
                      ids, findings_json);
}

void add_measures(CLI::App& app, Session& session) {
    add_list(app, session, "measures", "List what can be measured again and again, and written into the journal",
             print_measures, measures_json);
}

}  // namespace knotwork::cli
