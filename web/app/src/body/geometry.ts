// Geometry of the skin, as the engine's SkinGeometry computes it (src/body/geometry.cpp): the brush must mark the same
// skin points here while the finger moves as the engine will when it traces the drawing.
//
//     const geometry = new SkinGeometry(skin);
//     const place = geometry.place([0.1, 0.9, -0.1]);      // a position on the shown body, carried to the neutral one
//     const way = geometry.path(a, b);                     // over the skin, in steps of 5 mm
//
// Built once a body, then read only; what only a brush needs is built with its first touch, so that the body is seen sooner. Lengths are metres on the neutral body.
import type {Skin} from './skin';

export type Vec3 = readonly [number, number, number];

// A place on the skin, not only at its points.
export interface SurfacePoint {
  position: Vec3;
  normal: Vec3; // outward, unit length
  nearest: number; // the skin point closest to it
}

const facesAlike = 0.2; // cosine: nearest() with a facing looks only at skin that faces about the same way
const gridStep = 0.03;

export const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const norm = (a: Vec3) => Math.sqrt(dot(a, a));
export function normalized(a: Vec3): Vec3 {
  const length = norm(a);
  return length > 0 ? [a[0] / length, a[1] / length, a[2] / length] : a;
}
export const mirrored = (a: Vec3): Vec3 => [-a[0], a[1], a[2]];
const along = (a: Vec3, b: Vec3, f: number): Vec3 => [a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f, a[2] + (b[2] - a[2]) * f];

// Weights of a triangle's corners at its point nearest to p. Ericson, Real-Time Collision Detection, 2005, section 5.1.5.
export function nearestOnTriangle(p: Vec3, a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const ab = minus(b, a), ac = minus(c, a), ap = minus(p, a), bp = minus(p, b), cp = minus(p, c);
  const d1 = dot(ab, ap), d2 = dot(ac, ap);
  if (d1 <= 0 && d2 <= 0) return [1, 0, 0];
  const d3 = dot(ab, bp), d4 = dot(ac, bp);
  if (d3 >= 0 && d4 <= d3) return [0, 1, 0];
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) {
    const v = d1 / (d1 - d3);
    return [1 - v, v, 0];
  }
  const d5 = dot(ab, cp), d6 = dot(ac, cp);
  if (d6 >= 0 && d5 <= d6) return [0, 0, 1];
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) {
    const w = d2 / (d2 - d6);
    return [1 - w, 0, w];
  }
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const w = (d4 - d3) / (d4 - d3 + (d5 - d6));
    return [0, 1 - w, w];
  }
  const scale = 1 / (va + vb + vc);
  return [va * scale, vb * scale, vc * scale];
}

export class SkinGeometry {
  readonly skin: Skin;
  readonly normals: Float32Array; // of the neutral skin, three a point
  #neighbours: Uint16Array;
  #triangleBegin: Uint32Array;
  #triangles: Uint32Array;
  #neutral: Grid | undefined;
  #shown: Grid | undefined;

  constructor(skin: Skin) {
    this.skin = skin;
    const count = skin.mirror.length;
    const {triangles, neutral} = skin;
    this.normals = computeNormals(neutral, triangles);

    this.#triangleBegin = new Uint32Array(count + 1);
    for (const v of triangles) this.#triangleBegin[v + 1]! += 1;
    for (let v = 0; v < count; ++v) this.#triangleBegin[v + 1]! += this.#triangleBegin[v]!;
    this.#triangles = new Uint32Array(triangles.length);
    const fill = this.#triangleBegin.slice(0, count);
    for (let i = 0; i < triangles.length; ++i) this.#triangles[fill[triangles[i]!]!++] = Math.floor(i / 3);

    // The skin is closed, so each edge is seen once in either direction: the corner after v is a neighbour of v.
    this.#neighbours = new Uint16Array(triangles.length);
    for (let v = 0; v < count; ++v)
      for (let i = this.#triangleBegin[v]!; i < this.#triangleBegin[v + 1]!; ++i) {
        const t = 3 * this.#triangles[i]!;
        const corner = triangles[t] === v ? 0 : triangles[t + 1] === v ? 1 : 2;
        this.#neighbours[i] = triangles[t + ((corner + 1) % 3)]!;
      }
  }

