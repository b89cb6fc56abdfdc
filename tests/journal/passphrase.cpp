// A journal is sealed, sealed anew and opened up; what a killed program left is put in order.
#include <gtest/gtest.h>

#include <filesystem>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

namespace fs = std::filesystem;

Records fill(Journal& journal) {
    add_ann(journal);
    std::vector<Entry> entries;
    for (int i = 0; i < 30; ++i) entries.push_back(note(i, "plain words " + std::string(2000, 'y'), i));
    EXPECT_TRUE(journal.add(entries));
    return *journal.list_all();
}

TEST(Passphrases, EachWayKeepsAllAndIsAtOnceInForce) {
    const Folder folder;
    const std::vector<Passphrase> ways{"one", "two", std::nullopt, std::nullopt, "three", "three", std::nullopt};
    Journal journal = opened(folder.path());
    Records records = fill(journal);
    int number = 100;
    Passphrase last;
    for (const Passphrase& way : ways) {
        const Result<void> set = journal.set_passphrase(way);
        ASSERT_TRUE(set) << words(set);
        EXPECT_EQ(journal.is_sealed(), way.has_value());
        EXPECT_EQ(*journal.list_all(), records);
        records.entries.push_back(note(number, "after", number));
        ++number;
        ASSERT_TRUE(journal.add(std::span(&records.entries.back(), 1)));
        EXPECT_EQ(contains(read_file(folder.path()), "plain words"), !way);
        if (way) {
            EXPECT_EQ(folder.list(), (std::vector<std::string>{"journal.db", "journal.db.lock"}));
        }
        journal = Journal(nullptr);
        if (way && last != way) expect_error(open(folder.path(), last.value_or("none")), ErrorCode::wrong_passphrase);
        journal = opened(folder.path(), way);
        EXPECT_EQ(*journal.list_all(), records);
        last = way;
    }
    expect_error(journal.set_passphrase(""), ErrorCode::missing);
    EXPECT_EQ(*journal.list_all(), records);
}

TEST(Passphrases, ThePlainFileIsOverwritten) {
    const Folder folder;
    Journal journal = opened(folder.path());
    fill(journal);
    ASSERT_TRUE(contains(read_file(folder.path("journal.db-wal")), "plain words"));
    fs::create_hard_link(folder.path(), folder.path("kept-main"));
    fs::create_hard_link(folder.path("journal.db-wal"), folder.path("kept-wal"));
    ASSERT_TRUE(journal.set_passphrase("secret"));
    for (const char* kept : {"kept-main", "kept-wal"}) {
        EXPECT_FALSE(read_file(folder.path(kept)).empty());
        EXPECT_FALSE(contains(read_file(folder.path(kept)), "plain words")) << kept;
    }
}

TEST(Passphrases, WaitUntilNobodyElseHasItOpen) {
    const Folder folder;
    Journal one = opened(folder.path());
    const Records records = fill(one);
    {
        const Journal other = opened(folder.path());
        expect_error(one.set_passphrase("secret"), ErrorCode::in_use);
        EXPECT_EQ(*other.list_all(), records);
    }
    EXPECT_TRUE(one.set_passphrase("secret"));
    expect_error(open(folder.path(), "secret", 50), ErrorCode::in_use, "another program");
}

TEST(Passphrases, NoPlainWordsBesideASealedJournal) {
    const Folder folder;
    Journal journal = opened(folder.path(), "secret");
    fill(journal);
    ASSERT_TRUE(journal.remove_entry(id_of('c', 3)));
    for (const std::string& name : folder.list())
        EXPECT_FALSE(contains(read_file(folder.path(name)), "plain words")) << name;
    EXPECT_EQ(folder.list(), (std::vector<std::string>{"journal.db", "journal.db.lock"}));
}

TEST(Passphrases, LeftoversOfAKilledProgramAreTakenAway) {
    const Folder folder;
    Records records;
    {
        Journal journal = opened(folder.path());
        records = fill(journal);
    }
    const Bytes plain = read_file(folder.path());
    const Bytes sealed = seal(plain, *compute_seal_key("secret", cheap, "j"));
    const auto settled = [&](const Passphrase& passphrase) {
        const Journal journal = opened(folder.path(), passphrase);
        EXPECT_EQ(*journal.list_all(), records);
        EXPECT_FALSE(fs::exists(folder.path("journal.db.new")));
        EXPECT_FALSE(fs::exists(folder.path("journal.db.old")));
    };
    // Sealing: before the new file is whole, and with the second name of the old one.
    write_file(folder.path("journal.db.new"), Bytes(sealed.begin(), sealed.begin() + 999));
    fs::create_hard_link(folder.path(), folder.path("journal.db.old"));
    settled({});
    // After the new file took its place: the old one goes, overwritten.
    write_file(folder.path("journal.db.old"), plain);
    fs::create_hard_link(folder.path("journal.db.old"), folder.path("kept"));
    write_file(folder.path(), sealed);
    settled("secret");
    EXPECT_FALSE(contains(read_file(folder.path("kept")), "plain words"));
    // Opening up: the plain file was written, but did not take its place.
    write_file(folder.path("journal.db.new"), plain);
    settled("secret");
    // Making a new one.
    fs::remove(folder.path());
    write_file(folder.path("journal.db.new"), plain);
    EXPECT_TRUE(opened(folder.path()).list_people()->empty());
}

}  // namespace
}  // namespace knotwork::test
