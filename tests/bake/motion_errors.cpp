// Motions beside the tiny knowledge: one thing wrong a row, and the refusal; and what is read from one that is right.
#include <gtest/gtest.h>

#include <filesystem>

#include "bake/knowledge_folder.hpp"
#include "base/text.hpp"

namespace knotwork::bake::test {
namespace {

namespace af = atlas_format;

const std::string poses = R"([up]
lie    = "standing"
stands = "both"
view   = "this"
both   = { shoulder-abduction = 8 }
[[up.prop]]
kind = "mat"

[down]
from  = "up"
lie   = "back"
rests = ["pelvis", "leg at 45"]
)";
const std::string motions = R"([leaning]
name     = "Leaning"
pose     = "up"
remedies = ["lean"]
focus    = "leg of this"
start    = "Stand."
[[leaning.frame]]
say       = "Lean."
seconds   = 2
this      = { hip-flexion = 40 }
this-hand = "room 10 20 -30"
hands     = "part knee of this"
[[leaning.frame]]
trunk     = { lumbar-flexion = 30 }
hands     = "free"
this-foot = "stay"
[[leaning.prop]]
kind   = "wall"
at     = ["part pelvis", "part hand of other"]
toward = "behind"
frame  = 2

[lifting]
name     = "Lifting"
pose     = "down"
sides    = "both"
remedies = ["lift", "plank"]
)";

class Folder : public KnowledgeFolder {
  public:
    Folder(const std::string& of_poses, const std::string& of_motions) : KnowledgeFolder(tiny_knowledge()) {
        std::filesystem::create_directories(path() / "motions");
        write("motions/poses.toml", of_poses);
        write("motions/moves.toml", of_motions);
    }
};

struct Row {
    std::string from, to, message;
};
void expect_refusals(bool of_poses, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        const std::string& text = of_poses ? poses : motions;
        const auto at = text.find(row.from);
        ASSERT_NE(at, std::string::npos) << row.from;
        std::string wrong = text;
        wrong.replace(at, row.from.size(), row.to);
        const Folder folder(of_poses ? wrong : poses, of_poses ? motions : wrong);
        EXPECT_EQ(refusal_of_spec(folder), row.message) << row.from << " -> " << row.to;
    }
}

TEST(MotionErrors, Poses) {
    expect_refusals(
        true,
        {{"lie    = \"standing\"", "lie = \"stand\"",
          "poses.toml:2: 'lie' is 'stand', but must be one of standing, back, front, this-side-up, this-side-down"},
         {"stands = \"both\"", "stands = \"left\"",
          "poses.toml:3: 'stands' is 'left', but must be one of none, both, this, other"},
         {"\"this\"", "\"thus\"", "poses.toml:4: no view 'thus'; did you mean 'this'?"},
         {"shoulder-abduction = 8", "shoulder-abduktion = 8",
          "poses.toml:5: unknown key 'shoulder-abduktion'; did you mean 'shoulder-abduction'?"},
         {"shoulder-abduction = 8", "shoulder-abduction = 181",
          "poses.toml:5: 'shoulder-abduction' must lie between -60 and 180"},
         {"kind = \"mat\"", "kind = \"chair\"", "poses.toml:6: 'at' is missing"},
         {"from  = \"up\"", "from = \"op\"", "poses.toml:10: no pose 'op'; did you mean 'up'?"},
         {"\"leg at 45\"", "\"leg at 450\"",
          "poses.toml:12: 'leg at 450' must end with 'at seat', or 'at' and 0 to 200 centimetres"},
         {"\"leg at 45\"", "\"leg\", \"head\"", "poses.toml:12: 'rests' names at most two parts"},
         {"\"leg at 45\"", "\"leg of left\"",
          "poses.toml:12: 'leg of left' must end with 'of this', 'of other' or 'of both'"}});
}

