import {afterEach, describe, expect, it} from 'vitest';

import {doseInWords, holdInWords, type Dose} from './dose';
import {settings} from './settings.svelte';

const dose = (more: Partial<Dose>): Dose => ({protocol: 'long', name: 'Long', repeats: [1, 3], rest_s: 20, per_day: [1, 1], days_a_week: 7, pain_most: 5, ...more}) as Dose;

afterEach(() => {
  settings.language = 'en';
});

describe('a dose', () => {
  it('reads as the command line says it', () => {
    expect(doseInWords('pressure', dose({hold_s: [60, 90]}))).toBe('Hold 60 to 90 s, 1 to 3 times; once a day; pain at most 5 of 10');
    expect(doseInWords('pressure', dose({hold_s: [80, 90], repeats: [1, 2], days_a_week: 5, pain_most: 3}))).toBe('Hold 80 to 90 s, once or twice; once a day, 5 days a week; pain at most 3 of 10');
    expect(doseInWords('stretch', dose({hold_s: [30, 30], repeats: [3, 3], per_day: [3, 3], pain_most: 3}))).toBe('Hold 30 s, 3 times; 3 times a day; pain at most 3 of 10');
    expect(doseInWords('exercise', dose({sets: 2, repeats: [8, 12], days_a_week: 3, pain_most: 4}))).toBe('2 sets of 8 to 12; once a day, 3 days a week; pain at most 4 of 10');
    expect(doseInWords('exercise', dose({sets: 3, hold_s: [20, 20], repeats: [1, 1], days_a_week: 3, pain_most: 4}))).toBe('3 sets, each held 20 s; once a day, 3 days a week; pain at most 4 of 10');
  });

  it('of waiting in ease names no pain, since there is to be none', () => {
    expect(doseInWords('position', dose({hold_s: [80, 100], per_day: [1, 2], pain_most: 2}))).toBe('Hold 80 to 100 s, 1 to 3 times; once or twice a day');
  });

  it('reads as well in Spanish', () => {
    settings.language = 'es';
    expect(doseInWords('pressure', dose({hold_s: [60, 90]}))).toBe('Mantén de 60 a 90 s, de 1 a 3 veces; una vez al día; dolor de 5 de 10 como mucho');
    expect(doseInWords('exercise', dose({sets: 1, repeats: [8, 8], days_a_week: 3, pain_most: 4}))).toBe('1 serie de 8; una vez al día, 3 días a la semana; dolor de 4 de 10 como mucho');
    expect(doseInWords('exercise', dose({sets: 2, repeats: [8, 12], pain_most: 4}))).toBe('2 series de 8 a 12; una vez al día; dolor de 4 de 10 como mucho');
    expect(holdInWords([10, 20], [1, 1])).toBe('de 10 a 20 s, una vez');
  });
});
