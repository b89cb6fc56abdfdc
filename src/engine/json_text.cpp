#include "engine/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace knotwork {
namespace {

const Json& null_json() {
    static const Json null;
    return null;
}

// "12,345"
std::string with_commas(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, ",");
    return digits;
}

// Builds the value as the parser meets its parts, and stops it at the first breach of a limit. Memory therefore stays
// within the limits whatever the text holds.
class BoundedBuilder : public nlohmann::json_sax<Json> {
  public:
    explicit BoundedBuilder(const JsonLimits& limits) : limits_(limits) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return stop(ErrorCode::not_json, "holds binary data"); }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& key) override {
        Frame& frame = frames_.back();
        frame.key = std::move(key);
        if (frame.value->contains(frame.key)) return stop(ErrorCode::wrong_type, "is given twice");
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& exception) override {
        std::string_view text = exception.what();
        constexpr int number_overflow = 406;  // of nlohmann::json's list of exceptions
        if (exception.id == number_overflow) return stop(ErrorCode::out_of_range, "is beyond all bounds");
        constexpr std::string_view lead = "parse error";
        if (const auto begin = text.find(lead); begin != std::string_view::npos)
            text.remove_prefix(begin + lead.size());
        if (text.starts_with(' ')) text.remove_prefix(1);
        error_ = Error{ErrorCode::not_json, "", "not JSON " + one_line(text, 160)};
        return false;
    }

    const std::optional<Error>& error() const { return error_; }
    Json& root() { return root_; }

  private:
    struct Frame {
        Json* value;
        std::string key;  // of an object: the member being read
    };

    // The place that is being read. The lists around the innermost one hold it already, as their last element.
    std::string place() const {
        std::string where;
        for (const Frame& frame : frames_) {
            const bool is_innermost = &frame == &frames_.back();
            where = frame.value->is_array() ? join_place(where, frame.value->size() - (is_innermost ? 0 : 1))
                                            : join_place(where, frame.key);
        }
        return where;
    }

    bool stop(ErrorCode code, std::string reason) {
        error_ = Error{code, place(), std::move(reason)};
        return false;
    }

    Json* put(Json&& value) {
        if (frames_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Frame& frame = frames_.back();
        if (frame.value->is_array()) {
            frame.value->push_back(std::move(value));
            return &frame.value->back();
        }
        return &((*frame.value)[frame.key] = std::move(value));
    }

    template <class Value>
    bool add(Value&& value) {
        if (!is_within_limits()) return false;
        put(Json(std::forward<Value>(value)));
        return true;
    }

    bool open(Json&& empty) {
        if (!is_within_limits()) return false;
        if (frames_.size() == limits_.depth) return stop(ErrorCode::too_large, "is nested too deep");
        frames_.push_back({put(std::move(empty)), {}});
        return true;
    }

    bool close() {
        frames_.pop_back();
        return true;
    }

    bool is_within_limits() {
        if (++values_ > limits_.values)
            return stop(ErrorCode::too_large, "more than " + with_commas(limits_.values) + " values in all");
        const bool in_list = frames_.size() == 2 && frames_[0].key == limits_.list && frames_[1].value->is_array();
        if (in_list && frames_[1].value->size() == limits_.list_elements) {
            frames_.pop_back();
            return stop(ErrorCode::too_large, "more than " + with_commas(limits_.list_elements) + " of them");
        }
        return true;
    }

    JsonLimits limits_;
    Json root_;
    std::vector<Frame> frames_;
    std::size_t values_ = 0;
    std::optional<Error> error_;
};

}  // namespace

std::string join_place(const std::string& where, std::string_view key) {
    const std::string name = one_line(key, 40);
    return where.empty() ? name : where + "." + name;
}

std::string join_place(const std::string& where, std::size_t index) {
    return where + "[" + std::to_string(index) + "]";
}

std::string one_line(std::string_view text, std::size_t longest) {
    std::string out;
    for (const char c : text) {
        if (out.size() >= longest) {
            // A character of several bytes is dropped whole.
            while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0u) == 0x80u) out.pop_back();
            if (!out.empty() && (static_cast<unsigned char>(out.back()) & 0x80u) != 0) out.pop_back();
            return out + "...";
        }
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return out;
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return fail(ErrorCode::too_large, "", "longer than " + with_commas(limits.bytes) + " bytes");
    BoundedBuilder builder(limits);
    Json::sax_parse(text.begin(), text.end(), &builder);
    if (builder.error()) return tl::unexpected(*builder.error());
    return std::move(builder.root());
}

std::string format_json(const OrderedJson& value) {
    return value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

OrderedJson error_to_json(const Error& error) {
    return {{"code", name(error.code)}, {"where", error.where}, {"reason", error.reason}};
}

std::string format_error(const Error& error) {
    OrderedJson out = OrderedJson::object();
    out["error"] = error_to_json(error);
    return format_json(out);
}

void JsonReader::fail(ErrorCode code, std::string where, std::string reason) {
    if (!error_) error_ = Error{code, std::move(where), std::move(reason)};
}

void JsonReader::wrong_type(const Json& value, const std::string& where, std::string_view wanted) {
    // nlohmann's own words, but for lists, which readers of JSON call so.
    const std::string_view found = value.is_array()    ? "a list"
                                   : value.is_object() ? "an object"
                                   : value.is_string() ? "text"
                                   : value.is_number() ? "a number"
                                   : value.is_null()   ? "null"
                                                       : "true or false";
    fail(ErrorCode::wrong_type, where, "must be " + std::string(wanted) + ", not " + std::string(found));
}

const Json& JsonReader::object(const Json& value, const std::string& where,
                               std::initializer_list<std::string_view> keys) {
    if (failed()) return null_json();
    if (!value.is_object()) {
        wrong_type(value, where, "an object");
        return null_json();
    }
    for (const auto& [key, member] : value.items()) {
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
        std::string known;
        for (const std::string_view k : keys) known += (known.empty() ? "" : ", ") + std::string(k);
        fail(ErrorCode::unknown_key, join_place(where, key), "unknown key; known here: " + known);
        return null_json();
    }
    return value;
}

const Json& JsonReader::array(const Json& value, const std::string& where) {
    if (failed()) return null_json();
    if (value.is_array()) return value;
    wrong_type(value, where, "a list");
    return null_json();
}

const Json& JsonReader::required(const Json& object, std::string_view key, const std::string& where) {
    if (failed()) return null_json();
    if (const Json* found = optional(object, key)) return *found;
    fail(ErrorCode::missing, join_place(where, key), "is missing");
    return null_json();
}

const Json* JsonReader::optional(const Json& object, std::string_view key) const {
    if (failed() || !object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

double JsonReader::number(const Json& value, const std::string& where) {
    if (failed()) return 0;
    if (value.is_number()) return value.get<double>();
    wrong_type(value, where, "a number");
    return 0;
}

std::uint32_t JsonReader::index(const Json& value, const std::string& where) {
    if (failed()) return 0;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max())
        return value.get<std::uint32_t>();
    if (value.is_number())
        fail(ErrorCode::out_of_range, where, "must be a whole number from 0");
    else
        wrong_type(value, where, "a whole number");
    return 0;
}

std::string JsonReader::text(const Json& value, const std::string& where) {
    if (failed()) return {};
    if (const auto* text = value.get_ptr<const std::string*>()) return *text;
    wrong_type(value, where, "text");
    return {};
}

}  // namespace knotwork
