// Reading JSON that a stranger sent: bounded, never throwing, and every error with its place ("marks[2].note").
//
//     Result<Json> root = parse_json(text, {.bytes = 1 << 20, .depth = 8, .values = 1000});
//     JsonReader reader;
//     const double radius = reader.number(reader.required(*root, "radius_cm", ""), "radius_cm");
//     if (reader.failed()) return tl::unexpected(reader.error());
//
// A JsonReader keeps the first error and answers with empty values from then on, so that a whole object reads without a
// test after each step.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace knotwork {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;  // for writing: keys stay in the order of the schema

struct JsonLimits {
    std::size_t bytes;
    std::size_t depth;
    std::size_t values;
    // The list under this key of the outermost object may hold only so many elements; refused as soon as it holds more.
    std::string_view list = {};
    std::size_t list_elements = 0;
};

// Errors: not_json (with line and column), out_of_range (a number beyond all bounds), too_large, wrong_type (a key
// twice).
Result<Json> parse_json(std::string_view text, const JsonLimits& limits);

// One line of text: control characters become blanks, and a long text is cut.
std::string one_line(std::string_view text, std::size_t longest = 80);

// Compact JSON of one line; bytes that are not UTF-8 become the replacement character.
std::string format_json(const OrderedJson& value);
// {"error":{"code":"out-of-range","where":"marks[0].intensity","reason":"must be from 0 to 10"}}
std::string format_error(const Error& error);
OrderedJson error_to_json(const Error& error);

class JsonReader {
  public:
    bool failed() const { return error_.has_value(); }
    const Error& error() const { return *error_; }
    void fail(ErrorCode code, std::string where, std::string reason);

    // `value` as an object that has no keys but these.
    const Json& object(const Json& value, const std::string& where, std::initializer_list<std::string_view> keys);
    const Json& array(const Json& value, const std::string& where);
    // The member `key` of `object`; required ones fail if absent.
    const Json& required(const Json& object, std::string_view key, const std::string& where);
    const Json* optional(const Json& object, std::string_view key) const;

    double number(const Json& value, const std::string& where);
    // A whole number from 0 to 2^32 - 1.
    std::uint32_t index(const Json& value, const std::string& where);
    std::string text(const Json& value, const std::string& where);

  private:
    void wrong_type(const Json& value, const std::string& where, std::string_view wanted);

    std::optional<Error> error_;
};

// "a.b" or "b" if `where` is empty; "a[3]".
std::string join_place(const std::string& where, std::string_view key);
std::string join_place(const std::string& where, std::size_t index);

}  // namespace knotwork
