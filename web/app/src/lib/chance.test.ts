import {expect, test} from 'vitest';

import {chance, likeliness} from './chance';

// The steps of src/base/chance.cpp.
test.each([
  [0.9, 'veryLikely'], [0.8999, 'likely'], [0.65, 'likely'], [0.6499, 'even'], [0.45, 'even'], [0.4499, 'possible'], [0.2, 'possible'],
  [0.1999, 'unlikely'], [0.05, 'unlikely'], [0.0499, 'veryUnlikely'], [0, 'veryUnlikely'],
])('%f is %s', (p, word) => expect(likeliness(p)).toBe(word));

test.each([
  [0.999, 'above 9/10'], [0.9, 'above 9/10'], [0.89, 'about 9/10'], [0.5, 'about 5/10'], [0.08, 'about 1/10'],
  [0.07, 'about 1/20'], [0.02, 'about 1/50'], [0.011, 'about 1/100'], [0.0012, 'about 1/1000'], [0.0009, 'below 1/1000'],
])('%f is %s', (p, text) => {
  const {kind, times, of} = chance(p);
  expect(`${kind} ${times}/${of}`).toBe(text);
});
