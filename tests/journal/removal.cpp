// What is removed from a plain journal is in none of its files any more.
#include <gtest/gtest.h>

#include <filesystem>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

// A text of which each stretch of 40 bytes names its entry.
std::string marked(int number, std::size_t size) {
    const std::string mark = "<marker-" + std::to_string(1000 + number) + ">";
    std::string text;
    while (text.size() < size) text += mark;
    return text;
}
std::string mark(int number) { return "marker-" + std::to_string(1000 + number); }

std::string files_with(const Folder& folder, const std::string& text) {
    std::string found;
    for (const std::string& name : folder.list())
        if (contains(read_file(folder.path(name)), text)) found += name + " ";
    return found;
}

TEST(Removal, LeavesNoByteInTheFiles) {
    const Folder folder;
    Journal journal = opened(folder.path());
    add_ann(journal);
    constexpr int count = 120;
    // Small ones share pages and move between them; large ones fill pages of their own.
    const auto size = [](int number) -> std::size_t {
        return number % 10 == 9 ? 50000U : number % 10 == 4 ? 3000U : 60U + 37U * static_cast<std::size_t>(number % 7);
    };
    for (int i = 0; i < count; ++i) {
        const Entry entry = note(i * 37 % count, marked(i * 37 % count, size(i * 37 % count)), i);
        ASSERT_TRUE(journal.add(std::span(&entry, 1)));
    }
    for (const int number : {0, 4, 9, 17, 50, 51, 52, 53, 54, 59, 119, 3, 33, 63, 93}) {
        ASSERT_NE(files_with(folder, mark(number)), "") << "the search finds what is there";
        const Result<void> removed = journal.remove_entry(id_of('c', number));
        ASSERT_TRUE(removed) << words(removed);
        EXPECT_EQ(files_with(folder, mark(number)), "") << number;
        EXPECT_EQ(files_with(folder, id_of('c', number)), "") << number;
    }
    EXPECT_NE(files_with(folder, mark(60)), "");
    ASSERT_TRUE(journal.remove_person(ann().id));
    EXPECT_EQ(files_with(folder, "marker-"), "");
    EXPECT_EQ(files_with(folder, "right leg"), "");
}

TEST(Removal, WaitsForAReaderAndIsMadeUpForLater) {
    const Folder folder;
    {
        Journal journal = opened(folder.path());
        add_ann(journal);
        const Entry entry = note(1, marked(1, 500));
        ASSERT_TRUE(journal.add(std::span(&entry, 1)));
        Result<Database> reader = open_database_file(folder.path(), Access::read, 0, "reader");
        ASSERT_TRUE(reader) << words(reader);
        const Result<void> during = reader->read([&](soci::session& sql) -> Result<void> {
            const soci::transaction kept_open(sql);
            int count = 0;
            sql << "SELECT COUNT(*) FROM entry", soci::into(count);
            return journal.remove_entry(entry.id);
        });
        expect_error(during, ErrorCode::in_use, "tried again at the next opening");
        EXPECT_TRUE(journal.list_entries({})->empty()) << "it is removed nevertheless";
    }
    const Journal journal = opened(folder.path());
    EXPECT_EQ(files_with(folder, mark(1)), "");
}

TEST(Removal, OfTheWholeJournal) {
    for (const Passphrase& passphrase : {Passphrase(), Passphrase("x")}) {
        const Folder folder;
        const std::string hard_link = folder.get() + "-link";
        {
            Journal journal = opened(folder.path(), passphrase);
            add_ann(journal);
            expect_error(remove_journal(folder.path()), ErrorCode::in_use);
            std::filesystem::create_hard_link(folder.path(), hard_link);
        }
        const Result<void> removed = remove_journal(folder.path());
        EXPECT_TRUE(removed) << words(removed);
        EXPECT_TRUE(folder.list().empty());
        const Bytes left = read_file(hard_link);
        EXPECT_TRUE(std::all_of(left.begin(), left.end(), [](std::byte b) { return b == std::byte{0}; }));
        std::filesystem::remove(hard_link);
        expect_error(remove_journal(folder.path()), ErrorCode::unreadable, "no such journal");
    }
    const Folder folder;
    write_file(folder.path("letter.txt"), Bytes(500, std::byte{'x'}));
    expect_error(remove_journal(folder.path("letter.txt")), ErrorCode::journal_damaged, "not a journal");
    EXPECT_EQ(read_file(folder.path("letter.txt")).size(), 500U);
}

}  // namespace
}  // namespace knotwork::test
