#include "base/date.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>

namespace knotwork {
namespace {

namespace chrono = std::chrono;

constexpr std::int64_t day_s = 24 * 60 * 60;
constexpr int most_offset_minutes = 18 * 60;

chrono::year_month_day to_chrono(Date date) {
    return {chrono::year{date.year}, chrono::month{date.month}, chrono::day{date.day}};
}

Date from_chrono(chrono::sys_days days) {
    const chrono::year_month_day date{days};
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

// The number that these characters write, or -1.
int read_digits(std::string_view text, std::size_t begin, std::size_t count) {
    if (begin + count > text.size()) return -1;
    int value = 0;
    for (const char c : text.substr(begin, count)) {
        if (c < '0' || c > '9') return -1;
        value = 10 * value + (c - '0');
    }
    return value;
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string out = std::to_string(value);
    return std::string(width - std::min(width, out.size()), '0') + out;
}

// Minutes of "Z", "+01:00" or "+0100"; nothing if it is none of them.
std::optional<int> read_offset(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.size() != 5 && text.size() != 6) return std::nullopt;
    if ((text[0] != '+' && text[0] != '-') || (text.size() == 6 && text[3] != ':')) return std::nullopt;
    const int hours = read_digits(text, 1, 2), minutes = read_digits(text, text.size() - 2, 2);
    if (hours < 0 || minutes < 0 || minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (60 * hours + minutes);
}

}  // namespace

Result<Date> parse_date(std::string_view text, const std::string& where) {
    const int year = read_digits(text, 0, 4), month = read_digits(text, 5, 2), day = read_digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || year < 0 || month < 0 || day < 0)
        return fail(ErrorCode::wrong_type, where, "must be a date as 2026-11-22");
    const Date date{year, static_cast<unsigned>(month), static_cast<unsigned>(day)};
    if (year < 1 || !to_chrono(date).ok()) return fail(ErrorCode::out_of_range, where, "there is no such day");
    return date;
}

std::string format_date(Date date) {
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

Date add_days(Date date, int days) { return from_chrono(chrono::sys_days{to_chrono(date)} + chrono::days{days}); }

int count_days(Date from, Date to) {
    return static_cast<int>((chrono::sys_days{to_chrono(to)} - chrono::sys_days{to_chrono(from)}).count());
}

Date Moment::date() const {
    const chrono::sys_seconds local{chrono::seconds{seconds + 60 * std::int64_t{offset_minutes}}};
    return from_chrono(chrono::floor<chrono::days>(local));
}

Result<Moment> parse_moment(std::string_view text, const std::string& where) {
    const auto wrong = [&] {
        return fail(ErrorCode::wrong_type, where, "must be a time as 2026-11-22T18:05:00+01:00");
    };
    if (text.size() < 17 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return wrong();
    const Result<Date> date = parse_date(text.substr(0, 10), where);
    if (!date) return tl::unexpected(date.error());
    const int hour = read_digits(text, 11, 2), minute = read_digits(text, 14, 2);
    if (hour < 0 || minute < 0 || text[13] != ':') return wrong();
    std::size_t place = 16;
    int second = 0;
    if (text[place] == ':') {
        second = read_digits(text, place + 1, 2);
        if (second < 0) return wrong();
        place += 3;
        if (place < text.size() && text[place] == '.') {
            ++place;
            while (place < text.size() && text[place] >= '0' && text[place] <= '9') ++place;
        }
    }
    const std::optional<int> offset = read_offset(text.substr(std::min(place, text.size())));
    if (!offset) return wrong();
    if (hour > 23 || minute > 59 || second > 59 || std::abs(*offset) > most_offset_minutes)
        return fail(ErrorCode::out_of_range, where, "there is no such time");
    const std::int64_t days = chrono::sys_days{to_chrono(*date)}.time_since_epoch().count();
    return Moment{days * day_s + hour * 3600 + minute * 60 + second - 60 * std::int64_t{*offset}, *offset};
}

std::string format_moment(const Moment& moment) {
    const std::int64_t local = moment.seconds + 60 * std::int64_t{moment.offset_minutes};
    const std::int64_t within = ((local % day_s) + day_s) % day_s;
    std::string out = format_date(moment.date()) + "T" + padded(within / 3600, 2) + ":" + padded(within / 60 % 60, 2) +
                      ":" + padded(within % 60, 2);
    if (moment.offset_minutes == 0) return out + "Z";
    const int offset = std::abs(moment.offset_minutes);
    return out + (moment.offset_minutes < 0 ? "-" : "+") + padded(offset / 60, 2) + ":" + padded(offset % 60, 2);
}

Moment noon_of(Date date, std::int32_t offset_minutes) {
    const std::int64_t days = chrono::sys_days{to_chrono(date)}.time_since_epoch().count();
    return {days * day_s + day_s / 2 - 60 * std::int64_t{offset_minutes}, offset_minutes};
}

}  // namespace knotwork
