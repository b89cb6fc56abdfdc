#include "bake/zones.hpp"

#include <CGAL/Heat_method_3/Surface_mesh_geodesic_distances_3.h>
#include <CGAL/Simple_cartesian.h>
#include <CGAL/Surface_mesh.h>

#include <algorithm>

namespace knotwork::bake {
namespace {

using Kernel = CGAL::Simple_cartesian<double>;
using Mesh = CGAL::Surface_mesh<Kernel::Point_3>;
using HeatMethod = CGAL::Heat_method_3::Surface_mesh_geodesic_distances_3<Mesh>;

// The geodesic distance starts at skin points, up to this far from the stroke itself.
constexpr float start_slack = 0.010f;
// Beyond this ratio the way over the skin counts as another way than the straight one.
constexpr float detour = 1.5f;

Mesh to_cgal(const Skin& skin) {
    Mesh mesh;
    for (const Vec3 p : skin.of(Body::neutral)) mesh.add_vertex({p.x, p.y, p.z});
    for (const Triangle t : skin.triangles)
        mesh.add_face(Mesh::Vertex_index(t.a), Mesh::Vertex_index(t.b), Mesh::Vertex_index(t.c));
    return mesh;
}

}  // namespace

struct ZonePainter::Heat {
    explicit Heat(const Skin& skin) : mesh(to_cgal(skin)), method(mesh) {
        distance = mesh.add_property_map<Mesh::Vertex_index, double>("v:distance", 0).first;
    }
    Mesh mesh;
    HeatMethod method;
    Mesh::Property_map<Mesh::Vertex_index, double> distance;
};

ZonePainter::ZonePainter(const SkinGeometry& geometry)
    : geometry_(&geometry), heat_(std::make_unique<Heat>(geometry.skin())) {}
ZonePainter::~ZonePainter() = default;

void ZonePainter::add_stroke(std::span<const SurfacePoint> stroke, float radius, std::span<float> coverage) const {
    heat_->method.clear_sources();
    for (const SurfacePoint& p : stroke) heat_->method.add_source(Mesh::Vertex_index(p.nearest.value));
    heat_->method.estimate_geodesic_distances(heat_->distance);
    const auto positions = geometry_->skin().of(Body::neutral);
    for (std::uint32_t v = 0; v < coverage.size(); ++v) {
        const auto geodesic = static_cast<float>(heat_->distance[Mesh::Vertex_index(v)]);
        if (geodesic > detour * radius + zone_edge + 2 * start_slack) continue;
        const float straight = distance_to_stroke(stroke, positions[v]).metres;
        const float distance = geodesic <= detour * straight + 2 * start_slack ? straight : geodesic;
        const float inside = std::clamp((radius - distance) / zone_edge + 0.5f, 0.0f, 1.0f);
        coverage[v] = std::max(coverage[v], inside);
    }
}

}  // namespace knotwork::bake
