#include "atlas/atlas_file.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <vector>

namespace knotwork::test {
namespace {

// No test that needs the atlas can say anything without it.
[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "%s: %s\n", KNOTWORK_ATLAS_FILE, why.c_str());
    std::exit(1);
}

std::vector<std::byte> read_file() {
    std::ifstream in(KNOTWORK_ATLAS_FILE, std::ios::binary | std::ios::ate);
    if (!in) give_up("cannot be opened; build the target 'atlas'");
    std::vector<std::byte> bytes(static_cast<std::size_t>(in.tellg()));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

Atlas load() {
    auto atlas = load_atlas(get_atlas_bytes());
    if (!atlas) give_up(atlas.error().message());
    return *atlas;
}

}  // namespace

std::span<const std::byte> get_atlas_bytes() {
    static const std::vector<std::byte> bytes = read_file();
    return bytes;
}

const Atlas& get_atlas() {
    static const Atlas atlas = load();
    return atlas;
}

const SkinGeometry& get_geometry() {
    static const SkinGeometry geometry(get_atlas().skin());
    return geometry;
}

}  // namespace knotwork::test
