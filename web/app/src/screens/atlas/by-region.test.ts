import {loadEngine} from '$body/testing/engine';
import {parseSource} from '$lib/source';
import {expect, test} from 'vitest';

import {arrange, countRegions, feltFrom, gather, lyingFrom, shareOf, type Here} from './by-region';

// Three parts of the body: 0 left (four points), 0 right (two), 1 left (two), 1 right (two).
const region = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3];
const counts = countRegions(region);
const empty = (): Here[] => counts.map(() => ({felt: [], lying: []}));

test('shares of a part are of the side that has more of it', () => {
  expect(counts).toEqual([[4, 2], [2, 2]]);
  const shares = shareOf([{essential: true, points: [0, 1, 6], coverage: [255, 255, 51]}, {essential: true, points: [4, 5], coverage: [255, 255]}], region, counts);
  expect(shares.get(0)).toBe(1);
  expect(shares.get(1)).toBeCloseTo(0.1);
});

test('essential before spillover, a little of either does not count', () => {
  const out = empty();
  feltFrom('a/1/left', {zones: [{essential: false, points: [0, 1, 2, 3], coverage: [255, 255, 255, 255]}]}, region, counts, out);
  feltFrom('b/1/left', {zones: [{essential: true, points: [0], coverage: [255]}]}, region, counts, out);
  feltFrom('c/1/left', {zones: [{essential: true, points: [0], coverage: [51]}]}, region, counts, out);
  feltFrom('b/2/left', {zones: [{essential: true, points: [0, 1], coverage: [255, 255]}]}, region, counts, out);
  arrange(out);
  expect(out[0]!.felt.map(({source}) => source)).toEqual(['b/2/left', 'b/1/left', 'a/1/left']);
  expect(out[1]!.felt).toEqual([]);
  expect(gather(out[0]!.felt, parseSource)).toEqual([{id: 'b', points: [1, 2], isEssential: true}, {id: 'a', points: [1], isEssential: false}]);
});

test('a muscle lies where a good part of its fibres do', () => {
  const out = empty();
  lyingFrom('long', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], out);
  lyingFrom('short', [0, 1], out);
  arrange(out);
  expect(out[0]!.lying.map(({muscle}) => muscle)).toEqual(['long', 'short']);
  expect(out[1]!.lying).toEqual([{muscle: 'short', share: 0.5}]);
});

test('as the engine maps the muscles', async () => {
  const engine = await loadEngine();
  const {region: codes} = engine.skin('neutral');
  const ids = engine.call('regions').regions.map(({id}) => id);
  const all: Here[] = ids.map(() => ({felt: [], lying: []}));
  const sizes = countRegions(codes);
  for (const source of ['soleus/1/left', 'gluteus-minimus/2/left', 'gluteus-minimus/1/left', 'shingles/left'])
    feltFrom(source, engine.field(source), codes, sizes, all);
  arrange(all);
  const felt = (id: string) => gather(all[ids.indexOf(id)]!.felt, parseSource);
  expect(felt('heel').map(({id}) => id)).toEqual(['soleus']);
  expect(felt('thigh-back-middle')).toEqual([
    {id: 'gluteus-minimus', points: [2], isEssential: true},
    {id: 'shingles', points: [], isEssential: false},
  ]);
  expect(felt('thigh-outer-middle')[0]).toEqual({id: 'gluteus-minimus', points: [1], isEssential: true});
  expect(felt('ear')).toEqual([]);
});
