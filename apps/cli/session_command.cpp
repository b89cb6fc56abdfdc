// knotwork session: a plan done step by step, with a countdown.
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "commands.hpp"
#include "journal_entries.hpp"
#include "plan_input.hpp"
#include "plan_text.hpp"
#include "terminal.hpp"

namespace knotwork::cli {
namespace {

struct Arguments {
    PlanArguments plan;
    std::string log;
    double speed = 1;
};

constexpr int poll_ms = 100;
constexpr std::size_t most_log_bytes = 4u << 20;

// Lines of the standard input as they come, without waiting longer than asked.
class Keyboard {
  public:
    // A line, if one is there within `wait_ms`.
    std::optional<std::string> read(int wait_ms) {
        for (;;) {
            if (const std::size_t end = text_.find('\n'); end != std::string::npos) {
                std::string line = text_.substr(0, end);
                text_.erase(0, end + 1);
                return line;
            }
            if (ended_) return std::nullopt;
            pollfd waited{fileno(stdin), POLLIN, 0};
            if (poll(&waited, 1, wait_ms) <= 0) return std::nullopt;
            char buffer[256];
            const ssize_t count = ::read(fileno(stdin), buffer, sizeof buffer);
            if (count <= 0) {
                ended_ = true;
                if (!text_.empty()) text_ += '\n';
            } else {
                text_.append(buffer, static_cast<std::size_t>(count));
            }
        }
    }
    bool has_ended() const { return ended_ && text_.empty(); }

  private:
    std::string text_;
    bool ended_ = false;
};

class Guide {
  public:
    Guide(const Engine& engine, const CasePlan& plan, GuidedSession session, const Arguments& arguments)
        : engine_(engine),
          plan_(plan),
          session_(std::move(session)),
          arguments_(arguments),
          colours_(find_colours(stdout)),
          live_(is_terminal(stdout)),
          begun_(std::chrono::steady_clock::now()),
          offset_s_(session_.last_s()) {}

    Result<void> run() {
        if (session_.events().empty()) say(format_before(engine_.atlas(), plan_.plan, colours_) + "\n");
        session_.advance(now());
        while (!session_.is_finished()) {
            show();
            const bool is_timed = session_.view().remaining_s > 0 && !session_.view().is_paused;
            const int wait =
                is_timed ? std::max(1, static_cast<int>(poll_ms / std::max(1.0, arguments_.speed))) : poll_ms;
            if (const auto line = keyboard_.read(wait))
                hear(*line);
            else if (keyboard_.has_ended() && !is_timed)
                hear("q");
            session_.advance(now());
            if (session_.events().size() != saved_)
                if (auto kept = keep(); !kept) return kept;
        }
        finish();
        return keep();
    }

    bool is_done() const { return session_.is_finished() && !session_.was_quit(); }
    std::string log() const { return format_session(engine_.atlas(), plan_.plan, session_); }

  private:
    double now() const {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun_;
        return std::round((offset_s_ + passed.count() * arguments_.speed) * 1000) / 1000;
    }
    Result<void> keep() {
        saved_ = session_.events().size();
        if (arguments_.log.empty()) return {};
        const std::string text = log() + "\n";
        return replace_file(arguments_.log, std::as_bytes(std::span(text)));
    }
    const PlanItem& item_of(std::size_t task) const { return plan_.plan.items[session_.tasks()[task].item]; }

    void say(const std::string& text) {
        if (text.empty()) return;
        if (live_ && counting_) fmt::print("\r\033[K");
        counting_ = false;
        fmt::print("{}{}", prompted_ && !is_terminal(stdin) ? "\n" : "", text);
        prompted_ = text.ends_with("> ");
        std::fflush(stdout);
    }

    // What has changed since it was last shown; on a terminal the countdown as well.
    void show() {
        const SessionView view = session_.view();
        const bool is_new = !shown_ || shown_->phase != view.phase || shown_->task != view.task ||
                            shown_->round != view.round || shown_->is_paused != view.is_paused ||
                            shown_->press_less != view.press_less;
        if (is_new) say(describe(view));
        const bool eases = view.phase == Phase::hold && view.may_end && !(shown_ && shown_->may_end);
        if (eases && !is_new && session_.tasks()[view.task].kind == TaskKind::point)
            say("  Long enough, if it has eased: l ends it.\n");
        shown_ = view;
        if (live_ && view.remaining_s > 0 && !view.is_paused) {
            const std::string_view breath = view.phase != Phase::hold ? ""
                                            : view.breathe_in         ? "   breathe in"
                                                                      : "   breathe out";
            std::string line = fmt::format("  {:>4.0f} s{}", std::ceil(view.remaining_s), breath);
            if (counting_ && line == countdown_) return;  // what is typed meanwhile stays
            countdown_ = std::move(line);
            fmt::print("\r\033[K{}", countdown_);
            std::fflush(stdout);
            counting_ = true;
        }
    }

