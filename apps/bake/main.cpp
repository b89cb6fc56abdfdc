// knotwork-bake KNOWLEDGE MESH OUT: compiles the atlas. Exit 2: a knowledge file is wrong; 3: a file cannot be read or
// written.
#include <cstdio>
#include <fstream>

#include "bake/compile.hpp"

int main(int argc, char** argv) {
    using namespace knotwork;
    if (argc != 4) {
        std::fputs("usage: knotwork-bake KNOWLEDGE_FOLDER MESH_FOLDER OUT_FILE\n", stderr);
        return 2;
    }
    const auto atlas = bake::compile_atlas({.knowledge = argv[1], .mesh = argv[2]});
    if (!atlas) {
        std::fprintf(stderr, "knotwork-bake: %s\n", atlas.error().message().c_str());
        return atlas.error().code == ErrorCode::unreadable ? 3 : 2;
    }
    for (const std::string& warning : atlas->warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
    std::ofstream out(argv[3], std::ios::binary);
    out.write(reinterpret_cast<const char*>(atlas->bytes.data()), static_cast<std::streamsize>(atlas->bytes.size()));
    out.close();
    if (!out) {
        std::fprintf(stderr, "knotwork-bake: %s: cannot be written\n", argv[3]);
        return 3;
    }
    std::printf("%s: %zu bytes\n", argv[3], atlas->bytes.size());
}
