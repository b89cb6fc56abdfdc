// Strict reading of a TOML table: every key is asked for once, and a key nobody asked for is an error.
//
//     TomlFile file(path);
//     TomlReader root = file.root();
//     std::string name = root.text("name");
//     for (TomlReader& point : root.tables("point")) ...
//     root.finish();                       // refuses what was not read
//
// Errors are thrown as Refused and turned into a Result at the door of bake (compile_atlas): each is one line with
// file and line.
#pragma once

#include <toml++/toml.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace knotwork::bake {

struct Refused {
    Error error;
};
[[noreturn]] void refuse(const std::string& where, const std::string& reason);

class TomlReader {
  public:
    TomlReader(const toml::table& table, std::string file) : table_(&table), file_(std::move(file)) {}

    // Values under `key`; the plain form refuses an absent key.
    std::string text(std::string_view key);
    std::optional<std::string> find_text(std::string_view key);
    double number(std::string_view key);
    std::optional<double> find_number(std::string_view key);
    bool flag(std::string_view key);                       // false if absent
    std::vector<std::string> texts(std::string_view key);  // an array of strings, or one string
    std::optional<std::vector<std::string>> find_texts(std::string_view key);
    std::vector<double> numbers(std::string_view key);
    TomlReader table(std::string_view key);
    std::vector<TomlReader> tables(std::string_view key);  // [[key]], none if absent
    const toml::node* find_node(std::string_view key);
    // One of a few words; its index.
    std::size_t choice(std::string_view key, std::span<const std::string_view> words);

    // Names of all keys not read yet, for tables whose keys are names themselves.
    std::vector<std::string> unread_keys() const;
    // The same as they stand in the file.
    std::vector<std::string> unread_keys_in_order() const;
    // "gluteus-minimus.toml:14", of the table or of one key.
    std::string where() const;
    std::string where(std::string_view key) const;
    void finish() const;

  private:
    const toml::table* table_;
    std::string file_;
    std::set<std::string, std::less<>> read_;
};

class TomlFile {
  public:
    explicit TomlFile(const std::filesystem::path& path);
    TomlReader root() const { return TomlReader(table_, name_); }

  private:
    toml::table table_;
    std::string name_;
};

// The .toml files of a folder in the order of their names.
std::vector<std::filesystem::path> list_toml(const std::filesystem::path& folder);

}  // namespace knotwork::bake
