import {expect, test} from 'vitest';

import {distance, find, findNearest, fold, type Entry} from './find';

const entries: Entry[] = [
  {kind: 'muscle', id: 'gluteus-medius', name: 'Glúteo medio', names: ['Glúteo medio', 'Gluteus medius', 'musculus gluteus medius']},
  {kind: 'muscle', id: 'gluteus-minimus', name: 'Glúteo menor', names: ['Glúteo menor', 'Gluteus minimus', 'musculus gluteus minimus', 'pseudo-sciatica muscle']},
  {kind: 'muscle', id: 'piriformis', name: 'Piriforme', names: ['Piriforme', 'Piriformis', 'musculus piriformis']},
  {kind: 'condition', id: 's1-radiculopathy', name: 'Radiculopatía S1', names: ['Radiculopatía S1', 'S1 radiculopathy', 'sciatica']},
  {kind: 'region', id: 'calf-upper', name: 'Parte superior de la pantorrilla', names: ['parte superior de la pantorrilla', 'upper calf', 'calf']},
];
const ids = (text: string) => find(entries, text).map(({entry}) => entry.id);

test('without accents, capitals or signs', () => {
  expect(fold(' Glúteo–Menor (á) ')).toBe('gluteo menor a');
  expect(ids('GLUTEO MEN')).toEqual(['gluteus-minimus']);
  expect(ids('radiculopatia')).toEqual(['s1-radiculopathy']);
});

test('in any language, and any order of words', () => {
  expect(ids('gluteus')).toEqual(['gluteus-medius', 'gluteus-minimus']);
  expect(ids('minimus glu')).toEqual(['gluteus-minimus']);
  expect(ids('pantorrilla')).toEqual(['calf-upper']);
  expect(ids('calf')).toEqual(['calf-upper']);
  expect(ids('  ')).toEqual([]);
});

test('a name before what it is also called, and says by which it was found', () => {
  expect(find(entries, 'sciatica')).toEqual([
    {entry: entries[3], by: 'sciatica'},
    {entry: entries[1], by: 'pseudo-sciatica muscle'},
  ]);
});

test('within a word only from three letters on', () => {
  expect(ids('iform')).toEqual(['piriformis']);
  expect(ids('if')).toEqual([]);
});

test('mistyped', () => {
  expect(distance('pirifromis', 'piriformis')).toBe(1);
  expect(distance('', 'abc')).toBe(3);
  expect(ids('pirifromis')).toEqual([]);
  expect(findNearest(entries, 'pirifromis').map(({entry}) => entry.id)).toEqual(['piriformis']);
  expect(findNearest(entries, 'knee')).toEqual([]);
});
