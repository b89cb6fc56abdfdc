import {describe, expect, it} from 'vitest';

import type {Case, Entry, Outcome, Plan, PlanItem} from '$lib/types';

import {againToday, due, findPlan, fit, isSameCase, isSameRead, minutes, pressureOf, toSessionRequest, withoutChange, type SessionEntry} from './day';

const item = (id: string, kind: PlanItem['kind'], dose: Partial<NonNullable<PlanItem['dose']>> = {}): PlanItem =>
  ({
    id, kind, remedy: id, name: id, floor: false, steps: [], avoid: [], why: [], grade: 'C', cites: ['judgement'],
    dose: {protocol: 'long', name: 'Long', repeats: [1, 3], rest_s: 20, per_day: [1, 1], days_a_week: 7, pain_most: 5, ...dose},
  }) as PlanItem;
const press = item('press@right', 'pressure', {hold_s: [60, 90]});
const stretch = item('stretch', 'stretch', {protocol: 'once', hold_s: [30, 30], repeats: [1, 1], days_a_week: 5});
const exercise = item('exercise', 'exercise', {protocol: 'start', sets: 2, repeats: [6, 6], rest_s: 60, days_a_week: 3});
const plan = (...items: PlanItem[]): Plan => ({format: 'knotwork.plan/1', atlas: 'a', start: '2026-11-22', review: '2026-12-06', refused: 'none', items}) as unknown as Plan;
const session = (day: string, outcomes: Record<string, Outcome>, verdict: 'better' | 'no-change' | 'worse' | 'unknown' = 'better', finished = true): SessionEntry =>
  ({id: day, at: `${day}T18:00:00+01:00`, document: {format: 'knotwork.session/1', items: Object.keys(outcomes), outcomes: Object.values(outcomes), events: [], verdict, finished}});
const known = (more: object = {}): Case => ({format: 'knotwork.case/1', answers: {a: 'yes', b: 'no'}, ...more}) as Case;

describe('the plan that holds', () => {
  const entry = (id: string, kind: string, document: unknown, of?: string) => ({id, kind, document, of, at: '2026-11-22T10:00:00Z', episode: 'e'}) as unknown as Entry;

  it('is the newest, with the case that it rests on', () => {
    const entries = [entry('c1', 'case', known()), entry('p1', 'plan', plan(press), 'c1'), entry('c2', 'case', known()), entry('p2', 'plan', plan(stretch), 'c2')];
    expect(findPlan(entries)?.plan.id).toBe('p2');
    expect(findPlan(entries)?.case.id).toBe('c2');
    expect(findPlan(entries, 'p1')?.case.id).toBe('c1');
    expect(findPlan(entries.filter(({id}) => id !== 'c2'))).toBeUndefined();
    expect(findPlan([])).toBeUndefined();
  });

  it('fits until the answers change, the day of review comes, or the atlas is another', () => {
    const fits = (day: string, isSame = true, atlas?: string) => fit(plan(press), isSame, day, atlas);
    expect(fits('2026-12-05')).toBe('fits');
    expect(fits('2026-12-05', true, 'a')).toBe('fits');
    expect(fits('2026-12-06')).toBe('review');
    expect(fits('2026-12-06', false)).toBe('changed');
    expect(fits('2026-11-23', true, 'b')).toBe('older-atlas');
  });

  it('takes two cases for the same that only say it in another order', () => {
    expect(isSameCase(known({answers: {b: 'no', a: 'yes'}}), known())).toBe(true);
    expect(isSameCase(known({profile: {tools: ['ball', 'strap']}}), known({profile: {tools: ['strap', 'ball']}}))).toBe(true);
    expect(isSameCase(known({profile: {tools: ['ball']}}), known())).toBe(false);
    expect(isSameCase(known({acknowledged: ['x', 'y']}), known({acknowledged: ['y', 'x']}))).toBe(true);
    expect(isSameCase(known({about: 'mine'}), known())).toBe(true);
    expect(isSameCase(known({profile: {pain: 4}}), known({profile: {pain: 5}}))).toBe(false);
  });

  it('does not take for a change what the records add', () => {
    const told = known({profile: {age: 40, pain: 6}});
    const later = known({profile: {age: 40, pain: 2}, answers: {a: 'yes', b: 'no', 'responds/gluteus-minimus/2/right': 'yes'}});
    expect(isSameRead(told, later)).toBe(true);
    expect(isSameRead(told, known({profile: {age: 41, pain: 6}}))).toBe(false);
    expect(isSameRead(told, known({profile: {age: 40}, answers: {a: 'yes', b: 'yes'}}))).toBe(false);
  });

  it('tells which way of pressing was chosen, but not from what had to be light', () => {
    const light = item('light', 'pressure', {protocol: 'light'});
    expect(pressureOf(plan(light, press))).toBe('long');
    expect(pressureOf(plan(light))).toBe('light');
    expect(pressureOf(plan(stretch))).toBeUndefined();
  });

  it('is asked for again without what is left out, and without changes of that', () => {
    const edited = {...plan(press, stretch), edits: {remove: ['old'], change: {stretch: {hold_s: 40}, 'press@right': {repeats: 2}}}} as Plan;
    expect(toSessionRequest(edited, known(), ['stretch'])).toMatchObject({
      start: '2026-11-22',
      pressure: 'long',
      edits_from: {edits: {remove: ['old', 'stretch'], change: {'press@right': {repeats: 2}}}},
    });
    expect(toSessionRequest(edited, known(), ['stretch']).edits_from?.edits?.change).not.toHaveProperty('stretch');
  });
});

