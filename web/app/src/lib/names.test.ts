import {expect, test} from 'vitest';

import {sentence, within} from './names';
import {findRegions} from './painted-regions';
import {parseSource} from './source';

test('names within a sentence', () => {
  expect(within('Gluteus minimus')).toBe('gluteus minimus');
  expect(within('S1 radiculopathy')).toBe('S1 radiculopathy');
  expect(within('Achilles tendinopathy')).toBe('Achilles tendinopathy');
  expect(sentence('lies deep')).toBe('Lies deep.');
  expect(sentence('Lies deep.')).toBe('Lies deep.');
});

test('sources', () => {
  expect(parseSource('gluteus-minimus/2/right')).toEqual({id: 'gluteus-minimus', point: 2, side: 'right'});
  expect(parseSource('s1-radiculopathy/left')).toEqual({id: 's1-radiculopathy', point: null, side: 'left'});
  expect(parseSource('coccydynia')).toEqual({id: 'coccydynia', point: null, side: null});
});

test('regions of a drawing, with their side', () => {
  // region 3 left and right, region 5 right
  const region = [6, 6, 6, 7, 11, 11, 0];
  expect(findRegions([1, 1, 1, 0, 1, 0, 0], region)).toEqual([{region: 3, side: 'left', points: 3}, {region: 5, side: 'right', points: 1}]);
  expect(findRegions([1, 0, 0, 1, 0, 0, 0], region)).toEqual([{region: 3, side: 'both', points: 2}]);
  expect(findRegions([0, 0, 0, 0, 0, 0, 0], region)).toEqual([]);
});
