// From marks to what the picture shows at each skin point: how far it is painted, how strongly it hurts there and how it
// feels, and the referral fields laid over it. Marks count in their order: a later one covers an earlier.
//
//     const painting = new Painting(geometry, (mark) => engine.paint(...));
//     painting.show(marks);                 // all but the stroke under the finger
//     painting.preview(stroke.painted(), intensity, qualities);
//     painting.paint, painting.textures, painting.field       // bytes for the graphics card, four a skin point
import {edge, paintStroke, type Shares} from './brush';
import type {SkinGeometry, Vec3} from './geometry';
import {textureOf, textures, type Quality} from './qualities';
import type {Mark} from '$lib/types';

export type Coverage = Map<number, number>; // of skin points, 0 to 1; painted from `edge` on

// Places of the four bytes of a skin point.
const coverageAt = 0, strengthAt = 1; // of `paint`
const essentialAt = 0, spilloverAt = 1, likelihoodAt = 2, chosenAt = 3; // of `field`

export interface Zone {
  essential: boolean;
  points: Uint16Array;
  coverage: Uint8Array;
}

export const qualitiesOf = (mark: Pick<Mark, 'quality'>): Quality[] =>
  mark.quality === undefined ? [] : Array.isArray(mark.quality) ? mark.quality : [mark.quality];

const usual = 5; // intensity of a mark that does not say
const mostKept = 400;
const smoothing = 4; // passes
const hair = 0.01; // least distance from the edge

// What a mark says of the place alone.
const keyOf = ({stroke, patch, regions, choir, points}: Mark): string => JSON.stringify([stroke, patch, regions, choir, points]);

export class Painting {
  readonly paint: Uint8Array; // coverage, strength
  readonly textures: Uint8Array; // weight of each texture
  readonly field: Uint8Array; // coverage of essential and of spillover zones, how likely their source is; chosen regions
  #geometry: SkinGeometry;
  #resolve: (mark: Mark) => Promise<Uint8Array>; // what only the engine can place: names, patches, other maps
  #known = new WeakMap<Mark, Coverage>();
  #kept = new Map<string, Coverage>(); // the same by what the mark says, since a mark that is stored becomes another object
  #pending = new Map<string, Promise<void>>();
  #base: {paint: Uint8Array; textures: Uint8Array};
  #touched: number[] = []; // by the preview

  constructor(geometry: SkinGeometry, resolve: (mark: Mark) => Promise<Uint8Array>) {
    this.#geometry = geometry;
    this.#resolve = resolve;
    const count = geometry.pointCount;
    this.paint = new Uint8Array(4 * count);
    this.textures = new Uint8Array(4 * count);
    this.field = new Uint8Array(4 * count);
    this.#base = {paint: new Uint8Array(4 * count), textures: new Uint8Array(4 * count)};
  }

