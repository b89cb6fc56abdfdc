import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

import {Engine} from '@knotwork/engine';
import {afterEach, beforeAll, describe, expect, test} from 'vitest';

import {settings} from '$lib/settings.svelte';
import type {Journal, Measure, Progress} from '$lib/types';

import {dayTicks, layOut, listDays, valueTicks} from './chart';
import {askMeasure, bandOf, describeChange, explain, judge, listSteps, painOf, sayStep, type Series} from './tell';

const find = createRequire(import.meta.url).resolve;
const journal = JSON.parse(readFileSync(fileURLToPath(new URL('../../../../../examples/journals/runner.json', import.meta.url)), 'utf8')) as Journal;

let engine: Engine;
let measures: Map<string, Measure>;
let progress: Progress;

beforeAll(async () => {
  engine = await Engine.load({wasm: readFileSync(find('@knotwork/engine/knotwork.wasm')), atlas: readFileSync(find('@knotwork/engine/atlas.bin'))});
  measures = new Map(engine.call('measures').measures.map((measure) => [measure.id, measure]));
  progress = assess(journal, '2026-11-23');
});
afterEach(() => {
  settings.language = 'en';
});

const assess = (records: Journal, today: string): Progress => engine.call('progress', {records, today});
const until = (day: string): Journal => ({...journal, entries: journal.entries.filter((entry) => entry.at.slice(0, 10) <= day)});
const pains = (values: number[]): Journal => ({
  ...journal,
  entries: values.map((value, day) => ({
    id: day.toString(16).padStart(32, '0'), episode: journal.episodes[0]!.id, kind: 'measure', measure: 'pain', value,
    at: new Date(Date.UTC(2026, 8, 28 + day, 18)).toISOString().replace('.000', ''),
  })),
});
const changed = (change: (pain: Series, all: Progress) => void): Progress => {
  const copy = structuredClone(progress);
  change(painOf(copy)!, copy);
  return copy;
};

describe('is this normal?', () => {
  test('nothing written down, and too early', () => {
    const none = assess(pains([]), '2026-11-23');
    expect(judge(none)).toBe('nothing');
    expect(explain(none)).toHaveLength(1);
    const early = assess(pains([6, 5, 6]), '2026-10-01');
    expect(judge(early)).toBe('early');
    expect(early.steps.map(({kind}) => kind)).toContain('keep-on');
    expect(listSteps(early)).toEqual([]);
    expect(listSteps(progress)).toEqual(progress.steps);
    expect(explain(early).join(' ')).toContain('so far there are 3, over 2 days');
    expect(explain(assess(pains([6]), '2026-10-01')).join(' ')).toContain('so far there is one day.');
    settings.language = 'es';
    expect(explain(early).join(' ')).toContain('de momento hay 3 días, a lo largo de 2 días');
  });

  test('the runner after eight weeks', () => {
    expect(judge(progress)).toBe('usualLess');
    const said = explain(progress).join(' ');
    expect(said).toContain('at 3.8 of 10 by now on average; groups that did better or worse are at 2.5 and 5.1. This one is below both, at 2.3 (1.6 to 2.9).');
    settings.language = 'es';
    expect(explain(progress).join(' ')).toContain('en 3,8 de 10 por término medio');
  });

  test('more or less is said only where the own level is known well enough', () => {
    const at = (level: number, sd: number) =>
      judge(changed((pain) => Object.assign(pain.trend!.at(-1)!, {level, level_sd: sd})));
    expect(at(8, 0.5)).toBe('more');
    expect(at(8, 3)).toBe('usualMore');
    expect(at(1, 0.3)).toBe('less');
    expect(at(4, 0.3)).toBe('usual');
  });

  test('a sign comes first; without a course there is nothing to compare with', () => {
    const sign = {kind: 'plateau', since: '2026-11-01', probability: 0.93} as const;
    const stuck = changed((_, all) => (all.signs = [sign]));
    expect(judge(stuck)).toBe('plateau');
    expect(explain(stuck)[0]).toBe('It has come to a stand, since about 1 November 2026 (93\u00a0% sure).');
    expect(judge(changed((_, all) => delete all.expected))).toBe('noCourse');
  });

  test('a pain that goes is told as gone', () => {
    const gone = assess(pains(Array.from({length: 60}, (_, day) => Math.max(0, 6 - Math.floor(day / 4)))), '2026-11-27');
    expect(judge(gone)).toBe('recovered');
  });
});

