// The guide against an engine of a few lines: order of what is asked, time, drafts, and what goes wrong.
import {beforeEach, describe, expect, it} from 'vitest';

import type {Act, SessionDocument, SessionRequest, SessionState} from '$lib/types';

import {longest_gap_s} from './clock';
import {hasBegun, parseDraft} from './draft';
import {Device} from './scripted';

// One hold of 60 seconds, replayed from its events.
class Small {
  events: SessionDocument['events'] = [];
  asked: string[] = [];
  opened = 0;
  crashes = 0; // still to come
  isGone = false;
  #last = 0;
  #elapsed = 0;
  #paused = false;
  #phase: SessionState['view']['phase'] = 'ready';

  #advance(now: number) {
    if (!this.#paused && this.#phase === 'hold') this.#elapsed += Math.max(0, now - this.#last);
    this.#last = Math.max(this.#last, now);
    if (this.#phase === 'hold' && this.#elapsed >= 60) this.#phase = 'ask';
  }
  #act(act: Act, now: number): boolean {
    this.#advance(now);
    const meant =
      act === 'pause' ? !this.#paused : act === 'resume' ? this.#paused : !this.#paused && {go: 'ready', less: 'ask', quit: this.#phase}[act as string] === this.#phase;
    if (!meant) return false;
    if (act === 'pause' || act === 'resume') this.#paused = act === 'pause';
    else if (act === 'go') this.#phase = 'hold';
    else this.#phase = 'finished';
    this.events.push({at_s: this.#last, act});
    return true;
  }
  #state(was_meant: boolean): SessionState {
    const timed = this.#phase === 'hold';
    return {
      format: 'knotwork.session-state/1',
      now_s: this.#last,
      was_meant,
      view: {phase: this.#phase, task: 0, round: 1, is_paused: this.#paused, elapsed_s: this.#elapsed, remaining_s: timed ? 60 - this.#elapsed : 0},
      breath_s: [4, 6],
      pain_most: 7,
      tasks: [],
      was_quit: false,
      session: {format: 'knotwork.session/1', items: ['a'], events: [...this.events], outcomes: ['not-reached'], verdict: 'unknown', finished: this.#phase === 'finished'},
    };
  }
  async open({session}: SessionRequest): Promise<SessionState> {
    this.opened += 1;
    if (this.isGone) throw new Error('no engine');
    this.events = [];
    this.#last = this.#elapsed = 0;
    this.#paused = false;
    this.#phase = 'ready';
    for (const {act, at_s} of session?.events ?? []) this.#act(act, at_s);
    return this.#state(true);
  }
  async step({now_s, act}: {now_s: number; act?: Act}): Promise<SessionState> {
    this.asked.push(`${act ?? 'tick'}@${now_s.toFixed(1)}`);
    if (this.isGone || this.crashes-- > 0) throw new Error('crashed');
    if (!act) this.#advance(now_s);
    return this.#state(act ? this.#act(act, now_s) : true);
  }
}

const request = {} as SessionRequest;
let engine: Small;
let device: Device;
beforeEach(() => {
  engine = new Small();
  device = new Device(engine);
});

describe('the guide', () => {
  it('passes time on while something is timed, and only then', async () => {
    const guide = device.guide(request);
    await guide.open();
    await device.pass(guide, 5);
    expect(engine.asked).toEqual([]);
    await guide.act('go');
    await device.pass(guide, 5);
    expect(guide.state?.view.elapsed_s).toBeCloseTo(5, 5);
    expect(engine.asked.length).toBe(51);
  });

  it('lets a hold end of which rounding leaves nothing', async () => {
    const guide = device.guide(request);
    await guide.open();
    await guide.act('go');
    const step = engine.step.bind(engine);
    engine.step = async (asked) => {
      const state = await step(asked);
      return {...state, view: {...state.view, remaining_s: Math.max(0, Math.floor(state.view.remaining_s - 0.15))}};
    };
    await device.pass(guide, 61);
    expect(guide.state?.view.phase).toBe('ask');
  });

  it('keeps a draft after each act, and every two seconds of a hold', async () => {
    const guide = device.guide(request);
    await guide.open();
    const before = device.kept.length;
    await guide.act('go');
    expect(device.kept.length).toBe(before + 1);
    expect(device.last.session.events.at(-1)?.act).toBe('go');
    await device.pass(guide, 7);
    expect(device.last.at_s).toBeGreaterThanOrEqual(device.last.session.events[0]!.at_s + 5.9);
  });

  it('keeps nothing of an act that means nothing', async () => {
    const guide = device.guide(request);
    await guide.open();
    const before = device.kept.length;
    expect(await guide.act('less')).toBe(false);
    expect(device.kept.length).toBe(before);
  });

  it('keeps no draft of what was written down', async () => {
    const guide = device.guide(request);
    await guide.open();
    await guide.act('go');
    guide.end();
    const before = device.kept.length;
    guide.keepNow();
    expect(device.kept.length).toBe(before);
  });

  it('goes on where it was after a reload, and waits for the person', async () => {
    const first = device.guide(request);
    await first.open();
    device.sleep(3);
    await first.act('go');
    await device.pass(first, 40.2);
    const draft = device.last;
    device.sleep(3600);

    const second = device.guide(request, draft);
    await second.open();
    expect(second.status).toBe('waiting');
    expect(second.state?.view).toMatchObject({phase: 'hold', is_paused: true});
    expect(second.state?.view.elapsed_s).toBeGreaterThanOrEqual(38);
    expect(second.state?.view.elapsed_s).toBeLessThanOrEqual(40.3);
    await device.pass(second, 30);
    expect(second.state?.view.elapsed_s).toBeLessThanOrEqual(40.3);
    await second.goOn();
    await device.pass(second, 10);
    expect(second.state?.view.elapsed_s).toBeGreaterThan(47);
    expect(second.state?.view.phase).toBe('hold');
  });

  it('counts the seconds of a tab in the background, but pauses where the device slept', async () => {
    const guide = device.guide(request);
    await guide.open();
    await guide.act('go');
    device.sleep(longest_gap_s - 1);
    await guide.tick();
    expect(guide.state?.view.elapsed_s).toBeCloseTo(longest_gap_s - 1, 5);
    device.sleep(300);
    await guide.tick();
    expect(guide.state?.view.is_paused).toBe(true);
    expect(guide.state?.view.elapsed_s).toBeCloseTo(longest_gap_s - 1, 5);
    expect(guide.away_s).toBeCloseTo(300, 0);
    await guide.goOn();
    expect(guide.away_s).toBe(0);
    await device.pass(guide, 3);
    expect(guide.state?.view.elapsed_s).toBeCloseTo(longest_gap_s + 2, 1);
  });

  it('does not take a press for an answer that comes before it was seen that the device slept', async () => {
    const guide = device.guide(request);
    await guide.open();
    await guide.act('go');
    device.sleep(100);
    expect(await guide.act('less')).toBe(false);
    expect(guide.state?.view).toMatchObject({phase: 'hold', is_paused: true, elapsed_s: 0});
  });

  it('asks in order, with the time at which each was meant', async () => {
    const guide = device.guide(request);
    await guide.open();
    const presses: Promise<boolean>[] = [];
    for (const act of ['go', 'pause', 'resume'] as const) {
      presses.push(guide.act(act));
      device.sleep(1);
    }
    expect(await Promise.all(presses)).toEqual([true, true, true]);
    expect(engine.events).toEqual([{at_s: 0, act: 'go'}, {at_s: 1, act: 'pause'}, {at_s: 2, act: 'resume'}]);
  });

  it('loses nothing when the engine crashes in a hold', async () => {
    const guide = device.guide(request);
    await guide.open();
    await guide.act('go');
    await device.pass(guide, 20);
    engine.crashes = 1;
    await device.pass(guide, 1);
    expect(engine.opened).toBe(2);
    expect(guide.status).toBe('running');
    expect(guide.state?.view.elapsed_s).toBeCloseTo(21, 1);
  });

  it('stands still where the engine is gone, and goes on when it is back', async () => {
    const guide = device.guide(request);
    await guide.open();
    await guide.act('go');
    await device.pass(guide, 20);
    engine.isGone = true;
    await device.pass(guide, 1);
    expect(guide.status).toBe('lost');
    device.sleep(60);
    engine.isGone = false;
    await guide.goOn();
    expect(guide.status).toBe('waiting');
    expect(guide.state?.view.elapsed_s).toBeCloseTo(20, 0);
    await guide.goOn();
    await device.pass(guide, 5);
    expect(guide.state?.view.elapsed_s).toBeCloseTo(25, 0);
  });
});

describe('drafts', () => {
  it('of another shape are none', () => {
    expect(parseDraft(undefined)).toBeUndefined();
    expect(parseDraft('not json')).toBeUndefined();
    expect(parseDraft('null')).toBeUndefined();
    expect(parseDraft('{"format":"knotwork.session-draft/0"}')).toBeUndefined();
  });

  it('in which nothing was done are not worth keeping', () => {
    const draft = (...acts: Act[]) =>
      parseDraft(JSON.stringify({format: 'knotwork.session-draft/1', session: {events: acts.map((act, at_s) => ({at_s, act}))}}))!;
    expect(hasBegun(draft())).toBe(false);
    expect(hasBegun(draft('pause', 'quit'))).toBe(false);
    expect(hasBegun(draft('pain', 'quit'))).toBe(true);
  });
});