  // Builds ahead what the first touch needs.
  prepare(): void {
    this.#ofNeutral();
    this.#ofShown();
  }
  #ofNeutral(): Grid {
    return (this.#neutral ??= new Grid(this.skin.neutral));
  }
  #ofShown(): Grid {
    return (this.#shown ??= this.skin.positions === this.skin.neutral ? this.#ofNeutral() : new Grid(this.skin.positions));
  }

  get pointCount(): number {
    return this.skin.mirror.length;
  }
  // Points joined to `v` by an edge.
  neighbours(v: number): Uint16Array {
    return this.#neighbours.subarray(this.#triangleBegin[v], this.#triangleBegin[v + 1]);
  }
  position(v: number): Vec3 {
    return pick(this.skin.neutral, v);
  }
  normal(v: number): Vec3 {
    return pick(this.normals, v);
  }
  // Calls `visit` with each skin point within `reach` of a position of the neutral body, and some that lie a little farther.
  around(position: Vec3, reach: number, visit: (v: number) => void): void {
    this.#ofNeutral().around(position, reach, visit);
  }

  // A position on or near the skin of the shown body, carried over to the neutral one; null if it is 5 cm off or more.
  place(position: Vec3): SurfacePoint | null {
    const nearest = this.#ofShown().nearest(position);
    const shown = this.skin.positions;
    if (norm(minus(pick(shown, nearest), position)) > 0.05) return null;
    let out: SurfacePoint = {position: this.position(nearest), normal: this.normal(nearest), nearest};
    let best = Infinity;
    for (const t of this.#trianglesOf(nearest)) {
      const [a, b, c] = this.#corners(t);
      const [pa, pb, pc] = [pick(shown, a), pick(shown, b), pick(shown, c)];
      const w = nearestOnTriangle(position, pa, pb, pc);
      const distance = norm(minus(weighted(w, pa, pb, pc), position));
      if (distance >= best) continue;
      best = distance;
      out = this.#onTriangle(a, b, c, w);
    }
    return out;
  }

  // The neutral skin next to `position`, among places that face the same way as `facing`.
  nearest(position: Vec3, facing: Vec3): SurfacePoint {
    const {normals} = this;
    const [fx, fy, fz] = facing;
    const faces = (v: number) => normals[3 * v]! * fx + normals[3 * v + 1]! * fy + normals[3 * v + 2]! * fz > facesAlike;
    const nearest = this.#ofNeutral().nearest(position, faces);
    let out: SurfacePoint = {position: this.position(nearest), normal: this.normal(nearest), nearest};
    const off = minus(out.position, position);
    let best = dot(off, off);
    const tryTrianglesOf = (v: number) => {
      for (const t of this.#trianglesOf(v)) {
        const [a, b, c] = this.#corners(t);
        const [pa, pb, pc] = [this.position(a), this.position(b), this.position(c)];
        const w = nearestOnTriangle(position, pa, pb, pc);
        const d = minus(weighted(w, pa, pb, pc), position);
        const distance = dot(d, d);
        if (distance >= best) continue;
        best = distance;
        out = this.#onTriangle(a, b, c, w);
      }
    };
    tryTrianglesOf(nearest);
    for (const w of this.neighbours(nearest)) if (faces(w)) tryTrianglesOf(w);
    return out;
  }

  // The way over the skin between two places, both included: the chord is halved again and again and each middle brought
  // to the skin, facing as its ends do.
  path(from: SurfacePoint, to: SurfacePoint, step = 0.005): SurfacePoint[] {
    const out = [from];
    const halve = (a: SurfacePoint, b: SurfacePoint, depth: number) => {
      if (depth === 0 || norm(minus(b.position, a.position)) <= step) return;
      const facing = normalized([a.normal[0] + b.normal[0], a.normal[1] + b.normal[1], a.normal[2] + b.normal[2]]);
      const middle = this.nearest(along(a.position, b.position, 0.5), facing);
      halve(a, middle, depth - 1);
      out.push(middle);
      halve(middle, b, depth - 1);
    };
    halve(from, to, 10);
    out.push(to);
    return out;
  }

