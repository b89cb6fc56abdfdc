// Where nothing may be written, a journal can still be read, and says so when it is asked to write.
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

class ReadOnly : public InBothForms {};
INSTANTIATE_TEST_SUITE_P(Form, ReadOnly, testing::Bool(),
                         [](const auto& form) { return form.param ? "Sealed" : "Plain"; });

constexpr int passed = 0;

int failed(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    return 1;
}

// Permissions do not hold for root: the child becomes somebody else.
bool become_nobody() {
    constexpr unsigned nobody = 65534;
    if (::geteuid() != 0) return true;
    return ::setgroups(0, nullptr) == 0 && ::setgid(nobody) == 0 && ::setuid(nobody) == 0;
}

int read_and_fail_to_write(const std::string& file, const Passphrase& passphrase, const Records& wanted) {
    if (!become_nobody()) return failed("cannot become nobody");
    Result<Journal> journal = open(file, passphrase);
    if (!journal) return failed(words(journal));
    if (!journal->is_read_only()) return failed("it thinks that it can write");
    const Result<Records> all = journal->list_all();
    if (!all || *all != wanted) return failed("reading: " + words(all));
    const Result<void> added = journal->add(std::vector{note(50, "x")});
    if (added || added.error().code != ErrorCode::unreadable ||
        added.error().reason.find("may not be written") == std::string::npos)
        return failed("writing: " + words(added));
    if (journal->remove_entry(wanted.entries[0].id) || journal->set_passphrase("new")) return failed("it changed");
    const Result<Records> still = journal->list_all();
    return still && *still == wanted ? passed : failed("reading again: " + words(still));
}

Records fill(const std::string& file, const Passphrase& passphrase) {
    Journal journal = opened(file, passphrase);
    add_ann(journal);
    EXPECT_TRUE(journal.add(std::vector{note(1, "one"), measure(2, "pain", 3, 5)}));
    return *journal.list_all();
}

void allow_reading(const Folder& folder, unsigned folder_mode) {
    for (const std::string& name : folder.list()) ::chmod(folder.path(name).c_str(), 0444);
    ::chmod(folder.get().c_str(), folder_mode);
}

TEST_P(ReadOnly, FolderOfAClosedJournal) {
    const Records wanted = fill(folder.path(), passphrase());
    for (const bool has_lock_file : {true, false}) {
        if (!has_lock_file) {
            ::chmod(folder.get().c_str(), 0755);
            std::filesystem::remove(folder.path("journal.db.lock"));
        }
        allow_reading(folder, 0555);
        const Bytes before = read_file(folder.path());
        EXPECT_EQ(run_apart([&] { return read_and_fail_to_write(folder.path(), passphrase(), wanted); }), passed);
        EXPECT_TRUE(read_file(folder.path()) == before);
    }
}

TEST_P(ReadOnly, FileInAFolderThatMayBeWritten) {
    const Records wanted = fill(folder.path(), passphrase());
    allow_reading(folder, 0777);
    EXPECT_EQ(run_apart([&] { return read_and_fail_to_write(folder.path(), passphrase(), wanted); }), passed);
}

TEST_P(ReadOnly, NothingCanBeMadeThere) {
    ::chmod(folder.get().c_str(), 0555);
    EXPECT_EQ(run_apart([&] {
                  if (!become_nobody()) return failed("cannot become nobody");
                  for (const char* name : {"journal.db", "deeper/journal.db"}) {
                      const Result<Journal> journal = open(folder.path(name), passphrase());
                      if (journal || journal.error().code != ErrorCode::unreadable) return failed(words(journal));
                  }
                  return passed;
              }),
              passed);
}

TEST(ReadOnlyLog, IsReadBesideItsWriterAndToldWhereItCannotBe) {
    const Folder folder;
    Journal journal = opened(folder.path());
    add_ann(journal);
    ASSERT_TRUE(journal.add(std::vector{note(1, "one")}));
    const Records wanted = *journal.list_all();
    allow_reading(folder, 0555);
    EXPECT_EQ(run_apart([&] { return read_and_fail_to_write(folder.path(), {}, wanted); }), passed);
    // A copy of a journal that was killed, without the file that SQLite would have to make anew.
    const Folder copy;
    for (const char* name : {"journal.db", "journal.db-wal"})
        std::filesystem::copy_file(folder.path(name), copy.path(name));
    allow_reading(copy, 0555);
    EXPECT_EQ(run_apart([&] {
                  if (!become_nobody()) return failed("cannot become nobody");
                  const Result<Journal> other = open(copy.path());
                  if (other) {
                      const Result<Records> all = other->list_all();
                      return all && *all == wanted ? passed : failed("it shows less than there is");
                  }
                  return other.error().reason.find("-wal") != std::string::npos ? passed : failed(words(other));
              }),
              passed);
}

}  // namespace
}  // namespace knotwork::test
