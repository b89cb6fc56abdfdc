// A full disk costs the change that did not fit, and nothing else.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

class DiskFull : public InBothForms {};
INSTANTIATE_TEST_SUITE_P(Form, DiskFull, testing::Bool(),
                         [](const auto& form) { return form.param ? "Sealed" : "Plain"; });

constexpr int passed = 0, not_allowed = 77;

int failed(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    return 1;
}

Entry long_note(int number) { return note(number, std::string(9000, static_cast<char>('a' + number % 26)), number); }

// Adds notes until there is no room, checks that all before are there, makes room, and adds again.
int fill_up(const std::string& file, const Passphrase& passphrase, const std::function<void()>& make_room) {
    std::vector<Entry> kept;
    {
        Result<Journal> journal = open(file, passphrase);
        if (!journal) return failed(words(journal));
        if (!journal->add(ann()) || !journal->add(leg())) return failed("there is room for a person");
        Result<void> added;
        while (added && kept.size() < 1000) {
            const Entry entry = long_note(static_cast<int>(kept.size()));
            added = journal->add(std::span(&entry, 1));
            if (added) kept.push_back(entry);
        }
        if (added) return failed("it never got full");
        if (added.error().code != ErrorCode::unreadable || added.error().where != file ||
            added.error().reason.find("no space left") == std::string::npos ||
            added.error().reason.find("what was there before is safe") == std::string::npos)
            return failed(words(added));
        if (kept.size() < 3) return failed("it was full at once");
        const Result<std::vector<Entry>> listed = journal->list_entries({});
        if (!listed || *listed != kept) return failed("what was kept is not there: " + words(listed));
        if (const Result<void> again = journal->add(std::vector{long_note(500)}); again)
            return failed("there was room after all");
        const Result<std::vector<Entry>> still = journal->list_entries({});
        if (!still || *still != kept) return failed("what was kept is gone: " + words(still));
    }
    {
        Result<Journal> journal = open(file, passphrase);
        if (!journal) return failed("opened while full: " + words(journal));
        const Result<std::vector<Entry>> listed = journal->list_entries({});
        if (!listed || *listed != kept) return failed("opened again, it is not all there: " + words(listed));
        make_room();
        kept.push_back(long_note(600));
        if (const Result<void> added = journal->add(std::span(&kept.back(), 1)); !added)
            return failed("there is room again: " + words(added));
    }
    Result<Journal> journal = open(file, passphrase);
    if (!journal) return failed(words(journal));
    const Result<std::vector<Entry>> listed = journal->list_entries({});
    return listed && *listed == kept ? passed : failed("in the end it is not all there: " + words(listed));
}

TEST_P(DiskFull, AtALimitOfFileSize) {
    EXPECT_EQ(run_apart([&] {
                  std::signal(SIGXFSZ, SIG_IGN);
                  rlimit before{};
                  if (::getrlimit(RLIMIT_FSIZE, &before) != 0) return failed("getrlimit");
                  const rlimit small{400000, before.rlim_max};
                  if (::setrlimit(RLIMIT_FSIZE, &small) != 0) return failed("setrlimit");
                  return fill_up(folder.path(), passphrase(), [&] { ::setrlimit(RLIMIT_FSIZE, &before); });
              }),
              passed);
}

// A file system of its own, in memory, of this size; or an errno.
int mount_small(const std::string& folder) {
    const unsigned user = ::geteuid(), group = ::getegid();
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return errno;
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
    std::ofstream("/proc/self/gid_map") << "0 " << group << " 1";
    if (::mount("none", folder.c_str(), "tmpfs", 0, "size=1m") != 0) return errno;
    return 0;
}

TEST_P(DiskFull, OnASmallFileSystem) {
    const int outcome = run_apart([&] {
        if (mount_small(folder.get()) != 0) return not_allowed;
        const std::string ballast = folder.path("ballast");
        write_file(ballast, Bytes(300000, std::byte{1}));
        return fill_up(folder.path(), passphrase(), [&] { ::unlink(ballast.c_str()); });
    });
    // The limit of file size above is tried wherever the tests run.
    if (outcome == not_allowed) GTEST_SKIP() << "no file systems may be mounted here";
    EXPECT_EQ(outcome, passed);
}

TEST_P(DiskFull, LeavesThePassphraseAsItWas) {
    EXPECT_EQ(
        run_apart([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            std::vector<Entry> entries;
            for (int i = 0; i < 20; ++i) entries.push_back(long_note(i));
            Result<Journal> journal = open(folder.path(), passphrase());
            if (!journal || !journal->add(ann()) || !journal->add(leg()) || !journal->add(entries))
                return failed("filling");
            rlimit before{};
            ::getrlimit(RLIMIT_FSIZE, &before);
            const rlimit small{100000, before.rlim_max};
            // To another passphrase, and to the other form.
            for (const Passphrase& other : {Passphrase("other"), GetParam() ? Passphrase() : Passphrase("third")}) {
                ::setrlimit(RLIMIT_FSIZE, &small);
                const Result<void> set = journal->set_passphrase(other);
                ::setrlimit(RLIMIT_FSIZE, &before);
                if (set || set.error().reason.find("no space left") == std::string::npos)
                    return failed("set: " + words(set));
                const Entry more = note(100 + static_cast<int>(entries.size()), "more", 1000);
                entries.push_back(more);
                if (const Result<void> added = journal->add(std::span(&more, 1)); !added)
                    return failed("add: " + words(added));
                if (*journal->list_entries({}) != entries) return failed("not all is there");
            }
            journal = fail(ErrorCode::missing, "", "closed");
            journal = open(folder.path(), passphrase());
            if (!journal) return failed(words(journal));
            return *journal->list_entries({}) == entries ? passed : failed("not all is there");
        }),
        passed);
}

}  // namespace
}  // namespace knotwork::test
