import type {Engine} from '@knotwork/engine';
import {beforeAll, describe, expect, test} from 'vitest';

import {loadEngine} from '$body/testing/engine';
import type {Mark} from '$lib/types';

import {answer, listLikely} from './likely';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
const trace = (...marks: [Mark, ...Mark[]]) => engine.call('trace', {format: 'knotwork.drawing/1', marks});

describe('what is said while painting', () => {
  test('nothing painted, no answer yet, and a drawing that could not be worked out', () => {
    expect(answer(false, undefined, undefined, undefined)).toEqual({kind: 'nothing'});
    expect(answer(true, undefined, undefined, undefined)).toEqual({kind: 'waiting'});
    expect(answer(true, undefined, 'it broke', undefined)).toEqual({kind: 'problem', reason: 'it broke'});
    expect(answer(true, undefined, 'x', 'empty-drawing')).toEqual({kind: 'little'});
    expect(answer(true, undefined, 'x', 'everything-painted')).toEqual({kind: 'too-much'});
  });

  test('the usual drawing of gluteus minimus names it first', () => {
    const found = answer(true, trace({regions: ['right lower buttock', 'back of right thigh', 'upper right calf']}), undefined, undefined);
    expect(found.kind).toBe('sources');
    if (found.kind !== 'sources') return;
    expect(found.sources.length).toBeGreaterThan(0);
    expect(found.sources.length).toBeLessThanOrEqual(3);
    expect(found.sources.every(({side}) => side !== 'left')).toBe(true);
    const shares = found.sources.map(({probability}) => probability);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  test('a dot is too little', () => {
    expect(answer(true, trace({patch: {at: 'left thigh 0.5 @ 0', radius_cm: 0.2}}), undefined, undefined)).toEqual({kind: 'little'});
  });

  test('skin that no source of the atlas refers to gives "I do not know"', () => {
    expect(answer(true, trace({regions: ['left forehead']}), undefined, undefined).kind).toBe('unknown');
  });

  test('nearly everything is an error that has its own words', () => {
    const everywhere = engine.call('regions').regions.map(({label}): Mark => ({regions: [`both ${label}`]}));
    let code = '';
    try {
      trace(...(everywhere as [Mark, ...Mark[]]));
    } catch (error) {
      code = (error as {code: string}).code;
    }
    expect(answer(true, undefined, 'x', code).kind).toBe('too-much');
  });
});

test('a muscle is as likely here as in the answer, whichever of its points it is', () => {
  const drawing = {format: 'knotwork.drawing/1' as const, marks: [{regions: ['right calf', 'right heel']}] as [Mark, ...Mark[]]};
  const {decisions = []} = engine.call('interview', {case: {format: 'knotwork.case/1', drawing}});
  const found = listLikely(engine.call('trace', drawing));
  expect(found.length).toBeGreaterThan(1);
  expect(found.map(({id, probability}) => [id, probability])).toEqual(
    decisions.slice(0, found.length).map((one) => [one.muscle ?? one.condition, one.probability]),
  );
});
