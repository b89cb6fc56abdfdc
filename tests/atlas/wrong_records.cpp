// An atlas whose header, hash and sections are right but in which one value of one record is wrong: each kind of record
// is refused with its own message.
#include "atlas/refusal.hpp"

namespace knotwork::test {
namespace {

TEST(AtlasRecords, Skin) {
    const std::string values = "atlas: does not give every skin point all its values";
    for (std::size_t body = 0; body < 3; ++body) {
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.positions[body].pop_back(); }), values);
        for (const Vec3 wrong : {Vec3{nan, 0, 0}, Vec3{0, infinity, 0}, Vec3{0, 0, -infinity}, Vec3{0, 101, 0}})
            EXPECT_EQ(refusal([&](TinyAtlas& t) { t.positions[body][3] = wrong; }),
                      "atlas: has a skin point that lies nowhere");
    }
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.area.push_back(0.1f); }), values);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.segment.pop_back(); }), values);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.t.clear(); }), values);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.angle.pop_back(); }), values);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.region_of_point.pop_back(); }), values);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.mirror.clear(); }), "atlas: has 0 skin points");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.mirror.resize(65536); }), "atlas: has 65536 skin points");

    EXPECT_EQ(refusal([](TinyAtlas& t) { t.mirror[4] = 6; }), "atlas: has a skin point without a mirror image");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.mirror[4] = 0; }), "atlas: has a skin point without a mirror image");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.segment[2] = static_cast<Segment>(11); }),
              "atlas: has a skin point in no segment");
    for (const float wrong : {0.0f, -0.1f, 1.0f, nan, infinity})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.area[5] = wrong; }), "atlas: has a skin point without an area");
    for (const float wrong : {-0.01f, 1.01f, nan})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.t[0] = wrong; }), "atlas: has a skin point without body coordinates");
    for (const float wrong : {-180.5f, 181.0f, nan})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.angle[5] = wrong; }),
                  "atlas: has a skin point without body coordinates");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.region_of_point[1] = 2; }), "atlas: has a skin point in no region");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.regions.clear(); }), "atlas: has a skin point in no region");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.triangles[0].a = 6; }), "atlas: has a triangle without its corners");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.triangles[7].c = 65535; }), "atlas: has a triangle without its corners");
}

TEST(AtlasRecords, NamesAndCitations) {
    for (const auto wrong : wrong_ranges<af::Text>(static_cast<std::uint32_t>(strings(TinyAtlas()))))
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.names[1] = wrong; }), "atlas: has a name outside its strings");
    using C = af::Citation;
    expect_refused<C, af::Text>(&TinyAtlas::citations,
                                {&C::key, &C::authors, &C::title, &C::in, &C::doi, &C::pmid, &C::isbn, &C::url},
                                strings, "atlas: has a citation outside its strings");
}

TEST(AtlasRecords, Regions) {
    using R = af::Region;
    const std::string broken = "atlas: has a broken region";
    expect_refused<R, af::Text>(&TinyAtlas::regions, {&R::id, &R::label}, strings, broken);
    expect_refused<R, af::Range>(&TinyAtlas::regions, {&R::synonyms}, names, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.regions[1].side = 2; }), broken);
    for (const float wrong : {0.0f, -1.0f, nan, infinity})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.regions[0].area = wrong; }), broken);
}

TEST(AtlasRecords, Landmarks) {
    using L = af::Landmark;
    const std::string broken = "atlas: has a broken landmark";
    expect_refused<L, af::Text>(&TinyAtlas::landmarks, {&L::id, &L::label, &L::find}, strings, broken);
    expect_refused<L, af::Range>(&TinyAtlas::landmarks, {&L::cites}, refs, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.landmarks[0].side = 2; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.landmarks[0].midline = 2; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.landmarks[1].point = 6; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.landmarks[2].segment = 11; }), broken);
    for (const float wrong : {-0.1f, 1.1f, nan})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.landmarks[0].t = wrong; }), broken);
    for (const float wrong : {-181.0f, 181.0f, nan})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.landmarks[0].angle = wrong; }), broken);
    for (const Vec3 wrong : {Vec3{nan, 0, 0}, Vec3{0, 0, infinity}})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.landmarks[2].position = wrong; }), broken);
}

