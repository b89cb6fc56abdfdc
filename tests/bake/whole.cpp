// The compiler as a whole, on the base mesh: the same bytes every time, and errors that come out of its door.
#include <gtest/gtest.h>

#include <fstream>

#include "atlas/atlas_file.hpp"
#include "bake/body_coordinates.hpp"
#include "bake/compile.hpp"
#include "bake/knowledge_folder.hpp"

namespace knotwork::bake::test {
namespace {

std::string refusal(const CompileRequest& request, ErrorCode code) {
    const auto atlas = compile_atlas(request);
    if (atlas) return "";
    EXPECT_EQ(atlas.error().code, code) << atlas.error().message();
    EXPECT_EQ(atlas.error().message().find('\n'), std::string::npos);
    return atlas.error().message();
}

TEST(WholeBake, GivesTheSameBytesTwice) {
    const auto first = compile_atlas({.knowledge = shipped_knowledge(), .mesh = mesh_folder()});
    ASSERT_TRUE(first.has_value()) << first.error().message();
    KnowledgeFolder elsewhere(shipped_knowledge());  // another folder must not change a byte
    const auto second = compile_atlas({.knowledge = elsewhere.path(), .mesh = mesh_folder()});
    ASSERT_TRUE(second.has_value()) << second.error().message();
    EXPECT_TRUE(first->bytes == second->bytes);
    EXPECT_EQ(first->warnings, second->warnings);
    const auto atlas = load_atlas(first->bytes);
    ASSERT_TRUE(atlas.has_value()) << atlas.error().message();
    EXPECT_EQ(atlas->skin().point_count(), knotwork::test::get_atlas().skin().point_count());
    EXPECT_EQ(atlas->sources().size(), knotwork::test::get_atlas().sources().size());
}

TEST(WholeBake, TinyKnowledgeMakesAnAtlas) {
    KnowledgeFolder folder(
        tiny_knowledge());  // what belongs to the body rather than to muscles comes from the shipped files
    for (const char* part : {"choir", "body/boundaries.toml"})
        std::filesystem::copy(shipped_knowledge() / part, folder.path() / part);
    const auto compiled = compile_atlas({.knowledge = folder.path(), .mesh = mesh_folder()});
    ASSERT_TRUE(compiled.has_value()) << compiled.error().message();
    EXPECT_TRUE(compiled->warnings.empty());
    const auto atlas = load_atlas(compiled->bytes);
    ASSERT_TRUE(atlas.has_value()) << atlas.error().message();
    ASSERT_EQ(atlas->trigger_points().size(), 6u);
    ASSERT_EQ(atlas->sources().size(), 9u);  // belly without a side, root of each
    EXPECT_EQ(atlas->regions().size(), 12u);
    EXPECT_EQ(atlas->landmarks().size(), 7u);  // three on both sides, one on the mid-line
    EXPECT_FALSE(atlas->choir_segments().empty());
    EXPECT_EQ(atlas->remedies().size(), 6u);  // three techniques, a stretch, two exercises
    EXPECT_EQ(atlas->remedies()[atlas->find_remedy("plank")->after].repeats, 10u);
    EXPECT_EQ(atlas->directions()[0].kind, 0u);  // the stop first
    double sum = 0;
    for (const auto& source : atlas->trigger_points()) sum += source.prior;
    EXPECT_NEAR(sum, 0.5, 1e-6);
    EXPECT_NEAR(atlas->find_source("alpha/1/left")->prior / atlas->find_source("beta/1/left")->prior, 0.2 / 0.02, 1e-4);
    EXPECT_FLOAT_EQ(atlas->find_source("root/right")->prior, atlas->find_source("belly")->prior);  // 0.1 / 2 and 0.05
}

TEST(WholeBake, KnowledgeErrorsNameFileAndLine) {
    KnowledgeFolder folder(tiny_knowledge());
    folder.replace("muscles/alpha.toml", "layer = \"deep\"", "layers = \"deep\"");
    EXPECT_EQ(refusal({.knowledge = folder.path(), .mesh = mesh_folder()}, ErrorCode::bad_knowledge),
              "alpha.toml:1: 'layer' is missing");
    EXPECT_EQ(refusal({.knowledge = "/nowhere", .mesh = mesh_folder()}, ErrorCode::unreadable),
              "/nowhere/bibliography: is not a folder");
}

TEST(WholeBake, MeshErrorsNameTheFile) {
    KnowledgeFolder mesh(tiny_knowledge());  // any folder of our own; it holds no mesh yet
    const auto request = [&] { return CompileRequest{.knowledge = tiny_knowledge(), .mesh = mesh.path()}; };
    const std::string model = (mesh.path() / "human_full_size.json").string();
    EXPECT_EQ(refusal(request(), ErrorCode::unreadable), model + ": cannot be opened");
    mesh.write("human_full_size.json", "{");
    EXPECT_EQ(refusal(request(), ErrorCode::unreadable),
              (mesh.path() / "target-list.json").string() + ": cannot be opened");
    mesh.write("target-list.json", "{\"targets\": {}}");
    EXPECT_TRUE(refusal(request(), ErrorCode::bad_knowledge).starts_with(model + ": "));
    mesh.write("human_full_size.json", "{\"vertices\": [0, 0, 0]}");
    EXPECT_EQ(refusal(request(), ErrorCode::bad_knowledge),
              "target-list.json: does not list data/targets/macrodetails/caucasian-female-young.target");
    mesh.write("target-list.json", "{\"targets\": {\"data/targets/macrodetails/caucasian-female-young.target\": 1}}");
    mesh.write("targets.bin", "1234");
    EXPECT_EQ(refusal(request(), ErrorCode::bad_knowledge),
              (mesh.path() / "targets.bin").string() +
                  ": ends before the target data/targets/macrodetails/caucasian-female-young.target");
    mesh.write("target-list.json",
               "{\"targets\": {\"data/targets/macrodetails/caucasian-female-young.target\": 1, "
               "\"data/targets/macrodetails/caucasian-male-young.target\": 1}}");
    mesh.write("targets.bin", "123456123456");
    EXPECT_TRUE(refusal(request(), ErrorCode::bad_knowledge).starts_with(model + ": "));  // no materials
}

TEST(WholeBake, BoundaryErrorsNameFileAndLine) {
    const auto base = load_base_mesh(mesh_folder());
    ASSERT_TRUE(base.has_value()) << base.error().message();
    const SkinMesh mesh = compute_skin_mesh(*base);
    const auto refused = [&](std::string_view from, std::string_view to) -> std::string {
        KnowledgeFolder folder(tiny_knowledge());
        folder.write("body/boundaries.toml", "");
        for (const char* name : {"head-neck", "neck-thorax", "thorax-abdomen", "abdomen-pelvis"})
            folder.append("body/boundaries.toml",
                          "[" + std::string(name) + "]\naxis = \"trunk\"\ncurve = [[0, 100], [180, 100]]\n");
        for (const char* name : {"pelvis-thigh", "thigh-leg", "leg-foot"})
            folder.append("body/boundaries.toml",
                          "[" + std::string(name) + "]\naxis = \"leg\"\ncurve = [[-180, 50], [180, 50]]\n");
        folder.replace("body/boundaries.toml", from, to);
        try {
            compute_body_coordinates(mesh, *base, folder.path() / "body" / "boundaries.toml");
            return "";
        } catch (const Refused& error) {
            return error.error.message();
        }
    };
    EXPECT_EQ(refused("axis", "axis"), "");
    EXPECT_EQ(refused("[[0, 100], [180, 100]]", "[[0, 100], [90, 100]]"),
              "boundaries.toml:3: a curve around the trunk must go from 0 to 180");
    EXPECT_EQ(refused("[[-180, 50], [180, 50]]", "[[0, 50], [180, 50]]"),
              "boundaries.toml:15: a curve around a leg must go from -180 to 180");
    EXPECT_EQ(refused("[[0, 100], [180, 100]]", "[[0, 100], [0, 90], [180, 100]]"),
              "boundaries.toml:3: the angles of 'curve' must rise");
    EXPECT_EQ(refused("[[0, 100], [180, 100]]", "[[0, 100]]"),
              "boundaries.toml:3: 'curve' must be a list of [angle, height]");
    EXPECT_EQ(refused("[[0, 100], [180, 100]]", "[[0, 100], [180]]"),
              "boundaries.toml:3: 'curve' must be a list of [angle, height]");
    EXPECT_EQ(refused("[[0, 100], [180, 100]]", "[[0, 100], [180, \"x\"]]"),
              "boundaries.toml:3: 'curve' must be a list of [angle, height]");
    EXPECT_EQ(refused("[neck-thorax]", "[neck-chest]"), "boundaries.toml:1: the table [neck-thorax] is missing");
    EXPECT_EQ(refused("[head-neck]", "[tail]\n[head-neck]"), "boundaries.toml:1: unknown key 'tail'");
    EXPECT_EQ(refused("axis = \"trunk\"", "axis = \"spine\""),
              "boundaries.toml:2: 'axis' is 'spine', but must be one of trunk, hip, leg");
    EXPECT_EQ(refused("axis = \"trunk\"", "axis = \"trunk\"\nunit = \"cm\""), "boundaries.toml:3: unknown key 'unit'");
}

}  // namespace
}  // namespace knotwork::bake::test
