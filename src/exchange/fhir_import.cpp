// A FHIR bundle as records.
#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.hpp"
#include "exchange/fhir.hpp"
#include "exchange/fhir_reader.hpp"

namespace knotwork {
namespace {

using fhir::Reader;

constexpr std::size_t most_warnings = 20;

struct Site {
    std::optional<Side> side;
    std::string place;
};

// A resource of the bundle, before it is read.
struct Item {
    const Json* resource = nullptr;
    std::string where;  // "entry[3].resource"
    std::string type;
    std::string tag;  // of ours: the kind of record; empty for others
    std::string id;   // of the record that it is or would be
};

std::string hash_of(std::string_view text) { return compute_hash(std::as_bytes(std::span(text.data(), text.size()))); }

std::optional<EntryKind> find_kind(std::string_view tag) {
    const auto found = std::find(entry_kind_names.begin(), entry_kind_names.end(), tag);
    if (found == entry_kind_names.end()) return std::nullopt;
    return static_cast<EntryKind>(found - entry_kind_names.begin());
}

// Units without a dimension are written in many ways.
bool is_bare(std::string_view unit) { return unit == "1" || (unit.starts_with('{') && unit.ends_with('}')); }

// Whether a quantity is in the unit of the measure. `code` is UCUM's, `words` is what people read; either may be empty.
bool is_in_unit(const MeasureCode& measure, std::string_view code, std::string_view words) {
    if (code.empty()) return words.empty() ? is_bare(measure.ucum) : words == measure.unit || words == measure.ucum;
    return code == measure.ucum || (is_bare(code) && is_bare(measure.ucum));
}

class Importer {
  public:
    explicit Importer(std::span<const MeasureCode> measures) : measures_(measures) {}

    void read(const Json& root) {
        if (!root.is_object()) return reader_.fail(ErrorCode::wrong_type, "", "must be an object");
        const std::string type = reader_.text(reader_.required(root, "resourceType", ""), "resourceType");
        if (!reader_.failed() && type != "Bundle")
            reader_.fail(ErrorCode::wrong_type, "resourceType", "must be Bundle, not \"" + one_line(type, 40) + "\"");
        if (const Json* entries = reader_.find_list(root, "entry", ""))
            for (std::size_t i = 0; i < entries->size() && !reader_.failed(); ++i)
                list_item(reader_.element(*entries, i, "entry"), join_place("entry", i));
        for (const Item& item : items_) read_item(item, &Importer::read_owner);
        for (const Item& item : items_) read_item(item, &Importer::read_entry);
    }

    bool failed() const { return reader_.failed(); }
    const Error& error() const { return reader_.error(); }

    FhirImport finish() {
        std::size_t others = 0;
        for (const auto& [what, count] : left_out_)
            if (out_.warnings.size() < most_warnings)
                out_.warnings.push_back("left out: " + what + " (" + std::to_string(count) + ")");
            else
                others += count;
        if (others > 0) out_.warnings.push_back("left out: others (" + std::to_string(others) + ")");
        return std::move(out_);
    }

  private:
    void leave_out(const std::string& what) { ++left_out_[what]; }

    void list_item(const Json& entry, const std::string& place) {
        const Json* resource = reader_.find_object(entry, "resource", place);
        if (reader_.failed()) return;
        if (resource == nullptr) return leave_out("entries without a resource");
        Item item{resource, join_place(place, "resource"), {}, {}, {}};
        item.type = reader_.text(reader_.required(*resource, "resourceType", item.where),
                                 join_place(item.where, "resourceType"));
        const std::string url = reader_.find_text(entry, "fullUrl", place);
        const std::string own = reader_.find_text(*resource, "id", item.where);
        item.tag = find_tag(item);
        item.id = find_identifier(item);
        if (item.id.empty()) item.id = fhir::find_id(url).value_or("");
        if (item.id.empty())
            item.id = hash_of(url.empty() ? resource->dump(-1, ' ', true, Json::error_handler_t::replace) : url);
        if (!url.empty()) items_by_url_.emplace(url, items_.size());
        if (!own.empty()) items_by_url_.emplace(item.type + "/" + own, items_.size());
        items_.push_back(std::move(item));
    }

