// The course of a pain in words: what the engine found, and no more than that.
import type {Measure, Progress} from '$lib/types';
import {percent} from '$lib/i18n.svelte';
import {ask, k} from '$lib/knowledge.svelte';
import {addDays} from '$lib/store/moments';

import {number, words} from './words';

export type Series = Progress['series'][number];
export type Step = Progress['steps'][number];
type TrendPoint = NonNullable<Series['trend']>[number];

const twoSided90 = 1.645;

// Where the level lies with 90 % probability, within the scale.
export function bandOf(point: TrendPoint, measure: Pick<Measure, 'range'> | undefined): {low: number; high: number} {
  const [least, most] = measure?.range ?? [-Infinity, Infinity];
  const away = twoSided90 * point.level_sd;
  return {low: Math.max(least, point.level - away), high: Math.min(most, point.level + away)};
}

export const painOf = (progress: Progress): Series | undefined => progress.series.find((series) => series.measure === 'pain');

export const withUnit = (value: number, series: {unit: string}): string => words().value2(number(value), k(series.unit));

export function seriesTitle(series: Pick<Series, 'name' | 'side' | 'place'>, placeName: string): string {
  const side = series.place ? '' : series.side ? `, ${words()[series.side]}` : '';
  return k(series.name) + (series.place ? `, ${placeName}` : side);
}

// "6.1 of 10 at first, now 3.2 (2.4 to 4.0): better, ..."
export function describeChange(series: Series, measure: Measure | undefined): string {
  const w = words();
  const first = series.readings[0]![1];
  const last = series.readings.at(-1)![1];
  const now = series.trend?.at(-1);
  if (!now || !series.change) {
    const mean = series.readings.reduce((sum, [, value]) => sum + value, 0) / series.readings.length;
    return w.onAverage(withUnit(last, series), number(mean), series.readings.length);
  }
  const verdict = w.change[series.change.verdict];
  if (series.change.verdict === 'too-early')
    return series.readings.length > 1 ? w.firstLast(withUnit(first, series), number(last), verdict) : w.one(withUnit(last, series), verdict);
  const {low, high} = bandOf(now, measure);
  const sentence = w.fromTo(withUnit(series.change.from, series), number(series.change.to), number(low), number(high), verdict);
  const isOpen = series.change.verdict === 'unclear' || series.change.verdict === 'same';
  return isOpen ? `${sentence} ${w.matters(withUnit(series.change.important, series))}` : sentence;
}

export type Verdict = keyof ReturnType<typeof words>['verdict'];

// The answer to "is this normal?" in one word. A sign comes before the comparison, since it calls for a decision.
export function judge(progress: Progress): Verdict {
  const pain = painOf(progress);
  if (!pain?.readings.length) return 'nothing';
  const sign = progress.signs[0];
  if (sign) return sign.kind;
  if (pain.change?.verdict === 'too-early') return 'early';
  const now = pain.trend?.at(-1);
  if (!progress.expected || !now) return 'noCourse';
  // Only what the uncertainty of the person's own level allows.
  const {low, high} = bandOf(now, undefined);
  if (low > progress.expected.now.high) return 'more';
  if (high < progress.expected.now.low) return 'less';
  if (now.level > progress.expected.now.high) return 'usualMore';
  if (now.level < progress.expected.now.low) return 'usualLess';
  return 'usual';
}

// What stands behind that answer, a sentence each.
export function explain(progress: Progress): string[] {
  const w = words();
  const pain = painOf(progress);
  if (!pain?.readings.length) return [w.nothingWhy];
  const out: string[] = [];
  for (const sign of progress.signs) out.push(w.signSince(w.sign[sign.kind], sign.since, percent(sign.probability)));
  if (pain.change?.verdict === 'too-early') {
    const days = new Set(pain.readings.map(([day]) => Math.floor(day)));
    out.push(w.earlyWhy(days.size, pain.readings.at(-1)![0] - pain.readings[0]![0]));
    return out;
  }
  const now = pain.trend?.at(-1);
  if (progress.expected && now) {
    const {expected, low, high} = progress.expected.now;
    const place = now.level < low ? 'below' : now.level > high ? 'above' : 'between';
    const own = bandOf(now, {range: [0, 10]});
    out.push(w.expected(number(expected), number(low), number(high)));
    out.push(w.place3[place] + w.yours(number(now.level), number(own.low), number(own.high)));
    out.push(w.spread);
  }
  return out;
}

// Steps that can be said: that it goes as usual is no answer while it is too early to tell.
export function listSteps(progress: Progress): Step[] {
  const verdict = judge(progress);
  return verdict === 'early' || verdict === 'nothing' ? progress.steps.filter(({kind}) => kind !== 'keep-on') : progress.steps;
}

// What to do, in the language: the engine has filled in what it is about, which is translated by itself.
export function sayStep(step: Pick<Step, 'say' | 'about'>): string {
  if (!step.about) return k(step.say);
  return k(step.say.replace(step.about, '{about}')).replace('{about}', k(step.about));
}

export const dayToDate = (begun: string, day: number): string => addDays(begun, Math.floor(day));

export const askMeasure = (measure: Measure, side: 'left' | 'right' | undefined, where: string): string =>
  ask(measure.ask, side).replaceAll('{where}', where);
