// Simulated people who are asked: who they are, what they hurt from (trigger points and conditions), what they paint
// (people.hpp) and what they answer. Written apart from the inference: it shares the atlas with it and nothing else.
//
//     People people(atlas);
//     Patients patients(atlas, people, 2);                 // seed
//     Patient patient = patients.make_patient(index);      // the same for the same seed and index
//     Painted drawing = patients.draw(patient);
//     Reply reply = patients.answer(patient, subject);     // the same however often and in whatever order it is asked
//
// How a patient comes about:
//   who       57 in 100 are women; the age is normal about 50 (16), from 18 to 90; the pain about 5.5 of 10 (2).
//   sources   one, two or three trigger points or conditions by the priors of the atlas, conditions more or less often
//             by age and sex as their shifts say. Points of one muscle and of its chain go together as in people.hpp.
//             A condition that breeds trigger points makes each as much likelier as the atlas says, and a second
//             source likelier in the same measure. As in people.hpp, some hurt from what the atlas does not hold.
//   shares    nobody knows the true shares of yes: the published ones come from a few people, and most are judgements.
//             So each population (one a seed) has shares of its own, beta distributed about the published ones with as
//             many people as these rest on. What is called rare stays rare: a share rests on enough people that one of
//             them said yes.
//   answers   with several sources active, each makes a no rarer by itself. Of two people with the same sources one
//             says yes more readily than the other (to everything, and to all of a family of findings at once), by a
//             Gaussian copula that leaves each single share as it is. Own pain on pressing comes only where it is
//             tender. One answer in ten is "I don't know". Danger signs are always answered; what cannot be (a
//             pregnant man) is answered no.
// The readiness to say yes is a judgement, set before anything was measured.
//
// Cost: make_patient some microseconds, draw some milliseconds, answer about a microsecond. Threads may share it.
#pragma once

#include <cstdint>
#include <vector>

#include "atlas/atlas.hpp"
#include "care/facts.hpp"
#include "study/people.hpp"

namespace knotwork::study {

struct PatientHabits {
    double share_of_women = 0.57;
    double age_mean = 50, age_spread = 16, age_least = 18, age_most = 90;
    double pain_mean = 5.5, pain_spread = 2;
    double unknown = 0.1;
    // Shares of the variance of an answer that the person has in common with all others, and with those of its family.
    double readiness = 0.1, readiness_of_family = 0.2;
    bool own_shares = true;  // of the population; otherwise the published ones
    // How much findings tell, between 1 (as published) and 0 (nothing: as many yes with the source as without).
    double telling = 1;
};

struct Patient {
    std::uint64_t index = 0;
    std::vector<std::uint32_t> active;  // sources, rising
    bool unmapped = false;              // something else hurts too
    Facts facts;                        // age, sex and pain; no answers
};

class Patients {
  public:
    Patients(const Atlas& atlas, const People& people, std::uint64_t seed, const PatientHabits& habits = {});

    Patient make_patient(std::uint64_t index) const;
    Painted draw(const Patient& patient) const;
    Reply answer(const Patient& patient, const Subject& subject) const;
    // The share of people like this one who say yes.
    double chance_of_yes(const Patient& patient, const Subject& subject) const;

  private:
    std::vector<std::uint32_t> pick_sources(const Facts& facts, std::uint32_t most, Dice& dice) const;
    bool can_be(const Patient& patient, FindingId finding) const;

    const Atlas& atlas_;
    const People& people_;
    std::uint64_t seed_;
    PatientHabits habits_;
    std::vector<double> false_yes_;         // by finding
    std::vector<std::vector<double>> yes_;  // by finding, beside its signs
    std::vector<std::uint64_t> family_;     // by finding: number of its family, 0 for none
};

// A share of people, beta distributed about `mean` as if counted in `people`.
double draw_share(Dice& dice, double mean, double people);

}  // namespace knotwork::study
