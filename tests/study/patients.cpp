// Simulated patients: repeatable, and answering as often with yes as the findings say.
#include "study/patients.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "atlas/atlas_file.hpp"

namespace knotwork::study {
namespace {

const Atlas& atlas() { return test::get_atlas(); }

const People& people() {
    static const People people(atlas());
    return people;
}

// Shares as published, so that they can be compared.
const Patients& plain() {
    static const Patients patients = [] {
        PatientHabits habits;
        habits.own_shares = false;
        return Patients(atlas(), people(), 3, habits);
    }();
    return patients;
}

FindingId finding(std::string_view id) {
    for (std::uint32_t f = 0; f < atlas().findings().size(); ++f)
        if (atlas().text(atlas().findings()[f].id) == id) return FindingId{f};
    ADD_FAILURE() << "no finding " << id;
    return {};
}

std::uint32_t source(std::string_view id) {
    for (std::uint32_t s = 0; s < atlas().sources().size(); ++s)
        if (atlas().text(atlas().sources()[s].id) == id) return s;
    ADD_FAILURE() << "no source " << id;
    return 0;
}

Patient hurting_from(std::vector<std::uint32_t> active, std::uint64_t index) {
    Patient patient;
    patient.index = index;
    patient.active = std::move(active);
    patient.facts.age = 40;
    patient.facts.sex = Sex::female;
    return patient;
}

// The sign of a finding for a condition.
double published_yes(FindingId f, std::uint32_t condition_source) {
    for (const Atlas::Sign& sign : atlas().signs(atlas().findings()[f.value].signs))
        if (static_cast<atlas_format::SignTarget>(sign.target) == atlas_format::SignTarget::condition &&
            sign.index == atlas().sources()[condition_source].condition)
            return static_cast<double>(sign.yes);
    ADD_FAILURE() << "no sign";
    return 0;
}

struct Shares {
    double yes = 0, unknown = 0;  // yes: of those who answer
};

Shares count(const Subject& subject, const std::vector<std::uint32_t>& active, int of = 4000) {
    int yes = 0, unknown = 0;
    for (int i = 0; i < of; ++i) {
        const Reply reply = plain().answer(hurting_from(active, static_cast<std::uint64_t>(i)), subject);
        yes += reply == Reply::yes ? 1 : 0;
        unknown += reply == Reply::unknown ? 1 : 0;
    }
    return {static_cast<double>(yes) / (of - unknown), static_cast<double>(unknown) / of};
}

TEST(Patients, TheSameNumbersMakeTheSamePatientWithTheSameAnswersInAnyOrder) {
    const Patients one(atlas(), people(), 8), two(atlas(), people(), 8), other(atlas(), people(), 9);
    const std::vector<Subject> subjects = list_subjects(atlas());
    int differ = 0;
    for (std::uint64_t i = 0; i < 5; ++i) {
        const Patient a = one.make_patient(i), b = two.make_patient(i), c = other.make_patient(i);
        EXPECT_EQ(a.active, b.active);
        EXPECT_EQ(a.facts.age, b.facts.age);
        differ += a.active != c.active ? 1 : 0;
        std::vector<Reply> forwards, backwards;
        for (const Subject& subject : subjects) forwards.push_back(one.answer(a, subject));
        for (auto s = subjects.rbegin(); s != subjects.rend(); ++s) backwards.push_back(two.answer(b, *s));
        std::reverse(backwards.begin(), backwards.end());
        EXPECT_EQ(forwards, backwards);
        EXPECT_EQ(one.draw(a), two.draw(b));
    }
    EXPECT_GT(differ, 2);
}

TEST(Patients, WithoutACauseTheyAnswerByTheFalseShare) {
    for (const char* id : {"worse-sitting", "night-pain", "onset-gradual", "worse-cough"}) {
        const FindingId f = finding(id);
        const Shares shares = count({f, {}, {}}, {});
        EXPECT_NEAR(shares.yes, static_cast<double>(atlas().findings()[f.value].false_yes), 0.03) << id;
        EXPECT_NEAR(shares.unknown, 0.1, 0.02) << id;
    }
}

TEST(Patients, WithACauseTheyAnswerByItsOwnShareOnItsOwnSide) {
    const std::uint32_t root = source("l5-radiculopathy/right");
    const FindingId f = finding("straight-leg-raise");
    EXPECT_NEAR(count({f, Side::right, {}}, {root}).yes, published_yes(f, root), 0.03);
    EXPECT_NEAR(count({f, Side::left, {}}, {root}).yes, static_cast<double>(atlas().findings()[f.value].false_yes),
                0.03);
}

TEST(Patients, TwoCausesEachMakeANoRarer) {
    const std::uint32_t right = source("l5-radiculopathy/right"), left = source("s1-radiculopathy/left");
    const Subject cough{finding("worse-cough"), {}, {}};
    const double leak = static_cast<double>(atlas().findings()[cough.finding.value].false_yes);
    const double a = plain().chance_of_yes(hurting_from({right}, 0), cough),
                 b = plain().chance_of_yes(hurting_from({left}, 0), cough);
    EXPECT_GT(a, leak);
    EXPECT_NEAR(plain().chance_of_yes(hurting_from({right, left}, 0), cough), 1 - (1 - a) * (1 - b) / (1 - leak), 1e-6);
}

TEST(Patients, PressingAPointTellsOfThatPointAlone) {
    const std::uint32_t point = source("gluteus-minimus/2/right"), other = source("gluteus-minimus/2/left");
    const FindingId tender = finding("tender"), mine = finding("my-pain");
    for (const FindingId f : {tender, mine}) {
        const Atlas::Finding& record = atlas().findings()[f.value];
        const double yes = static_cast<double>(atlas().signs(record.signs)[0].yes);
        EXPECT_NEAR(count({f, {}, SourceId{point}}, {point}).yes, yes, 0.03);
        EXPECT_NEAR(count({f, {}, SourceId{other}}, {point}).yes, static_cast<double>(record.false_yes), 0.03);
    }
    for (std::uint64_t i = 0; i < 500; ++i) {
        const Patient patient = hurting_from({point}, i);
        if (plain().answer(patient, {mine, {}, SourceId{point}}) == Reply::yes) {
            EXPECT_NE(plain().answer(patient, {tender, {}, SourceId{point}}), Reply::no);
        }
    }
}

TEST(Patients, AnswersOfAFamilyGoTogether) {
    const Subject a{finding("numb-foot-top"), Side::right, {}}, b{finding("numbness"), Side::right, {}};
    int first = 0, second = 0, both = 0, answered = 0;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const Patient patient = hurting_from({}, i);
        const Reply x = plain().answer(patient, a), y = plain().answer(patient, b);
        if (x == Reply::unknown || y == Reply::unknown) continue;
        ++answered;
        first += x == Reply::yes ? 1 : 0;
        second += y == Reply::yes ? 1 : 0;
        both += x == Reply::yes && y == Reply::yes ? 1 : 0;
    }
    EXPECT_GT(both, 1.4 * first * second / answered);
}

TEST(Patients, DangerSignsAreAnsweredAndPossible) {
    const FindingId pregnant = finding("pregnant"), testicle = finding("testicle-pain"),
                    cancer = finding("cancer-past");
    Patients patients(atlas(), people(), 4);
    int women = 0, pregnancies = 0;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        const Patient patient = patients.make_patient(i);
        const bool woman = patient.facts.sex == Sex::female;
        women += woman ? 1 : 0;
        EXPECT_NE(patients.answer(patient, {cancer, {}, {}}), Reply::unknown);
        if (woman) {
            EXPECT_EQ(patients.answer(patient, {testicle, {}, {}}), Reply::no);
        }
        const bool yes = patients.answer(patient, {pregnant, {}, {}}) == Reply::yes;
        pregnancies += yes ? 1 : 0;
        EXPECT_FALSE(yes && (!woman || *patient.facts.age > 51));
    }
    EXPECT_NEAR(women, 0.57 * 3000, 120);
    EXPECT_GT(pregnancies, 0);
}