TEST(AtlasRecords, Facts) {
    using F = af::Fact;
    const std::string broken = "atlas: has a broken fact";
    expect_refused<F, af::Text>(&TinyAtlas::facts, {&F::text}, strings, broken);
    expect_refused<F, af::Range>(&TinyAtlas::facts, {&F::cites}, refs, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.facts[3].kind = 4; }), broken);
}

TEST(AtlasRecords, Neighbours) {
    using N = af::Neighbour;
    const std::string broken = "atlas: has a broken neighbour";
    expect_refused<N, af::Text>(&TinyAtlas::neighbours, {&N::why}, strings, broken);
    expect_refused<N, af::Range>(&TinyAtlas::neighbours, {&N::cites}, refs, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.neighbours[0].muscle = 2; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.neighbours[0].muscle = many; }), broken);
}

TEST(AtlasRecords, Fibres) {
    const std::string broken = "atlas: has a broken fibre";
    expect_refused<af::Fibre, af::Range>(
        &TinyAtlas::fibres, {&af::Fibre::points}, [](const TinyAtlas& t) { return t.fibre_points.size(); }, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.fibre_points[1].y = nan; }), broken);
}

TEST(AtlasRecords, Muscles) {
    using M = af::Muscle;
    const std::string broken = "atlas: has a broken muscle";
    expect_refused<M, af::Text>(&TinyAtlas::muscles,
                                {&M::id, &M::name, &M::latin, &M::group, &M::layer, &M::summary, &M::origin,
                                 &M::insertion, &M::nerve, &M::note, &M::base_rate},
                                strings, broken);
    expect_refused<M, af::Range>(&TinyAtlas::muscles, {&M::synonyms}, names, broken);
    expect_refused<M, af::Range>(&TinyAtlas::muscles, {&M::under, &M::anatomy_cites, &M::base_rate_cites}, refs,
                                 broken);
    expect_refused<M, af::Range>(
        &TinyAtlas::muscles, {&M::facts}, [](const TinyAtlas& t) { return t.facts.size(); }, broken);
    expect_refused<M, af::Range>(
        &TinyAtlas::muscles, {&M::neighbours}, [](const TinyAtlas& t) { return t.neighbours.size(); }, broken);
    expect_refused<M, af::Range>(
        &TinyAtlas::muscles, {&M::fibres}, [](const TinyAtlas& t) { return t.fibres.size(); }, broken);
    expect_refused<M, af::Range>(
        &TinyAtlas::muscles, {&M::sources}, [](const TinyAtlas& t) { return t.sources.size(); }, broken);
    // Lists that lie inside `refs` but name a muscle or a citation that does not exist.
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.refs[2] = 2; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.muscles[0].anatomy_cites = {2, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.muscles[1].base_rate_cites = {2, 3}; }), broken);
    // Sources that two muscles share, or that none has.
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.muscles[1].sources = {1, 3}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.muscles[1].sources = {2, 2}; }), "atlas: has a broken condition");
}

TEST(AtlasRecords, Sources) {
    using S = af::Source;
    const std::string broken = "atlas: has a broken source";
    expect_refused<S, af::Text>(&TinyAtlas::sources, {&S::id, &S::label, &S::where, &S::depth, &S::reach}, strings,
                                broken);
    expect_refused<S, af::Range>(&TinyAtlas::sources, {&S::cites}, refs, broken);
    expect_refused<S, af::Range>(
        &TinyAtlas::sources, {&S::zones}, [](const TinyAtlas& t) { return t.zones.size(); }, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[1].side = 2; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[1].point = 6; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[2].muscle = 2; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[0].position.x = nan; }), broken);
    for (const float wrong : {0.0f, 1.0f, -0.5f, nan, infinity})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.sources[0].prior = wrong; }), broken);
    const std::string another = "atlas: has a source of another muscle or condition";
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[2].muscle = 0; }), another);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[0].muscle = 1; }), another);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[4].condition = 1; }), another);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[1].zones = {1, 4}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[6].zones = {8, 8}; }), "atlas: has zones without a source");
}

