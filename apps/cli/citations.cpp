#include "citations.hpp"

#include <fmt/core.h>

#include "terminal.hpp"

namespace knotwork::cli {

std::string cite(const std::vector<std::uint32_t>& cites) {
    std::string out;
    for (const std::uint32_t number : cites) out += fmt::format("{}{}", out.empty() ? " [" : ", ", number + 1);
    return out.empty() ? out : out + "]";
}

std::string sentence(std::string_view text) {
    std::string out(text);
    if (!out.empty() && out.back() != '.' && out.back() != '?' && out.back() != '!') out += '.';
    return out;
}

std::string join(const std::vector<std::string_view>& items) {
    std::string out;
    for (const std::string_view item : items) out += (out.empty() ? "" : ", ") + std::string(item);
    return out;
}

std::string format_works(std::span<const CitationView> works) {
    std::string out;
    for (std::size_t i = 0; i < works.size(); ++i) {
        const CitationView& c = works[i];
        std::string line = sentence(c.authors) + " " + sentence(c.title);
        if (!c.in.empty()) line += " " + std::string(c.in) + ",";
        if (c.year != 0) line += fmt::format(" {}", c.year);
        line = line.ends_with(',') ? line.substr(0, line.size() - 1) + "." : sentence(line);
        if (!c.doi.empty()) line += fmt::format(" doi:{}", c.doi);
        if (!c.pmid.empty()) line += fmt::format(" PMID {}", c.pmid);
        if (!c.isbn.empty()) line += fmt::format(" ISBN {}", c.isbn);
        if (!c.url.empty()) line += fmt::format(" {}", c.url);
        out += wrap(line, fmt::format("  [{}] ", i + 1));
    }
    return out;
}

}  // namespace knotwork::cli
