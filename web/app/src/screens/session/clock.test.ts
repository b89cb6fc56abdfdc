import {describe, expect, it} from 'vitest';

import {longest_gap_s, SessionClock} from './clock';

function devices() {
  let steady = 1000, wall = 1_700_000_000;
  return {
    clock: (offset = 0) => new SessionClock(() => steady, () => wall, offset),
    pass(seconds: number, {wallToo = true, steadyToo = true} = {}) {
      if (steadyToo) steady += seconds;
      if (wallToo) wall += seconds;
    },
  };
}

describe('the clock of a session', () => {
  it('begins at what it is given and counts seconds', () => {
    const device = devices();
    const clock = device.clock(40);
    device.pass(2.5);
    expect(clock.read()).toEqual({now_s: 42.5, last_s: 40, away_s: 0});
  });

  it('counts a gap that a slow tab makes', () => {
    const device = devices();
    const clock = device.clock();
    device.pass(longest_gap_s);
    expect(clock.read()).toEqual({now_s: longest_gap_s, last_s: 0, away_s: 0});
  });

  it('tells that it was away after a longer one, once', () => {
    const device = devices();
    const clock = device.clock();
    device.pass(1);
    clock.read();
    device.pass(longest_gap_s + 0.5);
    expect(clock.read()).toMatchObject({last_s: 1, away_s: longest_gap_s + 0.5});
    expect(clock.read().away_s).toBe(0);
  });

  it('sees a sleep through which the steady clock stood still', () => {
    const device = devices();
    const clock = device.clock();
    device.pass(600, {steadyToo: false});
    expect(clock.read()).toEqual({now_s: 0, last_s: 0, away_s: 600});
  });

  it('does not go back when the clock of the device is set back', () => {
    const device = devices();
    const clock = device.clock();
    device.pass(5);
    device.pass(-3600, {steadyToo: false});
    expect(clock.read()).toEqual({now_s: 5, last_s: 0, away_s: 0});
  });
});
