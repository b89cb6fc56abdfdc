// Random records, whatever they are, come out as they went in, and go from one journal to another.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

class RandomRecords : public InBothForms {};
INSTANTIATE_TEST_SUITE_P(Form, RandomRecords, testing::Bool(),
                         [](const auto& form) { return form.param ? "Sealed" : "Plain"; });

std::string text() { return *rc::gen::arbitrary<std::string>(); }

Date day() { return add_days(Date{1, 1, 1}, *rc::gen::inRange(0, 3652058)); }

Entry random_entry(int number, const std::vector<Episode>& episodes) {
    Entry entry;
    entry.id = id_of('c', number);
    entry.episode = (*rc::gen::elementOf(episodes)).id;
    entry.at = Moment{*rc::gen::inRange<std::int64_t>(-30, 30), *rc::gen::inRange(-1080, 1081)};
    entry.kind = static_cast<EntryKind>(*rc::gen::inRange(0, 8));
    entry.text = text();
    entry.atlas = text();
    if (number > 0 && *rc::gen::arbitrary<bool>()) entry.of = id_of('c', *rc::gen::inRange(0, number));
    if (entry.kind != EntryKind::measure) return entry;
    entry.measure = "m" + text();
    if (*rc::gen::arbitrary<bool>()) entry.side = *rc::gen::element(Side::left, Side::right);
    entry.place = text();
    entry.value = *rc::gen::arbitrary<double>();
    return entry;
}

Records random_records() {
    Records records;
    const int people = *rc::gen::inRange(1, 4), episodes = *rc::gen::inRange(1, 5), entries = *rc::gen::inRange(0, 12);
    for (int i = 0; i < people; ++i) records.people.push_back({id_of('a', i), std::to_string(i) + text()});
    for (int i = 0; i < episodes; ++i) {
        Episode episode{id_of('b', i), (*rc::gen::elementOf(records.people)).id, text(), day(), std::nullopt};
        if (*rc::gen::arbitrary<bool>()) episode.ended = std::max(episode.begun, day());
        records.episodes.push_back(episode);
    }
    for (int i = 0; i < entries; ++i) records.entries.push_back(random_entry(i, records.episodes));
    return records;
}

// In the order that a journal gives them in.
Records sorted(Records records) {
    std::stable_sort(records.episodes.begin(), records.episodes.end(),
                     [](const Episode& a, const Episode& b) { return a.begun < b.begun; });
    std::map<std::string, std::size_t> order;
    for (const Episode& episode : records.episodes) order.emplace(episode.id, order.size());
    std::stable_sort(records.entries.begin(), records.entries.end(), [&](const Entry& a, const Entry& b) {
        return std::pair(order.at(a.episode), a.at.seconds) < std::pair(order.at(b.episode), b.at.seconds);
    });
    return records;
}

TEST_P(RandomRecords, ComeOutAsTheyWentIn) {
    EXPECT_TRUE(rc::check([this] {
        const Records records = random_records();
        const Folder there(find_fast_folder());
        Journal one = opened(there.path("one.db"), passphrase()), other = opened(there.path("other.db"), passphrase());
        for (const Person& person : records.people) RC_ASSERT(one.add(person).has_value());
        for (const Episode& episode : records.episodes) RC_ASSERT(one.add(episode).has_value());
        RC_ASSERT(words(one.add(records.entries)).empty());
        const Result<Records> all = one.list_all();
        RC_ASSERT(words(all).empty());
        RC_ASSERT(*all == sorted(records));
        const Result<Merged> merged = other.merge(*all);
        RC_ASSERT(words(merged).empty());
        RC_ASSERT(*other.list_all() == *all);
        RC_ASSERT(other.merge(records)->added == 0U);
    }));
}

}  // namespace
}  // namespace knotwork::test
