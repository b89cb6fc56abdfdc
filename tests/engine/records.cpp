// Records as JSON: written and read back they are the same, and what is wrong is refused with its place.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "base/text.hpp"
#include "engine/records_json.hpp"

namespace knotwork {
namespace {

std::string id_of(int number) {
    const std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), '0') + digits;
}

Records small_records() {
    Records out;
    out.people = {{id_of(1), "Ann \"B\" Ü"}};
    out.episodes = {{id_of(2), id_of(1), "left calf", {2026, 11, 1}, Date{2026, 11, 20}}};
    Entry pain{.id = id_of(3), .episode = id_of(2), .at = {1'795'000'000, -210}, .kind = EntryKind::measure};
    pain.measure = "pain";
    pain.value = 4.5;
    Entry plan{.id = id_of(4), .episode = id_of(2), .at = {1'795'000'001, 60}, .kind = EntryKind::plan, .of = id_of(3)};
    plan.text = R"({"z":1,"a":[0.1,25,"x"],"b":{}})";
    plan.atlas = "abc";
    Entry note{.id = id_of(5), .episode = id_of(2), .at = {1'795'000'002, 0}, .kind = EntryKind::note};
    note.text = "line\nline, \"quoted\" \t ü 🦵";
    out.entries = {pain, plan, note};
    return out;
}

TEST(Records, ComeBackAsTheyWere) {
    const Records records = small_records();
    const std::string text = format_records(records);
    EXPECT_TRUE(is_records(text));
    EXPECT_NE(text.find(R"("document":{"z":1,"a":[0.1,25,"x"],"b":{}})"), std::string::npos) << text;
    const Result<Records> back = parse_records(text);
    ASSERT_TRUE(back) << back.error().message();
    EXPECT_EQ(*back, records);
    EXPECT_EQ(format_records(*back), text);
}

// A document that is not compact JSON is kept letter by letter.
TEST(Records, KeepDocumentsLetterByLetter) {
    for (const char* text : {"{ \"a\": 1 }", "{\"a\":01}", "not JSON", "{\"a\":1,\"a\":2}", "[]", "1e5"}) {
        Records records = small_records();
        records.entries[1].text = text;
        const Result<Records> back = parse_records(format_records(records));
        ASSERT_TRUE(back) << text << ": " << back.error().message();
        EXPECT_EQ(back->entries[1].text, text);
    }
}

RC_GTEST_PROP(Records, OfAnyKindComeBack, ()) {
    const auto words = rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
    Records records;
    const int people = *rc::gen::inRange(1, 4);
    for (int p = 0; p < people; ++p) {
        records.people.push_back({id_of(100 + p), *words});
        records.episodes.push_back({id_of(200 + p), id_of(100 + p), *words, {2020, 1, 1}, {}});
    }
    const int entries = *rc::gen::inRange(0, 8);
    for (int e = 0; e < entries; ++e) {
        Entry entry;
        entry.id = id_of(300 + e);
        entry.episode = id_of(200 + *rc::gen::inRange(0, people));
        entry.at = {*rc::gen::inRange<std::int64_t>(0, 4'000'000'000), *rc::gen::inRange(-720, 841)};
        entry.kind = static_cast<EntryKind>(*rc::gen::inRange(0, 8));
        entry.text = *words;
        if (entry.kind == EntryKind::measure) {
            entry.measure = *words;
            entry.value = *rc::gen::arbitrary<double>();
            if (*rc::gen::arbitrary<bool>()) entry.side = Side::right;
            entry.place = *words;
            RC_PRE(std::isfinite(entry.value));
        } else {
            entry.atlas = *words;
        }
        records.entries.push_back(entry);
    }
    const Result<Records> back = parse_records(format_records(records));
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == records);
}

TEST(Records, SayWhatIsWrong) {
    const std::string good = format_records(small_records());
    const auto message = [&](std::string_view what, std::string_view by) {
        const std::string text = replace_all(good, what, by);
        EXPECT_NE(text, good) << what;
        const Result<Records> back = parse_records(text);
        return back ? std::string("read") : back.error().message();
    };
    EXPECT_EQ(message("journal/1", "journal/9"), "format: must be \"knotwork.journal/1\", not \"knotwork.journal/9\"");
    EXPECT_EQ(message("\"kind\":\"plan\"", "\"kind\":\"plane\""), "entries[1].kind: nothing is called \"plane\"");
    EXPECT_EQ(message("\"value\":4.5", "\"value\":\"4\""), "entries[0].value: must be a number, not text");
    EXPECT_EQ(message("\"measure\":\"pain\",", ""), "entries[0].measure: is missing");
    EXPECT_EQ(message("\"begun\":\"2026-11-01\"", "\"begun\":\"2026-11-31\""),
              "episodes[0].begun: there is no such day");
    EXPECT_EQ(message("-03:30\",", "\","), "entries[0].at: must be a time as 2026-11-22T18:05:00+01:00");
    EXPECT_EQ(message("\"atlas\":\"abc\"", "\"atlas\":\"abc\",\"place\":\"x\""),
              "entries[1].place: is known of a measure only");
    EXPECT_EQ(message("\"document\":{", "\"text\":\"x\",\"document\":{"),
              "entries[1]: needs either \"document\" or \"text\"");
    EXPECT_EQ(message(id_of(5), id_of(3)), "entries[2].id: is given to two records");
    EXPECT_EQ(message("\"person\":\"" + id_of(1), "\"person\":\"" + id_of(9)),
              "episodes[0].person: no such person is there");
    EXPECT_EQ(message("\"episode\":\"" + id_of(2), "\"episode\":\"" + id_of(9)),
              "entries[0].episode: no such episode is there");
    EXPECT_EQ(message(id_of(4), "g"), "entries[1].id: must be an id of 32 hexadecimal digits");
}

// Cut anywhere, it is refused: nothing of a half file is taken for a whole.
TEST(Records, RefuseEveryHalf) {
    const std::string good = format_records(small_records());
    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_FALSE(parse_records(std::string_view(good).substr(0, length))) << length;
}

}  // namespace
}  // namespace knotwork
