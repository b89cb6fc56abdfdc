// What goes into a journal comes out of it, in its order; what does not belong there is refused.
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <limits>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

class RecordsOf : public InBothForms {};
INSTANTIATE_TEST_SUITE_P(Form, RecordsOf, testing::Bool(),
                         [](const auto& form) { return form.param ? "Sealed" : "Plain"; });

Result<void> add(Journal& journal, const Entry& entry) { return journal.add(std::span(&entry, 1)); }

std::vector<std::string> ids(const Result<std::vector<Entry>>& entries) {
    EXPECT_TRUE(entries) << words(entries);
    std::vector<std::string> out;
    if (entries)
        for (const Entry& entry : *entries) out.push_back(entry.id);
    return out;
}

TEST_P(RecordsOf, AreKeptFieldByField) {
    Records wanted;
    wanted.people = {ann(), {id_of('a', 1), "Bjørn Åse \U0001F9B5 \"quoted\"; DROP TABLE person; --"}};
    wanted.episodes = {leg(), {id_of('b', 1), ann().id, "", Date{2026, 3, 4}, Date{2026, 3, 4}}};
    Entry full = measure(1, "range", -0.1 + 1e-17);
    full.at = Moment{-5, -90};
    full.of = id_of('c', 2);
    full.side = Side::right;
    full.place = "gluteus-minimus/2/right";
    full.text = "said \"it hurts\"\n\ttwice";
    full.atlas = "0123";
    Entry left = full;
    left.id = id_of('c', 3);
    left.side = Side::left;
    left.at = Moment{0, 1080};
    wanted.entries = {full, note(2, std::string("a\0b", 3), -1), left};
    int number = 10;
    for (const EntryKind kind : {EntryKind::case_, EntryKind::drawing, EntryKind::answers, EntryKind::trace,
                                 EntryKind::plan, EntryKind::session}) {
        Entry document = note(number, "{\"format\": \"x\"}", number);
        document.kind = kind;
        document.atlas = "ffff";
        wanted.entries.push_back(document);
        ++number;
    }
    {
        Journal journal = open_again();
        for (const Person& person : wanted.people) ASSERT_TRUE(journal.add(person));
        for (const Episode& episode : wanted.episodes) ASSERT_TRUE(journal.add(episode));
        const Result<void> added = journal.add(wanted.entries);
        ASSERT_TRUE(added) << words(added);
        EXPECT_EQ(journal.is_sealed(), GetParam());
        EXPECT_FALSE(journal.is_read_only());
        EXPECT_EQ(journal.file(), folder.path());
    }
    const Result<Records> all = open_again().list_all();
    ASSERT_TRUE(all) << words(all);
    EXPECT_EQ(*all, wanted);
}

TEST_P(RecordsOf, ExtremeNumbersAndHugeTexts) {
    std::vector<Entry> entries;
    const auto number = [&] { return static_cast<int>(entries.size()); };
    for (const double value : {0.0, -0.0, 1e300, -1e-300, std::numeric_limits<double>::denorm_min(), 0.1, 1e15 + 0.5,
                               9007199254740993.0, std::numeric_limits<double>::max()})
        entries.push_back(measure(number(), "pain", value, number()));
    std::string huge(5U << 20U, 'x');
    for (std::size_t i = 0; i < huge.size(); i += 7) huge[i] = static_cast<char>('a' + i % 26);
    entries.push_back(note(number(), huge, number()));
    entries.push_back(note(number(), "", number()));
    entries.push_back(note(number(), "the last moment there is", 253402300799));
    {
        Journal journal = open_again();
        add_ann(journal);
        ASSERT_TRUE(journal.add(entries));
    }
    const Result<std::vector<Entry>> kept = open_again().list_entries({});
    ASSERT_TRUE(kept) << words(kept);
    EXPECT_TRUE(*kept == entries);
}

