// Reading parts of FHIR resources that a stranger sent. Members that are not asked for are not looked at; those that
// are must have FHIR's type. Inside of exchange.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exchange/fhir_words.hpp"

namespace knotwork::fhir {

class Reader : public JsonReader {
  public:
    // Members that may be absent: then nullptr, or an empty text.
    const Json* find_object(const Json& object, std::string_view key, const std::string& where);
    const Json* find_list(const Json& object, std::string_view key, const std::string& where);
    // Element i of a list of objects.
    const Json& element(const Json& list, std::size_t i, const std::string& where);
    // As put_text wrote it.
    std::string find_text(const Json& object, std::string_view key, const std::string& where);
    // As put_moment wrote it. A date alone means noon, a month or a year nothing.
    std::optional<Moment> find_moment(const Json& object, std::string_view key, const std::string& where);
    // A date, or the date of a time; months and years mean their first day.
    std::optional<Date> find_date(const Json& object, std::string_view key, const std::string& where);
    // The extension of this URL, or nullptr.
    const Json* find_extension(const Json& object, std::string_view url, const std::string& where);
    // The code of the first coding of that system, or an empty text.
    std::string find_code(const Json& object, std::string_view key, std::string_view system, const std::string& where);
    std::string code_of(const Json& concept_, std::string_view system, const std::string& where);
    std::string decode(const std::string& base64, const std::string& where);
};

}  // namespace knotwork::fhir
