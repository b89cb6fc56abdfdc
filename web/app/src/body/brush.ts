// A round brush drawn along the skin, while it is drawn: what the engine's paint_stroke (src/body/brush.cpp) marks when the
// stroke is done, kept up to date place by place.
//
//     const stroke = new GrowingStroke(geometry, 0.03);      // 6 cm wide
//     stroke.add(place);                                     // for each position of the finger
//     stroke.forEach((share, v) => ...)                      // the skin points it marks so far, with their coverage
//
// A skin point is marked when it lies within the radius of the stroke, is joined to it by marked skin, and does not face
// away from it: a brush on the instep does not paint the sole. Cost of a place: the skin points within its reach, and one
// pass over those marked so far.
import {minus, norm, type SkinGeometry, type SurfacePoint, type Vec3} from './geometry';

const facesAway = -0.17; // cosine: about 100 degrees
const penSpacing = 0.005; // metres: places closer together than this add nothing to a stroke

// Coverage is 1 well inside, 0 well outside and exactly a half on the edge of the brush, so that the edge can be drawn
// between the skin points, which lie a centimetre apart.
const softness = 0.02; // metres from no coverage to full
export const edge = 0.5;

// Coverage by skin point, as a Map gives it too.
export interface Shares {
  forEach(visit: (share: number, v: number) => void): void;
}

export class GrowingStroke implements Shares {
  readonly radius: number;
  #geometry: SkinGeometry;
  #places: SurfacePoint[] = []; // the way over the skin so far
  #last: SurfacePoint | null = null;
  #seeds = new Set<number>();
  // Of each skin point: squared distance from the stroke, and the place whose skin lies under the nearest part of it.
  #distance2: Float64Array;
  #under: Uint32Array;
  #seen: Uint32Array; // the pass that met the point
  #pass = 0;

  constructor(geometry: SkinGeometry, radius: number) {
    this.#geometry = geometry;
    this.radius = radius;
    this.#distance2 = new Float64Array(geometry.pointCount).fill(Infinity);
    this.#under = new Uint32Array(geometry.pointCount);
    this.#seen = new Uint32Array(geometry.pointCount);
  }

  add(place: SurfacePoint): void {
    const way = this.#last ? this.#geometry.path(this.#last, place) : [place];
    for (let i = this.#last ? 1 : 0; i < way.length; ++i) this.#extend(way[i]!);
    this.#last = place;
  }

  // Visits the points that are marked, with a coverage of at least a half, and those just beyond the edge, with less.
  forEach(visit: (share: number, v: number) => void): void {
    const pass = ++this.#pass;
    const seen = this.#seen;
    const open: number[] = [];
    for (const v of this.#seeds) {
      seen[v] = pass;
      open.push(v);
      visit(Math.max(edge + 0.02, this.#coverage(v)), v);
    }
    while (open.length) {
      for (const w of this.#geometry.neighbours(open.pop()!)) {
        if (seen[w] === pass) continue;
        seen[w] = pass;
        const facesBrush = this.#facesBrush(w);
        if (facesBrush && this.#distance2[w]! <= this.radius * this.radius) {
          open.push(w);
          visit(Math.max(edge, this.#coverage(w)), w);
        } else {
          visit(facesBrush ? Math.min(edge - 0.02, this.#coverage(w)) : 0, w);
        }
      }
    }
  }
  // The same as a map of its own.
  painted(): Map<number, number> {
    const out = new Map<number, number>();
    this.forEach((share, v) => out.set(v, share));
    return out;
  }

  #extend(place: SurfacePoint): void {
    const at = this.#places.length;
    const a = this.#places.at(-1) ?? place;
    this.#places.push(place);
    this.#seeds.add(place.nearest);
    const [ax, ay, az] = a.position;
    const [wx, wy, wz] = minus(place.position, a.position);
    const length2 = wx * wx + wy * wy + wz * wz;
    const {neutral} = this.#geometry.skin;
    // One centimetre beyond the radius, so that the edge is known on its outer side as well.
    const reach = this.radius + 0.01 + Math.sqrt(length2);
    this.#geometry.around(place.position, reach, (v) => {
      const x = neutral[3 * v]! - ax, y = neutral[3 * v + 1]! - ay, z = neutral[3 * v + 2]! - az;
      const f = length2 > 0 ? Math.min(1, Math.max(0, (x * wx + y * wy + z * wz) / length2)) : 0;
      const d2 = (x - wx * f) ** 2 + (y - wy * f) ** 2 + (z - wz * f) ** 2;
      if (d2 >= this.#distance2[v]!) return;
      this.#distance2[v] = d2;
      this.#under[v] = f > 0.5 || at === 0 ? at : at - 1;
    });
  }
  #facesBrush(v: number): boolean {
    if (this.#distance2[v] === Infinity) return false;
    const {normals} = this.#geometry;
    const [x, y, z] = this.#places[this.#under[v]!]!.normal;
    return normals[3 * v]! * x + normals[3 * v + 1]! * y + normals[3 * v + 2]! * z > facesAway;
  }
  #coverage(v: number): number {
    return Math.min(1, Math.max(0, edge + (this.radius - Math.sqrt(this.#distance2[v]!)) / softness));
  }
}

// The coverage of a whole stroke, its places being positions on the shown body; null where one is off the skin.
export function paintStroke(geometry: SkinGeometry, positions: Vec3[], radius: number): Map<number, number> | null {
  const stroke = new GrowingStroke(geometry, radius);
  for (const position of thinned(positions)) {
    const place = geometry.place(position);
    if (!place) return null;
    stroke.add(place);
  }
  return stroke.painted();
}

// The positions that count: the first, the last, and those at least 5 mm from the one that counted before.
export function thinned(positions: Vec3[]): Vec3[] {
  const out: Vec3[] = [];
  let last: Vec3 | null = null;
  positions.forEach((position, i) => {
    const isEnd = i === 0 || i + 1 === positions.length;
    if (last && !isEnd && norm(minus(position, last)) < penSpacing) return;
    last = position;
    out.push(position);
  });
  return out;
}