TEST_P(RecordsOf, StandInTheOrderOfTimeThenAsWritten) {
    Journal journal = open_again();
    add_ann(journal);
    for (const Entry& entry :
         {note(1, "later", 20), note(2, "first", 10), note(3, "with the later", 20), note(4, "before 1970", -7)})
        ASSERT_TRUE(add(journal, entry));
    EXPECT_EQ(ids(journal.list_entries({})), (std::vector{id_of('c', 4), id_of('c', 2), id_of('c', 1), id_of('c', 3)}));
    EXPECT_EQ(ids(journal.list_entries({.newest = 2})), (std::vector{id_of('c', 1), id_of('c', 3)}));
    ASSERT_TRUE(journal.add(Episode{id_of('b', 5), ann().id, "earlier", Date{2025, 1, 1}, {}}));
    const auto episodes = journal.list_episodes("");
    ASSERT_TRUE(episodes);
    EXPECT_EQ(episodes->front().title, "earlier");
    EXPECT_EQ(episodes->back().title, "right leg");
}

TEST_P(RecordsOf, AreFoundByWhatIsAskedFor) {
    Journal journal = open_again();
    add_ann(journal);
    ASSERT_TRUE(journal.add(Person{id_of('a', 1), "Ben"}));
    ASSERT_TRUE(journal.add(Episode{id_of('b', 1), id_of('a', 1), "neck", Date{2026, 1, 1}, {}}));
    Entry of_ben = measure(4, "pain", 3, 4);
    of_ben.episode = id_of('b', 1);
    const std::vector<Entry> entries{measure(1, "pain", 5, 1), measure(2, "sleep", 1, 2), note(3, "words", 3), of_ben};
    ASSERT_TRUE(journal.add(entries));
    EXPECT_EQ(ids(journal.list_entries({.person = id_of('a', 1)})), std::vector{id_of('c', 4)});
    EXPECT_EQ(ids(journal.list_entries({.episode = leg().id})).size(), 3U);
    EXPECT_EQ(ids(journal.list_entries({.measure = "pain"})), (std::vector{id_of('c', 1), id_of('c', 4)}));
    EXPECT_EQ(ids(journal.list_entries({.episode = leg().id, .measure = "pain"})), std::vector{id_of('c', 1)});
    EXPECT_EQ(ids(journal.list_entries({.kind = EntryKind::note})), std::vector{id_of('c', 3)});
    EXPECT_TRUE(ids(journal.list_entries({.person = id_of('a', 9)})).empty());
    const auto of_ann = journal.list_episodes(ann().id);
    ASSERT_TRUE(of_ann);
    EXPECT_EQ(*of_ann, std::vector{leg()});
}

TEST_P(RecordsOf, AreRefusedWhereTheyBelongToNothing) {
    Journal journal = open_again();
    expect_error(journal.add(leg()), ErrorCode::unknown_name, ann().id);
    add_ann(journal);
    Entry stray = note(1, "stray");
    stray.episode = id_of('b', 7);
    const std::vector<Entry> entries{note(0, "in order"), stray};
    expect_error(journal.add(entries), ErrorCode::unknown_name,
                 "entries[1].episode: there is no episode " + stray.episode);
    Entry resting = note(2, "rests on nothing");
    resting.of = id_of('c', 77);
    expect_error(add(journal, resting), ErrorCode::unknown_name, "entries[0].of");
    EXPECT_TRUE(ids(journal.list_entries({})).empty()) << "all or none";
    expect_error(journal.end(id_of('b', 7), Date{2026, 5, 5}), ErrorCode::unknown_name);
    expect_error(journal.remove_entry(id_of('c', 1)), ErrorCode::unknown_name);
    expect_error(journal.remove_episode(id_of('b', 1)), ErrorCode::unknown_name);
    expect_error(journal.remove_person(id_of('a', 1)), ErrorCode::unknown_name);
    expect_error(journal.list_episodes(id_of('a', 1)), ErrorCode::unknown_name);
    const Result<Records> all = journal.list_all();
    ASSERT_TRUE(all);
    EXPECT_EQ(*all, (Records{{ann()}, {leg()}, {}}));
}

