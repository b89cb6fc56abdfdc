#include "care/session.hpp"

#include <algorithm>
#include <cmath>

namespace knotwork {

using atlas_format::RemedyKind;

// Moments come and go as decimal text and are added up: a hold of 60 s may be short of its end by their rounding.
constexpr double rounding_s = 0.0005;

std::vector<SessionTask> list_tasks(const Atlas& atlas, const Plan& plan) {
    std::vector<SessionTask> out;
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        const PlanItem& item = plan.items[i];
        const RemedyKind kind = kind_of(atlas.remedies()[item.remedy.value]);
        if (kind == RemedyKind::professional) continue;
        SessionTask task;
        task.item = i;
        task.kind = kind == RemedyKind::stretch    ? TaskKind::stretch
                    : kind == RemedyKind::exercise ? TaskKind::exercise
                                                   : TaskKind::point;
        task.hold_least_s = item.dose.hold_least_s;
        task.hold_most_s = item.dose.hold_most_s;
        task.rest_s = item.dose.rest_s;
        task.rounds_least = task.rounds_most = std::max(item.dose.sets, 1u);
        if (kind != RemedyKind::exercise) {
            task.rounds_least = item.dose.repeats_least;
            task.rounds_most = item.dose.repeats_most;
        }
        out.push_back(task);
    }
    return out;
}

GuidedSession::GuidedSession(std::vector<SessionTask> tasks)
    : tasks_(std::move(tasks)), outcomes_(tasks_.size(), Outcome::not_reached), held_s_(tasks_.size(), 0) {
    for (std::size_t t = 0; t < tasks_.size(); ++t) queue_.push_back(t);
    if (tasks_.empty()) phase_ = Phase::finished;
}

bool GuidedSession::is_timed() const {
    return phase_ == Phase::rest || phase_ == Phase::hold || (phase_ == Phase::work && task().hold_most_s > 0);
}

double GuidedSession::duration() const { return phase_ == Phase::rest ? task().rest_s : task().hold_most_s; }

void GuidedSession::enter(Phase phase) {
    phase_ = phase;
    elapsed_s_ = 0;
}

void GuidedSession::advance(double now_s) {
    const double passed = last_s_ ? std::max(0.0, now_s - *last_s_) : 0;
    last_s_ = last_s_ ? std::max(*last_s_, now_s) : now_s;
    if (paused_ || is_finished()) return;
    elapsed_s_ += passed;
    // What is left over when a phase ends belongs to the next.
    while (is_timed() && elapsed_s_ >= duration() - rounding_s) {
        const double over = std::max(0.0, elapsed_s_ - duration());
        if (phase_ == Phase::rest)
            next_round();
        else
            end_hold();
        elapsed_s_ = over;
    }
}

// A hold or a set that is over: a point is asked about, the others rest or are done.
void GuidedSession::end_hold() {
    held_s_[queue_[place_]] += duration();
    if (task().kind == TaskKind::point)
        enter(Phase::ask);
    else if (round_ < task().rounds_least)
        enter(Phase::rest);
    else
        end_task(Outcome::done);
}

void GuidedSession::next_round() {
    ++round_;
    enter(task().kind == TaskKind::exercise ? Phase::work : Phase::hold);
}

void GuidedSession::end_task(Outcome outcome) {
    outcomes_[queue_[place_]] = outcome;
    next_task();
}

// A point that does not ease is left; it comes back once, after the others.
void GuidedSession::leave_point() {
    const std::size_t left = queue_[place_];
    const bool is_second = place_ >= tasks_.size();
    if (!is_second) queue_.push_back(left);
    end_task(Outcome::left);
}

void GuidedSession::next_task() {
    ++place_;
    round_ = grown_ = 0;
    if (place_ < queue_.size()) return enter(Phase::ready);
    place_ = queue_.size() - 1;
    enter(Phase::after_pain);
}

