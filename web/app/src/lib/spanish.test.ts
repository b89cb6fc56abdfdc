import {expect, test} from 'vitest';

import {de, onSide} from './spanish';

test('articles and sides', () => {
  expect(de('el glúteo menor')).toBe('del glúteo menor');
  expect(de('los gemelos')).toBe('de los gemelos');
  expect(de('radiculopatía S1')).toBe('de radiculopatía S1');
  expect(onSide('el tensor de la fascia lata', 'left')).toBe('el tensor de la fascia lata izquierdo');
  expect(onSide('los gemelos', 'right')).toBe('los gemelos derechos');
});
