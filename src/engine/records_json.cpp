#include "engine/records_json.hpp"

#include <algorithm>
#include <set>

#include "engine/json_text.hpp"

namespace knotwork {
namespace {

constexpr std::string_view records_format = "knotwork.journal/1";
constexpr JsonLimits records_limits{.bytes = 512u << 20, .depth = 24, .values = 50'000'000};
constexpr std::size_t id_length = 32;

bool is_id(std::string_view text) {
    return text.size() == id_length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_document(EntryKind kind) { return kind != EntryKind::measure && kind != EntryKind::note; }

// The document as a value where that writes back to the same text.
std::optional<OrderedJson> find_value(const std::string& text) {
    OrderedJson value = OrderedJson::parse(text, nullptr, false);
    if (!value.is_object() || format_json(value) != text) return std::nullopt;
    return value;
}

void put(OrderedJson& out, const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
}

OrderedJson entry_to_json(const Entry& entry) {
    OrderedJson out{
        {"id", entry.id}, {"episode", entry.episode}, {"at", format_moment(entry.at)}, {"kind", name(entry.kind)}};
    put(out, "of", entry.of);
    put(out, "atlas", entry.atlas);
    if (entry.kind == EntryKind::measure) {
        out["measure"] = entry.measure;
        if (entry.side) out["side"] = name(*entry.side);
        put(out, "place", entry.place);
        out["value"] = entry.value;
    }
    if (!is_document(entry.kind))
        put(out, "text", entry.text);
    else if (std::optional<OrderedJson> value = find_value(entry.text))
        out["document"] = std::move(*value);
    else
        out["text"] = entry.text;
    return out;
}

class RecordsReader : JsonReader {
  public:
    using JsonReader::error;
    using JsonReader::failed;

    // `ordered` is the same text with its keys as they stood.
    Records read(const Json& root, const OrderedJson& ordered) {
        if (!root.is_object()) fail(ErrorCode::wrong_type, "", "a journal must be an object");
        const std::string format = text(required(root, "format", ""), "format");
        if (!failed() && format != records_format)
            fail(ErrorCode::wrong_type, "format",
                 "must be \"" + std::string(records_format) + "\", not \"" + one_line(format, 40) + "\"");
        object(root, "", {"format", "people", "episodes", "entries"});
        each(root, "people",
             [&](const Json& value, const std::string& where, std::size_t) { read_person(value, where); });
        each(root, "episodes",
             [&](const Json& value, const std::string& where, std::size_t) { read_episode(value, where); });
        each(root, "entries", [&](const Json& value, const std::string& where, std::size_t i) {
            read_entry(value, where, ordered["entries"][i]);
        });
        check_links();
        return std::move(out_);
    }

  private:
    template <class Read>
    void each(const Json& root, std::string_view key, Read read) {
        if (failed()) return;
        const Json& list = array(required(root, key, ""), std::string(key));
        for (std::size_t i = 0; i < list.size() && !failed(); ++i) read(list[i], join_place(std::string(key), i), i);
    }

    std::string id(const Json& object, std::string_view key, const std::string& where) {
        std::string value = text(required(object, key, where), join_place(where, key));
        if (!failed() && !is_id(value))
            fail(ErrorCode::wrong_type, join_place(where, key), "must be an id of 32 hexadecimal digits");
        return value;
    }
    std::string new_id(const Json& object, const std::string& where) {
        std::string value = id(object, "id", where);
        if (!failed() && !ids_.insert(value).second)
            fail(ErrorCode::contradiction, join_place(where, "id"), "is given to two records");
        return value;
    }
    std::string words(const Json& object, std::string_view key, const std::string& where) {
        const Json* const value = optional(object, key);
        return value == nullptr || failed() ? std::string() : text(*value, join_place(where, key));
    }
    Date date(const Json& value, const std::string& where) {
        const std::string written = text(value, where);
        if (failed()) return {};
        const Result<Date> parsed = parse_date(written, where);
        if (parsed) return *parsed;
        fail(parsed.error().code, where, parsed.error().reason);
        return {};
    }

    void read_person(const Json& value, const std::string& where) {
        object(value, where, {"id", "name"});
        Person person{new_id(value, where), text(required(value, "name", where), join_place(where, "name"))};
        if (!failed()) out_.people.push_back(std::move(person));
    }

    void read_episode(const Json& value, const std::string& where) {
        object(value, where, {"id", "person", "title", "begun", "ended"});
        Episode episode;
        episode.id = new_id(value, where);
        episode.person = id(value, "person", where);
        episode.title = text(required(value, "title", where), join_place(where, "title"));
        episode.begun = date(required(value, "begun", where), join_place(where, "begun"));
        if (const Json* ended = optional(value, "ended"); ended && !failed())
            episode.ended = date(*ended, join_place(where, "ended"));
        if (!failed()) out_.episodes.push_back(std::move(episode));
    }

    void read_entry(const Json& value, const std::string& where, const OrderedJson& ordered) {
        object(value, where,
               {"id", "episode", "at", "kind", "of", "atlas", "measure", "side", "place", "value", "document", "text"});
        Entry entry;
        entry.id = new_id(value, where);
        entry.episode = id(value, "episode", where);
        read_moment(value, where, entry);
        read_kind(value, where, entry);
        entry.of = words(value, "of", where);
        if (!failed() && !entry.of.empty() && !is_id(entry.of))
            fail(ErrorCode::wrong_type, join_place(where, "of"), "must be an id of 32 hexadecimal digits");
        entry.atlas = words(value, "atlas", where);
        entry.text = words(value, "text", where);
        if (failed()) return;
        if (entry.kind == EntryKind::measure)
            read_measure(value, where, entry);
        else
            for (const char* key : {"measure", "side", "place", "value"})
                if (value.contains(key))
                    return fail(ErrorCode::unknown_key, join_place(where, key), "is known of a measure only");
        if (is_document(entry.kind) && !failed()) {
            if (value.contains("document") == value.contains("text"))
                return fail(ErrorCode::missing, where, "needs either \"document\" or \"text\"");
            if (value.contains("document")) entry.text = format_json(ordered["document"]);
        } else if (value.contains("document")) {
            return fail(ErrorCode::unknown_key, join_place(where, "document"), "is not known of this kind");
        }
        if (!failed()) out_.entries.push_back(std::move(entry));
    }

    void read_moment(const Json& value, const std::string& where, Entry& entry) {
        const std::string written = text(required(value, "at", where), join_place(where, "at"));
        if (failed()) return;
        const Result<Moment> at = parse_moment(written, join_place(where, "at"));
        if (!at) return fail(at.error().code, at.error().where, at.error().reason);
        entry.at = *at;
    }

    void read_kind(const Json& value, const std::string& where, Entry& entry) {
        const std::string word = text(required(value, "kind", where), join_place(where, "kind"));
        if (failed()) return;
        const auto* const found = std::find(entry_kind_names.begin(), entry_kind_names.end(), word);
        if (found == entry_kind_names.end())
            return fail(ErrorCode::unknown_name, join_place(where, "kind"),
                        "nothing is called \"" + one_line(word, 40) + "\"");
        entry.kind = static_cast<EntryKind>(found - entry_kind_names.begin());
    }

    void read_measure(const Json& value, const std::string& where, Entry& entry) {
        entry.measure = text(required(value, "measure", where), join_place(where, "measure"));
        entry.place = words(value, "place", where);
        if (const std::string side = words(value, "side", where); !side.empty() && !failed()) {
            for (const Side s : {Side::left, Side::right})
                if (side == name(s)) entry.side = s;
            if (!entry.side) fail(ErrorCode::wrong_type, join_place(where, "side"), "must be left or right");
        }
        entry.value = number(required(value, "value", where), join_place(where, "value"));
    }

    void check_links() {
        if (failed()) return;
        std::set<std::string_view> people, episodes;
        for (const Person& person : out_.people) people.insert(person.id);
        for (std::size_t i = 0; i < out_.episodes.size(); ++i) {
            episodes.insert(out_.episodes[i].id);
            if (!people.contains(out_.episodes[i].person))
                return fail(ErrorCode::unknown_name, join_place("episodes", i) + ".person", "no such person is there");
        }
        for (std::size_t i = 0; i < out_.entries.size(); ++i)
            if (!episodes.contains(out_.entries[i].episode))
                return fail(ErrorCode::unknown_name, join_place("entries", i) + ".episode", "no such episode is there");
    }

    Records out_;
    std::set<std::string> ids_;
};

}  // namespace

std::string format_records(const Records& records) {
    std::string out = "{\"format\":" + format_json(records_format);
    const auto add_list = [&](const char* key, const auto& list, auto to_json) {
        out += ",\n\"" + std::string(key) + "\":[";
        for (std::size_t i = 0; i < list.size(); ++i) out += (i == 0 ? "\n" : ",\n") + format_json(to_json(list[i]));
        out += "]";
    };
    add_list("people", records.people, [](const Person& person) {
        return OrderedJson{{"id", person.id}, {"name", person.name}};
    });
    add_list("episodes", records.episodes, [](const Episode& episode) {
        OrderedJson entry{{"id", episode.id},
                          {"person", episode.person},
                          {"title", episode.title},
                          {"begun", format_date(episode.begun)}};
        if (episode.ended) entry["ended"] = format_date(*episode.ended);
        return entry;
    });
    add_list("entries", records.entries, entry_to_json);
    return out + "}";
}

Result<Records> parse_records(std::string_view json) {
    const Result<Json> root = parse_json(json, records_limits);
    if (!root) return tl::unexpected(root.error());
    RecordsReader reader;
    Records records = reader.read(*root, OrderedJson::parse(json));
    if (reader.failed()) return tl::unexpected(reader.error());
    return records;
}

bool is_records(std::string_view json) {
    constexpr std::string_view family = "knotwork.journal/";
    const std::size_t place = json.find("\"format\"");
    return place != std::string_view::npos && json.substr(place, 80).find(family) != std::string_view::npos;
}

Result<std::string> compact_document(std::string_view json) {
    if (const Result<Json> checked = parse_json(json, records_limits); !checked) return tl::unexpected(checked.error());
    return format_json(OrderedJson::parse(json));
}

}  // namespace knotwork
