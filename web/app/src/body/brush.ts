// A round brush drawn along the skin, while it is drawn: what the engine's paint_stroke (src/body/brush.cpp) marks when the
// stroke is done, kept up to date place by place.
//
//     const stroke = new GrowingStroke(geometry, 0.03);      // 6 cm wide
//     stroke.add(place);                                     // for each position of the finger
//     stroke.painted()                                       // the skin points it marks so far, with their coverage
//
// A skin point is marked when it lies within the radius of the stroke, is joined to it by marked skin, and does not face
// away from it: a brush on the instep does not paint the sole. Cost of a place: the skin points within its reach, and one
// pass over those marked so far.
import {dot, minus, norm, type SkinGeometry, type SurfacePoint, type Vec3} from './geometry';

const facesAway = -0.17; // cosine: about 100 degrees
const penSpacing = 0.005; // metres: places closer together than this add nothing to a stroke

// Coverage is 1 well inside, 0 well outside and exactly a half on the edge of the brush, so that the edge can be drawn
// between the skin points, which lie a centimetre apart.
const softness = 0.02; // metres from no coverage to full
export const edge = 0.5;

export class GrowingStroke {
  readonly radius: number;
  #geometry: SkinGeometry;
  #places: SurfacePoint[] = []; // the way over the skin so far
  #last: SurfacePoint | null = null;
  #seeds = new Set<number>();
  #distance2: Map<number, number> = new Map();
  #normal: Map<number, Vec3> = new Map(); // of the skin under the nearest part of the stroke

  constructor(geometry: SkinGeometry, radius: number) {
    this.#geometry = geometry;
    this.radius = radius;
  }

  add(place: SurfacePoint): void {
    const way = this.#last ? this.#geometry.path(this.#last, place).slice(1) : [place];
    for (const next of way) this.#extend(next);
    this.#last = place;
  }

  // Coverage by skin point: at least a half for those that are marked, less than a half for those just beyond the edge.
  painted(): Map<number, number> {
    const out = new Map<number, number>();
    const open = [...this.#seeds];
    for (const v of open) out.set(v, Math.max(edge + 0.02, this.#coverage(v)));
    while (open.length) {
      const v = open.pop()!;
      for (const w of this.#geometry.neighbours(v)) {
        if (out.has(w)) continue;
        if (!this.#isInside(w)) {
          out.set(w, this.#facesBrush(w) ? Math.min(edge - 0.02, this.#coverage(w)) : 0);
          continue;
        }
        out.set(w, Math.max(edge, this.#coverage(w)));
        open.push(w);
      }
    }
    return out;
  }

  #extend(place: SurfacePoint): void {
    const from = this.#places.at(-1);
    this.#places.push(place);
    this.#seeds.add(place.nearest);
    const a = from ?? place;
    const way = minus(place.position, a.position);
    const length2 = dot(way, way);
    // One centimetre beyond the radius, so that the edge is known on its outer side as well.
    const reach = this.radius + 0.01 + Math.sqrt(length2);
    this.#geometry.around(place.position, reach, (v) => {
      const p = this.#geometry.position(v);
      const f = length2 > 0 ? Math.min(1, Math.max(0, dot(minus(p, a.position), way) / length2)) : 0;
      const off: Vec3 = [p[0] - a.position[0] - way[0] * f, p[1] - a.position[1] - way[1] * f, p[2] - a.position[2] - way[2] * f];
      const d2 = dot(off, off);
      if (d2 >= (this.#distance2.get(v) ?? Infinity)) return;
      this.#distance2.set(v, d2);
      this.#normal.set(v, f > 0.5 ? place.normal : a.normal);
    });
  }
  #facesBrush(v: number): boolean {
    const normal = this.#normal.get(v);
    return normal !== undefined && dot(this.#geometry.normal(v), normal) > facesAway;
  }
  #isInside(v: number): boolean {
    return this.#facesBrush(v) && this.#distance2.get(v)! <= this.radius * this.radius;
  }
  #coverage(v: number): number {
    const d2 = this.#distance2.get(v);
    if (d2 === undefined) return 0;
    return Math.min(1, Math.max(0, edge + (this.radius - Math.sqrt(d2)) / softness));
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