    std::string find_tag(const Item& item) {
        const Json* meta = reader_.find_object(*item.resource, "meta", item.where);
        const std::string place = join_place(item.where, "meta");
        const Json* tags = meta == nullptr ? nullptr : reader_.find_list(*meta, "tag", place);
        if (tags == nullptr) return {};
        const std::string list_place = join_place(place, "tag");
        for (std::size_t i = 0; i < tags->size() && !reader_.failed(); ++i) {
            const Json& tag = reader_.element(*tags, i, list_place);
            if (reader_.find_text(tag, "system", join_place(list_place, i)) == fhir::record_system)
                return reader_.find_text(tag, "code", join_place(list_place, i));
        }
        return {};
    }

    // The id that a record was written with, wherever the bundle has been since. Some kinds of resource have one
    // identifier and not a list: none of those that are read here.
    std::string find_identifier(const Item& item) {
        const Json* list = reader_.optional(*item.resource, "identifier");
        if (list == nullptr || !list->is_array()) return {};
        const std::string place = join_place(item.where, "identifier");
        for (std::size_t i = 0; i < list->size() && !reader_.failed(); ++i) {
            const Json& identifier = reader_.element(*list, i, place);
            if (reader_.find_text(identifier, "system", join_place(place, i)) != fhir::uri_system) continue;
            if (auto id = fhir::find_id(reader_.find_text(identifier, "value", join_place(place, i)))) return *id;
        }
        return {};
    }

    const Item* find_item(const std::string& reference) const {
        auto found = items_by_url_.find(reference);
        if (found == items_by_url_.end()) {  // ".../Patient/12/_history/3"
            std::string_view tail(reference);
            if (const auto history = tail.find("/_history/"); history != std::string_view::npos)
                tail = tail.substr(0, history);
            const auto last = tail.rfind('/');
            const auto before = last == std::string_view::npos || last == 0 ? last : tail.rfind('/', last - 1);
            found = items_by_url_.find(std::string(before == std::string_view::npos ? tail : tail.substr(before + 1)));
        }
        return found == items_by_url_.end() ? nullptr : &items_[found->second];
    }

    // The id of the record that a reference means; empty where it means none.
    std::string resolve(const Json& holder, const std::string& where) {
        const std::string reference = reader_.find_text(holder, "reference", where);
        if (!reference.empty()) {
            if (const Item* item = find_item(reference)) return item->id;
            return fhir::find_id(reference).value_or(hash_of(reference));
        }
        const Json* identifier = reader_.find_object(holder, "identifier", where);
        if (identifier == nullptr) return {};
        const std::string value = reader_.find_text(*identifier, "value", join_place(where, "identifier"));
        return value.empty() ? std::string() : fhir::find_id(value).value_or(hash_of(value));
    }

    std::string resolve_member(const Json& object, std::string_view key, const std::string& where) {
        const Json* holder = reader_.find_object(object, key, where);
        return holder == nullptr ? std::string() : resolve(*holder, join_place(where, key));
    }

    std::string resolve_extension(const Item& item, std::string_view url) {
        const Json* extension = reader_.find_extension(*item.resource, url, item.where);
        return extension == nullptr ? std::string()
                                    : resolve_member(*extension, "valueReference", join_place(item.where, "extension"));
    }

    void read_item(const Item& item, void (Importer::*take)(const Item&)) {
        if (!reader_.failed() && item.tag != fhir::derived_tag) (this->*take)(item);
    }

    // Errors of a record's id; true if it may be kept.
    bool take_id(const Item& item) {
        if (reader_.failed()) return false;
        if (ids_.insert(item.id).second) return true;
        reader_.fail(ErrorCode::contradiction, item.where, "its id stands twice: " + item.id);
        return false;
    }

    // A record of ours is of one kind of resource.
    bool is_type(const Item& item, std::string_view wanted) {
        if (item.type == wanted) return true;
        reader_.fail(ErrorCode::wrong_type, join_place(item.where, "resourceType"),
                     "must be " + std::string(wanted) + ", as its tag says");
        return false;
    }

    // Whether whoever wrote it has taken it back.
    bool is_withdrawn(const Item& item) {
        const std::string status = reader_.find_text(*item.resource, "status", item.where);
        return status == "entered-in-error" || status == "cancelled";
    }