  // A place of the neutral skin on the shown body: its position there, and `lift` metres off the skin.
  shown(place: SurfacePoint, lift = 0): Vec3 {
    const {positions, neutral} = this.skin;
    const moved =
      positions === neutral ? place.position : this.#carried(place);
    return [moved[0] + place.normal[0] * lift, moved[1] + place.normal[1] * lift, moved[2] + place.normal[2] * lift];
  }

  #carried(place: SurfacePoint): Vec3 {
    let best = Infinity;
    let out = pick(this.skin.positions, place.nearest);
    for (const t of this.#trianglesOf(place.nearest)) {
      const [a, b, c] = this.#corners(t);
      const [pa, pb, pc] = [this.position(a), this.position(b), this.position(c)];
      const w = nearestOnTriangle(place.position, pa, pb, pc);
      const distance = norm(minus(weighted(w, pa, pb, pc), place.position));
      if (distance >= best) continue;
      best = distance;
      out = weighted(w, pick(this.skin.positions, a), pick(this.skin.positions, b), pick(this.skin.positions, c));
    }
    return out;
  }
  // The skin of the neutral body next to a position of it, facing any way.
  onNeutral(position: Vec3): SurfacePoint {
    const nearest = this.#ofNeutral().nearest(position);
    return this.nearest(position, this.normal(nearest));
  }

  #trianglesOf(v: number): Uint32Array {
    return this.#triangles.subarray(this.#triangleBegin[v], this.#triangleBegin[v + 1]);
  }
  #corners(t: number): [number, number, number] {
    const {triangles} = this.skin;
    return [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!];
  }
  #onTriangle(a: number, b: number, c: number, w: Vec3): SurfacePoint {
    return {
      position: weighted(w, this.position(a), this.position(b), this.position(c)),
      normal: normalized(weighted(w, this.normal(a), this.normal(b), this.normal(c))),
      nearest: w[0] >= w[1] && w[0] >= w[2] ? a : w[1] >= w[2] ? b : c,
    };
  }
}

export function computeNormals(positions: Float32Array, triangles: Uint16Array): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let i = 0; i < triangles.length; i += 3) {
    const a = 3 * triangles[i]!, b = 3 * triangles[i + 1]!, c = 3 * triangles[i + 2]!;
    const ax = positions[a]!, ay = positions[a + 1]!, az = positions[a + 2]!;
    const ux = positions[b]! - ax, uy = positions[b + 1]! - ay, uz = positions[b + 2]! - az;
    const vx = positions[c]! - ax, vy = positions[c + 1]! - ay, vz = positions[c + 2]! - az;
    const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
    normals[a]! += nx; normals[a + 1]! += ny; normals[a + 2]! += nz;
    normals[b]! += nx; normals[b + 1]! += ny; normals[b + 2]! += nz;
    normals[c]! += nx; normals[c + 1]! += ny; normals[c + 2]! += nz;
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.sqrt(normals[i]! ** 2 + normals[i + 1]! ** 2 + normals[i + 2]! ** 2) || 1;
    normals[i]! /= length;
    normals[i + 1]! /= length;
    normals[i + 2]! /= length;
  }
  return normals;
}

export const pick = (array: Float32Array, v: number): Vec3 => [array[3 * v]!, array[3 * v + 1]!, array[3 * v + 2]!];
const weighted = (w: Vec3, a: Vec3, b: Vec3, c: Vec3): Vec3 => [
  a[0] * w[0] + b[0] * w[1] + c[0] * w[2],
  a[1] * w[0] + b[1] * w[1] + c[1] * w[2],
  a[2] * w[0] + b[2] * w[1] + c[2] * w[2],
];

// Points by the cube of 3 cm they lie in: those of cube c are points[begin[c]] to points[begin[c + 1] - 1].
class Grid {
  #positions: Float32Array;
  #low: [number, number, number];
  #count: [number, number, number]; // cubes along each axis
  #begin: Uint32Array;
  #points: Uint16Array;

