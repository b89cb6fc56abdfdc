// knotwork condition NAME: what it is, who has it, where it is felt, what speaks for it, and what to do.
#include <fmt/core.h>

#include <cmath>
#include <memory>

#include "citations.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

// "half as likely", "3 times as likely": odds of a few percent move like probabilities.
std::string times(double odds) {
    if (odds < 1) return fmt::format("less likely (odds x {:.2g})", odds);
    return fmt::format("likelier (odds x {:.2g})", odds);
}

// Shares that rest on so few people were never measured.
constexpr double judged = 8;

class Page {
  public:
    Page(const ConditionDetail& condition, const Colours& colours) : c_(condition), colours_(colours) {}

    std::string text() {
        out_ += fmt::format("{}{}{}\n", colours_.bold, c_.name, colours_.plain);
        out_ += wrap(c_.plain, "");
        if (!c_.synonyms.empty()) out_ += wrap("also called " + join(c_.synonyms), "");
        out_ += '\n' + wrap(std::string(c_.summary) + cite(c_.summary_cites), "");
        who_has_it();
        where_it_is_felt();
        what_it_is_like();
        signs();
        breeds();
        heading("What to do");
        out_ += wrap(c_.next, "  ");
        out_ += wrap(fmt::format("{}: {}", c_.provider_name, c_.provider_plain), "  Whom to see: ");
        if (!c_.note.empty()) {
            heading("Where the sources differ");
            out_ += wrap(c_.note, "  ");
        }
        heading("Sources");
        out_ += format_works(c_.citations);
        return std::move(out_);
    }

  private:
    void heading(std::string_view words) { out_ += fmt::format("\n{}{}{}\n", colours_.bold, words, colours_.plain); }

    void who_has_it() {
        heading("Who has it");
        out_ += wrap(fmt::format("Of adults who ask about such pain, it is a cause in {}{}.", chance(c_.base_rate),
                                 cite(c_.base_rate_cites)),
                     "  ");
        for (const ShiftView& shift : c_.shifts)
            out_ += wrap(fmt::format("{}: {}{}", shift.when, times(shift.odds), cite(shift.cites)), "  - ", "    ");
    }

    void where_it_is_felt() {
        heading("Where it is felt" + cite(c_.zone_cites));
        for (const bool essential : {true, false})
            for (const ZoneView& zone : c_.zones)
                if (zone.essential == essential)
                    out_ += wrap(fmt::format("{} ({} cm²)", zone.felt, std::lround(zone.area_cm2)),
                                 essential ? "  felt by nearly all   " : "  felt by some         ");
    }

    void what_it_is_like() {
        if (c_.symptoms.empty()) return;
        heading("What it is like");
        for (const std::string_view symptom : c_.symptoms) out_ += wrap(symptom, "  - ", "    ");
    }

    // Of 100 with it, and of 100 others, so many say yes.
    void signs() {
        if (c_.signs.empty()) return;
        heading("Findings: how many of 100 say yes");
        out_ += fmt::format("{}  with it  others{}\n", colours_.faint, colours_.plain);
        for (const SignView& sign : c_.signs) {
            std::string words(sign.name);
            if (sign.other_side) words += ", on the other side";
            words += cite(sign.cites);
            out_ += wrap(words, fmt::format("  {:>6}{} {:>6}{}  ", std::lround(100 * sign.yes),
                                            sign.people <= judged ? '*' : ' ', format_share(sign.false_yes),
                                            sign.false_people <= judged ? '*' : ' '));
        }
        out_ += wrap("* a judgement, or too few people to count on; it weighs little", "  ");
    }

    static std::string format_share(double share) {
        return share < 0.01 ? "under 1" : fmt::format("{}", std::lround(100 * share));
    }

    void breeds() {
        if (c_.breeds.empty()) return;
        heading("Trigger points that go with it");
        for (const BreedView& breed : c_.breeds) {
            const std::string point = breed.number == 0 ? "" : fmt::format(" {}", breed.number);
            out_ += wrap(fmt::format("{}{}: {}{}", breed.name, point, breed.why, cite(breed.cites)), "  - ", "    ");
        }
    }

    const ConditionDetail& c_;
    const Colours& colours_;
    std::string out_;
};

int run_condition(const Session& session, const std::string& name) {
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Result<ConditionDetail> condition = resolve_condition(loaded->engine, name);
    if (!condition) return report(session, condition.error());
    if (session.json)
        fmt::print("{}\n", condition_json(loaded->engine, condition->id));
    else
        fmt::print("{}", Page(*condition, find_colours(stdout)).text());
    return exit_fine;
}

}  // namespace

void add_condition(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("condition", "Tell what is known of one condition, with citations");
    const auto name = std::make_shared<std::string>();
    command->add_option("name", *name, "The condition: id, name or synonym")->type_name("CONDITION")->required();
    add_json_option(*command, session);
    add_atlas_option(*command, session);
    command->callback([&session, name] { session.run = [&session, name] { return run_condition(session, *name); }; });
}

}  // namespace knotwork::cli