TEST_P(RecordsOf, AreRefusedWhereTheyAreWrong) {
    Journal journal = open_again();
    add_ann(journal);
    expect_error(journal.add(Person{"A000", "x"}), ErrorCode::wrong_type, "person.id");
    expect_error(journal.add(Person{std::string(32, 'A'), "x"}), ErrorCode::wrong_type);
    expect_error(journal.add(Person{id_of('a', 1), ""}), ErrorCode::missing);
    expect_error(journal.add(Person{id_of('a', 1), "Ann"}), ErrorCode::contradiction, "Ann");
    expect_error(journal.add(ann()), ErrorCode::contradiction, ann().id);
    Episode episode = leg();
    expect_error(journal.add(episode), ErrorCode::contradiction, episode.id);
    episode.id = id_of('b', 1);
    episode.begun = Date{2026, 2, 30};
    expect_error(journal.add(episode), ErrorCode::out_of_range, "episode.begun");
    expect_error(journal.end(leg().id, Date{2026, 1, 1}), ErrorCode::out_of_range, "ended");
    Entry entry = measure(1, "", 3);
    expect_error(add(journal, entry), ErrorCode::missing, "entries[0].measure");
    entry = note(1, "x");
    entry.value = 1;
    expect_error(add(journal, entry), ErrorCode::wrong_type);
    expect_error(add(journal, measure(1, "pain", std::numeric_limits<double>::infinity())), ErrorCode::out_of_range);
    expect_error(add(journal, measure(1, "pain", std::numeric_limits<double>::quiet_NaN())), ErrorCode::out_of_range);
    entry = note(1, "x");
    entry.at.offset_minutes = 1081;
    expect_error(add(journal, entry), ErrorCode::out_of_range, ".at");
    expect_error(add(journal, note(1, "x", 253402300800)), ErrorCode::out_of_range, ".at");
    ASSERT_TRUE(add(journal, note(1, "x")));
    expect_error(add(journal, note(1, "x")), ErrorCode::contradiction, id_of('c', 1));
    const std::vector<Entry> twice{note(2, "x"), note(2, "x")};
    expect_error(journal.add(twice), ErrorCode::contradiction, "entries[1]");
    EXPECT_EQ(ids(journal.list_entries({})).size(), 1U);
}

TEST_P(RecordsOf, EndOfAnEpisodeIsKeptAndMayBeMoved) {
    Journal journal = open_again();
    add_ann(journal);
    ASSERT_TRUE(journal.end(leg().id, Date{2026, 2, 3}));
    ASSERT_TRUE(journal.end(leg().id, Date{2026, 2, 5}));
    const auto episodes = journal.list_episodes("");
    ASSERT_TRUE(episodes) << words(episodes);
    EXPECT_EQ(episodes->front().ended, (Date{2026, 2, 5}));
}

TEST_P(RecordsOf, RemovedOnesTakeWithThemWhatBelongsToThem) {
    Journal journal = open_again();
    add_ann(journal);
    ASSERT_TRUE(journal.add(Person{id_of('a', 1), "Ben"}));
    Entry plan = note(2, "{}");
    plan.kind = EntryKind::plan;
    plan.of = id_of('c', 1);
    Entry after = measure(3, "pain", 2);
    after.of = plan.id;
    const std::vector<Entry> entries{note(1, "a case"), plan, after, note(4, "apart")};
    ASSERT_TRUE(journal.add(entries));
    ASSERT_TRUE(journal.remove_entry(id_of('c', 1)));
    EXPECT_EQ(ids(journal.list_entries({})), std::vector{id_of('c', 4)});
    ASSERT_TRUE(journal.remove_episode(leg().id));
    EXPECT_TRUE(ids(journal.list_entries({})).empty());
    ASSERT_TRUE(journal.add(leg()));
    ASSERT_TRUE(journal.add(entries));
    ASSERT_TRUE(journal.remove_person(ann().id));
    const Result<Records> all = journal.list_all();
    ASSERT_TRUE(all);
    EXPECT_EQ(*all, (Records{{{id_of('a', 1), "Ben"}}, {}, {}}));
}

