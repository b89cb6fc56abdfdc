import {expect, test} from 'vitest';

import {Book} from './book';
import {keyOf} from './key';

const pairs = {
  'Gluteus minimus': 'Glúteo menor',
  'Gluteus medius': 'Glúteo medio',
  'Lies under it': 'Está debajo',
  'Hot or red skin': 'Piel caliente o roja',
  Opening: 'Abertura',
};
const book = new Book({
  texts: Object.fromEntries(Object.entries(pairs).map(([english, spanish]) => [keyOf(english), spanish])),
  names: {'gluteus minimus': 'el glúteo menor', gemelli: 'los géminos'},
  patterns: [
    ['{text1}, {text2}', '{text1}, {text2}'],
    ['Lengthens {muscle}.', 'Estira {muscle}.'],
    ['Pain of {muscle}', 'Dolor de {muscle}'],
    ['{text}, point {number}, {side} side: it comes first ({share} %); {text2}.', '{text}, punto {number}, lado {izquierdo}: va primero ({share} %); {text2}.'],
    ['Is your {side} foot cold?', '¿Está fría tu pierna {izquierda}?'],
    ['({text})', '({text})'],
    ['{text1} or {text2}', '{text1} o {text2}'],
    ['edits: {id} is left out: {text}', 'cambios: {id} se deja fuera: {text}'],
    ['"{words}" was taken as {text}', '«{words}» se ha tomado como {text}'],
  ],
});

test('texts by themselves', () => {
  expect(book.find('Gluteus minimus')).toBe('Glúteo menor');
  expect(book.find('gluteus Minimus')).toBeUndefined();
  expect(book.find('')).toBeUndefined();
});

test('muscles within a sentence, with their article', () => {
  expect(book.find('Lengthens gluteus minimus.')).toBe('Estira el glúteo menor.');
  expect(book.find('Lengthens gemelli.')).toBe('Estira los géminos.');
  expect(book.find('Pain of gluteus minimus')).toBe('Dolor del glúteo menor');
  expect(book.find('Lengthens the neck.')).toBeUndefined();
});

test('sides agree with their noun', () => {
  expect(book.find('Is your left foot cold?')).toBe('¿Está fría tu pierna izquierda?');
  expect(book.find('Is your right foot cold?')).toBe('¿Está fría tu pierna derecha?');
  expect(book.find('Is your other foot cold?')).toBeUndefined();
});

test('several slots; texts within begin small', () => {
  expect(book.find('Gluteus medius, point 2, right side: it comes first (over 90 %); lies under it.')).toBe(
    'Glúteo medio, punto 2, lado derecho: va primero (más de 90 %); está debajo.',
  );
  expect(book.find('Gluteus medius, point two, right side: it comes first (7 %); lies under it.')).toBeUndefined();
});

test('patterns within patterns, where a name holds the word that parts them', () => {
  expect(book.find('(Gluteus medius or Hot or red skin)')).toBe('(Glúteo medio o Piel caliente o roja)');
  expect(book.find('((Hot or red skin or Gluteus medius) or Gluteus minimus)')).toBe('((Piel caliente o roja o Glúteo medio) o Glúteo menor)');
  expect(book.find('Gluteus minimus or Opening')).toBe('Glúteo menor o Abertura');
  expect(book.find('(Gluteus medius or Somewhere)')).toBeUndefined();
});

test('what is not to be translated stays', () => {
  expect(book.find('edits: side-plank@left is left out: Lies under it')).toBe('cambios: side-plank@left se deja fuera: Está debajo');
  expect(book.find('"my sore bum" was taken as gluteus medius, gluteus minimus')).toBe('«my sore bum» se ha tomado como glúteo medio, el glúteo menor');
});

test('a long text that nothing fits is given up soon', () => {
  const began = performance.now();
  expect(book.find('one, two or three, '.repeat(40))).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(1000);
});
