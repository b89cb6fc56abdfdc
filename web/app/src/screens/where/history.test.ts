import {describe, expect, test} from 'vitest';

import type {Mark} from '$lib/types';

import {History} from './history.svelte';

const drawing = (...names: string[]): Mark[] => names.map((name) => ({regions: [name]}));

describe('undo and redo', () => {
  test('give back each drawing in turn, and in turn again', () => {
    const history = new History();
    history.change(drawing());
    history.change(drawing('a'));
    const now = drawing('a', 'b');
    const before = history.undo(now)!;
    expect(before).toEqual(drawing('a'));
    expect(history.undo(before)).toEqual(drawing());
    expect(history.undo(drawing())).toBeNull();
    expect(history.redo(drawing())).toEqual(drawing('a'));
    expect(history.redo(drawing('a'))).toEqual(drawing('a', 'b'));
    expect(history.redo(now)).toBeNull();
  });

  test('what was undone is forgotten once something new is painted', () => {
    const history = new History();
    history.change(drawing());
    history.undo(drawing('a'));
    expect(history.canRedo).toBe(true);
    history.change(drawing());
    expect(history.canRedo).toBe(false);
    expect(history.canUndo).toBe(true);
  });

  test('keep the last hundred steps', () => {
    const history = new History();
    for (let i = 0; i < 150; ++i) history.change(drawing(String(i)));
    let now = drawing('now');
    let steps = 0;
    for (let before = history.undo(now); before; before = history.undo(now)) {
      now = before;
      steps += 1;
    }
    expect(steps).toBe(100);
    expect(now).toEqual(drawing('50'));
  });

  test('of another drawing know nothing', () => {
    const history = new History();
    history.change(drawing('a'));
    history.undo(drawing('b'));
    history.forget();
    expect([history.canUndo, history.canRedo]).toEqual([false, false]);
  });
});
