#include "study/people.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace knotwork::study {
namespace {

constexpr double reach_cm = 9;           // no zone is moved or dilated further than this
constexpr double least_drawing_cm2 = 8;  // people who bother to draw draw at least this

double logit(double p) { return std::log(p / (1 - p)); }
double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

PointCm random_vector(Dice& dice, double each_axis) {
    const double x = dice.normal(), y = dice.normal(), z = dice.normal();
    return {x * each_axis, y * each_axis, z * each_axis};
}

}  // namespace

People::People(const Atlas& atlas, const Habits& habits) : atlas_(atlas), habits_(habits), space_(atlas.skin()) {
    for (const Atlas::Zone& zone : atlas.zones()) {
        Painted region(space_.point_count(), 0);
        const auto points = atlas.zone_points(zone);
        const auto coverage = atlas.zone_coverage(zone);
        for (std::size_t i = 0; i < points.size(); ++i) region[points[i]] = coverage[i] > 127 ? 1 : 0;
        const std::vector<double> depth = space_.compute_border_distance(region, reach_cm);
        Shape shape;
        for (std::uint32_t v = 0; v < space_.point_count(); ++v) {
            if (depth[v] <= -reach_cm) continue;
            shape.points.push_back(v);
            shape.depth.push_back(static_cast<float>(depth[v]));
        }
        shapes_.push_back(std::move(shape));
    }
    chain_.resize(atlas.muscles().size());
    for (std::uint32_t m = 0; m < atlas.muscles().size(); ++m)
        for (const Atlas::Neighbour& neighbour : atlas.neighbours(atlas.muscles()[m].neighbours)) {
            chain_[m].push_back(neighbour.muscle);
            chain_[neighbour.muscle].push_back(m);
        }
}

double People::compute_chain(std::uint32_t a, std::uint32_t b) const {
    const Atlas::Source &one = atlas_.sources()[a], &two = atlas_.sources()[b];
    if (atlas_.is_condition(one) || atlas_.is_condition(two) || one.side != two.side) return 1;
    if (one.muscle == two.muscle) return habits_.same_muscle_factor;
    const auto& near = chain_[one.muscle];
    return std::find(near.begin(), near.end(), two.muscle) != near.end() ? habits_.chain_factor : 1;
}

double People::compute_breeding(std::uint32_t a, std::uint32_t b) const {
    const Atlas::Source &one = atlas_.sources()[a], &two = atlas_.sources()[b];
    if (atlas_.is_condition(one) == atlas_.is_condition(two)) return 1;
    const Atlas::Source& condition = atlas_.is_condition(one) ? one : two;
    const Atlas::Source& point = atlas_.is_condition(one) ? two : one;
    if (condition.sided != 0 && condition.side != point.side) return 1;
    for (const Atlas::Breed& breed : atlas_.breeds(atlas_.conditions()[condition.condition].breeds))
        if (breed.muscle == point.muscle && (breed.number == 0 || breed.number == point.number))
            return std::exp(static_cast<double>(breed.log_odds));
    return 1;
}

