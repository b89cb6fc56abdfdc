#include "engine/views.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "base/text.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

// Numbers citations in the order of their first use.
class CitationList {
  public:
    CitationList(const Atlas& atlas, std::vector<CitationView>& out) : atlas_(atlas), out_(out) {}

    std::vector<std::uint32_t> add(Atlas::Range cites) {
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t c : atlas_.refs(cites)) {
            const auto [found, is_new] = numbers_.try_emplace(c, static_cast<std::uint32_t>(out_.size()));
            if (is_new) out_.push_back(view(atlas_.citations()[c]));
            numbers.push_back(found->second);
        }
        return numbers;
    }

  private:
    CitationView view(const Atlas::Citation& c) const {
        const auto text = [this](Atlas::Text t) { return atlas_.text(t); };
        return {text(c.key),  text(c.authors), text(c.title), text(c.in), text(c.doi),
                text(c.pmid), text(c.isbn),    text(c.url),   c.year};
    }

    const Atlas& atlas_;
    std::vector<CitationView>& out_;
    std::map<std::uint32_t, std::uint32_t> numbers_;
};

std::vector<std::string_view> texts(const Atlas& atlas, Atlas::Range names) {
    std::vector<std::string_view> out;
    for (const Atlas::Text text : atlas.names(names)) out.push_back(atlas.text(text));
    return out;
}

PointView build_point(const Atlas& atlas, const Atlas::Source& source, CitationList& citations) {
    PointView point{source.number,
                    atlas.text(source.label),
                    atlas.text(source.where),
                    atlas.text(source.depth),
                    atlas.text(source.reach),
                    {},
                    citations.add(source.cites)};
    for (const Atlas::Zone& zone : atlas.zones(source.zones))
        point.zones.push_back({zone.essential != 0, atlas.text(zone.felt), 1e4 * static_cast<double>(zone.area)});
    return point;
}

}  // namespace

std::vector<RegionView> build_region_views(const Atlas& atlas) {
    std::vector<RegionView> out;
    for (const Atlas::Region& region : atlas.regions())
        if (static_cast<Side>(region.side) == Side::left)
            out.push_back({atlas.text(region.id), atlas.text(region.label), texts(atlas, region.synonyms),
                           1e4 * static_cast<double>(region.area)});
    return out;
}

std::vector<LandmarkView> build_landmark_views(const Atlas& atlas) {
    std::vector<LandmarkView> out;
    for (const Atlas::Landmark& l : atlas.landmarks())
        if (static_cast<Side>(l.side) == Side::left)
            out.push_back({atlas.text(l.id), atlas.text(l.label), atlas.text(l.find), l.midline != 0,
                           static_cast<Segment>(l.segment), l.t, l.angle, l.position});
    return out;
}

std::vector<MuscleView> build_muscle_views(const Atlas& atlas) {
    std::vector<MuscleView> out;
    for (const Atlas::Muscle& muscle : atlas.muscles()) {
        const auto sources = atlas.sources(muscle.sources);
        const auto left = std::count_if(sources.begin(), sources.end(), [](const Atlas::Source& source) {
            return static_cast<Side>(source.side) == Side::left;
        });
        out.push_back({atlas.text(muscle.id), atlas.text(muscle.name), atlas.text(muscle.latin),
                       atlas.text(muscle.group), atlas.text(muscle.summary), static_cast<std::uint32_t>(left)});
    }
    return out;
}

Result<MuscleId> resolve_muscle_name(const Atlas& atlas, std::string_view name) {
    const std::string wanted = fold(name);
    std::vector<std::string> names;
    std::vector<std::uint32_t> muscle_of, beginning;
    const auto muscles = atlas.muscles();
    for (std::uint32_t m = 0; m < muscles.size(); ++m) {
        std::vector<std::string_view> all = texts(atlas, muscles[m].synonyms);
        for (const Atlas::Text text : {muscles[m].id, muscles[m].name, muscles[m].latin})
            all.push_back(atlas.text(text));
        for (const std::string_view one : all) {
            names.push_back(fold(one));
            muscle_of.push_back(m);
            if (names.back() == wanted) return MuscleId{m};
            if (!wanted.empty() && names.back().starts_with(wanted) && (beginning.empty() || beginning.back() != m))
                beginning.push_back(m);
        }
    }
    if (beginning.size() == 1) return MuscleId{beginning.front()};
    std::string hint;
    if (beginning.size() > 1) {
        for (const std::uint32_t m : beginning)
            hint += (hint.empty() ? "; it could be " : ", ") + std::string(atlas.text(muscles[m].id));
    } else if (const std::string_view near = find_nearest(one_line(wanted), names); !near.empty()) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (hint.empty() && names[i] == near)
                hint = "; did you mean \"" + std::string(atlas.text(muscles[muscle_of[i]].id)) + "\"?";
    }
    return fail(ErrorCode::unknown_name, "", "no muscle \"" + one_line(name) + "\"" + hint);
}

MuscleDetail build_muscle_detail(const Atlas& atlas, MuscleId id) {
    const Atlas::Muscle& muscle = atlas.muscles()[id.value];
    const auto text = [&](Atlas::Text t) { return atlas.text(t); };
    MuscleDetail out;
    CitationList citations(atlas, out.citations);
    out.muscle = id;
    out.id = text(muscle.id);
    out.name = text(muscle.name);
    out.latin = text(muscle.latin);
    out.group = text(muscle.group);
    out.layer = text(muscle.layer);
    out.summary = text(muscle.summary);
    out.origin = text(muscle.origin);
    out.insertion = text(muscle.insertion);
    out.nerve = text(muscle.nerve);
    out.note = text(muscle.note);
    out.base_rate = text(muscle.base_rate);
    out.synonyms = texts(atlas, muscle.synonyms);
    for (const std::uint32_t m : atlas.refs(muscle.under)) out.under.push_back(text(atlas.muscles()[m].name));
    for (const Atlas::Source& source : atlas.sources(muscle.sources))
        if (static_cast<Side>(source.side) == Side::right) out.points.push_back(build_point(atlas, source, citations));
    std::sort(out.points.begin(), out.points.end(),
              [](const PointView& a, const PointView& b) { return a.number < b.number; });
    for (const Atlas::Fact& fact : atlas.facts(muscle.facts))
        out.facts.push_back(
            {static_cast<atlas_format::FactKind>(fact.kind), text(fact.text), citations.add(fact.cites)});
    out.anatomy_cites = citations.add(muscle.anatomy_cites);
    for (const Atlas::Neighbour& neighbour : atlas.neighbours(muscle.neighbours)) {
        const Atlas::Muscle& other = atlas.muscles()[neighbour.muscle];
        out.neighbours.push_back(
            {text(other.id), text(other.name), text(neighbour.why), citations.add(neighbour.cites)});
    }
    out.base_rate_cites = citations.add(muscle.base_rate_cites);
    return out;
}

}  // namespace knotwork
