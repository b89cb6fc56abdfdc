import {describe, expect, it} from 'vitest';

import {settings} from '$lib/settings.svelte';
import type {PlanItem, SessionState} from '$lib/types';

import {actOf} from './keys';
import {tellPhase} from './tell';
import {words} from './words';

type View = SessionState['view'];
const view = (phase: View['phase'], more: Partial<View> = {}): View => ({phase, task: 0, round: 1, is_paused: false, elapsed_s: 0, remaining_s: 0, ...more});

describe('keys', () => {
  it('answer how the pain is, of a point that is held or asked about', () => {
    for (const phase of ['hold', 'ask'] as const)
      expect(['ArrowDown', 'ArrowRight', 'ArrowUp'].map((key) => actOf(key, view(phase, {remaining_s: 9}), 'point', true))).toEqual(['less', 'same', 'more']);
    expect(actOf('ArrowUp', view('hold'), 'stretch', false)).toBeUndefined();
    expect(actOf('ArrowUp', view('ready'), 'point', false)).toBeUndefined();
  });

  it('leave space to the button that has the focus', () => {
    expect(actOf(' ', view('rest', {remaining_s: 9}), 'point', false)).toBe('go');
    expect(actOf(' ', view('rest', {remaining_s: 9}), 'point', true)).toBeUndefined();
    expect(actOf(' ', view('work', {remaining_s: 9}), 'exercise', false)).toBeUndefined();
    expect(actOf(' ', view('work'), 'exercise', false)).toBe('go');
  });

  it('pause what is timed, and go on', () => {
    expect(actOf('Escape', view('hold', {remaining_s: 9}), 'stretch', true)).toBe('pause');
    expect(actOf('Escape', view('hold', {remaining_s: 9, is_paused: true}), 'stretch', true)).toBe('resume');
    expect(actOf('Escape', view('ask'), 'point', false)).toBeUndefined();
    expect(actOf('ArrowDown', view('hold', {is_paused: true}), 'point', false)).toBeUndefined();
  });

  it('mean nothing where they are letters', () => {
    for (const key of ['l', 's', 'm', 'x', 'q', '1']) expect(actOf(key, view('hold', {remaining_s: 9}), 'point', false)).toBeUndefined();
  });
});

describe('what is said', () => {
  const state = (now: View, tasks: object[] = [{rounds: [1, 3]}]): SessionState => ({view: now, tasks, session: {verdict: 'better', finished: true}}) as unknown as SessionState;
  const item = {kind: 'exercise', name: 'Clam', side: 'left', dose: {sets: 2, repeats: [6, 8], per_day: [1, 1], days_a_week: 3}} as unknown as PlanItem;

  it('names the item with its side, then what to do and for how long', () => {
    expect(tellPhase(state(view('ready')), item, words())).toBe('Strengthen: Clam, left side. 2 sets of 6 to 8');
    expect(tellPhase(state(view('hold', {remaining_s: 90})), item, words())).toBe('Hold 1 of 3. 90 seconds.');
    expect(tellPhase(state(view('work')), item, words())).toBe('Set 1 of 3. 8 times, slowly.');
    expect(tellPhase(state(view('rest', {remaining_s: 20})), item, words())).toBe('Rest, 20 seconds.');
    expect(tellPhase(state(view('finished')), undefined, words())).toBe('Better: this looks like the right spot');
    expect(tellPhase(state(view('hold', {is_paused: true})), item, words())).toBe('Paused.');
  });

  it('is said in Spanish as well', () => {
    settings.language = 'es';
    expect(tellPhase(state(view('ready')), item, words())).toBe('Fortalecer: Clam, lado izquierdo. 2 series de 6 a 8');
    settings.language = 'en';
  });
});
