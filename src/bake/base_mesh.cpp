#include "bake/base_mesh.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace knotwork::bake {
namespace {

using nlohmann::json;

constexpr float target_unit = 0.001f;  // the targets are int16 in thousandths of a decimetre

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::unreadable, path.string(), "cannot be opened");
    return std::string(std::istreambuf_iterator<char>(in), {});
}

struct Face {
    std::size_t material = 0;
    std::array<std::uint32_t, 4> corners{};
};

// three.js JSON format 3: each face opens with a bit field that tells which index lists follow.
std::vector<Face> read_quads(const std::vector<std::uint32_t>& stream) {
    constexpr std::uint32_t quad = 1, has_material = 2, face_uv = 4, vertex_uv = 8, face_normal = 16,
                            vertex_normal = 32, face_color = 64, vertex_color = 128;
    std::vector<Face> faces;
    for (std::size_t i = 0; i < stream.size();) {
        const std::uint32_t bits = stream[i++];
        const std::size_t corners = (bits & quad) ? 4 : 3;
        Face face;
        for (std::size_t k = 0; k < corners; ++k) face.corners[k] = stream.at(i++);
        if (bits & has_material) face.material = stream.at(i++);
        if (bits & face_uv) ++i;
        if (bits & vertex_uv) i += corners;
        if (bits & face_normal) ++i;
        if (bits & vertex_normal) i += corners;
        if (bits & face_color) ++i;
        if (bits & vertex_color) i += corners;
        if (corners == 4) faces.push_back(face);
    }
    return faces;
}

// Displacement of every vertex by one morph target, decimetres.
Result<std::vector<Vec3>> read_target(const std::filesystem::path& bin, const std::vector<std::string>& sorted_names,
                                      const std::string& name, std::size_t vertex_count) {
    const auto found = std::lower_bound(sorted_names.begin(), sorted_names.end(), name);
    if (found == sorted_names.end() || *found != name)
        return fail(ErrorCode::bad_knowledge, "target-list.json", "does not list " + name);
    std::vector<std::int16_t> values(vertex_count * 3);
    std::ifstream in(bin, std::ios::binary);
    const auto bytes = static_cast<std::streamoff>(values.size() * sizeof(std::int16_t));
    in.seekg((found - sorted_names.begin()) * bytes);
    if (!in.read(reinterpret_cast<char*>(values.data()), bytes))
        return fail(ErrorCode::bad_knowledge, bin.string(), "ends before the target " + name);
    std::vector<Vec3> out(vertex_count);
    for (std::size_t v = 0; v < vertex_count; ++v)
        out[v] = Vec3{static_cast<float>(values[3 * v]), static_cast<float>(values[3 * v + 1]),
                      static_cast<float>(values[3 * v + 2])} *
                 target_unit;
    return out;
}

bool starts_with_any(const std::string& text, std::initializer_list<const char*> prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const char* p) { return text.starts_with(p); });
}

bool is_arm_bone(const std::string& bone) {
    return starts_with_any(bone, {"upperarm", "lowerarm", "wrist", "metacarpal", "finger"});
}
bool is_detail_bone(const std::string& bone) {
    return starts_with_any(bone, {"finger", "toe", "jaw", "levator", "oris", "eye", "orbicularis", "oculi", "risorius",
                                  "special", "tongue", "temporalis"});
}

// The joint that moves what a bone of the base mesh moves.
JointId find_joint(const std::string& bone) {
    struct Rule {
        const char* begins;
        JointId joint;  // of the left
    };
    using enum JointId;
    static constexpr std::array rules{
        Rule{"root", pelvis},           Rule{"pelvis", pelvis},        Rule{"spine05", pelvis},
        Rule{"spine04", lumbar_low},    Rule{"spine03", lumbar_high},  Rule{"spine02", thorax_low},
        Rule{"spine01", thorax_high},   Rule{"breast", thorax_low},    Rule{"neck", neck},
        Rule{"clavicle", left_girdle},  Rule{"shoulder", left_girdle}, Rule{"upperarm", left_upper_arm},
        Rule{"lowerarm", left_forearm}, Rule{"wrist", left_hand},      Rule{"metacarpal", left_hand},
        Rule{"finger", left_hand},      Rule{"upperleg", left_thigh},  Rule{"lowerleg", left_leg},
        Rule{"foot", left_foot},        Rule{"toe1", left_big_toe},    Rule{"toe", left_toes}};
    for (const Rule& rule : rules)
        if (bone.starts_with(rule.begins))
            return is_sided(rule.joint) && bone.find(".R") != std::string::npos ? mirror(rule.joint) : rule.joint;
    return head;  // and the many bones of the face
}

}  // namespace

