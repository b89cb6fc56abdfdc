// Our calendars are, byte for byte, those that libical writes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exchange/calendar.hpp"
#include "exchange/clean_text.hpp"
#include "exchange/libical_calendar.hpp"
#include "exchange/samples.hpp"

namespace knotwork::test {
namespace {

constexpr Moment now{1'795'000'000, 60};

TEST(CalendarText, OfPlansIsThatOfLibical) {
    std::size_t count = 0;
    for (const Sample& sample : list_samples()) {
        if (!sample.plan || sample.plan->refusal != PlanRefusal::none) continue;
        for (const unsigned alarm : {0u, 10u, 90u, 1440u}) {
            CasePlan plan = *sample.plan;
            for (std::size_t i = 0; i < plan.plan.items.size(); ++i) {
                plan.plan.items[i].dose.days_a_week = 1 + (alarm / 10 + 2 * static_cast<unsigned>(i)) % 7;
                plan.plan.items[i].dose.day_least = 1 + static_cast<unsigned>(i) % 3;
                plan.plan.items[i].note = get_odd_texts()[i % get_odd_texts().size()];
            }
            const auto events =
                list_events(get_engine().atlas(), plan, {.now = now, .alarm_minutes = alarm, .plan_id = sample.name});
            ASSERT_TRUE(events.has_value());
            const std::string text = format_calendar(*events, now);
            EXPECT_EQ(text, format_calendar_by_libical(*events, now));
            count += events->size();
        }
    }
    EXPECT_GT(count, 20u);
}

CalendarEvent make_event(const std::string& title, const std::string& description) {
    CalendarEvent event;
    event.uid = "0123@knotwork.example";
    event.title = title;
    event.description = description;
    event.date = {2026, 11, 22};
    return event;
}

TEST(CalendarText, OfOddTextsIsThatOfLibical) {
    for (const std::string& text : get_odd_texts()) {
        const std::vector<CalendarEvent> events{make_event(clean_text(text), clean_text(text + text + text + text))};
        EXPECT_EQ(format_calendar(events, now), format_calendar_by_libical(events, now));
    }
}

// Words of odd characters, so that lines break at blanks, colons and semicolons of every place.
RC_GTEST_PROP(CalendarText, OfAnyTextIsThatOfLibical, ()) {
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"a", "word", " ", ",", ";", ":", "\\", "\"", "\n", "\t", "é", "体",
                                                    "🏃", "नमस्ते", "0123456789012345678901234567890123456789"}));
    std::string text = "x";
    constexpr std::size_t longest_word = 20;  // in what libical makes of longer ones, CR and LF may be torn apart
    for (const std::string& word : words) {
        const std::size_t begin = text.find_last_of(" :;") + 1;
        if (text.size() - begin > longest_word) text += ' ';
        text += word;
    }
    CalendarEvent event = make_event(text, text + " " + text);
    if (*rc::gen::arbitrary<bool>()) {
        event.time = TimeOfDay{*rc::gen::inRange(0u, 24u), *rc::gen::inRange(0u, 60u)};
        event.minutes = *rc::gen::inRange(1u, 3000u);
        event.alarm_minutes = *rc::gen::inRange(0u, 1441u);
        event.until = add_days(event.date, *rc::gen::inRange(0, 400));
        for (unsigned day = 0; day < 7; ++day)
            if (*rc::gen::arbitrary<bool>()) event.weekdays.push_back(day);
        if (event.weekdays.empty()) event.weekdays.push_back(3);
    }
    const Moment made{*rc::gen::inRange<std::int64_t>(1, 4'000'000'000), 0};
    RC_ASSERT(format_calendar({event, event}, made) == format_calendar_by_libical({event, event}, made));
}

// Lines without a blank are folded between characters.
TEST(CalendarText, LongWordsAreFoldedBetweenCharacters) {
    for (const std::string& letter : {std::string("y"), std::string("é"), std::string("体"), std::string("🏃")})
        for (std::size_t shift = 0; shift < 80; ++shift) {
            std::string word(shift, 'x');
            while (word.size() < 400) word += letter;
            const std::string text = format_calendar({make_event(word, "-")}, now);
            std::string unfolded;
            for (std::size_t at = 0; at < text.size();) {
                const std::size_t end = text.find("\r\n", at);
                ASSERT_LE(end - at, 75u);
                ASSERT_NE(static_cast<unsigned char>(text[at + (text[at] == ' ' ? 1 : 0)]) & 0xC0u, 0x80u);
                unfolded += text[at] == ' ' ? text.substr(at + 1, end - at - 1) : "\n" + text.substr(at, end - at);
                at = end + 2;
            }
            EXPECT_NE(unfolded.find("\nSUMMARY:" + word + "\n"), std::string::npos);
        }
}

}  // namespace
}  // namespace knotwork::test
