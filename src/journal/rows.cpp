#include "journal/rows.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>
#include <string_view>

#include "base/hash.hpp"

namespace knotwork {
namespace {

// Fields one after the other, each with its length, so that no two records read alike.
class Digest {
  public:
    Digest& operator<<(std::string_view field) {
        text_ += std::to_string(field.size()) + ":";
        text_ += field;
        return *this;
    }
    Digest& operator<<(std::int64_t number) { return *this << std::string_view(std::to_string(number)); }
    std::string get() const { return compute_hash(std::as_bytes(std::span(text_))); }

  private:
    std::string text_;
};

std::string compute_digest(const Person& person) { return (Digest() << person.id << person.name).get(); }

std::string compute_digest(const Episode& episode) {
    return (Digest() << episode.id << episode.person << episode.title << format_date(episode.begun)
                     << (episode.ended ? format_date(*episode.ended) : ""))
        .get();
}

std::string compute_digest(const Entry& entry) {
    Digest digest;
    digest << entry.id << entry.episode << entry.at.seconds << std::int64_t{entry.at.offset_minutes} << name(entry.kind)
           << entry.of << entry.measure << (entry.side ? name(*entry.side) : "") << entry.place
           << std::bit_cast<std::int64_t>(entry.value + 0.0)  // databases keep no negative zero
           << entry.text << entry.atlas;
    return digest.get();
}

tl::unexpected<Error> changed(const std::string& file, const char* what, const std::string& id) {
    return fail(
        ErrorCode::journal_damaged, file,
        std::string(what) + " " + id +
            " was changed by something else than this program, or damaged; restore it from an export or a copy");
}

Result<void> check_id(const std::string& id, const std::string& where) {
    const bool is_id = id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_id) return fail(ErrorCode::wrong_type, where, "must be 32 lower-case hexadecimal digits");
    return {};
}

Result<void> check_date(Date date, const std::string& where) {
    if (date.year < 1 || date.year > 9999 || !parse_date(format_date(date), where))
        return fail(ErrorCode::out_of_range, where, "there is no such day");
    return {};
}

// A query that grows by conditions, each with one value.
class Query {
  public:
    Query(soci::session& sql, std::string text) : statement_(sql), text_(std::move(text)) { statement_.alloc(); }

    void where(const char* condition, const std::string& value) {
        if (value.empty()) return;
        text_ += (conditions_++ == 0 ? " WHERE " : " AND ") + std::string(condition);
        statement_.exchange(soci::use(value));
    }
    template <class T>
    Query& into(T& value) {
        statement_.exchange(soci::into(value));
        return *this;
    }
    template <class T>
    Query& into(T& value, soci::indicator& is_there) {
        statement_.exchange(soci::into(value, is_there));
        return *this;
    }
    void run(const std::string& order) {
        statement_.prepare(text_ + order);
        statement_.define_and_bind();
        statement_.execute(false);
    }
    bool fetch() { return statement_.fetch(); }

  private:
    soci::statement statement_;
    std::string text_;
    int conditions_ = 0;
};

constexpr const char* table_name(Table table) {
    return table == Table::person ? "person" : table == Table::episode ? "episode" : "entry";
}

}  // namespace

Result<void> check_person(const Person& person, const std::string& where) {
    if (Result<void> id = check_id(person.id, where + ".id"); !id) return id;
    if (person.name.empty()) return fail(ErrorCode::missing, where + ".name", "is missing");
    return {};
}

Result<void> check_episode(const Episode& episode, const std::string& where) {
    if (Result<void> id = check_id(episode.id, where + ".id"); !id) return id;
    if (Result<void> id = check_id(episode.person, where + ".person"); !id) return id;
    if (Result<void> date = check_date(episode.begun, where + ".begun"); !date) return date;
    if (!episode.ended) return {};
    if (Result<void> date = check_date(*episode.ended, where + ".ended"); !date) return date;
    if (*episode.ended < episode.begun)
        return fail(ErrorCode::out_of_range, where + ".ended", "lies before the day on which it began");
    return {};
}

