#include "bake/atlas_writer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace knotwork::bake {

namespace af = atlas_format;

void AtlasWriter::add_muscle(std::uint32_t index) {
    const LaidMuscle& laid = laid_.muscles[index];
    const MuscleSpec& s = *laid.spec;
    af::Muscle m{};
    m.id = strings_.add(s.id);
    m.name = strings_.add(s.name);
    m.latin = strings_.add(s.latin);
    m.group = strings_.add(s.group);
    m.layer = strings_.add(s.layer);
    m.summary = strings_.add(s.summary);
    m.origin = strings_.add(s.origin);
    m.insertion = strings_.add(s.insertion);
    m.nerve = strings_.add(s.nerve);
    m.note = strings_.add(s.note);
    m.base_rate = strings_.add(s.base_rate);
    m.synonyms = names(s.synonyms);
    m.under.begin = size32(refs_);
    for (const std::string& id : s.under) refs_.push_back(muscle_.at(id));
    m.under.end = size32(refs_);
    m.anatomy_cites = cites(s.anatomy_cites);
    m.base_rate_cites = cites(s.base_rate_cites);
    m.facts.begin = size32(facts_);
    for (const FactSpec& fact : s.facts)
        facts_.push_back({static_cast<std::uint32_t>(fact.kind), strings_.add(fact.text),
                          fact.kind == af::FactKind::action ? m.anatomy_cites : cites(s.symptom_cites)});
    m.facts.end = size32(facts_);
    m.neighbours.begin = size32(neighbours_);
    for (const NeighbourSpec& n : s.neighbours)
        neighbours_.push_back({muscle_.at(n.muscle), strings_.add(n.why), cites(n.cites)});
    m.neighbours.end = size32(neighbours_);
    m.fibres.begin = size32(fibres_);
    for (const auto& line : laid.fibres) {
        const std::uint32_t begin = size32(fibre_points_);
        fibre_points_.insert(fibre_points_.end(), line.begin(), line.end());
        fibres_.push_back({{begin, size32(fibre_points_)}});
    }
    m.fibres.end = size32(fibres_);
    m.sources.begin = size32(sources_);
    for (const LaidPoint& point : laid.points)
        for (const Side side : {Side::left, Side::right}) add_trigger_point(index, point, side);
    m.sources.end = size32(sources_);
    muscles_.push_back(m);
}

void AtlasWriter::add_trigger_point(std::uint32_t muscle, const LaidPoint& point, Side side) {
    const bool left = side == Side::left;
    const PointSpec& s = *point.spec;
    af::Source out{};
    out.kind = static_cast<std::uint32_t>(af::SourceKind::trigger_point);
    out.muscle = muscle;
    out.condition = af::no_index;
    out.number = s.number;
    out.point = left ? point.at.nearest.value : mesh_.mirror[point.at.nearest.value];
    out.position = left ? point.at.position : mirrored(point.at.position);
    out.id = strings_.add(spec_.muscles[muscle].id + "/" + std::to_string(s.number) + "/" + std::string(name(side)));
    out.label = strings_.add(s.label);
    out.where = strings_.add(s.text);
    out.depth = strings_.add(s.depth);
    out.reach = strings_.add(s.reach);
    out.cites = cites(s.cites);
    out.prior = static_cast<float>(s.weight);
    add_source(out, side, true, point.zones);
}

void AtlasWriter::add_condition(std::uint32_t index) {
    const LaidCondition& laid = laid_.conditions[index];
    const ConditionSpec& s = *laid.spec;
    af::Condition c{};
    c.id = strings_.add(s.id);
    c.name = strings_.add(s.name);
    c.plain = strings_.add(s.plain);
    c.group = strings_.add(s.group);
    c.summary = strings_.add(s.summary);
    c.next = strings_.add(s.next);
    c.note = strings_.add(s.note);
    c.provider = provider_.at(s.provider);
    c.base_rate = static_cast<float>(s.base_rate);
    c.synonyms = names(s.synonyms);
    c.symptoms = names(s.symptoms);
    c.summary_cites = cites(s.summary_cites);
    c.base_rate_cites = cites(s.base_rate_cites);
    c.shifts.begin = size32(shifts_);
    for (const ShiftSpec& shift : s.shifts)
        shifts_.push_back({terms(shift.when), static_cast<float>(std::log(shift.odds)), cites(shift.cites)});
    c.shifts.end = size32(shifts_);
    c.breeds.begin = size32(breeds_);
    for (const BreedSpec& b : s.breeds)
        breeds_.push_back({muscle_.at(b.muscle), b.number, static_cast<float>(std::log(b.odds)), strings_.add(b.why),
                           cites(b.cites)});
    c.breeds.end = size32(breeds_);
    c.sources.begin = size32(sources_);
    for (const Side side : {Side::left, Side::right}) {
        if (!s.sided && side == Side::right) continue;
        af::Source out{};
        out.kind = static_cast<std::uint32_t>(af::SourceKind::condition);
        out.muscle = af::no_index;
        out.condition = index;
        out.id = strings_.add(s.sided ? s.id + "/" + std::string(name(side)) : s.id);
        out.cites = c.summary_cites;
        const double prior = s.base_rate * spec_.expected_active / spec_.typical_active;
        out.prior = static_cast<float>(s.sided ? prior / 2 : prior);
        add_source(out, side, s.sided, laid.zones);
    }
    c.sources.end = size32(sources_);
    conditions_.push_back(c);
}

void AtlasWriter::add_source(af::Source source, Side side, bool sided, const std::vector<LaidZone>& zones) {
    const std::uint32_t index = size32(sources_);
    const bool left = side == Side::left;
    source.side = static_cast<std::uint32_t>(side);
    source.sided = sided ? 1 : 0;
    source.mirror = !sided ? index : left ? index + 1 : index - 1;
    source.zones.begin = size32(zones_);
    for (const LaidZone& zone : zones) add_zone(index, zone, left);
    source.zones.end = size32(zones_);
    sources_.push_back(source);
}

void AtlasWriter::add_zone(std::uint32_t source, const LaidZone& zone, bool left) {
    std::vector<std::pair<std::uint16_t, std::uint8_t>> points;
    for (std::size_t i = 0; i < zone.points.size(); ++i)
        points.emplace_back(left ? zone.points[i] : mesh_.mirror[zone.points[i]], zone.coverage[i]);
    std::sort(points.begin(), points.end());
    af::Zone out{};
    out.source = source;
    out.essential = zone.spec->essential ? 1 : 0;
    out.felt = strings_.add(zone.spec->felt);
    out.points.begin = size32(zone_points_);
    for (const auto& [v, coverage] : points) {
        zone_points_.push_back(v);
        zone_coverage_.push_back(coverage);
        out.area += mesh_.area[v] * static_cast<float>(coverage) / 255;
    }
    out.points.end = size32(zone_points_);
    zones_.push_back(out);
}

void AtlasWriter::scale_priors() {
    double sum = 0;
    for (const af::Source& s : sources_) sum += s.prior;
    for (af::Source& s : sources_) s.prior = static_cast<float>(s.prior * spec_.expected_active / sum);
}

}  // namespace knotwork::bake
