// Whole pages, and marks on them.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "report/body_view.hpp"
#include "report/decoded.hpp"
#include "report/page.hpp"
#include "report/picture.hpp"
#include "report/tiny_figure.hpp"
#include "report/views.hpp"

namespace knotwork {
namespace {

const test::TinyFigure& figure() {
    static const test::TinyFigure instance;
    return instance;
}

std::string as_text(const PictureBytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

PictureOptions options(PictureFormat format) { return {.format = format, .png_height = 420}; }

PictureBytes map_of(PictureFormat format, std::vector<std::uint32_t> numbers = {}) {
    const auto map = draw_map(figure().atlas(), figure().muscle(), numbers, Side::right, options(format));
    EXPECT_TRUE(map.has_value());
    return map.value_or(PictureBytes{});
}

PictureBytes trace_of(PictureFormat format, const Atlas::Source* source) {
    std::vector<float> painted(figure().skin().point_count(), 0);
    for (const Atlas::Zone& zone : figure().atlas().zones(figure().source(1, Side::right).zones))
        for (const std::uint16_t v : figure().atlas().zone_points(zone)) painted[v] = 1;
    return draw_trace(
        figure().atlas(),
        {.painted = painted, .source = source, .headline = "", .lines = {"A reason < another & a third."}},
        options(format));
}

TEST(PictureFormat, IsToldByTheFilesEnding) {
    EXPECT_EQ(find_picture_format("out.svg"), PictureFormat::svg);
    EXPECT_EQ(find_picture_format("a.b/Plate.PNG"), PictureFormat::png);
    EXPECT_EQ(find_picture_format("pdf.pdf"), PictureFormat::pdf);
    EXPECT_EQ(find_picture_format("out.jpg"), std::nullopt);
    EXPECT_EQ(find_picture_format("svg"), std::nullopt);
    EXPECT_EQ(find_picture_format(""), std::nullopt);
}

TEST(Pictures, BeginAndEndAsTheirFormatDoes) {
    const std::string png = as_text(map_of(PictureFormat::png)), svg = as_text(map_of(PictureFormat::svg)),
                      pdf = as_text(map_of(PictureFormat::pdf));
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(svg.substr(0, 5), "<?xml");
    EXPECT_NE(svg.find("</svg>"), std::string::npos);
    EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
    EXPECT_NE(pdf.find("%%EOF"), std::string::npos);
}

TEST(Pictures, AreTheSameBytesEveryTime) {
    EXPECT_EQ(map_of(PictureFormat::png), map_of(PictureFormat::png));
    EXPECT_EQ(trace_of(PictureFormat::png, &figure().source(1, Side::right)),
              trace_of(PictureFormat::png, &figure().source(1, Side::right)));
}

TEST(Pictures, HaveTheHeightAskedFor) {
    const test::Decoded page = test::decode_png(map_of(PictureFormat::png));
    EXPECT_EQ(page.height, 420);
    EXPECT_NEAR(page.width, 420 * a4_long / a4_short, 1);
}

TEST(Pictures, TakeNoCharacterAsMarkup) {
    EXPECT_EQ(escape_xml("a < b & 'c' > \"d\""), "a &lt; b &amp; &apos;c&apos; &gt; &quot;d&quot;");
    EXPECT_NE(as_text(map_of(PictureFormat::svg)).find("<title>A &lt; B &amp; C: referral map</title>"),
              std::string::npos);
    // On the page "&amp;" is five letters, wider than "&".
    Canvas canvas(PictureFormat::png, 100, 100, 1, "");
    EXPECT_GT(canvas.measure_text("&amp;", {}).width, 2 * canvas.measure_text("&", {}).width);
    EXPECT_GT(canvas.measure_text("<b>x</b>", {}).width, 3 * canvas.measure_text("x", {}).width);
}

TEST(Pictures, SayWhichPointsThereAre) {
    const std::vector<std::uint32_t> numbers{1, 7};
    const auto map = draw_map(figure().atlas(), figure().muscle(), numbers, Side::left, {});
    ASSERT_FALSE(map.has_value());
    EXPECT_EQ(map.error().code, ErrorCode::unknown_name);
    EXPECT_EQ(map.error().message(), "tiny: has no point 7; its points are 1, 2");
}

TEST(Pictures, OfOnePointDifferFromThoseOfAll) {
    EXPECT_NE(map_of(PictureFormat::png, {1}), map_of(PictureFormat::png));
    EXPECT_NE(map_of(PictureFormat::png, {1}), map_of(PictureFormat::png, {2}));
}

TEST(Pictures, OfATraceNeedNoSource) {
    const PictureBytes without = trace_of(PictureFormat::png, nullptr);
    EXPECT_GT(test::decode_png(without).width, 0);
    EXPECT_NE(without, trace_of(PictureFormat::png, &figure().source(1, Side::right)));
}

TEST(Pictures, OfAConditionNameItAndMarkNoPoint) {
    const std::string text = as_text(trace_of(PictureFormat::svg, &figure().condition()));
    EXPECT_NE(trace_of(PictureFormat::png, &figure().condition()), trace_of(PictureFormat::png, nullptr));
    EXPECT_NE(text.find("<title>Pain drawing and its likely source</title>"), std::string::npos);
    EXPECT_EQ(source_name(figure().atlas(), figure().condition()), "Belly ache");
    EXPECT_EQ(source_name(figure().atlas(), figure().source(1, Side::right)), "A < B & C, point 1, right");
}

TEST(Pictures, OfEveryPlateCanBeDrawnEvenWhereTheBodyLacksThePart) {
    for (const Plate& plate : body_plates()) {
        EXPECT_GT(test::decode_png(draw_regions(figure().atlas(), plate, options(PictureFormat::png))).width, 0)
            << plate.id;
        EXPECT_GT(test::decode_png(draw_landmarks(figure().atlas(), plate, options(PictureFormat::png))).width, 0)
            << plate.id;
    }
}

TEST(Pictures, OfAnotherBodyDiffer) {
    PictureOptions female = options(PictureFormat::png);
    female.body = Body::female;
    const Plate plate = body_plates().front();
    // The same figure a tenth larger fills its frame alike but for the air around it.
    EXPECT_NE(draw_landmarks(figure().atlas(), plate, female),
              draw_landmarks(figure().atlas(), plate, options(PictureFormat::png)));
}

// A page of one view with a mark, and the view.
struct Marked {
    bool shown;
    PagePoint place;
    PictureBytes with, without;
};

Marked draw_marked(View view, Vec3 position) {
    const Skin& skin = figure().skin();
    const Camera camera{.view = view};
    const Box box{20, 20, 200, 360};
    const double pixels_per_point = 2;
    const BodyView body(skin, Body::neutral, camera, whole_frame(skin, skin.of(Body::neutral), camera), box,
                        pixels_per_point);
    Canvas marked(PictureFormat::png, 240, 400, pixels_per_point, ""),
        bare(PictureFormat::png, 240, 400, pixels_per_point, "");
    body.draw_body(marked);
    body.draw_body(bare);
    const bool shown = body.draw_mark(marked, {position, "", style::pain});
    return {shown, body.projection().to_page(position), marked.finish(), bare.finish()};
}

TEST(Marks, LieWhereTheProjectionSays) {
    const Vec3 position = figure().source(1, Side::right).position;
    const Marked marked = draw_marked(View::front, position);
    ASSERT_TRUE(marked.shown);
    const test::Decoded with = test::decode_png(marked.with), without = test::decode_png(marked.without);
    // The colour of the mark is at the crossing of its strokes, and nothing differs a centimetre away.
    const std::uint32_t pain = 0xA5182D;
    EXPECT_EQ(with.at(marked.place.x * 2, marked.place.y * 2), pain);
    double sum_x = 0, sum_y = 0, count = 0;
    for (int y = 0; y < with.height; ++y) {
        for (int x = 0; x < with.width; ++x) {
            if (with.at(x, y) == without.at(x, y)) continue;
            sum_x += x + 0.5;
            sum_y += y + 0.5;
            ++count;
            EXPECT_LT(std::hypot(x / 2.0 - marked.place.x, y / 2.0 - marked.place.y), 10);
        }
    }
    ASSERT_GT(count, 0);
    EXPECT_NEAR(sum_x / count / 2, marked.place.x, 0.3);
    EXPECT_NEAR(sum_y / count / 2, marked.place.y, 0.3);
    EXPECT_LT(marked.place.x, 120);  // the person's right, on the viewer's left
}

TEST(Marks, BehindTheBodyAreNotDrawn) {
    const Vec3 behind = figure().source(2, Side::right).position;
    const Marked from_before = draw_marked(View::front, behind);
    EXPECT_FALSE(from_before.shown);
    EXPECT_EQ(from_before.with, from_before.without);
    EXPECT_TRUE(draw_marked(View::back, behind).shown);
}

TEST(Overlays, ColourTheirZoneAndNothingElse) {
    const Skin& skin = figure().skin();
    const Camera camera{};
    const Box box{20, 20, 200, 360};
    const BodyView body(skin, Body::neutral, camera, whole_frame(skin, skin.of(Body::neutral), camera), box, 2);
    const FieldValues field = split_field(figure().atlas(), figure().source(1, Side::right));
    const auto page = [&](Ink ink) {
        Canvas canvas(PictureFormat::png, 240, 400, 2, "");
        body.draw_body(canvas);
        const Overlay overlay{ink == Ink::stippled ? field.spillover : field.essential, style::field, ink};
        body.draw_overlays(canvas, std::span(&overlay, 1));
        return test::decode_png(canvas.finish());
    };
    const auto blueness = [](std::uint32_t pixel) {
        return static_cast<int>(pixel & 255) - static_cast<int>(pixel >> 16 & 255);
    };
    const auto at = [&](const test::Decoded& decoded, Vec3 place) {
        const PagePoint p = body.projection().to_page(place);
        return blueness(decoded.at(p.x * 2, p.y * 2));
    };
    const test::Decoded solid = page(Ink::solid), outline = page(Ink::line), dots = page(Ink::stippled);
    EXPECT_GT(at(solid, {-0.12f, 0.60f, 0}), 30);
    EXPECT_LT(at(solid, {-0.12f, 0.35f, 0}), 0);    // the other zone
    EXPECT_LT(at(solid, {0.12f, 0.60f, 0}), 0);     // the other leg
    EXPECT_LT(at(outline, {-0.12f, 0.60f, 0}), 0);  // inside the outline the body shows
    // Dots cover a part of the spillover zone only.
    int blue = 0, all = 0;
    const PagePoint middle = body.projection().to_page({-0.12f, 0.35f, 0});
    for (int dy = -8; dy <= 8; ++dy) {
        for (int dx = -8; dx <= 8; ++dx) {
            ++all;
            blue += blueness(dots.at(middle.x * 2 + dx, middle.y * 2 + dy)) > 0 ? 1 : 0;
        }
    }
    EXPECT_GT(blue, all / 10);
    EXPECT_LT(blue, all * 3 / 4);
}

TEST(Fields, GiveSpilloverOnlyWhereNothingIsEssential) {
    const FieldValues field = split_field(figure().atlas(), figure().source(1, Side::right));
    for (std::size_t v = 0; v < field.essential.size(); ++v)
        EXPECT_LE(field.essential[v] + field.spillover[v], 1 + 1e-6f);
}

TEST(Pages, NameEachReferenceOnce) {
    const std::vector<const Atlas::Source*> sources{&figure().source(1, Side::right), &figure().source(2, Side::right)};
    EXPECT_EQ(citation_line(figure().atlas(), sources), "Author A 1992");
    EXPECT_EQ(source_name(figure().atlas(), *sources[1]), "A < B & C, point 2, right");
}

}  // namespace
}  // namespace knotwork
