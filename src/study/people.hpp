// Simulated people: which sources are active in them, where they feel it, and what they paint. Written apart from the
// inference: it shares the atlas with it and nothing else, and draws in another way than the inference believes people
// draw (shapes with wobbling borders, not points painted one by one).
//
//     People people(atlas);
//     Person person = people.make_person(seed, index);        // the same for the same pair of numbers
//     Painted again = people.redraw(person, 0.6, dice);       // Jaccard index 0.6 with person.drawing
//
// How a person comes about, all of it drawn anew for each:
//   sources   one, two or three active ones (65, 25, 10 %), trigger points or conditions, by the prior of the atlas; a
//             further point is four times as likely in the same muscle, twice in a neighbour of it (the chain), of the
//             same side, and as much likelier beside a condition that breeds it as the atlas says. One person
//             in twenty hurts from something the atlas does not hold instead, one in twenty from such a thing as well.
//   pattern   every zone is dilated or shrunk and displaced, in part alike for the whole person. One person in seven
//   does
//             not follow the maps: three times the displacement, and the spillover is as usual as the essential zones.
//   felt      essential zones nearly always, spillover sometimes, both more in some people than in others.
//   hand      borders wobble, some people paint too much and some too little, some leave a piece out, some add a stray
//             blob, a few paint the other side as well or instead.
// The sizes of these are judgements, set before anything was measured and not fitted since. How far a person's pattern
// lies from the map has not been published; how far two drawings of one person lie apart has: a Jaccard index of about
// 0.4 to 0.6 (PMID 37897081; Leoni and others 2013, http://repository.supsi.ch/2403/). With these sizes a drawing and
// its map agree to 0.3. The accuracy page says what half and one and a half times the looseness would change.
//
// Cost: People some seconds once; a person some milliseconds. Immutable after construction, so threads may share it.
#pragma once

#include <cstdint>
#include <vector>

#include "atlas/atlas.hpp"
#include "study/skin_space.hpp"

namespace knotwork::study {

struct Habits {
    double share_of_one = 0.65, share_of_two = 0.25;  // the rest have three
    double only_unmapped = 0.05, also_unmapped = 0.05;
    double same_muscle_factor = 4, chain_factor = 2;
    double felt_essential = 0.92, felt_spillover = 0.3;
    double felt_spread = 0.8;  // person's propensity, in log odds
    double dilation_person_cm = 0.7, dilation_zone_cm = 0.5;
    double shift_person_cm = 0.8, shift_zone_cm = 1.0;  // each axis
    double atypical = 0.15, atypical_shift = 3;
    double wobble_low_cm = 0.4, wobble_high_cm = 1.6;
    double bias_cm = 0.6;  // over- or under-painting
    double miss = 0.15, stray = 0.2, both_sides = 0.03, wrong_side = 0.015;
};

// What is true of one person.
struct Traits {
    std::uint64_t seed = 0;
    double propensity = 0, dilation_cm = 0, wobble_cm = 0, bias_cm = 0;
    PointCm shift;
    bool atypical = false;
};

struct Person {
    std::vector<std::uint32_t> active;  // sources, rising
    bool unmapped = false;              // something else hurts too
    Traits traits;
    Painted felt;  // where it is felt
    Painted drawing;
};

class People {
  public:
    explicit People(const Atlas& atlas, const Habits& habits = {});

    Person make_person(std::uint64_t seed, std::uint64_t index) const;
    // A person of whom it is settled what hurts: sources of the atlas, rising, trigger points or conditions. The zones
    // of a condition are felt and drawn as those of a trigger point are.
    Person make_person_of(std::vector<std::uint32_t> active, bool unmapped, std::uint64_t seed,
                          std::uint64_t index) const;
    // Another drawing by the same person: borders wobble anew, whole parts may be left out, just so much that the
    // Jaccard index with the first is `target` (within 0.01 where that can be reached).
    Painted redraw(const Person& person, double target, Dice& dice) const;

    // One zone as this person has it: the points it may reach and how far inside its border each lies (cm).
    struct OwnZone {
        std::vector<std::uint32_t> points;
        std::vector<double> depth;
    };
    OwnZone make_own_zone(const Traits& traits, std::uint32_t zone) const;
    // The same, knowing of the person only what all zones have in common, and how widely a border scatters about that
    // (cm).
    OwnZone make_usual_zone(const Traits& traits, std::uint32_t zone) const;
    double compute_border_scatter(const Traits& traits) const;
    // How much likelier sources a and b are together than if they had nothing to do with each other (odds): two trigger
    // points of a chain, and a condition with the points that it breeds.
    double compute_chain(std::uint32_t a, std::uint32_t b) const;
    double compute_breeding(std::uint32_t a, std::uint32_t b) const;
    // Chance that this person feels a zone of that kind.
    double felt_chance(const Traits& traits, bool essential) const;

    const SkinSpace& space() const { return space_; }
    const Habits& habits() const { return habits_; }

  private:
    OwnZone move_zone(std::uint32_t zone, const PointCm& shift, double dilation) const;
    std::vector<std::uint32_t> pick_sources(Dice& dice, std::uint32_t count) const;
    Traits pick_traits(Dice& dice) const;
    void feel_and_draw(Person& person, Dice& dice) const;
    void paint_unmapped(Dice& dice, Painted& felt) const;
    Painted paint(const Person& person, const std::vector<double>& depth, Dice& dice) const;

    const Atlas& atlas_;
    Habits habits_;
    SkinSpace space_;
    struct Shape {
        std::vector<std::uint32_t> points;  // rising
        std::vector<float> depth;
    };
    std::vector<Shape> shapes_;                      // by zone
    std::vector<std::vector<std::uint32_t>> chain_;  // by muscle: neighbours, both ways
};

}  // namespace knotwork::study
