#include "bake/remesh.hpp"

#include <CGAL/AABB_face_graph_triangle_primitive.h>
#include <CGAL/AABB_traits.h>
#include <CGAL/AABB_tree.h>
#include <CGAL/Polygon_mesh_processing/locate.h>
#include <CGAL/Polygon_mesh_processing/remesh.h>
#include <CGAL/Simple_cartesian.h>
#include <CGAL/Surface_mesh.h>

#include <algorithm>
#include <cmath>

namespace knotwork::bake {
namespace {

namespace pmp = CGAL::Polygon_mesh_processing;
using Kernel = CGAL::Simple_cartesian<double>;
using Mesh = CGAL::Surface_mesh<Kernel::Point_3>;
using Vertex = Mesh::Vertex_index;

constexpr unsigned iterations = 12;

struct Half {
    Mesh mesh;                               // x >= 0, triangles
    std::vector<std::uint32_t> base_vertex;  // of each vertex
    std::vector<bool> detail;                // of each face
};

Half cut_left_half(const BaseMesh& base) {
    constexpr float on_plane = 1e-5f;
    const auto& positions = base.positions[0];
    Half half;
    std::vector<Vertex> made(positions.size(), Mesh::null_vertex());
    const auto vertex = [&](std::uint32_t v) {
        if (made[v] == Mesh::null_vertex()) {
            const Vec3 p = positions[v];
            made[v] = half.mesh.add_vertex({std::abs(p.x) < on_plane ? 0.0 : p.x, p.y, p.z});
            half.base_vertex.push_back(v);
        }
        return made[v];
    };
    for (const auto& quad : base.quads) {
        if (!std::all_of(quad.begin(), quad.end(), [&](auto v) { return positions[v].x > -on_plane; })) continue;
        const std::array corner{vertex(quad[0]), vertex(quad[1]), vertex(quad[2]), vertex(quad[3])};
        const float detail = (base.detail_weight[quad[0]] + base.detail_weight[quad[1]] + base.detail_weight[quad[2]] +
                              base.detail_weight[quad[3]]) /
                             4;
        // Split along the shorter diagonal.
        const bool straight =
            norm(positions[quad[0]] - positions[quad[2]]) <= norm(positions[quad[1]] - positions[quad[3]]);
        if (straight) {
            half.mesh.add_face(corner[0], corner[1], corner[2]);
            half.mesh.add_face(corner[0], corner[2], corner[3]);
        } else {
            half.mesh.add_face(corner[0], corner[1], corner[3]);
            half.mesh.add_face(corner[1], corner[2], corner[3]);
        }
        half.detail.insert(half.detail.end(), 2, detail > 0.5f);
    }
    return half;
}

// Edges on the mid-plane are constrained: they may be split, joined and shifted along it, not leave it.
Mesh remesh(const Half& half) {
    Mesh mesh = half.mesh;
    auto constrained = mesh.add_property_map<Mesh::Edge_index, bool>("e:constrained", false).first;
    for (const auto edge : mesh.edges()) constrained[edge] = mesh.is_border(edge);
    std::vector<Mesh::Face_index> fine, coarse;
    auto patch = mesh.add_property_map<Mesh::Face_index, int>("f:patch", 0).first;
    for (const auto face : mesh.faces()) patch[face] = half.detail[face.idx()] ? 1 : 0;
    const auto run = [&](int which, double length) {
        std::vector<Mesh::Face_index> faces;
        for (const auto face : mesh.faces())
            if (patch[face] == which) faces.push_back(face);
        pmp::isotropic_remeshing(faces, length, mesh,
                                 pmp::parameters::number_of_iterations(iterations)
                                     .edge_is_constrained_map(constrained)
                                     .face_patch_map(patch)
                                     .collapse_constraints(true)
                                     .relax_constraints(true));
    };
    run(0, edge_length);
    run(1, detail_edge_length);
    mesh.collect_garbage();
    return mesh;
}

void add_areas_and_normals(SkinMesh& mesh) {
    const auto& p = mesh.positions[0];
    mesh.area.assign(p.size(), 0);
    mesh.normal.assign(p.size(), {});
    for (const Triangle t : mesh.triangles) {
        const Vec3 n = cross(p[t.b] - p[t.a], p[t.c] - p[t.a]);  // twice the area, outward
        for (const auto v : {t.a, t.b, t.c}) {
            mesh.area[v] += norm(n) / 6;
            mesh.normal[v] = mesh.normal[v] + n;
        }
    }
    for (Vec3& n : mesh.normal) n = normalized(n);
}

}  // namespace

SkinMesh compute_skin_mesh(const BaseMesh& base) {
    const Half half = cut_left_half(base);
    const Mesh left = remesh(half);

    using Primitive = CGAL::AABB_face_graph_triangle_primitive<Mesh>;
    using Traits = CGAL::AABB_traits<Kernel, Primitive>;
    CGAL::AABB_tree<Traits> tree;
    pmp::build_AABB_tree(half.mesh, tree);

    SkinMesh out;
    std::vector<std::uint16_t> image(left.number_of_vertices());  // of each left vertex
    for (const Vertex v : left.vertices()) {
        const auto location = pmp::locate_with_AABB_tree(left.point(v), tree, half.mesh);
        const bool on_midline = left.is_border(v);
        float arm = 0;
        std::array<Vec3, 3> position{};
        std::array<float, joint_count> moved{};
        // CGAL counts the corners of a face from the source of its halfedge.
        const auto h = half.mesh.halfedge(location.first);
        const std::array corners{half.mesh.source(h), half.mesh.target(h), half.mesh.target(half.mesh.next(h))};
        for (std::size_t k = 0; k < 3; ++k) {
            const float weight = static_cast<float>(location.second[k]);
            const std::uint32_t b = half.base_vertex[corners[k].idx()];
            for (std::size_t body = 0; body < 3; ++body)
                position[body] = position[body] + base.positions[body][b] * weight;
            arm += base.arm_weight[b] * weight;
            for (std::size_t j = 0; j < joint_count; ++j) moved[j] += base.joint_weights[b][j] * weight;
        }
        // On the mid-line left and right move alike.
        if (on_midline)
            for (std::size_t j = index(JointId::left_girdle); j < joint_count; j += 2)
                moved[j] = moved[j + 1] = (moved[j] + moved[j + 1]) / 2;
        for (std::size_t body = 0; body < 3; ++body) {
            if (on_midline) position[body].x = 0;
            out.positions[body].push_back(position[body]);
        }
        out.arm_weight.push_back(arm);
        out.joint_weights.push_back(moved);
    }
    const std::size_t left_count = left.number_of_vertices();
    for (std::size_t v = 0; v < left_count; ++v) {
        if (left.is_border(Vertex(static_cast<Mesh::size_type>(v)))) {
            image[v] = static_cast<std::uint16_t>(v);
            continue;
        }
        image[v] = static_cast<std::uint16_t>(out.arm_weight.size());
        for (auto& positions : out.positions) positions.push_back(mirrored(positions[v]));
        out.arm_weight.push_back(out.arm_weight[v]);
        std::array<float, joint_count> moved{};
        for (std::size_t j = 0; j < joint_count; ++j)
            moved[index(mirror(static_cast<JointId>(j)))] = out.joint_weights[v][j];
        out.joint_weights.push_back(moved);
    }
    out.mirror.resize(out.arm_weight.size());
    for (std::size_t v = 0; v < left_count; ++v) {
        out.mirror[v] = image[v];
        out.mirror[image[v]] = static_cast<std::uint16_t>(v);
    }
    for (const auto face : left.faces()) {
        std::array<std::uint16_t, 3> c{};
        std::size_t k = 0;
        for (const Vertex v : left.vertices_around_face(left.halfedge(face)))
            c[k++] = static_cast<std::uint16_t>(v.idx());
        out.triangles.push_back({c[0], c[1], c[2]});
        out.triangles.push_back({image[c[0]], image[c[2]], image[c[1]]});
    }
    add_areas_and_normals(out);
    return out;
}

}  // namespace knotwork::bake
