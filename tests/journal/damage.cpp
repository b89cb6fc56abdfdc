// A file that is not a journal in order is refused with one line, and stays byte by byte what it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

constexpr std::size_t page = 4096;

// A journal of some hundred kilobytes, and what is in it.
Records fill(const std::string& file, const Passphrase& passphrase) {
    Journal journal = opened(file, passphrase);
    add_ann(journal);
    std::vector<Entry> entries;
    for (int i = 0; i < 200; ++i)
        entries.push_back(i % 5 == 0 ? measure(i, "pain", i, i)
                                     : note(i, std::string(static_cast<std::size_t>(i) * 20, 'x'), i));
    EXPECT_TRUE(journal.add(entries));
    return *journal.list_all();
}

struct Outcome {
    bool is_refused = false;
    bool is_same = false;  // opened, and all that was in it came out
};

// Opens these bytes as a journal. Where they are refused at once, the file must not have changed.
Outcome try_bytes(const Folder& folder, const Bytes& bytes, const Passphrase& passphrase, const Records& wanted) {
    const std::string file = folder.path("tried.db");
    for (const std::string& name : folder.list())
        if (name.starts_with("tried.db")) std::filesystem::remove(folder.path(name));
    write_file(file, bytes);
    const auto refused = [&](const Error& error) {
        EXPECT_EQ(error.message().find('\n'), std::string::npos) << error.message();
        EXPECT_TRUE(error.message().starts_with(file)) << error.message();
        EXPECT_TRUE(read_file(file) == bytes) << error.message();
        return Outcome{true, false};
    };
    Result<Journal> journal = open(file, passphrase);
    if (!journal) return refused(journal.error());
    const Result<Records> all = journal->list_all();
    if (all) return {false, *all == wanted};
    EXPECT_EQ(all.error().message().find('\n'), std::string::npos) << all.error().message();
    return {true, false};
}

TEST(Damage, EachByteOfAPlainHeader) {
    const Folder folder(find_fast_folder());
    const Records wanted = fill(folder.path(), {});
    const Bytes bytes = read_file(folder.path());
    for (std::size_t at = 0; at < 100; ++at)
        for (const int bit : {0, 3, 7}) {
            Bytes changed = bytes;
            changed[at] ^= static_cast<std::byte>(1U << static_cast<unsigned>(bit));
            const Outcome outcome = try_bytes(folder, changed, {}, wanted);
            EXPECT_TRUE(outcome.is_refused || outcome.is_same) << "byte " << at << ", bit " << bit;
        }
}

TEST(Damage, EachPageOfAPlainJournalTurnedToJunk) {
    const Folder folder(find_fast_folder());
    const Records wanted = fill(folder.path(), {});
    const Bytes bytes = read_file(folder.path());
    ASSERT_GT(bytes.size(), 100 * page);
    std::mt19937 dice(7);  // NOLINT(cert-msc51-cpp)
    for (std::size_t at = 0; at < bytes.size(); at += page) {
        Bytes changed = bytes;
        for (std::size_t i = at == 0 ? 100 : at; i < at + page; ++i) changed[i] = static_cast<std::byte>(dice());
        EXPECT_TRUE(try_bytes(folder, changed, {}, wanted).is_refused) << "page " << at / page + 1;
    }
}

TEST(Damage, SingleBytesOfAPlainJournalAreSeenWhereTheyMatter) {
    const Folder folder(find_fast_folder());
    const Records wanted = fill(folder.path(), {});
    const Bytes bytes = read_file(folder.path());
    int refused = 0;
    for (std::size_t at = 101; at < bytes.size(); at += 997) {
        Bytes changed = bytes;
        changed[at] ^= std::byte{0x10};
        const Outcome outcome = try_bytes(folder, changed, {}, wanted);
        EXPECT_TRUE(outcome.is_refused || outcome.is_same) << "byte " << at;
        refused += outcome.is_refused ? 1 : 0;
    }
    EXPECT_GT(refused, 100);
}

TEST(Damage, CutOffPlainJournal) {
    const Folder folder(find_fast_folder());
    const Records wanted = fill(folder.path(), {});
    const Bytes bytes = read_file(folder.path());
    for (std::size_t size = 1; size < bytes.size(); size += size < page ? 333 : 7777) {
        const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_TRUE(try_bytes(folder, cut, {}, wanted).is_refused) << size;
    }
}