Result<void> check_entry(const Entry& entry, const std::string& where) {
    constexpr std::int64_t first = -62135596800, last = 253402300799;  // years 1 to 9999
    constexpr int most_offset = 1080;
    if (Result<void> id = check_id(entry.id, where + ".id"); !id) return id;
    if (Result<void> id = check_id(entry.episode, where + ".episode"); !id) return id;
    if (!entry.of.empty())
        if (Result<void> id = check_id(entry.of, where + ".of"); !id) return id;
    if (entry.at.offset_minutes < -most_offset || entry.at.offset_minutes > most_offset || entry.at.seconds < first ||
        entry.at.seconds > last)
        return fail(ErrorCode::out_of_range, where + ".at", "there is no such time");
    if (static_cast<std::size_t>(entry.kind) >= entry_kind_names.size())
        return fail(ErrorCode::out_of_range, where + ".kind", "there is no such kind");
    if (!std::isfinite(entry.value)) return fail(ErrorCode::out_of_range, where + ".value", "must be a finite number");
    if (entry.kind == EntryKind::measure) {
        if (entry.measure.empty()) return fail(ErrorCode::missing, where + ".measure", "is missing");
    } else if (!entry.measure.empty() || entry.side || !entry.place.empty() || entry.value != 0) {
        return fail(ErrorCode::wrong_type, where, "only a measure has a name, a side, a place and a value");
    }
    return {};
}

Result<std::vector<Person>> read_people(soci::session& sql, const RowFilter& filter, const std::string& file) {
    Person person;
    std::string digest;
    Query query(sql, "SELECT id, name, digest FROM person");
    query.where("id = :id", filter.id);
    query.into(person.id).into(person.name).into(digest).run(" ORDER BY seq");
    std::vector<Person> people;
    while (query.fetch()) {
        if (compute_digest(person) != digest) return changed(file, "person", person.id);
        people.push_back(person);
    }
    return people;
}

Result<std::vector<Episode>> read_episodes(soci::session& sql, const RowFilter& filter, const std::string& file) {
    Episode episode;
    std::string begun, ended, digest;
    soci::indicator has_ended = soci::i_null;
    Query query(sql, "SELECT id, person, title, begun, ended, digest FROM episode");
    query.where("id = :id", filter.id);
    query.where("person = :person", filter.person);
    query.into(episode.id).into(episode.person).into(episode.title).into(begun).into(ended, has_ended).into(digest);
    query.run(" ORDER BY begun, seq");
    std::vector<Episode> episodes;
    while (query.fetch()) {
        const Result<Date> first = parse_date(begun, file);
        const Result<Date> last = has_ended == soci::i_ok ? parse_date(ended, file) : Result<Date>(Date{});
        if (!first || !last) return changed(file, "episode", episode.id);
        episode.begun = *first;
        episode.ended = has_ended == soci::i_ok ? std::optional(*last) : std::nullopt;
        if (compute_digest(episode) != digest) return changed(file, "episode", episode.id);
        episodes.push_back(episode);
    }
    return episodes;
}

Result<std::vector<Entry>> read_entries(soci::session& sql, const RowFilter& filter, const std::string& file) {
    Entry entry;
    std::string kind, of, side, measure, place, digest;
    double value = 0;
    soci::indicator has_of = soci::i_null, has_measure = soci::i_null, has_side = soci::i_null,
                    has_place = soci::i_null, has_value = soci::i_null;
    const std::string wanted_kind = filter.kind ? std::string(name(*filter.kind)) : std::string();
    Query query(sql, std::string("SELECT entry.id, entry.episode, at_seconds, at_offset, kind, rests_on, measure.name, "
                                 "side, place, value, atlas, text, entry.digest FROM entry "
                                 "LEFT JOIN measure ON measure.entry = entry.id") +
                         (filter.person.empty() ? "" : " JOIN episode ON episode.id = entry.episode"));
    query.where("entry.id = :id", filter.id);
    query.where("episode.person = :person", filter.person);
    query.where("entry.episode = :episode", filter.episode);
    query.where("kind = :kind", wanted_kind);
    query.where("measure.name = :measure", filter.measure);
    query.into(entry.id).into(entry.episode).into(entry.at.seconds).into(entry.at.offset_minutes).into(kind);
    query.into(of, has_of).into(measure, has_measure).into(side, has_side).into(place, has_place);
    query.into(value, has_value).into(entry.atlas).into(entry.text).into(digest);
    query.run(filter.newest == 0 ? " ORDER BY at_seconds, entry.seq"
                                 : " ORDER BY at_seconds DESC, entry.seq DESC LIMIT " + std::to_string(filter.newest));
    std::vector<Entry> entries;
    while (query.fetch()) {
        const auto found = std::find(entry_kind_names.begin(), entry_kind_names.end(), kind);
        if (found == entry_kind_names.end()) return changed(file, "entry", entry.id);
        entry.kind = static_cast<EntryKind>(found - entry_kind_names.begin());
        entry.of = has_of == soci::i_ok ? of : "";
        entry.measure = has_measure == soci::i_ok ? measure : "";
        entry.side.reset();
        if (has_side == soci::i_ok) entry.side = side == name(Side::left) ? Side::left : Side::right;
        entry.place = has_place == soci::i_ok ? place : "";
        entry.value = has_value == soci::i_ok ? value : 0;
        if (compute_digest(entry) != digest) return changed(file, "entry", entry.id);
        entries.push_back(entry);
    }
    if (filter.newest != 0) std::reverse(entries.begin(), entries.end());
    return entries;
}

