#include "journal/journal.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "journal/rows.hpp"
#include "journal/store.hpp"

namespace knotwork {
namespace {

std::string numbered(const char* list, std::size_t index) {
    return std::string(list) + "[" + std::to_string(index) + "]";
}

Result<void> check_new(soci::session& sql, Table table, const std::string& id, const std::string& where) {
    if (has_row(sql, table, id)) return fail(ErrorCode::contradiction, where + ".id", id + " is there already");
    return {};
}

Result<void> check_known(soci::session& sql, Table table, const char* kind, const std::string& id,
                         const std::string& where) {
    if (!has_row(sql, table, id))
        return fail(ErrorCode::unknown_name, where, std::string("there is no ") + kind + " " + id);
    return {};
}

Result<void> insert(soci::session& sql, const Person& person, const std::string& where, std::int64_t written) {
    std::string namesake;
    sql << "SELECT id FROM person WHERE name = :name", soci::use(person.name), soci::into(namesake);
    if (sql.got_data())
        return fail(ErrorCode::contradiction, where + ".name",
                    "\"" + person.name + "\" is the name of " + namesake + " already, and not of " + person.id);
    write_row(sql, person, written);
    return {};
}

Result<void> insert(soci::session& sql, const Episode& episode, const std::string& where, std::int64_t written) {
    if (Result<void> known = check_known(sql, Table::person, "person", episode.person, where + ".person"); !known)
        return known;
    write_row(sql, episode, written);
    return {};
}

Result<void> insert(soci::session& sql, const Entry& entry, const std::string& where, std::int64_t written) {
    if (Result<void> known = check_known(sql, Table::episode, "episode", entry.episode, where + ".episode"); !known)
        return known;
    write_row(sql, entry, written);
    return {};
}

// An entry may rest on one that comes after it in the same list, so this is asked at the end.
Result<void> check_rests(soci::session& sql, std::span<const Entry> entries) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].of.empty()) continue;
        Result<void> known = check_known(sql, Table::entry, "entry", entries[i].of, numbered("entries", i) + ".of");
        if (!known) return known;
    }
    return {};
}

// Adds one record, or finds that it is known.
template <class Record, class Read>
Result<void> merge_one(soci::session& sql, const Record& record, const char* kind, const std::string& where,
                       std::int64_t written, Merged& merged, Read&& read) {
    const Result<std::vector<Record>> found = read(record.id);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) {
        ++merged.added;
        return insert(sql, record, where, written);
    }
    ++merged.known;
    if (found->front() == record) return {};
    return fail(ErrorCode::contradiction, where,
                std::string(kind) + " " + record.id + " is there already with other content: nothing was added");
}

// A copy made before the episode ended, or after, is no other episode: the end that is known counts.
Result<Episode> settle_end(soci::session& sql, Episode episode, const std::string& file) {
    const Result<std::vector<Episode>> found = read_episodes(sql, {.id = episode.id}, file);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return episode;
    if (!episode.ended) episode.ended = found->front().ended;
    if (!found->front().ended && episode.ended) {
        Episode ended = found->front();
        ended.ended = episode.ended;
        if (ended == episode) write_end(sql, ended);
    }
    return episode;
}

Result<Merged> merge_all(soci::session& sql, const Records& records, const std::string& file, std::int64_t written) {
    Merged merged;
    for (std::size_t i = 0; i < records.people.size(); ++i) {
        const auto read = [&](const std::string& id) { return read_people(sql, {.id = id}, file); };
        Result<void> done = merge_one(sql, records.people[i], "person", numbered("people", i), written, merged, read);
        if (!done) return tl::unexpected(done.error());
    }
    for (std::size_t i = 0; i < records.episodes.size(); ++i) {
        const auto read = [&](const std::string& id) { return read_episodes(sql, {.id = id}, file); };
        Result<Episode> episode = settle_end(sql, records.episodes[i], file);
        if (!episode) return tl::unexpected(episode.error());
        Result<void> done = merge_one(sql, *episode, "episode", numbered("episodes", i), written, merged, read);
        if (!done) return tl::unexpected(done.error());
    }
    for (std::size_t i = 0; i < records.entries.size(); ++i) {
        const auto read = [&](const std::string& id) { return read_entries(sql, {.id = id}, file); };
        Result<void> done = merge_one(sql, records.entries[i], "entry", numbered("entries", i), written, merged, read);
        if (!done) return tl::unexpected(done.error());
    }
    if (Result<void> rests = check_rests(sql, records.entries); !rests) return tl::unexpected(rests.error());
    return merged;
}

}  // namespace

