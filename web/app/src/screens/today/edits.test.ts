import {describe, expect, it} from 'vitest';

import type {PlanItem} from '$lib/types';

import {fieldsOf, readChange, signed, withAddition, withChange, withItem, withoutItem} from './edits';

const item = (kind: PlanItem['kind'], dose: object) => ({kind, dose: {repeats: [1, 3], per_day: [1, 1], days_a_week: 7, ...dose}}) as unknown as PlanItem;
const form = (values: Record<string, string>) => ({get: (name: string) => values[name] ?? null});

describe('a therapist’s edits', () => {
  it('change what the dose of an item has', () => {
    const names = (one: PlanItem) => fieldsOf(one).map(({field}) => field);
    expect(names(item('pressure', {hold_s: [60, 90]}))).toEqual(['hold_s', 'repeats', 'per_day', 'days_a_week']);
    expect(names(item('exercise', {sets: 2}))).toEqual(['repeats', 'sets', 'per_day', 'days_a_week']);
    expect(names(item('exercise', {sets: 2, hold_s: [20, 20]}))).toEqual(['hold_s', 'sets', 'per_day', 'days_a_week']);
    expect(fieldsOf({kind: 'professional'} as PlanItem)).toEqual([]);
  });

  it('leave as it is what is empty, and keep within what is possible', () => {
    expect(readChange(form({hold_s: '40', repeats: '', days_a_week: '9', note: '  lean less '}), ['hold_s', 'repeats', 'days_a_week'])).toEqual({hold_s: 40, days_a_week: 7, note: 'lean less'});
    expect(readChange(form({hold_s: 'x', note: ''}), ['hold_s'])).toEqual({});
    expect(readChange(form({hold_s: '0'}), ['hold_s'])).toEqual({hold_s: 1});
  });

  it('are kept one beside the other, and undone one by one', () => {
    const edits = withChange(withChange({by: 'A. T.'}, 'a', {repeats: 2}), 'b', {note: 'slowly'});
    expect(edits).toEqual({by: 'A. T.', change: {a: {repeats: 2}, b: {note: 'slowly'}}});
    expect(withChange(edits, 'a', {})).toEqual({by: 'A. T.', change: {b: {note: 'slowly'}}});
    expect(withChange({change: {a: {repeats: 2}}}, 'a', {})).toEqual({});
  });

  it('leave an item out with its change, and take it in again', () => {
    const without = withoutItem({change: {a: {repeats: 2}}}, 'a');
    expect(without).toEqual({remove: ['a']});
    expect(withoutItem(without, 'a')).toEqual({remove: ['a']});
    expect(withItem(without, 'a')).toEqual({});
  });

  it('take back what was added, rather than leave it out as well', () => {
    const added = withAddition({remove: ['clam@right']}, {remedy: 'clam', side: 'right'});
    expect(added).toEqual({add: [{remedy: 'clam', side: 'right'}]});
    expect(withAddition(added, {remedy: 'clam', side: 'right'})).toEqual(added);
    expect(withoutItem(added, 'clam@right')).toEqual({});
  });

  it('name who made them, or nobody', () => {
    expect(signed({}, ' A. Therapist ', 'Slowly.')).toEqual({by: 'A. Therapist', note: 'Slowly.'});
    expect(signed({by: 'A', note: 'b'}, '', ' ')).toEqual({});
  });
});