describe('what is due', () => {
  const today = '2026-11-27';
  it('is everything that was not done yet', () => {
    for (const one of [press, stretch, exercise]) expect(due(one, [], today)).toMatchObject({due: true, done: 0});
  });

  it('is not more often a day than it says', () => {
    const done = [session(today, {'press@right': 'eased'})];
    expect(due(press, done, today)).toMatchObject({due: false, why: 'enough-today'});
    expect(due(item('press@right', 'pressure', {per_day: [1, 2]}), done, today)).toMatchObject({due: true, done: 1, most: 2});
  });

  it('counts what was tried, and not what was left out', () => {
    expect(due(press, [session(today, {'press@right': 'skipped'})], today).due).toBe(true);
    expect(due(press, [session(today, {'press@right': 'not-reached'})], today).due).toBe(true);
    expect(due(press, [session(today, {'press@right': 'stopped'})], today).due).toBe(false);
  });

  it('gives a muscle that is made stronger a day of rest', () => {
    expect(due(exercise, [session('2026-11-26', {exercise: 'done'})], today)).toMatchObject({due: false, why: 'rest-day'});
    expect(due(exercise, [session('2026-11-25', {exercise: 'done'})], today).due).toBe(true);
    expect(due(stretch, [session('2026-11-26', {stretch: 'done'})], today).due).toBe(true);
  });

  it('is not on more days of seven than it says', () => {
    const days = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map((day) => session(day, {stretch: 'done'}));
    expect(due(stretch, days, today)).toMatchObject({due: false, why: 'enough-this-week'});
    expect(due(stretch, days, '2026-11-28').due).toBe(true); // the first of them is a week ago
  });

  it('comes again today as often as the item that is done most often', () => {
    const twice = item('twice', 'pressure', {per_day: [1, 2]});
    expect(againToday(plan(press, twice), [], today)).toEqual({least: 1, most: 2});
    expect(againToday(plan(press, twice), [session(today, {'press@right': 'eased', twice: 'eased'})], today)).toEqual({least: 0, most: 1});
    expect(againToday(plan(press), [session(today, {'press@right': 'eased'})], today)).toEqual({least: 0, most: 0});
    expect(againToday(plan(item('visit', 'professional')), [], today)).toEqual({least: 0, most: 0});
  });
});

describe('around a session', () => {
  it('takes about as long as its holds, rests and sets', () => {
    expect(minutes([stretch])).toBe(2);
    expect(minutes([press, stretch, exercise])).toBe(8);
    expect(minutes([])).toBe(1);
  });

  it('counts sessions without change up to the newest', () => {
    const of = (...verdicts: ('better' | 'no-change' | 'unknown')[]) => verdicts.map((verdict, index) => session(`2026-11-0${index + 1}`, {}, verdict));
    expect(withoutChange(of('no-change', 'better', 'no-change', 'no-change'))).toBe(2);
    expect(withoutChange(of('no-change', 'unknown', 'no-change'))).toBe(2);
    expect(withoutChange(of('no-change', 'better'))).toBe(0);
    expect(withoutChange([session('2026-11-01', {}, 'no-change', false)])).toBe(0);
  });
});
