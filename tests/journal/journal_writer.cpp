// Changes a journal at random until it is killed, and says what it does:
//
//     journal_writer FILE SEED PASSPHRASE|- [reseal]
//
//     try add ID ...     before each change: also "merge ID ...", "remove ID", "seal PASSPHRASE|-"
//     ack                once it is kept
//
// With `reseal` the passphrase is changed too. Ends with 3 after an error.
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <string>

#include "journal/store.hpp"
#include "journal/written.hpp"

namespace {

using namespace knotwork;

void say(const std::string& line) {
    const std::string text = line + "\n";
    if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::exit(4);
}

template <class T>
void require(const Result<T>& done) {
    if (done) return;
    say("error " + done.error().message());
    std::exit(3);
}

class Writer {
  public:
    Writer(Journal journal, unsigned seed, bool reseals)
        : journal_(std::move(journal)), dice_(seed), reseals_(reseals) {
        const auto entries = journal_.list_entries({});
        require(entries);
        for (const Entry& entry : *entries) ids_.push_back(entry.id);
    }

    void change() {
        const auto roll = dice_() % 100;
        if (reseals_ && roll < 30) return reseal();
        if (roll < 50 && !ids_.empty()) return remove();
        add(roll % 2 == 0);
    }

  private:
    void add(bool merges) {
        std::vector<Entry> entries;
        std::string ids;
        for (unsigned i = 0; i <= dice_() % 3; ++i) {
            entries.push_back(test::written_entry(make_id()));
            ids += " " + entries.back().id;
        }
        say((merges ? "try merge" : "try add") + ids);
        if (merges) {
            Records records{{}, {}, entries};
            if (!ids_.empty()) records.entries.push_back(test::written_entry(ids_.front()));
            require(journal_.merge(records));
        } else {
            require(journal_.add(entries));
        }
        say("ack");
        for (const Entry& entry : entries) ids_.push_back(entry.id);
    }

    void remove() {
        std::swap(ids_[dice_() % ids_.size()], ids_.back());
        say("try remove " + ids_.back());
        require(journal_.remove_entry(ids_.back()));
        say("ack");
        ids_.pop_back();
    }

    void reseal() {
        const std::string passphrase = std::vector<std::string>{"-", "one", "two"}[dice_() % 3];
        say("try seal " + passphrase);
        require(journal_.set_passphrase(passphrase == "-" ? std::nullopt : std::optional(passphrase)));
        say("ack");
    }

    Journal journal_;
    std::mt19937 dice_;
    bool reseals_;
    std::vector<std::string> ids_;
};

}  // namespace

int main(int count, char** words) {
    if (count < 4) return 2;
    const std::string passphrase = words[3];
    JournalOptions options{.wait_ms = 2000};
    if (passphrase != "-") options.passphrase = passphrase;
    constexpr SealCost cheap{1, 8192};
    Result<Journal> journal = open_journal(words[1], options, JournalSettings{.cost = cheap});
    require(journal);
    Writer writer(std::move(*journal), static_cast<unsigned>(std::strtoul(words[2], nullptr, 10)), count > 4);
    while (true) writer.change();
}
