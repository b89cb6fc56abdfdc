import {describe, expect, it} from 'vitest';

import type {SessionState} from '$lib/types';

import {isOtherSide, listCues, vibrations} from './cues';
import {tones} from './sound';

type View = SessionState['view'];
const view = (phase: View['phase'], more: Partial<View> = {}): View => ({phase, task: 0, round: 1, is_paused: false, elapsed_s: 0, remaining_s: 0, ...more});

describe('cues', () => {
  it('mark the beginning and the end of a hold', () => {
    const ready = view('ready', {round: 0});
    const hold = view('hold', {remaining_s: 60, breathe_in: true, may_end: false});
    expect(listCues(ready, hold, [])).toEqual(['start', 'breathe-in']);
    expect(listCues(hold, view('ask'), [])).toEqual(['end']);
  });

  it('follow the breath, and tell when it is long enough', () => {
    const into = view('hold', {remaining_s: 56.1, breathe_in: true, may_end: false});
    const out = view('hold', {remaining_s: 56, breathe_in: false, may_end: true});
    expect(listCues(into, into, [])).toEqual([]);
    expect(listCues(into, out, [])).toEqual(['breathe-out', 'enough']);
  });

  it('count down the last three seconds of a rest, once each', () => {
    const steps = [3.1, 3, 2.9, 2, 1.5, 1, 0.4].map((remaining_s) => view('rest', {remaining_s}));
    const heard = steps.slice(1).map((step, index) => listCues(steps[index], step, []));
    expect(heard.flat()).toEqual(['soon', 'soon', 'soon']);
  });

  it('tell a change of side from a mere next item', () => {
    const sides = ['right', undefined, 'left'] as const;
    expect(listCues(view('ask'), view('ready', {task: 1}), [...sides])).toEqual(['next']);
    expect(listCues(view('ask', {task: 1}), view('ready', {task: 2}), [...sides])).toEqual(['side']);
    expect(isOtherSide({task: 1}, {task: 2}, ['left', undefined, 'left'])).toBe(false);
    expect(isOtherSide(undefined, {task: 0}, ['left'])).toBe(false);
  });

  it('are silent while paused, and after going on', () => {
    const hold = view('hold', {remaining_s: 50, breathe_in: true});
    const paused = {...hold, is_paused: true};
    expect(listCues(hold, paused, [])).toEqual(['paused']);
    expect(listCues(paused, {...paused, breathe_in: false}, [])).toEqual([]);
    expect(listCues(paused, hold, [])).toEqual([]);
  });

  it('have each a tone, and none is loud or long', () => {
    for (const [cue, parts] of Object.entries(tones)) {
      expect(parts.length, cue).toBeGreaterThan(0);
      for (const {at, length, level} of parts) {
        expect(level, cue).toBeLessThan(0.3);
        expect(at + length, cue).toBeLessThanOrEqual(2.5);
      }
    }
    for (const pattern of Object.values(vibrations)) expect(pattern.reduce((sum, ms) => sum + ms)).toBeLessThan(1500);
  });
});