    std::string describe(const SessionView& view) {
        if (view.is_paused) return "  Paused: r goes on, q ends for now.\n";
        const auto& atlas = engine_.atlas();
        switch (view.phase) {
            case Phase::before: {
                std::string out;
                if (plan_.plan.reassessment)
                    out += wrap(atlas.text(atlas.reassessments()[*plan_.plan.reassessment].movement),
                                "First try this: ", "  ");
                return out + "How much does it hurt, 0 to 10? (Enter leaves it out) > ";
            }
            case Phase::ready: {
                const PlanItem& item = item_of(view.task);
                std::string out = "\n";
                if (view.is_return) out += wrap("Back to the point that did not ease.", "");
                out += format_item_steps(atlas, item, view.task + 1, colours_);
                return out + "Enter when you are in position (n skips it, q ends for now) > ";
            }
            case Phase::hold: {
                if (view.press_less) return "  Lean less, or move a little; m again ends it.\n";
                const bool is_point = session_.tasks()[view.task].kind == TaskKind::point;
                return fmt::format(
                    "  Hold {} of {}, {:.0f} s. Breathe slowly.{}\n", view.round,
                    session_.tasks()[view.task].rounds_most, view.remaining_s,
                    is_point ? " l less, m more, x stop, p pause, or how bad, 0 to 10" : " x stop, p pause");
            }
            case Phase::ask: return "Is it less (l), the same (s) or more (m)? > ";
            case Phase::rest: return fmt::format("  Rest, {:.0f} s. Enter goes on.\n", view.remaining_s);
            case Phase::work: {
                const SessionTask& task = session_.tasks()[view.task];
                const PlanItem& item = item_of(view.task);
                if (task.hold_most_s > 0)
                    return fmt::format("  Set {} of {}: hold {:.0f} s. x stop, p pause\n", view.round, task.rounds_most,
                                       view.remaining_s);
                return fmt::format("  Set {} of {}: {} times, slowly. Enter when done, x stop, or how bad, 0 to 10 > ",
                                   view.round, task.rounds_most, item.dose.repeats_most);
            }
            case Phase::after_pain: {
                std::string out = "\n";
                if (plan_.plan.reassessment)
                    out += wrap(atlas.text(atlas.reassessments()[*plan_.plan.reassessment].movement),
                                "Now try it again: ", "  ");
                return out + "How much does it hurt now, 0 to 10? (Enter leaves it out) > ";
            }
            case Phase::after_movement: return "Does it go better (b), the same (s) or worse (w)? > ";
            case Phase::finished: break;
        }
        return "";
    }

    void hear(const std::string& line) {
        const std::size_t begin = line.find_first_not_of(" \t\r");
        const std::string word =
            begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
        const double at = now();
        bool is_meant = false;
        if (word.empty()) {
            is_meant = session_.act(Act::go, at);
        } else if (word.find_first_not_of("0123456789.") == std::string::npos) {
            char* end = nullptr;
            const double value = std::strtod(word.c_str(), &end);
            is_meant = *end == '\0' && session_.act(Act::pain, at, value);
        } else {
            constexpr std::pair<char, Act> keys[] = {
                {'l', Act::less},  {'s', Act::same},  {'m', Act::more},   {'x', Act::stop}, {'b', Act::better},
                {'w', Act::worse}, {'p', Act::pause}, {'r', Act::resume}, {'n', Act::skip}, {'q', Act::quit}};
            for (const auto& [key, act] : keys)
                if (word[0] == key) is_meant = session_.act(act, at);
        }
        if (!is_meant)
            say("  That means nothing here: l less, s same, m more, x stop, n skip, p pause, q ends for now.\n");
        else if (session_.view().phase == Phase::hold && shown_ && shown_->phase == Phase::hold)
            say(word[0] == 'l' ? "  Good. Hold on a little longer.\n" : "");
    }

