#include "exchange/calendar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "engine/words.hpp"
#include "exchange/clean_text.hpp"

namespace knotwork {
namespace {

constexpr unsigned days = 7;
constexpr double ready_s = 60;  // to get into place, for each item (a judgement)
constexpr double repeat_s = 4;  // one repeat of an exercise that is not held (a judgement)
constexpr unsigned step_min = 5;

// Whether something done so many days a week is done on the day so long after the first one.
bool is_done(std::uint32_t days_a_week, unsigned offset) {
    const std::uint32_t n = std::clamp(days_a_week, 1u, days);
    for (std::uint32_t k = 0; k < n; ++k)
        if (k * days / n == offset) return true;
    return false;
}

double estimate_s(const SessionTask& task, const Dose& dose) {
    const double rests = (std::max(task.rounds_most, 1u) - 1) * task.rest_s;
    if (task.kind != TaskKind::exercise) return ready_s + task.rounds_most * task.hold_most_s + rests;
    const double one = dose.hold_most_s > 0 ? dose.hold_most_s : repeat_s;
    return ready_s + task.rounds_most * dose.repeats_most * one + rests;
}

std::string name_item(const Atlas& atlas, const PlanItem& item) {
    std::string out(atlas.text(atlas.remedies()[item.remedy.value].name));
    if (item.side) out.append(" (").append(name(*item.side)).append(")");
    return out;
}

// A step up to its first full stop or semicolon: who does it knows the rest from the plan.
std::string_view shorten(std::string_view step) {
    const std::size_t end = std::min({step.find(". "), step.find("; "), step.find(": ")});
    return step.substr(0, end);
}

std::string describe(const Atlas& atlas, const CasePlan& plan, const DayGroup& group) {
    std::string out;
    for (const std::size_t i : group.items) {
        const PlanItem& item = plan.plan.items[i];
        out += name_item(atlas, item) + ": " + format_dose(atlas, item) + ".\n";
        for (const Atlas::Text step : atlas.names(atlas.remedies()[item.remedy.value].steps))
            out.append("- ").append(shorten(atlas.text(step))).append("\n");
        if (!item.note.empty()) out += "- " + item.note + "\n";
        out += "\n";
    }
    for (const ContraindicationId rule : plan.plan.cautions)
        out.append(atlas.text(atlas.contraindications()[rule.value].say)).append("\n");
    out += "Stop where pain rises above " + std::to_string(std::lround(most_pain)) +
           " of 10, or where it tingles or goes numb.";
    return clean_text(out);
}

class EventList {
  public:
    EventList(const Atlas& atlas, const CasePlan& plan, const CalendarOptions& options)
        : atlas_(atlas), plan_(plan), options_(options) {}

    void add_group(const DayGroup& group) {
        const Date begin = add_days(plan_.start, static_cast<int>(group.offsets.front()));
        if (begin > plan_.review) return;
        std::string title, what = std::to_string(group.time);
        for (const std::size_t i : group.items) {
            const PlanItem& item = plan_.plan.items[i];
            title += (title.empty() ? "Knotwork: " : "; ") +
                     within_sentence(atlas_.text(atlas_.remedies()[item.remedy.value].name));
            what += "/" + item.id;
        }
        CalendarEvent event = begin_event(what, std::move(title), describe(atlas_, plan_, group));
        event.date = begin;
        event.time = options_.times[group.time];
        event.minutes = group.minutes;
        for (const unsigned offset : group.offsets)
            event.weekdays.push_back(find_weekday(add_days(plan_.start, static_cast<int>(offset))));
        event.until = plan_.review;
        event.alarm_minutes = options_.alarm_minutes;
        events_.push_back(std::move(event));
    }

    void add_review() {
        std::string words = "Look at the plan again: ask and paint anew, and see whether it still fits.";
        if (plan_.plan.reassessment) {
            const Atlas::Reassessment& movement = atlas_.reassessments()[*plan_.plan.reassessment];
            words.append("\n").append(atlas_.text(movement.name)).append(": ").append(atlas_.text(movement.movement));
            words.append(" Better means: ").append(atlas_.text(movement.better));
        }
        CalendarEvent event = begin_event("review", "Knotwork: review of the plan", clean_text(words));
        event.date = plan_.review;
        events_.push_back(std::move(event));
    }

    std::vector<CalendarEvent> take() { return std::move(events_); }

  private:
    CalendarEvent begin_event(const std::string& what, std::string title, std::string description) const {
        const std::string key = options_.plan_id + "/" + format_date(plan_.start) + "/" + what;
        CalendarEvent event;
        event.uid = compute_hash(std::as_bytes(std::span(key))) + "@knotwork.example";
        event.title = std::move(title);
        event.description = std::move(description);
        return event;
    }

    static unsigned find_weekday(Date date) {
        constexpr Date sunday{2000, 1, 2};
        const int past = count_days(sunday, date) % static_cast<int>(days);
        return static_cast<unsigned>(past + static_cast<int>(days)) % days;
    }

    const Atlas& atlas_;
    const CasePlan& plan_;
    const CalendarOptions& options_;
    std::vector<CalendarEvent> events_;
};

}  // namespace

std::vector<DayGroup> group_days(const Atlas& atlas, const Plan& plan, std::size_t times) {
    const std::vector<SessionTask> tasks = list_tasks(atlas, plan);
    std::vector<DayGroup> out;
    for (std::size_t time = 0; time < times; ++time) {
        std::map<std::vector<std::size_t>, std::size_t> known;  // group by its items
        for (unsigned offset = 0; offset < days; ++offset) {
            DayGroup group{{offset}, {}, time, 0};
            double seconds = 0;
            for (const SessionTask& task : tasks) {
                const Dose& dose = plan.items[task.item].dose;
                if (!is_done(dose.days_a_week, offset) || std::max(dose.day_least, 1u) <= time) continue;
                group.items.push_back(task.item);
                seconds += estimate_s(task, dose);
            }
            if (group.items.empty()) continue;
            const auto [place, is_new] = known.emplace(group.items, out.size());
            if (is_new) {
                group.minutes = static_cast<unsigned>(std::ceil(seconds / 60 / step_min)) * step_min;
                out.push_back(std::move(group));
            } else {
                out[place->second].offsets.push_back(offset);
            }
        }
    }
    return out;
}

Result<std::vector<CalendarEvent>> list_events(const Atlas& atlas, const CasePlan& plan,
                                               const CalendarOptions& options) {
    if (plan.refusal != PlanRefusal::none)
        return fail(ErrorCode::missing, "plan",
                    "there is none to put into a calendar (" + std::string(name(plan.refusal)) + ")");
    for (std::size_t i = 0; i < options.times.size(); ++i)
        if (options.times[i].hour > 23 || options.times[i].minute > 59)
            return fail(ErrorCode::out_of_range, "times[" + std::to_string(i) + "]", "there is no such time");
    constexpr unsigned most_alarm = 24 * 60;
    if (options.alarm_minutes.value_or(0) > most_alarm)
        return fail(ErrorCode::out_of_range, "alarm_minutes", "must be from 0 to 1440");
    EventList events(atlas, plan, options);
    for (const DayGroup& group : group_days(atlas, plan.plan, options.times.size())) events.add_group(group);
    events.add_review();
    return events.take();
}

Result<std::string> build_calendar(const Atlas& atlas, const CasePlan& plan, const CalendarOptions& options) {
    const Result<std::vector<CalendarEvent>> events = list_events(atlas, plan, options);
    if (!events) return tl::unexpected(events.error());
    return format_calendar(*events, options.now);
}

}  // namespace knotwork
