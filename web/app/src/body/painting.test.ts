import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import type {Engine} from '@knotwork/engine';
import {beforeAll, describe, expect, test} from 'vitest';

import type {Mark} from '$lib/types';

import {edge, paintStroke} from './brush';
import {carry} from './carry';
import {eraseFrom} from './erase';
import {SkinGeometry} from './geometry';
import {Painting, type Coverage} from './painting';
import {qualities, textureOf} from './qualities';
import {sideOf} from './scene';
import {regionShares} from './shares';
import {loadEngine, readSkin} from './testing/engine';

let engine: Engine;
let geometry: SkinGeometry;
beforeAll(async () => {
  engine = await loadEngine();
  geometry = new SkinGeometry(readSkin('neutral'));
});

const paintingOf = () => new Painting(geometry, async (mark) => engine.paint({format: 'knotwork.drawing/1', marks: [mark]}));
const marked = (coverage: Coverage) => [...coverage].filter(([, share]) => share >= edge).map(([v]) => v).sort((a, b) => a - b);
const byEngine = (...marks: Mark[]) =>
  Array.from(engine.paint({format: 'knotwork.drawing/1', marks: marks as [Mark, ...Mark[]]})).flatMap((is, v) => (is ? [v] : []));
const at = (v: number): {xyz: [number, number, number]} => ({xyz: [...geometry.position(v)] as [number, number, number]});

// Down the back of the right thigh.
function thigh(radius_cm = 3): Mark {
  const points = [0.8, 0.76, 0.72, 0.68, 0.64, 0.6, 0.56].map((y) => at(geometry.nearest([-0.11, y, -0.1], [0, 0, -1]).nearest));
  return {intensity: 6, quality: ['ache', 'burning'], stroke: {points: points as [typeof points[0], ...typeof points], radius_cm}};
}

describe('the eraser', () => {
  const erasedAt = (y: number, radius = 0.03) => {
    const {nearest} = geometry.nearest([-0.11, y, -0.1], [0, 0, -1]);
    return paintStroke(geometry, [geometry.position(nearest)], radius)!;
  };

  test('leaves exactly what it did not touch, to the engine as well', () => {
    const painting = paintingOf();
    const stroke = thigh();
    const region: Mark = {intensity: 3, regions: ['right upper back of the thigh']};
    const far: Mark = {intensity: 4, quality: 'numb', regions: ['left palm']};
    const marks = [stroke, region, far];
    const erased = erasedAt(0.7);
    const {marks: left} = eraseFrom(marks, erased, (mark) => painting.coverage(mark), geometry.skin.hash)!;
    const gone = new Set(marked(erased));
    const expected = marks.flatMap((mark) => marked(painting.coverage(mark)!)).filter((v) => !gone.has(v));
    expect(byEngine(...left)).toEqual([...new Set(expected)].sort((a, b) => a - b));
    expect(byEngine(...left).some((v) => gone.has(v))).toBe(false);
    expect(gone.size).toBeGreaterThan(10);
  });

  test('keeps how a touched mark feels, and leaves the others as they are', () => {
    const painting = paintingOf();
    const stroke = {...thigh(), note: 'worse at night'};
    const far: Mark = {intensity: 4, quality: 'numb', regions: ['left palm']};
    const {marks} = eraseFrom([stroke, far], erasedAt(0.7), (mark) => painting.coverage(mark), geometry.skin.hash)!;
    expect(marks[0]).toMatchObject({intensity: 6, quality: ['ache', 'burning'], note: 'worse at night', points: {skin: geometry.skin.hash}});
    expect(marks[0]!.stroke).toBeUndefined();
    expect(marks[1]).toBe(far);
  });

  test('takes away a mark of which nothing is left', () => {
    const painting = paintingOf();
    const {marks} = eraseFrom([thigh(1)], erasedAt(0.7, 0.3), (mark) => painting.coverage(mark), geometry.skin.hash)!;
    expect(marks).toEqual([]);
  });

  test('beside the paint changes nothing', () => {
    const painting = paintingOf();
    expect(eraseFrom([thigh()], erasedAt(0.2), (mark) => painting.coverage(mark), geometry.skin.hash)).toBeNull();
  });

  test('erased again, it is the same as erased once', () => {
    const painting = paintingOf();
    const once = eraseFrom([thigh()], erasedAt(0.7), (mark) => painting.coverage(mark), geometry.skin.hash)!.marks;
    expect(eraseFrom(once, erasedAt(0.7), (mark) => painting.coverage(mark), geometry.skin.hash)).toBeNull();
  });
});

