#include "atlas/atlas.hpp"

#include "base/text.hpp"

namespace knotwork {

const Atlas::Muscle* Atlas::find_muscle(std::string_view id_or_name) const {
    const std::string wanted = fold(id_or_name);
    const auto is = [&](Text t) { return fold(text(t)) == wanted; };
    for (const Muscle& m : muscles_)
        if (is(m.id) || is(m.name) || is(m.latin)) return &m;
    for (const Muscle& m : muscles_)
        for (const Text synonym : names(m.synonyms))
            if (is(synonym)) return &m;
    return nullptr;
}

const Atlas::Condition* Atlas::find_condition(std::string_view id_or_name) const {
    const std::string wanted = fold(id_or_name);
    const auto is = [&](Text t) { return fold(text(t)) == wanted; };
    for (const Condition& c : conditions_)
        if (is(c.id) || is(c.name)) return &c;
    for (const Condition& c : conditions_)
        for (const Text synonym : names(c.synonyms))
            if (is(synonym)) return &c;
    return nullptr;
}

const Atlas::Finding* Atlas::find_finding(std::string_view id) const {
    for (const Finding& f : findings_)
        if (text(f.id) == id) return &f;
    return nullptr;
}

const Atlas::Remedy* Atlas::find_remedy(std::string_view id) const {
    for (const Remedy& r : remedies_)
        if (text(r.id) == id) return &r;
    return nullptr;
}

const Atlas::Protocol* Atlas::find_protocol(std::string_view id) const {
    for (const Protocol& p : protocols_)
        if (text(p.id) == id) return &p;
    return nullptr;
}

const Atlas::Measure* Atlas::find_measure(std::string_view id) const {
    for (const Measure& m : measures_)
        if (text(m.id) == id) return &m;
    return nullptr;
}

const Atlas::Motion* Atlas::find_motion(std::string_view id) const {
    for (const Motion& m : motions_)
        if (text(m.id) == id) return &m;
    return nullptr;
}

const Atlas::Landmark* Atlas::find_landmark(std::string_view id, Side side) const {
    const Landmark* found = nullptr;
    for (const Landmark& l : landmarks_)
        if (text(l.id) == id && (l.midline == 1 || l.side == static_cast<std::uint32_t>(side))) found = &l;
    return found;
}

const Atlas::Source* Atlas::find_source(std::string_view id) const {
    for (const Source& s : sources_)
        if (text(s.id) == id) return &s;
    return nullptr;
}

}  // namespace knotwork
