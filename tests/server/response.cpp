// From requests to answers: status, headers, body.
#include "apps/server/response.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>

#include "apps/server/compression.hpp"
#include "folder.hpp"

namespace knotwork::server {
namespace {

using Names = std::vector<std::string>;
using Fields = std::vector<Field>;

class Responses : public testing::Test {
  protected:
    Responses() {
        folder_.write("index.html", text_);
        folder_.write("sw.js", "worker");
        folder_.write("assets/app-B4xY_a9Z.js", text_);
        std::vector<std::string> left_out;
        site_ = *read_site(folder_.name(), left_out);
        door_.hosts = {"localhost", "127.0.0.1"};
        door_.version = "1.2.3";
        door_.atlas_hash = "cafe";
    }

    // With a Host that is ours, unless the fields name one.
    Response ask(std::string_view target, Fields fields = {}, std::string_view method = "GET") {
        const auto is_host = [](const Field& field) { return field.name == "Host"; };
        if (std::none_of(fields.begin(), fields.end(), is_host)) fields.push_back({"Host", "localhost:8080"});
        return compute_response(door_, {.method = method, .target = target, .fields = fields}, 7);
    }

    static std::string find(const Response& answer, std::string_view name) {
        std::string out;
        for (const ResponseField& field : answer.fields)
            if (field.name == name) {
                EXPECT_EQ(out, "") << name << " twice";
                out = field.value;
            }
        return out;
    }

