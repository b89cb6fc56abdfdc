#include "atlas/tiny_atlas.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "atlas/tiny_joints.hpp"
#include "base/hash.hpp"

namespace knotwork::test {

namespace af = atlas_format;

TinyAtlas::TinyAtlas() {
    const auto text = [this](std::string_view words) {
        const auto begin = static_cast<std::uint32_t>(strings.size());
        strings += words;
        return af::Text{begin, static_cast<std::uint32_t>(strings.size())};
    };

    // An octahedron: top, bottom, front and back on the mid-line, then left and right.
    const std::vector<Vec3> points{{0, 1.7f, 0},     {0, 0, 0},       {0, 0.8f, 0.1f},
                                   {0, 0.8f, -0.1f}, {0.2f, 0.8f, 0}, {-0.2f, 0.8f, 0}};
    positions = {points, points, points};
    triangles = {{0, 2, 4}, {0, 4, 3}, {0, 3, 5}, {0, 5, 2}, {1, 4, 2}, {1, 3, 4}, {1, 5, 3}, {1, 2, 5}};
    mirror = {0, 1, 2, 3, 5, 4};
    area.assign(6, 0.1f);
    segment = {Segment::head, Segment::foot, Segment::abdomen, Segment::abdomen, Segment::thigh, Segment::thigh};
    t = {0, 1, 0.5f, 0.5f, 0.25f, 0.25f};
    angle = {0, 180, 0, 180, 90, 90};
    region_of_point = {0, 0, 0, 0, 0, 1};

    citations = {{text("book"), text("A. Author"), text("A book"), text("Somewhere"), text("10.1/x"), text("1"),
                  text("2"), text("https://example.org"), 1999}};
    names = {text("everything"), text("the lot"), text("alpha muscle"), text("hip")};
    // [0, 1) and [1, 2): the book; [2, 3): muscle beta; [3, 4): the first, [3, 5): both muscles, tools or conditions;
    // [5, 6): trigger point 1.
    refs = {0, 0, 1, 0, 1, 1};
    const af::Range book{0, 1};
    const af::Text skin = text("skin"), whole = text("whole skin");
    regions = {{skin, whole, {0, 2}, 0, 0.5f}, {skin, whole, {0, 2}, 1, 0.1f}};
    const auto landmark = [&](std::string_view id, std::uint32_t side, std::uint32_t midline, std::uint32_t point) {
        return af::Landmark{text(id),
                            text("label"),
                            text("how to find it"),
                            book,
                            side,
                            midline,
                            point,
                            static_cast<std::uint32_t>(segment[point]),
                            t[point],
                            angle[point],
                            points[point]};
    };
    landmarks = {landmark("hip", 0, 0, 4), landmark("hip", 1, 0, 5), landmark("navel", 0, 1, 2)};

    facts = {{0, text("lifts"), book},
             {1, text("aches"), book},
             {2, text("sitting"), book},
             {3, text("a nerve lies here"), book}};
    neighbours = {{1, text("shares its load"), {1, 2}}};
    fibres = {{{0, 2}}};
    fibre_points = {points[0], points[4]};
    const auto muscle = [&](std::string_view id, af::Range synonyms, af::Range under, af::Range of_facts,
                            af::Range of_neighbours, af::Range of_fibres, af::Range of_sources) {
        return af::Muscle{text(id),       text(id),      text("musculus"),
                          text("hip"),    text("deep"),  text("a summary"),
                          text("here"),   text("there"), text("a nerve"),
                          text("a note"), text("rare"),  synonyms,
                          under,          of_facts,      book,
                          book,           of_neighbours, of_fibres,
                          of_sources};
    };
    muscles = {muscle("alpha", {2, 3}, {2, 3}, {0, 4}, {0, 1}, {0, 1}, {0, 2}),
               muscle("beta", {}, {}, {0, 1}, {}, {}, {2, 4})};

    const auto trigger_point = [&](std::uint32_t of, std::string_view id, std::uint32_t side, std::uint32_t image,
                                   std::uint32_t point, af::Range of_zones) {
        return af::Source{0,
                          of,
                          af::no_index,
                          1,
                          side,
                          1,
                          image,
                          point,
                          points[point],
                          text(id),
                          text("middle"),
                          text("in the middle"),
                          text("deep"),
                          text("external"),
                          of_zones,
                          book,
                          0.1f};
    };
    const auto of_condition = [&](std::uint32_t of, std::string_view id, std::uint32_t side, std::uint32_t sided,
                                  std::uint32_t image, af::Range of_zones) {
        af::Source source{};
        source.kind = 1;
        source.muscle = af::no_index;
        source.condition = of;
        source.side = side;
        source.sided = sided;
        source.mirror = image;
        source.id = text(id);
        source.zones = of_zones;
        source.cites = book;
        source.prior = 0.05f;
        return source;
    };
    sources = {trigger_point(0, "alpha/1/left", 0, 1, 4, {0, 2}), trigger_point(0, "alpha/1/right", 1, 0, 5, {2, 4}),
               trigger_point(1, "beta/1/left", 0, 3, 2, {4, 5}),  trigger_point(1, "beta/1/right", 1, 2, 2, {5, 6}),
               of_condition(0, "root/left", 0, 1, 5, {6, 7}),     of_condition(0, "root/right", 1, 1, 4, {7, 8}),
               of_condition(1, "belly", 0, 0, 6, {8, 9})};
    const auto zone = [&](std::uint32_t of, std::uint32_t essential, af::Range of_points) {
        return af::Zone{of, essential, text("outer side"), of_points, 0.1f};
    };
    zones = {zone(0, 1, {0, 2}), zone(0, 0, {2, 3}),  zone(1, 1, {3, 5}),   zone(1, 0, {5, 6}),  zone(2, 1, {6, 8}),
             zone(3, 1, {8, 9}), zone(4, 1, {9, 10}), zone(5, 1, {10, 11}), zone(6, 1, {11, 13})};
    zone_points = {2, 4, 3, 2, 5, 3, 0, 2, 3, 4, 5, 2, 3};
    zone_coverage = {255, 100, 50, 255, 100, 50, 255, 255, 255, 200, 200, 255, 255};

    const auto condition = [&](std::string_view id, std::string_view label, af::Range synonyms, af::Range of_shifts,
                               af::Range of_breeds, af::Range of_sources) {
        return af::Condition{text(id),
                             text(label),
                             text("something else"),
                             text("nerve"),
                             text("a summary"),
                             text("rest"),
                             text("a note"),
                             0,
                             0.1f,
                             synonyms,
                             {1, 2},
                             book,
                             book,
                             of_shifts,
                             of_breeds,
                             of_sources};
    };
    conditions = {condition("root", "Nerve root", {0, 1}, {0, 1}, {0, 2}, {4, 6}),
                  condition("belly", "Belly ache", {}, {}, {}, {6, 7})};
    breeds = {{0, 1, 1.1f, text("found together"), book}, {1, 0, -0.3f, text("seldom together"), book}};
    providers = {{text("doctor"), text("A doctor"), text("looks after you"), book}};

    const auto sign = [&](af::SignTarget target, std::uint32_t index, std::uint32_t number, af::Text group,
                          std::uint32_t other_side) {
        return af::Sign{static_cast<std::uint32_t>(target), index, number, group, other_side, 0.6f, 40, book};
    };
    using Target = af::SignTarget;
    signs = {sign(Target::condition, 0, 0, {}, 0), sign(Target::muscle, 0, 1, {}, 1),
             sign(Target::itself, af::no_index, 0, {}, 0), sign(Target::group, af::no_index, 0, text("hip"), 0)};
    const auto finding = [&](std::string_view id, af::FindingGroup group_of, std::uint32_t sided, af::Range of_signs) {
        af::Finding f{};
        f.id = text(id);
        f.name = f.ask = f.yes = f.stop = f.family = f.note = text("words");
        f.how = {0, 2};
        f.group = static_cast<std::uint32_t>(group_of);
        f.sided = sided;
        f.effort = 1;
        f.false_yes = 0.2f;
        f.people = 50;
        f.signs = of_signs;
        f.cites = book;
        return f;
    };
    findings = {
        finding("fever", af::FindingGroup::red_flag, 0, {}), finding("numb", af::FindingGroup::symptom, 1, {0, 2}),
        finding("tender", af::FindingGroup::palpation, 1, {2, 3}), finding("stand", af::FindingGroup::test, 1, {3, 4})};
    findings[3].unit = text("s");
    findings[3].most = 60;
    findings[3].threshold = 30;

    const auto term = [](af::TermKind kind, std::uint32_t index, float number) {
        return af::Term{static_cast<std::uint32_t>(kind), index, number};
    };
    using Kind = af::TermKind;
    // age >= 50; and: 2 of (fever and not both numb, age < 40, sex = female or pain >= 7); and: fever
    terms = {term(Kind::age_at_least, 0, 50), term(Kind::finding, 0, 0),       term(Kind::both, 1, 0),
             term(Kind::op_not, 0, 0),        term(Kind::op_and, 0, 0),        term(Kind::age_below, 0, 40),
             term(Kind::sex_female, 0, 0),    term(Kind::pain_at_least, 0, 7), term(Kind::op_or, 0, 0),
             term(Kind::at_least, 2, 3),      term(Kind::finding, 0, 0)};
    shifts = {{{0, 1}, 0.7f, book}};
    rules = {{text("hot"),
              text("infection"),
              text("see a doctor"),
              text("a note"),
              static_cast<std::uint32_t>(af::Urgency::same_day),
              0,
              {1, 10},
              book}};

    const af::Range feverish{10, 11}, first{3, 4}, both{3, 5};
    activities = {{0, 40, 12, book}, {1, 15, 12, book}};
    tools = {{text("ball"), text("Ball"), text("a tennis ball")}, {text("hand"), text("Hand"), {}}};
    const auto remedy = [&](std::string_view id, af::RemedyKind kind, af::StartPosition position) {
        af::Remedy r{};
        r.id = text(id);
        r.name = r.feel = r.easier = r.harder = r.note = r.grade = text("words");
        r.steps = {0, 2};
        r.avoid = {1, 2};
        r.kind = static_cast<std::uint32_t>(kind);
        r.position = static_cast<std::uint32_t>(position);
        r.sided = 1;
        r.provider = r.after = af::no_index;
        r.muscles = first;
        r.cites = book;
        return r;
    };
    remedies = {remedy("alpha/press", af::RemedyKind::pressure, af::StartPosition::lying_back),
                remedy("alpha/needle", af::RemedyKind::professional, af::StartPosition::none),
                remedy("lean", af::RemedyKind::stretch, af::StartPosition::standing),
                remedy("lift", af::RemedyKind::exercise, af::StartPosition::lying_side),
                remedy("hold", af::RemedyKind::exercise, af::StartPosition::kneeling)};
    remedies[0].floor = 1;
    remedies[0].points = remedies[1].points = {5, 6};
    remedies[0].tools = both;
    remedies[0].forbid = feverish;
    remedies[1].provider = 0;
    remedies[2].muscles = both;
    remedies[3].level = 1;
    remedies[3].sets = 2;
    remedies[3].repeats = 10;
    remedies[3].activities = {0, 2};
    remedies[3].gluteal_to_tfl = 59;
    remedies[3].gluteal_to_tfl_cites = book;
    remedies[4].level = 2;
    remedies[4].sets = 1;
    remedies[4].hold_s = 20;
    remedies[4].after = 3;

    const auto protocol = [&](std::string_view id, af::RemedyKind of) {
        af::Protocol p{};
        p.id = text(id);
        p.name = p.why = p.note = text("words");
        p.of = static_cast<std::uint32_t>(of);
        p.is_default = 1;
        p.repeats_least = p.repeats_most = p.day_least = p.day_most = 1;
        p.days_a_week = 7;
        p.cites = book;
        return p;
    };
    protocols = {protocol("standard", af::RemedyKind::pressure), protocol("sets", af::RemedyKind::exercise)};
    protocols[0].hold_least_s = 30;
    protocols[0].hold_most_s = 60;
    protocols[0].rest_s = 10;
    protocols[0].pain_most = 7;
    protocols[1].repeats_least = 8;
    protocols[1].repeats_most = 12;
    protocols[1].sets_least = 2;
    protocols[1].sets_most = 3;
    contraindications = {
        {text("hot"), text("rest"), text("a note"), 31, 0, 0, 0, feverish, {}, {}, {}, book},
        {text("hurt"), text("softly"), text("a note"), 17, 1, 6, 3, feverish, first, both, {3, 4}, book}};
    advice = {
        {text("walk"), text("keep moving"), text("it helps"), text("A"), 0, 0, 0, {}, {}, {}, {}, book},
        {text("sit"), text("sit less"), text("it helps"), text("D"), 1, 1, 0, feverish, first, both, {3, 4}, book}};
    reassessments = {
        {text("rise"), text("Rise"), text("stand up"), text("it is easier"), first, {3, 4}, feverish, book}};
    compensations = {{0, 1, text("does its share"), book}};
    directions = {{static_cast<std::uint32_t>(af::DirectionKind::stop), text("stop"), 0, book},
                  {static_cast<std::uint32_t>(af::DirectionKind::review), text("look again"), 14, book}};
    courses = {{text("points"), text("Trigger points"), text("a note"), {}, 1, 1, {0, 2}, book},
               {text("others"), text("Others"), text("a note"), both, 0, 0, {1, 3}, book}};
    course_points = {{0, 1, 1, 1}, {6, 0.6f, 0.4f, 0.8f}, {52, 0.4f, 0.2f, 0.7f}};
    const auto measure = [&](std::string_view id, af::MeasureKind kind, af::MeasureSides sides) {
        af::Measure m{};
        m.id = text(id);
        m.name = m.unit = m.ask = m.note = m.ucum = m.loinc = text("words");
        m.kind = static_cast<std::uint32_t>(kind);
        m.sides = static_cast<std::uint32_t>(sides);
        m.high = 10;
        m.cites = book;
        return m;
    };
    measures = {measure("pain", af::MeasureKind::pain, af::MeasureSides::none),
                measure("threshold", af::MeasureKind::threshold, af::MeasureSides::point)};
    measures[0].lower_is_better = 1;
    measures[0].error_sd = 1;
    measures[0].least_change = 2;
    measures[0].least_share = 0.3f;
    for (std::uint32_t kind = 0; kind < af::next_step_kind_names.size(); ++kind)
        next_steps.push_back({kind, text("do this"), text("it helps"), book});

    choir_segments = {{1, 101, {0, 2}}, {2, 201, {2, 3}}};
    choir_points = {2, 4, 3};

    joints = make_joints(text);
    skin_joints = make_skin_joints(positions[0].size());
    skin_joints[4] = {{15, 0, 0, 0}, {200, 55, 0, 0}};
    skin_joints[5] = {{16, 0, 0, 0}, {200, 55, 0, 0}};
    motion_angles = {{3, 30}, {static_cast<std::uint32_t>(movement_count - 1), -10}};
    const af::MotionSpot on_skin{static_cast<std::uint32_t>(af::SpotKind::skin), 4, 0, {}},
        in_room{static_cast<std::uint32_t>(af::SpotKind::room), 0, 0, {0.1f, 0.2f, 0.3f}},
        on_part{static_cast<std::uint32_t>(af::SpotKind::part), 4, 1, {}};
    motion_goals = {{0, on_skin}, {3, in_room}};
    motion_rests = {{4, 0, 0}, {13, 1, -1}};
    motion_frames = {{text("start"), 0, 1, {}, {}, {}}, {text("move"), 1, 1, {0, 2}, {0, 2}, {0, 2}}};
    motion_spots = {on_skin, on_part};
    motion_props = {{0, 0, 0, 0, {}, {}, {}}, {8, 1, 1, 90, {0.1f, 0.1f, 0.1f}, {}, {0, 2}}};
    motions = {{text("nod"), text("Nod"), 0, 1, 1, 40, 12, 0, 0, 1, {0, 2}, {0, 2}, {2, 3}, {3, 5}}};
}

std::vector<std::byte> pack(const TinyAtlas& tiny) {
    std::vector<af::SectionEntry> table;
    std::vector<std::byte> body;
    constexpr std::size_t head = sizeof(af::Header) + af::section_count * sizeof(af::SectionEntry);
    const auto add = [&]<class Elements>(const Elements& elements) {
        body.resize((body.size() + 7) / 8 * 8);
        table.push_back(
            {static_cast<std::uint32_t>(table.size()), sizeof(elements[0]), head + body.size(), elements.size()});
        const auto bytes = std::as_bytes(std::span(elements));
        body.insert(body.end(), bytes.begin(), bytes.end());
    };
    // In the order of SectionKind.
    for (const auto& positions : tiny.positions) add(positions);
    add(tiny.triangles), add(tiny.mirror), add(tiny.area), add(tiny.segment), add(tiny.t), add(tiny.angle);
    add(tiny.region_of_point), add(tiny.regions), add(tiny.landmarks), add(tiny.muscles), add(tiny.facts),
        add(tiny.sources);
    add(tiny.zones), add(tiny.zone_points), add(tiny.zone_coverage), add(tiny.neighbours), add(tiny.fibres),
        add(tiny.fibre_points);
    add(tiny.citations), add(tiny.refs), add(tiny.names), add(tiny.conditions), add(tiny.shifts), add(tiny.breeds),
        add(tiny.findings), add(tiny.signs), add(tiny.rules), add(tiny.providers), add(tiny.terms);
    add(tiny.remedies), add(tiny.activities), add(tiny.tools), add(tiny.protocols), add(tiny.contraindications),
        add(tiny.advice), add(tiny.reassessments), add(tiny.compensations), add(tiny.directions), add(tiny.courses),
        add(tiny.course_points), add(tiny.measures), add(tiny.next_steps);
    add(tiny.choir_segments), add(tiny.choir_points);
    add(tiny.joints), add(tiny.skin_joints), add(tiny.motions), add(tiny.motion_frames), add(tiny.motion_angles),
        add(tiny.motion_goals), add(tiny.motion_rests), add(tiny.motion_props), add(tiny.motion_spots);
    add(tiny.strings);

    std::vector<std::byte> out(head + body.size());
    af::Header header{};
    std::copy(std::begin(af::magic), std::end(af::magic), header.magic);
    header.version = af::format_version;
    header.section_count = af::section_count;
    set_header(out, header);
    for (std::size_t i = 0; i < table.size(); ++i) set_section(out, i, table[i]);
    std::copy(body.begin(), body.end(), out.begin() + head);
    seal(out);
    return out;
}

void seal(std::vector<std::byte>& bytes) {
    af::Header header = header_of(bytes);
    header.byte_count = bytes.size();
    const auto digest = compute_digest(std::span(bytes).subspan(sizeof header));
    std::copy(digest.begin(), digest.end(), header.content_hash);
    set_header(bytes, header);
}

af::Header header_of(const std::vector<std::byte>& bytes) {
    af::Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

void set_header(std::vector<std::byte>& bytes, const af::Header& header) {
    std::memcpy(bytes.data(), &header, sizeof header);
}

af::SectionEntry section_of(const std::vector<std::byte>& bytes, std::size_t index) {
    af::SectionEntry entry;
    std::memcpy(&entry, bytes.data() + sizeof(af::Header) + index * sizeof entry, sizeof entry);
    return entry;
}

void set_section(std::vector<std::byte>& bytes, std::size_t index, const af::SectionEntry& entry) {
    std::memcpy(bytes.data() + sizeof(af::Header) + index * sizeof entry, &entry, sizeof entry);
}

}  // namespace knotwork::test
