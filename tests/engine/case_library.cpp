#include "engine/case_library.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "atlas/atlas_file.hpp"

namespace knotwork::test {

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path + " cannot be read");
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::vector<Case> trace_case_library() {
    auto engine = load_engine(get_atlas_bytes());
    if (!engine) throw std::runtime_error(engine.error().message());
    std::vector<std::filesystem::path> files;
    for (const char* folder : {"/examples", "/tests/cases"})
        for (const auto& entry : std::filesystem::directory_iterator(KNOTWORK_ROOT + std::string(folder)))
            if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.filename() < b.filename(); });
    std::vector<Case> out;
    TraceScratch scratch;
    for (const auto& file : files)
        out.push_back(
            {file.filename().string(), nlohmann::json::parse(trace_json(*engine, read_file(file.string()), scratch))});
    return out;
}

std::string format_digest(const std::vector<Case>& cases) {
    std::string out;
    const auto number = [](const nlohmann::json& value) {
        char text[32];
        std::snprintf(text, sizeof text, " %.6f", value.get<double>());
        return std::string(text);
    };
    for (const Case& c : cases) {
        out += c.file + ":";
        if (c.answer.contains("error")) {
            out += " refused " + c.answer["error"]["code"].get<std::string>() + " " +
                   c.answer["error"]["where"].get<std::string>() + "\n";
            continue;
        }
        if (const auto urgency = c.answer["triage"]["urgency"].get<std::string>(); urgency != "none")
            out += " " + urgency;
        if (c.answer.contains("blocked_by")) {
            for (const auto& rule : c.answer["blocked_by"]) out += " blocked by " + rule.get<std::string>();
            out += "\n";
            continue;
        }
        out += " other" + number(c.answer["other"]);
        for (const auto& source : c.answer["sources"])
            out += " " + source["id"].get<std::string>() + number(source["probability"]);
        out += " |";
        if (!c.answer["explanations"].empty())
            for (const auto& id : c.answer["explanations"][0]["sources"]) out += " " + id.get<std::string>();
        out += "\n";
    }
    return out;
}

}  // namespace knotwork::test
