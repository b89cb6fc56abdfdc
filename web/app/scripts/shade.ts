// How open each skin point lies to the light, 0 to 1: the share of the sky over it that no other skin hides. Gives the
// figure its soft shadows under the chin, in the armpits and between the legs without any work while it is drawn.
import {BufferAttribute, BufferGeometry, Ray, Vector3, DoubleSide} from 'three';
import {MeshBVH} from 'three-mesh-bvh';

const rays = 96;
const reach = 0.45; // metres: what lies farther off hides nothing

export function computeShade(positions: Float32Array, triangles: Uint16Array, points: number): Float32Array {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions.slice(), 3));
  geometry.setIndex(new BufferAttribute(triangles.slice(), 1));
  geometry.computeVertexNormals();
  const normals = geometry.getAttribute('normal');
  const bvh = new MeshBVH(geometry);
  const normal = new Vector3(), side = new Vector3(), other = new Vector3();
  const ray = new Ray();
  const out = new Float32Array(points);
  for (let v = 0; v < points; ++v) {
    normal.fromBufferAttribute(normals, v);
    side.set(Math.abs(normal.x) < 0.9 ? 1 : 0, Math.abs(normal.x) < 0.9 ? 0 : 1, 0).cross(normal).normalize();
    other.crossVectors(normal, side);
    ray.origin.fromArray(positions, 3 * v).addScaledVector(normal, 0.003);
    let open = 0;
    for (let i = 0; i < rays; ++i) {
      // Evenly over the half sphere, more of them straight up (a spiral of the golden angle).
      const up = Math.sqrt(1 - (i + 0.5) / rays);
      const flat = Math.sqrt(1 - up * up);
      const turn = i * 2.399963;
      ray.direction.copy(normal).multiplyScalar(up).addScaledVector(side, flat * Math.cos(turn)).addScaledVector(other, flat * Math.sin(turn));
      const hit = bvh.raycastFirst(ray, DoubleSide);
      open += hit ? Math.min(1, hit.distance / reach) ** 2 : 1;
    }
    out[v] = open / rays;
  }
  return smooth(smooth(out, triangles, points), triangles, points);
}

// Each point takes the mean of itself and its neighbours, so that single rays do not show.
function smooth(values: Float32Array, triangles: Uint16Array, points: number): Float32Array {
  const sum = new Float32Array(points), count = new Float32Array(points);
  for (let i = 0; i < triangles.length; i += 3)
    for (let k = 0; k < 3; ++k) {
      const v = triangles[i + k]!, w = triangles[i + ((k + 1) % 3)]!;
      if (v >= points || w >= points) continue;
      sum[v]! += values[w]!;
      sum[w]! += values[v]!;
      count[v]! += 1;
      count[w]! += 1;
    }
  return values.map((value, v) => (count[v] ? (value + sum[v]! / count[v]!) / 2 : value));
}
