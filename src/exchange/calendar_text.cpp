// Writing iCalendar. The browser has no libical; of the format a plan needs a dozen properties, and tests hold every
// byte against what libical writes.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "exchange/calendar.hpp"

namespace knotwork {
namespace {

constexpr std::string_view product = "-//Knotwork//Knotwork 0.1//EN";
// A line holds at most 75 octets without its end (RFC 5545, 3.1), one of which a continued line spends on its blank.
// What is longer than `whole_octets` is folded; libical does both so.
constexpr std::size_t most_octets = 74, whole_octets = 72;

std::string two_digits(unsigned number) {
    std::string out = std::to_string(number);
    return out.size() < 2 ? "0" + out : out;
}

// "20261122"
std::string format_day(Date date) {
    std::string out = format_date(date);
    std::erase(out, '-');
    return out;
}

std::string format_time(unsigned hour, unsigned minute, unsigned second) {
    return "T" + two_digits(hour) + two_digits(minute) + two_digits(second);
}

// "20261122T173000Z"
std::string format_utc(const Moment& moment) {
    constexpr std::int64_t day_s = 86'400;
    const auto within = static_cast<unsigned>(((moment.seconds % day_s) + day_s) % day_s);
    return format_day(Moment{moment.seconds, 0}.date()) + format_time(within / 3600, within / 60 % 60, within % 60) +
           "Z";
}

// "PT15M", "PT1H30M", "P1D"
std::string format_duration(unsigned minutes) {
    std::string out = "P";
    if (minutes >= 24 * 60) out += std::to_string(minutes / (24 * 60)) + "D";
    minutes %= 24 * 60;
    if (minutes > 0) out += "T";
    if (minutes >= 60) out += std::to_string(minutes / 60) + "H";
    if (minutes % 60 > 0) out += std::to_string(minutes % 60) + "M";
    return out == "P" ? "PT0S" : out;
}

std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\r') continue;  // a line ends in \n alone
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        out += c;
    }
    return out;
}

class CalendarWriter {
  public:
    void put(std::string_view name, std::string_view value) { add_line(std::string(name) + ":" + std::string(value)); }
    std::string take() { return std::move(out_); }

  private:
    // Folded after a blank, colon or semicolon where there is one, and never within a character.
    void add_line(std::string_view line) {
        while (line.size() > whole_octets) {
            std::size_t end = line.find_last_of(" :;", most_octets - 1) + 1;
            if (end < 2) {
                if (line.size() <= most_octets) break;
                end = most_octets;
                while (end > 1 && is_within_character(line[end])) --end;
            }
            out_.append(line.substr(0, end)).append("\r\n ");
            line.remove_prefix(end);
        }
        out_.append(line).append("\r\n");
    }
    static bool is_within_character(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

    std::string out_;
};

void add_event(CalendarWriter& out, const CalendarEvent& event, const Moment& now) {
    out.put("BEGIN", "VEVENT");
    out.put("UID", event.uid);
    out.put("DTSTAMP", format_utc(now));
    out.put("SUMMARY", escape(event.title));
    out.put("DESCRIPTION", escape(event.description));
    if (event.time) {
        out.put("DTSTART", format_day(event.date) + format_time(event.time->hour, event.time->minute, 0));
        out.put("DURATION", format_duration(event.minutes));
    } else {
        out.put("DTSTART;VALUE=DATE", format_day(event.date));
        out.put("DTEND;VALUE=DATE", format_day(add_days(event.date, 1)));
        out.put("TRANSP", "TRANSPARENT");
    }
    if (event.until) {
        constexpr std::array<std::string_view, 7> names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
        std::string rule = "FREQ=WEEKLY;UNTIL=" + format_day(*event.until) + format_time(23, 59, 59) + ";BYDAY=";
        for (std::size_t d = 0; d < event.weekdays.size(); ++d)
            rule.append(d == 0 ? "" : ",").append(names[event.weekdays[d]]);
        out.put("RRULE", rule);
    }
    if (event.alarm_minutes) {
        out.put("BEGIN", "VALARM");
        out.put("ACTION", "DISPLAY");
        out.put("TRIGGER", (*event.alarm_minutes == 0 ? "" : "-") + format_duration(*event.alarm_minutes));
        out.put("DESCRIPTION", escape(event.title));
        out.put("END", "VALARM");
    }
    out.put("END", "VEVENT");
}

}  // namespace

std::string format_calendar(const std::vector<CalendarEvent>& events, const Moment& now) {
    CalendarWriter out;
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", product);
    out.put("CALSCALE", "GREGORIAN");
    for (const CalendarEvent& event : events) add_event(out, event, now);
    out.put("END", "VCALENDAR");
    return out.take();
}

}  // namespace knotwork