TEST(AtlasRecords, SourcesAreOfTheirKind) {
    const std::string broken = "atlas: has a broken source";
    for (const std::size_t point : {0u, 2u})
        for (const Spoil& spoil : std::vector<Spoil>{
                 [=](TinyAtlas& t) { t.sources[point].kind = 1; }, [=](TinyAtlas& t) { t.sources[point].kind = 2; },
                 [=](TinyAtlas& t) { t.sources[point].condition = 0; },
                 [=](TinyAtlas& t) { t.sources[point].sided = 0; }, [=](TinyAtlas& t) { t.sources[point].sided = 2; }})
            EXPECT_EQ(refusal(spoil), broken);
    for (const std::size_t condition : {4u, 6u})
        for (const Spoil& spoil : std::vector<Spoil>{[=](TinyAtlas& t) { t.sources[condition].kind = 0; },
                                                     [=](TinyAtlas& t) { t.sources[condition].muscle = 0; },
                                                     [=](TinyAtlas& t) { t.sources[condition].condition = 2; },
                                                     [=](TinyAtlas& t) { t.sources[condition].condition = many; },
                                                     [=](TinyAtlas& t) { t.sources[condition].number = 1; },
                                                     [=](TinyAtlas& t) { t.sources[condition].sided = 2; }})
            EXPECT_EQ(refusal(spoil), broken);
}

TEST(AtlasRecords, SourcesHaveTheirMirrorImages) {
    const std::string missing = "atlas: has a source without its mirror image";
    for (const std::uint32_t wrong : {0u, 2u, 3u, 7u, many})
        EXPECT_EQ(refusal([=](TinyAtlas& t) { t.sources[0].mirror = wrong; }), missing) << wrong;
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[1].side = 0; }), missing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[1].number = 2; }), missing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[4].sided = 0; }), missing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[6].sided = 1; }), missing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[6].mirror = 5; }), missing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.sources[6].side = 1; }), missing);
    EXPECT_EQ(refusal([](TinyAtlas& t) { std::swap(t.sources[0].mirror, t.sources[2].mirror); }), missing);
}

TEST(AtlasRecords, Conditions) {
    using C = af::Condition;
    const std::string broken = "atlas: has a broken condition";
    expect_refused<C, af::Text>(&TinyAtlas::conditions,
                                {&C::id, &C::name, &C::plain, &C::group, &C::summary, &C::next, &C::note}, strings,
                                broken);
    expect_refused<C, af::Range>(&TinyAtlas::conditions, {&C::synonyms, &C::symptoms}, names, broken);
    expect_refused<C, af::Range>(&TinyAtlas::conditions, {&C::summary_cites, &C::base_rate_cites}, refs, broken);
    expect_refused<C, af::Range>(
        &TinyAtlas::conditions, {&C::shifts}, [](const TinyAtlas& t) { return t.shifts.size(); }, broken);
    expect_refused<C, af::Range>(
        &TinyAtlas::conditions, {&C::breeds}, [](const TinyAtlas& t) { return t.breeds.size(); }, broken);
    expect_refused<C, af::Range>(
        &TinyAtlas::conditions, {&C::sources}, [](const TinyAtlas& t) { return t.sources.size(); }, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.conditions[1].provider = 1; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.conditions[0].summary_cites = {2, 3}; }), broken);
    for (const float wrong : {0.0f, 1.0f, -0.5f, nan})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.conditions[0].base_rate = wrong; }), broken);
    // Sources that two conditions share, that none has, or that are too many for one.
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.conditions[1].sources = {5, 7}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.conditions[0].sources = {4, 4}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.conditions[0].sources = {4, 7}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.conditions.pop_back(); }),
              "atlas: has sources without a muscle or a condition");
}

