// A folder of files that is removed again.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace knotwork::server {

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "knotwork-site-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    const std::filesystem::path& path() const { return path_; }
    std::string name() const { return path_.string(); }

    void write(std::string_view name, std::string_view text) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }

  private:
    std::filesystem::path path_;
};

// Compresses well: lines of numbers.
inline std::string make_text(int lines) {
    std::string out;
    for (int i = 0; i < lines; ++i) out += "line " + std::to_string(i) + "\n";
    return out;
}

}  // namespace knotwork::server