    void read_owner(const Item& item) {
        if (item.tag == "person" && is_type(item, "Patient")) return read_person(item);
        if (item.tag == "episode" && is_type(item, "Condition")) return read_episode(item);
        if (!item.tag.empty()) return;
        if (item.type == "Patient") return read_person(item);
        if (item.type == "Condition") return read_episode(item);
    }

    void read_person(const Item& item) {
        Person person{item.id, {}};
        if (const Json* names = reader_.find_list(*item.resource, "name", item.where); names && !names->empty()) {
            const std::string list_place = join_place(item.where, "name");
            const Json& name = reader_.element(*names, 0, list_place);
            const std::string place = join_place(list_place, std::size_t{0});
            person.name = reader_.find_text(name, "text", place);
            if (person.name.empty()) person.name = join_name(name, place);
        }
        if (take_id(item)) out_.records.people.push_back(std::move(person));
    }

    std::string join_name(const Json& name, const std::string& place) {
        std::string out;
        if (const Json* given = reader_.find_list(name, "given", place))
            for (std::size_t i = 0; i < given->size() && !reader_.failed(); ++i)
                out += (out.empty() ? "" : " ") + reader_.text((*given)[i], join_place(join_place(place, "given"), i));
        const std::string family = reader_.find_text(name, "family", place);
        if (family.empty()) return out;
        return out.empty() ? family : out + " " + family;
    }

    void read_episode(const Item& item) {
        const Json& condition = *item.resource;
        const std::string status = reader_.find_code(
            condition, "verificationStatus", "http://terminology.hl7.org/CodeSystem/condition-ver-status", item.where);
        if (status == "refuted" || status == "entered-in-error") return leave_out("conditions that were taken back");
        Episode episode{
            item.id, resolve_member(condition, "subject", item.where), find_title(condition, item.where), {}, {}};
        std::optional<Date> begun = reader_.find_date(condition, "onsetDateTime", item.where);
        if (!begun) begun = reader_.find_date(condition, "recordedDate", item.where);
        episode.ended = reader_.find_date(condition, "abatementDateTime", item.where);
        if (!begun && !item.tag.empty())
            reader_.fail(ErrorCode::missing, join_place(item.where, "onsetDateTime"), "is missing");
        if (reader_.failed()) return;
        if (!begun) return leave_out("conditions without a beginning");
        episode.begun = *begun;
        if (!take_id(item)) return;
        episodes_of_[episode.person].push_back(episode.id);
        out_.records.episodes.push_back(std::move(episode));
    }

    std::string find_title(const Json& condition, const std::string& where) {
        const Json* code = reader_.find_object(condition, "code", where);
        if (code == nullptr) return {};
        const std::string place = join_place(where, "code");
        std::string title = reader_.find_text(*code, "text", place);
        const Json* codings = reader_.find_list(*code, "coding", place);
        if (title.empty() && codings != nullptr && !codings->empty())
            title = reader_.find_text(reader_.element(*codings, 0, join_place(place, "coding")), "display",
                                      join_place(join_place(place, "coding"), std::size_t{0}));
        return title;
    }

    void read_entry(const Item& item) {
        if (item.tag == "person" || item.tag == "episode") return;
        std::optional<EntryKind> kind = find_kind(item.tag);
        if (!item.tag.empty() && !kind) return leave_out("records of the unknown kind " + one_line(item.tag, 40));
        if (item.tag.empty()) {
            if (item.type == "Patient" || item.type == "Condition" || item.type == "BodyStructure") return;
            if (item.type == "Observation") kind = EntryKind::measure;
            if (item.type == "DocumentReference") kind = EntryKind::note;
            if (!kind) return leave_out("resources of the kind " + one_line(item.type, 40));
        }
        if (!is_type(item, kind == EntryKind::measure ? "Observation" : "DocumentReference")) return;
        if (is_withdrawn(item)) return leave_out("what was taken back");
        Entry entry;
        entry.id = item.id;
        entry.kind = *kind;
        const bool is_whole = kind == EntryKind::measure ? read_measure(item, entry) : read_document(item, entry);
        if (!is_whole || reader_.failed() || !read_links(item, entry)) return;
        if (take_id(item)) out_.records.entries.push_back(std::move(entry));
    }

