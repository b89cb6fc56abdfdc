// The atlas compiler: knowledge files and the base mesh in, atlas bytes out.
//
//     Result<CompiledAtlas> atlas = compile_atlas({.knowledge = "knowledge", .mesh = "build/mesh"});
//
// Deterministic: the same input gives the same bytes. Takes some seconds.
// Errors: unreadable, bad_knowledge; each names file and line.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace knotwork::bake {

struct CompileRequest {
    std::filesystem::path knowledge;  // the folder knowledge/
    std::filesystem::path mesh;       // human_full_size.json, targets.bin, target-list.json
};

struct CompiledAtlas {
    std::vector<std::byte> bytes;
    std::vector<std::string> warnings;  // zones of one point that lie on top of each other, and the like
};

Result<CompiledAtlas> compile_atlas(const CompileRequest& request);

}  // namespace knotwork::bake
