// What a request asks for, read from text that nobody vouches for.
#include "apps/server/request.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace knotwork::server {
namespace {

TEST(Target, IsDecodedAndLosesItsQuery) {
    EXPECT_EQ(parse_target("/")->path, "/");
    EXPECT_EQ(parse_target("/a/b.js?v=1&x=/../c")->path, "/a/b.js");
    EXPECT_EQ(parse_target("/caf%C3%A9%20x")->path, "/caf\xc3\xa9 x");
    EXPECT_EQ(parse_target("/a%2e%2E/b")->path, "/a../b");
    EXPECT_EQ(parse_target("/%41")->path, "/A");
}

TEST(Target, MayBeAWholeAddress) {
    const auto target = parse_target("http://name:8080/a?b");
    EXPECT_EQ(target->path, "/a");
    EXPECT_EQ(target->authority, "name:8080");
    EXPECT_EQ(parse_target("HTTPS://name")->path, "/");
    EXPECT_EQ(parse_target("http://name?x")->path, "/");
    EXPECT_TRUE(parse_target("/a")->authority.empty());
}

TEST(Target, IsRefusedWhereItIsNone) {
    for (const char* wrong : {"", "a", "*", "name:443", "ftp://name/a", "http:///a", "http://user@name/", "/a%", "/a%2",
                              "/a%zz", "/a%00b", "/a%0d%0aX: y", "/a%7f", "/a%2fb", "/..%2Fb"})
        EXPECT_FALSE(parse_target(wrong)) << wrong;
}

TEST(Host, IsTheNameWithoutItsPort) {
    EXPECT_EQ(parse_host("LocalHost:8080"), "localhost");
    EXPECT_EQ(parse_host(" a.example. "), "a.example");
    EXPECT_EQ(parse_host("[::1]:80"), "[::1]");
    EXPECT_EQ(parse_host("[::1]"), "[::1]");
    EXPECT_EQ(parse_host("127.0.0.1:"), "127.0.0.1");
}

TEST(Host, IsRefusedWhereItIsMalformed) {
    for (const char* wrong :
         {"", ":80", ".", "a b", "a/b", "a@b", "[::1", "[::1]x", "a:b", "a:123456", "a:80:80", "::1", "a\"b"})
        EXPECT_FALSE(parse_host(wrong)) << wrong;
}

TEST(Quality, IsReadFromLists) {
    EXPECT_EQ(find_quality("br;q=0.5, gzip", "br"), 500);
    EXPECT_EQ(find_quality("br;q=0.5, gzip", "GZIP"), 1000);
    EXPECT_EQ(find_quality("br ; Q=0.125 ,x", "br"), 125);
    EXPECT_EQ(find_quality("text/html;level=1;q=0", "text/html"), 0);
    EXPECT_EQ(find_quality("br;q=1.000", "br"), 1000);
    EXPECT_EQ(find_quality("br;q=0.", "br"), 0);
    EXPECT_EQ(find_quality("", "br"), std::nullopt);
    EXPECT_EQ(find_quality("brr, b", "br"), std::nullopt);
    EXPECT_EQ(find_quality(",, ,br", "br"), 1000);
}

TEST(Quality, ThatIsMalformedIsUnsaid) {
    for (const char* wrong :
         {"br;q=1.5", "br;q=2", "br;q=-1", "br;q=0.1234", "br;q=x", "br;q=", "br;q", "br;q=1.001", "br;q=.5"})
        EXPECT_EQ(find_quality(wrong, "br"), std::nullopt) << wrong;
    EXPECT_EQ(find_quality("br;q=9, br;q=0.3", "br"), 300);
}

TEST(Quality, OfCodings) {
    const auto rates = [](std::string_view list) {
        return std::vector{rate_coding(list, Coding::identity), rate_coding(list, Coding::gzip),
                           rate_coding(list, Coding::brotli)};
    };
    EXPECT_EQ(rates(""), (std::vector{1, 0, 0}));
    EXPECT_EQ(rates("gzip, deflate, br"), (std::vector{1, 1000, 1000}));
    EXPECT_EQ(rates("x-gzip;q=0.7"), (std::vector{1, 700, 0}));
    EXPECT_EQ(rates("*;q=0.5"), (std::vector{1, 500, 500}));
    EXPECT_EQ(rates("gzip;q=0, *"), (std::vector{1, 0, 1000}));
    EXPECT_EQ(rates("identity;q=0.8, br;q=0.1"), (std::vector{800, 0, 100}));
    EXPECT_EQ(rates("identity;q=0"), (std::vector{0, 0, 0}));
    EXPECT_EQ(rates("*;q=0"), (std::vector{0, 0, 0}));
    EXPECT_EQ(rates("*;q=0, identity"), (std::vector{1000, 0, 0}));
}

TEST(Accept, TellsABrowserFromAProgram) {
    EXPECT_TRUE(wants_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    EXPECT_TRUE(wants_html("text/plain;q=0.2, text/html;q=0.2"));
    EXPECT_FALSE(wants_html("*/*"));
    EXPECT_FALSE(wants_html(""));
    EXPECT_FALSE(wants_html("text/html;q=0"));
    EXPECT_FALSE(wants_html("text/plain, text/html;q=0.9"));
}

TEST(Tag, IsFoundInLists) {
    EXPECT_TRUE(matches_tag("\"a\"", "\"a\""));
    EXPECT_TRUE(matches_tag("W/\"a\"", "\"a\""));
    EXPECT_TRUE(matches_tag("\"x\", \"y,z\" , W/\"a\"", "\"a\""));
    EXPECT_TRUE(matches_tag(" * ", "\"a\""));
    for (const char* other : {"", "a", "\"b\"", "\"a", "\"b\" x \"a\"", "w/\"a\"", "\"*\"", "**"})
        EXPECT_FALSE(matches_tag(other, "\"a\"")) << other;
}

TEST(Fields, AreFoundInAnyCase) {
    const std::vector<Field> fields{{"Accept", "a"}, {"X", "1"}, {"aCCept", " b\t"}};
    const Request request{.method = "GET", .target = "/", .fields = fields};
    EXPECT_EQ(find_field(request, "accept"), "a, b");
    EXPECT_EQ(count_fields(request, "ACCEPT"), 2u);
    EXPECT_EQ(find_field(request, "accep"), "");
}

std::string decide(std::string_view range, std::size_t size) {
    const auto [verdict, part] = parse_range(range, size);
    if (verdict == RangeVerdict::whole) return "whole";
    if (verdict == RangeVerdict::unsatisfiable) return "none";
    return std::to_string(part.first) + "+" + std::to_string(part.length);
}

TEST(Range, IsOneStretchOfBytes) {
    EXPECT_EQ(decide("bytes=0-0", 10), "0+1");
    EXPECT_EQ(decide("Bytes=2-5", 10), "2+4");
    EXPECT_EQ(decide("bytes=2-", 10), "2+8");
    EXPECT_EQ(decide("bytes=-3", 10), "7+3");
    EXPECT_EQ(decide("bytes=-30", 10), "0+10");
    EXPECT_EQ(decide("bytes=9-99999999999999999999999999", 10), "9+1");
    EXPECT_EQ(decide("bytes=0-9", 10), "0+10");
}

TEST(Range, BehindTheEndIsRefused) {
    EXPECT_EQ(decide("bytes=10-", 10), "none");
    EXPECT_EQ(decide("bytes=99999999999999999999999999-", 10), "none");
    EXPECT_EQ(decide("bytes=-0", 10), "none");
    EXPECT_EQ(decide("bytes=0-", 0), "none");
    EXPECT_EQ(decide("bytes=-1", 0), "none");
}

TEST(Range, ThatIsMalformedOrNotServedIsIgnored) {
    for (const char* other : {"", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=1-x", "bytes=0-1,3-4",
                              "lines=0-1", "bytes=+1-2", "bytes=--1", "bytes=1", "=0-1"})
        EXPECT_EQ(decide(other, 10), "whole") << other;
}

}  // namespace
}  // namespace knotwork::server