describe('changes', () => {
  const of = (id: string, side?: 'left' | 'right') => progress.series.find((series) => series.measure === id && (!side || series.side === side))!;
  const tell = (series: Series) => describeChange(series, measures.get(series.measure));

  test('say where it began, where it is, and what that means', () => {
    expect(tell(of('pain'))).toBe('6 of 10 at first, now 2.3 (1.6 to 2.9): better, by more than chance and by enough to matter.');
    expect(tell(of('hip-turn-in', 'left'))).toBe('37 degrees at first, now 37.8 (34.7 to 40.8): no change that would matter. A change of 10 degrees would matter.');
    expect(tell(of('sleep'))).toBe('last 8 h, on average 7 (43 readings).');
  });

  test('too early', () => {
    const [series] = assess(until('2026-09-28'), '2026-09-29').series;
    expect(tell(series!)).toBe('7 of 10: too early to tell.');
  });

  test('a band stays within the scale', () => {
    const point = {day: 1, level: 0.4, level_sd: 1, slope: 0, slope_sd: 0};
    expect(bandOf(point, {range: [0, 10]}).low).toBe(0);
    expect(bandOf(point, undefined).low).toBeLessThan(0);
  });
});

test('a step is said with what it is about', () => {
  expect(sayStep({say: 'Press this one next: the deep one.', about: 'the deep one'})).toBe('Press this one next: the deep one.');
  expect(sayStep({say: 'Keep to the plan.'})).toBe('Keep to the plan.');
});

test('a measure is asked with its side and place', () => {
  expect(askMeasure(measures.get('hip-turn-in')!, 'left', '')).toContain('the left foot');
  expect(askMeasure(measures.get('pain-pressing')!, undefined, 'gluteus minimus')).toContain('(gluteus minimus)');
});

describe('the chart', () => {
  const pain = () => painOf(progress)!;
  const input = () => ({series: pain(), measure: measures.get('pain'), expected: progress.expected, begun: progress.begun, lastDay: 56, width: 600, height: 240});

  test('holds every reading, and the scale of pain whole', () => {
    const layout = layOut(input());
    expect(layout.points).toHaveLength(pain().readings.length);
    expect(layout.yTicks.map(({value}) => value)).toEqual([0, 2, 4, 6, 8, 10]);
    for (const {x, y} of layout.points) {
      expect(x).toBeGreaterThanOrEqual(layout.plot.x);
      expect(x).toBeLessThanOrEqual(layout.plot.x + layout.plot.width);
      expect(y).toBeGreaterThanOrEqual(layout.plot.y);
      expect(y).toBeLessThanOrEqual(layout.plot.y + layout.plot.height);
    }
    expect(layout.y(10)).toBe(layout.plot.y);
    expect(layout.y(0)).toBe(layout.plot.y + layout.plot.height);
    expect(layout.trendBand).toMatch(/^M[\d. ]+(L[\d. ]+)+Z$/);
    expect(layout.usual).not.toBe('');
  });

  test('of a single reading has no line', () => {
    const layout = layOut({...input(), series: {...pain(), readings: [[0.8, 5]], trend: undefined}, expected: undefined});
    expect([layout.points.length, layout.trend, layout.trendBand, layout.usual]).toEqual([1, '', '', '']);
  });

  test('every number is finite whatever the readings are', () => {
    for (const readings of [[[0, 3]], [[-70, 4], [-69, 4]], [[0, 0], [0, 0]], [[0, 50_000], [400, 1]]] as [number, number][][]) {
      const layout = layOut({...input(), series: {...pain(), readings, trend: undefined}, measure: measures.get('steps'), expected: undefined, lastDay: -3});
      for (const {x, y} of layout.points) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
      expect(layout.yTicks.length).toBeGreaterThan(1);
    }
  });

  test('as a table has the same rows', () => {
    const rows = listDays(input());
    expect(rows).toHaveLength(pain().readings.length);
    expect(rows.at(-1)).toMatchObject({measured: 2, trend: {level: expect.closeTo(2.27, 1)}, usual: {level: expect.closeTo(3.8, 1)}});
  });

  test('ticks', () => {
    expect(dayTicks(0, 56, 5)).toEqual([0, 14, 28, 42, 56]);
    expect(dayTicks(-3, 4, 8)).toEqual([-3, -2, -1, 0, 1, 2, 3, 4]);
    expect(dayTicks(0, 4000, 5).length).toBeLessThanOrEqual(6);
    expect(valueTicks(21, 38)).toEqual([20, 25, 30, 35, 40]);
    expect(valueTicks(2.6, 4.6)).toEqual([2.5, 3, 3.5, 4, 4.5, 5]);
    expect(valueTicks(5, 5).length).toBeGreaterThan(1);
  });
});