TEST(Patients, ConditionsFollowAgeAndBreedPointsOnTheirSide) {
    const std::uint32_t hip = atlas().sources()[source("hip-osteoarthritis/left")].condition;
    int young = 0, old = 0, young_hips = 0, old_hips = 0, same_side = 0, other_side = 0;
    const auto bred = [](const Atlas::Source& condition, const Atlas::Source& point) {
        const auto breeds = atlas().breeds(atlas().conditions()[condition.condition].breeds);
        return std::any_of(breeds.begin(), breeds.end(), [&](const Atlas::Breed& breed) {
            return breed.muscle == point.muscle && (breed.number == 0 || breed.number == point.number);
        });
    };
    for (std::uint64_t i = 0; i < 40'000; ++i) {
        const Patient patient = plain().make_patient(i);
        bool has_hip = false;
        for (const std::uint32_t s : patient.active) {
            const Atlas::Source& condition = atlas().sources()[s];
            if (!atlas().is_condition(condition)) continue;
            has_hip = has_hip || condition.condition == hip;
            if (condition.sided == 0) continue;
            for (const std::uint32_t other : patient.active) {
                const Atlas::Source& point = atlas().sources()[other];
                if (atlas().is_condition(point) || !bred(condition, point)) continue;
                (point.side == condition.side ? same_side : other_side) += 1;
            }
        }
        (*patient.facts.age < 40 ? young : old) += 1;
        (*patient.facts.age < 40 ? young_hips : old_hips) += has_hip ? 1 : 0;
    }
    EXPECT_GT(static_cast<double>(old_hips) / old, 5.0 * young_hips / young);
    EXPECT_GT(other_side, 100);
    EXPECT_GT(same_side, 1.4 * other_side);  // the atlas says 1.3 to 3 times as likely
}

TEST(Patients, FindingsMayTellLessThanPublished) {
    PatientHabits habits;
    habits.own_shares = false;
    habits.telling = 0;
    const Patients mute(atlas(), people(), 3, habits);
    const Patient patient = hurting_from({source("l5-radiculopathy/right")}, 1);
    for (const Subject& subject : list_subjects(atlas())) {
        const Atlas::Finding& finding = atlas().findings()[subject.finding.value];
        if (!concerns(finding, patient.facts)) continue;
        EXPECT_NEAR(mute.chance_of_yes(patient, subject), static_cast<double>(finding.false_yes), 1e-9)
            << atlas().text(finding.id);
    }
}

TEST(DrawShare, HasTheMeanAndTheSpreadOfABeta) {
    Dice dice(5);
    double mean = 0, square = 0;
    constexpr int count = 20'000;
    for (int i = 0; i < count; ++i) {
        const double share = draw_share(dice, 0.3, 40);
        mean += share / count;
        square += share * share / count;
    }
    EXPECT_NEAR(mean, 0.3, 0.005);
    EXPECT_NEAR(std::sqrt(square - mean * mean), std::sqrt(0.3 * 0.7 / 41), 0.004);
    EXPECT_EQ(draw_share(dice, 0, 8), 0);
    double rare = 0;
    for (int i = 0; i < count; ++i) rare += draw_share(dice, 0.001, 8) / count;
    EXPECT_NEAR(rare, 0.001, 0.0001);
}

}  // namespace
}  // namespace knotwork::study
