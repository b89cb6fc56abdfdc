#include "report/calendar.hpp"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <span>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "engine/words.hpp"
#include "report/clean_text.hpp"

namespace knotwork {
namespace {

constexpr unsigned days = 7;
constexpr double ready_s = 60;  // to get into place, for each item (a judgement)
constexpr double repeat_s = 4;  // one repeat of an exercise that is not held (a judgement)
constexpr unsigned step_min = 5;
constexpr std::string_view product = "-//Knotwork//Knotwork 0.1//EN";

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

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

icaltimetype to_ical(Date date) {
    icaltimetype out = icaltime_null_time();
    out.year = date.year;
    out.month = static_cast<int>(date.month);
    out.day = static_cast<int>(date.day);
    out.is_date = 1;
    return out;
}

icaltimetype to_ical(Date date, unsigned hour, unsigned minute, unsigned second = 0) {
    icaltimetype out = to_ical(date);
    out.is_date = 0;
    out.hour = static_cast<int>(hour);
    out.minute = static_cast<int>(minute);
    out.second = static_cast<int>(second);
    return out;
}

// In UTC.
icaltimetype to_ical(const Moment& moment) {
    const Moment utc{moment.seconds, 0};
    constexpr std::int64_t day_s = 86'400;
    const auto within = static_cast<unsigned>(((utc.seconds % day_s) + day_s) % day_s);
    icaltimetype out = to_ical(utc.date(), within / 3600, within / 60 % 60, within % 60);
    out.zone = icaltimezone_get_utc_timezone();
    return out;
}

icalrecurrencetype_weekday to_weekday(Date date) {
    return static_cast<icalrecurrencetype_weekday>(icaltime_day_of_week(to_ical(date)));
}

std::string name_item(const Atlas& atlas, const PlanItem& item) {
    std::string out(atlas.text(atlas.remedies()[item.remedy.value].name));
    if (item.side) out += fmt::format(" ({})", name(*item.side));
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
        out += fmt::format("{}: {}.\n", name_item(atlas, item), format_dose(atlas, item));
        for (const Atlas::Text step : atlas.names(atlas.remedies()[item.remedy.value].steps))
            out += fmt::format("- {}\n", shorten(atlas.text(step)));
        if (!item.note.empty()) out += fmt::format("- {}\n", item.note);
        out += "\n";
    }
    for (const ContraindicationId rule : plan.plan.cautions)
        out += fmt::format("{}\n", atlas.text(atlas.contraindications()[rule.value].say));
    out += fmt::format("Stop where pain rises above {} of 10, or where it tingles or goes numb.", most_pain);
    return clean_text(out);
}

class CalendarBuilder {
  public:
    CalendarBuilder(const Atlas& atlas, const CasePlan& plan, const CalendarOptions& options)
        : atlas_(atlas), plan_(plan), options_(options), calendar_(icalcomponent_new(ICAL_VCALENDAR_COMPONENT)) {
        icalcomponent_add_property(calendar_.get(), icalproperty_new_version("2.0"));
        icalcomponent_add_property(calendar_.get(), icalproperty_new_prodid(std::string(product).c_str()));
        icalcomponent_add_property(calendar_.get(), icalproperty_new_calscale("GREGORIAN"));
    }

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
        const TimeOfDay time = options_.times[group.time];
        icalcomponent* event = add_event(what, title, describe(atlas_, plan_, group));
        const icaltimetype start = to_ical(begin, time.hour, time.minute);
        icalcomponent_add_property(event, icalproperty_new_dtstart(start));
        icalcomponent_add_property(
            event, icalproperty_new_duration(icaldurationtype_from_int(static_cast<int>(group.minutes) * 60)));
        icalrecurrencetype rule;
        icalrecurrencetype_clear(&rule);
        rule.freq = ICAL_WEEKLY_RECURRENCE;
        rule.until = to_ical(plan_.review, 23, 59, 59);
        for (std::size_t d = 0; d < group.offsets.size(); ++d)
            rule.by_day[d] = static_cast<short>(to_weekday(add_days(plan_.start, static_cast<int>(group.offsets[d]))));
        icalcomponent_add_property(event, icalproperty_new_rrule(rule));
        if (options_.alarm_minutes) add_alarm(event, title);
    }

    void add_review() {
        std::string words = "Look at the plan again: ask and paint anew, and see whether it still fits.";
        if (plan_.plan.reassessment) {
            const Atlas::Reassessment& movement = atlas_.reassessments()[*plan_.plan.reassessment];
            words += fmt::format("\n{}: {} Better means: {}", atlas_.text(movement.name),
                                 atlas_.text(movement.movement), atlas_.text(movement.better));
        }
        icalcomponent* event = add_event("review", "Knotwork: review of the plan", clean_text(words));
        icalcomponent_add_property(event, icalproperty_new_dtstart(to_ical(plan_.review)));
        icalcomponent_add_property(event, icalproperty_new_dtend(to_ical(add_days(plan_.review, 1))));
        icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    }

    std::string format() const {
        const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar_.get()),
                                                          icalmemory_free_buffer);
        return text.get();
    }

  private:
    // Owned by the calendar.
    icalcomponent* add_event(const std::string& what, const std::string& title, const std::string& description) {
        icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
        icalcomponent_add_component(calendar_.get(), event);
        const std::string key = options_.plan_id + "/" + format_date(plan_.start) + "/" + what;
        const std::string uid = compute_hash(std::as_bytes(std::span(key))) + "@knotwork.example";
        icalcomponent_add_property(event, icalproperty_new_uid(uid.c_str()));
        icalcomponent_add_property(event, icalproperty_new_dtstamp(to_ical(options_.now)));
        icalcomponent_add_property(event, icalproperty_new_summary(title.c_str()));
        icalcomponent_add_property(event, icalproperty_new_description(description.c_str()));
        return event;
    }

    void add_alarm(icalcomponent* event, const std::string& title) {
        icalcomponent* alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
        icalcomponent_add_component(event, alarm);
        icaltriggertype trigger = icaltriggertype_from_int(-static_cast<int>(*options_.alarm_minutes) * 60);
        icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
        icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
        icalcomponent_add_property(alarm, icalproperty_new_description(title.c_str()));
    }

    const Atlas& atlas_;
    const CasePlan& plan_;
    const CalendarOptions& options_;
    Component calendar_;
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

Result<std::string> build_calendar(const Atlas& atlas, const CasePlan& plan, const CalendarOptions& options) {
    if (plan.refusal != PlanRefusal::none)
        return fail(ErrorCode::missing, "plan",
                    fmt::format("there is none to put into a calendar ({})", name(plan.refusal)));
    for (std::size_t i = 0; i < options.times.size(); ++i)
        if (options.times[i].hour > 23 || options.times[i].minute > 59)
            return fail(ErrorCode::out_of_range, fmt::format("times[{}]", i), "there is no such time");
    constexpr unsigned most_alarm = 24 * 60;
    if (options.alarm_minutes.value_or(0) > most_alarm)
        return fail(ErrorCode::out_of_range, "alarm_minutes", "must be from 0 to 1440");
    CalendarBuilder builder(atlas, plan, options);
    for (const DayGroup& group : group_days(atlas, plan.plan, options.times.size())) builder.add_group(group);
    builder.add_review();
    return builder.format();
}

}  // namespace knotwork
