// Compressed forms of a file: made with gzip, and checked to hold what they should.
#pragma once

#include <string>
#include <string_view>

namespace knotwork::server {

// The same bytes for the same text, always: no name and no time inside.
std::string compress_gzip(std::string_view text);

// Whether `packed` unpacks to `text`, all of it and nothing else.
bool holds_gzip(std::string_view packed, std::string_view text);
bool holds_brotli(std::string_view packed, std::string_view text);

}  // namespace knotwork::server
