// Reading a request: an object whose members are documents with parsers of their own, dates, and words.
//
//     Request request(text, {"case", "start"});
//     const std::string_view known = request.document("case");      // the text of the member, as it stands
//     const std::optional<Date> start = request.date("start");
//     if (request.failed()) return request.answer();                 // the error, as JSON
//
// Keeps the first error and answers with empty values from then on.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"
#include "engine/json_text.hpp"

namespace knotwork::wasm {

class Request {
  public:
    // An empty text is a request without members.
    Request(std::string_view text, std::initializer_list<std::string_view> keys);

    bool failed() const { return reader_.failed(); }
    std::string answer() const { return format_error(reader_.error()); }

    // The text of a member, exactly as it was sent. One that is not required may be absent, and is empty then.
    std::string_view document(std::string_view key);
    std::string_view optional_document(std::string_view key) const;
    Date date(std::string_view key);
    Moment moment(std::string_view key);
    std::string text(std::string_view key);
    std::string optional_text(std::string_view key);
    bool flag(std::string_view key);  // false where it is absent
    double number(std::string_view key);
    std::optional<double> optional_number(std::string_view key);
    std::vector<std::string> texts(std::string_view key);  // empty where it is absent
    bool has(std::string_view key) const { return root_.is_object() && root_.contains(key); }

    // What a member is parsed to, or nothing; an error of the parser becomes that of the request, with its place.
    template <class T>
    std::optional<T> take(std::string_view key, Result<T> parsed) {
        if (failed()) return std::nullopt;
        if (parsed) return *std::move(parsed);
        fail(parsed.error(), key);
        return std::nullopt;
    }
    void fail(const Error& error, std::string_view key);

  private:
    std::string_view text_;
    Json root_;
    JsonReader reader_;
};

}  // namespace knotwork::wasm