TEST(AtlasRecords, ShiftsAndBreeds) {
    const std::string shift = "atlas: has a broken shift",
                      breed = "atlas: has a broken link from a condition to a muscle";
    expect_refused<af::Shift, af::Range>(
        &TinyAtlas::shifts, {&af::Shift::when}, [](const TinyAtlas& t) { return t.terms.size(); }, shift);
    expect_refused<af::Shift, af::Range>(&TinyAtlas::shifts, {&af::Shift::cites}, refs, shift);
    expect_refused<af::Breed, af::Text>(&TinyAtlas::breeds, {&af::Breed::why}, strings, breed);
    expect_refused<af::Breed, af::Range>(&TinyAtlas::breeds, {&af::Breed::cites}, refs, breed);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.breeds[0].muscle = 2; }), breed);
    for (const float wrong : {nan, infinity, -infinity}) {
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.shifts[0].log_odds = wrong; }), shift);
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.breeds[1].log_odds = wrong; }), breed);
    }
    // Who has a condition more often is told by age and sex alone.
    for (const auto kind : {af::TermKind::finding, af::TermKind::both, af::TermKind::pain_at_least})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.terms[0].kind = static_cast<std::uint32_t>(kind); }), shift);
}

TEST(AtlasRecords, Findings) {
    using F = af::Finding;
    const std::string broken = "atlas: has a broken finding";
    expect_refused<F, af::Text>(&TinyAtlas::findings,
                                {&F::id, &F::name, &F::ask, &F::yes, &F::stop, &F::family, &F::note, &F::unit}, strings,
                                broken);
    expect_refused<F, af::Range>(&TinyAtlas::findings, {&F::how}, names, broken);
    expect_refused<F, af::Range>(&TinyAtlas::findings, {&F::cites}, refs, broken);
    expect_refused<F, af::Range>(
        &TinyAtlas::findings, {&F::signs}, [](const TinyAtlas& t) { return t.signs.size(); }, broken);
    const std::pair<std::uint32_t F::*, std::uint32_t> numbers[] = {
        {&F::group, 10}, {&F::who, 3},        {&F::sided, 2},    {&F::effort, 0},
        {&F::effort, 6}, {&F::discomfort, 5}, {&F::asked_of, 4}, {&F::yes_above, 2}};
    for (const auto& [member, wrong] : numbers)
        EXPECT_EQ(refusal([&, m = member, w = wrong](TinyAtlas& t) { t.findings[3].*m = w; }), broken) << wrong;
    for (const float wrong : {0.0f, 1.0f, nan, infinity})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.findings[0].false_yes = wrong; }), broken);
    for (const float wrong : {0.0f, -1.0f, nan, infinity})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.findings[0].people = wrong; }), broken);
}

TEST(AtlasRecords, FindingsThatAreNumbers) {
    const std::string no_range = "atlas: has a finding whose number has no range";
    for (const float wrong : {nan, infinity, -1.0f, 61.0f})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.findings[3].threshold = wrong; }), no_range) << wrong;
    for (const float wrong : {nan, infinity, 60.0f})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.findings[3].least = wrong; }), no_range) << wrong;
    for (const float wrong : {nan, infinity, 0.0f})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.findings[3].most = wrong; }), no_range) << wrong;
}

TEST(AtlasRecords, Signs) {
    using S = af::Sign;
    const std::string broken = "atlas: has a broken sign", unfit = "atlas: has a sign that does not fit its finding";
    expect_refused<S, af::Text>(&TinyAtlas::signs, {&S::group}, strings, broken);
    expect_refused<S, af::Range>(&TinyAtlas::signs, {&S::cites}, refs, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[0].target = 4; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[0].index = 2; }), broken);  // a condition
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[1].index = 2; }), broken);  // a muscle
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[2].index = 0; }), broken);  // the point itself
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[3].index = 0; }), broken);  // a group
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[3].group = {}; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[1].other_side = 2; }), broken);
    for (const float wrong : {0.0f, 1.0f, nan})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.signs[0].yes = wrong; }), broken);
    for (const float wrong : {0.0f, nan, infinity})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.signs[0].people = wrong; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.signs[0].yes = 0.19f; }), unfit);  // against its source
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.findings[2].group = 7; }), unfit);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.findings[3].group = 9; }), unfit);
    // Another side of a finding that is asked of none.
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.findings[0].signs = {1, 2}; }), unfit);
}