Journal::Journal(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Journal::~Journal() = default;
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;

const std::string& Journal::file() const { return store_->file; }
bool Journal::is_sealed() const { return store_->key.has_value(); }
bool Journal::is_read_only() const { return store_->is_read_only; }

Result<void> Journal::add(const Person& person) {
    if (Result<void> right = check_person(person, "person"); !right) return right;
    return store_->change([&](soci::session& sql) -> Result<void> {
        if (Result<void> fresh = check_new(sql, Table::person, person.id, "person"); !fresh) return fresh;
        return insert(sql, person, "person", store_->now());
    });
}

Result<void> Journal::add(const Episode& episode) {
    if (Result<void> right = check_episode(episode, "episode"); !right) return right;
    return store_->change([&](soci::session& sql) -> Result<void> {
        if (Result<void> fresh = check_new(sql, Table::episode, episode.id, "episode"); !fresh) return fresh;
        return insert(sql, episode, "episode", store_->now());
    });
}

Result<void> Journal::end(const std::string& episode, Date day) {
    return store_->change([&](soci::session& sql) -> Result<void> {
        if (Result<void> known = check_known(sql, Table::episode, "episode", episode, "episode"); !known) return known;
        Result<std::vector<Episode>> found = read_episodes(sql, {.id = episode}, store_->file);
        if (!found) return tl::unexpected(found.error());
        found->front().ended = day;
        if (Result<void> right = check_episode(found->front(), "episode"); !right) return right;
        write_end(sql, found->front());
        return {};
    });
}

Result<void> Journal::add(std::span<const Entry> entries) {
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (Result<void> right = check_entry(entries[i], numbered("entries", i)); !right) return right;
    return store_->change([&](soci::session& sql) -> Result<void> {
        const std::int64_t written = store_->now();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const std::string where = numbered("entries", i);
            if (Result<void> fresh = check_new(sql, Table::entry, entries[i].id, where); !fresh) return fresh;
            if (Result<void> done = insert(sql, entries[i], where, written); !done) return done;
        }
        return check_rests(sql, entries);
    });
}

Result<std::vector<Person>> Journal::list_people() const {
    return store_->read([&](soci::session& sql) { return read_people(sql, {}, store_->file); });
}

Result<std::vector<Episode>> Journal::list_episodes(const std::string& person) const {
    return store_->read([&](soci::session& sql) -> Result<std::vector<Episode>> {
        if (!person.empty())
            if (Result<void> known = check_known(sql, Table::person, "person", person, "person"); !known)
                return tl::unexpected(known.error());
        return read_episodes(sql, {.person = person}, store_->file);
    });
}

Result<std::vector<Entry>> Journal::list_entries(const EntryFilter& filter) const {
    const RowFilter rows{.person = filter.person,
                         .episode = filter.episode,
                         .measure = filter.measure,
                         .kind = filter.kind,
                         .newest = filter.newest};
    return store_->read([&](soci::session& sql) { return read_entries(sql, rows, store_->file); });
}

Result<Records> Journal::list_all() const {
    return store_->read([&](soci::session& sql) -> Result<Records> {
        Records records;
        const soci::transaction one_state(sql);  // also where another program writes meanwhile
        Result<std::vector<Person>> people = read_people(sql, {}, store_->file);
        if (!people) return tl::unexpected(people.error());
        Result<std::vector<Episode>> episodes = read_episodes(sql, {}, store_->file);
        if (!episodes) return tl::unexpected(episodes.error());
        records.people = std::move(*people);
        records.episodes = std::move(*episodes);
        for (const Episode& episode : records.episodes) {
            Result<std::vector<Entry>> entries = read_entries(sql, {.episode = episode.id}, store_->file);
            if (!entries) return tl::unexpected(entries.error());
            std::move(entries->begin(), entries->end(), std::back_inserter(records.entries));
        }
        return records;
    });
}

Result<std::optional<std::int64_t>> Journal::last_written() const {
    return store_->read([](soci::session& sql) -> Result<std::optional<std::int64_t>> {
        std::int64_t written = 0;
        soci::indicator is_there = soci::i_null;
        sql << "SELECT MAX(written) FROM entry", soci::into(written, is_there);
        return is_there == soci::i_ok ? std::optional(written) : std::nullopt;
    });
}

