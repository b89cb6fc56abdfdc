#include "bake/knowledge_folder.hpp"

#include <stdlib.h>

#include <fstream>
#include <stdexcept>

namespace knotwork::bake::test {

std::filesystem::path tiny_knowledge() { return std::filesystem::path(KNOTWORK_TEST_DATA) / "knowledge"; }
std::filesystem::path shipped_knowledge() { return KNOTWORK_KNOWLEDGE; }
std::filesystem::path mesh_folder() { return KNOTWORK_MESH; }

KnowledgeFolder::KnowledgeFolder(const std::filesystem::path& original) {
    std::string name = (std::filesystem::temp_directory_path() / "knowledge-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder: " + name);
    path_ = name;
    std::filesystem::copy(original, path_, std::filesystem::copy_options::recursive);
}

KnowledgeFolder::~KnowledgeFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void KnowledgeFolder::replace(const std::string& file, std::string_view from, std::string_view to) {
    std::string text = read(file);
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error(file + " does not hold: " + std::string(from));
    write(file, text.replace(at, from.size(), to));
}

void KnowledgeFolder::append(const std::string& file, std::string_view text) {
    write(file, read(file) + std::string(text));
}

void KnowledgeFolder::write(const std::string& file, std::string_view text) {
    std::ofstream out(path_ / file, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error(file + " cannot be written");
}

std::string KnowledgeFolder::read(const std::string& file) const {
    std::ifstream in(path_ / file, std::ios::binary);
    if (!in) throw std::runtime_error(file + " cannot be read");
    return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string refusal_of_spec(const KnowledgeFolder& folder) {
    try {
        load_spec(folder.path());
        return "";
    } catch (const Refused& refused) {
        return refused.error.message();
    }
}

}  // namespace knotwork::bake::test