    bool read_links(const Item& item, Entry& entry) {
        entry.episode = resolve_extension(item, fhir::episode_url);
        entry.of = resolve_extension(item, fhir::rests_on_url);
        if (const Json* atlas = reader_.find_extension(*item.resource, fhir::atlas_url, item.where))
            entry.atlas = reader_.find_text(*atlas, "valueString", join_place(item.where, "extension"));
        if (!entry.episode.empty() || reader_.failed()) return !reader_.failed();
        if (!item.tag.empty()) {
            reader_.fail(ErrorCode::missing, join_place(item.where, "extension"), "does not say its episode");
            return false;
        }
        const std::string person = resolve_member(*item.resource, "subject", item.where);
        const auto found = episodes_of_.find(person);
        if (found == episodes_of_.end() || found->second.size() != 1) {
            leave_out("readings and notes of no one episode");
            return false;
        }
        entry.episode = found->second.front();
        return true;
    }

    bool read_time(const Item& item, std::string_view key, Entry& entry) {
        const std::optional<Moment> at = reader_.find_moment(*item.resource, key, item.where);
        if (at) entry.at = *at;
        if (at || reader_.failed()) return at.has_value();
        if (item.tag.empty())
            leave_out("readings and notes without a time");
        else
            reader_.fail(ErrorCode::missing, join_place(item.where, key), "is missing, or no day");
        return false;
    }

    bool read_measure(const Item& item, Entry& entry) {
        const Json& observation = *item.resource;
        const MeasureCode* measure = nullptr;
        entry.measure = reader_.find_code(observation, "code", fhir::measure_system, item.where);
        if (item.tag.empty()) {
            const std::string loinc = reader_.find_code(observation, "code", fhir::loinc_system, item.where);
            for (const MeasureCode& m : measures_)
                if (m.id == entry.measure || (measure == nullptr && !loinc.empty() && m.loinc == loinc)) measure = &m;
            if (measure == nullptr && !reader_.failed()) leave_out("readings with an unknown code");
            if (measure == nullptr) return false;
            entry.measure = measure->id;
        } else if (entry.measure.empty()) {
            reader_.fail(ErrorCode::missing, join_place(item.where, "code"),
                         "has no code of " + std::string(fhir::measure_system));
        }
        if (reader_.failed() || !read_value(item, measure, entry) || !read_time(item, "effectiveDateTime", entry))
            return false;
        read_site(item, entry);
        if (const Json* notes = reader_.find_list(observation, "note", item.where)) {
            const std::string place = join_place(item.where, "note");
            for (std::size_t i = 0; i < notes->size() && !reader_.failed(); ++i)
                entry.text += (i == 0 ? "" : "\n") +
                              reader_.find_text(reader_.element(*notes, i, place), "text", join_place(place, i));
        }
        return !reader_.failed();
    }

    bool read_value(const Item& item, const MeasureCode* measure, Entry& entry) {
        if (const Json* quantity = reader_.find_object(*item.resource, "valueQuantity", item.where)) {
            const std::string place = join_place(item.where, "valueQuantity");
            entry.value = reader_.number(reader_.required(*quantity, "value", place), join_place(place, "value"));
            const std::string code = reader_.find_text(*quantity, "code", place);
            const std::string words = reader_.find_text(*quantity, "unit", place);
            if (measure == nullptr || is_in_unit(*measure, code, words)) return !reader_.failed();
            leave_out("readings in another unit");
            return false;
        }
        const Json* whole = reader_.optional(*item.resource, "valueInteger");
        if (whole != nullptr && measure != nullptr && is_bare(measure->ucum)) {
            entry.value = reader_.number(*whole, join_place(item.where, "valueInteger"));
            return !reader_.failed();
        }
        if (!reader_.failed()) leave_out("readings without a number");
        return false;
    }

