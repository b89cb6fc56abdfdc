// Journals for tests: a folder that goes away, cheap passphrases, and records to put in.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/store.hpp"

namespace knotwork::test {

using Bytes = std::vector<std::byte>;
using Passphrase = std::optional<std::string>;

inline constexpr SealCost cheap{1, 8192};

class Folder {
  public:
    Folder();  // on the disk
    explicit Folder(const std::string& within);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path(const std::string& name = "journal.db") const { return path_ + "/" + name; }
    const std::string& get() const { return path_; }
    std::vector<std::string> list() const;  // names, sorted

  private:
    std::string path_;
};

Bytes read_file(const std::string& path);
void write_file(const std::string& path, const Bytes& bytes);
bool contains(const Bytes& bytes, std::string_view text);

Result<Journal> open(const std::string& file, const Passphrase& passphrase = {}, int wait_ms = 300,
                     std::function<std::int64_t()> clock = {});
// The same, where it must work.
Journal opened(const std::string& file, const Passphrase& passphrase = {}, int wait_ms = 300);

// A folder of this machine whose files lie in memory, where it has one: for tests of many small changes.
std::string find_fast_folder();

// "00...0<number>", within a kind told by its first digit.
std::string id_of(char first, int number);
Person ann();
Episode leg();                                                    // of Ann
Entry note(int number, std::string text, std::int64_t time = 0);  // of the leg
Entry measure(int number, std::string name, double value, std::int64_t time = 0);
void add_ann(Journal& journal);  // and her leg

// Words for a failure, for EXPECT_TRUE(...) << words(result).
template <class T>
std::string words(const Result<T>& result) {
    return result ? "" : std::string(name(result.error().code)) + ": " + result.error().message();
}
template <class T>
void expect_error(const Result<T>& result, ErrorCode code, std::string_view part = "") {
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(name(result.error().code), name(code)) << result.error().message();
    EXPECT_NE(result.error().message().find(part), std::string::npos) << result.error().message();
    EXPECT_EQ(result.error().message().find('\n'), std::string::npos) << result.error().message();
}

// Runs in a process of its own and returns what `act` returns, or 1000 + the signal that ended it.
int run_apart(const std::function<int()>& act);

// A test that is run on a plain journal and on a sealed one.
class InBothForms : public testing::TestWithParam<bool> {
  protected:
    Passphrase passphrase() const { return GetParam() ? Passphrase("a pass phrase") : std::nullopt; }
    Journal open_again() const { return opened(folder.path(), passphrase()); }
    Folder folder;
};

}  // namespace knotwork::test