Result<BaseMesh> load_base_mesh(const std::filesystem::path& folder) try {
    const auto model_text = read_file(folder / "human_full_size.json");
    if (!model_text) return tl::unexpected(model_text.error());
    const auto list_text = read_file(folder / "target-list.json");
    if (!list_text) return tl::unexpected(list_text.error());
    const json model = json::parse(*model_text);

    const auto coordinates = model.at("vertices").get<std::vector<float>>();
    const std::size_t vertex_count = coordinates.size() / 3;
    std::vector<Vec3> base(vertex_count);
    for (std::size_t v = 0; v < vertex_count; ++v)
        base[v] = {coordinates[3 * v], coordinates[3 * v + 1], coordinates[3 * v + 2]};

    std::vector<std::string> target_names;
    const json target_list = json::parse(*list_text);
    for (const auto& [name, unused] : target_list.at("targets").items()) target_names.push_back(name);
    std::sort(target_names.begin(), target_names.end());
    std::array<std::vector<Vec3>, 3> all;  // every vertex of the file, by Body, decimetres
    for (const Body body : {Body::female, Body::male}) {
        const auto target = read_target(
            folder / "targets.bin", target_names,
            "data/targets/macrodetails/caucasian-" + std::string(name(body)) + "-young.target", vertex_count);
        if (!target) return tl::unexpected(target.error());
        auto& positions = all[static_cast<std::size_t>(body)];
        for (std::size_t v = 0; v < vertex_count; ++v) positions.push_back(base[v] + (*target)[v]);
    }
    for (std::size_t v = 0; v < vertex_count; ++v) all[0].push_back(lerp(all[1][v], all[2][v], 0.5f));

    std::vector<std::string> materials;
    for (const json& material : model.at("materials")) materials.push_back(material.at("DbgName"));
    const std::vector<Face> faces = read_quads(model.at("faces").get<std::vector<std::uint32_t>>());

    BaseMesh mesh;
    std::vector<std::uint32_t> skin_vertices;  // of the file, in order
    std::map<std::string, std::vector<std::uint32_t>> joint_vertices;
    for (const Face& face : faces) {
        const std::string& material = materials.at(face.material);
        if (material == "body") {
            mesh.quads.push_back(face.corners);
            skin_vertices.insert(skin_vertices.end(), face.corners.begin(), face.corners.end());
        } else if (material.starts_with("joint-")) {
            auto& list = joint_vertices[material.substr(6)];
            list.insert(list.end(), face.corners.begin(), face.corners.end());
        }
    }
    std::sort(skin_vertices.begin(), skin_vertices.end());
    skin_vertices.erase(std::unique(skin_vertices.begin(), skin_vertices.end()), skin_vertices.end());
    for (auto& quad : mesh.quads)
        for (auto& corner : quad)
            corner = static_cast<std::uint32_t>(std::lower_bound(skin_vertices.begin(), skin_vertices.end(), corner) -
                                                skin_vertices.begin());

    float low = 1e9f, high = -1e9f;
    for (const std::uint32_t v : skin_vertices) {
        low = std::min(low, all[0].at(v).y);
        high = std::max(high, all[0][v].y);
    }
    const float scale = neutral_height / (high - low);
    for (std::size_t body = 0; body < 3; ++body) {
        float floor = 1e9f;
        for (const std::uint32_t v : skin_vertices) floor = std::min(floor, all[body][v].y);
        for (Vec3& p : all[body]) p = (p - Vec3{0, floor, 0}) * scale;
        for (const std::uint32_t v : skin_vertices) mesh.positions[body].push_back(all[body][v]);
    }
    for (auto& [name, corners] : joint_vertices) {
        std::sort(corners.begin(), corners.end());
        corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
        for (std::size_t body = 0; body < 3; ++body) {
            Vec3 sum;
            for (const std::uint32_t v : corners) sum = sum + all[body].at(v);
            mesh.joints[body][name] = sum * (1.0f / static_cast<float>(corners.size()));
        }
    }

    std::vector<std::string> bones;
    for (const json& bone : model.at("bones")) bones.push_back(bone.at("name"));
    const auto weights = model.at("skinWeights").get<std::vector<float>>();
    const auto indices = model.at("skinIndices").get<std::vector<std::uint32_t>>();
    std::vector<std::size_t> joint_of_bone;
    for (const std::string& bone : bones) joint_of_bone.push_back(index(find_joint(bone)));
    for (const std::uint32_t v : skin_vertices) {
        std::array<float, joint_count> moved{};
        float arm = 0, detail = 0, sum = 0;
        for (std::size_t k = 4 * v; k < 4 * v + 4; ++k) {
            const std::string& bone = bones.at(indices.at(k));
            if (is_arm_bone(bone)) arm += weights.at(k);
            if (is_detail_bone(bone)) detail += weights.at(k);
            moved[joint_of_bone[indices[k]]] += weights[k];
            sum += weights[k];
        }
        for (float& weight : moved) weight /= sum;
        mesh.joint_weights.push_back(moved);
        mesh.arm_weight.push_back(arm);
        mesh.detail_weight.push_back(detail);
    }
    return mesh;
} catch (const std::exception& error) {  // nlohmann::json and .at() say what is wrong
    return fail(ErrorCode::bad_knowledge, (folder / "human_full_size.json").string(), error.what());
}

}  // namespace knotwork::bake
