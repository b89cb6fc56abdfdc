// write_figures FOLDER [BODY] [SIDE]: writes skin.json and every motion of the atlas there, for web/app's contact
// sheets.
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "atlas/atlas_file.hpp"
#include "engine/engine.hpp"

namespace {

using nlohmann::json;

void write(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) {
        std::fprintf(stderr, "%s: cannot be written\n", path.c_str());
        std::exit(1);
    }
}

}  // namespace

int main(int count, char** arguments) {
    using namespace knotwork;
    if (count < 2) {
        std::fputs("usage: write_figures FOLDER [BODY] [SIDE]\n", stderr);
        return 2;
    }
    const std::string folder = arguments[1], body = count > 2 ? arguments[2] : "neutral",
                      side = count > 3 ? arguments[3] : "left";
    const auto engine = load_engine(test::get_atlas_bytes());
    if (!engine) {
        std::fprintf(stderr, "%s\n", engine.error().message().c_str());
        return 1;
    }
    const Atlas& atlas = engine->atlas();
    json skin;
    for (const Vec3 p : atlas.skin().of(find_body(body).value_or(Body::neutral)))
        for (const float x : {p.x, p.y, p.z}) skin["positions"].push_back(x);
    for (const Triangle t : atlas.skin().triangles)
        for (const auto v : {t.a, t.b, t.c}) skin["triangles"].push_back(v);
    for (const auto& s : atlas.skin_joints())
        for (std::size_t k = 0; k < 4; ++k) {
            skin["joints"].push_back(s.joint[k]);
            skin["weights"].push_back(s.weight[k]);
        }
    for (const Atlas::Joint& joint : atlas.joints()) {
        const Vec3 p = joint.position[static_cast<std::size_t>(find_body(body).value_or(Body::neutral))];
        skin["bones"].push_back(
            {{"parent", joint.parent == atlas_format::no_index ? -1 : static_cast<int>(joint.parent)},
             {"at", {p.x, p.y, p.z}}});
    }
    write(folder + "/skin.json", skin.dump());
    json list = json::array();
    for (const Atlas::Motion& motion : atlas.motions()) {
        const std::string id(atlas.text(motion.id));
        json request{{"id", id}, {"body", body}, {"side", side}};
        // A technique is shown on the first trigger point that it is for.
        const auto remedies = atlas.refs(motion.remedies);
        if (!remedies.empty()) {
            const Atlas::Remedy& remedy = atlas.remedies()[remedies[0]];
            const auto points = atlas.refs(remedy.points);
            if (!points.empty())
                request["point"] = std::string(atlas.text(atlas.muscles()[atlas.refs(remedy.muscles)[0]].id)) + "/" +
                                   std::to_string(points[0]) + "/" + side;
        }
        write(folder + "/" + id + ".json", motion_json(*engine, request.dump()));
        list.push_back(id);
    }
    write(folder + "/motions.json", list.dump());
}