    void read_site(const Item& item, Entry& entry) {
        const Json* site = reader_.find_object(*item.resource, "bodySite", item.where);
        const std::string place = join_place(item.where, "bodySite");
        const Json* extension = site == nullptr ? nullptr : reader_.find_extension(*site, fhir::site_url, place);
        const Json* holder = extension == nullptr
                                 ? nullptr
                                 : reader_.find_object(*extension, "valueReference", join_place(place, "extension"));
        if (holder == nullptr) return;
        const Item* body = find_item(reader_.find_text(*holder, "reference", join_place(place, "extension")));
        if (body == nullptr || body->type != "BodyStructure") return;
        const Site found = read_body(*body);
        entry.side = found.side;
        entry.place = found.place;
    }

    Site read_body(const Item& body) {
        Site out;
        if (const Json* qualifiers = reader_.find_list(*body.resource, "locationQualifier", body.where)) {
            const std::string place = join_place(body.where, "locationQualifier");
            for (std::size_t i = 0; i < qualifiers->size() && !reader_.failed(); ++i) {
                const std::string code =
                    reader_.code_of(reader_.element(*qualifiers, i, place), fhir::snomed_system, join_place(place, i));
                if (code == fhir::snomed_left) out.side = Side::left;
                if (code == fhir::snomed_right) out.side = Side::right;
            }
        }
        if (const Json* identifiers = reader_.find_list(*body.resource, "identifier", body.where)) {
            const std::string place = join_place(body.where, "identifier");
            for (std::size_t i = 0; i < identifiers->size() && !reader_.failed(); ++i) {
                const Json& identifier = reader_.element(*identifiers, i, place);
                if (reader_.find_text(identifier, "system", join_place(place, i)) == fhir::place_system)
                    out.place = reader_.find_text(identifier, "value", join_place(place, i));
            }
        }
        return out;
    }

    bool read_document(const Item& item, Entry& entry) {
        if (!read_time(item, "date", entry)) return false;
        const Json* contents = reader_.find_list(*item.resource, "content", item.where);
        const std::string list_place = join_place(item.where, "content");
        if (contents == nullptr || contents->empty()) {
            if (item.tag.empty())
                leave_out("documents without content");
            else
                reader_.fail(ErrorCode::missing, list_place, "is missing");
            return false;
        }
        const Json& content = reader_.element(*contents, 0, list_place);
        const std::string place = join_place(list_place, std::size_t{0});
        const Json* attachment = reader_.find_object(content, "attachment", place);
        if (attachment == nullptr) {
            reader_.fail(ErrorCode::missing, join_place(place, "attachment"), "is missing");
            return false;
        }
        const std::string inner = join_place(place, "attachment");
        const Json* data = reader_.optional(*attachment, "data");
        const std::string type = reader_.find_text(*attachment, "contentType", inner);
        if (item.tag.empty() && (data == nullptr || !type.starts_with("text/plain"))) {
            leave_out("documents that are not plain text");
            return false;
        }
        if (data != nullptr)
            entry.text = reader_.decode(reader_.text(*data, join_place(inner, "data")), join_place(inner, "data"));
        return !reader_.failed();
    }

    std::span<const MeasureCode> measures_;
    Reader reader_;
    std::vector<Item> items_;
    std::unordered_map<std::string, std::size_t> items_by_url_;              // by fullUrl, and by "Type/id"
    std::unordered_map<std::string, std::vector<std::string>> episodes_of_;  // by person
    std::unordered_set<std::string> ids_;
    std::map<std::string, std::size_t> left_out_;
    FhirImport out_;
};

}  // namespace

Result<FhirImport> parse_fhir(std::span<const MeasureCode> measures, std::string_view json) {
    const Result<Json> root =
        parse_json(json, {FhirLimits::bytes, FhirLimits::depth, FhirLimits::values, "entry", FhirLimits::entries});
    if (!root) return tl::unexpected(root.error());
    Importer importer(measures);
    importer.read(*root);
    if (importer.failed()) return tl::unexpected(importer.error());
    return importer.finish();
}

void name_missing_people(Records& records) {
    for (const Episode& episode : records.episodes)
        if (std::none_of(records.people.begin(), records.people.end(),
                         [&](const Person& p) { return p.id == episode.person; }))
            records.people.push_back({episode.person, "Imported " + episode.person.substr(0, 6)});
}

}  // namespace knotwork
