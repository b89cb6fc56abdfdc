import {brotliCompressSync} from 'node:zlib';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import type {Engine} from '@knotwork/engine';
import {beforeAll, describe, expect, test} from 'vitest';

import {decodeSkin, encodeSkin} from './skin-codec';
import {loadEngine, readSkin} from './testing/engine';

const bodies = ['neutral', 'female', 'male'] as const;
const tenthOfMillimetre = 1e-4;

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

// The same whichever corner a triangle begins with.
const triangleSet = (triangles: Uint16Array) => {
  const out = new Set<string>();
  for (let i = 0; i < triangles.length; i += 3) {
    const corners = [triangles[i]!, triangles[i + 1]!, triangles[i + 2]!];
    const first = corners.indexOf(Math.min(...corners));
    out.add([corners[first], corners[(first + 1) % 3], corners[(first + 2) % 3]].join());
  }
  return out;
};

describe.each(bodies)('the built skin of the %s body', (body) => {
  test('lies within a tenth of a millimetre of the engine’s', () => {
    const built = readSkin(body).positions;
    const own = engine.skin(body).positions;
    expect(built.length).toBe(own.length);
    let farthest = 0;
    for (let i = 0; i < own.length; i += 3)
      farthest = Math.max(farthest, Math.hypot(built[i]! - own[i]!, built[i + 1]! - own[i + 1]!, built[i + 2]! - own[i + 2]!));
    expect(farthest).toBeLessThan(tenthOfMillimetre);
  });

  test('has the engine’s triangles, mirror images and regions', () => {
    const built = readSkin(body);
    const own = engine.skin(body);
    expect(triangleSet(built.triangles)).toEqual(triangleSet(own.triangles));
    expect(built.mirror).toEqual(own.mirror);
    expect(built.region).toEqual(own.region);
  });
});

test('each region of the skin has a name that paints it and nothing else', () => {
  const skin = readSkin('neutral');
  const labels = engine.call('regions').regions.map((region) => region.label);
  skin.regions.forEach((region, at) => {
    expect(region.label).toBe(labels[at >> 1]);
    const painted = engine.paint({format: 'knotwork.drawing/1', marks: [{regions: [region.name]}]});
    expect(painted.every((is, v) => (is === 1) === (skin.region[v] === at))).toBe(true);
  });
});

test('the body names the skin whose points it has', () => {
  expect(readSkin('neutral').hash).toBe(engine.skin('neutral').hash);
});

test('the neutral body is less than 60 kB over the network', () => {
  const bytes = readFileSync(fileURLToPath(new URL('./generated/neutral.bin', import.meta.url)));
  expect(brotliCompressSync(bytes).length).toBeLessThan(60_000);
});

describe('a body file', () => {
  const parts = () => {
    const skin = readSkin('neutral');
    return {...skin, positions: engine.skin('neutral').positions, region: skin.region.slice(), mirror: skin.mirror.slice()};
  };

  test('that was cut short is refused', () => {
    const {bytes} = encodeSkin(parts());
    expect(() => decodeSkin(bytes.subarray(0, bytes.length - 1))).toThrow('not whole');
  });

  test('is not made of a skin whose halves differ', () => {
    const skin = parts();
    const v = skin.mirror.findIndex((w, at) => w !== at);
    skin.region[v] = (skin.region[v]! + 2) % skin.regions.length;
    expect(() => encodeSkin(skin)).toThrow('different regions');
  });

  test('is not made of a skin point on the wrong half', () => {
    const skin = parts();
    const v = skin.mirror.findIndex((w, at) => w !== at);
    skin.positions[3 * v] = -0.2;
    expect(() => encodeSkin(skin)).toThrow('wrong side');
  });
});
