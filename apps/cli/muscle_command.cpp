// knotwork muscle NAME: what it is, where its trigger points lie, where they are felt, and who says so.
#include <fmt/core.h>

#include <cmath>
#include <memory>

#include "citations.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

class Page {
  public:
    Page(const MuscleDetail& muscle, const Colours& colours) : m_(muscle), colours_(colours) {}

    std::string text() {
        out_ += fmt::format("{}{}{}", colours_.bold, m_.name, colours_.plain);
        if (!m_.latin.empty()) out_ += fmt::format("  {}{}{}", colours_.faint, m_.latin, colours_.plain);
        out_ += '\n';
        if (!m_.synonyms.empty()) out_ += wrap("also called " + join(m_.synonyms), "");
        out_ += '\n' + wrap(m_.summary, "");
        anatomy();
        for (const PointView& point : m_.points) trigger_point(point);
        facts("What it feels like and hinders", atlas_format::FactKind::symptom);
        facts("What overloads it", atlas_format::FactKind::overload);
        facts("Take care", atlas_format::FactKind::caution);
        neighbours();
        if (!m_.note.empty()) {
            heading("Where the sources differ");
            out_ += wrap(m_.note, "  ");
        }
        works();
        return std::move(out_);
    }

  private:
    void heading(std::string_view words) { out_ += fmt::format("\n{}{}{}\n", colours_.bold, words, colours_.plain); }

    void row(std::string_view label, std::string_view text) {
        if (!text.empty()) out_ += wrap(text, "  " + padded(label, 11));
    }

    void anatomy() {
        heading("Anatomy" + cite(m_.anatomy_cites));
        row("from", m_.origin);
        row("to", m_.insertion);
        for (const FactView& fact : m_.facts)
            if (fact.kind == atlas_format::FactKind::action) row("does", fact.text);
        row("nerve", m_.nerve);
        row("layer", m_.under.empty() ? std::string(m_.layer) : fmt::format("{}, under {}", m_.layer, join(m_.under)));
        row("how often", fmt::format("{}, as a source of pain{}", m_.base_rate, cite(m_.base_rate_cites)));
    }

    void trigger_point(const PointView& point) {
        heading(fmt::format("Trigger point {}: {}{}", point.number, point.label, cite(point.cites)));
        out_ += wrap(sentence(point.where), "  ");
        for (const bool essential : {true, false})
            for (const ZoneView& zone : point.zones)
                if (zone.essential == essential)
                    out_ += wrap(fmt::format("{} ({} cm²)", zone.felt, std::lround(zone.area_cm2)),
                                 essential ? "  felt by nearly all   " : "  felt by some         ");
        std::string reach = fmt::format("Depth: {}.", point.depth);
        if (point.reach == "internal") reach += " Reached from within only: a matter for a specialist.";
        if (point.reach == "professional") reach += " Not for pressing on one's own.";
        out_ += wrap(reach, "  ");
    }

    void facts(std::string_view title, atlas_format::FactKind kind) {
        std::string cites;
        std::string lines;
        for (const FactView& fact : m_.facts) {
            if (fact.kind != kind) continue;
            cites = cite(fact.cites);
            lines += wrap(fact.text, "  - ", "    ");
        }
        if (lines.empty()) return;
        heading(std::string(title) + cites);
        out_ += lines;
    }

    void neighbours() {
        if (m_.neighbours.empty()) return;
        heading("Muscles that share its load");
        for (const NeighbourView& neighbour : m_.neighbours)
            out_ += wrap(fmt::format("{}: {}{}", neighbour.name, neighbour.why, cite(neighbour.cites)), "  - ", "    ");
    }

    void works() {
        heading("Sources");
        out_ += format_works(m_.citations);
    }

    const MuscleDetail& m_;
    const Colours& colours_;
    std::string out_;
};

int run_muscle(const Session& session, const std::string& name) {
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Result<MuscleDetail> muscle = resolve_muscle(loaded->engine, name);
    if (!muscle) return report(session, muscle.error());
    if (session.json)
        fmt::print("{}\n", muscle_json(loaded->engine, muscle->id));
    else
        fmt::print("{}", Page(*muscle, find_colours(stdout)).text());
    return exit_fine;
}

}  // namespace

void add_muscle(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("muscle", "Tell what is known of one muscle, with citations");
    const auto name = std::make_shared<std::string>();
    command->add_option("name", *name, "The muscle: id, name, Latin name or synonym")->type_name("MUSCLE")->required();
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback([&session, name] { session.run = [&session, name] { return run_muscle(session, *name); }; });
}

}  // namespace knotwork::cli
