#include "bake/toml_reader.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "base/text.hpp"

namespace knotwork::bake {
namespace {

std::string at_line(const std::string& file, const toml::source_region& source) {
    return file + ":" + std::to_string(source.begin.line);
}

}  // namespace

void refuse(const std::string& where, const std::string& reason) {
    throw Refused{{ErrorCode::bad_knowledge, where, reason}};
}

std::string TomlReader::where() const { return at_line(file_, table_->source()); }

std::string TomlReader::where(std::string_view key) const {
    const toml::node* node = table_->get(key);
    return node ? at_line(file_, node->source()) : where();
}

const toml::node* TomlReader::find_node(std::string_view key) {
    read_.emplace(key);
    return table_->get(key);
}

std::optional<std::string> TomlReader::find_text(std::string_view key) {
    const toml::node* node = find_node(key);
    if (!node) return std::nullopt;
    const auto value = node->value<std::string>();
    if (!value || !node->is_string()) refuse(where(key), "'" + std::string(key) + "' must be a string");
    if (value->empty()) refuse(where(key), "'" + std::string(key) + "' is empty");
    return *value;
}

std::string TomlReader::text(std::string_view key) {
    auto value = find_text(key);
    if (!value) refuse(where(), "'" + std::string(key) + "' is missing");
    return std::move(*value);
}

std::optional<double> TomlReader::find_number(std::string_view key) {
    const toml::node* node = find_node(key);
    if (!node) return std::nullopt;
    const auto value = node->value<double>();
    if (!value || !node->is_number() || !std::isfinite(*value))
        refuse(where(key), "'" + std::string(key) + "' must be a number");
    return *value;
}

double TomlReader::number(std::string_view key) {
    const auto value = find_number(key);
    if (!value) refuse(where(), "'" + std::string(key) + "' is missing");
    return *value;
}

bool TomlReader::flag(std::string_view key) {
    const toml::node* node = find_node(key);
    if (!node) return false;
    if (!node->is_boolean()) refuse(where(key), "'" + std::string(key) + "' must be true or false");
    return *node->value<bool>();
}

std::optional<std::vector<std::string>> TomlReader::find_texts(std::string_view key) {
    const toml::node* node = find_node(key);
    if (!node) return std::nullopt;
    if (node->is_string()) return std::vector<std::string>{*find_text(key)};
    const toml::array* array = node->as_array();
    if (!array) refuse(where(key), "'" + std::string(key) + "' must be a list of strings");
    std::vector<std::string> out;
    for (const toml::node& item : *array) {
        const auto value = item.value<std::string>();
        if (!item.is_string() || value->empty())
            refuse(at_line(file_, item.source()), "'" + std::string(key) + "' must hold strings that are not empty");
        out.push_back(*value);
    }
    return out;
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
    auto value = find_texts(key);
    if (!value) refuse(where(), "'" + std::string(key) + "' is missing");
    return std::move(*value);
}

std::vector<double> TomlReader::numbers(std::string_view key) {
    const toml::node* node = find_node(key);
    if (!node) refuse(where(), "'" + std::string(key) + "' is missing");
    const toml::array* array = node->as_array();
    if (!array) refuse(where(key), "'" + std::string(key) + "' must be a list of numbers");
    std::vector<double> out;
    for (const toml::node& item : *array) {
        const auto value = item.value<double>();
        if (!item.is_number() || !std::isfinite(*value))
            refuse(where(key), "'" + std::string(key) + "' must hold numbers");
        out.push_back(*value);
    }
    return out;
}

TomlReader TomlReader::table(std::string_view key) {
    const toml::node* node = find_node(key);
    const toml::table* table = node ? node->as_table() : nullptr;
    if (!table) refuse(where(key), "the table [" + std::string(key) + "] is missing");
    return TomlReader(*table, file_);
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
    const toml::node* node = find_node(key);
    std::vector<TomlReader> out;
    if (!node) return out;
    const toml::array* array = node->as_array();
    if (!array) refuse(where(key), "'" + std::string(key) + "' must be written as [[" + std::string(key) + "]]");
    for (const toml::node& item : *array) {
        const toml::table* table = item.as_table();
        if (!table) refuse(where(key), "'" + std::string(key) + "' must be written as [[" + std::string(key) + "]]");
        out.emplace_back(*table, file_);
    }
    return out;
}

std::size_t TomlReader::choice(std::string_view key, std::span<const std::string_view> words) {
    const std::string value = text(key);
    const auto found = std::find(words.begin(), words.end(), value);
    if (found == words.end()) {
        std::string all;
        for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + std::string(word);
        refuse(where(key), "'" + std::string(key) + "' is '" + value + "', but must be one of " + all);
    }
    return static_cast<std::size_t>(found - words.begin());
}

std::vector<std::string> TomlReader::unread_keys() const {
    std::vector<std::string> out;
    for (const auto& [key, node] : *table_)
        if (!read_.contains(key.str())) out.emplace_back(key.str());
    return out;
}

std::vector<std::string> TomlReader::unread_keys_in_order() const {
    std::vector<std::string> out = unread_keys();
    const auto place = [&](const std::string& key) {
        const toml::source_position& begin = table_->get(key)->source().begin;
        return std::pair(begin.line, begin.column);
    };
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return out;
}

void TomlReader::finish() const {
    for (const auto& key : unread_keys()) {
        const std::vector<std::string> known(read_.begin(), read_.end());
        const auto near = find_nearest(key, known);
        refuse(where(key),
               "unknown key '" + key + "'" + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
    }
}

TomlFile::TomlFile(const std::filesystem::path& path) : name_(path.filename().string()) {
    if (!std::ifstream(path)) throw Refused{{ErrorCode::unreadable, path.string(), "cannot be opened"}};
    try {
        table_ = toml::parse_file(path.string());
    } catch (const toml::parse_error& error) {
        refuse(at_line(name_, error.source()), std::string(error.description()));
    }
}

std::vector<std::filesystem::path> list_toml(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> out;
    if (!std::filesystem::is_directory(folder))
        throw Refused{{ErrorCode::unreadable, folder.string(), "is not a folder"}};
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".toml") out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace knotwork::bake
