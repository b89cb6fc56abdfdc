#include "bake/compile.hpp"

#include "bake/choir.hpp"
#include "bake/skeleton.hpp"
#include "bake/toml_reader.hpp"
#include "bake/write_atlas.hpp"

namespace knotwork::bake {

Result<CompiledAtlas> compile_atlas(const CompileRequest& request) try {
    const Spec spec = load_spec(request.knowledge);
    const auto base = load_base_mesh(request.mesh);
    if (!base) return tl::unexpected(base.error());
    const SkinMesh mesh = compute_skin_mesh(*base);
    const BodyCoordinates coordinates =
        compute_body_coordinates(mesh, *base, request.knowledge / "body" / "boundaries.toml");

    Skin skin;
    for (std::size_t body = 0; body < 3; ++body) skin.positions[body] = mesh.positions[body];
    skin.triangles = mesh.triangles;
    skin.mirror = mesh.mirror;
    skin.area = mesh.area;
    skin.segment = coordinates.segment;
    skin.t = coordinates.t;
    skin.angle = coordinates.angle;
    const SkinGeometry geometry(skin);

    LaidOut laid = lay_out(spec, geometry);
    laid.choir = lay_choir(geometry, request.knowledge / "choir");
    const Skeleton skeleton = compute_skeleton(*base, mesh);
    return CompiledAtlas{write_atlas(spec, laid, mesh, coordinates, skeleton), std::move(laid.warnings)};
} catch (const Refused& refused) {
    return tl::unexpected(refused.error);
}

}  // namespace knotwork::bake
