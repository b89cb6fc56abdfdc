import type {Engine} from '@knotwork/engine';
import {beforeAll, describe, expect, test} from 'vitest';

import {edge, GrowingStroke, paintStroke, thinned} from './brush';
import {SkinGeometry, mirrored, type Vec3} from './geometry';
import {loadEngine, readSkin} from './testing/engine';

type Body = 'neutral' | 'female' | 'male';

let engine: Engine;
const geometries = new Map<Body, SkinGeometry>();
beforeAll(async () => {
  engine = await loadEngine();
});
function geometryOf(body: Body): SkinGeometry {
  let geometry = geometries.get(body);
  if (!geometry) geometries.set(body, (geometry = new SkinGeometry(readSkin(body))));
  return geometry;
}

// A stroke as a finger draws it: from skin point to skin point, in steps of about a centimetre.
function wander(body: Body, from: number, steps: number, turn: number): Vec3[] {
  const geometry = geometryOf(body);
  const {positions} = geometry.skin;
  const out: Vec3[] = [];
  let at = from;
  for (let i = 0; i < steps; ++i) {
    out.push([0, 1, 2].map((k) => Math.round(positions[3 * at + k]! * 1e4) / 1e4) as unknown as Vec3);
    const around = geometry.neighbours(at);
    at = around[(turn + (i >> 3)) % around.length]!;
  }
  return out;
}

const byEngine = (body: Body, points: Vec3[], radius: number) =>
  engine.paint({
    format: 'knotwork.drawing/1',
    body,
    marks: [{stroke: {points: points.map((xyz) => ({xyz: [...xyz]})), radius_cm: radius * 100}}],
  });

function differences(body: Body, points: Vec3[], radius: number): {apart: number[]; painted: number} {
  const own = paintStroke(geometryOf(body), points, radius)!;
  const theirs = byEngine(body, points, radius);
  const apart: number[] = [];
  let painted = 0;
  theirs.forEach((is, v) => {
    if (is) painted += 1;
    if ((is === 1) !== (own.get(v) ?? 0) >= edge) apart.push(v);
  });
  return {apart, painted};
}

describe('the brush marks what the engine marks', () => {
  const starts = [100, 1500, 2600, 4200, 5200, 6100, 7300, 8000, 9100, 12000, 15000, 16300];
  for (const body of ['neutral', 'female', 'male'] as const)
    test.each([0.006, 0.015, 0.025, 0.06])(`on the ${body} body with a radius of %d m`, (radius) => {
      let all = 0;
      let wrong = 0;
      starts.forEach((start, i) => {
        const {apart, painted} = differences(body, wander(body, start, 6 + 5 * i, i), radius);
        all += painted;
        wrong += apart.length;
        // Rounding moves a point across the edge now and then: never more than a few.
        expect(apart.length).toBeLessThanOrEqual(Math.max(2, painted * 0.01));
      });
      expect(all).toBeGreaterThan(100);
      expect(wrong / all).toBeLessThan(0.004);
    });

  test('where they differ, it is on the very edge', () => {
    const points = wander('neutral', 2600, 40, 2);
    const own = paintStroke(geometryOf('neutral'), points, 0.03)!;
    const {apart} = differences('neutral', points, 0.03);
    for (const v of apart) expect(Math.abs((own.get(v) ?? 0) - edge)).toBeLessThan(0.06);
  });

  test('and of a dot, the skin under it', () => {
    const {apart, painted} = differences('neutral', wander('neutral', 5200, 1, 0), 0.02);
    expect(painted).toBeGreaterThan(5);
    expect(apart.length).toBeLessThanOrEqual(1);
  });
});

test('a growing stroke is the whole stroke at each step', () => {
  const geometry = geometryOf('neutral');
  const points = wander('neutral', 4200, 25, 1);
  const growing = new GrowingStroke(geometry, 0.02);
  points.forEach((point, i) => {
    growing.add(geometry.place(point)!);
    const whole = paintStroke(geometry, points.slice(0, i + 1), 0.02)!;
    // The thinning of a whole stroke may leave out a place that the growing one has.
    if (thinned(points.slice(0, i + 1)).length === i + 1) expect(growing.painted()).toEqual(whole);
  });
});

test('a brush on the instep does not paint the sole', () => {
  const geometry = geometryOf('neutral');
  const {neutral, regions, region} = geometry.skin;
  const top = regions.findIndex((one) => one.name === 'left top of the foot');
  const sole = regions.findIndex((one) => one.name === 'left arch of the foot');
  const points = [...region.keys()].filter((v) => region[v] === top);
  const middle = points[Math.floor(points.length / 2)]!;
  const painted = paintStroke(geometry, [[neutral[3 * middle]!, neutral[3 * middle + 1]!, neutral[3 * middle + 2]!]], 0.05)!;
  const marked = [...painted].filter(([, share]) => share >= edge).map(([v]) => v);
  expect(marked.length).toBeGreaterThan(20);
  expect(marked.filter((v) => region[v] === sole && geometry.normal(v)[1] < -0.8)).toEqual([]);
});

test('the mirror image of a stroke paints the mirror image', () => {
  const geometry = geometryOf('female');
  const points = wander('female', 1500, 12, 3);
  const one = paintStroke(geometry, points, 0.02)!;
  const other = paintStroke(geometry, points.map(mirrored), 0.02)!;
  const marked = (coverage: Map<number, number>) => [...coverage].filter(([, share]) => share >= edge).map(([v]) => v);
  const expected = marked(one).map((v) => geometry.skin.mirror[v]!);
  const missing = expected.filter((v) => (other.get(v) ?? 0) < edge);
  expect(missing.length).toBeLessThanOrEqual(2);
  expect(Math.abs(marked(other).length - expected.length)).toBeLessThanOrEqual(2);
});

test('a position off the skin paints nothing', () => {
  expect(paintStroke(geometryOf('neutral'), [[0.5, 0.2, 0.4]], 0.02)).toBeNull();
});

test('places less than 5 mm apart are left out, the ends never', () => {
  const points: Vec3[] = [0, 0.002, 0.004, 0.006, 0.012, 0.013].map((x) => [x, 0, 0]);
  expect(thinned(points).map((point) => point[0])).toEqual([0, 0.006, 0.012, 0.013]);
});
