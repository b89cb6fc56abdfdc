// A copy of a knowledge folder in which one thing is made wrong.
//
//     KnowledgeFolder folder(tiny_knowledge());
//     folder.replace("muscles/alpha.toml", "layer = \"deep\"", "layer = \"deeper\"");
//     EXPECT_EQ(refusal_of_spec(folder), "alpha.toml:5: ...");
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "bake/spec.hpp"
#include "bake/toml_reader.hpp"

namespace knotwork::bake::test {

std::filesystem::path tiny_knowledge();     // tests/data/knowledge: two muscles, six regions
std::filesystem::path shipped_knowledge();  // knowledge/
std::filesystem::path mesh_folder();

class KnowledgeFolder {
  public:
    explicit KnowledgeFolder(const std::filesystem::path& original);
    ~KnowledgeFolder();
    KnowledgeFolder(const KnowledgeFolder&) = delete;
    KnowledgeFolder& operator=(const KnowledgeFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    // Puts `to` in the place of the first `from` of a file; throws if there is none.
    void replace(const std::string& file, std::string_view from, std::string_view to);
    void append(const std::string& file, std::string_view text);
    void write(const std::string& file, std::string_view text);
    std::string read(const std::string& file) const;
    void remove(const std::string& file) { std::filesystem::remove_all(path_ / file); }

  private:
    std::filesystem::path path_;
};

// The message with which load_spec refuses the folder, "" if it does not.
std::string refusal_of_spec(const KnowledgeFolder& folder);

}  // namespace knotwork::bake::test
