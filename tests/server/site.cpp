// Which files of a folder are served, as what, and in which forms.
#include "apps/server/site.hpp"

#include <brotli/encode.h>
#include <gtest/gtest.h>

#include "apps/server/compression.hpp"
#include "folder.hpp"

namespace knotwork::server {
namespace {

std::string compress_brotli(std::string_view text) {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, text.size(),
                          reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                          reinterpret_cast<std::uint8_t*>(out.data()));
    out.resize(size);
    return out;
}

std::vector<std::string> codings(const SiteFile& file) {
    std::vector<std::string> out;
    for (const Representation& form : file.representations) out.emplace_back(name(form.coding));
    return out;
}

using Names = std::vector<std::string>;

TEST(Compression, GivesBackWhatItTook) {
    for (const std::string& text : {std::string(), std::string("x"), make_text(100000)}) {
        EXPECT_TRUE(holds_gzip(compress_gzip(text), text));
        EXPECT_TRUE(holds_brotli(compress_brotli(text), text));
    }
    EXPECT_EQ(compress_gzip("same"), compress_gzip("same"));
}

TEST(Compression, IsHeldAgainstTheWholeText) {
    const std::string text = make_text(50000), other = make_text(50001);
    for (const auto& [packed, holds] :
         {std::pair(compress_gzip(text), &holds_gzip), std::pair(compress_brotli(text), &holds_brotli)}) {
        EXPECT_FALSE(holds(packed, other));
        EXPECT_FALSE(holds(packed, std::string_view(text).substr(1)));
        EXPECT_FALSE(holds(packed, std::string_view(text).substr(0, text.size() - 1)));
        EXPECT_FALSE(holds(packed.substr(0, packed.size() - 1), text));
        EXPECT_FALSE(holds(packed + "x", text));
        EXPECT_FALSE(holds("", text));
        EXPECT_FALSE(holds("no archive", text));
    }
}

TEST(Types, GoByTheEnding) {
    EXPECT_EQ(find_type("/a.wasm"), "application/wasm");
    EXPECT_EQ(find_type("/a.html"), "text/html; charset=utf-8");
    EXPECT_EQ(find_type("/a.mjs"), "text/javascript; charset=utf-8");
    EXPECT_EQ(find_type("/a.js"), "text/javascript; charset=utf-8");
    EXPECT_EQ(find_type("/a.json"), "application/json");
    EXPECT_EQ(find_type("/a.webmanifest"), "application/manifest+json");
    EXPECT_EQ(find_type("/a.svg"), "image/svg+xml");
    EXPECT_EQ(find_type("/html"), "application/octet-stream");
    EXPECT_EQ(find_type("/a.js.unknown"), "application/octet-stream");
}

TEST(HashedNames, AreWhatABundlerMakes) {
    for (const char* hashed :
         {"/assets/index-B4xY_a9Z.js", "/assets/index-B-xYza9Z.css", "/assets/three.module-abc12345.js",
          "/assets/index-B4xY_a9Z.js.map", "/assets/fonts/lato-A1b2C3d4.woff2", "/assets/w-QRSTUVWX.js"})
        EXPECT_TRUE(is_hashed_name(hashed)) << hashed;
    for (const char* plain :
         {"/index-B4xY_a9Z.js", "/assets/index.js", "/assets/service-worker.js", "/assets/latin-Extended.woff2",
          "/assets/data-20261122.json", "/assets/my-compound.js", "/assets/-B4xY_a9Z.js", "/assets/index-B4xY_a9Z",
          "/assets/index-B4xY.a9Z.js", "/other/assets/index-B4xY_a9Z.js", "/sw.js", "/assets/"})
        EXPECT_FALSE(is_hashed_name(plain)) << plain;
}

TEST(Site, HoldsWhatLiesInTheFolder) {
    const Folder folder;
    folder.write("index.html", "start");
    folder.write("help/index.html", "help");
    folder.write("assets/a b.txt", "text");
    folder.write("empty.txt", "");
    std::vector<std::string> left_out;
    const auto site = read_site(folder.name(), left_out);
    ASSERT_TRUE(site);
    EXPECT_EQ(site->file_count(), 4u);
    EXPECT_EQ(site->find("/")->representations[0].bytes, "start");
    EXPECT_EQ(site->find("/index.html"), site->find("/"));
    EXPECT_EQ(site->find("/help/")->representations[0].bytes, "help");
    EXPECT_EQ(site->find("/assets/a b.txt")->representations[0].bytes, "text");
    EXPECT_EQ(site->find("/empty.txt")->representations[0].bytes, "");
    for (const char* none : {"", "index.html", "/help", "/assets", "/assets/", "//", "/./index.html",
                             "/help/../index.html", "/../index.html", "/index.html/", "/INDEX.html"})
        EXPECT_EQ(site->find(none), nullptr) << none;
    EXPECT_EQ(left_out, Names());
}

TEST(Site, LeavesOutHiddenFilesAndLinksThatLeadOut) {
    const Folder folder, outside;
    outside.write("secret.txt", "secret");
    outside.write("more/secret.txt", "secret");
    folder.write("index.html", "start");
    folder.write(".env", "key");
    folder.write(".git/config", "key");
    folder.write("real.txt", "real");
    namespace fs = std::filesystem;
    fs::create_symlink(outside.path() / "secret.txt", folder.path() / "out.txt");
    fs::create_directory_symlink(outside.path() / "more", folder.path() / "more");
    fs::create_symlink("real.txt", folder.path() / "within.txt");
    fs::create_symlink("nowhere", folder.path() / "broken.txt");
    fs::create_directory_symlink(folder.path(), folder.path() / "round");
    std::vector<std::string> left_out;
    const auto site = read_site(folder.name(), left_out);
    ASSERT_TRUE(site);
    EXPECT_EQ(site->file_count(), 3u);
    EXPECT_EQ(site->find("/within.txt")->representations[0].bytes, "real");
    for (const char* none :
         {"/.env", "/.git/config", "/out.txt", "/more/secret.txt", "/broken.txt", "/round/index.html"})
        EXPECT_EQ(site->find(none), nullptr) << none;
    std::sort(left_out.begin(), left_out.end());
    EXPECT_EQ(left_out, (Names{folder.name() + "/broken.txt: a link that leads out of the folder",
                               folder.name() + "/more: a link that leads out of the folder",
                               folder.name() + "/out.txt: a link that leads out of the folder"}));
}

TEST(Site, MayItselfBeALink) {
    const Folder folder, other;
    folder.write("index.html", "start");
    std::filesystem::create_directory_symlink(folder.path(), other.path() / "app");
    std::vector<std::string> left_out;
    const auto site = read_site(other.name() + "/app", left_out);
    ASSERT_TRUE(site);
    EXPECT_EQ(site->find("/")->representations[0].bytes, "start");
}

TEST(Site, TakesCompressedFormsThatHoldTheFile) {
    const Folder folder;
    const std::string text = make_text(2000), noise = "short";
    folder.write("index.html", text);
    folder.write("a.js", text);
    folder.write("a.js.br", compress_brotli(text));
    folder.write("b.js", text);
    folder.write("b.js.br", compress_brotli(make_text(1999)));
    folder.write("b.js.gz", "damaged");
    folder.write("c.js", text);
    folder.write("c.js.gz", compress_gzip(text));
    folder.write("d.txt", noise);
    folder.write("alone.txt.gz", compress_gzip(text));
    std::vector<std::string> left_out;
    const auto site = read_site(folder.name(), left_out);
    ASSERT_TRUE(site);
    EXPECT_EQ(codings(*site->find("/")), (Names{"identity", "gzip"}));
    EXPECT_EQ(codings(*site->find("/a.js")), (Names{"identity", "gzip", "br"}));
    EXPECT_EQ(codings(*site->find("/b.js")), (Names{"identity", "gzip"}));
    EXPECT_EQ(codings(*site->find("/c.js")), (Names{"identity", "gzip"}));
    EXPECT_EQ(codings(*site->find("/d.txt")), (Names{"identity"}));
    EXPECT_EQ(site->find("/alone.txt.gz")->representations[0].bytes, compress_gzip(text));
    EXPECT_EQ(site->find("/a.js.br"), nullptr);
    EXPECT_EQ(site->find("/c.js.gz"), nullptr);
    EXPECT_EQ(left_out, (Names{folder.name() + "/b.js.br: does not hold what /b.js holds",
                               folder.name() + "/b.js.gz: does not hold what /b.js holds"}));
    const SiteFile& file = *site->find("/a.js");
    EXPECT_TRUE(holds_gzip(file.representations[1].bytes, text));
    EXPECT_TRUE(holds_brotli(file.representations[2].bytes, text));
    EXPECT_NE(file.representations[0].tag, file.representations[1].tag);
    EXPECT_NE(file.representations[1].tag, file.representations[2].tag);
    EXPECT_EQ(file.representations[0].tag, site->find("/b.js")->representations[0].tag);
    EXPECT_EQ(file.representations[0].tag.size(), 34u);
}

TEST(Site, LeavesAloneWhatDoesNotShrink) {
    const Folder folder;
    folder.write("index.html", "start");
    std::string noise;
    std::uint32_t state = 1;
    for (int i = 0; i < 20000; ++i) noise += static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
    folder.write("noise.png", noise);
    std::vector<std::string> left_out;
    EXPECT_EQ(codings(*read_site(folder.name(), left_out)->find("/noise.png")), (Names{"identity"}));
}

TEST(Site, IsRefusedWhereItIsNone) {
    const Folder folder;
    std::vector<std::string> left_out;
    const auto message = [&](const std::string& name) { return read_site(name, left_out).error().message(); };
    EXPECT_EQ(message(folder.name()), folder.name() + ": holds no index.html, so it is no built app");
    EXPECT_EQ(message(folder.name() + "/none"), folder.name() + "/none: cannot be opened: No such file or directory");
    folder.write("file", "");
    EXPECT_EQ(message(folder.name() + "/file"), folder.name() + "/file: cannot be read: Not a directory");
    folder.write("index.html", "start");
    for (std::size_t i = 0; i < max_site_files; ++i) folder.write("many/" + std::to_string(i), "");
    EXPECT_EQ(message(folder.name()), folder.name() + ": holds more than 5000 files");
    std::filesystem::remove_all(folder.path() / "many");
    folder.write("large", "");
    std::filesystem::resize_file(folder.path() / "large", max_site_bytes);
    EXPECT_EQ(message(folder.name()), folder.name() + ": holds more than 256 MB");
}

}  // namespace
}  // namespace knotwork::server