bool GuidedSession::answer(Act act) {
    const bool holds = phase_ == Phase::hold || (phase_ == Phase::work && is_timed());
    switch (act) {
        case Act::go:
            if (phase_ == Phase::before || phase_ == Phase::after_pain) {  // without a number
                enter(phase_ == Phase::before ? Phase::ready : Phase::after_movement);
                return true;
            }
            if (phase_ == Phase::ready || phase_ == Phase::rest) {
                next_round();
                return true;
            }
            if (phase_ == Phase::work && !is_timed()) {  // the repeats are done
                if (round_ < task().rounds_least)
                    enter(Phase::rest);
                else
                    end_task(Outcome::done);
                return true;
            }
            return false;
        case Act::less:
            if (phase_ == Phase::hold && task().kind == TaskKind::point) {
                if (elapsed_s_ < task().hold_least_s) return true;  // go on a little
                held_s_[queue_[place_]] += elapsed_s_;
                enter(Phase::ask);
            }
            if (phase_ != Phase::ask) return false;
            if (round_ < task().rounds_least)
                enter(Phase::rest);
            else
                end_task(Outcome::eased);
            return true;
        case Act::same:
            if (phase_ == Phase::after_movement) {
                movement_ = Verdict::no_change;
                enter(Phase::finished);
                return true;
            }
            if (phase_ == Phase::hold) return true;
            if (phase_ != Phase::ask) return false;
            if (round_ < task().rounds_most)
                enter(Phase::rest);
            else
                leave_point();
            return true;
        case Act::more:
            if (phase_ != Phase::ask && !(phase_ == Phase::hold && task().kind == TaskKind::point)) return false;
            if (++grown_ >= 2)
                end_task(Outcome::worse);
            else if (phase_ == Phase::ask)
                enter(Phase::rest);
            return true;
        case Act::stop:
            if (!holds && phase_ != Phase::ask && phase_ != Phase::rest && phase_ != Phase::work) return false;
            end_task(Outcome::stopped);
            return true;
        case Act::better:
        case Act::worse:
            if (phase_ != Phase::after_movement) return false;
            movement_ = act == Act::better ? Verdict::better : Verdict::worse;
            enter(Phase::finished);
            return true;
        case Act::skip:
            if (phase_ == Phase::before)
                enter(Phase::ready);
            else if (phase_ == Phase::after_pain)
                enter(Phase::after_movement);
            else if (phase_ == Phase::after_movement)
                enter(Phase::finished);
            else
                end_task(outcomes_[queue_[place_]] == Outcome::left ? Outcome::left : Outcome::skipped);
            return true;
        case Act::quit:
            quit_ = true;
            enter(Phase::finished);
            return true;
        case Act::pain:
        case Act::pause:
        case Act::resume: break;
    }
    return false;
}

bool GuidedSession::act(Act act, double now_s, double value) {
    advance(now_s);
    if (is_finished()) return false;
    bool is_meant = false;
    if (act == Act::pause || act == Act::resume) {
        is_meant = paused_ != (act == Act::pause);
        paused_ = act == Act::pause;
    } else if (act == Act::pain) {
        if (!(value >= 0 && value <= 10)) return false;
        is_meant = true;
        if (phase_ == Phase::before) {
            pain_before_ = value;
            enter(Phase::ready);
        } else if (phase_ == Phase::after_pain) {
            pain_after_ = value;
            enter(Phase::after_movement);
        } else if (phase_ == Phase::hold || phase_ == Phase::ask || phase_ == Phase::work) {
            if (value > most_pain) end_task(Outcome::too_painful);
        } else {
            is_meant = false;
        }
    } else if (!paused_ || act == Act::quit) {
        is_meant = answer(act);
    }
    if (is_meant) events_.push_back({last_s(), act, value});
    return is_meant;
}

SessionView GuidedSession::view() const {
    SessionView out;
    out.phase = phase_;
    out.is_paused = paused_;
    out.elapsed_s = elapsed_s_;
    if (tasks_.empty()) return out;
    out.task = queue_[place_];
    out.round = round_;
    out.is_return = place_ >= tasks_.size();
    out.press_less = grown_ > 0;
    if (is_finished()) return out;
    if (is_timed()) out.remaining_s = std::max(0.0, duration() - elapsed_s_);
    if (phase_ == Phase::hold) {
        out.may_end = elapsed_s_ >= task().hold_least_s;
        out.breathe_in = std::fmod(elapsed_s_, breath_in_s + breath_out_s) < breath_in_s;
    }
    return out;
}

Verdict GuidedSession::verdict() const {
    if (pain_before_ && pain_after_) {
        const double change = *pain_before_ - *pain_after_;
        const double clear = std::min(clear_change, std::max(1.0, clear_share * *pain_before_));
        if (change >= clear) return Verdict::better;
        if (change <= -clear_change) return Verdict::worse;
    }
    if (movement_) return *movement_;
    return pain_before_ && pain_after_ ? Verdict::no_change : Verdict::unknown;
}

GuidedSession replay(std::vector<SessionTask> tasks, std::span<const SessionEvent> events) {
    GuidedSession session(std::move(tasks));
    for (const SessionEvent& event : events) session.act(event.act, event.at_s, event.value);
    return session;
}

}  // namespace knotwork
