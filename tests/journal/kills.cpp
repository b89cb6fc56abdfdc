// A program that is killed at any moment loses nothing that it has acknowledged, and leaves nothing half done.
// KNOTWORK_KILL_ROUNDS says how often it is killed; 40 times if it is not set.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "journal/sample.hpp"
#include "journal/written.hpp"

namespace knotwork::test {
namespace {

int rounds() {
    const char* told = std::getenv("KNOTWORK_KILL_ROUNDS");
    return told != nullptr ? std::atoi(told) : 40;  // NOLINT(cert-err34-c)
}

// When a writer is killed: so long after it was started, or after it has said its first word.
struct Deadline {
    bool is_after_first_word = false;
    std::chrono::microseconds time;
};

// Runs journal_writer, kills it, and returns what it said.
std::string run_and_kill(const std::string& file, unsigned seed, const std::string& passphrase, bool reseals,
                         const Deadline& deadline) {
    int ends[2] = {};
    if (::pipe(ends) != 0) std::abort();
    const std::string number = std::to_string(seed);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::execl(KNOTWORK_JOURNAL_WRITER, "journal_writer", file.c_str(), number.c_str(), passphrase.c_str(),
                reseals ? "reseal" : nullptr, nullptr);
        ::_exit(9);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[4096];
    if (deadline.is_after_first_word && ::read(ends[0], buffer, 1) == 1) said += buffer[0];
    std::this_thread::sleep_for(deadline.time);
    ::kill(child, SIGKILL);
    for (ssize_t got = 1; got > 0;) {
        got = ::read(ends[0], buffer, sizeof buffer);
        if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << said;
    return said;
}

// What a journal must hold, followed through what its writer said.
struct Expected {
    std::set<std::string> ids;
    std::string passphrase = "-";
    // The change that was not acknowledged: may be there or not.
    std::set<std::string> added, removed;
    std::string resealed;
    int changes = 0;

    void settle() {
        ids.insert(added.begin(), added.end());
        for (const std::string& id : removed) ids.erase(id);
        if (!resealed.empty()) passphrase = resealed;
        forget();
    }
    void forget() {
        added.clear();
        removed.clear();
        resealed.clear();
    }
    void follow(const std::string& said) {
        std::istringstream lines(said);
        for (std::string line; std::getline(lines, line) && !lines.eof();) {
            std::istringstream words(line);
            std::string first, what, word;
            words >> first >> what;
            if (first == "ack") {
                settle();
                ++changes;
                continue;
            }
            ASSERT_EQ(first, "try") << line;
            while (words >> word) {
                if (what == "add" || what == "merge") added.insert(word);
                if (what == "remove") removed.insert(word);
                if (what == "seal") resealed = word;
            }
        }
    }
};

Passphrase told(const std::string& passphrase) { return passphrase == "-" ? Passphrase() : Passphrase(passphrase); }

void check(const Folder& folder, Expected& expected) {
    Result<Journal> journal = open(folder.path(), told(expected.passphrase));
    // A passphrase given to a plain journal is not looked at, so what it is now is asked of the journal.
    const bool fits = journal && journal->is_sealed() == (expected.passphrase != "-");
    if (!expected.resealed.empty() && !fits) {
        if (journal) journal = fail(ErrorCode::missing, "", "closed");
        journal = open(folder.path(), told(expected.resealed));
        expected.passphrase = expected.resealed;
    }
    ASSERT_TRUE(journal) << words(journal);
    EXPECT_EQ(journal->is_sealed(), expected.passphrase != "-");
    const Result<Records> all = journal->list_all();
    ASSERT_TRUE(all) << words(all);
    std::set<std::string> ids;
    for (const Entry& entry : all->entries) {
        EXPECT_EQ(entry, written_entry(entry.id)) << "a half entry";
        ids.insert(entry.id);
    }
    if (ids != expected.ids) expected.settle();  // the change in flight was kept, and then whole
    EXPECT_TRUE(ids == expected.ids) << ids.size() << " entries, not " << expected.ids.size();
    expected.forget();
    for (const char* left : {"journal.db.new", "journal.db.old"})
        EXPECT_FALSE(std::filesystem::exists(folder.path(left))) << left;
}

void kill_often(const std::string& passphrase, bool reseals) {
    constexpr int rounds_of_a_journal = 10, longest_us = 80000;
    std::mt19937 dice(static_cast<unsigned>(passphrase.size()) + (reseals ? 100U : 0U));
    int changes = 0;
    for (int done = 0; done < rounds() && !testing::Test::HasFailure();) {
        // In memory there are more changes to be killed in, on a disk they take longer.
        const Folder folder(done / rounds_of_a_journal % 2 == 0 ? find_fast_folder()
                                                                : std::filesystem::temp_directory_path().string());
        Expected expected;
        expected.passphrase = passphrase;
        {
            Journal journal = opened(folder.path(), told(passphrase));
            ASSERT_TRUE(journal.add(Person{writer_person, "Ann"}));
            ASSERT_TRUE(journal.add(Episode{writer_episode, writer_person, "leg", Date{2026, 1, 1}, {}}));
        }
        for (int i = 0; i < rounds_of_a_journal && done < rounds() && !testing::Test::HasFailure(); ++i, ++done) {
            const Deadline deadline{dice() % 4 != 0, std::chrono::microseconds(dice() % longest_us)};
            expected.follow(
                run_and_kill(folder.path(), static_cast<unsigned>(dice()), expected.passphrase, reseals, deadline));
            check(folder, expected);
        }
        changes += expected.changes;
    }
    EXPECT_GT(changes, rounds() / 4) << "the program was killed before it did anything";
    std::printf("killed %d times, after %d acknowledged changes\n", rounds(), changes);
}

TEST(Kills, OfAPlainJournalsWriter) { kill_often("-", false); }
TEST(Kills, OfASealedJournalsWriter) { kill_often("one", false); }
TEST(Kills, WhileThePassphraseIsChanged) { kill_often("-", true); }

}  // namespace
}  // namespace knotwork::test
