#include "engine/views.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string>

#include "base/text.hpp"
#include "engine/json_text.hpp"

namespace knotwork {
namespace {

CitationView build_citation(const Atlas& atlas, const Atlas::Citation& c) {
    const auto text = [&](Atlas::Text t) { return atlas.text(t); };
    return {text(c.key),  text(c.authors), text(c.title), text(c.in), text(c.doi),
            text(c.pmid), text(c.isbn),    text(c.url),   c.year};
}

// Numbers citations in the order of their first use.
class CitationList {
  public:
    CitationList(const Atlas& atlas, std::vector<CitationView>& out) : atlas_(atlas), out_(out) {}

    std::vector<std::uint32_t> add(Atlas::Range cites) {
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t c : atlas_.refs(cites)) {
            const auto [found, is_new] = numbers_.try_emplace(c, static_cast<std::uint32_t>(out_.size()));
            if (is_new) out_.push_back(build_citation(atlas_, atlas_.citations()[c]));
            numbers.push_back(found->second);
        }
        return numbers;
    }

  private:
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

std::string source_name(const Atlas& atlas, const Atlas::Source& source) {
    const std::string side = source.sided != 0 ? ", " + std::string(name(static_cast<Side>(source.side))) : "";
    if (atlas.is_condition(source)) return std::string(atlas.text(atlas.conditions()[source.condition].name)) + side;
    return std::string(atlas.text(atlas.muscles()[source.muscle].name)) + ", point " + std::to_string(source.number) +
           side;
}

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

std::vector<ConditionView> build_condition_views(const Atlas& atlas) {
    std::vector<ConditionView> out;
    for (const Atlas::Condition& c : atlas.conditions())
        out.push_back({atlas.text(c.id), atlas.text(c.name), atlas.text(c.plain), atlas.text(c.group),
                       atlas.text(c.summary), atlas.sources()[c.sources.begin].sided != 0});
    return out;
}

std::vector<CitationView> build_citation_views(const Atlas& atlas) {
    std::vector<CitationView> out;
    for (const Atlas::Citation& c : atlas.citations()) out.push_back(build_citation(atlas, c));
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

namespace {

struct Named {  // one thing of a kind, by all its names
    std::string_view id;
    std::vector<std::string_view> names;     // of its own: id, name, Latin name
    std::vector<std::string_view> synonyms;  // may be those of others too
};

std::string hint_at(std::span<const Named> all, const std::vector<std::uint32_t>& several) {
    std::string hint;
    for (const std::uint32_t n : several) hint += (hint.empty() ? "; it could be " : ", ") + std::string(all[n].id);
    return hint;
}

// The number of the one that is meant. `kind` is "muscle", for the words of an error.
Result<std::uint32_t> resolve_name(std::span<const Named> all, std::string_view name, std::string_view kind) {
    const std::string wanted = fold(name);
    std::vector<std::string> names;
    std::vector<std::uint32_t> named, exact, beginning;
    const auto note = [](std::vector<std::uint32_t>& list, std::uint32_t n) {
        if (list.empty() || list.back() != n) list.push_back(n);
    };
    for (std::uint32_t n = 0; n < all.size(); ++n) {
        for (const bool own : {true, false})
            for (const std::string_view one : own ? all[n].names : all[n].synonyms) {
                names.push_back(fold(one));
                named.push_back(n);
                if (names.back() == wanted && own) return n;
                if (names.back() == wanted) note(exact, n);
                if (!wanted.empty() && names.back().starts_with(wanted)) note(beginning, n);
            }
    }
    if (exact.empty()) exact = beginning;
    if (exact.size() == 1) return exact.front();
    std::string hint = hint_at(all, exact);
    if (exact.empty())
        if (const std::string_view near = find_nearest(one_line(wanted), names); !near.empty())
            for (std::size_t i = 0; i < names.size(); ++i)
                if (hint.empty() && names[i] == near)
                    hint = "; did you mean \"" + std::string(all[named[i]].id) + "\"?";
    return fail(ErrorCode::unknown_name, "", "no " + std::string(kind) + " \"" + one_line(name) + "\"" + hint);
}

}  // namespace

Result<MuscleId> resolve_muscle_name(const Atlas& atlas, std::string_view name) {
    std::vector<Named> all;
    for (const Atlas::Muscle& m : atlas.muscles())
        all.push_back(
            {atlas.text(m.id), {atlas.text(m.id), atlas.text(m.name), atlas.text(m.latin)}, texts(atlas, m.synonyms)});
    const Result<std::uint32_t> found = resolve_name(all, name, "muscle");
    if (!found) return tl::unexpected(found.error());
    return MuscleId{*found};
}

Result<const Atlas::Condition*> resolve_condition_name(const Atlas& atlas, std::string_view name) {
    std::vector<Named> all;
    for (const Atlas::Condition& c : atlas.conditions())
        all.push_back({atlas.text(c.id), {atlas.text(c.id), atlas.text(c.name)}, texts(atlas, c.synonyms)});
    const Result<std::uint32_t> found = resolve_name(all, name, "condition");
    if (!found) return tl::unexpected(found.error());
    return &atlas.conditions()[*found];
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

std::string format_terms(const Atlas& atlas, Atlas::Range terms) {
    std::vector<std::string> stack;
    const auto pop = [&] {
        std::string top = std::move(stack.back());
        stack.pop_back();
        return top;
    };
    const auto join_last = [&](std::size_t count, const std::string& between) {
        std::string all = pop();
        for (std::size_t i = 1; i < count; ++i) all.insert(0, pop().append(between));
        return all;
    };
    for (const Atlas::Term& term : atlas.terms(terms)) {
        const std::string number = std::to_string(std::lround(static_cast<double>(term.number)));
        switch (static_cast<atlas_format::TermKind>(term.kind)) {
            using enum atlas_format::TermKind;
            case finding: stack.emplace_back(atlas.text(atlas.findings()[term.index].name)); break;
            case both:
                stack.push_back(std::string(atlas.text(atlas.findings()[term.index].name)) + " (both sides)");
                break;
            case age_at_least: stack.push_back("aged " + number + " or over"); break;
            case age_below: stack.push_back("aged under " + number); break;
            case pain_at_least: stack.push_back("pain of " + number + " of 10 or more"); break;
            case sex_female: stack.emplace_back("female"); break;
            case sex_male: stack.emplace_back("male"); break;
            case op_not: stack.back() = "not " + stack.back(); break;
            case op_and: stack.push_back(join_last(2, " and ")); break;
            case op_or: stack.push_back("(" + join_last(2, " or ") + ")"); break;
            case at_least:
                stack.push_back("at least " + std::to_string(term.index) + " of (" +
                                join_last(static_cast<std::size_t>(term.number), ", ") + ")");
                break;
        }
    }
    return pop();
}

namespace {

// How far an answer of the more telling kind moves the odds.
double telling(const SignView& sign) {
    return std::max(std::abs(std::log(sign.yes / sign.false_yes)),
                    std::abs(std::log((1 - sign.yes) / (1 - sign.false_yes))));
}

}  // namespace

ConditionDetail build_condition_detail(const Atlas& atlas, const Atlas::Condition& condition) {
    const auto text = [&](Atlas::Text t) { return atlas.text(t); };
    const Atlas::Provider& provider = atlas.providers()[condition.provider];
    const Atlas::Source& source = atlas.sources(condition.sources).back();  // the right one, or the only one
    ConditionDetail out;
    CitationList citations(atlas, out.citations);
    out.condition = &condition;
    out.id = text(condition.id);
    out.name = text(condition.name);
    out.plain = text(condition.plain);
    out.group = text(condition.group);
    out.summary = text(condition.summary);
    out.next = text(condition.next);
    out.note = text(condition.note);
    out.provider = text(provider.id);
    out.provider_name = text(provider.name);
    out.provider_plain = text(provider.plain);
    out.sided = source.sided != 0;
    out.base_rate = static_cast<double>(condition.base_rate);
    out.synonyms = texts(atlas, condition.synonyms);
    out.symptoms = texts(atlas, condition.symptoms);
    out.summary_cites = citations.add(condition.summary_cites);
    out.base_rate_cites = citations.add(condition.base_rate_cites);
    for (const Atlas::Shift& shift : atlas.shifts(condition.shifts))
        out.shifts.push_back({format_terms(atlas, shift.when), std::exp(static_cast<double>(shift.log_odds)),
                              citations.add(shift.cites)});
    out.zone_cites = citations.add(source.cites);
    for (const Atlas::Zone& zone : atlas.zones(source.zones))
        out.zones.push_back({zone.essential != 0, text(zone.felt), 1e4 * static_cast<double>(zone.area)});
    const auto index = static_cast<std::uint32_t>(&condition - atlas.conditions().data());
    for (const Atlas::Finding& finding : atlas.findings())
        for (const Atlas::Sign& sign : atlas.signs(finding.signs))
            if (sign.target == static_cast<std::uint32_t>(atlas_format::SignTarget::condition) && sign.index == index)
                out.signs.push_back({text(finding.id), text(finding.name), sign.other_side != 0,
                                     static_cast<double>(sign.yes), static_cast<double>(finding.false_yes),
                                     static_cast<double>(sign.people), static_cast<double>(finding.people),
                                     citations.add(sign.cites), citations.add(finding.cites)});
    std::stable_sort(out.signs.begin(), out.signs.end(),
                     [](const SignView& a, const SignView& b) { return telling(a) > telling(b); });
    for (const Atlas::Breed& breed : atlas.breeds(condition.breeds)) {
        const Atlas::Muscle& muscle = atlas.muscles()[breed.muscle];
        out.breeds.push_back({text(muscle.id), text(muscle.name), text(breed.why), breed.number,
                              std::exp(static_cast<double>(breed.log_odds)), citations.add(breed.cites)});
    }
    return out;
}

}  // namespace knotwork