std::vector<std::uint32_t> People::pick_sources(Dice& dice, std::uint32_t count) const {
    const auto sources = atlas_.sources();
    const auto n = static_cast<std::uint32_t>(sources.size());
    std::vector<std::uint32_t> chosen;
    while (chosen.size() < std::min(count, n)) {
        const auto weight = [&](std::uint32_t s) {
            if (std::find(chosen.begin(), chosen.end(), s) != chosen.end()) return 0.0;
            const double prior = static_cast<double>(sources[s].prior);
            double odds = prior / (1 - prior);
            for (const std::uint32_t other : chosen) odds *= compute_chain(other, s) * compute_breeding(other, s);
            return odds;
        };
        double total = 0;
        for (std::uint32_t s = 0; s < n; ++s) total += weight(s);
        chosen.push_back(dice.pick(n, total, weight));
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

double People::felt_chance(const Traits& traits, bool essential) const {
    const double usual = essential || traits.atypical ? habits_.felt_essential : habits_.felt_spillover;
    return sigmoid(logit(usual) + traits.propensity);
}

People::OwnZone People::make_own_zone(const Traits& traits, std::uint32_t zone) const {
    Dice dice(traits.seed, 1000 + zone);
    const double wild = traits.atypical ? habits_.atypical_shift : 1;
    const PointCm own = random_vector(dice, habits_.shift_zone_cm * wild);
    const double dilation = traits.dilation_cm + habits_.dilation_zone_cm * dice.normal();
    const PointCm shift{traits.shift.x + own.x, traits.shift.y + own.y, traits.shift.z + own.z};

    return move_zone(zone, shift, dilation);
}

People::OwnZone People::make_usual_zone(const Traits& traits, std::uint32_t zone) const {
    return move_zone(zone, traits.shift, traits.dilation_cm);
}

double People::compute_border_scatter(const Traits& traits) const {
    // A displacement moves a border by its component across the border.
    const double shift = habits_.shift_zone_cm * (traits.atypical ? habits_.atypical_shift : 1);
    return std::sqrt(traits.wobble_cm * traits.wobble_cm + habits_.dilation_zone_cm * habits_.dilation_zone_cm +
                     shift * shift);
}

People::OwnZone People::move_zone(std::uint32_t zone, const PointCm& shift, double dilation) const {
    // A point is as deep in the person's zone as the place it came from is in the map's. The places come from a wider
    // neighbourhood than the map's own, so that the moved zone is whole.
    const Shape& shape = shapes_[zone];
    std::vector<double> depth_of(space_.point_count(), -reach_cm);
    for (std::size_t i = 0; i < shape.points.size(); ++i)
        depth_of[shape.points[i]] = static_cast<double>(shape.depth[i]);
    OwnZone result;
    for (const std::uint32_t v : shape.points) {
        const PointCm& p = space_.position(v);
        const std::uint32_t from = space_.find_nearest({p.x - shift.x, p.y - shift.y, p.z - shift.z}, v);
        if (from == SkinSpace::no_point) continue;
        result.points.push_back(v);
        result.depth.push_back(depth_of[from] + dilation);
    }
    return result;
}

// A band of skin anywhere, 3 to 6 cm to each side of a path of 0 to 25 cm.
void People::paint_unmapped(Dice& dice, Painted& felt) const {
    double total = 0;
    for (std::uint32_t v = 0; v < space_.point_count(); ++v) total += space_.area(v);
    std::uint32_t at = dice.pick(space_.point_count(), total, [&](std::uint32_t v) { return space_.area(v); });
    const double radius = dice.uniform(3, 6);
    const std::uint32_t steps = dice.chance(0.5) ? 0 : 2 + dice.below(8);
    const PointCm direction = random_vector(dice, 1.7);
    space_.add_disc(at, radius, felt);
    for (std::uint32_t step = 0; step < steps; ++step) {
        const PointCm& p = space_.position(at);
        const std::uint32_t next = space_.find_nearest({p.x + direction.x, p.y + direction.y, p.z + direction.z}, at);
        if (next == SkinSpace::no_point) break;
        at = next;
        space_.add_disc(at, radius, felt);
    }
}

Traits People::pick_traits(Dice& dice) const {
    Traits traits;
    traits.seed = dice.next();
    traits.atypical = dice.chance(habits_.atypical);
    traits.propensity = habits_.felt_spread * dice.normal();
    traits.dilation_cm = habits_.dilation_person_cm * dice.normal();
    traits.wobble_cm = dice.uniform(habits_.wobble_low_cm, habits_.wobble_high_cm);
    traits.bias_cm = habits_.bias_cm * dice.normal();
    traits.shift = random_vector(dice, habits_.shift_person_cm * (traits.atypical ? habits_.atypical_shift : 1));
    return traits;
}

Person People::make_person(std::uint64_t seed, std::uint64_t index) const {
    Dice dice(seed, index);
    Person person;
    person.traits = pick_traits(dice);
    const double kind = dice.uniform();
    person.unmapped = kind < habits_.only_unmapped + habits_.also_unmapped;
    const double size = dice.uniform();
    const std::uint32_t count = size < habits_.share_of_one                          ? 1
                                : size < habits_.share_of_one + habits_.share_of_two ? 2
                                                                                     : 3;
    if (!(kind < habits_.only_unmapped)) person.active = pick_sources(dice, count);
    feel_and_draw(person, dice);
    return person;
}

Person People::make_person_of(std::vector<std::uint32_t> active, bool unmapped, std::uint64_t seed,
                              std::uint64_t index) const {
    Dice dice(seed, index);
    Person person;
    person.traits = pick_traits(dice);
    person.active = std::move(active);
    person.unmapped = unmapped;
    feel_and_draw(person, dice);
    return person;
}

void People::feel_and_draw(Person& person, Dice& dice) const {
    const Traits& traits = person.traits;
    // Depth of each point in what is felt.
    std::vector<double> depth(space_.point_count(), -reach_cm);
    for (const std::uint32_t s : person.active) {
        const auto zones = atlas_.sources()[s].zones;
        std::vector<std::uint32_t> felt;
        while (felt.empty() && zones.begin < zones.end)
            for (std::uint32_t z = zones.begin; z < zones.end; ++z)
                if (dice.chance(felt_chance(traits, atlas_.zones()[z].essential != 0))) felt.push_back(z);
        for (const std::uint32_t z : felt) {
            const OwnZone own = make_own_zone(traits, z);
            for (std::size_t i = 0; i < own.points.size(); ++i)
                depth[own.points[i]] = std::max(depth[own.points[i]], own.depth[i]);
        }
    }
    if (person.unmapped) {
        Painted elsewhere(space_.point_count(), 0);
        paint_unmapped(dice, elsewhere);
        const std::vector<double> there = space_.compute_border_distance(elsewhere, reach_cm);
        for (std::uint32_t v = 0; v < space_.point_count(); ++v) depth[v] = std::max(depth[v], there[v]);
    }
    person.felt.resize(space_.point_count());
    for (std::uint32_t v = 0; v < space_.point_count(); ++v) person.felt[v] = depth[v] > 0 ? 1 : 0;
    person.drawing = paint(person, depth, dice);
}

Painted People::paint(const Person& person, const std::vector<double>& depth, Dice& dice) const {
    const std::uint32_t points = space_.point_count();
    Painted drawing(points, 0);
    double more = person.traits.bias_cm;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const Wobble wobble(dice);
        for (std::uint32_t v = 0; v < points; ++v)
            drawing[v] = depth[v] > -reach_cm + 1 &&
                                 depth[v] + more + person.traits.wobble_cm * wobble.at(space_.position(v)) > 0
                             ? 1
                             : 0;
        if (space_.compute_area(drawing) >= least_drawing_cm2) break;
        more += 0.5;
    }
    // A pattern that was moved off the skin is drawn where the map has it.
    if (space_.compute_area(drawing) < least_drawing_cm2 / 2)
        for (const std::uint32_t s : person.active)
            for (const Atlas::Zone& zone : atlas_.zones(atlas_.sources()[s].zones))
                for (const std::uint16_t v : atlas_.zone_points(zone)) drawing[v] = 1;
    const auto random_painted = [&] {
        double total = 0;
        for (std::uint32_t v = 0; v < points; ++v) total += drawing[v];
        return dice.pick(points, total, [&](std::uint32_t v) { return static_cast<double>(drawing[v]); });
    };
    if (dice.chance(habits_.miss)) {
        Painted less = drawing;
        space_.add_disc(random_painted(), dice.uniform(2, 4), less, 0);
        if (space_.compute_area(less) >= least_drawing_cm2) drawing = less;
    }
    const double side = dice.uniform();
    if (side < habits_.both_sides + habits_.wrong_side) {
        Painted other = drawing;
        for (std::uint32_t v = 0; v < points; ++v) other[space_.mirror(v)] = drawing[v];
        for (std::uint32_t v = 0; v < points; ++v)
            drawing[v] = side < habits_.both_sides ? drawing[v] | other[v] : other[v];
    }
    if (dice.chance(habits_.stray)) {
        // Half of them beside the pain, half anywhere.
        std::uint32_t centre = dice.below(points);
        if (dice.chance(0.5)) {
            const PointCm p = space_.position(random_painted()), away = random_vector(dice, 6);
            const std::uint32_t near = space_.find_nearest({p.x + away.x, p.y + away.y, p.z + away.z}, centre);
            if (near != SkinSpace::no_point) centre = near;
        }
        space_.add_disc(centre, dice.uniform(1, 3), drawing);
    }
    return drawing;
}

Painted People::redraw(const Person& person, double target, Dice& dice) const {
    const Painted& first = person.drawing;
    const std::uint32_t points = space_.point_count();
    const std::vector<double> depth = space_.compute_border_distance(first, reach_cm);
    const Wobble wobble(dice);
    std::vector<double> noise(points, 0);
    for (std::uint32_t v = 0; v < points; ++v)
        if (depth[v] > -reach_cm) noise[v] = wobble.at(space_.position(v));

    // A piece that may be left out altogether: whatever lies within a few centimetres of one painted point.
    Painted omitted(points, 0);
    if (dice.chance(0.3)) {
        double total = 0;
        for (std::uint32_t v = 0; v < points; ++v) total += first[v];
        const std::uint32_t centre =
            dice.pick(points, total, [&](std::uint32_t v) { return static_cast<double>(first[v]); });
        space_.add_disc(centre, dice.uniform(3, 8), omitted);
    }
    const auto drawn = [&](double wobble_cm, bool omit) {
        Painted again(points, 0);
        for (std::uint32_t v = 0; v < points; ++v)
            again[v] =
                depth[v] > -reach_cm && depth[v] + wobble_cm * noise[v] > 0 && !(omit && omitted[v] != 0) ? 1 : 0;
        return again;
    };
    const bool omit = jaccard(space_, first, drawn(0, true)) > target + 0.05;
    // The agreement falls as the wobble grows; bisection finds the wobble that gives the target.
    double low = 0, high = 12;
    Painted best = first;
    double nearest = 1 - target;
    for (int step = 0; step < 24; ++step) {
        const double middle = (low + high) / 2;
        Painted again = drawn(middle, omit);
        const double agreement = jaccard(space_, first, again);
        if (std::abs(agreement - target) < nearest && space_.compute_area(again) > 0) {
            nearest = std::abs(agreement - target);
            best = std::move(again);
        }
        (agreement > target ? low : high) = middle;
    }
    return best;
}

}  // namespace knotwork::study
