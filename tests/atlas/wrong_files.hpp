// Small wrong atlas files, one of each kind, kept in tests/data/atlas.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace knotwork::test {

struct WrongFile {
    std::string name;  // in tests/data/atlas
    std::vector<std::byte> bytes;
    ErrorCode code;
    std::string message;
};
std::vector<WrongFile> list_wrong_files();

}  // namespace knotwork::test
