#include "request.hpp"

namespace knotwork::wasm {
namespace {

// As much as the largest document that a request may hold, a journal, and its envelope.
constexpr JsonLimits limits{.bytes = 512u << 20, .depth = 26, .values = 50'000'000};

// The end of the value that begins at `at`, in JSON that is known to be valid.
std::size_t find_end(std::string_view json, std::size_t at) {
    std::size_t depth = 0;
    for (std::size_t i = at; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"') {
            for (++i; json[i] != '"'; ++i)
                if (json[i] == '\\') ++i;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
            return i;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return json.size();
}

// The text of a member of the outermost object, in JSON that is known to be valid; empty where there is none.
std::string_view find_member(std::string_view json, std::string_view key) {
    std::size_t at = json.find('{');
    while (at != std::string_view::npos && json[at] != '}') {
        const std::size_t begin = json.find('"', at);
        if (begin == std::string_view::npos) break;
        std::size_t end = begin + 1;
        for (; json[end] != '"'; ++end)
            if (json[end] == '\\') ++end;
        const bool is_it = Json::parse(json.substr(begin, end + 1 - begin)).get_ref<const std::string&>() == key;
        const std::size_t value = json.find(':', end) + 1;
        at = find_end(json, value);
        if (is_it) return json.substr(value, at - value);
    }
    return {};
}

}  // namespace

Request::Request(std::string_view text, std::initializer_list<std::string_view> keys) : text_(text) {
    if (text.empty()) {
        root_ = Json::object();
        return;
    }
    Result<Json> root = parse_json(text, limits);
    if (root) {
        root_ = std::move(*root);
        reader_.object(root_, "", keys);
    } else {
        reader_.fail(root.error().code, root.error().where, root.error().reason);
    }
}

void Request::fail(const Error& error, std::string_view key) {
    std::string where(key);
    if (!error.where.empty() && error.where != key) where += (error.where[0] == '[' ? "" : ".") + error.where;
    reader_.fail(error.code, where, error.reason);
}

std::string_view Request::document(std::string_view key) {
    reader_.required(root_, key, "");
    return optional_document(key);
}

std::string_view Request::optional_document(std::string_view key) const {
    return failed() || !has(key) ? std::string_view() : find_member(text_, key);
}

Date Request::date(std::string_view key) {
    const std::string written = text(key);
    if (failed()) return {};
    return take(key, parse_date(written, std::string(key))).value_or(Date{});
}

Moment Request::moment(std::string_view key) {
    const std::string written = text(key);
    if (failed()) return {};
    return take(key, parse_moment(written, std::string(key))).value_or(Moment{});
}

std::string Request::text(std::string_view key) {
    return reader_.text(reader_.required(root_, key, ""), std::string(key));
}

std::string Request::optional_text(std::string_view key) {
    const Json* const given = reader_.optional(root_, key);
    return given == nullptr ? std::string() : reader_.text(*given, std::string(key));
}

std::vector<std::string> Request::texts(std::string_view key) {
    std::vector<std::string> out;
    const Json* const given = reader_.optional(root_, key);
    if (given == nullptr) return out;
    const std::string where(key);
    const Json& list = reader_.array(*given, where);
    for (std::size_t i = 0; i < list.size() && !failed(); ++i)
        out.push_back(reader_.text(list[i], join_place(where, i)));
    return out;
}

bool Request::flag(std::string_view key) {
    const Json* const given = reader_.optional(root_, key);
    if (given == nullptr) return false;
    if (given->is_boolean()) return given->get<bool>();
    reader_.fail(ErrorCode::wrong_type, std::string(key), "must be true or false");
    return false;
}

double Request::number(std::string_view key) {
    return reader_.number(reader_.required(root_, key, ""), std::string(key));
}

std::optional<double> Request::optional_number(std::string_view key) {
    const Json* const given = reader_.optional(root_, key);
    if (given == nullptr) return std::nullopt;
    return reader_.number(*given, std::string(key));
}

}  // namespace knotwork::wasm
