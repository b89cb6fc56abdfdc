// The WebAssembly module by itself: what it refuses, and the arrays that it hands out.
//
//     node module.test.mjs FOLDER-OF-THE-MODULE ATLAS
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';

import {loadModule} from './module.mjs';
import {root} from './scenarios.mjs';

const [folder, atlas] = process.argv.slice(2);
const bytes = readFileSync(atlas);
const knotwork = await loadModule(folder);
knotwork.loadAtlas(bytes);

const codeOf = (action) => {
  try {
    action();
  } catch (error) {
    return JSON.parse(error.message).error.code;
  }
  return 'nothing was refused';
};
const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

test('wrong atlases are refused with words, and nothing is answered', async () => {
  const fresh = await loadModule(folder);
  const request = readFileSync(join(root, 'examples/runner.json'), 'utf8');
  const isEmpty = () => {
    assert.equal(JSON.parse(fresh.call('trace', request)).error.code, 'bad-atlas');
    for (const action of [() => fresh.skin('male'), () => fresh.paint(request), () => fresh.field('coccydynia'), () => fresh.fibres('psoas')])
      assert.equal(codeOf(action), 'bad-atlas');
  };
  isEmpty();
  const corrupted = Uint8Array.from(bytes);
  corrupted[bytes.length >> 1] ^= 1;
  const newer = Uint8Array.from(bytes);
  newer[8] += 1;
  for (const wrong of [new Uint8Array(0), bytes.subarray(0, 100), bytes.subarray(0, bytes.length - 8), corrupted])
    assert.equal(codeOf(() => fresh.loadAtlas(wrong)), 'bad-atlas');
  assert.equal(codeOf(() => fresh.loadAtlas(newer)), 'atlas-version');
  isEmpty();
  fresh.loadAtlas(bytes);
  assert.equal(fresh.call('trace', request), knotwork.call('trace', request));
});

test('the skin is one closed mesh, with mirror images, for every body', () => {
  const neutral = knotwork.skin('neutral');
  const regions = JSON.parse(knotwork.call('regions', '')).regions;
  const points = neutral.mirror.length;
  assert.ok(points > 10_000);
  assert.match(neutral.hash, /^[0-9a-f]{32}$/);
  const painted = knotwork.paint(JSON.stringify({format: 'knotwork.drawing/1', marks: [{points: {skin: neutral.hash, indices: [5, 900]}}]}));
  assert.deepEqual([painted[5], painted[900], painted.reduce((sum, one) => sum + one)], [1, 1, 2]);
  for (const body of ['neutral', 'female', 'male']) {
    const {positions, triangles, region, mirror} = knotwork.skin(body);
    assert.equal(positions.length, 3 * points);
    assert.deepEqual([triangles, region, mirror], [neutral.triangles, neutral.region, neutral.mirror]);
    for (let v = 0; v < points; ++v) {
      assert.equal(mirror[mirror[v]], v);
      assert.ok(Math.abs(positions[3 * v] + positions[3 * mirror[v]]) < 1e-4, 'x is mirrored');
    }
  }
  assert.notDeepEqual(knotwork.skin('female').positions, knotwork.skin('male').positions);
  // Closed: every edge has a twin that runs the other way.
  const edges = new Set();
  const {triangles, region, positions, mirror} = neutral;
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; ++k) edges.add(triangles[t + k] * 65536 + triangles[t + ((k + 1) % 3)]);
  for (const edge of edges) assert.ok(edges.has((edge % 65536) * 65536 + Math.floor(edge / 65536)));
  assert.equal(edges.size, triangles.length);
  // The region of a point names its side.
  for (let v = 0; v < points; ++v) {
    assert.ok(region[v] >> 1 < regions.length);
    if (mirror[v] !== v) {
      assert.equal(region[v] ^ 1, region[mirror[v]]);
      assert.equal(region[v] & 1, positions[3 * v] < 0 ? 1 : 0);
    }
  }
  const heel = regions.findIndex(({id}) => id === 'heel');
  const heights = [...region.keys()].filter((v) => region[v] >> 1 === heel).map((v) => positions[3 * v + 1]);
  assert.ok(heights.length > 5 && mean(heights) < 0.1, 'the heel is at the bottom');
  assert.equal(codeOf(() => knotwork.skin('giant')), 'unknown-name');
});

test('a drawing is painted where it says', () => {
  const {region} = knotwork.skin('neutral');
  const regions = JSON.parse(knotwork.call('regions', '')).regions;
  const painted = knotwork.paint(JSON.stringify({format: 'knotwork.drawing/1', marks: [{regions: ['right heel']}]}));
  assert.equal(painted.length, region.length);
  const heels = new Set(regions.flatMap(({id}, i) => (id.includes('heel') ? [2 * i + 1] : [])));
  assert.ok(heels.size > 0);
  for (const [v, flag] of painted.entries()) assert.equal(flag, heels.has(region[v]) ? 1 : 0);
  assert.equal(codeOf(() => knotwork.paint('{}')), 'missing');
  assert.equal(codeOf(() => knotwork.paint('{"format": "knotwork.drawing/1", "marks": [{"regions": ["antlers"]}]}')), 'unknown-name');
});

test('a field has the zones that the atlas tells of, and mirrors that of the other side', () => {
  const {mirror} = knotwork.skin('neutral');
  const {points} = JSON.parse(knotwork.call('muscle', '{"name": "gluteus-minimus"}'));
  const right = knotwork.field('gluteus-minimus/2/right').zones;
  const left = knotwork.field('gluteus-minimus/2/left').zones;
  assert.deepEqual(right.map(({essential}) => (essential ? 'essential' : 'spillover')), points[1].zones.map(({kind}) => kind));
  assert.equal(left.length, right.length);
  for (const [z, zone] of right.entries()) {
    assert.ok(zone.points.length > 0 && zone.points.length === zone.coverage.length);
    const byPoint = new Map([...left[z].points].map((v, i) => [mirror[v], left[z].coverage[i]]));
    for (const [i, v] of zone.points.entries()) assert.ok(Math.abs(byPoint.get(v) - zone.coverage[i]) <= 1, `${v}`);
  }
  assert.equal(codeOf(() => knotwork.field('gluteus-minimus/9/right')), 'unknown-name');
});

test('fibres run on the left side of the body', () => {
  const fibres = knotwork.fibres('Gluteus minimus');
  assert.ok(fibres.length > 2);
  for (const fibre of fibres) {
    assert.ok(fibre.length >= 6 && fibre.length % 3 === 0);
    for (let i = 0; i < fibre.length; i += 3) assert.ok(fibre[i] > 0 && fibre[i + 1] > 0.5 && fibre[i + 1] < 1.2);
  }
  assert.equal(codeOf(() => knotwork.fibres('no such muscle')), 'unknown-name');
});

test('arrays are copies: they outlive what is asked next, and the growth of memory', () => {
  const skin = knotwork.skin('male');
  const before = skin.positions.slice();
  const many = Array.from({length: 1000}, () => ({regions: ['left heel', 'right knee']}));
  knotwork.call('trace', JSON.stringify({format: 'knotwork.drawing/1', marks: many}));
  knotwork.call('trace', ' '.repeat(40 << 20));
  assert.deepEqual(skin.positions, before);
});
