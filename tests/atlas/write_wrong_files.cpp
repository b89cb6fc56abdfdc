// write_wrong_atlases FOLDER: writes the wrong atlas files of list_wrong_files there.
#include <cstdio>
#include <fstream>

#include "atlas/wrong_files.hpp"

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: write_wrong_atlases FOLDER\n", stderr);
        return 2;
    }
    for (const auto& file : knotwork::test::list_wrong_files()) {
        std::ofstream out(std::string(arguments[1]) + "/" + file.name, std::ios::binary);
        out.write(reinterpret_cast<const char*>(file.bytes.data()), static_cast<std::streamsize>(file.bytes.size()));
        if (!out.flush()) {
            std::fprintf(stderr, "%s: cannot be written\n", file.name.c_str());
            return 1;
        }
    }
}