    const std::string text_ = make_text(3000);
    Folder folder_;
    Site site_;
    Door door_{.site = &site_, .hosts = {}, .version = {}, .atlas_hash = {}};
};

TEST_F(Responses, GiveAFile) {
    const Response answer = ask("/");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body(), text_);
    EXPECT_EQ(answer.length, text_.size());
    EXPECT_EQ(find(answer, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(find(answer, "Content-Encoding"), "");
    EXPECT_EQ(find(answer, "Vary"), "Accept-Encoding");
    EXPECT_FALSE(answer.close);
}

TEST_F(Responses, ChooseTheFormThatIsLikedBest) {
    const Response packed = ask("/", {{"Accept-Encoding", "gzip, deflate, br"}});
    EXPECT_EQ(find(packed, "Content-Encoding"), "gzip");
    EXPECT_TRUE(holds_gzip(packed.body(), text_));
    EXPECT_EQ(find(ask("/", {{"Accept-Encoding", "gzip;q=0.5, identity;q=0.6"}}), "Content-Encoding"), "");
    EXPECT_EQ(find(ask("/", {{"Accept-Encoding", "gzip;q=0.001"}}), "Content-Encoding"), "gzip");
    EXPECT_EQ(find(ask("/", {{"Accept-Encoding", "identity"}, {"Accept-Encoding", "gzip"}}), "Content-Encoding"),
              "gzip");
    EXPECT_EQ(find(ask("/", {{"Accept-Encoding", "br"}}), "Content-Encoding"), "");
    EXPECT_EQ(ask("/", {{"Accept-Encoding", "br, identity;q=0"}}).status, 406);
    EXPECT_EQ(find(ask("/sw.js", {{"Accept-Encoding", "gzip"}}), "Vary"), "");
}

TEST_F(Responses, KeepForAYearWhatIsNamedByContentAlone) {
    EXPECT_EQ(find(ask("/assets/app-B4xY_a9Z.js"), "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(find(ask("/"), "Cache-Control"), "no-cache");
    EXPECT_EQ(find(ask("/sw.js"), "Cache-Control"), "no-cache");
}

TEST_F(Responses, TellThatNothingChanged) {
    const std::string plain = find(ask("/"), "ETag"), packed = find(ask("/", {{"Accept-Encoding", "gzip"}}), "ETag");
    EXPECT_NE(plain, packed);
    const Response same = ask("/", {{"If-None-Match", plain}});
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body(), "");
    EXPECT_EQ(same.length, text_.size());
    EXPECT_EQ(find(same, "ETag"), plain);
    EXPECT_EQ(find(same, "Cache-Control"), "no-cache");
    EXPECT_EQ(find(same, "Vary"), "Accept-Encoding");
    EXPECT_EQ(ask("/", {{"If-None-Match", packed}}).status, 200);
    EXPECT_EQ(ask("/", {{"If-None-Match", packed}, {"Accept-Encoding", "gzip"}}).status, 304);
    EXPECT_EQ(ask("/", {{"If-None-Match", "\"x\", W/" + plain}}).status, 304);
    EXPECT_EQ(ask("/", {{"If-None-Match", plain}}, "HEAD").status, 304);
    EXPECT_EQ(ask("/none", {{"If-None-Match", "*"}}).status, 404);
}

TEST_F(Responses, ToHeadAreThoseToGetWithoutABody) {
    for (const char* target : {"/", "/none", "/health"}) {
        const Response get = ask(target), head = ask(target, {}, "HEAD");
        EXPECT_EQ(head.status, get.status);
        EXPECT_EQ(head.body(), "");
        EXPECT_EQ(head.length, get.body().size());
        ASSERT_EQ(head.fields.size(), get.fields.size());
        for (std::size_t i = 0; i < get.fields.size(); ++i) EXPECT_EQ(head.fields[i].value, get.fields[i].value);
    }
}

TEST_F(Responses, CutOutARange) {
    const Response part = ask("/", {{"Range", "bytes=5-9"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body(), text_.substr(5, 5));
    EXPECT_EQ(part.length, 5u);
    EXPECT_EQ(find(part, "Content-Range"), "bytes 5-9/" + std::to_string(text_.size()));
    const Response packed = ask("/", {{"Accept-Encoding", "gzip"}});
    const Response packed_part = ask("/", {{"Accept-Encoding", "gzip"}, {"Range", "bytes=-4"}});
    EXPECT_EQ(packed_part.status, 206);
    EXPECT_EQ(packed_part.body(), packed.body().substr(packed.length - 4));
    EXPECT_EQ(find(packed_part, "ETag"), find(packed, "ETag"));
    const Response behind = ask("/", {{"Range", "bytes=999999-"}});
    EXPECT_EQ(behind.status, 416);
    EXPECT_EQ(find(behind, "Content-Range"), "bytes */" + std::to_string(text_.size()));
    EXPECT_EQ(ask("/", {{"Range", "bytes=0-1,3-4"}}).status, 200);
    EXPECT_EQ(ask("/", {{"Range", "bytes=0-1"}}, "HEAD").status, 200);
}

TEST_F(Responses, CutOutARangeOfTheSameVersionOnly) {
    const std::string tag = find(ask("/"), "ETag");
    EXPECT_EQ(ask("/", {{"Range", "bytes=5-9"}, {"If-Range", tag}}).status, 206);
    EXPECT_EQ(ask("/", {{"Range", "bytes=5-9"}, {"If-Range", "\"other\""}}).status, 200);
    EXPECT_EQ(ask("/", {{"Range", "bytes=5-9"}, {"If-Range", "W/" + tag}}).status, 200);
    EXPECT_EQ(ask("/", {{"Range", "bytes=5-9"}, {"If-Range", "Sun, 22 Nov 2026 12:00:00 GMT"}}).status, 200);
}

TEST_F(Responses, RefuseOtherMethods) {
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"}) {
        const Response answer = ask("/", {}, method);
        EXPECT_EQ(answer.status, 405);
        EXPECT_EQ(find(answer, "Allow"), "GET, HEAD");
    }
    EXPECT_EQ(ask("*", {}, "OPTIONS").status, 405);
}

TEST_F(Responses, SayWhatIsMissingAsThePersonOrTheProgramReads) {
    const Response page = ask("/none/<script>", {{"Accept", "text/html,*/*;q=0.8"}});
    EXPECT_EQ(page.status, 404);
    EXPECT_EQ(find(page, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(find(page, "Cache-Control"), "no-store");
    EXPECT_NE(page.body().find("<h1>Not Found</h1>"), std::string_view::npos);
    EXPECT_EQ(page.body().find("script"), std::string_view::npos);
    EXPECT_EQ(ask("/none").body(), "Not Found: There is no such page.\n");
    EXPECT_EQ(find(ask("/none"), "Content-Type"), "text/plain; charset=utf-8");
}

TEST_F(Responses, FindNothingOutsideOfTheFolder) {
    for (const char* target :
         {"/../etc/passwd", "/assets/../../etc/passwd", "/..", "/.", "//etc/passwd", "/etc/passwd",
          "/%2e%2e/etc/passwd", "/..\\etc\\passwd", "/assets", "/assets/", "/index.html/", "/./index.html"})
        EXPECT_EQ(ask(target).status, 404) << target;
    for (const char* target : {"/..%2fetc/passwd", "/%00", "/index.html%00.js", "/%", "/%zz", "index.html",
                               "file:///etc/passwd", "/%0d%0aSet-Cookie:x"}) {
        EXPECT_EQ(ask(target).status, 400) << target;
        EXPECT_TRUE(ask(target).close) << target;
    }
}

TEST_F(Responses, AreForTheirOwnNameOnly) {
    EXPECT_EQ(ask("/", {{"Host", "LOCALHOST"}}).status, 200);
    EXPECT_EQ(ask("/", {{"Host", "127.0.0.1:1"}}).status, 200);
    for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "localhost@evil",
                             "[::1", "0.0.0.0"}) {
        EXPECT_EQ(ask("/", {{"Host", host}}).status, 421) << host;
        EXPECT_EQ(ask("/health", {{"Host", host}}).status, 421) << host;
    }
    EXPECT_EQ(ask("/", {{"Host", "localhost"}, {"Host", "localhost"}}).status, 400);
    EXPECT_EQ(ask("http://localhost/").status, 200);
    EXPECT_EQ(ask("http://evil.example/").status, 421);
    const Fields none;
    EXPECT_EQ(compute_response(door_, {.method = "GET", .target = "/", .fields = none}, 0).status, 400);
    door_.hosts.clear();
    EXPECT_EQ(ask("/", {{"Host", "any.example"}}).status, 200);
}

TEST_F(Responses, RefuseWhatIsTooLong) {
    EXPECT_EQ(ask("/" + std::string(2047, 'a')).status, 404);
    EXPECT_EQ(ask("/" + std::string(2048, 'a')).status, 414);
    EXPECT_EQ(ask("/?" + std::string(2048, 'a')).status, 414);
    EXPECT_EQ(ask("/", {{"Cookie", std::string(16000, 'a')}}).status, 200);
    const std::string half(8200, 'a');
    EXPECT_EQ(ask("/", {{"Cookie", half}, {"X", half}}).status, 431);
}

TEST_F(Responses, RefuseAnotherProtocol) {
    const Fields fields{{"Host", "localhost"}};
    const Response answer =
        compute_response(door_, {.method = "GET", .target = "/", .fields = fields, .upgrade = true}, 0);
    EXPECT_EQ(answer.status, 400);
    EXPECT_TRUE(answer.close);
}

TEST_F(Responses, TellHowTheServerIs) {
    const Response answer = ask("/health?x");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body(), "{\"status\": \"ok\", \"version\": \"1.2.3\", \"atlas\": \"cafe\", \"uptime_s\": 7}\n");
    EXPECT_EQ(find(answer, "Content-Type"), "application/json");
    EXPECT_EQ(find(answer, "Cache-Control"), "no-store");
}

TEST_F(Responses, AllCarryTheSecurityHeaders) {
    const Fields ours{{"Host", "localhost"}, {"Range", "bytes=0-1"}};
    for (const Response& answer : {ask("/"), ask("/none"), ask("/health"), ask("/%"), ask("/", {}, "PUT"),
                                   ask("/", ours), ask("/", {{"If-None-Match", "*"}}), ask("/", {{"Host", "x"}})}) {
        EXPECT_TRUE(find(answer, "Content-Security-Policy")
                        .starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "));
        EXPECT_EQ(find(answer, "X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(find(answer, "Referrer-Policy"), "no-referrer");
        EXPECT_EQ(find(answer, "Cross-Origin-Opener-Policy"), "same-origin");
        EXPECT_EQ(find(answer, "Cross-Origin-Resource-Policy"), "same-origin");
        EXPECT_NE(find(answer, "Permissions-Policy").find("screen-wake-lock=(self)"), std::string::npos);
    }
}

TEST(SecurityHeaders, AreReadAsTheyAreWritten) {
    const auto headers = parse_headers("# a: b\nX: 1; 2: 3\n\nwrong\nY: z");
    ASSERT_EQ(headers.size(), 2u);
    EXPECT_EQ(headers[0].name, "X");
    EXPECT_EQ(headers[0].value, "1; 2: 3");
    EXPECT_EQ(headers[1].name, "Y");
    EXPECT_EQ(headers[1].value, "z");
    EXPECT_EQ(parse_headers(security_headers_text).size(), 6u);
}

}  // namespace
}  // namespace knotwork::server
