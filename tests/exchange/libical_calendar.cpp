#include "exchange/libical_calendar.hpp"

#include <libical/ical.h>

#include <memory>

namespace knotwork::test {
namespace {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

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

void add_event(icalcomponent* calendar, const CalendarEvent& event, const Moment& now) {
    icalcomponent* out = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalcomponent_add_component(calendar, out);
    const auto add = [out](icalproperty* property) { icalcomponent_add_property(out, property); };
    add(icalproperty_new_uid(event.uid.c_str()));
    add(icalproperty_new_dtstamp(
        icaltime_from_timet_with_zone(static_cast<time_t>(now.seconds), 0, icaltimezone_get_utc_timezone())));
    add(icalproperty_new_summary(event.title.c_str()));
    add(icalproperty_new_description(event.description.c_str()));
    if (event.time) {
        add(icalproperty_new_dtstart(to_ical(event.date, event.time->hour, event.time->minute)));
        add(icalproperty_new_duration(icaldurationtype_from_int(static_cast<int>(event.minutes) * 60)));
    } else {
        add(icalproperty_new_dtstart(to_ical(event.date)));
        add(icalproperty_new_dtend(to_ical(add_days(event.date, 1))));
        add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    }
    if (event.until) {
        icalrecurrencetype rule;
        icalrecurrencetype_clear(&rule);
        rule.freq = ICAL_WEEKLY_RECURRENCE;
        rule.until = to_ical(*event.until, 23, 59, 59);
        for (std::size_t d = 0; d < event.weekdays.size(); ++d)
            rule.by_day[d] = static_cast<short>(event.weekdays[d] + 1);
        add(icalproperty_new_rrule(rule));
    }
    if (event.alarm_minutes) {
        icalcomponent* alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
        icalcomponent_add_component(out, alarm);
        icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
        icalcomponent_add_property(
            alarm, icalproperty_new_trigger(icaltriggertype_from_int(-static_cast<int>(*event.alarm_minutes) * 60)));
        icalcomponent_add_property(alarm, icalproperty_new_description(event.title.c_str()));
    }
}

}  // namespace

std::string format_calendar_by_libical(const std::vector<CalendarEvent>& events, const Moment& now) {
    const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Knotwork//Knotwork 0.1//EN"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_calscale("GREGORIAN"));
    for (const CalendarEvent& event : events) add_event(calendar.get(), event, now);
    const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()),
                                                      icalmemory_free_buffer);
    return text.get();
}

}  // namespace knotwork::test
