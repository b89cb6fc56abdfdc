#include "journal/sample.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace knotwork::test {

namespace fs = std::filesystem;

std::string find_fast_folder() {
    return ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : fs::temp_directory_path().string();
}

Folder::Folder() : Folder(fs::temp_directory_path().string()) {}

Folder::Folder(const std::string& within) {
    std::string pattern = within + "/knotwork-journal-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = fs::canonical(pattern).string();
}

Folder::~Folder() {
    std::error_code ignored;
    fs::permissions(path_, fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
}

std::vector<std::string> Folder::list() const {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

Bytes read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Bytes bytes(text.size());
    std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return bytes;
}

void write_file(const std::string& path, const Bytes& bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out) std::abort();
}

bool contains(const Bytes& bytes, std::string_view text) {
    const std::string_view view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return view.find(text) != std::string_view::npos;
}

Result<Journal> open(const std::string& file, const Passphrase& passphrase, int wait_ms,
                     std::function<std::int64_t()> clock) {
    return open_journal(file, JournalOptions{.passphrase = passphrase, .wait_ms = wait_ms},
                        JournalSettings{.cost = cheap, .clock = std::move(clock)});
}

Journal opened(const std::string& file, const Passphrase& passphrase, int wait_ms) {
    Result<Journal> journal = open(file, passphrase, wait_ms);
    EXPECT_TRUE(journal.has_value()) << words(journal);
    return std::move(journal.value());
}

std::string id_of(char first, int number) {
    const std::string digits = std::to_string(number);
    return first + std::string(31 - digits.size(), '0') + digits;
}

Person ann() { return {id_of('a', 0), "Ann"}; }
Episode leg() { return {id_of('b', 0), ann().id, "right leg", Date{2026, 1, 2}, std::nullopt}; }

Entry note(int number, std::string text, std::int64_t time) {
    Entry entry;
    entry.id = id_of('c', number);
    entry.episode = leg().id;
    entry.at = Moment{time, 60};
    entry.kind = EntryKind::note;
    entry.text = std::move(text);
    return entry;
}

Entry measure(int number, std::string name, double value, std::int64_t time) {
    Entry entry = note(number, "", time);
    entry.kind = EntryKind::measure;
    entry.measure = std::move(name);
    entry.value = value;
    return entry;
}

void add_ann(Journal& journal) {
    const Result<void> person = journal.add(ann()), episode = journal.add(leg());
    ASSERT_TRUE(person) << words(person);
    ASSERT_TRUE(episode) << words(episode);
}

int run_apart(const std::function<int()>& act) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(act());
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child) std::abort();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

}  // namespace knotwork::test