Result<Merged> Journal::merge(const Records& records) {
    for (std::size_t i = 0; i < records.people.size(); ++i)
        if (Result<void> right = check_person(records.people[i], numbered("people", i)); !right)
            return tl::unexpected(right.error());
    for (std::size_t i = 0; i < records.episodes.size(); ++i)
        if (Result<void> right = check_episode(records.episodes[i], numbered("episodes", i)); !right)
            return tl::unexpected(right.error());
    for (std::size_t i = 0; i < records.entries.size(); ++i)
        if (Result<void> right = check_entry(records.entries[i], numbered("entries", i)); !right)
            return tl::unexpected(right.error());
    return store_->change([&](soci::session& sql) { return merge_all(sql, records, store_->file, store_->now()); });
}

Result<void> Journal::remove_entry(const std::string& id) {
    return store_->remove([&](soci::session& sql) -> Result<void> {
        if (Result<void> known = check_known(sql, Table::entry, "entry", id, "entry"); !known) return known;
        remove_row(sql, Table::entry, id);
        return {};
    });
}

Result<void> Journal::remove_episode(const std::string& id) {
    return store_->remove([&](soci::session& sql) -> Result<void> {
        if (Result<void> known = check_known(sql, Table::episode, "episode", id, "episode"); !known) return known;
        remove_row(sql, Table::episode, id);
        return {};
    });
}

Result<void> Journal::remove_person(const std::string& id) {
    return store_->remove([&](soci::session& sql) -> Result<void> {
        if (Result<void> known = check_known(sql, Table::person, "person", id, "person"); !known) return known;
        remove_row(sql, Table::person, id);
        return {};
    });
}

Result<void> Journal::set_passphrase(const std::optional<std::string>& passphrase) {
    if (!passphrase) return is_sealed() ? store_->open_up() : Result<void>{};
    return is_sealed() ? store_->seal_anew(*passphrase) : store_->seal_plain(*passphrase);
}

std::int64_t Journal::Store::now() const {
    if (settings.clock) return settings.clock();
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(since_1970).count();
}

Result<void> Journal::Store::check_writable() const {
    if (is_lost) return tl::unexpected(lost());
    if (is_read_only)
        return fail(ErrorCode::unreadable, file,
                    "may not be written, or its folder may not: nothing was saved, what was there before is safe");
    const Result<std::optional<FileIdentity>> there = find_file(path, file);
    if (!there) return tl::unexpected(there.error());
    if (*there != on_disk)
        return fail(ErrorCode::unreadable, file,
                    "was moved, removed or replaced while it was open: nothing was saved; open it again");
    return {};
}

Error Journal::Store::lost() const {
    return {ErrorCode::unreadable, file, "could not be brought back into memory after an error; open it again"};
}

Result<void> Journal::Store::keep(const std::vector<std::byte>& before) {
    const Result<std::vector<std::byte>> image = database.image();
    Result<void> written = image ? write_sealed(*image, *key) : tl::unexpected(image.error());
    if (!written) is_lost = !database.set_image(before);
    return written;
}

Result<void> Journal::Store::remove(const std::function<Result<void>(soci::session&)>& act) {
    if (key) return change_sealed(act, true);
    Result<void> removed = change([&](soci::session& sql) -> Result<void> {
        if (Result<void> done = act(sql); !done) return done;
        sql << "INSERT INTO task (name) SELECT 'overwrite' WHERE NOT EXISTS (SELECT 1 FROM task)";
        return {};
    });
    if (!removed) return removed;
    const Result<void> overwritten = overwrite_removed();
    if (overwritten) return {};
    return fail(overwritten.error().code, file,
                "was removed, but what it held is not overwritten yet, because " + overwritten.error().reason +
                    "; this is tried again at the next opening");
}

Result<void> Journal::Store::overwrite_removed() {
    // Freed bytes are zeroed by secure_delete, but not those that stay behind in a page when its rows move to another.
    return database.rebuild().and_then([&] { return database.cut_log(); }).and_then([&] {
        return database.change([](soci::session& sql) -> Result<void> {
            sql << "DELETE FROM task";
            return {};
        });
    });
}

std::string make_id() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string id;
    for (const unsigned char byte : bytes) id += {digits[byte >> 4U], digits[byte & 15U]};
    return id;
}

}  // namespace knotwork
