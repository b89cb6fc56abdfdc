// The headers that every answer carries. They are stated in security_headers.txt, and nowhere else.
#pragma once

#include <string_view>
#include <vector>

#include "apps/server/request.hpp"

namespace knotwork::server {

// The text of the file, compiled in.
extern const std::string_view security_headers_text;

// One "Name: value" a line; lines that begin with # and empty ones are skipped. The views point into the text.
std::vector<Field> parse_headers(std::string_view text);

}  // namespace knotwork::server
