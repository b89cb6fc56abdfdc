// The real engine's calendar, in Spanish.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {loadEngine} from '$body/testing/engine';
import {settings} from '$lib/settings.svelte';
import type {Case} from '$lib/types';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';

import {fetchSpanish} from '$lib/knowledge.svelte';
import {inLanguage} from './calendar-text';

vi.hoisted(() => vi.stubGlobal('matchMedia', () => ({matches: false})));

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const known = JSON.parse(readFileSync(`${root}examples/runner-case.json`, 'utf8')) as Case;
const unfold = (calendar: string): string => calendar.replace(/\r?\n[ \t]/g, '');

beforeEach(() => fetchSpanish());
afterEach(() => {
  settings.language = 'en';
});

test('the calendar of a plan', async () => {
  const engine = await loadEngine();
  const request = {case: known, start: '2026-11-22', now: '2026-11-22T10:00:00+01:00', times: ['18:30', '08:00'], plan_id: 'x', alarm_minutes: 10};
  const {text} = engine.call('calendar', request);
  const plan = engine.call('plan', {case: known, start: '2026-11-22'});
  expect(inLanguage(text, plan)).toBe(text);

  settings.language = 'es';
  const spanish = inLanguage(text, plan);
  const kept = (calendar: string) => unfold(calendar).split(/\r?\n/).filter((line) => line && !/^(SUMMARY|DESCRIPTION)/.test(line)).sort();
  expect(kept(spanish)).toEqual(kept(text));
  const told = unfold(spanish).split(/\r?\n/).filter((line) => /^(SUMMARY|DESCRIPTION)/.test(line)).join('\n');
  expect(told.split('\n').length).toBe(unfold(text).split(/\r?\n/).filter((line) => /^(SUMMARY|DESCRIPTION)/.test(line)).length);
  expect(told).toContain('Mantén de 60 a 90 s');
  expect(told).toContain('Knotwork: revisión del plan');
  expect(told).toContain('Mejor significa');
  expect(told).not.toMatch(/\b(the|and|your|with|of|hold|times|stop)\b/i);
});