    void finish() {
        if (session_.was_quit()) {
            say(wrap(arguments_.log.empty() ? "Ended for now."
                                            : fmt::format("Ended for now. Go on with: knotwork session {} --log {}",
                                                          arguments_.plan.file, arguments_.log),
                     "\n"));
            return;
        }
        std::string out = fmt::format("\n{}Done{}\n", colours_.bold, colours_.plain);
        for (std::size_t t = 0; t < session_.tasks().size(); ++t)
            out += wrap(
                fmt::format("{}: {}", engine_.atlas().text(engine_.atlas().remedies()[item_of(t).remedy.value].name),
                            tell(session_.outcomes()[t])),
                "  - ", "    ");
        if (session_.pain_before() && session_.pain_after())
            out +=
                fmt::format("  Pain {:.0f} before, {:.0f} after.\n", *session_.pain_before(), *session_.pain_after());
        switch (session_.verdict()) {
            case Verdict::better:
                out += wrap("Better: this looks like the right spot. Do the same again as the plan says.", "  ");
                break;
            case Verdict::no_change:
                out += wrap(
                    "No clear change. One session often shows none; if it is so after three, try another point, or "
                    "answer the questions again.",
                    "  ");
                break;
            case Verdict::worse:
                out += wrap(
                    "Worse: rest tomorrow, use warmth if that feels good, and begin again more gently. If it stays "
                    "worse, let somebody look at it.",
                    "  ");
                break;
            case Verdict::unknown: break;
        }
        say(out);
    }

    static std::string_view tell(Outcome outcome) {
        switch (outcome) {
            case Outcome::not_reached: return "not reached";
            case Outcome::done: return "done";
            case Outcome::eased: return "it eased";
            case Outcome::left: return "left, it did not ease";
            case Outcome::worse: return "ended, it grew";
            case Outcome::too_painful: return "ended, pain above 7 of 10: press less next time, or see somebody";
            case Outcome::stopped: return "stopped";
            case Outcome::skipped: return "skipped";
        }
        return "";
    }

    const Engine& engine_;
    const CasePlan& plan_;
    GuidedSession session_;
    const Arguments& arguments_;
    const Colours colours_;
    const bool live_;
    const std::chrono::steady_clock::time_point begun_;
    const double offset_s_;
    Keyboard keyboard_;
    std::optional<SessionView> shown_;
    bool counting_ = false, prompted_ = false;  // the last line is a countdown, or waits for an answer
    std::string countdown_;
    std::size_t saved_ = 0;
};

Result<GuidedSession> begin(const Engine& engine, const CasePlan& plan, const std::string& log) {
    if (log.empty() || !std::filesystem::exists(log)) return GuidedSession(list_tasks(engine.atlas(), plan.plan));
    const Result<std::string> text = read_text(log, most_log_bytes);
    if (!text) return tl::unexpected(text.error());
    Result<GuidedSession> session = resume_session(engine, plan.plan, *text);
    if (session) return session;
    Error error = session.error();
    error.where = log + (error.where.empty() ? "" : ": " + error.where);
    return tl::unexpected(error);
}

int run_session(const Session& session, const Arguments& arguments) {
    const Result<LoadedPlan> made = load_plan(session, arguments.plan);
    if (!made) return report(session, made.error());
    const Engine& engine = made->loaded.engine;
    if (made->plan.refusal != PlanRefusal::none || list_tasks(engine.atlas(), made->plan.plan).empty()) {
        fmt::print("{}", format_plan_text(engine, made->known, made->plan, find_colours(stdout)));
        return made->plan.refusal == PlanRefusal::emergency ? exit_emergency : exit_fine;
    }
    Result<GuidedSession> guided = begin(engine, made->plan, arguments.log);
    if (!guided) return report(session, guided.error());
    if (guided->is_finished()) {
        fmt::print("This session is done; name another file with --log to begin a new one.\n");
        return exit_fine;
    }
    Guide guide(engine, made->plan, std::move(*guided), arguments);
    if (const Result<void> done = guide.run(); !done) return report(session, done.error());
    if (arguments.plan.record && guide.is_done())
        if (const auto kept = record_plan(engine, arguments.plan.journal, made->plan, guide.log()); !kept)
            return report(session, kept.error());
    return exit_fine;
}

}  // namespace

void add_session(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("session", "Do the plan of a case step by step, with a countdown");
    const auto arguments = std::make_shared<Arguments>();
    add_plan_options(*command, arguments->plan);
    add_record_options(*command, arguments->plan);
    command->add_option("--log", arguments->log, "Keep the session in this file, and go on with it if it is there")
        ->type_name("FILE");
    command->add_option("--speed", arguments->speed, "Let time pass so many times as fast (1), to try it out")
        ->type_name("N")
        ->check(CLI::Range(1.0, 10000.0));
    add_atlas_option(*command, session);
    command->callback(
        [&session, arguments] { session.run = [&session, arguments] { return run_session(session, *arguments); }; });
}

}  // namespace knotwork::cli
