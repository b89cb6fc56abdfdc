import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import {IdleLock} from './idle-lock';

const minute = 60_000;
let page: EventTarget;
let said: number;
let locked: number;
let minutes: number;
let isOpen: boolean;
let idle: IdleLock;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  [said, locked, minutes, isOpen] = [0, 0, 5, true];
  const lock = () => {
    locked += 1;
    isOpen = false;
  };
  idle = new IdleLock({minutes: () => minutes, isOpen: () => isOpen, lock, say: () => (said += 1)});
  idle.watch();
});
afterEach(() => {
  idle.end();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const touch = () => page.dispatchEvent(new Event('pointerdown'));

describe('the lock of a window that nobody touches', () => {
  it('locks once, after as many minutes as were asked for', () => {
    vi.advanceTimersByTime(5 * minute);
    expect(locked).toBe(0);
    vi.advanceTimersByTime(minute);
    expect(locked).toBe(1);
  });
  it('counts from the last touch, here or in another window', () => {
    vi.advanceTimersByTime(4 * minute);
    touch();
    vi.advanceTimersByTime(4 * minute);
    idle.touch();
    vi.advanceTimersByTime(4 * minute);
    expect(locked).toBe(0);
  });
  it('never locks where it is not to', () => {
    minutes = 0;
    vi.advanceTimersByTime(600 * minute);
    expect(locked).toBe(0);
  });
  it('waits while it is held, and counts anew when it is let go', () => {
    const letGo = idle.hold();
    vi.advanceTimersByTime(20 * minute);
    letGo();
    letGo();
    vi.advanceTimersByTime(4 * minute);
    expect(locked).toBe(0);
    vi.advanceTimersByTime(2 * minute);
    expect(locked).toBe(1);
  });
  it('locks before the touch counts that wakes a sleeping device', () => {
    vi.setSystemTime(Date.now() + 60 * minute);
    touch();
    expect(locked).toBe(1);
  });
  it('tells the other windows now and then', () => {
    vi.advanceTimersByTime(minute);
    for (let i = 0; i < 60; ++i) {
      touch();
      vi.advanceTimersByTime(100);
    }
    expect(said).toBe(2);
  });
  it('does nothing once it has ended', () => {
    idle.end();
    vi.advanceTimersByTime(20 * minute);
    touch();
    expect([locked, said]).toEqual([0, 0]);
  });
});