TEST(AtlasRecords, RulesAndProviders) {
    using R = af::Rule;
    const std::string rule = "atlas: has a broken rule", provider = "atlas: has a broken provider";
    expect_refused<R, af::Text>(&TinyAtlas::rules, {&R::id, &R::rule_class, &R::say, &R::note}, strings, rule);
    expect_refused<R, af::Range>(&TinyAtlas::rules, {&R::cites}, refs, rule);
    expect_refused<R, af::Range>(
        &TinyAtlas::rules, {&R::when}, [](const TinyAtlas& t) { return t.terms.size(); }, rule);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.rules[0].provider = 1; }), rule);
    for (const std::uint32_t wrong : {0u, 4u, many})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.rules[0].urgency = wrong; }), rule);
    using P = af::Provider;
    expect_refused<P, af::Text>(&TinyAtlas::providers, {&P::id, &P::name, &P::plain}, strings, provider);
    expect_refused<P, af::Range>(&TinyAtlas::providers, {&P::cites}, refs, provider);
}

// Expressions that would leave nothing or too much on the stack, or read what is not there.
TEST(AtlasRecords, Expressions) {
    const std::string rule = "atlas: has a broken rule";
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.rules[0].when = {1, 1}; }), rule);   // nothing
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.rules[0].when = {1, 3}; }), rule);   // two values
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.rules[0].when = {3, 4}; }), rule);   // not, of nothing
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.rules[0].when = {4, 6}; }), rule);   // and, of nothing
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.rules[0].when = {2, 10}; }), rule);  // and, of one
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.rules[0].when = {1, 2}; }), "");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.terms[1].kind = 11; }), rule);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.terms[1].kind = many; }), rule);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.terms[1].index = 4; }), rule);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.terms[2].index = 0; }), rule);  // both sides of what has none
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.terms[7].number = nan; }), rule);
    for (const float wrong : {0.0f, 2.0f, 4.0f, 2.5f, 33.0f, 1e20f, -3.0f, nan})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.terms[9].number = wrong; }), rule) << wrong;
    for (const std::uint32_t wrong : {0u, 4u, many})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.terms[9].index = wrong; }), rule) << wrong;
    const auto of = [](std::uint32_t count) {  // "1 of (fever, fever, ...)"
        return refusal([=](TinyAtlas& t) {
            t.terms.resize(1);
            t.terms.insert(t.terms.end(), count, {static_cast<std::uint32_t>(af::TermKind::finding), 0, 0});
            t.terms.push_back({static_cast<std::uint32_t>(af::TermKind::at_least), 1, static_cast<float>(count)});
            t.rules[0].when = {1, count + 2};
        });
    };
    EXPECT_EQ(of(32), "");
    EXPECT_EQ(of(33), rule);
}

TEST(AtlasRecords, Zones) {
    using Z = af::Zone;
    const std::string broken = "atlas: has a broken zone";
    expect_refused<Z, af::Text>(&TinyAtlas::zones, {&Z::felt}, strings, broken);
    expect_refused<Z, af::Range>(
        &TinyAtlas::zones, {&Z::points}, [](const TinyAtlas& t) { return t.zone_points.size(); }, broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.zones[3].essential = 2; }), broken);
    for (const float wrong : {0.0f, -1.0f, nan, infinity})
        EXPECT_EQ(refusal([&](TinyAtlas& t) { t.zones[0].area = wrong; }), broken);
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.zones[2].source = 0; }), "atlas: has a zone of another source");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.zone_coverage.pop_back(); }), "atlas: has zones without coverage");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.zone_points[7] = 6; }), "atlas: has a zone off the skin");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.zone_points[1] = 2; }), "atlas: has a zone off the skin");  // twice the same
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.zone_points[1] = 1; }), "atlas: has a zone off the skin");  // falling
}

TEST(AtlasRecords, ChoirSegments) {
    expect_refused<af::ChoirSegment, af::Range>(
        &TinyAtlas::choir_segments, {&af::ChoirSegment::points},
        [](const TinyAtlas& t) { return t.choir_points.size(); }, "atlas: has a broken CHOIR segment");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.choir_segments[1].body = 3; }), "atlas: has a broken CHOIR segment");
    EXPECT_EQ(refusal([](TinyAtlas& t) { t.choir_points[2] = 6; }), "atlas: has a CHOIR segment off the skin");
}

}  // namespace
}  // namespace knotwork::test
