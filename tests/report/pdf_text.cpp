#include "report/pdf_text.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

namespace knotwork::test {
namespace {

std::string run(const std::string& command) {
    std::string out;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return out;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    ::pclose(pipe);
    return out;
}

std::string run_on(std::span<const std::byte> pdf, const std::string& tool, const std::string& rest) {
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("knotwork-" + std::to_string(::getpid()) + ".pdf");
    {
        std::ofstream stream(file, std::ios::binary);
        stream.write(reinterpret_cast<const char*>(pdf.data()), static_cast<std::streamsize>(pdf.size()));
    }
    std::string out = run(tool + " '" + file.string() + "' " + rest + " 2>/dev/null");
    std::filesystem::remove(file);
    return out;
}

std::string decoded(std::string text) {
    for (const auto& [what, by] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
        for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
            text.replace(at, std::string_view(what).size(), by);
    return text;
}

}  // namespace

bool has_poppler() { return std::system("pdftotext -v >/dev/null 2>&1 && pdffonts -v >/dev/null 2>&1") == 0; }

std::string squeezed(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_hard_blank = text.compare(i, 2, "\xC2\xA0") == 0;
        const char c = is_hard_blank ? ' ' : text[i];
        if (is_hard_blank) ++i;
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

std::string read_text(std::span<const std::byte> pdf) { return squeezed(run_on(pdf, "pdftotext -raw", "-")); }
std::string read_info(std::span<const std::byte> pdf) { return run_on(pdf, "pdfinfo", ""); }
std::string read_fonts(std::span<const std::byte> pdf) { return run_on(pdf, "pdffonts", ""); }

std::size_t count_pages(std::span<const std::byte> pdf) {
    std::smatch found;
    const std::string info = read_info(pdf);
    return std::regex_search(info, found, std::regex("Pages:\\s+(\\d+)")) ? std::stoul(found[1]) : 0;
}

std::vector<PdfWord> read_words(std::span<const std::byte> pdf) {
    const std::string text = run_on(pdf, "pdftotext -bbox", "-");
    static const std::regex tag(
        R"re(<page |<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>)re");
    std::vector<PdfWord> out;
    std::size_t pages = 0;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), tag); it != std::sregex_iterator(); ++it) {
        if ((*it)[0] == "<page ") {
            ++pages;
            continue;
        }
        out.push_back({pages - 1, std::stod((*it)[1]), std::stod((*it)[2]), std::stod((*it)[3]), std::stod((*it)[4]),
                       decoded((*it)[5])});
    }
    return out;
}

}  // namespace knotwork::test