TEST_P(RecordsOf, MergedTwiceAreThereOnce) {
    Records records{{ann()}, {leg()}, {note(1, "one"), measure(2, "pain", 4, 9)}};
    Journal journal = open_again();
    const Result<Merged> first = journal.merge(records), second = journal.merge(records);
    ASSERT_TRUE(first) << words(first);
    ASSERT_TRUE(second) << words(second);
    EXPECT_EQ(first->added, 4U);
    EXPECT_EQ(first->known, 0U);
    EXPECT_EQ(second->added, 0U);
    EXPECT_EQ(second->known, 4U);
    records.entries.push_back(note(3, "three", 10));
    const Result<Merged> third = journal.merge(records);
    ASSERT_TRUE(third) << words(third);
    EXPECT_EQ(third->added, 1U);
    EXPECT_EQ(*journal.list_all(), records);
}

TEST_P(RecordsOf, MergeTellsContradictionsAndAddsNothing) {
    const Records records{{ann()}, {leg()}, {note(1, "one"), note(2, "two")}};
    Journal journal = open_again();
    ASSERT_TRUE(journal.merge(records));
    const auto refuse = [&](const Records& other, ErrorCode code, const std::string& part) {
        expect_error(journal.merge(other), code, part);
        EXPECT_EQ(*journal.list_all(), records);
    };
    Records other = records;
    other.entries[1].text = "other";
    other.entries.insert(other.entries.begin(), note(3, "new"));
    refuse(other, ErrorCode::contradiction, "entries[2]: entry " + id_of('c', 2));
    other = records;
    other.episodes[0].title = "arm";
    refuse(other, ErrorCode::contradiction, leg().id);
    other = records;
    other.people[0].name = "Anna";
    refuse(other, ErrorCode::contradiction, ann().id);
    other = records;
    other.people.push_back({id_of('a', 9), "Ann"});
    refuse(other, ErrorCode::contradiction, id_of('a', 9));
    other = records;
    other.entries.push_back(note(3, "three"));
    other.entries.back().episode = id_of('b', 9);
    refuse(other, ErrorCode::unknown_name, id_of('b', 9));
}

// A copy from before an episode ended fits, and so does one from after.
TEST_P(RecordsOf, MergeTakesTheEndThatIsKnown) {
    Records records{{ann()}, {leg()}, {note(1, "one")}};
    Records ended = records;
    ended.episodes[0].ended = add_days(leg().begun, 30);
    Journal journal = open_again();
    ASSERT_TRUE(journal.merge(records));
    ASSERT_TRUE(journal.merge(ended));
    EXPECT_EQ(*journal.list_all(), ended);
    ASSERT_TRUE(journal.merge(records));
    EXPECT_EQ(*journal.list_all(), ended);
    records.episodes[0].ended = add_days(leg().begun, 31);
    expect_error(journal.merge(records), ErrorCode::contradiction, leg().id);
    EXPECT_EQ(*journal.list_all(), ended);
}

TEST_P(RecordsOf, TellWhenTheLastWasWritten) {
    std::int64_t now = 1000;
    Result<Journal> journal = open(folder.path(), passphrase(), 300, [&] { return now; });
    ASSERT_TRUE(journal) << words(journal);
    add_ann(*journal);
    EXPECT_EQ(*journal->last_written(), std::nullopt);
    ASSERT_TRUE(add(*journal, note(1, "at noon", 50)));
    EXPECT_EQ(*journal->last_written(), 1000);
    now = 400;  // the clock goes back
    ASSERT_TRUE(add(*journal, note(2, "earlier", 20)));
    EXPECT_EQ(*journal->last_written(), 1000);
    EXPECT_EQ(ids(journal->list_entries({})), (std::vector{id_of('c', 2), id_of('c', 1)}));
}

TEST_P(RecordsOf, LieInFilesOfTheirOwnerAlone) {
    const std::string file = folder.get() + "/made/for it/ä 100% = \"x\"?#.db";
    Journal journal = opened(file, passphrase());
    add_ann(journal);
    struct stat found {};
    ASSERT_EQ(::stat(file.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat((folder.get() + "/made").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0700U);
}

TEST(Ids, AreRandomHexadecimalDigits) {
    const std::string id = make_id();
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(id, make_id());
}

}  // namespace
}  // namespace knotwork::test
