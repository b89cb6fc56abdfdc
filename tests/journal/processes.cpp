// Several programs at one journal: nothing that one of them keeps is lost by another.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <set>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

constexpr int patience_ms = 60000;

int failed(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    return 1;
}

// Adds 200 notes, opening the journal anew for each few.
int add_two_hundred(const std::string& file, const Passphrase& passphrase, int first, int at_a_time) {
    for (int i = 0; i < 200; i += at_a_time) {
        Result<Journal> journal = open(file, passphrase, patience_ms);
        if (!journal) return failed(words(journal));
        for (int j = i; j < i + at_a_time; ++j)
            if (const Result<void> added = journal->add(std::vector{note(first + j, "words", j)}); !added)
                return failed(words(added));
    }
    return 0;
}

void write_from_two(const Passphrase& passphrase, int at_a_time) {
    const Folder folder(find_fast_folder());
    {
        Journal journal = opened(folder.path(), passphrase);
        add_ann(journal);
    }
    const pid_t other = ::fork();
    if (other == 0) ::_exit(add_two_hundred(folder.path(), passphrase, 1000, at_a_time));
    EXPECT_EQ(run_apart([&] { return add_two_hundred(folder.path(), passphrase, 2000, at_a_time); }), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(other, &status, 0), other);
    EXPECT_EQ(status, 0);
    std::set<std::string> ids;
    const auto entries = opened(folder.path(), passphrase).list_entries({});
    ASSERT_TRUE(entries) << words(entries);
    for (const Entry& entry : *entries) ids.insert(entry.id);
    EXPECT_EQ(ids.size(), 400U);
}

TEST(Processes, TwoWriteToOnePlainJournal) { write_from_two({}, 200); }
TEST(Processes, TwoOpenAndWriteToOnePlainJournal) { write_from_two({}, 10); }
TEST(Processes, TwoWriteToOneSealedJournal) { write_from_two("secret", 10); }

TEST(Processes, TwoMakeOneJournal) {
    for (const Passphrase& passphrase : {Passphrase(), Passphrase("secret")})
        for (int round = 0; round < 10; ++round) {
            const Folder folder;
            const auto make = [&](int number) {
                Result<Journal> journal = open(folder.path(), passphrase, patience_ms);
                if (!journal) return failed(words(journal));
                const Result<void> added = journal->add(Person{id_of('a', number), std::to_string(number)});
                return added ? 0 : failed(words(added));
            };
            const pid_t other = ::fork();
            if (other == 0) ::_exit(make(1));
            EXPECT_EQ(run_apart([&] { return make(2); }), 0);
            int status = 0;
            ASSERT_EQ(::waitpid(other, &status, 0), other);
            EXPECT_EQ(status, 0);
            EXPECT_EQ(opened(folder.path(), passphrase).list_people()->size(), 2U);
        }
}

TEST(Processes, AReaderBesideAWriterSeesWholeChanges) {
    const Folder folder;
    Journal journal = opened(folder.path());
    add_ann(journal);
    journal = Journal(nullptr);
    const pid_t writer = ::fork();
    if (writer == 0) {
        Result<Journal> mine = open(folder.path(), {}, patience_ms);
        for (int i = 0; mine && i < 200; i += 2)
            if (!mine->add(std::vector{note(i, "one"), note(i + 1, "two")})) ::_exit(1);
        ::_exit(mine ? 0 : 1);
    }
    journal = opened(folder.path());
    std::size_t last = 0;
    int status = 0;
    bool is_running = true;
    while (is_running) {
        is_running = ::waitpid(writer, &status, WNOHANG) == 0;
        const Result<Records> all = journal.list_all();
        ASSERT_TRUE(all) << words(all);
        EXPECT_EQ(all->entries.size() % 2, 0U);
        EXPECT_GE(all->entries.size(), last);
        last = all->entries.size();
    }
    EXPECT_EQ(status, 0);
    EXPECT_EQ(last, 200U);
}

TEST(Processes, OpenTwiceInOneAndOnceInAnother) {
    const Folder folder;
    {
        Journal journal = opened(folder.path());
        add_ann(journal);
    }
    int ends[2] = {};
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t other = ::fork();
    if (other == 0) {
        char go = 0;
        if (::read(ends[0], &go, 1) != 1) ::_exit(2);
        Result<Journal> mine = open(folder.path(), {}, patience_ms);
        ::_exit(mine && mine->add(std::vector{note(1, "by the other")}) ? (mine = fail({}, "", ""), 0) : 1);
    }
    Journal first = opened(folder.path());
    ASSERT_TRUE(first.add(std::vector{note(2, "first")}));
    { const Journal second = opened(folder.path()); }  // its closing must not take away the first one's locks
    ASSERT_EQ(::write(ends[1], "x", 1), 1);
    int status = 0;
    ASSERT_EQ(::waitpid(other, &status, 0), other);
    EXPECT_EQ(status, 0);
    EXPECT_TRUE(std::filesystem::exists(folder.path("journal.db-wal"))) << "the log was taken away";
    ASSERT_TRUE(first.add(std::vector{note(3, "first again")}));
    EXPECT_EQ(opened(folder.path()).list_entries({})->size(), 3U);
}

TEST(Processes, TheOtherIsToldAfterAWhile) {
    const Folder folder;
    {
        const Journal sealed = opened(folder.path(), "secret");
        expect_error(open(folder.path(), "secret", 50), ErrorCode::in_use, "another program is using it");
    }
    EXPECT_TRUE(open(folder.path(), "secret", 0));
    Journal plain = opened(folder.path("plain.db"));
    add_ann(plain);
    Result<Database> other = open_database_file(folder.path("plain.db"), Access::write, 0, "other");
    ASSERT_TRUE(other);
    const Result<void> during = other->change([&](soci::session&) -> Result<void> {
        const Result<void> refused = plain.add(Person{id_of('a', 1), "Ben"});
        expect_error(refused, ErrorCode::in_use, folder.path("plain.db"));
        return {};
    });
    EXPECT_TRUE(during) << words(during);
    EXPECT_TRUE(plain.add(Person{id_of('a', 1), "Ben"}));
}

TEST(Processes, AReplacedFileIsNotWrittenTo) {
    for (const Passphrase& passphrase : {Passphrase(), Passphrase("secret")}) {
        const Folder folder;
        Journal journal = opened(folder.path(), passphrase);
        add_ann(journal);
        std::filesystem::copy_file(folder.path(), folder.path("copy"));
        std::filesystem::rename(folder.path("copy"), folder.path());
        expect_error(journal.add(std::vector{note(1, "x")}), ErrorCode::unreadable, "replaced while it was open");
        std::filesystem::remove(folder.path());
        expect_error(journal.add(std::vector{note(1, "x")}), ErrorCode::unreadable, "replaced while it was open");
    }
}

}  // namespace
}  // namespace knotwork::test
