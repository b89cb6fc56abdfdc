import {expect, test} from 'vitest';

import {addDays, isDate, moment, newId, parseMoment, today} from './moments';

test('ids are 32 hexadecimal digits, never the same', () => {
  const ids = Array.from({length: 100}, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});

test('a moment is read back to the second', () => {
  const now = new Date(2026, 10, 22, 18, 5, 9);
  expect(parseMoment(moment(now))?.seconds).toBe(now.getTime() / 1000);
  expect(parseMoment(moment(now))?.offset).toBe(0 - now.getTimezoneOffset());
  expect(today(now)).toBe('2026-11-22');
});

test('moments of other programs are read', () => {
  expect(parseMoment('2026-11-22T18:05:00Z')).toEqual({seconds: Date.UTC(2026, 10, 22, 18, 5) / 1000, offset: 0});
  expect(parseMoment('2026-11-22 18:05+0530')).toEqual({seconds: Date.UTC(2026, 10, 22, 12, 35) / 1000, offset: 330});
  expect(parseMoment('2026-11-22T18:05:07.25-03:00')).toEqual({seconds: Date.UTC(2026, 10, 22, 21, 5, 7) / 1000, offset: -180});
  for (const wrong of ['', '2026-11-22', '2026-11-31T10:00:00Z', '2026-11-22T24:00:00Z', '2026-11-22T10:60:00Z', '2026-11-22T10:00:00', '2026-11-22T10:00:00+19:00'])
    expect(parseMoment(wrong), wrong).toBeNull();
});

test('days', () => {
  expect(isDate('2024-02-29')).toBe(true);
  for (const wrong of ['2023-02-29', '0000-01-01', '2026-13-01', '2026-1-1']) expect(isDate(wrong), wrong).toBe(false);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});
