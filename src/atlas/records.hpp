// The binary atlas: the records exactly as they lie in the bytes, little-endian. `bake` writes them, `load_atlas`
// checks them, and everything else reads them in place. Changing any of these means raising `format_version`.
//
// Layout: Header, then `section_count` SectionEntry, then the sections, each on an 8-byte boundary, then nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/quaternion.hpp"
#include "body/skeleton.hpp"
#include "body/skin.hpp"

namespace knotwork::atlas_format {

inline constexpr char magic[8] = {'K', 'N', 'O', 'T', 'A', 'T', 'L', 'S'};
inline constexpr std::uint32_t format_version = 5;

enum class SectionKind : std::uint32_t {
    neutral_positions,
    female_positions,
    male_positions,     // Vec3 a point
    triangles,          // Triangle
    mirror,             // uint16 a point
    area,               // float a point, square metres
    segment,            // Segment (uint8) a point
    t,                  // float a point
    angle,              // float a point, degrees
    region_of_point,    // uint16 a point
    regions,            // Region
    landmarks,          // Landmark
    muscles,            // Muscle
    facts,              // Fact
    sources,            // Source
    zones,              // Zone
    zone_points,        // uint16: skin points of the zones
    zone_coverage,      // uint8 beside zone_points: coverage x 255
    neighbours,         // Neighbour
    fibres,             // Fibre
    fibre_points,       // Vec3: polylines on the neutral skin, left side
    citations,          // Citation
    refs,               // uint32: lists of citation or muscle indices
    names,              // Text: lists of texts
    conditions,         // Condition
    shifts,             // Shift
    breeds,             // Breed
    findings,           // Finding
    signs,              // Sign
    rules,              // Rule
    providers,          // Provider
    terms,              // Term: expressions
    remedies,           // Remedy
    activities,         // MuscleActivity
    tools,              // Tool
    protocols,          // Protocol
    contraindications,  // Contraindication
    advice,             // Advice
    reassessments,      // Reassessment
    compensations,      // Compensation
    directions,         // Direction
    courses,            // Course
    course_points,      // CoursePoint
    measures,           // Measure
    next_steps,         // NextStep: none, or one of each kind in their order
    choir_segments,     // ChoirSegment
    choir_points,       // uint16: skin points of the CHOIR segments
    joints,             // Joint: joint_count of them, in the order of JointId
    skin_joints,        // SkinJoints a point
    motions,            // Motion
    motion_frames,      // MotionFrame
    motion_angles,      // MotionAngle
    motion_goals,       // MotionGoal
    motion_rests,       // MotionRest
    motion_props,       // MotionProp
    motion_spots,       // MotionSpot
    strings,            // UTF-8 bytes
    count_,
};
inline constexpr std::uint32_t section_count = static_cast<std::uint32_t>(SectionKind::count_);

struct Header {
    char magic[8];
    std::uint32_t version;
    std::uint32_t section_count;
    std::uint64_t byte_count;       // exact length of the file
    std::uint8_t content_hash[16];  // XXH3-128 of all that follows the header
};
static_assert(sizeof(Header) == 40);

struct SectionEntry {
    std::uint32_t kind;
    std::uint32_t element_size;
    std::uint64_t offset;  // from the start of the file
    std::uint64_t element_count;
};
static_assert(sizeof(SectionEntry) == 24);

struct Range {  // [begin, end) of another section
    std::uint32_t begin, end;
};
struct Text {  // bytes of `strings`
    std::uint32_t begin, end;
};

struct Region {
    Text id;             // "buttock-lower"
    Text label;          // "lower buttock"
    Range synonyms;      // names
    std::uint32_t side;  // Side
    float area;          // square metres
};

struct Landmark {
    Text id;  // "greater-trochanter"
    Text label;
    Text find;  // how to find it with the fingers
    Range cites;
    std::uint32_t side;     // Side; mid-line landmarks stand once, as left
    std::uint32_t midline;  // 1 if it lies on the mid-line
    std::uint32_t point;    // nearest skin point
    std::uint32_t segment;  // Segment; with t and angle its body coordinate
    float t, angle;
    Vec3 position;  // metres, on the neutral skin
};

struct Muscle {
    Text id, name, latin, group, layer, summary, origin, insertion, nerve, note, base_rate;
    Range synonyms;       // names
    Range under;          // refs: muscle indices, outermost first
    Range facts;          // facts
    Range anatomy_cites;  // refs
    Range base_rate_cites;
    Range neighbours;
    Range fibres;
    Range sources;  // its trigger points of both sides
};

enum class FactKind : std::uint32_t { action, symptom, overload, caution };
struct Fact {
    std::uint32_t kind;
    Text text;
    Range cites;
};

enum class SourceKind : std::uint32_t { trigger_point, condition };

// Anything that can cause the pain: a trigger point of one side, or a condition (of one side, if it has one). Trigger
// points come first, muscle by muscle, then conditions. What only trigger points have is empty in a condition.
struct Source {
    std::uint32_t kind;       // SourceKind
    std::uint32_t muscle;     // index of the muscle; no_index for a condition
    std::uint32_t condition;  // index of the condition; no_index for a trigger point
    std::uint32_t number;     // of the trigger point
    std::uint32_t side;       // Side; left in a condition without one
    std::uint32_t sided;      // 0: a condition without a side
    std::uint32_t mirror;     // the same on the other side; itself if it has no side
    std::uint32_t point;      // skin point over the trigger point
    Vec3 position;            // of the trigger point: metres, on the neutral skin
    Text id;                  // "gluteus-minimus/2/right", "l5-radiculopathy/right", "coccydynia"
    Text label, where, depth, reach;
    Range zones;
    Range cites;
    float prior;  // probability of being active before anything is drawn
};

struct Zone {
    std::uint32_t source;
    std::uint32_t essential;  // 1 essential, 0 spillover
    Text felt;
    Range points;  // zone_points and zone_coverage
    float area;    // square metres, weighted with coverage
};

struct Neighbour {
    std::uint32_t muscle;
    Text why;
    Range cites;
};

struct Fibre {
    Range points;  // fibre_points
};

struct Citation {
    Text key, authors, title, in, doi, pmid, isbn, url;
    std::uint32_t year;
};

// Of an index that a record does not have.
inline constexpr std::uint32_t no_index = 0xFFFFFFFFu;

struct Condition {
    Text id, name, plain, group, summary, next, note;
    std::uint32_t provider;  // index
    float base_rate;         // that it is a cause of the pain of an adult who asks; whole body
    Range synonyms;          // names
    Range symptoms;          // names
    Range summary_cites, base_rate_cites;
    Range shifts, breeds;
    Range sources;  // left then right, or one
};

struct Shift {   // who has a condition more or less often
    Range when;  // terms
    float log_odds;
    Range cites;
};

struct Breed {  // trigger points that go with a condition
    std::uint32_t muscle;
    std::uint32_t number;  // of the point; 0 for all points of the muscle
    float log_odds;        // how much likelier together than if they had nothing to do with each other
    Text why;
    Range cites;
};

enum class FindingGroup : std::uint32_t {
    symptom,
    quality,
    provocation,
    onset,
    history,
    activity,
    red_flag,
    test,
    treatment,
    palpation
};
enum class Examiner : std::uint32_t { self, helper, professional };
enum class AskedOf : std::uint32_t { everyone, female, male, nobody };  // nobody: told by the program

// In the order of the three above.
inline constexpr std::array<std::string_view, 10> finding_group_names{
    "symptom", "quality", "provocation", "onset", "history", "activity", "red-flag", "test", "treatment", "palpation"};
inline constexpr std::array<std::string_view, 3> examiner_names{"self", "helper", "professional"};
inline constexpr std::array<std::string_view, 4> asked_of_names{"everyone", "female", "male", "nobody"};

// A question or test that is answered yes, no or unknown (or with a number that makes it one of these). A palpation is
// asked of every trigger point: its id is "tender/gluteus-minimus/2/right".
struct Finding {
    Text id, name, ask, yes, stop, family, note;
    Range how;  // names: the steps of a test
    std::uint32_t group, who;
    std::uint32_t sided;  // 1: asked of a side
    std::uint32_t effort, discomfort;
    std::uint32_t asked_of;  // AskedOf
    // Asked as a number where unit is not empty: yes if at most (below 1) or at least (1) `threshold`.
    Text unit;
    float least, most, threshold;
    std::uint32_t yes_above;
    float false_yes;  // share of people hurting from something that is no sign of it who say yes
    float people;     // how many people that rests on; 8 or fewer for a judgement
    Range signs;
    Range cites;
};

enum class SignTarget : std::uint32_t { condition, muscle, group, itself };
struct Sign {
    std::uint32_t target;      // SignTarget; `itself`: the trigger point that is pressed
    std::uint32_t index;       // of the condition or muscle; no_index for others
    std::uint32_t number;      // of the trigger point; 0 for all of the muscle
    Text group;                // of muscles
    std::uint32_t other_side;  // 1: speaks for the source on the other side
    float yes;                 // share of those with the source active who say yes
    float people;
    Range cites;
};

enum class Urgency : std::uint32_t { none, days, same_day, emergency };
struct Rule {
    Text id, rule_class, say, note;
    std::uint32_t urgency;
    std::uint32_t provider;
    Range when;  // terms
    Range cites;
};

struct Provider {
    Text id, name, plain;
    Range cites;
};

// An expression in reverse Polish order; each term leaves one value, yes, no or unknown, on a stack that never holds
// more than `deepest_expression` of them.
inline constexpr std::size_t deepest_expression = 32;
enum class TermKind : std::uint32_t {
    finding,        // index; of a sided one: yes on either side
    both,           // index of a sided finding: yes on both sides
    age_at_least,   // number
    age_below,      // number
    pain_at_least,  // number
    sex_female,
    sex_male,
    op_not,
    op_and,
    op_or,
    at_least,  // index: how many of the `number` values before must be yes
};
struct Term {
    std::uint32_t kind;
    std::uint32_t index;
    float number;
};

enum class RemedyKind : std::uint32_t { pressure, position, professional, stretch, exercise };
enum class StartPosition : std::uint32_t { none, lying_back, lying_front, lying_side, sitting, standing, kneeling };

// In the order of the two above.
inline constexpr std::array<std::string_view, 5> remedy_kind_names{"pressure", "position", "professional", "stretch",
                                                                   "exercise"};
inline constexpr std::array<std::string_view, 7> start_position_names{
    "", "lying-back", "lying-front", "lying-side", "sitting", "standing", "kneeling"};

// Something done against the pain: a technique on the trigger points of one muscle, a stretch or an exercise.
struct Remedy {
    Text id;  // "gluteus-medius/ball-on-floor", "figure-four-seated", "side-plank"
    Text name;
    Text feel;  // of a pressure: in which direction, through what; of others: where it is felt
    Text easier, harder, note, grade;
    Range steps, avoid;                  // names
    std::uint32_t kind;                  // RemedyKind
    std::uint32_t position;              // StartPosition
    std::uint32_t floor;                 // 1: one has to get down on the floor
    std::uint32_t light;                 // 1: pressed lightly, whoever does it
    std::uint32_t sided;                 // 1: one side at a time
    std::uint32_t provider;              // of a professional one; no_index for others
    Range muscles;                       // refs: the main one first
    Range points;                        // refs: numbers of the trigger points; empty for stretches and exercises
    Range tools;                         // refs: any one is enough; empty if none is needed
    Range forbid;                        // terms: who must not do it; empty if nobody
    std::uint32_t level, sets, repeats;  // of an exercise
    float hold_s;                        // of an exercise that is held; 0 otherwise
    std::uint32_t after;                 // remedy: the easier exercise before this one; no_index if none
    Range activities;
    float gluteal_to_tfl;  // index of Selkowitz and others 2013; 0 if not measured
    Range gluteal_to_tfl_cites;
    Range cites;
};

struct MuscleActivity {  // of an exercise
    std::uint32_t muscle;
    float mvic;    // percent of the greatest voluntary contraction, mean
    float people;  // studied
    Range cites;
};

struct Tool {
    Text id, name;
    Text instead;  // what does as well at home
};

// A dose. `of` is a RemedyKind: pressure, position, stretch or exercise.
struct Protocol {
    Text id, name, why, note;
    std::uint32_t of, is_default;
    float hold_least_s, hold_most_s;  // 0 for an exercise
    std::uint32_t repeats_least, repeats_most;
    std::uint32_t sets_least, sets_most;  // of an exercise; 0 for others
    float rest_s;
    std::uint32_t day_least, day_most;  // times a day
    std::uint32_t days_a_week;
    float pain_most;  // while doing it, 0 to 10
    Range cites;
};

enum class Effect : std::uint32_t { refuse, light, warn };
inline constexpr std::array<std::string_view, 3> effect_names{"refuse", "light", "warn"};

// What must not be done, only lightly, or with care, by whom. Limited, where named, to muscles or groups of muscles
// (either is enough), to positions, to exercises from a level on, and to tools: of a remedy these are refused then, not
// the whole.
struct Contraindication {
    Text id, say, note;
    std::uint32_t kinds;  // bit 1 << RemedyKind
    std::uint32_t effect;
    std::uint32_t positions;   // bit 1 << StartPosition; 0: all
    std::uint32_t level_from;  // of exercises; 0: all
    Range when;                // terms
    Range muscles, tools;      // refs
    Range groups;              // names
    Range cites;
};

enum class AdviceKind : std::uint32_t { load, daily_life, calm };
inline constexpr std::array<std::string_view, 3> advice_kind_names{"load", "daily-life", "calm"};
struct Advice {
    Text id, say, why, grade;
    std::uint32_t kind;
    std::uint32_t with_items;   // 1: only beside something to do
    std::uint32_t first;        // 1: for safety: before the others, however many
    Range when;                 // terms; empty: always
    Range muscles, conditions;  // refs
    Range groups;  // names; with muscles and conditions: the source is one of these, or anything if all are empty
    Range cites;
};

struct Reassessment {  // a movement tried before and after
    Text id, name, movement, better;
    Range muscles;  // refs
    Range groups;   // names
    Range forbid;   // terms: who should not do it; empty if nobody
    Range cites;
};

struct Compensation {  // of a muscle that is overloaded, another that should be stronger
    std::uint32_t overloaded, strengthen;
    Text why;
    Range cites;
};

// How pain is expected to go: the share of the first pain that is left after so many weeks, and how it spreads.
struct CoursePoint {
    float week, share, low, high;
};
struct Course {
    Text id, name, note;
    Range conditions;                     // refs
    std::uint32_t of_points, is_default;  // 1: of trigger points; of whatever has no course of its own
    Range points;                         // course_points
    Range cites;
};

// Something that is measured again and again: pain, function, range, strength, sleep, load.
enum class MeasureKind : std::uint32_t { pain, function, range, balance, threshold, change, load, habit };
inline constexpr std::array<std::string_view, 8> measure_kind_names{"pain",      "function", "range", "balance",
                                                                    "threshold", "change",   "load",  "habit"};
enum class MeasureSides : std::uint32_t { none, sided, point };  // one value; one a side; one a trigger point
inline constexpr std::array<std::string_view, 3> measure_sides_names{"none", "side", "point"};
struct Measure {
    Text id, name, unit, ask, note;  // the unit as people read it: "of 10", "degrees", "s"
    Text ucum, loinc;                // codes; empty where none is sure
    std::uint32_t kind;              // MeasureKind
    std::uint32_t sides;             // MeasureSides
    std::uint32_t lower_is_better;   // 1: pain; 0: range; of load and habit neither is meant
    float low, high;                 // what a value may be
    float error_sd;                  // of one reading about what it would be on average that week; 0: not known
    float least_change;              // least important difference, in the unit; 0: not known
    float least_share;               // the same as a share of the first value; 0: none
    Range cites;
};

// What to do when the course says that something should change. `say` to the person, `why` with the citations.
enum class NextStepKind : std::uint32_t {
    keep_on,
    do_as_planned,    // too few sessions were done to tell
    less_load,        // load grew faster than the pain allows
    other_technique,  // for the same point
    other_point,      // another point of the muscle, or another source that is nearly as likely
    origin,           // further up the chain
    strengthen,       // what the muscle stands in for
    ask_again,        // paint and answer anew: the idea of the cause may be wrong
    see_somebody,
    wind_down,  // recovered: from treating to keeping it away
};
inline constexpr std::array<std::string_view, 10> next_step_kind_names{
    "keep-on", "do-as-planned", "less-load", "other-technique", "other-point",
    "origin",  "strengthen",    "ask-again", "see-somebody",    "wind-down"};
struct NextStep {
    std::uint32_t kind;
    Text say, why;
    Range cites;
};

// When to stop, go on, hold, go back, look again, and how to keep it away; they stand in this order.
enum class DirectionKind : std::uint32_t { stop, progress, hold, regress, review, keep };
inline constexpr std::array<std::string_view, 6> direction_kind_names{"stop",    "progress", "hold",
                                                                      "regress", "review",   "keep"};
struct Direction {
    std::uint32_t kind;
    Text say;
    std::uint32_t days;  // of a review: after so many
    Range cites;
};

struct ChoirSegment {
    std::uint32_t body;    // Body: female or male
    std::uint32_t number;  // 101-136 front, 201-238 back
    Range points;          // choir_points
};

// A joint of the body that poses it. Its rest is how the standing body of the atlas holds the part that it moves: the
// turn from the anatomical position (see body/skeleton.hpp) of that part to the skin as it lies in the atlas.
struct Joint {
    Text id;
    std::uint32_t parent;  // no_index for the pelvis
    std::uint32_t mirror;
    std::array<Vec3, 3> position;    // centre, by Body, metres
    std::array<Quaternion, 3> rest;  // by Body
};

// Which joints move a skin point, and by how much: weight x 255, falling, 255 in all. What is not used is 0.
struct SkinJoints {
    std::array<std::uint8_t, 4> joint, weight;
};

// A figure that moves: what a test, a stretch, an exercise or a technique looks like. It is written for the left as the
// tested side, and mirrored for the right.
enum class Lie : std::uint32_t { standing, back, front, this_up, this_down };
inline constexpr std::array<std::string_view, 5> lie_names{"standing", "back", "front", "this-side-up",
                                                           "this-side-down"};
enum class Stance : std::uint32_t { none, both, this_, other };
inline constexpr std::array<std::string_view, 4> stance_names{"none", "both", "this", "other"};
struct Motion {
    Text id, name;
    std::uint32_t lie;     // Lie: how the pelvis is turned in the room before its own angles
    std::uint32_t stance;  // Stance: which feet stand flat on the ground and bear the body
    std::uint32_t sided;   // 1: shown for one side
    float azimuth;         // degrees from where it is seen: 0 in front of the room, 90 from the left
    float elevation;
    std::uint32_t focus;       // PartKind that fills the picture
    std::uint32_t focus_side;  // PartSide
    float return_s;            // from the last frame to the first
    Range frames;              // motion_frames
    Range props;               // motion_props
    Range findings, remedies;  // refs: what it shows
};

struct MotionFrame {
    Text say;       // what to do; may be empty
    float seconds;  // to come here from the frame before
    float hold_s;
    Range angles;  // motion_angles: those that are not 0
    Range goals;   // motion_goals
    Range rests;   // motion_rests: empty for the feet of the stance, or the lowest point of the body
};

struct MotionAngle {
    std::uint32_t movement;  // below movement_count
    float degrees;
};

enum class SpotKind : std::uint32_t {
    stay,     // where it was in the frame before
    skin,     // a skin point
    room,     // metres: x towards the tested side, y up, z forward
    trigger,  // the trigger point that is shown
    part,     // the middle of a part
};
struct MotionSpot {
    std::uint32_t kind;   // SpotKind
    std::uint32_t index;  // of the skin point, on the left half where it belongs to the tested side; or PartKind
    std::uint32_t side;   // PartSide, of a part
    Vec3 at;              // of a place in the room; of others 0
};

enum class Limb : std::uint32_t { this_hand, other_hand, this_foot, other_foot };
inline constexpr std::array<std::string_view, 4> limb_names{"this-hand", "other-hand", "this-foot", "other-foot"};
struct MotionGoal {      // where a hand or foot has to be
    std::uint32_t limb;  // Limb
    MotionSpot spot;
};

struct MotionRest {      // a part whose lowest point lies at a height
    std::uint32_t part;  // PartKind
    std::uint32_t side;  // PartSide
    float height;        // metres; below 0: that of the first frame, when the lowest point of the body is on the ground
};

enum class PropKind : std::uint32_t {
    mat,
    bed,
    table,
    chair,
    stool,
    wall,
    step,
    pillow,
    ball,
    small_ball,
    soft_ball,
    roller,
    towel,
    strap,
    band,
    weight,
    stick,
    hand,  // a second person's, or the own, that presses: an arrow
};
inline constexpr std::array<std::string_view, 18> prop_kind_names{
    "mat",        "bed",       "table",  "chair", "stool", "wall", "step",   "pillow", "ball",
    "small-ball", "soft-ball", "roller", "towel", "strap", "band", "weight", "stick",  "hand"};
// In the room, seen from the tested side; `in` is along the skin's inward normal.
enum class Direction3 : std::uint32_t { down, up, front, behind, this_, other, in, head, feet };
inline constexpr std::array<std::string_view, 9> direction3_names{"down",  "up", "front", "behind", "this",
                                                                  "other", "in", "head",  "feet"};
struct MotionProp {
    std::uint32_t kind;       // PropKind
    std::uint32_t direction;  // Direction3: where it lies, as seen from its spots; of a hand, where it presses
    std::uint32_t frame;      // of the motion at which it is put in its place
    float turn;               // degrees about the vertical
    Vec3 size;                // metres; 0 where the kind decides
    Vec3 shift;               // metres, in the room
    Range spots;              // motion_spots: what it lies under, is held by, runs through
};

}  // namespace knotwork::atlas_format
