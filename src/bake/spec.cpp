#include "bake/spec.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "bake/spec_reading.hpp"

namespace knotwork::bake {
namespace {

constexpr std::array<std::string_view, 3> layers{"superficial", "intermediate", "deep"};
constexpr std::array<std::string_view, 3> reaches{"external", "internal", "professional"};
constexpr std::array<std::string_view, 3> base_rates{"common", "usual", "rare"};

std::vector<CitationSpec> read_bibliography(const std::filesystem::path& folder, Names& names) {
    std::vector<CitationSpec> out;
    for (const auto& path : list_toml(folder)) {
        const TomlFile file(path);
        TomlReader root = file.root();
        for (const std::string& key : root.unread_keys()) {
            TomlReader entry = root.table(key);
            names.add(key, entry.where());
            CitationSpec c;
            c.key = key;
            c.authors = entry.text("authors");
            c.title = entry.text("title");
            c.in = entry.find_text("in").value_or("");
            c.doi = entry.find_text("doi").value_or("");
            c.pmid = entry.find_text("pmid").value_or("");
            c.isbn = entry.find_text("isbn").value_or("");
            c.url = entry.find_text("url").value_or("");
            const double year = entry.number("year");
            if (year < 1800 || year > 2100 || year != std::floor(year))
                refuse(entry.where("year"), "'year' must be a year");
            c.year = static_cast<std::uint32_t>(year);
            if (key != "judgement" && c.doi.empty() && c.pmid.empty() && c.isbn.empty() && c.url.empty())
                refuse(entry.where(), "'" + key + "' needs at least one of doi, pmid, isbn, url");
            entry.finish();
            out.push_back(std::move(c));
        }
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    return out;
}

std::vector<LandmarkSpec> read_landmarks(const std::filesystem::path& path, const Names& citations) {
    const TomlFile file(path);
    TomlReader root = file.root();
    std::vector<LandmarkSpec> out;
    for (const std::string& id : root.unread_keys()) {
        TomlReader entry = root.table(id);
        LandmarkSpec landmark{.id = id,
                              .label = entry.text("label"),
                              .find = entry.text("find"),
                              .at = entry.text("at"),
                              .where = entry.where(),
                              .cites = read_cites(entry, "cite", citations)};
        landmark.midline = entry.flag("midline");
        entry.finish();
        out.push_back(std::move(landmark));
    }
    return out;
}

std::array<float, 2> read_pair(TomlReader& reader, std::string_view key, double low, double high) {
    const auto v = reader.numbers(key);
    if (v.size() != 2 || std::min(v[0], v[1]) < low || std::max(v[0], v[1]) > high)
        refuse(reader.where(key), "'" + std::string(key) + "' must be two numbers from " +
                                      std::to_string(static_cast<int>(low)) + " to " +
                                      std::to_string(static_cast<int>(high)));
    return {static_cast<float>(v[0]), static_cast<float>(v[1])};
}

std::vector<RegionSpec> read_regions(const std::filesystem::path& path, Names& names) {
    const TomlFile file(path);
    TomlReader root = file.root();
    std::vector<RegionSpec> out;
    for (TomlReader& entry : root.tables("region")) {
        RegionSpec region{.id = entry.text("id"),
                          .label = entry.text("label"),
                          .where = entry.where(),
                          .boxes = {},
                          .synonyms = entry.texts("synonyms")};
        names.add(region.id, region.where);
        for (TomlReader& box : entry.tables("boxes")) {
            RegionBox b;
            b.segment = static_cast<Segment>(box.choice("segment", segment_names));
            const auto t = read_pair(box, "t", 0, 1);
            const auto angle = read_pair(box, "angle", -180, 180);
            if (t[0] > t[1]) refuse(box.where("t"), "'t' must rise");
            b.t0 = t[0], b.t1 = t[1], b.angle0 = angle[0], b.angle1 = angle[1];
            if (box.find_node("x")) {
                const auto x = read_pair(box, "x", 0, 100);
                if (x[0] > x[1]) refuse(box.where("x"), "'x' must rise");
                b.x0 = x[0] / 100, b.x1 = x[1] / 100;
            }
            box.finish();
            region.boxes.push_back(b);
        }
        if (region.boxes.empty()) refuse(region.where, "'boxes' is empty");
        entry.finish();
        out.push_back(std::move(region));
    }
    root.finish();
    return out;
}

using Rates = std::map<std::string, double>;

PointSpec read_point(TomlReader& reader, const Names& citations, const Names& regions, const Rates& rates) {
    PointSpec point;
    point.where = reader.where();
    const double number = reader.number("number");
    if (number < 1 || number > 99 || number != std::floor(number))
        refuse(reader.where("number"), "'number' must be a whole number from 1 to 99");
    point.number = static_cast<std::uint32_t>(number);
    point.label = reader.text("label");
    point.text = reader.text("where");
    point.at = reader.text("at");
    point.depth = chosen(reader, "depth", layers);
    point.reach = chosen(reader, "reach", reaches);
    point.cites = read_cites(reader, "cite", citations);
    if (reader.find_node("base_rate")) point.weight = rates.at(chosen(reader, "base_rate", base_rates));
    for (TomlReader& zone : reader.tables("zone")) point.zones.push_back(read_zone(zone, regions));
    if (std::none_of(point.zones.begin(), point.zones.end(), [](const ZoneSpec& z) { return z.essential; }))
        refuse(point.where, "a point needs at least one essential zone");
    reader.finish();
    return point;
}

MuscleSpec read_muscle(const std::filesystem::path& path, const Names& citations, const Names& regions,
                       const Rates& rates) {
    using enum atlas_format::FactKind;
    const TomlFile file(path);
    TomlReader root = file.root();
    MuscleSpec m;
    m.id = path.stem().string();
    m.where = root.where();
    m.name = root.text("name");
    m.latin = root.text("latin");
    m.synonyms = root.texts("synonyms");
    m.group = chosen(root, "group", muscle_groups);
    m.layer = chosen(root, "layer", layers);
    m.under = root.texts("under");
    m.under_where = root.where("under");
    m.summary = root.text("summary");
    m.origin = root.text("origin");
    m.insertion = root.text("insertion");
    m.nerve = root.text("nerve");
    m.note = root.find_text("note").value_or("");
    m.base_rate = chosen(root, "base_rate", base_rates);
    const auto facts = [&](std::string_view key, atlas_format::FactKind kind, bool may_be_empty) {
        const auto texts = root.texts(key);
        if (texts.empty() && !may_be_empty) refuse(root.where(key), "'" + std::string(key) + "' is empty");
        for (const std::string& text : texts) m.facts.push_back({kind, text});
    };
    facts("action", action, false);
    facts("symptoms", symptom, false);
    facts("overload", overload, false);
    facts("caution", caution, true);
    TomlReader cite = root.table("cite");
    m.anatomy_cites = read_cites(cite, "anatomy", citations);
    m.symptom_cites = read_cites(cite, "symptoms", citations);
    m.base_rate_cites = read_cites(cite, "base_rate", citations);
    cite.finish();
    for (TomlReader& n : root.tables("neighbour")) {
        m.neighbours.push_back({.muscle = n.text("muscle"),
                                .why = n.text("why"),
                                .where = n.where(),
                                .cites = read_cites(n, "cite", citations)});
        n.finish();
    }
    for (TomlReader& f : root.tables("fibres")) {
        m.fibres.push_back({.from = f.texts("from"), .to = f.texts("to"), .where = f.where()});
        f.finish();
    }
    for (TomlReader& p : root.tables("point")) m.points.push_back(read_point(p, citations, regions, rates));
    if (m.points.empty()) refuse(m.where, "a muscle needs at least one [[point]]");
    std::set<std::uint32_t> numbers;
    for (PointSpec& p : m.points) {
        if (!numbers.insert(p.number).second) refuse(p.where, "a second point number " + std::to_string(p.number));
        // The muscle's rate is shared among its points.
        if (p.weight == 0) p.weight = rates.at(m.base_rate);
        p.weight /= static_cast<double>(m.points.size());
    }
    root.finish();
    return m;
}

}  // namespace

Spec load_spec(const std::filesystem::path& knowledge) {
    Spec spec;
    Names citations("reference"), regions("region"), muscles("muscle");
    spec.citations = read_bibliography(knowledge / "bibliography", citations);
    spec.landmarks = read_landmarks(knowledge / "body" / "landmarks.toml", citations);
    spec.regions = read_regions(knowledge / "body" / "regions.toml", regions);

    const TomlFile file(knowledge / "model.toml");
    TomlReader model = file.root();
    TomlReader rate = model.table("base_rate");
    Rates rates;
    for (const std::string_view word : base_rates) {
        const double value = rate.number(word);
        if (value <= 0 || value >= 1) refuse(rate.where(word), "a base rate must lie between 0 and 1");
        rates[std::string(word)] = value;
    }
    read_cites(rate, "cite", citations);
    rate.finish();
    const auto active = [&](std::string_view key) {
        TomlReader table = model.table(key);
        const double value = table.number("value");
        if (value <= 0 || value > 10) refuse(table.where("value"), "'value' must be above 0 and at most 10");
        read_cites(table, "cite", citations);
        table.finish();
        return value;
    };
    spec.expected_active = active("expected_active");
    spec.typical_active = active("typical_active");
    model.finish();

    for (const auto& path : list_toml(knowledge / "muscles")) {
        spec.muscles.push_back(read_muscle(path, citations, regions, rates));
        muscles.add(spec.muscles.back().id, spec.muscles.back().where);
    }
    for (const MuscleSpec& m : spec.muscles) {
        for (const std::string& id : m.under) {
            muscles.check(id, m.under_where);
            if (id == m.id) refuse(m.under_where, "a muscle cannot lie under itself");
        }
        for (const NeighbourSpec& n : m.neighbours) {
            muscles.check(n.muscle, n.where);
            if (n.muscle == m.id) refuse(n.where, "a muscle cannot be its own neighbour");
        }
    }
    const KnownToInterview known{citations, regions, muscles, spec.muscles};
    spec.interview = load_interview(knowledge, known);
    spec.release = load_release(knowledge, known, spec.interview);
    spec.motions = load_motions(knowledge, spec.interview, spec.release);
    return spec;
}

}  // namespace knotwork::bake
