// What the command reads and writes: the atlas, the input, pictures; and how it reports what went wrong.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "commands.hpp"
#include "engine/engine.hpp"
#include "report/picture_format.hpp"

namespace knotwork::cli {

// An engine with the atlas bytes that it stands on. The bytes lie on an 8-byte boundary.
struct LoadedEngine {
    std::vector<std::byte> bytes;
    Engine engine;
};

// What lies in ../share/knotwork, as seen from the folder of the program.
std::string find_beside_program(std::string_view name);

// Loads the atlas named by --atlas, else by the environment variable KNOTWORK_ATLAS, else the one that lies beside the
// program, in ../share/knotwork/atlas.bin. Errors: unreadable (no such file), bad_atlas, atlas_version.
Result<LoadedEngine> load_engine_of(const Session& session);

// The whole of a file, or of the standard input if `name` is "-". What is longer than `limit` is cut one byte behind
// it, so that the reader of the text sees that it is too long. Errors: unreadable.
Result<std::string> read_text(const std::string& name, std::size_t limit);

// Errors: unreadable.
Result<void> write_file(const std::string& name, std::span<const std::byte> bytes);

// Whole or not at all: written beside it and moved into its place. Errors: unreadable.
Result<void> replace_file(const std::string& name, std::span<const std::byte> bytes);

// By the ending of the file that --picture names. Errors: out_of_range.
Result<PictureFormat> read_picture_format(const std::string& file);

// Prints the error as one line on the standard error, and as JSON on the standard output if asked for. Returns the exit
// code: an atlas that cannot be found is a broken environment, all else is bad input.
int report(const Session& session, const Error& error);

}  // namespace knotwork::cli