TEST(MotionErrors, Motions) {
    expect_refusals(
        false,
        {{"name     = \"Leaning\"", "", "moves.toml:1: 'name' is missing"},
         {"pose     = \"up\"", "pose = \"upp\"", "moves.toml:3: no pose 'upp'; did you mean 'up'?"},
         {"[\"lean\"]", "[\"leen\"]", "moves.toml:4: no remedy 'leen'; did you mean 'lean'?"},
         {"remedies = [\"lean\"]", "findings = [\"lean\"]", "moves.toml:4: no test 'lean'"},
         {"seconds   = 2", "seconds = 31", "moves.toml:9: 'seconds' must lie between 0 and 30 seconds"},
         {"hip-flexion = 40", "hip-flexion = \"far\"", "moves.toml:10: 'hip-flexion' must be a number"},
         {"room 10 20 -30", "room 10 20",
          "moves.toml:11: 'room 10 20' must be 'room' and three numbers: centimetres to the tested side, up, ahead"},
         {"room 10 20 -30", "knee",
          "moves.toml:11: 'knee' must be 'stay', 'free', 'trigger', 'room ...', 'part ...', or a place on the skin "
          "that "
          "ends with 'of this' or 'of other'"},
         {"frame  = 2", "frame = 3", "moves.toml:1: a thing is put in its place at frame 3, but the last is 2"},
         {"toward = \"behind\"", "toward = \"back\"",
          "moves.toml:20: 'toward' is 'back', but must be one of down, up, front, behind, this, other, in, head, feet"},
         {"[lifting]", "[[lifting]]", "moves.toml:23: the table [lifting] is missing"}});
}

TEST(MotionSpecs, SayOnlyWhatChanges) {
    const Folder folder(poses, motions);
    const Spec spec = load_spec(folder.path());
    ASSERT_EQ(spec.motions.motions.size(), 2u);
    const MotionSpec& lean = spec.motions.motions[0];
    EXPECT_EQ(lean.stance, af::Stance::both);
    EXPECT_EQ(lean.azimuth, 90);
    EXPECT_EQ(lean.focus, PartKind::leg);
    EXPECT_EQ(lean.focus_side, PartSide::this_);
    EXPECT_TRUE(lean.sided);
    ASSERT_EQ(lean.frames.size(), 3u);
    ASSERT_EQ(lean.props.size(), 2u);
    const auto abduction = static_cast<std::uint32_t>(index(LimbMovement::shoulder_abduction, true));
    const auto flexion = static_cast<std::uint32_t>(index(LimbMovement::hip_flexion, false));
    EXPECT_EQ(
        lean.frames[0].angles,
        (std::map<std::uint32_t, float>{
            {static_cast<std::uint32_t>(index(LimbMovement::shoulder_abduction, false)), 8.0f}, {abduction, 8.0f}}));
    // `hands` is read before the single ones, each on its own side.
    EXPECT_EQ(lean.frames[1].goals.at(af::Limb::this_hand).kind, af::SpotKind::room);
    EXPECT_EQ(lean.frames[1].goals.at(af::Limb::this_hand).at, (Vec3{0.1f, 0.2f, -0.3f}));
    EXPECT_EQ(lean.frames[1].goals.at(af::Limb::other_hand).side, PartSide::other);
    EXPECT_EQ(lean.frames[2].angles.at(flexion), 40);
    EXPECT_EQ(lean.frames[2].angles.at(static_cast<std::uint32_t>(index(TrunkMovement::lumbar_flexion))), 30);
    EXPECT_FALSE(lean.frames[2].goals.contains(af::Limb::this_hand));
    EXPECT_EQ(lean.frames[2].goals.at(af::Limb::this_foot).kind, af::SpotKind::stay);

    const MotionSpec& lift = spec.motions.motions[1];
    EXPECT_EQ(lift.lie, af::Lie::back);
    EXPECT_FALSE(lift.sided);
    ASSERT_EQ(lift.frames[0].rests.size(), 2u);
    EXPECT_FLOAT_EQ(lift.frames[0].rests[1].height, 0.45f);
}

TEST(MotionSpecs, SayWhatNoFigureShows) {
    const Folder folder(poses, motions);
    const Spec spec = load_spec(folder.path());
    std::string all;
    for (const std::string& warning : spec.motions.warnings) all += warning + "\n";
    EXPECT_EQ(all.find("stretches"), std::string::npos);
    EXPECT_EQ(all.find("exercises"), std::string::npos);
    EXPECT_NE(all.find("no figure shows these pressure techniques: alpha/"), std::string::npos) << all;
    const KnowledgeFolder without(tiny_knowledge());
    EXPECT_TRUE(load_spec(without.path()).motions.warnings.empty());
}

}  // namespace
}  // namespace knotwork::bake::test
