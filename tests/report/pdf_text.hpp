// What poppler's tools read in a PDF.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace knotwork::test {

struct PdfWord {
    std::size_t page = 0;  // from 0
    double left = 0, top = 0, right = 0, bottom = 0;
    std::string text;
};

// Whether pdftotext, pdfinfo and pdffonts are installed.
bool has_poppler();
// All text in the order it was drawn, with single blanks.
std::string read_text(std::span<const std::byte> pdf);
std::vector<PdfWord> read_words(std::span<const std::byte> pdf);
std::string read_info(std::span<const std::byte> pdf);
std::string read_fonts(std::span<const std::byte> pdf);
std::size_t count_pages(std::span<const std::byte> pdf);

// The text with single blanks, as read_text gives it.
std::string squeezed(const std::string& text);

}  // namespace knotwork::test
