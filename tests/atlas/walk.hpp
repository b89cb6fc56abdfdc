// Touches everything that an Atlas gives access to, so that a range the loader should have refused is read out of
// bounds here, where assertions and sanitizers see it.
#pragma once

#include <vector>

#include "atlas/atlas.hpp"

namespace knotwork::test {

// A number made of every byte, so that no reading is optimised away.
inline std::size_t walk(const Atlas& atlas) {
    std::size_t sum = 0;
    const auto text = [&](auto... texts) {
        for (const Atlas::Text t : {texts...})
            for (const char c : atlas.text(t)) sum += static_cast<unsigned char>(c);
    };
    const auto cites = [&](Atlas::Range range) {
        for (const auto ref : atlas.refs(range)) text(atlas.citations()[ref].key);
    };
    const auto names = [&](Atlas::Range range) {
        for (const auto t : atlas.names(range)) text(t);
    };
    for (const auto& r : atlas.regions()) text(r.id, r.label), names(r.synonyms);
    for (const auto region : atlas.skin().region) sum += atlas.regions()[region].side;
    for (const auto& l : atlas.landmarks()) {
        text(l.id, l.label, l.find), cites(l.cites);
        sum += atlas.skin().mirror[l.point] + name(static_cast<Segment>(l.segment)).size();
    }
    for (const auto& m : atlas.muscles()) {
        text(m.id, m.name, m.latin, m.group, m.layer, m.summary, m.origin, m.insertion, m.nerve, m.note, m.base_rate);
        names(m.synonyms), cites(m.anatomy_cites), cites(m.base_rate_cites);
        for (const auto i : atlas.refs(m.under)) text(atlas.muscles()[i].id);
        for (const auto& f : atlas.facts(m.facts)) text(f.text), cites(f.cites);
        for (const auto& n : atlas.neighbours(m.neighbours)) text(atlas.muscles()[n.muscle].id, n.why), cites(n.cites);
        for (const auto& f : atlas.fibres(m.fibres)) sum += atlas.fibre_points(f.points).size();
        for (const auto& s : atlas.sources(m.sources)) text(s.id);
    }
    for (const auto& s : atlas.sources()) {
        text(s.id, s.label, s.where, s.depth, s.reach), cites(s.cites);
        text(atlas.is_condition(s) ? atlas.conditions()[s.condition].id : atlas.muscles()[s.muscle].id);
        sum += atlas.skin().mirror[s.point] + atlas.sources()[s.mirror].number;
        for (const auto& z : atlas.zones(s.zones)) {
            text(z.felt);
            for (const auto v : atlas.zone_points(z)) sum += atlas.skin().mirror[v];
            for (const auto coverage : atlas.zone_coverage(z)) sum += coverage;
        }
    }
    std::vector<int> stack;  // as whoever evaluates an expression has it
    const auto evaluate = [&](Atlas::Range expression) {
        stack.clear();
        for (const auto& term : atlas.terms(expression)) {
            using enum atlas_format::TermKind;
            const auto kind = static_cast<atlas_format::TermKind>(term.kind);
            if (kind == finding || kind == both) text(atlas.findings()[term.index].id);
            std::size_t used = kind == op_not ? 1 : kind == op_and || kind == op_or ? 2 : 0;
            if (kind == at_least) used = static_cast<std::size_t>(term.number);
            for (; used > 0; --used) sum += static_cast<std::size_t>(stack.at(stack.size() - 1)), stack.pop_back();
            stack.push_back(1);
        }
        sum += stack.size() == 1 ? 1 : stack.at(stack.size());  // throws
    };
    for (const auto& c : atlas.conditions()) {
        text(c.id, c.name, c.plain, c.group, c.summary, c.next, c.note, atlas.providers()[c.provider].id);
        names(c.synonyms), names(c.symptoms), cites(c.summary_cites), cites(c.base_rate_cites);
        for (const auto& s : atlas.shifts(c.shifts)) evaluate(s.when), cites(s.cites);
        for (const auto& b : atlas.breeds(c.breeds)) text(atlas.muscles()[b.muscle].id, b.why), cites(b.cites);
        for (const auto& s : atlas.sources(c.sources)) text(s.id);
    }
    for (const auto& f : atlas.findings()) {
        text(f.id, f.name, f.ask, f.yes, f.stop, f.family, f.note, f.unit), names(f.how), cites(f.cites);
        for (const auto& s : atlas.signs(f.signs)) {
            using enum atlas_format::SignTarget;
            text(s.group), cites(s.cites);
            if (s.target == static_cast<std::uint32_t>(condition)) text(atlas.conditions()[s.index].id);
            if (s.target == static_cast<std::uint32_t>(muscle)) text(atlas.muscles()[s.index].id);
        }
    }
    for (const auto& r : atlas.rules()) {
        text(r.id, r.rule_class, r.say, r.note, atlas.providers()[r.provider].id), cites(r.cites);
        evaluate(r.when);
    }
    const auto muscles = [&](Atlas::Range range) {
        for (const auto i : atlas.refs(range)) text(atlas.muscles()[i].id);
    };
    const auto tools = [&](Atlas::Range range) {
        for (const auto i : atlas.refs(range)) text(atlas.tools()[i].id);
    };
    const auto conditions = [&](Atlas::Range range) {
        for (const auto i : atlas.refs(range)) text(atlas.conditions()[i].id);
    };
    const auto evaluate_if_any = [&](Atlas::Range expression) {
        if (expression.begin != expression.end) evaluate(expression);
    };
    for (const auto& r : atlas.remedies()) {
        using namespace atlas_format;
        text(r.id, r.name, r.feel, r.easier, r.harder, r.note, r.grade), names(r.steps), names(r.avoid);
        sum += remedy_kind_names.at(r.kind).size() + start_position_names.at(r.position).size();
        if (r.provider != no_index) text(atlas.providers()[r.provider].id);
        if (r.after != no_index) text(atlas.remedies()[r.after].id);
        muscles(r.muscles), tools(r.tools), evaluate_if_any(r.forbid);
        for (const auto number : atlas.refs(r.points)) sum += number;
        for (const auto& a : atlas.activities(r.activities)) text(atlas.muscles()[a.muscle].id), cites(a.cites);
        cites(r.gluteal_to_tfl_cites), cites(r.cites);
    }
    for (const auto& t : atlas.tools()) text(t.id, t.name, t.instead);
    for (const auto& p : atlas.protocols()) {
        text(p.id, p.name, p.why, p.note), cites(p.cites);
        sum += atlas_format::remedy_kind_names.at(p.of).size();
    }
    for (const auto& c : atlas.contraindications()) {
        text(c.id, c.say, c.note), names(c.groups), muscles(c.muscles), tools(c.tools), cites(c.cites);
        sum += atlas_format::effect_names.at(c.effect).size();
        evaluate(c.when);
    }
    for (const auto& a : atlas.advice()) {
        text(a.id, a.say, a.why, a.grade), names(a.groups), muscles(a.muscles), conditions(a.conditions);
        sum += atlas_format::advice_kind_names.at(a.kind).size();
        evaluate_if_any(a.when), cites(a.cites);
    }
    for (const auto& r : atlas.reassessments()) {
        text(r.id, r.name, r.movement, r.better), names(r.groups), muscles(r.muscles), cites(r.cites);
        evaluate_if_any(r.forbid);
    }
    for (const auto& c : atlas.compensations()) {
        text(atlas.muscles()[c.overloaded].id, atlas.muscles()[c.strengthen].id, c.why), cites(c.cites);
    }
    for (const auto& d : atlas.directions()) {
        text(d.say), cites(d.cites);
        sum += atlas_format::direction_kind_names.at(d.kind).size();
    }
    for (const auto& c : atlas.courses()) {
        text(c.id, c.name, c.note), conditions(c.conditions), cites(c.cites);
        for (const auto& p : atlas.course_points(c.points)) sum += p.low <= p.share && p.share <= p.high ? 1 : 0;
    }
    for (const auto& j : atlas.joints()) {
        text(j.id), sum += atlas.joints()[j.mirror].parent;
        if (j.parent != atlas_format::no_index) text(atlas.joints()[j.parent].id);
    }
    for (const auto& hung : atlas.skin_joints())
        for (std::size_t k = 0; k < 4; ++k) sum += atlas.joints()[hung.joint[k]].mirror + hung.weight[k];
    const auto spot = [&](const Atlas::MotionSpot& s) {
        if (s.kind == static_cast<std::uint32_t>(atlas_format::SpotKind::skin)) sum += atlas.skin().mirror[s.index];
        if (s.kind == static_cast<std::uint32_t>(atlas_format::SpotKind::part)) sum += part_names.at(s.index).size();
        sum += part_side_names.at(s.side).size();
    };
    for (const auto& m : atlas.motions()) {
        using namespace atlas_format;
        text(m.id, m.name);
        sum += lie_names.at(m.lie).size() + stance_names.at(m.stance).size() + part_names.at(m.focus).size();
        for (const auto i : atlas.refs(m.findings)) text(atlas.findings()[i].id);
        for (const auto i : atlas.refs(m.remedies)) text(atlas.remedies()[i].id);
        for (const auto& f : atlas.motion_frames(m.frames)) {
            text(f.say);
            for (const auto& a : atlas.motion_angles(f.angles)) sum += a.movement;
            for (const auto& g : atlas.motion_goals(f.goals)) spot(g.spot), sum += limb_names.at(g.limb).size();
            for (const auto& r : atlas.motion_rests(f.rests)) sum += part_names.at(r.part).size();
        }
        for (const auto& p : atlas.motion_props(m.props)) {
            sum += prop_kind_names.at(p.kind).size() + direction3_names.at(p.direction).size();
            text(atlas.motion_frames(m.frames)[p.frame].say);
            for (const auto& s : atlas.motion_spots(p.spots)) spot(s);
        }
    }
    for (const auto& m : atlas.measures()) {
        using namespace atlas_format;
        text(m.id, m.name, m.unit, m.ask, m.note, m.ucum, m.loinc), cites(m.cites);
        sum += measure_kind_names.at(m.kind).size() + measure_sides_names.at(m.sides).size();
    }
    for (const auto& s : atlas.next_steps()) {
        text(s.say, s.why), cites(s.cites);
        sum += atlas_format::next_step_kind_names.at(s.kind).size();
    }
    for (const auto& p : atlas.providers()) text(p.id, p.name, p.plain), cites(p.cites);
    for (const auto& c : atlas.citations()) text(c.key, c.authors, c.title, c.in, c.doi, c.pmid, c.isbn, c.url);
    for (const auto& c : atlas.choir_segments())
        for (const auto v : atlas.choir_points(c)) sum += atlas.skin().mirror[v];
    for (const Triangle t : atlas.skin().triangles)
        sum += atlas.skin().mirror[t.a] + atlas.skin().mirror[t.b] + atlas.skin().mirror[t.c];
    return sum;
}

}  // namespace knotwork::test