describe('marks', () => {
  test('of regions and skin points show what the engine paints', () => {
    const painting = paintingOf();
    const marks: Mark[] = [{regions: ['left under the heel', 'right temple']}, {points: {skin: geometry.skin.hash, indices: [5, 900, 901, 16000]}}];
    for (const mark of marks) expect(marked(painting.coverage(mark)!)).toEqual(byEngine(mark));
  });

  test('that only the engine can place are shown when it has placed them', async () => {
    const painting = paintingOf();
    const mark: Mark = {patch: {at: 'left thigh 0.5 @ 90', radius_cm: 4}};
    await new Promise<void>((done) => expect(painting.coverage(mark, done)).toBeNull());
    expect(marked(painting.coverage(mark)!)).toEqual(byEngine(mark));
  });

  test('that nobody can place say so', async () => {
    const painting = paintingOf();
    const mark: Mark = {points: {skin: '0'.repeat(32), indices: [1]}};
    await new Promise<void>((done, fail) => painting.coverage(mark, () => fail(new Error('placed')), done));
  });

  test('of intensity 0 are not shown, as the engine leaves them out', () => {
    const painting = paintingOf();
    painting.show([{intensity: 0, regions: ['left palm']}], () => {});
    expect(painting.paint.some((byte) => byte > 0)).toBe(false);
  });

  test('that lie over others show their own strength', () => {
    const painting = paintingOf();
    painting.show([{intensity: 9, regions: ['left palm']}, {intensity: 2, regions: ['left palm']}], () => {});
    const inside = geometry.skin.region.findIndex((region) => geometry.skin.regions[region]!.name === 'left palm');
    expect(painting.paint[4 * inside + 1]).toBe(51);
  });
});

test('a stroke taken away again leaves the picture as it was', () => {
  const painting = paintingOf();
  painting.show([{intensity: 5, regions: ['right upper back of the thigh']}], () => {});
  const before = painting.paint.slice();
  const coverage = paintStroke(geometry, [geometry.position(2000)], 0.05)!;
  painting.preview([coverage], 8, ['burning'], false);
  expect(painting.paint).not.toEqual(before);
  painting.preview([paintStroke(geometry, [geometry.position(9000)], 0.05)!], 8, [], true);
  painting.preview([], 0, [], false);
  expect(painting.paint).toEqual(before);
});

test('the share of a region that is painted', () => {
  const {skin} = geometry;
  const shares = regionShares(paintingOf(), skin, [{regions: ['left palm']}, {intensity: 0, regions: ['right palm']}]);
  skin.regions.forEach(({name}, i) => expect(shares[i]).toBe(name === 'left palm' ? 1 : 0));
});

test('a drawing carried to another body paints the same skin there', () => {
  for (const body of ['female', 'male'] as const) {
    const other = new SkinGeometry(readSkin(body));
    const mark = thigh();
    const [carried] = carry([mark], geometry, other);
    const there = engine.paint({format: 'knotwork.drawing/1', body, marks: [carried!]});
    const here = engine.paint({format: 'knotwork.drawing/1', marks: [mark]});
    const differ = here.filter((is, v) => is !== there[v]).length;
    expect(here.filter((is) => is).length).toBeGreaterThan(100);
    expect(differ).toBeLessThanOrEqual(3);
    const [back] = carry([carried!], other, geometry);
    back!.stroke!.points.forEach((point, i) => {
      const [now, before] = [(point as {xyz: number[]}).xyz, (mark.stroke!.points[i] as {xyz: number[]}).xyz];
      now.forEach((value, k) => expect(Math.abs(value - before[k]!)).toBeLessThan(0.0003));
    });
  }
});

test('the qualities are those of the schema, and each is drawn', () => {
  const schema = JSON.parse(readFileSync(fileURLToPath(new URL('../../../../schemas/drawing.schema.json', import.meta.url)), 'utf8'));
  expect([...qualities].sort()).toEqual([...schema.$defs.quality.enum].sort());
  expect(new Set(qualities.map(textureOf)).size).toBe(5); // plain, and four signs
});

test('the side from which something is seen best', () => {
  const of = (name: string) => [...geometry.skin.region.keys()].filter((v) => geometry.skin.regions[geometry.skin.region[v]!]!.name === name);
  expect(sideOf(geometry, of('right lower buttock'))).toBe('back');
  expect(sideOf(geometry, of('left front of the knee'))).toBe('front');
  expect(sideOf(geometry, of('left outer hip'))).toBe('left');
  expect(sideOf(geometry, of('right outer hip'))).toBe('right');
});
