import {describe, expect, test} from 'vitest';

import {readSkin} from '$body/testing/engine';
import type {Mark} from '$lib/types';

import {groupRows, groups, matches, tick, tickedIn} from './regions';

describe('the region list', () => {
  const skin = readSkin('neutral');

  test('has every region of the skin in one group, each with both sides, and knows no other', () => {
    const listed = groupRows(skin);
    expect(listed.map(({group}) => group)).toEqual(Object.keys(groups)); // none is left over
    const names = listed.flatMap(({rows}) => rows.flatMap((row) => [row.names.left, row.names.right]));
    expect([...names].sort()).toEqual(skin.regions.map((region) => region.name).sort());
    const labels = Object.values(groups).flat();
    expect(new Set(labels).size).toBe(labels.length);
    expect(listed.flatMap(({rows}) => rows).length).toBe(labels.length);
  });

  test('shows a region that no group knows rather than hiding it', () => {
    const regions = [{label: 'tail', side: 'left', name: 'left tail'}, {label: 'tail', side: 'right', name: 'right tail'}] as const;
    expect(groupRows({regions: [...regions]}).at(-1)).toEqual({group: 'other', rows: [{label: 'tail', names: {left: 'left tail', right: 'right tail'}}]});
  });
});

describe('searching', () => {
  test('finds by the beginning of words, in any order, without accents and case', () => {
    expect(matches('gluteo sup', ['Glúteo superior'])).toBe(true);
    expect(matches('upper but', ['upper buttock'])).toBe(true);
    expect(matches('buttock upper', ['upper buttock'])).toBe(true);
    expect(matches('ttock', ['upper buttock'])).toBe(false);
    expect(matches('little finger', ['little-finger side of the forearm'])).toBe(true);
  });
  test('takes the words of one name, not of several', () => {
    expect(matches('nape front', ['nape', 'front of the neck'])).toBe(false);
    expect(matches('nape', ['front of the neck', 'nape'])).toBe(true);
  });
});

describe('ticking', () => {
  const feel = {intensity: 7, quality: 'burning'} as const;
  const stroke: Mark = {intensity: 2, stroke: {points: [{xyz: [0.1, 0.9, -0.1]}], radius_cm: 2}};

  test('adds a mark of its own with how it feels', () => {
    expect(tick([stroke], 'left palm', true, feel)).toEqual([stroke, {...feel, regions: ['left palm']}]);
  });
  test('takes just that region away again, and the mark with its last one', () => {
    const two: Mark = {intensity: 4, regions: ['left palm', 'right palm']};
    const one = tick([stroke, two], 'left palm', false, feel);
    expect(one).toEqual([stroke, {intensity: 4, regions: ['right palm']}]);
    expect(tick(one, 'right palm', false, feel)).toEqual([stroke]);
  });
  test('tells what is ticked', () => {
    expect(tickedIn([stroke, {regions: ['a', 'b']}, {regions: ['c']}])).toEqual(new Set(['a', 'b', 'c']));
  });
});
