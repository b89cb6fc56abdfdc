// The wrong files kept in tests/data/atlas are each refused with their own message.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "atlas/atlas.hpp"
#include "atlas/wrong_files.hpp"

namespace knotwork::test {
namespace {

const std::filesystem::path folder = std::filesystem::path(KNOTWORK_TEST_DATA) / "atlas";

std::vector<std::byte> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in) << path;
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

TEST(AtlasFixtures, AreRefusedEachWithItsMessage) {
    std::set<std::string> messages;
    for (const WrongFile& wrong : list_wrong_files()) {
        const auto bytes = read_file(folder / wrong.name);
        EXPECT_EQ(bytes, wrong.bytes) << wrong.name << " is out of date; write_wrong_atlases writes it anew";
        const auto atlas = load_atlas(bytes);
        ASSERT_FALSE(atlas.has_value()) << wrong.name;
        EXPECT_EQ(atlas.error().code, wrong.code) << wrong.name;
        EXPECT_EQ(atlas.error().message(), wrong.message) << wrong.name;
        EXPECT_TRUE(messages.insert(wrong.message).second) << wrong.name << " is wrong like another file";
    }
}

TEST(AtlasFixtures, AreAllListed) {
    std::set<std::string> listed, there;
    for (const WrongFile& wrong : list_wrong_files()) listed.insert(wrong.name);
    for (const auto& file : std::filesystem::directory_iterator(folder)) there.insert(file.path().filename().string());
    EXPECT_EQ(there, listed);
}

}  // namespace
}  // namespace knotwork::test