void write_row(soci::session& sql, const Person& person, std::int64_t written) {
    const std::string digest = compute_digest(person);
    sql << "INSERT INTO person (id, name, written, digest) VALUES (:id, :name, :written, :digest)",
        soci::use(person.id), soci::use(person.name), soci::use(written), soci::use(digest);
}

void write_row(soci::session& sql, const Episode& episode, std::int64_t written) {
    const std::string begun = format_date(episode.begun), ended = episode.ended ? format_date(*episode.ended) : "";
    const std::string digest = compute_digest(episode);
    soci::indicator has_ended = episode.ended ? soci::i_ok : soci::i_null;
    sql << "INSERT INTO episode (id, person, title, begun, ended, written, digest) "
           "VALUES (:id, :person, :title, :begun, :ended, :written, :digest)",
        soci::use(episode.id), soci::use(episode.person), soci::use(episode.title), soci::use(begun),
        soci::use(ended, has_ended), soci::use(written), soci::use(digest);
}

void write_row(soci::session& sql, const Entry& entry, std::int64_t written) {
    const std::string kind(name(entry.kind)), digest = compute_digest(entry);
    soci::indicator has_of = entry.of.empty() ? soci::i_null : soci::i_ok;
    sql << "INSERT INTO entry (id, episode, at_seconds, at_offset, kind, rests_on, written, digest, atlas, text) "
           "VALUES (:id, :episode, :seconds, :offset, :kind, :of, :written, :digest, :atlas, :text)",
        soci::use(entry.id), soci::use(entry.episode), soci::use(entry.at.seconds), soci::use(entry.at.offset_minutes),
        soci::use(kind), soci::use(entry.of, has_of), soci::use(written), soci::use(digest), soci::use(entry.atlas),
        soci::use(entry.text);
    if (entry.kind != EntryKind::measure) return;
    const std::string side(entry.side ? name(*entry.side) : "");
    soci::indicator has_side = entry.side ? soci::i_ok : soci::i_null;
    sql << "INSERT INTO measure (entry, name, side, place, value) VALUES (:entry, :name, :side, :place, :value)",
        soci::use(entry.id), soci::use(entry.measure), soci::use(side, has_side), soci::use(entry.place),
        soci::use(entry.value);
}

void write_end(soci::session& sql, const Episode& episode) {
    const std::string ended = episode.ended ? format_date(*episode.ended) : "", digest = compute_digest(episode);
    soci::indicator has_ended = episode.ended ? soci::i_ok : soci::i_null;
    sql << "UPDATE episode SET ended = :ended, digest = :digest WHERE id = :id", soci::use(ended, has_ended),
        soci::use(digest), soci::use(episode.id);
}

bool has_row(soci::session& sql, Table table, const std::string& id) {
    int count = 0;
    sql << "SELECT COUNT(*) FROM " << table_name(table) << " WHERE id = :id", soci::use(id), soci::into(count);
    return count != 0;
}

void remove_row(soci::session& sql, Table table, const std::string& id) {
    sql << "DELETE FROM " << table_name(table) << " WHERE id = :id", soci::use(id);
}

}  // namespace knotwork