TEST(Damage, SealedJournal) {
    const Folder folder(find_fast_folder());
    const Passphrase secret = "secret";
    const Records wanted = fill(folder.path(), secret);
    const Bytes bytes = read_file(folder.path());
    for (std::size_t at = 0; at < bytes.size(); at += 1000) {
        Bytes changed = bytes;
        changed[at] ^= std::byte{4};
        EXPECT_TRUE(try_bytes(folder, changed, secret, wanted).is_refused) << at;
    }
    for (std::size_t size = 144; size < bytes.size(); size += (64U << 10U) + 17U) {
        const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_TRUE(try_bytes(folder, cut, secret, wanted).is_refused) << size;
    }
    EXPECT_TRUE(try_bytes(folder, bytes, secret, wanted).is_same);
    const std::string file = folder.path();
    expect_error(open(file, "Secret"), ErrorCode::wrong_passphrase, "passphrase");
    expect_error(open(file, {}), ErrorCode::missing, "passphrase is needed");
    expect_error(open(file, ""), ErrorCode::missing);
    EXPECT_TRUE(read_file(file) == bytes);
}

TEST(Damage, FilesThatAreNoJournals) {
    const Folder folder(find_fast_folder());
    const auto refuse = [&](const Bytes& bytes, ErrorCode code, std::string_view part) {
        write_file(folder.path(), bytes);
        expect_error(open(folder.path()), code, part);
        expect_error(open(folder.path(), "secret"), code, part);
        EXPECT_TRUE(read_file(folder.path()) == bytes);
    };
    refuse(Bytes(1, std::byte{'x'}), ErrorCode::journal_damaged, "is not a journal");
    refuse(Bytes(3000, std::byte{'\n'}), ErrorCode::journal_damaged, "is not a journal");
    {
        Result<Database> other = open_database_image(*build_database("j")->image(), "j");
        const Result<void> made = other->read([](soci::session& sql) -> Result<void> {
            sql << "PRAGMA application_id = 99";
            return {};
        });
        ASSERT_TRUE(made) << words(made);
        refuse(*other->image(), ErrorCode::journal_damaged, "a database of another program");
    }
    expect_error(open(folder.get()), ErrorCode::unreadable, "is not a file");
    expect_error(open(""), ErrorCode::unreadable);
    expect_error(open(folder.path() + "/below-a-file.db"), ErrorCode::unreadable);
    expect_error(open_journal(folder.path("none.db"), {.create = false}), ErrorCode::unreadable, "no such journal");
}

// Changes a journal's tables, and opens it again.
void with_changed(const std::string& statement, ErrorCode code, std::string_view part) {
    for (const Passphrase& passphrase : {Passphrase(), Passphrase("secret")}) {
        const Folder folder(find_fast_folder());
        const Records wanted = fill(folder.path("first.db"), {});
        Result<Database> database = open_database_image(read_file(folder.path("first.db")), "j");
        ASSERT_TRUE(database) << words(database);
        const Result<void> changed = database->read([&](soci::session& sql) -> Result<void> {
            sql << "PRAGMA foreign_keys = OFF";
            sql << statement;
            return {};
        });
        ASSERT_TRUE(changed) << words(changed);
        Bytes bytes = *database->image();
        if (passphrase) bytes = seal(bytes, *compute_seal_key(*passphrase, cheap, "j"));
        write_file(folder.path(), bytes);
        Result<Journal> journal = open(folder.path(), passphrase);
        if (journal) {
            expect_error(journal->list_all(), code, part);
        } else {
            expect_error(journal, code, part);
            EXPECT_TRUE(read_file(folder.path()) == bytes);
        }
    }
}

TEST(Damage, NewerVersionIsTold) {
    with_changed("PRAGMA user_version = 99", ErrorCode::journal_version,
                 "has version 99, this program knows up to version 1");
}

TEST(Damage, ChangesByOtherProgramsAreTold) {
    with_changed("PRAGMA user_version = 0", ErrorCode::journal_damaged, "no version");
    with_changed("DROP TABLE measure", ErrorCode::journal_damaged, "tables");
    with_changed("DELETE FROM episode", ErrorCode::journal_damaged, "belong to nothing");
    with_changed("UPDATE entry SET text = 'other' WHERE seq = 2", ErrorCode::journal_damaged, "was changed");
    with_changed("UPDATE measure SET value = value + 1", ErrorCode::journal_damaged, "was changed");
    with_changed("DELETE FROM measure", ErrorCode::journal_damaged, "was changed");
    with_changed("UPDATE person SET name = 'Other'", ErrorCode::journal_damaged, "was changed");
    with_changed("UPDATE episode SET begun = '2026-01-01'", ErrorCode::journal_damaged, "was changed");
}

TEST(Damage, EmptyFileIsANewJournal) {
    for (const Passphrase& passphrase : {Passphrase(), Passphrase("secret")}) {
        const Folder folder(find_fast_folder());
        write_file(folder.path(), {});
        Journal journal = opened(folder.path(), passphrase);
        add_ann(journal);
        EXPECT_EQ(journal.list_people()->size(), 1U);
    }
}

}  // namespace
}  // namespace knotwork::test