  // What a mark paints, if it is known; asks the engine where it has to, and then calls `later`, or `never` where the engine
  // cannot place it either (it says why beside the likely sources).
  coverage(mark: Mark, later: () => void = () => {}, never: () => void = () => {}): Coverage | null {
    let coverage = this.#known.get(mark);
    if (coverage) return coverage;
    const key = keyOf(mark);
    coverage = this.#kept.get(key) ?? this.#place(mark) ?? undefined;
    if (coverage) {
      this.remember(mark, coverage);
      return coverage;
    }
    let asked = this.#pending.get(key);
    if (!asked) {
      asked = this.#resolve(mark).then((painted) => this.remember(mark, this.#softened(painted)));
      this.#pending.set(key, asked);
      asked.catch(() => {}).finally(() => this.#pending.delete(key));
    }
    asked.then(later, never);
    return null;
  }
  // Keeps what is already known of a mark, so that it is not computed again and its edge stays as it was drawn.
  remember(mark: Mark, coverage: Coverage): void {
    this.#known.set(mark, coverage);
    if (this.#kept.size >= mostKept) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(keyOf(mark), coverage);
  }

  show(marks: Mark[], later: () => void): void {
    this.#base.paint.fill(0);
    this.#base.textures.fill(0);
    for (const mark of marks) {
      if (mark.intensity === 0) continue;
      const coverage = this.coverage(mark, later);
      if (coverage) lay(this.#base, coverage, mark.intensity ?? usual, qualitiesOf(mark));
    }
    this.paint.set(this.#base.paint);
    this.textures.set(this.#base.textures);
    this.#touched.length = 0;
  }

  // Referral fields with how likely each is (0 to 1), and regions (indices) to be marked as chosen.
  lay(zones: {zone: Zone; strength: number}[], chosen: number[]): void {
    const {field} = this;
    field.fill(0);
    if (chosen.length) {
      const painted = Uint8Array.from(this.#geometry.skin.region, (region) => (chosen.includes(region) ? 1 : 0));
      for (const [v, share] of this.#softened(painted)) field[4 * v + chosenAt] = Math.round(255 * share);
    }
    for (const {zone, strength} of zones) {
      zone.points.forEach((v, i) => {
        const at = 4 * v + (zone.essential ? essentialAt : spilloverAt);
        field[at] = Math.max(field[at]!, zone.coverage[i]!);
        field[4 * v + likelihoodAt] = Math.max(field[4 * v + likelihoodAt]!, Math.round(255 * strength));
      });
    }
  }

  // The skin points that a viewer wants to see: those of essential zones, else of any zone, else what is painted.
  pointsThatCount(): number[] {
    const marked = (bytes: Uint8Array, at: number) => [...this.#geometry.skin.region.keys()].filter((v) => bytes[4 * v + at]! > 100);
    for (const points of [marked(this.field, essentialAt), marked(this.field, spilloverAt)]) if (points.length) return points;
    return marked(this.paint, coverageAt);
  }

  // The stroke under the finger over all that is shown, or strokes where the brush mirrors; none takes it away again.
  preview(strokes: Shares[], intensity: number, qualities: Quality[], isErasing: boolean): void {
    for (const v of this.#touched) {
      for (let k = 4 * v; k < 4 * v + 4; ++k) {
        this.paint[k] = this.#base.paint[k]!;
        this.textures[k] = this.#base.textures[k]!;
      }
    }
    this.#touched.length = 0;
    const {paint} = this;
    for (const stroke of strokes) {
      stroke.forEach((_, v) => this.#touched.push(v));
      if (isErasing) stroke.forEach((share, v) => (paint[4 * v + coverageAt] = Math.min(paint[4 * v + coverageAt]!, 255 * (1 - share))));
      else lay(this, stroke, intensity, qualities);
    }
  }

  #place(mark: Mark): Coverage | null {
    if (mark.stroke) {
      const positions: Vec3[] = [];
      for (const place of mark.stroke.points) {
        if (typeof place === 'string' || !('xyz' in place)) return null;
        positions.push(place.xyz as unknown as Vec3);
      }
      return paintStroke(this.#geometry, positions, mark.stroke.radius_cm / 100);
    }
    const {skin} = this.#geometry;
    const painted = new Uint8Array(this.#geometry.pointCount);
    if (mark.points) {
      if (mark.points.skin !== skin.hash) return null;
      for (const v of mark.points.indices) painted[v] = 1;
      return this.#softened(painted);
    }
    if (mark.regions) {
      const named = mark.regions.map((name: string) => skin.regions.findIndex((region) => region.name === name));
      if (named.includes(-1)) return null;
      skin.region.forEach((region, v) => {
        if (named.includes(region)) painted[v] = 1;
      });
      return this.#softened(painted);
    }
    return null;
  }

  // Whole skin points with a smooth edge between them: each point takes the mean of its neighbours, again and again, but
  // never crosses from one side of the edge to the other.
  #softened(painted: Uint8Array): Coverage {
    let out: Coverage = new Map();
    painted.forEach((is, v) => {
      if (is) out.set(v, 1);
    });
    for (let pass = 0; pass < smoothing; ++pass) {
      const next: Coverage = new Map();
      const soften = (v: number) => {
        if (next.has(v)) return;
        const around = this.#geometry.neighbours(v);
        let sum = 0;
        for (const w of around) sum += out.get(w) ?? 0;
        const share = ((out.get(v) ?? 0) + sum / around.length) / 2;
        next.set(v, painted[v] ? Math.max(edge + hair, share) : Math.min(edge - hair, share));
      };
      for (const v of out.keys()) {
        soften(v);
        for (const w of this.#geometry.neighbours(v)) soften(w);
      }
      out = next;
    }
    return out;
  }
}

function lay(on: {paint: Uint8Array; textures: Uint8Array}, coverage: Shares, intensity: number, qualities: Quality[]): void {
  const drawn = qualities.map(textureOf);
  const weights = textures.map((name) => (drawn.includes(name) ? 255 : 0));
  const strength = Math.round(25.5 * intensity);
  coverage.forEach((share, v) => {
    const before = on.paint[4 * v + coverageAt]!;
    const now = Math.round(255 * share);
    // Just beyond the edge the point takes the look of the mark too, unless another lies there, so that colour and
    // texture run up to the very edge.
    if (now < before && share < edge) return;
    on.paint[4 * v + coverageAt] = Math.max(before, now);
    on.paint[4 * v + strengthAt] = strength;
    for (let k = 0; k < 4; ++k) on.textures[4 * v + k] = weights[k]!;
  });
}