  constructor(positions: Float32Array) {
    this.#positions = positions;
    const low: [number, number, number] = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
    for (let i = 0; i < positions.length; ++i) {
      const k = i % 3;
      if (positions[i]! < low[k]!) low[k] = positions[i]!;
      if (positions[i]! > high[k]!) high[k] = positions[i]!;
    }
    this.#low = low;
    this.#count = [0, 1, 2].map((k) => Math.floor((high[k]! - low[k]!) / gridStep) + 1) as [number, number, number];
    const cubes = this.#count[0] * this.#count[1] * this.#count[2];
    const count = positions.length / 3;
    const cube = new Uint32Array(count);
    this.#begin = new Uint32Array(cubes + 1);
    for (let v = 0; v < count; ++v) {
      cube[v] = this.#cube(this.#along(0, positions[3 * v]!), this.#along(1, positions[3 * v + 1]!), this.#along(2, positions[3 * v + 2]!));
      this.#begin[cube[v]! + 1]! += 1;
    }
    for (let c = 0; c < cubes; ++c) this.#begin[c + 1]! += this.#begin[c]!;
    const fill = this.#begin.slice();
    this.#points = new Uint16Array(count);
    for (let v = 0; v < count; ++v) this.#points[fill[cube[v]!]!++] = v;
  }

  // The point nearest to `position` that `fits`: shell by shell of cubes outwards, until what lies farther out cannot be nearer.
  nearest(position: Vec3, fits: (v: number) => boolean = () => true): number {
    const p = this.#positions;
    let best = 0;
    let best2 = Infinity;
    const look = (v: number) => {
      const d2 = (p[3 * v]! - position[0]) ** 2 + (p[3 * v + 1]! - position[1]) ** 2 + (p[3 * v + 2]! - position[2]) ** 2;
      if ((d2 < best2 || (d2 === best2 && v < best)) && fits(v)) {
        best2 = d2;
        best = v;
      }
    };
    const [x, y, z] = [this.#along(0, position[0]), this.#along(1, position[1]), this.#along(2, position[2])];
    const most = Math.max(...this.#count, Math.abs(x), Math.abs(y), Math.abs(z)) + Math.max(...this.#count);
    for (let shell = 0; shell <= most; ++shell) {
      if (shell > 0 && best2 <= ((shell - 1) * gridStep) ** 2) break;
      for (let i = -shell; i <= shell; ++i)
        for (let j = -shell; j <= shell; ++j) {
          const step = shell > 0 && Math.abs(i) < shell && Math.abs(j) < shell ? 2 * shell : 1;
          for (let k = -shell; k <= shell; k += step) this.#visit(x + i, y + j, z + k, look);
        }
    }
    return best;
  }

  around(position: Vec3, reach: number, visit: (v: number) => void): void {
    const from = [0, 1, 2].map((k) => Math.max(0, this.#along(k, position[k]! - reach)));
    const to = [0, 1, 2].map((k) => Math.min(this.#count[k]! - 1, this.#along(k, position[k]! + reach)));
    for (let x = from[0]!; x <= to[0]!; ++x)
      for (let y = from[1]!; y <= to[1]!; ++y) for (let z = from[2]!; z <= to[2]!; ++z) this.#visit(x, y, z, visit);
  }

  #visit(x: number, y: number, z: number, visit: (v: number) => void): void {
    if (x < 0 || y < 0 || z < 0 || x >= this.#count[0] || y >= this.#count[1] || z >= this.#count[2]) return;
    const cube = this.#cube(x, y, z);
    for (let i = this.#begin[cube]!; i < this.#begin[cube + 1]!; ++i) visit(this.#points[i]!);
  }
  #along(axis: number, value: number): number {
    return Math.floor((value - this.#low[axis]!) / gridStep);
  }
  #cube(x: number, y: number, z: number): number {
    return (x * this.#count[1] + y) * this.#count[2] + z;
  }
}
