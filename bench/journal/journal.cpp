// What one change of a journal costs, plain and sealed, at 1 MB and 20 MB: adding a note, removing one, opening. Times
// are of the wall clock, and most of them the disk's; TMPDIR says on which one.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "journal/store.hpp"

namespace {

using namespace knotwork;

const std::string episode(32, 'b');

Entry note(std::size_t size) {
    Entry entry;
    entry.id = make_id();
    entry.episode = episode;
    while (entry.text.size() < size) entry.text += make_id();
    return entry;
}

template <class T>
void require(const Result<T>& done) {
    if (!done) throw std::runtime_error(done.error().message());
}

// A journal of so many megabytes in a folder that goes away: documents of 20 KB, and notes.
class Filled {
  public:
    explicit Filled(const benchmark::State& state) {
        std::string pattern = (std::filesystem::temp_directory_path() / "knotwork-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
        folder_ = pattern;
        if (state.range(0) != 0) options_.passphrase = "a pass phrase";
        Result<Journal> journal = open();
        const std::string person(32, 'a');
        require(journal->add(Person{person, "Ann"}));
        require(journal->add(Episode{episode, person, "leg", Date{2026, 1, 1}, {}}));
        std::vector<Entry> entries;
        for (int i = 0; i < 48 * state.range(1); ++i) {
            entries.push_back(note(20000));
            entries.push_back(note(200));
        }
        require(journal->add(entries));
    }
    ~Filled() { std::filesystem::remove_all(folder_); }
    Filled(const Filled&) = delete;
    Filled& operator=(const Filled&) = delete;

    // With the cost of a passphrase that people get.
    Result<Journal> open() const {
        Result<Journal> journal = open_journal(folder_ + "/journal.db", options_);
        require(journal);
        return journal;
    }

  private:
    std::string folder_;
    JournalOptions options_;
};

void name_arguments(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"sealed", "MB"})->ArgsProduct({{0, 1}, {1, 20}})->UseRealTime()->Unit(benchmark::kMillisecond);
}

void add_a_note(benchmark::State& state) {
    const Filled filled(state);
    Result<Journal> journal = filled.open();
    for (auto _ : state) {
        const Entry entry = note(200);
        require(journal->add(std::span(&entry, 1)));
    }
}
BENCHMARK(add_a_note)->Apply(name_arguments);

void remove_a_note(benchmark::State& state) {
    const Filled filled(state);
    Result<Journal> journal = filled.open();
    for (auto _ : state) {
        state.PauseTiming();
        const Entry entry = note(200);
        require(journal->add(std::span(&entry, 1)));
        state.ResumeTiming();
        require(journal->remove_entry(entry.id));
    }
}
BENCHMARK(remove_a_note)->Apply(name_arguments);

void open_it(benchmark::State& state) {
    const Filled filled(state);
    for (auto _ : state) require(filled.open());
}
BENCHMARK(open_it)->Apply(name_arguments);

void list_all_of_it(benchmark::State& state) {
    const Filled filled(state);
    const Result<Journal> journal = filled.open();
    for (auto _ : state) require(journal->list_all());
}
BENCHMARK(list_all_of_it)->Apply(name_arguments);

}  // namespace
