// knotwork evaluate: how good the answers are, measured on simulated people; writes the page docs/accuracy.md and, with
// --interview, docs/accuracy-interview.md; with --courses, the figures in docs/progress.md.
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include "commands.hpp"
#include "engine/source_model.hpp"
#include "files.hpp"
#include "study/accuracy_page.hpp"
#include "study/course_study.hpp"
#include "study/evaluate.hpp"
#include "study/fit.hpp"
#include "study/interview_page.hpp"

namespace knotwork::cli {
namespace {

// Prints the parameters as they improve; the last are the answer.
int run_fit(const Atlas& atlas, const study::ModelBuilder& build, const study::EvaluateOptions& options) {
    const study::People people(atlas);
    std::vector<study::Person> persons(options.people);
    study::run_parallel(options.people, options.threads,
                        [&](std::uint32_t p, unsigned) { persons[p] = people.make_person(options.seed, p); });
    const auto start = infer::fitted_parameters();
    study::fit_parameters(study::make_loss(build, persons, options.threads), {start.begin(), start.end()},
                          [](const study::FitResult& fit) {
                              fmt::print("log score {:.4f} after {} passes\n", fit.log_loss, fit.passes);
                              for (const infer::Parameters& kind : fit.kinds)
                                  fmt::print("    {}\n", study::format_parameters(kind));
                              std::fflush(stdout);
                          });
    return exit_fine;
}

enum class What : std::uint8_t { drawings, interviews, fit };

int run_interviews(const Session& session, const Atlas& atlas, const study::ModelBuilder& build,
                   const study::EvaluateOptions& options) {
    study::InterviewStudyOptions asked;
    asked.seed = options.seed;
    asked.people = options.people;
    asked.threads = options.threads;
    const auto interviews = study::study_interviews(atlas, build, asked);
    if (!interviews) return report(session, interviews.error());
    study::TriageStudyOptions triaged;
    triaged.seed = options.seed;
    triaged.threads = options.threads;
    const auto triage = study::study_triage(atlas, study::People(atlas), triaged);
    if (!triage) return report(session, triage.error());
    fmt::print("{}", study::render_interview_page(*interviews, *triage));
    return exit_fine;
}

int run_evaluate(const Session& session, const study::EvaluateOptions& options, What what) {
    const auto loaded = load_engine_of(session);
    if (!loaded) return report(session, loaded.error());
    const Atlas& atlas = loaded->engine.atlas();
    const auto build = [&](std::span<const infer::Parameters> kinds) { return build_models(atlas, kinds); };
    if (what == What::fit) return run_fit(atlas, build, options);
    if (what == What::interviews) return run_interviews(session, atlas, build, options);
    const auto accuracy = study::evaluate(atlas, build, options);
    if (!accuracy) return report(session, accuracy.error());
    fmt::print("{}", study::render_accuracy_page(*accuracy));
    return exit_fine;
}

// Needs no atlas.
int run_courses(const study::EvaluateOptions& options, std::uint32_t courses) {
    study::CourseStudyOptions studied;
    studied.seed = options.seed;
    studied.courses = courses;
    studied.threads = options.threads;
    fmt::print("{}", study::render_course_figures(study::study_courses(studied)));
    return exit_fine;
}

}  // namespace

void add_evaluate(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("evaluate", "Measure the answers on simulated people");
    const auto options = std::make_shared<study::EvaluateOptions>();
    const auto fit = std::make_shared<bool>(false), interview = std::make_shared<bool>(false);
    options->threads = std::max(1u, std::thread::hardware_concurrency());
    command->add_option("--seed", options->seed, "Seed of the simulated people")->type_name("N");
    command->add_option("--people", options->people, "Simulate so many")
        ->check(CLI::Range(1u, 1'000'000u))
        ->type_name("N");
    command->add_option("--threads", options->threads, "Use so many threads (as many as there are cores)")
        ->check(CLI::Range(1u, 256u))
        ->type_name("N");
    CLI::Option* measured =
        command->add_flag("--interview", *interview, "Measure the interview and the danger rules instead");
    const auto courses = std::make_shared<std::uint32_t>(0);
    CLI::Option* followed =
        command
            ->add_option("--courses", *courses,
                         "Measure the progress signs on so many courses for each noise and way of logging instead")
            ->check(CLI::Range(1u, 1'000'000u))
            ->type_name("N")
            ->excludes(measured);
    command->add_flag("--fit", *fit, "Fit the numbers of the model to these people instead, and print them")
        ->excludes(measured)
        ->excludes(followed);
    add_atlas_option(*command, session);
    command->callback([&session, options, fit, interview, courses] {
        if (*courses > 0) {
            session.run = [options, courses] { return run_courses(*options, *courses); };
            return;
        }
        const What what = *fit ? What::fit : *interview ? What::interviews : What::drawings;
        session.run = [&session, options, what] { return run_evaluate(session, *options, what); };
    });
}

}  // namespace knotwork::cli
