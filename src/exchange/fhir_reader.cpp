#include "exchange/fhir_reader.hpp"

#include "exchange/fhir.hpp"

namespace knotwork::fhir {
namespace {

constexpr int most_offset = 18 * 60;
constexpr std::size_t date_length = std::string_view("2026-11-22").size();

}  // namespace

const Json* Reader::find_object(const Json& object, std::string_view key, const std::string& where) {
    const Json* found = optional(object, key);
    if (found == nullptr || found->is_object()) return found;
    const std::string place = join_place(where, key);
    fail(ErrorCode::wrong_type, place, "must be an object");
    return nullptr;
}

const Json* Reader::find_list(const Json& object, std::string_view key, const std::string& where) {
    const Json* found = optional(object, key);
    if (found == nullptr) return nullptr;
    array(*found, join_place(where, key));
    return failed() ? nullptr : found;
}

const Json& Reader::element(const Json& list, std::size_t i, const std::string& where) {
    static const Json none = Json::object();
    if (list[i].is_object()) return list[i];
    fail(ErrorCode::wrong_type, join_place(where, i), "must be an object");
    return none;
}

std::string Reader::find_text(const Json& object, std::string_view key, const std::string& where) {
    const Json* found = optional(object, key);
    if (found == nullptr) return {};
    const std::string place = join_place(where, key);
    std::string out = text(*found, place);
    const std::string beside_key = "_" + std::string(key);
    if (const Json* beside = find_object(object, beside_key, where); beside != nullptr && !failed()) {
        const std::string beside_place = join_place(where, beside_key);
        if (const Json* exact = find_extension(*beside, exact_url, beside_place)) {
            constexpr std::string_view value_key = "valueBase64Binary";
            out = decode(text(required(*exact, value_key, beside_place), join_place(beside_place, value_key)),
                         join_place(beside_place, value_key));
        }
    }
    if (out.size() > FhirLimits::text_bytes) fail(ErrorCode::too_large, place, "longer than 100,000 bytes");
    return failed() ? std::string() : out;
}

std::optional<Moment> Reader::find_moment(const Json& object, std::string_view key, const std::string& where) {
    const std::string place = join_place(where, key);
    const std::string words = find_text(object, key, where);
    if (failed() || words.empty() || words.size() < date_length) return std::nullopt;
    if (words.size() == date_length) {
        const Result<Date> date = parse_date(words, place);
        if (date) return noon_of(*date, 0);
        fail(date.error().code, date.error().where, date.error().reason);
        return std::nullopt;
    }
    Result<Moment> moment = parse_moment(words, place);
    if (!moment) {
        fail(moment.error().code, moment.error().where, moment.error().reason);
        return std::nullopt;
    }
    const std::string beside_key = "_" + std::string(key);
    if (const Json* beside = find_object(object, beside_key, where); beside != nullptr && !failed()) {
        const std::string beside_place = join_place(where, beside_key);
        if (const Json* offset = find_extension(*beside, offset_url, beside_place)) {
            const std::string value_place = join_place(beside_place, "valueInteger");
            const double minutes = number(required(*offset, "valueInteger", beside_place), value_place);
            if (!failed() && !(minutes >= -most_offset && minutes <= most_offset))
                fail(ErrorCode::out_of_range, value_place, "must be from -1080 to 1080");
            if (!failed()) moment->offset_minutes = static_cast<std::int32_t>(minutes);
        }
    }
    return failed() ? std::nullopt : std::optional(*moment);
}

std::optional<Date> Reader::find_date(const Json& object, std::string_view key, const std::string& where) {
    std::string words = find_text(object, key, where);
    if (failed() || words.empty()) return std::nullopt;
    words = words.substr(0, date_length);
    for (const std::size_t partial : {std::string_view("2026").size(), std::string_view("2026-11").size()})
        if (words.size() == partial) words += "-01";
    const Result<Date> date = parse_date(words, join_place(where, key));
    if (date) return *date;
    fail(date.error().code, date.error().where, date.error().reason);
    return std::nullopt;
}

const Json* Reader::find_extension(const Json& object, std::string_view url, const std::string& where) {
    const Json* list = find_list(object, "extension", where);
    if (list == nullptr) return nullptr;
    const std::string place = join_place(where, "extension");
    for (std::size_t i = 0; i < list->size() && !failed(); ++i) {
        const Json& extension = element(*list, i, place);
        if (find_text(extension, "url", join_place(place, i)) == url) return &extension;
    }
    return nullptr;
}

std::string Reader::find_code(const Json& object, std::string_view key, std::string_view system,
                              const std::string& where) {
    const Json* holder = find_object(object, key, where);
    return holder == nullptr ? std::string() : code_of(*holder, system, join_place(where, key));
}

std::string Reader::code_of(const Json& concept_, std::string_view system, const std::string& where) {
    const Json* codings = find_list(concept_, "coding", where);
    if (codings == nullptr) return {};
    const std::string place = join_place(where, "coding");
    for (std::size_t i = 0; i < codings->size() && !failed(); ++i) {
        const Json& coding = element(*codings, i, place);
        if (find_text(coding, "system", join_place(place, i)) == system)
            return find_text(coding, "code", join_place(place, i));
    }
    return {};
}

std::string Reader::decode(const std::string& base64, const std::string& where) {
    if (failed()) return {};
    if (base64.size() / 4 * 3 > FhirLimits::document_bytes + 3) {
        fail(ErrorCode::too_large, where, "longer than 16 MiB");
        return {};
    }
    std::optional<std::string> out = parse_base64(base64);
    if (!out) fail(ErrorCode::wrong_type, where, "is not base64");
    return out.value_or(std::string());
}

}  // namespace knotwork::fhir
