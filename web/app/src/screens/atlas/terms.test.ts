import {expect, test} from 'vitest';

import {alternatives} from './terms';

const names = new Set(['Hernia', 'Pregnant', 'Heart or blood pressure not under control', 'Numbness']);

test('rules as a list of alternatives', () => {
  expect(alternatives('Hernia', names)).toEqual(['Hernia']);
  expect(alternatives('(Hernia or Pregnant)', names)).toEqual(['Hernia', 'Pregnant']);
  expect(alternatives('((Hernia or Heart or blood pressure not under control) or Pregnant)', names)).toEqual(['Hernia', 'Heart or blood pressure not under control', 'Pregnant']);
  expect(alternatives('(Heart or blood pressure not under control or Hernia)', names)).toEqual(['Heart or blood pressure not under control', 'Hernia']);
});

test('other rules stay whole', () => {
  expect(alternatives('not Hernia', names)).toEqual(['not Hernia']);
  expect(alternatives('(Hernia or aged 75 or over)', names)).toEqual(['(Hernia or aged 75 or over)']);
  expect(alternatives('Hernia and Pregnant', names)).toEqual(['Hernia and Pregnant']);
});
