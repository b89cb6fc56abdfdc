// The guided session: a plan done step by step, with a clock that is handed in.
//
//     GuidedSession session(list_tasks(atlas, plan));
//     session.advance(now);                           // as often as one likes; phases that time ends, end
//     show(session.view());
//     session.act(Act::less, now);                    // false if it means nothing now
//
// How it goes. Pain on one movement is asked first. Of each item: get ready; then of a point, hold until the time is up
// or it eases (not before the least time), and say whether it is less, the same or more; rest; hold again, as often as
// the dose says. A point that does not ease is left, and comes back once after the others; one that gets worse twice,
// or pain above 7 of 10, ends the item. Stretches are held, exercises worked set by set. At the end pain and movement
// are asked again: better means the right spot.
//
// The same events at the same times make the same session, here and in the browser: keep the events, and replay()
// brings a session back where it was. Paused time does not count, and a clock that goes back stands still.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "atlas/atlas.hpp"
#include "care/plan.hpp"

namespace knotwork {

inline constexpr double most_pain = 7;      // of 10: above it an item ends
inline constexpr double breath_in_s = 4;    // pace of breathing during a hold
inline constexpr double breath_out_s = 6;   // (slow, longer out than in: a judgement)
inline constexpr double clear_change = 2;   // of 10 points of pain (Ostelo and others 2008)
inline constexpr double clear_share = 0.3;  // or this share of the first pain (the same)

enum class TaskKind : std::uint8_t { point, stretch, exercise };

struct SessionTask {
    std::size_t item = 0;  // of the plan
    TaskKind kind = TaskKind::point;
    double hold_least_s = 0, hold_most_s = 0;         // hold_most_s 0: repeats are counted by the person
    std::uint32_t rounds_least = 1, rounds_most = 1;  // holds of a point or stretch, sets of an exercise
    double rest_s = 0;
};

// What a person can do alone, in the order of the plan.
std::vector<SessionTask> list_tasks(const Atlas& atlas, const Plan& plan);

enum class Phase : std::uint8_t { before, ready, hold, ask, rest, work, after_pain, after_movement, finished };
constexpr std::string_view name(Phase phase) {
    constexpr std::string_view names[] = {"before", "ready",      "hold",           "ask",     "rest",
                                          "work",   "after-pain", "after-movement", "finished"};
    return names[static_cast<std::size_t>(phase)];
}

enum class Act : std::uint8_t { go, less, same, more, stop, pain, better, worse, pause, resume, skip, quit };
inline constexpr std::string_view act_names[] = {"go",     "less",  "same",  "more",   "stop", "pain",
                                                 "better", "worse", "pause", "resume", "skip", "quit"};
constexpr std::string_view name(Act act) { return act_names[static_cast<std::size_t>(act)]; }

struct SessionEvent {
    double at_s = 0;  // by the clock that was handed in
    Act act = Act::go;
    double value = 0;  // of pain, 0 to 10
};

enum class Outcome : std::uint8_t {
    not_reached,
    done,
    eased,        // a point that became less
    left,         // a point that did not ease, not even the second time
    worse,        // it grew twice
    too_painful,  // above 7 of 10
    stopped,
    skipped
};
constexpr std::string_view name(Outcome outcome) {
    constexpr std::string_view names[] = {"not-reached", "done",        "eased",   "left",
                                          "worse",       "too-painful", "stopped", "skipped"};
    return names[static_cast<std::size_t>(outcome)];
}

// What the two askings say of the session.
enum class Verdict : std::uint8_t { unknown, better, no_change, worse };
constexpr std::string_view name(Verdict verdict) {
    constexpr std::string_view names[] = {"unknown", "better", "no-change", "worse"};
    return names[static_cast<std::size_t>(verdict)];
}

struct SessionView {
    Phase phase = Phase::before;
    std::size_t task = 0;     // of the list; meaningless before and after the tasks
    std::uint32_t round = 0;  // from 1
    bool is_return = false;   // the point was left before
    bool is_paused = false;
    double elapsed_s = 0;     // in this phase
    double remaining_s = 0;   // 0 where the person ends it
    bool may_end = false;     // a hold that has lasted long enough to end once it eases
    bool breathe_in = false;  // during a hold
    bool press_less = false;  // it grew once: lean less
};

class GuidedSession {
  public:
    explicit GuidedSession(std::vector<SessionTask> tasks);

    void advance(double now_s);
    bool act(Act act, double now_s, double value = 0);

    SessionView view() const;
    bool is_finished() const { return phase_ == Phase::finished; }
    bool was_quit() const { return quit_; }
    std::span<const SessionTask> tasks() const { return tasks_; }
    std::span<const Outcome> outcomes() const { return outcomes_; }
    std::span<const double> held_s() const { return held_s_; }  // by task
    std::optional<double> pain_before() const { return pain_before_; }
    std::optional<double> pain_after() const { return pain_after_; }
    Verdict verdict() const;
    std::span<const SessionEvent> events() const { return events_; }
    double last_s() const { return last_s_.value_or(0); }

  private:
    const SessionTask& task() const { return tasks_[queue_[place_]]; }
    bool is_timed() const;
    double duration() const;
    void enter(Phase phase);
    void end_hold();
    void next_round();
    void end_task(Outcome outcome);
    void leave_point();
    void next_task();
    bool answer(Act act);

    std::vector<SessionTask> tasks_;
    std::vector<std::size_t> queue_;  // tasks in the order they are done; those left stand twice
    std::size_t place_ = 0;
    Phase phase_ = Phase::before;
    std::uint32_t round_ = 0, grown_ = 0;
    double elapsed_s_ = 0;
    std::optional<double> last_s_;
    bool paused_ = false, quit_ = false;
    std::vector<Outcome> outcomes_;
    std::vector<double> held_s_;
    std::optional<double> pain_before_, pain_after_;
    std::optional<Verdict> movement_;
    std::vector<SessionEvent> events_;
};

// The session after these events.
GuidedSession replay(std::vector<SessionTask> tasks, std::span<const SessionEvent> events);

}  // namespace knotwork
